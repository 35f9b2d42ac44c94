//! Scanning an index: queries read rows chunk by chunk, some columns at a time, and on all cores if there are many.
//!
//! Invariant: a chunk's values are used only after the sums of its blocks were checked.

use crate::index::Rejection;
use crate::index::columns::Column;
use crate::index::layout::IndexSection;
use crate::index::open::Index;
use crate::workers;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of rows in a chunk: the values of a four-byte column fill one block.
pub(super) const ROWS: usize = 1024;

/// Fewer rows than this are scanned by one thread: starting others would take longer.
const FEW: usize = if cfg!(test) { 2 * ROWS } else { 64 * ROWS };

/// How many chunks a thread takes at a time. Large enough that two threads rarely need the same block, small enough that no thread waits
/// long for the last one.
const STEP: usize = if cfg!(test) { 1 } else { 16 };

/// A range of rows with the values of some columns.
#[derive(Debug)]
pub(super) struct ColumnChunk<'p> {
    pub(super) index: &'p Index,
    pub(super) rows: Range<usize>,
    columns: [&'p [u8]; Column::ALL.len()],
}

impl<'p> ColumnChunk<'p> {
    /// Some columns of a range of rows.
    pub(super) fn of(index: &'p Index, rows: Range<usize>, columns: &[Column]) -> Result<Self, Rejection> {
        let mut chunk = Self { index, rows, columns: [&[]; Column::ALL.len()] };
        columns.iter().try_for_each(|column| chunk.add(*column))?;
        Ok(chunk)
    }

    /// Adds a column if it is missing.
    pub(super) fn add(&mut self, column: Column) -> Result<(), Rejection> {
        if self.columns[column as usize].is_empty() {
            let width = column.width() as u64;
            let (from, to) = (self.rows.start as u64 * width, self.rows.end as u64 * width);
            self.columns[column as usize] = self.index.part(IndexSection::Column(column), from, to)?;
        }
        Ok(())
    }

    /// The values of a one-byte column; empty if the column was not added.
    pub(super) fn u8s(&self, column: Column) -> &'p [u8] {
        self.columns[column as usize]
    }

    /// The values of a column of codes, or of day numbers.
    pub(super) fn u16s(&self, column: Column) -> impl ExactSizeIterator<Item = u16> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes))
    }

    /// The same values as raw bytes.
    pub(super) fn raws(&self, column: Column) -> &'p [[u8; 2]] {
        self.columns[column as usize].as_chunks().0
    }

    /// The values of a four-byte column.
    pub(super) fn u32s(&self, column: Column) -> impl ExactSizeIterator<Item = u32> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The values of a column of dates.
    pub(super) fn i32s(&self, column: Column) -> impl ExactSizeIterator<Item = i32> + 'p {
        self.u32s(column).map(u32::cast_signed)
    }

    /// The values of an eight-byte column.
    pub(super) fn i64s(&self, column: Column) -> impl ExactSizeIterator<Item = i64> + 'p {
        self.columns[column as usize].as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes))
    }

    /// The case numbers, as raw bytes.
    pub(super) fn numbers(&self) -> &'p [[u8; 4]] {
        self.columns[Column::Number as usize].as_chunks().0
    }

    /// One value of a four-byte column.
    pub(super) fn u32(&self, column: Column, nth: usize) -> Result<u32, Rejection> {
        let all = self.columns[column as usize].as_chunks().0;
        all.get(nth).map(|bytes| u32::from_le_bytes(*bytes)).ok_or(Rejection::Shape)
    }
}

/// The chunks of a range that contain some of the rows, which are sorted.
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

/// Scans ranges of rows chunk by chunk. `begin` creates the state of a thread, `each` adds a chunk to it. Each thread gets its chunks in
/// row order. Returns the states of all threads.
///
/// Threads take the next chunks when they are ready, since the system may delay a new thread for milliseconds, about as long as the whole
/// scan takes.
pub(super) fn through<G: Send>(
    ranges: &[Range<usize>],
    begin: impl Fn() -> G + Sync,
    each: impl Fn(&mut G, Range<usize>) -> Result<(), Rejection> + Sync,
) -> Result<Vec<G>, Rejection> {
    let chunks: Vec<Range<usize>> = ranges
        .iter()
        .flat_map(|range| {
            // Chunks begin at multiples of the chunk size, so that two threads rarely check the sum of the same block.
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
    let work = || -> Result<G, Rejection> {
        let mut gathered = begin();
        while let Some(step) = steps.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut rows = step.iter().cloned();
            // After one doubt the other threads need not continue.
            rows.try_for_each(|rows| each(&mut gathered, rows))
                .inspect_err(|_| next.store(steps.len(), Ordering::Relaxed))?;
        }
        Ok(gathered)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map_while(|_| workers::spawn(scope, work).ok()).collect();
        let mut all = vec![work()];
        // A thread that panicked is reported as an inconsistent index.
        all.extend(others.into_iter().map(|other| other.join().unwrap_or(Err(Rejection::Shape))));
        all.into_iter().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_scanned_once_and_in_order_within_a_thread() {
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
            |(), rows| if rows.start == 2 * FEW { Err(Rejection::Sum) } else { Ok(()) },
        );
        assert_eq!(doubt.err(), Some(Rejection::Sum));
    }
}
