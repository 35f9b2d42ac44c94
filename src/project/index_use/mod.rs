//! The index in use: opened, brought up to the end of the log, made anew where it lags behind, and left where anything speaks
//! against it.
//!
//! Invariant: whatever is wrong with an index, the answer is the one that the log gives; nobody waits for one, and a folder
//! that cannot be written is a folder without one.

mod case_reader;
mod make;
mod moved_index;
mod positions;
mod view;

pub use case_reader::{CaseReader, Drawn};
pub(super) use positions::numbers_in;
pub use view::CaseLookup;
pub(super) use view::IndexView;

use crate::index::{Covered, Doubt, Index, Whose};
use crate::log::{Digest, LogError, Mark, SegmentName, Stamp, WriterName};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::open::Project;
use make::UnplacedIndex;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A tail of more bytes than this goes into an index.
pub const TAIL: u64 = 256 << 10;

/// Some 50 KiB of log.
const OFTEN: u64 = 64;

/// A write replays a tail that is so many times longer.
const PATIENT: u64 = 128;

/// What this process does with indexes.
#[derive(Debug)]
pub(super) struct IndexState {
    /// The longest tail that is replayed; `None`: no index is used or made.
    tail: Cell<Option<u64>>,
    /// What was last seen; `Some(None)`: that there is no index.
    view: RefCell<Option<Option<Rc<IndexView>>>>,
    /// The log may have grown since the view was made.
    stale: Cell<bool>,
    /// So much was written that the tail may have become long.
    much: Cell<bool>,
    pending: RefCell<Vec<UnplacedIndex>>,
    notes: RefCell<Vec<IndexNote>>,
}

/// What became of an index: said where more is wanted to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexNote {
    /// It was not used.
    Ignored(Doubt),
    /// It was made, of so many cases.
    Made(usize),
    /// It could not be kept.
    NotKept(Doubt),
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

/// The two indexes as they lie in the folder, and how far they reach.
struct Opened {
    large: Option<Rc<Index>>,
    small: Option<Rc<Index>>,
    marks: Vec<Mark>,
    /// Bytes of the log beyond them.
    beyond: u64,
}

/// The log as it was looked at: for threads that look at it together.
#[derive(Debug)]
pub struct SharedView(Rc<IndexView>);

impl SharedView {
    /// For each of them.
    #[must_use]
    pub fn peek(&self) -> CaseLookup<'_> {
        self.0.peek()
    }
}

