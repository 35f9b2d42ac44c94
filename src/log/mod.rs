//! The log and the private side as bytes and files. This module does not know the rules of the domain.
//!
//! | file | contents |
//! |---|---|
//! | `layout` | paths, names of writers and segments, positions |
//! | `draft`, `line`, `hash` | the bytes of a line: composing, parsing, digests |
//! | `form` | the versions of the log's format, as segment headers name them |
//! | `vouch` | checking the digests of many lines at once |
//! | `check`, `neighbours` | checking one line, for reading, recovery and `verify`; checking a line together with the lines beside it |
//! | `append` | a write: [`Transaction`] |
//! | `recover`, `torn_tail`, `head`, `lock` | what a write checks first, and what a crash leaves behind |
//! | `acknowledged` | records of acknowledged writes, so that a log that has gone back is detected |
//! | `read`, `stream`, `files`, `tail_check` | the lines of all writers in their total order, without a lock; what is new since a mark |
//! | `file_stamp` | whether a folder or file has changed |
//! | `parallel_grep`, `needle` | searching lines segment by segment on all cores, in no order |
//! | `private`, `erase` | the private side; erasing in place |
//! | `private_index` | a keyed index of phone numbers and addresses on both sides |
//! | `attached_files` | attached files: copied, collected where no event names them, removed |
//! | `leftovers` | other places in this folder that may hold a person's data, to be erased |
//! | `verify`, `segment`, `finding`, `error` | checking every byte; the findings and errors |
//! | `writer` | which writer this clone is, and on which machine |
//! | `access` | owners, groups and modes of the files of a project |
//! | `accounts` | accounts and groups of this machine by name |
//! | `disk`, `faulty` | the file operations; for tests, a file system in memory that fails and crashes |
//!
//! Invariant: no byte that a hash covers is ever changed. A reader never waits and never writes.

pub mod access;
pub mod accounts;
mod acknowledged;
mod append;
mod attached_files;
mod check;
mod cursor;
pub mod disk;
mod draft;
mod erase;
pub mod error;
pub mod faulty;
mod file_stamp;
mod files;
pub mod finding;
mod form;
pub mod hash;
mod head;
pub mod layout;
mod leftovers;
pub mod line;
mod lock;
mod needle;
mod neighbours;
mod parallel_grep;
mod private;
mod private_index;
mod read;
mod recover;
mod segment;
mod stream;
mod tail_check;
mod torn_tail;
mod verify;
mod vouch;
mod writer;

#[cfg(test)]
mod tests;

pub use acknowledged::Forgotten;
pub use append::{Ack, Composed, Composer, Transaction};
pub use attached_files::{Copied, CopyFault, Copying};
pub use check::{chain, linked};
pub use cursor::{Cursor, NotACursor};
pub use draft::{Drafts, LineDraft};
pub use erase::{EraseTarget, Erasings, Erasure, Reached};
pub use error::{LogError, Operation};
pub use file_stamp::Stamp;
pub use finding::{ErasedItem, Finding, FindingKind, World};
pub use hash::{Digest, Hex};
pub use head::Tail;
pub use layout::{Binding, Layout, Mark, Position, SegmentName, WriterName};
pub use leftovers::{LeftoverFilter, Leftovers};
pub use line::{Line, Payload};
pub use needle::Needle;
pub use parallel_grep::{Apart, EachGrepHit};
pub use private::{PrivateLine, PrivateRef};
#[cfg(test)]
pub(crate) use private_index::of_text;
pub use private_index::{MOST_SEPARATORS, Places, PrivateIndexState, SEPARATORS, Window, of_word};
pub use read::{LineRef, Scan};
pub use recover::Recovery;
pub use segment::EachLine;
pub use torn_tail::Torn;
pub use verify::{Looked, Looks, Progress, VerifyReport, VerifyScope, WriterReport};
pub use vouch::{Following, vouch};

use access::{Rules, Sharing};
use disk::{Access, Disk, Open, RealDisk, read_range};
use error::AtPath;
use head::Head;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The log of one project directory. It holds paths and settings, and no state that changes.
#[derive(Clone, Debug)]
pub struct Log {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) layout: Layout,
    machine: String,
    /// The folder in which the account keeps its own record of acknowledged writes.
    state: Option<PathBuf>,
    rules: Rules,
}

