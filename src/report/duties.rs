//! `redress report duties`: which duties units owed in each period (day, week, month), and whether they were done. Also
//! `duty list`.
//!
//! Invariant: columns `duty unit day status found by`; a duty whose period is not over yet is open, never missing;
//! which duties were owed on a day depends on the policy of that day.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind as Span};
use crate::domain::policy::duty::{self, CompletedDuty};
use crate::domain::policy::{Duty, Named, Policy};
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::Two;
use crate::text::names::WordKind;
use crate::text::query::period_title;
use chrono::NaiveDate;
use serde_json::{Map, json};
use std::sync::Arc;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Duties", "日常检查一览"),
    row: Two(
        "one unit's duty in one day, week or month: done, open or missing",
        "一个单位在一日（周、月）内的一项检查：已完成、未到期或缺失",
    ),
    cohort: Two(
        "the last working day of the day, week or month; without a period: the last ten working days and on to the end of this week and month",
        "当日（周、月）的最后一个工作日；未指定时间段时为近十个工作日，直至本周、本月末",
    ),
    clock: Two(
        "by when it was looked into, not by when that was recorded; after the hour that the policy names it is done, and marked late",
        "按检查时间而非登记时间；晚于制度规定时刻的计为已完成，另行标注",
    ),
    exclusions: Two(
        "units out of service, rest days, days before the policy that names the duty held",
        "已停用单位、休息日、规定该项检查的制度施行前的日期",
    ),
    columns: &["duty", "unit", "day", "status", "found", "by"],
};

/// The number of working days back without a period.
pub const BACK: usize = 10;

/// The default period: the last [`BACK`] working days and on to the end of the month, so that the duties of this week
/// and month are shown.
#[must_use]
pub fn lately(context: &ReportContext<'_>) -> Period {
    let from = back(BACK, context);
    let ends = [Span::Week, Span::Month].map(|kind| Period::of(kind, context.day).to.unwrap_or(context.day));
    Period::range(from, ends[0].max(ends[1]))
}

/// The day `n` working days before today.
pub(super) fn back(n: usize, context: &ReportContext<'_>) -> NaiveDate {
    let back = std::iter::successors(context.day.pred_opt(), chrono::NaiveDate::pred_opt).take(60);
    back.filter(|day| context.calendar.is_working(*day)).nth(n.saturating_sub(1)).unwrap_or(context.day)
}

/// A turn: one unit's duty in one period.
pub(super) struct Turn<'a> {
    pub(super) row: &'a Duty,
    pub(super) unit: Code,
    span: Period,
    /// The due date; `None` if it was done but not owed.
    pub(super) due: Option<NaiveDate>,
    done: Vec<&'a CompletedDuty>,
}

/// Lists the turns that are due in the period. Each policy applies from its day on; the later entries take precedence.
#[must_use]
pub fn duties(
    done: &[CompletedDuty],
    policies: &[(NaiveDate, Arc<Policy>)],
    desk: &str,
    unit: &str,
    period: &Period,
    context: &ReportContext<'_>,
) -> Table {
    let turns = turns(done, policies, desk, unit, period, context);
    let title = period_title(period, context.lang);
    Table {
        title: say!(context.lang, "Duties: {title}", "日常检查（{title}）"),
        schema: "redress.duties/1",
        columns: DEFINITION.columns.iter().map(|key| context.column(key, *key == "found")).collect(),
        rows: turns.iter().map(|turn| row(turn, context)).collect(),
        notes: notes(&turns, context),
        ..Table::default()
    }
}

/// The turns of a unit and of those below it that are due in the period.
pub(super) fn turns<'a>(
    done: &'a [CompletedDuty],
    policies: &'a [(NaiveDate, Arc<Policy>)],
    desk: &str,
    unit: &str,
    period: &Period,
    context: &ReportContext<'_>,
) -> Vec<Turn<'a>> {
    let mut turns: Vec<Turn<'_>> = Vec::new();
    let mut day = policies.iter().map(|(from, _)| *from).min().max(period.from);
    while let Some(today) = day.filter(|day| *day <= last_day(period, context)) {
        if let Some((_, policy)) = policies.iter().rev().find(|(from, _)| *from <= today) {
            for row in &policy.duties {
                of_day(row, today, done, desk, context, &mut turns);
            }
        }
        day = today.succ_opt();
    }
    turns.retain(|turn| is_of(&turn.unit, unit, context));
    turns
}

/// The duties that were due in the period: rule, whether it was done, and unit and day.
#[must_use]
pub fn by_rule(
    done: &[CompletedDuty],
    policies: &[(NaiveDate, Arc<Policy>)],
    desk: &str,
    period: &Period,
    context: &ReportContext<'_>,
) -> Vec<(Code, bool, String)> {
    let turns = turns(done, policies, desk, "", period, context);
    let judged = turns.iter().filter_map(|turn| {
        let kept = match turn.status(context) {
            "open" => return None,
            status => status != "missing",
        };
        let rule = turn.row.rule_id();
        let event = turn.done.first().map(|done| done.event.to_string());
        Some((rule.clone(), kept, event.unwrap_or_else(|| format!("{} {}", turn.unit, turn.span))))
    });
    judged.collect()
}

