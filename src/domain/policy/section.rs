//! The rows of one section of a policy; built-in rows are parsed on first use.
//!
//! Invariant: only text that is part of the program is parsed late, and tests parse all of it. What an organisation
//! wrote is parsed when it is loaded, where it can still be refused.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// The rows; derefs to a slice.
#[derive(Clone)]
pub struct Section<T> {
    /// The unparsed rows, as a JSON array.
    text: &'static str,
    rows: OnceLock<Vec<T>>,
}

impl<T> Section<T> {
    /// Built-in rows, as a JSON array.
    #[must_use]
    pub(crate) fn built_in(text: &'static str) -> Self {
        Self { text, rows: OnceLock::new() }
    }
}

impl<T: DeserializeOwned> Deref for Section<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.rows.get_or_init(|| serde_json::from_str(self.text).expect("a test reads every section that is built in"))
    }
}

impl<'s, T: DeserializeOwned> IntoIterator for &'s Section<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> From<Vec<T>> for Section<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { text: "[]", rows: rows.into() }
    }
}

impl<T> Default for Section<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: DeserializeOwned + PartialEq> PartialEq for Section<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Section<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: DeserializeOwned + Serialize> Serialize for Section<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(s)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Section<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Vec::deserialize(d).map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_rows_are_parsed_on_first_use() {
        let section: Section<u8> = Section::built_in("[1,2]");
        assert!(section.rows.get().is_none());
        assert_eq!((section.len(), section.clone()), (2, vec![1, 2].into()));
        let unread: Section<u8> = Section::built_in("no rows");
        assert!(unread.clone().rows.get().is_none());
    }
}
