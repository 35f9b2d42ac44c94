//! Counts a limit day by day: its due date, and for `explain` why each day counted or did not.
//!
//! Invariant: `due` and `count` use the same loop and give the same date. Paused days are not counted, in limits of
//! working days and of calendar days alike, and no limit falls due on a paused day (design.md §5).

use super::{Calendar, Day};
use crate::domain::value::within::Within;
use chrono::{Datelike, NaiveDate};

/// Days in a row after which a pause is taken to have no end, so that there is no due date: ten years.
const ENDLESS: usize = 3_653;

/// The due date of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The due date: the limit is met until the end of this day.
    pub date: NaiveDate,
    /// Whether the date depends on a year without a notice.
    pub provisional: bool,
}

/// A limit counted, with every day that was examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting<'a> {
    /// The due date; `None` for hours, for no limit, and while a pause has no end.
    pub due: Option<NaiveDate>,
    /// Every day after the start up to the due date; for a limit of 0, from the start itself. If a pause has no end,
    /// the list ends with its first day.
    pub days: Vec<CountedDay<'a>>,
    /// Whether the date depends on a year without a notice.
    pub provisional: bool,
}

/// A day of a [`Counting`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay<'a> {
    /// The day.
    pub date: NaiveDate,
    /// Working or not, and why.
    pub day: Day<'a>,
    /// Whether the limit was paused on this day.
    pub paused: bool,
    /// Day 1, 2, 3 … of the limit; `None` for a day that did not count. A limit in calendar days that ends on a day of
    /// rest continues over days without a number until the next working day.
    pub number: Option<u32>,
}

/// One day as `walk` visits it.
struct Step {
    date: NaiveDate,
    paused: bool,
    number: Option<u32>,
}

impl Calendar {
    /// The due date of a limit that starts on `from`. `skip` tells whether the limit was paused on a day. `None` for
    /// hours (the caller adds them), for no limit, and if a pause has no end.
    #[must_use]
    pub fn due(&self, from: NaiveDate, within: Within, skip: &dyn Fn(NaiveDate) -> bool) -> Option<Counted> {
        self.walk(from, within, skip, &mut |_| {})
    }

    /// The date of [`Self::due`] for a limit without pauses, computed without visiting each day.
    #[must_use]
    pub fn due_unpaused(&self, from: NaiveDate, within: Within) -> Option<NaiveDate> {
        let date = match within {
            Within::WorkingDays(n) => self.add_working_days(from, n),
            Within::Days(n) => self.add_calendar_days(from, n),
            Within::PlainDays(n) => from.checked_add_days(chrono::Days::new(n.into()))?,
            Within::Hours(_) | Within::WorkingHours(_) | Within::None => return None,
        };
        // The last day that chrono can represent stands for "beyond the range".
        (date < NaiveDate::MAX).then_some(date)
    }

    /// Like [`Self::due`], with every day that was counted or skipped.
    #[must_use]
    pub fn count(&self, from: NaiveDate, within: Within, skip: &dyn Fn(NaiveDate) -> bool) -> Counting<'_> {
        let mut days = Vec::new();
        let due = self.walk(from, within, skip, &mut |step: Step| {
            let Step { date, paused, number } = step;
            days.push(CountedDay { date, day: self.day(date), paused, number });
        });
        if due.is_none() {
            let run = days.iter().rev().take_while(|d: &&CountedDay<'_>| d.paused).count();
            days.truncate(days.len() - run.saturating_sub(1));
        }
        let provisional = match due {
            Some(due) => due.provisional,
            None => days.last().is_some_and(|last| self.any_provisional(from, last.date)),
        };
        Counting { due: due.map(|d| d.date), days, provisional }
    }

