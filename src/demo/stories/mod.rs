//! Desks whose year is told by stories in TOML: each a list of commands as people type them, with who types them and when.
//!
//! Invariant: the same seed gives the same desk; every command goes through the gate; nothing of any desk stands in code.

mod told;

use super::customers::Customer;
use super::days::Days;
use super::desk::{Lived, actor};
use super::doing::DemoContext;
use super::random::Random;
use super::{DemoError, Order};
use crate::domain::case::Case;
use crate::domain::gate::{CloseIncident, DoDuty, Escalate, IssueForm, Link, LinkIncident, OpenIncident, Verb};
use crate::domain::policy::incident::Incident;
use crate::domain::policy::{duty, escalation};
use crate::domain::value::id::{CaseId, EventId};
use crate::project::{Actor, Outcome, Project, ProjectError, Session};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use told::{ToldAct, ToldDesk, ToldStory};

pub(super) use told::directory_toml;

/// Pending bytes at which a commit is made, and how long to wait for the lock.
const COMMIT_BYTES: usize = 3 << 20;
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
/// So many ended cases may be referred to by later stories.
const REMEMBERED: usize = 60;
/// Number of days before today for which duties are on record.
const KEPT: i64 = 90;

/// A command as verbs, and the reason of an override in it.
pub(crate) type Translated = (Vec<Box<dyn Verb>>, Option<String>);

/// Translates the words of a command that is typed at a time; an error is a message. The front end knows how commands are written.
pub(crate) type Translate<'t> = &'t mut dyn FnMut(&[String], NaiveDateTime) -> Result<Translated, String>;

/// Why an act was not done.
enum ActError {
    Project(ProjectError),
    /// Its words are no command.
    Words(String),
}

impl From<ProjectError> for ActError {
    fn from(error: ProjectError) -> Self {
        Self::Project(error)
    }
}

/// A story that is going on.
struct Going {
    story: &'static ToldStory,
    case: Option<CaseId>,
    /// The case that its last act opened beside its own.
    opened: Option<CaseId>,
    /// Acts to come.
    left: usize,
    random: Random,
    customer: Customer,
    /// What was drawn for its placeholders.
    drawn: BTreeMap<String, String>,
}

/// What is to be done at a time.
enum Todo {
    /// An act of a story.
    Act(usize, &'static ToldAct),
    /// A duty of a unit.
    Duty(usize, String),
}

struct Telling<'t, 's, 'w> {
    session: Session<'w>,
    context: DemoContext<'s>,
    told: &'static ToldDesk,
    say: Translate<'t>,
    going: Vec<Option<Going>>,
    todo: Vec<Option<Todo>>,
    queue: BinaryHeap<Reverse<(NaiveDateTime, usize)>>,
    first: HashMap<&'static str, CaseId>,
    /// The open incident of a story's code.
    incidents: HashMap<&'static str, EventId>,
    /// Ended cases that are on record, the oldest first, and those that wait for the commit.
    ended: VecDeque<CaseId>,
    ending: Vec<CaseId>,
    lived: Lived,
}

/// Tells the year before today in an open project. `progress` is called with the number of cases made so far.
///
/// # Errors
/// An act was refused, or the system refused.
pub(super) fn live(
    project: &Project,
    order: &Order,
    say: Translate<'_>,
    progress: &mut dyn FnMut(usize),
) -> Result<Lived, DemoError> {
    let told = told::desk(&order.profile).ok_or_else(|| crate::profile::PolicyError::UnknownProfile {
        name: order.profile.clone(),
        known: super::profiles().map(Into::into).collect(),
    });
    let told = told.map_err(ProjectError::from)?;
    let days = Days::new(&project.calendar, order.today);
    let offset = |at| project.zone.offset(at).unwrap_or(0);
    let context = DemoContext { lang: order.lang, days: &days, offset: &offset, incident: None };
    let mut salts = Random::of(order.seed, "salts", 0);
    let opening = days.first.and_time(NaiveTime::MIN) + Duration::hours(8);
    let opener = actor(&told.opener(), opening, &context);
    let session = project.begin(PATIENCE, &opener, Box::new(move || salts.bytes()))?;
    session.read_apart();
    let mut telling = Telling {
        session,
        context,
        told,
        say,
        going: Vec::new(),
        todo: Vec::new(),
        queue: BinaryHeap::new(),
        first: HashMap::new(),
        incidents: HashMap::new(),
        ended: VecDeque::new(),
        ending: Vec::new(),
        lived: Lived::default(),
    };
    telling.plan(order);
    telling.duties(order)?;
    telling.run(progress)?;
    Ok(telling.lived)
}

