//! The working days of mainland China, and the arithmetic of limits over them.
//!
//! Invariant: whether a day is a working day is decided by the project's own file that lists it, else by the latest
//! notice that lists it, else by its weekday; a year without a notice has weekends only and is *provisional*. Rules:
//! design.md §5 (Civil Code of the PRC, arts. 201 and 203). A look-up reads one bit of a bitmap, which for the embedded
//! years is made at compile time.

mod notices;
pub mod period;
pub mod when;

mod added;
mod bitmap;
mod counting;
mod hours;
mod local;

pub use added::CalendarError;
pub use counting::{Counted, CountedDay, Counting};
pub use hours::{CountedHours, Hours, Pauses};
pub use notices::Name;

use crate::domain::value::zone::Zone;
use added::AddedYear;
use bitmap::Bitmap;
use chrono::{Datelike, NaiveDate};
use notices::NOTICES;

/// The working days: the embedded years and the years that the project added.
#[derive(Clone, Debug)]
pub struct Calendar {
    days: Bitmap,
    /// Years that have a notice, ascending.
    years: Vec<i32>,
    /// The added files, by year; within a year first the one that serves as its notice, then those that lie over it.
    added: Vec<AddedYear>,
    /// The business hours of the desk.
    pub hours: Hours,
    /// The zone in which they are kept; without it the offset of a limit's start holds for its end.
    pub zone: Option<Zone>,
}

/// Whether a day is a working day, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'a> {
    /// Whether it counts as a working day.
    pub working: bool,
    /// The reason.
    pub why: DayReason<'a>,
}