    fn walk(
        &self,
        from: NaiveDate,
        within: Within,
        skip: &dyn Fn(NaiveDate) -> bool,
        visit: &mut dyn FnMut(Step),
    ) -> Option<Counted> {
        let (n, by_working_days) = match within {
            Within::WorkingDays(n) => (n, true),
            Within::Days(n) | Within::PlainDays(n) => (n, false),
            Within::Hours(_) | Within::WorkingHours(_) | Within::None => return None,
        };
        let stays = matches!(within, Within::PlainDays(_));
        let (mut date, mut number, mut standing) = (from, 0, 0);
        // A limit of 0 examines its first day too.
        let mut look = n == 0;
        // The first day whose notice affects the result.
        let mut matters = if by_working_days && n > 0 { from.succ_opt()? } else { from };
        loop {
            if !look {
                date = date.succ_opt()?;
            }
            look = false;
            let paused = skip(date);
            standing = if paused { standing + 1 } else { 0 };
            let open = !paused && self.is_working(date);
            let counts = number < n && if by_working_days { open } else { !paused };
            number += u32::from(counts);
            visit(Step { date, paused, number: counts.then_some(number) });
            if counts && number == n && !by_working_days {
                matters = date;
            }
            if number == n && (open || stays && !paused) {
                return Some(Counted { date, provisional: self.any_provisional(matters, date) });
            }
            if standing > ENDLESS {
                return None;
            }
        }
    }

    fn any_provisional(&self, a: NaiveDate, b: NaiveDate) -> bool {
        (a.year()..=b.year()).any(|year| !self.has_notice(year))
    }
}

