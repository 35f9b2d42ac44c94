//! Tables within rows of a policy: what a gate needs, who may do it, how severe it is, the members of a team.

use crate::domain::Code;
use crate::domain::policy::condition::Condition;
use crate::domain::value::title::{Lang, Title};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A member of a team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TeamMember {
    /// The person.
    pub person: Code,
    /// What the person does in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub task: Title,
}

/// A column of a filing that the receiver prescribes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct FilingColumn {
    /// Its code: what the foot tests name, and the heading of data.
    pub code: Code,
    /// Its heading in Chinese.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// Its heading in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// Where it comes from: a fact of the case or a column of lists; a measure, a movement (`flow:closed+declined`) or a dimension of the
    /// groups; `number` is the row's.
    pub source: Code,
    /// Of a measure: `value`, `part`, `whole`, `p90`, `max`, `last-year`, or `change` on last year in percent.
    #[serde(skip_serializing_if = "is_default")]
    pub show: Code,
    /// Our codes, each with the receiver's; a value without one is pointed out.
    #[serde(skip_serializing_if = "is_default")]
    pub codes: BTreeMap<Code, Code>,
    /// It must not be empty; in rows of cases only where `when` holds.
    #[serde(skip_serializing_if = "is_default")]
    pub required: bool,
    /// In which cases it is required.
    #[serde(skip_serializing_if = "is_default")]
    pub when: Condition,
}

impl FilingColumn {
    /// Its heading; the code where it has none.
    #[must_use]
    pub fn heading(&self, lang: Lang) -> &str {
        let title = match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        };
        if title.is_empty() { &self.code } else { title }
    }
}

/// What a gate requires to be present.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Needs {
    /// Facts, texts or fields that must be set, by this command or earlier.
    #[serde(skip_serializing_if = "is_default")]
    pub fields: Vec<Code>,
    /// Steps that must have been done.
    #[serde(skip_serializing_if = "is_default")]
    pub steps: Vec<Code>,
    /// Approvals that must have been given.
    #[serde(skip_serializing_if = "is_default")]
    pub approvals: Vec<Code>,
    /// Kinds of links that the case must have.
    #[serde(skip_serializing_if = "is_default")]
    pub links: Vec<Code>,
}

/// Who may use a command.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct By {
    /// Has one of these roles.
    #[serde(skip_serializing_if = "is_default")]
    pub role: Vec<Code>,
    /// The lowest level of the person's unit.
    #[serde(skip_serializing_if = "is_default")]
    pub level_at_least: Code,
    /// Is none of these: respondent, handler, holder (the handler, else a member of the assigned unit),
    /// unit-complained-about.
    #[serde(skip_serializing_if = "is_default")]
    pub not: Vec<Code>,
    /// Has one of these parts in the case: received-by, lead, assisting, supervising, leader.
    #[serde(skip_serializing_if = "is_default")]
    pub part: Vec<Code>,
    /// With this approval by a second person.
    #[serde(skip_serializing_if = "is_default")]
    pub approval: Code,
}

/// Whether a gate refuses or warns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The command is refused, and nothing is written.
    #[default]
    Refuse,
    /// The command succeeds with a warning.
    Warn,
}
