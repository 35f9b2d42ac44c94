//! Working days as a bitmap, one bit a day. Days outside the bitmap are working days from Monday to Friday.
//!
//! Invariant: bit `i` is the day `first + i` (days from 1970-01-01). Counting works on whole 64-bit words, so a span of
//! years takes nanoseconds.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "constant functions have no other conversions; days are far inside the ranges"
)]

use crate::domain::calendar::notices::{NOTICES, day_number};
use chrono::NaiveDate;
use std::borrow::Cow;

const FIRST: i32 = day_number(NOTICES[0].year - 1, 1, 1);
const WORDS: usize = words(FIRST, NOTICES[NOTICES.len() - 1].year);
static EMBEDDED_BITS: [u64; WORDS] = embedded_bits();

/// The bitmap: a set bit is a working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bitmap {
    first: i32,
    bits: Cow<'static, [u64]>,
}

impl Bitmap {
    /// The bitmap of the embedded notices, made at compile time.
    pub(super) const EMBEDDED: Self = Self { first: FIRST, bits: Cow::Borrowed(&EMBEDDED_BITS) };

    /// A bitmap for the years `from` to `to` in which Monday to Friday are working days.
    pub(super) fn weekdays(from: i32, to: i32) -> Self {
        let first = day_number(from, 1, 1);
        let mut bits = vec![0; words(first, to)];
        mark_weekdays(first, &mut bits);
        Self { first, bits: Cow::Owned(bits) }
    }

    /// Sets whether a day is a working day; does nothing for a day outside the bitmap.
    pub(super) fn set(&mut self, day: i32, working: bool) {
        if let Some(i) = self.index(day) {
            let (word, bit) = (&mut self.bits.to_mut()[i / 64], 1 << (i % 64));
            *word = if working { *word | bit } else { *word & !bit };
        }
    }

    pub(super) fn is_working(&self, day: i32) -> bool {
        match self.index(day) {
            Some(i) => self.bits[i / 64] >> (i % 64) & 1 == 1,
            None => is_weekday(day),
        }
    }

    /// The number of working days D with `after` < D ≤ `until`, given `after` ≤ `until`.
    pub(super) fn count(&self, after: i32, until: i32) -> i64 {
        let (from, to) = (after + 1, until + 1);
        let (low, high) = (from.clamp(self.first, self.end()), to.clamp(self.first, self.end()));
        weekdays_before(to) - weekdays_before(from) - (weekdays_before(high) - weekdays_before(low))
            + self.ones(low, high)
    }

    /// The `n`-th (from 1) working day after `day`, but at most the last day that chrono can represent.
    pub(super) fn nth_after(&self, mut day: i32, n: u32) -> i32 {
        let last = NaiveDate::MAX.to_epoch_days();
        let mut left = i64::from(n);
        // Steps of 64 days while more than 64 working days remain, then single days.
        while left > 64 && day < last - 64 {
            left -= self.count(day, day + 64);
            day += 64;
        }
        while left > 0 && day < last {
            day += 1;
            left -= i64::from(self.is_working(day));
        }
        day
    }

    fn index(&self, day: i32) -> Option<usize> {
        usize::try_from(day - self.first).ok().filter(|i| i / 64 < self.bits.len())
    }

    fn end(&self) -> i32 {
        self.first + i32::try_from(self.bits.len() * 64).expect("a thousand years have fewer than 2^31 days")
    }

    /// The number of working days D with `low` ≤ D < `high`; both must lie within the bitmap or at its end.
    fn ones(&self, low: i32, high: i32) -> i64 {
        let place = |day: i32| usize::try_from(day - self.first).expect("clamped to the bits");
        let (low, high) = (place(low), place(high));
        let word = |i: usize| self.bits.get(i).copied().unwrap_or(0);
        let (from_low, below_high) = (u64::MAX << (low % 64), !(u64::MAX << (high % 64)));
        if low / 64 == high / 64 {
            return i64::from((word(low / 64) & from_low & below_high).count_ones());
        }
        let whole = (low / 64 + 1..high / 64).map(|i| i64::from(word(i).count_ones())).sum::<i64>();
        let ends = (word(low / 64) & from_low).count_ones() + (word(high / 64) & below_high).count_ones();
        whole + i64::from(ends)
    }
}

/// 1970-01-01 was a Thursday.
const fn is_weekday(day: i32) -> bool {
    (day + 3).rem_euclid(7) < 5
}

/// The number of weekdays from Monday 1969-12-29 until the day before `day`; negative for earlier days.
fn weekdays_before(day: i32) -> i64 {
    i64::from((day + 3).div_euclid(7)) * 5 + i64::from((day + 3).rem_euclid(7).min(5))
}

/// The number of words that hold the days from `first` to the end of the year `to`.
const fn words(first: i32, to: i32) -> usize {
    ((day_number(to + 1, 1, 1) - first) as usize).div_ceil(64)
}

const fn mark_weekdays(first: i32, bits: &mut [u64]) {
    let mut i = 0;
    while i < bits.len() * 64 {
        if is_weekday(first + i as i32) {
            bits[i / 64] |= 1 << (i % 64);
        }
        i += 1;
    }
}

const fn embedded_bits() -> [u64; WORDS] {
    let mut bits = [0; WORDS];
    mark_weekdays(FIRST, &mut bits);
    let mut n = 0;
    while n < NOTICES.len() {
        let mut s = 0;
        while s < NOTICES[n].spans.len() {
            let span = NOTICES[n].spans[s];
            let mut i = (span.start - FIRST) as usize;
            let end = i + span.days as usize;
            while i < end {
                let bit = 1 << (i % 64);
                bits[i / 64] = if span.off { bits[i / 64] & !bit } else { bits[i / 64] | bit };
                i += 1;
            }
            s += 1;
        }
        n += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn count_equals_the_number_of_working_days(after in 12_000i32..23_000, days in 0i32..3_000) {
            let map = Bitmap::EMBEDDED;
            let slow = (after + 1..=after + days).filter(|d| map.is_working(*d)).count();
            proptest::prop_assert_eq!(map.count(after, after + days), i64::try_from(slow).expect("small"));
        }
    }

    #[test]
    fn days_after_the_last_bit_follow_the_weekday() {
        let map = Bitmap::EMBEDDED;
        for day in map.end() - 70..map.end() + 70 {
            let date = NaiveDate::from_epoch_days(day).expect("near 2027");
            let weekday = chrono::Datelike::weekday(&date).num_days_from_monday() < 5;
            assert!(map.is_working(day) == weekday || day < day_number(2027, 1, 1), "{date}");
        }
    }
}
