//! TEMP
#![allow(missing_docs, dead_code)]
use crate::domain::within::Within;
use chrono::{Datelike, Duration, NaiveDate};
pub struct Calendar;
pub struct Day {
    pub working: bool,
}
impl Calendar {
    pub fn embedded() -> Self {
        Self
    }
    pub fn day(&self, d: NaiveDate) -> Day {
        Day { working: d.weekday().number_from_monday() < 6 }
    }
    pub fn is_provisional(&self, d: NaiveDate) -> bool {
        d.year() > 2026
    }
    pub fn due(&self, from: NaiveDate, w: Within, skip: &dyn Fn(NaiveDate) -> bool) -> NaiveDate {
        let (Within::WorkingDays(n) | Within::Days(n)) = w else { return from };
        let mut d = from;
        let mut k = 0;
        while k < n {
            d += Duration::days(1);
            if self.day(d).working && !skip(d) {
                k += 1;
            }
        }
        d
    }
}