/// Whether a duty is missing.
#[must_use]
pub fn has_gaps(table: &Table) -> bool {
    table.rows.iter().any(|row| row.tone == Tone::Bad)
}

/// The last day to consider: future days are not owed yet, but today's period may end on one of them.
fn last_day(period: &Period, context: &ReportContext<'_>) -> NaiveDate {
    let year = Period::of(Span::Year, context.day).to.unwrap_or(context.day);
    period.to.unwrap_or(year).min(year)
}

/// The turns that are due on `day`, and duties that were done on it without being owed.
fn of_day<'a>(
    row: &'a Duty,
    day: NaiveDate,
    done: &'a [CompletedDuty],
    desk: &str,
    context: &ReportContext<'_>,
    turns: &mut Vec<Turn<'a>>,
) {
    let span = duty::span(row, day);
    let due = duty::due_day(&span, context.calendar);
    if due.unwrap_or(day) != day || span.from.is_some_and(|from| from > context.day) {
        return;
    }
    let owing = if due.is_some() { duty::owing(row, context.directory, desk, day) } else { Vec::new() };
    let same = |d: &&CompletedDuty| d.duty == row.code && span.contains(d.on.date());
    let mut units = owing.clone();
    for d in done.iter().filter(same) {
        if !units.contains(&d.unit) {
            units.push(d.unit.clone());
        }
    }
    for unit in units {
        let due = due.filter(|_| owing.contains(&unit));
        let done = done.iter().filter(same).filter(|d| d.unit == unit).collect();
        turns.push(Turn { row, unit, span, due, done });
    }
}

pub(super) fn is_of(unit: &Code, wanted: &str, context: &ReportContext<'_>) -> bool {
    wanted.is_empty() || unit == wanted || context.directory.with_parents(unit).iter().any(|u| u.code == wanted)
}

