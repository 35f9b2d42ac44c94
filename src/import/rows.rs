//! The rows of a file, in order or at a given position; one row is in memory.
//!
//! Invariant: cells are parsed as bytes and decoded afterwards: no byte of a GB18030 character is a comma, a quotation mark or a line
//! end. The line number of a row is the one that an editor shows.

use super::problem::{FileError, RowProblem};
use super::source::{BOM, Encoding, Source, full};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Maximum length of a row in bytes: an unclosed quotation mark would otherwise swallow the rest of the file.
const LONGEST: usize = 16 << 20;
const BUFFER: usize = 1 << 16;
/// Bytes to read when rows are read out of order; most of a large buffer would be read in vain.
const LITTLE: usize = 1 << 12;

/// A header.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// The columns' names.
    pub(super) names: Vec<String>,
    /// Offset after it, and the line that begins there.
    pub(super) end: u64,
    pub(super) line: u64,
    pub(super) delimiter: u8,
}

/// The position of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowAt {
    /// Its first line, from 1.
    pub(super) line: u64,
    /// Offset of its first byte.
    pub(super) start: u64,
    /// Offset after its last byte.
    pub(super) end: u64,
}

/// The cells of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceRow {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
}

impl SourceRow {
    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all cells.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The cell at an index.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..*self.ends.get(index)?)
    }

    /// All cells.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    #[cfg(test)]
    pub(super) fn of(cells: &[&str]) -> Self {
        let mut record = Self::default();
        for cell in cells {
            record.text.push_str(cell);
            record.ends.push(record.text.len());
        }
        record
    }
}

/// The rows of a file.
pub(super) struct SourceRows {
    file: File,
    core: Reader,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were filled from the file, and how many of those were consumed.
    filled: usize,
    taken: usize,
    /// Offset of the buffer in the file.
    offset: u64,
    line: u64,
    encoding: Encoding,
    delimiter: u8,
    bytes: u64,
    /// Rows begin with their numbers.
    numbered: bool,
    pub(super) header: Vec<String>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    record: SourceRow,
}

impl SourceRows {
    /// The rows below the header.
    pub(super) fn open(source: &Source, header: &Header) -> Result<Self, FileError> {
        let mut rows = Self::begin(source, header.delimiter)?;
        rows.go_to(header.line, header.end, BUFFER)?;
        rows.header.clone_from(&header.names);
        Ok(rows)
    }

    /// All rows.
    pub(super) fn begin(source: &Source, delimiter: u8) -> Result<Self, FileError> {
        let mut rows = Self {
            file: source.rewound()?,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            buffer: vec![0; BUFFER],
            filled: 0,
            taken: 0,
            offset: 0,
            line: 1,
            encoding: source.encoding,
            delimiter,
            bytes: source.bytes,
            numbered: source.numbered,
            header: Vec::new(),
            cells: vec![0; 1 << 10],
            ends: vec![0; 64],
            record: SourceRow::default(),
        };
        rows.fill(BUFFER)?;
        if rows.buffer[..rows.filled].starts_with(BOM) {
            rows.taken = BOM.len();
        }
        Ok(rows)
    }

