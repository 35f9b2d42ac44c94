//! Adds up observations: for each period, measure and combination of values a figure, and if wanted the cases behind it.
//!
//! Invariant: figures are sums, so two tallies of different cases joined are the tally of all of them. Each total counts an observation
//! once, also where a case has several values of a dimension.

use super::{Again, Aside, FigureKind, Measure, Observation, Observed, What};
use crate::document::table::Cell;
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Out};
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use std::collections::{BTreeMap, BTreeSet};

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

/// An observation with the values of its dimensions, for lists of the cases behind a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// The place of the measure among those asked.
    pub measure: usize,
    /// The values of the dimensions.
    pub values: Vec<Code>,
    /// The case.
    pub case: CaseId,
    /// Its title, where everybody may see it.
    pub title: Option<String>,
    /// What was observed.
    pub seen: Observation,
}

/// What is asked of a tally.
#[derive(Clone, Copy)]
pub struct FigureRequest<'a> {
    /// The measures.
    pub measures: &'a [&'static Measure],
    /// The dimensions of the breakdown.
    pub by: &'a [Dimension],
    /// The periods; `None` for all days. An observation counts in each that contains its day.
    pub periods: &'a [Option<Period>],
    /// Whether to keep the cases behind the figures of the first period.
    pub behind: bool,
}

/// The place of a figure: period, measure, values. The total of a measure has no values.
pub type FigurePlace = (usize, usize, Vec<Code>);

/// Figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// By place.
    pub all: BTreeMap<FigurePlace, Figure>,
    /// The cases behind, in the order of the cases.
    pub behind: Vec<Behind>,
    /// Cases left out of every measure, by reason.
    pub out: BTreeMap<Out, u64>,
}

impl Figures {
    /// Adds what a case says.
    pub fn add(
        &mut self,
        case: &Case,
        asked: &FigureRequest<'_>,
        (context, again): (&ReportContext<'_>, &Again),
        cohort: &Cohort,
    ) {
        let out = cohort.leaves_out(case);
        if let Some(out) = out {
            *self.out.entry(out).or_default() += 1;
            if out != Out::Duplicate {
                return;
            }
        }
        let seen = Observed { case, context, again };
        for (place, measure) in asked.measures.iter().enumerate() {
            if out.is_some() && measure.kind != FigureKind::Count {
                continue;
            }
            measure.observe(&seen, &mut |mut observation| {
                if out.is_some() {
                    observation.what = What::Aside(Aside::Duplicates);
                }
                self.put(place, case, observation, asked);
            });
        }
    }

    fn put(&mut self, measure: usize, case: &Case, seen: Observation, asked: &FigureRequest<'_>) {
        let contains = |period: &Option<Period>| match (period, seen.on) {
            (Some(period), Some(on)) => period.contains(on),
            _ => true,
        };
        let periods: Vec<usize> = (0..asked.periods.len()).filter(|at| contains(&asked.periods[*at])).collect();
        if periods.is_empty() {
            return;
        }
        let values = combinations(asked.by, case, &seen);
        for period in &periods {
            self.all.entry((*period, measure, Vec::new())).or_default().add(&seen.what);
            for values in values.iter().filter(|values| !values.is_empty()) {
                self.all.entry((*period, measure, values.clone())).or_default().add(&seen.what);
            }
        }
        if asked.behind && periods.contains(&0) {
            let title = case.title.clone();
            let one = |values| Behind { measure, values, case: case.id, title: title.clone(), seen: seen.clone() };
            self.behind.extend(values.into_iter().map(one));
        }
    }

    /// The figure at a place; empty if nothing was observed there.
    #[must_use]
    pub fn at(&self, period: usize, measure: usize, values: &[Code]) -> Figure {
        self.all.get(&(period, measure, values.to_vec())).cloned().unwrap_or_default()
    }

    /// Adds the figures of later cases.
    pub fn join(&mut self, other: Self) {
        for (place, figure) in other.all {
            self.all.entry(place).or_default().join(figure);
        }
        self.behind.extend(other.behind);
        for (out, count) in other.out {
            *self.out.entry(out).or_default() += count;
        }
    }

    /// Keeps the groups whose value of a dimension `keep` accepts; totals stay. The number of values that went.
    pub fn retain(&mut self, dimension: usize, keep: &dyn Fn(&str) -> bool) -> usize {
        let mut gone = BTreeSet::new();
        let mut is_kept = |values: &[Code]| match values.get(dimension) {
            Some(value) if !keep(value) => {
                gone.insert(value.clone());
                false
            }
            _ => true,
        };
        self.all.retain(|(_, _, values), _| is_kept(values));
        self.behind.retain(|one| is_kept(&one.values));
        gone.len()
    }

    /// The combinations of values of a period and measure, without the total.
    pub fn groups(&self, period: usize, measure: usize) -> impl Iterator<Item = &Vec<Code>> {
        let all = self.all.keys().filter(move |(p, m, values)| *p == period && *m == measure && !values.is_empty());
        all.map(|(_, _, values)| values)
    }
}

/// The combinations of the values of the dimensions; one without values if there are no dimensions.
fn combinations(by: &[Dimension], case: &Case, seen: &Observation) -> Vec<Vec<Code>> {
    let mut all: Vec<Vec<Code>> = vec![Vec::with_capacity(by.len())];
    for dimension in by {
        let values = values(dimension, case, seen);
        let longer =
            |so_far: Vec<Code>| values.iter().map(move |value| [&so_far[..], std::slice::from_ref(value)].concat());
        all = all.into_iter().flat_map(longer).collect();
    }
    all
}

/// The values of a dimension: unit and person as the measure attributes them, periods by the day of its cohort.
fn values(dimension: &Dimension, case: &Case, seen: &Observation) -> Vec<Code> {
    match dimension {
        Dimension::Fact(fact) if fact.name() == "unit" => vec![seen.unit.clone()],
        Dimension::Fact(fact) if fact.name() == "person" => vec![seen.person.clone()],
        Dimension::Received(kind) => {
            vec![seen.on.map_or_else(Code::default, |on| Period::of(*kind, on).to_string().into())]
        }
        other => other.values(case),
    }
}

impl Figure {
    fn add(&mut self, what: &What) {
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

    fn join(&mut self, other: Self) {
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

    /// Its value: a count, a rate, a median, money.
    #[must_use]
    pub fn value(&self, kind: FigureKind) -> Cell {
        match kind {
            FigureKind::Count => count(self.whole),
            FigureKind::Rate => rate(self.part, self.whole),
            FigureKind::Days => self.median_halves().map_or(Cell::Empty, |halves| Cell::Decimal(halves * 5, 1)),
            FigureKind::Money if self.whole == 0 => Cell::Empty,
            FigureKind::Money => money(self.paid),
        }
    }
}

/// A count as a cell.
#[must_use]
pub fn count(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
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
