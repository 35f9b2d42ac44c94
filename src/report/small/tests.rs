//! What is shown of random periods, solved as equations.

use super::*;

const PRIME: u64 = 2_147_483_647;

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn index(&mut self, n: u64) -> usize {
        usize::try_from(self.below(n)).unwrap_or(0)
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    (0..64).rev().fold(1, |all, bit| {
        let squared = all * all % PRIME;
        if exponent >> bit & 1 == 1 { squared * base % PRIME } else { squared }
    })
}

/// Independent equations over a prime field: sums of ones and zeros depend on each other there as they do over the fractions.
#[derive(Default)]
struct Equations(Vec<(usize, Vec<u64>)>);

impl Equations {
    /// What is left of an equation when those that are known are taken out.
    fn left(&self, mut row: Vec<u64>) -> Vec<u64> {
        for (pivot, known) in &self.0 {
            let factor = row[*pivot];
            if factor > 0 {
                row.iter_mut().zip(known).for_each(|(x, y)| *x = (*x + (PRIME - factor) * y) % PRIME);
            }
        }
        row
    }

    fn add(&mut self, row: Vec<u64>) {
        let mut row = self.left(row);
        let Some(pivot) = row.iter().position(|x| *x > 0) else { return };
        let scale = power(row[pivot], PRIME - 2);
        row.iter_mut().for_each(|x| *x = *x * scale % PRIME);
        self.0.push((pivot, row));
    }
}

/// A random period: its dimensions have so many values, and each combination of all a count.
struct Period {
    sizes: Vec<usize>,
    cells: Vec<u64>,
}

impl Period {
    fn random(dice: &mut Dice) -> Self {
        let sizes: Vec<usize> = (0..2 + dice.below(3)).map(|_| 1 + dice.index(4)).collect();
        let thin = 1 + dice.below(5);
        let cells = (0..sizes.iter().product()).map(|_| if dice.below(thin) == 0 { dice.below(14) } else { 0 });
        Self { cells: cells.collect(), sizes }
    }

    fn values(&self, cell: usize) -> Vec<Code> {
        let mut rest = cell;
        let value = |(at, size): (usize, &usize)| {
            let value = rest % size;
            rest /= size;
            format!("{at}.{value}").into()
        };
        self.sizes.iter().enumerate().map(value).collect()
    }

    /// The counts by the subsets of some dimensions.
    fn counts(&self, dimensions: &[usize]) -> SubsetCounts {
        let mut all: SubsetCounts = vec![BTreeMap::new(); 1 << dimensions.len()];
        for (cell, n) in self.cells.iter().enumerate().filter(|(_, n)| **n > 0) {
            let values = self.values(cell);
            for (subset, groups) in all.iter_mut().enumerate() {
                let of = dimensions.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1);
                *groups.entry(of.map(|(_, at)| values[*at].clone()).collect()).or_default() += n;
            }
        }
        all
    }

    /// The equation of a group: which of the combinations are in it.
    fn equation(&self, dimensions: &[usize], group: &[Code]) -> Vec<u64> {
        let is_in = |values: Vec<Code>| dimensions.iter().zip(group).all(|(at, value)| values[*at] == *value);
        (0..self.cells.len()).map(|cell| u64::from(is_in(self.values(cell)))).collect()
    }

    /// All groups by some dimensions, also those of nobody, whose values occur.
    fn groups(&self, dimensions: &[usize], counts: &SubsetCounts) -> BTreeSet<Vec<Code>> {
        let known = |values: &Vec<Code>| {
            values.iter().enumerate().all(|(at, v)| counts[1 << at].contains_key(&vec![v.clone()]))
        };
        let of = |cell| dimensions.iter().map(|at| self.values(cell)[*at].clone()).collect();
        (0..self.cells.len()).map(of).filter(known).collect()
    }
}

