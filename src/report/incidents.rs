//! `redress incident list`: incidents, with what callers are told and how many cases are about each.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::policy::incident::Incident;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::names::WordKind;
use serde_json::{Map, json};

const COLUMNS: &[&str] =
    &["event", "kind", "title", "place", "category", "unit", "since", "expected", "closed_on", "count", "notice"];

/// Lists incidents, the open ones first; `count` says how many cases are about one.
#[must_use]
pub fn incidents(items: &[Incident], count: &dyn Fn(&Incident) -> usize, context: &ReportContext<'_>) -> Table {
    let mut all: Vec<&Incident> = items.iter().collect();
    all.sort_by_key(|incident| (incident.closed.is_some(), incident.event));
    let row = |incident: &&Incident| {
        let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
        let time = |at| match at {
            Some(at) => Cell::Time(at),
            None => Cell::Empty,
        };
        let mut more = Map::new();
        more.insert("team".into(), json!(incident.team));
        more.insert("words".into(), json!(incident.words));
        Row {
            cells: vec![
                Cell::Text(incident.id()),
                context.word(WordKind::Incident, &incident.kind),
                text(&incident.title),
                text(&incident.place),
                context.code("category", &incident.category),
                context.unit(&incident.unit),
                time(incident.opened),
                time(incident.expected),
                time(incident.closed),
                Cell::count(count(incident)),
                text(&incident.notice),
            ],
            more,
            tone: if incident.closed.is_some() { Tone::Dim } else { Tone::Plain },
        }
    };
    Table {
        title: say!(context.lang, "Incidents", "突发事件"),
        schema: "redress.incidents/1",
        columns: context.columns(COLUMNS),
        rows: all.iter().map(row).collect(),
        ..Table::default()
    }
}
