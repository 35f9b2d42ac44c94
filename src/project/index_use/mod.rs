//! Uses the index: opens it, replays the tail of the log, rebuilds it if it lags behind, and ignores it if in doubt.
//!
//! Invariant: whatever is wrong with an index, the answer equals that from the log. No command waits for another process to build one, and
//! without a writable folder everything works without an index.

mod case_reader;
mod make;
mod moved_index;
mod past;
mod past_cases;
mod positions;
mod tail;
mod view;

pub(super) use case_reader::Layers;
pub use case_reader::{AddCase, CaseReader, CaseRows};
pub(super) use positions::numbers_in;
pub use view::CaseLookup;
pub(super) use view::IndexView;

use crate::index::{Covered, Index, IndexIdentity, Rejection};
use crate::log::{Digest, LogError, Mark, SegmentName, Stamp, WriterName};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use make::UnplacedIndex;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A tail longer than this many bytes is indexed.
pub const TAIL: u64 = 256 << 10;

/// The count of erasures where the old one cannot be told: more than were ever counted, so that no index has it.
const UNTOLD: u64 = 1 << 40;

/// After this many events (some 50 KiB of log) the length of the tail is checked.
const OFTEN: u64 = 64;

/// During a write the longest tail that is replayed is this many times longer.
const PATIENT: u64 = 128;

/// The state of the indexes in this process.
#[derive(Debug)]
pub(super) struct IndexState {
    /// The longest tail that is replayed, in bytes; `None`: indexes are neither used nor built.
    tail: Cell<Option<u64>>,
    /// The last view; `Some(None)`: there is no index.
    view: RefCell<Option<Option<Rc<IndexView>>>>,
    /// The log may have grown since the view was made.
    stale: Cell<bool>,
    /// Enough was written that the tail may have become long.
    much: Cell<bool>,
    pending: RefCell<Vec<UnplacedIndex>>,
    notes: RefCell<Vec<IndexNote>>,
}

/// What happened to an index; shown with `-v`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexNote {
    /// It was not used, for this reason.
    Ignored(Rejection),
    /// It was built; the number of its cases.
    Made(usize),
    /// It could not be kept.
    NotKept(Rejection),
}

impl Default for IndexState {
    fn default() -> Self {
        Self {
            tail: Cell::new(Some(TAIL)),
            view: RefCell::default(),
            stale: Cell::default(),
            much: Cell::default(),
            pending: RefCell::default(),
            notes: RefCell::default(),
        }
    }
}

/// The two indexes as found in the cache folder, and how far they reach.
struct Opened {
    large: Option<Rc<Index>>,
    small: Option<Rc<Index>>,
    marks: Vec<Mark>,
    /// Bytes of the log beyond them.
    beyond: u64,
}

/// A view of the log that several threads share.
#[derive(Debug)]
pub struct SharedView(Rc<IndexView>);

impl SharedView {
    /// A look-up for one thread.
    #[must_use]
    pub fn cases(&self) -> CaseLookup<'_> {
        self.0.cases()
    }
}

