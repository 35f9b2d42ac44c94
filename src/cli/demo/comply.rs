//! What a desk does when a rule says that something must come first: it does it, on record, and tries again.
//!
//! Policies differ and grow; the demo is not to know each step that they want. Invariant: only steps, consents and facts that
//! the policy itself names are added, each through the gate; anything else that a refusal says ends the demo.

use crate::domain::Code;
use crate::domain::decide::{Approve, Classify, Step, Verb};
use crate::domain::directory::Directory;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Problem, Refusal};

/// Something to be done first: by whom, if not by who was refused.
pub(super) type First = (Box<dyn Verb>, Option<Code>);

/// What would satisfy a refusal; `None` where that is not within a desk's power.
pub(super) fn comply(refusal: &Refusal, policy: &Policy, directory: &Directory, note: &str) -> Option<Vec<First>> {
    let mut all: Vec<First> = Vec::new();
    let mut done: Vec<Code> = Vec::new();
    for ruled in &refusal.problems {
        let (code, first): (&Code, First) = match &ruled.problem {
            Problem::MissingStep { step, .. } => (step, (step_of(step, note), None)),
            Problem::NotYet { milestone, .. } if policy.steps.iter().any(|s| s.code == *milestone) => {
                (milestone, (step_of(milestone, note), None))
            }
            Problem::MissingApproval { approval, .. } => {
                let what = approval.to_string();
                let by = consenter(approval, policy, directory)?;
                (approval, (Box::new(Approve { what, note: String::new() }), Some(by)))
            }
            Problem::Missing { field } => (field, (Box::new(fact(field, policy)?), None)),
            _ => return None,
        };
        if !done.contains(code) {
            done.push(code.clone());
            all.push(first);
        }
    }
    Some(all)
}

fn step_of(step: &Code, note: &str) -> Box<dyn Verb> {
    Box::new(Step { step: step.to_string(), note: note.into(), set: Vec::new() })
}

/// Somebody whose consent counts.
fn consenter(approval: &Code, policy: &Policy, directory: &Directory) -> Option<Code> {
    let row = policy.approvals.iter().find(|a| a.code == *approval)?;
    let fits = |p: &&crate::domain::directory::Person| {
        let role = row.roles.is_empty() || p.roles.iter().any(|r| row.roles.contains(r));
        let level = directory.unit(&p.unit).map(|u| u.level.clone()).unwrap_or_default();
        let high = row.level_at_least.is_empty() || policy.rank(&level) >= policy.rank(&row.level_at_least);
        role && high && p.until.is_none()
    };
    directory.people.iter().find(fits).map(|p| p.code.clone())
}

/// A fact that the policy asks for: the first choice, or yes.
fn fact(field: &Code, policy: &Policy) -> Option<Classify> {
    let row = policy.fields.iter().find(|f| f.code == *field)?;
    let value = match row.kind.as_str() {
        "choice" => row.choices.first()?.code.to_string(),
        "flag" => "yes".into(),
        _ => return None,
    };
    Some(Classify { set: vec![(field.to_string(), value)], ..Classify::default() })
}
