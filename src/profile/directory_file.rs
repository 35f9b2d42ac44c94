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
    let table: toml::Table = text.parse().map_err(|e| syntax(FILE, text, &e))?;
    let keys = |section: &str| match section {
        "unit" => Some(keys_of(&Unit { from: Some(Default::default()), ..Unit::default() })),
        "person" => Some(keys_of(&Person::default())),
        _ => None,
    };
    let rows = RowReader { file: FILE, keys: &keys, top: vec!["unit", "person"], codes_later: true };
    for (section, value) in &table {
        let value = to_json(value.clone());
        rows.check(section, &value)?;
        let reads = |row: Value| {
            let all = Value::from(Map::from_iter([(section.clone(), Value::Array(vec![row]))]));
            serde_json::from_value::<Directory>(all).is_ok()
        };
        let mut all = value.as_array().into_iter().flatten();
        all.find_map(|row| rows.find_bad_value(section, row, &reads)).map_or(Ok(()), Err)?;
    }
    Err(rows.bad_value("", "", "", ""))
}

/// The keys of a row, as written in the file.
fn keys_of(row: &impl Serialize) -> Vec<String> {
    let written = serde_json::to_value(row).unwrap_or_default();
    written.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
}
