//! note: adds a note; with `--private` on the private side.

use crate::domain::event::{Body, Noted};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};

/// Writes a note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Whether it contains personal data.
    pub private: bool,
}

impl Verb for Note {
    fn name(&self) -> &'static str {
        "note"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("note", &self.text);
        let mut draft = Draft::new(Body::Noted(Noted::default()));
        if self.private {
            draft.private.set("note", self.text.as_str());
        } else {
            draft.text.set("note", self.text.as_str());
        }
        proposal.record(draft);
    }
}
