//! One writer's lines, in order, as far as its log consists of whole commits.
//!
//! Invariant: holds one buffer, whatever the log's size; a line stays where it is until the next is asked for.

use super::Log;
use super::check;
use super::disk::{DiskFile, Open};
use super::error::{AtPath, LogError, Operation};
use super::finding::{Finding, FindingKind};
use super::form;
use super::hash::{GENESIS, Hex};
use super::layout::Mark;
use super::layout::{Position, SegmentName, WriterName};
use super::line::{self, Line, Malformed};
use super::needle::Needle;
use std::io;
use std::ops::Range;

const BUFFER: usize = 128 << 10;

/// A segment, and how far it is to be read.
pub(crate) type Limit = (SegmentName, u64);

/// Bytes that are looked for in line after line of a stream.
pub(crate) struct Seeker<'f> {
    needle: &'f Needle,
    /// Where they are found next in the buffer, as it was filled last.
    at: usize,
    fill: u64,
}

impl<'f> Seeker<'f> {
    pub(crate) fn new(needle: &'f Needle) -> Self {
        Self { needle, at: 0, fill: 0 }
    }
}

/// The stream.
pub(crate) struct Stream {
    store: Log,
    writer: WriterName,
    /// Segments still to be read, the current one first.
    limits: std::vec::IntoIter<Limit>,
    current: Option<(Limit, Box<dyn DiskFile>)>,
    buffer: Vec<u8>,
    /// Bytes of the buffer that are filled; where its first byte lies in the file.
    filled: usize,
    base: u64,
    /// The line last given, in the buffer; the next begins after its line break.
    line: Range<usize>,
    next: usize,
    lines: u32,
    /// How often the buffer was filled.
    fills: u64,
    /// The number of the line last given.
    pub(crate) n: u64,
    /// The hash of the line before, where hashes are checked or handed on to be checked.
    previous: Previous,
    /// That of the line before the one last given.
    before: Previous,
    verify: bool,
    chain: bool,
    start: Option<Mark>,
}

impl Stream {
    /// A stream of what `limits` allow, after `start` if that is given.
    pub(crate) fn new(
        store: &Log,
        writer: WriterName,
        limits: Vec<Limit>,
        start: Option<&Mark>,
        (verify, chain): (bool, bool),
    ) -> Result<Self, LogError> {
        let mut limits = limits;
        if let Some(mark) = start {
            limits.retain(|(segment, _)| segment.number() >= mark.segment.number());
            let found = limits.first().filter(|(segment, _)| *segment == mark.segment).map(|(_, limit)| *limit);
            if found.is_none_or(|limit| limit < mark.end) {
                let file = store.layout.segment(writer, mark.segment);
                return Err(LogError::GoneBack { file, expected: mark.end, found, account: false });
            }
        }
        let first = verify || chain || limits.first().is_some_and(|(segment, _)| segment.number() == 1);
        let previous = start.map(|mark| mark.hash.hex()).or(first.then_some(GENESIS));
        Ok(Self {
            store: store.clone(),
            writer,
            limits: limits.into_iter(),
            current: None,
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            line: 0..0,
            next: 0,
            lines: 0,
            fills: 0,
            n: start.map_or(0, |mark| mark.n),
            previous: Previous::Hash(previous),
            before: Previous::Hash(None),
            verify,
            chain,
            start: start.cloned(),
        })
    }

    /// With a buffer that was used before.
    pub(crate) fn with_buffer(mut self, buffer: &mut Vec<u8>) -> Self {
        self.buffer = std::mem::take(buffer);
        self
    }

    /// Gives the buffer back, to be used again.
    pub(crate) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Goes to the next event; false at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, LogError> {
        loop {
            if self.current.is_none() && !self.open_next()? {
                return Ok(false);
            }
            if !self.read_line()? {
                self.current = None;
                continue;
            }
            let header = self.lines == 1;
            if let Err(kind) = self.check(header) {
                return Err(self.damaged_from(kind));
            }
            if !header {
                return Ok(true);
            }
        }
    }

