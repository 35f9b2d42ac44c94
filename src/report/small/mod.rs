//! Hides small groups for outside, so that they can neither be read nor be worked out: not from one table, and not from all tables of
//! the same period together.
//!
//! Invariant: what is hidden depends on the period's counts and the dimensions alone, so every table hides the same cells. A group hidden
//! in one table is hidden with all its parts in the tables that break it down further. Each small group is a corner of a block (two values
//! of each dimension) whose corners are all hidden: adding one to the corners in turn and taking it from their neighbours changes no
//! number of any table with other dimensions, so no equation between shown numbers tells it. What is hidden of a shown group is together
//! not small. Source: `domain.md` §4; primary and complementary suppression.

pub mod figures;

use crate::document::table::Cell;
use crate::domain::Code;
use crate::report::context::ReportContext;
use crate::say;
use std::collections::{BTreeMap, BTreeSet};

/// So many values of a dimension are looked at as partners of a small group; the smallest ones.
const PARTNERS: usize = 8;

/// Groups of more combinations than this are not weighed one by one: none of them is shown.
const MOST: usize = 2_000_000;

/// The counts of a period by every subset of its dimensions: at place `s` those by the dimensions whose bits are set in `s`. At 0 stands
/// the total, without values.
pub type SubsetCounts = Vec<BTreeMap<Vec<Code>, u64>>;

/// What is hidden of a period's groups.
#[derive(Clone, Debug, Default)]
pub struct HiddenGroups {
    /// Where each dimension stands in the order of their keys, so that the order in which they were asked for makes no difference.
    order: Vec<usize>,
    /// By subset of the dimensions.
    sets: Vec<BTreeSet<Vec<Code>>>,
    /// Subsets of which no group is shown.
    whole: Vec<bool>,
    /// For each subset, the part of it whose dimensions have more than one value.
    telling: Vec<usize>,
}

impl HiddenGroups {
    /// What is hidden when no group smaller than `small` may be known. A group of nobody is none. `keys` are those of the dimensions.
    #[must_use]
    pub fn of(counts: &SubsetCounts, keys: &[&str], small: u64) -> Self {
        let mut sorted: Vec<usize> = (0..keys.len()).collect();
        sorted.sort_by_key(|at| (keys[*at], *at));
        let mut order = vec![0; keys.len()];
        sorted.iter().enumerate().for_each(|(to, from)| order[*from] = to);
        let mut in_order: SubsetCounts = vec![BTreeMap::new(); counts.len()];
        for (subset, groups) in counts.iter().enumerate() {
            let (to, places) = moved(subset, &order);
            in_order[to] = groups.iter().map(|(values, n)| (permuted(values, &places), *n)).collect();
        }
        Self { order, ..Self::of_sorted(&in_order, small) }
    }

    fn of_sorted(counts: &SubsetCounts, small: u64) -> Self {
        let dimensions = counts.len().trailing_zeros() as usize;
        let values: Vec<Vec<Code>> = (0..dimensions)
            .map(|at| {
                let mut all: Vec<(&u64, &Code)> =
                    counts[1 << at].iter().filter_map(|(values, n)| Some((n, values.first()?))).collect();
                all.sort_unstable();
                all.into_iter().map(|(_, value)| value.clone()).collect()
            })
            .collect();
        let is_telling = |subset: usize, at: usize| subset >> at & 1 == 1 && values[at].len() > 1;
        let telling = |subset| (0..dimensions).filter(|at| is_telling(subset, *at)).map(|at| 1 << at).sum();
        let mut found = Self {
            order: Vec::new(),
            sets: vec![BTreeSet::new(); counts.len()],
            whole: vec![false; counts.len()],
            telling: (0..counts.len()).map(telling).collect(),
        };
        if counts[0].values().any(|total| (1..small).contains(total)) {
            found.whole.fill(true);
            return found;
        }
        let mut subsets: Vec<usize> = (1..counts.len()).filter(|subset| found.telling[*subset] == *subset).collect();
        subsets.sort_by_key(|subset| (subset.count_ones(), *subset));
        for subset in subsets {
            match Block::of(subset, counts, &values) {
                Some(mut block) => found.sets[subset] = block.hide(|subset, values| found.hides(subset, values), small),
                None => found.whole[subset] = true,
            }
        }
        found
    }

    /// Whether a group by the dimensions of a subset is hidden; its values in the order of the dimensions.
    #[must_use]
    pub fn has(&self, subset: usize, values: &[Code]) -> bool {
        let (subset, places) = moved(subset, &self.order);
        self.hides(subset, &permuted(values, &places))
    }

