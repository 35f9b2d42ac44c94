//! What can be said of conditions without a case: tests of one fact that exclude each other.
//!
//! Invariant: only facts with one value are compared; a case has several causes, and a category lies below another.

use crate::domain::Code;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::FactKind;
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

/// Whether the second condition surely holds wherever the first does.
pub(in crate::profile) fn implies(one: &Condition, other: &Condition) -> bool {
    other
        .0
        .iter()
        .all(|(fact, test)| one.0.get(fact).is_some_and(|known| known == test || test_implies(fact, known, test)))
}

fn test_implies(name: &str, one: &ConditionTest, other: &ConditionTest) -> bool {
    match (one, other) {
        (ConditionTest::Conditions(some), ConditionTest::Conditions(others)) => {
            if name == "all" {
                return others.iter().all(|other| some.iter().any(|one| implies(one, other)));
            }
            some.iter().all(|one| others.iter().any(|other| implies(one, other)))
        }
        (ConditionTest::Nested(one), ConditionTest::Nested(other)) => implies(other, one),
        (ConditionTest::Bounds(one), ConditionTest::Bounds(other)) => bounds_imply(*one, *other),
        _ => match (values(one), values(other)) {
            (Some(one), Some(other)) => one.iter().all(|value| other.contains(value)),
            _ => false,
        },
    }
}

fn bounds_imply(one: Bounds, other: Bounds) -> bool {
    let (low, high) = limits_of(one);
    let (other_low, other_high) = limits_of(other);
    let is_set = other.set.is_none_or(|set| one.set == Some(set) || (set && (low.is_some() || high.is_some())));
    is_set
        && other_low.is_none_or(|other| low.is_some_and(|low| low >= other))
        && other_high.is_none_or(|other| high.is_some_and(|high| high <= other))
}

/// What the values of a fact are, for a test of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestedAs {
    /// An amount or a count.
    Number,
    /// Yes or no.
    Flag,
    /// Codes, texts and times.
    Code,
    /// `any`, `all`, `not`: conditions.
    Conditions,
}

/// The first fact that a condition tests as what it is not, and what it is; such a test never holds.
pub(super) fn mistyped(condition: &Condition, policy: &Policy) -> Option<(Code, TestedAs)> {
    condition.0.iter().find_map(|(name, test)| match (name.as_str(), test) {
        ("any" | "all", ConditionTest::Conditions(all)) => all.iter().find_map(|one| mistyped(one, policy)),
        ("not", ConditionTest::Nested(not)) => mistyped(not, policy),
        ("any" | "all", ConditionTest::In(none)) if none.is_empty() => None,
        ("any" | "all" | "not", _) => Some((name.clone(), TestedAs::Conditions)),
        (_, test) => {
            let is = fact_type(name, policy)?;
            let fits = |value: &Value| match value {
                Value::Number(_) => is == TestedAs::Number,
                Value::Flag(_) => is != TestedAs::Number,
                Value::Text(_) | Value::Codes(_) => is == TestedAs::Code,
            };
            let all_fit = match test {
                ConditionTest::Is(value) => fits(value),
                ConditionTest::In(values) => values.iter().all(fits),
                ConditionTest::Bounds(Bounds { over: None, under: None, at_least: None, at_most: None, .. }) => true,
                ConditionTest::Bounds(_) => is == TestedAs::Number,
                ConditionTest::Conditions(_) | ConditionTest::Nested(_) => false,
            };
            (!all_fit).then(|| (name.clone(), is))
        }
    })
}

/// What a fact is, of those that every case or a field of the policy has.
fn fact_type(name: &str, policy: &Policy) -> Option<TestedAs> {
    if let Some(field) = policy.fields.iter().find(|field| field.code == name) {
        return Some(match field.kind.as_str() {
            "money" | "count" => TestedAs::Number,
            "flag" => TestedAs::Flag,
            _ => TestedAs::Code,
        });
    }
    let fact = CaseFact::find(name, uses::CONDITION)?;
    Some(match fact.kind() {
        FactKind::Money | FactKind::Count => TestedAs::Number,
        FactKind::Flag => TestedAs::Flag,
        _ => TestedAs::Code,
    })
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
    let (low, high) = limits_of(bounds);
    low.zip(high).is_some_and(|(low, high)| low > high)
}

/// The lowest and the highest number within bounds.
fn limits_of(bounds: Bounds) -> (Option<Amount>, Option<Amount>) {
    let step = |amount: Amount, by: i64| Amount(amount.0.saturating_add(by));
    let low = bounds.over.map(|n| step(n, 1)).max(bounds.at_least);
    let high = match (bounds.under.map(|n| step(n, -1)), bounds.at_most) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (low, high)
}
