//! `redress improve list`: improvements and their deadlines, overdue ones first.
//!
//! Invariant: columns `event title unit person due days_late case status`.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::policy::improvement::{Checked, Improvement};
use crate::report::context::ReportContext;
use crate::report::todo::Whose;
use crate::say;
use crate::text::names::WordKind;
use serde_json::{Map, Value, json};

/// Lists open improvements; with `all` the done ones too.
#[must_use]
pub fn improvements(items: &[Improvement], whose: &Whose, all: bool, context: &ReportContext<'_>) -> Table {
    let mut rows: Vec<&Improvement> =
        items.iter().filter(|item| (all || item.done.is_none()) && is_of(item, whose, context)).collect();
    rows.sort_by_key(|item| (item.done.is_some(), item.deadline, item.event));
    let overdue = rows.iter().filter(|item| item.is_overdue(context.day, context.now)).count();
    let keys = ["event", "title", "unit", "person", "due", "days_late", "case", "status"];
    Table {
        title: say!(context.lang, "Improvements", "整改事项"),
        schema: "redress.improvements/1",
        columns: context.columns(&keys),
        notes: (overdue > 0)
            .then(|| say!(context.lang, "{overdue} overdue", "超期 {overdue} 项"))
            .into_iter()
            .chain(rows.iter().filter_map(|item| looked_at(item, context)))
            .collect(),
        rows: rows.into_iter().map(|item| row(item, context)).collect(),
        ..Table::default()
    }
}

/// What a look at a finished improvement found.
fn looked_at(item: &Improvement, context: &ReportContext<'_>) -> Option<String> {
    let Checked { days, before, after, .. } = item.checked?;
    let event = item.event;
    Some(say!(
        context.lang,
        "{event}: {after} in the {days} days since it was made, {before} in as many before it was planned",
        "{event}：整改后 {days} 天内 {after} 件，列入整改前同样天数 {before} 件"
    ))
}

pub(super) fn is_of(item: &Improvement, whose: &Whose, context: &ReportContext<'_>) -> bool {
    let below = || context.directory.with_parents(&item.unit).iter().any(|unit| unit.code == whose.unit);
    (whose.unit.is_empty() || item.unit == whose.unit || below())
        && (whose.person.is_empty() || item.person == whose.person)
}

fn row(item: &Improvement, context: &ReportContext<'_>) -> Row {
    let overdue = item.is_overdue(context.day, context.now);
    let status = match (item.done.is_some(), overdue) {
        (true, _) if item.checked.is_some() => "checked",
        (true, _) => "done",
        (false, true) => "overdue",
        (false, false) => "open",
    };
    let late = item.deadline.filter(|_| item.done.is_none()).map(|deadline| {
        let due = deadline.date();
        if due <= context.day {
            context.working_days(due, context.day)
        } else {
            -context.working_days(context.day, due)
        }
    });
    let mut more = Map::new();
    more.insert("added".into(), json!(item.added));
    more.insert("done".into(), json!(item.done));
    more.insert("cause".into(), json!(item.cause));
    more.insert("terms".into(), json!(item.terms));
    more.insert("cases".into(), json!(item.cases));
    more.insert("affected".into(), json!(item.affected));
    let checked = |c: Checked| json!({"on": c.on, "days": c.days, "before": c.before, "after": c.after});
    more.insert("checked".into(), item.checked.map_or(Value::Null, checked));
    let cases: Vec<String> = item.case.iter().chain(&item.cases).map(ToString::to_string).collect();
    Row {
        cells: vec![
            Cell::Text(item.event.to_string()),
            item.measure.clone().map_or(Cell::Empty, Cell::Text),
            context.unit(&item.unit),
            context.person(&item.person),
            item.deadline.map_or(Cell::Empty, Cell::Time),
            late.map_or(Cell::Empty, Cell::DaysLate),
            match cases.as_slice() {
                [] => Cell::Empty,
                [one] => Cell::Text(one.clone()),
                several => Cell::List(several.to_vec()),
            },
            context.word(WordKind::Improvement, status),
        ],
        more,
        tone: match status {
            "overdue" => Tone::Bad,
            "done" | "checked" => Tone::Dim,
            _ => Tone::Plain,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{plain, with_context};

    #[test]
    fn overdue_improvements_come_first_and_done_ones_only_with_all() {
        let item = |event: &str, unit: &str, deadline: &str, done: Option<&str>| Improvement {
            event: event.parse().expect("an event"),
            case: None,
            measure: Some("m".into()),
            unit: unit.into(),
            person: "li.na".into(),
            deadline: deadline.parse().ok(),
            added: "2026-11-02".parse().expect("a day"),
            done: done.and_then(|d| d.parse().ok()),
            cause: Default::default(),
            terms: Vec::new(),
            cases: Vec::new(),
            affected: 0,
            checked: None,
        };
        let items = [
            item("HQ:3", "taiyuan", "2026-11-25", None),
            item("HQ:4", "taiyuan", "2026-11-20", None),
            item("HQ:5", "elsewhere", "2026-11-20", Some("2026-11-19")),
        ];
        with_context(|context| {
            let lines = |whose: &Whose, all| plain(&improvements(&items, whose, all, context));
            let open = ["HQ:4 m taiyuan li.na 2026-11-20 1 - overdue", "HQ:3 m taiyuan li.na 2026-11-25 -2 - open"];
            assert_eq!(lines(&Whose::default(), false), open);
            assert_eq!(lines(&Whose::default(), true)[2], "HQ:5 m elsewhere li.na 2026-11-20 - - done");
            let whose = Whose { unit: "shanxi".into(), ..Whose::default() };
            assert_eq!(lines(&whose, true), open);
        });
    }
}
