//! Records of acknowledged writes besides `.redress/head`: heads that were saved when another replaced them (`.redress/heads/`), and a
//! record in the account's own state folder, which restoring a copy of the project does not set back.
//!
//! Invariant: a head is saved before another replaces it, so a log that has gone back is still detected. The account's record is only
//! additional evidence: no command fails because it cannot be read or written.

use super::Log;
use super::disk::{Access, DiskFile, Open};
use super::error::{AtPath, LogError, Operation};
use super::finding::{Finding, FindingKind, World};
use super::head::{Head, Tail};
use super::layout::{Binding, WriterName};
use super::read::holds_line;
use std::io;
use std::path::{Path, PathBuf};

/// Acknowledged events of a writer that this folder no longer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// The writer.
    pub writer: WriterName,
    /// The number of the last event that was acknowledged.
    pub n: u64,
    /// The caller's note at that time.
    pub note: Option<String>,
}

/// The account's record, kept open between the commits of one transaction.
pub(crate) struct Witness {
    path: Option<PathBuf>,
    file: Option<Box<dyn DiskFile>>,
}

impl Witness {
    pub(crate) fn new(path: Option<PathBuf>) -> Self {
        Self { path, file: None }
    }

    /// Overwrites the record. After a failure no further write is tried.
    pub(crate) fn write(&mut self, store: &Log, head: &Head) {
        let Some(path) = &self.path else { return };
        if self.file.is_none() {
            self.file = open(store, path).ok();
        }
        let written = self.file.as_ref().is_some_and(|file| file.write_at(&head.bytes(), 0).is_ok());
        if !written {
            (self.path, self.file) = (None, None);
        }
    }
}

fn open(store: &Log, path: &Path) -> io::Result<Box<dyn DiskFile>> {
    match store.disk.open(path, Open::Write) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        file => return file,
    }
    let mut above: Vec<_> = path.ancestors().skip(1).collect();
    while let Some(folder) = above.pop() {
        // Folders that exist, and may not be writable, are ignored.
        let _ = store.disk.make_folder(folder, Access::Private);
    }
    store.disk.open(path, Open::Create(Access::Private))
}

impl Log {
    /// Sets the account's folder in which acknowledged writes are recorded too.
    pub fn remember_in(&mut self, folder: Option<PathBuf>) {
        self.state = folder;
    }

    /// The path of the account's record of a writer.
    pub(crate) fn witness_path(&self, project: &str, writer: WriterName) -> Option<PathBuf> {
        self.state.as_ref().map(|folder| folder.join(format!("{project}.{writer}")))
    }

    /// Removes the account's records of this project's writers: it was made anew under the same id, and what was acknowledged under it
    /// before was of another copy.
    pub fn forget_others(&self, project: &str) {
        for writer in self.writers().unwrap_or_default() {
            // A record that stays says too much, never too little.
            let _ = self.witness_path(project, writer).map(|path| self.disk.remove(&path));
        }
    }

    fn witness(&self, project: &str, writer: WriterName) -> Option<Head> {
        let path = self.witness_path(project, writer)?;
        Head::read_file(self.disk.as_ref(), &path).ok().flatten().filter(|head| head.writer == writer)
    }

    /// The account's record, if it knows of more than the log that ends at `tail`.
    pub(crate) fn witness_beyond(
        &self,
        project: &str,
        writer: WriterName,
        tail: &Tail,
    ) -> Result<Option<Head>, LogError> {
        let Some(known) = self.witness(project, writer).filter(|known| known.tail != *tail) else { return Ok(None) };
        Ok(if self.holds_head(&known)? { None } else { Some(known) })
    }

    /// Refuses a write if the account's record knows of more than this folder.
    pub(crate) fn check_witness(&self, project: &str, writer: WriterName, tail: &Tail) -> Result<(), LogError> {
        let Some(known) = self.witness_beyond(project, writer, tail)? else { return Ok(()) };
        Err(match known.tail.segment.filter(|_| self.holds_log(&known).is_ok_and(|holds| holds)) {
            Some(segment) => self.gone_back(self.layout.private_segment(writer, segment), known.tail.private)?,
            None => self.gone_back(self.log_of(&known), known.tail.length)?,
        })
    }

    fn gone_back(&self, file: PathBuf, expected: u64) -> Result<LogError, LogError> {
        let found = self.open_read(&file)?.map(|(_, len)| len);
        Ok(LogError::GoneBack { file, expected, found, account: true })
    }

