//! A write: from taking the lock to releasing it.
//!
//! Invariant: a commit is acknowledged only after its private lines, then its log lines, then the names of new files are synced to disk,
//! with one write and one sync each. On any failure nothing before the commit is changed, and the next transaction finds out whether the
//! commit was written.

use super::Log;
use super::acknowledged::Witness;
use super::disk::{Access, DiskFile, Guard, Open};
use super::draft::{self, Drafts, Making};
use super::error::{AtPath, LogError, Operation};
use super::form::WRITTEN;
use super::hash::Digest;
use super::head::{Head, Tail};
use super::layout::{Position, SEGMENT_BYTES, SegmentName, WriterName};
use super::line::MAX_N;
use super::recover::{Recovered, Recovery, recover};
use super::{lock, writer};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An event that was synced to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Its number.
    pub n: u64,
    /// The position of its line.
    pub position: Position,
    /// Its line's hash.
    pub hash: Digest,
}

/// A commit's memory is reused for the next one if it takes at most this many bytes.
const SPARE: usize = 16 << 20;
/// About how many bytes a line has besides its members: numbers, hashes, a salt.
const LINE: usize = 256;

/// The texts and private data of so many events are hashed at once.
const TOGETHER: usize = 64;

/// The exclusive right to write, held until dropped.
pub struct Transaction {
    pub(crate) store: Log,
    project: String,
    head: Head,
    greatest: u64,
    recovery: Recovery,
    /// Notes of saved heads of this writer (`.redress/heads/`).
    left: Vec<String>,
    /// Private segments that exist before their log segment, and how many bytes of each are kept.
    kept: Vec<(SegmentName, u64)>,
    witness: Witness,
    files: Option<Files>,
    pub(crate) spent: bool,
    _guard: Guard,
}

/// The open files of the current segment.
struct Files {
    segment: SegmentName,
    log: Option<Box<dyn DiskFile>>,
    private: Option<Box<dyn DiskFile>>,
}

/// Turns drafts into commits. It holds the end of the log as it will be once everything composed is written, so it can run in another
/// thread than the one that writes.
#[derive(Clone, Debug)]
pub struct Composer {
    project: String,
    writer: WriterName,
    tail: Tail,
    greatest: u64,
    kept: Vec<(SegmentName, u64)>,
    /// Memory of written commits, to be reused: log and private side.
    spare: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A commit as bytes, and the state of the log once they are written.
#[derive(Debug)]
pub struct Composed {
    /// The hash of the line that it follows.
    after: Digest,
    segment: SegmentName,
    new: bool,
    log: Vec<u8>,
    private: Vec<u8>,
    /// The length of the private segment before this commit.
    private_at: u64,
    tail: Tail,
}

impl Log {
    /// Takes the lock, waiting up to `wait`, and checks that writing is safe. Reads what lies beyond head, one listing and the last line
    /// per writer; the cost does not grow with the log.
    ///
    /// # Errors
    /// [`LogError::Busy`], `NoWriter`, `Copied`, `Network`, `GoneBack`, `Damaged`, `Io`. Nothing was written to the log.
    pub fn begin(&self, wait: Duration) -> Result<Transaction, LogError> {
        let disk = self.disk.as_ref();
        let bound = writer::read(disk, &self.layout)?.ok_or(LogError::NoWriter)?;
        let layout = &self.layout;
        let log = [layout.machine(), layout.log(), layout.folder(bound.writer), layout.private.clone()];
        let below = (!self.private_is_closed()).then(|| layout.private_folder(bound.writer));
        for folder in log.into_iter().chain(below) {
            disk.check_folder(&folder).at(Operation::Open, &folder)?;
        }
        let guard = lock::acquire(disk, &self.layout.lock(), wait)?;
        let was = writer::read(disk, &self.layout)?.ok_or(LogError::NoWriter)?;
        let now = writer::here(disk, &self.layout, &self.machine, &was.project, was.writer)?;
        let network = || disk.identity(&self.layout.machine()).ok().and_then(|identity| identity.network);
        if let Some(kind) = was.is_of_another_machine(&now).then(network).flatten() {
            return Err(LogError::Network { kind, was: Box::new(was) });
        }
        if !was.is_here(&now) {
            return Err(LogError::Copied { was: Box::new(was), now: Box::new(now) });
        }
        let Recovered { head, recovery, kept } = recover(self, &was.project, was.writer)?;
        let mut greatest = head.tail.n;
        let mut left = Vec::new();
        for head in self.left()?.into_iter().filter(|head| head.writer == was.writer) {
            greatest = greatest.max(head.tail.n);
            left.extend(head.note);
        }
        for other in self.writers()?.into_iter().filter(|w| *w != was.writer) {
            greatest = greatest.max(self.greatest(other)?);
        }
        let witness = Witness::new(self.witness_path(&was.project, was.writer));
        let (store, project) = (self.clone(), was.project);
        let (files, spent) = (None, false);
        Ok(Transaction { store, project, head, greatest, recovery, left, kept, witness, files, spent, _guard: guard })
    }
}

impl Log {
    /// Whether the private side belongs to a smaller group that this account is not in. The account then works on the log side only.
    #[must_use]
    pub fn private_is_closed(&self) -> bool {
        let denied = |e: io::Error| e.kind() == io::ErrorKind::PermissionDenied;
        self.rules.has_private_group() && self.disk.list(&self.layout.private).is_err_and(denied)
    }
}

impl Transaction {
    /// The writer of this transaction.
    #[must_use]
    pub fn writer(&self) -> WriterName {
        self.head.writer
    }

