//! Checking the bytes of one segment, or of one private segment, independently of other segments.
//!
//! Invariant: needs no other segment, so segments can be checked in parallel; how they follow each other is checked in `verify/join.rs`.
//! After a broken line only the next line's hash cannot be checked. If a line's hash itself was changed, that line is reported and not
//! the next one.

#![allow(clippy::zero_sized_map_values, reason = "a set of digests with the hasher of their map")]

use super::check::{self, Commits, LineSpan};
use super::finding::ErasedItem;
use super::finding::FindingKind;
use super::hash::{self, ByDigest, Digest};
use super::layout::{Position, SegmentName, WriterName};
use super::line::{self, Line, Malformed, Payload, PrivateParts};
use super::read::LineRef;
use super::vouch::{vouched, vouched_private};

/// A fault in the line that begins at `offset`.
pub(crate) struct WrongLine {
    pub(crate) line: u32,
    pub(crate) offset: u64,
    pub(crate) kind: FindingKind,
}

/// The result of checking one segment.
#[derive(Default)]
pub(crate) struct SegmentCheck {
    pub(crate) bytes: u64,
    pub(crate) lines: u32,
    pub(crate) events: u64,
    pub(crate) texts: u64,
    /// The header's covered bytes and stated hash, to be checked against the segment before.
    pub(crate) header: Option<(Vec<u8>, Digest)>,
    pub(crate) first_n: Option<u64>,
    pub(crate) last_n: Option<u64>,
    /// The offset at which the last well-formed line ends, and the hash it states.
    pub(crate) end: u64,
    pub(crate) last_hash: Option<Digest>,
    /// The hash that this line should state, if it states another.
    pub(crate) last_meant: Option<Digest>,
    /// The covered bytes and the stated hash of the first event, if it does not follow from the hash that the header states.
    pub(crate) second: Option<(Vec<u8>, Digest)>,
    /// It could not be read.
    pub(crate) unread: bool,
    /// The hash of the line that ends at the watched byte, if one does.
    pub(crate) watched: Option<Digest>,
    /// The private lines that events name, with the events' positions and numbers.
    pub(crate) sealed: ByDigest<(Position, u64)>,
    pub(crate) erased: Vec<ErasedItem>,
    /// Texts that neither match their digest nor are erased.
    pub(crate) differs: Vec<ErasedItem>,
    pub(crate) wrong: Vec<WrongLine>,
    /// Valid events that this version does not understand.
    pub(crate) notes: Vec<WrongLine>,
}

/// Called for each valid event line. Returns what is wrong with the event's content, if anything.
pub type EachLine<'e> = dyn FnMut(LineRef<'_>) -> Option<FindingKind> + 'e;

/// The segment to check.
#[derive(Clone, Copy)]
pub(crate) struct SegmentId<'a> {
    pub(crate) project: Option<&'a str>,
    pub(crate) writer: WriterName,
    pub(crate) segment: SegmentName,
    /// The offset at which a line ends according to head.
    pub(crate) watch: Option<u64>,
}

