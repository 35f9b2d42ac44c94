//! contact: the complainant is contacted without a reply; a chase is the complainant asking again, a
//! dispute is a result that the complainant does not accept.

use crate::domain::Code;
use crate::domain::event::{Body, Contacted};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;

/// Kinds of contact.
pub const KINDS: &[&str] = &["ack", "first", "explain", "meeting", "chase", "dispute", "attempt"];

/// Records a contact with the complainant.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// One of [`KINDS`].
    pub kind: String,
    /// Channel.
    pub via: String,
    /// What was said.
    pub note: String,
}

impl Verb for Contact {
    fn name(&self) -> &'static str {
        "contact"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        // The complainant of a closed duplicate is still owed the main case's reply.
        if !proposal.case.owes_answer_of_main() {
            proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        }
        if !KINDS.contains(&self.kind.as_str()) {
            let known = KINDS.iter().map(|k| Code::from(*k)).collect();
            let nearest = codes::nearest(&self.kind, KINDS);
            proposal.refuse(Problem::UnknownCode { kind: "kind".into(), value: self.kind.clone(), nearest, known });
        }
        if self.kind == "dispute" && proposal.case.said.is_empty() && proposal.case.reached("replied").is_none() {
            proposal.refuse(Problem::NotYet { milestone: "replied".into(), title: Default::default() });
        }
        let via = proposal.code("channel", &self.via);
        let expected = proposal.case.limits.get("reply").filter(|_| self.kind == "ack").map(|due| due.at);
        let body = Contacted { kind: self.kind.as_str().into(), via, expected, ..Contacted::default() };
        proposal.record(Draft::new(Body::Contacted(body)).say("note", &self.note));
    }
}