    fn log_of(&self, head: &Head) -> PathBuf {
        match head.tail.segment {
            Some(segment) => self.layout.segment(head.writer, segment),
            None => self.layout.folder(head.writer),
        }
    }

    /// Whether the last line that this head acknowledged is still in the log.
    pub(crate) fn holds_log(&self, head: &Head) -> Result<bool, LogError> {
        let Tail { length, hash, segment: Some(segment), .. } = &head.tail else { return Ok(true) };
        let path = self.layout.segment(head.writer, *segment);
        let Some((file, _)) = self.open_read(&path)?.filter(|(_, len)| len >= length) else { return Ok(false) };
        holds_line(file.as_ref(), *length, hash).at(Operation::Read, &path)
    }

    /// Whether the log and the private side still hold everything that this head acknowledged.
    fn holds_head(&self, head: &Head) -> Result<bool, LogError> {
        let Some(segment) = head.tail.segment else { return Ok(true) };
        if !self.holds_log(head)? {
            return Ok(false);
        }
        if self.private_is_closed() {
            return Ok(true);
        }
        let private = self.layout.private_segment(head.writer, segment);
        Ok(head.tail.private == 0 || self.open_read(&private)?.is_some_and(|(_, len)| len >= head.tail.private))
    }

    /// The heads that this folder has saved when another replaced them.
    pub(crate) fn left(&self) -> Result<Vec<Head>, LogError> {
        let folder = self.layout.heads();
        let names = self.sorted_names(&folder)?;
        let heads = names.iter().map(|name| Head::read_file(self.disk.as_ref(), &folder.join(name)));
        Ok(heads.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Saves a head that is about to be replaced, synced.
    pub(crate) fn leave(&self, head: &Head) -> Result<(), LogError> {
        if head.tail.segment.is_none() {
            return Ok(());
        }
        let (folder, machine) = (self.layout.heads(), self.layout.machine());
        if self.disk.make_folder(&folder, Access::Shared).at(Operation::MakeFolder, &folder)? {
            self.disk.sync_folder(&machine).at(Operation::Sync, &machine)?;
        }
        // Heads with the same end share one file.
        let name = format!("{}.{}", head.writer, &head.tail.hash.to_string()[..16]);
        super::writer::replace(self.disk.as_ref(), &folder.join(name), &head.bytes())
    }

    /// Prepares this folder for becoming another writer: its own log must not have gone back, and its head is saved.
    pub(crate) fn leave_writer(&self, project: &str) -> Result<(), LogError> {
        let Some(head) = Head::read_file(self.disk.as_ref(), &self.layout.head())? else { return Ok(()) };
        if !self.holds_head(&head)? {
            let file = self.log_of(&head);
            let found = self.open_read(&file)?.map(|(_, len)| len);
            return Err(LogError::GoneBack { file, expected: head.tail.length, found, account: false });
        }
        if self.is_here()? {
            self.check_witness(project, head.writer, &head.tail)?;
            self.note_former(head.writer)?;
        }
        self.leave(&head)
    }

    /// Notes that this folder was this writer: what it wrote stays this folder's to erase. (A copy was never its original.)
    fn note_former(&self, writer: WriterName) -> Result<(), LogError> {
        let mut former = self.former()?;
        if former.contains(&writer) {
            return Ok(());
        }
        former.push(writer);
        let text: String = former.iter().map(|writer| format!("{writer}\n")).collect();
        super::writer::replace(self.disk.as_ref(), &self.layout.former(), text.as_bytes())
    }

    /// The former writers of this folder.
    ///
    /// # Errors
    /// `Io`.
    pub fn former(&self) -> Result<Vec<WriterName>, LogError> {
        let bytes = self.read_from(&self.layout.former(), 0)?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).lines().filter_map(WriterName::parse).collect())
    }

    /// Whether the binding was made here. A copy may be older than what its original has acknowledged since.
    fn is_here(&self) -> Result<bool, LogError> {
        let Some(was) = self.bound()? else { return Ok(false) };
        let now = super::writer::here(self.disk.as_ref(), &self.layout, &self.machine, &was.project, was.writer)?;
        Ok(was.is_here(&now))
    }

