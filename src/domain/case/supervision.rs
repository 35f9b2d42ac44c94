//! Supervision of a case (督办): since when, by whom, on which ground. It is a fact of the history; its consequences are
//! policy.

use crate::domain::case::Case;
use crate::domain::case::acts::Supervision;
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;

/// The nature of a case that calls somebody to account, and the kind of the link between it and the case that it is about.
pub const ACCOUNTABILITY: &str = "accountability";

/// The grounds: ordered (`supervise`), assigned on a supervision form, linked to an accountability case.
pub const GROUNDS: &[&str] = &["ordered", "form", ACCOUNTABILITY];

impl Case {
    /// Whether it is under supervision on any ground.
    #[must_use]
    pub fn is_supervised(&self) -> bool {
        !self.supervisions.is_empty()
    }

    /// The supervision that began first.
    #[must_use]
    pub fn first_supervision(&self) -> Option<&Supervision> {
        self.supervisions.iter().min_by_key(|s| s.since)
    }

    /// Adds a ground of supervision; a ground that exists already keeps its beginning.
    pub(in crate::domain) fn watch(&mut self, ground: &str, other: Option<CaseId>, event: &Event) {
        if self.supervisions.iter().any(|s| s.ground == ground && s.other == other) {
            return;
        }
        self.supervisions.push(Supervision {
            ground: ground.into(),
            since: event.on(),
            by: event.doer().clone(),
            reason: event.text.get("reason").map(Into::into),
            other,
        });
    }

    /// Removes the ground that a removed link gave.
    pub(in crate::domain) fn unwatch(&mut self, other: CaseId) {
        self.supervisions.retain(|s| s.other != Some(other));
    }
}
