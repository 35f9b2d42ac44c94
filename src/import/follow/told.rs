//! The verb that notes what a source says otherwise and what could not be made an act.

use crate::domain::event::{Body, Noted};
use crate::domain::gate::{Draft, Proposal, Verb};
use crate::import::difference::Difference;
use std::collections::HashMap;

/// The prefix of the names of such values among the private texts of a note.
const SOURCE: &str = "source ";

/// Stands on the private side for a value that is empty.
const EMPTY: &str = "∅";

/// What was told to differ, by name: none of it is told again.
pub(super) fn known<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> HashMap<String, String> {
    let told = texts.filter_map(|(name, text)| Some((name.strip_prefix(SOURCE)?, text)));
    told.map(|(name, text)| (name.into(), if text == EMPTY { String::new() } else { text.into() })).collect()
}

/// Notes differences: their names in the log, their values on the private side.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) note: String,
    pub(super) all: Vec<Difference>,
}

impl Verb for Told {
    fn name(&self) -> &'static str {
        "note"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let mut draft = Draft::new(Body::Noted(Noted::default())).say("note", &self.note);
        for difference in &self.all {
            let value = if difference.value.is_empty() { EMPTY } else { &difference.value };
            draft.private.set(&format!("{SOURCE}{}", difference.what), value);
        }
        proposal.record(draft);
    }
}
