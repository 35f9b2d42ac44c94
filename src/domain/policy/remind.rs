//! Reminders: rows that bring up a limit some time before it runs out.
//!
//! Invariant: a reminder moves no date and is derived for the day asked; it speaks of limits that run and are not past.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::due::Due;
use crate::domain::case::{Case, limit};
use crate::domain::policy::{Policy, Reminder};
use crate::domain::query::view::View;
use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::within::Within;
use chrono::{Duration, NaiveDate};

/// A limit of a case, with the reminder that speaks of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reminded<'a> {
    /// The row.
    pub row: &'a Reminder,
    /// The limit.
    pub limit: &'a Code,
    /// Its due date.
    pub due: &'a Due,
}

/// The running limits of a case of which a reminder speaks on `day` (at `now`, if given), each once with the first row
/// that does.
#[must_use]
pub fn reminded<'a>(
    case: &'a Case,
    policy: &'a Policy,
    calendar: &Calendar,
    (day, now): (NaiveDate, Option<Moment>),
) -> Vec<Reminded<'a>> {
    if policy.reminders.is_empty() || case.unopened || case.paused.is_some() {
        return Vec::new();
    }
    let view = View { case, policy, given: &[] };
    let ahead = case.open_limits().filter(|(_, due)| !due.is_past_on(day, now));
    let speaks = |row: &&Reminder, name: &Code, due: &Due| {
        (row.limit.is_empty() || row.limit == *name)
            && row.before.is_some_and(|before| begins(due, before, calendar, (day, now)))
            && row.when.holds(&view)
    };
    ahead
        .filter_map(|(limit, due)| {
            let row = policy.reminders.iter().find(|row| speaks(row, limit, due))?;
            Some(Reminded { row, limit, due })
        })
        .collect()
}

/// Whether the time before a due date has begun.
fn begins(due: &Due, before: Within, calendar: &Calendar, (day, now): (NaiveDate, Option<Moment>)) -> bool {
    match before {
        Within::None => false,
        Within::WorkingHours(_) if now.is_some() || due.at.is_day() => {
            let end = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
            let from = now.or_else(|| at_offset(end, due.from.offset()));
            from.is_some_and(|from| !due.at.is_after(limit::end(calendar, from, before, &|_| false)))
        }
        Within::Hours(hours) => {
            // A due day ends at its midnight.
            let hours = Duration::hours(i64::from(hours));
            let end = if due.at.is_day() { due.at.date() + Duration::days(1) } else { due.at.date() };
            match now.filter(|_| !due.at.is_day()) {
                Some(now) => now.plus_hours(hours.num_hours()).is_after(due.at),
                None => day + Duration::days(hours.num_hours().div_euclid(24) + 1) >= end,
            }
        }
        other => day >= limit::reach_back(calendar, due.at.date(), other),
    }
}
