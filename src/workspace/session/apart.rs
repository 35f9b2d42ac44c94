//! Improvements and duties as commands look at them: read from the log once a session, and carried on from there.
//!
//! Invariant: what is given is what is on record and what waits for the commit, in its order.

use super::{APART, Session};
use crate::domain::event::Event;
use crate::domain::id::CaseId;
use crate::workspace::read::AsOf;

impl Session<'_> {
    /// Those of a case, or those recorded without one.
    pub(super) fn apart(&self, id: Option<CaseId>) -> Vec<Event> {
        let mut known = self.apart.borrow_mut();
        let on_record = known.entry(id).or_insert_with(|| match id {
            Some(id) => {
                let history = self.ws.history(id, AsOf::default()).ok().flatten().unwrap_or_default();
                history.entries.into_iter().map(|entry| entry.event).filter(is_apart).collect()
            }
            None => {
                let all = self.ws.events_of(APART, AsOf::default()).unwrap_or_default();
                all.into_iter().filter(|event| event.case.is_none()).collect()
            }
        });
        let waiting = self.waiting.iter().filter(|event| event.case == id && is_apart(event));
        on_record.iter().chain(waiting).cloned().collect()
    }

    /// What waited is on record: what was read of it before goes on with it.
    pub(super) fn settle_apart(&mut self) {
        let known = self.apart.get_mut();
        for event in self.waiting.drain(..).filter(is_apart) {
            if let Some(on_record) = known.get_mut(&event.case) {
                on_record.push(event);
            }
        }
    }
}

fn is_apart(event: &Event) -> bool {
    APART.contains(&event.body.kind())
}