    /// Events of a writer that were acknowledged, by this folder's or the account's record, and are not in this log. Adopting the writer
    /// gives them up.
    ///
    /// # Errors
    /// `Io`.
    pub fn forgotten(&self, project: &str, writer: WriterName) -> Result<Vec<Forgotten>, LogError> {
        let own = Head::read(self.disk.as_ref(), &self.layout, writer)?;
        let mut found = Vec::new();
        for head in own.into_iter().chain(self.witness(project, writer)) {
            if !self.holds_head(&head)? {
                found.push(Forgotten { writer, n: head.tail.n, note: head.note });
            }
        }
        Ok(found)
    }

    /// Prepares adopting a writer with its log as it is here. Heads that acknowledged more than it holds are saved.
    pub(crate) fn settle_heads(&self, project: &str, writer: WriterName) -> Result<(), LogError> {
        let disk = self.disk.as_ref();
        let was = Head::read_file(disk, &self.layout.head())?;
        let (mut held, mut lost) = (Vec::new(), false);
        for head in self.left()?.into_iter().filter(|head| head.writer == writer) {
            held.extend(self.holds_head(&head)?.then_some(head));
        }
        let own = was.clone().filter(|head| head.writer == writer);
        let witness = self.witness(project, writer);
        for head in own.into_iter().chain(witness) {
            if self.holds_head(&head)? {
                held.push(head);
            } else {
                lost = true;
                self.leave(&head)?;
            }
        }
        if let Some(other) = was.filter(|head| head.writer != writer) {
            if self.is_here()? {
                self.note_former(other.writer)?;
            }
            self.leave(&other)?;
        }
        let best = held.into_iter().max_by_key(|head| head.tail.n).filter(|_| !lost);
        match best.map(|head| Ok((self.is_even(&head)?, head))).transpose()? {
            Some((true, head)) => head.write(disk, &self.layout, true)?,
            // Private lines lie beyond it, or the log ends before it. Without a head the whole log is read to find its end.
            _ => self.remove(&self.layout.head())?,
        }
        match self.witness_path(project, writer).filter(|_| lost) {
            Some(path) => self.remove(&path),
            None => Ok(()),
        }
    }

    /// Whether the private side ends where this head says.
    fn is_even(&self, head: &Head) -> Result<bool, LogError> {
        let Some(segment) = head.tail.segment else { return Ok(true) };
        let held = self.open_read(&self.layout.private_segment(head.writer, segment))?.map_or(0, |(_, len)| len);
        let later = self.segments_in(&self.layout.private_folder(head.writer))?;
        Ok(held == head.tail.private && later.iter().all(|s| s.number() <= segment.number()))
    }

    fn remove(&self, path: &Path) -> Result<(), LogError> {
        match self.disk.remove(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.at(Operation::Replace, path),
        }
    }

    /// What was acknowledged and is no longer in the log, by the saved heads or the account's record.
    ///
    /// # Errors
    /// `Io`.
    pub fn missing(&self) -> Result<Vec<Finding>, LogError> {
        let mut lost = Vec::new();
        for head in self.left()? {
            if !self.holds_log(&head)? {
                lost.push(head);
            }
        }
        let mut found: Vec<_> = lost.iter().map(|head| self.forgot(head, World::GoneBack)).collect();
        if let (true, Some(binding)) = (self.state.is_some(), self.bound()?) {
            let own = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
            found.extend(self.forgotten_here(&binding, own)?);
        }
        Ok(found)
    }

    fn forgot(&self, head: &Head, world: World) -> Finding {
        let kind = FindingKind::Forgotten { n: head.tail.n, hash: head.tail.hash };
        Finding { world, file: self.log_of(head), line: 0, kind }
    }

    /// What a reader can see of a folder that was restored as a whole: the account's record knows of more than its own head.
    pub(crate) fn forgotten_here(&self, binding: &Binding, own: Option<Head>) -> Result<Option<Finding>, LogError> {
        if self.state.is_none() {
            return Ok(None);
        }
        // If this folder has never acknowledged anything, its disk may have lost synced data: a person must decide.
        let world =
            if own.as_ref().is_some_and(|head| head.tail.segment.is_none()) { World::Waits } else { World::GoneBack };
        let tail = own.map_or_else(Tail::genesis, |head| head.tail);
        match self.witness_beyond(&binding.project, binding.writer, &tail)? {
            Some(head) if self.is_here()? => Ok(Some(self.forgot(&head, world))),
            _ => Ok(None),
        }
    }
}
