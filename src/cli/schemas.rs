//! JSON Schemas of what `--json` prints, by name: `redress help schema redress.cases/1`.
//!
//! Invariant: within a schema's number only members are added: a schema says which members every record has and what types they may have,
//! and forbids none that it does not name. The file is written by
//! `tests/it/schemas.rs`, which holds the outputs of all commands against it.

use crate::text::{Lang, labels};
use serde_json::{Map, Value, json};

const FILE: &str = include_str!("schemas.json");

/// Schemas of records that are not the answer of a command: of the lines of an export in partitions, and of a list of cases with it.
const BARE: &[&str] = &["redress.export-row/1", "redress.export/1"];

/// All names.
#[must_use]
pub(crate) fn names() -> Vec<String> {
    all().keys().cloned().collect()
}

fn all() -> Map<String, Value> {
    // The file is part of the program, and tested.
    serde_json::from_str(FILE).unwrap_or_default()
}

/// The schema of a name (`redress.cases/1`, or short `cases`), with the members described; `None` if there is none.
#[must_use]
pub(crate) fn find(name: &str, lang: Lang) -> Option<Value> {
    let full = if name.contains('/') {
        name.to_string()
    } else {
        format!("redress.{}/1", name.trim_start_matches("redress."))
    };
    let mut record = all().remove(&full)?;
    describe(&mut record, lang);
    let mut schema = if BARE.contains(&&*full) {
        record
    } else {
        json!({
            "type": "object",
            "required": ["schema", "data", "total"],
            "properties": {
                "schema": {"const": full}, "data": {"type": "array", "items": record},
                "total": {"type": "integer", "minimum": 0},
            },
        })
    };
    if let Some(members) = schema.as_object_mut() {
        members.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        members.insert("title".into(), full.into());
    }
    Some(schema)
}

/// Gives each member that has a name in both languages a description.
fn describe(schema: &mut Value, lang: Lang) {
    let Some(members) = schema.as_object_mut() else { return };
    if let Some(items) = members.get_mut("items") {
        describe(items, lang);
    }
    let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (key, value) in properties {
        describe(value, lang);
        if let (Some(two), Some(value)) = (labels::find(key), value.as_object_mut()) {
            value.insert("description".into(), two.get(lang).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_found_by_its_full_and_by_its_short_name() {
        let cases = find("redress.cases/1", Lang::Zh).expect("a schema");
        assert_eq!(Some(cases.clone()), find("cases", Lang::Zh));
        let id = &cases["properties"]["data"]["items"]["properties"]["id"];
        assert_eq!(id["description"], "编号");
        assert_eq!(find("redress.nothing/1", Lang::En), None);
        assert!(
            find("redress.export-row/1", Lang::En).is_some_and(|row| row["properties"]["limits"]["items"].is_object())
        );
    }
}
