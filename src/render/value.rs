//! Formats one cell as text: exact for data, convenient for readers.
//!
//! Invariant: data never depends on the language. Dates and times are formatted by hand for speed, for a million rows.

use crate::document::table::{Cell, rate};
use crate::domain::value::moment::Moment;
use crate::say;
use crate::text::{Lang, Two};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use std::borrow::Cow;
use std::io::{self, Write};

/// The value for TSV and CSV before escaping: a comma-joined list, a code, a number, an RFC 3339 time. `text` writes
/// stored text; other values need no escapes.
pub(super) fn data<W: Write>(
    cell: &Cell,
    out: &mut W,
    text: impl Fn(&str, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(s) | Cell::Named { code: s, .. } => text(s, out),
        Cell::Int(n) | Cell::DaysLate(n) => write!(out, "{n}"),
        Cell::Decimal(n, places) => out.write_all(decimal(*n, *places).as_bytes()),
        Cell::Rate { part, whole } => percent(*part, *whole).map_or(Ok(()), |text| out.write_all(text.as_bytes())),
        Cell::Date(d) => date(*d, out),
        Cell::Time(m) => moment(*m, out),
        Cell::Bool(b) => out.write_all(if *b { b"true" } else { b"false" }),
        Cell::List(list) => list.iter().enumerate().try_for_each(|(i, s)| {
            if i > 0 {
                out.write_all(b",")?;
            }
            text(s, out)
        }),
    }
}

/// The value for readers of tables and documents; not sanitized yet.
pub(super) fn human(cell: &Cell, lang: Lang) -> Cow<'_, str> {
    Cow::Owned(match cell {
        Cell::Empty => return Cow::Borrowed(""),
        Cell::Text(s) | Cell::Named { name: s, .. } => return Cow::Borrowed(s),
        Cell::Int(n) | Cell::DaysLate(n @ 0) => n.to_string(),
        Cell::DaysLate(n) => days_late(*n, lang),
        Cell::Decimal(n, places) => decimal(*n, *places),
        Cell::Rate { part, whole } => percent(*part, *whole).map_or_else(String::new, |text| text + "%"),
        Cell::Date(d) => d.to_string(),
        Cell::Time(m) => match m.time() {
            Some(t) => format!("{} {:02}:{:02}", m.date(), t.hour(), t.minute()),
            None => m.date().to_string(),
        },
        Cell::Bool(b) => return Cow::Borrowed(if *b { Two("yes", "是") } else { Two("no", "否") }.get(lang)),
        Cell::List(list) => list.join(", "),
    })
}

/// Working days late or left, in words.
pub(crate) fn days_late(n: i64, lang: Lang) -> String {
    let days = n.unsigned_abs();
    if n > 0 { say!(lang, "{days} late", "超期 {days}") } else { say!(lang, "{days} left", "剩余 {days}") }
}

/// Whether the cell is a number, which keeps its sign even though text with one would be a formula.
pub(super) fn is_number(cell: &Cell) -> bool {
    matches!(cell, Cell::Int(_) | Cell::DaysLate(_) | Cell::Decimal(..) | Cell::Rate { .. })
}

/// A rate in percent with one decimal place, without the sign; `None` where there is no whole.
pub(super) fn percent(part: i64, whole: i64) -> Option<String> {
    rate(part, whole).map(|tenths| decimal(tenths, 1))
}

/// A number with this many decimal places, exactly.
pub(super) fn decimal(n: i64, places: u8) -> String {
    let places = usize::from(places);
    let mut digits = format!("{:0>1$}", n.unsigned_abs(), places + 1);
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    if n < 0 { format!("-{digits}") } else { digits }
}

/// Writes `2026-11-23`.
pub(super) fn date<W: Write>(date: NaiveDate, out: &mut W) -> io::Result<()> {
    match date_bytes(date) {
        Some(bytes) => out.write_all(&bytes),
        None => write!(out, "{date}"),
    }
}

