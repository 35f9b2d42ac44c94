//! `redress report due`: running limits that end within a period, one row for each limit; `days_late` is 0 or negative:
//! working days left.

use crate::document::table::Table;
use crate::domain::calendar::period::Period;
use crate::domain::case::{Case, Standing};
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::report::overdue::{COLUMNS, LimitOf, left_out, table, understood};
use crate::say;
use crate::text::Two;
use crate::text::query::period_title;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Due", "到期一览"),
    row: Two("a limit that runs, is not past, and ends within the period", "一项计时中、未过期且在时间段内到期的时限"),
    cohort: Two(
        "the due date; without a period: today and the next five working days",
        "到期日；未指定时间段时为当日及其后五个工作日",
    ),
    clock: LIMIT_CLOCK,
    exclusions: Two("ended rounds, paused cases, what is overdue already", "已结束的轮次、中止期间的件、已超期的时限"),
    columns: COLUMNS,
};

/// The number of working days ahead without a period.
pub const AHEAD: usize = 5;

/// The default period: today and the next [`AHEAD`] working days.
#[must_use]
pub fn ahead(context: &ReportContext<'_>) -> Period {
    Period::range(context.day, context.working_days_on(AHEAD))
}

/// Lists the limits that fall due within the period; limits that are past belong to `overdue` instead.
#[must_use]
pub fn due<'c>(cases: impl IntoIterator<Item = &'c Case>, period: &Period, context: &ReportContext<'_>) -> Table {
    let mut dropped = Vec::new();
    let known = cases.into_iter().filter(|case| understood(case, &mut dropped));
    let limits = known.flat_map(|case| running(case, period, context)).collect();
    let title = period_title(period, context.lang);
    let mut table = table(say!(context.lang, "Due: {title}", "到期一览（{title}）"), "redress.due/1", limits, context);
    table.notes.extend(left_out(&dropped, context));
    table
}

/// The limits of a case that are running, not past, and end within the period.
pub(super) fn running<'c>(
    case: &'c Case,
    period: &Period,
    context: &ReportContext<'_>,
) -> impl Iterator<Item = LimitOf<'c>> {
    let hits = case.limits.iter().filter(|(limit, due)| {
        period.contains(due.at.date()) && context.standing(case, limit) == Some(Standing::Running)
    });
    hits.map(move |(limit, due)| LimitOf { case, limit, due })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::table::Tone;
    use crate::report::context::tests::{case, due as limit, opened, plain, with_context};

    #[test]
    fn running_limits_that_end_within_the_period_are_listed() {
        let cases = [
            case(1, &[opened("past", &[limit("reply", "2026-11-20")])]),
            case(2, &[opened("today", &[limit("reply", "2026-11-23")])]),
            case(3, &[opened("last day", &[limit("reply", "2026-11-30"), limit("audit", "2026-11-25")])]),
            case(4, &[opened("later", &[limit("reply", "2026-12-01")])]),
            case(
                5,
                &[
                    opened("paused", &[limit("reply", "2026-11-24")]),
                    r#""paused":{"ground":"x","on":"2026-11-17"}"#.into(),
                ],
            ),
            case(
                6,
                &[
                    opened("met", &[limit("reply", "2026-11-24")]),
                    r#""replied":{"to":["complainant"],"on":"2026-11-18"}"#.into(),
                ],
            ),
        ];
        with_context(|context| {
            let table = due(&cases, &ahead(context), context);
            let wanted = [
                "HQ-2026-0002 reply 2026-11-23 0 - - false today",
                "HQ-2026-0003 audit 2026-11-25 -2 - - false last day",
                "HQ-2026-0003 reply 2026-11-30 -5 - - false last day",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(table.rows.iter().map(|r| r.tone).collect::<Vec<_>>(), [Tone::Warn, Tone::Plain, Tone::Plain]);
            let week = Period::parse("2026-12-01..", context.day, context.calendar).expect("a period");
            assert_eq!(plain(&due(&cases, &week, context)), ["HQ-2026-0004 reply 2026-12-01 -6 - - false later"]);
        });
    }
}
