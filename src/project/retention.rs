//! Cases whose time of keeping is over: by the policy's rows, the one that keeps a case longest counts.

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

/// A case that is kept no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// Which.
    pub case: CaseId,
    /// The row that kept it.
    pub row: Code,
    /// Until when.
    pub until: NaiveDate,
    /// What becomes of it: list or erase.
    pub then: Code,
}

impl History {
    /// The events with private data, or with `all` those with the institution's own texts too, that no erasing has named so far; what
    /// was said of an erasing stays.
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

    /// Whether there is still something to erase.
    fn holds_more(&self, all: bool) -> bool {
        !self.erasable(all).is_empty()
    }
}

impl Project {
    /// The cases that are kept no more on `day` and still hold something to erase, by name.
    ///
    /// # Errors
    /// The log or a policy cannot be read.
    pub fn kept_no_more(&self, day: NaiveDate, all: bool) -> Result<Vec<Over>, ProjectError> {
        let at = At { day, now: None };
        let ended = |policy: &Policy, end: Moment| {
            let mut days = policy.retentions.iter().filter_map(|row| row.keep?.after(end.date()));
            days.any(|until| until <= day)
        };
        // Which rows were ever true of a case its whole history tells: only of those is it read that a row could have let go.
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
            let kept = retention::longest(&events, &[&own, &self.policy]);
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
