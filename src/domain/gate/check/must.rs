//! What a gate says must be so.
//!
//! Invariant: nothing is asked for that nobody could give: a unit's function that no unit in service has, a level that none is at.
//! That it was not asked for is said.
//! Of the units that could, the nearest to the holder comes first.

use super::route;
use crate::domain::Code;
use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::{Bounds, Condition, Test};
use crate::domain::query::view::View;
use crate::domain::value::amount::Value;
use std::collections::BTreeMap;

/// The keys of the condition that do not hold, and whether that only warns.
pub(super) fn broken(must: &Condition, view: &View<'_>, desk: &Proposal<'_>) -> Vec<(Problem, bool)> {
    let mut problems = Vec::new();
    for (fact, test) in &must.0 {
        let alone = Condition(BTreeMap::from([(fact.clone(), test.clone())]));
        if alone.holds(view) {
            continue;
        }
        if fact == "skips" {
            let passed = route::passed_over(&route::holder(desk), &view.case.unit, desk.cx.directory, desk.cx.policy);
            if let Some(next) = passed.first().cloned() {
                problems.push((Problem::LevelSkipped { unit: view.case.unit.clone(), next }, false));
                continue;
            }
        }
        let wanted = wanted(test);
        match units(fact, must, desk) {
            // Where the desk is the only unit there is nothing to miss.
            Some(_) if desk.cx.directory.units.is_empty() => {}
            Some(units) if units.is_empty() => problems.push((Problem::NobodyHas { fact: fact.clone(), wanted }, true)),
            units => {
                let units = units.unwrap_or_default();
                problems.push((Problem::MustBe { fact: fact.clone(), wanted, units }, false));
            }
        }
    }
    problems
}

/// The units that fit all that is asked of the unit; `None` where the fact is none of the unit's.
fn units(fact: &str, must: &Condition, desk: &Proposal<'_>) -> Option<Vec<Code>> {
    if !matches!(fact, "unit_function" | "unit_level") {
        return None;
    }
    let day = desk.cx.when().date();
    let asked = |fact: &str| must.0.get(fact).map(wanted);
    let (functions, levels) = (asked("unit_function"), asked("unit_level"));
    let units = desk.cx.directory.units.iter().filter(|u| u.is_open_on(day));
    let fits = units
        .filter(|u| functions.as_ref().is_none_or(|all| u.functions.iter().any(|f| all.contains(f))))
        .filter(|u| levels.as_ref().is_none_or(|all| all.contains(&u.level)));
    let mut fits: Vec<Code> = fits.map(|u| u.code.clone()).collect();
    // The nearest first: a branch's own union, not another's.
    let holder = route::holder(desk);
    let directory = desk.cx.directory;
    let above: Vec<&Code> = directory.with_parents(&holder).into_iter().map(|u| &u.code).collect();
    let distance = |unit: &Code| {
        let shared = directory.with_parents(unit).into_iter().find_map(|u| above.iter().position(|a| **a == u.code));
        shared.unwrap_or(usize::MAX)
    };
    fits.sort_by_key(distance);
    Some(fits)
}

/// The values that a test takes.
fn wanted(test: &Test) -> Vec<Code> {
    let code = |value: &Value| Code::from(value.to_string());
    match test {
        Test::Is(value) => vec![code(value)],
        Test::In(values) => values.iter().map(code).collect(),
        Test::Bounds(Bounds { set: Some(_), .. }) | Test::Conditions(_) | Test::Nested(_) => Vec::new(),
        Test::Bounds(bounds) => {
            let each = [(">", bounds.over), ("<", bounds.under), ("≥", bounds.at_least), ("≤", bounds.at_most)];
            each.into_iter().filter_map(|(sign, bound)| Some(Code::from(format!("{sign} {}", bound?)))).collect()
        }
    }
}
