//! A calendar year added to the embedded ones, read from holiday-cn's JSON.
//!
//! Invariant: a parsed year lists at least one day, none twice, and only days of its own year or of the December before
//! it (a notice may move days around New Year). Format: github.com/NateScarlet/holiday-cn, `schema.json`.

use super::bitmap::Bitmap;
use crate::domain::calendar::notices::{Name, day_number, english};
use crate::domain::value::moment::parse_date;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a file cannot be read as a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The text is not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The JSON reader's message.
        detail: String,
    },
    /// JSON, but not `{"year": …, "days": [{"name", "date", "isOffDay"}, …]}`.
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is missing or of the wrong type.
        detail: String,
    },
    /// The year is not within 1950–2999.
    Year {
        /// The year as given.
        year: i64,
    },
    /// A day's `date` is not a date written YYYY-MM-DD.
    NotADate {
        /// The file's year.
        year: i32,
        /// The date as given.
        text: String,
    },
    /// A day has no name.
    NoName {
        /// The file's year.
        year: i32,
        /// The day.
        date: NaiveDate,
    },
    /// A day lies neither in the year nor in the December before it.
    OutsideYear {
        /// The file's year.
        year: i32,
        /// The day.
        date: NaiveDate,
    },
    /// A day is listed twice.
    Twice {
        /// The file's year.
        year: i32,
        /// The day.
        date: NaiveDate,
    },
    /// No days at all: holiday-cn's placeholder for a year that is not published yet.
    Empty {
        /// The file's year.
        year: i32,
    },
}

/// A year added from a file, its days in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AddedYear {
    pub(super) year: i32,
    /// Whether it replaces the published year instead of adding days to it (`"replace": true`).
    pub(super) replace: bool,
    pub(super) days: Vec<AddedDay>,
}

/// One listed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AddedDay {
    pub(super) date: NaiveDate,
    pub(super) off: bool,
    pub(super) zh: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
struct YearFile {
    year: i64,
    days: Vec<DayEntry>,
    #[serde(default)]
    replace: bool,
}

#[derive(Serialize)]
struct YearLine<'a> {
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    replace: Option<bool>,
    days: Vec<DayLine<'a>>,
}

#[derive(Deserialize)]
struct DayEntry {
    name: String,
    date: String,
    #[serde(rename = "isOffDay")]
    off: bool,
}

#[derive(Serialize)]
struct DayLine<'a> {
    name: &'a str,
    date: String,
    #[serde(rename = "isOffDay")]
    off: bool,
}

impl AddedYear {
    /// Parses a file's text. Ignores keys that this program does not use (`papers`, `$id`).
    pub(super) fn read(json: &str) -> Result<Self, CalendarError> {
        // Editors on Windows may write a byte order mark before JSON.
        let file: YearFile = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(json_error)?;
        let year = i32::try_from(file.year).ok().filter(|y| (1950..=2999).contains(y));
        let year = year.ok_or(CalendarError::Year { year: file.year })?;
        let mut days = file.days.into_iter().map(|d| day(year, d)).collect::<Result<Vec<_>, _>>()?;
        days.sort_by_key(|d| d.date);
        if let Some(pair) = days.windows(2).find(|pair| pair[0].date == pair[1].date) {
            return Err(CalendarError::Twice { year, date: pair[0].date });
        }
        if days.is_empty() {
            return Err(CalendarError::Empty { year });
        }
        Ok(Self { year, replace: file.replace, days })
    }

    /// Whether the file lists `date` as a day off (true) or a working day, and the holiday's name; `None` if it is not
    /// listed.
    pub(super) fn listed(&self, date: NaiveDate) -> Option<(bool, Name<'_>)> {
        let day = &self.days[self.days.binary_search_by_key(&date, |d| d.date).ok()?];
        Some((day.off, Name { zh: &day.zh, en: &day.en }))
    }

    /// Sets its days in a bitmap.
    pub(super) fn mark(&self, map: &mut Bitmap) {
        self.days.iter().for_each(|day| map.set(day.date.to_epoch_days(), !day.off));
    }

