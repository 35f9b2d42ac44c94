//! What head keeps for the project between commands.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What head keeps for us between commands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::project) struct HeadNote {
    /// Last case number of each year of recording.
    pub(in crate::project) cases: BTreeMap<u16, u32>,
    /// Digest of the policy in force.
    pub(in crate::project) policy: String,
    /// Digest of the directory when it was looked at last; empty while there was nobody in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::project) directory: String,
    /// Numbers of `erased` events whose blanking may not be finished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::project) erasing: Vec<u64>,
    /// They were too many to be noted: the log has them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::project) cut: bool,
}

/// The most bytes of a note: head is a small record.
const NOTE: usize = 380;

impl HeadNote {
    /// As head keeps it: the numbers of cases always.
    pub(in crate::project) fn text(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        if text.len() <= NOTE || self.cut {
            return text;
        }
        Self { erasing: Vec::new(), cut: true, ..self.clone() }.text()
    }

    /// Numbers that were given out, as another note knows, are not given out again.
    pub(in crate::project) fn keep_above(&mut self, other: &Self) {
        for (year, number) in &other.cases {
            let last = self.cases.entry(*year).or_default();
            *last = (*last).max(*number);
        }
    }
}
