//! The built-in profiles as the build script lays them over the base, and a policy as it holds.
//!
//! Invariant: a built-in policy is nothing but text of the program until a section of it is looked at, and it is the very text that
//! its TOML resolves to.

use crate::domain::calendar::Calendar;
use crate::domain::policy::{Policy, SECTIONS};
use crate::profile::error::{Loosening, PolicyError};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The profiles, made by `build.rs`.
static COMPILED: &[Compiled] = include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// A built-in profile.
pub(super) struct Compiled {
    name: &'static str,
    /// The digest of its snapshot with the embedded calendar.
    digest: &'static str,
    /// What is no section, as one object.
    head: &'static str,
    /// Its keys, ascending.
    pub(super) parts: &'static [Part],
}

/// A key of a profile, with canonical JSON.
pub(super) struct Part {
    pub(super) key: &'static str,
    /// As it holds.
    pub(super) text: &'static str,
    /// As it is laid over the base, where that is something else: articles are not yet looked up, rows not yet dropped.
    laid: Option<&'static str>,
}

/// A policy as it holds, and how it came about.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The rows.
    pub policy: Policy,
    /// What the project loosened, saying so.
    pub loosened: Vec<Loosening>,
    /// Keys, ascending, and canonical JSON of each.
    pub(super) parts: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    pub(super) digest: Option<&'static str>,
}

/// A profile by its name.
pub(super) fn compiled(name: &str) -> Result<&'static Compiled, PolicyError> {
    let found = COMPILED.iter().find(|compiled| compiled.name == name);
    found.ok_or_else(|| super::text(name).err().unwrap_or(PolicyError::NoProfile { known: Vec::new() }))
}

impl Compiled {
    /// With nothing laid over it.
    pub(super) fn resolved(&'static self) -> Resolved {
        let head: Policy = serde_json::from_str(self.head).expect("a test reads every profile");
        Resolved {
            policy: head.over_built_in(&|key| self.text(key)),
            loosened: Vec::new(),
            parts: self.parts.iter().map(|part| (part.key.into(), part.text.into())).collect(),
            digest: Some(self.digest),
        }
    }

    /// Canonical JSON of what holds under a key.
    pub(super) fn text(&self, key: &str) -> Option<&'static str> {
        self.parts.iter().find(|part| part.key == key).map(|part| part.text)
    }

    /// What holds under a key.
    pub(super) fn value(&self, key: &str) -> Option<Value> {
        self.text(key).map(read)
    }

    /// The keys that are asked for, ready to have something laid over them.
    pub(super) fn laid(&self, asked: &dyn Fn(&str) -> bool) -> Map<String, Value> {
        let parts = self.parts.iter().filter(|part| asked(part.key));
        parts.map(|part| (part.key.into(), read(part.laid.unwrap_or(part.text)))).collect()
    }
}

/// The policy of a snapshot, whichever version of the program wrote it: what it has in common with a built-in profile is not read
/// before it is looked at. `None`: it is none, or not to be understood.
#[must_use]
pub fn read_snapshot(text: &str) -> Option<Policy> {
    #[derive(Deserialize)]
    struct Snapshot<'t> {
        #[serde(borrow)]
        policy: BTreeMap<Cow<'t, str>, &'t RawValue>,
    }
    let snapshot: Snapshot<'_> = serde_json::from_str(text).ok()?;
    let name: String = serde_json::from_str(snapshot.policy.get("profile")?.get()).ok()?;
    let known = COMPILED.iter().find(|compiled| compiled.name == name);
    let built_in = |key: &str| {
        let found = snapshot.policy.get(key).filter(|_| SECTIONS.iter().any(|(section, _)| *section == key))?.get();
        known.and_then(|known| known.text(key)).filter(|text| *text == found)
    };
    let own = snapshot.policy.iter().filter(|(key, _)| built_in(key).is_none());
    let own: Vec<String> = own.map(|(key, raw)| format!("{}:{}", Value::from(&**key), raw.get())).collect();
    let policy: Policy = serde_json::from_str(&format!("{{{}}}", own.join(","))).ok()?;
    Some(policy.over_built_in(&built_in))
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a test reads every profile")
}

impl Resolved {
    /// Canonical JSON of it.
    #[must_use]
    pub fn json(&self) -> Value {
        self.parts.iter().map(|(key, text)| (key.to_string(), read(text))).collect()
    }

    /// What `policies/<digest>.json` holds: the rows, the zone in them, and the calendar years that are not built in.
    #[must_use]
    pub fn snapshot(&self, calendar: &Calendar) -> String {
        let parts: Vec<String> =
            self.parts.iter().map(|(key, text)| format!("{}:{text}", Value::from(&**key))).collect();
        let (added, notices) = (Value::from(calendar.digest_text()), Calendar::embedded().last_year());
        let policy = parts.join(",");
        format!("{{\"calendars\":{added},\"notices\":{notices},\"policy\":{{{policy}}},\"redress\":1}}\n")
    }

    /// The digest of the snapshot, where it is known without making it.
    #[must_use]
    pub fn known_digest(&self, calendar: &Calendar) -> Option<&'static str> {
        self.digest.filter(|_| !calendar.has_added())
    }
}

#[cfg(test)]
mod tests;
