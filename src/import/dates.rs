//! Dates in the formats of a source: one or more, tried in order.
//!
//! Invariant: times are given in the project's time zone; a format without a time of day gives a whole day. A time without an offset is
//! local to the project.

use crate::domain::value::moment::{Moment, at_offset};
use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, NaiveDateTime, Utc};

/// Formats if the map gives none: those usual in China, and ISO 8601.
const USUAL: &[&str] = &[
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%+",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y年%m月%d日 %H:%M",
];

/// The project's time zone.
pub(super) struct Clock<'a> {
    /// UTC offset in seconds at a local time; none in the gap of a clock put forward.
    pub(super) offset: &'a dyn Fn(NaiveDateTime) -> Option<i32>,
    /// An instant in the time zone.
    pub(super) moment: &'a dyn Fn(DateTime<Utc>) -> Moment,
}

/// Formats, tried in order.
#[derive(Debug)]
pub(super) struct Dates(Vec<(String, Vec<Item<'static>>)>);

impl Dates {
    /// The usual formats.
    pub(super) fn usual() -> Self {
        Self(USUAL.iter().filter_map(|f| read(f)).collect())
    }

    /// Formats in chrono's `strftime` syntax. `Err`: the one that is not valid.
    pub(super) fn read(formats: &[String]) -> Result<Self, String> {
        formats.iter().map(|f| read(f).ok_or_else(|| f.clone())).collect::<Result<_, _>>().map(Self)
    }

    /// The formats as they were written.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(written, _)| written.as_str())
    }

    /// The time that a text has in the first format that matches.
    pub(super) fn parse(&self, text: &str, clock: &Clock<'_>) -> Option<Moment> {
        self.0.iter().find_map(|(_, items)| one(items, text, clock))
    }
}

fn read(format: &str) -> Option<(String, Vec<Item<'static>>)> {
    let items = StrftimeItems::new(format).parse_to_owned().ok()?;
    Some((format.to_string(), items)).filter(|(_, items)| !items.is_empty())
}

fn one(items: &[Item<'static>], text: &str, clock: &Clock<'_>) -> Option<Moment> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, items.iter()).ok()?;
    // `%Y` would read `24` as the year 24; two-digit years need `%y`.
    let date = parsed.to_naive_date().ok().filter(|d| (1900..=9999).contains(&d.year()))?;
    let Ok(time) = parsed.to_naive_time() else { return Some(Moment::day(date)) };
    if let Some(offset) = parsed.offset() {
        return parsed
            .to_datetime_with_timezone(&chrono::FixedOffset::east_opt(offset)?)
            .ok()
            .map(|at| (clock.moment)(at.to_utc()));
    }
    let local = date.and_time(time);
    // This local time does not exist (gap of a clock put forward): keep the day.
    (clock.offset)(local).and_then(|seconds| at_offset(local, seconds)).or(Some(Moment::day(date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(formats: &[&str], text: &str) -> Option<String> {
        let formats: Vec<String> = formats.iter().map(|f| (*f).to_string()).collect();
        let dates = if formats.is_empty() { Dates::usual() } else { Dates::read(&formats).expect("formats") };
        let east = chrono::FixedOffset::east_opt(8 * 3600).expect("an offset");
        let clock = Clock { offset: &|_| Some(8 * 3600), moment: &|at| Moment::instant(at.with_timezone(&east)) };
        dates.parse(text, &clock).map(|m| m.to_string())
    }

    #[test]
    fn several_date_formats_are_tried_in_order() {
        let both = ["%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y"];
        assert_eq!(parse(&both, "01/18/2024").as_deref(), Some("2024-01-18"));
        assert_eq!(parse(&both, "01/18/24").as_deref(), Some("2024-01-18"));
        assert_eq!(parse(&both, "18.01.2024").as_deref(), Some("2024-01-18"));
        assert_eq!(parse(&both, "2024-01-18"), None);
        assert_eq!(
            parse(&["%m/%d/%Y %I:%M:%S %p"], "01/18/2024 12:05:09 AM").as_deref(),
            Some("2024-01-18T00:05:09.000+08:00")
        );
        for (text, expected) in [
            ("2024-1-8", "2024-01-08"),
            ("2024/1/8", "2024-01-08"),
            ("2024年1月8日", "2024-01-08"),
            ("2024-01-08 09:30", "2024-01-08T09:30:00.000+08:00"),
            ("2024-01-08T09:30:00.5", "2024-01-08T09:30:00.500+08:00"),
            ("2024-01-08T01:30:00Z", "2024-01-08T09:30:00.000+08:00"),
            ("2024-01-08T01:30:00-05:00", "2024-01-08T14:30:00.000+08:00"),
        ] {
            assert_eq!(parse(&[], text).as_deref(), Some(expected), "{text}");
        }
        for bad in ["", "2024-02-30", "24-01-08", "yesterday", "2024-01-08x"] {
            assert_eq!(parse(&[], bad), None, "{bad}");
        }
    }

    #[test]
    fn a_literal_time_in_the_format_keeps_the_date_as_written() {
        let noon = ["%Y-%m-%dT12:00:00%:z"];
        assert_eq!(parse(&noon, "2024-01-18T12:00:00-05:00").as_deref(), Some("2024-01-18"));
        assert_eq!(parse(&noon, "2024-01-18T11:00:00-05:00"), None);
        assert_eq!(Dates::read(&["%Q".into()]).err().as_deref(), Some("%Q"));
    }
}
