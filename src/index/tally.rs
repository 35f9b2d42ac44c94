//! Counting cases by their columns.
//!
//! Invariant: a count from columns equals what [`Tally::add`] counts over the same cases.

use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Out, Tally};
use crate::domain::value::state::State;
use crate::index::Rejection;
use crate::index::column_scan::{ColumnChunk, ROWS};
use crate::index::columns::{Column, day_numbered, standing};
use crate::index::counts::{IndexCounts, MOST, Raw};
use crate::index::open::Index;
use crate::index::query::Query;
use crate::index::strings::Lookup;

/// A dimension that has one value per row, stored in a column.
#[derive(Clone, Copy, Debug)]
enum Axis {
    Status,
    Received(PeriodKind),
    Code(Column),
}

impl Axis {
    fn of(dimension: &Dimension) -> Option<Self> {
        Some(match dimension {
            Dimension::Status => Self::Status,
            Dimension::Received(kind) => Self::Received(*kind),
            Dimension::Fact(fact) => Self::Code(Column::of_code(fact.key())?),
            Dimension::Own(_) => return None,
        })
    }

    fn column(self) -> Column {
        match self {
            Self::Status => Column::State,
            Self::Received(_) => Column::ReceivedDay,
            Self::Code(column) => column,
        }
    }

    /// The value of a number in the column.
    fn value(self, number: u16, index: &Index) -> Result<Code, Rejection> {
        match self {
            Self::Status => Ok(State::ALL.get(usize::from(number)).ok_or(Rejection::Shape)?.code().into()),
            Self::Code(_) => Ok(index.text(number.into()).ok_or(Rejection::Shape)?.into()),
            Self::Received(_) if number == 0 => Ok(Code::default()),
            Self::Received(kind) => {
                Ok(Period::of(kind, day_numbered(number).ok_or(Rejection::Shape)?).to_string().into())
            }
        }
    }
}

/// What to count, in terms of the index's columns.
struct Wanted<'a> {
    by: &'a [Dimension],
    cohort: &'a Cohort,
    axes: Vec<Axis>,
    apart: Vec<u16>,
}

/// The counts of one thread.
struct Counting {
    tally: Tally,
    counts: IndexCounts,
    out: [u64; Out::ALL.len()],
}

impl Query<'_> {
    /// Counts the cases that pass by dimensions, and adds the counts to a tally.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn tally(&self, index: &Index, by: &[Dimension], cohort: &Cohort, into: &mut Tally) -> Result<(), Rejection> {
        let axes: Option<Vec<Axis>> = by.iter().map(Axis::of).collect();
        let Some(axes) = axes.filter(|axes| axes.len() <= MOST) else {
            return self.tally_cases(index, by, cohort, into);
        };
        let numbers = cohort.apart.iter().map(|code| index.string(code)).collect::<Result<Vec<_>, _>>()?;
        let apart = numbers.into_iter().flatten().collect();
        let wanted = Wanted { by, cohort, axes, apart };
        let columns = wanted.columns();
        let begin = || Counting {
            tally: Tally::default(),
            counts: IndexCounts::new(wanted.axes.len()),
            out: [0; Out::ALL.len()],
        };
        for counting in self.gather(index, &columns, begin, |all, chunk, passing| wanted.count(all, chunk, passing))? {
            wanted.add(counting, into);
        }
        Ok(())
    }

    /// The slow way if a dimension is not in the columns: reads each case.
    fn tally_cases(&self, index: &Index, by: &[Dimension], cohort: &Cohort, into: &mut Tally) -> Result<(), Rejection> {
        let parts = self.gather(index, &[], Tally::default, |tally, chunk, passing| {
            for nth in passing {
                tally.add(&index.record(chunk.rows.start + nth)?.case, by, cohort);
            }
            Ok(())
        })?;
        parts.into_iter().for_each(|part| into.join(part));
        Ok(())
    }
}

impl Wanted<'_> {
    /// The columns to read. A nature that is not in the string table occurs in no case and is skipped.
    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.axes.iter().map(|axis| axis.column()).collect();
        columns.push(Column::Standing);
        columns.extend(self.apart.first().map(|_| Column::Nature));
        columns
    }

    fn count(&self, all: &mut Counting, chunk: &ColumnChunk<'_>, passing: &[usize]) -> Result<(), Rejection> {
        let value = |axis: usize, number| self.axes[axis].value(number, chunk.index);
        let mut wide = [[0; 2]; ROWS];
        let mut columns: [&[Raw]; MOST] = [&[]; MOST];
        if self.axes.iter().any(|axis| matches!(axis, Axis::Status)) {
            // State is the only dimension with one-byte values.
            wide.iter_mut().zip(chunk.u8s(Column::State)).for_each(|(wide, state)| *wide = [*state, 0]);
        }
        for (column, axis) in columns.iter_mut().zip(&self.axes) {
            *column = if let Axis::Status = axis { &wide } else { chunk.raws(axis.column()) };
        }
        let standing = self.standing(chunk);
        // Without branches: always write, and advance only if the row counts.
        let (mut rows, mut count) = ([0; ROWS], 0);
        for nth in passing {
            rows[count] = *nth;
            count += usize::from(standing[*nth] == standing::COUNTS);
        }
        if count < passing.len() {
            for nth in passing.iter().copied().filter(|nth| standing[*nth] != standing::COUNTS) {
                self.leave_out(all, chunk, nth, standing[nth])?;
            }
        }
        all.counts.add(&rows[..count], &columns[..self.axes.len()], value)
    }

    /// Handles a row that is left out of figures, or whose record must be read.
    #[cold]
    fn leave_out(
        &self,
        all: &mut Counting,
        chunk: &ColumnChunk<'_>,
        nth: usize,
        standing: u8,
    ) -> Result<(), Rejection> {
        if standing == standing::ODD {
            all.tally.add(&chunk.index.record(chunk.rows.start + nth)?.case, self.by, self.cohort);
            return Ok(());
        }
        let reason = usize::from(standing).checked_sub(1).and_then(|reason| all.out.get_mut(reason));
        *reason.ok_or(Rejection::Shape)? += 1;
        Ok(())
    }

    /// The standing of each row, with natures that are counted apart marked too.
    fn standing(&self, chunk: &ColumnChunk<'_>) -> [u8; ROWS] {
        let mut standing = [standing::COUNTS; ROWS];
        standing.iter_mut().zip(chunk.u8s(Column::Standing)).for_each(|(into, standing)| *into = *standing);
        for apart in &self.apart {
            for (standing, nature) in standing.iter_mut().zip(chunk.u16s(Column::Nature)) {
                if nature == *apart && *standing == standing::COUNTS {
                    *standing = standing::of(Out::Apart);
                }
            }
        }
        standing
    }

    fn add(&self, counting: Counting, into: &mut Tally) {
        let mut tally = counting.tally;
        for (out, count) in Out::ALL.into_iter().zip(counting.out).filter(|(_, count)| *count > 0) {
            *tally.out.entry(out).or_default() += count;
        }
        for (values, count) in counting.counts.all() {
            *tally.counts.entry(values).or_default() += count;
            tally.total += count;
        }
        into.join(tally);
    }
}
