//! Limits: which rows of the policy apply to a case, and the dates that they give. One home for every recomputation.
//!
//! Invariant: pure; gives the same dates for the same case, policy and calendar.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::due::{Due, Dues};
use crate::domain::policy::{Limit, Policy, length};
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use chrono::NaiveDate;

/// The changes that bring a case's limits in line with its policy: empty where all stands as it should.
#[must_use]
pub fn settle(case: &Case, policy: &Policy, calendar: &Calendar) -> Dues {
    let mut changes = Dues::new();
    let mut change = |name: &Code, wanted: Option<Due>| match (wanted, case.limits.get(name)) {
        (Some(new), Some(old)) if new == *old => {}
        (Some(new), _) => drop(changes.insert(name.clone(), Some(new))),
        (None, Some(_)) => drop(changes.insert(name.clone(), None)),
        (None, None) => {}
    };
    let within = source_within(case, policy);
    let by_source = case.source_due.is_some() || within.is_some();
    for (name, row) in rows(case, policy) {
        // The source's word goes before a row that is called like it.
        if !(by_source && name == SOURCE) {
            change(name, row.and_then(|row| due(case, calendar, name, row)));
        }
    }
    if by_source {
        change(&SOURCE, source_due(case, calendar, within));
    }
    changes
}

/// The limit that a source gives.
const SOURCE: Code = Code::const_new("source");

/// The row that applies to a case for each limit of a policy: see [`row`].
pub fn rows<'p>(case: &Case, policy: &'p Policy) -> Vec<(&'p Code, Option<(&'p Limit, bool)>)> {
    if policy.is_apart(&case.nature) {
        return names(policy).map(|name| (name, None)).collect();
    }
    if case.category.is_empty() {
        return names(policy).map(|name| (name, loose_row(case, policy, name))).collect();
    }
    // All in one go: every event asks for all of them.
    let view = View { case, policy, given: &[] };
    let mut rows: Vec<(&Code, Option<(&Limit, bool)>)> = Vec::with_capacity(8);
    for row in &policy.limits {
        let name = limit_name(row);
        // The rows of one limit mostly stand together.
        let place = rows.iter().rposition(|(known, _)| *known == name).unwrap_or_else(|| {
            rows.push((name, None));
            rows.len() - 1
        });
        if rows[place].1.is_none() && row.when.holds(&view) {
            rows[place].1 = Some((row, false));
        }
    }
    rows
}

/// The row that applies to a case for the limit called `name`, and whether only because the case is not classified.
#[must_use]
pub fn row<'p>(case: &Case, policy: &'p Policy, name: &str) -> Option<(&'p Limit, bool)> {
    rows(case, policy).into_iter().find(|(known, _)| *known == name)?.1
}

/// The same of a case that is not classified yet: the shortest that may come to apply.
fn loose_row<'p>(case: &Case, policy: &'p Policy, name: &str) -> Option<(&'p Limit, bool)> {
    let view = View { case, policy, given: &[] };
    let rows = policy.limits.iter().filter(|r| limit_name(r) == name);
    let loose = rows.map(|r| (r, r.when.without("category")));
    let fitting: Vec<(&Limit, _)> = loose.filter(|(_, when)| when.holds(&view)).collect();
    let shortest = fitting
        .iter()
        .filter(|(r, _)| r.within.is_some_and(|w| w != Within::None))
        .min_by_key(|(r, _)| length(r.within));
    shortest.map(|(r, when)| (*r, fitting.len() > 1 || *when != r.when))
}

/// The names of the limits of a policy, each once.
pub fn names(policy: &Policy) -> impl Iterator<Item = &Code> {
    let rows = &policy.limits;
    rows.iter().enumerate().filter_map(|(i, row)| {
        let name = limit_name(row);
        // The rows of one limit mostly stand together.
        (!rows[..i].iter().rev().any(|r| limit_name(r) == name)).then_some(name)
    })
}

/// The name of the limit that a row is for.
#[must_use]
pub fn limit_name(row: &Limit) -> &Code {
    if row.limit.is_empty() { &row.code } else { &row.limit }
}

/// The rule's id that a limit cites.
#[must_use]
pub fn rule_id(row: &Limit) -> &Code {
    if row.rule.is_empty() { &row.code } else { &row.rule }
}

/// The milestone from which a limit is counted, if the case has reached it.
#[must_use]
pub fn start(case: &Case, row: &Limit) -> Option<Moment> {
    match row.from.as_str() {
        "" | "received" => case.current()?.received,
        milestone => case.reached(milestone),
    }
}

/// When the source of a case wants its answer: as it said, else as its row says.
fn source_due(case: &Case, calendar: &Calendar, within: Option<Within>) -> Option<Due> {
    let from = case.current()?.received?;
    if let Some(at) = case.source_due {
        return Some(Due { at, rule: SOURCE, ..dated(case, calendar, &SOURCE, from, Within::None) });
    }
    Some(Due { rule: case.source.clone(), ..dated(case, calendar, &SOURCE, from, within?) })
}

/// The limit called `name` as its row says, and whether that holds only because the case is not classified.
fn due(case: &Case, calendar: &Calendar, name: &Code, (row, unclassified): (&Limit, bool)) -> Option<Due> {
    let within = row.within.filter(|w| *w != Within::None)?;
    let from = start(case, row)?;
    let due = dated(case, calendar, name, from, within);
    Some(Due {
        rule: rule_id(row).clone(),
        until: if row.until == Due::default_until(name) { Code::default() } else { row.until.clone() },
        warn: row.warn.map(|warn| end_of(case, calendar, instant(case, from, warn), warn).date()),
        unclassified,
        ..due
    })
}

