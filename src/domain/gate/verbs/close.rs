//! close: a case is closed and archived. A case cannot close without an outcome.

use crate::domain::Code;
use crate::domain::case::Case;
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

    fn decide(&self, desk: &mut Proposal<'_>) {
        let outcome = desk.code("outcome", &self.outcome);
        // Some outcomes need no reply of their own: the complainant of a duplicate is owed the main case's reply.
        let row = desk.cx.policy.outcomes.iter().find(|o| o.code == outcome);
        if row.is_some_and(|o| o.unanswered) {
            desk.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        } else if desk.case.state == State::Assigned && !desk.cx.past && settled_in_part(desk.case) {
            desk.refuse(Problem::NotYet { milestone: "replied".into(), title: Title::default() });
        } else {
            desk.need_state(&[State::Replied]);
        }
        // An imported source may know that a case is a duplicate without naming the main case.
        if outcome == "duplicate" && !desk.cx.past && !desk.case.links.iter().any(|(_, kind)| kind == "duplicate") {
            desk.refuse(Problem::MissingLink { kind: "duplicate".into() });
        }
        if outcome.is_empty() && self.outcome.is_empty() && desk.case.outcome.is_empty() && !desk.cx.past {
            desk.refuse(Problem::NoOutcome);
        }
        let outcome = if outcome == desk.case.outcome { Code::default() } else { outcome };
        desk.record(Draft::new(Body::Closed(Closed { outcome, ..Closed::default() })));
    }
}

/// Whether the desk or the source has its reply; the caller knows that the complainant has none.
fn settled_in_part(case: &Case) -> bool {
    case.reached("reported").or(case.reached("sourced")).is_some()
}
