//! What a gate says must be so.
//!
//! Invariant: nothing is asked for that nobody could give: a unit's function that no unit in service has, a level that none is at.

use super::route;
use crate::domain::Code;
use crate::domain::condition::{Bounds, Condition, Test};
use crate::domain::decide::verb::Desk;
use crate::domain::refusal::Problem;
use crate::domain::value::Value;
use crate::domain::view::View;
use std::collections::BTreeMap;

/// The keys of the condition that do not hold.
pub(super) fn broken(must: &Condition, view: &View<'_>, desk: &Desk<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (fact, test) in &must.0 {
        let alone = Condition(BTreeMap::from([(fact.clone(), test.clone())]));
        if alone.holds(view) {
            continue;
        }
        if fact == "skips" {
            let passed = route::passed_over(&route::holder(desk), &view.case.unit, desk.cx.directory, desk.cx.policy);
            if let Some(next) = passed.first().cloned() {
                problems.push(Problem::LevelSkipped { unit: view.case.unit.clone(), next });
                continue;
            }
        }
        let wanted = wanted(test);
        match units(fact, &wanted, desk) {
            Some(units) if units.is_empty() => {}
            units => problems.push(Problem::MustBe { fact: fact.clone(), wanted, units: units.unwrap_or_default() }),
        }
    }
    problems
}

/// The units that fit; `None` where the fact is none of the unit's.
fn units(fact: &str, wanted: &[Code], desk: &Desk<'_>) -> Option<Vec<Code>> {
    let day = desk.cx.when().date();
    let units = desk.cx.directory.units.iter().filter(|u| u.is_open_on(day));
    let fits: Vec<Code> = match fact {
        "unit_function" => desk.cx.directory.with_function(wanted, day).map(|u| u.code.clone()).collect(),
        "unit_level" => units.filter(|u| wanted.contains(&u.level)).map(|u| u.code.clone()).collect(),
        _ => return None,
    };
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
