//! Some rows of some columns, side by side: queries go through an index chunk by chunk, and where there are many on all cores.
//!
//! Invariant: the sums of a chunk's blocks were checked before its values are used.

use crate::index::Doubt;
use crate::index::columns::Column;
use crate::index::layout::Section;
use crate::index::open::Index;
use crate::workers;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows of a chunk: the values of a column of four bytes fill a block.
pub(super) const ROWS: usize = 1024;

/// IndexState of fewer rows are gone through by one thread: starting another would take longer.
const FEW: usize = if cfg!(test) { 2 * ROWS } else { 64 * ROWS };

/// Chunks that a thread takes at a time: several threads hardly ever need the same block, and wait for each other's last ones only.
const STEP: usize = if cfg!(test) { 1 } else { 16 };

/// Rows of an index.
#[derive(Debug)]
pub(super) struct Chunk<'p> {
    pub(super) index: &'p Index,
    pub(super) rows: Range<usize>,
    columns: [&'p [u8]; Column::ALL.len()],
}

impl<'p> Chunk<'p> {
    /// These columns of some rows.
    pub(super) fn of(index: &'p Index, rows: Range<usize>, columns: &[Column]) -> Result<Self, Doubt> {
        let mut chunk = Self { index, rows, columns: [&[]; Column::ALL.len()] };
        columns.iter().try_for_each(|column| chunk.add(*column))?;
        Ok(chunk)
    }

    /// Adds a column, if it is not there yet.
    pub(super) fn add(&mut self, column: Column) -> Result<(), Doubt> {
        if self.columns[column as usize].is_empty() {
            let width = column.width() as u64;
            let (from, to) = (self.rows.start as u64 * width, self.rows.end as u64 * width);
            self.columns[column as usize] = self.index.part(Section::Column(column), from, to)?;
        }
        Ok(())
    }

    /// The values of a column of one byte; none where the column was not asked for.
    pub(super) fn u8s(&self, column: Column) -> &'p [u8] {
        self.columns[column as usize]
    }

    /// The values of a column of codes, or of days that are counted on.
    pub(super) fn u16s(&self, column: Column) -> impl ExactSizeIterator<Item = u16> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes))
    }

    /// The same, as they stand.
    pub(super) fn raws(&self, column: Column) -> &'p [[u8; 2]] {
        self.columns[column as usize].as_chunks().0
    }

    /// The values of a column of four bytes.
    pub(super) fn u32s(&self, column: Column) -> impl ExactSizeIterator<Item = u32> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The values of a column of dates.
    pub(super) fn i32s(&self, column: Column) -> impl ExactSizeIterator<Item = i32> + 'p {
        self.u32s(column).map(u32::cast_signed)
    }

    /// The values of a column of eight bytes.
    pub(super) fn i64s(&self, column: Column) -> impl ExactSizeIterator<Item = i64> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes))
    }

    /// The numbers of its cases.
    pub(super) fn numbers(&self) -> &'p [[u8; 4]] {
        self.columns[Column::Number as usize].as_chunks().0
    }

    /// One value of a column of four bytes.
    pub(super) fn u32(&self, column: Column, nth: usize) -> Result<u32, Doubt> {
        let all = self.columns[column as usize].as_chunks().0;
        all.get(nth).map(|bytes| u32::from_le_bytes(*bytes)).ok_or(Doubt::Shape)
    }
}

/// The chunks of a range that some rows (in order) stand in.
pub(super) fn about(rows: &[usize], range: Range<usize>) -> Vec<Range<usize>> {
    let first = rows.partition_point(|row| *row < range.start);
    let mut chunks: Vec<Range<usize>> = Vec::new();
    for row in rows[first..].iter().copied().take_while(|row| *row < range.end) {
        if chunks.last().is_none_or(|last| !last.contains(&row)) {
            let start = row / ROWS * ROWS;
            chunks.push(start.max(range.start)..(start + ROWS).min(range.end));
        }
    }
    chunks
}

/// Goes through ranges of rows, chunk by chunk: `begin` makes what a thread gathers, `each` adds a chunk to it. Each thread's
/// chunks come to it in the order of their rows.
///
/// Threads take the next chunks as they come to them: a system may let a new thread wait for milliseconds, while all is counted.
pub(super) fn through<G: Send>(
    ranges: &[Range<usize>],
    begin: impl Fn() -> G + Sync,
    each: impl Fn(&mut G, Range<usize>) -> Result<(), Doubt> + Sync,
) -> Result<Vec<G>, Doubt> {
    let chunks: Vec<Range<usize>> = ranges
        .iter()
        .flat_map(|range| {
            // Chunks begin where parts of blocks do, so that hardly ever two threads check the same sum.
            let first = range.start / ROWS;
            let part = move |k: usize| (k * ROWS).max(range.start)..((k + 1) * ROWS).min(range.end);
            (first..range.end.div_ceil(ROWS)).map(part).filter(|part| !part.is_empty())
        })
        .collect();
    let steps: Vec<&[Range<usize>]> = chunks.chunks(STEP).collect();
    let rows: usize = ranges.iter().map(ExactSizeIterator::len).sum();
    let threads = if rows < FEW { 1 } else { std::thread::available_parallelism().map_or(1, usize::from).min(8) };
    let threads = threads.min(steps.len()).max(1);
    let next = AtomicUsize::new(0);
    let work = || -> Result<G, Doubt> {
        let mut gathered = begin();
        while let Some(step) = steps.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut rows = step.iter().cloned();
            // One doubt is enough: nobody needs to go on.
            rows.try_for_each(|rows| each(&mut gathered, rows))
                .inspect_err(|_| next.store(steps.len(), Ordering::Relaxed))?;
        }
        Ok(gathered)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map_while(|_| workers::spawn(scope, work).ok()).collect();
        let mut all = vec![work()];
        // A thread that died is an index that does not hang together.
        all.extend(others.into_iter().map(|other| other.join().unwrap_or(Err(Doubt::Shape))));
        all.into_iter().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_once_and_each_threads_in_order() {
        for (ranges, rows) in [(vec![0..10, 10..3000, 5000..5001], 3001), (vec![7..FEW, FEW..3 * FEW + 5], 3 * FEW - 2)]
        {
            let gathered = through(&ranges, Vec::new, |all, rows| {
                all.extend(rows);
                Ok(())
            });
            let gathered: Vec<Vec<usize>> = gathered.expect("no doubt");
            assert!(gathered.iter().all(|part| part.is_sorted()));
            let mut all = gathered.concat();
            all.sort_unstable();
            assert_eq!(all.len(), rows);
            assert_eq!(all, ranges.into_iter().flatten().collect::<Vec<_>>());
        }
        let all = 0..4 * FEW;
        let doubt = through(
            std::slice::from_ref(&all),
            || (),
            |(), rows| if rows.start == 2 * FEW { Err(Doubt::Sum) } else { Ok(()) },
        );
        assert_eq!(doubt.err(), Some(Doubt::Sum));
    }
}
