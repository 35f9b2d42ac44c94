//! Checking one line of the log, given the hash of the line before. Reading, recovery after a crash, and `verify` all check lines here.
//!
//! Invariant: every byte of a line that passes is covered by a digest or fixed by the line's form.

use super::finding::FindingKind;
use super::form;
use super::hash::{self, Digest};
use super::layout::{SegmentName, WriterName};
use super::line::{self, Line, Malformed, Payload, Trailer};
use serde::Deserialize;

/// An event's line that has passed the checks.
pub(crate) struct CheckedLine<'a> {
    /// Its parts.
    pub(crate) line: Line<'a>,
    /// Its number.
    pub(crate) n: u64,
    /// The keys that the log wrote at its end.
    pub(crate) trailer: Trailer<'a>,
    /// The state of its text; `None` if it never had one.
    pub(crate) text: Option<Payload>,
}

/// Checks an event's line that was split already; `previous` is `None` where the line before cannot be read.
pub(crate) fn event<'a>(
    bytes: &'a [u8],
    parts: Result<Line<'a>, Malformed>,
    previous: Option<&[u8]>,
) -> Result<CheckedLine<'a>, FindingKind> {
    let line = follows(bytes, parts, previous)?;
    let n = line::number(bytes).ok_or(FindingKind::Malformed(Malformed::Start))?;
    let trailer = line.trailer();
    let text = match (&line.text, trailer.said) {
        (None, None) => None,
        (Some(text), Some(said)) => Some(text.state(said)),
        _ => return Err(FindingKind::TextOrSaidMissing),
    };
    Ok(CheckedLine { line, n, trailer, text })
}

/// Like [`event`], for a line after one with a wrong hash: also passes if this line follows from `meant`, the hash that the line before
/// should have.
pub(crate) fn event_after<'a>(
    bytes: &'a [u8],
    parts: Result<Line<'a>, Malformed>,
    previous: Option<&[u8]>,
    meant: Option<&Digest>,
) -> Result<CheckedLine<'a>, FindingKind> {
    let judged = event(bytes, parts, previous);
    match (&judged, meant) {
        (Err(FindingKind::Hash { .. }), Some(meant)) => event(bytes, parts, Some(&meant.hex())).or(judged),
        _ => judged,
    }
}

/// Checks that a line is UTF-8 and well-formed, and that its hash follows from `previous`, if that is known.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn chained<'a>(bytes: &'a [u8], previous: Option<&[u8]>) -> Result<Line<'a>, FindingKind> {
    follows(bytes, Line::split(bytes), previous)
}

fn follows<'a>(
    bytes: &[u8],
    parts: Result<Line<'a>, Malformed>,
    previous: Option<&[u8]>,
) -> Result<Line<'a>, FindingKind> {
    std::str::from_utf8(bytes).map_err(|_| FindingKind::NotUtf8)?;
    linked(parts, previous)
}

/// Like `chained`, for a line that is known to be UTF-8 and was split already.
///
/// # Errors
/// What is wrong with it.
pub fn linked<'a>(parts: Result<Line<'a>, Malformed>, previous: Option<&[u8]>) -> Result<Line<'a>, FindingKind> {
    let line = parts.map_err(FindingKind::Malformed)?;
    if let Some(previous) = previous.filter(|_| !line.follows) {
        let computed = hash::chain(previous, line.covered);
        if computed.hex() != line.hash {
            let stated = Digest::parse(line.hash).unwrap_or(Digest([0; 32]));
            return Err(FindingKind::Hash { stated, computed });
        }
    }
    Ok(line)
}

/// Like [`linked`], and checks that the text matches its digest or is erased.
///
/// # Errors
/// What is wrong with it.
pub fn chain(parts: Result<Line<'_>, Malformed>, previous: Option<&[u8]>) -> Result<(), FindingKind> {
    let line = linked(parts, previous)?;
    match (&line.text, line.trailer().said) {
        (None, None) => Ok(()),
        (Some(text), Some(said)) if text.state(said) != Payload::Differs => Ok(()),
        (Some(_), Some(_)) => Err(FindingKind::Said),
        _ => Err(FindingKind::TextOrSaidMissing),
    }
}

/// The content of a header.
#[derive(Debug, Deserialize)]
pub(crate) struct SegmentHeader {
    redress: u32,
    /// The project's id.
    pub(crate) project: String,
    desk: String,
    writer: String,
    segment: String,
}

