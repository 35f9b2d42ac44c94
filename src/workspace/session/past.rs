//! Histories that are taken in: decided by any thread, recorded by the session's own.
//!
//! Invariant: the same `decide` as everywhere; a case that is only now registered can ask nothing of the log, so nothing is lost by
//! deciding about it where the log is not at hand.

use super::Session;
use crate::domain::calendar::Calendar;
use crate::domain::decide::{self, Context, Decision, Draft, Target, Verb};
use crate::domain::directory::Directory;
use crate::domain::event::{Body, Event};
use crate::domain::id::{CaseId, Desk};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::workspace::act::Actor;
use crate::workspace::error::WorkspaceError;

/// The gate, for whole histories of cases that are not registered yet.
#[derive(Clone, Copy)]
pub struct PastGate<'w> {
    policy: &'w Policy,
    digest: &'w str,
    directory: &'w Directory,
    calendar: &'w Calendar,
    desk: Desk,
}

impl PastGate<'_> {
    /// Decides a chain that registers a case, and goes on with it.
    ///
    /// # Errors
    /// Everything that stands against any of it.
    pub fn decide(&self, chain: &[&dyn Verb], actor: &Actor) -> Result<Decision, Refusal> {
        let cx = Context {
            policy: self.policy,
            current: self.policy,
            digest: self.digest,
            directory: self.directory,
            calendar: self.calendar,
            desk: self.desk,
            now: actor.now,
            on: actor.on,
            by: actor.by.clone(),
            done_by: actor.done_by.clone(),
            overriding: actor.overriding.as_deref(),
            not_personal: &actor.not_personal,
            names: &Vec::new,
            events: &Vec::new,
            apart: &Vec::new,
            other: &|_| None,
            past: true,
        };
        decide::decide(chain, None, &cx)
    }
}

impl<'w> Session<'w> {
    /// The gate for histories.
    #[must_use]
    pub fn past_gate(&self) -> PastGate<'w> {
        let ws = self.ws;
        let (policy, digest) = (&*ws.policy, ws.digest());
        PastGate { policy, digest, directory: &ws.directory, calendar: &ws.calendar, desk: self.desk }
    }

    /// Keeps a history that [`PastGate::decide`] has decided, for the commit, and gives its case. It is read like any other once it is
    /// on record; until then this session does not know it. The drafts stay where they were.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn keep_past(&mut self, decision: &mut Decision, actor: &Actor) -> Result<CaseId, WorkspaceError> {
        let id = self.next_case(actor);
        if decision.drafts.iter().any(|draft| draft.target != Target::This) {
            return self.keep(std::mem::take(decision), id, None, actor).map(|outcome| outcome.case);
        }
        for (seq, draft) in (1..).zip(&mut decision.drafts) {
            let blank = Draft::new(Body::Noted(Default::default()));
            let (event, private) = self.event(std::mem::replace(draft, blank), Some(id), seq, actor);
            self.pending.add(&event, &private, false);
            let Event { body, text, import, .. } = event;
            *draft = Draft { target: Target::This, body, text, private, import };
        }
        Ok(id)
    }
}
