//! What can be said of one line of the log, given the hash of the line before: the one place where a line
//! is judged, for reading, for catching up after a crash, and for `verify`.
//!
//! Invariant: every byte of a line that passes is covered by a digest or fixed by its form.

use super::finding::FindingKind;
use super::form;
use super::hash::{self, Digest};
use super::layout::{SegmentName, WriterName};
use super::line::{self, Line, Malformed, Payload, Trailer};
use serde::Deserialize;

/// An event's line that has passed.
pub(crate) struct CheckedLine<'a> {
    /// Its parts.
    pub(crate) line: Line<'a>,
    /// Its number.
    pub(crate) n: u64,
    /// What the log wrote at its end.
    pub(crate) trailer: Trailer<'a>,
    /// What has become of its text; `None` if it never had one.
    pub(crate) text: Option<Payload>,
}

/// Checks an event's line, taken apart; `previous` is `None` where the line before cannot be read.
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

/// The same, where the line before says a hash that is not its own: whether this line follows from the one that it should say.
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

/// Checks that a line is UTF-8, built as a line is, and that its hash is right after `previous`, where that is known.
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

/// The same of a line that is known to be UTF-8, taken apart.
///
/// # Errors
/// What is wrong with it.
pub fn linked<'a>(parts: Result<Line<'a>, Malformed>, previous: Option<&[u8]>) -> Result<Line<'a>, FindingKind> {
    let line = parts.map_err(FindingKind::Malformed)?;
    if let Some(previous) = previous {
        let computed = hash::chain(previous, line.covered);
        if computed.hex() != line.hash {
            let stated = Digest::parse(line.hash).unwrap_or(Digest([0; 32]));
            return Err(FindingKind::Hash { stated, computed });
        }
    }
    Ok(line)
}

/// The same, and that the text is what its digest says, or erased.
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

/// What a header says.
#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    redress: u32,
    /// The project's id.
    pub(crate) project: String,
    desk: String,
    writer: String,
    segment: String,
}

impl Header {
    /// Reads a header's line.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        if !line::is_header(bytes) {
            return None;
        }
        serde_json::from_slice(bytes).ok()
    }

    /// Whether it says what the folder's and the file's name say, and this project if one is given.
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
            ("desk", self.desk != writer.desk()),
            ("writer", self.writer != writer.id()),
            ("segment", self.segment != segment.to_string()),
        ];
        wrong.iter().find(|(_, wrong)| *wrong).map_or(Ok(()), |(key, _)| Err(FindingKind::Header { key }))
    }
}

/// Checks a header's line whole.
pub(crate) fn header<'a>(
    bytes: &'a [u8],
    previous: Option<&[u8]>,
    project: Option<&str>,
    writer: WriterName,
    segment: SegmentName,
) -> Result<Line<'a>, FindingKind> {
    let line = chained(bytes, previous)?;
    let header = Header::parse(bytes).ok_or(FindingKind::Malformed(Malformed::Start))?;
    header.check(project, writer, segment)?;
    if line.text.is_some() { Err(FindingKind::Malformed(Malformed::AfterHash)) } else { Ok(line) }
}

/// Follows the counts of `more` through the lines of a log.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Commits {
    /// What the last line said is still to come.
    left: Option<u32>,
}

impl Commits {
    /// Takes the next line's count; whether it ends its commit.
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

    /// Whether the last commit still lacks lines.
    pub(crate) fn open(self) -> bool {
        self.left.is_some()
    }

    /// Forgets a commit that was begun.
    pub(crate) fn forget(&mut self) {
        self.left = None;
    }
}

/// The whole lines of some bytes: where each begins, and its bytes without the line break. What follows the
/// last line break is given too, as `whole = false`.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = Span<'_>> {
    let mut start = 0;
    let breaks = memchr::memchr_iter(b'\n', bytes).map(Some).chain([None]);
    breaks.filter_map(move |end| {
        let at = start;
        let stop = end.unwrap_or(bytes.len());
        start = stop + 1;
        (end.is_some() || at < stop).then(|| Span { at, bytes: &bytes[at..stop], whole: end.is_some() })
    })
}

/// A line within some bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    /// Where it begins.
    pub(crate) at: usize,
    /// Its bytes, without the line break.
    pub(crate) bytes: &'a [u8],
    /// Whether a line break ends it.
    pub(crate) whole: bool,
}

impl Span<'_> {
    /// Where the next line begins.
    pub(crate) fn end(&self) -> usize {
        self.at + self.bytes.len() + usize::from(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_more_go_down_to_none() {
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
    fn lines_are_cut_at_line_breaks_and_a_rest_is_told_apart() {
        let found: Vec<_> = lines(b"ab\n\nc").map(|s| (s.at, s.bytes, s.whole, s.end())).collect();
        assert_eq!(found, [(0, &b"ab"[..], true, 3), (3, b"", true, 4), (4, b"c", false, 5)]);
        assert_eq!(lines(b"").count(), 0);
    }
}
