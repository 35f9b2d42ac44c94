//! Checks rows of hand-written files: unknown sections and keys, missing codes, values that cannot be read.

use crate::domain::gate::codes::nearest;
use crate::profile::error::PolicyError;
use serde_json::{Map, Value};

/// A file of rows to be checked.
pub(super) struct RowReader<'a> {
    /// The file's name.
    pub(super) file: &'a str,
    /// The keys that a row of a section may have, as written in the file; `None` for an unknown section.
    pub(super) keys: &'a dyn Fn(&str) -> Option<Vec<String>>,
    /// All keys allowed at the top of the file.
    pub(super) top: Vec<&'a str>,
    /// Whether rows without a code are reported later, with other findings.
    pub(super) codes_later: bool,
}

impl RowReader<'_> {
    /// Checks a section: a list of tables, each with a code of its own and known keys only.
    ///
    /// # Errors
    /// The first error.
    pub(super) fn check(&self, section: &str, value: &Value) -> Result<(), PolicyError> {
        let Some(known) = (self.keys)(section) else {
            // A key of the project's own file is none of a draft's, and no word for itself.
            let nearest = nearest(section, &self.top).filter(|near| *near != section).map(Into::into);
            return Err(PolicyError::UnknownSection { file: self.file.into(), section: section.into(), nearest });
        };
        let no_rows = || PolicyError::NoRows { file: self.file.into(), section: section.into() };
        let mut seen: Vec<&str> = Vec::new();
        for row in value.as_array().ok_or_else(no_rows)? {
            let row = row.as_object().ok_or_else(no_rows)?;
            let code = row.get("code").map_or(Ok(""), |code| code.as_str().ok_or(code));
            let code = code.map_err(|code| self.bad_value(section, "", "code", &shown(code)))?;
            if !self.codes_later {
                if code.is_empty() {
                    return Err(PolicyError::NoCode { file: self.file.into(), section: section.into() });
                }
                if seen.contains(&code) {
                    let (section, row) = (section.into(), code.into());
                    return Err(PolicyError::Twice { file: self.file.into(), section, row });
                }
                seen.push(code);
            }
            self.check_keys(section, code, row, &known)?;
        }
        Ok(())
    }

    /// Checks that each key of a row or single table is known.
    ///
    /// # Errors
    /// The first unknown key, with the nearest known one.
    pub(super) fn check_keys(
        &self,
        section: &str,
        code: &str,
        row: &Map<String, Value>,
        known: &[String],
    ) -> Result<(), PolicyError> {
        let Some(key) = row.keys().find(|key| !known.contains(key)) else { return Ok(()) };
        let nearest = nearest(key, known).map(Into::into);
        let (file, section, row) = (self.file.into(), section.into(), code.into());
        Err(PolicyError::UnknownKey { file, section, row, key: key.clone(), nearest })
    }

    /// Takes out of a row what cannot be read, and tells it: unknown keys, and values of the wrong kind. What is left of a row
    /// that cannot be read whole either is nothing.
    pub(super) fn take_out(&self, section: &str, row: &mut Value, reads: &dyn Fn(Value) -> bool) -> Vec<PolicyError> {
        let (mut found, known) = (Vec::new(), (self.keys)(section).unwrap_or_default());
        let code = row.get("code").and_then(Value::as_str).unwrap_or_default().to_string();
        if let Some(row) = row.as_object_mut() {
            while let Err(PolicyError::UnknownKey { file, section, row: code, key, nearest }) =
                self.check_keys(section, &code, row, &known)
            {
                row.remove(&key);
                found.push(PolicyError::UnknownKey { file, section, row: code, key, nearest });
            }
        }
        while let Some(error) = self.find_bad_value(section, row, reads) {
            let key = match &error {
                PolicyError::BadValue { key, .. } => key.split('.').next().unwrap_or_default(),
                _ => "",
            };
            match row.as_object_mut().filter(|_| !key.is_empty()) {
                Some(row) => drop(row.remove(key)),
                None => *row = Value::Null,
            }
            found.push(error);
            if row.is_null() {
                break;
            }
        }
        found
    }

    /// The error for a value that cannot be read.
    pub(super) fn bad_value(&self, section: &str, row: &str, key: &str, value: &str) -> PolicyError {
        let (file, section, row) = (self.file.into(), section.into(), row.into());
        PolicyError::BadValue { file, section, row, key: key.into(), value: value.into() }
    }

    /// The error for the value in a row that `reads` rejects: each key is tried alone, and each key of a table in the
    /// row.
    pub(super) fn find_bad_value(
        &self,
        section: &str,
        row: &Value,
        reads: &dyn Fn(Value) -> bool,
    ) -> Option<PolicyError> {
        if reads(row.clone()) {
            return None;
        }
        let code = row.get("code").cloned();
        let with = |key: &str, value: &Value| {
            let mut map = Map::from_iter(code.clone().map(|code| ("code".to_string(), code)));
            map.insert(key.into(), value.clone());
            Value::Object(map)
        };
        let keys = row.as_object().into_iter().flatten();
        let found = keys.filter(|(key, value)| !reads(with(key, value))).map(|(key, value)| {
            let mut inner = value.as_object().into_iter().flatten();
            let part =
                |inner_key: &String, value: &Value| Value::from(Map::from_iter([(inner_key.clone(), value.clone())]));
            let bad = inner.find(|(inner_key, value)| !reads(with(key, &part(inner_key, value))));
            bad.map_or_else(|| (key.clone(), value), |(inner_key, value)| (format!("{key}.{inner_key}"), value))
        });
        let (key, value) = found.into_iter().next().map_or_else(Default::default, |(key, value)| (key, shown(value)));
        Some(self.bad_value(section, code.as_ref().and_then(Value::as_str).unwrap_or_default(), &key, &value))
    }
}

/// A value as written in the file.
pub(super) fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), Into::into)
}
