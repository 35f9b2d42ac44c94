//! `redress.toml`: the project's settings, its profile, and its changes to the profile.

use crate::profile::error::PolicyError;
use crate::profile::error::syntax;
use crate::profile::merge::to_json;
use crate::profile::rows::{RowReader, shown};
use crate::profile::shape::{KeyShape, shape};
use serde::Deserialize;
use serde_json::{Map, Value};

const FILE: &str = "redress.toml";
/// Keys of `redress.toml` that do not belong to the policy.
pub(super) const PROJECT_KEYS: &[&str] = &["profile", "project", "name", "lang", "private", "queries", "simulated"];

/// A project's own settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectSettings {
    /// Profile; `base` if the project names none.
    pub profile: String,
    /// The project's random id, written in every segment's header.
    pub id: String,
    /// The project's name for readers.
    pub name: String,
    /// The language of the interface in this project.
    pub lang: String,
    /// The path of the private side, if it is not in the project's folder.
    pub private: Option<String>,
    /// The group that may read the private side, if it is not the group of the project's folder.
    pub private_group: Option<String>,
    /// Whether the accounts of one group work in this folder.
    pub shared: bool,
    /// Saved queries: name and terms.
    pub queries: Vec<(String, String)>,
    /// Whether clocks may be set without events being marked for it.
    pub simulated: bool,
    /// The policy keys that it sets.
    pub layer: Value,
}

/// Reads `redress.toml`.
///
/// # Errors
/// The text is not TOML, names neither profile nor project, or one of the project's own keys cannot be read.
pub fn read_project(text: &str) -> Result<ProjectSettings, PolicyError> {
    let table: toml::Table = text.parse().map_err(|e| syntax(FILE, text, &e))?;
    let all = keys(table);
    all.iter().find_map(|(key, value)| wrong(key, value)).map_or(Ok(()), Err)?;
    // A file of nothing is a lost one, and no project that chose to have no profile.
    if !all.contains_key("profile") && !all.contains_key("project") {
        let known = super::PROFILES.iter().map(|(name, _)| (*name).to_string()).collect();
        return Err(PolicyError::NoProfile { known });
    }
    Ok(project(all))
}

/// What can be read of a faulty `redress.toml`: the project's settings, without its policy.
#[must_use]
pub fn readable_project(text: &str) -> ProjectSettings {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let table = toml::Table::deserialize(toml::Deserializer::from(table)).unwrap_or_default();
    ProjectSettings { layer: Value::Null, ..project(keys(table)) }
}

fn keys(table: toml::Table) -> Map<String, Value> {
    table.into_iter().map(|(key, value)| (key, to_json(value))).collect()
}

fn project(all: Map<String, Value>) -> ProjectSettings {
    let string = |key: &str| all.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let own = |key: &str| all.get("project").and_then(|p| p.get(key)).and_then(Value::as_str);
    let private = |key: &str| all.get("private").and_then(|p| p.get(key)).and_then(Value::as_str).map(String::from);
    let queries = all.get("queries").and_then(Value::as_object).cloned().unwrap_or_default();
    ProjectSettings {
        profile: Some(string("profile")).filter(|name| !name.is_empty()).unwrap_or_else(|| super::BASE.into()),
        // As a string, or in a table with other settings.
        id: own("id").or(all.get("project").and_then(Value::as_str)).unwrap_or_default().to_string(),
        name: string("name"),
        lang: string("lang"),
        private: private("path"),
        private_group: private("group").filter(|group| !group.is_empty()),
        shared: own("shared") == Some("group"),
        queries: queries.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_string()))).collect(),
        simulated: all.get("simulated").and_then(Value::as_bool).unwrap_or(false),
        layer: all.into_iter().filter(|(key, _)| !PROJECT_KEYS.contains(&key.as_str())).collect(),
    }
}

/// The error of a project key whose value is wrong, or of an unknown key in one of its tables.
fn wrong(key: &str, value: &Value) -> Option<PolicyError> {
    if !PROJECT_KEYS.contains(&key) {
        return None;
    }
    let rows = RowReader { file: FILE, keys: &|_| None, top: Vec::new(), codes_later: false };
    let inner: &[&str] = match key {
        "project" => &["id", "shared"],
        "private" => &["path", "group"],
        _ => &[],
    };
    let bad = |section: &str, key: &str, value: &Value| {
        let fits = match shape(section, key) {
            KeyShape::Flag => value.is_boolean(),
            KeyShape::Lang => value.as_str().is_some_and(|lang| matches!(lang, "" | "zh" | "en")),
            KeyShape::Shared => value.as_str().is_some_and(|shared| matches!(shared, "" | "group")),
            _ => value.is_string(),
        };
        (!fits).then(|| rows.bad_value(section, "", key, &shown(value)))
    };
    match (key, value) {
        ("project", Value::String(_)) => None,
        ("queries", Value::Object(all)) => all.iter().find_map(|(name, terms)| bad("queries", name, terms)),
        ("project" | "private", Value::Object(table)) => {
            let known: Vec<String> = inner.iter().map(|key| (*key).into()).collect();
            let unknown = rows.check_keys(key, "", table, &known).err();
            unknown.or_else(|| table.iter().find_map(|(inner, value)| bad(key, inner, value)))
        }
        ("queries" | "project" | "private", other) => Some(rows.bad_value("", "", key, &shown(other))),
        _ => bad("", key, value),
    }
}
