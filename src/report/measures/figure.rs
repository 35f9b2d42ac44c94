//! A figure: sums of observations, and what is told of them: a count, a rate, a median, money.
//!
//! Invariant: figures are sums, so two figures of different cases joined are the figure of all of them.

use super::{Aside, FigureKind, What};
use crate::document::table::Cell;
use std::collections::BTreeMap;

/// A figure: sums of observations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// How many hits.
    pub part: u64,
    /// How many observations.
    pub whole: u64,
    /// How many observations of so many days.
    pub days: BTreeMap<i64, u64>,
    /// Money paid, in hundredths.
    pub paid: i128,
    /// Money claimed, in hundredths.
    pub claimed: i128,
    /// What is printed beside it.
    pub beside: BTreeMap<Aside, u64>,
}

impl Figure {
    pub(super) fn add(&mut self, what: &What) {
        match *what {
            What::One => self.whole += 1,
            What::Part(hit) => {
                self.whole += 1;
                self.part += u64::from(hit);
            }
            What::Days(days) => {
                self.whole += 1;
                *self.days.entry(days).or_default() += 1;
            }
            What::Money { paid, claimed } => {
                self.whole += 1;
                self.part += u64::from(paid.0 > 0);
                self.paid += i128::from(paid.0);
                self.claimed += i128::from(claimed.0);
            }
            What::Aside(beside) => *self.beside.entry(beside).or_default() += 1,
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
        self.paid += other.paid;
        self.claimed += other.claimed;
        other.days.into_iter().for_each(|(days, n)| *self.days.entry(days).or_default() += n);
        other.beside.into_iter().for_each(|(beside, n)| *self.beside.entry(beside).or_default() += n);
    }

    /// Whether nothing was observed, also nothing beside it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The middle value of days, or the mean of the two middles, in halves of a day.
    #[must_use]
    pub fn median_halves(&self) -> Option<i64> {
        let n = self.whole.checked_sub(1)?;
        Some(self.nth(n / 2)? + self.nth(n.div_ceil(2))?)
    }

    /// The 90th percentile of days, by nearest rank.
    #[must_use]
    pub fn p90(&self) -> Option<i64> {
        self.nth((self.whole * 9).div_ceil(10).checked_sub(1)?)
    }

    /// The greatest number of days.
    #[must_use]
    pub fn greatest(&self) -> Option<i64> {
        self.days.keys().next_back().copied()
    }

    /// The value at a place of the sorted values, from 0.
    fn nth(&self, n: u64) -> Option<i64> {
        let mut before = 0;
        self.days.iter().find_map(|(days, count)| {
            before += count;
            (before > n).then_some(*days)
        })
    }

    /// Its value: a count, a rate, a median, money. Of a density the count; it takes a base to divide it by.
    #[must_use]
    pub fn value(&self, kind: FigureKind) -> Cell {
        match kind {
            FigureKind::Count | FigureKind::Density { .. } => Cell::count(self.whole),
            FigureKind::Rate => rate(self.part, self.whole),
            FigureKind::Days => self.median_halves().map_or(Cell::Empty, |halves| Cell::Decimal(halves * 5, 1)),
            FigureKind::Money if self.whole == 0 => Cell::Empty,
            FigureKind::Money => money(self.paid),
        }
    }
}

/// Hundredths of the currency as a cell.
#[must_use]
pub fn money(hundredths: i128) -> Cell {
    Cell::Decimal(i64::try_from(hundredths).unwrap_or(i64::MAX), 2)
}

/// A share as a cell; empty of nothing.
#[must_use]
pub fn rate(part: u64, whole: u64) -> Cell {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    if whole == 0 { Cell::Empty } else { Cell::Rate { part: number(part), whole: number(whole) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_days(days: &[i64]) -> Figure {
        let mut figure = Figure::default();
        days.iter().for_each(|days| figure.add(&What::Days(*days)));
        figure
    }

    #[test]
    fn medians_are_the_middle_or_the_mean_of_two_and_percentiles_the_nearest_rank() {
        let all = [vec![], vec![4], vec![1, 4], vec![5, 1, 3], vec![2, 2, 2, 9]];
        let found: Vec<_> =
            all.iter().map(|days| of_days(days)).map(|f| (f.median_halves(), f.p90(), f.greatest())).collect();
        let wanted = [
            (None, None, None),
            (Some(8), Some(4), Some(4)),
            (Some(5), Some(4), Some(4)),
            (Some(6), Some(5), Some(5)),
            (Some(4), Some(9), Some(9)),
        ];
        assert_eq!(found, wanted);
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!(of_days(&ten).p90(), Some(9));
        assert_eq!(of_days(&ten).value(FigureKind::Days), Cell::Decimal(55, 1));
    }
}
