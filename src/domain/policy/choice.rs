//! The values of a choice field: each a table with titles, or only a code.

use crate::domain::Code;
use crate::domain::value::title::{Lang, Title};
use serde::{Deserialize, Serialize};

/// A value of a choice field. If it is written as a code only, the code is its title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Choice {
    /// Code.
    pub code: Code,
    /// Titles.
    #[serde(flatten)]
    pub title: Title,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Code(Code),
    Titled {
        code: Code,
        #[serde(flatten)]
        title: Title,
    },
}

impl super::Field {
    /// The title of a value; the text itself if it is none of the choices.
    #[must_use]
    pub fn choice<'f>(&'f self, code: &'f str, lang: Lang) -> &'f str {
        self.choices.iter().find(|choice| choice.code == code).map_or(code, |choice| choice.title.get(lang))
    }
}

impl From<Written> for Choice {
    fn from(written: Written) -> Self {
        match written {
            Written::Code(code) => Self { title: Title { zh: code.to_string(), en: String::new() }, code },
            Written::Titled { code, title } => Self { code, title },
        }
    }
}
