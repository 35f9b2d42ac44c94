//! Checks a gate's `must`: the values that facts must have.
//!
//! Invariant: nothing is required that no unit can satisfy, such as a function that no open unit has or a level that no
//! unit is at; a warning says so instead. Units that satisfy it are listed with the nearest to the holder first.

use super::route;
use crate::domain::Code;
use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::{Bounds, Condition, ConditionTest};
use crate::domain::query::view::View;
use crate::domain::value::amount::Value;
use std::collections::BTreeMap;

/// The keys of the condition that do not hold, and whether each only warns.
pub(super) fn broken(must: &Condition, view: &View<'_>, proposal: &Proposal<'_>) -> Vec<(Problem, bool)> {
    let mut problems = Vec::new();
    for (fact, test) in &must.0 {
        let alone = Condition(BTreeMap::from([(fact.clone(), test.clone())]));
        if alone.holds(view) {
            continue;
        }
        if fact == "skips" {
            let passed = route::passed_over(
                &route::holder(proposal),
                &view.case.unit,
                proposal.cx.directory,
                proposal.cx.policy,
            );
            if let Some(next) = passed.first().cloned() {
                problems.push((Problem::LevelSkipped { unit: view.case.unit.clone(), next }, false));
                continue;
            }
        }
        let wanted = wanted(test);
        match units(fact, must, proposal) {
            // If the directory has no units, the desk is the only one, and nothing is required.
            Some(_) if proposal.cx.directory.units.is_empty() => {}
            Some(units) if units.is_empty() => problems.push((Problem::NobodyHas { fact: fact.clone(), wanted }, true)),
            units => {
                let units = units.unwrap_or_default();
                problems.push((Problem::MustBe { fact: fact.clone(), wanted, units }, false));
            }
        }
    }
    problems
}

/// The units that satisfy everything required of the unit; `None` if the fact does not concern the unit.
fn units(fact: &str, must: &Condition, proposal: &Proposal<'_>) -> Option<Vec<Code>> {
    if !matches!(fact, "unit_function" | "unit_level") {
        return None;
    }
    let day = proposal.cx.when().date();
    let asked = |fact: &str| must.0.get(fact).map(wanted);
    let (functions, levels) = (asked("unit_function"), asked("unit_level"));
    let units = proposal.cx.directory.units.iter().filter(|u| u.is_open_on(day));
    let fits = units
        .filter(|u| functions.as_ref().is_none_or(|all| u.functions.iter().any(|f| all.contains(f))))
        .filter(|u| levels.as_ref().is_none_or(|all| all.contains(&u.level)));
    let mut fits: Vec<Code> = fits.map(|u| u.code.clone()).collect();
    // Nearest first: a branch's own union before another's.
    let holder = route::holder(proposal);
    let directory = proposal.cx.directory;
    let above: Vec<&Code> = directory.with_parents(&holder).into_iter().map(|u| &u.code).collect();
    let distance = |unit: &Code| {
        let shared = directory.with_parents(unit).into_iter().find_map(|u| above.iter().position(|a| **a == u.code));
        shared.unwrap_or(usize::MAX)
    };
    fits.sort_by_key(distance);
    Some(fits)
}

/// The values that a test accepts.
fn wanted(test: &ConditionTest) -> Vec<Code> {
    let code = |value: &Value| Code::from(value.to_string());
    match test {
        ConditionTest::Is(value) => vec![code(value)],
        ConditionTest::In(values) => values.iter().map(code).collect(),
        ConditionTest::Bounds(Bounds { set: Some(_), .. })
        | ConditionTest::Conditions(_)
        | ConditionTest::Nested(_) => Vec::new(),
        ConditionTest::Bounds(bounds) => {
            let each = [(">", bounds.over), ("<", bounds.under), ("≥", bounds.at_least), ("≤", bounds.at_most)];
            each.into_iter().filter_map(|(sign, bound)| Some(Code::from(format!("{sign} {}", bound?)))).collect()
        }
    }
}
