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

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        desk.need_text("to", &self.to);
        if self.rule.is_empty() {
            desk.need_text("reason", &self.reason);
        }
        let to = desk.code("level", &self.to);
        let level = escalation::level(desk.case, desk.cx.policy, desk.cx.directory);
        if let Some(level) =
            level.filter(|level| !desk.cx.past && !to.is_empty() && desk.cx.policy.rank(&to) <= Some(*level))
        {
            let level = desk.cx.policy.levels[level].code.clone();
            desk.refuse(Problem::LevelNotHigher { level, to: to.clone() });
        }
        let body = Escalated { to, rule: self.rule.as_str().into(), ..Escalated::default() };
        desk.record(Draft::new(Body::Escalated(body)).say("reason", &self.reason));
    }
}
