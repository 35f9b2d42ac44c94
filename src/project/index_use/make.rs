//! Builds indexes, of the whole log or of a long tail, and moves them into place after the command has printed its output.

use super::positions::{names, position};
use super::view::IndexView;
use super::{IndexNote, Opened, covered, trouble};
use crate::domain::event::{Body, Event, Reading};
use crate::index::{Builder, BuiltIndex, DamageNote, Index, IndexIdentity, Place, Rejection};
use crate::log::{Finding, FindingKind, LineRef, Mark, Position, SegmentName, World, WriterName};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::open::Project;
use crate::project::read_ahead::ReadEvent;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The large index is rebuilt when what lies above it exceeds 1/PART of its size ...
const PART: u64 = 16;
/// ... and also this many bytes.
const LEAST: u64 = 512 << 10;
/// Approximate ratio of log bytes to index bytes.
const THINNER: u64 = 5;

/// After a write the tail is indexed if it is at most this many times longer than the longest tail that is replayed.
const LONG: u64 = 16;

/// How many temporary files this process has named. No name is used twice: another process may remove a file before it is locked, and a
/// second file of that name would be taken for the first.
static DRAFTS: AtomicU32 = AtomicU32::new(0);

/// A built index that is not in its place yet. On drop the draft is removed unless it was placed.
#[derive(Debug)]
pub(super) struct UnplacedIndex {
    file: File,
    draft: PathBuf,
    target: PathBuf,
    erasures: u64,
    /// It was renamed to `target`; a file with the draft's name is then somebody else's.
    named: bool,
}

impl UnplacedIndex {
    pub(super) fn new(file: File, draft: PathBuf, target: PathBuf, erasures: u64) -> Self {
        Self { file, draft, target, erasures, named: false }
    }
}

impl Drop for UnplacedIndex {
    fn drop(&mut self) {
        if !self.named {
            let _ = std::fs::remove_file(&self.draft);
        }
    }
}

/// A temporary file, removed on drop unless `keep`.
pub(super) struct IndexDraft {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) keep: bool,
}

