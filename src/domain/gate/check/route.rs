//! Facts of a command that only gates know: from the directory, the functions and levels of units; and what the command changes.
//!
//! Invariant: the directory is always current, so no limit depends on these facts.

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
    "no_longer_complaint",
    "category_before",
    "owes_source",
];

/// The facts of the case as the command would leave it, and of its present holder.
pub(super) fn facts(decided: &Case, proposal: &Proposal<'_>) -> Vec<(Code, Fact)> {
    facts_of(decided, proposal.case, &holder(proposal), proposal.cx.directory, proposal.cx.policy)
}

/// The same for a case that was `before` and moved from `holder` to its present unit.
pub fn facts_of(
    case: &Case,
    before: &Case,
    holder: &Code,
    directory: &Directory,
    policy: &Policy,
) -> Vec<(Code, Fact)> {
    let mut facts = changes(case, before, policy);
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

/// What a command changes of the class of a case, and what would be left undone.
fn changes(case: &Case, before: &Case, policy: &Policy) -> Vec<(Code, Fact)> {
    let is_apart = |case: &Case| policy.is_apart(&case.facts.nature);
    let turned = !before.unopened && !is_apart(before) && is_apart(case);
    let owes = before.limits.contains_key("source") && before.met("source").is_none();
    let mut facts =
        vec![(Code::from("no_longer_complaint"), Fact::Flag(turned)), (Code::from("owes_source"), Fact::Flag(owes))];
    let was = &before.facts.category;
    if !was.is_empty() && *was != case.facts.category {
        facts.push((Code::from("category_before"), Fact::Codes(policy.with_parents("category", was))));
    }
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
