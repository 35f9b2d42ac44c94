//! An extra index of the cases whose due dates the calendar in force moves. It is built once a day, so that look-ups need not compute them.
//!
//! Invariant: it is used for display only; a write never starts from it.

use super::make::UnplacedIndex;
use super::view::IndexView;
use crate::domain::case::Case;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::index::{Builder, BuiltIndex, CaseSelection, Index, Query, Rejection};
use crate::project::open::Project;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

/// Number of cases that are added to the builder at a time.
const TOGETHER: usize = 1 << 11;

impl IndexView {
    /// The indexed cases whose displayed dates differ from those on record; `None` if dates do not move.
    pub(super) fn moved(&self, project: &Project) -> Result<Option<&Index>, Rejection> {
        if !project.moves_dates().map_err(|_| Rejection::Log)? {
            return Ok(None);
        }
        if self.moved.get().is_none() {
            let key = self.key(project);
            let found = project.open_moved(key).map_or_else(|| project.make_moved(self, key), Ok)?;
            let _ = self.moved.set(found);
        }
        Ok(self.moved.get().map(AsRef::as_ref))
    }

    /// The cases that the tail touches, with dates as displayed.
    pub(super) fn touched_shown(&self, project: &Project) -> Result<&BTreeMap<CaseId, Case>, Rejection> {
        let touched = self.touched(project)?;
        if !project.moves_dates().map_err(|_| Rejection::Log)? {
            return Ok(touched);
        }
        if self.touched_moved.get().is_none() {
            let mut shown = touched.clone();
            for case in shown.values_mut() {
                project.move_dates(case).map_err(|_| Rejection::Log)?;
            }
            let _ = self.touched_moved.set(shown);
        }
        self.touched_moved.get().ok_or(Rejection::Shape)
    }

    /// A key of everything that moved dates depend on: the indexes, the calendar, and the day (dates run out).
    fn key(&self, project: &Project) -> u64 {
        let mut key = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |bytes: &[u8]| {
            bytes.iter().for_each(|byte| key = (key ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        };
        self.indexes().for_each(|index| mix(&index.id().to_le_bytes()));
        mix(project.digest().as_bytes());
        mix(project.day_of_look().map(|day| day.to_string()).unwrap_or_default().as_bytes());
        key
    }
}

impl Project {
    pub(super) fn moved_path(&self) -> PathBuf {
        self.index_folder().join("moved.index")
    }

    fn open_moved(&self, key: u64) -> Option<Rc<Index>> {
        let file = self.log.rules().open_derived(&self.moved_path()).ok()?;
        Index::open(&file, &self.whose().ok()??, key).ok().map(Rc::new)
    }

    /// Builds it; it is moved into place with the other pending indexes.
    fn make_moved(&self, view: &IndexView, key: u64) -> Result<Rc<Index>, Rejection> {
        let (Some(stage), Some(mut draft)) = (self.draft("stage"), self.draft("index")) else {
            return Err(Rejection::Missing);
        };
        let whose = self.whose().map_err(|_| Rejection::Log)?.ok_or(Rejection::Other)?;
        let mut builder = Builder::new(Vec::new(), stage.file.try_clone().map_err(Rejection::io)?)?;
        builder.lay_over(key);
        let (filter, at) =
            (Filter::is_any(&["pending"]), At { day: self.day_of_look().unwrap_or_default(), now: None });
        let above = view.small().map_or_else(|| Ok(Vec::new()), |small| small.ids())?;
        for (index, above) in [(view.large(), &above[..]), (view.small(), &[])] {
            let Some(index) = index else { continue };
            let mut moved = Vec::new();
            for found in (Query { which: CaseSelection::pass(&filter, &at), above, then: None }).rows(index)? {
                let mut case = index.record(found.row)?.case;
                if self.move_dates(&mut case).map_err(|_| Rejection::Log)? {
                    moved.push(case);
                }
                if moved.len() >= TOGETHER {
                    builder.cases(std::mem::take(&mut moved))?;
                }
            }
            builder.cases(moved)?;
        }
        let file = draft.file.try_clone().map_err(Rejection::io)?;
        let BuiltIndex { index, file } =
            builder.finish(file, &whose, Vec::new(), None, &mut |_, _| Err(Rejection::Shape))?;
        draft.keep = true;
        let pending = UnplacedIndex::new(file, draft.path.clone(), self.moved_path(), whose.erasures);
        self.supersede(pending, false);
        Ok(Rc::new(index))
    }
}
