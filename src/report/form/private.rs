//! The private data that a paper may show: nothing, all that was revealed, or the same in part.

use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::domain::value::mask::masked;
use crate::domain::value::texts::Texts;

/// Private texts that were revealed, by event.
#[derive(Clone, Debug, Default)]
pub struct PrivateData {
    texts: Vec<(EventId, Texts)>,
    masked: bool,
}

impl PrivateData {
    /// What was revealed; with `masked` only in part.
    #[must_use]
    pub fn revealed(texts: Vec<(EventId, Texts)>, masked: bool) -> Self {
        Self { texts, masked }
    }

    /// A private text of an event as it may be shown.
    #[must_use]
    pub fn text(&self, event: EventId, key: &str) -> Option<String> {
        let (_, texts) = self.texts.iter().find(|(known, _)| *known == event)?;
        let text = texts.get(key).filter(|text| !text.is_empty())?;
        if self.masked { masked(key, text) } else { Some(text.into()) }
    }

    /// All private texts of an event, if they may be shown in full.
    #[must_use]
    pub fn whole(&self, event: EventId) -> Option<&Texts> {
        self.texts.iter().find(|(known, _)| *known == event && !self.masked).map(|(_, texts)| texts)
    }

    /// A free text of an event: from the log, else from the private side if it may be shown.
    #[must_use]
    pub fn said(&self, event: &Event, key: &str) -> Option<String> {
        let open = event.text.get(key).filter(|text| !text.is_empty()).map(String::from);
        open.or_else(|| self.text(event.id(), key))
    }

    /// The event that names who has a role now: the registration, or the party added last.
    #[must_use]
    pub fn party<'e>(role: &str, case: &Case, events: &[&'e Event]) -> Option<&'e Event> {
        let own = role == "complainant" && !case.complainant_dropped;
        let is = |event: &&&Event| match &event.body {
            Body::Opened(_) => own,
            Body::PartyAdded(body) => !own && body.role == role && case.parties.iter().any(|p| p.event == event.id()),
            _ => false,
        };
        events.iter().rev().find(is).copied()
    }
}
