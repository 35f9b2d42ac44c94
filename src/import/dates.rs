//! Dates in the formats of a source: one or more, tried in order.
//!
//! Invariant: times are given in the project's time zone; a format without a time of day gives a whole day. A time without an offset is
//! local to the project. What could be read in two ways (a serial number, seconds since 1970) is read only where the map names its format.

use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::texts::half_width;
use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};
use std::borrow::Cow;

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
    "%Y.%m.%d %H:%M",
    "%Y年%m月%d日",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日 %H时",
    "%Y/%m/%d %p %I:%M:%S",
    "%Y/%m/%d %p %I:%M",
    "%Y-%m-%d %p %I:%M:%S",
    "%Y-%m-%d %p %I:%M",
    "%Y年%m月%d日 %p %I:%M",
    "%Y年%m月%d日 %p %I时%M分",
    "%Y.%m.%d %H:%M:%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y/%m/%d %p %I时%M分",
    "%Y-%m-%d %p %I时%M分",
    "%Y/%m/%d %p %I时",
    "%Y-%m-%d %p %I时",
    "%Y年%m月%d日 %p %I时",
    "%Y-%m-%d %I:%M %p",
    "%Y-%m-%d %I:%M:%S %p",
    "%Y/%m/%d %I:%M %p",
    "%Y/%m/%d %I:%M:%S %p",
    "%Y-%m-%dT%H:%M%#z",
];

/// Read after the formats of a map, because they can mean nothing else: the forms of ISO 8601, in which a workbook's own dates are given.
const PLAIN: &[&str] = &["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"];

/// Formats that strftime has no sign for, by their names in a map.
const NAMED: &[(&str, Form)] = &[
    ("excel", Form::Serial((1899, 12, 30))),
    ("excel-1904", Form::Serial((1904, 1, 1))),
    ("epoch", Form::Epoch(1_000)),
    ("epoch-ms", Form::Epoch(1)),
    ("%s", Form::Epoch(1_000)),
];

/// A format.
#[derive(Clone, Debug)]
enum Form {
    /// strftime's.
    Written(Vec<Item<'static>>),
    /// Days since this day (year, month, day), with a fraction for the time.
    Serial((i32, u32, u32)),
    /// Since 1970 in UTC, each of so many milliseconds.
    Epoch(i64),
}

/// The project's time zone.
pub(super) struct Clock<'a> {
    /// UTC offset in seconds at a local time; none in the gap of a clock put forward.
    pub(super) offset: &'a dyn Fn(NaiveDateTime) -> Option<i32>,
    /// An instant in the time zone.
    pub(super) moment: &'a dyn Fn(DateTime<Utc>) -> Moment,
}

/// Formats, tried in order.
#[derive(Debug)]
pub(super) struct Dates {
    forms: Vec<(String, Form)>,
    /// How many of them a map gave.
    given: usize,
}

impl Dates {
    /// The usual formats.
    pub(super) fn usual() -> Self {
        let forms: Vec<_> = USUAL.iter().filter_map(|f| read(f)).collect();
        Self { given: forms.len(), forms }
    }

    /// The usual formats in which these texts are written: of those that a text has, the first.
    pub(super) fn usual_of<'t>(texts: impl Iterator<Item = &'t str>, clock: &Clock<'_>) -> Vec<&'static str> {
        let all: Vec<_> =
            USUAL.iter().filter_map(|form| Some((*form, Self::read(&[(*form).to_string()]).ok()?))).collect();
        let mut found = Vec::new();
        for text in texts {
            let form = all.iter().find(|(_, dates)| dates.parse(text, clock).is_some()).map(|(form, _)| *form);
            found.extend(form.filter(|form| !found.contains(form)));
        }
        found
    }

    /// Formats in chrono's `strftime` syntax, or by name. `Err`: the one that is not valid.
    pub(super) fn read(formats: &[String]) -> Result<Self, String> {
        let given = formats.iter().map(|f| read(f).ok_or_else(|| f.clone())).collect::<Result<Vec<_>, _>>()?;
        let plain = PLAIN.iter().filter(|plain| !formats.iter().any(|f| f == *plain)).filter_map(|f| read(f));
        Ok(Self { given: given.len(), forms: given.into_iter().chain(plain).collect() })
    }

    /// The formats as they were written.
    pub(super) fn written(&self) -> impl Iterator<Item = &str> {
        self.forms[..self.given].iter().map(|(written, _)| written.as_str())
    }

    /// The time that a text has in the first format that matches.
    pub(super) fn parse(&self, text: &str, clock: &Clock<'_>) -> Option<Moment> {
        let text = &*plain(text);
        self.forms.iter().find_map(|(_, form)| match form {
            Form::Written(items) => one(items, text, clock),
            Form::Serial((y, m, d)) => serial(NaiveDate::from_ymd_opt(*y, *m, *d)?, text, clock),
            Form::Epoch(millis) => {
                let at = text.parse::<i64>().ok()?.checked_mul(*millis)?;
                DateTime::from_timestamp_millis(at).filter(|at| (1900..=9999).contains(&at.year())).map(clock.moment)
            }
        })
    }
}

