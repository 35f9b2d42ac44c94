//! The spill file: cases that wait on disk while an index is built, so that memory does not grow with their number.

#![allow(clippy::cast_possible_truncation, reason = "lengths of one case, which was in memory")]

use crate::index::Rejection;
use crate::index::columns::Row;
use crate::index::file::{read_at, write_at};
use crate::index::record::CaseRecord;
use crate::index::strings::{Interner, Lookup};
use std::fs::File;

/// How many bytes are written at once.
const CHUNK: usize = if cfg!(test) { 700 } else { 1 << 20 };
/// About how many bytes a reader of all cases holds in memory, and the most and the least per run.
const AHEAD: usize = 8 << 20;
const MOST: usize = if cfg!(test) { 500 } else { 256 << 10 };
const LEAST: usize = if cfg!(test) { 500 } else { 8 << 10 };

/// The place of a case in the spill file, in fourteen bytes: as many of these are in memory as there are cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SpillPlace {
    at: [u16; 3],
    title: [u16; 2],
    record: [u16; 2],
}

/// The spill file for writing. Each case is stored as row, title, record. Cases come in runs, and are sorted within a run.
#[derive(Debug)]
pub(super) struct SpillFile {
    file: File,
    /// The start of each run.
    runs: Vec<u64>,
    written: u64,
    waiting: Vec<u8>,
    record: Vec<u8>,
}

/// Reads single cases back from the spill file, in another thread than the one that writes.
#[derive(Debug)]
pub(super) struct Back {
    file: File,
    buffer: Vec<u8>,
}

/// A case as it will be in the index file.
pub(super) struct Laid<'a> {
    /// The bytes of [`Row::write`].
    pub(super) row: &'a [u8],
    pub(super) title: &'a [u8],
    pub(super) record: &'a [u8],
}

impl SpillPlace {
    pub(super) fn at(at: u64, title: u32, record: u32) -> Self {
        // Files are shorter than 2^48 bytes.
        let part = |of: u64, nth: u32| (of >> (16 * nth) & 0xffff) as u16;
        let pair = |of: u32| [part(of.into(), 0), part(of.into(), 1)];
        Self { at: [part(at, 0), part(at, 1), part(at, 2)], title: pair(title), record: pair(record) }
    }

    fn place(self) -> u64 {
        whole(&self.at)
    }

    pub(super) fn title_len(self) -> u64 {
        whole(&self.title)
    }

    pub(super) fn record_len(self) -> u64 {
        whole(&self.record)
    }

    fn len(self) -> usize {
        Row::BYTES + (self.title_len() + self.record_len()) as usize
    }
}

/// The number that some parts make, the lowest part first.
fn whole(parts: &[u16]) -> u64 {
    parts.iter().rev().fold(0, |number, part| number << 16 | u64::from(*part))
}

impl SpillFile {
    pub(super) fn new(file: File) -> Self {
        Self { file, runs: vec![0], written: 0, waiting: Vec::new(), record: Vec::new() }
    }

    /// A reader for single cases.
    pub(super) fn back(&self) -> Result<Back, Rejection> {
        Ok(Back { file: self.file.try_clone().map_err(Rejection::io)?, buffer: Vec::new() })
    }

    /// Begins a new run.
    pub(super) fn run(&mut self) {
        self.runs.push(self.written + self.waiting.len() as u64);
    }

    /// The number of runs.
    pub(super) fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Appends a case.
    pub(super) fn put(&mut self, record: &CaseRecord, strings: &mut Interner) -> Result<SpillPlace, Rejection> {
        let row = Row::of(&record.case, strings);
        let bytes = record.pack(std::mem::take(&mut self.record), strings);
        let title = record.case.title.as_deref().unwrap_or_default();
        let at = self.written + self.waiting.len() as u64;
        row.write(&mut self.waiting);
        self.waiting.extend_from_slice(title.as_bytes());
        self.waiting.extend_from_slice(&bytes);
        let len = |len: usize| u32::try_from(len).map_err(|_| Rejection::Shape);
        let staged = SpillPlace::at(at, len(title.len())?, len(bytes.len())?);
        self.record = bytes;
        if self.waiting.len() >= CHUNK {
            self.flush()?;
        }
        Ok(staged)
    }