impl Project {
    /// The log as it is now; `None` where there is no index of it.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn sight(&self) -> Result<Option<SharedView>, ProjectError> {
        // What it gives is what is on record.
        Ok(if self.moves_dates()? { None } else { self.view()?.map(SharedView) })
    }

    /// IndexState are made of tails of more than so many bytes; `None`: neither used nor made. (256 KiB unless said otherwise.)
    pub fn use_indexes(&self, tail: Option<u64>) {
        self.indexes.tail.set(tail);
    }

    /// How much of the log is read without what was made of it; `None`: nothing that was made is used.
    pub(super) fn longest_tail(&self) -> Option<u64> {
        self.indexes.tail.get()
    }

    /// What became of indexes, since this was asked last.
    #[must_use]
    pub fn index_notes(&self) -> Vec<IndexNote> {
        self.indexes.notes.take()
    }

    /// The log has grown, or may have: what is looked up next looks again.
    pub(super) fn log_has_grown(&self) {
        self.indexes.stale.set(true);
        self.moves.set(None);
    }

    /// Events with these numbers were written. Whether the tail has grown long is looked at once in [`OFTEN`] of them: a look costs
    /// as much as the write of one.
    pub(super) fn was_written(&self, mut numbers: impl Iterator<Item = u64>) {
        let small = self.indexes.tail.get().is_some_and(|limit| limit < TAIL);
        if small || numbers.any(|n| n.is_multiple_of(OFTEN)) {
            self.indexes.much.set(true);
        }
    }

    /// Asks the index; `None` where the log itself must be asked.
    ///
    /// # Errors
    /// The project's id cannot be read.
    pub(super) fn through<T>(
        &self,
        ask: impl FnOnce(&IndexView) -> Result<T, Doubt>,
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

    /// IndexState are not used any more by this process, nor is what it made of them kept.
    fn distrust(&self, doubt: Doubt) {
        let damaged = matches!(doubt, Doubt::Sum | Doubt::Shape);
        self.note_index(IndexNote::Ignored(doubt));
        self.indexes.tail.set(None);
        self.indexes.view.take();
        drop(self.indexes.pending.take());
        if damaged {
            // The next command is not to meet it again.
            let _ = std::fs::remove_file(self.index_path(false));
            let _ = std::fs::remove_file(self.index_path(true));
        }
    }

    fn note_index(&self, note: IndexNote) {
        self.indexes.notes.borrow_mut().push(note);
    }

    /// The view of the log as it is now, or was when this process first looked (a write looks again).
    pub(super) fn view(&self) -> Result<Option<Rc<IndexView>>, ProjectError> {
        let Some(limit) = self.indexes.tail.get() else { return Ok(None) };
        let known = self.indexes.view.borrow().clone();
        if let Some(view) = known.clone().filter(|_| !self.indexes.stale.get()) {
            return Ok(view);
        }
        let whose = self.whose()?;
        let again = known.flatten().and_then(|view| self.reach(view.large().cloned(), view.small().cloned()).ok());
        let again = again.filter(|opened| opened.beyond <= self.longest(limit, &opened.large));
        let view = again.map_or_else(|| self.open_indexes(&whose), Ok).and_then(|opened| self.look(opened, &whose));
        let view = view.or_else(|doubt| {
            // Once more, from nothing.
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
            // A log that has gone back is told, and read as it is.
            self.remember(self.store.shortfall().ok().flatten().map(Flaw::from));
            self.remember(view.iter().flat_map(|view| view.flaws().to_vec()));
        }
        self.indexes.stale.set(false);
        self.indexes.view.replace(Some(view.clone()));
        Ok(view)
    }

    /// Where logs ended when an index was made of them, as far as one is in use.
    pub(super) fn known_ends(&self) -> Vec<Mark> {
        let known = self.indexes.view.borrow().clone().flatten();
        let top = known.as_ref().and_then(|view| view.small().or(view.large()).cloned());
        top.iter().flat_map(|top| top.covered()).filter_map(mark).collect()
    }

    fn whose(&self) -> Result<Whose, ProjectError> {
        let clashes = self.clashes()?.fingerprint();
        Ok(Whose { project: self.project_id()?, erasures: self.erasures(), clashes })
    }

    /// The longest tail that is replayed. A write has no time to make indexes, which may be many where it commits many times.
    fn longest(&self, limit: u64, large: &Option<Rc<Index>>) -> u64 {
        if self.writing.get() && large.is_some() { limit.saturating_mul(PATIENT) } else { limit }
    }

    /// The log by these indexes and what lies beyond them; a long tail goes into an index first.
    fn look(&self, opened: Opened, whose: &Whose) -> Result<Option<IndexView>, Doubt> {
        let short = self.indexes.tail.get().is_some_and(|limit| opened.beyond <= self.longest(limit, &opened.large));
        if short { self.replay(&opened) } else { self.make(opened, whose) }
    }

    /// Opens what lies in the folder, as far as it can be used.
    fn open_indexes(&self, whose: &Whose) -> Result<Opened, Doubt> {
        let open = |small: bool| {
            let opened = self
                .store
                .rules()
                .open_derived(&self.index_path(small))
                .map_err(Doubt::io)
                .and_then(|f| Index::open(&f, whose));
            match opened {
                Ok(index) => Some(Rc::new(index)),
                Err(Doubt::Missing) => None,
                Err(doubt) => {
                    self.note_index(IndexNote::Ignored(doubt));
                    None
                }
            }
        };
        let large = open(false);
        let small = large.as_ref().and_then(|large| open(true).filter(|small| small.base() == large.id()));
        for (large, small) in [(large.clone(), small), (large, None)].into_iter().filter(|(large, _)| large.is_some()) {
            match self.reach(large, small) {
                Ok(opened) => return Ok(opened),
                Err(doubt) => self.note_index(IndexNote::Ignored(doubt)),
            }
        }
        self.reach(None, None)
    }

    /// How far these indexes reach in the log, if it is still the log that they were made from.
    fn reach(&self, large: Option<Rc<Index>>, small: Option<Rc<Index>>) -> Result<Opened, Doubt> {
        let top = small.as_ref().or(large.as_ref());
        let covered = top.map_or(&[][..], |index| index.covered());
        let marks = covered.iter().map(mark).collect::<Option<Vec<_>>>().ok_or(Doubt::Shape)?;
        let beyond = self.store.since(&marks).map_err(|e| trouble(&e))?.ok_or(Doubt::Log)?;
        Ok(Opened { large, small, marks, beyond })
    }

    pub(super) fn index_folder(&self) -> PathBuf {
        self.store.layout.machine().join("cache")
    }

    fn index_path(&self, small: bool) -> PathBuf {
        self.index_folder().join(if small { "recent.index" } else { "cases.index" })
    }

    /// How often something was erased here.
    pub(super) fn erasures(&self) -> u64 {
        let text = std::fs::read_to_string(self.erasures_path());
        text.ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
    }

    fn erasures_path(&self) -> PathBuf {
        // Not in the cache: who deletes that must not bring an old index back to honour.
        self.store.layout.machine().join("erasures")
    }

    /// Something is being erased: no index that was made before may be used again, nor lie there with its texts.
    ///
    /// # Errors
    /// The system refuses.
    pub(super) fn forget_indexes(&self) -> Result<(), ProjectError> {
        let path = self.erasures_path();
        let wrap = |path: &Path| {
            let path = path.to_path_buf();
            |source| ProjectError::File { path, source }
        };
        // First the number: whoever is making an index just now looks at it after it has put it in its place.
        let rules = self.store.rules();
        rules.replace(&path, (self.erasures() + 1).to_string().as_bytes()).map_err(wrap(&path))?;
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
                // Its texts do not come back with a power cut.
                let folder = self.index_folder();
                self.store.disk.sync_folder(&folder).map_err(wrap(&folder))
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

/// What the log says is no matter of the index: the log is asked itself, and says it better.
fn trouble(error: &LogError) -> Doubt {
    match error {
        LogError::Io { source, .. } => Doubt::System(source.to_string()),
        _ => Doubt::Log,
    }
}
