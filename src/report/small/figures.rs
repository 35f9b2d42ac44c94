//! Which figures of measures are hidden for outside. A rate has two groups in each of its own: those that hit and those that did not.
//!
//! Invariant: as [`HiddenGroups`]; each measure has a cohort of its own, and so have the counts printed beside it.

use super::{HiddenGroups, SubsetCounts};
use crate::domain::Code;
use crate::report::measures::tally::{Figure, Figures};
use crate::report::measures::{Aside, FigureKind, Measure};
use std::collections::{BTreeMap, BTreeSet};

/// The dimension in which hits and others differ; no dimension of cases has this key.
const HIT: &str = "~hit";

/// What is hidden of the figures of a report.
#[derive(Clone, Debug, Default)]
pub struct HiddenFigures {
    /// The smallest group that is shown.
    pub small: u64,
    dimensions: usize,
    /// By period and measure.
    all: Vec<Vec<HiddenFigure>>,
    /// The measures whose groups are all hidden. A density counts by the unit complained about, else by the one that holds the case: with the
    /// counts by either of these the groups of both together would follow.
    of_all_only: Vec<bool>,
}

#[derive(Clone, Debug, Default)]
struct HiddenFigure {
    groups: HiddenGroups,
    beside: BTreeMap<Aside, HiddenGroups>,
}

impl HiddenFigures {
    /// Of figures by every subset of the dimensions; `figures[s]` are those by the dimensions whose bits are set in `s`.
    #[must_use]
    pub fn of(figures: &[Figures], measures: &[&Measure], keys: &[&str], periods: usize, small: u64) -> Self {
        let of = |period, measure: usize| {
            let kind = measures[measure].kind;
            let has_parts = matches!(kind, FigureKind::Rate | FigureKind::Money);
            let with_hit: Vec<&str> = keys.iter().copied().chain(has_parts.then_some(HIT)).collect();
            let place = (period, measure);
            let groups = HiddenGroups::of(&wholes(figures, place, has_parts), &with_hit, small);
            let asides: BTreeSet<Aside> =
                at(figures.first(), place).flat_map(|(_, f)| f.beside.keys().copied()).collect();
            let beside = asides.into_iter().map(|aside| {
                let count = |figure: &Figure| figure.beside.get(&aside).copied().unwrap_or(0);
                (aside, HiddenGroups::of(&counted(figures, place, &count), keys, small))
            });
            HiddenFigure { groups, beside: beside.collect() }
        };
        let of_period = |period| (0..measures.len()).map(|measure| of(period, measure)).collect();
        let is_density = |measure: &&Measure| matches!(measure.kind, FigureKind::Density { .. });
        let of_all_only = measures.iter().map(is_density).collect();
        Self { small, dimensions: keys.len(), all: (0..periods).map(of_period).collect(), of_all_only }
    }

    fn subset(&self, values: &[Code]) -> usize {
        if values.is_empty() { 0 } else { (1 << self.dimensions) - 1 }
    }

    /// Whether a group is hidden with all that is said of it.
    #[must_use]
    pub fn whole(&self, period: usize, measure: usize, values: &[Code]) -> bool {
        let is_split = self.of_all_only.get(measure) == Some(&true) && !values.is_empty();
        is_split || self.all[period][measure].groups.has(self.subset(values), values)
    }

    /// Whether it is hidden how many of a group hit.
    #[must_use]
    pub fn part(&self, period: usize, measure: usize, values: &[Code]) -> bool {
        let subset = self.subset(values) | 1 << self.dimensions;
        let has = |hit: &str| self.all[period][measure].groups.has(subset, &[values, &[hit.into()]].concat());
        self.whole(period, measure, values) || has("hit") || has("miss")
    }

    /// Whether a count beside a group is hidden.
    #[must_use]
    pub fn beside(&self, measure: usize, values: &[Code], aside: Aside) -> bool {
        let hidden = self.all[0][measure].beside.get(&aside);
        hidden.is_some_and(|hidden| hidden.has(self.subset(values), values))
    }

    /// The hidden groups by all dimensions, also those of nobody.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<Code>> {
        let of = |figure: &HiddenFigure| figure.groups.groups((1 << self.dimensions) - 1);
        if self.dimensions == 0 { Vec::new() } else { self.all.iter().flatten().flat_map(of).collect() }
    }
}

/// The figures of a period and measure by values.
fn at(figures: Option<&Figures>, place: (usize, usize)) -> impl Iterator<Item = (&Vec<Code>, &Figure)> {
    figures.into_iter().flat_map(move |figures| figures.of(place.0, place.1))
}

/// A count of figures by every subset of the dimensions.
fn counted(figures: &[Figures], place: (usize, usize), count: &dyn Fn(&Figure) -> u64) -> SubsetCounts {
    let of = |(subset, figures)| {
        let own = at(Some(figures), place).filter(|(values, _)| values.is_empty() == (subset == 0usize));
        own.map(|(values, figure)| (values.clone(), count(figure))).filter(|(_, n)| *n > 0).collect()
    };
    figures.iter().enumerate().map(of).collect()
}

/// How many observations, and where there are hits, how many of each kind.
fn wholes(figures: &[Figures], place: (usize, usize), has_parts: bool) -> SubsetCounts {
    let mut all = counted(figures, place, &|figure| figure.whole);
    if has_parts {
        let hits = counted(figures, place, &|figure| figure.part);
        let others = counted(figures, place, &|figure| figure.whole - figure.part);
        let with = |groups: BTreeMap<Vec<Code>, u64>, hit: &str| {
            let longer = |values: Vec<Code>| [values, vec![hit.into()]].concat();
            groups.into_iter().map(|(values, n)| (longer(values), n)).collect::<Vec<_>>()
        };
        let parts = hits.into_iter().zip(others).map(|(hits, others)| {
            with(hits, "hit").into_iter().chain(with(others, "miss")).collect::<BTreeMap<Vec<Code>, u64>>()
        });
        all.extend(parts);
    }
    all
}
