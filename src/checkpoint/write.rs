//! Writing the file: sections grow side by side, and every block's sum is taken as it goes out.

use crate::checkpoint::Doubt;
use crate::checkpoint::layout::{BLOCK, Header, SECTIONS, Section, Span, blocks, sum};
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};

/// So many blocks of a section go out at once.
const AT_ONCE: usize = 16 * BLOCK;

/// A file that is being written.
pub(super) struct Sheet {
    file: File,
    spans: Vec<Span>,
    /// Of each section: how much of it is written, and what waits.
    parts: Vec<(u64, Vec<u8>)>,
    /// The sum of each block from 1 on.
    sums: Vec<u64>,
    /// The first block after the sections.
    end: u64,
}

impl Sheet {
    /// Lays out sections of these lengths.
    pub(super) fn new(file: File, lengths: &[u64; SECTIONS]) -> Self {
        let (mut spans, mut next) = (Vec::with_capacity(SECTIONS), 1);
        for len in lengths {
            spans.push(Span { at: next * BLOCK as u64, len: *len });
            next += blocks(*len);
        }
        let sums = vec![0; usize::try_from(next - 1).unwrap_or(0)];
        Self { file, spans, parts: vec![(0, Vec::new()); SECTIONS], sums, end: next }
    }

    /// Appends to a section.
    pub(super) fn put(&mut self, section: Section, bytes: &[u8]) -> Result<(), Doubt> {
        self.put_at(section.index(), bytes)
    }

    /// The same by the section's place among all.
    pub(super) fn put_at(&mut self, index: usize, bytes: &[u8]) -> Result<(), Doubt> {
        self.parts[index].1.extend_from_slice(bytes);
        if self.parts[index].1.len() >= AT_ONCE { self.flush(index) } else { Ok(()) }
    }

    /// Writes the whole blocks that wait.
    fn flush(&mut self, index: usize) -> Result<(), Doubt> {
        let (written, mut waiting) = std::mem::take(&mut self.parts[index]);
        let whole = waiting.len() / BLOCK * BLOCK;
        let at = self.spans[index].at + written;
        self.write(at, &waiting[..whole])?;
        let first = at / BLOCK as u64;
        for (block, bytes) in (first..).zip(waiting[..whole].chunks_exact(BLOCK)) {
            let place = usize::try_from(block - 1).ok().and_then(|i| self.sums.get_mut(i)).ok_or(Doubt::Shape)?;
            *place = sum(bytes, block);
        }
        waiting.drain(..whole);
        self.parts[index] = (written + whole as u64, waiting);
        Ok(())
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), Doubt> {
        self.file.seek(SeekFrom::Start(at)).map_err(Doubt::io)?;
        self.file.write_all(bytes).map_err(Doubt::io)
    }

    /// Writes the rest, the sums and the header.
    pub(super) fn finish(mut self) -> Result<File, Doubt> {
        for index in 0..SECTIONS {
            let (written, waiting) = &mut self.parts[index];
            if *written + waiting.len() as u64 != self.spans[index].len {
                return Err(Doubt::Shape);
            }
            let padded = waiting.len().div_ceil(BLOCK) * BLOCK;
            waiting.resize(padded, 0);
            self.flush(index)?;
        }
        let bytes = |numbers: &[u64]| {
            let mut bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
            bytes.resize(bytes.len().div_ceil(BLOCK) * BLOCK, 0);
            bytes
        };
        let sums = bytes(&self.sums);
        let pages: Vec<u64> =
            (self.end..).zip(sums.chunks_exact(BLOCK)).map(|(block, page)| sum(page, block)).collect();
        let top_at = self.end + blocks(sums.len() as u64);
        let top = bytes(&pages);
        let top_len = 8 * pages.len() as u64;
        let length = top_at * BLOCK as u64 + top.len() as u64;
        let vouched = usize::try_from(top_len).ok().and_then(|len| top.get(..len)).ok_or(Doubt::Shape)?;
        let top_sum = sum(vouched, 0);
        self.write(self.end * BLOCK as u64, &sums)?;
        self.write(top_at * BLOCK as u64, &top)?;
        let sections = std::mem::take(&mut self.spans);
        let header = Header { length, sums: self.end, top: top_at, top_len, top_sum, sections };
        self.write(0, &header.bytes())?;
        Ok(self.file)
    }
}
