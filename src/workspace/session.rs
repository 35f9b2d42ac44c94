//! A locked write. Chains of verbs are decided one after the other on the cases as the earlier ones left them, and recorded as
//! one commit; an import commits many times under one lock.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::decide::{self, Context, Decision, Draft, Target, Verb};
use crate::domain::event::{Body, Event};
use crate::domain::id::{CaseId, Desk};
use crate::domain::moment::Moment;
use crate::domain::policy::Policy;
use crate::store::{self, Transaction};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use crate::workspace::read::{AsOf, History};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

/// Who does something, when, and how.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who records it.
    pub by: Code,
    /// Who did it, if another.
    pub done_by: Code,
    /// When it is recorded.
    pub now: Moment,
    /// The real time, where `now` was given.
    pub clock: Option<Moment>,
    /// account@host, where actor or clock were given.
    pub os: Code,
    /// When it happened.
    pub on: Option<Moment>,
    /// Reason for passing over gates.
    pub overriding: Option<String>,
    /// Words that are no personal data.
    pub not_personal: Vec<String>,
    /// Idempotency key.
    pub request: Code,
    /// It is history that predates the tool.
    pub past: bool,
}

/// What a chain did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The case.
    pub case: CaseId,
    /// As it is now.
    pub after: Case,
    /// Cases opened beside it.
    pub opened: Vec<CaseId>,
    /// What a person should hear.
    pub warnings: Vec<crate::domain::refusal::Ruled>,
    /// Number of events.
    pub events: usize,
}

/// What head keeps for us between commands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// Year of the last case number.
    pub(super) year: u16,
    /// Last case number of that year.
    pub(super) case: u32,
    /// Digest of the policy in force.
    pub(super) policy: String,
    /// Numbers of `erased` events whose blanking may not be finished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) erasing: Vec<u64>,
}

/// A locked write.
pub struct Session<'w> {
    /// The project.
    pub ws: &'w Workspace,
    tx: Option<Transaction>,
    desk: Desk,
    pub(super) note: Note,
    pending: Vec<store::Draft>,
    /// What waits for the commit, as events; an import's are not looked at again.
    waiting: Vec<Event>,
    bytes: usize,
    cases: RefCell<HashMap<CaseId, Case>>,
    /// The complainants' names of cases whose whole history this session has seen: no need to read the log for them.
    names: HashMap<CaseId, Vec<String>>,
    everything: bool,
    salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
    now: Moment,
}

