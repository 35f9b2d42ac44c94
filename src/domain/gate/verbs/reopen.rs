//! reopen: begins a new round with its own receipt, limits and policy; the result of the earlier round stands.

use crate::domain::event::{Body, Reopened};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Reopens an ended case.
#[derive(Clone, Debug, Default)]
pub struct Reopen {
    /// The reason: our error, a failed callback, a referral that came back, an appealed decline.
    pub reason: String,
}

impl Verb for Reopen {
    fn name(&self) -> &'static str {
        "reopen"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Closed, State::Declined, State::Referred, State::Withdrawn]);
        proposal.need_text("reason", &self.reason);
        let body = Reopened { policy: proposal.cx.digest.into(), ..Reopened::default() };
        proposal.record(Draft::new(Body::Reopened(body)).say("reason", &self.reason));
    }
}
