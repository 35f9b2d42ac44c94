//! Limits: which rows of the policy apply to a case, and the due dates that they give. Every recomputation uses this
//! module.
//!
//! Invariant: pure; gives the same dates for the same case, policy and calendar.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::due::{Due, Dues, FIELD};
use crate::domain::case::limit_days::plain_end;
pub use crate::domain::case::limit_days::{
    end, is_paused, reach_back, stood_still, working_days_late, working_days_without,
};
pub(crate) use crate::domain::case::limit_days::{end_of, instant, pauses_before};
use crate::domain::case::mediation::AGREEMENT;
use crate::domain::event::Body;
use crate::domain::policy::{LayerNumber, Limit, Named, Policy, length};
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use chrono::NaiveDate;

/// The changes that bring a case's due dates in line with its policy; empty if nothing changes. The date of a limit that is met is counted
/// again by the row that it has on record: what was classified since does not judge it, nor does a row that it never had.
#[must_use]
pub fn settle(case: &Case, policy: &Policy, calendar: &Calendar) -> Dues {
    let mut changes = changes(case, policy, calendar, false);
    changes.retain(|limit, due| match (case.met(limit), case.limits.get(limit)) {
        (None, _) => true,
        (Some(_), Some(old)) => counted_again(case, policy, calendar, (limit, old), due),
        (Some(_), None) => false,
    });
    changes
}

/// The same after an act that was recorded at `clock`. A second rework of a day gives the same date, and the limit runs anew.
///
/// Only a correction or a revocation judges again what is met (`domain.md` §2). No other act makes a breach that was not there: where it
/// tightens a running limit so that its day is over already, the limit ends with the day of the act; one that had run out keeps its day.
#[must_use]
pub fn settle_after(act: &Body, clock: Moment, case: &Case, policy: &Policy, calendar: &Calendar) -> Dues {
    if matches!(act, Body::Corrected(_) | Body::Revoked(_)) {
        return settle(case, policy, calendar);
    }
    let is_rework = matches!(act, Body::Reworked(_));
    let mut changes = changes(case, policy, calendar, is_rework);
    if matches!(act, Body::Opened(_) | Body::Reopened(_)) {
        return changes;
    }
    let (on, now) = (act.on().unwrap_or(clock), case.clock(clock));
    let pause = case.pauses.last().filter(|(_, to)| *to == on).map(|(since, _)| *since);
    changes.retain(|limit, due| {
        let old = case.limits.get(limit).filter(|old| old.is_past_at(now));
        // A limit that begins with the act itself was over before it was recorded: that is no fault of the act.
        if let Some(due) = due.as_mut().filter(|due| due.is_past_at(now) && due.from.date() < on.date()) {
            let floor = old.map_or(Moment::day(now.date()), |old| old.at);
            if floor.is_after(due.at) {
                *due = spared(case, calendar, limit, due, floor);
            }
        }
        // The act that meets a limit may move it: it ends a pause. So may what was done while the clock stood still.
        let is_free = |met: Moment| met == on || pause.is_some_and(|since| !since.is_after(met));
        case.met(limit).is_none_or(is_free) || (is_rework && rework_row(case, policy, limit))
    });
    changes
}

/// Puts the date of a limit that is met, counted again by the row that it has on record, in the place of a new one: what was classified since
/// it was met does not judge it. Gives whether it changes.
fn counted_again(
    case: &Case,
    policy: &Policy,
    calendar: &Calendar,
    (limit, old): (&Code, &Due),
    new: &mut Option<Due>,
) -> bool {
    let gave =
        |row: &&Limit| limit_name(row) == limit && *row.rule_id() == old.rule && row.length() == Some(old.within);
    let Some(row) = policy.limits.iter().find(gave) else { return true };
    *new = due(case, calendar, limit, (row, old.unclassified));
    new.as_ref().is_some_and(|new| new != old)
}

/// A due date that was over when its row began to apply, ended at `floor` instead.
fn spared(case: &Case, calendar: &Calendar, name: &Code, due: &Due, floor: Moment) -> Due {
    let skip = |day: NaiveDate| stood_still(case, day, case.met(name));
    let base = spared_until(calendar, floor, &skip);
    let at = case.extensions.get(name).map_or(base, |days| extended(calendar, base, *days, &skip));
    Due { at, original: Some(due.original.unwrap_or(due.at)), spared: Some(floor), warn: None, ..due.clone() }
}

