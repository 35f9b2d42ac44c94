//! approve: a person gives an approval that something requires.

use crate::domain::event::{Approved, Body};
use crate::domain::gate::check::{may, rule};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};

/// Gives an approval.
#[derive(Clone, Debug, Default)]
pub struct Approve {
    /// The code of the approval.
    pub what: String,
    /// Conditions of the approval.
    pub note: String,
}

impl Verb for Approve {
    fn name(&self) -> &'static str {
        "approve"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("what", &self.what);
        let what = proposal.code("approval", &self.what);
        let cx = proposal.cx;
        if let Some(row) = cx.policy.approvals.iter().find(|a| a.code == what) {
            let rule = rule(cx.policy, &row.rule, &row.code, &row.cite);
            for problem in may(&row.roles, &row.level_at_least, cx.doer(), proposal, cx.policy) {
                proposal.object(problem, Some(rule.clone()), false);
            }
        }
        proposal.record(Draft::new(Body::Approved(Approved { what, ..Approved::default() })).say("note", &self.note));
    }
}
