//! The simulation: runs through the year act by act, through the gate.
//!
//! Invariant: acts are recorded in the order of their times; a refusal that cannot be satisfied is an error that names the case. Only these
//! cases stay in memory: those with acts to come, those that will be looked at again, and the last ones that are over.

use super::acts::doing;
use super::comply::{Means, Mend};
use super::days::Days;
use super::doing::{DemoContext, Doing};
use super::plan::{self, Slot, Stop, StoryKind};
use super::random::Random;
use super::schedule::{self, Act, Schedule};
use super::story::{Known, Story};
use super::texts;
use crate::domain::case::limit;
use crate::domain::gate::refusal::Refusal;
use crate::domain::gate::{Assign, Verb};
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::domain::value::title::Lang;
use crate::project::{Actor, Outcome, Project, ProjectError, Session};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::time::Duration;

/// Pending bytes at which a commit is made, and how long to wait for the lock.
const COMMIT_BYTES: usize = 3 << 20;
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a command is retried, and how deep remedies may themselves need remedies.
const DEPTH: u32 = 4;
/// Maximum number of cases that later stories may refer to.
const REMEMBERED: usize = 60;
/// Maximum number of finished cases kept in the case cache; more than `REMEMBERED`.
const HELD: usize = 500;

/// An act of the demo was refused, or the log could not be written.
#[derive(Debug)]
pub(super) struct DeskError {
    /// Number of the case in the plan, from 1; 0 for none.
    pub(super) slot: usize,
    /// Its case number, or its kind if it has none yet.
    pub(super) id: String,
    /// The act.
    pub(super) act: String,
    /// The error.
    pub(super) source: ProjectError,
}

/// Counts of what was recorded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lived {
    /// Cases.
    pub(super) cases: usize,
    /// Events.
    pub(super) events: usize,
}

pub(super) struct Simulation<'s, 'w> {
    pub(super) session: Session<'w>,
    pub(super) context: DemoContext<'s>,
    slots: Vec<Slot>,
    stories: Vec<Option<Box<Story>>>,
    /// Number of acts still to come, for each story.
    left: Vec<u32>,
    /// Cases whose story is over, the oldest first.
    over: VecDeque<CaseId>,
    pub(super) seed: u64,
    /// The acts to come, the soonest first.
    queue: BinaryHeap<Reverse<(NaiveDateTime, usize, usize, Act)>>,
    order: usize,
    recent: VecDeque<Known>,
    pub(super) ended: VecDeque<Known>,
    pub(super) lived: Lived,
    /// Cases from each outlet's box and from the web, since the last check there.
    pub(super) found: HashMap<&'static str, Vec<CaseId>>,
    /// Cases that other stories refer to, with the number of those stories that are not over.
    come_back_to: HashMap<CaseId, u32>,
}

/// Simulates the year before `today` in an open project. `progress` is called with the number of cases made so far.
///
/// # Errors
/// An act was refused, or the system refused.
pub(super) fn live(
    project: &Project,
    cases: u32,
    seed: u64,
    today: NaiveDate,
    lang: Lang,
    progress: &mut dyn FnMut(usize),
) -> Result<Lived, DeskError> {
    let days = Days::new(&project.calendar, today);
    let offset = |at| project.zone.offset(at).unwrap_or(0);
    let context = DemoContext { lang, days: &days, offset: &offset, incident: None };
    let mut salts = Random::of(seed, "salts", 0);
    let opening = days.first.and_time(NaiveTime::MIN) + chrono::Duration::hours(8);
    let actor = actor("wang.fang", opening, &context);
    let wrong = |source| DeskError { slot: 0, id: String::new(), act: "begin".into(), source };
    let session = project.begin(PATIENCE, &actor, Box::new(move || salts.bytes())).map_err(wrong)?;
    session.read_apart();
    let slots = plan::plan(cases, seed, &days);
    let mut desk = Simulation {
        session,
        context,
        stories: vec![None; slots.len()],
        left: vec![0; slots.len()],
        over: VecDeque::new(),
        slots,
        seed,
        queue: BinaryHeap::new(),
        order: 0,
        recent: VecDeque::new(),
        ended: VecDeque::new(),
        lived: Lived::default(),
        found: HashMap::new(),
        come_back_to: HashMap::new(),
    };
    desk.expect_all();
    desk.expect_routine();
    desk.run(progress)?;
    Ok(desk.lived)
}

