//! The two languages of the interface, and a title in both, as a policy row or a unit carries it.

use crate::domain::value::texts::half_width;
use serde::{Deserialize, Serialize};

/// A language of the interface. Codes, keys and JSON never depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// A fixed text in both languages: English first, Chinese second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Two(pub &'static str, pub &'static str);

impl Two {
    /// The text in `lang`.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Zh => self.1,
        }
    }
}

/// A title in both languages; if only one is given, it serves for both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Title {
    /// The title in `lang`, or in the other language if it has only that.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::Zh => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether `name` equals this title in either language.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        let is_same_zh = || self.zh == name || half_width(&self.zh) == half_width(name);
        !name.is_empty() && (is_same_zh() || self.en.eq_ignore_ascii_case(name))
    }
}
