//! When a case goes up by itself: the policy's `escalate` rows, each once a round.
//!
//! Invariant: pure; a paused case does not go up, and neither does one that is there already.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::limit;
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{Escalation, Policy};
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;

/// The first row by which the case goes up at `now`, and to which level.
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

/// The level that a row takes the case to, where that is above the one that it is at.
fn target(case: &Case, row: &Escalation, policy: &Policy, directory: &Directory) -> Option<Code> {
    let at = level(case, policy, directory);
    if !row.to.is_empty() {
        return (policy.rank(&row.to) > at).then(|| row.to.clone());
    }
    // Where nobody knows its level: to the top.
    let next = match at {
        Some(rank) => rank + 1,
        None => policy.levels.len().checked_sub(1)?,
    };
    policy.levels.get(next).map(|level| level.code.clone())
}

/// The level at which a case is, from the lowest: that of the unit that has it (or of the first above it that has one), or where it has
/// been taken up to. A case goes up from there only.
#[must_use]
pub fn level(case: &Case, policy: &Policy, directory: &Directory) -> Option<usize> {
    let holder = directory.with_parents(&case.unit).into_iter().find_map(|unit| policy.rank(&unit.level));
    policy.rank(&case.level).max(holder)
}

/// Whether the row's time has come: its limit runs, is past, and so long ago.
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
    let end = limit::end(calendar, due.at, after, &|day| limit::is_paused(case, day));
    // Days are counted as reports count them: two working days late is so on the second working day.
    if matches!(after, Within::Hours(_)) { now.is_after(end) } else { now.date() >= end.date() }
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
    fn two_working_days_late_is_one_level_up_and_only_once() {
        // Due on Monday the 21st; Wednesday is the second working day after.
        assert_eq!(goes(&[AT_TILL], "2026-09-22T23:59"), None);
        assert_eq!(goes(&[AT_TILL], "2026-09-23T08:00").as_deref(), Some("up branch"));
        let up = r#""escalated":{"to":"branch","rule":"up"}"#;
        assert_eq!(goes(&[AT_TILL, up], "2026-09-23T08:00"), None);
        assert_eq!(goes(&[AT_TILL, up], "2026-09-28T08:00").as_deref(), Some("top head"));
        // Revoked, it is not tried again; in a new round it is.
        let back = r#""revoked":{"event":"HQ:3"}"#;
        assert_eq!(goes(&[AT_TILL, up, back], "2026-09-23T08:00"), None);
        let late = r#""reopened":{"due":{"reply":{"at":"2026-09-21","rule":"r","from":"2026-09-16","within":"3wd"}}}"#;
        assert_eq!(goes(&[AT_TILL, up, r#""closed":{}"#, late], "2026-09-23T08:00").as_deref(), Some("up head"));
    }

    #[test]
    fn what_does_not_go_up() {
        let now = "2026-09-23T08:00";
        assert_eq!(goes(&[AT_TILL, r#""paused":{"ground":"x"}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""replied":{"to":["complainant"]}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""closed":{}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""escalated":{"to":"head"}"#], now), None);
        assert_eq!(goes(&[AT_TILL, r#""danced":{"must":true}"#], now), None);
        // Nobody knows the level of the unit: to the top.
        assert_eq!(goes(&[r#""assigned":{"unit":"elsewhere"}"#], now).as_deref(), Some("up head"));
    }

    #[test]
    fn a_row_without_a_limit_goes_by_its_condition() {
        let again = r#""linked":{"other":"HQ-2025-0009","kind":"repeat"}"#;
        let reply = r#""replied":{"to":["complainant"],"satisfaction":"no"}"#;
        assert_eq!(goes(&[AT_TILL, again], "2026-09-18T10:00"), None);
        assert_eq!(goes(&[AT_TILL, again, reply], "2026-09-18T10:00").as_deref(), Some("again branch"));
    }
}
