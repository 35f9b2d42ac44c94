//! Checking a line of the log together with the lines before and after it. Decisions about a case, and pages that show one, rely on it.
//!
//! Invariant: a line that passes follows from the line before, the line after follows from it, and its text matches `said`. At the end
//! of a log, the acknowledged end or an end that the caller passes in replaces the line after. Costs one read of a few hundred bytes per
//! line; only a wrong line costs more.

use super::Log;
use super::check;
use super::disk::{DiskFile, read_range};
use super::error::{AtPath, LogError, Operation};
use super::files::from_end;
use super::finding::{Finding, FindingKind};
use super::hash;
use super::head::Head;
use super::layout::Mark;
use super::layout::{Position, SegmentName, WriterName};
use super::line::{Line, Payload};
use std::io;

/// How many bytes the first read takes before a line, and half of what it takes from the line's start on: enough for nearly all lines
/// and their neighbours.
const LOOK: u64 = 1 << 10;

/// How often a line is read again when its text does not match: the text may be being erased at this moment.
const AGAIN: usize = 3;

/// A line and its neighbours.
struct Around {
    /// The line before, if there is one.
    before: Option<Vec<u8>>,
    line: Vec<u8>,
    /// The line after, if there is a complete one.
    after: Option<Vec<u8>>,
    /// The offset of the line after.
    end: u64,
}

/// An open segment.
struct Opened {
    writer: WriterName,
    segment: SegmentName,
    file: Box<dyn DiskFile>,
    len: u64,
}

impl Log {
    /// Checks the lines at these positions. Returns what is wrong, each finding with its index in `places`. `ends` are known ends of logs.
    ///
    /// # Errors
    /// [`LogError::NoLine`], `Io`.
    pub fn check_lines(&self, places: &[Position], ends: &[Mark]) -> Result<Vec<(usize, Finding)>, LogError> {
        let mut open: Option<Opened> = None;
        let mut wrong = Vec::new();
        for (index, at) in places.iter().enumerate() {
            if open.as_ref().is_none_or(|open| (open.writer, open.segment) != (at.writer, at.segment)) {
                open = self.open_segment(at)?;
            }
            let Some(open) = &open else {
                return Err(LogError::NoLine { file: self.layout.segment(at.writer, at.segment), offset: at.offset });
            };
            if let Some(kind) = self.check_line(open, at, ends)? {
                let line = if at.line == 0 { self.line_number(open, at)? } else { at.line };
                let file = self.layout.segment(at.writer, at.segment);
                wrong.push((index, Finding::damage(file, line, kind)));
            }
        }
        Ok(wrong)
    }

    fn open_segment(&self, at: &Position) -> Result<Option<Opened>, LogError> {
        let opened = self.open_read(&self.layout.segment(at.writer, at.segment))?;
        Ok(opened.map(|(file, len)| Opened { writer: at.writer, segment: at.segment, file, len }))
    }

    fn check_line(&self, open: &Opened, at: &Position, ends: &[Mark]) -> Result<Option<FindingKind>, LogError> {
        let path = self.layout.segment(at.writer, at.segment);
        let mut again = 0;
        loop {
            let around = around(open.file.as_ref(), at.offset, open.len).at(Operation::Read, &path)?;
            let around = around.ok_or_else(|| LogError::NoLine { file: path.clone(), offset: at.offset })?;
            return match self.judge(open, at, &around, ends) {
                Err(LogError::Damaged(found)) if found.kind == FindingKind::Said && again < AGAIN => {
                    again += 1;
                    continue;
                }
                Err(LogError::Damaged(found)) => Ok(Some(found.kind)),
                judged => judged.map(|()| None),
            };
        }
    }

    fn judge(&self, open: &Opened, at: &Position, around: &Around, ends: &[Mark]) -> Result<(), LogError> {
        let path = self.layout.segment(at.writer, at.segment);
        let wrong = |kind| LogError::Damaged(Box::new(Finding::damage(path.clone(), at.line, kind)));
        let before = around.before.as_deref().and_then(|before| Line::split(before).ok());
        let parts = Line::split(&around.line);
        let event = match check::event(&around.line, parts, before.map(|before| before.hash)) {
            Err(kind @ FindingKind::Hash { .. }) => {
                // The changed byte may be in the hash of the line before.
                let meant = self.computed_before(open, at).at(Operation::Read, &path)?;
                match meant {
                    Some(meant) if check::linked(parts, Some(&meant.hex())).is_ok() => {
                        check::event(&around.line, parts, None).map_err(wrong)?
                    }
                    _ => return Err(wrong(kind)),
                }
            }
            event => event.map_err(wrong)?,
        };
        if event.text == Some(Payload::Differs) {
            return Err(wrong(FindingKind::Said));
        }
        let hash = event.line.hash;
        let follows = match around.after.as_deref().map(Line::split) {
            Some(Ok(after)) => check::linked(Ok(after), Some(hash)).is_ok(),
            // A malformed line says nothing about the line before it.
            Some(Err(_)) => true,
            None => return self.judge_end(at, around.end, hash, ends)?.map_or(Ok(()), |kind| Err(wrong(kind))),
        };
        if follows { Ok(()) } else { Err(wrong(FindingKind::Next)) }
    }

