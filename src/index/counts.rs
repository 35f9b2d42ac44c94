//! Counting how often each combination of column values occurs.
//!
//! Invariant: every row is counted once, whether its combination fits the table or not.

#![allow(
    clippy::cast_possible_truncation,
    clippy::large_stack_arrays,
    reason = "keys are made of a few bits for each axis; a table is borrowed and never on the stack"
)]

use crate::domain::Code;
use crate::index::Rejection;
use crate::index::fast_hash::Map;
use std::collections::HashMap;

/// A two-byte number as a column stores it.
pub(super) type Raw = [u8; 2];

/// The largest number of dimensions that can be counted together.
pub(super) const MOST: usize = 4;
/// The largest table has 2 to this power places. If combinations need more, they are counted in a map.
const BITS: u32 = 20;
/// Set in [`Axis::met`] for a number that was seen; the other bits are the place of its value.
const MET: u32 = 1 << 31;
/// The bits per dimension in the map's keys.
const WIDE: u32 = 16;

/// The counts so far.
#[derive(Debug)]
pub(super) struct IndexCounts {
    axes: Vec<Axis>,
    /// Counts by the places of the values, which are packed with as many bits as each dimension needs; empty if that is too many bits.
    table: Vec<u32>,
    /// Counts by the places of the values, with [`WIDE`] bits each: what does not fit the table, or was in an earlier, smaller table.
    rest: Map<u64, u64>,
}

/// The values of one dimension.
#[derive(Debug)]
struct Axis {
    /// By number: [`MET`] and the place of its value in `values`; 0 if not seen yet. Several numbers may have the same value, as days of
    /// a month do. Zeroed memory is allocated page by page on first use, so a large vector is cheap.
    met: Vec<u32>,
    /// The values, in the order in which they were first seen.
    values: Vec<Code>,
    places: HashMap<Code, u32>,
    /// How many bits a place needs.
    bits: u32,
}

impl IndexCounts {
    /// Empty counts over this many dimensions (at most [`MOST`]).
    pub(super) fn new(axes: usize) -> Self {
        let axis =
            || Axis { met: vec![0; usize::from(u16::MAX) + 1], values: Vec::new(), places: HashMap::new(), bits: 0 };
        Self { axes: std::iter::repeat_with(axis).take(axes).collect(), table: vec![0], rest: Map::default() }
    }

    /// Counts rows by their numbers in the columns. `value` returns the value of a number in a dimension.
    ///
    /// # Errors
    /// A number has no value, or a row does not exist.
    pub(super) fn add(
        &mut self,
        rows: &[usize],
        columns: &[&[Raw]],
        value: impl Fn(usize, u16) -> Result<Code, Rejection>,
    ) -> Result<(), Rejection> {
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
            rest = &rest[counted.ok_or(Rejection::Shape)?..];
            let Some(row) = rest.first() else { return Ok(()) };
            self.meet(columns, *row, &value)?;
        }
    }

    /// Counts rows until one has a number that was not seen yet. Returns how many were counted; `None` if the columns are too short.
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

    /// Assigns places to the values of a row.
    #[cold]
    fn meet(
        &mut self,
        columns: &[&[Raw]],
        row: usize,
        value: impl Fn(usize, u16) -> Result<Code, Rejection>,
    ) -> Result<(), Rejection> {
        for (at, column) in columns.iter().enumerate() {
            let number = u16::from_le_bytes(*column.get(row).ok_or(Rejection::Shape)?);
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

    /// Replaces the table by one in which a dimension has more bits; by none if these are too many.
    fn widen(&mut self, at: usize, bits: u32) {
        self.empty();
        self.axes[at].bits = bits;
        let all: u32 = self.axes.iter().map(|axis| axis.bits).sum();
        self.table = if all > BITS { Vec::new() } else { vec![0; 1 << all] };
    }

    /// Moves the counts of the table to the map.
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

    /// All combinations with their counts.
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
    /// The place of a value; a new one if it was not seen yet.
    fn place(&mut self, value: Code) -> Result<u32, Rejection> {
        if let Some(place) = self.places.get(&value) {
            return Ok(*place);
        }
        let place = u32::try_from(self.values.len()).map_err(|_| Rejection::Shape)?;
        self.places.insert(value.clone(), place);
        self.values.push(value);
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows of up to four numbers with 1, 3, 40 or 65535 different values per dimension, the last more than a table holds.
    fn rows() -> impl Strategy<Value = (usize, Vec<[u16; MOST]>)> {
        let most = prop_oneof![Just(1u16), Just(3), Just(40), Just(u16::MAX)];
        let row = [most.clone(), most.clone(), most.clone(), most].prop_flat_map(|most| most.map(|most| 0..most));
        (0..=MOST, proptest::collection::vec(row, 0..3000))
    }

    fn value(axis: usize, number: u16) -> Code {
        // In the third dimension several numbers have the same value.
        format!("{axis}-{}", if axis == 2 { number / 7 } else { number }).as_str().into()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counts_are_those_of_a_plain_count_of_all_rows((axes, rows) in rows()) {
            let columns: Vec<Vec<Raw>> =
                (0..axes).map(|axis| rows.iter().map(|row| row[axis].to_le_bytes()).collect()).collect();
            let mut counts = IndexCounts::new(axes);
            // In two parts: in the second one most numbers are known already.
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
