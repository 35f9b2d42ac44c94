//! delay: explains why a case will be late, to the desk and to the complainant. It moves no date.

use crate::domain::event::{Body, Delayed};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

/// Explains a delay.
#[derive(Clone, Debug, Default)]
pub struct Delay {
    /// The reason.
    pub reason: String,
    /// Channel by which the complainant was told.
    pub told: String,
    /// When a result is expected.
    pub expected: Option<Moment>,
}

impl Verb for Delay {
    fn name(&self) -> &'static str {
        "delay"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned]);
        proposal.need_text("reason", &self.reason);
        if !proposal.case.facts.anonymous {
            proposal.need_text("told", &self.told);
        }
        let told = proposal.code("channel", &self.told);
        let body = Delayed { told, expected: self.expected, ..Delayed::default() };
        proposal.record(Draft::new(Body::Delayed(body)).say("reason", &self.reason));
    }
}
