//! Checking the bytes of one segment and of the private segment beside it, by themselves.
//!
//! Invariant: needs nothing of other segments, so segments can be checked in parallel; how they follow each
//! other is `verify.rs`'s. A broken line hides only whether the next one's hash is right.

use super::check::{self, Commits, Span, lines};
use super::finding::Kind;
use super::hash::{self, ByDigest, Digest};
use super::layout::{Position, SegmentName, WriterName};
use super::line::{Line, Malformed, Payload, PrivateParts};
use super::verify::Erased;

/// Something wrong on a line that begins at a byte.
pub(crate) struct Wrong {
    pub(crate) line: u32,
    pub(crate) offset: u64,
    pub(crate) kind: Kind,
}

/// What one segment's bytes say.
#[derive(Default)]
pub(crate) struct SegmentCheck {
    pub(crate) bytes: u64,
    pub(crate) lines: u32,
    pub(crate) events: u64,
    pub(crate) texts: u64,
    /// The header's covered bytes and the hash it states, to be checked against the segment before.
    pub(crate) header: Option<(Vec<u8>, Digest)>,
    pub(crate) first_n: Option<u64>,
    pub(crate) last_n: Option<u64>,
    /// Where the last well-formed line ends, and the hash it states.
    pub(crate) end: u64,
    pub(crate) last_hash: Option<Digest>,
    /// The hash of the line that ends at the watched byte.
    pub(crate) watched: Option<Digest>,
    /// The private lines that events name, with the events' places.
    pub(crate) sealed: ByDigest<(Position, u64)>,
    pub(crate) erased: Vec<Erased>,
    pub(crate) wrong: Vec<Wrong>,
}

/// Which segment it is.
#[derive(Clone, Copy)]
pub(crate) struct Which<'a> {
    pub(crate) project: Option<&'a str>,
    pub(crate) writer: WriterName,
    pub(crate) segment: SegmentName,
    /// Where head says that a line ends.
    pub(crate) watch: Option<u64>,
}

/// Checks a log segment.
pub(crate) fn check_log(which: &Which<'_>, bytes: &[u8]) -> SegmentCheck {
    let mut check = SegmentCheck { bytes: bytes.len() as u64, ..SegmentCheck::default() };
    let (mut commits, mut commit) = (Commits::default(), (1, 0));
    let (mut previous, mut last): (Option<&[u8]>, Option<&[u8]>) = (None, None);
    for span in lines(bytes) {
        check.lines += 1;
        if !commits.open() {
            commit = (check.lines, span.at as u64);
        }
        if !span.whole {
            let kind = Kind::Unfinished { bytes: check.bytes - commit.1 };
            check.wrong.push(Wrong { line: check.lines, offset: span.at as u64, kind });
            check.last_hash = last.and_then(Digest::parse);
            return check;
        }
        let parts = Line::split(span.bytes);
        let result = match check.lines {
            1 => check.header(which, &span),
            _ => check.event(which, &span, parts, previous, &mut commits),
        };
        if let Err(kind) = result {
            check.wrong.push(Wrong { line: check.lines, offset: span.at as u64, kind });
        }
        previous = parts.ok().map(|line| line.hash);
        if let Some(hash) = previous {
            (check.end, last) = (span.end() as u64, previous);
            if which.watch == Some(check.end) {
                check.watched = Digest::parse(hash);
            }
        }
    }
    check.last_hash = last.and_then(Digest::parse);
    if commits.open() {
        check.unfinished(commit);
    } else if check.lines == 0 {
        check.unfinished((1, 0));
    }
    check
}

impl SegmentCheck {
    fn unfinished(&mut self, (line, offset): (u32, u64)) {
        let kind = Kind::Unfinished { bytes: self.bytes - offset };
        self.wrong.push(Wrong { line, offset, kind });
    }

    fn header(&mut self, which: &Which<'_>, span: &Span<'_>) -> Result<(), Kind> {
        let line = check::header(span.bytes, None, which.project, which.writer, which.segment);
        let parts = Line::split(span.bytes).map_err(|m| line.as_ref().err().cloned().unwrap_or(Kind::Malformed(m)))?;
        self.header = Digest::parse(parts.hash).map(|hash| (parts.covered.to_vec(), hash));
        line.map(|_| ())
    }

