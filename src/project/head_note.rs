//! What the project stores in `.redress/head` between commands.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The project's part of head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::project) struct HeadNote {
    /// Last case number given out, by year of recording.
    pub(in crate::project) cases: BTreeMap<u16, u32>,
    /// Digest of the policy in force.
    pub(in crate::project) policy: String,
    /// Digest of `directory.toml` when last looked at; empty as long as it lists nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::project) directory: String,
    /// Numbers (`n`) of `erased` events whose blanking may be unfinished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::project) erasing: Vec<u64>,
    /// `erasing` was too long to store: look the numbers up in the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::project) cut: bool,
}

/// Maximum length of the note in bytes: head is a small record.
const NOTE: usize = 380;

impl HeadNote {
    /// The note as JSON; `erasing` is left out if it does not fit, the case numbers never.
    pub(in crate::project) fn text(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        if text.len() <= NOTE || self.cut {
            return text;
        }
        Self { erasing: Vec::new(), cut: true, ..self.clone() }.text()
    }

    /// Raises the case numbers to those of another note, so that no number is given out twice.
    pub(in crate::project) fn keep_above(&mut self, other: &Self) {
        for (year, number) in &other.cases {
            let last = self.cases.entry(*year).or_default();
            *last = (*last).max(*number);
        }
    }
}
