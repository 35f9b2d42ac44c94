//! Reads cases and events: from the index and its tail if there is one, else from the log.
//!
//! Invariant: no lock, no writes to the project, and the same answer either way.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::duplicate::{self, DUPLICATE, Links};
use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseHint, CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use crate::log::{LineRef, Position, Scan, WriterName};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::index_use::numbers_in;
use crate::project::open::Project;
use crate::project::read_ahead::{self, ReadEvent};
use memchr::memmem;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// Which events count: those that happened by a day, those that were recorded by a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistoryCut {
    /// By `on`: events that had happened by the end of this day, or by this instant.
    pub by: Option<Moment>,
    /// By `at`: events recorded by then.
    pub known: Option<Moment>,
}

impl HistoryCut {
    /// Whether an event counts, taken alone. (If the receipt of a registration was corrected, the case's other events decide.)
    #[must_use]
    pub fn counts(&self, event: &Event) -> bool {
        self.is_known(event) && self.by.is_none_or(|by| !event.on().is_after(by) || apply::is_knowledge(event))
    }

    /// Whether it was on record by `known`.
    pub(super) fn is_known(&self, event: &Event) -> bool {
        self.known.is_none_or(|known| !event.at.is_after(known))
    }
}

/// An event with its position in the log.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The event.
    pub event: Event,
    /// Its position.
    pub position: Position,
    /// Its line.
    pub line: String,
}

/// A case with all its events.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The case.
    pub case: Case,
    /// Its events, in order.
    pub entries: Vec<HistoryEntry>,
}

impl History {
    /// Its events, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> + Clone {
        self.entries.iter().map(|entry| &entry.event)
    }
}

impl Project {
    /// Calls `each` with every event in the order of the log until it breaks.
    ///
    /// # Errors
    /// The log cannot be read, or a line is not an event.
    pub fn events(&self, each: &mut dyn FnMut(HistoryEntry) -> ControlFlow<()>) -> Result<(), ProjectError> {
        self.each_event(&mut |told| {
            let (position, line) = (told.position, String::from_utf8_lossy(told.line).into_owned());
            each(HistoryEntry { event: told.take(), position, line })
        })
    }

