//! Deciding ahead of the session, by any thread: histories that are taken in, and commands of a batch on cases that nobody has touched.
//!
//! Invariant: the same `decide` as everywhere. What would have to ask the log is not decided here; and a decision on a case counts
//! only if the session has not touched that case when its turn comes.

use super::Session;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::gate::refusal::{Refusal, Ruled};
use crate::domain::gate::{self, Decision, Draft, GateContext, Target, Verb};
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::project::actor::{Actor, Outcome};
use crate::project::error::ProjectError;
use crate::project::index_use::CaseLookup;
use std::cell::Cell;
use std::sync::Arc;

/// The gate, where the log is not at hand.
#[derive(Clone, Copy)]
pub struct AheadGate<'w> {
    policy: &'w Policy,
    digest: &'w str,
    directory: &'w Directory,
    calendar: &'w Calendar,
    desk: DeskCode,
}

/// A chain that was decided ahead, and the case as it was found.
#[derive(Debug)]
pub struct Precomputed {
    id: CaseId,
    case: Arc<Case>,
    drafts: Vec<Draft>,
    warnings: Vec<Ruled>,
}

/// What a decision may ask of the log.
pub(super) struct Lookups<'a> {
    pub(super) names: &'a dyn Fn() -> Vec<String>,
    pub(super) names_of: &'a dyn Fn(CaseId) -> Vec<String>,
    pub(super) duplicates: &'a dyn Fn() -> Vec<CaseId>,
    pub(super) events: &'a dyn Fn() -> Vec<Event>,
    pub(super) apart: &'a dyn Fn() -> Vec<Event>,
    pub(super) other: &'a dyn Fn(CaseId) -> Option<Case>,
}

impl AheadGate<'_> {
    /// The surroundings of a decision under `policy`.
    pub(super) fn context<'a>(&'a self, policy: &'a Policy, actor: &'a Actor, asks: &Lookups<'a>) -> GateContext<'a> {
        GateContext {
            policy,
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
            names: asks.names,
            names_of: asks.names_of,
            duplicates: asks.duplicates,
            events: asks.events,
            apart: asks.apart,
            other: asks.other,
            past: actor.past,
        }
    }

    /// Decides a chain on a case, or on none: then its first verb registers it. `None` where only the log knows enough.
    pub fn decide(
        &self,
        chain: &[&dyn Verb],
        before: Option<&Case>,
        actor: &Actor,
    ) -> Option<Result<Decision, Refusal>> {
        let asked = Cell::new(false);
        // What is only being registered has no history.
        let ask = || asked.set(asked.get() || before.is_some());
        let names = || {
            ask();
            Vec::new()
        };
        let events = || {
            ask();
            Vec::new()
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
            events: &events,
            apart: &events,
            other: &other,
        };
        let cx = self.context(self.policy, actor, &asks);
        let decided = gate::decide(chain, before, &cx);
        (!asked.get()).then_some(decided)
    }

    /// Decides a chain on a case as the indexes have it. `None` where that is not enough, or it is refused: the session is to see to it.
    #[must_use]
    pub fn foresee(
        &self,
        chain: &[&dyn Verb],
        id: CaseId,
        actor: &Actor,
        peek: &CaseLookup<'_>,
    ) -> Option<Precomputed> {
        let case = peek.case(id)?;
        let own = case.policy();
        if case.restricted {
            return None;
        }
        if !own.is_empty() && own != self.digest {
            return None;
        }
        let Decision { drafts, warnings, .. } = self.decide(chain, Some(&case), actor)?.ok()?;
        Some(Precomputed { id, case: Arc::new(case), drafts, warnings })
    }
}

impl<'w> Session<'w> {
    /// The gate, for other threads.
    #[must_use]
    pub fn gate(&self) -> AheadGate<'w> {
        let ws = self.ws;
        let (policy, digest) = (&*ws.policy, ws.digest());
        AheadGate { policy, digest, directory: &ws.directory, calendar: &ws.calendar, desk: self.desk }
    }

    /// Keeps a history that was decided ahead, for the commit, and gives its case. It is read like any other once it is on record; until
    /// then this session does not know it. The drafts mostly stay where they were.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn keep_past(&mut self, decision: &mut Decision, actor: &Actor) -> Result<CaseId, ProjectError> {
        let id = self.next_case(actor)?;
        if decision.drafts.iter().any(|draft| draft.target != Target::This) {
            // Something that an act of the past has no part in so far.
            let Decision { drafts, warnings, .. } = std::mem::take(decision);
            self.keep((drafts, warnings), id, None, actor)?;
            self.forget(id);
            return Ok(id);
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

    /// Keeps what was decided ahead for the commit; `None` where this session has touched the case since.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn keep_foreseen(&mut self, foreseen: Precomputed, actor: &Actor) -> Result<Option<Outcome>, ProjectError> {
        let Precomputed { id, case, drafts, warnings } = foreseen;
        if id.is_shared() || self.everything || self.cases.get_mut().contains_key(&id) || self.pending.has(id) {
            return Ok(None);
        }
        self.keep((drafts, warnings), id, Some(case), actor).map(Some)
    }
}
