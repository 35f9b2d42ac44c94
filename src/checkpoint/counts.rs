//! How often each combination of values stands in some columns.
//!
//! Invariant: every row is counted once, whether its combination has a place in the table or not.

use crate::checkpoint::Doubt;
use crate::domain::Code;
use std::collections::HashMap;

/// A number of two bytes as it stands in a column.
pub(super) type Raw = [u8; 2];

/// The most dimensions that are counted side by side.
pub(super) const MOST: usize = 4;
/// Places in the table, by so many bits at most; what has none is counted by name.
const BITS: u32 = 18;
/// Bits that each dimension begins with.
const FIRST: u32 = 4;
/// The number is known: its bits of the place stand beside this one.
const KNOWN: u32 = 1 << 31;

/// What was counted.
#[derive(Debug)]
pub(super) struct Counts {
    axes: Vec<Axis>,
    /// Rows by place: the bits of the values, side by side.
    table: Vec<u32>,
    /// Rows by the values' places in their axes: those that have no place in the table, or had one in a smaller table.
    rest: HashMap<[usize; MOST], u64>,
}

/// The values of a dimension.
#[derive(Debug)]
struct Axis {
    /// By number: [`KNOWN`] and the bits of its value; 0 where it was not met, or where its value has no place. Memory that is all
    /// zeros is given page by page, where it is used.
    bits_of: Vec<u32>,
    /// The values met, in the order in which they came.
    values: Vec<Code>,
    /// The place in `values` by number: several numbers may stand for one value, as the days of a month do.
    places: HashMap<u16, usize>,
    bits: u32,
    shift: u32,
}

impl Counts {
    /// Nothing counted yet, of so many dimensions (at most [`MOST`]).
    pub(super) fn new(axes: usize) -> Self {
        let axis = |place| Axis {
            bits_of: vec![0; usize::from(u16::MAX) + 1],
            values: Vec::new(),
            places: HashMap::new(),
            bits: FIRST,
            shift: FIRST * place,
        };
        let axes: Vec<Axis> = (0..).take(axes).map(axis).collect();
        Self { table: vec![0; 1 << (FIRST as usize * axes.len())], axes, rest: HashMap::new() }
    }

    /// Counts rows by their numbers in columns; `value` tells what a number of a dimension stands for.
    ///
    /// # Errors
    /// A number stands for nothing; there is no such row.
    pub(super) fn add(
        &mut self,
        rows: &[usize],
        columns: &[&[Raw]],
        value: impl Fn(usize, u16) -> Result<Code, Doubt>,
    ) -> Result<(), Doubt> {
        let mut rest = rows;
        loop {
            let counted = match *columns {
                [] => self.run(rest, []),
                [a] => self.run(rest, [a]),
                [a, b] => self.run(rest, [a, b]),
                [a, b, c] => self.run(rest, [a, b, c]),
                [a, b, c, d] => self.run(rest, [a, b, c, d]),
                _ => None,
            };
            rest = &rest[counted.ok_or(Doubt::Shape)?..];
            let Some((row, others)) = rest.split_first() else { return Ok(()) };
            self.meet(columns, *row, &value)?;
            rest = others;
        }
    }

    /// Counts rows one after the other, up to one of which a number is not known, and tells how many; `None` where columns are
    /// too short.
    fn run<const N: usize>(&mut self, rows: &[usize], columns: [&[Raw]; N]) -> Option<usize> {
        let mut known: [&[u32; 1 << 16]; N] = [&[0; 1 << 16]; N];
        for (known, axis) in known.iter_mut().zip(&self.axes) {
            *known = axis.bits_of.as_slice().try_into().ok()?;
        }
        for (counted, row) in rows.iter().enumerate() {
            let (mut all, mut place) = (KNOWN, 0);
            for axis in 0..N {
                let bits = known[axis][usize::from(u16::from_le_bytes(*columns[axis].get(*row)?))];
                all &= bits;
                place |= bits;
            }
            if all == 0 {
                return Some(counted);
            }
            *self.table.get_mut((place & !KNOWN) as usize)? += 1;
        }
        Some(rows.len())
    }