/// Why a day is a working day or a day of rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayReason<'a> {
    /// An ordinary Monday to Friday.
    Weekday,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// Off by a notice, because of this holiday.
    Holiday(Name<'a>),
    /// A Saturday or Sunday worked (调休) for this holiday.
    MakeUp(Name<'a>),
}

impl Default for Calendar {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Calendar {
    /// The State Council's years 2007–2026.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            days: Bitmap::EMBEDDED,
            years: NOTICES.iter().map(|n| n.year).collect(),
            added: Vec::new(),
            hours: Hours::default(),
            zone: None,
        }
    }

    /// Adds a holiday-cn file. It adds days to a published year, or is the notice of an unpublished one (of several
    /// files for that year the one with most days is the notice, and the others add days to it). Only with `"replace":
    /// true` does it replace the embedded notice.
    ///
    /// # Errors
    /// [`CalendarError`] if the text is not such a file; the calendar is then unchanged.
    pub fn add_year(&mut self, json: &str) -> Result<i32, CalendarError> {
        Ok(self.add(AddedYear::read(json)?))
    }

    fn add(&mut self, new: AddedYear) -> i32 {
        let year = new.year;
        self.added.push(new);
        // Within a year: first a file that replaces the notice, then the one with most days.
        self.added.sort_by_key(|a| (a.year, !a.replace, std::cmp::Reverse(a.days.len())));
        if let Err(i) = self.years.binary_search(&year) {
            self.years.insert(i, year);
        }
        self.days = self.bitmap();
        year
    }

    /// The years that have a notice, ascending.
    #[must_use]
    pub fn years(&self) -> &[i32] {
        &self.years
    }

    /// The last year that has a notice; later dates are provisional.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the embedded years are never removed")]
    pub fn last_year(&self) -> i32 {
        self.years.last().copied().expect("the embedded years are never removed")
    }

    /// The first missing year between two years that have a notice.
    #[must_use]
    pub fn hole(&self) -> Option<i32> {
        self.years.windows(2).find(|pair| pair[1] - pair[0] > 1).map(|pair| pair[0] + 1)
    }

    /// Whether the year of `date` has no notice, so that only weekends are known.
    #[must_use]
    pub fn is_provisional(&self, date: NaiveDate) -> bool {
        !self.has_notice(date.year())
    }

    /// Whether `date` is a working day.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.days.is_working(date.to_epoch_days())
    }

    /// Whether `date` is a working day, and why.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        let weekend = date.weekday().num_days_from_monday() >= 5;
        let why = match self.listed(date) {
            Some((true, name)) => DayReason::Holiday(name),
            Some((false, name)) if weekend => DayReason::MakeUp(name),
            _ if weekend => DayReason::Weekend,
            // A notice may list an ordinary weekday ("back at work on Monday"); it is no make-up day.
            _ => DayReason::Weekday,
        };
        Day { working: self.is_working(date), why }
    }

    /// The `n`-th working day strictly after `from`; for 0, `from` itself or else the next working day. At most the
    /// last date that chrono can represent.
    #[must_use]
    pub fn add_working_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let start = from.to_epoch_days();
        let day = match n {
            0 => self.days.nth_after(start - 1, 1),
            n => self.days.nth_after(start, n),
        };
        NaiveDate::from_epoch_days(day).unwrap_or(NaiveDate::MAX)
    }

    /// The date `n` days after `from`; if that is a day of rest, the next working day (art. 203).
    #[must_use]
    pub fn add_calendar_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let end = from.checked_add_days(chrono::Days::new(u64::from(n))).unwrap_or(NaiveDate::MAX);
        self.add_working_days(end, 0)
    }

    /// The number of working days D with `a` < D ≤ `b`; negative, of D with `b` < D ≤ `a`, when `b` is before `a`.
    #[must_use]
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        let (a, b) = (a.to_epoch_days(), b.to_epoch_days());
        if a <= b { self.days.count(a, b) } else { -self.days.count(b, a) }
    }

    /// The added years as canonical text for a policy's snapshot: one holiday-cn document a line, which
    /// [`Self::add_year`] accepts. Empty if only the embedded years are in use.
    #[must_use]
    pub fn digest_text(&self) -> String {
        let line = |added: &AddedYear| added.line(embedded_notice(added.year).is_some());
        self.added.iter().map(|added| line(added) + "\n").collect()
    }

    /// Whether the project added years or days.
    #[must_use]
    pub fn has_added(&self) -> bool {
        !self.added.is_empty()
    }

    fn has_notice(&self, year: i32) -> bool {
        self.years.binary_search(&year).is_ok()
    }

    /// What is listed for a day: off or not, and the holiday's name. The project's files take precedence over notices;
    /// within each, the following year's, which was published later.
    fn listed(&self, date: NaiveDate) -> Option<(bool, Name<'_>)> {
        let years = [date.year() + 1, date.year()];
        let laid_over = || years.into_iter().find_map(|year| self.local(year).rev().find_map(|own| own.listed(date)));
        let by_notice = || {
            years.into_iter().find_map(|year| match self.notice(year) {
                Some(added) => added.listed(date),
                None => embedded_day(year, date.to_epoch_days()),
            })
        };
        laid_over().or_else(by_notice)
    }

    /// The bitmap of all notices and added files; later ones override earlier ones.
    fn bitmap(&self) -> Bitmap {
        let mut map = Bitmap::weekdays(self.years[0] - 1, self.last_year());
        for &year in &self.years {
            match (self.notice(year), embedded_notice(year)) {
                (Some(added), _) => added.mark(&mut map),
                (None, Some(notice)) => {
                    notice.spans.iter().for_each(|s| (s.start..s.start + s.days).for_each(|day| map.set(day, !s.off)));
                }
                (None, None) => {}
            }
        }
        for &year in &self.years {
            self.local(year).for_each(|own| own.mark(&mut map));
        }
        map
    }
}

fn embedded_notice(year: i32) -> Option<&'static notices::Notice> {
    NOTICES.get(usize::try_from(year - NOTICES[0].year).ok()?)
}

fn embedded_day(year: i32, day: i32) -> Option<(bool, Name<'static>)> {
    let spans = embedded_notice(year)?.spans;
    spans.iter().find(|s| (s.start..s.start + s.days).contains(&day)).map(|s| (s.off, *s.name))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, clippy::disallowed_macros)] // reads optional shared data, and prints when it is missing
