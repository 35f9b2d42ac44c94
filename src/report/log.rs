//! The history of a project or a case, event by event.
//!
//! Invariant: columns `event at on by case kind summary`, in the order of the given events.

use crate::document::column;
use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::event::{AS_SENT, Body, Event};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::names::WordKind;
use crate::text::sentence::{said, sentence};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The columns; their order never changes.
pub const COLUMNS: &[&str] = &["event", "at", "on", "by", "case", "kind", "summary"];

/// The table of events. For a masked case only the existence of its events is shown.
#[must_use]
pub fn table(events: &[Event], is_masked: &dyn Fn(CaseId) -> bool, context: &ReportContext<'_>) -> Table {
    let (lang, revoked) = (context.lang, revocations(events.iter()));
    let told = |event: &Event| match event.case {
        Some(id) if is_masked(id) => masked(event.id(), event.at, id, context),
        _ => row(event, revoked.get(&event.id()).copied(), context),
    };
    Table {
        title: say!(lang, "History", "经过"),
        schema: "redress.events/1",
        columns: COLUMNS.iter().map(|key| column(key, lang)).collect(),
        rows: events.iter().map(told).collect(),
        notes: Vec::new(),
        ..Table::default()
    }
}

fn masked(event: EventId, at: Moment, case: CaseId, context: &ReportContext<'_>) -> Row {
    let (event, case) = (Cell::Text(event.to_string()), Cell::Text(case.to_string()));
    let said = Cell::Text(say!(context.lang, "(restricted)", "（限制查看）"));
    let cells = vec![event, Cell::Time(at), Cell::Empty, Cell::Empty, case, Cell::Empty, said];
    Row { cells, more: Map::new(), tone: Tone::Dim }
}

fn row(event: &Event, revoked: Option<EventId>, context: &ReportContext<'_>) -> Row {
    let cells = vec![
        Cell::Text(event.id().to_string()),
        Cell::Time(event.at),
        Cell::Time(event.on()),
        Cell::Text(event.by.to_string()),
        event.case.map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
        context.word(WordKind::Event, event.body.kind()),
        Cell::Text(summary(event, revoked, context)),
    ];
    Row { cells, more: more(event, revoked), tone: if revoked.is_some() { Tone::Dim } else { Tone::Plain } }
}

/// One line: what happened, its texts, and whether it was revoked.
fn summary(event: &Event, revoked: Option<EventId>, context: &ReportContext<'_>) -> String {
    let (names, lang) = (context.names(), context.lang);
    let (mut line, texts) = (sentence(event, &names, lang), said(event, &names, lang));
    if !texts.is_empty() {
        line = say!(lang, "{line} · {texts}", "{line} · {texts}");
    }
    if let Some(by) = revoked {
        line += &say!(lang, " [revoked by {by}]", "【已由 {by} 撤销】");
    }
    line
}

/// The revoked events, each with the event that revoked it. A revocation that was itself revoked has no effect, so this
/// works from the last event to the first.
pub(super) fn revocations<'e>(all: impl DoubleEndedIterator<Item = &'e Event>) -> HashMap<EventId, EventId> {
    let mut gone = HashMap::new();
    for event in all.rev() {
        if let Body::Revoked(body) = &event.body
            && let (Some(target), false) = (body.event, gone.contains_key(&event.id()))
        {
            gone.insert(target, event.id());
        }
    }
    gone
}

/// The JSON members besides the columns.
pub(super) fn more(event: &Event, revoked: Option<EventId>) -> Map<String, Value> {
    let mut body: Value = serde_json::from_str(&event.body.json()).unwrap_or_default();
    // Shows what an event of form 1 settled, without the code that upcasting added.
    let answers = body.as_object_mut().and_then(|body| body.get_mut("answers")).and_then(Value::as_array_mut);
    answers.into_iter().for_each(|answers| answers.retain(|settled| settled != AS_SENT));
    let value = json!({
        "done_by": text(event.body.done_by()),
        "clock": event.clock,
        "os": text(&event.os),
        "account": text(&event.account),
        "seq": event.seq,
        "body": body,
        "text": event.text,
        "sealed": event.sealed.is_some(),
        "revoked_by": revoked,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn text(code: &str) -> Option<&str> {
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{events, with_context};
    use crate::text::Lang;

    #[test]
    fn every_event_has_a_line() {
        let events = events(&[
            (r#""assigned":{"unit":"taiyuan","on":"2026-09-26"}"#, ""),
            (r#""returned":{"unit":"taiyuan"}"#, r#""reason":"不属我行\n客户""#),
            (r#""revoked":{"event":"HQ:2"}"#, r#""reason":"误操作""#),
        ]);
        let table = with_context(Lang::Zh, "2026-10-09", |context| table(&events, &|_| false, context));
        let last = |row: &Row| match row.cells.last() {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        assert_eq!(
            table.rows.iter().map(last).collect::<Vec<_>>(),
            ["转办：太原分行", "退回：太原分行 · 理由：不属我行 客户【已由 HQ:3 撤销】", "撤销：HQ:2 · 理由：误操作",]
        );
        assert_eq!(table.columns.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(), COLUMNS);
        assert_eq!(table.rows[0].cells[2], Cell::Time("2026-09-26".parse().expect("a day")));
        assert_eq!(table.rows[1].more["revoked_by"], "HQ:3");
        assert_eq!(table.rows[1].more["text"]["reason"], "不属我行\n客户");
    }

    #[test]
    fn a_revoked_revocation_has_no_effect() {
        let events = events(&[
            (r#""noted":{}"#, ""),
            (r#""revoked":{"event":"HQ:1"}"#, ""),
            (r#""revoked":{"event":"HQ:2"}"#, ""),
        ]);
        let taken = revocations(events.iter());
        assert_eq!(taken, HashMap::from([(events[1].id(), events[2].id())]));
    }
}
