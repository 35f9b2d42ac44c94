//! Reading the events of all writers in their total order, `(n, desk, writer)`.
//!
//! Invariant: takes no lock and writes nothing. An unfinished last commit is treated as absent. Memory is one buffer per writer.

use super::Log;
use super::disk::{DiskFile, read_range};
use super::error::{AtPath, LogError, Operation};
use super::file_stamp::Stamp;
use super::files::from_end;
use super::finding::{Finding, FindingKind};
use super::hash::{Digest, Hex};
use super::head::{Head, Tail};
use super::layout::{Mark, Position, WriterName};
use super::line::{self, Line, Malformed};
use super::stream::{Limit, Stream};
use super::torn_tail::Walker;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::ops::ControlFlow;

/// An event's line while it is read.
#[derive(Clone, Copy, Debug)]
pub struct LineRef<'a> {
    /// Its position.
    pub position: Position,
    /// Its number.
    pub n: u64,
    /// Its bytes, without the line break. They are only known to be UTF-8 if hashes are checked.
    pub bytes: &'a [u8],
}

impl<'a> LineRef<'a> {
    /// Splits the line.
    ///
    /// # Errors
    /// Why the line is malformed.
    pub fn split(&self) -> Result<Line<'a>, Malformed> {
        Line::split(self.bytes)
    }
}

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scan<'a> {
    /// Check that every line is UTF-8, well-formed, and has the right hash.
    pub verify: bool,
    /// Return only what follows these marks; writers without a mark are read from their start.
    pub after: &'a [Mark],
    /// Skip malformed lines and collect the findings here; without it the first one ends the reading.
    pub damage: Option<&'a RefCell<Vec<Finding>>>,
}

/// Called for each line. Its second argument returns the hash that the line must follow, if that is readable.
type EachChained<'e> = dyn FnMut(LineRef<'_>, &dyn Fn() -> Option<Hex>) -> ControlFlow<()> + 'e;

