//! Counting cases by what stands in columns.
//!
//! Invariant: a count from columns is what [`Tally::add`] counts of the same cases, one by one.

use crate::checkpoint::Doubt;
use crate::checkpoint::chunk::{Chunk, ROWS};
use crate::checkpoint::columns::{Column, RARE, day_number, day_numbered, flag};
use crate::checkpoint::picture::Picture;
use crate::checkpoint::query::Query;
use crate::checkpoint::strings::Lookup;
use crate::domain::Code;
use crate::domain::dimension::Dimension;
use crate::domain::period::{Kind, Period};
use crate::domain::state::State;
use crate::domain::tally::{Cohort, Out, Tally};
use chrono::Datelike;
use std::collections::HashMap;

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
            Self::Received(_) => Column::ReceivedDay,
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

/// What is counted in a picture, in its numbers.
struct Wanted<'a> {
    by: &'a [Dimension],
    cohort: &'a Cohort,
    axes: Vec<Axis>,
    apart: Vec<u16>,
    duplicate: Option<u16>,
}

/// What one thread has counted: by up to [`MOST`] numbers of 16 bits, side by side.
struct Counting {
    tally: Tally,
    counts: Counts,
    out: [u64; Out::ALL.len()],
    firsts: Vec<Firsts>,
}

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
            counts: Counts::default(),
            out: [0; Out::ALL.len()],
            firsts: wanted.axes.iter().map(|_| Firsts::new()).collect(),
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
        for (place, (axis, firsts)) in self.axes.iter().zip(&mut all.firsts).enumerate() {
            match axis {
                Axis::Status => beside(&mut keys, place, chunk.u8s(Column::State).iter().map(|state| (*state).into())),
                Axis::Code(column) => beside(&mut keys, place, chunk.u16s(*column)),
                Axis::Received(kind) => {
                    let mut numbers = [0; ROWS];
                    let days = chunk.u16s(Column::ReceivedDay);
                    for ((number, day), standing) in numbers.iter_mut().zip(days).zip(&mut standing) {
                        *number = firsts.of(*kind, day);
                        if *number == FAR && *standing == IN {
                            *standing = ODD;
                        }
                    }
                    beside(&mut keys, place, numbers.into_iter());
                }
            }
        }
        let mut add = |index: usize, standing: u8, key: u64| {
            if standing == IN {
                all.counts.add(key);
                return Ok(());
            }
            self.leave_out(all, chunk, index, standing)
        };
        let mut rows = standing.iter().zip(&keys).enumerate().take(chunk.rows.len());
        if passing.len() == chunk.rows.len() {
            return rows.try_for_each(|(index, (standing, key))| add(index, *standing, *key));
        }
        passing.iter().try_for_each(|index| add(*index, standing[*index], keys[*index]))
    }

    /// Counts a row that does not count as others do.
    #[cold]
    fn leave_out(&self, all: &mut Counting, chunk: &Chunk<'_>, index: usize, standing: u8) -> Result<(), Doubt> {
        match standing {
            ODD => all.tally.add(&chunk.picture.record(chunk.rows.start + index)?.case, self.by, self.cohort),
            left_out => all.out[usize::from(left_out) - 1] += 1,
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
        let mut doubtful = |column: Column, number: u16| {
            standing.iter_mut().zip(chunk.u16s(column)).for_each(|(s, here)| *s |= u8::from(here == number));
        };
        self.duplicate.iter().for_each(|duplicate| doubtful(Column::Outcome, *duplicate));
        self.apart.iter().for_each(|apart| doubtful(Column::Nature, *apart));
        for (index, standing) in standing.iter_mut().enumerate().filter(|(_, standing)| **standing != IN) {
            *standing = self.look_closely(chunk, index);
        }
        standing
    }

    /// What [`Cohort::leaves_out`] says of the case of a row.
    fn look_closely(&self, chunk: &Chunk<'_>, index: usize) -> u8 {
        let state = chunk.u8s(Column::State).get(index).copied();
        let code = |column| chunk.u16(column, index).unwrap_or(RARE);
        let flags = chunk.u32(Column::Flags, index).unwrap_or(flag::ODD);
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
        for (key, count) in counting.counts.all() {
            let numbers = (0..).map(|axis| (key >> (16 * axis) & 0xffff) as u16);
            let values = self.axes.iter().zip(numbers).map(|(axis, number)| axis.value(number, picture));
            *tally.counts.entry(values.collect::<Result<_, _>>()?).or_default() += count;
            tally.total += count;
        }
        into.join(tally);
        Ok(())
    }
}