impl Drop for IndexDraft {
    fn drop(&mut self) {
        if !self.keep {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

impl Project {
    /// Builds an index of what lies beyond the existing ones; `None` if the folder cannot be written.
    pub(super) fn make(&self, opened: Opened, whose: &IndexIdentity) -> Result<Option<IndexView>, Rejection> {
        let (Some(stage), Some(mut draft)) = (self.draft("stage"), self.draft("index")) else {
            // Without a new index the tail is too long to replay: read the log.
            return Ok(None);
        };
        let Opened { large, small, marks, beyond } = opened;
        let over = large.clone().filter(|large| {
            let above = small.as_ref().map_or(0, |small| small.size()) + beyond / THINNER;
            above <= (large.size() / PART).max(LEAST)
        });
        let bases: Vec<&Index> = small.iter().chain(&large).map(AsRef::as_ref).collect();
        let stage_file = stage.file.try_clone().map_err(Rejection::io)?;
        let mut builder = Builder::new(bases, stage_file)?;
        let reached = self.feed(&mut builder, &marks, large.is_some())?;
        let file = draft.file.try_clone().map_err(Rejection::io)?;
        let covered = reached.iter().map(|mark| {
            let mark = self.log.stamped(mark).map_err(|e| trouble(&e))?.ok_or(Rejection::Log)?;
            Ok(covered(&mark))
        });
        let covered = covered.collect::<Result<_, Rejection>>()?;
        let BuiltIndex { index, file } =
            builder.finish(file, whose, covered, over.as_deref(), &mut |places, segments| {
                self.events_at(places, segments)
            })?;
        draft.keep = true;
        let target = self.index_path(over.is_some());
        let pending = UnplacedIndex::new(file, draft.path.clone(), target, whose.erasures);
        self.supersede(pending, over.is_none());
        self.note_index(IndexNote::Made(index.len()));
        let index = Some(Rc::new(index));
        let (large, small) = if over.is_some() { (large, index) } else { (index, None) };
        let clashes = self.clashes().map_err(|_| Rejection::Log)?;
        let flaws = self.kept_flaws(small.as_deref().or(large.as_deref()))?;
        Ok(Some(IndexView::new((large, small), Default::default(), (clashes, flaws))))
    }

    /// Replaces a pending index with the same target; a new large index also drops pending indexes layered over the old one.
    pub(super) fn supersede(&self, pending: UnplacedIndex, large: bool) {
        let mut waiting = self.indexes.pending.borrow_mut();
        waiting.retain(|old| !large && old.target != pending.target);
        waiting.push(pending);
    }

    /// Reads the log after the marks into the builder; returns how far it was read.
    fn feed(&self, builder: &mut Builder<'_>, marks: &[Mark], follows: bool) -> Result<Vec<Mark>, Rejection> {
        let mut failed = None;
        let mut segment: Option<((WriterName, SegmentName), u32)> = None;
        let mut take = |ReadEvent { event, position, line }: ReadEvent<'_>| -> Result<(), Rejection> {
            if follows && matches!(event.body, Body::Erased(_)) {
                // The index may hold texts that were erased from the log.
                return Err(Rejection::Log);
            }
            let name = (position.writer, position.segment);
            let number = match segment.filter(|(known, _)| *known == name) {
                Some((_, number)) => number,
                None => builder.segment(&format!("{}/{}", name.0, name.1))?,
            };
            segment = Some((name, number));
            let length = u32::try_from(line.len()).map_err(|_| Rejection::Log)?;
            builder.event(event, Place { segment: number, offset: position.offset, length })
        };
        let read = self.read_ahead(marks, Reading::Fold, true, &mut |told| match take(told) {
            Ok(()) => ControlFlow::Continue(()),
            Err(doubt) => {
                failed = Some(doubt);
                ControlFlow::Break(())
            }
        });
        let (reached, damage) = read.map_err(|error| match error {
            ProjectError::Store(error) => trouble(&error),
            _ => Rejection::Log,
        })?;
        match failed {
            Some(doubt) => Err(doubt),
            None => {
                // The index keeps the findings; every command that uses it reports them.
                for flaw in &damage {
                    builder.wrong(noted(flaw).ok_or(Rejection::Log)?);
                }
                Ok(reached)
            }
        }
    }

    /// The findings about the log that an index keeps.
    pub(super) fn kept_flaws(&self, top: Option<&Index>) -> Result<Vec<Flaw>, Rejection> {
        let flaw = |wrong: &DamageNote| {
            let (writer, segment) = names(&wrong.segment)?;
            let file = self.log.layout.segment(writer, segment);
            let kind = FindingKind::of_note(&wrong.note)?;
            let finding = Finding { world: World::Damage, file, line: wrong.line, kind };
            Some(Flaw { finding, case: wrong.case })
        };
        top.map_or(&[][..], Index::wrong).iter().map(flaw).collect::<Option<_>>().ok_or(Rejection::Shape)
    }

    /// The events at places, in the same order.
    pub(super) fn events_at(&self, places: &[Place], segments: &[String]) -> Result<Vec<Event>, Rejection> {
        let name = |nth: u32| segments.get(nth as usize).map(String::as_str).ok_or(Rejection::Shape);
        let positions = places.iter().map(|place| Ok((position(name(place.segment)?, place)?, place.length)));
        let positions = positions.collect::<Result<Vec<_>, Rejection>>()?;
        self.events_in(&positions).map(|all| all.into_iter().map(|(event, _)| event).collect())
    }

    /// The same with their lines.
    pub(super) fn events_in(&self, positions: &[(Position, u32)]) -> Result<Vec<(Event, String)>, Rejection> {
        let lines = self.log.lines_at(positions).map_err(|e| trouble(&e))?;
        let both = positions.iter().zip(lines);
        both.map(|((position, _), line)| {
            let line = line.ok_or(Rejection::Log)?;
            let line = LineRef { position: *position, n: 0, bytes: &line };
            self.parse(line).map_err(|_| Rejection::Log)
        })
        .collect()
    }

    /// Creates a temporary file in the cache folder, locked while this process holds it; `None` if that is not possible.
    pub(super) fn draft(&self, kind: &str) -> Option<IndexDraft> {
        let folder = self.index_folder();
        let rules = self.log.rules();
        if let Err(error) = rules.make_folders(&folder) {
            self.note_index(IndexNote::NotKept(Rejection::io(error)));
            return None;
        }
        let mut refused = None;
        for _ in 0..1000 {
            let path = folder.join(format!("{kind}.{}.{}.tmp", std::process::id(), DRAFTS.fetch_add(1, Relaxed)));
            match rules.create_new(&path) {
                Ok(file) => {
                    let draft = IndexDraft { file, path, keep: false };
                    // An unlocked file tells other processes that its owner is gone.
                    return draft.file.try_lock().is_ok().then_some(draft);
                }
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(e) => {
                    refused = Some(e);
                    break;
                }
            }
        }
        self.note_index(IndexNote::NotKept(refused.map_or(Rejection::Missing, Rejection::io)));
        None
    }

    /// Moves the indexes that this process has built into place. Call it after the output and outside the lock: it takes time, and a
    /// failure is ignored.
    pub fn keep_indexes(&self) {
        self.carry_on();
        let pending = self.indexes.pending.take();
        if pending.is_empty() {
            return;
        }
        for mut pending in pending {
            if let Err(doubt) = self.keep(&mut pending) {
                self.note_index(IndexNote::NotKept(doubt));
            }
        }
        self.sweep();
    }

    /// After a write: indexes a tail that has grown long, so that the next read need not do it. An even longer tail is left to the next
    /// read, and so is the first index of a project.
    fn carry_on(&self) {
        let due = self.indexes.stale.get() && self.indexes.much.get();
        let Some(limit) = self.indexes.tail.get().filter(|_| due) else { return };
        let Ok(Some(whose)) = self.whose() else { return };
        let opened = self.open_indexes(&whose);
        let grown = |opened: &Opened| opened.large.is_some() && opened.beyond > limit && opened.beyond <= limit * LONG;
        if let Some(Err(doubt)) = opened.ok().filter(grown).map(|opened| self.make(opened, &whose)) {
            self.note_index(IndexNote::NotKept(doubt));
        }
    }

    fn keep(&self, pending: &mut UnplacedIndex) -> Result<(), Rejection> {
        let UnplacedIndex { file, draft, target, erasures, named } = pending;
        if self.erasures()? != *erasures {
            return Err(Rejection::Other);
        }
        file.sync_data().map_err(Rejection::io)?;
        std::fs::rename(draft, &target).map_err(Rejection::io)?;
        *named = true;
        if *target == self.index_path(false) {
            // These were layered over the index that was just replaced.
            let _ = std::fs::remove_file(self.index_path(true));
            let _ = std::fs::remove_file(self.moved_path());
        }
        if self.erasures()? != *erasures {
            // Something was erased meanwhile: the index may hold it.
            std::fs::remove_file(target).map_err(Rejection::io)?;
        }
        Ok(())
    }

    /// Removes temporary files whose owner is gone, and indexes of earlier versions.
    fn sweep(&self) {
        let Ok(entries) = std::fs::read_dir(self.index_folder()) else { return };
        // An index of earlier versions is called `.picture`; nobody reads it any more, and it holds titles.
        let is_left = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "tmp" || ending == "picture");
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_left) {
            let left = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
            if left {
                let _ = std::fs::remove_file(&path);
            }
        }
    }
}

/// A finding in the form that an index keeps; `None` for a finding that only a read of the whole log can make.
fn noted(flaw: &Flaw) -> Option<DamageNote> {
    let Flaw { finding: Finding { world, file, line, kind }, case } = flaw;
    let name = |path: Option<&Path>| Some(path?.file_name()?.to_str()?.trim_end_matches(".jsonl").to_string());
    let segment = format!("{}/{}", name(file.parent())?, name(Some(file))?);
    let note = kind.note().filter(|_| *world == World::Damage)?;
    Some(DamageNote { segment, line: *line, note, case: *case })
}
