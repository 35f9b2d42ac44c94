//! A policy as a table: its rows, and a project's changes to its profile.

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::policy::{Policy, SECTIONS};
use crate::domain::value::title::Lang;
use crate::say;
use serde_json::Value;

fn column(key: &str, title: String) -> Column {
    Column { key: key.into(), title, right: false }
}

/// The rows of all sections, or of one.
#[must_use]
pub fn show(policy: &Policy, only: Option<&str>, lang: Lang) -> Table {
    let json = serde_json::to_value(policy).unwrap_or_default();
    let mut rows = Vec::new();
    for (section, _) in SECTIONS.iter().filter(|(s, _)| only.is_none_or(|only| only == *s)) {
        for row in json.get(*section).and_then(Value::as_array).into_iter().flatten() {
            let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
            let title = match lang {
                Lang::En => text("en"),
                Lang::Zh => text("zh"),
            };
            let cite = row
                .get("cite")
                .and_then(|c| c.get(if lang == Lang::Zh { "zh" } else { "en" }))
                .and_then(Value::as_str)
                .unwrap_or_default();
            let rule = text("rule");
            let cells = [
                (*section).to_string(),
                text("code"),
                title,
                if rule.is_empty() { String::new() } else { rule },
                cite.to_string(),
                rest(row),
            ];
            rows.push(Row {
                cells: cells.into_iter().map(|t| if t.is_empty() { Cell::Empty } else { Cell::Text(t) }).collect(),
                ..Row::default()
            });
        }
    }
    Table {
        title: say!(lang, "Policy in force: {}", "现行制度：{}", policy.title.get(lang)),
        schema: "redress.policy/1",
        columns: vec![
            column("section", say!(lang, "Section", "部分")),
            column("code", say!(lang, "Code", "代码")),
            column("title", say!(lang, "Title", "名称")),
            column("rule", say!(lang, "Rule", "规则")),
            column("cite", say!(lang, "Article", "条文")),
            column("row", say!(lang, "What it says", "内容")),
        ],
        rows,
        notes: Vec::new(),
        ..Table::default()
    }
}

/// The contents of a row besides its titles.
fn rest(row: &Value) -> String {
    let own = row
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(k, _)| !matches!(k.as_str(), "code" | "zh" | "en" | "rule" | "cite" | "note"));
    let parts: Vec<String> = own
        .map(|(key, value)| match value {
            Value::String(text) => format!("{key}={text}"),
            Value::Object(old) if key == "departs" => {
                format!("departs-from={}", old.get("within").and_then(Value::as_str).unwrap_or("none"))
            }
            other => format!("{key}={other}"),
        })
        .collect();
    parts.join(" ")
}

/// The differences, row by row and key by key.
#[must_use]
pub fn diff(from: &Value, to: &Value, lang: Lang) -> Table {
    let mut rows = Vec::new();
    let mut put = |section: &str, code: &str, key: &str, old: Option<&Value>, new: Option<&Value>| {
        if old != new {
            let cell = |v: Option<&Value>| match v {
                None => Cell::Empty,
                Some(Value::String(s)) => Cell::Text(s.clone()),
                Some(other) => Cell::Text(other.to_string()),
            };
            let cells =
                vec![Cell::Text(section.into()), Cell::Text(code.into()), Cell::Text(key.into()), cell(old), cell(new)];
            rows.push(Row { cells, ..Row::default() });
        }
    };
    let empty = serde_json::Map::new();
    let (from, to) = (from.as_object().unwrap_or(&empty), to.as_object().unwrap_or(&empty));
    let keys = |a: &serde_json::Map<String, Value>, b: &serde_json::Map<String, Value>| {
        let mut all: Vec<String> = a.keys().chain(b.keys()).cloned().collect();
        all.sort();
        all.dedup();
        all
    };
    for section in keys(from, to) {
        let (old, new) = (from.get(&section), to.get(&section));
        let list = |v: Option<&Value>| -> serde_json::Map<String, Value> {
            let rows = v.and_then(Value::as_array).cloned().unwrap_or_default();
            rows.into_iter().filter_map(|r| Some((r.get("code")?.as_str()?.to_string(), r))).collect()
        };
        if !matches!(old.or(new), Some(Value::Array(_))) {
            put(&section, "", "", old, new);
            continue;
        }
        let (old, new) = (list(old), list(new));
        for code in keys(&old, &new) {
            match (old.get(&code).and_then(Value::as_object), new.get(&code).and_then(Value::as_object)) {
                (Some(a), Some(b)) => {
                    let own = keys(a, b).into_iter().filter(|key| key != "departs");
                    own.for_each(|key| put(&section, &code, &key, a.get(&key), b.get(&key)));
                }
                _ => put(&section, &code, "", old.get(&code), new.get(&code)),
            }
        }
    }
    Table {
        title: say!(lang, "What this project changes", "本项目的改动"),
        schema: "redress.policy-diff/1",
        columns: vec![
            column("section", say!(lang, "Section", "部分")),
            column("code", say!(lang, "Code", "代码")),
            column("key", say!(lang, "Key", "键")),
            column("from", say!(lang, "From", "原为")),
            column("to", say!(lang, "To", "改为")),
        ],
        rows,
        notes: Vec::new(),
        ..Table::default()
    }
}
