//! What has changed in the log since marks were taken. Reads only what is new: one listing per writer, and the line at each mark.
//!
//! Invariant: reports an unchanged log only if every line that ended at a mark still has its hash and no earlier segment is missing.

use super::Log;
use super::disk::{DiskFile, read_range};
use super::error::{AtPath, LogError, Operation};
use super::file_stamp::Stamp;
use super::layout::{Mark, Position, SegmentName, WriterName};
use super::read::holds_at;
use std::path::Path;

/// The least number of bytes that a segment counts for.
const OPENING: u64 = 16 << 10;

impl Log {
    /// About how many bytes lie beyond the marks; exactly 0 if nothing is new. Writers without a mark count with all their bytes.
    /// `None` if the log is not the one that the marks were taken from.
    ///
    /// # Errors
    /// `Io`.
    pub fn since(&self, marks: &[Mark]) -> Result<Option<u64>, LogError> {
        let writers = self.writers()?;
        if marks.iter().any(|mark| !writers.contains(&mark.writer)) {
            return Ok(None);
        }
        let mut beyond = 0;
        for writer in writers {
            let Some(more) = self.beyond(writer, marks)? else { return Ok(None) };
            beyond += more;
        }
        Ok(Some(beyond))
    }

    /// How many bytes of a writer lie beyond its mark; `None` if its log is not the one of the mark.
    fn beyond(&self, writer: WriterName, marks: &[Mark]) -> Result<Option<u64>, LogError> {
        let mark = marks.iter().find(|mark| mark.writer == writer);
        if let Some(mark) = mark.filter(|mark| mark.names.same(&self.stamp(&self.layout.folder(writer)))) {
            // The folder is unchanged: no segment was added or removed.
            return self.after(mark);
        }
        let segments = match self.segments(writer) {
            Err(LogError::Damaged(_)) => return Ok(None),
            segments => segments?,
        };
        let mut beyond = 0;
        if let Some(mark) = mark {
            // Segments are numbered from 1 without gaps.
            let covered = segments.partition_point(|s| s.number() <= mark.segment.number());
            let whole = covered == mark.segment.number() as usize;
            if !whole || segments.get(covered.saturating_sub(1)) != Some(&mark.segment) {
                return Ok(None);
            }
            let Some(more) = self.after(mark)? else { return Ok(None) };
            beyond += more;
        }
        let after = mark.map_or(0, |mark| mark.segment.number());
        for segment in segments.into_iter().filter(|s| s.number() > after) {
            // Opening a file takes as long as reading this many bytes, so a tail of many small segments counts as long.
            beyond += self.open_read(&self.layout.segment(writer, segment))?.map_or(0, |(_, len)| len.max(OPENING));
        }
        Ok(Some(beyond))
    }

    /// How many bytes of its segment lie beyond a mark; `None` if the line that ended at the mark is gone or changed.
    fn after(&self, mark: &Mark) -> Result<Option<u64>, LogError> {
        let path = self.layout.segment(mark.writer, mark.segment);
        if mark.file.same(&self.stamp(&path)) {
            return Ok(Some(0));
        }
        let Some((file, len)) = self.open_read(&path)?.filter(|(_, len)| *len >= mark.end) else { return Ok(None) };
        let holds = holds_at(file.as_ref(), mark).at(Operation::Read, &path)?;
        Ok(holds.then(|| len - mark.end))
    }

    /// The lines at these positions with these lengths, without line breaks; `None` where no such line is.
    ///
    /// # Errors
    /// `Io`.
    pub fn lines_at(&self, places: &[(Position, u32)]) -> Result<Vec<Option<Vec<u8>>>, LogError> {
        let mut open: Option<(Position, Box<dyn DiskFile>)> = None;
        let mut lines = Vec::with_capacity(places.len());
        for (position, length) in places {
            let path = self.layout.segment(position.writer, position.segment);
            let same = |at: &Position| (at.writer, at.segment) == (position.writer, position.segment);
            if !open.as_ref().is_some_and(|(at, _)| same(at)) {
                open = self.open_read(&path)?.map(|(file, _)| (*position, file));
            }
            let Some((_, file)) = &open else {
                lines.push(None);
                continue;
            };
            // Read one more byte at each end: the line breaks.
            let start = position.offset.saturating_sub(1);
            let end = position.offset + u64::from(*length) + 1;
            let mut bytes = read_range(file.as_ref(), start, end).at(Operation::Read, &path)?;
            let whole = bytes.len() as u64 == end - start && bytes.pop() == Some(b'\n');
            let begins = position.offset == 0 || bytes.first() == Some(&b'\n');
            bytes.drain(..usize::from(position.offset > 0).min(bytes.len()));
            lines.push((whole && begins && memchr::memchr(b'\n', &bytes).is_none()).then_some(bytes));
        }
        Ok(lines)
    }
}

impl Log {
    /// The current stamp of a file or folder; [`Stamp::NONE`] if it cannot be read.
    pub(crate) fn stamp(&self, path: &Path) -> Stamp {
        self.disk.stamp(path).unwrap_or(Stamp::NONE)
    }

    /// Whether the mark's stamps show that nothing was added to, or taken from, its writer's log.
    pub(crate) fn is_unchanged(&self, mark: &Mark) -> bool {
        mark.names.same(&self.stamp(&self.layout.folder(mark.writer)))
            && mark.file.same(&self.stamp(&self.layout.segment(mark.writer, mark.segment)))
    }

    /// A writer's segments from `last` on, by number. The folder is listed only if it has changed since `last` was its last segment.
    pub(crate) fn segments_from(
        &self,
        writer: WriterName,
        last: Option<(SegmentName, &Stamp)>,
    ) -> Result<Vec<SegmentName>, LogError> {
        let same = |names: &Stamp| names.same(&self.stamp(&self.layout.folder(writer)));
        if let Some((last, _)) = last.filter(|(_, names)| same(names)) {
            return Ok(vec![last]);
        }
        let mut segments = self.segments(writer)?;
        segments.retain(|segment| last.is_none_or(|(last, _)| segment.number() >= last.number()));
        Ok(segments)
    }

    /// The mark with stamps that show that nothing follows it, as far as that is true: a later reader can skip the check. `None` if the
    /// log is not the one of the mark.
    ///
    /// # Errors
    /// `Io`.
    pub fn stamped(&self, mark: &Mark) -> Result<Option<Mark>, LogError> {
        let path = self.layout.segment(mark.writer, mark.segment);
        let Some((open, _)) = self.open_read(&path)? else { return Ok(None) };
        // Sync first: otherwise a crash could keep the stamp and lose the bytes. Then take the stamps, before the checks: a change during
        // the checks gives another stamp.
        let rests = self.stamp(&path) != Stamp::NONE;
        let file = if rests && open.sync().is_ok() { self.stamp(&path) } else { Stamp::NONE };
        let names = self.stamp(&self.layout.folder(mark.writer));
        let last = self.segments(mark.writer)?.last() == Some(&mark.segment);
        let len = open.len().at(Operation::Read, &path)?;
        if !holds_at(open.as_ref(), mark).at(Operation::Read, &path)? {
            return Ok(None);
        }
        let names = if last { names } else { Stamp::NONE };
        let file = if len == mark.end { file } else { Stamp::NONE };
        Ok(Some(Mark { names, file, ..mark.clone() }))
    }
}
