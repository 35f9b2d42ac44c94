//! How long cases are kept: from the end of their last round, by the policy rows whose condition ever held.
//!
//! Invariant: no later act removes a row from a case. A category that was changed, revoked or voided counts as long as
//! it is on record.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::event::Event;
use crate::domain::policy::{Policy, Retention};
use crate::domain::query::view::View;
use chrono::NaiveDate;

/// A row that applies to a case, and the first day on which the case is no longer kept; no day while its round has not
/// ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept<'p> {
    /// The row.
    pub row: &'p Retention,
    /// The day.
    pub until: Option<NaiveDate>,
}

/// Of the rows of these policies the one that keeps a case longest; `None` if no condition ever held.
#[must_use]
pub fn longest<'e, 'p>(events: impl Iterator<Item = &'e Event> + Clone, policies: &[&'p Policy]) -> Option<Kept<'p>> {
    let case = apply::fold(events.clone());
    let end = case.current().and_then(|round| round.ended).map(|(_, end)| end.date());
    let rows = policies.iter().flat_map(|policy| ever(events.clone(), &case, policy));
    let kept = rows.map(|row| Kept { row, until: end.and_then(|end| row.keep?.after(end)) });
    // Compares all rows from one day; an end beyond the calendar counts as the latest.
    let from = end.unwrap_or_default();
    kept.max_by_key(|kept| kept.row.keep.and_then(|keep| keep.after(from)).map_or((1, from), |until| (0, until)))
}

/// The rows whose condition held at any time: for the case as it stands, and after each event, including revoked ones.
fn ever<'e, 'p>(events: impl Iterator<Item = &'e Event>, now: &Case, policy: &'p Policy) -> Vec<&'p Retention> {
    if policy.retentions.is_empty() {
        return Vec::new();
    }
    let holds = |row: &Retention, case: &Case| row.when.holds(&View { case, policy, given: &[] });
    let mut found: Vec<&Retention> = policy.retentions.iter().filter(|row| holds(row, now)).collect();
    let mut case = Case { unopened: true, ..Case::default() };
    for event in events {
        case.apply(event);
        for row in &policy.retentions {
            if !found.iter().any(|known| known.code == row.code) && holds(row, &case) {
                found.push(row);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(lines: &[&str]) -> Vec<Event> {
        let parse = |(i, line): (usize, &&str)| {
            let n = i + 1;
            let line = format!(
                r#"{{"n":{n},"at":"2020-03-0{n}T09:00:00.000+08:00","by":"p","case":"HQ-2020-0001","seq":{n},{line}}}"#
            );
            Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        };
        lines.iter().enumerate().map(parse).collect()
    }

    fn until(lines: &[&str]) -> String {
        let policy: Policy = toml::from_str(
            r#"profile = "x"
            retention = [{ code = "long", when = { category = "crime" }, keep = "10y" }, { code = "all", keep = "3y" }]"#,
        )
        .expect("a policy");
        let events = events(lines);
        longest(events.iter(), &[&policy]).map_or("free".into(), |kept| {
            format!("{} {}", kept.row.code, kept.until.map(|day| day.to_string()).unwrap_or_default())
        })
    }

    const CRIME: &str = r#""opened":{"category":"crime"}"#;
    const CLOSED: &str = r#""closed":{"outcome":"filed"}"#;

    #[test]
    fn a_row_that_ever_applied_still_applies() {
        let other = r#""classified":{"category":"attitude"}"#;
        assert_eq!(until(&[CRIME, CLOSED]), "long 2030-03-02");
        assert_eq!(until(&[CRIME, other, CLOSED]), "long 2030-03-03");
        assert_eq!(until(&[CRIME, other, r#""voided":{"kind":"mistake"}"#]), "long 2030-03-03");
        let late = r#""classified":{"category":"crime"}"#;
        assert_eq!(until(&[r#""opened":{}"#, late, r#""revoked":{"event":"HQ:2"}"#, CLOSED]), "long 2030-03-04");
        assert_eq!(until(&[r#""opened":{}"#, CLOSED]), "all 2023-03-02");
        assert_eq!(until(&[CRIME]), "long ");
        assert_eq!(longest(events(&[CRIME, CLOSED]).iter(), &[&Policy::default()]), None);
    }

    #[test]
    fn the_retention_period_starts_at_the_end_of_the_last_round() {
        assert_eq!(until(&[CRIME, CLOSED, r#""reopened":{}"#, CLOSED]), "long 2030-03-04");
        assert_eq!(until(&[CRIME, CLOSED, r#""reopened":{}"#]), "long ");
    }
}