    /// What was found and repaired before this transaction began.
    #[must_use]
    pub fn recovered(&self) -> &Recovery {
        &self.recovery
    }

    /// The greatest event number in any log. The next event gets one more.
    #[must_use]
    pub fn greatest(&self) -> u64 {
        self.greatest
    }

    /// The caller's note of the last commit; `None` if it was lost, or if events were found beyond it.
    #[must_use]
    pub fn head_note(&self) -> Option<&str> {
        self.head.note.as_deref()
    }

    /// The caller's notes of saved heads. They name numbers that were acknowledged but may not be in this log, and must not be reused.
    #[must_use]
    pub fn left_notes(&self) -> &[String] {
        &self.left
    }

    /// The end of this writer's log.
    #[must_use]
    pub fn tail(&self) -> &Tail {
        &self.head.tail
    }

    /// Stores another note (short JSON) in head without a commit. Like all of head it may be lost.
    pub fn set_head_note(&mut self, note: &str) {
        self.head.note = Some(note.to_string()).filter(|n| !n.is_empty());
        // If head could not be written, the next transaction brings it up to date.
        let _ = self.write_head(false);
        self.witness.write(&self.store, &self.head);
    }

    pub(crate) fn write_head(&self, sync: bool) -> Result<(), LogError> {
        self.head.write(self.store.disk.as_ref(), &self.store.layout, sync)
    }

    /// Appends the drafts as one commit, all or nothing. `month` is the month of the commit's `at`; `salts` returns random bytes;
    /// `head_note` is short JSON that head keeps for the caller (empty: none).
    ///
    /// # Errors
    /// [`LogError::Draft`], `NoRandomness` and `Exhausted` before anything is written. [`LogError::Io`]: the commit is not written.
    /// [`LogError::Unknown`]: it may or may not be written. After these two the transaction is `Spent`.
    pub fn commit(
        &mut self,
        drafts: &Drafts,
        month: (i32, u32),
        salts: &mut dyn FnMut() -> [u8; 16],
        head_note: &str,
    ) -> Result<Vec<Ack>, LogError> {
        if self.spent {
            return Err(LogError::Spent);
        }
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let mut acks = Vec::with_capacity(drafts.len());
        let composed = self.composer().compose(drafts, month, salts, &mut |ack| acks.push(ack))?;
        self.write(&composed, head_note)?;
        Ok(acks)
    }

    /// A composer for the next commits, for callers that compose ahead of writing.
    #[must_use]
    pub fn composer(&self) -> Composer {
        let (project, writer, tail) = (self.project.clone(), self.writer(), self.head.tail.clone());
        Composer { project, writer, tail, greatest: self.greatest, kept: self.kept.clone(), spare: Vec::new() }
    }