/// Writes RFC 3339 with milliseconds, or a date: the same text as `Moment`'s `Display`.
pub(super) fn moment<W: Write>(moment: Moment, out: &mut W) -> io::Result<()> {
    match (moment.time(), date_bytes(moment.date())) {
        (None, _) => date(moment.date(), out),
        (Some(time), Some(day)) if time.nanosecond() < 1_000_000_000 => {
            let minutes = moment.offset().unsigned_abs() / 60;
            let mut text = *b"2026-11-23T09:31:07.000+08:00";
            text[..10].copy_from_slice(&day);
            put_time(&mut text[11..], time);
            let millis = time.nanosecond() / 1_000_000;
            text[20] = b'0' + u8::try_from(millis / 100).unwrap_or(9);
            put_two(&mut text[21..], millis % 100);
            text[23] = if moment.offset() < 0 { b'-' } else { b'+' };
            put_two(&mut text[24..], minutes / 60);
            put_two(&mut text[27..], minutes % 60);
            out.write_all(&text)
        }
        _ => write!(out, "{moment}"),
    }
}

/// Writes `2026-11-23 09:31:07`, local and without offset, as spreadsheets read times.
pub(super) fn sheet_time<W: Write>(moment: Moment, out: &mut W) -> io::Result<()> {
    date(moment.date(), out)?;
    let Some(time) = moment.time() else { return Ok(()) };
    let mut text = *b" 09:31:07";
    put_time(&mut text[1..], time);
    out.write_all(&text)
}

fn put_time(text: &mut [u8], time: NaiveTime) {
    put_two(text, time.hour());
    put_two(&mut text[3..], time.minute());
    put_two(&mut text[6..], time.second());
}

/// The date as ten bytes; `None` unless the year has at most four digits.
fn date_bytes(date: NaiveDate) -> Option<[u8; 10]> {
    let year = u32::try_from(date.year()).ok().filter(|y| *y < 10_000)?;
    let mut text = *b"2026-11-23";
    put_two(&mut text, year / 100);
    put_two(&mut text[2..], year % 100);
    put_two(&mut text[5..], date.month());
    put_two(&mut text[8..], date.day());
    Some(text)
}

fn put_two(text: &mut [u8], n: u32) {
    for (place, digit) in [n / 10 % 10, n % 10].into_iter().enumerate() {
        text[place] = b"0123456789"[digit as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_are_exact() {
        for (n, places, text) in [(12345, 2, "123.45"), (-5, 2, "-0.05"), (7, 0, "7"), (0, 1, "0.0")] {
            assert_eq!(decimal(n, places), text);
        }
        assert_eq!(decimal(i64::MIN, 0), i64::MIN.to_string());
    }

    #[test]
    fn times_for_readers_have_minutes() {
        let at: Moment = "2026-11-23T09:31:07.214+08:00".parse().expect("valid");
        assert_eq!(human(&Cell::Time(at), Lang::En), "2026-11-23 09:31");
        assert_eq!(human(&Cell::Bool(false), Lang::Zh), "否");
        assert_eq!(human(&Cell::Rate { part: 37, whole: 40 }, Lang::Zh), "92.5%");
        assert_eq!(human(&Cell::Rate { part: 0, whole: 0 }, Lang::Zh), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn times_equal_the_display_of_moments(
            day in 1i32..3_600_000, second in 0u32..86_400, nano in 0u32..2_000_000_000, offset in -840i32..840,
        ) {
            let date = NaiveDate::from_num_days_from_ce_opt(day).expect("in range");
            let leap = if second % 60 == 59 { nano } else { nano % 1_000_000_000 };
            let time = NaiveTime::from_num_seconds_from_midnight_opt(second, leap).expect("in range");
            let at = crate::domain::value::moment::at_offset(date.and_time(time), offset * 60).expect("in range");
            for m in [at, Moment::day(date)] {
                let mut bytes = Vec::new();
                moment(m, &mut bytes).expect("memory takes all");
                prop_assert_eq!(String::from_utf8(bytes).expect("ASCII"), m.to_string());
            }
        }
    }
}
