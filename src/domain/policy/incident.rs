//! Incidents: one cause of many complaints (an outage, a mass complaint, a fault of a product). Each is identified by the
//! event that opened it.

use crate::domain::Code;
use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;

/// The kinds of events that concern incidents.
pub const EVENTS: &[&str] = &["incident_opened", "incident_updated", "incident_closed", "revoked"];

/// Kinds of incidents: an outage, a mass complaint (群体性投诉), a fault of a product, something else.
pub const KINDS: &[&str] = &["outage", "mass", "product", "other"];

/// The kind that makes its cases mass complaints.
pub const MASS: &str = "mass";

/// An incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incident {
    /// The event that opened it; identifies it.
    pub event: Option<EventId>,
    /// One of [`KINDS`].
    pub kind: Code,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// The category of complaints about it.
    pub category: Code,
    /// Words that complaints about it have.
    pub words: Vec<Code>,
    /// The unit that handles it.
    pub unit: Code,
    /// The policy's team.
    pub team: Code,
    /// Since when.
    pub opened: Option<Moment>,
    /// When it is expected to be over.
    pub expected: Option<Moment>,
    /// What callers are told: the last notice.
    pub notice: String,
    /// Since when it is over.
    pub closed: Option<Moment>,
}

impl Incident {
    /// Its name in lists and terms: `HQ:17`.
    #[must_use]
    pub fn id(&self) -> String {
        self.event.map(|event| event.to_string()).unwrap_or_default()
    }

    /// Why a complaint may be about it: `place`, `words` or `category`; `None` if nothing says so. `texts` are what the
    /// complaint says, `categories` its category with those above it.
    #[must_use]
    pub fn matches(&self, texts: &[&str], categories: &[Code]) -> Option<&'static str> {
        let has = |word: &str| !word.trim().is_empty() && texts.iter().any(|text| text.contains(word.trim()));
        if has(&self.place) {
            return Some("place");
        }
        if self.words.iter().any(|word| has(word)) {
            return Some("words");
        }
        categories.contains(&self.category).then_some("category").filter(|_| !self.category.is_empty())
    }
}

/// The incidents in these events, in order; without revoked ones.
#[must_use]
pub fn items(events: &[Event]) -> Vec<Incident> {
    let all: Vec<&Event> = events.iter().collect();
    let gone = apply::revoked(&all);
    let mut items: Vec<Incident> = Vec::new();
    for event in all.into_iter().filter(|event| !gone.contains(&event.id())) {
        let text = |key: &str| event.text.get(key).unwrap_or_default().to_string();
        let of = |items: &mut Vec<Incident>, id: Option<EventId>| items.iter().position(|item| item.event == id);
        match &event.body {
            Body::IncidentOpened(body) => items.push(Incident {
                event: Some(event.id()),
                kind: body.kind.clone(),
                title: text("title"),
                place: text("area"),
                category: body.category.clone(),
                words: body.words.clone(),
                unit: body.unit.clone(),
                team: body.team.clone(),
                opened: Some(event.on()),
                expected: body.expected,
                notice: text("notice"),
                closed: None,
            }),
            Body::IncidentUpdated(body) => {
                if let Some(at) = of(&mut items, body.incident) {
                    items[at].expected = body.expected.or(items[at].expected);
                    let notice = text("notice");
                    if !notice.is_empty() {
                        items[at].notice = notice;
                    }
                }
            }
            Body::IncidentClosed(body) => {
                if let Some(at) = of(&mut items, body.incident) {
                    items[at].closed.get_or_insert(event.on());
                }
            }
            _ => {}
        }
    }
    items
}
