//! Explains the limits of a case: the rule, the start of each, and every day that counted or did not.
//!
//! Invariant: due dates are those decided for the case; the days are counted again here, and if the results differ both
//! are shown.

mod days;
mod json;
mod words;

pub(super) use words::standing;

use crate::document::Document;
use crate::domain::Code;
use crate::domain::calendar::{Calendar, CountedDay, CountedHours, Pauses};
use crate::domain::case::due::Due;
use crate::domain::case::limit;
use crate::domain::case::mediation::AGREEMENT;
use crate::domain::case::{Case, Missed, Standing};
use crate::domain::policy::{Departure, Limit, Named, Policy};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use crate::report::context::ReportContext;
use chrono::NaiveDate;
use serde_json::Value;
use std::cmp::Ordering;

/// Schema of the JSON.
pub const SCHEMA: &str = "redress.explain/1";

/// The file with an organisation's own rows.
const OWN: &str = "redress.toml";

/// The limits of a case, explained. The context's policy must be that of the current round.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    case: &'a Case,
    /// The limits in force and those that the policy has for such a case, in the policy's order.
    pub limits: Vec<Explained<'a>>,
    /// The limits that were certainly missed, in all rounds.
    pub missed: Vec<&'a Missed>,
}

/// One explained limit.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// Its name: `reply`, `dispatch` …
    pub limit: Code,
    /// The rule's id; empty if no single rule is known.
    pub rule: Code,
    /// The rule's title.
    pub title: Title,
    /// Its article.
    pub cite: Title,
    /// If the organisation changed the rule's length: its own length, the rule's values, and how the lengths compare.
    pub departs: Option<(Option<Within>, Departure, Ordering)>,
    /// The result.
    pub fate: DayFate<'a>,
}

/// The result of a limit.
#[derive(Clone, Debug)]
pub enum DayFate<'a> {
    /// It is in force.
    Counted(Box<DayCount<'a>>),
    /// The regulation sets no limit for such a case.
    None,
    /// It is counted once this milestone is reached.
    Waiting(Code),
    /// The rule is not known before the case is classified.
    Unclassified,
}

/// A limit in force.
#[derive(Clone, Debug)]
pub struct DayCount<'a> {
    /// The due date as decided.
    pub due: Due,
    /// The milestone from which it is counted.
    pub start: Code,
    /// The milestone that ends it.
    pub until: Code,
    /// Every day that was examined; empty for limits in hours and for dates set by a source.
    pub days: Vec<CountedDay<'a>>,
    /// Every day that was looked at for a limit in working hours, with the minutes that counted.
    pub hours: Vec<CountedHours<'a>>,
    /// The days that extensions added, counted from the date before them.
    pub extension: Vec<CountedDay<'a>>,
    /// Those days on which the calendar differs from the State Council's.
    pub departs: Vec<NaiveDate>,
    /// Whether the year of the date was published after the date was computed with weekends only.
    pub published_since: bool,
    /// The result of counting today; `None` for limits in hours, dates set by a source, and during a pause.
    pub counted: Option<NaiveDate>,
    /// The status.
    pub standing: Standing,
    /// When it was met.
    pub met: Option<Moment>,
    /// Whether it was missed: met too late, overdue, or past when the round ended.
    pub late: bool,
    /// Working days late if it is late; else working days left if it is running.
    pub days_count: i64,
    /// Whether a delay was explained by the due date.
    pub explained: bool,
}

/// Explains the limits of a case.
#[must_use]
pub fn explain<'a>(case: &'a Case, context: &ReportContext<'a>) -> Explanation<'a> {
    let mut limits: Vec<Explained<'a>> = Vec::new();
    let own = case.limits.keys().filter(|name| !limit::names(context.policy).any(|known| known == *name));
    for name in limit::names(context.policy).chain(own) {
        limits.extend(one(case, name, context));
    }
    Explanation { case, limits, missed: case.missed().collect() }
}

impl Explanation<'_> {
    /// The explanation as a page.
    #[must_use]
    pub fn page(&self, context: &ReportContext<'_>) -> Document {
        words::page(self, context)
    }

    /// The explanation as JSON.
    #[must_use]
    pub fn json(&self, context: &ReportContext<'_>) -> Value {
        json::of(self, context)
    }
}

fn one<'a>(case: &'a Case, name: &Code, context: &ReportContext<'a>) -> Option<Explained<'a>> {
    let policy = context.policy;
    if let Some(due) = case.limits.get(name) {
        // Several rows may rest on one rule: the one that gave the date has its length.
        let of_rule = |r: &&Limit| *r.rule_id() == due.rule && limit::limit_name(r) == name;
        let gave = |r: &&Limit| of_rule(r) && r.length() == Some(due.within);
        let applies = limit::row(case, policy, context.calendar, name)
            .map(|(row, _)| row)
            .filter(|row| of_rule(row) && gave(row));
        let row = applies.or_else(|| policy.limits.iter().find(gave)).or_else(|| policy.limits.iter().find(of_rule));
        let fate = DayFate::Counted(Box::new(count(case, name, due, row, context)));
        return Some(explained(name, &due.rule, row, fate));
    }
    match limit::row(case, policy, context.calendar, name) {
        Some((row, _)) if row.within.is_none_or(|w| w == Within::None) => {
            Some(explained(name, row.rule_id(), Some(row), DayFate::None))
        }
        Some((row, _)) if limit::start(case, row).is_none() => {
            Some(explained(name, row.rule_id(), Some(row), DayFate::Waiting(milestone(&row.from))))
        }
        // A rule applies and its limit has started, but no date was decided: nothing certain can be said.
        Some(_) => None,
        None => (case.facts.category.is_empty() && !policy.is_apart(&case.facts.nature))
            .then(|| explained(name, "", None, DayFate::Unclassified)),
    }
}

