//! A file's rows, one after the other or at a given place; in memory is one.
//!
//! Invariant: cells are parsed as bytes and decoded after: no byte of a GB18030 character is a comma, a quotation mark or a
//! line's end. A row's line is the one that an editor shows.

use super::problem::{FileError, Problem};
use super::source::Encoding;
use super::source::{BOM, Source, full};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// The longest row: a quotation mark that is not closed swallows the rest of a file.
const LONGEST: usize = 16 << 20;
const BUFFER: usize = 1 << 16;
/// Where rows are read out of order, most of a large buffer would be read for nothing.
const LITTLE: usize = 1 << 12;

/// Where a row lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowAt {
    /// Its first line, from 1.
    pub(super) line: u64,
    /// Its first byte.
    pub(super) start: u64,
    /// The byte after it.
    pub(super) end: u64,
}

/// A row's cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Record {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all cells.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A cell.
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
pub(super) struct Rows {
    file: File,
    core: Reader,
    buffer: Vec<u8>,
    /// What of the buffer was read from the file, and of that, what was taken.
    filled: usize,
    taken: usize,
    /// Where the buffer begins in the file.
    offset: u64,
    line: u64,
    encoding: Encoding,
    delimiter: u8,
    bytes: u64,
    pub(super) header: Vec<String>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    record: Record,
}

impl Rows {
    /// Reads the header.
    pub(super) fn open(source: &Source, delimiter: u8) -> Result<Self, FileError> {
        let mut rows = Self {
            file: File::open(&source.path)?,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            buffer: vec![0; BUFFER],
            filled: 0,
            taken: 0,
            offset: 0,
            line: 1,
            encoding: source.encoding,
            delimiter,
            bytes: source.bytes,
            header: Vec::new(),
            cells: vec![0; 1 << 10],
            ends: vec![0; 64],
            record: Record::default(),
        };
        rows.fill(BUFFER)?;
        if rows.buffer[..rows.filled].starts_with(BOM) {
            rows.taken = BOM.len();
        }
        if rows.next()?.is_none() {
            return Err(FileError::Empty);
        }
        rows.header = rows.record.iter().map(|h| h.trim().to_string()).collect();
        Ok(rows)
    }

