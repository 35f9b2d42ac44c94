//! `redress report overdue`: every limit that is past and not met, one row for each; and the rows that `due` shares
//! with it.
//!
//! Invariant: a paused case is not overdue, nor one without a limit. Source: `cli.md` §2 "Columns".

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::report::facts;
use crate::report::reminders;
use crate::say;
use crate::text::Two;
use serde_json::{Map, Value, json};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Overdue", "超期一览"),
    row: Two("a limit that is past and not met", "一项已过期且未完成的时限"),
    cohort: Two("the due date; without a period: all that are overdue", "到期日；未指定时间段时列出全部超期时限"),
    clock: LIMIT_CLOCK,
    exclusions: Two(
        "ended rounds, but for agreements to be kept, what is to be paid, and appeals; paused cases, limits that do not run; what was late and is met by now (`list is:late` finds it); what the source of an import does not tell (`list is:not-told`)",
        "已结束的轮次（协议待履行、待赔付、待复查复核的除外）、中止期间的件、无时限的件；曾超期但现已完成的（用 list is:late 查询）；导入来源未说明的（用 list is:not-told 查询）",
    ),
    columns: COLUMNS,
};

/// The columns of all reports on limits.
pub(super) const COLUMNS: &[&str] = &["id", "limit", "due", "days_late", "unit", "person", "explained", "title"];

/// A limit of a case.
#[derive(Clone, Copy, Debug)]
pub struct LimitOf<'c> {
    /// The case.
    pub case: &'c Case,
    /// The limit's name.
    pub limit: &'c Code,
    /// Its due date.
    pub due: &'c Due,
}

/// Lists the overdue limits.
#[must_use]
pub fn overdue<'c>(cases: impl IntoIterator<Item = &'c Case>, context: &ReportContext<'_>) -> Table {
    overdue_in(cases, None, context)
}

/// Lists the overdue limits that fell due within a period.
#[must_use]
pub fn overdue_in<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    period: Option<&Period>,
    context: &ReportContext<'_>,
) -> Table {
    let mut dropped = Vec::new();
    let late: Vec<LimitOf<'_>> = cases
        .into_iter()
        .filter(|case| understood(case, &mut dropped))
        .flat_map(|case| case.overdue(context.day, context.now).map(move |(limit, due)| LimitOf { case, limit, due }))
        .filter(|late| period.is_none_or(|period| period.contains(late.due.at.date())))
        .collect();
    let mut table = table(say!(context.lang, "Overdue", "超期一览"), "redress.overdue/1", late, context);
    table.notes.extend(left_out(&dropped, context));
    table
}

/// A table of limits, soonest first.
pub(super) fn table(
    title: String,
    schema: &'static str,
    mut limits: Vec<LimitOf<'_>>,
    context: &ReportContext<'_>,
) -> Table {
    limits.sort_by(|a, b| (a.due.at, a.case.id, a.limit).cmp(&(b.due.at, b.case.id, b.limit)));
    let reminders = reminders::notes(limits.iter().map(|l| (l.case, l.due)), context);
    let provisional = limits.iter().filter(|l| l.due.provisional).map(|l| l.case.id.to_string());
    Table {
        title,
        schema,
        columns: columns(context),
        notes: reminders.into_iter().collect(),
        rows: limits.iter().map(|l| row(l, context)).collect(),
        ..Table::default()
    }
    .warning(provisional_note(provisional.collect(), context))
}

fn columns(context: &ReportContext<'_>) -> Vec<Column> {
    context.columns(COLUMNS)
}

fn row(of: &LimitOf<'_>, context: &ReportContext<'_>) -> Row {
    let LimitOf { case, limit, due } = of;
    Row {
        cells: vec![
            Cell::Text(case.id.to_string()),
            context.limit(limit),
            Cell::Time(due.at),
            Cell::DaysLate(context.days_late(case, due)),
            context.unit(&case.unit),
            context.person(&case.person),
            Cell::Bool(case.explained(due)),
            case.title.clone().map_or(Cell::Empty, Cell::Text),
        ],
        more: more(of, context),
        tone: context.tone_of(due),
    }
}

fn more(of: &LimitOf<'_>, context: &ReportContext<'_>) -> Map<String, Value> {
    let LimitOf { case, limit, due } = of;
    let Value::Object(mut more) = facts::of_limit(case, limit, due, context) else { return Map::new() };
    for column in ["limit", "due", "days_late", "explained"] {
        more.remove(column);
    }
    more.insert("status".into(), case.state.code().into());
    more.insert("received".into(), json!(case.received()));
    more.insert("channel".into(), json!(case.facts.channel));
    more.insert("category".into(), json!(case.facts.category));
    more.insert("flags".into(), json!(case.flags()));
    more
}

/// Whether a case can be judged. A case with events that this version does not know is left out of reports on limits,
/// and noted.
pub(super) fn understood(case: &Case, left_out: &mut Vec<CaseId>) -> bool {
    if case.not_understood {
        left_out.push(case.id);
    }
    !case.not_understood
}