    /// Ends writing; all cases can now be read in order.
    pub(super) fn done(mut self) -> Result<StoredRun, Rejection> {
        self.flush()?;
        self.runs.dedup();
        Ok(StoredRun { file: self.file, runs: self.runs, end: self.written })
    }

    /// Writes everything that is buffered, so that it can be read back.
    pub(super) fn flush(&mut self) -> Result<(), Rejection> {
        write_at(&self.file, &self.waiting, self.written)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }
}

impl Back {
    /// Reads a case back. Its load must have been flushed.
    pub(super) fn record(&mut self, staged: SpillPlace, strings: &dyn Lookup) -> Result<CaseRecord, Rejection> {
        self.buffer.resize(staged.len(), 0);
        read_at(&self.file, &mut self.buffer, staged.place())?;
        let laid = Laid::split(&self.buffer, staged)?;
        let title = std::str::from_utf8(laid.title).map_err(|_| Rejection::Shape)?;
        CaseRecord::unpack(laid.record, title, strings).ok_or(Rejection::Shape)
    }
}

/// A finished spill file.
#[derive(Debug)]
pub(super) struct StoredRun {
    file: File,
    runs: Vec<u64>,
    end: u64,
}

/// Reads all cases in ascending order, which is the order of every run: of each run the next part is held in memory.
pub(super) struct SpillReader<'s> {
    stored: &'s StoredRun,
    /// For each run the offset of its part, and the part.
    parts: Vec<(u64, Vec<u8>)>,
    size: usize,
}

impl StoredRun {
    /// A reader from the beginning.
    pub(super) fn reader(&self) -> SpillReader<'_> {
        let size = (AHEAD / self.runs.len()).clamp(LEAST, MOST);
        SpillReader { stored: self, parts: vec![(0, Vec::new()); self.runs.len()], size }
    }

    fn fill(&self, at: u64, into: &mut [u8]) -> Result<(), Rejection> {
        read_at(&self.file, into, at)
    }
}

impl SpillReader<'_> {
    /// The next case of a run.
    pub(super) fn get(&mut self, staged: SpillPlace) -> Result<Laid<'_>, Rejection> {
        let run = self.stored.runs.partition_point(|start| *start <= staged.place());
        let (start, part) = run.checked_sub(1).and_then(|run| self.parts.get_mut(run)).ok_or(Rejection::Shape)?;
        let has = |start: u64, part: &[u8]| {
            let from = usize::try_from(staged.place().checked_sub(start)?).ok()?;
            let to = from.checked_add(staged.len())?;
            (to <= part.len()).then_some(from..to)
        };
        if has(*start, part).is_none() {
            let end = self.stored.runs.get(run).copied().unwrap_or(self.stored.end);
            let left = usize::try_from(end.saturating_sub(staged.place())).map_err(|_| Rejection::Shape)?;
            part.resize(self.size.max(staged.len()).min(left), 0);
            *start = staged.place();
            self.stored.fill(staged.place(), part)?;
        }
        let found = has(*start, part).ok_or(Rejection::Shape)?;
        Laid::split(&part[found], staged)
    }
}

impl<'a> Laid<'a> {
    fn split(bytes: &'a [u8], staged: SpillPlace) -> Result<Self, Rejection> {
        let (row, rest) = bytes.split_at_checked(Row::BYTES).ok_or(Rejection::Shape)?;
        let (title, record) = rest.split_at_checked(staged.title_len() as usize).ok_or(Rejection::Shape)?;
        Ok(Self { row, title, record })
    }
}
