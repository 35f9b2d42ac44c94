//! supervise: puts a case under supervision.

use crate::domain::event::{Body, Supervised};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;

/// Puts a case under supervision.
#[derive(Clone, Debug, Default)]
pub struct Supervise {
    /// The reason.
    pub reason: String,
}

impl Verb for Supervise {
    fn name(&self) -> &'static str {
        "supervise"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("reason", &self.reason);
        if proposal.case.supervised {
            proposal.refuse(Problem::NothingToDo);
        }
        proposal.record(Draft::new(Body::Supervised(Supervised::default())).say("reason", &self.reason));
    }
}