impl Workspace {
    /// Takes the lock and sees that writing is safe. A changed policy or calendar takes force with the first commit.
    ///
    /// # Errors
    /// Busy, a copied folder, a log that has gone back, damage, the system.
    pub fn begin<'w>(
        &'w self,
        wait: Duration,
        actor: &Actor,
        salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
    ) -> Result<Session<'w>, WorkspaceError> {
        let tx = self.store.begin(wait)?;
        let note = tx.head_note().and_then(|n| serde_json::from_str::<Note>(n).ok());
        let note = match note {
            Some(note) => note,
            None => self.rebuild_note(&tx)?,
        };
        let desk = tx.writer().desk().parse().unwrap_or_default();
        let mut session = Session { note, ..Session::new(self, Some(tx), desk, salts, actor.now) };
        session.finish_erasing()?;
        session.adopt_policy(actor)?;
        Ok(session)
    }

    /// Decides as a session does, without the lock: nothing is ever written, and numbers of cases are not the true ones.
    #[must_use]
    pub fn rehearse(&self, actor: &Actor) -> Session<'_> {
        Session::new(self, None, self.desk(), Box::new(|| [0; 16]), actor.now)
    }

    /// The last case number of this writer's desk, and the policy in force, out of the log.
    fn rebuild_note(&self, tx: &Transaction) -> Result<Note, WorkspaceError> {
        let mut note = Note::default();
        let desk = tx.writer().desk().to_string();
        self.events(&mut |entry| {
            match (&entry.event.body, entry.event.case) {
                (Body::Opened(_), Some(id)) if id.desk.as_str() == desk => {
                    (note.year, note.case) = (note.year, note.case).max((id.year, id.number));
                }
                (Body::PolicyAdopted(body), _) => note.policy = body.digest.to_string(),
                (Body::Erased(_), _) if entry.position.writer == tx.writer() => note.erasing.push(entry.event.n),
                _ => {}
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(note)
    }
}

impl<'w> Session<'w> {
    fn new(
        ws: &'w Workspace,
        tx: Option<Transaction>,
        desk: Desk,
        salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
        now: Moment,
    ) -> Self {
        Self {
            ws,
            tx,
            desk,
            note: Note::default(),
            pending: Vec::new(),
            waiting: Vec::new(),
            bytes: 0,
            cases: RefCell::default(),
            names: HashMap::new(),
            everything: false,
            salts,
            now,
        }
    }

    /// What was found and done before; nothing in a rehearsal.
    #[must_use]
    pub fn recovered(&self) -> Option<&store::Recovery> {
        self.tx.as_ref().map(Transaction::recovered)
    }

    /// The right to write.
    ///
    /// # Errors
    /// A rehearsal has none.
    pub(super) fn tx(&mut self) -> Result<&mut Transaction, WorkspaceError> {
        Ok(self.tx.as_mut().ok_or(store::StoreError::Spent)?)
    }

    /// Reads some cases at once, with what the guard must know of them.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn load(&mut self, wanted: &HashSet<CaseId>) -> Result<(), WorkspaceError> {
        let found = self.ws.some_cases(wanted)?;
        for (id, (case, names)) in found {
            self.cases.get_mut().insert(id, case);
            self.names.insert(id, names);
        }
        Ok(())
    }

    /// Lets go of a case that this session has done with: an import holds one at a time.
    pub fn forget(&mut self, id: CaseId) {
        self.cases.get_mut().remove(&id);
        self.names.remove(&id);
    }

    /// Reads all cases at once: right where many will be touched.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn load_all(&mut self) -> Result<(), WorkspaceError> {
        if !self.everything {
            let all = self.ws.cases(AsOf::default())?;
            self.cases.get_mut().extend(all);
            self.everything = true;
        }
        Ok(())
    }

    /// A case as this session has left it.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, WorkspaceError> {
        if let Some(case) = self.cases.borrow().get(&id) {
            return Ok(Some(case.clone()));
        }
        if self.everything {
            return Ok(None);
        }
        let history = self.ws.history(id, AsOf::default())?;
        if let Some(history) = &history {
            self.cases.borrow_mut().insert(id, history.case.clone());
        }
        Ok(history.map(|h| h.case))
    }

    /// Decides a chain of verbs on a case, or on none (the first registers it), and keeps its events for the commit.
    ///
    /// # Errors
    /// A refusal: then nothing of this chain is kept. No such case, or the log cannot be read.
    pub fn run(&mut self, chain: &[&dyn Verb], case: Option<CaseId>, actor: &Actor) -> Result<Outcome, WorkspaceError> {
        let before = match case {
            Some(id) => Some(self.case(id)?.ok_or(WorkspaceError::NoCase { name: id.to_string() })?),
            None => None,
        };
        let policy = self.ws.policy_of(before.as_ref().map_or("", |c| c.policy()))?;
        let decision = self.decide(chain, before.as_ref(), &policy, actor)?;
        let id = match case {
            Some(id) => id,
            None => self.next_case(actor),
        };
        self.keep(decision, id, before, actor)
    }

    fn decide(
        &self,
        chain: &[&dyn Verb],
        before: Option<&Case>,
        policy: &Policy,
        actor: &Actor,
    ) -> Result<Decision, WorkspaceError> {
        let history: OnceCell<History> = OnceCell::new();
        let load = || {
            history.get_or_init(|| {
                before.and_then(|case| self.ws.history(case.id, AsOf::default()).ok().flatten()).unwrap_or_default()
            })
        };
        let known = before.and_then(|case| self.names.get(&case.id));
        let names = || known.cloned().unwrap_or_else(|| self.ws.complainants(load()));
        let events = || load().entries.iter().map(|e| e.event.clone()).collect::<Vec<Event>>();
        let other = |id: CaseId| self.case(id).ok().flatten();
        let cx = Context {
            policy,
            current: &self.ws.policy,
            digest: &self.ws.digest,
            directory: &self.ws.directory,
            calendar: &self.ws.calendar,
            desk: self.desk,
            now: actor.now,
            on: actor.on,
            by: actor.by.clone(),
            done_by: actor.done_by.clone(),
            overriding: actor.overriding.as_deref(),
            not_personal: &actor.not_personal,
            names: &names,
            events: &events,
            other: &other,
            past: actor.past,
        };
        decide::decide(chain, before, &cx).map_err(|refusal| WorkspaceError::Refused(Box::new(refusal)))
    }

    /// Numbers the drafts, renders them, and carries the cases on.
    fn keep(
        &mut self,
        mut decision: Decision,
        id: CaseId,
        before: Option<Case>,
        actor: &Actor,
    ) -> Result<Outcome, WorkspaceError> {
        let mut opened: BTreeMap<usize, CaseId> = BTreeMap::new();
        for draft in &decision.drafts {
            if let (Target::New(k), Body::Opened(_)) = (draft.target, &draft.body) {
                let fresh = self.next_case(actor);
                opened.insert(k, fresh);
            }
        }
        let mut after = before.unwrap_or_else(|| Case { unopened: true, ..Case::default() });
        let count = decision.drafts.len();
        let first_new = opened.values().next().copied();
        for mut draft in std::mem::take(&mut decision.drafts) {
            fill_links(&mut draft, first_new);
            let target = match draft.target {
                Target::This => Some(id),
                Target::Other(other) => Some(other),
                Target::New(k) => opened.get(&k).copied(),
                Target::Desk => None,
            };
            let mut other = None;
            if target != Some(id) {
                other = match target {
                    Some(t) => Some(self.case(t)?.unwrap_or_else(|| Case { unopened: true, ..Case::default() })),
                    None => None,
                };
            }
            let on_case = if target == Some(id) { Some(&mut after) } else { other.as_mut() };
            if let (Body::Opened(_), Some(t)) = (&draft.body, target) {
                self.names.insert(t, draft.private.get("name").map(Into::into).into_iter().collect());
            }
            let event = self.event(draft, target, on_case.as_ref().map_or(0, |c| c.events) + 1, actor);
            if let Some(case) = on_case {
                case.apply(&event.0);
            }
            if let (Some(t), Some(case)) = (target.filter(|t| *t != id), other) {
                self.cases.get_mut().insert(t, case);
            }
            self.push(&event.0, &event.1);
        }
        if after.refold {
            after = self.fold_again(id)?;
        }
        self.cases.get_mut().insert(id, after.clone());
        Ok(Outcome {
            case: id,
            after,
            opened: opened.into_values().collect(),
            warnings: decision.warnings,
            events: count,
        })
    }

    /// The state of a case of which something was revoked: a fold of what is on record and of what waits for the commit.
    fn fold_again(&self, id: CaseId) -> Result<Case, WorkspaceError> {
        let history = self.ws.history(id, AsOf::default())?.unwrap_or_default();
        let mut events: Vec<Event> = history.entries.into_iter().map(|entry| entry.event).collect();
        events.extend(self.waiting.iter().filter(|event| event.case == Some(id)).cloned());
        Ok(crate::domain::apply::fold(&events))
    }

    fn event(
        &self,
        draft: Draft,
        case: Option<CaseId>,
        seq: u32,
        actor: &Actor,
    ) -> (Event, crate::domain::texts::Texts) {
        let event = Event {
            desk: self.desk,
            n: 0,
            at: actor.now,
            by: actor.by.clone(),
            clock: actor.clock,
            os: actor.os.clone(),
            case,
            seq,
            body: draft.body,
            request: actor.request.clone(),
            import: draft.import,
            text: draft.text,
            sealed: None,
        };
        (event, draft.private)
    }

    /// Keeps an event for the commit.
    pub(super) fn push(&mut self, event: &Event, private: &crate::domain::texts::Texts) {
        let draft = store::Draft { members: event.members(), text: event.text.members(), private: private.members() };
        if event.import.is_empty() {
            self.waiting.push(event.clone());
        }
        self.bytes += draft.members.len() + draft.text.len() + draft.private.len() + 300;
        self.pending.push(draft);
    }

    /// An event without a case, for the commit.
    pub(super) fn push_desk(
        &mut self,
        body: Body,
        text: crate::domain::texts::Texts,
        case: Option<CaseId>,
        actor: &Actor,
    ) {
        let seq = case.and_then(|id| self.case(id).ok().flatten()).map_or(0, |c| c.events) + u32::from(case.is_some());
        let draft = Draft { target: Target::Desk, body, text, private: Default::default(), import: Code::default() };
        let (event, private) = self.event(draft, case, seq, actor);
        if let (Some(id), Some(mut known)) = (case, case.and_then(|id| self.case(id).ok().flatten())) {
            known.apply(&event);
            self.cases.get_mut().insert(id, known);
        }
        self.push(&event, &private);
    }

    /// The event that an import ends with.
    pub fn record_import(&mut self, body: crate::domain::event::Imported, actor: &Actor) {
        self.push_desk(Body::Imported(body), Default::default(), None, actor);
    }

    fn next_case(&mut self, actor: &Actor) -> CaseId {
        let year = u16::try_from(actor.now.date().year()).unwrap_or(u16::MAX);
        // Numbers never go back, even where a clock does.
        if year > self.note.year {
            (self.note.year, self.note.case) = (year, 0);
        }
        self.note.case += 1;
        CaseId { desk: self.desk, year: self.note.year, number: self.note.case }
    }

    pub(super) fn waiting_events(&self) -> u64 {
        self.pending.len() as u64
    }

    pub(super) fn cases_insert(&mut self, history: &History) {
        self.cases.get_mut().insert(history.case.id, history.case.clone());
    }

    /// Bytes that wait for the commit, about.
    #[must_use]
    pub fn pending_bytes(&self) -> usize {
        self.bytes
    }

    /// Whether something waits for the commit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Puts all that is kept on record, as one commit. The session goes on.
    ///
    /// # Errors
    /// The store's: nothing was written, or (a failed sync) it is not known.
    pub fn commit(&mut self) -> Result<Vec<store::Ack>, WorkspaceError> {
        if self.pending.is_empty() {
            return Ok(Vec::new());
        }
        self.keep_snapshot()?;
        let drafts = std::mem::take(&mut self.pending);
        self.waiting.clear();
        self.bytes = 0;
        let note = serde_json::to_string(&self.note).unwrap_or_default();
        let date = self.now.date();
        let Some(tx) = &mut self.tx else { return Ok(Vec::new()) };
        Ok(tx.commit(&drafts, (date.year(), date.month()), &mut self.salts, &note)?)
    }

    /// All cases: `None` where the session has not read all cases.
    #[must_use]
    pub fn all_cases(&self) -> Option<Vec<CaseId>> {
        self.everything.then(|| self.cases.borrow().keys().copied().collect())
    }

    /// The time of this session moves on (the demo lives through a year in one).
    pub fn set_now(&mut self, now: Moment) {
        self.now = now;
    }

    /// The policy of a case.
    ///
    /// # Errors
    /// Its snapshot is missing.
    pub fn policy_of(&self, case: &Case) -> Result<Rc<Policy>, WorkspaceError> {
        self.ws.policy_of(case.policy())
    }
}

/// Links to a case that was opened in the same breath get its number.
fn fill_links(draft: &mut Draft, fresh: Option<CaseId>) {
    match &mut draft.body {
        Body::Linked(body) if body.other.is_none() => body.other = fresh,
        Body::WithdrawalCoerced(body) if body.accountability.is_none() => body.accountability = fresh,
        _ => {}
    }
}