impl Telling<'_, '_, '_> {
    /// Begins stories on days of the year: each kind once, then by their weights.
    fn plan(&mut self, order: &Order) {
        let days = self.context.days;
        let weights: Vec<(&'static ToldStory, u32)> = self.told.stories.iter().map(|s| (s, s.weight)).collect();
        for slot in 0..order.cases as usize {
            let mut random = Random::of(order.seed, "case", slot as u64);
            let story = match self.told.stories.get(slot) {
                Some(story) => story,
                None => random.weighted(&weights),
            };
            // The first of each kind has time to end before today.
            let last = if slot < self.told.stories.len() { days.back(order.today, 45) } else { order.today };
            let begin = days.at(days.draw(&mut random, days.first, last), &mut random);
            self.begin(story, begin, random);
        }
    }

    fn begin(&mut self, story: &'static ToldStory, begin: NaiveDateTime, mut random: Random) {
        let days = self.context.days;
        let customer = Customer::invent(&mut random, self.context.lang);
        let (slot, mut at, mut left) = (self.going.len(), begin, 0);
        for (n, act) in story.acts.iter().enumerate() {
            if n > 0 {
                at = match act.after {
                    told::After::Minutes(minutes) => {
                        let minutes = random.between(minutes / 2 + 1, minutes.max(2));
                        days.later(at, minutes, &mut random)
                    }
                    told::After::Days(n) => {
                        let morning = days.step(at.date(), n);
                        days.at_after(morning, at, &mut random)
                    }
                    told::After::Morning(n) => days.step(at.date(), n).and_time(NaiveTime::MIN) + Duration::hours(8),
                };
            }
            if act.chance < 100 && !random.chance(act.chance * 10) {
                continue;
            }
            if at.date() >= days.today {
                break;
            }
            left += 1;
            self.expect(at, Todo::Act(slot, act));
        }
        let drawn = BTreeMap::new();
        self.going.push(Some(Going { story, case: None, opened: None, left, random, customer, drawn }));
    }

    fn expect(&mut self, at: NaiveDateTime, todo: Todo) {
        self.queue.push(Reverse((at, self.todo.len())));
        self.todo.push(Some(todo));
    }

    /// Plans the duties of the last months for every unit that owes them, with a gap now and then.
    fn duties(&mut self, order: &Order) -> Result<(), ProjectError> {
        let project = self.session.project;
        let desk = project.desk()?;
        let days = self.context.days;
        let random = &mut Random::of(order.seed, "routine", 0);
        let mut coming = Vec::new();
        let mut last: HashMap<usize, String> = HashMap::new();
        let first = order.today - Duration::days(KEPT);
        for day in first.iter_days().take_while(|day| *day < order.today).filter(|day| days.is_working(*day)) {
            for (n, row) in project.policy.duties.iter().enumerate() {
                let span = span(&row.every, day);
                if last.insert(n, span.clone()) == Some(span) {
                    continue;
                }
                for unit in duty::owing(row, &project.directory, desk.as_str(), day) {
                    if random.chance(970) {
                        let minutes = i64::from(random.between(16 * 60, 17 * 60));
                        coming.push((day.and_time(NaiveTime::MIN) + Duration::minutes(minutes), n, unit.to_string()));
                    }
                }
            }
        }
        for (at, n, unit) in coming {
            self.expect(at, Todo::Duty(n, unit));
        }
        Ok(())
    }

    fn run(&mut self, progress: &mut dyn FnMut(usize)) -> Result<(), DemoError> {
        let mut month = 0;
        while let Some(Reverse((at, n))) = self.queue.pop() {
            // Segments are monthly, and a commit must lie within one.
            if at.month() != month || self.session.pending_bytes() > COMMIT_BYTES {
                self.commit()?;
                month = at.month();
            }
            self.session.set_now(self.context.moment(at));
            match self.todo[n].take() {
                Some(Todo::Act(slot, act)) => self.act(slot, act, at, progress)?,
                Some(Todo::Duty(row, unit)) => self.duty(row, &unit, at)?,
                None => {}
            }
        }
        self.commit()
    }

    fn commit(&mut self) -> Result<(), DemoError> {
        self.session.commit()?;
        self.ended.extend(self.ending.drain(..));
        while self.ended.len() > REMEMBERED {
            if let Some(gone) = self.ended.pop_front().filter(|id| !self.first.values().any(|first| first == id)) {
                self.session.forget(gone);
            }
        }
        Ok(())
    }

    fn act(
        &mut self,
        slot: usize,
        act: &'static ToldAct,
        at: NaiveDateTime,
        progress: &mut dyn FnMut(usize),
    ) -> Result<(), DemoError> {
        let Some(mut going) = self.going[slot].take() else { return Ok(()) };
        let done = self.done(&mut going, act, at).map_err(|wrong| {
            let act = format!("{}: {}", going.story.code, act.words.join(" "));
            let id = going.case.map_or_else(|| going.story.code.clone(), |id| id.to_string());
            match wrong {
                ActError::Project(source) => DemoError::Act { slot: slot + 1, id, act, source },
                ActError::Words(message) => DemoError::Words { act, message },
            }
        })?;
        if let Some(outcome) = done {
            self.lived.events += outcome.events;
            self.lived.cases += outcome.opened.len();
            let registers = act.words.first().is_some_and(|word| word == "intake");
            if going.case.is_some() && registers {
                going.opened = Some(outcome.case);
                self.lived.cases += 1;
            }
            if going.case.is_none() {
                going.case = Some(outcome.case);
                self.lived.cases += 1;
                self.first.entry(&going.story.code).or_insert(outcome.case);
                progress(self.lived.cases);
            }
            going.opened = outcome.opened.first().copied().or(going.opened);
        }
        going.left = going.left.saturating_sub(1);
        if going.left > 0 {
            self.going[slot] = Some(going);
        } else {
            self.ending.extend(going.case);
        }
        Ok(())
    }

    /// Does one act; `None` for an act that may have nothing to do.
    fn done(
        &mut self,
        going: &mut Going,
        act: &'static ToldAct,
        at: NaiveDateTime,
    ) -> Result<Option<Outcome>, ActError> {
        let mut words: Vec<String> = act.words.iter().map(|word| self.filled(word, going)).collect();
        let mut who = self.filled(&act.by, going);
        if who.is_empty() {
            who = self.told.opener();
        }
        let mut actor = actor(&who, at, &self.context);
        let mut case = going.case;
        if words.first().is_some_and(|word| word == "@opened") {
            words.remove(0);
            case = going.opened;
        }
        let earlier = self.ended.get(self.ended.len() / 2).copied();
        for word in &mut words {
            let named = match word.as_str() {
                "@first" => self.first.get(going.story.code.as_str()).copied(),
                "@earlier" => earlier,
                "@opened" => going.opened,
                _ => continue,
            };
            // Nothing to refer to yet: the flag before it is left out with it.
            *word = named.map_or_else(String::new, |id| id.to_string());
        }
        match words.first().map(String::as_str) {
            Some("raise") => return Ok(self.raise(case, &actor)?),
            Some("issue") => return Ok(self.issue(case, words.get(1).map_or("", String::as_str), &actor, at)?),
            Some("incident") => return Ok(self.incident(going, &words, &actor)?),
            Some("link") => {
                let other = words.get(1).and_then(|word| word.parse::<CaseId>().ok()).filter(|id| Some(*id) != case);
                let Some(other) = other else { return Ok(None) };
                let kind = words.last().cloned().unwrap_or_default();
                return Ok(Some(self.session.run(&[&Link { other, kind }], case, &actor)?));
            }
            _ => {}
        }
        if let Some(n) = words.iter().position(String::is_empty)
            && n > 0
            && words[n - 1] == "--repeat-of"
        {
            words.drain(n - 1..=n);
        }
        let (chain, overriding) = (self.say)(&words, at).map_err(ActError::Words)?;
        actor.overriding = overriding;
        let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
        let is_new = words.first().is_some_and(|word| word == "intake");
        Ok(Some(self.session.run(&chain, if is_new { None } else { case }, &actor)?))
    }

    /// Escalates a case by every row that is due.
    fn raise(&mut self, case: Option<CaseId>, actor: &Actor) -> Result<Option<Outcome>, ProjectError> {
        let mut last = None;
        while let Some(known) = case.map_or(Ok(None), |id| self.session.case(id))? {
            let policy = self.session.policy_of(&known)?;
            let project = self.session.project;
            let next = escalation::next(&known, &policy, &project.directory, &project.calendar, actor.now);
            let Some((row, to)) = next else { break };
            let verb = Escalate { to: to.to_string(), reason: String::new(), rule: row.code.to_string() };
            let outcome = self.session.run(&[&verb], case, actor)?;
            let stays = outcome.after.raised == known.raised;
            last = Some(outcome);
            if stays {
                break;
            }
        }
        Ok(last)
    }

    /// Issues a form or letter with its number, if the case wants it.
    fn issue(
        &mut self,
        case: Option<CaseId>,
        code: &str,
        actor: &Actor,
        at: NaiveDateTime,
    ) -> Result<Option<Outcome>, ProjectError> {
        let policy = self.session.project.policy.clone();
        let row = policy.forms.iter().find(|form| form.code == code);
        let known = case.map_or(Ok(None), |id| self.session.case(id))?;
        let fits = |case: &Case, form: &crate::domain::policy::Form| {
            form.is_wanted(case, &policy) && form.lacks(case, &policy).is_empty() && case.issued(code).is_none()
        };
        let (Some(row), Some(known)) = (row, known) else { return Ok(None) };
        if !fits(&known, row) {
            return Ok(None);
        }
        let year = u16::try_from(at.year()).unwrap_or_default();
        let number = self.session.next_form(&row.series, year)?.into();
        let verb = IssueForm { form: code.into(), number, ..IssueForm::default() };
        self.session.run(&[&verb], case, actor).map(Some)
    }

    /// `incident open KIND TITLE NOTICE` links the case to the open incident of such stories, and opens it where there is none;
    /// `incident close NOTE` closes it.
    fn incident(&mut self, going: &Going, words: &[String], actor: &Actor) -> Result<Option<Outcome>, ProjectError> {
        let (code, word) = (going.story.code.as_str(), |n: usize| words.get(n).cloned().unwrap_or_default());
        let mut known = self.incidents.get(code).copied();
        if word(1) == "close" {
            let Some(incident) = self.incidents.remove(code) else { return Ok(None) };
            return self
                .session
                .run(&[&CloseIncident { incident, note: word(2), about: Vec::new() }], None, actor)
                .map(Some);
        }
        if known.is_none() {
            let verb = OpenIncident { kind: word(2), title: word(3), notice: word(4), ..OpenIncident::default() };
            let outcome = self.session.run(&[&verb], None, actor)?;
            self.lived.events += outcome.events;
            known = outcome.first.map(|event| event.id());
            self.incidents.extend(known.map(|id| (code, id)));
        }
        let link = LinkIncident(Incident { event: known, kind: word(2).into(), ..Incident::default() });
        self.session.run(&[&link], going.case, actor).map(Some)
    }

    fn duty(&mut self, row: usize, unit: &str, at: NaiveDateTime) -> Result<(), DemoError> {
        let project = self.session.project;
        let row = &project.policy.duties[row];
        let serves =
            |person: &&crate::domain::policy::directory::Person| person.unit == unit && person.serves_on(at.date());
        let Some(person) = project.directory.people.iter().find(serves) else { return Ok(()) };
        let actor = actor(&person.code, at, &self.context);
        let verb = DoDuty {
            duty: row.code.to_string(),
            unit: unit.into(),
            nil: row.finds,
            found: Vec::new(),
            note: String::new(),
        };
        self.lived.events += self.session.run(&[&verb], None, &actor)?.events;
        Ok(())
    }

    /// A word with its placeholders filled in.
    fn filled(&self, word: &str, going: &mut Going) -> String {
        let mut out = String::with_capacity(word.len());
        let mut rest = word;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&self.drawn(name, going));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// What a placeholder stands for in a story: drawn once. `{crew.1}` is the second word of what `{crew}` stands for.
    fn drawn(&self, name: &str, going: &mut Going) -> String {
        let (key, part) = name.split_once('.').map_or((name, None), |(key, part)| (key, part.parse::<usize>().ok()));
        let whole = match going.drawn.get(key) {
            Some(known) => known.clone(),
            None => {
                let private = going.customer.private();
                let drawn = match key {
                    "name" | "phone" => private.get(key).unwrap_or_default().to_string(),
                    key => {
                        let parts = self.told.parts(key, self.context.lang);
                        let text = if parts.is_empty() { String::new() } else { going.random.pick(parts).to_string() };
                        self.filled(&text, going)
                    }
                };
                going.drawn.insert(key.into(), drawn.clone());
                drawn
            }
        };
        part.map_or(whole.clone(), |n| whole.split(' ').nth(n).unwrap_or_default().to_string())
    }
}

/// The period of a duty that a day lies in.
fn span(every: &str, day: NaiveDate) -> String {
    match every {
        "week" => format!("{:?}", day.iso_week()),
        "half-month" => format!("{}-{}-{}", day.year(), day.month(), day.day() > 15),
        "month" => format!("{}-{}", day.year(), day.month()),
        "quarter" => format!("{}-{}", day.year(), day.month0() / 3),
        "half-year" => format!("{}-{}", day.year(), day.month0() / 6),
        "year" => day.year().to_string(),
        _ => day.to_string(),
    }
}
