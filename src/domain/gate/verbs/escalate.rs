//! escalate: a case is escalated to a higher level.

use crate::domain::event::{Body, Escalated};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::escalation;
use crate::domain::value::state::State;

/// Escalates a case.
#[derive(Clone, Debug, Default)]
pub struct Escalate {
    /// The level.
    pub to: String,
    /// The reason.
    pub reason: String,
    /// The policy's rule, if it is escalated automatically.
    pub rule: String,
}

impl Verb for Escalate {
    fn name(&self) -> &'static str {
        "escalate"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("to", &self.to);
        if self.rule.is_empty() {
            proposal.need_text("reason", &self.reason);
        }
        let to = proposal.code("level", &self.to);
        let level = escalation::level(proposal.case, proposal.cx.policy, proposal.cx.directory);
        if let Some(level) =
            level.filter(|level| !proposal.cx.past && !to.is_empty() && proposal.cx.policy.rank(&to) <= Some(*level))
        {
            let level = proposal.cx.policy.levels[level].code.clone();
            proposal.refuse(Problem::LevelNotHigher { level, to: to.clone() });
        }
        let body = Escalated { to, rule: self.rule.as_str().into(), ..Escalated::default() };
        proposal.record(Draft::new(Body::Escalated(body)).say("reason", &self.reason));
    }
}
