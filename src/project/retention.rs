//! Cases whose retention period is over. Of all policy rows that apply, the one that keeps a case longest counts.

use crate::domain::Code;
use crate::domain::event::{Body, Event};
use crate::domain::policy::Policy;
use crate::domain::policy::retention;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut};
use chrono::NaiveDate;
use std::collections::HashSet;

/// A case whose retention period is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The case.
    pub case: CaseId,
    /// The retention row that applied.
    pub row: Code,
    /// The day on which the period ends.
    pub until: NaiveDate,
    /// What happens to it: `list` or `erase`.
    pub then: Code,
}

impl History {
    /// The events that still hold something to erase: private data, or with `all` also the institution's own texts. Events that an erasing
    /// already names are left out; texts about an erasing stay.
    #[must_use]
    pub fn erasable(&self, all: bool) -> Vec<EventId> {
        let named = |whole: bool| -> HashSet<EventId> {
            let bodies = self.entries.iter().map(|e| &e.event.body);
            let counts = |body: &&Body| !whole || matches!(body, Body::Erased(erased) if erased.scope == "all");
            bodies.filter(counts).flat_map(Body::erases).copied().collect()
        };
        let (gone, whole) = (named(false), named(true));
        let is_said_of_it = |event: &Event| match &event.body {
            Body::Erased(_) => true,
            Body::Overridden(body) => body.verb == "erase",
            _ => false,
        };
        let holds = |event: &&Event| {
            let (id, private) = (event.id(), event.sealed.is_some());
            let text = all && !event.text.is_empty() && !is_said_of_it(event);
            private && !gone.contains(&id) || text && !whole.contains(&id)
        };
        self.entries.iter().map(|e| &e.event).filter(holds).map(Event::id).collect()
    }

    /// Whether there is anything left to erase.
    fn holds_more(&self, all: bool) -> bool {
        !self.erasable(all).is_empty()
    }
}

impl Project {
    /// The cases whose retention period is over on `day` and that still hold something to erase, sorted by id.
    ///
    /// # Errors
    /// The log or a policy cannot be read.
    pub fn kept_no_more(&self, day: NaiveDate, all: bool) -> Result<Vec<Over>, ProjectError> {
        let at = At { day, now: None };
        let ended = |policy: &Policy, end: Moment| {
            let mut days = policy.retentions.iter().filter_map(|row| row.keep?.after(end.date()));
            days.any(|until| until <= day)
        };
        // Which rows apply takes the whole history; it is read only for cases that today's policy could have released.
        let old = self.select_if(&Filter::is_any(&["ended"]), &at, HistoryCut::default(), &|case| {
            case.current().and_then(|round| round.ended).is_some_and(|(_, end)| ended(&self.policy, end))
        })?;
        let mut found = Vec::new();
        for id in old.into_iter().map(|case| case.id) {
            let Some(history) = self.history(id, HistoryCut::default())? else { continue };
            if !history.holds_more(all) {
                continue;
            }
            let own = self.policy_of(history.case.policy())?;
            let events = self.whole(history)?;
            let kept = retention::longest(events.iter(), &[&own, &self.policy]);
            if let Some((row, until)) =
                kept.and_then(|kept| Some((kept.row, kept.until.filter(|until| *until <= day)?)))
            {
                let then = if row.then.is_empty() { "list".into() } else { row.then.clone() };
                found.push(Over { case: id, row: row.code.clone(), until, then });
            }
        }
        Ok(found)
    }
}
