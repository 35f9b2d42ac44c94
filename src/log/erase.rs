//! Erasing: texts and private lines are overwritten in place at the same length, and synced.
//!
//! Invariant: no byte that a hash covers is changed. Erasing twice does no harm, so an erasure that a crash interrupted is finished by
//! repeating it. Damaged data is reported, never skipped silently.

use super::Log;
use super::append::Transaction;
use super::check::lines;
use super::disk::{DiskFile, Open};
use super::error::{AtPath, LogError, Operation};
use super::finding::{Finding, FindingKind};
use super::layout::{Position, SegmentName, WriterName};
use super::line::{Line, Payload, PrivateParts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What to erase of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EraseTarget {
    /// The position of its line in the log.
    pub position: Position,
    /// Whether to erase its free text.
    pub text: bool,
    /// Whether to erase its private line.
    pub private: bool,
}

/// What was erased now or before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Texts in the log.
    pub texts: usize,
    /// Private lines.
    pub private: usize,
    /// Private lines that are not held here.
    pub not_held: usize,
    /// The first text or line that was not erased because it is damaged. Everything else is erased.
    pub damaged: Option<Box<Finding>>,
}

/// How far a writer's log was searched: a segment and a byte in it.
pub type Reached = (SegmentName, u64);

/// Lines of `erased` events with their positions, and how far the log was searched for them.
pub type Erasings = (Vec<(Position, Vec<u8>)>, Option<Reached>);

/// A private segment in memory: its path and bytes.
type Segment = (PathBuf, Vec<u8>);

impl Log {
    /// Checks that everything to be erased matches its digest. Damaged data is not erased, since it may belong to somebody else.
    ///
    /// # Errors
    /// [`LogError::Damaged`] at a text or private line that does not match its digest; `NoLine`, `Io`.
    pub fn check_erasable(&self, targets: &[EraseTarget]) -> Result<(), LogError> {
        let mut segment = None;
        for target in targets {
            let found = self.target(target, &mut segment)?;
            let line = Line::split(&found.line).map_err(|m| found.damage(FindingKind::Malformed(m)))?;
            let said = line.trailer().said.unwrap_or_default();
            if line.text.is_some_and(|text| text.state(said) == Payload::Differs) {
                return Err(found.damage(FindingKind::Said));
            }
            let path = self.layout.private_segment(target.position.writer, target.position.segment);
            if found.sealed.is_some() && found.held.is_empty() {
                self.check_absent(&path)?;
            }
            let (_, bytes) = segment.as_ref().filter(|_| !found.held.is_empty()).unwrap_or(&EMPTY);
            for (span, number) in lines(bytes).zip(1..).filter(|(span, _)| found.held.contains(&span.at)) {
                let parts = PrivateParts::split(span.bytes).ok();
                if parts.is_none_or(|parts| parts.salted.state(parts.sealed) == Payload::Differs) {
                    return Err(LogError::of(Finding::damage(path, number, FindingKind::PrivateDiffers)));
                }
            }
        }
        Ok(())
    }

    /// The lines of `erased` events in a writer's log after `after`, and how far the log was searched.
    ///
    /// # Errors
    /// `Io`.
    pub fn erasings_after(&self, writer: WriterName, after: Option<Reached>) -> Result<Erasings, LogError> {
        let finder = memchr::memmem::Finder::new(b"\"erased\":{");
        let (mut found, mut reached) = (Vec::new(), after);
        for segment in self.segments_in(&self.layout.folder(writer))? {
            let from = match after {
                Some((last, _)) if segment < last => continue,
                Some((last, end)) if segment == last => end,
                _ => 0,
            };
            let bytes = self.read_from(&self.layout.segment(writer, segment), from)?.unwrap_or_default();
            for span in lines(&bytes).filter(|span| span.whole) {
                let offset = from + span.at as u64;
                reached = Some((segment, from + span.end() as u64));
                if finder.find(span.bytes).is_some() {
                    found.push((Position { writer, segment, offset, line: 0 }, span.bytes.to_vec()));
                }
            }
        }
        Ok((found, reached))
    }

    /// Checks that all lines of a private segment are valid. Only then a line that is not found in it is certainly not held here.
    fn check_absent(&self, path: &Path) -> Result<(), LogError> {
        let bytes = self.read_from(path, 0)?.unwrap_or_default();
        for (span, number) in lines(&bytes).zip(1..).filter(|(span, _)| span.whole) {
            let kind = match PrivateParts::split(span.bytes) {
                Err(how) => FindingKind::Malformed(how),
                Ok(parts) if parts.salted.state(parts.sealed) == Payload::Differs => FindingKind::PrivateDiffers,
                Ok(_) => continue,
            };
            return Err(LogError::of(Finding::damage(path.to_path_buf(), number, kind)));
        }
        Ok(())
    }

    /// Checks that the private line which an event of this folder names is here.
    ///
    /// # Errors
    /// `Damaged`: the event's line, or a line of the private side, is damaged, or the private line is gone.
    pub fn check_held(&self, at: Position) -> Result<(), LogError> {
        let target = EraseTarget { position: at, text: false, private: true };
        let found = self.target(&target, &mut None)?;
        if found.held.is_empty() && found.sealed.is_some() {
            self.check_absent(&self.layout.private_segment(at.writer, at.segment))?;
            return Err(found.damage(FindingKind::PrivateGone { lines: 1 }));
        }
        Ok(())
    }

