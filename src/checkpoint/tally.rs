//! Counting cases by what stands in columns.
//!
//! Invariant: a count from columns is what [`Tally::add`] counts of the same cases, one by one.

use crate::checkpoint::Doubt;
use crate::checkpoint::chunk::{Chunk, ROWS};
use crate::checkpoint::columns::{Column, NO_STAMP, RARE, flag};
use crate::checkpoint::picture::Picture;
use crate::checkpoint::query::Query;
use crate::checkpoint::strings::Lookup;
use crate::domain::Code;
use crate::domain::dimension::Dimension;
use crate::domain::period::{Kind, Period};
use crate::domain::state::State;
use crate::domain::tally::{Cohort, Out, Tally};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The most dimensions that are counted from columns; more are counted case by case.
const MOST: usize = 4;

/// A dimension of which a row knows the one value.
#[derive(Clone, Copy, Debug)]
enum Axis {
    Status,
    Received(Kind),
    Code(Column),
}

impl Axis {
    fn of(dimension: &Dimension) -> Option<Self> {
        Some(match dimension {
            Dimension::Status => Self::Status,
            Dimension::Received(kind) => Self::Received(*kind),
            Dimension::Code(key, _) => Self::Code(Column::of_code(key)?),
            Dimension::Codes(..) | Dimension::Own(_) => return None,
        })
    }

    fn column(self) -> Column {
        match self {
            Self::Status => Column::State,
            Self::Received(_) => Column::Received,
            Self::Code(column) => column,
        }
    }

    /// The value that a number stands for.
    fn value(self, number: u16, picture: &Picture) -> Result<Code, Doubt> {
        match self {
            Self::Status => Ok(State::ALL.get(usize::from(number)).ok_or(Doubt::Shape)?.code().into()),
            Self::Code(_) => Ok(picture.text(number.into()).ok_or(Doubt::Shape)?.into()),
            Self::Received(_) if number == 0 => Ok(Code::default()),
            Self::Received(kind) => Ok(Period::of(kind, day_numbered(number).ok_or(Doubt::Shape)?).to_string().into()),
        }
    }
}

/// Days are numbered from 1 January 1970, which is 1; 0 is none.
const EPOCH: i32 = 719_162;
/// A day that has no number.
const FAR: u16 = u16::MAX;
/// The last day that has one, in the year 2109.
const LAST: u16 = 50_900;

fn number_of(day: i32) -> u16 {
    u16::try_from(day.saturating_sub(EPOCH)).ok().filter(|number| (1..=LAST).contains(number)).unwrap_or(FAR)
}

/// The number of a stamp's day. A thousand of them are told at once: 24 hours have 2^10 × [`THOUSAND`] milliseconds, so that one division of
/// 32 bits does.
#[inline]
fn day_number(stamp: i64) -> u16 {
    const THOUSAND: u32 = 84_375;
    const END: i64 = (LAST as i64 * THOUSAND as i64) << 23;
    // What is no stamp, or before 1970, is negative.
    let near = (0..END).contains(&stamp);
    let day = (stamp >> 23) as u32 / THOUSAND + 1;
    if near { day as u16 } else { u16::from(stamp != NO_STAMP) * FAR }
}

fn day_numbered(number: u16) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(EPOCH + i32::from(number)).filter(|_| number != FAR)
}

/// What is counted in a picture, in its numbers.
struct Wanted<'a> {
    by: &'a [Dimension],
    cohort: &'a Cohort,
    axes: Vec<Axis>,
    apart: Vec<u32>,
    duplicate: Option<u32>,
}

/// What one thread has counted: by up to [`MOST`] numbers of 16 bits, side by side.
struct Counting {
    tally: Tally,
    /// Counts that are not in `counts` yet, each in the place of its key's hash: mostly there are few different ones.
    few: Vec<(u64, u32)>,
    counts: HashMap<u64, u64, BuildHasherDefault<Spread>>,
    out: [u64; Out::ALL.len()],
    firsts: Vec<Firsts>,
}

/// Places of [`Counting::few`]: a power of two.
const FEW: usize = 1 << 12;

/// A row that counts.
const IN: u8 = 0;
/// A row of which only the case knows.
const ODD: u8 = u8::MAX;