    /// Counts a row of which a number is not known, or has no place in the table.
    #[cold]
    fn meet(
        &mut self,
        columns: &[&[Raw]],
        row: usize,
        value: impl Fn(usize, u16) -> Result<Code, Doubt>,
    ) -> Result<(), Doubt> {
        let mut places = [0; MOST];
        for (at, column) in columns.iter().enumerate() {
            let number = u16::from_le_bytes(*column.get(row).ok_or(Doubt::Shape)?);
            places[at] = self.axes[at].place(number, || value(at, number))?;
            if places[at] >> self.axes[at].bits > 0 && self.bits() < BITS {
                self.widen(at);
            }
        }
        let is_in_table = self.axes.iter().zip(places).all(|(axis, place)| place >> axis.bits == 0);
        if is_in_table {
            let place: usize = self.axes.iter().zip(places).map(|(axis, place)| place << axis.shift).sum();
            self.table[place] += 1;
        } else {
            *self.rest.entry(places).or_default() += 1;
        }
        Ok(())
    }

    fn bits(&self) -> u32 {
        self.axes.iter().map(|axis| axis.bits).sum()
    }

    /// Gives a dimension one bit more, and everything its place in the new table.
    fn widen(&mut self, at: usize) {
        self.empty();
        self.axes[at].bits += 1;
        let mut shift = 0;
        for axis in &mut self.axes {
            axis.shift = shift;
            shift += axis.bits;
            axis.settle();
        }
        self.table = vec![0; 1 << shift];
    }

    /// Moves what the table holds to the rest.
    fn empty(&mut self) {
        for (place, count) in self.table.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            let mut places = [0; MOST];
            for (part, axis) in places.iter_mut().zip(&self.axes) {
                *part = place >> axis.shift & ((1 << axis.bits) - 1);
            }
            *self.rest.entry(places).or_default() += u64::from(std::mem::take(count));
        }
    }

    /// All combinations, each with its rows.
    pub(super) fn all(mut self) -> impl Iterator<Item = (Vec<Code>, u64)> {
        self.empty();
        let Self { axes, rest, .. } = self;
        rest.into_iter().map(move |(places, count)| {
            (axes.iter().zip(places).map(|(axis, place)| axis.values[place].clone()).collect(), count)
        })
    }
}

impl Axis {
    /// The place of the value of a number.
    fn place(&mut self, number: u16, value: impl Fn() -> Result<Code, Doubt>) -> Result<usize, Doubt> {
        if let Some(place) = self.places.get(&number) {
            return Ok(*place);
        }
        let value = value()?;
        let place = self.values.iter().position(|known| *known == value).unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        });
        self.places.insert(number, place);
        self.settle_one(number, place);
        Ok(place)
    }

    /// Writes down the bits of all numbers.
    fn settle(&mut self) {
        let places = std::mem::take(&mut self.places);
        places.iter().for_each(|(number, place)| self.settle_one(*number, *place));
        self.places = places;
    }

    fn settle_one(&mut self, number: u16, place: usize) {
        let bits = u32::try_from(place).ok().filter(|place| place >> self.bits == 0);
        self.bits_of[usize::from(number)] = bits.map_or(0, |place| KNOWN | place << self.shift);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows of up to four numbers: of few values, of some, and of more than there are places for.
    fn rows() -> impl Strategy<Value = (usize, Vec<[u16; MOST]>)> {
        let most = prop_oneof![Just(3u16), Just(40), Just(9000)];
        let row = [most.clone(), most.clone(), most.clone(), most].prop_flat_map(|most| most.map(|most| 0..most));
        (0..=MOST, proptest::collection::vec(row, 0..3000))
    }

    fn value(axis: usize, number: u16) -> Code {
        // Numbers of the third share values.
        format!("{axis}-{}", if axis == 2 { number / 7 } else { number }).as_str().into()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_row_is_counted_once_by_its_values((axes, rows) in rows()) {
            let columns: Vec<Vec<Raw>> =
                (0..axes).map(|axis| rows.iter().map(|row| row[axis].to_le_bytes()).collect()).collect();
            let mut counts = Counts::new(axes);
            // In two parts: the second finds numbers known.
            let middle = rows.len() / 2;
            for part in [0..middle, middle..rows.len()] {
                let part: Vec<usize> = part.collect();
                let columns: Vec<&[Raw]> = columns.iter().map(Vec::as_slice).collect();
                counts.add(&part, &columns, |axis, number| Ok(value(axis, number))).expect("values");
            }
            let mut slow: HashMap<Vec<Code>, u64> = HashMap::new();
            for row in &rows {
                *slow.entry((0..axes).map(|axis| value(axis, row[axis])).collect()).or_default() += 1;
            }
            let told: Vec<_> = counts.all().collect();
            prop_assert_eq!(told.len(), slow.len());
            prop_assert_eq!(told.into_iter().collect::<HashMap<_, _>>(), slow);
        }
    }
}
