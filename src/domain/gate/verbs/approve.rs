//! approve: a person gives an approval that something requires. `exempt` leaves the round out of a measure, on a ground of the policy.

use crate::domain::Code;
use crate::domain::event::{Approved, Body};
use crate::domain::gate::check::{may, rule};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::EXEMPT_MEASURES;

/// The approval that exempts a round.
pub const EXEMPT: &str = "exempt";

/// Gives an approval.
#[derive(Clone, Debug, Default)]
pub struct Approve {
    /// The code of the approval.
    pub what: String,
    /// Conditions of the approval.
    pub note: String,
    /// Of an exemption: `measure` and `ground`.
    pub set: Vec<(String, String)>,
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
            let rule = rule(cx.policy, row);
            for problem in may(&row.roles, &row.level_at_least, cx.doer(), proposal, cx.policy) {
                proposal.object(problem, Some(rule.clone()), false);
            }
        }
        let (measure, ground) = self.exempted(&what, proposal);
        let body = Approved { what, measure, ground, ..Approved::default() };
        proposal.record(Draft::new(Body::Approved(body)).say("note", &self.note));
    }
}

impl Approve {
    /// The measure and the ground of an exemption; nothing of another approval.
    fn exempted(&self, what: &Code, proposal: &mut Proposal<'_>) -> (Code, Code) {
        let keys: &[&str] = if what == EXEMPT { &["measure", "ground"] } else { &[] };
        let code = |word: &str| match word {
            "指标" => "measure".to_string(),
            "事由" => "ground".to_string(),
            word => word.to_string(),
        };
        let mut unknown = self.set.iter().map(|(key, _)| code(key)).filter(|key| !keys.contains(&key.as_str()));
        if let Some(value) = unknown.next() {
            let known = keys.iter().map(|key| Code::from(*key)).collect();
            let nearest = codes::nearest(&value, keys);
            proposal.refuse(Problem::UnknownCode { kind: "set".into(), value, nearest, known });
        }
        if keys.is_empty() {
            return (Code::default(), Code::default());
        }
        let given =
            |key: &str| self.set.iter().rev().find(|(name, _)| code(name) == key).map(|(_, value)| value.as_str());
        let (measure, ground) = (given("measure").unwrap_or_default(), given("ground").unwrap_or_default());
        proposal.need_text("measure", measure);
        proposal.need_text("ground", ground);
        let ground = proposal.code("exemption", ground);
        let row = proposal.cx.policy.exemptions.iter().find(|row| row.code == ground);
        let allowed: Vec<&str> = match row {
            Some(row) if !row.measures.is_empty() => row.measures.iter().map(Code::as_str).collect(),
            _ => EXEMPT_MEASURES.to_vec(),
        };
        let measure = match measure {
            "按时办结率" => "on-time",
            "满意率" => "satisfied",
            measure => measure,
        };
        if !measure.is_empty() && !allowed.contains(&measure) {
            let known = allowed.iter().map(|known| Code::from(*known)).collect();
            let nearest = codes::nearest(measure, &allowed);
            proposal.refuse(Problem::UnknownCode { kind: "measure".into(), value: measure.into(), nearest, known });
        }
        (measure.into(), ground)
    }
}