impl Turn<'_> {
    /// The status: `found`, `nil`, `done`, `missing` or `open`.
    pub(super) fn status(&self, context: &ReportContext<'_>) -> &'static str {
        let found = self.done.iter().any(|d| !d.found.is_empty());
        match (self.done.is_empty(), self.due) {
            (false, _) if found => "found",
            (false, _) if self.row.finds => "nil",
            (false, _) => "done",
            (true, Some(due)) if due < context.day || (due == context.day && context.now.is_none()) => "missing",
            (true, _) => "open",
        }
    }

    fn found(&self) -> Vec<String> {
        let mut all: Vec<String> = self.done.iter().flat_map(|d| &d.found).map(ToString::to_string).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether every record says that it was done after the time of day that the policy sets.
    fn is_late(&self) -> bool {
        !self.done.is_empty() && self.done.iter().all(|d| d.late)
    }
}

fn row(turn: &Turn<'_>, context: &ReportContext<'_>) -> Row {
    let (status, found) = (turn.status(context), turn.found());
    let title = turn.row.title.get(context.lang);
    let name = if title.is_empty() { turn.row.code.to_string() } else { title.to_string() };
    let day = match turn.span {
        Period { kind: Span::Day, from: Some(day), .. } => Cell::Date(day),
        span => Cell::Text(span.to_string()),
    };
    let mut more = Map::new();
    more.insert("due".into(), json!(turn.due));
    more.insert("late".into(), json!(turn.is_late()));
    more.insert("cases".into(), json!(found));
    more.insert("events".into(), json!(turn.done.iter().map(|d| d.event).collect::<Vec<_>>()));
    more.insert("done".into(), json!(turn.done.first().map(|d| d.on)));
    Row {
        cells: vec![
            Cell::Named { code: turn.row.code.to_string(), name },
            context.unit(&turn.unit),
            day,
            context.word(WordKind::Duty, status),
            if turn.done.is_empty() { Cell::Empty } else { Cell::count(found.len()) },
            turn.done.first().map_or(Cell::Empty, |d| context.person(&d.by)),
        ],
        more,
        tone: match status {
            "missing" => Tone::Bad,
            _ if turn.is_late() => Tone::Warn,
            "open" => Tone::Plain,
            _ => Tone::Dim,
        },
    }
}

fn notes(turns: &[Turn<'_>], context: &ReportContext<'_>) -> Vec<String> {
    let (missing, late) =
        (turns.iter().filter(|t| t.status(context) == "missing").count(), turns.iter().filter(|t| t.is_late()).count());
    let owed = turns.iter().filter(|t| t.due.is_some()).count();
    let mut notes = Vec::new();
    if owed > 0 {
        notes.push(say!(context.lang, "{missing} of {owed} missing", "应做 {owed} 次，缺 {missing} 次"));
    }
    if late > 0 {
        notes.push(say!(context.lang, "{late} done after close of business", "营业终了后完成 {late} 次"));
    }
    notes
}

/// The policy's duties with the units that owe them: period, present due date, status, and when each was last done.
#[must_use]
pub fn list(done: &[CompletedDuty], desk: &str, unit: &str, context: &ReportContext<'_>) -> Table {
    let mut rows = Vec::new();
    for duty in &context.policy.duties {
        let span = duty::span(duty, context.day);
        let due = duty::due_day(&span, context.calendar);
        for unit in
            duty::owing(duty, context.directory, desk, context.day).into_iter().filter(|u| is_of(u, unit, context))
        {
            let own: Vec<&CompletedDuty> = done.iter().filter(|d| d.duty == duty.code && d.unit == unit).collect();
            let last = own.iter().map(|d| d.on.date()).max();
            let now = own.into_iter().filter(|d| span.contains(d.on.date())).collect();
            let turn = Turn { row: duty, unit, span, due, done: now };
            let status = turn.status(context);
            rows.push(Row {
                cells: vec![
                    context.code("duty", &duty.code),
                    context.unit(&turn.unit),
                    context.word(WordKind::Every, if duty.every.is_empty() { "day" } else { &duty.every }),
                    due.map_or(Cell::Empty, Cell::Date),
                    if due.is_none() && turn.done.is_empty() {
                        Cell::Empty
                    } else {
                        context.word(WordKind::Duty, status)
                    },
                    last.map_or(Cell::Empty, Cell::Date),
                ],
                more: Map::new(),
                tone: match status {
                    "missing" => Tone::Bad,
                    "open" => Tone::Plain,
                    _ => Tone::Dim,
                },
            });
        }
    }
    let keys = ["duty", "unit", "every", "due", "status", "last"];
    Table {
        title: say!(context.lang, "Duties", "日常检查"),
        schema: "redress.duty/1",
        columns: keys.map(|key| context.column(key, false)).into(),
        rows,
        notes: Vec::new(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::moment::parse_date;
    use crate::report::context::tests::{plain, with_context};

    const POLICY: &str = r#"
        profile = "test"
        level = [{ code = "outlet" }]
        duty = [{ code = "box", zh = "意见簿检查", every = "day", finds = true }, { code = "posted", every = "month" }]
    "#;

    fn done(duty: &str, unit: &str, on: &str, found: &[&str], late: bool) -> CompletedDuty {
        CompletedDuty {
            event: "HQ:1".parse().expect("an event"),
            duty: duty.into(),
            unit: unit.into(),
            on: on.parse().expect("a moment"),
            by: "li.na".into(),
            nil: found.is_empty(),
            found: found.iter().map(|id| id.parse().expect("a case")).collect(),
            late,
        }
    }

    fn report(done: &[CompletedDuty], unit: &str, period: &str, from: &str) -> Table {
        with_context(|context| {
            let policy: Policy = toml::from_str(POLICY).expect("a policy");
            // It is noon on Monday, 23 November 2026.
            let context = ReportContext { now: "2026-11-23T12:00:00.000+08:00".parse().ok(), ..*context };
            let period = Period::parse(period, context.day, context.calendar).expect("a period");
            let policies = [(parse_date(from).expect("a date"), Arc::new(policy))];
            duties(done, &policies, "HQ", unit, &period, &context)
        })
    }

    #[test]
    fn missing_duties_are_listed_and_todays_are_open() {
        let all = [
            done("box", "taiyuan", "2026-11-19", &[], false),
            done("box", "taiyuan", "2026-11-20", &["HQ-2026-0007"], true),
            // Doing it again found one more case, and the first one again.
            done("box", "taiyuan", "2026-11-20", &["HQ-2026-0007", "HQ-2026-0008"], false),
            // Not owed on a Saturday, but recorded as done.
            done("box", "taiyuan", "2026-11-21", &[], false),
        ];
        let table = report(&all, "taiyuan", "2026-11-18..2026-11-24", "2026-01-01");
        let wanted = [
            "box taiyuan 2026-11-18 missing - -",
            "box taiyuan 2026-11-19 nil 0 li.na",
            "box taiyuan 2026-11-20 found 2 li.na",
            "box taiyuan 2026-11-21 nil 0 li.na",
            "box taiyuan 2026-11-23 open - -",
        ];
        assert_eq!(plain(&table), wanted);
        assert!(has_gaps(&table));
        assert_eq!(table.rows[2].more["cases"].as_array().map(Vec::len), Some(2));
        assert_eq!(table.notes[0], "应做 4 次，缺 1 次");
    }

    #[test]
    fn a_monthly_duty_is_due_on_the_last_working_day_under_its_policy() {
        let kept = [done("posted", "taiyuan", "2026-10-12", &[], false)];
        let monthly = |unit: &str, from: &str| {
            let all = plain(&report(&kept, unit, "2026", from));
            all.into_iter().filter(|line| line.starts_with("posted")).collect::<Vec<_>>()
        };
        assert_eq!(
            monthly("taiyuan", "2026-09-01"),
            [
                "posted taiyuan 2026-09 missing - -",
                "posted taiyuan 2026-10 done 0 li.na",
                "posted taiyuan 2026-11 open - -"
            ]
        );
        assert_eq!(monthly("taiyuan", "2026-11-20"), ["posted taiyuan 2026-11 open - -"]);
        // The report of a unit includes the units below it: both units of the sample.
        assert_eq!(monthly("shanxi", "2026-11-20").len(), 2);
    }
}