/// The day on which a spared limit ends: the first from its floor on that is a working day on which the clock ran.
fn spared_until(calendar: &Calendar, floor: Moment, skip: &dyn Fn(NaiveDate) -> bool) -> Moment {
    if !floor.is_day() {
        return floor;
    }
    let counts = |day: &NaiveDate| calendar.day(*day).working && !skip(*day);
    floor.date().iter_days().take(LONGEST_REST).find(counts).map_or(floor, Moment::day)
}

/// No rest and no pause is taken to last longer, in days.
const LONGEST_REST: usize = 4_000;

fn extended(calendar: &Calendar, base: Moment, days: u32, skip: &dyn Fn(NaiveDate) -> bool) -> Moment {
    end(calendar, Moment::day(base.date()), Within::WorkingDays(days), skip)
}

fn changes(case: &Case, policy: &Policy, calendar: &Calendar, is_rework: bool) -> Dues {
    let mut changes = Dues::new();
    let begins = |name: &Code| is_rework && rework_row(case, policy, name);
    let mut change = |name: &Code, wanted: Option<Due>| match (wanted, case.limits.get(name)) {
        (Some(new), Some(old)) if new == *old && !begins(name) => {}
        (Some(new), _) => drop(changes.insert(name.clone(), Some(new))),
        (None, Some(_)) => drop(changes.insert(name.clone(), None)),
        (None, None) => {}
    };
    let within = source_within(case, policy);
    let by_source = case.facts.source_due.is_some() || within.is_some();
    let (mut has_row, agreed) = (false, agreement_due(case, calendar));
    for LimitRows { name, row, beside } in rows(case, policy) {
        has_row |= *name == SOURCE;
        if agreed.is_some() && *name == AGREEMENT {
            // The day on which the sides agreed takes precedence over a policy row.
            continue;
        }
        // A date from the source takes precedence over a policy row for the limit `source`.
        if !(by_source && *name == SOURCE) {
            let dates = row.into_iter().chain(beside).filter_map(|row| due(case, calendar, name, row));
            let own = dates.reduce(|own, other| if other.at < own.at { other } else { own });
            change(name, if *name == REPLY && by_source { shorter(case, policy, calendar, own) } else { own });
        }
    }
    if by_source || !has_row {
        // None if the source sets no date, or no longer does.
        change(&SOURCE, source_due(case, calendar, within));
    }
    if agreed.is_some() || !names(policy).any(|name| *name == AGREEMENT) {
        change(&AGREEMENT, agreed);
    }
    changes
}

/// Whether the row that gives a limit counts from the rework.
fn rework_row(case: &Case, policy: &Policy, name: &Code) -> bool {
    let mut given = rows(case, policy).into_iter().filter(|given| given.name == name);
    given.any(|given| given.row.iter().chain(&given.beside).any(|row| row.0.from == "reworked"))
}

/// The limit of the reply: of a source whose limit counts for it too, the shorter of the two.
fn shorter(case: &Case, policy: &Policy, calendar: &Calendar, own: Option<Due>) -> Option<Due> {
    let own = own?;
    let counts = policy.sources.iter().any(|source| source.code == case.facts.source && source.reply);
    let given = source_due(case, calendar, source_within(case, policy)).filter(|due| counts && due.at < own.at);
    let Some(given) = given else { return Some(own) };
    let warn = own.warn.filter(|warn| *warn <= given.at.date());
    Some(Due { rule: case.facts.source.clone(), warn, ..given })
}

/// The name of the limit of the reply.
pub const REPLY: Code = Code::const_new("reply");

/// The name of the limit set by the case's source.
pub(super) const SOURCE: Code = Code::const_new("source");

