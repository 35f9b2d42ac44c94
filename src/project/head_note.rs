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
    /// Last number of issued forms, by year and series: `2026-TR`. One that is missing is looked up in the log.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::project) forms: BTreeMap<String, u32>,
    /// Numbers that saved heads name, and that must not be given out again.
    #[serde(skip)]
    pub(in crate::project) forms_left: BTreeMap<String, u32>,
    /// All form numbers are in `forms`: the log was empty when the session began.
    #[serde(skip)]
    pub(in crate::project) forms_whole: bool,
    /// `erasing` was too long to store: look the numbers up in the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::project) cut: bool,
}

/// Maximum length of the note in bytes: head is a small record.
const NOTE: usize = 380;

impl HeadNote {
    /// Reads a note; `None` if it is none of ours.
    pub(in crate::project) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The note as JSON; form numbers and `erasing` are left out if they do not fit, the case numbers never.
    pub(in crate::project) fn text(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        if text.len() <= NOTE {
            return text;
        }
        let mut less = self.clone();
        // The oldest year first.
        if less.forms.pop_first().is_some() {
            return less.text();
        }
        if self.cut {
            return text;
        }
        Self { erasing: Vec::new(), cut: true, ..less }.text()
    }

    /// Raises the case numbers to those of another note, so that no number is given out twice.
    pub(in crate::project) fn keep_above(&mut self, other: &Self) {
        for (year, number) in &other.cases {
            let last = self.cases.entry(*year).or_default();
            *last = (*last).max(*number);
        }
        for (series, number) in &other.forms {
            let left = self.forms_left.entry(series.clone()).or_default();
            *left = (*left).max(*number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_form_numbers_are_left_out_of_a_note_that_is_too_long() {
        let mut note = HeadNote { policy: "p".repeat(64), directory: "d".repeat(64), ..HeadNote::default() };
        note.forms = (2020..2027).flat_map(|year| ["TR", "SV", "RE"].map(|s| (format!("{year}-{s}"), 1234))).collect();
        let kept = HeadNote::parse(&note.text()).expect("a note");
        assert!(note.text().len() <= NOTE && !kept.cut);
        assert!(kept.forms.contains_key("2026-TR") && !kept.forms.contains_key("2020-TR"), "{kept:?}");
        assert_eq!((kept.policy, kept.directory), (note.policy, note.directory));
    }
}
