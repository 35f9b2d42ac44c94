//! `export --by desk,month -o DIR`: a file of JSON lines for each desk and month of registration, and a manifest.
//!
//! Invariant: a partition is written whole or not at all, the manifest last; a reader that follows the manifest never meets half a file.
//! A case stays in its partition: desk and month of registration never change.

use super::{FIELDS, PRIVATE, SORT, touched};
use crate::cli::context::Context;
use crate::cli::cursor_file::News;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::selection::{AS_OF, KNOWN, TERMS};
use crate::cli::whole_file::replace;
use crate::command::flag::flags;
use crate::command::input::Input;
use crate::domain::case::Case;
use crate::domain::gate::codes::nearest;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::log::hash::plain;
use crate::project::{HistoryCut, Project};
use crate::render::json::harmless;
use crate::report::export_row::{KINDS, MANIFEST, SCHEMA, erased, row};
use crate::say;
use crate::text::words::count;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// By what cases are parted.
const KEYS: &[&str] = &["desk", "month"];

pub(super) fn run(by: &str, news: Option<News>, input: &Input, cx: &Context) -> Result<(), CliError> {
    let keys = keys(by)?;
    let folder = cx.given.output.as_ref().map(|folder| cx.env.cwd.join(folder)).ok_or_else(|| conflict("-o -"))?;
    if input.on(PRIVATE) {
        return Err(conflict("--private"));
    }
    // A partition is whole, and as the cases are now.
    let narrower = flags![TERMS, FIELDS, SORT, AS_OF, KNOWN];
    if let Some(flag) = narrower.iter().find(|flag| input.has(flag)) {
        return Err(conflict(&flag.dashed()));
    }
    let project = cx.project()?;
    let start = project.cursor_at_start()?;
    let after = news.as_ref().map_or(&start, |news| &news.cursor);
    let (ids, cursor) = touched(project, after)?;
    let now = cx.now()?;
    let cases = project.select(&Filter::default(), &At { day: now.date(), now: Some(now) }, HistoryCut::default())?;
    let mut parts: BTreeMap<String, Vec<(&Case, String)>> = BTreeMap::new();
    for case in &cases {
        let month = month(case, project)?;
        parts.entry(path(&keys, case.id, &month)).or_default().push((case, month));
    }
    // A registration that was revoked is in no partition any more: which one it left is not known.
    let gone = ids.iter().any(|id| cases.binary_search_by_key(id, |case| case.id).is_err());
    let stale = |part: &Vec<(&Case, String)>| gone || part.iter().any(|(case, _)| ids.contains(&case.id));
    let manifest = folder.join("manifest.json");
    let mut known = before(&manifest, &keys);
    known.retain(|path, _| parts.contains_key(path));
    let mut written: usize = 0;
    for (path, part) in &parts {
        // What this folder never had comes too.
        if !stale(part) && known.contains_key(path) && folder.join(path).is_file() {
            continue;
        }
        let entry = write_part(&folder, path, part, project).map_err(|error| in_file(error, &folder.join(path)))?;
        known.insert(path.clone(), entry);
        written += 1;
    }
    let wrap = |source| CliError::File { path: manifest.display().to_string(), source };
    let all = project.events_of(&["erased"], HistoryCut::default())?;
    let masked = project.masked()?;
    let told = all.iter().filter(|event| event.case.is_some_and(|id| !masked.has(id)));
    let told = told.flat_map(|event| erased(std::slice::from_ref(event)).map(move |(id, of)| (event, id, of)));
    let gone: Vec<Value> =
        told.map(|(event, id, of)| json!({"case": event.case, "event": id, "at": event.at, "of": of})).collect();
    let content = json!({
        "schema": MANIFEST, "row_schema": SCHEMA, "project": cursor.project, "made": now, "by": keys, "cursor": cursor.to_string(),
        "rows": cases.len(), "partitions": known.into_values().collect::<Vec<_>>(), "erased": gone,
    });
    std::fs::create_dir_all(&folder)
        .and_then(|()| replace(&manifest, (harmless(&content) + "\n").as_bytes()))
        .map_err(wrap)?;
    let (n, total) = (written, parts.len());
    let en = count(n as u64, "partition");
    output::talk(cx, &say!(cx.lang, "{en} written of {total}", "已写入 {n} 个分区，共 {total} 个"))?;
    news.map_or(Ok(()), |news| news.done(&cursor, true, cx))
}