impl Query<'_> {
    /// Counts the cases that pass by dimensions, and adds them to a tally.
    ///
    /// # Errors
    /// A block is not what was written.
    pub fn tally(&self, picture: &Picture, by: &[Dimension], cohort: &Cohort, into: &mut Tally) -> Result<(), Doubt> {
        let axes: Option<Vec<Axis>> = by.iter().map(Axis::of).collect();
        let Some(axes) = axes.filter(|axes| axes.len() <= MOST) else {
            return self.tally_cases(picture, by, cohort, into);
        };
        let numbers = cohort.apart.iter().map(|code| picture.string(code)).collect::<Result<Vec<_>, _>>()?;
        let apart = numbers.into_iter().flatten().collect();
        let wanted = Wanted { by, cohort, axes, apart, duplicate: picture.string(Cohort::DUPLICATE)? };
        let columns = wanted.columns();
        let begin = || Counting {
            tally: Tally::default(),
            few: vec![(0, 0); FEW],
            counts: HashMap::default(),
            out: [0; Out::ALL.len()],
            firsts: vec![Firsts::default(); wanted.axes.len()],
        };
        for counting in
            self.gather(picture, &columns, begin, |all, chunk, passing| wanted.count(all, chunk, passing))?
        {
            wanted.add(counting, picture, into)?;
        }
        Ok(())
    }

    /// The same where not all of it stands in columns: each case is read.
    fn tally_cases(&self, picture: &Picture, by: &[Dimension], cohort: &Cohort, into: &mut Tally) -> Result<(), Doubt> {
        let parts = self.gather(picture, &[], Tally::default, |tally, chunk, passing| {
            for index in passing {
                tally.add(&picture.record(chunk.rows.start + index)?.case, by, cohort);
            }
            Ok(())
        })?;
        parts.into_iter().for_each(|part| into.join(part));
        Ok(())
    }
}

impl Counting {
    #[inline]
    fn add(&mut self, key: u64) {
        let mut spread = Spread::default();
        spread.write_u64(key);
        let (known, count) = &mut self.few[(spread.finish() >> 40) as usize % FEW];
        if *known != key || *count == u32::MAX {
            if *count > 0 {
                *self.counts.entry(*known).or_default() += u64::from(*count);
            }
            (*known, *count) = (key, 0);
        }
        *count += 1;
    }
}

