//! Erasing: decided by the gate, recorded, then carried out. The next write finishes an interrupted erasing.
//!
//! Invariant: nothing is reported as erased that is not; what this folder may not erase or cannot read is named. Logs of other writers are
//! not touched, except those that this folder wrote under a former name. The private side belongs to this folder, whoever wrote it.

use crate::domain::event::{Body, CORRECTED, Erased, Event, SEALED};
use crate::domain::gate::refusal::Ruled;
use crate::domain::gate::{Erase, own_number, personal, sought_by};
use crate::domain::guard::{Guard, GuardNames};
use crate::domain::value::id::{CaseId, EventId};
use crate::log::{EraseTarget, Finding, LeftoverFilter, Leftovers, LogError, Reached, SegmentName, WriterName};
use crate::project::attached_files::is_stored;
use crate::project::erasing_on_record::RecordedErasing;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut};
use crate::project::read_ahead;
use crate::project::session::{Actor, Session};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// The result of an erasing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasing {
    /// Events whose data was erased.
    pub events: usize,
    /// Attached files deleted.
    pub files: usize,
    /// Number of private lines that are not held here.
    pub not_held: usize,
    /// Other files that were removed.
    pub leftovers: Leftovers,
    /// The first finding that prevented erasing something.
    pub damaged: Option<Box<Finding>>,
}

/// What an erasing cannot remove here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Number of texts in the logs of other writers, by writer; those writers erase them with their next write.
    pub elsewhere: BTreeMap<String, usize>,
    /// Events with personal data in a key or reference that the hash covers: it stays for ever.
    pub covered: Vec<EventId>,
    /// Events whose own texts named a complainant when the private data was erased; they stay until `erase --all`.
    pub named: Vec<EventId>,
    /// Events of other cases or of none whose texts name the person whose data was erased.
    pub of_others: Vec<EventId>,
}

impl Left {
    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elsewhere.is_empty() && self.covered.is_empty() && self.named.is_empty() && self.of_others.is_empty()
    }
}

impl Project {
    /// The writers in whose logs this folder may erase: its own and its former ones.
    pub(super) fn own_writers(&self) -> Result<HashSet<WriterName>, ProjectError> {
        let mut own: HashSet<WriterName> = self.log.former()?.into_iter().collect();
        own.extend(self.log.binding()?.map(|binding| binding.writer));
        Ok(own)
    }

    /// What the erasings of a case cannot remove here. `names`: those of its complainants, as far as known.
    ///
    /// # Errors
    /// The log or `.redress/` cannot be read.
    pub fn left_of_erasing(&self, history: &History, names: &[String]) -> Result<Left, ProjectError> {
        let (mut texts, mut private, mut named): (HashSet<EventId>, HashSet<EventId>, HashSet<EventId>) =
            Default::default();
        for erasing in history.entries.iter().filter_map(|entry| RecordedErasing::of(&entry.event)) {
            let (takes_texts, takes_private) = erasing.takes();
            texts.extend(erasing.body.events.iter().filter(|_| takes_texts));
            named.extend(&erasing.body.named);
            private.extend(erasing.body.events.iter().filter(|_| takes_private && erasing.body.scope != CORRECTED));
        }
        let (own, mut left) = (self.own_writers()?, Left::default());
        let names = GuardNames::from(names);
        for entry in &history.entries {
            let (event, writer) = (&entry.event, entry.position.writer);
            if !event.text.is_empty() && texts.contains(&event.id()) && !own.contains(&writer) {
                *left.elsewhere.entry(writer.to_string()).or_default() += 1;
            }
            let covered = covered(event).into_iter().filter(|_| !private.is_empty());
            if !personal("", covered, &names, &[], &self.directory, &self.policy).is_empty() {
                left.covered.push(event.id());
            }
            if named.remove(&event.id()) && !event.text.is_empty() {
                left.named.push(event.id());
            }
        }
        left.of_others = self.texts_there(&named)?.into_iter().map(|(_, event)| event).collect();
        Ok(left)
    }

    /// The events of a case in whose own texts the guard finds a name, number or address of its complainants, also where it would only warn.
    fn named_in_texts(&self, history: &History, complainants: &[String]) -> Vec<EventId> {
        let names = GuardNames::from(complainants);
        let guard = Guard { names: &names, exempt: &[] };
        let is_named = |event: &&Event| {
            event.text.iter().any(|(_, text)| guard.check(text).iter().any(|found| guard.is_theirs(found)))
        };
        history.entries.iter().map(|entry| &entry.event).filter(is_named).map(Event::id).collect()
    }

