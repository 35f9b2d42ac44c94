//! A case as a row for other engines: the columns are the same whatever is in them, so that a partition's files always fit together.
//!
//! Invariant: every key is in every row, with null or an empty list where there is nothing. A date is the member `…_on`; `…_at` has the
//! time, where one is known. What depends on the day that is asked (overdue, days late) is not in it.

use crate::domain::case::Case;
use crate::domain::case::fact::CaseFact;
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::event::{Body, Event};
use crate::domain::value::amount::Value as FieldValue;
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::report::act_columns::OF_REPLY;
use crate::report::facts::{plain, untold};
use serde_json::{Map, Value, json};

/// The schema of a row.
pub const SCHEMA: &str = "redress.export-row/1";
/// The schema of the manifest.
pub const MANIFEST: &str = "redress.export/1";
/// The kinds of events that a row needs beside the case.
pub const KINDS: &[&str] = &["replied", "erased"];

/// The row of a case, with its standing acts of [`KINDS`].
#[must_use]
pub fn row(case: &Case, month: &str, acts: &[Event]) -> Map<String, Value> {
    let mut row = Map::new();
    let mut put = |key: &str, value: Value| {
        row.insert(key.into(), value);
    };
    put("case", case.id.to_string().into());
    put("desk", case.id.desk.as_str().into());
    put("month", month.into());
    put("status", case.state.code().into());
    put("title", case.title.clone().into());
    put("round", json!(case.round()));
    put("events", case.events.into());
    let times = [("received", case.received()), ("recorded", case.recorded), ("touched", case.touched)];
    for (key, moment) in times {
        dated(key, moment, &mut put);
    }
    let acted = ["unit", "person", "assist", "outcome", "responsibility", "satisfaction", "level"];
    for fact in CaseFact::all() {
        let registered = matches!(fact, CaseFact::Registered(_)) && fact.kind() != FactKind::Fields;
        match fact.value(case) {
            FactValue::Time(_) | FactValue::Empty if registered && fact.kind() == FactKind::Time => {
                let moment = if let FactValue::Time(moment) = fact.value(case) { Some(moment) } else { None };
                dated(fact.key(), moment, &mut put);
            }
            value if registered || acted.contains(&fact.key()) => put(fact.key(), plain(value)),
            _ => {}
        }
    }
    put("compensation", json!(case.compensation));
    put("fields", case.facts.fields.iter().map(|(code, value)| json!({"code": code, "value": text(value)})).collect());
    put("milestones", milestones(case));
    put("limits", limits(case));
    let missed = |m: &crate::domain::case::Missed| json!({"round": m.round, "limit": m.limit, "rule": m.rule, "due_on": m.due.date()});
    put("missed", case.missed().map(missed).collect());
    put("rounds", rounds(case));
    put("links", case.links.iter().map(|(id, kind)| json!({"case": id, "kind": kind})).collect());
    for key in OF_REPLY {
        let said = acts.iter().filter(|event| matches!(event.body, Body::Replied(_)));
        put(key, said.filter_map(|event| event.text.get(key)).next_back().into());
    }
    put("erased", erased(acts).map(|(event, of)| json!({"event": event, "of": of})).collect());
    untold(case, &mut row);
    row
}

/// The erasings among a case's acts: each with the events whose data is gone.
pub fn erased(acts: &[Event]) -> impl Iterator<Item = (EventId, &[EventId])> {
    acts.iter().filter(|event| !event.body.erases().is_empty()).map(|event| (event.id(), event.body.erases()))
}

/// A moment as its day and, where it is known, its time.
fn dated(key: &str, moment: Option<Moment>, put: &mut impl FnMut(&str, Value)) {
    put(&format!("{key}_on"), json!(moment.map(Moment::date)));
    put(&format!("{key}_at"), json!(moment.filter(|moment| !moment.is_day())));
}

/// A field's value as text, so that the column has one type.
fn text(value: &FieldValue) -> String {
    match value {
        FieldValue::Flag(yes) => yes.to_string(),
        FieldValue::Number(_) | FieldValue::Text(_) => value.to_string(),
        FieldValue::Codes(codes) => codes.join(","),
    }
}

fn milestones(case: &Case) -> Value {
    let of = |(place, round): (usize, &crate::domain::case::Round)| {
        let one = move |(code, on): (&crate::domain::Code, &Moment)| {
            let mut value = Map::from_iter([("round".into(), json!(place + 1)), ("code".into(), json!(code))]);
            dated("reached", Some(*on), &mut |key, moment| {
                value.insert(key.into(), moment);
            });
            Value::Object(value)
        };
        round.milestones.iter().map(one).collect::<Vec<_>>()
    };
    case.rounds.iter().enumerate().flat_map(of).collect()
}

fn limits(case: &Case) -> Value {
    let of = |place: usize| {
        let one = move |(limit, due): (&crate::domain::Code, &crate::domain::case::due::Due)| {
            let mut value = Map::from_iter([
                ("round".into(), json!(place + 1)),
                ("limit".into(), json!(limit)),
                ("rule".into(), json!(due.rule)),
                ("within".into(), json!(due.within)),
                ("until".into(), json!(due.until(limit))),
                ("provisional".into(), due.provisional.into()),
            ]);
            let mut put = |key: &str, moment: Value| {
                value.insert(key.into(), moment);
            };
            dated("from", Some(due.from), &mut put);
            dated("due", Some(due.at), &mut put);
            let round = &case.rounds[place];
            let met = round.met.get(limit).copied().or_else(|| round.reached(due.until(limit)));
            dated("met", met, &mut put);
            Value::Object(value)
        };
        case.limits_of(place).iter().map(one).collect::<Vec<_>>()
    };
    (0..case.rounds.len()).flat_map(of).collect()
}

fn rounds(case: &Case) -> Value {
    let one = |(place, round): (usize, &crate::domain::case::Round)| {
        let (outcome, responsibility, satisfaction) = case.result_of(place);
        let code = |code: &crate::domain::Code| if code.is_empty() { Value::Null } else { json!(code) };
        let mut value = Map::from_iter([
            ("round".into(), json!(place + 1)),
            ("policy".into(), code(&round.policy)),
            ("ended_as".into(), json!(round.ended.map(|(state, _)| state.code()))),
            ("outcome".into(), code(outcome)),
            ("responsibility".into(), code(responsibility)),
            ("satisfaction".into(), code(satisfaction)),
        ]);
        let mut put = |key: &str, moment: Value| {
            value.insert(key.into(), moment);
        };
        dated("received", round.received, &mut put);
        dated("ended", round.ended.map(|(_, on)| on), &mut put);
        Value::Object(value)
    };
    case.rounds.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened};

    #[test]
    fn every_row_has_the_same_keys() {
        let full = case(1, &[opened("A", &[due("reply", "2026-11-19")]), r#""assigned":{"unit":"taiyuan"}"#.into()]);
        let rows = [row(&full, "2026-11", &[]), row(&Case::default(), "2026-11", &[])];
        let keys: Vec<Vec<&String>> = rows.iter().map(|row| row.keys().collect()).collect();
        assert_eq!(keys[0], keys[1]);
        assert_eq!(rows[0]["limits"][0]["due_on"], "2026-11-19");
        assert_eq!(rows[0]["limits"][0]["due_at"], Value::Null, "a day has no time");
        assert_eq!((&rows[0]["assist"], &rows[0]["unit"]), (&json!([]), &json!("taiyuan")));
    }
}
