//! Improvements and duties as commands need them: read from the log once a session, then carried on.
//!
//! Invariant: the events returned are those on record, then those that wait for the commit, in order.

use super::{APART, Session};
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;
use std::sync::Arc;

impl Session<'_> {
    /// Reads the events without a case now instead of on the first request: while nothing is on record that costs almost nothing.
    pub fn read_apart(&self) {
        // An error is ignored here: the events are read again when they are needed, and it is reported then.
        let _ = self.apart(None);
    }

    /// The improvement and duty events of a case, or those recorded without a case: on record and waiting, in order.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn apart(&self, id: Option<CaseId>) -> Result<Arc<Vec<Event>>, ProjectError> {
        if let Some(known) = self.apart.borrow().get(&id) {
            return Ok(known.clone());
        }
        let on_record: Vec<Event> = match id {
            Some(id) => {
                let history = self.project.history(id, HistoryCut::default())?.unwrap_or_default();
                history.entries.into_iter().map(|entry| entry.event).collect()
            }
            None => {
                let all = self.project.events_of(APART, HistoryCut::default())?;
                all.into_iter().filter(|event| event.case.is_none()).collect()
            }
        };
        let all = on_record.into_iter().chain(self.waiting(id)).filter(is_apart).collect();
        let all: Arc<Vec<Event>> = Arc::new(all);
        self.apart.borrow_mut().insert(id, all.clone());
        Ok(all)
    }

    /// Adds an event that will wait for the commit to those that were read.
    pub(super) fn keep_apart(&mut self, event: &Event) {
        if let Some(known) = self.apart.get_mut().get_mut(&event.case).filter(|_| is_apart(event)) {
            Arc::make_mut(known).push(event.clone());
        }
    }
}

fn is_apart(event: &Event) -> bool {
    APART.contains(&event.body.kind())
}
