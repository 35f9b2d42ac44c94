//! step: records work that the policy requires: listen again, review, apologise, a legal opinion.

use crate::domain::event::{Body, Stepped};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Records a step.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The step.
    pub step: String,
    /// What was found.
    pub note: String,
    /// Values of policy fields that it sets.
    pub set: Vec<(String, String)>,
}

impl Verb for Step {
    fn name(&self) -> &'static str {
        "step"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("step", &self.step);
        let step = proposal.code("step", &self.step);
        let fields = proposal.fields(&self.set);
        proposal
            .record(Draft::new(Body::Stepped(Stepped { step, fields, ..Stepped::default() })).say("note", &self.note));
    }
}