    /// The hash of the line before, computed from the line before that.
    fn computed_before(&self, open: &Opened, at: &Position) -> io::Result<Option<hash::Digest>> {
        let computed = from_end(open.file.as_ref(), at.offset, |found, whole| {
            if found.len() < 2 && !whole {
                return None;
            }
            let [.., first, last] = found else { return Some(None) };
            let pair = Line::split(first.bytes).ok().zip(Line::split(last.bytes).ok());
            Some(pair.map(|(first, last)| hash::chain(first.hash, last.covered)))
        });
        Ok(computed?.flatten())
    }

    /// What is wrong with a writer's last line, judged by head, by a known end, or by the next segment.
    fn judge_end(&self, at: &Position, end: u64, hash: &[u8], ends: &[Mark]) -> Result<Option<FindingKind>, LogError> {
        let other = |known: hash::Digest| (known.hex() != hash).then_some(FindingKind::OtherAtHead { expected: known });
        if self.bound()?.is_some_and(|binding| binding.writer == at.writer) {
            let head = Head::read(self.disk.as_ref(), &self.layout, at.writer)?;
            if let Some(head) = head.filter(|head| head.tail.segment == Some(at.segment) && head.tail.length == end) {
                return Ok(other(head.tail.hash));
            }
        }
        if let Some(mark) = ends.iter().find(|m| (m.writer, m.segment, m.end) == (at.writer, at.segment, end)) {
            return Ok(other(mark.hash));
        }
        let all = self.segments_in(&self.layout.folder(at.writer))?;
        let Some(next) = all.into_iter().find(|next| next.number() == at.segment.number() + 1) else { return Ok(None) };
        let path = self.layout.segment(at.writer, next);
        let Some((file, _)) = self.open_read(&path)? else { return Ok(None) };
        let bytes = read_range(file.as_ref(), 0, 4 * LOOK).at(Operation::Read, &path)?;
        let header =
            check::lines(&bytes).next().filter(|span| span.whole).and_then(|span| Line::split(span.bytes).ok());
        let follows = header.is_none_or(|header| check::linked(Ok(header), Some(hash)).is_ok());
        Ok((!follows).then_some(FindingKind::Next))
    }

    fn line_number(&self, open: &Opened, at: &Position) -> Result<u32, LogError> {
        let path = self.layout.segment(at.writer, at.segment);
        let before = read_range(open.file.as_ref(), 0, at.offset).at(Operation::Read, &path)?;
        Ok(u32::try_from(memchr::memchr_iter(b'\n', &before).count() + 1).unwrap_or(u32::MAX))
    }
}

/// The line that begins at an offset, with its neighbours; `None` if no line begins there.
fn around(file: &dyn DiskFile, offset: u64, len: u64) -> io::Result<Option<Around>> {
    let mut look = LOOK;
    loop {
        let start = offset.saturating_sub(look);
        let end = len.min(offset + 2 * look);
        let bytes = read_range(file, start, end)?;
        let split = usize::try_from(offset - start).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let Some((behind, ahead)) = bytes.split_at_checked(split) else { return Ok(None) };
        let behind = match (behind.strip_suffix(b"\n"), offset) {
            (None, 0) => None,
            (None, _) => return Ok(None),
            (Some(behind), _) => Some(behind),
        };
        // The line before: `Some(None)` while its start has not been read.
        let before = behind.map(|behind| match memchr::memrchr(b'\n', behind) {
            Some(at) => Some(&behind[at + 1..]),
            None => (start == 0).then_some(behind),
        });
        let mut breaks = memchr::memchr_iter(b'\n', ahead);
        let (first, second) = (breaks.next(), breaks.next());
        let all = end == len;
        let seen = before != Some(None) && first.is_some() && (second.is_some() || all);
        match first {
            Some(first) if seen => {
                return Ok(Some(Around {
                    before: before.flatten().map(<[u8]>::to_vec),
                    line: ahead[..first].to_vec(),
                    after: second.map(|second| ahead[first + 1..second].to_vec()),
                    end: offset + first as u64 + 1,
                }));
            }
            None if all => return Ok(None),
            _ => look *= 8,
        }
    }
}
