//! Duties: work without a case. Which unit owes which duty in which period, and what was done, from the log.
//!
//! Invariant: pure. A unit owes a duty once in each period (day, week, month …) that has a working day.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::policy::Duty;
use crate::domain::policy::directory::{Directory, Unit};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use chrono::{NaiveDate, NaiveTime};

/// The kinds of events that concern duties.
pub const EVENTS: &[&str] = &["duty_done", "revoked"];

/// A duty that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletedDuty {
    /// Its event.
    pub event: EventId,
    /// The duty's code.
    pub duty: Code,
    /// The unit for which it was done.
    pub unit: Code,
    /// When.
    pub on: Moment,
    /// Who did it.
    pub by: Code,
    /// Nothing was found.
    pub nil: bool,
    /// The cases that were found.
    pub found: Vec<CaseId>,
    /// Done after the time of day that the policy sets.
    pub late: bool,
}

/// The duties that were done, in the order of the log; without revoked ones.
#[must_use]
pub fn done(events: &[Event]) -> Vec<CompletedDuty> {
    let all: Vec<&Event> = events.iter().collect();
    let gone = apply::revoked(&all);
    let told = all.into_iter().filter(|event| !gone.contains(&event.id()));
    let one = |event: &Event| match &event.body {
        Body::DutyDone(body) => Some(CompletedDuty {
            event: event.id(),
            duty: body.duty.clone(),
            unit: body.unit.clone(),
            on: event.on(),
            by: if body.done_by.is_empty() { event.by.clone() } else { body.done_by.clone() },
            nil: body.nil,
            found: body.found.clone(),
            late: body.late,
        }),
        _ => None,
    };
    told.filter_map(one).collect()
}

/// The period of the duty that contains `day`.
#[must_use]
pub fn span(duty: &Duty, day: NaiveDate) -> Period {
    Period::of(PeriodKind::named(&duty.every).unwrap_or(PeriodKind::Day), day)
}

/// The last working day of a period, by which the duty is owed; `None` if it has none, and then the duty is not owed.
#[must_use]
pub fn due_day(span: &Period, calendar: &Calendar) -> Option<NaiveDate> {
    let (from, to) = (span.from?, span.to?);
    let days = std::iter::successors(Some(to), chrono::NaiveDate::pred_opt).take_while(|day| *day >= from);
    days.into_iter().find(|day| calendar.is_working(*day))
}

/// Whether a unit owes the duty on `day`: it is open, has one of the duty's levels and functions, and has a person with
/// one of its roles.
#[must_use]
pub fn owes(duty: &Duty, unit: &Unit, directory: &Directory, day: NaiveDate) -> bool {
    let holds = |code: &Code| duty.roles.contains(code);
    let staffed = || {
        let people = directory.people.iter().filter(|p| p.unit == unit.code && p.serves_on(day));
        people.into_iter().any(|p| p.roles.iter().any(holds))
    };
    unit.is_open_on(day)
        && !unit.outside
        && (duty.levels.is_empty() || duty.levels.contains(&unit.level))
        && (duty.functions.is_empty() || unit.functions.iter().any(|f| duty.functions.contains(f)))
        && (duty.roles.is_empty() || staffed())
}

/// The units that owe the duty on `day`. If the directory has no units, the desk is the only unit and owes every duty.
#[must_use]
pub fn owing(duty: &Duty, directory: &Directory, desk: &str, day: NaiveDate) -> Vec<Code> {
    if directory.units.is_empty() {
        return vec![desk.into()];
    }
    directory.units.iter().filter(|unit| owes(duty, unit, directory, day)).map(|unit| unit.code.clone()).collect()
}

/// Whether a duty done at `when` was done after its time of day; false if only the day is known.
#[must_use]
pub fn is_late(duty: &Duty, when: Moment) -> bool {
    match (when.time(), close(duty)) {
        (Some(time), Some(close)) => time > close,
        _ => false,
    }
}

/// The duty's time of day; `None` if it has none or it cannot be parsed.
#[must_use]
pub fn close(duty: &Duty) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&duty.close, "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_duty_is_due_on_the_last_working_day_of_its_period() {
        let calendar = Calendar::embedded();
        let due = |every: &str, day: &str| {
            let duty = Duty { every: every.into(), ..Duty::default() };
            due_day(&span(&duty, date(day)), &calendar)
        };
        assert_eq!(due("day", "2026-09-24"), Some(date("2026-09-24")));
        assert_eq!(due("day", "2026-09-26"), None);
        // A make-up working day: Sunday 2026-09-20 is worked before the holidays.
        assert_eq!(due("day", "2026-09-20"), Some(date("2026-09-20")));
        assert_eq!(due("month", "2026-10-05"), Some(date("2026-10-30")));
        assert_eq!(due("", "2026-09-24"), Some(date("2026-09-24")));
    }

    #[test]
    fn owing_units_by_level_function_and_role() {
        let directory: Directory = toml::from_str(
            "unit = [{ code = \"hq\", level = \"head\" }, { code = \"cs\", level = \"head\" }, { code = \"a\", level = \"outlet\" }, \
             { code = \"b\", level = \"outlet\", until = 2026-06-30 }]\n\
             person = [{ code = \"p\", unit = \"cs\", roles = [\"service\"], from = 2026-03-01 }]",
        )
        .expect("a directory");
        let owing = |duty: &Duty, day: &str| owing(duty, &directory, "HQ", date(day)).join(" ");
        let boxes = Duty { levels: vec!["outlet".into()], ..Duty::default() };
        assert_eq!(owing(&boxes, "2026-06-30"), "a b");
        assert_eq!(owing(&boxes, "2026-07-01"), "a");
        let web = Duty { levels: vec!["head".into()], roles: vec!["service".into()], ..Duty::default() };
        assert_eq!((owing(&web, "2026-02-28"), owing(&web, "2026-03-01")), (String::new(), "cs".into()));
        assert_eq!(super::owing(&web, &Directory::default(), "HQ", date("2026-03-01")), ["HQ"]);
    }

    #[test]
    fn a_duty_done_after_its_time_of_day_is_late() {
        let duty = Duty { close: "17:30".into(), ..Duty::default() };
        let late = |text: &str| is_late(&duty, text.parse().expect("a moment"));
        assert!(!late("2026-09-24T17:30:00.000+08:00"));
        assert!(late("2026-09-24T17:30:01.000+08:00"));
        assert!(!late("2026-09-24"));
        assert!(!is_late(&Duty::default(), "2026-09-24T23:59:00.000+08:00".parse().expect("a moment")));
    }
}