    fn hides(&self, subset: usize, values: &[Code]) -> bool {
        let Some(telling) = self.telling.get(subset).copied() else { return false };
        self.whole[telling] || self.sets[telling].contains(&project(values, subset, telling))
    }

    /// The hidden groups by these dimensions, also those of nobody.
    #[must_use]
    pub fn groups(&self, subset: usize) -> Vec<Vec<Code>> {
        let (subset, places) = moved(subset, &self.order);
        let back = |values: &Vec<Code>| places.iter().map(|at| values[*at].clone()).collect();
        self.sets.get(subset).into_iter().flatten().map(back).collect()
    }
}

/// A subset of the dimensions in another order, and where the value of each goes.
fn moved(subset: usize, order: &[usize]) -> (usize, Vec<usize>) {
    let dimensions = || order.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, to)| *to);
    let place = |to: usize| dimensions().filter(|other| *other < to).count();
    (dimensions().map(|to| 1 << to).sum(), dimensions().map(place).collect())
}

fn permuted(values: &[Code], places: &[usize]) -> Vec<Code> {
    let mut all = vec![Code::default(); values.len()];
    values.iter().zip(places).for_each(|(value, to)| all[*to].clone_from(value));
    all
}

/// Of the values by the dimensions of a subset, those of a smaller subset.
fn project(values: &[Code], of: usize, to: usize) -> Vec<Code> {
    let dimensions = (0..usize::BITS as usize).filter(|at| of >> at & 1 == 1);
    dimensions.zip(values).filter(|(at, _)| to >> at & 1 == 1).map(|(_, value)| value.clone()).collect()
}

/// All combinations of the values of some dimensions, as places in one list.
struct Block<'a> {
    subset: usize,
    /// The dimensions, and their values, those of the smallest groups first.
    values: Vec<(usize, &'a [Code])>,
    /// How far apart two neighbours of a dimension are.
    steps: Vec<usize>,
    counts: Vec<u64>,
    hidden: Vec<bool>,
    /// Whether a group that it is a part of is shown to be of nobody.
    empty_above: Vec<bool>,
}

impl<'a> Block<'a> {
    /// `None` where there are too many combinations.
    fn of(subset: usize, counts: &SubsetCounts, values: &'a [Vec<Code>]) -> Option<Self> {
        let dimensions = (0..values.len()).filter(|at| subset >> at & 1 == 1);
        let values: Vec<(usize, &[Code])> = dimensions.map(|at| (at, &values[at][..])).collect();
        let mut steps = Vec::new();
        let mut all = 1usize;
        for (_, values) in &values {
            steps.push(all);
            all = all.checked_mul(values.len()).filter(|all| *all <= MOST)?;
        }
        let mut block = Self {
            subset,
            values,
            steps,
            counts: vec![0; all],
            hidden: vec![false; all],
            empty_above: vec![false; all],
        };
        for (values, n) in &counts[subset] {
            if let Some(at) = block.place(values) {
                block.counts[at] = *n;
            }
        }
        Some(block)
    }

    fn place(&self, group: &[Code]) -> Option<usize> {
        let mut place = 0;
        for ((value, (_, known)), step) in group.iter().zip(&self.values).zip(&self.steps) {
            place += known.iter().position(|known| known == value)? * step;
        }
        Some(place)
    }

    /// Which value of a dimension a place has.
    fn index(&self, place: usize, dimension: usize) -> usize {
        place / self.steps[dimension] % self.values[dimension].1.len()
    }

    fn group(&self, place: usize) -> Vec<Code> {
        (0..self.values.len()).map(|at| self.values[at].1[self.index(place, at)].clone()).collect()
    }

    /// The hidden groups.
    fn hide(&mut self, is_hidden: impl Fn(usize, &[Code]) -> bool, small: u64) -> BTreeSet<Vec<Code>> {
        let is_small = |n: u64| (1..small).contains(&n);
        let mut lines = self.lines(is_hidden);
        for line in &lines {
            let sum: u64 = line.places.iter().map(|at| self.counts[*at]).sum();
            line.places.iter().for_each(|at| {
                self.hidden[*at] |= line.is_hidden;
                self.empty_above[*at] |= !line.is_hidden && sum == 0;
            });
        }
        let mut primary: Vec<usize> = (0..self.counts.len()).filter(|at| is_small(self.counts[*at])).collect();
        primary.sort_by_key(|at| (self.counts[*at], *at));
        primary.iter().for_each(|at| self.hidden[*at] = true);
        for at in primary {
            self.hide_corners(at);
        }
        lines.retain(|line| !line.is_hidden);
        // What is hidden for one group may leave too little hidden of another.
        let mut again = true;
        while again {
            again = lines.iter().map(|line| self.fill(line, small)).filter(|filled| *filled).count() > 0;
        }
        (0..self.hidden.len()).filter(|at| self.hidden[*at]).map(|at| self.group(at)).collect()
    }