    /// The year as one line of JSON that [`Self::read`] accepts; equal years give equal lines. For a published year the
    /// line always has `replace`, because older versions wrote no `replace` and then replaced the year.
    pub(super) fn line(&self, is_published: bool) -> String {
        let days =
            self.days.iter().map(|d| DayLine { name: &d.zh, date: d.date.to_string(), off: d.off }).collect::<Vec<_>>();
        let replace = (is_published || self.replace).then_some(self.replace);
        serde_json::to_string(&YearLine { year: self.year, replace, days }).expect("strings, numbers and booleans only")
    }
}

fn day(year: i32, entry: DayEntry) -> Result<AddedDay, CalendarError> {
    let Some(date) = parse_date(&entry.date) else {
        return Err(CalendarError::NotADate { year, text: entry.date });
    };
    let number = date.to_epoch_days();
    if number < day_number(year - 1, 12, 1) || number >= day_number(year + 1, 1, 1) {
        return Err(CalendarError::OutsideYear { year, date });
    }
    let zh = entry.name.trim().to_owned();
    if zh.is_empty() {
        return Err(CalendarError::NoName { year, date });
    }
    Ok(AddedDay { date, off: entry.off, en: english(&zh), zh })
}

fn json_error(error: serde_json::Error) -> CalendarError {
    let (line, column, detail) = (error.line(), error.column(), error.to_string());
    match error.classify() {
        serde_json::error::Category::Data => CalendarError::Shape { line, column, detail },
        _ => CalendarError::NotJson { line, column, detail },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_days(days: &str) -> Result<AddedYear, CalendarError> {
        AddedYear::read(&format!(r#"{{"$id":"x","year":2027,"papers":[],"days":[{days}]}}"#))
    }

    #[test]
    fn a_year_is_read_and_written_as_one_canonical_line() {
        let a = r#"{"name":"国庆节","date":"2027-10-01","isOffDay":true}"#;
        let b = r#"{"name":"元旦","date":"2026-12-31","isOffDay":true}"#;
        let year = with_days(&format!("{a},{b}")).expect("well formed");
        assert_eq!(year.days[0].en, "New Year's Day");
        assert_eq!(year.line(false), format!(r#"{{"year":2027,"days":[{b},{a}]}}"#));
        assert_eq!(AddedYear::read(&format!("\u{feff}{}", year.line(false))), Ok(year.clone()));
        assert_eq!(AddedYear::read(&year.line(true)), Ok(year));
    }

    #[test]
    fn each_kind_of_bad_file_gives_its_error() {
        let date = |text: &str| parse_date(text).expect("a date");
        let entry = |text: &str| format!(r#"{{"name":"元旦","date":"{text}","isOffDay":true}}"#);
        let twice = format!("{},{}", entry("2027-01-01"), entry("2027-01-01"));
        for (days, error) in [
            (String::new(), CalendarError::Empty { year: 2027 }),
            (twice, CalendarError::Twice { year: 2027, date: date("2027-01-01") }),
            (entry("2026-11-30"), CalendarError::OutsideYear { year: 2027, date: date("2026-11-30") }),
            (entry("2028-01-01"), CalendarError::OutsideYear { year: 2027, date: date("2028-01-01") }),
            (entry("2027-02-29"), CalendarError::NotADate { year: 2027, text: "2027-02-29".into() }),
            (
                r#"{"name":" ","date":"2027-01-01","isOffDay":true}"#.into(),
                CalendarError::NoName { year: 2027, date: date("2027-01-01") },
            ),
        ] {
            assert_eq!(with_days(&days), Err(error));
        }
        assert!(matches!(AddedYear::read("{"), Err(CalendarError::NotJson { line: 1, .. })));
        assert!(matches!(AddedYear::read(r#"{"year":2027}"#), Err(CalendarError::Shape { .. })));
        assert!(matches!(AddedYear::read(r#"{"year":"2027","days":[]}"#), Err(CalendarError::Shape { .. })));
        assert_eq!(AddedYear::read(r#"{"year":99999,"days":[]}"#), Err(CalendarError::Year { year: 99999 }));
    }
}
