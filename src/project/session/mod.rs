//! A session: a write under the lock. Chains of verbs are decided one after the other, each on the cases as the earlier ones left them, and
//! recorded as one commit. An import makes many commits under one lock.

mod begin;
mod case_cache;
mod commit_pipeline;
mod desk_events;
mod form_numbers;
mod lookup_error;
mod pending_events;
mod precomputed;

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::duplicate::Links;
use crate::domain::event::{Body, DESK_KINDS, Event};
use crate::domain::gate::{self, Decision, Draft, Target, Verb};
use crate::domain::policy::Policy;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::log::{self, LogError, Transaction};
use crate::project::erasing_on_record::RecordedErasing;
use crate::project::error::ProjectError;
use crate::project::head_note::HeadNote;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut};
use chrono::Datelike;
use commit_pipeline::{CommitJob, CommitPipeline};
use lookup_error::LookupError;
use pending_events::PendingEvents;
use precomputed::Lookups;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use crate::project::actor::{Actor, Outcome};
pub use precomputed::{AheadGate, Precomputed};

/// A write under the lock.
pub struct Session<'w> {
    /// The project.
    pub project: &'w Project,
    tx: Option<Transaction>,
    /// Commits under way; they hold the transaction meanwhile.
    behind: Option<CommitPipeline>,
    desk: DeskCode,
    pub(super) note: HeadNote,
    pending: PendingEvents,
    /// Case numbers above the last one of this writer, by year, that cases of other writers already use.
    taken: HashMap<u16, BTreeSet<u32>>,
    cases: RefCell<HashMap<CaseId, Arc<Case>>>,
    /// Restricted cases with their private data, as this session has left them; saves reading them again.
    whole: HashMap<CaseId, Case>,
    /// The complainants' names of cases whose whole history this session has seen; saves reading the log for them.
    names: HashMap<CaseId, Vec<String>>,
    /// Pending names of parties who were added to other cases.
    joined: HashMap<CaseId, Vec<String>>,
    /// Improvement and duty events, by case or without one; see [`desk_events`].
    apart: RefCell<HashMap<Option<CaseId>, Arc<Vec<Event>>>>,
    /// Whether an imported row already carries the account of this run.
    told_account: Cell<bool>,
    /// The cases linked as duplicates, as this session has left them; `None` until first asked.
    duplicates: RefCell<Option<Links>>,
    /// The accountability cases on record with the cases that they are about; `None` until first asked.
    accusing: RefCell<Option<Vec<(CaseId, CaseId)>>>,
    /// Erasings recorded by this session and not yet carried out, by event number.
    pub(super) erasings: HashMap<u64, RecordedErasing>,
    /// Number of copied files removed at the beginning because no event names them.
    collected: usize,
    everything: bool,
    /// Drops cached cases when there are too many.
    many: bool,
    salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
    now: Moment,
    /// The snapshots that events of the next commit name, with their digests.
    pub(super) named: Vec<(String, String)>,
}

