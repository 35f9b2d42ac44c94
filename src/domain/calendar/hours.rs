//! Business hours, and limits counted in them.
//!
//! Invariant: an hour counts within the spans of a working day, outside of pauses, and nowhere else; lunch breaks lie
//! between spans. A limit that ends with a span ends at its last minute.

use super::{Calendar, Day};
use crate::domain::value::moment::{Moment, at_offset};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The spans of a working day in which a desk is open, in minutes since midnight: ascending, apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(Vec<(u32, u32)>);

/// A day that was looked at for a limit in working hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedHours<'a> {
    /// The day.
    pub date: NaiveDate,
    /// Working or not, and why.
    pub day: Day<'a>,
    /// Whether nothing of this day counted because of a pause.
    pub paused: bool,
    /// The minutes that counted.
    pub minutes: u32,
}

/// What does not count of a limit in working hours.
#[derive(Clone, Copy)]
pub enum Pauses<'p> {
    /// These days, whole.
    Days(&'p dyn Fn(NaiveDate) -> bool),
    /// From each first moment until the second, in any order; a whole day stands for its midnight.
    Times(&'p [(Moment, Moment)]),
}

/// The minutes of a day.
const DAY: u32 = 24 * 60;
/// The days that are looked at before a pause is taken to have no end.
const ENDLESS: usize = 3_653;

impl Hours {
    /// Whether no hours are set: then a working day counts whole.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The spans; of hours that are not set the whole day.
    fn spans(&self) -> &[(u32, u32)] {
        if self.0.is_empty() { &[(0, DAY)] } else { &self.0 }
    }

    /// The minutes of a working day.
    #[must_use]
    pub fn of_day(&self) -> u32 {
        self.spans().iter().map(|(from, to)| to - from).sum()
    }

    /// Reads spans such as `08:30-12:00`, in ascending order.
    ///
    /// # Errors
    /// The text that is none, or lies before the end of the one before it.
    pub fn read<S: AsRef<str>>(spans: &[S]) -> Result<Self, String> {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for text in spans.iter().map(AsRef::as_ref) {
            let (from, to) = span(text).ok_or_else(|| text.to_string())?;
            if all.last().is_some_and(|(_, end)| *end > from) {
                return Err(text.to_string());
            }
            all.push((from, to));
        }
        Ok(Self(all))
    }
}

/// `08:30-12:00` in minutes since midnight; the end may be `24:00`.
fn span(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once(['-', '–', '—', '~'])?;
    let (from, to) = (minute(from.trim())?, minute(to.trim())?);
    (from < to).then_some((from, to))
}

fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once([':', '：'])?;
    let two = |text: &str| text.parse::<u32>().ok().filter(|_| (1..=2).contains(&text.len()));
    let (hour, minute) = (two(hour)?, two(minute)?);
    let all = hour * 60 + minute;
    (minute < 60 && all <= DAY).then_some(all)
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (from, to)) in self.0.iter().enumerate() {
            let gap = if n == 0 { "" } else { " " };
            write!(f, "{gap}{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)?;
        }
        Ok(())
    }
}

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::read(&text.split([',', '，', ' ']).filter(|part| !part.is_empty()).collect::<Vec<_>>())
    }
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let all: Vec<String> = self.0.iter().map(|span| Self(vec![*span]).to_string()).collect();
        all.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let spans: Vec<String> = Vec::deserialize(d)?;
        let wrong = |text: String| de::Error::custom(format!("{text:?} is no span of a day such as 08:30-12:00"));
        Self::read(&spans).map_err(wrong)
    }
}