impl SegmentHeader {
    /// Parses a header's line; `None` if it is none.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        if !line::is_header(bytes) {
            return None;
        }
        serde_json::from_slice(bytes).ok()
    }

    /// Checks that it agrees with the folder's and the file's name, and with the project if one is given.
    pub(crate) fn check(
        &self,
        project: Option<&str>,
        writer: WriterName,
        segment: SegmentName,
    ) -> Result<(), FindingKind> {
        if !form::is_known(self.redress) {
            return Err(FindingKind::Form { form: self.redress });
        }
        let wrong = [
            ("project", project.is_some_and(|p| p != self.project)),
            ("desk", self.desk != writer.desk().as_str()),
            ("writer", self.writer != writer.id()),
            ("segment", self.segment != segment.to_string()),
        ];
        wrong.iter().find(|(_, wrong)| *wrong).map_or(Ok(()), |(key, _)| Err(FindingKind::Header { key }))
    }
}

/// Checks a header's line, including its hash and content.
pub(crate) fn header<'a>(
    bytes: &'a [u8],
    previous: Option<&[u8]>,
    project: Option<&str>,
    writer: WriterName,
    segment: SegmentName,
) -> Result<Line<'a>, FindingKind> {
    let line = chained(bytes, previous)?;
    let header = SegmentHeader::parse(bytes).ok_or(FindingKind::Malformed(Malformed::Start))?;
    header.check(project, writer, segment)?;
    if line.text.is_some() { Err(FindingKind::Malformed(Malformed::AfterHash)) } else { Ok(line) }
}

/// Checks the counts of `more` over the lines of a log.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Commits {
    /// The count of the last line.
    left: Option<u32>,
}

impl Commits {
    /// Takes the next line's count. Returns whether this line ends its commit.
    pub(crate) fn step(&mut self, more: Option<u32>) -> Result<bool, FindingKind> {
        let expected = self.left.map(|left| left - 1);
        self.left = more.filter(|&more| more > 0);
        match expected {
            Some(0) if more.is_some() => Err(FindingKind::More { expected, found: more }),
            Some(k) if k > 0 && more != Some(k) => Err(FindingKind::More { expected, found: more }),
            None if more == Some(0) => Err(FindingKind::More { expected, found: more }),
            _ => Ok(more.is_none()),
        }
    }

    /// Whether the last commit is unfinished.
    pub(crate) fn open(self) -> bool {
        self.left.is_some()
    }

    /// Drops an unfinished commit.
    pub(crate) fn forget(&mut self) {
        self.left = None;
    }
}

/// The lines in some bytes, each with its offset, without the line break. What follows the last line break is returned too, with `whole`
/// false.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = LineSpan<'_>> {
    let mut start = 0;
    let breaks = memchr::memchr_iter(b'\n', bytes).map(Some).chain([None]);
    breaks.filter_map(move |end| {
        let at = start;
        let stop = end.unwrap_or(bytes.len());
        start = stop + 1;
        (end.is_some() || at < stop).then(|| LineSpan { at, bytes: &bytes[at..stop], whole: end.is_some() })
    })
}

/// A line within a buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineSpan<'a> {
    /// Its offset.
    pub(crate) at: usize,
    /// Its bytes, without the line break.
    pub(crate) bytes: &'a [u8],
    /// Whether it ends with a line break.
    pub(crate) whole: bool,
}

impl LineSpan<'_> {
    /// The offset of the next line.
    pub(crate) fn end(&self) -> usize {
        self.at + self.bytes.len() + usize::from(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_more_must_go_down_by_one_to_none() {
        let run = |counts: &[Option<u32>]| {
            let mut commits = Commits::default();
            counts.iter().map(|&more| commits.step(more)).collect::<Result<Vec<_>, _>>()
        };
        assert_eq!(run(&[None, Some(2), Some(1), None]), Ok(vec![true, false, false, true]));
        for wrong in [&[Some(2), None][..], &[Some(1), Some(1)], &[Some(0)], &[Some(2), Some(3)], &[Some(1), Some(0)]] {
            assert!(run(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn lines_splits_at_line_breaks_and_marks_an_incomplete_last_line() {
        let found: Vec<_> = lines(b"ab\n\nc").map(|s| (s.at, s.bytes, s.whole, s.end())).collect();
        assert_eq!(found, [(0, &b"ab"[..], true, 3), (3, b"", true, 4), (4, b"c", false, 5)]);
        assert_eq!(lines(b"").count(), 0);
    }
}
