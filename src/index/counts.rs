//! How often each combination of values stands in some columns.
//!
//! Invariant: every row is counted once, whether its combination has a place in the table or not.

use crate::domain::Code;
use crate::index::Doubt;
use crate::index::fast_hash::Map;
use std::collections::HashMap;

/// A number of two bytes as it stands in a column.
pub(super) type Raw = [u8; 2];

/// The most dimensions that are counted side by side.
pub(super) const MOST: usize = 4;
/// The table has so many places at most, in bits: where combinations need more, each is looked up.
const BITS: u32 = 20;
/// The number was met: the place of its value stands beside this bit.
const MET: u32 = 1 << 31;
/// The bits of a value's place where combinations are looked up.
const WIDE: u32 = 16;

/// What was counted.
#[derive(Debug)]
pub(super) struct Counts {
    axes: Vec<Axis>,
    /// Rows by the places of their values, side by side in as many bits as each dimension needs; empty where that is too many.
    table: Vec<u32>,
    /// Rows by the places of their values, side by side in [`WIDE`] bits each: what the table does not hold, or a smaller one held.
    rest: Map<u64, u64>,
}

/// The values of a dimension.
#[derive(Debug)]
struct Axis {
    /// By number: [`MET`] and the place of its value in `values`; 0 where it was not met. Several numbers may stand for one value, as the
    /// days of a month do. Memory that is all zeros is given page by page, where it is used.
    met: Vec<u32>,
    /// The values, in the order in which they were met.
    values: Vec<Code>,
    places: HashMap<Code, u32>,
    /// How many bits the places need.
    bits: u32,
}

impl Counts {
    /// Nothing counted yet, of so many dimensions (at most [`MOST`]).
    pub(super) fn new(axes: usize) -> Self {
        let axis =
            || Axis { met: vec![0; usize::from(u16::MAX) + 1], values: Vec::new(), places: HashMap::new(), bits: 0 };
        Self { axes: std::iter::repeat_with(axis).take(axes).collect(), table: vec![0], rest: Map::default() }
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
            let Some(row) = rest.first() else { return Ok(()) };
            self.meet(columns, *row, &value)?;
        }
    }

    /// Counts rows one after the other, up to one of which a number was not met, and tells how many; `None` where columns are too
    /// short.
    fn run<const N: usize>(&mut self, rows: &[usize], columns: [&[Raw]; N]) -> Option<usize> {
        let Self { axes, table, rest } = self;
        let (mut met, mut shifts, mut shift) = ([&[0; 1 << 16]; N], [0; N], 0);
        for ((met, shift_here), axis) in met.iter_mut().zip(&mut shifts).zip(&*axes) {
            *met = <&[u32; 1 << 16]>::try_from(axis.met.as_slice()).ok()?;
            *shift_here = shift;
            shift += if table.is_empty() { WIDE } else { axis.bits };
        }
        for (counted, row) in rows.iter().enumerate() {
            let (mut all, mut key) = (MET, 0);
            for axis in 0..N {
                let place = met[axis][usize::from(u16::from_le_bytes(*columns[axis].get(*row)?))];
                all &= place;
                key |= u64::from(place & !MET) << shifts[axis];
            }
            if all == 0 {
                return Some(counted);
            }
            if let Some(count) = table.get_mut(key as usize) {
                *count += 1;
            } else {
                *rest.entry(key).or_default() += 1;
            }
        }
        Some(rows.len())
    }

    /// Gives the values of a row their places.
    #[cold]
    fn meet(
        &mut self,
        columns: &[&[Raw]],
        row: usize,
        value: impl Fn(usize, u16) -> Result<Code, Doubt>,
    ) -> Result<(), Doubt> {
        for (at, column) in columns.iter().enumerate() {
            let number = u16::from_le_bytes(*column.get(row).ok_or(Doubt::Shape)?);
            let axis = &mut self.axes[at];
            if axis.met[usize::from(number)] != 0 {
                continue;
            }
            let place = axis.place(value(at, number)?)?;
            axis.met[usize::from(number)] = MET | place;
            let bits = u32::BITS - place.leading_zeros();
            if bits > axis.bits {
                self.widen(at, bits);
            }
        }
        Ok(())
    }

    /// Makes a table in which a dimension has more bits; none where there are too many.
    fn widen(&mut self, at: usize, bits: u32) {
        self.empty();
        self.axes[at].bits = bits;
        let all: u32 = self.axes.iter().map(|axis| axis.bits).sum();
        self.table = if all > BITS { Vec::new() } else { vec![0; 1 << all] };
    }

    /// Moves what the table holds to the rest.
    fn empty(&mut self) {
        for (place, count) in self.table.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            let (mut place, mut key) = (place as u64, 0);
            for (axis, shift) in self.axes.iter().zip((0..).step_by(WIDE as usize)) {
                key |= (place & ((1 << axis.bits) - 1)) << shift;
                place >>= axis.bits;
            }
            *self.rest.entry(key).or_default() += u64::from(std::mem::take(count));
        }
    }

    /// All combinations, each with its rows.
    pub(super) fn all(mut self) -> impl Iterator<Item = (Vec<Code>, u64)> {
        self.empty();
        let Self { axes, rest, .. } = self;
        rest.into_iter().map(move |(key, count)| {
            let place = |at: usize| (key >> (WIDE as usize * at)) as usize & ((1 << WIDE) - 1);
            (axes.iter().enumerate().map(|(at, axis)| axis.values[place(at)].clone()).collect(), count)
        })
    }
}

impl Axis {
    /// The place of a value.
    fn place(&mut self, value: Code) -> Result<u32, Doubt> {
        if let Some(place) = self.places.get(&value) {
            return Ok(*place);
        }
        let place = u32::try_from(self.values.len()).map_err(|_| Doubt::Shape)?;
        self.places.insert(value.clone(), place);
        self.values.push(value);
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows of up to four numbers: of one value, of few, of some, and of more than a table has places for.
    fn rows() -> impl Strategy<Value = (usize, Vec<[u16; MOST]>)> {
        let most = prop_oneof![Just(1u16), Just(3), Just(40), Just(u16::MAX)];
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
