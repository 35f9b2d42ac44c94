//! Cases as they stood at a moment of the past: most look then as they do now and are read from the index; the others are folded again
//! from their events.
//!
//! Invariant: the same cases as a fold of the whole log gives; only those that have changed since are in memory.

use super::past_cases::PastCases;
use super::view::IndexView;
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::index::{PastDays, Rejection};
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use crate::project::viewer::{Masked, MaskedCase};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The events of so many cases are in memory at a time.
const TOGETHER: usize = 1 << 12;

impl IndexView {
    /// The cases at a history cut. The last cut is kept.
    pub(in crate::project) fn past(&self, project: &Project, cut: HistoryCut) -> Result<Rc<PastCases>, Rejection> {
        if let Some(known) = self.past.borrow().as_ref().filter(|past| past.cut == cut) {
            return Ok(known.clone());
        }
        // The one before goes first: two need not be in memory.
        self.past.take();
        let past = Rc::new(self.look_back(project, cut)?);
        *self.past.borrow_mut() = Some(past.clone());
        Ok(past)
    }

    fn look_back(&self, project: &Project, cut: HistoryCut) -> Result<PastCases, Rejection> {
        let days = PastDays::new(cut.by, cut.known);
        let mut ids: BTreeSet<CaseId> = self.touched(project)?.keys().copied().collect();
        for index in self.indexes() {
            ids.extend(index.changed_since(&days)?);
        }
        let (mut cases, calendar) = (BTreeMap::new(), OnceCell::new());
        let ids: Vec<CaseId> = ids.into_iter().collect();
        for ids in ids.chunks(TOGETHER) {
            for (id, events) in self.histories(project, ids)? {
                let known: Vec<&Event> = events.iter().filter(|event| cut.is_known(event)).collect();
                cases.insert(id, project.fold_by(&known, cut, &calendar).map_err(|_| Rejection::Log)?);
            }
        }
        let mut past = PastCases { cut, cases, days };
        let links = self.links_with(&past.cases, Some(&days))?;
        for id in self.live(&links, &past.cases, Some(&days))? {
            let case = match past.cases.remove(&id) {
                Some(case) => Some(case),
                None => self.record(id)?.map(|record| past.shown(record.case)),
            };
            if let Some(mut case) = case {
                case.wake();
                past.cases.insert(id, case);
            }
        }
        self.move_dates_of(project, &mut past)?;
        Ok(past)
    }

    /// Moves the due dates that the calendar in force moves, also those of cases that are unchanged.
    fn move_dates_of(&self, project: &Project, past: &mut PastCases) -> Result<(), Rejection> {
        if past.cut.known.is_some() {
            return Ok(());
        }
        let Some(moved) = self.moved(project)? else { return Ok(()) };
        for id in moved.ids()? {
            if !past.cases.contains_key(&id) && !self.is_later(id, Some(&past.days))? {
                let case = self.record(id)?.map(|record| past.shown(record.case));
                past.cases.extend(case.map(|case| (id, case)));
            }
        }
        let cut = past.cut;
        for (id, case) in &mut past.cases {
            let now = self.case(project, *id)?.unwrap_or_default();
            project.show_dates(case, cut, &|| Ok(now.clone())).map_err(|_| Rejection::Log)?;
        }
        Ok(())
    }

    /// The events of these cases, each in the order of the log.
    fn histories(&self, project: &Project, ids: &[CaseId]) -> Result<BTreeMap<CaseId, Vec<Event>>, Rejection> {
        let mut places = Vec::new();
        for id in ids {
            places.extend(self.indexed_places(*id)?.into_iter().map(|(position, length)| (position, length, *id)));
        }
        // The log is read from front to back.
        places.sort_unstable_by_key(|(at, ..)| (at.writer, at.segment, at.offset));
        let positions: Vec<_> = places.iter().map(|(position, length, _)| (*position, *length)).collect();
        let lines: Vec<_> = places.iter().map(|(position, ..)| *position).collect();
        // They are read again, so they are checked again.
        project.check_places_of(&lines, &|at| Some(places[at].2)).map_err(|_| Rejection::Log)?;
        let mut found: HashMap<CaseId, Vec<_>> = HashMap::new();
        for ((position, _, id), (event, _)) in places.iter().zip(project.events_in(&positions)?) {
            found.entry(*id).or_default().push((*position, event));
        }
        let of = |id: &CaseId| {
            let mut all = found.remove(id).unwrap_or_default();
            all.extend(self.tail_of(project, *id)?.into_iter().map(|(position, event, _)| (position, event)));
            all.sort_by_key(|(position, event)| (event.n, position.writer));
            Ok((*id, all.into_iter().map(|(_, event)| event).collect()))
        };
        ids.iter().map(of).collect()
    }

    /// The masked cases as they stood then.
    pub(in crate::project) fn masked_then(&self, masked: &Masked, past: &PastCases) -> Result<Masked, Rejection> {
        let mut then = Vec::new();
        for id in masked.ids() {
            match (past.cases.get(&id), self.find(id)?) {
                // It was not registered yet.
                (Some(case), _) if case.unopened => {}
                (Some(case), _) => then.push(MaskedCase::of(case)),
                (None, Some((index, row))) if !index.is_changed_since(&past.days, row)? => {
                    then.push(MaskedCase::of(&past.shown(index.record(row)?.case)));
                }
                (None, _) => {}
            }
        }
        Ok(Masked(then))
    }

    /// The histories of the cases on which something may have happened between two days, some at a time.
    pub(in crate::project) fn active_between(
        &self,
        project: &Project,
        (first, last): (chrono::NaiveDate, chrono::NaiveDate),
        each: &mut dyn FnMut(CaseId, Vec<Event>),
    ) -> Result<(), Rejection> {
        let mut ids: BTreeSet<CaseId> = self.touched(project)?.keys().copied().collect();
        for index in self.indexes() {
            ids.extend(index.active_between(first, last)?);
        }
        let ids: Vec<CaseId> = ids.into_iter().collect();
        for ids in ids.chunks(TOGETHER) {
            self.histories(project, ids)?.into_iter().for_each(|(id, events)| each(id, events));
        }
        Ok(())
    }
}