impl Project {
    /// The current view of the log; `None` if there is no index.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn shared_view(&self) -> Result<Option<SharedView>, ProjectError> {
        // Look-ups through it give what is on record, without moved dates.
        Ok(if self.moves_dates()? { None } else { self.view()?.map(SharedView) })
    }

    /// Sets the tail length in bytes beyond which indexes are built (default 256 KiB); `None`: indexes are neither used nor built.
    pub fn use_indexes(&self, tail: Option<u64>) {
        self.indexes.tail.set(tail);
    }

    /// The longest part of the log that is read without an index; `None`: no index is used.
    pub(super) fn longest_tail(&self) -> Option<u64> {
        self.indexes.tail.get()
    }

    /// What happened to indexes since the last call.
    #[must_use]
    pub fn index_notes(&self) -> Vec<IndexNote> {
        self.indexes.notes.take()
    }

    /// The log has grown, or may have: the next look-up checks again.
    pub(super) fn log_has_grown(&self) {
        self.indexes.stale.set(true);
        self.moves.set(None);
    }

    /// Notes that events with these numbers were written. The length of the tail is checked once in [`OFTEN`] events, because a check costs
    /// as much as writing one event.
    pub(super) fn was_written(&self, mut numbers: impl Iterator<Item = u64>) {
        self.written.set(true);
        let small = self.indexes.tail.get().is_some_and(|limit| limit < TAIL);
        if small || numbers.any(|n| n.is_multiple_of(OFTEN)) {
            self.indexes.much.set(true);
        }
    }

    /// Answers from the index; `None` if the log must be read instead.
    ///
    /// # Errors
    /// The project's id cannot be read.
    pub(super) fn through<T>(
        &self,
        ask: impl FnOnce(&IndexView) -> Result<T, Rejection>,
    ) -> Result<Option<T>, ProjectError> {
        let Some(view) = self.view()? else { return Ok(None) };
        match ask(&view) {
            Ok(answer) => Ok(Some(answer)),
            Err(doubt) => {
                self.distrust(doubt);
                Ok(None)
            }
        }
    }

    /// Stops using indexes in this process and drops those it has built.
    fn distrust(&self, doubt: Rejection) {
        let damaged = matches!(doubt, Rejection::Sum | Rejection::Shape);
        self.note_index(IndexNote::Ignored(doubt));
        self.indexes.tail.set(None);
        self.indexes.view.take();
        drop(self.indexes.pending.take());
        if damaged {
            // Otherwise the next command would meet the same damage.
            let _ = std::fs::remove_file(self.index_path(false));
            let _ = std::fs::remove_file(self.index_path(true));
        }
    }

    fn note_index(&self, note: IndexNote) {
        self.indexes.notes.borrow_mut().push(note);
    }

    /// The view of the log as it is now, or as it was when this process first looked (a write looks again).
    pub(super) fn view(&self) -> Result<Option<Rc<IndexView>>, ProjectError> {
        let Some(limit) = self.indexes.tail.get() else { return Ok(None) };
        let known = self.indexes.view.borrow().clone();
        if let Some(view) = known.clone().filter(|_| !self.indexes.stale.get()) {
            return Ok(view);
        }
        let Some(whose) = self.whose()? else { return Ok(None) };
        let again = known.flatten().and_then(|view| self.reach(view.large().cloned(), view.small().cloned()).ok());
        let again = again.filter(|opened| opened.beyond <= self.longest(limit, opened.large.as_ref()));
        let view = again.map_or_else(|| self.open_indexes(&whose), Ok).and_then(|opened| self.look(opened, &whose));
        let view = view.or_else(|doubt| {
            // Try again without existing indexes.
            self.note_index(IndexNote::Ignored(doubt));
            self.look(self.reach(None, None)?, &whose)
        });
        let view = match view {
            Ok(view) => view.map(Rc::new),
            Err(doubt) => {
                self.distrust(doubt);
                None
            }
        };
        if !self.writing.get() && view.is_some() {
            self.remember_shortfall();
            self.remember(view.iter().flat_map(|view| view.flaws().to_vec()));
        }
        self.indexes.stale.set(false);
        self.indexes.view.replace(Some(view.clone()));
        Ok(view)
    }

    /// The ends of logs that the index in use covers, if one is in use.
    pub(super) fn known_ends(&self) -> Vec<Mark> {
        let known = self.indexes.view.borrow().clone().flatten();
        let top = known.as_ref().and_then(|view| view.small().or(view.large()).cloned());
        top.iter().flat_map(|top| top.covered()).filter_map(mark).collect()
    }

    /// What an index must say of itself; `None` if that cannot be told, and then no index is used.
    fn whose(&self) -> Result<Option<IndexIdentity>, ProjectError> {
        let clashes = self.clashes()?.fingerprint();
        match self.erasures() {
            Ok(erasures) => Ok(Some(IndexIdentity { project: self.project_id()?, erasures, clashes })),
            Err(doubt) => {
                self.distrust(doubt);
                Ok(None)
            }
        }
    }

    /// The longest tail that is replayed. A write replays more, because building an index at each of many commits would be slow.
    fn longest(&self, limit: u64, large: Option<&Rc<Index>>) -> u64 {
        if self.writing.get() && large.is_some() { limit.saturating_mul(PATIENT) } else { limit }
    }

    /// The view from these indexes and what lies beyond them; a long tail is indexed first.
    fn look(&self, opened: Opened, whose: &IndexIdentity) -> Result<Option<IndexView>, Rejection> {
        let short =
            self.indexes.tail.get().is_some_and(|limit| opened.beyond <= self.longest(limit, opened.large.as_ref()));
        if short { self.replay(&opened) } else { self.make(opened, whose) }
    }

    /// Opens the indexes in the cache folder, as far as they are usable.
    fn open_indexes(&self, whose: &IndexIdentity) -> Result<Opened, Rejection> {
        let open = |small: bool, base: u64| {
            let opened = self
                .log
                .rules()
                .open_derived(&self.index_path(small))
                .map_err(Rejection::io)
                .and_then(|f| Index::open(&f, whose, base));
            match opened {
                Ok(index) => Some(Rc::new(index)),
                Err(Rejection::Missing) => None,
                Err(doubt) => {
                    self.note_index(IndexNote::Ignored(doubt));
                    None
                }
            }
        };
        let large = open(false, 0);
        let small = large.as_ref().and_then(|large| open(true, large.id()));
        for (large, small) in [(large.clone(), small), (large, None)].into_iter().filter(|(large, _)| large.is_some()) {
            match self.reach(large, small) {
                Ok(opened) => return Ok(opened),
                Err(doubt) => self.note_index(IndexNote::Ignored(doubt)),
            }
        }
        self.reach(None, None)
    }

    /// How far these indexes reach in the log; an error if the log is not the one they were built from.
    fn reach(&self, large: Option<Rc<Index>>, small: Option<Rc<Index>>) -> Result<Opened, Rejection> {
        let top = small.as_ref().or(large.as_ref());
        let covered = top.map_or(&[][..], |index| index.covered());
        let marks = covered.iter().map(mark).collect::<Option<Vec<_>>>().ok_or(Rejection::Shape)?;
        let beyond = self.log.since(&marks).map_err(|e| trouble(&e))?.ok_or(Rejection::Log)?;
        Ok(Opened { large, small, marks, beyond })
    }

    pub(super) fn index_folder(&self) -> PathBuf {
        self.log.layout.machine().join("cache")
    }

    fn index_path(&self, small: bool) -> PathBuf {
        self.index_folder().join(if small { "recent.index" } else { "cases.index" })
    }

    /// How often something was erased in this folder; an error if that cannot be told.
    pub(super) fn erasures(&self) -> Result<u64, Rejection> {
        match std::fs::read_to_string(self.erasures_path()).map_err(Rejection::io) {
            Ok(text) => text.trim().parse().map_err(|_| Rejection::Shape),
            Err(Rejection::Missing) => Ok(0),
            Err(doubt) => Err(doubt),
        }
    }

    fn erasures_path(&self) -> PathBuf {
        // Outside the cache, or deleting the cache would make an older index valid again.
        self.log.layout.machine().join("erasures")
    }

    /// Something is being erased: invalidates and removes all existing indexes, because they may hold its texts.
    ///
    /// # Errors
    /// The system refuses.
    pub(super) fn forget_indexes(&self) -> Result<(), ProjectError> {
        let path = self.erasures_path();
        let wrap = |path: &Path| {
            let path = path.to_path_buf();
            |source| ProjectError::File { path, source }
        };
        // The counter first: a process that is building an index checks it after placing the index.
        let rules = self.log.rules();
        let next = self.erasures().map_or(UNTOLD, |count| count + 1);
        rules.replace(&path, next.to_string().as_bytes()).map_err(wrap(&path))?;
        self.indexes.view.take();
        drop(self.indexes.pending.take());
        match std::fs::read_dir(self.index_folder()) {
            Ok(entries) => {
                for entry in entries.filter_map(Result::ok) {
                    match std::fs::remove_file(entry.path()) {
                        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(wrap(&entry.path())(e)),
                        _ => {}
                    }
                }
                // Sync the folder, so that the deleted files do not reappear after a power cut.
                let folder = self.index_folder();
                self.log.disk.sync_folder(&folder).map_err(wrap(&folder))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(wrap(&self.index_folder())(e)),
        }
    }
}

fn mark(covered: &Covered) -> Option<Mark> {
    let [names, file] = covered.stamps.map(|(inode, size, changed)| Stamp::new(inode, size, changed));
    Some(Mark {
        writer: WriterName::parse(&covered.writer)?,
        segment: SegmentName::parse(&covered.segment)?,
        end: covered.end,
        lines: covered.lines,
        n: covered.n,
        hash: Digest::parse(covered.hash.as_bytes())?,
        names,
        file,
    })
}

fn covered(mark: &Mark) -> Covered {
    Covered {
        writer: mark.writer.to_string(),
        segment: mark.segment.to_string(),
        end: mark.end,
        lines: mark.lines,
        n: mark.n,
        hash: mark.hash.to_string(),
        stamps: [mark.names.parts(), mark.file.parts()],
    }
}

/// A log error becomes a doubt about the index: the log is then read directly, which gives the better error.
fn trouble(error: &LogError) -> Rejection {
    match error {
        LogError::Io { source, .. } => Rejection::System(source.to_string()),
        _ => Rejection::Log,
    }
}