    /// The groups of one dimension less, each with its parts.
    fn lines(&self, is_hidden: impl Fn(usize, &[Code]) -> bool) -> Vec<Line> {
        let mut all = Vec::new();
        for (dimension, (bit, values)) in self.values.iter().enumerate() {
            let (subset, step) = (self.subset & !(1 << bit), self.steps[dimension]);
            for first in (0..self.counts.len()).filter(|at| self.index(*at, dimension) == 0) {
                let of = project(&self.group(first), self.subset, subset);
                let places = (0..values.len()).map(|n| first + n * step).collect();
                all.push(Line { places, is_hidden: is_hidden(subset, &of) });
            }
        }
        all
    }

    /// Hides the corners of the block that costs least among those that make a small group uncertain.
    fn hide_corners(&mut self, at: usize) {
        let mut best: Option<(Cost, Vec<usize>)> = None;
        let mut partners = vec![0usize; self.values.len()];
        loop {
            if let Some(corners) = self.corners(at, &partners) {
                let cost = self.cost(&corners);
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, corners));
                }
            }
            // The next combination of partners.
            let next = (0..partners.len()).find(|n| partners[*n] + 1 < self.values[*n].1.len().min(PARTNERS + 1));
            let Some(next) = next else { break };
            partners[next] += 1;
            partners[..next].fill(0);
        }
        for corner in best.into_iter().flat_map(|(_, corners)| corners) {
            self.hidden[corner] = true;
        }
    }

    /// The corners of a block, those first that change with the group itself; `None` where a partner is the group's own value.
    fn corners(&self, at: usize, partners: &[usize]) -> Option<Vec<usize>> {
        let own = |n: usize| self.index(at, n);
        if (0..partners.len()).any(|n| partners[n] == own(n)) {
            return None;
        }
        let mut all: Vec<(u32, usize)> = (0..1usize << partners.len())
            .map(|corner| {
                let value = |n: usize| if corner >> n & 1 == 1 { partners[n] } else { own(n) };
                (corner.count_ones() % 2, (0..partners.len()).map(|n| value(n) * self.steps[n]).sum())
            })
            .collect();
        all.sort_by_key(|(odd, _)| *odd);
        Some(all.into_iter().map(|(_, place)| place).collect())
    }

    /// What it costs to hide corners: above all they must leave room for another number, as no group has fewer than nobody.
    fn cost(&self, corners: &[usize]) -> Cost {
        let (even, odd) = corners.split_at(corners.len() / 2);
        let has_room = |side: &[usize]| side.iter().all(|at| self.counts[*at] > 0);
        let shown = corners.iter().filter(|at| !self.hidden[**at]);
        (
            corners.iter().filter(|at| self.empty_above[**at]).count(),
            !(has_room(even) || has_room(odd)),
            shown.map(|at| self.counts[*at] + 1).sum(),
        )
    }

    /// Hides a further part of a shown group, with the corners of its block, where the hidden ones are small together; whether it did.
    fn fill(&mut self, line: &Line, small: u64) -> bool {
        let hidden = || line.places.iter().filter(|at| self.hidden[**at]);
        let sum: u64 = hidden().map(|at| self.counts[*at]).sum();
        if hidden().count() == 0 || sum >= small {
            return false;
        }
        let shown = line.places.iter().filter(|at| !self.hidden[**at] && self.counts[**at] > 0);
        let Some(more) = shown.min_by_key(|at| (self.counts[**at], **at)).copied() else { return false };
        self.hidden[more] = true;
        self.hide_corners(more);
        true
    }
}

/// Corners that are known to be of nobody; no room for another number; what is lost.
type Cost = (usize, bool, u64);

/// A group and the places of its parts.
struct Line {
    places: Vec<usize>,
    is_hidden: bool,
}

/// What stands in the place of a number that is not shown.
#[must_use]
pub(super) fn star() -> Cell {
    Cell::Text("*".into())
}

/// Says that small groups are hidden.
#[must_use]
pub(super) fn hidden_note(small: u64, context: &ReportContext<'_>) -> String {
    say!(
        context.lang,
        "* not shown: fewer than {small}, or needed to keep such a number from being worked out",
        "* 不予列示：不足 {small} 件，或为避免推算出此类数字而略去"
    )
}

#[cfg(test)]
mod tests;