fn explained<'a>(name: &Code, rule: &str, row: Option<&Limit>, fate: DayFate<'a>) -> Explained<'a> {
    let (title, cite) = row.map(|r| (r.title.clone(), r.cite.clone())).unwrap_or_default();
    let departs = row.and_then(|row| row.departure().map(|(from, than)| (row.within, from.clone(), than)));
    Explained { limit: name.clone(), rule: rule.into(), title, cite, departs, fate }
}

fn milestone(code: &Code) -> Code {
    if code.is_empty() { "received".into() } else { code.clone() }
}

fn count<'a>(case: &Case, name: &Code, due: &Due, row: Option<&Limit>, context: &ReportContext<'a>) -> DayCount<'a> {
    let standing = context.standing(case, name).unwrap_or(Standing::Over);
    let until = due.until(name);
    let met = case.met(name);
    let stopped = case.paused.filter(|_| standing == Standing::Paused);
    let skip = |day: NaiveDate| limit::stood_still(case, day, met) || stopped.is_some_and(|since| since.date() <= day);
    let counting = context.calendar.count(due.from.date(), due.within, &skip);
    let hours = hours(case, due, (&skip, met), context);
    let extension = case.extensions.get(name).and_then(|days| {
        let from = limit::before_extension(case, context.calendar, name)?.date();
        Some(context.calendar.count(from, Within::WorkingDays(*days), &skip).days)
    });
    let late = match (met, standing) {
        (_, Standing::NotTold) => false,
        (Some(met), _) => due.is_past_at(met),
        (None, Standing::Overdue) => true,
        (None, _) => is_missed(case, name, due),
    };
    let at = due.at.date();
    let days_count = match (met, standing) {
        (Some(met), _) => limit::working_days_late(case, context.calendar, at, met.date()),
        (None, Standing::Overdue) => context.days_late(case, due),
        (None, Standing::Running) => context.working_days(context.day, at),
        (None, _) => 0,
    };
    DayCount {
        start: match row {
            None if *name == AGREEMENT => "agreed".into(),
            row => row.map_or_else(|| "received".into(), |r| milestone(&r.from)),
        },
        until: until.into(),
        departs: context
            .calendar
            .departures()
            .into_iter()
            .filter(|date| counting.days.iter().any(|day| day.date == *date))
            .collect(),
        published_since: due.provisional && !context.calendar.is_provisional(at),
        days: counting.days,
        hours,
        extension: extension.unwrap_or_default(),
        counted: counting.due,
        standing,
        met,
        late,
        days_count,
        explained: case.explained(due),
        due: due.clone(),
    }
}

/// The days of a limit in working hours, counted as its date was: without whole paused days, or without paused time where that
/// ends later.
fn hours<'a>(
    case: &Case,
    due: &Due,
    (skip, met): (&dyn Fn(NaiveDate) -> bool, Option<Moment>),
    context: &ReportContext<'a>,
) -> Vec<CountedHours<'a>> {
    let Within::WorkingHours(n) = due.within else { return Vec::new() };
    let calendar: &'a Calendar = context.calendar;
    let from = limit::instant(case, due.from, due.within);
    let count = |pauses: Pauses<'_>| {
        let mut days = Vec::new();
        let end = calendar.working_hours(from, n, pauses, &mut |CountedHours { date, paused, minutes, .. }| {
            days.push(CountedHours { date, day: calendar.day(date), paused, minutes });
        });
        (end, days)
    };
    let (whole, days) = count(Pauses::Days(skip));
    let pauses: Vec<_> = limit::pauses_before(case, met).collect();
    let (exact, by_the_minute) = count(Pauses::Times(&pauses));
    if whole.is_some() && exact > whole { by_the_minute } else { days }
}

/// Whether this date of the current round was certainly missed.
fn is_missed(case: &Case, name: &Code, due: &Due) -> bool {
    case.missed().any(|m| m.round == case.round() && m.limit == *name && m.due == due.at)
}

/// How and when the current round ended.
fn ended(case: &Case) -> Option<(State, Moment)> {
    case.current().and_then(|round| round.ended)
}

/// The title of the policy, or the name of its profile.
fn policy_name(policy: &Policy, lang: crate::text::Lang) -> String {
    let title = policy.title.get(lang);
    crate::text::sanitize::sanitized(if title.is_empty() { &policy.profile } else { title })
}

#[cfg(test)]
mod tests;