    /// The line last given.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer[self.line.clone()]
    }

    /// Where in the line last given some bytes (without a line break) are first found.
    pub(crate) fn find(&self, seeker: &mut Seeker<'_>) -> Option<usize> {
        if seeker.fill != self.fills || seeker.at < self.line.start {
            // Looks through all that the buffer holds at once: most lines do not hold it, and need not be looked at again.
            let found = seeker.needle.find(&self.buffer[self.line.start..self.filled]);
            seeker.at = found.map_or(usize::MAX, |found| self.line.start + found.start);
            seeker.fill = self.fills;
        }
        (seeker.at < self.line.end || seeker.at == self.line.start).then(|| seeker.at - self.line.start)
    }

    /// The hash that it must follow; `None` where that cannot be read, or is not asked for.
    pub(crate) fn before(&self) -> Option<Hex> {
        self.before.hash(&self.buffer)
    }

    /// Where it lies; `None` before the first.
    pub(crate) fn position(&self) -> Option<Position> {
        let ((segment, _), _) = self.current.as_ref()?;
        let offset = self.base + self.line.start as u64;
        Some(Position { writer: self.writer, segment: *segment, offset, line: self.lines })
    }

    fn open_next(&mut self) -> Result<bool, LogError> {
        let Some(limit) = self.limits.next() else { return Ok(false) };
        let path = self.store.layout.segment(self.writer, limit.0);
        let file = self.store.disk.open(&path, Open::Read).at(Operation::Open, &path)?;
        let start = self.start.take();
        (self.base, self.lines) = start.map_or((0, 0), |mark| (mark.end, mark.lines));
        (self.filled, self.next, self.line) = (0, 0, 0..0);
        self.fills += 1;
        self.current = Some((limit, file));
        Ok(true)
    }

    /// Finds the next line; false at the segment's limit.
    fn read_line(&mut self) -> Result<bool, LogError> {
        let mut searched = self.next;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[searched..self.filled]) {
                self.line = self.next..searched + at;
                self.next = searched + at + 1;
                self.lines += 1;
                return Ok(true);
            }
            let unfinished = self.filled - self.next;
            if !self.fill()? {
                if unfinished == 0 {
                    return Ok(false);
                }
                self.lines += 1;
                let damaged = self.damaged(FindingKind::Unfinished { bytes: unfinished as u64 });
                // Whoever goes on after this goes on with the next segment.
                self.current = None;
                return Err(damaged);
            }
            searched = self.next + unfinished;
        }
    }

    /// Reads on; false at the segment's limit.
    fn fill(&mut self) -> Result<bool, LogError> {
        // Lines that were given are about to go.
        self.previous = Previous::Hash(self.previous.hash(&self.buffer));
        self.before = Previous::Hash(self.before.hash(&self.buffer));
        self.buffer.copy_within(self.next..self.filled, 0);
        self.base += self.next as u64;
        self.filled -= self.next;
        self.next = 0;
        self.fills += 1;
        if self.filled == self.buffer.len() {
            self.buffer.resize((self.buffer.len() * 2).max(BUFFER), 0);
        }
        let Some((limit, file)) = &self.current else { return Ok(false) };
        let at = self.base + self.filled as u64;
        let left = usize::try_from(limit.1.saturating_sub(at)).unwrap_or(usize::MAX);
        let room = (self.buffer.len() - self.filled).min(left);
        let into = &mut self.buffer[self.filled..self.filled + room];
        let read = loop {
            match file.read_at(into, at) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let path = self.store.layout.segment(self.writer, limit.0);
        let read = read.at(Operation::Read, &path)?;
        self.filled += read;
        Ok(read > 0)
    }

    fn check(&mut self, header: bool) -> Result<(), FindingKind> {
        let bytes = &self.buffer[self.line.clone()];
        if header != line::is_header(bytes) {
            self.previous = Previous::Hash(None);
            return Err(FindingKind::Malformed(Malformed::Start));
        }
        if !self.verify {
            self.before = std::mem::replace(&mut self.previous, Previous::Line(self.line.clone()));
            // A form that is none of ours may be a byte that has changed.
            let strange = header && form::of_header(bytes).is_some_and(|form| !form::is_known(form));
            if header && (self.chain || strange) {
                // Nobody else sees it.
                check::chained(bytes, self.before.hash(&self.buffer).as_ref().map(|p| &p[..]))?;
            }
        }
        if self.verify {
            let line = check::chained(bytes, self.previous.hash(&self.buffer).as_ref().map(|p| &p[..]))?;
            self.previous = Previous::Hash(line.hash.try_into().ok());
        }
        if header {
            return match form::of_header(bytes) {
                Some(form) if !form::is_known(form) => Err(FindingKind::Form { form }),
                _ => Ok(()),
            };
        }
        let n = line::number(bytes).ok_or(FindingKind::Malformed(Malformed::Start))?;
        if n <= self.n {
            return Err(FindingKind::Order { n, after: self.n });
        }
        self.n = n;
        Ok(())
    }

    /// What is wrong with the line last given. Empty lines after an empty one are passed with it: there may be a million of them.
    fn damaged_from(&mut self, kind: FindingKind) -> LogError {
        let FindingKind::Malformed(how) = kind else { return self.damaged(kind) };
        let mut lines = 1;
        while self.line.is_empty() && self.next < self.filled && self.buffer[self.next] == b'\n' {
            (self.line, self.next) = (self.next..self.next, self.next + 1);
            lines += 1;
        }
        let first = self.damaged(if lines > 1 { FindingKind::NoLines { lines, how } } else { kind });
        self.lines += lines - 1;
        first
    }

    fn damaged(&self, kind: FindingKind) -> LogError {
        let segment = self.current.as_ref().map(|((segment, _), _)| *segment);
        let file = segment.map_or_else(
            || self.store.layout.folder(self.writer),
            |segment| self.store.layout.segment(self.writer, segment),
        );
        LogError::of(Finding::damage(file, self.lines, kind))
    }
}

/// The hash that a line must follow: known, or in a line of the buffer, to be looked for when somebody asks. Who checks the chain has
/// the line before, mostly.
#[derive(Clone, Debug)]
enum Previous {
    Hash(Option<Hex>),
    Line(Range<usize>),
}

impl Previous {
    fn hash(&self, buffer: &[u8]) -> Option<Hex> {
        match self {
            Self::Hash(hash) => *hash,
            Self::Line(at) => hash_of(buffer.get(at.clone())?),
        }
    }
}

fn hash_of(bytes: &[u8]) -> Option<Hex> {
    Line::split(bytes).ok()?.hash.try_into().ok()
}