    /// An event's line, and the offsets of its private lines in the private segment, which is read into `segment`.
    fn target(&self, target: &EraseTarget, segment: &mut Option<Segment>) -> Result<Found, LogError> {
        let at = target.position;
        let (path, line) = (self.layout.segment(at.writer, at.segment), self.line_at(at)?);
        let mut found = Found { path, number: at.line, line, sealed: None, held: Vec::new() };
        let parts = Line::split(&found.line).map_err(|m| found.damage(FindingKind::Malformed(m)))?;
        let Some(sealed) = parts.trailer().sealed.filter(|_| target.private).map(<[u8]>::to_vec) else {
            return Ok(found);
        };
        let path = self.layout.private_segment(at.writer, at.segment);
        let (_, held) = match segment.take().filter(|(read, _)| *read == path) {
            Some(same) => segment.insert(same),
            None => segment.insert((path.clone(), self.read_from(&path, 0)?.unwrap_or_default())),
        };
        let is = |bytes: &[u8]| PrivateParts::split(bytes).is_ok_and(|parts| parts.sealed == sealed);
        found.held = lines(held).filter(|span| span.whole && is(span.bytes)).map(|span| span.at).collect();
        found.sealed = Some(sealed);
        Ok(found)
    }
}

static EMPTY: Segment = (PathBuf::new(), Vec::new());

/// What there is to erase of one event.
struct Found {
    path: PathBuf,
    number: u32,
    line: Vec<u8>,
    /// The digest of its private line, if that is to be erased.
    sealed: Option<Vec<u8>>,
    /// The offsets of private lines with this digest.
    held: Vec<usize>,
}

impl Found {
    fn damage(&self, kind: FindingKind) -> LogError {
        LogError::of(Finding::damage(self.path.clone(), self.number, kind))
    }
}

impl Transaction {
    /// Erases. The caller has committed the `erased` event before. A text in another writer's log is left to that writer.
    ///
    /// # Errors
    /// [`LogError::NoLine`] if a position holds no event; `Io` and [`LogError::Unknown`]: some of it may be erased; repeat the call.
    pub fn erase(&mut self, targets: &[EraseTarget]) -> Result<Erasure, LogError> {
        if self.spent {
            return Err(LogError::Spent);
        }
        if targets.is_empty() {
            return Ok(Erasure::default());
        }
        // Sync head first: a half-erased line beyond head would look like a torn commit.
        self.write_head(true)?;
        let mut files = BTreeMap::new();
        let (mut done, mut segment, mut absent) = (Erasure::default(), None, BTreeSet::new());
        for target in targets {
            match self.erase_one(target, &mut files, (&mut segment, &mut absent), &mut done) {
                Err(LogError::Damaged(finding)) => drop(done.damaged.get_or_insert(finding)),
                erased => erased?,
            }
        }
        for (path, file) in files {
            file.sync().map_err(|source| LogError::Unknown { path, source })?;
        }
        self.store.prune_index(targets)?;
        // Checked only now: erasing completes a line that an earlier run left half erased.
        match absent.iter().try_for_each(|path| self.store.check_absent(path)) {
            Err(LogError::Damaged(finding)) => drop(done.damaged.get_or_insert(finding)),
            checked => checked?,
        }
        Ok(done)
    }

    fn erase_one(
        &self,
        target: &EraseTarget,
        files: &mut BTreeMap<PathBuf, Box<dyn DiskFile>>,
        (segment, absent): (&mut Option<Segment>, &mut BTreeSet<PathBuf>),
        done: &mut Erasure,
    ) -> Result<(), LogError> {
        let (store, at) = (&self.store, target.position);
        let found = store.target(target, segment)?;
        let line = Line::split(&found.line).map_err(|m| found.damage(FindingKind::Malformed(m)))?;
        if let Some(text) = line.text.filter(|_| target.text) {
            let (range, bytes) = text.erasure();
            self.overwrite(files, &found.path, at.offset + range.start as u64, &bytes)?;
            done.texts += 1;
        }
        if found.sealed.is_none() {
            return Ok(());
        }
        let path = store.layout.private_segment(at.writer, at.segment);
        if found.held.is_empty() {
            done.not_held += 1;
            absent.insert(path);
            return Ok(());
        }
        let (_, held) = segment.as_ref().unwrap_or(&EMPTY);
        for span in lines(held).filter(|span| found.held.contains(&span.at)) {
            let Ok(parts) = PrivateParts::split(span.bytes) else { continue };
            let (range, bytes) = parts.salted.erasure();
            self.overwrite(files, &path, (span.at + range.start) as u64, &bytes)?;
        }
        done.private += 1;
        Ok(())
    }

    /// Writes the erased bytes even if they are there already, since it is unknown whether those are on disk.
    fn overwrite(
        &self,
        files: &mut BTreeMap<PathBuf, Box<dyn DiskFile>>,
        path: &Path,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), LogError> {
        if !files.contains_key(path) {
            let file = self.store.disk.open(path, Open::Write).at(Operation::Open, path)?;
            files.insert(path.to_path_buf(), file);
        }
        files.get(path).map_or(Ok(()), |file| file.write_at(bytes, offset)).at(Operation::Write, path)
    }
}
