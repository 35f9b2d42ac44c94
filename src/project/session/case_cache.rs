//! The case cache of a session: cases as the session has left them, loaded on request and dropped if there are too many.
//!
//! Invariant: a case dropped from the cache and loaded again is equal to what it was: events on record plus events that wait.

use super::Session;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::case::withheld;
use crate::domain::event::{Body, Event};
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::texts::Texts;
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;
use std::collections::HashSet;
use std::sync::Arc;

/// Maximum number of cases cached between commands of one session: a batch may touch every case of a project.
const HELD: usize = 256;

/// Maximum number of restricted cases cached with their private data.
const MANY: usize = 1 << 13;

impl Session<'_> {
    /// Number of copied files removed when the session began because no event names them.
    #[must_use]
    pub fn collected(&self) -> usize {
        self.collected
    }

    /// The desk of this session's writer.
    pub(in crate::project) fn desk(&self) -> DeskCode {
        self.desk
    }

    /// The events of a case that wait for the commit, each with its private data.
    pub(in crate::project) fn waiting_whole(&self, case: CaseId) -> Vec<(Event, Texts)> {
        self.pending.whole(case, self.greatest(), self.desk)
    }

    /// Loads some cases at once, with the names that the guard needs.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn load(&mut self, wanted: &HashSet<CaseId>) -> Result<(), ProjectError> {
        self.settle()?;
        let found = self.project.some_cases(wanted)?;
        for (id, (case, names)) in found {
            self.cases.get_mut().insert(id, Arc::new(case));
            self.names.insert(id, names);
        }
        Ok(())
    }

    /// Drops a finished case from the cache: an import holds one at a time.
    pub fn forget(&mut self, id: CaseId) {
        self.cases.get_mut().remove(&id);
        self.whole.remove(&id);
        self.names.remove(&id);
        self.apart.get_mut().remove(&Some(id));
    }

    /// Prepares for many cases: without an index, all cases are read at once.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn expect_many(&mut self) -> Result<(), ProjectError> {
        self.many = true;
        if !self.everything && self.project.view()?.is_none() {
            let all = self.project.cases(HistoryCut::default())?;
            self.cases.get_mut().extend(all.into_iter().map(|(id, case)| (id, Arc::new(case))));
            self.everything = true;
        }
        Ok(())
    }

    /// The pending cases, sorted by id, as this session has left them.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn pending_cases(&mut self) -> Result<Vec<CaseId>, ProjectError> {
        let at = At { day: self.now.date(), now: None };
        let mut ids = match self.project.names_of(&Filter::is_any(&["pending"]), &at)? {
            Some(ids) => ids,
            None => {
                self.expect_many()?;
                Vec::new()
            }
        };
        // For cached cases the state in this session counts.
        let held = self.cases.get_mut();
        ids.retain(|id| !held.contains_key(id));
        ids.extend(held.iter().filter(|(_, case)| case.is_pending()).map(|(id, _)| *id));
        // Cases with a shared number are never written to.
        ids.retain(|id| !id.is_shared());
        ids.sort_unstable();
        Ok(ids)
    }

    /// A case as this session has left it.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<Arc<Case>>, ProjectError> {
        if let Some(case) = self.cases.borrow().get(&id) {
            return Ok(Some(case.clone()));
        }
        if self.everything {
            return Ok(None);
        }
        let waiting = self.waiting(Some(id));
        self.project.check_case(id)?;
        let case = match self.project.case(id)? {
            Some(mut case) => {
                waiting.iter().for_each(|event| case.apply(event));
                Some(case)
            }
            // It was registered by this session and dropped from the cache.
            None if !waiting.is_empty() => Some(apply::fold(&waiting)),
            None => None,
        };
        let case = match case {
            Some(case) if case.refold && !waiting.is_empty() => Some(self.fold_with(id, None)?),
            case => case,
        };
        let case = case.map(Arc::new);
        if let Some(case) = &case {
            self.hold(id, case.clone());
        }
        Ok(case)
    }

    /// Another case for the gate; a restricted one with its private facts, if this account may read them.
    pub(super) fn other_case(&self, id: CaseId) -> Result<Option<Case>, ProjectError> {
        let Some(case) = self.case(id)? else { return Ok(None) };
        if case.facts.restricted && !self.project.private_is_closed() {
            return self.whole(id).map(Some);
        }
        Ok(Some(Arc::unwrap_or_clone(case)))
    }

    /// A restricted case with its private facts, as this session has left it; read if it is not cached.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub(super) fn whole_case(&mut self, id: CaseId) -> Result<Case, ProjectError> {
        if let Some(known) = self.whole.get(&id) {
            return Ok(known.clone());
        }
        let read = self.whole(id)?;
        self.keep_whole(id, read.clone());
        Ok(read)
    }

    /// Applies an event with its private data to a cached restricted case. `fresh`: the case after this event, if the event restricted
    /// it or registered it as restricted.
    pub(super) fn whole_after(&mut self, id: CaseId, (event, private): &(Event, Texts), fresh: Option<Case>) {
        let mut event = event.clone();
        withheld::restore(&mut event, private, &|code| self.project.policy.is_free_text(code));
        match (fresh, self.whole.get_mut(&id)) {
            (Some(_), _) if matches!(event.body, Body::Opened(_)) => {
                let mut case = Case { unopened: true, ..Case::default() };
                case.apply(&event);
                self.keep_whole(id, case);
            }
            (Some(case), _) => self.keep_whole(id, case),
            (None, Some(known)) => known.apply(&event),
            (None, None) => {}
        }
    }

    fn keep_whole(&mut self, id: CaseId, case: Case) {
        if self.whole.len() >= MANY {
            self.whole.clear();
        }
        self.whole.insert(id, case);
    }

    /// Reads a restricted case with its private facts, as this session has left it.
    ///
    /// # Errors
    /// The log or the private side cannot be read, or the private data is not held here: then nothing is decided.
    pub(super) fn whole(&self, id: CaseId) -> Result<Case, ProjectError> {
        let history = self.project.history(id, HistoryCut::default())?.unwrap_or_default();
        let mut events = self.project.whole(history)?;
        let waiting = self.pending.whole(id, self.greatest(), self.desk).into_iter();
        events.extend(waiting.map(|(mut event, private)| {
            withheld::restore(&mut event, &private, &|code| self.project.policy.is_free_text(code));
            event
        }));
        Ok(apply::fold(&events))
    }

    /// The complainants' names of a case, including those that wait for the commit.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub(in crate::project) fn names_of(&self, id: CaseId) -> Result<Vec<String>, ProjectError> {
        let mut names = match self.names.get(&id) {
            Some(known) => known.clone(),
            None => self.project.complainants_of(id)?,
        };
        names.extend(self.joined.get(&id).into_iter().flatten().cloned());
        Ok(names)
    }

    /// The cases linked to a main case as its duplicates: on record, or by this session.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn duplicates_of(&self, main: CaseId) -> Result<Vec<CaseId>, ProjectError> {
        let mut known = self.duplicates.borrow_mut();
        if known.is_none() {
            let mut links = self.project.duplicates()?;
            links.extend(self.cases.borrow().values().map(|case| (case.id, case.mains().collect())));
            *known = Some(links);
        }
        let links = known.iter().flatten();
        Ok(links.filter(|(_, mains)| mains.contains(&main)).map(|(id, _)| *id).collect())
    }

    /// The accountability cases that were ever linked to `case` from their side.
    pub(super) fn accusing(&self, case: CaseId) -> Result<Vec<CaseId>, ProjectError> {
        let mut known = self.accusing.borrow_mut();
        if known.is_none() {
            let of = |event: &Event| match &event.body {
                Body::Linked(body) if body.kind == ACCOUNTABILITY => Some((event.case?, body.other?)),
                _ => None,
            };
            *known = Some(self.project.events_of(&["linked"], HistoryCut::default())?.iter().filter_map(of).collect());
        }
        let on_record = known.iter().flatten().filter(|(_, other)| *other == case);
        let mut found: Vec<CaseId> = on_record.map(|(accusing, _)| *accusing).collect();
        let waiting = self.cases.borrow();
        let linked = |known: &&Arc<Case>| known.links.iter().any(|(id, kind)| *id == case && kind == ACCOUNTABILITY);
        found.extend(waiting.values().filter(linked).map(|known| known.id));
        Ok(found)
    }

    /// Updates the duplicate links for a case as this session leaves it.
    pub(super) fn note_duplicate(&mut self, case: &Case) {
        if let Some(links) = self.duplicates.get_mut() {
            if case.is_linked(DUPLICATE) {
                links.insert(case.id, case.mains().collect());
            } else {
                links.remove(&case.id);
            }
        }
    }

    /// Caches a case. If the cache is full all others are dropped first; they are loaded again when needed.
    pub(super) fn hold(&self, id: CaseId, case: Arc<Case>) {
        let mut cases = self.cases.borrow_mut();
        if self.many && !self.everything && cases.len() >= HELD {
            cases.clear();
        }
        cases.insert(id, case);
    }
}