    /// Reads the next row that has anything in it.
    pub(super) fn next(&mut self) -> Result<Option<RowAt>, FileError> {
        loop {
            if !self.skip_line_ends()? {
                return Ok(None);
            }
            let (line, start) = (self.line, self.place());
            let ends = self.parse(line, start)?;
            self.decode(ends)?;
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(RowAt { line, start, end: self.place() }));
            }
        }
    }

    fn place(&self) -> u64 {
        self.offset + self.taken as u64
    }

    /// Reads more of the file into the (used up) buffer.
    fn fill(&mut self, most: usize) -> Result<bool, FileError> {
        self.offset += self.filled as u64;
        (self.filled, self.taken) = (full(&mut self.file, &mut self.buffer[..most])?, 0);
        Ok(self.filled > 0)
    }

    /// Goes to the next row's first byte, if there is one.
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

    /// Reads one row's cells; gives how many there are.
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
                // At the end an empty input says so.
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
        // The whole file was UTF-8 when it was looked through: then it has changed since.
        let text = std::str::from_utf8(&self.cells[..all]).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        self.record.text.push_str(text);
        self.record.ends.extend(&self.ends[..cells]);
        Ok(())
    }

    /// Goes to a row and reads it.
    pub(super) fn seek(&mut self, line: u64, start: u64) -> Result<RowAt, FileError> {
        let held = self.offset..self.offset + self.filled as u64;
        if held.contains(&start) {
            self.taken = usize::try_from(start - self.offset).unwrap_or(0);
        } else {
            self.file.seek(SeekFrom::Start(start))?;
            (self.offset, self.filled) = (start, 0);
            self.fill(if start > held.start && start < held.end + BUFFER as u64 { BUFFER } else { LITTLE })?;
        }
        self.core.reset();
        self.line = line;
        // It was there before: then the file has changed since.
        self.next()?.ok_or_else(|| FileError::Io(io::ErrorKind::UnexpectedEof.into()))
    }

    /// The row that was read.
    pub(super) fn record(&self) -> &Record {
        &self.record
    }

    /// Gives the row away, for the room of another.
    pub(super) fn swap_record(&mut self, other: &mut Record) {
        std::mem::swap(&mut self.record, other);
    }

    /// What is wrong with the row that was read, whatever the map says.
    pub(super) fn fault(&self, at: RowAt) -> Result<Option<Problem>, FileError> {
        // Whatever follows the last row is the end of its line.
        if at.end + 2 >= self.bytes && self.is_unclosed(at)? {
            return Ok(Some(Problem::Unclosed));
        }
        let (found, header) = (self.record.len(), self.header.len());
        let beyond = || self.record.iter().skip(header).map(Into::into).collect();
        Ok((found != header).then(|| Problem::Ragged { found, header, beyond: beyond() }))
    }

    /// Whether the file ends inside of quotation marks.
    fn is_unclosed(&self, at: RowAt) -> Result<bool, FileError> {
        let mut file = self.file.try_clone()?;
        let back = file.stream_position()?;
        file.seek(SeekFrom::Start(at.start))?;
        let mut bytes = Vec::new();
        file.by_ref().take(LONGEST as u64 + 2).read_to_end(&mut bytes)?;
        // Both handles have one position.
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

    fn rows(bytes: &[u8]) -> (tempfile::TempDir, Rows) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.csv");
        std::fs::write(&path, bytes).expect("writes");
        let source = Source::open(&path, Encoding::Auto).expect("text");
        let rows = Rows::open(&source, b',').expect("a header");
        (dir, rows)
    }

    fn all(bytes: &[u8]) -> Vec<(u64, Vec<String>, bool)> {
        let (_dir, mut rows) = rows(bytes);
        let mut all = Vec::new();
        while let Some(at) = rows.next().expect("reads") {
            let fault = rows.fault(at).expect("reads").is_some();
            all.push((at.line, rows.record().iter().map(Into::into).collect(), fault));
        }
        all
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        let lines = |text: &str| all(text.as_bytes()).into_iter().map(|(line, ..)| line).collect::<Vec<_>>();
        assert_eq!(lines("a,b\n1,2\n\"x\ny\",4\n5,6\n"), [2, 3, 5]);
        assert_eq!(lines("a,b\r\n1,2\r\n\"x\r\ny\",4\r\n5,6"), [2, 3, 5]);
        assert_eq!(lines("a,b\n1,2\n\n\n , \n5,6\n"), [2, 6]);
        assert_eq!(lines("a,b\r\n1,2\r\n\r\n\r\n5,6\r\n"), [2, 5]);
        assert_eq!(lines("\u{feff}\na,b\n\n1,2\n"), [4]);
    }

    #[test]
    fn a_row_that_is_no_row_is_a_fault() {
        let faults = |text: &str| all(text.as_bytes()).into_iter().map(|(.., fault)| fault).collect::<Vec<_>>();
        assert_eq!(faults("a,b\n1,2\n1\n1,2,3\n\"1\",\"2\"\n"), [false, true, true, false]);
        assert_eq!(faults("a,b\n1,2\n3,\"half"), [false, true]);
        assert_eq!(faults("a,b\n1,2\n3,\"half\n4,5\n"), [false, true]);
        assert_eq!(faults("a,b\n3,\"he said \"\"no\"\"\"\n"), [false]);
        assert_eq!(faults("a,b\n3,5\" pipe"), [false]);
    }

    #[test]
    fn gb18030_is_parsed_before_it_is_decoded() {
        let text = "编号,标题\n1,\"柜台,\"\"态度\"\"\"\n2,𠀀€\n";
        let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
        let cells: Vec<Vec<String>> = all(&bytes).into_iter().map(|(_, cells, _)| cells).collect();
        assert_eq!(cells, [["1", "柜台,\"态度\""], ["2", "𠀀€"]]);
    }

    #[test]
    fn rows_can_be_read_in_any_order() {
        let (_dir, mut rows) = rows("\u{feff}a,b\r\n1,x\r\n2,\"y\r\nz\"\r\n3,w\r\n".as_bytes());
        let first = |rows: &Rows| rows.record().get(0).unwrap_or_default().to_string();
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
    fn a_quotation_mark_that_swallows_a_file_is_found_before_memory_is_full() {
        let mut text = "a,b\n1,2\n3,\"".to_string();
        text.push_str(&"4,5\n".repeat(6 << 20));
        let (_dir, mut rows) = rows(text.as_bytes());
        assert!(matches!(rows.next(), Ok(Some(_))));
        assert!(matches!(rows.next(), Err(FileError::Endless { line: 3 })));
    }
}