    /// Whether private data is still there that an `erased` event of the case names: it came back, or damage hid it.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn erasing_is_open(&self, history: &History) -> Result<bool, ProjectError> {
        let own = self.own_writers()?;
        for erasing in history.entries.iter().filter_map(|entry| RecordedErasing::of(&entry.event)) {
            for target in history.targets(&erasing, &own).iter().filter(|target| target.private) {
                match self.log.private(target.position) {
                    Ok(line) if line.as_ref().is_none_or(|line| line.data.is_none()) => {}
                    Ok(_) | Err(LogError::Damaged(_)) => return Ok(true),
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(false)
    }

    /// Whose data is in a case, as far as the private side still has it.
    fn person_of(&self, history: &History) -> Result<LeftoverFilter, ProjectError> {
        let id = history.case.id;
        let mut whose = LeftoverFilter { cases: vec![id.plain().to_string()], ..LeftoverFilter::default() };
        whose.cases.extend(Some(id.to_string()).filter(|name| *name != whose.cases[0]));
        for entry in history.entries.iter().filter(|entry| entry.event.sealed.is_some()) {
            let texts = match self.private(entry.position) {
                // A half-erased line: then the other data was removed before.
                Err(ProjectError::Store(LogError::Damaged(_))) => continue,
                texts => texts?.unwrap_or_default(),
            };
            for (key, text) in texts.iter() {
                match key.rsplit_once(' ').map_or(key, |(_, key)| key) {
                    "phone" => {
                        let all = text.split([',', '，', ';', '；', '、', '/', '\n']);
                        for one in all {
                            let digits = own_number(one);
                            // A fixed number stands in many lists without its area code.
                            let area = digits.as_deref().map_or(0, |digits| match digits.as_bytes() {
                                [b'0', b'1' | b'2', ..] => 3,
                                [b'0', ..] => 4,
                                _ => 0,
                            });
                            whose
                                .numbers
                                .extend(digits.as_deref().and_then(|digits| digits.get(area..)).map(Into::into));
                            whose.numbers.extend(digits.is_none().then(|| one.into()));
                        }
                    }
                    "email" | "id_number" => whose.numbers.push(text.into()),
                    // A short statement could be anybody's.
                    "statement" if text.chars().count() >= 12 => whose.numbers.push(text.into()),
                    "name" => whose.persons.push(text.into()),
                    key if key.starts_with("respondent") => whose.others.push(text.into()),
                    _ => {}
                }
            }
        }
        Ok(whose)
    }
}

/// The typed texts of an event that the hash covers.
fn covered(event: &Event) -> Vec<(&str, &str)> {
    let mut covered = vec![("key", event.import.as_str()), ("request", event.request.as_str())];
    let fields = event.body.fields().into_iter().flatten();
    covered.extend(
        fields
            .filter_map(|(name, value)| Some((name.as_str(), value.text()?)))
            .filter(|(name, _)| *name != "source_ref"),
    );
    match &event.body {
        Body::Opened(body) => {
            covered.push(("source_ref", body.source_ref.as_str()));
            covered.extend(body.tags.iter().map(|tag| ("tag", tag.as_str())));
        }
        Body::Replied(body) => covered.push(("phone", body.phone.as_str())),
        Body::PartyAdded(body) => covered.push(("organisation", body.organisation.as_str())),
        Body::Corrected(body) => {
            covered.extend(body.set.get("source_ref").and_then(|value| value.text()).map(|text| ("source_ref", text)));
        }
        Body::ImprovementAdded(body) => covered.extend(body.terms.iter().map(|term| ("where", sought_by(term)))),
        _ => {}
    }
    covered.retain(|(_, text)| !text.is_empty());
    covered
}

impl History {
    /// What an erasing of these events changes.
    fn targets(&self, erasing: &RecordedErasing, own: &HashSet<WriterName>) -> Vec<EraseTarget> {
        let (text, private) = erasing.takes();
        let named: HashSet<&EventId> = erasing.body.events.iter().collect();
        let entries = self.entries.iter().filter(|entry| named.contains(&entry.event.id()));
        let target = |entry: &crate::project::read::HistoryEntry| {
            // Never write to another writer's log, not even blanks.
            let text = text && own.contains(&entry.position.writer);
            EraseTarget { position: entry.position, text, private: private && entry.event.sealed.is_some() }
        };
        entries.map(target).filter(|target| target.text || target.private).collect()
    }
}

impl Session<'_> {
    /// Decides on erasing the private data of a case (with `all` also the institution's own texts), if the gate permits it; returns
    /// warnings.
    /// `due`: its retention period is over; `elsewhere`: the events outside the case that name its complainants, which is put on record.
    /// Does nothing if there is nothing to erase.
    ///
    /// # Errors
    /// A refusal; the log or the private side cannot be read; a line of the case is damaged, because its data could not be recognized and
    /// would be left behind.
    pub fn plan_erasing(
        &mut self,
        id: CaseId,
        (all, due): (bool, bool),
        reason: &str,
        elsewhere: Vec<EventId>,
        actor: &Actor,
    ) -> Result<Vec<Ruled>, ProjectError> {
        self.project.refuse_shared(id)?;
        self.project.private_is_readable()?;
        let history =
            self.project.history(id, HistoryCut::default())?.ok_or(ProjectError::NoCase { name: id.to_string() })?;
        let events = history.erasable(all);
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let scope = if all { "all" } else { "private" }.into();
        let body = Erased { events: events.clone(), scope, ..Erased::default() };
        let planned = RecordedErasing { event: EventId::default(), case: id, body };
        self.project.log.check_erasable(&history.targets(&planned, &self.project.own_writers()?))?;
        let complainants = self.project.complainants(&history)?;
        self.guard("erase", ("reason", reason), Some(id), &complainants, actor)?;
        let own = if all { Vec::new() } else { self.project.named_in_texts(&history, &complainants) };
        let named = own.into_iter().chain(elsewhere).collect();
        let verb = Erase { events, all, named, reason: reason.into(), due, today: actor.today() };
        Ok(self.run(&[&verb], Some(id), actor)?.warnings)
    }

    /// Erases what was planned. The events are recorded first; after a crash the next session finishes the erasing.
    ///
    /// # Errors
    /// Those of the log; after the events are on record, [`ProjectError::ErasingOpen`].
    pub fn erase_planned(&mut self) -> Result<Erasing, ProjectError> {
        self.write()?;
        let events = self.erasings.values().map(|erasing| erasing.event).collect();
        let done = self.carry_out()?;
        match done.damaged {
            Some(finding) => Err(open(events, LogError::Damaged(finding).into())),
            None => Ok(done),
        }
    }

    /// Carries out once more what `erased` events of a case name, where its data came back: from a backup, or after a fault.
    ///
    /// # Errors
    /// As [`Self::erase_planned`].
    pub fn erase_again(&mut self, id: CaseId) -> Result<Erasing, ProjectError> {
        let history =
            self.project.history(id, HistoryCut::default())?.ok_or(ProjectError::NoCase { name: id.to_string() })?;
        let erasings: Vec<RecordedErasing> =
            history.entries.iter().filter_map(|entry| RecordedErasing::of(&entry.event)).collect();
        let events = erasings.iter().map(|erasing| erasing.event).collect();
        let done = self.blank(&erasings).map_err(|source| open(events, source))?;
        match done.damaged {
            Some(finding) => {
                Err(open(erasings.iter().map(|erasing| erasing.event).collect(), LogError::Damaged(finding).into()))
            }
            None => Ok(done),
        }
    }

    /// Finishes erasings on record.
    pub(super) fn finish_erasing(&mut self) -> Result<(), ProjectError> {
        self.carry_out().map(drop)
    }

    /// Carries out erasings in logs of other writers that arrived since this folder last looked.
    pub(super) fn follow_erasings(&mut self) -> Result<(), ProjectError> {
        let own = self.tx()?.writer();
        let mut others = self.project.log.writers()?;
        others.retain(|writer| *writer != own);
        if others.is_empty() {
            return Ok(());
        }
        let known = self.project.looked_at()?;
        let (mut now, mut found, mut whole) = (known.clone(), Vec::new(), true);
        let clashes = self.project.clashes()?;
        for writer in others {
            let (lines, reached) = self.project.log.erasings_after(writer, known.get(&writer).copied())?;
            for (at, line) in &lines {
                match read_ahead::parse(line, *at, &clashes) {
                    Ok(event) => found.extend(RecordedErasing::of(&event)),
                    // Damage, which reads of the log report; it is looked at again until it is mended.
                    Err(_) => whole = false,
                }
            }
            now.extend(reached.map(|reached| (writer, reached)));
        }
        if now == known {
            return Ok(());
        }
        let events = found.iter().map(|erasing| erasing.event).collect();
        let done = self.blank(&found).map_err(|source| open(events, source))?;
        if done.damaged.is_none() && whole {
            self.project.note_looked_at(&now);
        }
        Ok(())
    }

    /// Carries out this writer's erasings that may be unfinished.
    fn carry_out(&mut self) -> Result<Erasing, ProjectError> {
        if self.note.erasing.is_empty() {
            return Ok(Erasing::default());
        }
        let numbers: BTreeSet<u64> = self.note.erasing.iter().copied().collect();
        let desk = self.desk();
        let events = numbers.iter().map(|n| EventId { desk, n: *n }).collect();
        let done = self.on_record(&numbers).and_then(|erasings| self.blank(&erasings));
        let done = done.map_err(|source| open(events, source))?;
        // What damage hides is erased by the first write after the damage is mended.
        if done.damaged.is_none() {
            self.note.erasing.clear();
            self.erasings.clear();
            let note = self.note.text();
            self.tx()?.set_head_note(&note);
        }
        Ok(done)
    }

    /// The `erased` events of this folder with these numbers.
    fn on_record(&mut self, numbers: &BTreeSet<u64>) -> Result<Vec<RecordedErasing>, ProjectError> {
        if numbers.iter().all(|n| self.erasings.contains_key(n)) {
            return Ok(numbers.iter().filter_map(|n| self.erasings.get(n).cloned()).collect());
        }
        let (own, finder) = (self.project.own_writers()?, memchr::memmem::Finder::new(b"\"erased\":{"));
        let mut found = Vec::new();
        self.project.lines(&mut |line| {
            if own.contains(&line.position.writer) && finder.find(line.bytes).is_some() {
                let (event, _) = self.project.parse(line)?;
                found.extend(RecordedErasing::of(&event).filter(|_| numbers.contains(&event.n)));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Blanks what the `erased` events name, and removes other data of the same person.
    fn blank(&mut self, erasings: &[RecordedErasing]) -> Result<Erasing, ProjectError> {
        let (own, mut result) = (self.project.own_writers()?, Erasing::default());
        if erasings.is_empty() {
            return Ok(result);
        }
        self.project.log_has_grown();
        let mut targets = Vec::new();
        for erasing in erasings {
            let Some(history) = self.project.history(erasing.case, HistoryCut::default())? else { continue };
            result.events += erasing.body.events.len();
            let touched = history.targets(erasing, &own);
            if !matches!(erasing.body.scope.as_str(), SEALED | CORRECTED) {
                // First, because the lines to be erased say whose data it is and under which names its files are stored.
                let (whose, stored) = (self.project.person_of(&history)?, self.project.stored(&touched)?);
                let gone = self.tx()?.erase_leftovers(&whose)?;
                result.leftovers = result.leftovers.and(gone);
                result.files += self.tx()?.remove_copies(&stored)?;
            }
            targets.extend(touched);
        }
        let done = self.tx()?.erase(&targets)?;
        // Only after erasing: indexes built from now on do not contain the data.
        self.project.forget_indexes()?;
        (result.not_held, result.damaged) = (done.not_held, done.damaged);
        Ok(result)
    }
}

fn open(events: Vec<EventId>, source: ProjectError) -> ProjectError {
    ProjectError::ErasingOpen { events, source: Box::new(source) }
}

impl Project {
    /// The stored names of the files that the private lines of these events name.
    fn stored(&self, targets: &[EraseTarget]) -> Result<Vec<String>, ProjectError> {
        let mut stored = Vec::new();
        for target in targets.iter().filter(|target| target.private) {
            let line = match self.log.private(target.position) {
                // A half-erased line: then its files were removed before.
                Err(LogError::Damaged(_)) => None,
                line => line?,
            };
            let texts = line.and_then(|line| super::privacy::private_texts(&line.data?)).unwrap_or_default();
            stored.extend(texts.iter().filter(|(key, _)| is_stored_key(key)).map(|(_, name)| name.to_string()));
        }
        stored.retain(|name| is_stored(name));
        Ok(stored)
    }

    /// How far the logs of other writers were looked at, from `.redress/`.
    fn looked_at(&self) -> Result<HashMap<WriterName, Reached>, ProjectError> {
        let path = self.log.layout.looked_at();
        let text = match std::fs::read_to_string(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
            text => text.map_err(|source| ProjectError::File { path, source })?,
        };
        let line = |line: &str| {
            let mut words = line.split(' ');
            let (writer, segment) = (WriterName::parse(words.next()?)?, SegmentName::parse(words.next()?)?);
            Some((writer, (segment, words.next()?.parse().ok()?)))
        };
        Ok(text.lines().filter_map(line).collect())
    }

    /// Saves that; if it fails, the next write looks again.
    fn note_looked_at(&self, at: &HashMap<WriterName, Reached>) {
        let at: BTreeMap<_, _> = at.iter().collect();
        let text: String = at.iter().map(|(writer, (segment, end))| format!("{writer} {segment} {end}\n")).collect();
        let _ = self.write_machine(&self.log.layout.looked_at(), text.as_bytes());
    }
}

fn is_stored_key(key: &str) -> bool {
    key.rsplit_once(' ').map_or(key, |(_, key)| key).starts_with("stored")
}
