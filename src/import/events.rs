//! Files with one row an act: all rows of a case, wherever they are in the file, become its history.
//!
//! Invariant: the first pass keeps sixteen bytes a row. The second pass reads case by case, in the order in which the file first names
//! them, and holds the rows of one case. Acts are sorted by time; rows with equal times keep the order of the file.

use super::ImportError;
use super::act::ActKind;
use super::difference::{Difference, RowDiffers, Why};
use super::known::{KeptSaid, KeyMark, event_key};
use super::map::{Activity, Events};
use super::problem::RowProblem;
use super::rows::{RowAt, SourceRow, SourceRows};
use super::said::RowSays;
use super::take::{RowFate, Taking};
use super::value::Cells;
use crate::domain::Code;
use crate::domain::gate::{Note, Past, Reopen};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use std::collections::{HashMap, HashSet};

/// Number of cases on record that are loaded at once, if the file continues them.
const AT_ONCE: usize = 1 << 14;
/// The owner of rows without a case.
const NOBODY: u32 = u32::MAX;

/// The position of a row and the case it belongs to.
#[derive(Clone, Copy)]
struct Place {
    owner: u32,
    line: u32,
    start: u64,
}

/// All rows, sorted by owner.
struct Index {
    places: Vec<Place>,
    owners: Vec<KeyMark>,
}

/// A row of the current case.
struct EventRow {
    record: SourceRow,
    line: u64,
    key: String,
    on: Moment,
    said: String,
}

/// What a row is beside what is on record.
enum RowFound {
    /// An act that is not on record: its key and time, and the digest of what the row says.
    New { key: String, on: Moment, said: String },
    /// On record, or skipped.
    Nothing,
    /// On record, and the row now says something else.
    Differs { case: CaseId, what: Code, key: String, said: String },
}