pub(super) fn actor(by: &str, at: NaiveDateTime, context: &DemoContext<'_>) -> Actor {
    Actor {
        by: by.into(),
        done_by: Default::default(),
        now: context.moment(at),
        clock: None,
        os: Default::default(),
        account: Default::default(),
        on: None,
        overriding: None,
        not_personal: Vec::new(),
        request: Default::default(),
        content: String::new(),
        past: false,
    }
}

impl Simulation<'_, '_> {
    /// Schedules all registrations of the year.
    fn expect_all(&mut self) {
        for at in 0..self.slots.len() {
            let (slot, mut random) = (self.slots[at], self.random(at));
            let mut when = self.context.days.at(slot.day, &mut random);
            if slot.stop != Stop::Never && when.hour() > 14 {
                // A case that must reach a planned state on its first day is registered early.
                when -= chrono::Duration::hours(5);
            }
            self.expect(when, at, Act::Intake);
        }
    }

    fn random(&self, slot: usize) -> Random {
        Random::of(self.seed, "case", slot as u64)
    }

    /// Schedules an act; acts after yesterday are dropped.
    pub(super) fn expect(&mut self, when: NaiveDateTime, slot: usize, act: Act) {
        if when.date() < self.context.days.today {
            self.order += 1;
            self.left[slot] += 1;
            self.queue.push(Reverse((when, self.order, slot, act)));
        }
    }

    fn expect_each(&mut self, slot: usize, schedule: Schedule) {
        schedule.into_iter().for_each(|(when, act)| self.expect(when, slot, act));
    }

    fn run(&mut self, progress: &mut dyn FnMut(usize)) -> Result<(), DeskError> {
        let wrong = |source| DeskError { slot: 0, id: String::new(), act: "commit".into(), source };
        let mut month = 0;
        while let Some(Reverse((when, _, slot, act))) = self.queue.pop() {
            // Segments are monthly, and a commit must lie within one.
            if when.month() != month || self.session.pending_bytes() > COMMIT_BYTES {
                self.session.commit().map_err(wrong)?;
                self.let_go();
                month = when.month();
            }
            self.session.set_now(self.context.moment(when));
            self.left[slot] -= 1;
            self.act(slot, act, when)?;
            if self.left[slot] == 0
                && let Some(story) = self.stories[slot].take()
            {
                self.over.extend(story.id);
                self.no_more_to(story.other);
            }
            if act == Act::Intake {
                progress(self.lived.cases);
            }
        }
        self.session.commit().map(drop).map_err(wrong)
    }

    /// Notes that a story that referred to `other` is over.
    fn no_more_to(&mut self, other: Option<CaseId>) {
        if let Some(Entry::Occupied(mut stories)) = other.map(|other| self.come_back_to.entry(other)) {
            *stories.get_mut() -= 1;
            if *stories.get() == 0 {
                stories.remove();
            }
        }
    }

    /// Drops finished cases that are on record from the case cache, except the last ones. Reading one again would mean reading the log, so
    /// cases are kept that another story refers to, or that a check of a box or the web has yet to find.
    fn let_go(&mut self) {
        let known = self.recent.iter().chain(&self.ended).map(|known| known.id).chain(self.context.incident);
        let looked_at = self.found.values().flatten().chain(self.come_back_to.keys()).copied().chain(known);
        let looked_at: HashSet<CaseId> = looked_at.collect();
        let many = self.over.len().saturating_sub(HELD);
        let (stay, go): (Vec<_>, Vec<_>) = self.over.drain(..many).partition(|id| looked_at.contains(id));
        go.into_iter().for_each(|id| self.session.forget(id));
        stay.into_iter().rev().for_each(|id| self.over.push_front(id));
    }

