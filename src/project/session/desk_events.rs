//! Events without a verb, and improvements and duties as commands need them: read from the log once a session, then carried on.
//!
//! Invariant: the events returned are those on record, then those that wait for the commit, in order.

use super::Session;
use crate::domain::Code;
use crate::domain::event::DESK_KINDS;
use crate::domain::event::{Body, Event};
use crate::domain::gate::{Draft, Target};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::project::actor::Actor;
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;
use std::sync::Arc;

impl Session<'_> {
    /// Adds an event without a verb to the commit, with or without a case.
    pub(in crate::project) fn push_desk(
        &mut self,
        body: Body,
        text: Texts,
        case: Option<CaseId>,
        actor: &Actor,
    ) -> Result<(), ProjectError> {
        let known = case.map_or(Ok(None), |id| self.case(id))?;
        let seq = known.as_ref().map_or(0, |c| c.events) + u32::from(case.is_some());
        let draft = Draft { target: Target::Desk, text, ..Draft::new(body) };
        let (mut event, private) = self.event(draft, case, seq, actor);
        // The retry key stays with the events of the request itself, not with accompanying ones.
        event.request = Code::default();
        if let (Some(id), Some(mut known)) = (case, known) {
            Arc::make_mut(&mut known).apply(&event);
            self.hold(id, known);
        }
        self.keep_apart(&event);
        self.pending.add(&event, &private, true);
        Ok(())
    }

    /// Records an event of an import as a whole: its beginning, its end, its undoing.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn record_run(&mut self, body: Body, reason: &str, actor: &Actor) -> Result<EventId, ProjectError> {
        let id = EventId { desk: self.desk, n: self.greatest() + self.waiting_events() + 1 };
        let text = if reason.is_empty() { Texts::default() } else { Texts::of("reason", reason) };
        self.push_desk(body, text, None, actor).map(|()| id)
    }

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
                let all = self.project.events_of(DESK_KINDS, HistoryCut::default())?;
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
    DESK_KINDS.contains(&event.body.kind())
}
