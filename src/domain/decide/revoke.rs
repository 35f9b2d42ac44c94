//! revoke: another event counts as absent; it stays visible, and what was missed stays missed.

use crate::domain::decide::draft::{Draft, Target};
use crate::domain::decide::verb::{Desk, Verb};
use crate::domain::event::{Body, Event, Revoked};
use crate::domain::id::EventId;
use crate::domain::refusal::Problem;

/// Takes an event back.
#[derive(Clone, Debug)]
pub struct Revoke {
    /// Which.
    pub event: EventId,
    /// Why.
    pub reason: String,
}

/// Takes an event back that has no case.
#[derive(Clone, Debug)]
pub struct RevokeApart(pub Revoke);

impl Verb for RevokeApart {
    fn name(&self) -> &'static str {
        "revoke"
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, desk: &mut Desk<'_>) {
        self.0.decide(desk);
        desk.drafts_mut().iter_mut().for_each(|draft| draft.target = Target::Desk);
    }
}

impl Verb for Revoke {
    fn name(&self) -> &'static str {
        "revoke"
    }

    fn decide(&self, desk: &mut Desk<'_>) {
        desk.need_text("reason", &self.reason);
        let target = self.event;
        let events = (desk.cx.events)();
        let Some(event) = events.iter().find(|e| e.id() == target) else {
            return desk.refuse(Problem::NoSuchEvent { event: target });
        };
        // A registration is voided, not revoked; what was shown or erased cannot be undone.
        let body = &event.body;
        if matches!(
            body,
            Body::Opened(_)
                | Body::Overridden(_)
                | Body::Revealed(_)
                | Body::Erased(_)
                | Body::PolicyAdopted(_)
                | Body::DirectoryChanged(_)
                | Body::Imported(_)
        ) {
            desk.refuse(Problem::NotRevocable { event: target, kind: body.kind().into() });
        }
        let all: Vec<&Event> = events.iter().collect();
        if crate::domain::apply::revoked(&all).contains(&target) {
            desk.refuse(Problem::AlreadyRevoked { event: target });
        }
        let body = Revoked { event: Some(target), ..Revoked::default() };
        desk.record(Draft::new(Body::Revoked(body)).say("reason", &self.reason));
    }
}