#[cfg(test)]
mod tests {
    use super::super::DayReason;
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        crate::domain::value::moment::parse_date(text).expect("a date")
    }

    #[test]
    fn each_day_has_its_reason() {
        let calendar = Calendar::embedded();
        let paused = |d: NaiveDate| d == date("2026-10-09");
        let counting = calendar.count(date("2026-09-30"), Within::WorkingDays(2), &paused);
        assert_eq!((counting.due, counting.provisional), (Some(date("2026-10-10")), false));
        let seen: Vec<_> = counting.days[6..].iter().map(|d| (d.day.working, d.paused, d.number)).collect();
        assert_eq!(seen, [(false, false, None), (true, false, Some(1)), (true, true, None), (true, false, Some(2))]);
        assert!(matches!(counting.days[0].day.why, DayReason::Holiday(name) if name.zh == "国庆节"));
        assert!(matches!(counting.days[9].day.why, DayReason::MakeUp(name) if name.en == "National Day"));
    }

    #[test]
    fn a_limit_in_calendar_days_ends_on_a_working_day() {
        let calendar = Calendar::embedded();
        let counting = calendar.count(date("2026-09-28"), Within::Days(4), &|_| false);
        assert_eq!(counting.due, Some(date("2026-10-08")));
        let numbers: Vec<_> = counting.days.iter().map(|d| d.number).collect();
        assert_eq!(numbers[..5], [Some(1), Some(2), Some(3), Some(4), None]);
        assert_eq!(counting.days.len(), 10);
        // Three paused days move the end by three days, past the holiday.
        let paused = |d: NaiveDate| (date("2026-09-29")..date("2026-10-02")).contains(&d);
        let due = calendar.due(date("2026-09-28"), Within::Days(11), &paused);
        assert_eq!(due.map(|d| d.date), Some(date("2026-10-12")));
    }

    #[test]
    fn an_end_that_stays_does_not_move_to_a_working_day() {
        let calendar = Calendar::embedded();
        // 56 days after a Friday are a Friday; after a Sunday a Sunday, in the National Day too.
        for (from, n, due) in
            [("2026-01-02", 56, "2026-02-27"), ("2026-08-09", 56, "2026-10-04"), ("2026-11-22", 0, "2026-11-22")]
        {
            let within = Within::PlainDays(n);
            assert_eq!(calendar.due(date(from), within, &|_| false).map(|d| d.date), Some(date(due)), "{from}");
            assert_eq!(calendar.due_unpaused(date(from), within), Some(date(due)), "{from}");
        }
        let paused = |d: NaiveDate| d == date("2026-10-04");
        assert_eq!(
            calendar.due(date("2026-08-09"), Within::PlainDays(56), &paused).map(|d| d.date),
            Some(date("2026-10-05"))
        );
    }

    #[test]
    fn a_limit_of_0_is_due_on_its_first_working_day() {
        let calendar = Calendar::embedded();
        for within in [Within::WorkingDays(0), Within::Days(0)] {
            let counting = calendar.count(date("2026-11-21"), within, &|_| false);
            assert_eq!(counting.due, Some(date("2026-11-23")));
            assert_eq!(counting.days.iter().map(|d| d.number).collect::<Vec<_>>(), [None; 3]);
            assert_eq!(calendar.count(date("2026-11-23"), within, &|_| false).days.len(), 1);
        }
    }

    #[test]
    fn no_due_date_for_hours_for_no_limit_or_for_an_endless_pause() {
        let calendar = Calendar::embedded();
        let start = date("2026-11-23");
        for within in [Within::Hours(24), Within::None] {
            assert_eq!(calendar.due(start, within, &|_| false), None);
            assert!(calendar.count(start, within, &|_| false).days.is_empty());
        }
        let counting = calendar.count(start, Within::Days(5), &|d| d >= date("2026-11-26"));
        assert_eq!(counting.due, None);
        assert_eq!(counting.days.iter().map(|d| d.paused).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn provisional_if_the_date_depends_on_an_unpublished_year() {
        let calendar = Calendar::embedded();
        let provisional = |from, within| calendar.due(from, within, &|_| false).map(|d| d.provisional);
        assert_eq!(provisional(date("2026-12-28"), Within::WorkingDays(3)), Some(false));
        assert_eq!(provisional(date("2026-12-28"), Within::WorkingDays(4)), Some(true));
        assert_eq!(provisional(date("2006-12-31"), Within::WorkingDays(1)), Some(false));
        assert_eq!(provisional(date("2006-12-01"), Within::Days(40)), Some(false));
        assert_eq!(provisional(date("2006-12-01"), Within::Days(3)), Some(true));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn due_and_count_agree_and_end_on_an_unpaused_working_day(
            offset in 0u64..7_500, n in 0u32..60, days: bool, first in 0u64..40, long in 0u64..40,
        ) {
            let calendar = Calendar::embedded();
            let from = date("2006-10-01") + chrono::Days::new(offset);
            let within = if days { Within::Days(n) } else { Within::WorkingDays(n) };
            let pause = from + chrono::Days::new(first)..from + chrono::Days::new(first + long);
            let counting = calendar.count(from, within, &|d| pause.contains(&d));
            let due = calendar.due(from, within, &|d| pause.contains(&d)).expect("the pause ends");
            prop_assert_eq!(counting.due, Some(due.date));
            prop_assert_eq!(counting.provisional, due.provisional);
            prop_assert!(calendar.is_working(due.date) && !pause.contains(&due.date));
            prop_assert_eq!(counting.days.iter().filter_map(|d| d.number).max().unwrap_or(0), n);
            prop_assert_eq!(counting.days.last().map(|d| d.date), Some(due.date));
            let unpaused = match within {
                Within::Days(n) => calendar.add_calendar_days(from, n),
                _ => calendar.add_working_days(from, n),
            };
            prop_assert!(due.date >= unpaused);
            if pause.is_empty() {
                prop_assert_eq!(due.date, unpaused);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn due_unpaused_equals_due(day in 13_000..22_000i32, n in 0..400u32, by_working_days in any::<bool>()) {
            let calendar = Calendar::embedded();
            let from = NaiveDate::from_epoch_days(day).expect("in range");
            let within = if by_working_days { Within::WorkingDays(n) } else { Within::Days(n) };
            let walked = calendar.due(from, within, &|_| false).map(|due| due.date);
            prop_assert_eq!(calendar.due_unpaused(from, within), walked);
        }
    }
}
