//! incident: one cause of many complaints is opened, told about and closed; cases are linked to it and unlinked.

use crate::domain::event::{Body, IncidentClosed, IncidentLinked, IncidentOpened, IncidentUnlinked, IncidentUpdated};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::policy::incident::{self, Incident, KINDS};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;

const NAME: &str = "incident";

/// Opens an incident.
#[derive(Clone, Debug, Default)]
pub struct OpenIncident {
    /// What it is called.
    pub title: String,
    /// One of [`KINDS`]; `other` if empty.
    pub kind: String,
    /// Where it is.
    pub place: String,
    /// The category of complaints about it.
    pub category: String,
    /// Words that complaints about it have.
    pub words: Vec<String>,
    /// The unit that handles it.
    pub unit: String,
    /// The policy's team.
    pub team: String,
    /// When it is expected to be over.
    pub expected: Option<Moment>,
    /// What callers are told.
    pub notice: String,
}

impl Verb for OpenIncident {
    fn name(&self) -> &'static str {
        NAME
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("title", &self.title);
        let kind = match one_of(proposal, "kind", &self.kind, KINDS) {
            none if none.is_empty() => "other".into(),
            kind => kind,
        };
        let unit = match self.unit.as_str() {
            "" => proposal.cx.own_unit(),
            given => proposal.code("unit", given),
        };
        let body = IncidentOpened {
            kind,
            category: proposal.code("category", &self.category),
            unit,
            team: proposal.code("team", &self.team),
            words: self.words.iter().map(|word| word.trim().into()).collect(),
            expected: self.expected,
            ..IncidentOpened::default()
        };
        let draft = Draft::new(Body::IncidentOpened(body)).say("title", self.title.trim());
        proposal.record(draft.say("area", self.place.trim()).say("notice", &self.notice).of(Target::Desk));
    }
}

/// The incident among those on record, if it is open; else refuses.
fn open(id: EventId, proposal: &mut Proposal<'_>) -> Option<Incident> {
    let known = incident::items(&(proposal.cx.apart)());
    match known.into_iter().find(|incident| incident.event == Some(id)) {
        Some(incident) if incident.closed.is_none() => {
            let (when, opened) = (proposal.cx.when(), incident.opened);
            match opened.filter(|opened| opened.is_after(when)) {
                Some(needed) => proposal.refuse(Problem::BeforeAct { when, act: "incident_opened".into(), needed }),
                None => return Some(incident),
            }
        }
        Some(_) => proposal.refuse(Problem::ItemDone { item: id }),
        None => proposal.refuse(Problem::NoSuchItem { item: id }),
    }
    None
}

/// Says what is new about an incident.
#[derive(Clone, Debug)]
pub struct UpdateIncident {
    /// The incident.
    pub incident: EventId,
    /// What callers are told.
    pub notice: String,
    /// When it is expected to be over.
    pub expected: Option<Moment>,
    /// The cases about it, whose complainants are not named.
    pub about: Vec<CaseId>,
}

impl Verb for UpdateIncident {
    fn name(&self) -> &'static str {
        NAME
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.guard_names_of(&self.about);
        open(self.incident, proposal);
        if self.expected.is_none() {
            proposal.need_text("notice", &self.notice);
        }
        let (incident, expected) = (Some(self.incident), self.expected);
        let body = IncidentUpdated { incident, expected, ..IncidentUpdated::default() };
        proposal.record(Draft::new(Body::IncidentUpdated(body)).say("notice", &self.notice).of(Target::Desk));
    }
}

/// Closes an incident.
#[derive(Clone, Debug)]
pub struct CloseIncident {
    /// The incident.
    pub incident: EventId,
    /// How it ended.
    pub note: String,
    /// The cases about it, whose complainants are not named.
    pub about: Vec<CaseId>,
}

impl Verb for CloseIncident {
    fn name(&self) -> &'static str {
        NAME
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.guard_names_of(&self.about);
        open(self.incident, proposal);
        let body = IncidentClosed { incident: Some(self.incident), ..IncidentClosed::default() };
        proposal.record(Draft::new(Body::IncidentClosed(body)).say("note", &self.note).of(Target::Desk));
    }
}

/// Links a case to an incident, as it stands on record.
#[derive(Clone, Debug)]
pub struct LinkIncident(pub Incident);

impl Verb for LinkIncident {
    fn name(&self) -> &'static str {
        NAME
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let Self(incident) = self;
        let Some(id) = incident.event else { return };
        if incident.closed.is_some_and(|closed| !closed.is_after(proposal.cx.when())) {
            proposal.refuse(Problem::ItemDone { item: id });
        }
        if proposal.case.incidents.iter().any(|known| known.incident == id) {
            proposal.refuse(Problem::NothingToDo);
        }
        let (kind, team) = (incident.kind.clone(), incident.team.clone());
        let body = IncidentLinked { incident: Some(id), kind, team, ..IncidentLinked::default() };
        proposal.record(Draft::new(Body::IncidentLinked(body)));
    }
}

/// Takes such a link back.
#[derive(Clone, Debug)]
pub struct UnlinkIncident {
    /// The incident.
    pub incident: EventId,
    /// Why.
    pub reason: String,
}

impl Verb for UnlinkIncident {
    fn name(&self) -> &'static str {
        NAME
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("reason", &self.reason);
        if proposal.case.incidents.iter().all(|known| known.incident != self.incident) {
            proposal.refuse(Problem::NothingToDo);
        }
        let body = IncidentUnlinked { incident: Some(self.incident), ..IncidentUnlinked::default() };
        proposal.record(Draft::new(Body::IncidentUnlinked(body)).say("reason", &self.reason));
    }
}