    /// The line that comes next.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next row that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<RowAt>, FileError> {
        loop {
            if !self.skip_line_ends()? {
                return Ok(None);
            }
            let (line, start) = (self.line, self.place());
            let ends = self.parse(line, start)?;
            self.decode(ends)?;
            let line = if self.numbered { self.take_number() } else { line };
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(RowAt { line, start, end: self.place() }));
            }
        }
    }

    /// Takes the number of the row out of its first cell.
    fn take_number(&mut self) -> u64 {
        let Some(end) = self.record.ends.first().copied() else { return 0 };
        let number = self.record.text[..end].parse().unwrap_or(0);
        self.record.text.drain(..end);
        self.record.ends.remove(0);
        self.record.ends.iter_mut().for_each(|at| *at -= end);
        number
    }

    fn place(&self) -> u64 {
        self.offset + self.taken as u64
    }

    /// Refills the (consumed) buffer from the file.
    fn fill(&mut self, most: usize) -> Result<bool, FileError> {
        self.offset += self.filled as u64;
        (self.filled, self.taken) = (full(&mut self.file, &mut self.buffer[..most])?, 0);
        Ok(self.filled > 0)
    }

    /// Skips line ends; false at the end of the file.
    fn skip_line_ends(&mut self) -> Result<bool, FileError> {
        loop {
            while let Some(byte) = self.buffer[self.taken..self.filled].first() {
                match byte {
                    b'\n' => self.line += 1,
                    b'\r' => {}
                    _ => return Ok(true),
                }
                self.taken += 1;
            }
            if !self.fill(BUFFER)? {
                return Ok(false);
            }
        }
    }

    /// Parses one row; returns the number of its cells.
    fn parse(&mut self, line: u64, start: u64) -> Result<usize, FileError> {
        let (mut written, mut ended) = (0, 0);
        loop {
            let input = &self.buffer[self.taken..self.filled];
            let (result, read, out, ends) =
                self.core.read_record(input, &mut self.cells[written..], &mut self.ends[ended..]);
            self.line += memchr::memchr_iter(b'\n', &input[..read]).count() as u64;
            (self.taken, written, ended) = (self.taken + read, written + out, ended + ends);
            match result {
                ReadRecordResult::InputEmpty if self.place() > start + LONGEST as u64 => {
                    return Err(FileError::Endless { line });
                }
                // At the end of the file the parser is given an empty input.
                ReadRecordResult::InputEmpty => drop(self.fill(BUFFER)?),
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(ended),
            }
        }
    }

    fn decode(&mut self, cells: usize) -> Result<(), FileError> {
        self.record.text.clear();
        self.record.ends.clear();
        if self.encoding == Encoding::Gb18030 {
            let mut start = 0;
            for end in &self.ends[..cells] {
                let cell = encoding_rs::GB18030.decode_without_bom_handling(&self.cells[start..*end]).0;
                self.record.text.push_str(&cell);
                self.record.ends.push(self.record.text.len());
                start = *end;
            }
            return Ok(());
        }
        let all = self.ends[..cells].last().copied().unwrap_or(0);
        // The whole file was valid UTF-8 when it was checked, so it has changed since.
        let text = std::str::from_utf8(&self.cells[..all]).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        self.record.text.push_str(text);
        self.record.ends.extend(&self.ends[..cells]);
        Ok(())
    }

    /// Seeks to a row and reads it.
    pub(super) fn seek(&mut self, line: u64, start: u64) -> Result<RowAt, FileError> {
        let held = self.offset..self.offset + self.filled as u64;
        let near = start > held.start && start < held.end + BUFFER as u64;
        self.go_to(line, start, if near { BUFFER } else { LITTLE })?;
        // The row was there in the first pass, so the file has changed since.
        self.next()?.ok_or_else(|| FileError::Io(io::ErrorKind::UnexpectedEof.into()))
    }

    fn go_to(&mut self, line: u64, start: u64, most: usize) -> Result<(), FileError> {
        let held = self.offset..self.offset + self.filled as u64;
        if held.contains(&start) {
            self.taken = usize::try_from(start - self.offset).unwrap_or(0);
        } else {
            self.file.seek(SeekFrom::Start(start))?;
            (self.offset, self.filled) = (start, 0);
            self.fill(most)?;
        }
        self.core.reset();
        self.line = line;
        Ok(())
    }

    /// The row read last.
    pub(super) fn record(&self) -> &SourceRow {
        &self.record
    }

    /// Swaps the current row with another record, to reuse its memory.
    pub(super) fn swap_record(&mut self, other: &mut SourceRow) {
        std::mem::swap(&mut self.record, other);
    }

    /// The problem of the row read last, independent of the map.
    pub(super) fn fault(&self, at: RowAt) -> Result<Option<RowProblem>, FileError> {
        if self.numbered {
            let beyond: Vec<String> = self.record.iter().skip(self.header.len()).map(Into::into).collect();
            let found = self.record.len();
            let has_more = beyond.iter().any(|cell| !cell.trim().is_empty());
            return Ok(has_more.then(|| RowProblem::Ragged { found, header: self.header.len(), beyond }));
        }
        // After the last row there is at most a line end.
        if at.end + 2 >= self.bytes && self.is_unclosed(at)? {
            return Ok(Some(RowProblem::Unclosed));
        }
        let (found, header) = (self.record.len(), self.header.len());
        let beyond = || self.record.iter().skip(header).map(Into::into).collect();
        Ok((found != header).then(|| RowProblem::Ragged { found, header, beyond: beyond() }))
    }

    /// Whether the file ends inside a quotation.
    fn is_unclosed(&self, at: RowAt) -> Result<bool, FileError> {
        let mut file = self.file.try_clone()?;
        let back = file.stream_position()?;
        file.seek(SeekFrom::Start(at.start))?;
        let mut bytes = Vec::new();
        file.by_ref().take(LONGEST as u64 + 2).read_to_end(&mut bytes)?;
        // Both handles share one file position.
        file.seek(SeekFrom::Start(back))?;
        let (mut quoted, mut fresh) = (false, true);
        let mut rest = bytes.iter().peekable();
        while let Some(byte) = rest.next() {
            match byte {
                b'"' if quoted && rest.peek() == Some(&&b'"') => drop(rest.next()),
                b'"' if quoted => quoted = false,
                b'"' if fresh => quoted = true,
                _ => {}
            }
            fresh = !quoted && (*byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
        }
        Ok(quoted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Source, SourceRows) {
        let source = Source::of_text(bytes);
        let mut rows = SourceRows::begin(&source, b',').expect("rows");
        rows.next().expect("reads");
        rows.header = rows.record.iter().map(Into::into).collect();
        (source, rows)
    }

    fn all(bytes: &[u8]) -> Vec<(u64, Vec<String>, bool)> {
        let (_source, mut rows) = rows(bytes);
        let mut all = Vec::new();
        while let Some(at) = rows.next().expect("reads") {
            let fault = rows.fault(at).expect("reads").is_some();
            all.push((at.line, rows.record().iter().map(Into::into).collect(), fault));
        }
        all
    }

    #[test]
    fn line_numbers_are_those_of_an_editor() {
        let lines = |text: &str| all(text.as_bytes()).into_iter().map(|(line, ..)| line).collect::<Vec<_>>();
        assert_eq!(lines("a,b\n1,2\n\"x\ny\",4\n5,6\n"), [2, 3, 5]);
        assert_eq!(lines("a,b\r\n1,2\r\n\"x\r\ny\",4\r\n5,6"), [2, 3, 5]);
        assert_eq!(lines("a,b\n1,2\n\n\n , \n5,6\n"), [2, 6]);
        assert_eq!(lines("a,b\r\n1,2\r\n\r\n\r\n5,6\r\n"), [2, 5]);
        assert_eq!(lines("\u{feff}\na,b\n\n1,2\n"), [4]);
    }

    #[test]
    fn a_ragged_or_unclosed_row_is_reported() {
        let faults = |text: &str| all(text.as_bytes()).into_iter().map(|(.., fault)| fault).collect::<Vec<_>>();
        assert_eq!(faults("a,b\n1,2\n1\n1,2,3\n\"1\",\"2\"\n"), [false, true, true, false]);
        assert_eq!(faults("a,b\n1,2\n3,\"half"), [false, true]);
        assert_eq!(faults("a,b\n1,2\n3,\"half\n4,5\n"), [false, true]);
        assert_eq!(faults("a,b\n3,\"he said \"\"no\"\"\"\n"), [false]);
        assert_eq!(faults("a,b\n3,5\" pipe"), [false]);
    }

    #[test]
    fn gb18030_cells_are_parsed_before_decoding() {
        let text = "编号,标题\n1,\"柜台,\"\"态度\"\"\"\n2,𠀀€\n";
        let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
        let cells: Vec<Vec<String>> = all(&bytes).into_iter().map(|(_, cells, _)| cells).collect();
        assert_eq!(cells, [["1", "柜台,\"态度\""], ["2", "𠀀€"]]);
    }

    #[test]
    fn rows_can_be_read_in_any_order() {
        let (_source, mut rows) = rows("\u{feff}a,b\r\n1,x\r\n2,\"y\r\nz\"\r\n3,w\r\n".as_bytes());
        let first = |rows: &SourceRows| rows.record().get(0).unwrap_or_default().to_string();
        let mut places = Vec::new();
        while let Some(at) = rows.next().expect("reads") {
            places.push((at, first(&rows)));
        }
        for (at, cell) in places.iter().rev().chain(&places) {
            rows.seek(at.line, at.start).expect("seeks");
            assert_eq!(first(&rows), *cell);
        }
    }

    #[test]
    fn an_unclosed_quotation_mark_fails_at_the_length_limit() {
        let mut text = "a,b\n1,2\n3,\"".to_string();
        text.push_str(&"4,5\n".repeat(6 << 20));
        let (_source, mut rows) = rows(text.as_bytes());
        assert!(matches!(rows.next(), Ok(Some(_))));
        assert!(matches!(rows.next(), Err(FileError::Endless { line: 3 })));
    }
}
