//! `redress evidence CASE list`: each item of evidence, from whom, and whether it was given back.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::names::{self, WordKind};
use serde_json::Map;

const COLUMNS: &[&str] = &["event", "on", "by", "what", "source_name", "place", "pieces", "returned", "recipient_name"];

/// The items of a case that stand, in the order in which they were taken in. `texts`: the private texts that were
/// revealed, by event.
#[must_use]
pub fn evidence(case: &Case, events: &[&Event], texts: &[(EventId, Texts)], context: &ReportContext<'_>) -> Table {
    let text = |event: &Event, key: &str| -> Option<String> {
        let private = texts.iter().find(|(known, _)| *known == event.id()).and_then(|(_, texts)| texts.get(key));
        event.text.get(key).or(private).filter(|text| !text.is_empty()).map(Into::into)
    };
    let cell = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let whom = |event: &Event, owner: &Code, key: &str| match owner.as_str() {
        "" => cell(text(event, key)),
        role => Cell::Text(names::name(WordKind::Role, role, context.lang)),
    };
    let row = |event: &&Event| {
        let Body::EvidenceAdded(body) = &event.body else { return None };
        let item = case.evidence.iter().find(|item| item.event == event.id())?;
        let back = events.iter().find_map(|other| match &other.body {
            Body::EvidenceReturned(body) if body.item == Some(item.event) && item.returned.is_some() => {
                Some((*other, body))
            }
            _ => None,
        });
        Some(Row {
            cells: vec![
                Cell::Text(event.id().to_string()),
                Cell::Time(event.on()),
                context.person(event.doer()),
                cell(text(event, "what")),
                whom(event, &body.owner, "source_name"),
                cell(text(event, "place")),
                Cell::Int(i64::from(item.pieces)),
                item.returned.map_or(Cell::Empty, Cell::Time),
                back.map_or(Cell::Empty, |(event, body)| whom(event, &body.owner, "recipient_name")),
            ],
            more: Map::new(),
            tone: Tone::Plain,
        })
    };
    Table {
        title: say!(context.lang, "Evidence of {}", "{} 的证据材料", case.id),
        schema: "redress.evidence/1",
        columns: context.columns(COLUMNS),
        rows: events.iter().filter_map(row).collect(),
        ..Table::default()
    }
}
