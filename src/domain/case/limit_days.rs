//! Counting the days of limits: where a length ends, which days stand still, how many working days something is late.

use crate::domain::calendar::{Calendar, Pauses};
use crate::domain::case::Case;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use chrono::NaiveDate;

/// The start of a limit. A limit in hours from a whole day starts at the end of that day, in the zone in which the case
/// was recorded.
pub(crate) fn instant(case: &Case, from: Moment, within: Within) -> Moment {
    if !within.is_hours() || !from.is_day() {
        return from;
    }
    let midnight = (from.date() + chrono::Duration::days(1)).and_time(chrono::NaiveTime::MIN);
    let offset = case.recorded.map_or(0, Moment::offset);
    crate::domain::value::moment::at_offset(midnight, offset).unwrap_or(from)
}

/// Whether the current round was paused on `day`: pause ≤ day < resume (`design.md` §5).
#[must_use]
pub fn is_paused(case: &Case, day: NaiveDate) -> bool {
    stood_still(case, day, None)
}

/// Whether a limit was paused on `day`; pauses that began after it was `met` do not count.
#[must_use]
pub fn stood_still(case: &Case, day: NaiveDate, met: Option<Moment>) -> bool {
    pauses_before(case, met).any(|(from, to)| from.date() <= day && day < to.date())
}

/// The number of working days d with `due` < d ≤ `day` on which the current round was not paused; 0 unless `day` is
/// after `due`.
#[must_use]
pub fn working_days_late(case: &Case, calendar: &Calendar, due: NaiveDate, day: NaiveDate) -> i64 {
    let now = case.paused.map(|since| (since, Moment::day(NaiveDate::MAX)));
    let pauses: Vec<(Moment, Moment)> = case.pauses.iter().copied().chain(now).collect();
    working_days_without(calendar, &pauses, due, day)
}

/// The number of working days d with `after` < d ≤ `until` that lie in none of these pauses (pause ≤ d < resume).
#[must_use]
pub fn working_days_without(
    calendar: &Calendar,
    pauses: &[(Moment, Moment)],
    after: NaiveDate,
    until: NaiveDate,
) -> i64 {
    let all = calendar.working_days_between(after, until).max(0);
    if all == 0 || pauses.is_empty() {
        return all;
    }
    let mut stops: Vec<(NaiveDate, NaiveDate)> = pauses.iter().map(|(from, to)| (from.date(), to.date())).collect();
    stops.sort_unstable();
    // A day within two overlapping pauses counts once.
    let (mut reached, mut stopped) = (after, 0);
    for (from, to) in stops {
        let (Some(before), Some(last)) = (from.pred_opt(), to.pred_opt()) else { continue };
        let (before, last) = (before.max(reached), last.min(until));
        if last > before {
            stopped += calendar.working_days_between(before, last);
            reached = last;
        }
    }
    all - stopped
}

/// The end of a limit of a case, with paused days skipped; pauses that began after it was `met` do not count.
pub(crate) fn end_of(case: &Case, calendar: &Calendar, from: Moment, within: Within, met: Option<Moment>) -> Moment {
    if case.pauses.is_empty() {
        return plain_end(calendar, from, within);
    }
    let whole_days = end(calendar, from, within, &|day| stood_still(case, day, met));
    if !within.is_hours() {
        return whole_days;
    }
    whole_days.max(end_by_the_minute(calendar, from, within, pauses_before(case, met).collect()))
}

/// The ended pauses of the current round that began before a limit was `met`; all, while it is not.
pub(crate) fn pauses_before(case: &Case, met: Option<Moment>) -> impl Iterator<Item = (Moment, Moment)> {
    case.pauses.iter().copied().filter(move |(since, _)| met.is_none_or(|met| !since.is_after(met)))
}

/// The end of a limit in hours that counts the time outside of `pauses` to the minute. A pause within a day skips no whole
/// day, and the day of a resumption counts whole: without this a limit could run out while its clock was stopped.
fn end_by_the_minute(calendar: &Calendar, from: Moment, within: Within, mut pauses: Vec<(Moment, Moment)>) -> Moment {
    match within {
        Within::WorkingHours(hours) => {
            calendar.working_hours(from, hours, Pauses::Times(&pauses), &mut |_| {}).unwrap_or(from)
        }
        Within::Hours(hours) => {
            pauses.sort_unstable();
            let mut at = from.plus_hours(hours.into());
            let mut reached = from.local();
            for (since, to) in pauses {
                let since = since.local().max(reached);
                if since < at.local() && since < to.local() {
                    at = at.plus(to.local() - since);
                    reached = to.local();
                }
            }
            at
        }
        _ => from,
    }
}

/// The end of a limit without pauses.
pub(super) fn plain_end(calendar: &Calendar, from: Moment, within: Within) -> Moment {
    match within {
        Within::Hours(hours) => from.plus_hours(i64::from(hours)),
        Within::WorkingHours(_) => end(calendar, from, within, &|_| false),
        other => Moment::day(calendar.due_unpaused(from.date(), other).unwrap_or(from.date())),
    }
}

/// The end of a limit: a day, or an instant for a limit in hours. `skip` tells whether it was paused on a day.
#[must_use]
pub fn end(calendar: &Calendar, from: Moment, within: Within, skip: &dyn Fn(NaiveDate) -> bool) -> Moment {
    match within {
        Within::Hours(hours) => {
            // Each paused day before the end moves it by a day, which may bring further paused days before it.
            let mut at = from.plus_hours(i64::from(hours));
            let mut day = from.date();
            while day <= at.date() && (day - from.date()).num_days() < 4_000 {
                if skip(day) {
                    at = at.plus_hours(24);
                }
                day += chrono::Duration::days(1);
            }
            at
        }
        // There is no due date if pauses never end; the start stands in for it.
        Within::WorkingHours(hours) => {
            calendar.working_hours(from, hours, Pauses::Days(skip), &mut |_| {}).unwrap_or(from)
        }
        other => Moment::day(calendar.due(from.date(), other, skip).map_or(from.date(), |due| due.date)),
    }
}

/// The earliest day to which an act recorded on `today` may be backdated.
#[must_use]
pub fn reach_back(calendar: &Calendar, today: NaiveDate, back: Within) -> NaiveDate {
    match back {
        Within::None => NaiveDate::MIN,
        Within::Days(n) => today - chrono::Duration::days(i64::from(n)),
        Within::PlainDays(n) => today - chrono::Duration::days(i64::from(n)),
        Within::Hours(n) => today - chrono::Duration::days(i64::from(n.div_ceil(24))),
        Within::WorkingDays(_) | Within::WorkingHours(_) => {
            let mut day = today;
            let mut left = match back {
                Within::WorkingHours(n) => (n * 60).div_ceil(calendar.hours.of_day().max(1)),
                Within::WorkingDays(n) => n,
                _ => 0,
            };
            while left > 0 {
                day -= chrono::Duration::days(1);
                left -= u32::from(calendar.day(day).working);
            }
            day
        }
    }
}
