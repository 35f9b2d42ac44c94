//! close: a case is closed and archived. A case cannot close without an outcome.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::event::{Body, Closed};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;

/// Closes a case.
#[derive(Clone, Debug, Default)]
pub struct Close {
    /// Outcome, if the reply did not set it.
    pub outcome: String,
}

impl Verb for Close {
    fn name(&self) -> &'static str {
        "close"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let outcome = proposal.code("outcome", &self.outcome);
        // Some outcomes need no reply of their own: the complainant of a duplicate is owed the main case's reply.
        let row = proposal.cx.policy.outcomes.iter().find(|o| o.code == outcome);
        if row.is_some_and(|o| o.unanswered) {
            proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        } else if proposal.case.state == State::Assigned && !proposal.cx.past && settled_in_part(proposal.case) {
            proposal.refuse(Problem::NotYet { milestone: "replied".into(), title: Title::default() });
        } else {
            proposal.need_state(&[State::Replied]);
        }
        let resulting = if outcome.is_empty() { proposal.case.outcome.clone() } else { outcome.clone() };
        need_link(&resulting, proposal);
        if is_disputed(proposal.case) && !proposal.cx.past {
            proposal.object(Problem::Disputed, None, true);
        }
        if outcome.is_empty() && self.outcome.is_empty() && proposal.case.outcome.is_empty() && !proposal.cx.past {
            proposal.refuse(Problem::NoOutcome);
        }
        let outcome = if outcome == proposal.case.outcome { Code::default() } else { outcome };
        proposal.record(Draft::new(Body::Closed(Closed { outcome, ..Closed::default() })));
    }
}

/// Refuses the outcome `duplicate` without a link to the main case. An imported source may not name that.
pub(super) fn need_link(outcome: &str, proposal: &mut Proposal<'_>) {
    if outcome == DUPLICATE && !proposal.cx.past && !proposal.case.is_linked(DUPLICATE) {
        proposal.refuse(Problem::MissingLink { kind: DUPLICATE.into() });
    }
}

/// Whether the complainant does not accept the reply that stands: he said so, or the last call-back that reached him found it.
fn is_disputed(case: &Case) -> bool {
    let last = case.callbacks.iter().rev().find(|call| call.round == case.round() && call.reached());
    case.disputed || last.is_some_and(|call| call.resolved == "no" && !call.taken_up)
}

/// Whether the desk or the source has its reply; the caller knows that the complainant has none.
fn settled_in_part(case: &Case) -> bool {
    case.reached("reported").or(case.reached("sourced")).is_some()
}