/// Puts numbers of 16 bits beside those that stand in keys already.
fn beside(keys: &mut [u64], place: usize, numbers: impl Iterator<Item = u16>) {
    keys.iter_mut().zip(numbers).for_each(|(key, number)| *key |= u64::from(number) << (16 * place));
}

/// How often each key was seen. Mostly there are few different ones: those have places of their own near the one that they hash to.
struct Counts {
    few: Vec<(u64, u64)>,
    rest: HashMap<u64, u64>,
}

impl Counts {
    /// Places, by so many bits of a hash.
    const BITS: u32 = 12;
    /// So many places are looked at for a key.
    const NEAR: usize = 4;

    #[inline]
    fn add(&mut self, key: u64) {
        let first = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::BITS)) as usize;
        let (known, count) = &mut self.few[first];
        if *known == key {
            *count += 1;
        } else {
            self.add_near(first, key);
        }
    }

    #[cold]
    fn add_near(&mut self, first: usize, key: u64) {
        for at in first..first + Self::NEAR {
            let (known, count) = &mut self.few[at];
            if *known == key || *count == 0 {
                (*known, *count) = (key, *count + 1);
                return;
            }
        }
        *self.rest.entry(key).or_default() += 1;
    }

    fn all(self) -> impl Iterator<Item = (u64, u64)> {
        self.few.into_iter().filter(|(_, count)| *count > 0).chain(self.rest)
    }
}

impl Default for Counts {
    fn default() -> Self {
        Self { few: vec![(0, 0); (1 << Self::BITS) + Self::NEAR], rest: HashMap::new() }
    }
}

/// The numbers of the first days of the periods in which days lie.
#[derive(Debug)]
struct Firsts {
    /// By number of the day. Memory that is all zeros is given page by page, where it is used.
    known: Vec<u16>,
}

/// It was not asked yet; of no day it is the answer.
const UNASKED: u16 = 0;
/// The period began before days that have numbers.
const FAR: u16 = u16::MAX - 1;

impl Firsts {
    fn new() -> Self {
        Self { known: vec![UNASKED; usize::from(u16::MAX) + 1] }
    }

    #[inline]
    fn of(&mut self, kind: Kind, day: u16) -> u16 {
        match self.known[usize::from(day)] {
            UNASKED => self.ask(kind, day),
            first => first,
        }
    }

    #[cold]
    fn ask(&mut self, kind: Kind, day: u16) -> u16 {
        if day == 0 {
            // No day is in no period.
            return UNASKED;
        }
        let first = day_numbered(day).and_then(|day| Period::of(kind, day).from);
        let number = first.and_then(|first| day_number(first.num_days_from_ce())).filter(|number| *number < FAR);
        self.known[usize::from(day)] = number.unwrap_or(FAR);
        number.unwrap_or(FAR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_key_is_counted_as_often_as_it_came(keys in proptest::collection::vec((any::<u64>(), 1..9u64), 1..6000)) {
            let (mut counts, mut slow) = (Counts::default(), HashMap::new());
            for (key, times) in keys.into_iter().chain([(0, 3)]) {
                (0..times).for_each(|_| counts.add(key));
                *slow.entry(key).or_default() += times;
            }
            let told: Vec<(u64, u64)> = counts.all().collect();
            prop_assert_eq!(told.len(), slow.len());
            prop_assert_eq!(told.into_iter().collect::<HashMap<_, _>>(), slow);
        }
    }

    #[test]
    fn every_day_that_has_a_number_has_the_first_of_its_period() {
        for kind in [Kind::Month, Kind::Quarter, Kind::Year] {
            let mut firsts = Firsts::new();
            assert_eq!(firsts.of(kind, 0), 0);
            for number in 1..u16::MAX {
                let day = day_numbered(number).expect("a day");
                assert_eq!(day_number(day.num_days_from_ce()), Some(number));
                assert_eq!(day_numbered(firsts.of(kind, number)), Period::of(kind, day).from, "{kind:?} of {day}");
            }
        }
        assert!(day_numbered(0).is_none() && day_numbered(u16::MAX).is_none());
    }
}
