//! What the source last said of a case: its imported events alone, folded. Beside it the case as it is here.

use super::told;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::project::{RowHistory, is_imported};
use std::collections::HashMap;

/// A case as its source last told it.
pub(super) struct Base {
    pub(super) case: Case,
    /// The imported events with their private texts, in order.
    pub(super) events: Vec<(Event, Texts)>,
    pub(super) title: Option<String>,
    /// The complainant's data by name; `None` if it cannot be compared: erased, corrected by hand since, or not readable here.
    pub(super) private: Option<HashMap<String, String>>,
    /// What was told to differ before, by name.
    pub(super) told: HashMap<String, String>,
    pub(super) here: Here,
}

/// The case as it is here.
pub(super) struct Here {
    pub(super) case: Case,
    pub(super) title: Option<String>,
    pub(super) private: HashMap<String, String>,
}

impl Base {
    pub(super) fn of(history: RowHistory) -> Self {
        let imported = is_imported(&history.events);
        let here = Here {
            title: title(&history.events),
            private: private(&history.events).unwrap_or_default(),
            case: history.case,
        };
        let mut keep = imported.into_iter();
        let mut events = history.events;
        events.retain(|_| keep.next() == Some(true));
        let told = told::known(events.iter().flat_map(|(_, texts)| texts.iter()));
        Self {
            case: apply::fold(events.iter().map(|(event, _)| event)),
            title: title(&events),
            private: private(&events),
            told,
            events,
            here,
        }
    }

    /// The event that registered it.
    pub(super) fn opened(&self) -> Option<EventId> {
        self.events.iter().map(|(event, _)| event).find(|event| matches!(event.body, Body::Opened(_))).map(Event::id)
    }

    /// The imported events of the current round.
    pub(super) fn round(&self) -> &[(Event, Texts)] {
        let begins = |(event, _): &(Event, Texts)| matches!(event.body, Body::Opened(_) | Body::Reopened(_));
        let start = self.events.iter().rposition(begins).unwrap_or(0);
        &self.events[start..]
    }
}

fn title(events: &[(Event, Texts)]) -> Option<String> {
    let named = events.iter().filter(|(event, _)| matches!(event.body, Body::Opened(_) | Body::Corrected(_)));
    let titles = named.filter_map(|(event, texts)| event.text.get("title").or_else(|| texts.get("title")));
    titles.fold(None, |_, title| Some(title)).map(Into::into)
}

/// The complainant's data as registered and as corrected since; `None` if the registration's own cannot be read.
fn private(events: &[(Event, Texts)]) -> Option<HashMap<String, String>> {
    let mut all = HashMap::new();
    let (opened, of_opened) = events.iter().find(|(event, _)| matches!(event.body, Body::Opened(_)))?;
    let prefix = format!("{} ", opened.id());
    let mut is_known = opened.sealed.is_none() || !of_opened.is_empty();
    for (name, text) in of_opened.iter().filter(|(name, _)| *name != Texts::REQUEST) {
        all.insert(name.to_string(), text.to_string());
    }
    for (event, texts) in events {
        let Body::Corrected(body) = &event.body else { continue };
        if body.party != Some(opened.id()) {
            continue;
        }
        // A correction carries what stays true beside what is new.
        let carried = texts.iter().filter_map(|(name, text)| Some((name.strip_prefix(&prefix)?, text)));
        let carried: HashMap<String, String> =
            carried.map(|(name, text)| (name.to_string(), text.to_string())).collect();
        is_known |= !carried.is_empty();
        for name in &body.private {
            all.remove(name.as_str());
        }
        all.extend(carried);
    }
    is_known.then_some(all)
}