impl Log {
    /// Calls `each` with every event of every writer, in the log's total order, until it breaks. Returns how far each writer's log has
    /// been read, to continue from there later.
    ///
    /// # Errors
    /// [`LogError::Damaged`] with file and line; [`LogError::GoneBack`] if a mark lies beyond its log; `Io`. The events before the error
    /// were passed on in order.
    pub fn scan(
        &self,
        how: Scan<'_>,
        each: &mut dyn FnMut(LineRef<'_>) -> ControlFlow<()>,
    ) -> Result<Vec<Mark>, LogError> {
        self.run_through(how, false, &mut |line, _| each(line))
    }

    /// Like [`Self::scan`], for callers that check the hash chain: each line comes with the hash that it must follow.
    ///
    /// # Errors
    /// As [`Self::scan`].
    pub fn scan_chained(&self, how: Scan<'_>, each: &mut EachChained<'_>) -> Result<Vec<Mark>, LogError> {
        self.run_through(how, true, each)
    }

    fn run_through(&self, how: Scan<'_>, chain: bool, each: &mut EachChained<'_>) -> Result<Vec<Mark>, LogError> {
        let writers = self.writers()?;
        if let Some(lost) = how.after.iter().find(|mark| !writers.contains(&mark.writer)) {
            let file = self.layout.segment(lost.writer, lost.segment);
            return Err(LogError::GoneBack { file, expected: lost.end, found: None, account: false });
        }
        let mut streams = Vec::with_capacity(writers.len());
        let mut heap = BinaryHeap::with_capacity(writers.len());
        for (index, writer) in writers.into_iter().enumerate() {
            let start = how.after.iter().find(|mark| mark.writer == writer);
            let mut stream = Stream::new(self, writer, self.limits(writer, start)?, start, (how.verify, chain))?;
            if next(&mut stream, how)? {
                heap.push(Reverse((stream.n, index)));
            }
            streams.push((stream, start.map(|mark| Read::At(mark.clone()))));
        }
        // Writers are sorted, so among equal numbers the index orders by desk and writer.
        while let Some(mut least) = heap.peek_mut() {
            let Reverse((n, index)) = *least;
            let (stream, read) = &mut streams[index];
            let Some(position) = stream.position() else { break };
            *read = Some(Read::Line(position));
            if each(LineRef { position, n, bytes: stream.bytes() }, &|| stream.before()).is_break() {
                break;
            }
            if next(stream, how)? {
                *least = Reverse((stream.n, index));
            } else {
                std::collections::binary_heap::PeekMut::pop(least);
            }
        }
        let marks = streams.into_iter().filter_map(|(_, read)| read.map(|read| self.mark(read)));
        // A malformed last line gives no mark.
        marks.filter(|mark| how.damage.is_none() || mark.is_ok()).collect()
    }

    fn mark(&self, read: Read) -> Result<Mark, LogError> {
        let position = match read {
            Read::At(mark) => return Ok(mark),
            Read::Line(position) => position,
        };
        let (bytes, damaged) = (self.line_at(position)?, |kind| self.damaged(position, kind));
        let hash = Line::split(&bytes).map_err(|m| damaged(FindingKind::Malformed(m)))?.hash;
        let start = || damaged(FindingKind::Malformed(Malformed::Start));
        Ok(Mark {
            writer: position.writer,
            segment: position.segment,
            end: position.offset + bytes.len() as u64 + 1,
            lines: position.line,
            n: line::number(&bytes).ok_or_else(start)?,
            hash: Digest::parse(hash).ok_or_else(start)?,
            names: Stamp::NONE,
            file: Stamp::NONE,
        })
    }

    fn damaged(&self, position: Position, kind: FindingKind) -> LogError {
        let file = self.layout.segment(position.writer, position.segment);
        LogError::Damaged(Box::new(Finding::damage(file, position.line, kind)))
    }

    /// Whether the line that ended at a mark is still there, with the same hash.
    ///
    /// # Errors
    /// `Io`.
    pub fn holds(&self, mark: &Mark) -> Result<bool, LogError> {
        let path = self.layout.segment(mark.writer, mark.segment);
        let Some((file, _)) = self.open_read(&path)?.filter(|(_, len)| *len >= mark.end) else { return Ok(false) };
        holds_at(file.as_ref(), mark).at(Operation::Read, &path)
    }

    /// The bytes of the line at a position, without the line break.
    ///
    /// # Errors
    /// [`LogError::NoLine`] if no line begins there, `Io`.
    pub fn line_at(&self, position: Position) -> Result<Vec<u8>, LogError> {
        let path = self.layout.segment(position.writer, position.segment);
        self.line_in(&path, position.offset)
    }

    pub(crate) fn line_in(&self, path: &std::path::Path, offset: u64) -> Result<Vec<u8>, LogError> {
        let none = || LogError::NoLine { file: path.to_path_buf(), offset };
        let Some((file, len)) = self.open_read(path)? else { return Err(none()) };
        let mut look = 2 << 10;
        loop {
            // Read one more byte in front: the line break before the line.
            let start = offset.saturating_sub(1);
            let bytes = read_range(file.as_ref(), start, len.min(offset + look)).at(Operation::Read, path)?;
            let line = if offset == 0 { Some(&bytes[..]) } else { bytes.strip_prefix(b"\n") };
            let line = line.ok_or_else(none)?;
            if let Some(end) = memchr::memchr(b'\n', line) {
                return Ok(line[..end].to_vec());
            }
            if offset + look >= len {
                return Err(none());
            }
            look *= 8;
        }
    }

    /// How far each segment of a writer is read: to its end, but in the last one to the end of the last whole commit. Segments before the
    /// one with the mark are left out.
    pub(super) fn limits(&self, writer: WriterName, start: Option<&Mark>) -> Result<Vec<Limit>, LogError> {
        if let Some(mark) = start.filter(|mark| self.is_unchanged(mark)) {
            return Ok(vec![(mark.segment, mark.end)]);
        }
        // Head is read first, so it can only be older than the log that is read next.
        let own = self.binding().ok().flatten().is_some_and(|binding| binding.writer == writer);
        let head = if own { Head::read(self.disk.as_ref(), &self.layout, writer).ok().flatten() } else { None };
        // Walk before taking the lengths: by then everything before the segment in which the walk ended is complete. Without a head this
        // clone's own log is walked from the start, as the next write does.
        let walked = own.then(|| {
            let walker = Walker { store: self, project: None, writer, strict: head.is_none() };
            let (tail, names) = head.map_or((Tail::genesis(), Stamp::NONE), |head| (head.tail, head.names.log));
            walker.walk(&tail, &names, &mut |_, _| Ok(())).ok()
        });
        let mut limits = Vec::new();
        for segment in self.segments_from(writer, start.map(|mark| (mark.segment, &mark.names)))? {
            let path = self.layout.segment(writer, segment);
            let Some((_, len)) = self.open_read(&path)? else { continue };
            limits.push((segment, len));
        }
        if let ([(_, len)], Some(mark)) = (&limits[..], start)
            && *len == mark.end
        {
            // Nothing follows the mark, where a commit ended.
            return Ok(limits);
        }
        if let Some(walk) = walked.flatten() {
            limits.retain(|(segment, _)| segment.number() <= walk.tail.number());
            if let Some(last) = limits.last_mut().filter(|last| Some(last.0) == walk.tail.segment) {
                last.1 = walk.tail.length;
            }
        } else if let Some(last) = limits.last_mut() {
            last.1 = self.last_commit(writer, *last)?;
        }
        Ok(limits)
    }

    /// The end of the last whole commit of a segment. A malformed line counts as an end, so that it is reported as damage.
    fn last_commit(&self, writer: WriterName, (segment, len): Limit) -> Result<u64, LogError> {
        let path = self.layout.segment(writer, segment);
        let Some((file, _)) = self.open_read(&path)? else { return Ok(0) };
        let end = from_end(file.as_ref(), len, |found, _| {
            let is_end = |bytes| Line::split(bytes).is_ok_and(|line| line.trailer().more.is_some());
            found.iter().rev().find(|span| span.whole && !is_end(span.bytes)).map(|span| span.end() as u64)
        });
        Ok(end.at(Operation::Read, &path)?.unwrap_or(0))
    }
}

/// Whether the line that ended at a mark is still in this file, with the same hash.
pub(crate) fn holds_at(file: &dyn DiskFile, mark: &Mark) -> io::Result<bool> {
    holds_line(file, mark.end, &mark.hash)
}

/// Whether a line with this hash ends at this byte of a file.
pub(crate) fn holds_line(file: &dyn DiskFile, end: u64, hash: &Digest) -> io::Result<bool> {
    let same = from_end(file, end, |found, _| {
        let last = found.last().filter(|span| span.whole)?;
        Some(Line::split(last.bytes).is_ok_and(|line| line.hash == hash.hex()))
    });
    Ok(same?.unwrap_or(false))
}

/// Moves to the next event, skipping malformed lines if that is allowed.
fn next(stream: &mut Stream, how: Scan<'_>) -> Result<bool, LogError> {
    loop {
        match (stream.advance(), how.damage) {
            (Err(LogError::Damaged(finding)), Some(damage)) => finding.put(&mut damage.borrow_mut()),
            (result, _) => return result,
        }
    }
}

/// The last thing that was read of a writer.
enum Read {
    At(Mark),
    Line(Position),
}
