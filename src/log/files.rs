//! Listing writers and segments, and reading the last lines of a file without reading all of it.

use super::Log;
use super::check::{LineSpan, lines};
use super::disk::{DiskFile, Open, read_into, read_range};
use super::error::{AtPath, LogError, Operation};
use super::finding::{Finding, FindingKind};
use super::hash;
use super::layout::{SegmentName, WriterName};
use super::line::{self, Line};
use memchr::memmem;
use std::io;
use std::path::Path;

/// How many bytes the first read from a file's end takes.
const FIRST_LOOK: u64 = 16 << 10;

/// A file opened for reading, and its length at that time.
pub(crate) type Opened = (Box<dyn DiskFile>, u64);

impl Log {
    /// The names in a folder, in no order; empty if the folder does not exist.
    pub(crate) fn names(&self, folder: &Path) -> Result<Vec<String>, LogError> {
        match self.disk.list(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            names => names.at(Operation::List, folder),
        }
    }

    /// The names in a folder, sorted.
    pub(crate) fn sorted_names(&self, folder: &Path) -> Result<Vec<String>, LogError> {
        let mut names = self.names(folder)?;
        names.sort_unstable();
        Ok(names)
    }

    /// All writers that have a folder, sorted.
    ///
    /// # Errors
    /// When `log/` cannot be listed.
    pub fn writers(&self) -> Result<Vec<WriterName>, LogError> {
        let names = self.names(&self.layout.log())?;
        let mut writers: Vec<_> = names.iter().filter_map(|name| WriterName::parse(name)).collect();
        writers.sort_unstable();
        Ok(writers)
    }

    /// A writer's segments, by number.
    ///
    /// # Errors
    /// When its folder cannot be listed, or two segments have one number.
    pub fn segments(&self, writer: WriterName) -> Result<Vec<SegmentName>, LogError> {
        let segments = self.segments_in(&self.layout.folder(writer))?;
        match segments.windows(2).find(|pair| pair[0].number() == pair[1].number()) {
            None => Ok(segments),
            Some(pair) => {
                let kind = FindingKind::SegmentTwice { number: pair[0].number() };
                Err(LogError::Damaged(Box::new(Finding::damage(self.layout.segment(writer, pair[1]), 0, kind))))
            }
        }
    }

    /// The segments in a folder, by number.
    pub(crate) fn segments_in(&self, folder: &Path) -> Result<Vec<SegmentName>, LogError> {
        let names = self.names(folder)?;
        let mut segments: Vec<_> = names.iter().filter_map(|name| SegmentName::of_file(name)).collect();
        segments.sort_unstable();
        Ok(segments)
    }

    /// A file and its length; `None` if it does not exist.
    pub(crate) fn open_read(&self, path: &Path) -> Result<Option<Opened>, LogError> {
        let file = match self.disk.open(path, Open::Read) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.at(Operation::Open, path)?,
        };
        let len = file.len().at(Operation::Read, path)?;
        Ok(Some((file, len)))
    }

    /// A file's bytes from an offset on; `None` if the file does not exist.
    pub(crate) fn read_from(&self, path: &Path, offset: u64) -> Result<Option<Vec<u8>>, LogError> {
        let Some((file, len)) = self.open_read(path)? else { return Ok(None) };
        read_range(file.as_ref(), offset, len).at(Operation::Read, path).map(Some)
    }

    /// A whole file's bytes, in a buffer that is reused; empty if the file does not exist.
    pub(crate) fn read_whole<'b>(&self, path: &Path, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], LogError> {
        let Some((file, len)) = self.open_read(path)? else { return Ok(&[]) };
        let filled = read_into(file.as_ref(), 0, len, buffer).at(Operation::Read, path)?;
        Ok(&buffer[..filled])
    }

    /// Calls `each` with the event number and the case name of every `opened` event in a writer's log. Unreadable lines are skipped.
    ///
    /// # Errors
    /// `Io`.
    pub fn each_opened(&self, writer: WriterName, each: &mut dyn FnMut(u64, &[u8])) -> Result<(), LogError> {
        let (opened, case) = (memmem::Finder::new(b"\"opened\":{"), memmem::Finder::new(b"\"case\":\""));
        let mut buffer = Vec::new();
        for segment in self.segments_in(&self.layout.folder(writer))? {
            let bytes = self.read_whole(&self.layout.segment(writer, segment), &mut buffer)?;
            for span in lines(bytes).filter(|span| span.whole) {
                // The case stands before the body, and both stand before any text that a person may have written.
                let Some(at) = opened.find(span.bytes) else { continue };
                let name = case.find(&span.bytes[..at]).map(|at| &span.bytes[at + 8..]);
                let name = name.and_then(|rest| rest.split(|byte| *byte == b'"').next());
                if let (Some(n), Some(name)) = (line::number(span.bytes), name) {
                    each(n, name);
                }
            }
        }
        Ok(())
    }

    /// The greatest event number in a writer's log, from its last line that verifies; 0 if there is none.
    pub(crate) fn greatest(&self, writer: WriterName) -> Result<u64, LogError> {
        let folder = self.layout.folder(writer);
        for segment in self.segments_in(&folder)?.into_iter().rev() {
            let path = self.layout.segment(writer, segment);
            let Some((file, len)) = self.open_read(&path)? else { continue };
            let found = from_end(file.as_ref(), len, |found, _| last_number(found)).at(Operation::Read, &path)?;
            if let Some(n) = found {
                return Ok(n);
            }
        }
        Ok(0)
    }
}

