//! A point in time as the log writes it: an RFC 3339 instant with milliseconds, or a whole day.
//!
//! Moments are converted to the project's zone on input, so their local date is the date that counts for limits.
//! Sources: RFC 3339; `design.md` §2.1.

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

    /// The same instant plus `hours`; the offset stays.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus(chrono::Duration::hours(hours))
    }

    /// The same instant plus a time; the offset stays.
    #[must_use]
    pub fn plus(self, time: chrono::Duration) -> Self {
        Self { local: self.local + time, day: false, ..self }
    }

    /// Whether this is later than `other`. If either is a whole day, only the dates are compared.
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
        let mut text = [0; LONGEST];
        if let Some(text) = self.write(&mut text) {
            return f.write_str(text);
        }
        // `write` handles years of four digits only; format other years with chrono.
        let pattern = if self.day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S%.3f" };
        write!(f, "{}", self.local.format(pattern))?;
        if self.day {
            return Ok(());
        }
        let (sign, minutes) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs() / 60);
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Bytes of `2026-11-23T09:31:07.214+08:00`.
const LONGEST: usize = 29;

impl Moment {
    /// Calls `f` with the same text as `Display`, without allocating in the usual case.
    pub(crate) fn with_text<R>(self, f: impl FnOnce(&str) -> R) -> R {
        match self.write(&mut [0; LONGEST]) {
            Some(text) => f(text),
            None => f(&self.to_string()),
        }
    }

    /// Formats by hand because every line of the log has several moments and chrono parses its pattern each time.
    /// `None` for a year outside 0–9999.
    fn write(self, text: &mut [u8; LONGEST]) -> Option<&str> {
        let (date, time) = (self.local.date(), self.local.time());
        let year = u32::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
        let mut end = 0;
        let mut put = |sign: u8, number: u32, digits: u32| {
            if sign != 0 {
                text[end] = sign;
                end += 1;
            }
            for power in (0..digits).rev() {
                text[end] = b'0' + u8::try_from(number / 10u32.pow(power) % 10).unwrap_or(0);
                end += 1;
            }
        };
        put(0, year, 4);
        put(b'-', date.month(), 2);
        put(b'-', date.day(), 2);
        if !self.day {
            // chrono represents a leap second as second 59 with 1000 milliseconds or more.
            let (leap, milli) = (time.nanosecond() / 1_000_000_000, time.nanosecond() % 1_000_000_000 / 1_000_000);
            put(b'T', time.hour(), 2);
            put(b':', time.minute(), 2);
            put(b':', time.second() + leap, 2);
            put(b'.', milli, 3);
            let minutes = self.offset.unsigned_abs() / 60;
            put(if self.offset < 0 { b'-' } else { b'+' }, minutes / 60, 2);
            put(b':', minutes % 60, 2);
        }
        std::str::from_utf8(&text[..end]).ok()
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
        // Fast path for the program's own format; chrono parses everything else.
        if let Some(own) = parse_own(s.as_bytes()) {
            return Ok(own);
        }
        DateTime::parse_from_rfc3339(s).map(Self::instant).map_err(|_| NotAMoment)
    }
}

/// Parses exactly `2026-11-23T09:31:07.214+08:00`; `None` for any other text and for leap seconds.
fn parse_own(b: &[u8]) -> Option<Moment> {
    let b: &[u8; LONGEST] = b.try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b':')];
    if marks.iter().any(|(at, mark)| b[*at] != *mark) {
        return None;
    }
    let date = date_of(b.first_chunk()?)?;
    let two = |at: usize| digits(&[b[at], b[at + 1]]);
    let local = date.and_hms_milli_opt(two(11)?, two(14)?, two(17)?, digits(&[b[20], b[21], b[22]])?)?;
    let (hours, minutes) = (two(24)?, two(27)?);
    let sign = match b[23] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = sign * i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some(Moment { local, offset, day: false })
}

/// Parses exactly `YYYY-MM-DD`; `None` for any other text.
#[must_use]
pub fn parse_date(s: &str) -> Option<NaiveDate> {
    date_of(s.as_bytes().try_into().ok()?)
}

fn date_of(b: &[u8; 10]) -> Option<NaiveDate> {
    if b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let year = i32::try_from(digits(&[b[0], b[1], b[2], b[3]])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[b[5], b[6]])?, digits(&[b[8], b[9]])?)
}

/// Parses exactly N decimal digits, without branches.
fn digits<const N: usize>(digits: &[u8; N]) -> Option<u32> {
    let values = digits.map(|digit| digit.wrapping_sub(b'0'));
    let good = values.iter().all(|value| *value <= 9);
    good.then(|| values.iter().fold(0, |n, value| n * 10 + u32::from(*value)))
}

/// The instant of a local time at an offset in seconds (east positive); for tests and the demo.
#[must_use]
pub fn at_offset(local: NaiveDateTime, seconds: i32) -> Option<Moment> {
    FixedOffset::east_opt(seconds)?.from_local_datetime(&local).single().map(Moment::instant)
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| s.serialize_str(text))
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
    fn moments_round_trip_through_text() {
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

    proptest::proptest! {
        #[test]
        fn the_fast_parser_agrees_with_chrono(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]\\.[0-9]{3}[+-][0-2][0-9]:[0-6][0-9]"
        ) {
            let theirs = DateTime::parse_from_rfc3339(&text).map(Moment::instant);
            if let Some(own) = parse_own(text.as_bytes()) {
                proptest::prop_assert_eq!(Ok(own), theirs);
            } else {
                // `parse_own` leaves only leap seconds and invalid times to chrono.
                proptest::prop_assert!(theirs.is_err() || &text[17..19] == "60");
            }
        }
    }

    #[test]
    fn instants_compare_across_offsets() {
        let a: Moment = "2026-11-23T09:00:00.000+08:00".parse().expect("valid");
        let b: Moment = "2026-11-23T02:00:00.000+00:00".parse().expect("valid");
        assert!(b.is_after(a) && a < b);
    }
}