impl Log {
    /// The log of a project directory on the real file system. `private` is the folder of the private side, by default `private/`;
    /// `machine` is an id of this machine. Touches no file.
    #[must_use]
    pub fn open(dir: &Path, private: Option<&Path>, machine: &str) -> Self {
        Self::open_shared(dir, private, machine, Sharing::default())
    }

    /// Like [`Self::open`], for a project in which several accounts may work.
    #[must_use]
    pub fn open_shared(dir: &Path, private: Option<&Path>, machine: &str, sharing: Sharing) -> Self {
        let layout = Layout::new(dir, private);
        let rules = Rules::new(dir, &layout.private, sharing);
        let disk = Arc::new(RealDisk { rules: rules.clone() });
        Self { disk, layout, machine: machine.to_string(), state: None, rules }
    }

    /// The access rules of this project, for code that writes other files of the project.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Like [`Self::open`], on another file system.
    #[must_use]
    pub fn open_on(disk: Arc<dyn Disk>, dir: &Path, private: Option<&Path>, machine: &str) -> Self {
        let layout = Layout::new(dir, private);
        Self { disk, layout, machine: machine.to_string(), state: None, rules: Rules::default() }
    }

    /// Creates what a new project needs in its (existing) directory: folders, this clone's writer, the lock file, `.gitignore` and
    /// `.gitattributes` (lines are added to files that exist).
    ///
    /// # Errors
    /// [`LogError::Exists`] if there is a log already, or the remains of one; `BadName`, `BadProject`, `Io`. After an interrupted
    /// creation, call it again.
    pub fn create(&self, project: &str, desk: &str, id: &str) -> Result<(), LogError> {
        let writer = name(desk, id)?;
        let (disk, layout) = (&self.disk, &self.layout);
        let head = Head::read_file(disk.as_ref(), &layout.head())?;
        let there = [
            (layout.log(), !self.names(&layout.log())?.is_empty()),
            (layout.private.clone(), self.names(&layout.private)?.iter().any(|name| WriterName::parse(name).is_some())),
            (layout.head(), head.is_some_and(|head| head.tail.segment.is_some())),
        ];
        if let Some((path, _)) = there.into_iter().find(|(_, there)| *there) {
            return Err(LogError::Exists { path });
        }
        disk.make_folder(&layout.log(), Access::Shared).at(Operation::MakeFolder, &layout.log())?;
        disk.make_folder(&layout.private, Access::Private).at(Operation::MakeFolder, &layout.private)?;
        self.add_lines(".gitignore", &self.ignored())?;
        let attributes = ["log/** -text -merge", "policies/** -text", "calendars/** -text"];
        self.add_lines(".gitattributes", &attributes.map(String::from))?;
        self.bind(project, writer, &|| Ok(()))?;
        Head::genesis(writer).write(disk.as_ref(), layout, true)
    }

    /// Which writer this clone is; `None` in a fresh clone.
    ///
    /// # Errors
    /// When `.redress/writer` cannot be read.
    pub fn binding(&self) -> Result<Option<Binding>, LogError> {
        writer::read(self.disk.as_ref(), &self.layout)
    }

    /// The same for what does not write: a binding that is damaged says nothing. Who writes is refused, and told.
    ///
    /// # Errors
    /// `Io`.
    pub fn bound(&self) -> Result<Option<Binding>, LogError> {
        match self.binding() {
            Err(LogError::Binding { .. }) => Ok(None),
            known => known,
        }
    }

    /// Makes this folder a new writer with a new name. A copied folder must do this before it writes.
    ///
    /// # Errors
    /// `BadName`, `BadProject`, `Io`; [`LogError::Exists`] if that writer has a folder already; `GoneBack` if the log of this folder's
    /// previous writer has gone back.
    pub fn rebind_new(&self, project: &str, desk: &str, id: &str) -> Result<WriterName, LogError> {
        let writer = name(desk, id)?;
        let path = self.layout.folder(writer);
        if !self.names(&path)?.is_empty() {
            return Err(LogError::Exists { path });
        }
        self.bind(project, writer, &|| self.leave_writer(project))?;
        Head::genesis(writer).write(self.disk.as_ref(), &self.layout, true)?;
        Ok(writer)
    }

