//! Improvements and duties as commands need them: read from the log once a session, then carried on.
//!
//! Invariant: the events returned are those on record, then those that wait for the commit, in order.

use super::{APART, Session};
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;
use std::collections::hash_map::Entry;

impl Session<'_> {
    /// Reads the events without a case now instead of on the first request: while nothing is on record that costs almost nothing.
    pub fn read_apart(&self) {
        // An error is ignored here: the events are read again when they are needed, and it is reported then.
        let _ = self.apart(None);
    }

    /// The improvement and duty events of a case, or those recorded without a case.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn apart(&self, id: Option<CaseId>) -> Result<Vec<Event>, ProjectError> {
        let mut known = self.apart.borrow_mut();
        let on_record = match known.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(match id {
                Some(id) => {
                    let history = self.ws.history(id, HistoryCut::default())?.unwrap_or_default();
                    history.entries.into_iter().map(|entry| entry.event).filter(is_apart).collect()
                }
                None => {
                    let all = self.ws.events_of(APART, HistoryCut::default())?;
                    all.into_iter().filter(|event| event.case.is_none()).collect()
                }
            }),
        };
        let waiting = self.waiting(id).into_iter().filter(is_apart);
        Ok(on_record.iter().cloned().chain(waiting).collect())
    }

    /// Moves the events that wait for the commit to those on record.
    pub(super) fn settle_apart(&mut self) {
        let mut known = std::mem::take(self.apart.get_mut());
        for (case, on_record) in &mut known {
            on_record.extend(self.waiting(*case).into_iter().filter(is_apart));
        }
        *self.apart.get_mut() = known;
    }
}

fn is_apart(event: &Event) -> bool {
    APART.contains(&event.body.kind())
}
