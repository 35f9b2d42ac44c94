//! Automatic escalation by the policy's `escalate` rows, each row once a round.
//!
//! Invariant: pure. A paused case is not escalated, nor a case that already is at the level.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::limit;
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{Escalation, Policy};
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;

/// The first row that escalates the case at `now`, and the level.
#[must_use]
pub fn next<'p>(
    case: &Case,
    policy: &'p Policy,
    directory: &Directory,
    calendar: &Calendar,
    now: Moment,
) -> Option<(&'p Escalation, Code)> {
    if !case.is_pending() || case.paused.is_some() || case.not_understood || case.unopened {
        return None;
    }
    let view = View { case, policy, given: &[] };
    let mut rows = policy.escalations.iter().filter(|row| !case.raised.contains(&row.code));
    rows.find_map(|row| {
        let to = target(case, row, policy, directory)?;
        (has_come(case, row, calendar, now) && row.when.holds(&view)).then_some((row, to))
    })
}

/// The level to which a row escalates the case, if it is above the case's present level.
fn target(case: &Case, row: &Escalation, policy: &Policy, directory: &Directory) -> Option<Code> {
    let at = level(case, policy, directory);
    if !row.to.is_empty() {
        return (policy.rank(&row.to) > at).then(|| row.to.clone());
    }
    // A case that no unit has yet goes above the unit that heard it first; if that has no level, or none is above, to the top level.
    let top = policy.levels.len().checked_sub(1)?;
    let heard = || rank_of(&case.facts.received_by, policy, directory).filter(|_| case.unit.is_empty());
    let next = at.map_or_else(|| heard().map_or(top, |rank| (rank + 1).min(top)), |rank| rank + 1);
    policy.levels.get(next).map(|level| level.code.clone())
}

/// The level of a case, counted from the lowest: that of its unit (or of the nearest unit above that has a level), or
/// the level to which it was escalated, whichever is higher. The next escalation starts from it.
#[must_use]
pub fn level(case: &Case, policy: &Policy, directory: &Directory) -> Option<usize> {
    policy.rank(&case.level).max(rank_of(&case.unit, policy, directory))
}

/// The level of a unit, or of the nearest unit above that has one.
fn rank_of(unit: &str, policy: &Policy, directory: &Directory) -> Option<usize> {
    directory.with_parents(unit).into_iter().find_map(|unit| policy.rank(&unit.level))
}

/// Whether a row applies at `now`: its limit is not met and ran out at least `after` ago.
fn has_come(case: &Case, row: &Escalation, calendar: &Calendar, now: Moment) -> bool {
    if row.limit.is_empty() {
        return true;
    }
    let Some(due) = case.limits.get(&row.limit) else { return false };
    if case.met(&row.limit).is_some() || !due.is_past_at(now) {
        return false;
    }
    let after = row.after.unwrap_or(Within::None);
    if after == Within::None {
        return true;
    }
    let end = limit::end_of(case, calendar, limit::instant(case, due.at, after), after, None);
    // Days are counted as in reports: two working days late means on the second working day.
    if after.is_hours() { now.is_after(end) } else { now.date() >= end.date() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::apply::fold;
    use crate::domain::event::Event;

    const POLICY: &str = r#"
        profile = "test"
        level = [{ code = "outlet" }, { code = "branch" }, { code = "head" }]
        escalate = [{ code = "up", limit = "reply", after = "2wd" }, { code = "top", to = "head", limit = "reply", after = "4wd" },
                    { code = "again", when = { repeat = true, satisfaction = "no" } }]
    "#;
    const DIRECTORY: &str = r#"unit = [{ code = "a", level = "outlet" }, { code = "till", parent = "a" }]"#;

    fn case(lines: &[&str]) -> Case {
        let opened = r#""opened":{"received_by":"a","due":{"reply":{"at":"2026-09-21","rule":"r","from":"2026-09-16","within":"3wd"}}}"#;
        let all = std::iter::once(&opened).chain(lines).enumerate();
        let event = |(i, line): (usize, &&str)| {
            let n = i + 1;
            let head =
                format!(r#"{{"n":{n},"at":"2026-09-18T09:00:00.000+08:00","by":"p","case":"HQ-2026-0001","seq":{n}"#);
            Event::parse(format!("{head},{line}}}").as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        };
        fold(&all.map(event).collect::<Vec<_>>())
    }

    fn goes(lines: &[&str], now: &str) -> Option<String> {
        let policy: Policy = toml::from_str(POLICY).expect("a policy");
        let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
        let now = format!("{now}:00.000+08:00").parse().expect("a moment");
        let row = next(&case(lines), &policy, &directory, &Calendar::embedded(), now);
        row.map(|(row, to)| format!("{} {to}", row.code))
    }

    const AT_TILL: &str = r#""assigned":{"unit":"till"}"#;

    #[test]
    fn a_case_two_working_days_late_is_escalated_once_by_one_level() {
        // Due on Monday the 21st; Wednesday is the second working day after it.
        assert_eq!(goes(&[AT_TILL], "2026-09-22T23:59"), None);
        assert_eq!(goes(&[AT_TILL], "2026-09-23T08:00").as_deref(), Some("up branch"));
        let up = r#""escalated":{"to":"branch","rule":"up"}"#;
        assert_eq!(goes(&[AT_TILL, up], "2026-09-23T08:00"), None);
        assert_eq!(goes(&[AT_TILL, up], "2026-09-28T08:00").as_deref(), Some("top head"));
        // A revoked escalation is not repeated in the same round; a new round is escalated again.
        let back = r#""revoked":{"event":"HQ:3"}"#;
        assert_eq!(goes(&[AT_TILL, up, back], "2026-09-23T08:00"), None);
        let late = r#""reopened":{"due":{"reply":{"at":"2026-09-21","rule":"r","from":"2026-09-16","within":"3wd"}}}"#;
        assert_eq!(goes(&[AT_TILL, up, r#""closed":{}"#, late], "2026-09-23T08:00").as_deref(), Some("up head"));
    }

    #[test]
    fn paused_answered_ended_and_already_escalated_cases_stay() {
        let now = "2026-09-23T08:00";
        assert_eq!(goes(&[AT_TILL, r#""paused":{"ground":"x"}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""replied":{"to":["complainant"]}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""closed":{}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""escalated":{"to":"head"}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""danced":{"must":true}"#], now), None);
        // No unit has it yet: above the unit that heard it.
        assert_eq!(goes(&[], now).as_deref(), Some("up branch"));
        // The unit's level is unknown: to the top level.
        assert_eq!(goes(&[r#""assigned":{"unit":"elsewhere"}"#], now).as_deref(), Some("up head"));
    }

    #[test]
    fn a_row_without_a_limit_escalates_by_its_condition() {
        let again = r#""linked":{"other":"HQ-2025-0009","kind":"repeat"}"#;
        let reply = r#""replied":{"to":["complainant"],"satisfaction":"no"}"#;
        assert_eq!(goes(&[AT_TILL, again], "2026-09-18T10:00"), None);
        assert_eq!(goes(&[AT_TILL, again, reply], "2026-09-18T10:00").as_deref(), Some("again branch"));
    }
}