fn conflict(second: &str) -> CliError {
    CliError::Usage(Usage::Conflict { first: "--by".into(), second: second.into() })
}

/// By which keys, in their order.
fn keys(by: &str) -> Result<Vec<&'static str>, CliError> {
    let mut keys: Vec<&'static str> = Vec::new();
    for given in by.split([',', '，']).map(str::trim) {
        match KEYS.iter().find(|key| **key == given || crate::text::labels::is(key, given)) {
            Some(key) if !keys.contains(key) => keys.push(key),
            _ => {
                return Err(CliError::Usage(Usage::Value {
                    flag: "--by".into(),
                    value: by.into(),
                    known: KEYS.iter().map(|key| (*key).into()).collect(),
                    nearest: nearest(given, KEYS).map(Into::into),
                }));
            }
        }
    }
    Ok(keys)
}

/// The month in which a case was registered, also of one that is masked: so it stays where it was when it becomes restricted.
fn month(case: &Case, project: &Project) -> Result<String, CliError> {
    let recorded = match case.recorded {
        Some(recorded) => Some(recorded),
        None => project.case(case.id)?.and_then(|case| case.recorded),
    };
    let month = recorded.map(|recorded| recorded.date().format("%Y-%m").to_string());
    Ok(month.unwrap_or_else(|| format!("{}-01", case.id.year)))
}

fn path(keys: &[&str], id: CaseId, month: &str) -> String {
    let value = |key: &&str| if *key == "desk" { format!("desk={}", id.desk) } else { format!("month={month}") };
    let mut parts: Vec<String> = keys.iter().map(value).collect();
    parts.push("part.jsonl".into());
    parts.join("/")
}

/// The partitions that the manifest of an earlier run names.
fn before(manifest: &Path, keys: &[&str]) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return BTreeMap::new() };
    // Another schema, or another way of parting: everything is written anew.
    if value["row_schema"] != SCHEMA || value["by"] != json!(keys) {
        return BTreeMap::new();
    }
    let parts = value["partitions"].as_array().cloned().unwrap_or_default().into_iter();
    parts.filter_map(|part| Some((part["path"].as_str()?.to_string(), part))).collect()
}

/// Writes a partition whole; gives its entry in the manifest.
fn write_part(folder: &Path, path: &str, part: &[(&Case, String)], project: &Project) -> Result<Value, CliError> {
    let masked = project.masked()?;
    let ids: Vec<CaseId> = part.iter().map(|(case, _)| case.id).filter(|id| !masked.has(*id)).collect();
    let acts = project.standing_acts(&ids, KINDS, HistoryCut::default())?;
    let mut bytes = Vec::new();
    for (case, month) in part {
        let acts = acts.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        bytes.extend_from_slice(harmless(&Value::Object(row(case, month, acts))).as_bytes());
        bytes.push(b'\n');
    }
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap_or(folder))?;
    replace(&file, &bytes)?;
    let mut entry: Map<String, Value> = path
        .split('/')
        .filter_map(|step| step.split_once('='))
        .map(|(key, value)| (key.to_string(), Value::from(value)))
        .collect();
    entry.extend([
        ("path".to_string(), path.into()),
        ("rows".to_string(), part.len().into()),
        ("bytes".to_string(), bytes.len().into()),
        ("sha256".to_string(), plain(&bytes).to_string().into()),
    ]);
    Ok(Value::Object(entry))
}

/// Names the file of an error of the system.
fn in_file(error: CliError, path: &Path) -> CliError {
    match error {
        CliError::Output(source) => CliError::File { path: path.display().to_string(), source },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_in_their_order_and_none_twice() {
        assert_eq!(keys("desk,month").ok(), Some(vec!["desk", "month"]));
        assert_eq!(keys("month").ok(), Some(vec!["month"]));
        for bad in ["", "unit", "desk,desk", "desk,"] {
            assert!(keys(bad).is_err(), "{bad}");
        }
    }
}