impl Taking<'_> {
    /// Imports all rows, case by case.
    pub(super) fn events(&mut self, rows: &mut SourceRows, events: &Events) -> Result<(), ImportError> {
        let index = self.index(rows, events)?;
        let mut loaded = 0;
        let mut rest = index.places.as_slice();
        let mut seen = 0u64;
        while let Some(first) = rest.first() {
            let most = if first.owner == NOBODY { 1 } else { usize::MAX };
            let count = rest.iter().take(most).take_while(|p| p.owner == first.owner).count();
            let (own, others) = rest.split_at(count);
            let id = index.owners.get(first.owner as usize).and_then(|mark| self.known.case(*mark));
            let all = self.read(rows, own, events)?;
            if let Some(last) = own.last() {
                seen = seen.max(last.start);
                (self.progress)(seen);
            }
            if id.is_some() && !all.is_empty() && loaded <= first.owner {
                loaded = self.load(&index, first.owner)?;
            }
            if !all.is_empty() {
                self.history(all, id, events)?;
            }
            rest = others;
        }
        Ok(())
    }

    /// First pass: assigns rows to cases.
    fn index(&mut self, rows: &mut SourceRows, events: &Events) -> Result<Index, ImportError> {
        let (mut places, mut owners) = (Vec::new(), Vec::new());
        let mut numbers: HashMap<KeyMark, u32> = HashMap::new();
        while let Some(at) = rows.next().map_err(ImportError::File)? {
            let cells = Cells { record: rows.record(), empty: &self.mapping.map.format.empty };
            let owner = match events.case.text(cells) {
                Ok(own) if !own.is_empty() => {
                    let mark = KeyMark::of(&self.mapping.key(&own));
                    *numbers.entry(mark).or_insert_with(|| {
                        owners.push(mark);
                        u32::try_from(owners.len() - 1).unwrap_or(u32::MAX)
                    })
                }
                _ => NOBODY,
            };
            places.push(Place { owner, line: u32::try_from(at.line).unwrap_or(u32::MAX), start: at.start });
        }
        // Rows without a case come last; the sort is stable, so a case's rows keep the order of the file.
        places.sort_by_key(|place| place.owner);
        Ok(Index { places, owners })
    }

    /// Loads the next cases on record that the file continues, starting at owner `from`; returns the first owner not loaded.
    fn load(&mut self, index: &Index, from: u32) -> Result<u32, ImportError> {
        let mut wanted: HashSet<CaseId> = HashSet::new();
        let mut next = from;
        for mark in &index.owners[from as usize..] {
            if wanted.len() == AT_ONCE {
                break;
            }
            wanted.extend(self.known.case(*mark));
            next += 1;
        }
        self.session.load(&wanted)?;
        Ok(next)
    }

    /// Reads the rows of one case; returns those to be imported, sorted by time.
    fn read(&mut self, rows: &mut SourceRows, places: &[Place], events: &Events) -> Result<Vec<EventRow>, ImportError> {
        let mut all = Vec::with_capacity(places.len());
        let mut times: HashMap<String, u32> = HashMap::new();
        for place in places {
            let at = rows.seek(u64::from(place.line), place.start).map_err(ImportError::File)?;
            self.counts.rows += 1;
            let fault = rows.fault(at).map_err(ImportError::File)?;
            let found = match fault {
                Some(fault) => Err(fault),
                None => self.row_of(rows.record(), at, events, &mut times),
            };
            match found {
                Ok(RowFound::New { key, on, said }) => {
                    self.known.taken(KeyMark::of(&key), at.line);
                    all.push(EventRow { record: rows.record().clone(), line: at.line, key, on, said });
                }
                Ok(RowFound::Nothing) => {}
                // An act on record cannot be another one.
                Ok(RowFound::Differs { case, what, key, said }) => {
                    let difference = Difference { what, value: String::new(), why: Why::NoAct };
                    let row = RowDiffers { case, row: at.line, all: vec![difference] };
                    self.session.wait_for_commits()?;
                    self.tell(row, key.into(), said)?;
                }
                Err(problem) => self.reject(rows.record(), at.line, &problem)?,
            }
        }
        all.sort_by_key(|row| row.on.local());
        Ok(all)
    }

    /// A row beside what is on record of its key.
    fn row_of(
        &mut self,
        record: &SourceRow,
        at: RowAt,
        events: &Events,
        times: &mut HashMap<String, u32>,
    ) -> Result<RowFound, RowProblem> {
        let cells = Cells { record, empty: &self.mapping.map.format.empty };
        let (owner, name) = (events.case.text(cells)?, events.activity.text(cells)?);
        if owner.is_empty() {
            return Err(RowProblem::NoKey);
        }
        if matches!(events.activity(&name), Some(Activity::Skip)) {
            self.counts.skipped += 1;
            return Ok(RowFound::Nothing);
        }
        let time = events.time.text(cells)?;
        let rest = match &events.key {
            Some(key) => Some(key.text(cells)?.into_owned()).filter(|k| !k.is_empty()).ok_or(RowProblem::NoKey)?,
            None => {
                // The same act at the same time may occur again: number the second, third and so on.
                let rest = format!("{time}/{name}");
                let nth = times.entry(rest.clone()).and_modify(|n| *n += 1).or_insert(1);
                if *nth > 1 { format!("{rest}/{nth}") } else { rest }
            }
        };
        let key = event_key(&self.mapping.key(&owner), &rest);
        let said = self.said(events, &name, cells)?.digest();
        if let Some(row) = self.met(KeyMark::of(&key), at.line)? {
            self.count_known(row);
            let differs = matches!(row.kept, KeptSaid::Said(was) if !was.is(&said));
            return Ok(match row.case.filter(|_| differs) {
                Some(case) => {
                    let what =
                        events.activity(&name).map_or_else(|| Code::from(name.as_ref()), |act| act.kind().into());
                    RowFound::Differs { case, what, key, said }
                }
                None => RowFound::Nothing,
            });
        }
        if events.activity(&name).is_none() {
            let known: Vec<&str> = events.named.iter().map(|(known, _)| known.as_str()).collect();
            let nearest = crate::domain::gate::codes::nearest(&name, &known).map(Into::into);
            return Err(RowProblem::Activity { value: name.into_owned(), nearest });
        }
        let on = self.mapping.moment(&events.time, cells)?;
        let on = on.ok_or_else(|| RowProblem::Empty { at: events.time.at.clone() })?;
        Ok(RowFound::New { key, on, said })
    }

    /// What a row says of its act, and of the case if it opens it.
    fn said(&self, events: &Events, name: &str, cells: Cells<'_>) -> Result<RowSays, RowProblem> {
        let mut said = RowSays::default();
        said.add("act", name);
        for (fact, value) in [("by", &events.by), ("note", &events.note)] {
            if let Some(value) = value {
                said.add(fact, &value.text(cells)?);
            }
        }
        match events.activity(name) {
            Some(Activity::Acts(acts)) => acts.facts.say(cells, &mut said)?,
            Some(Activity::Opened) => {
                self.mapping.map.case.say(cells, &mut said)?;
                self.mapping.map.private.say(cells, &mut said)?;
            }
            _ => {}
        }
        Ok(said)
    }

    /// Imports a case's rows as one chain; if that is refused, row by row, so that each is judged alone.
    fn history(&mut self, all: Vec<EventRow>, id: Option<CaseId>, events: &Events) -> Result<(), ImportError> {
        let mut chain = Vec::with_capacity(all.len() + 1);
        let (mut whole, mut ended) = (true, self.has_ended(id)?);
        for (n, row) in all.iter().enumerate() {
            match self.acts(row, id.is_none() && n == 0, &mut ended, events) {
                Ok(acts) => chain.extend(acts),
                Err(_) => whole = false,
            }
        }
        if whole && let RowFate::Taken(id) = self.run(&chain, id)? {
            return self.end_of_case(Some(id));
        }
        self.one_by_one(&all, id, events)
    }

    fn one_by_one(&mut self, all: &[EventRow], mut id: Option<CaseId>, events: &Events) -> Result<(), ImportError> {
        let mut unopened = None;
        for row in all {
            let mut ended = self.has_ended(id)?;
            let fate = match (unopened, self.acts(row, id.is_none(), &mut ended, events)) {
                (Some(line), _) => RowFate::Refused(RowProblem::Opening { line }),
                (None, Ok(chain)) => self.run(&chain, id)?,
                (None, Err(problem)) => RowFate::Refused(problem),
            };
            match fate {
                RowFate::Taken(taken) => id = Some(taken),
                RowFate::Refused(problem) => {
                    if id.is_none() && unopened.is_none() {
                        unopened = Some(row.line);
                    }
                    self.known.untaken(KeyMark::of(&row.key));
                    self.reject(&row.record, row.line, &problem)?;
                }
            }
        }
        self.end_of_case(id)
    }

    /// Whether a case has ended.
    fn has_ended(&self, id: Option<CaseId>) -> Result<bool, ImportError> {
        let case = id.map_or(Ok(None), |id| self.session.case(id))?;
        Ok(case.is_some_and(|case| !case.is_pending()))
    }

    /// The acts of a row. The first row of a case also registers it; work on a case that has ended reopens it, and a second ending is a
    /// note. `ended`: whether the case has ended, before and after.
    fn acts(&self, row: &EventRow, opens: bool, ended: &mut bool, events: &Events) -> Result<Vec<Past>, RowProblem> {
        let cells = Cells { record: &row.record, empty: &self.mapping.map.format.empty };
        let name = events.activity.text(cells)?;
        let note = match &events.note {
            Some(note) => note.text(cells)?,
            None => "".into(),
        };
        let note = if note.is_empty() { name.to_string() } else { format!("{name} · {note}") };
        let mut chain = Vec::new();
        if opens {
            let value = self.mapping.map.case.get("received");
            let received = value.map_or(Ok(None), |value| self.mapping.moment(value, cells))?;
            chain.push(self.mapping.intake(cells, received.unwrap_or(row.on), &mut RowSays::default())?);
        }
        match events.activity(&name) {
            Some(Activity::Acts(acts)) => {
                let ends = acts.kinds.iter().any(|kind| kind.ends());
                let works = acts.kinds.iter().any(|kind| kind.works());
                if *ended && works {
                    chain.push(Past::new(Reopen { reason: name.to_string() }, Some(row.on)));
                }
                if *ended && ends && !works {
                    chain.push(Past::new(Note { text: note.clone(), ..Note::default() }, Some(row.on)));
                } else {
                    acts.chain(&mut chain, cells, Some(row.on))?;
                    let goes_on = works || acts.kinds.contains(&ActKind::Reopened);
                    *ended = ends || (*ended && !goes_on);
                }
            }
            Some(Activity::Opened) if !opens => {
                chain.push(Past::new(Note { text: note.clone(), private: false, ..Note::default() }, Some(row.on)));
            }
            _ => {}
        }
        let by = events.by.as_ref().map_or(Ok("".into()), |by| by.text(cells))?;
        let by = self.mapping.person(&by);
        for past in &mut chain {
            past.done_by.clone_from(&by);
        }
        if !opens {
            // So that each counts by its own day, whenever it is imported.
            chain.iter_mut().for_each(|past| past.import = row.key.as_str().into());
        }
        if let Some(first) = chain.first_mut() {
            first.import = row.key.as_str().into();
            first.row = u32::try_from(row.line).unwrap_or(0);
            first.said.clone_from(&row.said);
        }
        // The source's name for the act goes into the act itself, not into the registration that came with it.
        if let Some(last) = chain.last_mut() {
            last.note = note;
        }
        Ok(chain)
    }
}
