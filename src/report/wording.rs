//! `redress report wording`: what the policy's `[[wording]]` rows found in texts that were recorded all the same, counted for who recorded
//! them; one row for each person and wording row.
//!
//! Invariant: a finding names the row, never words of the text. Source: `domain.md` §3, `utility`.

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::event::{Body, Event, WordingFound};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::report::cell_words;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::{Two, labels};
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Wording", "用语质量"),
    row: Two(
        "a person and a [[wording]] row that found something in texts which this person recorded all the same; `count` are the commands, `cases` the cases they concern",
        "一名登记人和一条 [[wording]]：所登记的文字中仍有该条所提示的问题；“件数”为登记次数，“投诉件”为涉及的件",
    ),
    cohort: Two("the day on which it was recorded; without a period: all", "登记之日；未指定时间段时列出全部"),
    clock: Two(
        "each command counts once under each row, however many words were found",
        "一次登记在每条下计一次，不论查出几处",
    ),
    exclusions: Two(
        "what was refused, as nothing was recorded; restricted cases; rows of an import; persons whose figures are not for you",
        "被拒绝的（未登记）；限制查看的件；导入的各行；不供本人查看的人员",
    ),
    columns: &["person", "wording", "count", "cases", "texts", "at"],
};

/// What the rows found, of one person and row.
#[derive(Default)]
struct Findings {
    count: u64,
    cases: BTreeSet<CaseId>,
    texts: BTreeSet<Code>,
    last: Option<Moment>,
}

/// The findings among events, without those of imported rows; only the period's.
fn findings<'e>(
    events: &'e [Event],
    period: Option<&'e Period>,
) -> impl Iterator<Item = (&'e Event, &'e WordingFound)> + 'e {
    events.iter().filter_map(move |event| match &event.body {
        Body::WordingFound(body)
            if event.import.is_empty() && period.is_none_or(|period| period.contains(event.at.date())) =>
        {
            Some((event, body))
        }
        _ => None,
    })
}

/// Counts what the rows found, by person and row; the most first.
#[must_use]
pub fn wording(events: &[Event], period: Option<&Period>, context: &ReportContext<'_>) -> Table {
    let mut all: BTreeMap<(Code, Code), Findings> = BTreeMap::new();
    for (event, body) in findings(events, period) {
        for row in &body.rows {
            let found = all.entry((event.by.clone(), row.clone())).or_default();
            found.count += 1;
            found.cases.extend(event.case);
            found.texts.extend(body.texts.iter().cloned());
            found.last = found.last.max(Some(event.at));
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by(|(a, x), (b, y)| y.count.cmp(&x.count).then_with(|| a.cmp(b)));
    let row = |((person, row), found): &((Code, Code), Findings)| {
        let mut more = Map::new();
        more.insert("ids".into(), found.cases.iter().map(ToString::to_string).collect());
        Row {
            cells: vec![
                context.person(person),
                context.code("wording", row),
                Cell::count(found.count),
                Cell::count(found.cases.len() as u64),
                texts(found.texts.iter(), context),
                found.last.map_or(Cell::Empty, Cell::Time),
            ],
            more,
            ..Row::default()
        }
    };
    let total: u64 = all.iter().map(|(_, found)| found.count).sum();
    let persons = all.iter().map(|((person, _), _)| person).collect::<BTreeSet<_>>().len();
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.wording/1",
        columns: columns(DEFINITION.columns, context),
        rows: all.iter().map(row).collect(),
        notes: vec![match total {
            0 => say!(context.lang, "nothing was found", "未发现用语问题"),
            _ => say!(
                context.lang,
                "{total} findings of {persons} persons; a number without the number of texts recorded is no rate",
                "{persons} 人共 {total} 次；仅为次数，未与各人登记总量相比"
            ),
        }],
        ..Table::default()
    }
}

/// The findings themselves: of the person, row, case or text that each of the words names.
#[must_use]
pub fn list(events: &[Event], period: Option<&Period>, words: &[String], context: &ReportContext<'_>) -> Table {
    const KEYS: &[&str] = &["event", "at", "person", "wording", "verb", "texts", "case"];
    let mut rows = Vec::new();
    for (event, body) in findings(events, period) {
        for row in &body.rows {
            let cells = vec![
                Cell::Text(event.id().to_string()),
                Cell::Time(event.at),
                context.person(&event.by),
                context.code("wording", row),
                Cell::Text(body.verb.to_string()),
                texts(body.texts.iter(), context),
                event.case.map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
            ];
            if cell_words::mean(words, &cells, &[]) {
                rows.push(Row {
                    cells,
                    more: Map::from_iter([("seq".to_string(), json!(event.seq))]),
                    ..Row::default()
                });
            }
        }
    }
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.wording/1",
        columns: columns(KEYS, context),
        rows,
        ..Table::default()
    }
}

fn columns(keys: &[&str], context: &ReportContext<'_>) -> Vec<Column> {
    keys.iter().map(|key| context.column(key, matches!(*key, "count" | "cases"))).collect()
}

/// Names of texts: title, findings, place.
fn texts<'c>(all: impl Iterator<Item = &'c Code>, context: &ReportContext<'_>) -> Cell {
    context.several(all.map(|text| (text.as_str(), labels::label(text, context.lang))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{plain, with_context};

    fn found(n: u64, by: &str, day: &str, case: u32, rows: &str) -> Event {
        let line = format!(
            r#"{{"n":{n},"at":"{day}T09:00:00.000+08:00","by":"{by}","case":"HQ-2026-{case:04}","seq":2,"wording_found":{{"verb":"note","rows":[{rows}],"texts":["note"]}}}}"#
        );
        crate::report::context::tests::event(&line)
    }

    #[test]
    fn findings_are_counted_by_person_and_row_within_the_period() {
        let events = [
            found(1, "li.na", "2026-11-02", 1, r#""filler","promises""#),
            found(2, "li.na", "2026-11-03", 1, r#""filler""#),
            found(3, "zhang.wei", "2026-11-04", 2, r#""filler""#),
            found(4, "zhang.wei", "2026-12-01", 2, r#""filler""#),
        ];
        with_context(|context| {
            let november = Period::parse("2026-11", context.day, context.calendar).expect("a period");
            let rows = plain(&wording(&events, Some(&november), context));
            let heads: Vec<String> =
                rows.iter().map(|row| row.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect();
            assert_eq!(heads, ["li.na filler 2 1", "li.na promises 1 1", "zhang.wei filler 1 1"]);
            let of = |words: &[&str]| {
                let words: Vec<String> = words.iter().map(|word| (*word).to_string()).collect();
                list(&events, None, &words, context).rows.len()
            };
            assert_eq!((of(&[]), of(&["zhang.wei"]), of(&["li.na", "filler"]), of(&["promises"])), (5, 2, 2, 1));
        });
    }
}
