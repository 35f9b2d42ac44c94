//! deliver: a paper is served on a party, refused, or does not arrive.

use crate::domain::case::delivery::HOW;
use crate::domain::case::party::ROLES;
use crate::domain::event::{Body, Delivered};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::state::State;

/// Records the service of a paper.
#[derive(Clone, Debug, Default)]
pub struct Deliver {
    /// The number of an issued form, or what the paper is.
    pub document: String,
    /// The role of the party.
    pub to: String,
    /// One of [`HOW`].
    pub how: String,
    /// Why it was refused.
    pub refused: String,
    /// It did not arrive.
    pub failed: bool,
    /// Remarks.
    pub note: String,
}

impl Verb for Deliver {
    fn name(&self) -> &'static str {
        "deliver"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        // A decision is often served when the case has ended.
        if proposal.case.state == State::Voided {
            proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied, State::Closed]);
        }
        proposal.need_text("document", &self.document);
        proposal.need_text("to", &self.to);
        proposal.need_text("how", &self.how);
        let addressee = one_of(proposal, "role", &self.to, ROLES);
        let how = one_of(proposal, "how", &self.how, HOW);
        let given = self.document.trim();
        let issued = proposal.case.forms.iter().find(|form| form.number.eq_ignore_ascii_case(given)).cloned();
        // `HQ-RE-2026-0001` is a number, and a mistyped one is no description.
        let is_number =
            given.split('-').count() == 4 && given.is_ascii() && given.ends_with(|c: char| c.is_ascii_digit());
        if issued.is_none() && is_number && !proposal.cx.past {
            let known: Vec<_> = proposal.case.forms.iter().map(|form| form.number.clone()).collect();
            let nearest = crate::domain::gate::codes::nearest(given, &known);
            proposal.refuse(Problem::UnknownCode { kind: "document".into(), value: given.into(), nearest, known });
        }
        let (form, number) = issued.map(|form| (form.form, form.number)).unwrap_or_default();
        // A paper that is refused and left before witnesses is served.
        let failed = self.failed || (!self.refused.trim().is_empty() && how != "left");
        let is_named = !number.is_empty();
        let body = Delivered { form, number, addressee, how, failed, ..Delivered::default() };
        let mut draft = Draft::new(Body::Delivered(body)).say("refused", &self.refused).say("note", &self.note);
        if !is_named {
            draft = draft.say("document", given);
        }
        proposal.record(draft);
    }
}
