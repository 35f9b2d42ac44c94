//! `redress.toml`: what a project is called, which profile it uses, and what it changes in it.

use crate::profile::error::PolicyError;
use crate::profile::layer::syntax;
use crate::profile::merge::to_json;
use serde_json::{Map, Value};

/// Keys of `redress.toml` that are not the policy's.
pub(super) const PROJECT_KEYS: &[&str] = &["profile", "project", "name", "lang", "private", "queries", "simulated"];

/// A project's own settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Profile.
    pub profile: String,
    /// Random identity, in every segment's header.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Language of the interface here.
    pub lang: String,
    /// Where the private side lies, if elsewhere.
    pub private: Option<String>,
    /// The group that may read the private side, where it is not that of the project's folder.
    pub private_group: Option<String>,
    /// The accounts of one group work in this folder.
    pub shared: bool,
    /// Saved queries: name and terms.
    pub queries: Vec<(String, String)>,
    /// Saved queries that are no text.
    pub odd_queries: Vec<String>,
    /// Clocks are given, and events are not marked for it.
    pub simulated: bool,
    /// The policy's keys that it sets.
    pub layer: Value,
}

/// Reads `redress.toml`.
///
/// # Errors
/// It is not TOML, or has no profile.
pub fn read_project(text: &str) -> Result<Project, PolicyError> {
    const FILE: &str = "redress.toml";
    let table: toml::Table = text.parse().map_err(|e| syntax(FILE, text, &e))?;
    let Value::Object(all) = to_json(toml::Value::Table(table)) else { return Ok(Project::default()) };
    let string = |key: &str| all.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let own = |key: &str| all.get("project").and_then(|p| p.get(key)).and_then(Value::as_str);
    let private = |key: &str| all.get("private").and_then(|p| p.get(key)).and_then(Value::as_str).map(String::from);
    let queries = all.get("queries").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut project = Project {
        profile: string("profile"),
        // Alone, or in a table with what else the project is.
        id: own("id").or(all.get("project").and_then(Value::as_str)).unwrap_or_default().to_string(),
        name: string("name"),
        lang: string("lang"),
        private: private("path"),
        private_group: private("group").filter(|group| !group.is_empty()),
        shared: own("shared") == Some("group"),
        odd_queries: queries.iter().filter(|(_, value)| !value.is_string()).map(|(name, _)| name.clone()).collect(),
        queries: queries.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_string()))).collect(),
        simulated: all.get("simulated").and_then(Value::as_bool).unwrap_or(false),
        layer: Value::Null,
    };
    if project.profile.is_empty() {
        let known = super::PROFILES.iter().map(|(name, _)| (*name).to_string()).collect();
        return Err(PolicyError::NoProfile { known });
    }
    let own: Map<String, Value> = all.into_iter().filter(|(key, _)| !PROJECT_KEYS.contains(&key.as_str())).collect();
    project.layer = Value::Object(own);
    Ok(project)
}