    fn act(&mut self, slot: usize, act: Act, when: NaiveDateTime) -> Result<(), DeskError> {
        let wrong = |id: String, source| DeskError { slot: slot + 1, id, act: format!("{act:?}"), source };
        if matches!(act, Act::Box(_) | Act::Web | Act::Posted(_) | Act::Reveal) {
            return self.routine(act, when).map_err(|source| wrong(String::new(), source));
        }
        if act == Act::Intake {
            let story = self.meet(slot);
            story.other.iter().for_each(|other| *self.come_back_to.entry(*other).or_default() += 1);
            self.stories[slot] = Some(Box::new(story));
        }
        let Some(mut story) = self.stories[slot].take() else { return Ok(()) };
        let told = self.tell(slot, &mut story, act, when);
        told.map_err(|source| {
            wrong(story.id.map_or_else(|| format!("{:?}", story.kind), |id| id.to_string()), source)
        })?;
        self.stories[slot] = Some(story);
        Ok(())
    }

    /// Runs one act of a story.
    fn tell(&mut self, slot: usize, story: &mut Story, act: Act, when: NaiveDateTime) -> Result<(), ProjectError> {
        match act {
            Act::Raise => return self.raise(story, when),
            Act::Attach => return self.attach(story, when),
            _ => {}
        }
        let doing = doing(story, act, when, &self.context);
        // Only these may be empty: the first case of an outage has no main case, and a reply may have had no lessons.
        debug_assert!(
            !doing.chain.is_empty() || matches!(act, Act::LinkIncident | Act::Improve),
            "{act:?} does nothing"
        );
        if !doing.chain.is_empty() {
            let outcome = self.put(story, &doing, when)?;
            self.follow(slot, story, act, when, &outcome);
            self.issue(story, act, doing.by, when)?;
        }
        Ok(())
    }

    /// Draws the story of a slot when its time has come.
    fn meet(&mut self, at: usize) -> Story {
        let mut slot = self.slots[at];
        let mut random = self.random(at);
        let _ = random.next();
        let known = match slot.kind {
            StoryKind::Duplicate => self.still_open(&mut random),
            StoryKind::Repeat if !self.ended.is_empty() => {
                let nth = random.below(u32::try_from(self.ended.len()).unwrap_or(1));
                self.ended.get(nth as usize).cloned()
            }
            _ => None,
        };
        if known.is_none() && matches!(slot.kind, StoryKind::Duplicate | StoryKind::Repeat) {
            slot.kind = StoryKind::Normal;
        }
        Story::draw(&slot, random, self.context.lang, self.context.days, known.as_ref())
    }

    /// A recent case that has not been answered yet.
    fn still_open(&self, random: &mut Random) -> Option<Known> {
        let open: Vec<&Known> = self.recent.iter().rev().take(20).filter(|known| self.is_open(known)).collect();
        (!open.is_empty()).then(|| random.pick(&open).clone())
    }

    fn is_open(&self, known: &Known) -> bool {
        self.session.case(known.id).ok().flatten().is_some_and(|case| case.state.is_open())
    }

    /// Runs a command through the gate, after doing what a rule requires first.
    fn put(&mut self, story: &mut Story, doing: &Doing, when: NaiveDateTime) -> Result<Outcome, ProjectError> {
        let chain: Vec<&dyn Verb> = doing.chain.iter().map(AsRef::as_ref).collect();
        let mut actor = actor(doing.by, when, &self.context);
        actor.overriding.clone_from(&doing.overriding);
        self.try_to(story, &chain, doing.hop.clone(), actor, DEPTH)
    }

