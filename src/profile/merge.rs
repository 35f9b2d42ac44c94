//! Merges rows as JSON: used by the build script for the built-in layers, and by `layer` for a project's own.
//!
//! Invariant: uses only the standard library, `serde_json` and `toml`, because the build script compiles this file too.

use serde_json::{Map, Value};
use std::collections::HashMap;

/// The only list in a policy file that is not a section of rows.
const NOT_ROWS: &str = "supersedes";

/// Called before the keys of a row or single table are merged, with section, code, old and new keys.
pub(crate) type Watch<'a, E> = &'a mut dyn FnMut(&str, &str, &Map<String, Value>, &Map<String, Value>) -> Result<(), E>;

/// Converts TOML to JSON; dates become strings.
pub(crate) fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(s) => Value::String(s),
        toml::Value::Integer(i) => Value::from(i),
        toml::Value::Float(f) => Value::from(f),
        toml::Value::Boolean(b) => Value::Bool(b),
        toml::Value::Datetime(d) => Value::String(d.to_string()),
        toml::Value::Array(a) => Value::Array(a.into_iter().map(to_json).collect()),
        toml::Value::Table(t) => Value::Object(t.into_iter().map(|(k, v)| (k, to_json(v))).collect()),
    }
}

/// Merges `above` into `below`: rows with the same code are merged key by key.
///
/// # Errors
/// The errors of `watch`.
pub(crate) fn merge<E>(
    below: &mut Map<String, Value>,
    above: Map<String, Value>,
    watch: Watch<'_, E>,
) -> Result<(), E> {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Array(rows)), Value::Array(new)) if key != NOT_ROWS => {
                for row in new {
                    merge_row(&key, rows, row, watch)?;
                }
            }
            (Some(Value::Object(old)), Value::Object(new)) => merge_keys(&key, "", old, new, watch)?,
            (None, Value::Object(new)) => {
                // A table that only the project has is compared with the program's defaults.
                let mut old = Map::new();
                merge_keys(&key, "", &mut old, new, watch)?;
                below.insert(key, Value::Object(old));
            }
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
    Ok(())
}

fn merge_row<E>(section: &str, rows: &mut Vec<Value>, row: Value, watch: Watch<'_, E>) -> Result<(), E> {
    let code = text(&row, "code").unwrap_or_default().to_string();
    let Some(old) = rows.iter_mut().find(|r| text(r, "code") == Some(&code)) else {
        rows.push(row);
        return Ok(());
    };
    let (Value::Object(old), Value::Object(new)) = (old, row) else { return Ok(()) };
    merge_keys(section, &code, old, new, watch)
}

fn merge_keys<E>(
    section: &str,
    code: &str,
    old: &mut Map<String, Value>,
    new: Map<String, Value>,
    watch: Watch<'_, E>,
) -> Result<(), E> {
    watch(section, code, old, &new)?;
    old.extend(new.into_iter().filter(|(key, _)| key != "loosens"));
    Ok(())
}

/// Removes the rows with `off = true`.
pub(crate) fn drop_switched_off(json: &mut Map<String, Value>) {
    for value in json.values_mut() {
        if let Value::Array(rows) = value {
            rows.retain(|row| row.get("off") != Some(&Value::Bool(true)));
        }
    }
}

/// Copies the article into each row that names a rule of the regulation; only the `[[rule]]` rows hold articles.
pub(crate) fn cite_rules(json: &mut Map<String, Value>, rules: &Value) {
    let rules = rules.as_array().into_iter().flatten();
    let cites: HashMap<&str, &Value> =
        rules.filter_map(|rule| Some((text(rule, "code")?, rule.get("cite")?))).collect();
    for value in json.values_mut() {
        for row in value.as_array_mut().into_iter().flatten() {
            let cite = text(row, "rule").or_else(|| text(row, "code")).and_then(|rule| cites.get(rule));
            if let (Some(cite), Some(row)) = (cite.copied(), row.as_object_mut()) {
                row.insert("cite".into(), cite.clone());
            }
        }
    }
}

fn text<'r>(row: &'r Value, key: &str) -> Option<&'r str> {
    row.get(key).and_then(Value::as_str)
}
