//! return: the unit sends a case back to the desk, with its reason (P7-A4: no passing the buck unseen).

use crate::domain::event::{Body, Returned};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Sends a case back to the desk.
#[derive(Clone, Debug, Default)]
pub struct Return {
    /// Why it is not the unit's.
    pub reason: String,
}

impl Verb for Return {
    fn name(&self) -> &'static str {
        "return"
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_state(&[State::Assigned]);
        desk.need_text("reason", &self.reason);
        let unit = desk.case.unit.clone();
        desk.record(Draft::new(Body::Returned(Returned { unit, ..Returned::default() })).say("reason", &self.reason));
    }
}
