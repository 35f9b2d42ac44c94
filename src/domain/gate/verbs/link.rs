//! link and unlink: duplicate, repeat, related, accountability, incident. Every link can be removed.

use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::event::{Body, Event, Linked, Unlinked};
use crate::domain::gate::check::keeps_out_of;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::id::CaseId;

/// Kinds of links.
pub const KINDS: &[&str] = &["duplicate", "repeat", "related", ACCOUNTABILITY, "incident", CANDIDATE];

/// Perhaps the same complainant: set by a batch, until a person links or unlinks the two.
pub const CANDIDATE: &str = "candidate";

/// Links a case to another.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The other case.
    pub other: CaseId,
    /// The kind of the link.
    pub kind: String,
}

impl Verb for Link {
    fn name(&self) -> &'static str {
        "link"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("kind", &self.kind);
        let kind = one_of(proposal, "kind", &self.kind, KINDS);
        let other = (proposal.cx.other)(self.other);
        if self.other == proposal.case.id {
            proposal.refuse(Problem::LinkToItself);
        } else if other.is_none() {
            proposal.refuse(Problem::NoSuchCase { name: self.other.to_string() });
        }
        // Whether it fits would tell who complained in the other one, so nothing more is looked at.
        if let Some(rule) = other.and_then(|other| keeps_out_of(&other, self.name(), proposal)) {
            let person = proposal.cx.by.clone();
            return proposal.object(Problem::NoPart { person, of: Some(self.other) }, Some(rule), false);
        }
        if proposal.case.links.contains(&(self.other, kind.clone())) {
            proposal.refuse(Problem::NothingToDo);
        }
        proposal.record(Draft::new(Body::Linked(Linked { other: Some(self.other), kind, ..Linked::default() })));
    }
}

/// Removes a link.
#[derive(Clone, Debug, Default)]
pub struct Unlink {
    /// The other case.
    pub other: CaseId,
    /// The reason.
    pub reason: String,
}

impl Verb for Unlink {
    fn name(&self) -> &'static str {
        "unlink"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("reason", &self.reason);
        proposal.guard_names_of(&[self.other]);
        if !proposal.case.links.iter().any(|(known, _)| *known == self.other) {
            proposal.refuse(Problem::NothingToDo);
        }
        let events = (proposal.cx.events)();
        let links = |event: &&Event| matches!(&event.body, Body::Linked(link) if link.other == Some(self.other));
        let (when, linked) = (proposal.cx.when(), events.iter().filter(links).map(Event::on).next_back());
        if let Some(needed) = linked.filter(|linked| linked.is_after(when) && !proposal.cx.past) {
            proposal.refuse(Problem::BeforeAct { when, act: "linked".into(), needed });
        }
        let body = Unlinked { other: Some(self.other), ..Unlinked::default() };
        proposal.record(Draft::new(Body::Unlinked(body)).say("reason", &self.reason));
    }
}