fn read(format: &str) -> Option<(String, Form)> {
    if let Some((_, form)) = NAMED.iter().find(|(name, _)| *name == format) {
        return Some((format.to_string(), form.clone()));
    }
    let items = StrftimeItems::new(format).parse_to_owned().ok()?;
    Some((format.to_string(), Form::Written(items))).filter(|_| format.contains('%'))
}

/// The text with half-width digits, without spaces beside the Chinese signs of a date, and with AM or PM for the Chinese words.
fn plain(text: &str) -> Cow<'_, str> {
    let mut narrow = half_width(text.trim());
    if narrow.is_ascii() {
        return narrow;
    }
    if narrow.contains(' ') || narrow.contains('点') {
        let mut closed = narrow.replace('点', "时");
        for sign in ["年", "月", "时", "分"] {
            closed = closed.split(sign).map(str::trim).collect::<Vec<_>>().join(sign);
        }
        narrow = Cow::Owned(closed.replace(" 日", "日"));
    }
    for (word, half) in [("上午", " AM "), ("下午", " PM "), ("中午", " PM "), ("晚上", " PM ")] {
        if let Some((before, after)) = narrow.split_once(word) {
            let hour =
                after.trim_start().split(|c: char| !c.is_ascii_digit()).next().and_then(|h| h.parse::<u32>().ok());
            let half = match (word, hour) {
                // Noon begins before twelve.
                ("中午", Some(10 | 11)) => " AM ",
                // Twelve at night is midnight of one day or of the next: as it stands it is no time.
                ("晚上", Some(12)) => return narrow,
                _ => half,
            };
            return Cow::Owned(format!("{}{half}{}", before.trim_end(), after.trim_start()));
        }
    }
    narrow
}

/// A serial number of a spreadsheet; a fraction is the time of day, to the second.
fn serial(from: NaiveDate, text: &str, clock: &Clock<'_>) -> Option<Moment> {
    let number: f64 = text.parse().ok().filter(|n| (1.0..3_000_000.0).contains(n))?;
    #[allow(clippy::cast_possible_truncation)]
    let (days, seconds) = (number.trunc() as i64, (number.fract() * 86_400.0).round() as i64);
    let local = from.and_hms_opt(0, 0, 0)?.checked_add_signed(Duration::seconds(days * 86_400 + seconds))?;
    if seconds == 0 { Some(Moment::day(local.date())) } else { at_local(local, clock) }
}

fn one(items: &[Item<'static>], text: &str, clock: &Clock<'_>) -> Option<Moment> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, items.iter()).ok()?;
    // `%Y` would read `24` as the year 24; two-digit years need `%y`.
    let date = parsed.to_naive_date().ok().filter(|d| (1900..=9999).contains(&d.year()))?;
    let Ok(time) = parsed.to_naive_time() else {
        // An hour alone is a time of day too.
        return Some(match parsed.hour_div_12().zip(parsed.hour_mod_12()) {
            Some((half, hour)) => at_local(date.and_hms_opt(half * 12 + hour, 0, 0)?, clock)?,
            None => Moment::day(date),
        });
    };
    if let Some(offset) = parsed.offset() {
        return parsed
            .to_datetime_with_timezone(&chrono::FixedOffset::east_opt(offset)?)
            .ok()
            .map(|at| (clock.moment)(at.to_utc()));
    }
    at_local(date.and_time(time), clock)
}

fn at_local(local: NaiveDateTime, clock: &Clock<'_>) -> Option<Moment> {
    // A local time in the gap of a clock put forward does not exist: keep the day.
    (clock.offset)(local).and_then(|seconds| at_offset(local, seconds)).or(Some(Moment::day(local.date())))
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
        assert_eq!(parse(&both, "2024-01-18").as_deref(), Some("2024-01-18"), "ISO can mean nothing else");
        assert_eq!(parse(&both, "18/01/2024"), None);
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
        for (format, text, expected) in [
            ("excel", "45309", "2024-01-18"),
            ("excel", "45309.5", "2024-01-18T12:00:00.000+08:00"),
            ("excel-1904", "43847", "2024-01-18"),
            ("%s", "1792486800", "2026-10-20T17:00:00.000+08:00"),
            ("epoch-ms", "1792486800000", "2026-10-20T17:00:00.000+08:00"),
        ] {
            assert_eq!(parse(&[format], text).as_deref(), Some(expected), "{format}");
        }
        for (text, expected) in [
            ("２０２４年１月８日", "2024-01-08"),
            ("2024/1/8 下午 3:20:05", "2024-01-08T15:20:05.000+08:00"),
            ("2024/1/8 下午3:20", "2024-01-08T15:20:00.000+08:00"),
            ("2024-01-08 上午 12:05", "2024-01-08T00:05:00.000+08:00"),
            ("2024年1月8日 15时20分", "2024-01-08T15:20:00.000+08:00"),
            ("2024年1月8日 15时", "2024-01-08T15:00:00.000+08:00"),
        ] {
            assert_eq!(parse(&[], text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(parse(&[], "45309"), None, "a number is no date unless the map says so");
        assert_eq!(Dates::read(&["%Q".into()]).err().as_deref(), Some("%Q"));
    }
}