impl Wanted<'_> {
    /// The columns that are looked at. What no case of the picture is need not be looked for.
    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.axes.iter().map(|axis| axis.column()).collect();
        columns.extend([Column::Flags, Column::State]);
        columns.extend(self.duplicate.map(|_| Column::Outcome));
        columns.extend(self.apart.first().map(|_| Column::Nature));
        columns
    }

    fn count(&self, all: &mut Counting, chunk: &Chunk<'_>, passing: &[usize]) -> Result<(), Doubt> {
        let mut standing = self.standing(chunk);
        let mut keys = [0; ROWS];
        let mut add = |axis: usize, numbers: &mut dyn Iterator<Item = u16>| {
            keys.iter_mut().zip(numbers).for_each(|(key, number)| *key |= u64::from(number) << (16 * axis));
        };
        for (place, (axis, firsts)) in self.axes.iter().zip(&mut all.firsts).enumerate() {
            match axis {
                Axis::Status => add(place, &mut chunk.u8s(Column::State).iter().map(|state| u16::from(*state))),
                // The table of texts has no more than 65,536 of them; a row that needs another is odd.
                Axis::Code(column) => add(place, &mut chunk.u32s(*column).map(|number| (number & 0xffff) as u16)),
                Axis::Received(kind) => {
                    let mut days = [0; ROWS];
                    days.iter_mut().zip(chunk.i64s(Column::Received)).for_each(|(day, stamp)| *day = day_number(stamp));
                    let numbers = days.iter().zip(&mut standing).map(|(day, standing)| {
                        let first = firsts.of(*kind, *day);
                        if first == FAR && *standing == IN {
                            *standing = ODD;
                        }
                        first
                    });
                    add(place, &mut { numbers });
                }
            }
        }
        for index in passing.iter().copied() {
            match standing[index] {
                IN => all.add(keys[index]),
                ODD => all.tally.add(&chunk.picture.record(chunk.rows.start + index)?.case, self.by, self.cohort),
                out => all.out[usize::from(out) - 1] += 1,
            }
        }
        Ok(())
    }

    /// Of each row whether it counts, is odd, or is left out: for which reason, from 1.
    fn standing(&self, chunk: &Chunk<'_>) -> [u8; ROWS] {
        let mut standing = [IN; ROWS];
        // Almost all rows count: what may not is looked at closely.
        let odd = flag::ODD | flag::NOT_UNDERSTOOD;
        let voided = State::Voided as u8;
        for (standing, (state, flags)) in
            standing.iter_mut().zip(chunk.u8s(Column::State).iter().zip(chunk.u32s(Column::Flags)))
        {
            *standing = u8::from(*state == voided) | u8::from(flags & odd != 0);
        }
        if let Some(duplicate) = self.duplicate {
            let outcomes = chunk.u32s(Column::Outcome);
            standing.iter_mut().zip(outcomes).for_each(|(s, outcome)| *s |= u8::from(outcome == duplicate));
        }
        for apart in &self.apart {
            standing
                .iter_mut()
                .zip(chunk.u32s(Column::Nature))
                .for_each(|(s, nature)| *s |= u8::from(nature == *apart));
        }
        for index in (0..chunk.rows.len()).filter(|index| standing[*index] != IN).collect::<Vec<_>>() {
            standing[index] = self.look_closely(chunk, index);
        }
        standing
    }

    /// What [`Cohort::leaves_out`] says of the case of a row.
    fn look_closely(&self, chunk: &Chunk<'_>, index: usize) -> u8 {
        let state = chunk.u8s(Column::State).get(index).copied();
        let code = |column| chunk.u32(column, index).unwrap_or(RARE);
        let flags = code(Column::Flags);
        let is_outcome = self.duplicate.is_some_and(|duplicate| code(Column::Outcome) == duplicate);
        let is_duplicate = state == Some(State::Closed as u8) && is_outcome;
        let out = if state == Some(State::Voided as u8) {
            Out::Voided
        } else if flags & flag::NOT_UNDERSTOOD != 0 {
            Out::NotUnderstood
        } else if is_duplicate {
            Out::Duplicate
        } else if !self.apart.is_empty() && self.apart.contains(&code(Column::Nature)) {
            Out::Apart
        } else {
            return if flags & flag::ODD != 0 { ODD } else { IN };
        };
        if flags & flag::ODD != 0 { ODD } else { out as u8 + 1 }
    }

    fn add(&self, counting: Counting, picture: &Picture, into: &mut Tally) -> Result<(), Doubt> {
        let mut tally = counting.tally;
        for (out, count) in Out::ALL.into_iter().zip(counting.out).filter(|(_, count)| *count > 0) {
            *tally.out.entry(out).or_default() += count;
        }
        let few = counting.few.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| (key, u64::from(count)));
        for (key, count) in counting.counts.into_iter().chain(few) {
            let numbers = (0..).map(|axis| (key >> (16 * axis) & 0xffff) as u16);
            let values = self.axes.iter().zip(numbers).map(|(axis, number)| axis.value(number, picture));
            *tally.counts.entry(values.collect::<Result<_, _>>()?).or_default() += count;
            tally.total += count;
        }
        into.join(tally);
        Ok(())
    }
}

/// The first days of the periods in which moments lie, as numbers.
#[derive(Clone, Debug, Default)]
struct Firsts {
    /// By number of the day; 0 where it was not asked yet.
    known: Vec<u16>,
}

impl Firsts {
    #[inline]
    fn of(&mut self, kind: Kind, day: u16) -> u16 {
        if day == 0 {
            return 0;
        }
        if self.known.is_empty() {
            self.known.resize(usize::from(FAR) + 1, 0);
        }
        let known = &mut self.known[usize::from(day)];
        if *known == 0 {
            let first = day_numbered(day).and_then(|day| Period::of(kind, day).from);
            *known = first.map_or(FAR, |first| number_of(first.num_days_from_ce()));
        }
        *known
    }
}

/// A hash of a number: nobody chooses them to collide, and they are counted by the million.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::columns::{day_of, stamp_of};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_day_is_numbered_as_it_is_counted(day in 719_100..785_000i32, within in 0..1i64 << 40, wild in any::<i64>()) {
            for stamp in [stamp_of(day) + within, stamp_of(day), stamp_of(day) - 1, wild] {
                let counted = if stamp == NO_STAMP { 0 } else { number_of(day_of(stamp)) };
                prop_assert_eq!(day_number(stamp), counted, "{}", stamp);
            }
            prop_assert_eq!(day_number(NO_STAMP), 0);
        }
    }
}
