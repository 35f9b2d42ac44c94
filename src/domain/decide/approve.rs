//! approve: somebody whose consent is needed gives it.

use crate::domain::Code;
use crate::domain::condition::Fact;
use crate::domain::decide::draft::Draft;
use crate::domain::decide::verb::{Desk, Verb, code_fact};
use crate::domain::event::{Approved, Body};
use crate::domain::refusal::{Problem, Rule};

/// Gives a consent.
#[derive(Clone, Debug, Default)]
pub struct Approve {
    /// To what.
    pub what: String,
    /// Under what conditions.
    pub note: String,
}

impl Verb for Approve {
    fn name(&self) -> &'static str {
        "approve"
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        vec![code_fact("what", &self.what)]
    }

    fn decide(&self, desk: &mut Desk<'_>) {
        desk.need_text("what", &self.what);
        let what = desk.code("approval", &self.what);
        let cx = desk.cx;
        if let Some(row) = cx.policy.approvals.iter().find(|a| a.code == what) {
            let person = cx.directory.person(cx.doer());
            let rule = || {
                Some(Rule {
                    id: if row.rule.is_empty() { row.code.clone() } else { row.rule.clone() },
                    cite: row.cite.clone(),
                })
            };
            let listed = !cx.directory.people.is_empty();
            if listed && !row.roles.is_empty() && !person.is_some_and(|p| p.roles.iter().any(|r| row.roles.contains(r)))
            {
                desk.object(Problem::WrongRole { person: cx.doer().clone(), roles: row.roles.clone() }, rule(), false);
            }
            let level = person.and_then(|p| cx.directory.unit(&p.unit)).map(|u| u.level.clone()).unwrap_or_default();
            if listed && !row.level_at_least.is_empty() && cx.policy.rank(&level) < cx.policy.rank(&row.level_at_least)
            {
                let problem =
                    Problem::LevelTooLow { person: cx.doer().clone(), level, at_least: row.level_at_least.clone() };
                desk.object(problem, rule(), false);
            }
        }
        desk.record(Draft::new(Body::Approved(Approved { what, ..Approved::default() })).say("note", &self.note));
    }
}