    /// Writes a composed commit. It must follow the commit that was written last.
    ///
    /// # Errors
    /// As [`Self::commit`]; also `Spent` if it follows something else.
    pub fn write(&mut self, composed: &Composed, head_note: &str) -> Result<(), LogError> {
        if self.spent || composed.after != self.head.tail.hash {
            return Err(LogError::Spent);
        }
        self.spent = true;
        self.write_private(composed)?;
        self.write_log(composed)?;
        self.spent = false;
        self.greatest = composed.tail.n;
        self.head.tail = composed.tail.clone();
        self.set_head_note(head_note);
        Ok(())
    }

    fn files(&mut self, segment: SegmentName) -> &mut Files {
        if self.files.as_ref().is_some_and(|files| files.segment != segment) {
            self.files = None;
        }
        self.files.get_or_insert(Files { segment, log: None, private: None })
    }

    fn write_private(&mut self, composed: &Composed) -> Result<(), LogError> {
        if composed.private.is_empty() {
            return Ok(());
        }
        let (store, writer) = (self.store.clone(), self.writer());
        let path = store.layout.private_segment(writer, composed.segment);
        let above = [store.layout.private.clone(), store.layout.private_folder(writer)];
        let files = self.files(composed.segment);
        let part = Part { store: &store, path: &path, access: Access::Private, above: &above };
        part.append(&mut files.private, &composed.private, composed.private_at, composed.private_at == 0)
    }

    fn write_log(&mut self, composed: &Composed) -> Result<(), LogError> {
        let (store, writer) = (self.store.clone(), self.writer());
        let path = store.layout.segment(writer, composed.segment);
        let above = [store.layout.log(), store.layout.folder(writer)];
        let at = composed.tail.length - composed.log.len() as u64;
        let files = self.files(composed.segment);
        let part = Part { store: &store, path: &path, access: Access::Shared, above: &above };
        let done = part.append(&mut files.log, &composed.log, at, composed.new);
        if let (Err(LogError::Io { .. }), Some(private)) = (&done, &files.private) {
            // The event is not in the log, so remove its private lines too. Otherwise the next transaction would set them aside.
            let _ = private.set_len(composed.private_at);
        }
        done
    }
}

impl Composer {
    /// The segment for a commit made in `month`, and whether it is new.
    fn choose(&self, month: (i32, u32)) -> Result<(SegmentName, bool), LogError> {
        let Some(current) = self.tail.segment else {
            return SegmentName::new(month, 1).map(|s| (s, true)).ok_or(LogError::Exhausted);
        };
        if self.tail.form == WRITTEN && self.tail.length <= SEGMENT_BYTES && month <= current.month() {
            return Ok((current, false));
        }
        current.next(month).map(|s| (s, true)).ok_or(LogError::Exhausted)
    }

    /// Keeps the memory of a written commit for a later one.
    pub fn reuse(&mut self, composed: Composed) {
        let Composed { mut log, mut private, .. } = composed;
        if log.capacity() + private.capacity() > SPARE {
            // The memory of an unusually long commit is released.
            return;
        }
        log.clear();
        private.clear();
        self.spare.push((log, private));
    }

