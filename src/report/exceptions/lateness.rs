//! Missed limits as exceptions: explained by the due date, or not.

use super::{Found, Tone};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::moment::Moment;
use crate::domain::state::State;
use crate::report::scene::Scene;
use crate::report::table::Cell;
use chrono::NaiveDate;
use serde_json::{Map, json};

/// Every limit that was missed for certain or is overdue now, once.
pub(super) fn found<'c>(cases: impl IntoIterator<Item = &'c Case>, scene: &Scene<'_>) -> Vec<Found> {
    let counted = cases.into_iter().filter(|c| c.state != State::Voided && !c.imported);
    counted.flat_map(|case| missed(case, scene).into_iter().map(move |m| one(case, &m, scene))).collect()
}

/// Round, limit, rule, due.
type Missed<'c> = (usize, &'c Code, &'c Code, NaiveDate);

fn missed<'c>(case: &'c Case, scene: &Scene<'_>) -> Vec<Missed<'c>> {
    let now = case.overdue(scene.day, scene.now).map(|(limit, due)| (case.round(), limit, &due.rule, due.at.date()));
    let mut all: Vec<Missed<'_>> = case.missed.iter().map(|m| (m.round, &m.limit, &m.rule, m.due)).chain(now).collect();
    all.sort();
    all.dedup();
    all
}

fn one(case: &Case, (round, limit, rule, due): &Missed<'_>, scene: &Scene<'_>) -> Found {
    let explained = case.delays.iter().any(|d| d.round == *round && d.on.date() <= *due);
    // Lateness is that of the unit which held the case when the limit ran out (`domain.md` §4); before the first hop that is the desk.
    let held = case.route.iter().rev().find(|hop| hop.on.date() <= *due);
    let name = match scene.limit(limit) {
        Cell::Named { name, .. } => name,
        _ => limit.to_string(),
    };
    let mut more = Map::new();
    more.insert("round".into(), json!(round));
    more.insert("limit".into(), json!(limit));
    more.insert("rule".into(), json!(rule));
    more.insert("due".into(), json!(due));
    more.insert("unit".into(), json!(held.map_or(&case.received_by, |hop| &hop.unit)));
    Found {
        kind: if explained { "late-explained" } else { "late-unexplained" },
        case: Some(case.id),
        event: None,
        at: Some(Moment::day(*due)),
        by: held.map(|hop| hop.person.clone()).unwrap_or_default(),
        what: Cell::Named { code: format!("{limit} {due} {rule}"), name: format!("{name} {due} {rule}") },
        reason: String::new(),
        tone: if explained { Tone::Plain } else { Tone::Bad },
        more,
    }
}