#[test]
fn no_small_group_follows_from_all_tables_of_a_random_period_together() {
    let seed = 20_261_201;
    let mut dice = Dice(seed);
    let (mut small_groups, mut shown_groups) = (0, 0);
    for round in 0..250 {
        let period = Period::random(&mut dice);
        let all = period.sizes.len();
        let (mut equations, mut secret, mut tables) = (Equations::default(), Vec::new(), Vec::new());
        for subset in 0..1usize << all {
            // In the order in which somebody happened to ask.
            let mut dimensions: Vec<usize> = (0..all).filter(|at| subset >> at & 1 == 1).collect();
            if dimensions.len() > 3 {
                continue;
            }
            let turn = dice.index(3) % dimensions.len().max(1);
            dimensions.rotate_left(turn);
            let keys: Vec<String> = dimensions.iter().map(|at| format!("d{at}")).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let counts = period.counts(&dimensions);
            let hidden = HiddenGroups::of(&counts, &keys, 5);
            let whole = counts.len() - 1;
            for group in period.groups(&dimensions, &counts) {
                let n = counts[whole].get(&group).copied().unwrap_or(0);
                if hidden.has(whole, &group) {
                    if (1..5).contains(&n) {
                        secret.push(period.equation(&dimensions, &group));
                    }
                } else {
                    assert!(!(1..5).contains(&n), "seed {seed}, round {round}: {group:?}");
                    equations.add(period.equation(&dimensions, &group));
                    shown_groups += 1;
                }
            }
            tables.push((dimensions, counts, hidden));
        }
        for (dimensions, counts, hidden) in &tables {
            rest_is_not_small(dimensions, counts, hidden, (seed, round));
        }
        small_groups += secret.len();
        for group in secret {
            assert!(equations.left(group).iter().any(|x| *x > 0), "seed {seed}, round {round}: a small group is known");
        }
    }
    assert!(small_groups > 1_000 && shown_groups > 1_000, "{small_groups} {shown_groups}");
}

/// What is hidden of a shown group, by each of its further dimensions, is together not small.
fn rest_is_not_small(dimensions: &[usize], counts: &SubsetCounts, hidden: &HiddenGroups, at: (u64, usize)) {
    let whole = counts.len() - 1;
    for dimension in 0..dimensions.len() {
        let above = whole & !(1 << dimension);
        let mut rest: BTreeMap<Vec<Code>, u64> = BTreeMap::new();
        for (group, n) in counts[whole].iter().filter(|(group, _)| hidden.has(whole, group)) {
            let mut of = group.clone();
            of.remove(dimension);
            *rest.entry(of).or_default() += n;
        }
        for (of, n) in rest.iter().filter(|(of, _)| !hidden.has(above, of)) {
            assert!(!(1..5).contains(n), "seed and round {at:?}: of {of:?} {n} are hidden");
        }
    }
}

/// The hidden groups of a list by one dimension.
fn of_list(counts: &[u64]) -> Vec<usize> {
    let total = BTreeMap::from([(Vec::new(), counts.iter().sum())]);
    let name = |at: usize| vec![Code::from(format!("{at}"))];
    let list = counts.iter().enumerate().filter(|(_, n)| **n > 0).map(|(at, n)| (name(at), *n)).collect();
    let hidden = HiddenGroups::of(&vec![total, list], &["channel"], 5);
    (0..counts.len()).filter(|at| hidden.has(1, &name(*at))).collect()
}

#[test]
fn a_small_group_of_a_list_takes_the_smallest_others_with_it() {
    assert_eq!(of_list(&[40, 3, 9, 12]), [1, 2]);
    assert_eq!(of_list(&[40, 3, 4, 12]), [1, 2]);
    assert_eq!(of_list(&[40, 2, 2, 12]), [1, 2, 3]);
    assert_eq!(of_list(&[40, 0, 12]), [0usize; 0]);
    assert_eq!(of_list(&[3]), [0]);
    assert_eq!(of_list(&[2, 2]), [0, 1]);
}

#[test]
fn what_is_hidden_alone_is_hidden_in_every_breakdown_in_any_order_of_the_dimensions() {
    let period = Period { sizes: vec![3, 2], cells: vec![30, 1, 8, 20, 2, 9] };
    let (one, two, other) = (period.counts(&[0]), period.counts(&[0, 1]), period.counts(&[1, 0]));
    let alone = HiddenGroups::of(&one, &["unit"], 5);
    let both = HiddenGroups::of(&two, &["unit", "channel"], 5);
    let turned = HiddenGroups::of(&other, &["channel", "unit"], 5);
    let code = |text: &str| Code::from(text);
    for unit in ["0.0", "0.1", "0.2"].map(code) {
        let is_hidden = alone.has(1, std::slice::from_ref(&unit));
        assert_eq!(is_hidden, both.has(1, std::slice::from_ref(&unit)));
        for channel in ["1.0", "1.1"].map(code) {
            let found = both.has(3, &[unit.clone(), channel.clone()]);
            assert_eq!(found, turned.has(3, &[channel, unit.clone()]));
            assert!(found || !is_hidden);
        }
    }
    assert!(alone.has(1, &[code("0.1")]) && alone.has(1, &[code("0.2")]) && !alone.has(1, &[code("0.0")]));
}
