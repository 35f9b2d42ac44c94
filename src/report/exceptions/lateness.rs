//! Limits as exceptions: missed, with or without a timely explanation; or met in time by an act that was recorded late.

use super::{Found, Tone};
use crate::document::table::Cell;
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::case::{Case, Missed, RecordedLate};
use crate::domain::value::moment::Moment;
use crate::report::context::ReportContext;
use crate::say;
use serde_json::{Map, Value, json};

/// Every limit that was certainly missed or is overdue now, once, and every limit whose act was recorded late. Includes
/// voided cases, which are left out of rates only.
pub(super) fn found<'c>(cases: impl IntoIterator<Item = &'c Case>, context: &ReportContext<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for case in cases.into_iter().filter(|case| !case.imported) {
        all.extend(missed(case, context).iter().map(|m| late(case, m, context)));
        all.extend(case.recorded_late.iter().map(|r| recorded_late(case, r, context)));
    }
    all
}

fn missed(case: &Case, context: &ReportContext<'_>) -> Vec<Missed> {
    let now = case.overdue(context.day, context.now).map(|(limit, due)| {
        let Due { at, rule, until, .. } = due.clone();
        Missed { round: case.round(), limit: limit.clone(), rule, due: at, until, after: None, corrected: false }
    });
    let is_known = |m: &Missed| case.missed().any(|k| (k.round, &k.limit, k.due) == (m.round, &m.limit, m.due));
    let mut all: Vec<Missed> = now.filter(|m| !is_known(m)).chain(case.missed().cloned()).collect();
    all.sort_by(|a, b| (a.round, &a.limit, a.due).cmp(&(b.round, &b.limit, b.due)));
    all
}

fn late(case: &Case, missed: &Missed, context: &ReportContext<'_>) -> Found {
    let Missed { round, limit, rule, due, corrected, .. } = missed;
    let day = due.date();
    let explained = case.delays.iter().any(|d| d.round == *round && d.on.date() <= day);
    // The unit that held the case when the limit ran out is late (`domain.md` §4); before the first assignment that is
    // the desk.
    let (unit, person) = case.held_in(round.saturating_sub(1), day);
    let name = limit_name(limit, context);
    let mut more = more(*round, limit, *due);
    more.insert("rule".into(), json!(rule));
    more.insert("unit".into(), json!(unit));
    more.insert("corrected".into(), json!(corrected));
    let basis = context.policy.basis_of(rule, limit, context.lang);
    let (mut code, mut name) =
        (format!("{limit} {day} {rule}"), format!("{name} {day} {basis}").trim_end().to_string());
    if *corrected {
        code += " corrected";
        name += &say!(context.lang, ", counted from a receipt since corrected", "，按更正前的收到时间计算");
    }
    Found {
        kind: if explained { "late-explained" } else { "late-unexplained" },
        case: Some(case.id),
        event: None,
        at: Some(Moment::day(day)),
        by: person,
        what: Cell::Named { code, name },
        reason: String::new(),
        tone: if explained || *corrected { Tone::Plain } else { Tone::Bad },
        more,
    }
}

fn recorded_late(case: &Case, found: &RecordedLate, context: &ReportContext<'_>) -> Found {
    let RecordedLate { round, limit, due, act: (event, at, by) } = found;
    let (name, day) = (limit_name(limit, context), due.date());
    Found {
        kind: "recorded-late",
        case: Some(case.id),
        event: Some(*event),
        at: Some(*at),
        by: by.clone(),
        what: Cell::Named { code: format!("{limit} {day}"), name: format!("{name} {day}") },
        reason: String::new(),
        tone: Tone::Plain,
        more: more(*round, limit, *due),
    }
}

fn more(round: usize, limit: &Code, due: Moment) -> Map<String, Value> {
    let facts = [("round", json!(round)), ("limit", json!(limit)), ("due", json!(due.date()))];
    facts.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

fn limit_name(limit: &Code, context: &ReportContext<'_>) -> String {
    match context.limit(limit) {
        Cell::Named { name, .. } => name,
        _ => limit.to_string(),
    }
}