    /// Composes the next commit from drafts: see [`Transaction::commit`]. On an error the composer is unchanged. `each` is called for
    /// every event with what will be true once the commit is written.
    ///
    /// # Errors
    /// [`LogError::Draft`], `NoRandomness` and `Exhausted`.
    pub fn compose(
        &mut self,
        drafts: &Drafts,
        month: (i32, u32),
        salts: &mut dyn FnMut() -> [u8; 16],
        each: &mut dyn FnMut(Ack),
    ) -> Result<Composed, LogError> {
        let (segment, new) = self.choose(month)?;
        let (after, mut tail) = (self.tail.hash, self.tail.clone());
        let room = drafts.bytes() + drafts.len() * LINE;
        let (mut log, mut private) = self.spare.pop().unwrap_or_default();
        log.reserve(room);
        tail.n = self.greatest;
        if new {
            let hash = draft::write_header(&mut log, &self.project, self.writer, segment, &tail.hash);
            let private = self.kept.iter().find(|(kept, _)| *kept == segment).map_or(0, |(_, len)| *len);
            tail = Tail { segment: Some(segment), length: 0, lines: 1, hash, private, n: tail.n, form: WRITTEN };
        }
        let (start, private_at) = (tail.length, tail.private);
        let (mut events, mut index) = (drafts.iter(), 0);
        loop {
            let some = events.by_ref().take(TOGETHER).map(|event| {
                let private = if event.private.is_empty() { [0; 16] } else { salt(salts)? };
                let text = if event.text.is_empty() { [0; 16] } else { salt(salts)? };
                Ok((event, [text, private]))
            });
            let some = some.collect::<Result<Vec<_>, LogError>>()?;
            if some.is_empty() {
                break;
            }
            for ((event, _), [said, sealed]) in some.iter().zip(draft::seals(&some)) {
                let problem = |problem| LogError::Draft { index, problem };
                let position =
                    Position { writer: self.writer, segment, offset: start + log.len() as u64, line: tail.lines + 1 };
                let sealed = sealed.map(|seal| draft::write_private(&mut private, event.private, seal)).transpose();
                let sealed = sealed.map_err(problem)?;
                let n = Some(tail.n + 1).filter(|&n| n <= MAX_N).ok_or(LogError::Exhausted)?;
                let making = Making { n, said, sealed, more: drafts.len() - 1 - index, previous: &tail.hash };
                let hash = draft::write_event(&mut log, event, &making).map_err(problem)?;
                each(Ack { n, position, hash });
                (tail.n, tail.hash, tail.lines) = (n, hash, tail.lines + 1);
                index += 1;
            }
        }
        tail.length = start + log.len() as u64;
        tail.private = private_at + private.len() as u64;
        (self.tail, self.greatest) = (tail.clone(), tail.n);
        Ok(Composed { after, segment, new, log, private, private_at, tail })
    }
}

/// A random salt. All zeros would mean that the payload is erased.
fn salt(salts: &mut dyn FnMut() -> [u8; 16]) -> Result<[u8; 16], LogError> {
    (0..4).map(|_| salts()).find(|salt| *salt != [0; 16]).ok_or(LogError::NoRandomness)
}

/// One of the two files that a commit is written to.
struct Part<'a> {
    store: &'a Log,
    path: &'a Path,
    access: Access,
    /// The folders that contain it, outermost first; created if needed.
    above: &'a [PathBuf],
}

impl Part<'_> {
    /// Appends in one write and syncs, including a new file's name. A failed write is truncated again.
    fn append(&self, open: &mut Option<Box<dyn DiskFile>>, bytes: &[u8], at: u64, new: bool) -> Result<(), LogError> {
        let mut unsynced = Vec::new();
        let file = match open {
            Some(file) => file,
            None => open.insert(self.open(new, &mut unsynced)?),
        };
        if let Err(error) = file.write_at(bytes, at).at(Operation::Write, self.path) {
            // If this fails too, the next transaction finds a torn tail.
            let _ = if at == 0 { self.store.disk.remove(self.path) } else { file.set_len(at) };
            return Err(error);
        }
        let unknown = |path: &Path| {
            let path = path.to_path_buf();
            |source| LogError::Unknown { path, source }
        };
        file.sync().map_err(unknown(self.path))?;
        for folder in unsynced {
            self.store.disk.sync_folder(&folder).map_err(unknown(&folder))?;
        }
        Ok(())
    }

    /// Opens or creates the file. `unsynced` gets the folders that contain a new name.
    fn open(&self, new: bool, unsynced: &mut Vec<PathBuf>) -> Result<Box<dyn DiskFile>, LogError> {
        let disk = &self.store.disk;
        if !new {
            return disk.open(self.path, Open::Write).at(Operation::Open, self.path);
        }
        // An existing folder may have been created by a process that died before it synced the name.
        for folder in self.above {
            disk.make_folder(folder, self.access).at(Operation::MakeFolder, folder)?;
            unsynced.extend(folder.parent().map(Path::to_path_buf));
        }
        unsynced.extend(self.path.parent().map(Path::to_path_buf));
        let file = match disk.open(self.path, Open::Create(self.access)) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => disk.open(self.path, Open::Write),
            file => file,
        };
        file.at(Operation::Open, self.path)
    }
}
