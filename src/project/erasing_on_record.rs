//! An `erased` event as read from the log.

use crate::domain::event::{Body, CORRECTED, Erased, Event, SEALED};
use crate::domain::value::id::{CaseId, EventId};

/// An erasing on record.
#[derive(Clone, Debug)]
pub(super) struct RecordedErasing {
    pub(super) event: EventId,
    pub(super) case: CaseId,
    pub(super) body: Erased,
}

impl RecordedErasing {
    pub(super) fn of(event: &Event) -> Option<Self> {
        let Body::Erased(body) = &event.body else { return None };
        Some(Self { event: event.id(), case: event.case?, body: body.clone() })
    }

    /// Whether it erases texts, and whether it erases private lines.
    pub(super) fn takes(&self) -> (bool, bool) {
        let scope = self.body.scope.as_str();
        (!matches!(scope, "private" | CORRECTED), scope != SEALED)
    }
}
