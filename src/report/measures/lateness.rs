//! Pending cases on the report's day, and how many working days late the open ones are.

use super::{Aside, BY_HOLDER, FigureKind, Measure, Observation, Observed, What};
use crate::text::Two;

const DAY: Two = Two("the report's day; a period changes nothing", "报表截止日；与时间段无关");

pub(super) const PENDING: Measure = Measure {
    code: "pending",
    title: Two("pending", "未结件"),
    kind: FigureKind::Count,
    cohort: DAY,
    clock: Two("not ended by then; replied to but not closed counts too", "当日尚未结束，含已回复未归档的"),
    exclusions: Two("voided cases and what is no complaint; duplicates beside it", "已作废的件和非投诉；重复件另列"),
    whose: BY_HOLDER,
    observe: |seen, put| {
        if seen.case.is_pending() && is_told_of(seen) {
            put(seen.held(seen.case.rounds.len().saturating_sub(1), None, What::One));
        }
    },
};

pub(super) const OVERDUE: Measure = Measure {
    code: "overdue",
    title: Two("overdue depth", "超期天数"),
    kind: FigureKind::Days,
    cohort: DAY,
    clock: Two(
        "working days since the limit that ran out first, of each open case that is overdue; paused days do not count",
        "每件超期未结件自最早到期时限起的工作日数；中止期间不计",
    ),
    exclusions: Two(
        "cases that are paused, ended or not late; those without an explanation in time beside it",
        "中止、已结束或未超期的件；未在期限内说明的另列",
    ),
    whose: BY_HOLDER,
    observe,
};

/// Whether the case was received by the day after which nothing is told of.
fn is_told_of(seen: &Observed<'_>) -> bool {
    let received = seen.case.current().and_then(|round| round.received);
    seen.until.is_none_or(|until| received.is_some_and(|on| on.date() <= until))
}

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let (case, context) = (seen.case, seen.context);
    // Some limits run on after the end; a case that has ended is not open.
    if !case.is_pending() || !is_told_of(seen) {
        return;
    }
    let overdue = case.overdue(context.day, context.now).map(|(_, due)| due);
    let late: Vec<_> = overdue.filter(|due| seen.until.is_none_or(|until| due.at.date() <= until)).collect();
    let Some(days) = late.iter().map(|due| context.days_late(case, due)).max() else { return };
    let round = case.rounds.len().saturating_sub(1);
    put(seen.held(round, None, What::Days(days)));
    if late.iter().any(|due| !case.explained(due)) {
        put(seen.held(round, None, What::Aside(Aside::Unexplained)));
    }
}
