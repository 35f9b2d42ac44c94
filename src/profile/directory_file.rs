//! Parses `directory.toml`; an error names the row, key and value.

use crate::domain::policy::directory::{Directory, Person, Unit};
use crate::profile::error::PolicyError;
use crate::profile::error::syntax;
use crate::profile::merge::to_json;
use crate::profile::rows::RowReader;
use serde::Serialize;
use serde_json::{Map, Value};

const FILE: &str = "directory.toml";

/// Parses `directory.toml`. Inconsistent rows are checked by [`super::broken`].
///
/// # Errors
/// The text is not TOML, or a row or key cannot be read; the first one is reported.
pub fn read_directory(text: &str) -> Result<Directory, PolicyError> {
    if let Ok(directory) = toml::from_str(text) {
        return Ok(directory);
    }
    Err(readable_directory(text).1.into_iter().next().unwrap_or_else(|| rows(&keys).bad_value("", "", "", "")))
}

/// What can be read of `directory.toml`, and every key and value that cannot be.
#[must_use]
pub fn readable_directory(text: &str) -> (Directory, Vec<PolicyError>) {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return (Directory::default(), vec![syntax(FILE, text, &error)]),
    };
    let (mut readable, mut found) = (Map::new(), Vec::new());
    for (section, value) in &table {
        let value = to_json(value.clone());
        let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
        // Without its keys: whether it is a list of tables, and of which.
        let bare = |row: &Value| if row.is_object() { Value::Object(Map::new()) } else { Value::Null };
        let outline = if value.is_array() { all.iter().map(bare).collect() } else { value.clone() };
        if let Err(error) = rows(&keys).check(section, &outline) {
            found.push(error);
            continue;
        }
        let reads = |row: Value| {
            let all = Value::from(Map::from_iter([(section.clone(), Value::Array(vec![row]))]));
            serde_json::from_value::<Directory>(all).is_ok()
        };
        let mut left = Vec::new();
        for mut row in all.iter().cloned() {
            found.extend(rows(&keys).take_out(section, &mut row, &reads));
            left.extend(Some(row).filter(|row| !row.is_null()));
        }
        readable.insert(section.clone(), Value::Array(left));
    }
    (serde_json::from_value(Value::Object(readable)).unwrap_or_default(), found)
}

fn rows(keys: &dyn Fn(&str) -> Option<Vec<String>>) -> RowReader<'_> {
    RowReader { file: FILE, keys, top: vec!["unit", "person"], codes_later: true }
}

/// The keys of the rows of a section; `None` if there is no such section.
fn keys(section: &str) -> Option<Vec<String>> {
    match section {
        "unit" => Some(keys_of(&Unit { from: Some(Default::default()), ..Unit::default() })),
        "person" => Some(keys_of(&Person::default())),
        _ => None,
    }
}

/// The keys of a row, as written in the file.
fn keys_of(row: &impl Serialize) -> Vec<String> {
    let written = serde_json::to_value(row).unwrap_or_default();
    written.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
}
