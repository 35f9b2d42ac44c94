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
    /// Saved queries: name and terms.
    pub queries: Vec<(String, String)>,
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
    let queries = all.get("queries").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut project = Project {
        profile: string("profile"),
        id: string("project"),
        name: string("name"),
        lang: string("lang"),
        private: all.get("private").and_then(|p| p.get("path")).and_then(Value::as_str).map(Into::into),
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