/// The number of the last line whose hash follows from the line before it.
fn last_number(found: &[LineSpan<'_>]) -> Option<u64> {
    found.windows(2).rev().find_map(|pair| {
        let before = Line::split(pair[0].bytes).ok()?;
        let line = Line::split(pair[1].bytes).ok().filter(|_| pair[1].whole)?;
        let holds = hash::chain(before.hash, line.covered).hex() == line.hash;
        line::number(pair[1].bytes).filter(|_| holds)
    })
}

/// Reads lines backwards from `end`, in larger and larger pieces, until `want` returns an answer or the file's start is reached. `want`
/// gets the lines (the latest last, with offsets from the file's start), and whether these are all lines of the file.
pub(crate) fn from_end<T>(
    file: &dyn DiskFile,
    end: u64,
    mut want: impl FnMut(&[LineSpan<'_>], bool) -> Option<T>,
) -> io::Result<Option<T>> {
    let mut look = FIRST_LOOK;
    loop {
        let start = end.saturating_sub(look);
        let bytes = read_range(file, start, end)?;
        // The first line of a piece is incomplete unless the piece begins at the file's start.
        let skip = if start == 0 { Some(0) } else { memchr::memchr(b'\n', &bytes).map(|at| at + 1) };
        if let Some(skip) = skip {
            let base = usize::try_from(start).map_err(|_| io::ErrorKind::FileTooLarge)? + skip;
            let found: Vec<_> = lines(&bytes[skip..]).map(|s| LineSpan { at: s.at + base, ..s }).collect();
            if let Some(answer) = want(&found, start == 0) {
                return Ok(Some(answer));
            }
        }
        if start == 0 {
            return Ok(None);
        }
        look *= 4;
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::{Access, Disk};
    use super::super::faulty::Faulty;
    use super::*;

    #[test]
    fn from_end_reads_back_as_far_as_needed() {
        let disk = Faulty::new(Path::new("/p"));
        let file = disk.open(Path::new("/p/f"), Open::Create(Access::Shared)).expect("made");
        let text = (0..9000).map(|i| format!("line {i}\n")).collect::<String>();
        file.write_at(text.as_bytes(), 0).expect("written");
        let find = |wanted: &str| {
            from_end(file.as_ref(), text.len() as u64, |found, _| {
                found.iter().find(|s| s.bytes == wanted.as_bytes()).map(|s| s.at)
            })
        };
        for i in [8999, 8000, 4000, 1, 0] {
            assert_eq!(find(&format!("line {i}")).expect("read"), text.find(&format!("line {i}\n")));
        }
        assert_eq!(find("line").expect("read"), None);
    }
}
