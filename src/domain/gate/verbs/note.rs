//! note: adds a note; with `--private` on the private side.

use crate::domain::Code;
use crate::domain::event::{Body, Noted};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use chrono::NaiveDate;

/// Writes a note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Whether it contains personal data.
    pub private: bool,
    /// Whether it is a message of the complainant's.
    pub is_quoted: bool,
    /// Whether it waits until somebody works on the case.
    pub waits: bool,
    /// The standard answer that was given.
    pub answer: Code,
    /// Its last day, if it has one.
    pub until: Option<NaiveDate>,
}

impl Verb for Note {
    fn name(&self) -> &'static str {
        if self.answer.is_empty() { "note" } else { "answer" }
    }

    fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("note", &self.text);
        if let Some(until) = self.until.filter(|until| *until < proposal.cx.when().date()) {
            let (field, value) = ("answer".into(), format!("{} ({until})", self.answer));
            proposal.refuse(Problem::BadValue { field, value, wanted: "valid".into() });
        }
        let body = Noted { answer: self.answer.clone(), message: self.waits, ..Noted::default() };
        let mut draft = Draft::new(Body::Noted(body));
        if self.private {
            draft.private.set("note", self.text.as_str());
        } else {
            draft.text.set("note", self.text.as_str());
        }
        proposal.record(draft);
    }
}