    /// Runs a command; on a refusal applies the remedies and tries again. A remedy may itself need remedies.
    fn try_to(
        &mut self,
        story: &mut Story,
        chain: &[&dyn Verb],
        mut hop: Option<Assign>,
        mut actor: Actor,
        depth: u32,
    ) -> Result<Outcome, ProjectError> {
        for _ in 0..DEPTH {
            let own: [&dyn Verb; 1];
            let chain = match &hop {
                Some(hop) => {
                    own = [hop];
                    &own[..]
                }
                None => chain,
            };
            let refusal = match self.session.run(chain, story.id, &actor) {
                Err(ProjectError::Refused(refusal)) if story.id.is_some() && depth > 0 => refusal,
                done => return done.inspect(|outcome| self.lived.events += outcome.events),
            };
            let Some(mends) = self.mends(story, &refusal, &actor)? else {
                return Err(ProjectError::Refused(refusal));
            };
            for mend in mends {
                match mend {
                    Mend::First(verb, by) => {
                        let by = by.unwrap_or_else(|| actor.by.clone());
                        self.try_to(story, &[verb.as_ref()], None, Actor { by, ..actor.clone() }, depth - 1)?;
                    }
                    Mend::By(other) => actor.by = other,
                    Mend::Form(form) => hop = hop.map(|hop| Assign { form: form.to_string(), ..hop }),
                }
            }
        }
        let outcome = self.session.run(chain, story.id, &actor)?;
        self.lived.events += outcome.events;
        Ok(outcome)
    }

    fn mends(&self, story: &mut Story, refusal: &Refusal, actor: &Actor) -> Result<Option<Vec<Mend>>, ProjectError> {
        let (project, lang) = (self.session.project, self.context.lang);
        let case = match story.id {
            Some(id) => self.session.case(id)?.unwrap_or_default(),
            None => Default::default(),
        };
        let note = &texts::say(texts::words(lang).step, "", lang, &mut story.random);
        let means =
            Means { policy: &project.policy, directory: &project.directory, case: &case, note, day: actor.now.date() };
        Ok(means.comply(refusal))
    }

    /// Schedules what follows from an act.
    fn follow(&mut self, slot: usize, story: &mut Story, act: Act, when: NaiveDateTime, outcome: &Outcome) {
        let days = self.context.days;
        match act {
            Act::Intake => {
                story.id = Some(outcome.case);
                self.lived.cases += 1;
                if story.kind == StoryKind::Incident && self.context.incident.is_none() {
                    self.context.incident = story.id;
                    story.kind = StoryKind::Normal;
                }
                let received =
                    outcome.after.received().map_or(when.date(), super::super::domain::value::moment::Moment::date);
                let due = self.due(story, outcome);
                let acts = schedule::from_intake(story, days, when, received, due);
                self.expect_each(slot, acts);
                if !story.kind.is_taken_away() {
                    remember(&mut self.recent, story);
                }
                self.note_found(story, when.date());
            }
            Act::Reply | Act::Report if outcome.learnt.is_some() => {
                story.improvement = outcome.learnt.as_ref().map(|event| event.id());
                let acts = schedule::improvement(story, days, when);
                self.expect_each(slot, acts);
            }
            Act::Close if outcome.after.state == State::Closed => remember(&mut self.ended, story),
            Act::Reopen => {
                let acts = schedule::second_round(story, days, when);
                self.expect_each(slot, acts);
            }
            Act::Settle => {
                for id in &outcome.opened {
                    let mut beside = story.clone();
                    (beside.id, beside.other) = (Some(*id), None);
                    let acts = schedule::accountability(&mut beside, days, when);
                    self.stories.push(Some(Box::new(beside)));
                    self.left.push(0);
                    self.lived.cases += 1;
                    self.expect_each(self.stories.len() - 1, acts);
                }
            }
            _ => {}
        }
    }

    /// The end of the reply limit once the case is classified.
    fn due(&self, story: &Story, outcome: &Outcome) -> Option<NaiveDate> {
        let project = self.session.project;
        let mut case = outcome.after.as_ref().clone();
        case.facts.category = story.topic.category.into();
        let (row, _) = limit::row(&case, &project.policy, &project.calendar, &limit::REPLY)?;
        let within = row.within.filter(|w| *w != crate::domain::value::within::Within::None)?;
        let from = limit::start(&case, row)?;
        Some(limit::end(&project.calendar, from, within, &|_| false).date())
    }
}

/// Remembers a case that later stories may refer to; drops the oldest one beyond the limit.
fn remember(known: &mut VecDeque<Known>, story: &Story) {
    known.extend(story.known());
    if known.len() > REMEMBERED {
        known.pop_front();
    }
}