mod tests {
    use super::*;
    use crate::domain::value::moment::parse_date;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        parse_date(text).expect("a date")
    }

    /// The text of a file of the shared data; prints a line and gives `None` if it is absent.
    fn shared(name: &str) -> Option<String> {
        let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        let folder = std::env::var_os("REDRESS_SHARED").map_or(beside, Into::into);
        let text = std::fs::read_to_string(folder.join("data").join(name)).ok();
        if text.is_none() {
            crate::skipped::skipped("shared-data", &format!("no {name} in the shared data"));
        }
        text
    }

    #[test]
    fn every_day_agrees_with_the_list() {
        // Every day from 2007 to 2026, in which four independent sources agree.
        let text = include_str!("../../../tests/data/calendar/cn_workdays.csv");
        let calendar = Calendar::embedded();
        let mut rows = 0;
        for line in text.lines().skip(1) {
            let (day, working) = line.split_once(',').expect("two columns");
            let found = calendar.day(date(day));
            assert_eq!(found.working, working == "1", "{line}: {found:?}");
            rows += 1;
        }
        assert_eq!(rows, 7_305);
    }

    #[test]
    fn every_due_date_agrees_with_the_list() {
        // Computed three times independently.
        let text = include_str!("../../../tests/data/calendar/cn_due.csv");
        let calendar = Calendar::embedded();
        let mut rows = 0;
        for line in text.lines().skip(1) {
            let mut cells = line.split(',');
            let mut next = || cells.next().expect("three columns");
            let (from, n, due) = (date(next()), next().parse().expect("a number"), date(next()));
            assert_eq!(calendar.add_working_days(from, n), due, "{line}");
            rows += 1;
        }
        assert_eq!(rows, 2_000);
    }

    #[test]
    fn every_listed_day_has_its_holiday_name() {
        let calendar = Calendar::embedded();
        for year in 2007..=2026 {
            let Some(text) = shared(&format!("holiday-cn/{year}.json")) else { return };
            for day in AddedYear::read(&text).expect("holiday-cn's own file").days {
                assert_eq!(
                    calendar.listed(day.date),
                    Some((day.off, Name { zh: &day.zh, en: &day.en })),
                    "{}",
                    day.date
                );
            }
        }
    }

    /// Selected rows of the shared list, each for a different reason; these run without the shared data.
    #[test]
    fn due_dates_around_holidays_and_make_up_days() {
        let calendar = Calendar::embedded();
        for (from, n, due) in [
            ("2025-08-13", 0, "2025-08-13"), // a limit of 0, a working day
            ("2013-01-03", 0, "2013-01-04"), // a limit of 0, in a holiday
            ("2015-12-12", 0, "2015-12-14"), // a limit of 0, on a weekend
            ("2011-03-03", 1, "2011-03-04"),
            ("2021-09-05", 4, "2021-09-09"), // received on a Sunday: Monday is day 1
            ("2013-02-07", 3, "2013-02-17"), // over the Spring Festival to a make-up Sunday
            ("2023-04-24", 7, "2023-05-06"), // over 1 May to a make-up Saturday
            ("2020-03-23", 7, "2020-04-01"),
            ("2023-12-06", 36, "2024-01-26"), // over the turn of a year
            ("2008-12-28", 34, "2009-02-18"), // from a Sunday, over New Year and the Spring Festival
            ("2026-02-18", 24, "2026-03-26"), // from within a holiday, with a make-up Saturday
            ("2026-05-18", 48, "2026-07-24"),
            ("2008-01-04", 60, "2008-04-02"),
        ] {
            assert_eq!(calendar.add_working_days(date(from), n), date(due), "{from} + {n}wd");
        }
    }

    #[test]
    fn each_day_has_its_reason_and_holiday_name() {
        let calendar = Calendar::embedded();
        let name = |zh, en| Name { zh, en };
        let spring = name("春节", "Spring Festival");
        for (day, working, why) in [
            ("2026-02-13", true, DayReason::Weekday),
            ("2026-02-14", true, DayReason::MakeUp(spring)),
            ("2026-02-15", false, DayReason::Holiday(spring)),
            ("2026-03-01", false, DayReason::Weekend),
            ("2020-02-03", true, DayReason::Weekday), // listed in its notice, but an ordinary Monday
            ("2022-12-31", false, DayReason::Holiday(name("元旦", "New Year's Day"))), // by the notice of 2023
            ("2006-12-30", true, DayReason::MakeUp(name("元旦", "New Year's Day"))), // by the notice of 2007
            ("2027-01-01", true, DayReason::Weekday), // not published
        ] {
            assert_eq!(calendar.day(date(day)), Day { working, why }, "{day}");
        }
    }

    const IN_2027: &str = r#"{"year":2027,"days":[{"name":"元旦","date":"2026-12-31","isOffDay":true},
        {"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"某节","date":"2027-01-09","isOffDay":false}]}"#;

    #[test]
    fn an_added_year_changes_its_days_and_the_december_before() {
        let mut calendar = Calendar::embedded();
        assert!(calendar.is_provisional(date("2027-01-01")) && !calendar.is_provisional(date("2026-12-31")));
        assert_eq!(calendar.digest_text(), "");
        assert_eq!(calendar.add_year(IN_2027), Ok(2027));
        assert!(!calendar.is_provisional(date("2027-12-31")) && calendar.is_provisional(date("2006-12-31")));
        assert_eq!((calendar.last_year(), calendar.years().len(), calendar.hole()), (2027, 21, None));
        assert!(!calendar.is_working(date("2026-12-31")));
        let made_up = Day { working: true, why: DayReason::MakeUp(Name { zh: "某节", en: "某节" }) };
        assert_eq!(calendar.day(date("2027-01-09")), made_up);
        assert_eq!(calendar.add_working_days(date("2026-12-30"), 6), date("2027-01-09"));

        let mut again = Calendar::embedded();
        for line in calendar.digest_text().lines() {
            again.add_year(line).expect("its own line");
        }
        assert_eq!((again.digest_text(), again.days), (calendar.digest_text(), calendar.days));
    }

    #[test]
    fn a_missing_year_between_notices_is_reported() {
        let mut calendar = Calendar::embedded();
        let day =
            |year, date| format!(r#"{{"year":{year},"days":[{{"name":"元旦","date":"{date}","isOffDay":true}}]}}"#);
        assert_eq!(calendar.add_year(&day(2028, "2028-01-03")), Ok(2028));
        assert_eq!(calendar.hole(), Some(2027));
        assert!(calendar.is_provisional(date("2027-06-01")) && !calendar.is_provisional(date("2028-06-01")));
        assert_eq!(calendar.add_year(IN_2027), Ok(2027));
        assert_eq!(calendar.hole(), None);
        assert_eq!(calendar.add_year(&day(2004, "2004-01-01")), Ok(2004));
        assert_eq!(calendar.hole(), Some(2005));
        assert!(!calendar.is_working(date("2004-01-01")) && !calendar.is_working(date("2028-01-03")));
    }

    #[test]
    fn a_file_adds_to_a_published_year_unless_it_says_replace() {
        let file = |more: &str, days: &[(&str, bool)]| {
            let day = |(date, off): &(&str, bool)| format!(r#"{{"name":"本地","date":"{date}","isOffDay":{off}}}"#);
            let days = days.iter().map(day).collect::<Vec<_>>().join(",");
            format!(r#"{{"year":2026,{more}"days":[{days}]}}"#)
        };
        let mut calendar = Calendar::embedded();
        let own = file("", &[("2026-09-28", true), ("2026-10-08", true), ("2026-10-01", true), ("2026-10-10", true)]);
        assert_eq!(calendar.add_year(&own), Ok(2026));
        assert!(!calendar.is_working(date("2026-09-28")) && !calendar.is_working(date("2026-10-02")));
        // No departure: a day that the State Council also has as a day of rest. A departure: a make-up workday that is
        // off here.
        let dates = ["2026-09-28", "2026-10-08", "2026-10-10"].map(date);
        assert_eq!(calendar.departures(), dates);
        assert_eq!((calendar.years().len(), calendar.last_year()), (20, 2026));
        // A second file for the year adds to the first, in either order; if both list a day, the file with fewer days
        // wins.
        let more = file("", &[("2026-10-09", true), ("2026-09-28", false)]);
        let mut other = Calendar::embedded();
        for text in [&more, &own] {
            assert_eq!(other.add_year(text), Ok(2026));
        }
        assert_eq!(calendar.add_year(&more), Ok(2026));
        assert!(calendar.is_working(date("2026-09-28")) && !calendar.is_working(date("2026-10-09")));
        assert_eq!(calendar.digest_text(), other.digest_text());
        assert_eq!(calendar.days, other.days);
        let before = calendar.digest_text();
        assert!(calendar.add_year(r#"{"year":2026,"days":[]}"#).is_err());
        assert_eq!(calendar.digest_text(), before);

        let mut calendar = Calendar::embedded();
        let only = file(r#""replace":true,"#, &[("2026-01-02", true)]);
        assert_eq!((calendar.add_year(&more), calendar.add_year(&only)), (Ok(2026), Ok(2026)));
        assert_eq!(calendar.day(date("2026-10-01")), Day { working: true, why: DayReason::Weekday });
        assert!(!calendar.is_working(date("2026-01-02")) && !calendar.is_working(date("2025-10-01")));
        assert!(!calendar.is_working(date("2026-10-09")), "what is laid over it stays");
        assert!(calendar.departures().contains(&date("2026-10-01")));
        let mut again = Calendar::embedded();
        calendar.digest_text().lines().for_each(|line| assert!(again.add_year(line).is_ok()));
        assert_eq!((again.digest_text(), again.days), (calendar.digest_text(), calendar.days));
    }

    #[test]
    fn only_files_over_the_notice_of_an_unpublished_year_are_departures() {
        let mut calendar = Calendar::embedded();
        assert_eq!(calendar.add_year(IN_2027), Ok(2027));
        assert_eq!(calendar.departures(), Vec::<NaiveDate>::new());
        let own = r#"{"year":2027,"days":[{"name":"本地","date":"2027-03-01","isOffDay":true}]}"#;
        assert_eq!(calendar.add_year(own), Ok(2027));
        assert_eq!(calendar.departures(), [date("2027-03-01")]);
        assert!(!calendar.is_working(date("2026-12-31")));
    }

    #[test]
    fn arithmetic_stops_at_the_last_date_without_a_panic() {
        let calendar = Calendar::embedded();
        assert_eq!(calendar.add_working_days(date("2026-11-23"), u32::MAX), NaiveDate::MAX);
        assert_eq!(calendar.add_calendar_days(date("2026-11-23"), u32::MAX), NaiveDate::MAX);
        assert!(calendar.working_days_between(NaiveDate::MIN, NaiveDate::MAX) > 100_000_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn adding_and_counting_are_inverse(offset in 0u64..9_000, n in 1u32..400) {
            let calendar = Calendar::embedded();
            let from = date("2005-06-01") + chrono::Days::new(offset);
            let due = calendar.add_working_days(from, n);
            prop_assert!(calendar.is_working(due));
            prop_assert_eq!(calendar.working_days_between(from, due), i64::from(n));
            prop_assert_eq!(calendar.working_days_between(due, from), -i64::from(n));
            prop_assert_eq!(calendar.working_days_between(from, due - chrono::Days::new(1)), i64::from(n) - 1);
        }

        #[test]
        fn later_receipt_or_longer_limit_is_never_due_earlier(offset in 0u64..9_000, later in 0u64..30, n in 0u32..90) {
            let calendar = Calendar::embedded();
            let from = date("2005-06-01") + chrono::Days::new(offset);
            prop_assert!(calendar.add_working_days(from, n) <= calendar.add_working_days(from + chrono::Days::new(later), n));
            prop_assert!(calendar.add_working_days(from, n) <= calendar.add_working_days(from, n + 1));
            prop_assert!(calendar.add_calendar_days(from, n) <= calendar.add_calendar_days(from, n + 1));
        }

        #[test]
        fn working_days_between_is_additive(a in 0u64..9_000, b in 0u64..9_000, c in 0u64..9_000) {
            let calendar = Calendar::embedded();
            let [a, b, c] = [a, b, c].map(|d| date("2005-06-01") + chrono::Days::new(d));
            let between = |x, y| calendar.working_days_between(x, y);
            prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        }
    }
}
