//! Erasing: texts and private lines are overwritten in place, at the same length, and synced.
//!
//! Invariant: no byte that a hash covers is touched. Erasing again what is erased does no harm, so an erasing
//! that a crash cut short is finished by doing it again.

use super::append::Transaction;
use super::check::lines;
use super::disk::{DiskFile, Open};
use super::error::{At, Operation, StoreError};
use super::finding::{Finding, Kind};
use super::layout::Position;
use super::line::{Line, PrivateParts};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What to erase of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EraseTarget {
    /// Where its line lies in the log.
    pub position: Position,
    /// Erase its free text.
    pub text: bool,
    /// Erase its private line.
    pub private: bool,
}

/// What was erased, or had been before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Texts in the log.
    pub texts: usize,
    /// Private lines.
    pub private: usize,
    /// Private lines that are not held here.
    pub not_held: usize,
    /// Files with private lines that crashes had left without an event: deleted, since nobody can tell whose
    /// they are.
    pub torn: usize,
}

/// A private segment that was read: its path and bytes.
type Segment = (PathBuf, Vec<u8>);

impl Transaction {
    /// Erases. The event that says so has been committed before.
    ///
    /// # Errors
    /// [`StoreError::NoLine`] or `Damaged` when a position holds no event; `Io` and [`StoreError::Unknown`]: some of
    /// it may be erased; do it again.
    pub fn erase(&mut self, targets: &[EraseTarget]) -> Result<Erasure, StoreError> {
        if self.spent {
            return Err(StoreError::Spent);
        }
        if targets.is_empty() {
            return Ok(Erasure::default());
        }
        // A line that is half erased must never lie beyond head, where it would look like a torn commit.
        self.write_head(true)?;
        let mut files = BTreeMap::new();
        let (mut done, mut segment) = (Erasure::default(), None);
        for target in targets {
            self.erase_one(target, &mut files, &mut segment, &mut done)?;
        }
        for (path, file) in files {
            file.sync().map_err(|source| StoreError::Unknown { path, source })?;
        }
        if targets.iter().any(|target| target.private) {
            done.torn = self.delete_torn()?;
        }
        Ok(done)
    }

    fn erase_one(
        &self,
        target: &EraseTarget,
        files: &mut BTreeMap<PathBuf, Box<dyn DiskFile>>,
        segment: &mut Option<Segment>,
        done: &mut Erasure,
    ) -> Result<(), StoreError> {
        let (store, at) = (&self.store, target.position);
        let path = store.layout.segment(at.writer, at.segment);
        let bytes = store.line_at(at)?;
        let damaged = |kind| StoreError::Damaged(Box::new(Finding::damage(path.clone(), at.line, kind)));
        let line = Line::split(&bytes).map_err(|m| damaged(Kind::Malformed(m)))?;
        if let Some(text) = line.text.filter(|_| target.text) {
            let (range, bytes) = text.erasure();
            self.overwrite(files, &path, at.offset + range.start as u64, &bytes)?;
            done.texts += 1;
        }
        let Some(sealed) = line.trailer().sealed.filter(|_| target.private) else { return Ok(()) };
        let path = store.layout.private_segment(at.writer, at.segment);
        let (_, held) = match segment.take().filter(|(read, _)| *read == path) {
            Some(same) => segment.insert(same),
            None => segment.insert((path.clone(), store.read_from(&path, 0)?.unwrap_or_default())),
        };
        let parts =
            lines(held).filter(|span| span.whole).filter_map(|s| Some((s.at, PrivateParts::split(s.bytes).ok()?)));
        let Some((start, parts)) = parts.into_iter().find(|(_, parts)| parts.sealed == sealed) else {
            done.not_held += 1;
            return Ok(());
        };
        let (range, bytes) = parts.salted.erasure();
        self.overwrite(files, &path, (start + range.start) as u64, &bytes)?;
        done.private += 1;
        Ok(())
    }

    /// Written even where it is so already: whether that reached the medium is not known.
    fn overwrite(
        &self,
        files: &mut BTreeMap<PathBuf, Box<dyn DiskFile>>,
        path: &Path,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        if !files.contains_key(path) {
            let file = self.store.disk.open(path, Open::Write).at(Operation::Open, path)?;
            files.insert(path.to_path_buf(), file);
        }
        files.get(path).map_or(Ok(()), |file| file.write_at(bytes, offset)).at(Operation::Write, path)
    }

    fn delete_torn(&self) -> Result<usize, StoreError> {
        let folder = self.store.layout.private_torn();
        let names = self.store.sorted_names(&folder)?;
        for name in &names {
            let path = folder.join(name);
            match self.store.disk.remove(&path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                removed => removed.at(Operation::Replace, &path)?,
            }
        }
        if !names.is_empty() {
            self.store.disk.sync_folder(&folder).at(Operation::Sync, &folder)?;
        }
        Ok(names.len())
    }
}
