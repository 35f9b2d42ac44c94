//! Open cases of a summary: those that were received by the end of its period, however long ago that is.
//!
//! Invariant: what came, or ran out, after the period is none of its backlog.

use crate::domain::case::Case;
use crate::report::context::ReportContext;
use chrono::NaiveDate;

/// Cases that are open on the report's day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Cases.
    pub pending: u64,
    /// Of these, those with a limit that ran out by the end of the period.
    pub overdue: u64,
    /// Of these, those without an explanation in time.
    pub unexplained: u64,
    /// The most working days late.
    pub days: i64,
}

impl Backlog {
    /// Counts a case, if it was received by `until`, the last day of the period.
    pub fn add(&mut self, case: &Case, context: &ReportContext<'_>, until: NaiveDate) {
        let received = case.current().and_then(|round| round.received);
        if !case.is_pending() || received.is_none_or(|on| on.date() > until) {
            return;
        }
        self.pending += 1;
        let overdue = case.overdue(context.day, context.now).map(|(_, due)| due);
        let late: Vec<_> = overdue.filter(|due| due.at.date() <= until).collect();
        if let Some(days) = late.iter().map(|due| context.days_late(case, due)).max() {
            self.overdue += 1;
            self.unexplained += u64::from(late.iter().any(|due| !case.explained(due)));
            self.days = self.days.max(days);
        }
    }

    /// Adds what later cases give.
    pub fn join(&mut self, other: Self) {
        self.pending += other.pending;
        self.overdue += other.overdue;
        self.unexplained += other.unexplained;
        self.days = self.days.max(other.days);
    }
}
