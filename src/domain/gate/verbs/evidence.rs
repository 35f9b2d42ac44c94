//! evidence: things that prove are taken in with their origin, and given back to whom they belong.

use crate::domain::case::party::ROLES;
use crate::domain::event::{Body, EvidenceAdded, EvidenceReturned};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;

/// Takes evidence in.
#[derive(Clone, Debug, Default)]
pub struct AddEvidence {
    /// What it is.
    pub what: String,
    /// From whom: a role of a party, else a name, which is private.
    pub from: String,
    /// Where it was found; private.
    pub place: String,
    /// The number of pieces; 1 if not given.
    pub pieces: Option<u32>,
    /// Whether what it is holds personal data.
    pub private: bool,
}

impl Verb for AddEvidence {
    fn name(&self) -> &'static str {
        "evidence"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("what", &self.what);
        proposal.need_text("from", &self.from);
        if self.pieces == Some(0) {
            let (field, value) = ("pieces".into(), "0".into());
            proposal.refuse(Problem::BadValue { field, value, wanted: "count".into() });
        }
        let mut body = EvidenceAdded { pieces: self.pieces.unwrap_or(1), ..EvidenceAdded::default() };
        let is_role = ROLES.contains(&self.from.trim());
        if is_role {
            body.owner = self.from.trim().into();
        }
        let mut draft = Draft::new(Body::EvidenceAdded(body));
        if !is_role {
            draft.private.set("source_name", self.from.trim());
        }
        draft.private.set("place", self.place.as_str());
        let texts = if self.private { &mut draft.private } else { &mut draft.text };
        texts.set("what", self.what.as_str());
        proposal.record(draft);
    }
}

/// Gives evidence back.
#[derive(Clone, Debug, Default)]
pub struct ReturnEvidence {
    /// The event that took it in; `None` is refused unless only one item is held.
    pub item: Option<EventId>,
    /// To whom: a role of a party, else a name, which is private.
    pub to: String,
    /// Remarks.
    pub note: String,
}

impl Verb for ReturnEvidence {
    fn name(&self) -> &'static str {
        "evidence"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        // Evidence is often given back after the case has ended.
        proposal.need_text("to", &self.to);
        let held: Vec<EventId> =
            proposal.case.evidence.iter().filter(|item| item.returned.is_none()).map(|item| item.event).collect();
        let item = match (self.item, &held[..]) {
            (Some(item), _) if held.contains(&item) => item,
            (None, [one]) => *one,
            (Some(event), _) if proposal.case.evidence.iter().all(|item| item.event != event) => {
                return proposal.refuse(Problem::NoSuchEvent { event });
            }
            (Some(_), _) | (None, []) => return proposal.refuse(Problem::NothingToDo),
            (None, _) => return proposal.refuse(Problem::Missing { field: "item".into() }),
        };
        let is_role = ROLES.contains(&self.to.trim());
        let owner = if is_role { self.to.trim().into() } else { Default::default() };
        let body = EvidenceReturned { item: Some(item), owner, ..EvidenceReturned::default() };
        let mut draft = Draft::new(Body::EvidenceReturned(body)).say("note", &self.note);
        if !is_role {
            draft.private.set("recipient_name", self.to.trim());
        }
        proposal.record(draft);
    }
}
