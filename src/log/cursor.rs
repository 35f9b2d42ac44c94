//! A cursor: how far somebody has read a project's log, as a text that is kept and given back later.
//!
//! Invariant: parsing the text gives the same cursor again. Its readers need not know what it holds: the project, and for each writer
//! the last line that was read, with its number and hash.

use super::Log;
use super::error::{AtPath, LogError, Operation};
use super::file_stamp::Stamp;
use super::files::from_end;
use super::hash::Digest;
use super::layout::{Mark, Position, SegmentName, WriterName};
use super::line::{self, Line};
use super::read::LineRef;
use std::fmt;
use std::str::FromStr;

/// The first version of the text.
const PREFIX: &str = "c1.";

/// How far a project's log was read. Without marks: nothing was read yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The project's id.
    pub project: String,
    /// The last line that was read of each writer, by writer.
    pub marks: Vec<Mark>,
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACursor;

impl Cursor {
    /// Before the first event of a project.
    #[must_use]
    pub fn start(project: &str) -> Self {
        Self { project: project.into(), marks: Vec::new() }
    }

    /// Whether a text is meant as a cursor: no event and no date begins like one.
    #[must_use]
    pub fn looks_like(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// Moves it past a line. A line that cannot be read does not move it: the next one of its writer does.
    pub fn pass(&mut self, line: LineRef<'_>) {
        let at = line.position;
        let Some(hash) = line.split().ok().and_then(|parts: Line<'_>| Digest::parse(parts.hash)) else { return };
        let mark = Mark {
            writer: at.writer,
            segment: at.segment,
            end: at.offset + line.bytes.len() as u64 + 1,
            lines: at.line,
            n: line.n,
            hash,
            names: Stamp::NONE,
            file: Stamp::NONE,
        };
        match self.marks.binary_search_by_key(&at.writer, |known| known.writer) {
            Ok(place) => self.marks[place] = mark,
            Err(place) => self.marks.insert(place, mark),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.project)?;
        for Mark { writer, segment, end, lines, n, hash, .. } in &self.marks {
            write!(f, ",{writer}/{segment}/{end}/{lines}/{n}/{hash}")?;
        }
        Ok(())
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.strip_prefix(PREFIX).ok_or(NotACursor)?.split(',');
        let project = parts.next().unwrap_or_default();
        if project.is_empty() || !project.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(NotACursor);
        }
        let marks = parts.map(|part| mark(part).ok_or(NotACursor)).collect::<Result<Vec<_>, _>>()?;
        let cursor = Self { project: project.into(), marks };
        // A text that was cut or put together by hand is none.
        if cursor.to_string() == text && cursor.marks.is_sorted_by_key(|mark| mark.writer) {
            Ok(cursor)
        } else {
            Err(NotACursor)
        }
    }
}

fn mark(text: &str) -> Option<Mark> {
    let mut parts = text.split('/');
    let mut next = || parts.next();
    let (writer, segment) = (WriterName::parse(next()?)?, SegmentName::parse(next()?)?);
    let (end, lines, n) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
    let hash = Digest::parse(next()?.as_bytes())?;
    Some(Mark { writer, segment, end, lines, n, hash, names: Stamp::NONE, file: Stamp::NONE })
}

impl Log {
    /// Whether the log still is the one that a cursor has read: for each writer, the last line that was read is there.
    ///
    /// # Errors
    /// [`LogError::CursorDiffers`] for the first writer whose log no longer fits; `Io`.
    pub fn check_cursor(&self, cursor: &Cursor) -> Result<(), LogError> {
        for mark in &cursor.marks {
            if !self.holds(mark)? {
                let file = self.layout.segment(mark.writer, mark.segment);
                return Err(LogError::CursorDiffers { file, line: mark.lines, n: mark.n });
            }
        }
        Ok(())
    }
}

impl Log {
    /// The last whole line of a writer's log and how far it reaches; `None` while there is no event.
    ///
    /// # Errors
    /// `Io`; the line is malformed.
    pub fn end_of(&self, writer: WriterName) -> Result<Option<(Mark, Vec<u8>)>, LogError> {
        for (segment, end) in self.limits(writer, None)?.into_iter().rev() {
            let path = self.layout.segment(writer, segment);
            let Some((file, _)) = self.open_read(&path)? else { continue };
            let last = from_end(file.as_ref(), end, |found, _| {
                let span = found.last().filter(|span| span.whole)?;
                Some((span.at as u64, span.bytes.to_vec()))
            });
            let Some((offset, bytes)) = last.at(Operation::Read, &path)? else { continue };
            let Some(n) = line::number(&bytes) else { continue };
            let position = Position { writer, segment, offset, line: 0 };
            let mut cursor = Cursor::default();
            cursor.pass(LineRef { position, n, bytes: &bytes });
            return Ok(cursor.marks.pop().map(|mark| (mark, bytes)));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    fn cursor() -> Cursor {
        let mark = |writer: &str, n| Mark {
            writer: WriterName::parse(writer).expect("a writer"),
            segment: SegmentName::parse("2026-11.0001").expect("a segment"),
            end: 5120,
            lines: 18,
            n,
            hash: hash::plain(writer.as_bytes()),
            names: Stamp::NONE,
            file: Stamp::NONE,
        };
        Cursor { project: "8c1f".into(), marks: vec![mark("HQ-00000001", 17), mark("SX-3fa9c2d1", 9)] }
    }

    #[test]
    fn a_cursor_is_read_back_as_it_was_printed() {
        for cursor in [Cursor::start("8c1f"), cursor()] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        assert!(
            cursor().to_string().bytes().all(|b| b.is_ascii_alphanumeric() || b"-./,".contains(&b)),
            "safe in a shell"
        );
    }

    #[test]
    fn what_was_cut_or_changed_is_no_cursor() {
        let text = cursor().to_string();
        for cut in 1..text.len() {
            let left = text[..cut].parse::<Cursor>();
            assert!(left.is_err() || left.is_ok_and(|left| left.marks.len() < 2), "{cut}");
        }
        for bad in ["", "c1.", "c2.8c1f", "c1.8c1f,", "c1.8c1f,HQ-00000001/2026-11.0001/+1/1/1/00"] {
            assert_eq!(bad.parse::<Cursor>(), Err(NotACursor), "{bad}");
        }
        let twice = format!("{text}{}", &text["c1.8c1f".len()..]);
        assert_eq!(twice.parse::<Cursor>(), Err(NotACursor));
    }
}
