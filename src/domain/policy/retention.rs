//! How long a kind of case is kept: from the end of its last round, by the rows of the policy that were ever true of it.
//!
//! Invariant: no act takes a row away from a case: a class that was changed, revoked or voided counts as long as it is on record.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::event::Event;
use crate::domain::policy::{Policy, Retention};
use crate::domain::query::view::View;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A length of time as a retention row writes it: `10y`, `18m`, `90d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Years.
    Years(u32),
    /// Months.
    Months(u32),
    /// Days.
    Days(u32),
}

/// More than this is a slip of the pen.
const MOST: u32 = 99_999;

impl Keep {
    /// The first day on which what ended on `end` is kept no more; none that a calendar has.
    #[must_use]
    pub fn after(self, end: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Years(n) => end.checked_add_months(Months::new(n.checked_mul(12)?)),
            Self::Months(n) => end.checked_add_months(Months::new(n)),
            Self::Days(n) => end.checked_add_days(Days::new(u64::from(n))),
        }
    }
}

impl FromStr for Keep {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a length of time: write 10y, 18m or 90d");
        let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
        let plain = number.bytes().all(|b| b.is_ascii_digit());
        let n = number.parse().ok().filter(|n| plain && *n <= MOST).ok_or_else(wrong)?;
        match unit {
            "y" => Ok(Self::Years(n)),
            "m" => Ok(Self::Months(n)),
            "d" => Ok(Self::Days(n)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Years(n) => write!(f, "{n}y"),
            Self::Months(n) => write!(f, "{n}m"),
            Self::Days(n) => write!(f, "{n}d"),
        }
    }
}

impl Serialize for Keep {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Keep {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

/// A row that holds of a case, and the first day on which it keeps it no more; none while its round has not ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept<'p> {
    /// The row.
    pub row: &'p Retention,
    /// The day.
    pub until: Option<NaiveDate>,
}

/// What keeps a case the longest, of the rows of these policies; `None` where no row was ever true of it.
#[must_use]
pub fn longest<'p>(events: &[Event], policies: &[&'p Policy]) -> Option<Kept<'p>> {
    let case = apply::fold(events);
    let end = case.current().and_then(|round| round.ended).map(|(_, end)| end.date());
    let rows = policies.iter().flat_map(|policy| ever(events, &case, policy));
    let kept = rows.map(|row| Kept { row, until: end.and_then(|end| row.keep?.after(end)) });
    // Rows are compared from one day; a day that no calendar has is later than all.
    let from = end.unwrap_or_default();
    kept.max_by_key(|kept| kept.row.keep.and_then(|keep| keep.after(from)).map_or((1, from), |until| (0, until)))
}

/// The rows that were true of a case at any time: as it stands, and after each event, revoked ones too.
fn ever<'p>(events: &[Event], now: &Case, policy: &'p Policy) -> Vec<&'p Retention> {
    if policy.retentions.is_empty() {
        return Vec::new();
    }
    let holds = |row: &Retention, case: &Case| row.when.holds(&View { case, policy, given: &[] });
    let mut found: Vec<&Retention> = policy.retentions.iter().filter(|row| holds(row, now)).collect();
    let mut case = Case { unopened: true, ..Case::default() };
    for event in events {
        case.apply(event);
        for row in policy.retentions.iter() {
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

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn lengths_are_read_and_written_the_same() {
        for text in ["10y", "18m", "90d", "0d"] {
            assert_eq!(text.parse::<Keep>().map(|k| k.to_string()), Ok(text.into()));
        }
        for text in ["", "y", "10", "-1y", "+1y", "1 y", "100000d", "10wd", "年"] {
            assert!(text.parse::<Keep>().is_err(), "{text}");
        }
        assert_eq!(Keep::Years(1).after(day("2024-02-29")), Some(day("2025-02-28")));
        assert_eq!(Keep::Months(1).after(day("2026-01-31")), Some(day("2026-02-28")));
        assert_eq!(Keep::Days(90).after(day("2026-01-01")), Some(day("2026-04-01")));
    }

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
        longest(&events, &[&policy]).map_or("free".into(), |kept| {
            format!("{} {}", kept.row.code, kept.until.map(|day| day.to_string()).unwrap_or_default())
        })
    }

    const CRIME: &str = r#""opened":{"category":"crime"}"#;
    const CLOSED: &str = r#""closed":{"outcome":"filed"}"#;

    #[test]
    fn no_order_of_acts_takes_a_row_away() {
        let other = r#""classified":{"category":"attitude"}"#;
        assert_eq!(until(&[CRIME, CLOSED]), "long 2030-03-02");
        assert_eq!(until(&[CRIME, other, CLOSED]), "long 2030-03-03");
        assert_eq!(until(&[CRIME, other, r#""voided":{"kind":"mistake"}"#]), "long 2030-03-03");
        let late = r#""classified":{"category":"crime"}"#;
        assert_eq!(until(&[r#""opened":{}"#, late, r#""revoked":{"event":"HQ:2"}"#, CLOSED]), "long 2030-03-04");
        assert_eq!(until(&[r#""opened":{}"#, CLOSED]), "all 2023-03-02");
        assert_eq!(until(&[CRIME]), "long ");
        assert_eq!(longest(&events(&[CRIME, CLOSED]), &[&Policy::default()]), None);
    }

    #[test]
    fn the_last_round_counts() {
        assert_eq!(until(&[CRIME, CLOSED, r#""reopened":{}"#, CLOSED]), "long 2030-03-04");
        assert_eq!(until(&[CRIME, CLOSED, r#""reopened":{}"#]), "long ");
    }
}