/// The rows that apply to a case for a limit, each with whether it applies only because the case is not classified.
#[derive(Clone, Debug)]
pub struct LimitRows<'p> {
    /// The limit.
    pub name: &'p Code,
    /// The first whose condition holds.
    pub row: Option<(&'p Limit, bool)>,
    /// The same of each layer that added rows to those below; the shortest of all counts.
    pub beside: Vec<(&'p Limit, bool)>,
}

impl<'p> LimitRows<'p> {
    const fn of(name: &'p Code, row: Option<(&'p Limit, bool)>) -> Self {
        Self { name, row, beside: Vec::new() }
    }
}

/// The rows that apply to a case for each limit of a policy.
pub fn rows<'p>(case: &Case, policy: &'p Policy) -> Vec<LimitRows<'p>> {
    if policy.is_apart(&case.facts.nature) {
        return names(policy).map(|name| LimitRows::of(name, None)).collect();
    }
    if case.facts.category.is_empty() {
        let loose = |name| LimitRows::of(name, loose_row(case, policy, name));
        return names(policy).map(loose).collect();
    }
    // Computes all limits at once, because every event needs all of them.
    let view = View { case, policy, given: &[] };
    let mut rows: Vec<LimitRows<'_>> = Vec::with_capacity(8);
    for row in &policy.limits {
        let name = limit_name(row);
        // Searches from the end: the rows of one limit are usually adjacent.
        let place = rows.iter().rposition(|known| known.name == name).unwrap_or_else(|| {
            rows.push(LimitRows::of(name, None));
            rows.len() - 1
        });
        // Of each layer the first row whose condition holds.
        let LimitRows { row: own, beside, .. } = &mut rows[place];
        let is_found = |known: &(&Limit, bool)| known.0.beside == row.beside;
        if !own.as_ref().is_some_and(is_found) && !beside.iter().any(is_found) && row.when.holds(&view) {
            match row.beside {
                LayerNumber(0) => *own = Some((row, false)),
                _ => beside.push((row, false)),
            }
        }
    }
    rows
}

/// The row that applies to a case for a limit, and whether it applies only because the case is not classified; of several layers' that
/// which gives the earliest date.
#[must_use]
pub fn row<'p>(case: &Case, policy: &'p Policy, calendar: &Calendar, name: &Code) -> Option<(&'p Limit, bool)> {
    let LimitRows { row, beside, .. } = rows(case, policy).into_iter().find(|known| known.name == name)?;
    let at = |row: (&Limit, bool)| due(case, calendar, name, row).map(|due| due.at);
    row.into_iter().chain(beside).reduce(|own, other| match (at(own), at(other)) {
        (Some(own_at), Some(other_at)) if other_at < own_at => other,
        (None, Some(_)) => other,
        _ => own,
    })
}

/// The row for a case that is not classified: the shortest that may apply once it is.
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

/// The names of a policy's limits, each once.
pub fn names(policy: &Policy) -> impl Iterator<Item = &Code> {
    let rows = &policy.limits;
    rows.iter().enumerate().filter_map(|(i, row)| {
        let name = limit_name(row);
        // Searches from the end: the rows of one limit are usually adjacent.
        (!rows[..i].iter().rev().any(|r| limit_name(r) == name)).then_some(name)
    })
}

/// The names of all limits that a case under this policy can have: those of rows, of the source, of an agreement.
#[must_use]
pub fn known(policy: &Policy) -> Vec<&str> {
    names(policy).map(Code::as_str).chain(["source", "agreement"]).collect()
}

/// The name of the limit that a row is for.
#[must_use]
pub fn limit_name(row: &Limit) -> &Code {
    if row.limit.is_empty() { &row.code } else { &row.limit }
}

/// When the milestone from which a limit is counted was reached, or the day in the field from which it is counted.
#[must_use]
pub fn start(case: &Case, row: &Limit) -> Option<Moment> {
    match row.from.as_str() {
        "" | "received" => case.current()?.received,
        from => match from.strip_prefix(FIELD) {
            Some(field) => case.facts.fields.get(field)?.text()?.parse().ok(),
            None => case.reached(from),
        },
    }
}

/// The due date that the source of a case sets: the date that it gave, else the limit of its row.
fn source_due(case: &Case, calendar: &Calendar, within: Option<Within>) -> Option<Due> {
    let from = case.current()?.received?;
    if let Some(at) = case.facts.source_due {
        return Some(Due { rule: SOURCE, ..set_date(case, calendar, &SOURCE, from, at) });
    }
    Some(Due { rule: case.facts.source.clone(), ..dated(case, calendar, &SOURCE, from, within?) })
}

