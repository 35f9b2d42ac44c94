//! Writing an index file: its sections grow side by side, and the sum of each block is computed when it is written.

use crate::index::Rejection;
use crate::index::columns::Column;
use crate::index::file::write_at;
use crate::index::layout::{BLOCK, IndexHeader, IndexSection, SECTIONS, SectionSpan, blocks, sum};
use std::fs::File;

/// How many bytes of a section are written at once.
const AT_ONCE: usize = 16 * BLOCK;

/// An index file that is being written.
pub(super) struct SectionWriter {
    file: File,
    parts: Vec<Part>,
    /// The number of the first block after the sections.
    end: u64,
}

/// A section.
struct Part {
    span: SectionSpan,
    written: u64,
    waiting: Vec<u8>,
    /// The sums of its blocks that were written.
    sums: Vec<u64>,
}

/// Some of the sections, to be written by one thread.
pub(super) struct SectionHalf<'s> {
    file: &'s File,
    parts: &'s mut [Part],
    /// The index of the first of them among all sections.
    first: usize,
}

impl SectionWriter {
    /// Reserves space for sections of these lengths in bytes.
    pub(super) fn new(file: File, lengths: &[u64; SECTIONS]) -> Self {
        let (mut parts, mut next) = (Vec::with_capacity(SECTIONS), 1);
        for len in lengths {
            let span = SectionSpan { at: next * BLOCK as u64, len: *len };
            parts.push(Part { span, written: 0, waiting: Vec::new(), sums: Vec::new() });
            next += blocks(*len);
        }
        Self { file, parts, end: next }
    }

    /// Appends to a section.
    pub(super) fn put(&mut self, section: IndexSection, bytes: &[u8]) -> Result<(), Rejection> {
        self.whole().put(section, bytes)
    }

    /// All sections as one part.
    fn whole(&mut self) -> SectionHalf<'_> {
        SectionHalf { file: &self.file, parts: &mut self.parts, first: 0 }
    }

    /// The sections before the titles, and those from the titles on.
    pub(super) fn halves(&mut self) -> [SectionHalf<'_>; 2] {
        let first = IndexSection::Titles.index();
        let (columns, texts) = self.parts.split_at_mut(first);
        [
            SectionHalf { file: &self.file, parts: columns, first: 0 },
            SectionHalf { file: &self.file, parts: texts, first },
        ]
    }

    /// Writes the rest of each section, the sums and the header.
    pub(super) fn finish(mut self) -> Result<File, Rejection> {
        let mut whole = self.whole();
        for index in 0..SECTIONS {
            whole.pad(index)?;
        }
        let bytes = |numbers: &mut dyn Iterator<Item = u64>| {
            let mut bytes: Vec<u8> = numbers.flat_map(u64::to_le_bytes).collect();
            bytes.resize(bytes.len().div_ceil(BLOCK) * BLOCK, 0);
            bytes
        };
        let sums = bytes(&mut self.parts.iter().flat_map(|part| part.sums.iter().copied()));
        let pages: Vec<u64> =
            (self.end..).zip(sums.chunks_exact(BLOCK)).map(|(block, page)| sum(page, block)).collect();
        let top_at = self.end + blocks(sums.len() as u64);
        let top = bytes(&mut pages.iter().copied());
        let top_len = 8 * pages.len() as u64;
        let length = top_at * BLOCK as u64 + top.len() as u64;
        let vouched = usize::try_from(top_len).ok().and_then(|len| top.get(..len)).ok_or(Rejection::Shape)?;
        let top_sum = sum(vouched, 0);
        write_at(&self.file, &sums, self.end * BLOCK as u64)?;
        write_at(&self.file, &top, top_at * BLOCK as u64)?;
        let sections = self.parts.iter().map(|part| part.span).collect();
        let header = IndexHeader { length, sums: self.end, top: top_at, top_len, top_sum, sections };
        write_at(&self.file, &header.bytes(), 0)?;
        Ok(self.file)
    }
}

impl SectionHalf<'_> {
    /// Appends to one of these sections.
    #[inline]
    pub(super) fn put(&mut self, section: IndexSection, bytes: &[u8]) -> Result<(), Rejection> {
        let part =
            section.index().checked_sub(self.first).and_then(|at| self.parts.get_mut(at)).ok_or(Rejection::Shape)?;
        part.put(self.file, bytes)
    }

    /// Appends the bytes of a value to a column. The ends of title and record are taken from the last argument instead.
    #[inline]
    pub(super) fn put_value(
        &mut self,
        column: Column,
        value: &[u8],
        (title, record): (u64, u64),
    ) -> Result<(), Rejection> {
        let section = IndexSection::Column(column);
        match column {
            Column::TitleEnd => self.put(section, &title.to_le_bytes()),
            Column::RecordEnd => self.put(section, &record.to_le_bytes()),
            _ => self.put(section, value),
        }
    }

    /// Ends a section: checks its length and writes its last, padded block.
    fn pad(&mut self, index: usize) -> Result<(), Rejection> {
        let part = &mut self.parts[index];
        if part.written + part.waiting.len() as u64 != part.span.len {
            return Err(Rejection::Shape);
        }
        let padded = part.waiting.len().div_ceil(BLOCK) * BLOCK;
        part.waiting.resize(padded, 0);
        part.flush(self.file)
    }
}

impl Part {
    #[inline]
    fn put(&mut self, file: &File, bytes: &[u8]) -> Result<(), Rejection> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= AT_ONCE { self.flush(file) } else { Ok(()) }
    }

    /// Writes the complete blocks that are buffered.
    fn flush(&mut self, file: &File) -> Result<(), Rejection> {
        let whole = self.waiting.len() / BLOCK * BLOCK;
        let at = self.span.at + self.written;
        write_at(file, &self.waiting[..whole], at)?;
        let first = at / BLOCK as u64;
        let blocks = (first..).zip(self.waiting[..whole].chunks_exact(BLOCK));
        self.sums.extend(blocks.map(|(block, bytes)| sum(bytes, block)));
        self.waiting.drain(..whole);
        self.written += whole as u64;
        Ok(())
    }
}