impl Session<'_> {
    /// What recovery found and did when the session began; `None` in a rehearsal.
    #[must_use]
    pub fn recovered(&self) -> Option<&log::Recovery> {
        self.tx.as_ref().map(Transaction::recovered)
    }

    /// The transaction, after waiting for commits under way.
    ///
    /// # Errors
    /// A rehearsal has none.
    pub(super) fn tx(&mut self) -> Result<&mut Transaction, ProjectError> {
        self.settle()?;
        Ok(self.tx.as_mut().ok_or(log::LogError::Spent)?)
    }

    /// Decides a chain of verbs on a case (or on none: then the first verb registers it) and keeps its events for the commit.
    ///
    /// # Errors
    /// A refusal; then nothing of this chain is kept. No such case, or the log cannot be read.
    pub fn run(&mut self, chain: &[&dyn Verb], case: Option<CaseId>, actor: &Actor) -> Result<Outcome, ProjectError> {
        // Private data of cases with a shared number may be revealed, so that people can sort them out; nothing is recorded in them.
        let only_shows = chain.iter().all(|verb| verb.name() == "reveal");
        if let (Some(id), false) = (case, only_shows) {
            self.project.refuse_shared(id)?;
        }
        if case.is_some_and(|id| !self.cases.get_mut().contains_key(&id)) {
            // The log is read for this case, so commits under way must be finished.
            self.settle()?;
        }
        let before = match case {
            Some(id) => Some(self.case(id)?.ok_or(ProjectError::NoCase { name: id.to_string() })?),
            None => None,
        };
        let policy = self.project.policy_of(before.as_deref().map_or("", Case::policy))?;
        // The private data of a restricted case counts in the gate like all other facts.
        let whole = match before.as_deref() {
            Some(case) if case.facts.restricted => Some(self.whole_case(case.id)?),
            _ => None,
        };
        let opens = case.is_none() && chain.iter().any(|verb| verb.on_case());
        let id = if opens { self.free_case(actor)? } else { case.unwrap_or_default() };
        let mut decision = self.decide(chain, (whole.as_ref().or(before.as_deref()), id), &policy, actor)?;
        if opens {
            self.note.cases.insert(id.year, id.number);
        }
        // What the gate folded of a restricted case has facts that are only in `private/`.
        let folded = if whole.is_none() { decision.take_case() } else { None };
        self.keep((decision, folded), id, before, actor)
    }

    fn decide(
        &self,
        chain: &[&dyn Verb],
        (before, own): (Option<&Case>, CaseId),
        policy: &Policy,
        actor: &Actor,
    ) -> Result<Decision, ProjectError> {
        let (history, asked): (OnceCell<History>, _) = (OnceCell::new(), LookupError::default());
        let load = || {
            history.get_or_init(|| {
                let found = before.map_or(Ok(None), |case| self.project.history(case.id, HistoryCut::default()));
                asked.found(found).unwrap_or_default()
            })
        };
        let id = before.map(|case| case.id);
        let known = id.and_then(|id| self.names.get(&id));
        let names = || {
            let joined = id.and_then(|id| self.joined.get(&id)).into_iter().flatten().cloned();
            let on_record = || asked.found(self.project.complainants(load()));
            known.cloned().unwrap_or_else(on_record).into_iter().chain(joined).collect()
        };
        let apart = || asked.found(self.project.events_of(DESK_KINDS, HistoryCut::default()));
        let events = || {
            let mut all: Vec<Event> = match id {
                Some(_) => load().entries.iter().map(|e| e.event.clone()).collect(),
                None => apart().into_iter().filter(|event| event.case.is_none()).collect(),
            };
            all.extend(self.waiting(id));
            all
        };
        let learnt = || asked.found(self.apart(id));
        let other = |id: CaseId| asked.found(self.other_case(id));
        let names_of = |other: CaseId| asked.found(self.names_of(other));
        let duplicates = || asked.found(id.map_or(Ok(Vec::new()), |id| self.duplicates_of(id)));
        let accusing = || asked.found(id.map_or(Ok(Vec::new()), |id| self.accusing(id)));
        let asks = Lookups {
            names: &names,
            names_of: &names_of,
            duplicates: &duplicates,
            accusing: &accusing,
            events: &events,
            apart: &learnt,
            other: &other,
        };
        let gate = self.gate();
        let context = gate::GateContext { id: own, ..gate.context(policy, actor, &asks) };
        let decided = gate::decide(chain, before, &context);
        asked.done()?;
        decided.map_err(|refusal| ProjectError::Refused(Box::new(refusal)))
    }

    /// Numbers the drafts and renders them as events. The case that the gate folded is kept where these are all that leads to it; else
    /// they are applied to their cases.
    fn keep(
        &mut self,
        (decision, folded): (Decision, Option<Case>),
        id: CaseId,
        before: Option<Arc<Case>>,
        actor: &Actor,
    ) -> Result<Outcome, ProjectError> {
        let Decision { drafts, warnings, kept_private, .. } = decision;
        // Nobody asks again for a case that is only being imported.
        let asked_again = !actor.past || before.is_some();
        let last = self.greatest() + self.waiting_events();
        let mut opened: BTreeMap<usize, CaseId> = BTreeMap::new();
        for draft in &drafts {
            if let (Target::New(k), Body::Opened(_)) = (draft.target, &draft.body) {
                let fresh = self.next_case(actor)?;
                opened.insert(k, fresh);
            }
        }
        let unopened = || Case { unopened: true, ..Case::default() };
        // Drop the cached reference first, or the case would be copied on write.
        self.cases.get_mut().remove(&id);
        let mut after = before.unwrap_or_else(|| Arc::new(unopened()));
        let mut seq = after.events;
        let count = drafts.len();
        let mut first = None;
        let mut learnt = None;
        for mut draft in drafts {
            draft.fill_links(&opened, id);
            if first.is_none() && !actor.content.is_empty() {
                draft.private.set(Texts::REQUEST, crate::project::request_text::said(self.salt()?, &actor.content));
            }
            if actor.past {
                self.salt_said(&mut draft)?;
            }
            self.carry_over(&mut draft, id)?;
            let target = match draft.target {
                Target::This => Some(id),
                Target::New(k) => opened.get(&k).copied(),
                Target::Desk => None,
            };
            let mut other = None;
            if target != Some(id) {
                other = match target {
                    // The number was just given out, so nothing is on record under it. (In a rehearsal numbers are not final: an existing
                    // case with this number is a different one.)
                    Some(_) if matches!(draft.body, Body::Opened(_)) => Some(unopened()),
                    Some(t) => Some(self.case(t)?.map_or_else(unopened, Arc::unwrap_or_clone)),
                    None => None,
                };
            }
            let on_case = match target == Some(id) {
                true if folded.is_some() && !cfg!(debug_assertions) => None,
                true => Some(Arc::make_mut(&mut after)),
                false => other.as_mut(),
            };
            let nth = if target == Some(id) {
                seq += 1;
                seq
            } else {
                on_case.as_ref().map_or(0, |case| case.events) + 1
            };
            if let (Body::Opened(_), Some(t)) = (&draft.body, target) {
                self.names.insert(t, gate::who(&draft.private).collect());
                if !actor.past {
                    // A case that is only being registered has no events on record.
                    self.apart.get_mut().insert(Some(t), Arc::default());
                }
            }
            let names_somebody = matches!(&draft.body, Body::PartyAdded(_) | Body::Corrected(_));
            if let (true, Some(t)) = (names_somebody, target) {
                let known = self.names.get_mut(&t);
                known.unwrap_or_else(|| self.joined.entry(t).or_default()).extend(gate::who(&draft.private));
            }
            let mut event = self.event(draft, target, nth, actor);
            if let (Body::Revoked(_), Some(case)) = (&event.0.body, target) {
                let left = self.fold_with(case, Some(&event.0))?;
                let policy = self.project.policy_of(left.policy())?;
                let dues = crate::domain::case::limit::settle(&left, &policy, &self.project.calendar);
                event.0.body.set_common(None, "", dues);
            }
            if let Some(case) = on_case {
                let was_restricted = case.facts.restricted;
                case.apply(&event.0);
                if case.facts.restricted
                    && let Some(t) = target
                {
                    self.whole_after(t, &event, (!was_restricted).then(|| case.clone()));
                }
            }
            if let (Some(t), Some(case)) = (target.filter(|t| *t != id), other) {
                self.hold(t, Arc::new(case));
            }
            if let Body::Issued(body) = &event.0.body {
                self.note_form(body);
            }
            if let Body::Erased(body) = &event.0.body {
                self.note.erasing.push(event.0.n);
                let known = event.0.case.map(|case| RecordedErasing { event: event.0.id(), case, body: body.clone() });
                self.erasings.extend(known.map(|known| (event.0.n, known)));
            }
            self.keep_apart(&event.0);
            self.pending.add(&event.0, &event.1, asked_again);
            if matches!(event.0.body, Body::ImprovementAdded(_)) && first.is_some() {
                learnt = Some(Box::new(event.0.clone()));
            }
            first = first.or_else(|| Some(Box::new(event.0)));
        }
        if let Some(mut folded) = folded {
            folded.number(id, self.desk, last);
            debug_assert_eq!(folded, *after, "the gate folds a case as its events do");
            after = Arc::new(folded);
        }
        if after.refold {
            self.whole.remove(&id);
            after = Arc::new(self.fold_with(id, None)?);
        }
        if id != CaseId::default() {
            self.note_duplicate(&after);
            self.hold(id, after.clone());
        }
        Ok(Outcome {
            case: id,
            first,
            learnt,
            after,
            opened: opened.into_values().collect(),
            warnings,
            events: count,
            kept_private,
        })
    }

    /// Folds a case again after a revocation, from the events on record and those that wait for the commit.
    fn fold_with(&self, id: CaseId, more: Option<&Event>) -> Result<Case, ProjectError> {
        let history = self.project.history(id, HistoryCut::default())?.unwrap_or_default();
        let mut events: Vec<Event> = history.entries.into_iter().map(|entry| entry.event).collect();
        events.extend(self.waiting(Some(id)).into_iter().chain(more.cloned()));
        Ok(crate::domain::case::apply::fold(&events))
    }

    /// Salts the digest of what an imported row said, which the gate has put among the private texts.
    fn salt_said(&mut self, draft: &mut Draft) -> Result<(), ProjectError> {
        if let Some(said) = draft.private.take(Texts::REQUEST) {
            draft.private.set(Texts::REQUEST, crate::project::request_text::said(self.salt()?, &said));
        }
        Ok(())
    }

    /// Random bytes; zeros are what a system without randomness gives.
    fn salt(&mut self) -> Result<[u8; 16], ProjectError> {
        Some((self.salts)()).filter(|salt| *salt != [0; 16]).ok_or(LogError::NoRandomness.into())
    }

    fn event(
        &self,
        draft: Draft,
        case: Option<CaseId>,
        seq: u32,
        actor: &Actor,
    ) -> (Event, crate::domain::value::texts::Texts) {
        let event = Event {
            desk: self.desk,
            // The number that the log will assign: events of one commit refer to each other by it.
            n: self.greatest() + self.waiting_events() + 1,
            at: actor.now,
            by: actor.by.clone(),
            clock: actor.clock,
            os: actor.os.clone(),
            account: self.account(&draft.body, actor),
            case,
            seq,
            body: draft.body,
            request: actor.request.clone(),
            import: draft.import,
            row: draft.row,
            text: draft.text,
            sealed: None,
        };
        (event, draft.private)
    }

    /// The account for the next event. In an import only the events of the run as a whole carry it.
    fn account(&self, body: &Body, actor: &Actor) -> Code {
        let told =
            actor.past && self.told_account.replace(true) && !matches!(body, Body::Imported(_) | Body::ImportUndone(_));
        if told { Code::default() } else { actor.account.clone() }
    }

    /// The events of a case (or of no case) that wait for the commit.
    fn waiting(&self, case: Option<CaseId>) -> Vec<Event> {
        self.pending.events(case, self.greatest(), self.desk)
    }

    /// The next free case number of this desk and year, which is given out.
    fn next_case(&mut self, actor: &Actor) -> Result<CaseId, ProjectError> {
        let id = self.free_case(actor)?;
        self.note.cases.insert(id.year, id.number);
        Ok(id)
    }

    /// The next free case number of this desk and year.
    fn free_case(&mut self, actor: &Actor) -> Result<CaseId, ProjectError> {
        let (desk, year) = (self.desk, u16::try_from(actor.now.date().year()).unwrap_or(u16::MAX));
        let last = self.note.cases.get(&year).copied().unwrap_or(0);
        if !self.taken.contains_key(&year) {
            let own = self.tx.as_ref().map(Transaction::writer);
            let taken = own.map_or(Ok(BTreeSet::new()), |own| self.project.numbers_of_others(own, year, last))?;
            self.taken.insert(year, taken);
        }
        let taken = |number: &u32| self.taken.get(&year).is_some_and(|taken| taken.contains(number));
        let number = (last.saturating_add(1)..u32::MAX).find(|number| !taken(number));
        let number = number.ok_or(ProjectError::NoNumberLeft { desk, year })?;
        Ok(CaseId { number, ..CaseId::first(desk, year) })
    }

    pub(super) fn waiting_events(&self) -> u64 {
        self.pending.drafts.len() as u64
    }

    /// Approximate size in bytes of what waits for the commit.
    #[must_use]
    pub fn pending_bytes(&self) -> usize {
        self.pending.bytes()
    }

    /// Waits for commits under way, before the log is read.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn wait_for_commits(&mut self) -> Result<(), ProjectError> {
        self.settle()
    }

    /// Whether something waits for the commit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pending.drafts.is_empty()
    }

    /// Writes all pending events as one commit, then blanks what was moved to the private side. The session stays usable.
    ///
    /// # Errors
    /// Those of the log: nothing was written, or (after a failed sync) it is unknown.
    pub fn commit(&mut self) -> Result<Vec<log::Ack>, ProjectError> {
        let acks = self.write()?;
        if self.tx.is_some() {
            self.finish_erasing()?;
        }
        Ok(acks)
    }

    /// Writes all pending events as one commit.
    pub(super) fn write(&mut self) -> Result<Vec<log::Ack>, ProjectError> {
        self.settle()?;
        let Some(waiting) = self.take_waiting()? else { return Ok(Vec::new()) };
        let Some(tx) = &mut self.tx else { return Ok(Vec::new()) };
        self.project.log_has_grown();
        let acks = tx.commit(&waiting.drafts, waiting.month, &mut self.salts, &waiting.note)?;
        self.project.was_written(acks.iter().map(|ack| ack.n));
        Ok(acks)
    }

    /// Takes out what waits for the commit; `None` if nothing does. The policy snapshot that it names is written first.
    fn take_waiting(&mut self) -> Result<Option<CommitJob>, ProjectError> {
        if self.is_empty() {
            return Ok(None);
        }
        // A rehearsal has neither. While commits run behind, the log is with them.
        if self.tx.is_some() || self.behind.is_some() {
            self.keep_snapshots()?;
        }
        let drafts = self.pending.take();
        self.joined.clear();
        let note = self.note.text();
        let date = self.now.date();
        Ok(Some(CommitJob { drafts, month: (date.year(), date.month()), note }))
    }

    /// Sets the time of this session (the demo runs through a year in one session).
    pub fn set_now(&mut self, now: Moment) {
        self.now = now;
    }

    /// The policy of a case.
    ///
    /// # Errors
    /// Its snapshot is missing.
    pub fn policy_of(&self, case: &Case) -> Result<Arc<Policy>, ProjectError> {
        self.project.policy_of(case.policy())
    }
}