/// The note on the cases that were left out.
pub(super) fn left_out(ids: &[CaseId], context: &ReportContext<'_>) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    let count = ids.len();
    let etc = if count > NAMED { " …" } else { "" };
    let ids = ids.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(" ");
    Some(say!(
        context.lang,
        "{count} left out, with records that this version does not know: {ids}{etc}",
        "未计入 {count} 件（含本版本不识别的记录）：{ids}{etc}"
    ))
}

/// The greatest number of cases in a note.
const NAMED: usize = 10;

/// The note on dates that may still move because the holidays of that year are not published yet.
#[must_use]
pub fn provisional_note(mut ids: Vec<String>, context: &ReportContext<'_>) -> Option<String> {
    ids.dedup();
    if ids.is_empty() {
        return None;
    }
    let etc = if ids.len() > NAMED { " …" } else { "" };
    let count = ids.len();
    ids.truncate(NAMED);
    let ids = ids.join(" ");
    Some(say!(
        context.lang,
        "{count} provisional (that year's rest days are not published yet): {ids}{etc}",
        "暂定日期 {count} 件（当年放假安排尚未公布）：{ids}{etc}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::table::Tone;
    use crate::report::context::tests::{case, due, opened, plain, with_context};

    #[test]
    fn overdue_limits_have_one_row_each_by_date() {
        let assigned = || r#""assigned":{"unit":"taiyuan","person":"li.na","on":"2026-11-17"}"#.to_string();
        let cases = [
            case(1, &[opened("a", &[due("reply", "2026-11-20"), due("form", "2026-11-19")]), assigned()]),
            // Explained on the due day: in time.
            case(
                2,
                &[opened("b", &[due("reply", "2026-11-20")]), r#""delayed":{"told":"phone","on":"2026-11-20"}"#.into()],
            ),
            // Explained the day after: not in time.
            case(
                3,
                &[opened("c", &[due("reply", "2026-11-18")]), r#""delayed":{"told":"phone","on":"2026-11-19"}"#.into()],
            ),
            case(
                4,
                &[opened("d", &[due("reply", "2026-11-18")]), r#""paused":{"ground":"x","on":"2026-11-17"}"#.into()],
            ),
            case(5, &[opened("e", &[due("reply", "2026-11-23")])]),
            case(6, &[opened("f", &[])]),
            case(7, &[opened("g", &[due("reply", "2026-11-18")]), r#""closed":{"outcome":"x"}"#.into()]),
        ];
        with_context(|context| {
            let table = overdue(&cases, context);
            let wanted = [
                "HQ-2026-0003 reply 2026-11-18 3 - - false c",
                "HQ-2026-0001 form 2026-11-19 2 taiyuan li.na false a",
                "HQ-2026-0001 reply 2026-11-20 1 taiyuan li.na false a",
                "HQ-2026-0002 reply 2026-11-20 1 - - true b",
            ];
            assert_eq!(plain(&table), wanted);
            assert!(table.rows.iter().all(|r| r.tone == Tone::Bad && r.cells.len() == table.columns.len()));
            assert_eq!(table.rows[0].more["rule"], json!("P7-A11"));
            assert!(table.columns.iter().all(|c| !table.rows[0].more.contains_key(&c.key)));
        });
    }

    #[test]
    fn cases_not_understood_are_left_out_and_noted() {
        let cases = [
            case(1, &[opened("a", &[due("reply", "2026-11-18")])]),
            case(2, &[opened("b", &[due("reply", "2026-11-18")]), r#""danced":{"must":true}"#.into()]),
        ];
        with_context(|context| {
            let tables = [
                overdue(&cases, context),
                crate::report::due::due(&cases, &Period::range(context.day, context.day), context),
                crate::report::todo::todo(&cases, &crate::report::todo::Whose::default(), context),
            ];
            for table in tables {
                assert!(plain(&table).iter().all(|row| !row.contains("HQ-2026-0002")), "{}", table.title);
                assert!(table.notes[0].contains("1 件") && table.notes[0].contains("HQ-2026-0002"));
            }
        });
    }

    #[test]
    fn a_limit_in_hours_is_past_within_its_day() {
        let cases = [case(1, &[opened("a", &[due("reply", "2026-11-23T10:00:00.000+08:00")])])];
        with_context(|context| {
            let at = |now: &str| overdue(&cases, &ReportContext { now: now.parse().ok(), ..*context }).rows.len();
            assert_eq!((at("2026-11-23T10:00:00.000+08:00"), at("2026-11-23T10:00:00.001+08:00")), (0, 1));
        });
    }

    #[test]
    fn provisional_dates_are_noted() {
        let date = due("reply", "2026-11-18").replace("\"within\"", r#""provisional":true,"within""#);
        with_context(|context| {
            let table = overdue(&[case(1, &[opened("a", &[date])])], context);
            assert_eq!(table.rows[0].more["provisional"], json!(true));
            assert!(table.notes[0].contains("HQ-2026-0001"));
            assert!(!plain(&table)[0].contains('*'));
        });
    }
}
