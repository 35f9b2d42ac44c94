//! return: a unit returns a case to the desk, with a reason (P7-A4: no passing on without record).

use crate::domain::event::{Body, Returned};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::records;
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
        let (case, cx) = (proposal.case, proposal.cx);
        let unit = case.unit.clone();
        let own = cx.directory.person(cx.doer()).map(|person| person.unit.clone()).unwrap_or_default();
        if !cx.past && !own.is_empty() && !unit.is_empty() && !records(&own, case, cx) {
            let assists = case.assist.contains(&own);
            proposal.refuse(Problem::NotLead { unit: own, lead: unit.clone(), assists });
        }
        proposal
            .record(Draft::new(Body::Returned(Returned { unit, ..Returned::default() })).say("reason", &self.reason));
    }
}
