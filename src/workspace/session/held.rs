//! The cases that a session holds: as it has left them, read when they are asked for, let go of when there are too many.
//!
//! Invariant: a case that was let go of and is read again is what it was: what is on record, and what waits for the commit.

use super::Session;
use crate::domain::apply;
use crate::domain::case::Case;
use crate::domain::id::CaseId;
use crate::domain::term::{AsOf as At, Filter};
use crate::workspace::error::WorkspaceError;
use crate::workspace::read::{AsOf, History};
use std::collections::HashSet;
use std::sync::Arc;

/// So many cases are held between commands of one session: a batch may touch every case of a project.
const HELD: usize = 256;

impl Session<'_> {
    /// Reads some cases at once, with what the guard must know of them.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn load(&mut self, wanted: &HashSet<CaseId>) -> Result<(), WorkspaceError> {
        self.settle()?;
        let found = self.ws.some_cases(wanted)?;
        for (id, (case, names)) in found {
            self.cases.get_mut().insert(id, Arc::new(case));
            self.names.insert(id, names);
        }
        Ok(())
    }

    /// Lets go of a case that this session has done with: an import holds one at a time.
    pub fn forget(&mut self, id: CaseId) {
        self.cases.get_mut().remove(&id);
        self.names.remove(&id);
        self.apart.get_mut().remove(&Some(id));
    }

    /// Makes ready for many cases: where no picture gives one at a time, all are read at once.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn expect_many(&mut self) -> Result<(), WorkspaceError> {
        self.many = true;
        if !self.everything && self.ws.view()?.is_none() {
            let all = self.ws.cases(AsOf::default())?;
            self.cases.get_mut().extend(all.into_iter().map(|(id, case)| (id, Arc::new(case))));
            self.everything = true;
        }
        Ok(())
    }

    /// The cases on which work is not over, by name, as this session has left them.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn pending_cases(&mut self) -> Result<Vec<CaseId>, WorkspaceError> {
        let at = At { day: self.now.date(), now: None };
        let mut ids = match self.ws.names_of(&Filter::is_any(&["pending"]), &at)? {
            Some(ids) => ids,
            None => {
                self.expect_many()?;
                Vec::new()
            }
        };
        // What this session holds it knows better.
        let held = self.cases.get_mut();
        ids.retain(|id| !held.contains_key(id));
        ids.extend(held.iter().filter(|(_, case)| case.state.is_pending()).map(|(id, _)| *id));
        // Nothing is written to these.
        ids.retain(|id| !id.is_shared());
        ids.sort_unstable();
        Ok(ids)
    }

    /// A case as this session has left it.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<Arc<Case>>, WorkspaceError> {
        if let Some(case) = self.cases.borrow().get(&id) {
            return Ok(Some(case.clone()));
        }
        if self.everything {
            return Ok(None);
        }
        let waiting = self.waiting(Some(id));
        let case = match self.ws.case(id)? {
            Some(mut case) => {
                waiting.iter().for_each(|event| case.apply(event));
                Some(case)
            }
            // It was registered by this session, which has let go of it.
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

    /// Remembers a case, and lets go of all others where they are too many: each is read again, with what waits of it.
    pub(super) fn hold(&self, id: CaseId, case: Arc<Case>) {
        let mut cases = self.cases.borrow_mut();
        if self.many && !self.everything && cases.len() >= HELD {
            cases.clear();
        }
        cases.insert(id, case);
    }

    /// Holds a case as its history gives it.
    pub(in crate::workspace) fn cases_insert(&mut self, history: &History) {
        self.hold(history.case.id, Arc::new(history.case.clone()));
    }
}
