//! Time zones by their IANA names: the offset of an instant, and of a local time.
//!
//! The zones are those that the library carries (the IANA database), not those of the machine: the same everywhere.

use crate::domain::value::moment::Moment;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, Utc};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, civil};

/// A time zone; can be passed to other threads. It lives as long as the process.
#[derive(Clone, Copy, Debug)]
pub struct Zone(&'static TimeZone);

impl Zone {
    /// The zone with an IANA name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self::of)
    }

    /// China Standard Time: UTC+8 where the database is not to be had.
    #[must_use]
    pub fn shanghai() -> Self {
        let fixed = || TimeZone::fixed(jiff::tz::offset(8));
        Self::of(TimeZoneDatabase::bundled().get("Asia/Shanghai").unwrap_or_else(|_| fixed()))
    }

    fn of(zone: TimeZone) -> Self {
        Self(Box::leak(Box::new(zone)))
    }

    /// An instant in the zone.
    #[must_use]
    pub fn moment(self, at: DateTime<Utc>) -> Moment {
        let instant = Timestamp::from_second(at.timestamp()).unwrap_or_default();
        let seconds = self.0.to_offset(instant).seconds();
        // No zone is a day or more away from UTC.
        let offset = FixedOffset::east_opt(seconds).unwrap_or(Utc.fix());
        Moment::instant(at.with_timezone(&offset))
    }

    /// The UTC offset of a local time, in seconds; the earlier one if there are two; none in the gap of a clock put forward.
    #[must_use]
    pub fn offset(self, local: NaiveDateTime) -> Option<i32> {
        use chrono::{Datelike, Timelike};
        let part = |n: u32| i8::try_from(n).ok();
        let (year, time) = (i16::try_from(local.year()).ok()?, local.time());
        let civil = civil::DateTime::new(
            year,
            part(local.month())?,
            part(local.day())?,
            part(time.hour())?,
            part(time.minute())?,
            part(time.second())?,
            0,
        );
        match self.0.to_ambiguous_timestamp(civil.ok()?).offset() {
            AmbiguousOffset::Unambiguous { offset } => Some(offset.seconds()),
            AmbiguousOffset::Fold { before, .. } => Some(before.seconds()),
            AmbiguousOffset::Gap { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn offsets_of_local_times_with_gap_and_fold() {
        let offset = |zone: &str, time: &str| Zone::named(zone).expect("a zone").offset(local(time));
        assert_eq!(offset("Asia/Shanghai", "2026-11-30T09:00:00"), Some(8 * 3600));
        // Summer time was observed in China from 1986 to 1991.
        assert_eq!(offset("Asia/Shanghai", "1988-07-01T09:00:00"), Some(9 * 3600));
        assert_eq!(offset("Europe/Berlin", "2026-03-29T02:30:00"), None);
        assert_eq!(offset("Europe/Berlin", "2026-10-25T02:30:00"), Some(2 * 3600));
        assert!(Zone::named("Asia/Nowhere").is_none());
    }

    #[test]
    fn an_instant_is_shown_with_the_offset_of_its_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let moment = Zone::named("Europe/Berlin").expect("a zone").moment(at("2026-07-01T12:00:00Z"));
        assert_eq!(moment.to_string(), "2026-07-01T14:00:00.000+02:00");
        assert_eq!(Zone::shanghai().moment(at("2026-07-01T12:00:00Z")).to_string(), "2026-07-01T20:00:00.000+08:00");
    }
}
