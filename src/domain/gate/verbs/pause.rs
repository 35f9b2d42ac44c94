//! pause and resume: the limits are paused on a ground of the policy, for whole days.

use crate::domain::event::{Body, Paused, Resumed};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;

const OPEN: &[State] = &[State::Received, State::Accepted, State::Assigned];

/// Pauses the limits.
#[derive(Clone, Debug, Default)]
pub struct Pause {
    /// The policy's ground.
    pub ground: String,
}

impl Verb for Pause {
    fn name(&self) -> &'static str {
        "pause"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(OPEN);
        if proposal.case.paused.is_some() {
            proposal.refuse(Problem::AlreadyPaused);
        }
        proposal.need_text("ground", &self.ground);
        let ground = proposal.code("pause-ground", &self.ground);
        proposal.record(Draft::new(Body::Paused(Paused { ground, ..Paused::default() })));
    }
}

/// Ends the pause.
#[derive(Clone, Debug, Default)]
pub struct Resume;

impl Verb for Resume {
    fn name(&self) -> &'static str {
        "resume"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(OPEN);
        if proposal.case.paused.is_none() {
            proposal.refuse(Problem::NotPaused);
        }
        proposal.record(Draft::new(Body::Resumed(Resumed::default())));
    }
}
