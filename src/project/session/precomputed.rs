//! Decides ahead of the session on worker threads: imported histories, and commands of a batch on cases that nothing has touched.
//!
//! Invariant: the same gate as everywhere. What needs a look-up in the log is not decided here. A decision on a case counts only if the
//! session has not touched that case by the time its turn comes.

use super::Session;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::gate::refusal::Refusal;
use crate::domain::gate::{self, Decision, Draft, GateContext, Target, Verb};
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::project::actor::{Actor, Outcome};
use crate::project::error::ProjectError;
use crate::project::index_use::CaseLookup;
use std::cell::Cell;
use std::sync::Arc;

/// The gate without access to the log.
#[derive(Clone, Copy)]
pub struct AheadGate<'w> {
    policy: &'w Policy,
    digest: &'w str,
    directory: &'w Directory,
    calendar: &'w Calendar,
    desk: DeskCode,
}

/// A chain that was decided ahead, with the case it was decided on.
#[derive(Debug)]
pub struct Precomputed {
    id: CaseId,
    case: Arc<Case>,
    decision: Decision,
}

/// The look-ups that a decision may make.
pub(super) struct Lookups<'a> {
    pub(super) names: &'a dyn Fn() -> Vec<String>,
    pub(super) names_of: &'a dyn Fn(CaseId) -> Vec<String>,
    pub(super) duplicates: &'a dyn Fn() -> Vec<CaseId>,
    pub(super) accusing: &'a dyn Fn() -> Vec<CaseId>,
    pub(super) events: &'a dyn Fn() -> Vec<Event>,
    pub(super) apart: &'a dyn Fn() -> Arc<Vec<Event>>,
    pub(super) other: &'a dyn Fn(CaseId) -> Option<Case>,
}

impl AheadGate<'_> {
    /// The context of a decision under `policy`.
    pub(super) fn context<'a>(&'a self, policy: &'a Policy, actor: &'a Actor, asks: &Lookups<'a>) -> GateContext<'a> {
        GateContext {
            policy,
            current: self.policy,
            digest: self.digest,
            directory: self.directory,
            calendar: self.calendar,
            desk: self.desk,
            id: CaseId::default(),
            now: actor.now,
            on: actor.on,
            clock: actor.clock,
            os: &actor.os,
            by: actor.by.clone(),
            done_by: actor.done_by.clone(),
            request: &actor.request,
            overriding: actor.overriding.as_deref(),
            not_personal: &actor.not_personal,
            names: asks.names,
            names_of: asks.names_of,
            duplicates: asks.duplicates,
            accusing: asks.accusing,
            events: asks.events,
            apart: asks.apart,
            other: asks.other,
            past: actor.past,
        }
    }

    /// Decides a chain on a case, or on none: then its first verb registers it. `None` if a look-up in the log is needed.
    pub fn decide(
        &self,
        chain: &[&dyn Verb],
        before: Option<&Case>,
        actor: &Actor,
    ) -> Option<Result<Decision, Refusal>> {
        let asked = Cell::new(false);
        // A case that is only being registered has no history.
        let ask = || asked.set(asked.get() || before.is_some());
        let names = || {
            ask();
            Vec::new()
        };
        let events = || {
            ask();
            Vec::new()
        };
        let apart = || {
            ask();
            Arc::default()
        };
        let other = |_| {
            asked.set(true);
            None
        };
        let names_of = |_| {
            asked.set(true);
            Vec::new()
        };
        let duplicates = || {
            ask();
            Vec::new()
        };
        let asks = Lookups {
            names: &names,
            names_of: &names_of,
            duplicates: &duplicates,
            accusing: &duplicates,
            events: &events,
            apart: &apart,
            other: &other,
        };
        let cx = self.context(self.policy, actor, &asks);
        let decided = gate::decide(chain, before, &cx);
        (!asked.get()).then_some(decided)
    }

    /// Decides a chain on a case as the indexes have it. `None` if that is not enough or it is refused: then the session must decide.
    #[must_use]
    pub fn precompute(
        &self,
        chain: &[&dyn Verb],
        id: CaseId,
        actor: &Actor,
        peek: &CaseLookup<'_>,
    ) -> Option<Precomputed> {
        let case = peek.case(id)?;
        let own = case.policy();
        if case.facts.restricted {
            return None;
        }
        if !own.is_empty() && own != self.digest {
            return None;
        }
        let decision = self.decide(chain, Some(&case), actor)?.ok()?;
        Some(Precomputed { id, case: Arc::new(case), decision })
    }
}

impl<'w> Session<'w> {
    /// The gate, for use on other threads.
    #[must_use]
    pub fn gate(&self) -> AheadGate<'w> {
        let project = self.project;
        let (policy, digest) = (&*project.policy, project.digest());
        AheadGate { policy, digest, directory: &project.directory, calendar: &project.calendar, desk: self.desk }
    }

    /// Keeps an imported history that was decided ahead for the commit, and returns its case id. The case is not cached: it is read like
    /// any other once it is on record. The drafts mostly stay in `decision`, to be reused.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn keep_past(&mut self, decision: &mut Decision, actor: &Actor) -> Result<CaseId, ProjectError> {
        let id = self.next_case(actor)?;
        if decision.drafts.iter().any(|draft| draft.target != Target::This) {
            // A draft for another case or the desk, which no verb of imported history makes so far.
            self.keep((std::mem::take(decision), None), id, None, actor)?;
            self.forget(id);
            return Ok(id);
        }
        for (seq, draft) in (1..).zip(&mut decision.drafts) {
            let blank = Draft::new(Body::Noted(Default::default()));
            self.salt_said(draft)?;
            let (event, private) = self.event(std::mem::replace(draft, blank), Some(id), seq, actor);
            self.pending.add(&event, &private, false);
            let Event { body, text, import, row, .. } = event;
            *draft = Draft { target: Target::This, body, text, private, import, row, fresh: 0 };
        }
        Ok(id)
    }

    /// Keeps a chain that was decided ahead for the commit; `None` if this session has touched the case since.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn keep_precomputed(
        &mut self,
        precomputed: Precomputed,
        actor: &Actor,
    ) -> Result<Option<Outcome>, ProjectError> {
        let Precomputed { id, case, mut decision } = precomputed;
        if id.is_shared() || self.everything || self.cases.get_mut().contains_key(&id) || self.pending.has(id) {
            return Ok(None);
        }
        let folded = decision.take_case();
        self.keep((decision, folded), id, Some(case), actor).map(Some)
    }
}
