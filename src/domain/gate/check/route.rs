//! Facts of a command that the directory gives: what the units are there for, and at which level of the ladder.
//!
//! Invariant: the directory is always current, so only gates look at these; no limit hangs on them.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::proposal::Proposal;
use crate::domain::policy::Policy;
use crate::domain::policy::condition::Fact;
use crate::domain::policy::directory::Directory;
use crate::domain::value::amount::Amount;

/// Names of the facts that only gates know: these, and what the command says of itself.
pub const FACTS: &[&str] = &[
    "step",
    "what",
    "unit_function",
    "unit_level",
    "holder_function",
    "holder_level",
    "received_by_function",
    "received_by_level",
    "unit_complained_about",
    "skips",
];

/// The facts, of the case as the command would leave it and of who holds it now.
pub(super) fn facts(decided: &Case, desk: &Proposal<'_>) -> Vec<(Code, Fact)> {
    facts_of(decided, &holder(desk), desk.cx.directory, desk.cx.policy)
}

/// The same, of a case that went from `holder` to where it is.
pub fn facts_of(case: &Case, holder: &Code, directory: &Directory, policy: &Policy) -> Vec<(Code, Fact)> {
    let mut facts = Vec::new();
    for (name, unit) in [("unit", &case.unit), ("holder", holder), ("received_by", &case.received_by)] {
        let Some(unit) = directory.unit(unit) else { continue };
        if !unit.functions.is_empty() {
            facts.push((Code::from(format!("{name}_function")), Fact::Codes(unit.functions.clone())));
        }
        if !unit.level.is_empty() {
            facts.push((Code::from(format!("{name}_level")), Fact::Codes(vec![unit.level.clone()])));
        }
    }
    let above = directory.with_parents(&case.unit);
    let itself =
        !case.against.is_empty() && (case.unit == case.against || above.iter().any(|u| u.code == case.against));
    facts.push(("unit_complained_about".into(), Fact::Flag(itself)));
    let passed = i64::try_from(passed_over(holder, &case.unit, directory, policy).len()).unwrap_or(i64::MAX / 100);
    facts.push(("skips".into(), Fact::Number(Amount(passed * 100))));
    facts
}

/// The unit that holds the case: its lead unit, or whose act it is.
pub(super) fn holder(desk: &Proposal<'_>) -> Code {
    if desk.case.unit.is_empty() { desk.cx.own_unit() } else { desk.case.unit.clone() }
}

/// The units between two levels that a hop passes over, the highest first: those above `to` that stand below `from`.
pub(super) fn passed_over(from: &Code, to: &Code, directory: &Directory, policy: &Policy) -> Vec<Code> {
    let rank = |unit: &Code| directory.unit(unit).and_then(|u| policy.rank(&u.level));
    let (Some(high), Some(low)) = (rank(from), rank(to)) else { return Vec::new() };
    let above = directory.with_parents(to).into_iter().skip(1);
    let between = above.filter(|u| rank(&u.code).is_some_and(|rank| low < rank && rank < high));
    let mut passed: Vec<Code> = between.map(|u| u.code.clone()).collect();
    passed.reverse();
    passed
}