    fn event(
        &mut self,
        which: &Which<'_>,
        span: &Span<'_>,
        parts: Result<Line<'_>, Malformed>,
        previous: Option<&[u8]>,
        commits: &mut Commits,
    ) -> Result<(), Kind> {
        let event = match check::event(span.bytes, parts, previous) {
            Ok(event) => event,
            Err(kind) => {
                // The count on a line that is wrong is not to be blamed on the next line.
                commits.forget();
                let more = parts.ok().and_then(|line| line.trailer().more);
                let _ = commits.step(more);
                return Err(kind);
            }
        };
        self.events += 1;
        let counted = commits.step(event.trailer.more);
        let after = self.last_n.replace(event.n);
        self.first_n.get_or_insert(event.n);
        let position =
            Position { writer: which.writer, segment: which.segment, offset: span.at as u64, line: self.lines };
        if let Some(sealed) = event.trailer.sealed.and_then(Digest::parse) {
            self.sealed.insert(sealed, (position, event.n));
        }
        match event.text {
            Some(Payload::Erased) => self.erased.push(Erased { position, n: event.n, private: false }),
            Some(_) => self.texts += 1,
            None => {}
        }
        match after {
            _ if event.text == Some(Payload::Differs) => Err(Kind::Said),
            Some(after) if event.n <= after => Err(Kind::Order { n: event.n, after }),
            _ => counted.map(|_| ()),
        }
    }
}

/// Whether a header follows this hash.
pub(crate) fn follows((covered, stated): &(Vec<u8>, Digest), previous: &[u8]) -> Result<(), Kind> {
    let computed = hash::chain(previous, covered);
    if computed == *stated { Ok(()) } else { Err(Kind::Hash { stated: *stated, computed }) }
}

/// What a private segment's bytes say.
#[derive(Default)]
pub(crate) struct PrivateCheck {
    pub(crate) bytes: u64,
    pub(crate) matches: u64,
    pub(crate) not_held: u64,
    pub(crate) erased: Vec<Erased>,
    pub(crate) wrong: Vec<Wrong>,
    /// Where the last line that an event names ends.
    pub(crate) named_end: u64,
}

/// Checks a private segment against what the events of the log segment of the same name name.
pub(crate) fn check_private(bytes: &[u8], sealed: &ByDigest<(Position, u64)>) -> PrivateCheck {
    let mut check = PrivateCheck { bytes: bytes.len() as u64, ..PrivateCheck::default() };
    let mut seen = ByDigest::default();
    for (span, line) in lines(bytes).zip(1..) {
        if let Err(kind) = check.line(&span, sealed, &mut seen) {
            check.wrong.push(Wrong { line, offset: span.at as u64, kind });
        }
    }
    check.not_held = (sealed.len() - seen.len()) as u64;
    check
}

impl PrivateCheck {
    fn line(
        &mut self,
        span: &Span<'_>,
        sealed: &ByDigest<(Position, u64)>,
        seen: &mut ByDigest<()>,
    ) -> Result<(), Kind> {
        if !span.whole {
            return Err(Kind::Unfinished { bytes: span.bytes.len() as u64 });
        }
        std::str::from_utf8(span.bytes).map_err(|_| Kind::NotUtf8)?;
        let parts = PrivateParts::split(span.bytes).map_err(Kind::Malformed)?;
        let digest = Digest::parse(parts.sealed).ok_or(Kind::Malformed(Malformed::Start))?;
        let Some(&(position, n)) = sealed.get(&digest) else {
            // Of what was erased nothing says that this is its digest.
            let is_whole = parts.salted.state(parts.sealed) == Payload::Matches;
            return Err(if is_whole { Kind::PrivateOrphan } else { Kind::PrivateDiffers });
        };
        if seen.insert(digest, ()).is_some() {
            return Err(Kind::PrivateTwice);
        }
        self.named_end = span.end() as u64;
        match parts.salted.state(parts.sealed) {
            Payload::Matches => self.matches += 1,
            Payload::Erased => self.erased.push(Erased { position, n, private: true }),
            Payload::Differs => return Err(Kind::PrivateDiffers),
        }
        Ok(())
    }
}