/// Checks a log segment.
pub(crate) fn check_log(which: &SegmentId<'_>, bytes: &[u8], each: &mut EachLine<'_>) -> SegmentCheck {
    let mut check = SegmentCheck { bytes: bytes.len() as u64, ..SegmentCheck::default() };
    let (mut commits, mut commit) = (Commits::default(), (1, 0));
    let (mut previous, mut last): (Option<&[u8]>, Option<&[u8]>) = (None, None);
    let mut meant = None;
    for (span, parts) in vouched(bytes) {
        check.lines += 1;
        if !commits.open() {
            commit = (check.lines, span.at as u64);
        }
        if !span.whole {
            let kind = FindingKind::Unfinished { bytes: check.bytes - commit.1 };
            check.wrong.push(WrongLine { line: check.lines, offset: span.at as u64, kind });
            check.last_hash = last.and_then(Digest::parse);
            return check;
        }
        let result = match check.lines {
            1 => check.header(which, &span),
            _ => check.event(which, &span, (parts, previous, meant.as_ref()), &mut commits, each),
        };
        meant = match &result {
            Err(FindingKind::Hash { computed, .. }) => Some(*computed),
            _ => None,
        };
        if let Err(kind) = result {
            if let (2, FindingKind::Hash { stated, .. }, Ok(line)) = (check.lines, &kind, parts) {
                check.second = Some((line.covered.to_vec(), *stated));
            }
            check.found(span.at as u64, kind);
        }
        previous = parts.ok().map(|line| line.hash);
        if let Some(hash) = previous {
            (check.end, last) = (span.end() as u64, previous);
            if which.watch == Some(check.end) {
                check.watched = Digest::parse(hash);
            }
        }
    }
    (check.last_hash, check.last_meant) = (last.and_then(Digest::parse), meant);
    if commits.open() {
        check.unfinished(commit);
    } else if check.lines == 0 {
        check.unfinished((1, 0));
    }
    check
}

impl SegmentCheck {
    /// Records a fault in the current line. Consecutive malformed lines are recorded once.
    fn found(&mut self, offset: u64, kind: FindingKind) {
        let line = self.lines;
        if !self.wrong.last_mut().is_some_and(|last| last.kind.takes(last.line, &kind, line)) {
            self.wrong.push(WrongLine { line, offset, kind });
        }
    }

    fn position(&self, which: &SegmentId<'_>, span: &LineSpan<'_>) -> Position {
        Position { writer: which.writer, segment: which.segment, offset: span.at as u64, line: self.lines }
    }

    fn unfinished(&mut self, (line, offset): (u32, u64)) {
        let kind = FindingKind::Unfinished { bytes: self.bytes - offset };
        self.wrong.push(WrongLine { line, offset, kind });
    }

    fn header(&mut self, which: &SegmentId<'_>, span: &LineSpan<'_>) -> Result<(), FindingKind> {
        let line = check::header(span.bytes, None, which.project, which.writer, which.segment);
        let parts =
            Line::split(span.bytes).map_err(|m| line.as_ref().err().cloned().unwrap_or(FindingKind::Malformed(m)))?;
        self.header = Digest::parse(parts.hash).map(|hash| (parts.covered.to_vec(), hash));
        line.map(|_| ())
    }

