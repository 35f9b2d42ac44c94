//! Removing the rows of erased lines.
//!
//! Invariant: afterwards no file in the folder has a row for the erased lines. Doing it twice does no harm.

use super::super::Log;
use super::super::erase::EraseTarget;
use super::super::error::{AtPath, LogError, Operation};
use super::super::writer;
use super::{Entries, NONE, Row, place, written};
use std::collections::HashSet;
use std::io;

impl Log {
    /// Removes all rows of erased lines.
    ///
    /// # Errors
    /// `Io`: some rows may be left; repeat the call.
    pub(in super::super) fn prune_index(&self, targets: &[EraseTarget]) -> Result<(), LogError> {
        let folder = self.index_folder();
        let names = self.names(&folder)?;
        if names.is_empty() {
            return Ok(());
        }
        // A process that is building an index now will find its draft missing, and fail.
        for name in names.iter().filter(|name| !matches!(name.as_str(), "key" | "entries")) {
            self.remove_index_file(name)?;
        }
        let whole = Entries::open(self).and_then(|entries| Some((entries.all()?, entries)));
        match whole {
            Some((rows, entries)) => {
                let gone = entries.rows_of(targets);
                let left: Vec<Row> = rows.iter().filter(|row| !gone.contains(&place(row)[..])).copied().collect();
                if left.len() < rows.len() {
                    let bytes = written(entries.check, &entries.covered, &left);
                    writer::replace(self.disk.as_ref(), &self.entries_path(), &bytes)?;
                }
            }
            // A damaged file may contain any row, so it is deleted.
            None => self.remove_index_file("entries")?,
        }
        // Synced even if nothing was removed now: an earlier run may have stopped before its sync.
        self.disk.sync_folder(&folder).at(Operation::Sync, &folder)
    }

    fn remove_index_file(&self, name: &str) -> Result<(), LogError> {
        let path = self.index_folder().join(name);
        match self.disk.remove(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.at(Operation::Replace, &path),
        }
    }
}

/// The rows to remove.
struct Gone {
    /// Segment and offset of events whose text is erased.
    texts: HashSet<[u32; 2]>,
    /// Segment and offset of events whose private line is erased.
    private: HashSet<[u32; 2]>,
}

impl Gone {
    fn contains(&self, place: &[u32]) -> bool {
        let &[segment, event, private] = place else { return false };
        let blanked = if private == NONE { &self.texts } else { &self.private };
        blanked.contains(&[segment, event])
    }
}

impl Entries {
    fn rows_of(&self, targets: &[EraseTarget]) -> Gone {
        let place = |target: &EraseTarget| {
            let at = target.position;
            let is = |covered: &super::Covered| (covered.mark.writer, covered.mark.segment) == (at.writer, at.segment);
            let segment = self.covered.iter().position(is)?;
            Some([u32::try_from(segment).ok()?, u32::try_from(at.offset).ok()?])
        };
        Gone {
            texts: targets.iter().filter(|target| target.text).filter_map(place).collect(),
            private: targets.iter().filter(|target| target.private).filter_map(place).collect(),
        }
    }
}
