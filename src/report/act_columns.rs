//! Columns of a list that are read off a case's acts: `replied.findings`, `closed.on`, `noted.count`; and, by short names, the texts of
//! the reply. They tell the last act of the kind that stands.
//!
//! Invariant: a key is `KIND.WHAT`, with a kind of event and `on`, `at`, `by`, `count`, a text or a field of that kind; anything else is no
//! column. Of a masked case they tell nothing.

use crate::document::table::Cell;
use crate::domain::case::Case;
use crate::domain::event::{Event, FIELDS, KINDS};
use crate::domain::value::amount::Amount;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::text::labels;
use crate::text::names::{WordKind, name};
use crate::text::words::capital;
use serde_json::Value;
use std::collections::HashMap;

/// The free texts of acts.
pub const TEXTS: &[&str] = &["reason", "note", "text", "findings", "staff_action", "lessons", "explanation"];

/// The texts of the reply, which need not name it.
pub const OF_REPLY: &[&str] = &["findings", "staff_action", "lessons", "explanation"];

/// What every act has.
const COMMON: &[&str] = &["on", "at", "by", "count"];

/// The acts of cases that stand, in order, as far as columns need them.
pub type Acts = HashMap<CaseId, Vec<Event>>;

/// A column that is read off the acts of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActColumn {
    kind: &'static str,
    what: &'static str,
    short: bool,
}

impl ActColumn {
    /// The column of a key.
    #[must_use]
    pub fn find(key: &str) -> Option<Self> {
        if let Some(what) = OF_REPLY.iter().find(|text| **text == key || labels::is(text, key)) {
            return Some(Self { kind: "replied", what, short: true });
        }
        let (kind, what) = key.split_once('.')?;
        let (kind, _) = KINDS.iter().find(|(known, two)| *known == kind || two.1 == kind)?;
        let fields = FIELDS.iter().find(|(known, _)| known == kind).map(|(_, fields)| *fields)?;
        let all = || COMMON.iter().chain(TEXTS).chain(fields);
        let what = all().find(|known| **known == what).or_else(|| all().find(|known| labels::is(known, what)))?;
        Some(Self { kind, what, short: false })
    }

    /// The keys of the columns with short names.
    pub fn short_keys() -> impl Iterator<Item = &'static str> {
        OF_REPLY.iter().copied()
    }

    /// The kind of event that it reads.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> String {
        if self.short { self.what.into() } else { format!("{}.{}", self.kind, self.what) }
    }

    /// The heading.
    #[must_use]
    pub fn title(&self, context: &ReportContext<'_>) -> String {
        let what = match self.what {
            "count" => crate::say!(context.lang, "times", "次数"),
            what => labels::label(what, context.lang),
        };
        if self.short {
            return capital(&what);
        }
        let kind = name(WordKind::Event, self.kind, context.lang);
        capital(&crate::say!(context.lang, "{kind}: {what}", "{kind}：{what}"))
    }

    /// Whether its values are numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.what, "count" | "compensation" | "days")
    }

    /// The cell of a case.
    #[must_use]
    pub fn cell(&self, case: &Case, acts: &Acts, context: &ReportContext<'_>) -> Cell {
        let mine = acts.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        let mut mine = mine.iter().filter(|event| event.body.kind() == self.kind);
        match self.what {
            "count" => Cell::count(mine.count()),
            // A reply in part, given later, does not hide the findings of the whole one.
            what if TEXTS.contains(&what) => mine
                .filter_map(|event| event.text.get(what))
                .next_back()
                .map_or(Cell::Empty, |text| Cell::Text(text.into())),
            what => mine.next_back().map_or(Cell::Empty, |event| self.of(what, event, context)),
        }
    }

    fn of(&self, what: &str, event: &Event, context: &ReportContext<'_>) -> Cell {
        match what {
            "on" => Cell::Time(event.on()),
            "at" => Cell::Time(event.at),
            "by" => context.person(event.doer()),
            field => {
                let body: Value = serde_json::from_str(&event.body.json()).unwrap_or_default();
                body.get(field).map_or(Cell::Empty, |value| of_value(field, value, context))
            }
        }
    }
}

/// A field of an event as a cell, codes with their names.
fn of_value(field: &str, value: &Value, context: &ReportContext<'_>) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(*yes),
        Value::Number(number) if field == "compensation" => number
            .to_string()
            .parse::<Amount>()
            .map_or_else(|()| Cell::Text(number.to_string()), |sum| Cell::Decimal(sum.0, 2)),
        Value::Number(number) => number.as_i64().map_or_else(|| Cell::Text(number.to_string()), Cell::Int),
        Value::String(text) => match field {
            "unit" | "from" => context.unit(text),
            "person" | "handler" | "checked_by" => context.person(text),
            "via" | "told" => context.code("channel", text),
            "outcome" | "responsibility" => context.code(field, text),
            "until" | "expected" | "deadline" => text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Time),
            _ => Cell::Text(text.clone()),
        },
        Value::Array(all) => {
            Cell::List(all.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), Into::into)).collect())
        }
        Value::Object(_) => Cell::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::columns::find;
    use crate::report::context::tests::{case, opened, with_context};
    use crate::report::sample::events;

    #[test]
    fn columns_of_acts_are_found_by_key_and_by_chinese_name() {
        let key = |name: &str| ActColumn::find(name).map(|column| column.key());
        assert_eq!(key("replied.findings").as_deref(), Some("replied.findings"));
        assert_eq!(key("回复.调查核实情况").as_deref(), Some("replied.findings"));
        assert_eq!(key("教训与整改").as_deref(), Some("lessons"));
        assert_eq!(key("extended.until").as_deref(), Some("extended.until"));
        for bad in ["replied", "replied.", "replied.until", "dance.on", "reason"] {
            assert_eq!(key(bad), None, "{bad}");
        }
        for (kind, _) in KINDS {
            assert!(FIELDS.iter().any(|(known, _)| known == kind), "{kind}");
        }
    }

    #[test]
    fn the_last_act_of_a_kind_tells_and_a_missing_one_is_empty() {
        let told = events(&[
            (
                r#""replied":{"from":"taiyuan","compensation":12.5,"on":"2026-09-26"}"#,
                r#""findings":"属实","lessons":"加强培训""#,
            ),
            (r#""replied":{"from":"datong","partial":true}"#, r#""findings":"补充""#),
        ]);
        with_context(|context| {
            let c = case(1, &[opened("排队", &[])]);
            let acts = Acts::from([(c.id, told)]);
            let show = |key: &str| ActColumn::find(key).expect(key).cell(&c, &acts, context);
            assert_eq!(show("findings"), Cell::Text("补充".into()));
            assert_eq!(show("lessons"), Cell::Text("加强培训".into()));
            assert_eq!(show("replied.count"), Cell::Int(2));
            assert_eq!(show("replied.partial"), Cell::Bool(true));
            assert_eq!(show("closed.on"), Cell::Empty);
            assert_eq!(show("closed.count"), Cell::Int(0));
            let title = |key: &str| find(key, context).map(|pick| pick.column(context).title).ok();
            assert_eq!(title("replied.findings").as_deref(), Some("回复：调查核实情况"));
            assert_eq!(title("findings").as_deref(), Some("调查核实情况"));
        });
    }
}