    fn event(
        &mut self,
        which: &SegmentId<'_>,
        span: &LineSpan<'_>,
        (parts, previous, meant): (Result<Line<'_>, Malformed>, Option<&[u8]>, Option<&Digest>),
        commits: &mut Commits,
        each: &mut EachLine<'_>,
    ) -> Result<(), FindingKind> {
        let event = match check::event_after(span.bytes, parts, previous, meant) {
            Ok(event) => event,
            Err(kind) => {
                // The count on a broken line must not make the next line look wrong.
                commits.forget();
                let trailer = parts.ok().map(|line| line.trailer()).unwrap_or_default();
                let more = trailer.more;
                // The private line that it names still counts as named.
                if let Some(sealed) = trailer.sealed.and_then(Digest::parse) {
                    let n = line::number(span.bytes).unwrap_or_default();
                    self.sealed.insert(sealed, (self.position(which, span), n));
                }
                let _ = commits.step(more);
                return Err(kind);
            }
        };
        self.events += 1;
        let counted = commits.step(event.trailer.more);
        let after = self.last_n.replace(event.n);
        self.first_n.get_or_insert(event.n);
        let position = self.position(which, span);
        if let Some(sealed) = event.trailer.sealed.and_then(Digest::parse) {
            self.sealed.insert(sealed, (position, event.n));
        }
        match event.text {
            Some(Payload::Erased) => self.erased.push(ErasedItem { position, n: event.n, private: false }),
            Some(Payload::Differs) => self.differs.push(ErasedItem { position, n: event.n, private: false }),
            Some(Payload::Matches) => self.texts += 1,
            None => {}
        }
        match after {
            _ if event.text == Some(Payload::Differs) => Err(FindingKind::Said),
            Some(after) if event.n <= after => Err(FindingKind::Order { n: event.n, after }),
            _ => {
                counted?;
                match each(LineRef { position, n: event.n, bytes: span.bytes }) {
                    None => Ok(()),
                    Some(kind @ FindingKind::NotUnderstood) => {
                        self.notes.push(WrongLine { line: self.lines, offset: span.at as u64, kind });
                        Ok(())
                    }
                    Some(kind) => Err(kind),
                }
            }
        }
    }
}

/// Checks that a header follows this hash.
pub(crate) fn follows((covered, stated): &(Vec<u8>, Digest), previous: &[u8]) -> Result<(), FindingKind> {
    let computed = hash::chain(previous, covered);
    if computed == *stated { Ok(()) } else { Err(FindingKind::Hash { stated: *stated, computed }) }
}

/// The result of checking one private segment.
#[derive(Default)]
pub(crate) struct PrivateCheck {
    pub(crate) bytes: u64,
    pub(crate) matches: u64,
    pub(crate) not_held: u64,
    pub(crate) erased: Vec<ErasedItem>,
    /// Lines that neither match their digest nor are erased, each with its line number in the private segment.
    pub(crate) differs: Vec<(ErasedItem, u32)>,
    pub(crate) wrong: Vec<WrongLine>,
    /// It could not be read.
    pub(crate) unread: bool,
    /// The offset at which the last line that an event names ends.
    pub(crate) named_end: u64,
}

/// Checks a private segment against the private lines that events of the log segment of the same name name.
pub(crate) fn check_private(bytes: &[u8], sealed: &ByDigest<(Position, u64)>) -> PrivateCheck {
    let mut check = PrivateCheck { bytes: bytes.len() as u64, ..PrivateCheck::default() };
    let mut seen = ByDigest::default();
    for ((span, parts), line) in vouched_private(bytes).zip(1..) {
        if let Err(kind) = check.line((&span, parts, line), sealed, &mut seen)
            && !check.wrong.last_mut().is_some_and(|last| last.kind.takes(last.line, &kind, line))
        {
            check.wrong.push(WrongLine { line, offset: span.at as u64, kind });
        }
    }
    check.not_held = (sealed.len() - seen.len()) as u64;
    check
}

impl PrivateCheck {
    fn line(
        &mut self,
        (span, parts, line): (&LineSpan<'_>, Result<PrivateParts<'_>, Malformed>, u32),
        sealed: &ByDigest<(Position, u64)>,
        seen: &mut ByDigest<()>,
    ) -> Result<(), FindingKind> {
        if !span.whole {
            return Err(FindingKind::Unfinished { bytes: span.bytes.len() as u64 });
        }
        std::str::from_utf8(span.bytes).map_err(|_| FindingKind::NotUtf8)?;
        let parts = parts.map_err(FindingKind::Malformed)?;
        let digest = Digest::parse(parts.sealed).ok_or(FindingKind::Malformed(Malformed::Start))?;
        let Some(&(position, n)) = sealed.get(&digest) else {
            // For an erased line nothing confirms that the digest is right.
            let is_whole = parts.salted.state(parts.sealed) == Payload::Matches;
            return Err(if is_whole { FindingKind::PrivateOrphan } else { FindingKind::PrivateDiffers });
        };
        if seen.insert(digest, ()).is_some() {
            return Err(FindingKind::PrivateTwice);
        }
        self.named_end = span.end() as u64;
        match parts.salted.state(parts.sealed) {
            Payload::Matches => self.matches += 1,
            Payload::Erased => self.erased.push(ErasedItem { position, n, private: true }),
            Payload::Differs => {
                self.differs.push((ErasedItem { position, n, private: true }, line));
                return Err(FindingKind::PrivateDiffers);
            }
        }
        Ok(())
    }
}
