//! Counting cases by what stands in columns.

use crate::checkpoint::Doubt;
use crate::checkpoint::columns::{Column, NO_STAMP, day_of, flag};
use crate::checkpoint::picture::Picture;
use crate::checkpoint::query::Query;
use crate::checkpoint::slices::Slices;
use crate::checkpoint::strings::Lookup;
use crate::domain::case::Case;
use crate::domain::state::State;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// By what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Channel.
    Channel,
    /// Category.
    Category,
    /// Nature.
    Nature,
    /// Source.
    Source,
    /// Lead unit.
    Unit,
    /// Handler.
    Person,
    /// Unit complained about.
    Against,
    /// Outcome of the round in hand.
    Outcome,
    /// Responsibility.
    Responsibility,
    /// State.
    Status,
    /// Month of the first receipt, `2026-11`.
    Month,
}

/// Cases by the values of dimensions; what is not set is the empty text.
pub type Tally = BTreeMap<Vec<String>, u64>;

impl Dimension {
    fn column(self) -> Column {
        match self {
            Self::Channel => Column::Channel,
            Self::Category => Column::Category,
            Self::Nature => Column::Nature,
            Self::Source => Column::Source,
            Self::Unit => Column::Unit,
            Self::Person => Column::Person,
            Self::Against => Column::Against,
            Self::Outcome => Column::Outcome,
            Self::Responsibility => Column::Responsibility,
            Self::Status => Column::State,
            Self::Month => Column::Received,
        }
    }

    /// Its value in a case.
    #[must_use]
    pub fn of(self, case: &Case) -> String {
        match self {
            Self::Channel => case.channel.to_string(),
            Self::Category => case.category.to_string(),
            Self::Nature => case.nature.to_string(),
            Self::Source => case.source.to_string(),
            Self::Unit => case.unit.to_string(),
            Self::Person => case.person.to_string(),
            Self::Against => case.against.to_string(),
            Self::Outcome => case.outcome.to_string(),
            Self::Responsibility => case.responsibility.to_string(),
            Self::Status => case.state.code().to_string(),
            Self::Month => case.received().map_or_else(String::new, |m| month_text(month_of(m.date()))),
        }
    }

    /// The number that its text has in a tally.
    fn text(self, number: u32, picture: &Picture) -> Result<String, Doubt> {
        Ok(match self {
            Self::Status => State::ALL.get(number as usize).ok_or(Doubt::Shape)?.code().to_string(),
            Self::Month => month_text(number),
            _ => picture.text(number).ok_or(Doubt::Shape)?.to_string(),
        })
    }
}

/// Months since the year 0, from 1; 0 for none.
fn month_of(date: NaiveDate) -> u32 {
    u32::try_from(date.year()).map_or(0, |year| 12 * year + date.month())
}

fn month_text(month: u32) -> String {
    if month == 0 { String::new() } else { format!("{:04}-{:02}", (month - 1) / 12, (month - 1) % 12 + 1) }
}

/// The most dimensions that are counted by at once.
pub const MOST: usize = 3;

impl Query<'_> {
    /// Counts the cases that pass by up to [`MOST`] dimensions, and adds them to a tally.
    ///
    /// # Errors
    /// A block is not what was written; more dimensions than that.
    pub fn tally(&self, picture: &Picture, by: &[Dimension], into: &mut Tally) -> Result<(), Doubt> {
        if by.len() > MOST {
            return Err(Doubt::Shape);
        }
        let columns: Vec<Column> = by.iter().map(|dimension| dimension.column()).chain([Column::Flags]).collect();
        let from = Slices::of(picture, &columns, &[])?;
        let mut counts: HashMap<[u32; MOST], u64, BuildHasherDefault<Spread>> = HashMap::default();
        let mut months = Months::default();
        self.each_row(picture, &mut |row| {
            if from.u32(Column::Flags, row).is_none_or(|flags| flags & flag::ODD != 0) {
                let case = picture.record(row)?.case;
                *into.entry(by.iter().map(|dimension| dimension.of(&case)).collect()).or_default() += 1;
                return Ok(());
            }
            let mut key = [0; MOST];
            for (slot, dimension) in key.iter_mut().zip(by) {
                let column = dimension.column();
                *slot = match dimension {
                    Dimension::Status => from.u8(column, row).map(u32::from),
                    Dimension::Month => from.i64(column, row).map(|stamp| months.of(stamp)),
                    _ => from.u32(column, row),
                }
                .ok_or(Doubt::Shape)?;
            }
            *counts.entry(key).or_default() += 1;
            Ok(())
        })?;
        for (key, count) in counts {
            let texts = by.iter().zip(key).map(|(dimension, number)| dimension.text(number, picture));
            *into.entry(texts.collect::<Result<_, _>>()?).or_default() += count;
        }
        Ok(())
    }
}

/// The month of a moment; cases mostly come day by day.
#[derive(Default)]
struct Months {
    day: i32,
    month: u32,
}

impl Months {
    fn of(&mut self, stamp: i64) -> u32 {
        if stamp == NO_STAMP {
            return 0;
        }
        let day = day_of(stamp);
        if day != self.day {
            self.day = day;
            self.month = NaiveDate::from_num_days_from_ce_opt(day).map_or(0, month_of);
        }
        self.month
    }
}

/// A hash of few small numbers: nobody chooses them to collide, and they are counted by the million.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(n)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn write_usize(&mut self, _: usize) {}
}
