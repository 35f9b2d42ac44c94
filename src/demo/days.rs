//! The days of the demo's year: working days, and times of events on them.
//!
//! Invariant: everything depends on the date of "today" only, never on the time of day, and nothing happens today or later: the desk opens
//! this morning with its year behind it.

use super::random::Random;
use crate::domain::calendar::Calendar;
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// The year before a day.
pub(super) struct Days<'a> {
    calendar: &'a Calendar,
    /// The first day.
    pub(super) first: NaiveDate,
    /// The day after the last.
    pub(super) today: NaiveDate,
    /// Days with cumulative weights.
    weights: Vec<(NaiveDate, u32)>,
}

impl<'a> Days<'a> {
    /// The year that ends with yesterday.
    pub(super) fn new(calendar: &'a Calendar, today: NaiveDate) -> Self {
        let first = today - Duration::days(365);
        let mut days = Self { calendar, first, today, weights: Vec::new() };
        let mut sum = 0;
        for day in first.iter_days().take_while(|day| *day < today) {
            sum += days.weight(day);
            days.weights.push((day, sum));
        }
        days
    }

    /// The relative number of complaints on a day: many after a holiday, few at weekends.
    fn weight(&self, day: NaiveDate) -> u32 {
        if !self.is_working(day) {
            return 30;
        }
        // Length of the non-working period that ended on the day before, or two days before.
        let rest = |from: i64| (from..from + 9).take_while(|n| !self.is_working(day - Duration::days(*n))).count();
        match (rest(1), rest(2)) {
            (3.., _) => 210,
            (_, 3..) => 160,
            _ if day.weekday() == Weekday::Mon => 125,
            _ => 100,
        }
    }

    /// A random day in `from..to`, by weight; the first day of the year if there is none.
    pub(super) fn draw(&self, random: &mut Random, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        let before = |day: NaiveDate| match self.weights.partition_point(|(known, _)| *known < day) {
            0 => 0,
            n => self.weights[n - 1].1,
        };
        let (low, high) = (before(from), before(to));
        let drawn = low + random.below(high.saturating_sub(low));
        let at = self.weights.partition_point(|(_, sum)| *sum <= drawn);
        self.weights.get(at).map_or(self.first, |(day, _)| *day)
    }

    /// Whether a day is a working day.
    pub(super) fn is_working(&self, day: NaiveDate) -> bool {
        self.calendar.is_working(day)
    }

    /// The n-th working day after a day.
    pub(super) fn step(&self, from: NaiveDate, n: u32) -> NaiveDate {
        self.calendar.add_working_days(from, n)
    }

    /// The n-th working day before a day.
    pub(super) fn back(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let mut day = from;
        let mut left = n;
        while left > 0 {
            day -= Duration::days(1);
            left -= u32::from(self.is_working(day));
        }
        day
    }

    /// A random time on a day within office hours, from 09:00 to 18:00.
    pub(super) fn at(&self, day: NaiveDate, random: &mut Random) -> NaiveDateTime {
        // Mornings and early afternoons are busier than noon and evening.
        let hour =
            random.weighted(&[(9, 16), (10, 18), (11, 14), (12, 5), (13, 9), (14, 15), (15, 13), (16, 10), (17, 6)]);
        time(day, hour * 3600 + random.below(3600), random)
    }

    /// A random time on a day, later than `earliest`.
    pub(super) fn at_after(&self, day: NaiveDate, earliest: NaiveDateTime, random: &mut Random) -> NaiveDateTime {
        let at = self.at(day, random);
        if at > earliest { at } else { self.later(earliest, random.between(6, 50), random) }
    }

    /// A time that many minutes of office time later; what does not fit into a working day continues on the next.
    pub(super) fn later(&self, from: NaiveDateTime, minutes: u32, random: &mut Random) -> NaiveDateTime {
        let (open, end) = (hour(9), hour(18));
        let (mut day, mut start) = (from.date(), from.time().max(open));
        if !self.is_working(day) || start >= end {
            (day, start) = (self.step(day, 1), open);
        }
        let mut left = Duration::minutes(i64::from(minutes));
        while day.and_time(start) + left >= day.and_time(end) {
            left -= end - start;
            (day, start) = (self.step(day, 1), open);
        }
        let at = day.and_time(start) + left;
        // Odd seconds look natural, and keep two acts of a case from having the same time.
        let odd = Duration::milliseconds(i64::from(random.between(1_000, 59_999)));
        if at + odd > from { at + odd } else { from + odd }
    }
}

/// A time on a day: seconds after midnight, plus random milliseconds.
pub(super) fn time(day: NaiveDate, seconds: u32, random: &mut Random) -> NaiveDateTime {
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, random.below(1000) * 1_000_000);
    day.and_time(time.unwrap_or(NaiveTime::MIN))
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn office_time_continues_after_the_weekend() {
        let calendar = Calendar::embedded();
        let days = Days::new(&calendar, day("2026-11-23"));
        let mut random = Random::of(1, "test", 0);
        let friday = day("2026-11-20").and_time(hour(17));
        let later = days.later(friday, 90, &mut random);
        assert_eq!(later.date(), day("2026-11-23"));
        assert!(later.time() >= hour(9) && later.time() < hour(10));
        assert_eq!(days.back(day("2026-11-23"), 3), day("2026-11-18"));
    }

    #[test]
    fn drawn_days_are_in_the_window_and_days_after_a_holiday_weigh_more() {
        let calendar = Calendar::embedded();
        let days = Days::new(&calendar, day("2026-11-23"));
        assert!(days.weight(day("2025-11-24")) > days.weight(day("2025-11-25")));
        let after = days.weights.iter().map(|(day, _)| days.weight(*day)).max();
        assert_eq!(after, Some(210));
        let mut random = Random::of(1, "test", 1);
        for _ in 0..500 {
            let drawn = days.draw(&mut random, day("2026-03-01"), day("2026-03-05"));
            assert!((day("2026-03-01")..day("2026-03-05")).contains(&drawn));
        }
    }
}