    /// Takes over a writer, for a moved or restored folder whose old place will never write again. It continues from the log as it is
    /// here; acknowledged commits that are missing from it stay on record ([`Self::forgotten`]).
    ///
    /// # Errors
    /// `BadProject`, `Io`.
    pub fn adopt(&self, project: &str, writer: WriterName) -> Result<(), LogError> {
        self.bind(project, writer, &|| self.settle_heads(project, writer))
    }

    /// The project's id, from this clone's binding, or else from the first header in the log.
    ///
    /// # Errors
    /// When neither can be read.
    pub fn project(&self) -> Result<Option<String>, LogError> {
        if let Some(binding) = self.bound()? {
            return Ok(Some(binding.project));
        }
        for writer in self.writers()? {
            let Some(&first) = self.segments(writer)?.first() else { continue };
            let path = self.layout.segment(writer, first);
            let Some((file, _)) = self.open_read(&path)? else { continue };
            let bytes = read_range(file.as_ref(), 0, 16 << 10).at(Operation::Read, &path)?;
            let header = check::lines(&bytes).next().and_then(|span| check::SegmentHeader::parse(span.bytes));
            if let Some(header) = header {
                return Ok(Some(header.project));
            }
        }
        Ok(None)
    }

    /// Binds this folder to a writer. Runs `first` under the lock before that.
    fn bind(
        &self,
        project: &str,
        writer: WriterName,
        first: &dyn Fn() -> Result<(), LogError>,
    ) -> Result<(), LogError> {
        if project.is_empty() || !project.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(LogError::BadProject { project: project.to_string() });
        }
        let (disk, machine) = (self.disk.as_ref(), self.layout.machine());
        disk.make_folder(&machine, Access::Shared).at(Operation::MakeFolder, &machine)?;
        // The lock file is created here, so that its name is synced before anything relies on it.
        let _guard = lock::acquire(disk, &self.layout.lock(), std::time::Duration::ZERO)?;
        first()?;
        let binding = writer::here(disk, &self.layout, &self.machine, project, writer)?;
        writer::write(disk, &self.layout, &binding)?;
        disk.sync_folder(&self.layout.root).at(Operation::Sync, &self.layout.root)
    }

    /// The entries of `.gitignore`: this machine's own files, and the private side where it lies in the project.
    fn ignored(&self) -> Vec<String> {
        let mut ignored = vec!["/.redress/".to_string(), "/private/".to_string()];
        if let Ok(inside) = self.layout.private.strip_prefix(&self.layout.root) {
            let line = format!("/{}/", inside.to_string_lossy().replace('\\', "/"));
            if !ignored.contains(&line) {
                ignored.push(line);
            }
        }
        ignored
    }

    /// Adds the wanted lines that a small file in the project directory does not have yet.
    fn add_lines(&self, name: &str, wanted: &[String]) -> Result<(), LogError> {
        let path = self.layout.root.join(name);
        let mut bytes = match self.disk.open(&path, Open::Read) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
            file => {
                let file = file.at(Operation::Open, &path)?;
                let len = file.len().at(Operation::Read, &path)?;
                read_range(file.as_ref(), 0, len).at(Operation::Read, &path)?
            }
        };
        if !bytes.is_empty() && bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        let has = |line: &String| bytes.split(|&b| b == b'\n').any(|l| l.trim_ascii() == line.as_bytes());
        let missing: Vec<_> = wanted.iter().filter(|line| !has(line)).map(|line| format!("{line}\n")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        bytes.extend(missing.concat().as_bytes());
        writer::replace(self.disk.as_ref(), &path, &bytes)
    }
}

fn name(desk: &str, id: &str) -> Result<WriterName, LogError> {
    WriterName::new(desk, id).ok_or_else(|| LogError::BadName { desk: desk.to_string(), id: id.to_string() })
}
