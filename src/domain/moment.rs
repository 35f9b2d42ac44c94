//! A point in time as the log writes it: an RFC 3339 instant with milliseconds, or a whole day.
//!
//! Moments are brought into the project's zone where they enter, so their local date is the date that
//! counts for limits. Sources: RFC 3339; `design.md` §2.1.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An instant (local time and offset from UTC), or a whole local day without a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    local: NaiveDateTime,
    offset: i32,
    day: bool,
}

impl Moment {
    /// A whole day.
    #[must_use]
    pub fn day(date: NaiveDate) -> Self {
        Self { local: date.and_time(NaiveTime::MIN), offset: 0, day: true }
    }

    /// An instant with its offset.
    #[must_use]
    pub fn instant(at: DateTime<FixedOffset>) -> Self {
        Self { local: at.naive_local(), offset: at.offset().local_minus_utc(), day: false }
    }

    /// The local date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.local.date()
    }

    /// The local time of day; `None` for a whole day.
    #[must_use]
    pub fn time(self) -> Option<NaiveTime> {
        (!self.day).then(|| self.local.time())
    }

    /// Whether only the day is known.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.day
    }

    /// Local date and time; midnight for a whole day.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        self.local
    }

    /// Offset from UTC in seconds, east positive; 0 for a whole day.
    #[must_use]
    pub fn offset(self) -> i32 {
        self.offset
    }

    /// The same instant `hours` later, its offset kept.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        Self { local: self.local + chrono::Duration::hours(hours), day: false, ..self }
    }

    /// Whether this lies after `other`. A whole day is compared by date alone.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        if self.day || other.day { self.date() > other.date() } else { self.utc() > other.utc() }
    }

    fn utc(self) -> NaiveDateTime {
        self.local - chrono::Duration::seconds(i64::from(self.offset))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        let mixed = self.day || other.day;
        let by_time = if mixed { self.local.cmp(&other.local) } else { self.utc().cmp(&other.utc()) };
        by_time.then(self.local.cmp(&other.local)).then(self.day.cmp(&other.day)).then(self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Field by field: chrono's own formatting reads its pattern anew each time, and every line has several moments.
        let (date, time) = (self.local.date(), self.local.time());
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())?;
        if self.day {
            return Ok(());
        }
        // A leap second is the 59th with more than a thousand milliseconds.
        let (leap, milli) = (time.nanosecond() / 1_000_000_000, time.nanosecond() % 1_000_000_000 / 1_000_000);
        let (sign, minutes) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs() / 60);
        write!(f, "T{:02}:{:02}:{:02}.{milli:03}", time.hour(), time.minute(), time.second() + leap)?;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// The text is neither a date nor an RFC 3339 time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMoment;

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither YYYY-MM-DD nor an RFC 3339 time")
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(s: &str) -> Result<Self, NotAMoment> {
        if s.len() == 10 {
            return parse_date(s).map(Self::day).ok_or(NotAMoment);
        }
        DateTime::parse_from_rfc3339(s).map(Self::instant).map_err(|_| NotAMoment)
    }
}

/// `YYYY-MM-DD`, exactly; `None` for anything else.
#[must_use]
pub fn parse_date(s: &str) -> Option<NaiveDate> {
    let b = s.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let number = |r: std::ops::Range<usize>| {
        b[r].iter().try_fold(0u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')))
    };
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

/// The instant of a local time in a zone given by its offset in seconds; for tests and the demo.
#[must_use]
pub fn at_offset(local: NaiveDateTime, seconds: i32) -> Option<Moment> {
    FixedOffset::east_opt(seconds)?.from_local_datetime(&local).single().map(Moment::instant)
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl de::Visitor<'_> for V {
            type Value = Moment;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date or an RFC 3339 time")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<Moment, E> {
                s.parse().map_err(E::custom)
            }
        }
        d.deserialize_str(V)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for s in [
            "2026-11-23",
            "2026-11-23T09:31:07.214+08:00",
            "2026-11-23T09:31:07.000-05:30",
            "0987-01-02",
            "2016-12-31T23:59:60.250+00:00",
        ] {
            assert_eq!(s.parse::<Moment>().map(|m| m.to_string()), Ok(s.to_string()));
        }
        assert!("2026-02-30".parse::<Moment>().is_err());
        assert!("2026-1-02".parse::<Moment>().is_err());
    }

    #[test]
    fn instants_compare_across_offsets() {
        let a: Moment = "2026-11-23T09:00:00.000+08:00".parse().expect("valid");
        let b: Moment = "2026-11-23T02:00:00.000+00:00".parse().expect("valid");
        assert!(b.is_after(a) && a < b);
    }
}