/// The due date of the agreement that the sides reached, if they named a day.
fn agreement_due(case: &Case, calendar: &Calendar) -> Option<Due> {
    let act = case.agreement().filter(|act| act.round == case.round())?;
    let at = act.deadline?;
    Some(Due { rule: AGREEMENT, ..set_date(case, calendar, &AGREEMENT, act.on, at) })
}

/// A due date that somebody set, moved by extensions.
fn set_date(case: &Case, calendar: &Calendar, name: &str, from: Moment, at: Moment) -> Due {
    let skip = |day: NaiveDate| stood_still(case, day, case.met(name));
    let more = case.extensions.get(name);
    let moved = more.map(|days| end(calendar, Moment::day(at.date()), Within::WorkingDays(*days), &skip));
    let provisional = calendar.is_provisional(moved.unwrap_or(at).date());
    Due {
        at: moved.unwrap_or(at),
        original: moved.map(|_| at),
        provisional,
        ..dated(case, calendar, name, from, Within::None)
    }
}

/// The due date of a limit by its row; `unclassified` tells whether the row applies only because the case is not
/// classified.
fn due(case: &Case, calendar: &Calendar, name: &Code, (row, unclassified): (&Limit, bool)) -> Option<Due> {
    let within = row.length().filter(|w| *w != Within::None)?;
    let from = start(case, row)?;
    let due = dated(case, calendar, name, from, within);
    let due = Due {
        rule: row.rule_id().clone(),
        until: if row.until == Due::default_until(name) { Code::default() } else { row.until.clone() },
        warn: row.warn.map(|warn| end_of(case, calendar, instant(case, from, warn), warn, None).date()),
        unclassified,
        ..due
    };
    // As long as the same row applies it stays spared.
    let floor = case.limits.get(name).filter(|old| old.rule == due.rule && old.within == within);
    let base = || end_of(case, calendar, instant(case, from, within), within, None);
    let floor = floor.and_then(|old| old.spared).filter(|floor| floor.is_after(base()));
    Some(floor.map_or(due.clone(), |floor| spared(case, calendar, name, &due, floor)))
}

/// The due date of a limit: paused days skipped, extensions added.
fn dated(case: &Case, calendar: &Calendar, name: &str, from: Moment, within: Within) -> Due {
    // A pause after the limit was met does not move it.
    let met = case.met(name);
    let skip = |day: NaiveDate| stood_still(case, day, met);
    let start = instant(case, from, within);
    let plain = plain_end(calendar, start, within);
    let paused = end_of(case, calendar, start, within, met);
    let at = match case.extensions.get(name) {
        Some(days) => end(calendar, Moment::day(paused.date()), Within::WorkingDays(*days), &skip),
        None => paused,
    };
    Due {
        at,
        rule: Code::default(),
        from: if within.is_hours() { from } else { Moment::day(from.date()) },
        within,
        until: Code::default(),
        warn: None,
        provisional: calendar.is_provisional(at.date()),
        unclassified: false,
        original: (plain != at).then_some(plain),
        spared: None,
    }
}

/// The limit that the policy sets for the source of the case.
fn source_within(case: &Case, policy: &Policy) -> Option<Within> {
    if case.facts.source.is_empty() {
        return None;
    }
    let row = policy.sources.iter().find(|s| s.code == case.facts.source)?;
    row.within.filter(|w| *w != Within::None)
}

/// The due date of a limit before any extension, with paused days skipped. Extensions are counted from it.
#[must_use]
pub fn before_extension(case: &Case, calendar: &Calendar, name: &str) -> Option<Moment> {
    let due = case.limits.get(name)?;
    if !case.extensions.contains_key(name) {
        return Some(due.at);
    }
    if let Some(floor) = due.spared {
        return Some(spared_until(calendar, floor, &|day| stood_still(case, day, case.met(name))));
    }
    let start = instant(case, due.from, due.within);
    Some(if due.within == Within::None {
        due.original.unwrap_or(due.at)
    } else {
        end_of(case, calendar, start, due.within, None)
    })
}
