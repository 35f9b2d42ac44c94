//! What was given to a command, whether typed or as a line of a batch.

use clap::ArgMatches;
use serde_json::{Map, Value};

/// Values by the flags' names.
pub trait Input {
    /// The value of a flag, or the argument.
    fn one(&self, name: &str) -> Option<String>;
    /// All values of a flag that may be repeated.
    fn many(&self, name: &str) -> Vec<String>;
    /// Whether a switch is on.
    fn on(&self, name: &str) -> bool;

    /// The value, or an empty text.
    fn text(&self, name: &str) -> String {
        self.one(name).unwrap_or_default()
    }

    /// `--set FIELD=VALUE` pairs; the ones without `=` are in the second list.
    fn pairs(&self, name: &str) -> (Vec<(String, String)>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for given in self.many(name) {
            match given.split_once('=') {
                Some((field, value)) => good.push((field.trim().to_string(), value.trim().to_string())),
                None => bad.push(given),
            }
        }
        (good, bad)
    }
}

impl Input for ArgMatches {
    fn one(&self, name: &str) -> Option<String> {
        self.try_get_one::<String>(name).ok().flatten().cloned()
    }

    fn many(&self, name: &str) -> Vec<String> {
        self.try_get_many::<String>(name).ok().flatten().map(|all| all.cloned().collect()).unwrap_or_default()
    }

    fn on(&self, name: &str) -> bool {
        self.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
    }
}

/// A line of a batch: keys are the flags (`_` or `-`), repeatable ones arrays, `set` an object.
pub struct BatchLine(pub Map<String, Value>);

impl BatchLine {
    fn get(&self, name: &str) -> Option<&Value> {
        let other = || if name.contains('-') { self.0.get(&name.replace('-', "_")) } else { None };
        self.0.get(name).or_else(other)
    }
}

impl Input for BatchLine {
    fn one(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            Value::Array(all) => all.first().and_then(Value::as_str).map(Into::into),
            other => Some(other.to_string()),
        }
    }

    fn many(&self, name: &str) -> Vec<String> {
        let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), Into::into);
        match self.get(name) {
            Some(Value::Array(all)) => all.iter().map(text).collect(),
            Some(Value::Object(map)) => map.iter().map(|(k, v)| format!("{k}={}", text(v))).collect(),
            Some(Value::Null) | None => Vec::new(),
            Some(one) => vec![text(one)],
        }
    }

    fn on(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(true)))
    }
}
