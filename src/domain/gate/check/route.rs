//! Facts of a command that come from the directory: the functions and levels of units.
//!
//! Invariant: the directory is always current, so only gates use these facts, and no limit depends on them.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::proposal::Proposal;
use crate::domain::policy::Policy;
use crate::domain::policy::condition::Fact;
use crate::domain::policy::directory::Directory;
use crate::domain::value::amount::Amount;

/// The names of facts that only gates know: these, and the facts of the command itself.
pub const FACTS: &[&str] = &[
    "step",
    "what",
    "role",
    "side",
    "authority",
    "result",
    "how",
    "addressee",
    "failed",
    "unit_function",
    "unit_level",
    "holder_function",
    "holder_level",
    "received_by_function",
    "received_by_level",
    "unit_complained_about",
    "skips",
];

/// The facts of the case as the command would leave it, and of its present holder.
pub(super) fn facts(decided: &Case, proposal: &Proposal<'_>) -> Vec<(Code, Fact)> {
    facts_of(decided, &holder(proposal), proposal.cx.directory, proposal.cx.policy)
}

/// The same for a case that moved from `holder` to its present unit.
pub fn facts_of(case: &Case, holder: &Code, directory: &Directory, policy: &Policy) -> Vec<(Code, Fact)> {
    let mut facts = Vec::new();
    for (name, unit) in [("unit", &case.unit), ("holder", holder), ("received_by", &case.facts.received_by)] {
        let Some(unit) = directory.unit(unit) else { continue };
        if !unit.functions.is_empty() {
            facts.push((Code::from(format!("{name}_function")), Fact::Codes(unit.functions.clone())));
        }
        if !unit.level.is_empty() {
            facts.push((Code::from(format!("{name}_level")), Fact::Codes(vec![unit.level.clone()])));
        }
    }
    let above = directory.with_parents(&case.unit);
    let against = &case.facts.against;
    let itself = (!against.is_empty() && (case.unit == *against || above.iter().any(|u| u.code == *against)))
        || accused_units(case, directory).any(|unit| unit == case.unit);
    facts.push(("unit_complained_about".into(), Fact::Flag(itself)));
    let passed = i64::try_from(passed_over(holder, &case.unit, directory, policy).len()).unwrap_or(i64::MAX / 100);
    facts.push(("skips".into(), Fact::Number(Amount(passed * 100))));
    facts
}

/// The units of the persons complained about, as far as the directory knows them: whoever registers the case may name another unit, or none.
pub(super) fn accused_units<'d>(case: &'d Case, directory: &'d Directory) -> impl Iterator<Item = &'d str> {
    let people = case.facts.respondents.iter().filter_map(|code| directory.person(code));
    people.map(|person| person.unit.as_str()).filter(|unit| !unit.is_empty())
}

/// The unit that holds the case: its lead unit, or the actor's unit if it has none.
pub(super) fn holder(proposal: &Proposal<'_>) -> Code {
    if proposal.case.unit.is_empty() { proposal.cx.own_unit() } else { proposal.case.unit.clone() }
}

/// The units between two levels that an assignment skips, highest first: those above `to` with a level below `from`.
pub(super) fn passed_over(from: &Code, to: &Code, directory: &Directory, policy: &Policy) -> Vec<Code> {
    let rank = |unit: &Code| directory.unit(unit).and_then(|u| policy.rank(&u.level));
    let (Some(high), Some(low)) = (rank(from), rank(to)) else { return Vec::new() };
    let above = directory.with_parents(to).into_iter().skip(1);
    let between = above.filter(|u| rank(&u.code).is_some_and(|rank| low < rank && rank < high));
    let mut passed: Vec<Code> = between.map(|u| u.code.clone()).collect();
    passed.reverse();
    passed
}
