//! The acts of cases that stand, for columns that are read off them.
//!
//! Invariant: an act that was revoked is not among them, nor one that does not count as of the day that is asked.

use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, EventId};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// For no more cases than this, each is looked up in the index; for more, the log is read once.
const FEW: usize = 200;

impl Project {
    /// The acts of these kinds that stand in these cases, in their order.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn standing_acts(
        &self,
        ids: &[CaseId],
        kinds: &[&str],
        as_of: HistoryCut,
    ) -> Result<HashMap<CaseId, Vec<Event>>, ProjectError> {
        let mut found: HashMap<CaseId, Vec<Event>> = HashMap::new();
        if ids.len() <= FEW {
            for id in ids {
                let entries = self.history(*id, as_of)?.map(|history| history.entries).unwrap_or_default();
                found.insert(*id, entries.into_iter().map(|entry| entry.event).collect());
            }
        } else {
            let wanted: HashSet<CaseId> = ids.iter().copied().collect();
            self.each_event(&mut |told| {
                let kept = kinds.contains(&told.event.body.kind()) || matches!(told.event.body, Body::Revoked(_));
                if let Some(id) = told.event.case.filter(|id| kept && wanted.contains(id) && as_of.counts(told.event)) {
                    found.entry(id).or_default().push(told.take());
                }
                ControlFlow::Continue(())
            })?;
        }
        for events in found.values_mut() {
            let gone: HashSet<EventId> = apply::revoked(&events.iter().collect::<Vec<_>>());
            events.retain(|event| kinds.contains(&event.body.kind()) && !gone.contains(&event.id()));
        }
        Ok(found)
    }
}
