//! What was given to a command, whether typed or as a line of a batch.

use crate::command::flag::{AnyFlag, Flag, Many, One, Switch};
use clap::ArgMatches;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Values by the flags' names, wherever they come from.
pub trait GivenValues {
    /// The value of a flag, or the argument.
    fn one(&self, name: &str) -> Option<String>;
    /// All values of a flag that may be repeated.
    fn many(&self, name: &str) -> Vec<String>;
    /// Whether a switch is on.
    fn on(&self, name: &str) -> bool;
}

/// What was given, by the flags that a command lists in its definition.
#[derive(Clone, Copy)]
pub struct Input<'v> {
    values: &'v dyn GivenValues,
}

impl<'v> Input<'v> {
    /// These values.
    #[must_use]
    pub fn of(values: &'v dyn GivenValues) -> Self {
        Self { values }
    }

    /// The values by name: for names that stand in a table, such as the facts of a registration.
    #[must_use]
    pub fn by_name(&self) -> &'v dyn GivenValues {
        self.values
    }

    /// The value of a flag, or the argument.
    #[must_use]
    pub fn one(&self, flag: Flag<One>) -> Option<String> {
        self.values.one(flag.name)
    }

    /// The value, or an empty text.
    #[must_use]
    pub fn text(&self, flag: Flag<One>) -> String {
        self.one(flag).unwrap_or_default()
    }

    /// All values of a flag that may be repeated.
    #[must_use]
    pub fn many(&self, flag: Flag<Many>) -> Vec<String> {
        self.values.many(flag.name)
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn on(&self, flag: Flag<Switch>) -> bool {
        self.values.on(flag.name)
    }

    /// Whether a flag of any kind was given.
    #[must_use]
    pub fn has(&self, flag: &AnyFlag) -> bool {
        if flag.value.is_empty() { self.values.on(flag.name) } else { !self.values.many(flag.name).is_empty() }
    }

    /// Those of these flags that were not given, or are empty, as a person writes them.
    #[must_use]
    pub fn lacking(&self, flags: &[AnyFlag]) -> Vec<String> {
        let is_empty = |flag: &&AnyFlag| self.values.many(flag.name).iter().all(|value| value.trim().is_empty());
        flags.iter().filter(is_empty).map(AnyFlag::shown).collect()
    }

    /// `--set FIELD=VALUE` pairs; the ones without `=` or without a field are in the second list.
    #[must_use]
    pub fn pairs(&self, flag: Flag<Many>) -> (Vec<(String, String)>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for given in self.many(flag) {
            match given.split_once('=') {
                Some((field, value)) if !field.trim().is_empty() => {
                    good.push((field.trim().to_string(), value.trim().to_string()));
                }
                _ => bad.push(given),
            }
        }
        (good, bad)
    }
}

impl GivenValues for ArgMatches {
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

/// Why a line of a batch is none.
#[derive(Debug)]
pub enum BatchLineError {
    /// It is no JSON object.
    Json(serde_json::Error),
    /// A key stands in it twice, or in both spellings.
    Twice(String),
}

/// The members of an object in their order, also those that stand in it twice.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = map.next_entry()? {
                    all.push(member);
                }
                Ok(Members(all))
            }
        }
        deserializer.deserialize_map(All)
    }
}

impl BatchLine {
    /// Reads a line.
    ///
    /// # Errors
    /// It is no object, or gives something twice: which of the two is meant cannot be told.
    pub fn parse(text: &str) -> Result<Self, BatchLineError> {
        let Members(members) = serde_json::from_str(text).map_err(BatchLineError::Json)?;
        let mut map = Map::new();
        for (key, value) in members {
            let other = if key.contains('-') { key.replace('-', "_") } else { key.replace('_', "-") };
            if map.contains_key(&key) || map.contains_key(&other) {
                return Err(BatchLineError::Twice(key));
            }
            map.insert(key, value);
        }
        Ok(Self(map))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let other = || if name.contains('-') { self.0.get(&name.replace('-', "_")) } else { None };
        self.0.get(name).or_else(other)
    }

    /// What it says, by flag.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        Input::of(self)
    }
}

impl GivenValues for BatchLine {
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
            Some(Value::Object(map)) => {
                let each = |v: &Value| v.as_array().map_or_else(|| vec![text(v)], |all| all.iter().map(text).collect());
                map.iter().flat_map(|(k, v)| each(v).into_iter().map(move |v| format!("{k}={v}"))).collect()
            }
            Some(Value::Null) | None => Vec::new(),
            Some(one) => vec![text(one)],
        }
    }

    fn on(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(true)))
    }
}
