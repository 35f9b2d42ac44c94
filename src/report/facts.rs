//! Facts of a case that JSON has besides the columns of the list. Within a schema version keys are only added.

use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::case::fact::CaseFact;
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::{Case, Missed};
use crate::report::columns::COLUMNS;
use crate::report::context::{ReportContext, standing_code};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The further JSON members of a case.
#[must_use]
pub fn of(case: &Case, context: &ReportContext<'_>) -> Map<String, Value> {
    let running = context.running(case);
    let next = running.first();
    let mut more = Map::new();
    let mut put = |key: &str, value: Value| {
        more.insert(key.into(), value);
    };
    put("next_due", value(&next.map(|(_, due)| due.at)));
    put("next_limit", value(&next.map(|(limit, _)| limit)));
    put("overdue", case.overdue(context.day, context.now).next().is_some().into());
    put("late", case.is_late(context.day, context.now).into());
    put("provisional", running.iter().any(|(_, due)| due.provisional).into());
    put("limits", case.limits.iter().map(|(limit, due)| of_limit(case, limit, due, context)).collect());
    put("not_told", json!(case.not_told().collect::<Vec<_>>()));
    put("missed", case.missed().map(missed).collect());
    put("rounds", rounds(case));
    put("flags", value(&case.flags()));
    put("links", case.links.iter().map(|(id, kind)| json!({"case": id, "kind": kind})).collect());
    put("recorded", value(&case.recorded));
    for fact in CaseFact::all().filter(|fact| is_further(*fact)) {
        put(fact.key(), plain(fact.value(case)));
    }
    put("compensation", value(&case.compensation));
    put("fields", value(&case.facts.fields));
    put("events", case.events.into());
    put("touched", value(&case.touched));
    untold(case, &mut more);
    more
}

/// Makes null what a masked case would deny or count: nothing of it is told.
pub(super) fn untold(case: &Case, row: &mut Map<String, Value>) {
    if case.is_masked() {
        let denied = |value: &&mut Value| **value == Value::Bool(false) || value.as_i64() == Some(0);
        row.values_mut().filter(denied).for_each(|value| *value = Value::Null);
    }
}

/// Whether a fact is a further member: those that lists show by default are members already, flags stand in `flags`, and
/// the counts and dates of acts in `rounds` and `history`.
fn is_further(fact: CaseFact) -> bool {
    let acted = ["level", "outcome", "responsibility", "satisfaction", "assist"];
    let registered = matches!(fact, CaseFact::Registered(_)) && fact.kind() != FactKind::Flag;
    !COLUMNS.contains(&fact.key()) && (registered || acted.contains(&fact.key()))
}

/// A fact as JSON.
#[must_use]
pub fn plain(of: FactValue<'_>) -> Value {
    match of {
        FactValue::Code(code) if !code.is_empty() => code.as_str().into(),
        FactValue::Codes(codes) => value(&codes),
        FactValue::Time(moment) => value(&moment),
        FactValue::Money(amount) => value(&amount),
        FactValue::Flag(yes) => yes.into(),
        FactValue::Count(n) => n.into(),
        _ => Value::Null,
    }
}

/// A limit of a case as JSON.
#[must_use]
pub fn of_limit(case: &Case, limit: &str, due: &Due, context: &ReportContext<'_>) -> Value {
    let standing = context.standing(case, limit).map(standing_code);
    let met = case.met(limit);
    // Only running limits have days late: those that are met, ended or paused have dates of their own.
    let days_late = matches!(standing, Some("running" | "overdue")).then(|| context.days_late(case, due));
    json!({
        "limit": limit, "due": due.at, "rule": due.rule, "from": due.from, "within": due.within,
        "standing": standing, "met": met, "days_late": days_late, "explained": case.explained(due), "warn": due.warn,
        "provisional": due.provisional, "unclassified": due.unclassified, "original": due.first(),
    })
}

/// A missed limit as JSON.
#[must_use]
pub fn missed(m: &Missed) -> Value {
    json!({"round": m.round, "limit": m.limit, "rule": m.rule, "due": m.due.date(), "corrected": m.corrected})
}

fn rounds(case: &Case) -> Value {
    let round = |(i, round): (usize, &crate::domain::case::Round)| {
        let ended = round.ended.map(|(state, on)| json!({"status": state.code(), "on": on}));
        let result = case.result_of(i);
        let code = |code: &Code| if code.is_empty() { Value::Null } else { value(code) };
        json!({
            "round": i + 1, "received": round.received, "policy": round.policy, "milestones": round.milestones, "ended": ended,
            "outcome": code(result.0), "responsibility": code(result.1), "satisfaction": code(result.2),
        })
    };
    case.rounds.iter().enumerate().map(round).collect()
}

/// Cannot fail: the values are codes, moments, numbers and lists of them.
pub(super) fn value<T: Serialize>(of: &T) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}
