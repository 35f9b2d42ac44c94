//! What can be said of conditions without a case: tests of one fact that exclude each other.
//!
//! Invariant: only facts with one value are compared; a case has several causes, and a category lies below another.

use crate::domain::Code;
use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Bounds, Condition, ConditionTest};
use crate::domain::value::amount::{Amount, Value};

/// Facts with several values at a time, or with values inside one another.
const SEVERAL: &[&str] = &[
    "category",
    "cause",
    "causes",
    "link",
    "party",
    "tag",
    "tags",
    "assist",
    "issued",
    "respondent",
    "respondents",
    "unit_function",
    "holder_function",
    "received_by_function",
    "any",
    "all",
    "not",
];

/// The fact in which a condition contradicts itself; `None` if some case may meet it. `any = []` is meant to.
pub(super) fn contradiction(condition: &Condition, policy: &Policy) -> Option<Code> {
    let mut tests: Vec<(&Code, &ConditionTest, bool)> = Vec::new();
    collect(condition, true, &mut tests);
    for (n, (fact, test, wanted)) in tests.iter().enumerate() {
        if let (ConditionTest::Bounds(bounds), true) = (test, wanted)
            && is_empty(*bounds)
        {
            return Some((*fact).clone());
        }
        for (other, known, also) in &tests[..n] {
            let clash = match (wanted, also) {
                (true, true) => is_disjoint(fact, known, test, policy),
                // `not` the same test, word by word.
                (true, false) | (false, true) => known == test,
                (false, false) => false,
            };
            if fact == other && clash {
                return Some((*fact).clone());
            }
        }
    }
    let branches = condition.0.iter().find_map(|(name, test)| match test {
        ConditionTest::Conditions(any) if name == "any" && !any.is_empty() => {
            any.iter().map(|one| contradiction(one, policy)).collect::<Option<Vec<Code>>>()
        }
        _ => None,
    });
    branches.and_then(|all| all.into_iter().next())
}

/// The tests that must all hold (or, below a `not` of one test, must not).
fn collect<'c>(condition: &'c Condition, wanted: bool, into: &mut Vec<(&'c Code, &'c ConditionTest, bool)>) {
    for (name, test) in &condition.0 {
        match test {
            ConditionTest::Conditions(all) if name == "all" && wanted => {
                all.iter().for_each(|one| collect(one, true, into));
            }
            ConditionTest::Nested(not) if name == "not" && wanted && not.0.len() == 1 => collect(not, false, into),
            ConditionTest::Conditions(_) | ConditionTest::Nested(_) => {}
            test => into.push((name, test, wanted)),
        }
    }
}

/// Whether no value of a fact meets both tests.
pub(super) fn is_disjoint(fact: &str, one: &ConditionTest, other: &ConditionTest, policy: &Policy) -> bool {
    let has_several = SEVERAL.contains(&fact) || policy.fields.iter().any(|field| field.code == fact && field.many);
    if has_several {
        return false;
    }
    match (values(one), values(other)) {
        (Some(one), Some(other)) => !one.iter().any(|value| other.contains(value)),
        (None, None) => match (one, other) {
            (ConditionTest::Bounds(one), ConditionTest::Bounds(other)) => {
                one.set.is_some() && other.set.is_some() && one.set != other.set
            }
            _ => false,
        },
        (Some(values), None) | (None, Some(values)) => {
            let bounds = if let ConditionTest::Bounds(bounds) = one { Some(bounds) } else { None };
            let bounds = bounds.or(if let ConditionTest::Bounds(bounds) = other { Some(bounds) } else { None });
            bounds.is_some_and(|bounds| bounds.set == Some(false) && values.iter().all(|v| **v != Value::Flag(false)))
        }
    }
}

/// The values that a test takes.
fn values(test: &ConditionTest) -> Option<Vec<&Value>> {
    match test {
        ConditionTest::Is(value) => Some(vec![value]),
        ConditionTest::In(values) => Some(values.iter().collect()),
        _ => None,
    }
}

/// Whether no number lies within bounds.
fn is_empty(bounds: Bounds) -> bool {
    let step = |amount: Amount, by: i64| Amount(amount.0.saturating_add(by));
    let low = bounds.over.map(|n| step(n, 1)).max(bounds.at_least);
    let high = match (bounds.under.map(|n| step(n, -1)), bounds.at_most) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    low.zip(high).is_some_and(|(low, high)| low > high)
}