impl Calendar {
    /// The end of a limit in working hours. `visit` is told of each day that was looked at. `None` if a pause has no end.
    /// A limit of 0 ends at once, or when the desk next opens.
    #[must_use]
    pub fn working_hours(
        &self,
        from: Moment,
        hours: u32,
        pauses: Pauses<'_>,
        visit: &mut dyn FnMut(CountedHours<'_>),
    ) -> Option<Moment> {
        let mut left = Duration::hours(hours.into());
        for (n, date) in from.date().iter_days().enumerate().take(ENDLESS) {
            let day = self.day(date);
            let mut open = if day.working { self.open(date) } else { Vec::new() };
            if n == 0 {
                cut(&mut open, NaiveDateTime::MIN, from.local());
            }
            let has_hours = !open.is_empty();
            let paused = match pauses {
                Pauses::Days(skip) => skip(date),
                Pauses::Times(times) => {
                    times.iter().for_each(|(since, to)| cut(&mut open, since.local(), to.local()));
                    has_hours && open.is_empty()
                }
            };
            if paused {
                open.clear();
            }
            let (mut counted, mut end) = (Duration::zero(), None);
            for (begins, closes) in open {
                let room = closes - begins;
                if left <= room {
                    (counted, end) = (counted + left, Some(begins + left));
                    break;
                }
                (left, counted) = (left - room, counted + room);
            }
            let minutes = u32::try_from(counted.num_minutes()).unwrap_or(DAY);
            visit(CountedHours { date, day, paused, minutes });
            if let Some(local) = end {
                // The offset of that day: clocks may have been changed in between.
                let offset = self.zone.and_then(|zone| zone.offset(local)).unwrap_or_else(|| from.offset());
                return at_offset(local, offset);
            }
        }
        None
    }

    /// The spans of a working day, as local times.
    fn open(&self, date: NaiveDate) -> Vec<(NaiveDateTime, NaiveDateTime)> {
        let at = |minute: u32| date.and_time(NaiveTime::MIN) + Duration::minutes(minute.into());
        self.hours.spans().iter().map(|(opens, closes)| (at(*opens), at(*closes))).collect()
    }
}

/// Takes the time from `since` until `to` out of ascending spans.
fn cut(spans: &mut Vec<(NaiveDateTime, NaiveDateTime)>, since: NaiveDateTime, to: NaiveDateTime) {
    let left = |(begins, closes): (NaiveDateTime, NaiveDateTime)| {
        [(begins, closes.min(since)), (begins.max(to), closes)].into_iter().filter(|(begins, closes)| begins < closes)
    };
    if since < to {
        *spans = spans.drain(..).flat_map(left).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn calendar(spans: &[&str]) -> Calendar {
        let mut calendar = Calendar::embedded();
        calendar.hours = Hours::read(spans).expect("hours");
        calendar
    }

    fn end(spans: &[&str], from: &str, hours: u32, paused: &[&str]) -> String {
        let from: Moment = format!("{from}:00.000+08:00").parse().expect("a moment");
        let skip = |day: NaiveDate| paused.contains(&day.to_string().as_str());
        let end = calendar(spans).working_hours(from, hours, Pauses::Days(&skip), &mut |_| {}).expect("an end");
        end.local().format("%Y-%m-%d %H:%M").to_string()
    }

    const LUNCH: &[&str] = &["08:30-12:00", "13:30-18:00"];

    #[test]
    fn hours_count_within_spans_of_working_days() {
        // Each by hand: eight hours a day, three and a half before lunch.
        for (from, hours, due) in [
            ("2026-11-23T09:00", 2, "2026-11-23 11:00"),
            ("2026-11-23T11:00", 2, "2026-11-23 14:30"), // over lunch
            ("2026-11-23T12:30", 1, "2026-11-23 14:30"), // received in the break
            ("2026-11-23T08:00", 1, "2026-11-23 09:30"), // before opening
            ("2026-11-23T08:30", 8, "2026-11-23 18:00"), // ends with the day
            ("2026-11-23T17:00", 4, "2026-11-24 11:30"), // overnight
            ("2026-11-23T20:00", 4, "2026-11-24 14:00"), // after closing
            ("2026-11-27T17:30", 1, "2026-11-30 09:00"), // over a weekend
            ("2026-09-30T17:00", 2, "2026-10-08 09:30"), // over the National Day
            ("2026-10-10T17:00", 2, "2026-10-12 09:30"), // a make-up Saturday, then Sunday off
            ("2026-12-31T17:00", 2, "2027-01-01 09:30"), // the New Year of a year that is not published
            ("2025-12-31T17:00", 2, "2026-01-04 09:30"), // over New Year to a make-up Sunday
            ("2026-11-23T10:15", 0, "2026-11-23 10:15"),
            ("2026-11-22T10:15", 0, "2026-11-23 08:30"),
        ] {
            assert_eq!(end(LUNCH, from, hours, &[]), due, "{from} + {hours}wh");
        }
    }

    #[test]
    fn paused_days_do_not_count() {
        assert_eq!(end(LUNCH, "2026-11-23T17:00", 4, &["2026-11-24", "2026-11-25"]), "2026-11-26 11:30");
        assert_eq!(end(LUNCH, "2026-11-23T17:00", 4, &["2026-11-23"]), "2026-11-24 14:00");
        let calendar = calendar(LUNCH);
        let from: Moment = "2026-11-23T09:00:00.000+08:00".parse().expect("a moment");
        assert_eq!(calendar.working_hours(from, 1, Pauses::Days(&|_| true), &mut |_| {}), None);
    }

    #[test]
    fn time_within_pauses_does_not_count() {
        let moment = |text: &str| -> Moment {
            let text = if text.len() > 10 { format!("{text}:00.000+08:00") } else { text.to_owned() };
            text.parse().expect("a moment")
        };
        // Each by hand.
        for (from, hours, pauses, due) in [
            ("2026-11-23T09:00", 4, &[("2026-11-23T10:00", "2026-11-23T15:00")][..], "2026-11-23 18:00"),
            ("2026-11-23T09:00", 4, &[("2026-11-23T10:00", "2026-11-24T15:00")], "2026-11-24 18:00"),
            ("2026-11-23T09:00", 4, &[("2026-11-23T12:00", "2026-11-23T13:30")], "2026-11-23 14:30"), // the lunch break
            ("2026-11-23T09:00", 2, &[("2026-11-23T11:00", "2026-11-24T10:00")], "2026-11-23 11:00"), // met by then
            ("2026-11-23T09:00", 1, &[("2026-11-20T10:00", "2026-11-23T09:30")], "2026-11-23 10:30"), // begun before
            (
                "2026-11-23T09:00",
                4,
                &[("2026-11-24", "2026-11-25"), ("2026-11-23T10:00", "2026-11-24T16:00")],
                "2026-11-25 11:30",
            ),
        ] {
            let pauses: Vec<_> = pauses.iter().map(|(since, to)| (moment(since), moment(to))).collect();
            let end = calendar(LUNCH).working_hours(moment(from), hours, Pauses::Times(&pauses), &mut |_| {});
            let end = end.expect("an end").local().format("%Y-%m-%d %H:%M").to_string();
            assert_eq!(end, due, "{from} + {hours}wh without {pauses:?}");
        }
    }

    #[test]
    fn without_hours_a_working_day_counts_whole() {
        assert_eq!(end(&[], "2026-11-27T20:00", 6, &[]), "2026-11-30 02:00");
    }

    #[test]
    fn the_days_looked_at_tell_what_counted() {
        let calendar = calendar(LUNCH);
        let from: Moment = "2026-11-27T17:00:00.000+08:00".parse().expect("a moment");
        let mut seen = Vec::new();
        let end =
            calendar.working_hours(from, 4, Pauses::Times(&[]), &mut |day| seen.push((day.day.working, day.minutes)));
        assert_eq!(seen, [(true, 60), (false, 0), (false, 0), (true, 180)]);
        assert_eq!(end.map(|end| end.to_string()), Some("2026-11-30T11:30:00.000+08:00".into()));
    }

    #[test]
    fn spans_are_read_and_written() {
        let hours = |text: &str| text.parse::<Hours>().map(|hours| hours.to_string());
        assert_eq!(hours("8:30-12:00, 13:30-24:00").as_deref(), Ok("08:30-12:00 13:30-24:00"));
        for wrong in ["9-17", "12:00-08:00", "09:00-09:00", "09:61-10:00", "09:00-25:00", "09:00-12:00 11:00-13:00"] {
            assert!(hours(wrong).is_err(), "{wrong}");
        }
        let read: Hours = serde_json::from_str(r#"["09:00-17:00"]"#).expect("hours");
        assert_eq!((read.of_day(), serde_json::to_string(&read).expect("json")), (480, r#"["09:00-17:00"]"#.into()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_end_agrees_with_a_count_minute_by_minute(day in 0u64..700, minute in 0u32..1_440, hours in 0u32..40) {
            let calendar = calendar(LUNCH);
            let date = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + chrono::Days::new(day);
            let start = date.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minute));
            let from = at_offset(start, 8 * 3600).expect("a moment");
            let end = calendar.working_hours(from, hours, Pauses::Times(&[]), &mut |_| {}).expect("an end");
            let open = |at: chrono::NaiveDateTime| {
                let minute = u32::try_from((at - at.date().and_time(NaiveTime::MIN)).num_minutes()).expect("of a day");
                calendar.is_working(at.date()) && calendar.hours.spans().iter().any(|(a, b)| (*a..*b).contains(&minute))
            };
            let mut at = start;
            let mut counted = 0;
            while at < end.local() {
                counted += u32::from(open(at));
                at += Duration::minutes(1);
            }
            prop_assert_eq!(counted, hours * 60);
            // Nothing earlier has as many: the minute before the end counts, or a limit of 0 waits for the opening.
            prop_assert!(hours == 0 || open(end.local() - Duration::minutes(1)));
        }
    }
}
