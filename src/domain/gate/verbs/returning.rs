//! return: a unit returns a case to the desk, with a reason (P7-A4: no passing on without record).

use crate::domain::event::{Body, Returned};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Returns a case to the desk.
#[derive(Clone, Debug, Default)]
pub struct Return {
    /// The reason.
    pub reason: String,
}

impl Verb for Return {
    fn name(&self) -> &'static str {
        "return"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Assigned]);
        proposal.need_text("reason", &self.reason);
        let unit = proposal.case.unit.clone();
        proposal
            .record(Draft::new(Body::Returned(Returned { unit, ..Returned::default() })).say("reason", &self.reason));
    }
}