/// A limit's date: pauses not counted, extensions added.
fn dated(case: &Case, calendar: &Calendar, name: &str, from: Moment, within: Within) -> Due {
    // What was met before the clock was stopped had ended.
    let met = case.met(name);
    let skip = |day: NaiveDate| stood_still(case, day, met);
    let start = instant(case, from, within);
    let plain = plain_end(calendar, start, within);
    let paused = if case.pauses.is_empty() { plain } else { end(calendar, start, within, &skip) };
    let at = match case.extensions.get(name) {
        Some(days) => end(calendar, Moment::day(paused.date()), Within::WorkingDays(*days), &skip),
        None => paused,
    };
    Due {
        at,
        rule: Code::default(),
        from: if matches!(within, Within::Hours(_)) { from } else { Moment::day(from.date()) },
        within,
        until: Code::default(),
        warn: None,
        provisional: calendar.is_provisional(at.date()),
        unclassified: false,
        original: (plain != at).then_some(plain),
    }
}

/// A limit in hours that is counted from a whole day is counted from its end, in the zone in which the case was recorded.
fn instant(case: &Case, from: Moment, within: Within) -> Moment {
    if !matches!(within, Within::Hours(_)) || !from.is_day() {
        return from;
    }
    let midnight = (from.date() + chrono::Duration::days(1)).and_time(chrono::NaiveTime::MIN);
    let offset = case.recorded.map_or(0, Moment::offset);
    crate::domain::value::moment::at_offset(midnight, offset).unwrap_or(from)
}

/// The limit of its own that the source of a case has.
fn source_within(case: &Case, policy: &Policy) -> Option<Within> {
    if case.source.is_empty() {
        return None;
    }
    let row = policy.sources.iter().find(|s| s.code == case.source)?;
    row.within.filter(|w| *w != Within::None)
}

/// Whether the clock of the round in hand stood still on `day`: pause ≤ day < resume (`design.md` §5).
#[must_use]
pub fn is_paused(case: &Case, day: NaiveDate) -> bool {
    stood_still(case, day, None)
}

/// The same for a limit that was met: a pause that began later is none of its.
#[must_use]
pub fn stood_still(case: &Case, day: NaiveDate, met: Option<Moment>) -> bool {
    case.pauses
        .iter()
        .any(|(from, to)| from.date() <= day && day < to.date() && met.is_none_or(|met| !from.is_after(met)))
}

/// The date of a limit of a case before any extension: its days counted, paused ones left out. An extension is counted from it.
#[must_use]
pub fn before_extension(case: &Case, calendar: &Calendar, name: &str) -> Option<Moment> {
    let due = case.limits.get(name)?;
    if !case.extensions.contains_key(name) {
        return Some(due.at);
    }
    let start = instant(case, due.from, due.within);
    Some(if due.within == Within::None {
        due.original.unwrap_or(due.at)
    } else {
        end_of(case, calendar, start, due.within)
    })
}

/// Working days d with `due` < d ≤ `day` on which the clock of the round in hand ran; 0 where `day` does not lie after.
#[must_use]
pub fn working_days_late(case: &Case, calendar: &Calendar, due: NaiveDate, day: NaiveDate) -> i64 {
    let all = calendar.working_days_between(due, day).max(0);
    let mut stops: Vec<(NaiveDate, NaiveDate)> = case
        .pauses
        .iter()
        .map(|(from, to)| (from.date(), to.date()))
        .chain(case.paused.map(|since| (since.date(), NaiveDate::MAX)))
        .collect();
    if all == 0 || stops.is_empty() {
        return all;
    }
    stops.sort_unstable();
    // Pauses that overlap stop each day once.
    let (mut reached, mut stopped) = (due, 0);
    for (from, to) in stops {
        let (Some(before), Some(last)) = (from.pred_opt(), to.pred_opt()) else { continue };
        let (before, last) = (before.max(reached), last.min(day));
        if last > before {
            stopped += calendar.working_days_between(before, last);
            reached = last;
        }
    }
    all - stopped
}

/// The end of a limit of a case, its pauses not counted.
fn end_of(case: &Case, calendar: &Calendar, from: Moment, within: Within) -> Moment {
    if case.pauses.is_empty() {
        return plain_end(calendar, from, within);
    }
    end(calendar, from, within, &|day| is_paused(case, day))
}

/// The end of a limit that was never paused.
fn plain_end(calendar: &Calendar, from: Moment, within: Within) -> Moment {
    match within {
        Within::Hours(hours) => from.plus_hours(i64::from(hours)),
        other => Moment::day(calendar.due_unpaused(from.date(), other).unwrap_or(from.date())),
    }
}

/// The end of a limit: a day, or for hours an instant.
#[must_use]
pub fn end(calendar: &Calendar, from: Moment, within: Within, skip: &dyn Fn(NaiveDate) -> bool) -> Moment {
    match within {
        Within::Hours(hours) => {
            // Each paused day before the deadline moves it by a day, and so may bring another paused day before it.
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
        // Pauses that never end give no date; then the limit stands where it would without them.
        other => Moment::day(calendar.due(from.date(), other, skip).map_or(from.date(), |due| due.date)),
    }
}

/// The first day to which something recorded on `today` may be dated back.
#[must_use]
pub fn reach_back(calendar: &Calendar, today: NaiveDate, back: Within) -> NaiveDate {
    match back {
        Within::None => NaiveDate::MIN,
        Within::Days(n) => today - chrono::Duration::days(i64::from(n)),
        Within::Hours(n) => today - chrono::Duration::days(i64::from(n.div_ceil(24))),
        Within::WorkingDays(n) => {
            let mut day = today;
            let mut left = n;
            while left > 0 {
                day -= chrono::Duration::days(1);
                left -= u32::from(calendar.day(day).working);
            }
            day
        }
    }
}
