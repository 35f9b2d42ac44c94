//! The two languages of the interface, and a title that a policy row or a unit carries in both.

use serde::{Deserialize, Serialize};

/// A language of the interface. Codes, keys and JSON never depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// A name in both languages; a row that gives only one shows that one in both.
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
    /// The name in `lang`, or in the other language where there is only that.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::Zh => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether `name` is this title, in either language.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        !name.is_empty() && (self.zh == name || self.en.eq_ignore_ascii_case(name))
    }
}
