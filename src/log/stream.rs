//! One writer's lines, in order, up to the end of the last whole commit.
//!
//! Invariant: holds one buffer, whatever the log's size. A line stays in the buffer until the next one is requested.

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

/// The buffer's least size in bytes where more than that is left to read.
const BUFFER: usize = 128 << 10;
/// A page of memory, in bytes.
const PAGE: usize = 4 << 10;

/// A segment, and the byte up to which it is read.
pub(crate) type Limit = (SegmentName, u64);

/// A search term, and the search state for one stream.
pub(crate) struct Seeker<'f> {
    needle: &'f Needle,
    /// The offset of the next match in the buffer, valid while the buffer's fill count is `fill`.
    at: usize,
    fill: u64,
}

impl<'f> Seeker<'f> {
    pub(crate) fn new(needle: &'f Needle) -> Self {
        Self { needle, at: 0, fill: 0 }
    }
}

/// A reader of one writer's lines.
pub(crate) struct Stream {
    store: Log,
    writer: WriterName,
    /// Segments that are still to be read.
    limits: std::vec::IntoIter<Limit>,
    current: Option<(Limit, Box<dyn DiskFile>)>,
    buffer: Vec<u8>,
    /// How many bytes of the buffer are filled, and the file offset of its first byte.
    filled: usize,
    base: u64,
    /// The current line, as a range of the buffer, and where the next one begins.
    line: Range<usize>,
    next: usize,
    lines: u32,
    /// How many times the buffer was filled.
    fills: u64,
    /// The number of the current line.
    pub(crate) n: u64,
    /// The hash of the current line, which the next one must follow; only where hashes are checked or passed on to be checked.
    previous: Previous,
    /// The hash that the current line must follow.
    before: Previous,
    verify: bool,
    chain: bool,
    start: Option<Mark>,
}

impl Stream {
    /// A stream of the lines within `limits`, after `start` if that is given.
    pub(crate) fn new(
        store: &Log,
        writer: WriterName,
        limits: Vec<Limit>,
        start: Option<&Mark>,
        (verify, chain): (bool, bool),
    ) -> Result<Self, LogError> {
        let (mut limits, mut resumes) = (limits, true);
        if let Some(mark) = start {
            limits.retain(|(segment, _)| segment.number() >= mark.segment.number());
            let found = limits.first().filter(|(segment, _)| *segment == mark.segment).map(|(_, limit)| *limit);
            if found.is_none_or(|limit| limit < mark.end) {
                let file = store.layout.segment(writer, mark.segment);
                return Err(LogError::GoneBack { file, expected: mark.end, found, account: false });
            }
            if found == Some(mark.end) {
                // Nothing to read in this segment: it is not opened.
                limits.remove(0);
                resumes = false;
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
            start: start.filter(|_| resumes).cloned(),
        })
    }

    /// Uses a buffer that was used before.
    pub(crate) fn with_buffer(mut self, buffer: &mut Vec<u8>) -> Self {
        self.buffer = std::mem::take(buffer);
        self
    }

    /// Returns the buffer for reuse.
    pub(crate) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Moves to the next event; false at the end.
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

    /// The current line.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer[self.line.clone()]
    }

    /// The offset of the first match in the current line. The search term contains no line break.
    pub(crate) fn find(&self, seeker: &mut Seeker<'_>) -> Option<usize> {
        if seeker.fill != self.fills || seeker.at < self.line.start {
            // Search everything in the buffer at once: most lines have no match and need not be searched one by one.
            let found = seeker.needle.find(&self.buffer[self.line.start..self.filled]);
            seeker.at = found.map_or(usize::MAX, |found| self.line.start + found.start);
            seeker.fill = self.fills;
        }
        (seeker.at < self.line.end || seeker.at == self.line.start).then(|| seeker.at - self.line.start)
    }

    /// The hash that the current line must follow; `None` if it is unreadable or not requested.
    pub(crate) fn before(&self) -> Option<Hex> {
        self.before.hash(&self.buffer)
    }

    /// The current line's position; `None` before the first line.
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
                // A caller that continues after this error continues with the next segment.
                self.current = None;
                return Err(damaged);
            }
            searched = self.next + unfinished;
        }
    }

    /// Reads more bytes; false at the segment's limit.
    fn fill(&mut self) -> Result<bool, LogError> {
        // Earlier lines are about to be overwritten, so keep their hashes.
        self.previous = Previous::Hash(self.previous.hash(&self.buffer));
        self.before = Previous::Hash(self.before.hash(&self.buffer));
        self.buffer.copy_within(self.next..self.filled, 0);
        self.base += self.next as u64;
        self.filled -= self.next;
        self.next = 0;
        self.fills += 1;
        let Some((limit, file)) = &self.current else { return Ok(false) };
        let at = self.base + self.filled as u64;
        let left = usize::try_from(limit.1.saturating_sub(at)).unwrap_or(usize::MAX);
        if self.filled == self.buffer.len() {
            // A short tail needs no large buffer: the system maps each page of it when it is first written.
            let more = self.buffer.len().max(BUFFER).min(left.saturating_add(PAGE));
            self.buffer.resize(self.filled + more, 0);
        }
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
            // An unknown form may be a changed byte, so the header's hash is checked.
            let strange = header && form::of_header(bytes).is_some_and(|form| !form::is_known(form));
            if header && (self.chain || strange) {
                // Headers are not passed on to the caller, so they are checked here.
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

    /// The error for the current line. Empty lines that follow an empty line are skipped with it: there may be a million of them.
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

/// The hash that a line must follow: known, or still inside a line of the buffer and parsed only when requested. A caller that checks the
/// hash chain usually has it already.
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
