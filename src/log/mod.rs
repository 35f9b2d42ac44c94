//! The log and the private side as bytes and files; the domain's rules are not known here.
//!
//! | file | what lives there |
//! |---|---|
//! | `layout` | paths, names of writers and segments, positions |
//! | `draft`, `line`, `hash` | a line's bytes: composing, taking apart, digests |
//! | `form` | the forms of the log, by what its headers say |
//! | `check`, `beside` | what can be said of one line: the one judge for reading, recovering, verifying; a line with its neighbours |
//! | `append`, `object` | a write: [`Transaction`]; what is written is JSON |
//! | `recover`, `torn`, `head`, `lock` | what a write checks first, and what a crash leaves |
//! | `acknowledged` | what was acknowledged before, and must not be forgotten |
//! | `read`, `stream`, `since`, `files` | all writers' lines in their one order, without a lock; what is new |
//! | `stamp` | whether a folder or file is still as it was |
//! | `apart` | the same by segments on all cores, in no order |
//! | `private`, `erase` | the private side; erasing in place |
//! | `private_index` | numbers and addresses of both sides, keyed, to be found at once |
//! | `copies` | attached files: copied, collected where no event names them, removed |
//! | `leftovers` | where else in this folder a person's data may lie, to be erased |
//! | `verify`, `segment`, `finding`, `error` | every byte checked; what can be found, and go wrong |
//! | `writer` | which writer this clone is, and on which machine |
//! | `access` | owners, groups and modes of what lies in a project |
//! | `accounts` | accounts and groups of this machine by name |
//! | `disk`, `faulty` | the file operations; a twin that fails and crashes, for tests |
//!
//! Invariant: no byte that a hash covers is ever changed; a reader never waits and never writes.

pub mod access;
pub mod accounts;
mod acknowledged;
mod append;
mod attached_files;
mod check;
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
mod writer;

#[cfg(test)]
mod tests;

pub use acknowledged::Forgotten;
pub use append::{Ack, Composed, Composer, Transaction};
pub use attached_files::{Copied, CopyFault, Copying};
pub use check::{chain, linked};
pub use draft::{Drafts, LineDraft};
pub use erase::{EraseTarget, Erasings, Erasure, Reached};
pub use error::{LogError, Operation};
pub use file_stamp::Stamp;
pub use finding::{Erased, Finding, FindingKind, World};
pub use hash::{Digest, Hex};
pub use head::Tail;
pub use layout::{Binding, Layout, Mark, Position, SegmentName, WriterName};
pub use leftovers::{Leftovers, Whose};
pub use line::{Line, Payload};
pub use needle::Needle;
pub use parallel_grep::{Apart, EachApart};
pub use private::{PrivateLine, PrivateRef};
#[cfg(test)]
pub(crate) use private_index::of_text;
pub use private_index::{MOST_SEPARATORS, Places, SEPARATORS, State, Window, of_word};
pub use read::{LineRef, Scan};
pub use recover::Recovery;
pub use segment::EachLine;
pub use torn_tail::Torn;
pub use verify::{Looks, Progress, VerifyReport, WriterReport};

use access::{Rules, Sharing};
use disk::{Access, Disk, Open, RealDisk, read_range};
use error::AtPath;
use head::Head;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The log of one project directory. It holds paths, and nothing that changes.
#[derive(Clone, Debug)]
pub struct Log {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) layout: Layout,
    machine: String,
    /// Where the account keeps what was acknowledged.
    state: Option<PathBuf>,
    rules: Rules,
}

impl Log {
    /// The log of a project directory on the machine's own file system. `private` is where the private side
    /// lies if not in `private/`; `machine` is what tells this machine from others. Touches no file.
    #[must_use]
    pub fn open(dir: &Path, private: Option<&Path>, machine: &str) -> Self {
        Self::open_shared(dir, private, machine, Sharing::default())
    }

    /// The same of a project in which several accounts may work.
    #[must_use]
    pub fn open_shared(dir: &Path, private: Option<&Path>, machine: &str, sharing: Sharing) -> Self {
        let layout = Layout::new(dir, private);
        let rules = Rules::new(dir, &layout.private, sharing);
        let disk = Arc::new(RealDisk { rules: rules.clone() });
        Self { disk, layout, machine: machine.to_string(), state: None, rules }
    }

    /// Who may look into what: for whoever writes beside the log.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The same on another file system.
    #[must_use]
    pub fn open_on(disk: Arc<dyn Disk>, dir: &Path, private: Option<&Path>, machine: &str) -> Self {
        let layout = Layout::new(dir, private);
        Self { disk, layout, machine: machine.to_string(), state: None, rules: Rules::default() }
    }

    /// Makes what a new project needs in its (existing) directory: folders, this clone's writer, the lock file,
    /// `.gitignore` and `.gitattributes` (added to, if there are such).
    ///
    /// # Errors
    /// [`StoreError::Exists`] if there is a log already, or what is left of one, `BadName`, `BadProject`, `Io`. A creation that was
    /// cut short can be done again.
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

    /// Which writer this clone is; `None` if it is none yet (a fresh clone).
    ///
    /// # Errors
    /// When `.redress/writer` cannot be read.
    pub fn binding(&self) -> Result<Option<Binding>, LogError> {
        writer::read(self.disk.as_ref(), &self.layout)
    }

    /// Makes this folder a writer of its own, with a new name: what a copied folder does before it writes.
    ///
    /// # Errors
    /// `BadName`, `BadProject`, `Io`; [`StoreError::Exists`] if that writer has a folder already, `GoneBack` if the log of the writer
    /// that this folder was has gone back.
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

    /// Takes a writer's place: what a moved or restored folder does, whose old place will never write again. It goes on from the log
    /// as it is here; what was acknowledged beyond that ([`Self::forgotten`]) stays on record.
    ///
    /// # Errors
    /// `BadProject`, `Io`.
    pub fn adopt(&self, project: &str, writer: WriterName) -> Result<(), LogError> {
        self.bind(project, writer, &|| self.settle_heads(project, writer))
    }

    /// The project's id: that of this clone's binding, or else of the first header in the log.
    ///
    /// # Errors
    /// When neither can be read.
    pub fn project(&self) -> Result<Option<String>, LogError> {
        if let Some(binding) = self.binding()? {
            return Ok(Some(binding.project));
        }
        for writer in self.writers()? {
            let Some(&first) = self.segments(writer)?.first() else { continue };
            let path = self.layout.segment(writer, first);
            let Some((file, _)) = self.open_read(&path)? else { continue };
            let bytes = read_range(file.as_ref(), 0, 16 << 10).at(Operation::Read, &path)?;
            let header = check::lines(&bytes).next().and_then(|span| check::Header::parse(span.bytes));
            if let Some(header) = header {
                return Ok(Some(header.project));
            }
        }
        Ok(None)
    }

    /// Makes this folder a writer, after `first` under the lock.
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
        // The lock file is made here, so that its name is on the medium before anything relies on it.
        let _guard = lock::acquire(disk, &self.layout.lock(), std::time::Duration::ZERO)?;
        first()?;
        let binding = writer::here(disk, &self.layout, &self.machine, project, writer)?;
        writer::write(disk, &self.layout, &binding)?;
        disk.sync_folder(&self.layout.root).at(Operation::Sync, &self.layout.root)
    }

    /// What git is not to see: this machine's own things, and the private side where it lies in the project.
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

    /// Adds the lines that a small file in the project directory lacks.
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
