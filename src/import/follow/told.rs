//! The verb that notes what a source says otherwise and what could not be made an act.

use crate::domain::event::{Body, Noted};
use crate::domain::gate::{Draft, Proposal, Verb};
use crate::import::difference::Difference;

/// The prefix of the names of such values among the private texts of a note.
pub(super) const SOURCE: &str = "source ";

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
            draft.private.set(&format!("{SOURCE}{}", difference.what), difference.value.as_str());
        }
        proposal.record(draft);
    }
}