    /// The events of these kinds, with or without a case, in the order of the log.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn events_of(&self, kinds: &[&str], as_of: HistoryCut) -> Result<Vec<Event>, ProjectError> {
        if let Some(mut found) = self.through(|view| view.events_of(self, kinds))?.flatten() {
            found.retain(|event| as_of.counts(event));
            return Ok(found);
        }
        let needles: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\":{{")).collect();
        let finders: Vec<_> = needles.iter().map(memmem::Finder::new).collect();
        let (mut found, mut places) = (Vec::new(), Vec::new());
        self.lines(&mut |line| {
            if finders.iter().any(|finder| finder.find(line.bytes).is_some()) {
                let (event, _) = self.parse(line)?;
                // The needle may also match inside a text; only the parsed body has the kind.
                if kinds.contains(&event.body.kind()) && as_of.counts(&event) {
                    found.push(event);
                    places.push(line.position);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.check_places(&places, None)?;
        Ok(found)
    }

    /// All cases as they are on record.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn cases_on_record(&self, as_of: HistoryCut) -> Result<BTreeMap<CaseId, Case>, ProjectError> {
        // A hash map, since every event looks up its case; sorted at the end.
        let mut cases: HashMap<CaseId, Box<Case>> = HashMap::new();
        // Cases that must be folded again from their whole history: an event was revoked or corrected, was recorded later, or follows an
        // event that does not count.
        let (mut again, mut left_out) = (HashSet::new(), HashSet::new());
        self.each_folded(&mut |ReadEvent { event, .. }| {
            let Some(id) = event.case.filter(|_| as_of.is_known(event)) else { return ControlFlow::Continue(()) };
            if !as_of.counts(event) {
                left_out.insert(id);
                return ControlFlow::Continue(());
            }
            let needs_all = match as_of.by {
                Some(by) => apply::is_knowledge(event) || event.at.is_after(by) || left_out.contains(&id),
                None => matches!(event.body, Body::Revoked(_)),
            };
            if needs_all {
                again.insert(id);
            }
            cases.entry(id).or_insert_with(unopened).apply(event);
            ControlFlow::Continue(())
        })?;
        let mut cases: Vec<_> = cases.into_iter().collect();
        cases.sort_unstable_by_key(|(id, _)| *id);
        let mut cases = cases.into_iter().map(|(id, case)| (id, *case)).collect();
        if !again.is_empty() {
            self.fold_again(&again, as_of, &mut cases)?;
        }
        cases.retain(|_, case| !case.unopened);
        duplicate::settle(&mut cases);
        Ok(cases)
    }

    /// The cases on which something happened between two days, each with all its events known by an instant.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn histories_between(
        &self,
        first: chrono::NaiveDate,
        last: chrono::NaiveDate,
        known: Option<Moment>,
    ) -> Result<BTreeMap<CaseId, Vec<Event>>, ProjectError> {
        let as_of = HistoryCut { by: None, known };
        let is_within = |on: Moment| first <= on.date() && on.date() <= last;
        let is_active = |event: &Event| is_within(event.on()) || event.corrected_receipt().is_some_and(is_within);
        let mut active = BTreeMap::new();
        let found = self.through(|view| {
            view.active_between(self, (first, last), &mut |id, mut events| {
                if events.iter().any(is_active) {
                    events.retain(|event| as_of.is_known(event));
                    active.insert(id, events);
                }
            })
        })?;
        if found.is_some() {
            active.retain(|_, events| !events.is_empty());
            return Ok(active);
        }
        let mut touched = HashSet::new();
        self.each_folded(&mut |ReadEvent { event, .. }| {
            if is_active(event) {
                touched.extend(event.case);
            }
            ControlFlow::Continue(())
        })?;
        let mut events: BTreeMap<CaseId, Vec<Event>> = BTreeMap::new();
        self.each_folded(&mut |told| {
            if let Some(id) = told.event.case.filter(|id| touched.contains(id) && as_of.is_known(told.event)) {
                events.entry(id).or_default().push(told.take());
            }
            ControlFlow::Continue(())
        })?;
        Ok(events)
    }

    /// Passes the histories of these cases to `each`, one after the other. With an index only one is in memory at a time.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn each_history(
        &self,
        ids: &[CaseId],
        as_of: HistoryCut,
        each: &mut dyn FnMut(&History) -> Result<(), ProjectError>,
    ) -> Result<(), ProjectError> {
        let mut entries: HashMap<CaseId, Vec<HistoryEntry>> = HashMap::new();
        let mut has_index = true;
        for id in ids {
            let told = if has_index { self.through(|view| view.told(self, *id))? } else { None };
            let told = match told {
                Some(told) => told,
                None => {
                    if std::mem::take(&mut has_index) {
                        let wanted: HashSet<&CaseId> = ids.iter().collect();
                        self.events(&mut |entry| {
                            if let Some(id) = entry.event.case.filter(|id| wanted.contains(id)) {
                                entries.entry(id).or_default().push(entry);
                            }
                            ControlFlow::Continue(())
                        })?;
                    }
                    entries.remove(id).unwrap_or_default()
                }
            };
            self.check_entries(&told)?;
            if let Some(history) = self.history_of(told, as_of)? {
                each(&history)?;
            }
        }
        Ok(())
    }

    /// Folds these cases again from their whole history.
    fn fold_again(
        &self,
        again: &HashSet<CaseId>,
        as_of: HistoryCut,
        cases: &mut BTreeMap<CaseId, Case>,
    ) -> Result<(), ProjectError> {
        let mut events: HashMap<CaseId, Vec<Event>> = HashMap::new();
        self.each_folded(&mut |told| {
            if let Some(id) = told.event.case.filter(|id| again.contains(id) && as_of.is_known(told.event)) {
                events.entry(id).or_default().push(told.take());
            }
            ControlFlow::Continue(())
        })?;
        for (id, events) in events {
            cases.insert(id, self.fold(&events.iter().collect::<Vec<_>>(), as_of)?);
        }
        Ok(())
    }

    /// One case with its events; `None` if nothing was ever recorded for it.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn history(&self, id: CaseId, as_of: HistoryCut) -> Result<Option<History>, ProjectError> {
        if let Some(entries) = self.through(|view| view.told(self, id))? {
            self.check_entries(&entries)?;
            return self.history_of(entries, as_of);
        }
        let needle = format!("\"case\":\"{}\"", id.plain());
        let finder = memmem::Finder::new(&needle);
        let mut entries = Vec::new();
        self.lines(&mut |line| {
            if finder.find(line.bytes).is_some() {
                let (event, text) = self.parse(line)?;
                if event.case == Some(id) {
                    entries.push(HistoryEntry { event, position: line.position, line: text });
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.check_entries(&entries)?;
        self.history_of(entries, as_of)
    }

    /// The history made of these events of a case; `None` if none of them registers it.
    fn history_of(&self, mut entries: Vec<HistoryEntry>, as_of: HistoryCut) -> Result<Option<History>, ProjectError> {
        entries.retain(|entry| as_of.is_known(&entry.event));
        let events: Vec<&Event> = entries.iter().map(|entry| &entry.event).collect();
        let mut case = self.fold(&events, as_of)?;
        self.show_dates(&mut case, as_of, &|| self.fold(&events, HistoryCut::default()))?;
        if let Some(by) = as_of.by {
            let mut counted = apply::counted(&events, by).into_iter();
            entries.retain(|_| counted.next() == Some(true));
        }
        self.with_duplicates((!entries.is_empty() && !case.unopened).then_some(History { case, entries }), as_of)
    }

    /// A case linked as a duplicate stays live if no other case of its group is live; that takes the links of all cases.
    fn with_duplicates(&self, history: Option<History>, as_of: HistoryCut) -> Result<Option<History>, ProjectError> {
        let Some(mut history) = history else { return Ok(None) };
        if !history.case.is_linked(DUPLICATE) {
            return Ok(Some(history));
        }
        let id = history.case.id;
        let known = match as_of == HistoryCut::default() {
            true => self.through(|view| view.case(self, id))?,
            false => self.through(|view| Ok(view.past(self, as_of)?.case(id).cloned()))?,
        };
        let known = match known {
            Some(case) => case,
            None => self.cases_on_record(as_of)?.remove(&id),
        };
        if known.is_some_and(|case| case.woken) {
            history.case.wake();
        }
        Ok(Some(history))
    }

    /// The cases linked as duplicates, each with the cases that it is a duplicate of.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn duplicates(&self) -> Result<Links, ProjectError> {
        if let Some(links) = self.through(|view| view.duplicates(self).cloned())? {
            return Ok(links);
        }
        let cases = self.cases_on_record(HistoryCut::default())?;
        let linked = cases.values().filter(|case| case.is_linked(DUPLICATE));
        Ok(linked.map(|case| (case.id, case.mains().collect())).collect())
    }

    /// One case as it stands; `None` if it was never registered.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, ProjectError> {
        match self.through(|view| view.case(self, id))? {
            Some(Some(mut case)) if self.moves_dates()? => self.move_dates(&mut case).map(|_| Some(case)),
            Some(case) => Ok(case),
            None => Ok(self.history(id, HistoryCut::default())?.map(|history| history.case)),
        }
    }

    /// The case that the text typed by a user stands for.
    ///
    /// # Errors
    /// No case matches, or more than one.
    pub fn find_case(&self, name: &str, year: u16) -> Result<CaseId, ProjectError> {
        let missing = || ProjectError::NoCase { name: name.into() };
        let hint: CaseHint = name.trim().parse().map_err(|_| missing())?;
        let year = hint.year.unwrap_or(year);
        let named = |desk| CaseId { desk, year, origin: hint.origin, number: hint.number };
        if let (Some(desk), Some(_)) = (hint.desk, hint.year) {
            return self.clear(named(desk), name);
        }
        let desks: Vec<DeskCode> = match hint.desk {
            Some(desk) => vec![desk],
            None => self.desks()?,
        };
        let mut found = Vec::new();
        for id in desks.into_iter().map(named) {
            match self.clear(id, name) {
                Ok(id) if self.case(id)?.is_some() => found.push(id),
                Err(ProjectError::Ambiguous { candidates, .. }) => found.extend(candidates),
                Ok(_) | Err(ProjectError::NoCase { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        match found[..] {
            [] => Err(missing()),
            [one] => Ok(one),
            _ => Err(ProjectError::Ambiguous { name: name.into(), candidates: found }),
        }
    }

    /// Resolves a complete case id: if several writers gave out its number, the case of the writer whose digits were given.
    ///
    /// # Errors
    /// No writer digits were given, or they match several writers or none.
    pub fn clear(&self, id: CaseId, name: &str) -> Result<CaseId, ProjectError> {
        let mut cases = self.clashes()?.cases(id);
        if cases.is_empty() {
            return Ok(id);
        }
        let given = id.to_string();
        // More digits than are usually shown are accepted too.
        cases.retain(|case| {
            let known = case.to_string();
            id.origin.is_none() || known.starts_with(&given) || given.starts_with(&known)
        });
        match cases[..] {
            [] => Err(ProjectError::NoCase { name: name.into() }),
            [one] => Ok(one),
            _ => Err(ProjectError::Ambiguous { name: name.into(), candidates: cases }),
        }
    }

    /// The case numbers above `last` that other writers gave out for this writer's desk and a year. There should be none.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn numbers_of_others(
        &self,
        own: WriterName,
        year: u16,
        last: u32,
    ) -> Result<BTreeSet<u32>, ProjectError> {
        let others = self.log.writers()?.into_iter().any(|writer| writer != own);
        let first = CaseId { number: last.saturating_add(1), ..CaseId::first(own.desk(), year) };
        if !others {
            return Ok(BTreeSet::new());
        }
        if let Some(numbers) = self.through(|view| view.numbers_from(first))? {
            return Ok(numbers);
        }
        let mut numbers = BTreeSet::new();
        // A line that cannot be read gives out no number.
        let damage = RefCell::new(Vec::new());
        self.log.scan(Scan { damage: Some(&damage), ..Scan::default() }, &mut |line| {
            numbers.extend(numbers_in(line.bytes, first));
            ControlFlow::Continue(())
        })?;
        Ok(numbers)
    }

    /// The desks that have written to this log.
    ///
    /// # Errors
    /// The log's folder cannot be read.
    pub fn desks(&self) -> Result<Vec<DeskCode>, ProjectError> {
        let mut desks: Vec<DeskCode> = self.log.writers()?.iter().map(WriterName::desk).collect();
        desks.sort_unstable();
        desks.dedup();
        Ok(desks)
    }

    /// Calls `each` for every line; an error stops the scan. Outside a write, damaged lines are skipped and remembered.
    pub(super) fn lines(
        &self,
        each: &mut dyn FnMut(LineRef<'_>) -> Result<ControlFlow<()>, ProjectError>,
    ) -> Result<(), ProjectError> {
        let (mut failed, damage) = (None, RefCell::new(Vec::new()));
        let lenient = !self.writing.get();
        let scan = Scan { damage: lenient.then_some(&damage), ..Scan::default() };
        self.log.scan(scan, &mut |line| match each(line) {
            Ok(flow) => flow,
            Err(ProjectError::Line { .. }) if lenient => {
                damage.borrow_mut().push(self.no_event(line.position));
                ControlFlow::Continue(())
            }
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        self.remember(damage.into_inner().into_iter().map(Flaw::from));
        if lenient {
            self.remember_shortfall();
        }
        failed.map_or(Ok(()), Err)
    }

    pub(super) fn parse(&self, line: LineRef<'_>) -> Result<(Event, String), ProjectError> {
        let clashes = self.clashes()?;
        let event = read_ahead::parse(line.bytes, line.position, &clashes).map_err(|message| ProjectError::Line {
            file: self.log.layout.segment(line.position.writer, line.position.segment),
            line: line.position.line,
            message,
        })?;
        Ok((event, String::from_utf8_lossy(line.bytes).into_owned()))
    }
}

fn unopened() -> Box<Case> {
    Box::new(Case { unopened: true, ..Case::default() })
}
