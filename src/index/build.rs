//! Making an index: of a whole log, or of what came after another index.
//!
//! Invariant: memory goes with the cases that are worked on at a time, not with all there are: the others wait on disk.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, EventId};
use crate::index::Doubt;
use crate::index::fast_hash::{Map, Set};
use crate::index::layout::{NAME, SECTIONS, Section};
use crate::index::live_cases::Hot;
use crate::index::meta::{Covered, Meta, Run, Wrong};
use crate::index::open::{Index, Whose};
use crate::index::record::{Place, Record};
use crate::index::side_tables::{Apart, Request, is_kept};
use crate::index::spill_file::Stage;
use crate::index::spill_index::{Places, Slot};
use crate::index::spill_writer::{Keeper, Load, Shelf, Stored};
use crate::index::strings::{Interner, Lookup};
use crate::index::write::Sheet;
use crate::index::write_columns::{Laying, Source, cases};
use std::collections::BTreeMap;
use std::fs::File;

/// Cases that are folded again are put away so many at a time.
const TOGETHER: usize = if cfg!(test) { 2 } else { 1 << 11 };

/// So many events a case has, mostly; there is room for more.
const EVENTS: usize = 6;

/// Reads the events at these places out of the log: those of segments by name.
pub type Refold<'f> = &'f mut dyn FnMut(&[Place], &[String]) -> Result<Vec<Event>, Doubt>;

/// An index that was made.
#[derive(Debug)]
pub struct Made {
    /// It, open.
    pub index: Index,
    /// Its file, not synced yet.
    pub file: File,
}

/// What an index is made of.
pub struct Builder<'b> {
    /// IndexState that it goes on from, the topmost first.
    bases: Vec<&'b Index>,
    segments: Vec<String>,
    numbers: Map<String, u32>,
    hot: Hot,
    /// Runs that the stage has, as far as that was told.
    runs: usize,
    /// Records that were put on disk, to be used again.
    #[allow(clippy::vec_box, reason = "they go back and forth as they are: each is kilobytes")]
    used: Vec<Box<Record>>,
    /// Where those are that wait.
    staged: Places,
    keeper: Keeper,
    /// Cases of which only the whole history, in order, tells how they stand.
    again: Set<CaseId>,
    requests: BTreeMap<String, Request>,
    apart: Vec<Apart>,
    events: u64,
    /// A case was linked as a duplicate.
    linked: bool,
    /// What it is laid over, where that is more than an index.
    key: Option<u64>,
    /// What is wrong with the log.
    wrong: Vec<Wrong>,
}

impl<'b> Builder<'b> {
    /// Begins; `stage` is an empty file that can be read and written.
    ///
    /// # Errors
    /// An index to go on from is damaged.
    pub fn new(bases: Vec<&'b Index>, stage: File) -> Result<Self, Doubt> {
        let (mut strings, mut segments, mut events) = (Interner::default(), Vec::new(), 0);
        if let Some(top) = bases.first() {
            for number in 0..top.strings() {
                let text = Lookup::text(*top, number).ok_or(Doubt::Shape)?;
                if strings.number(text) != Some(number) {
                    return Err(Doubt::Shape);
                }
            }
            for nth in 0..top.segments() {
                segments.push(top.segment(nth)?.to_string());
            }
            events = top.events();
        }
        let wrong = bases.first().map(|top| top.wrong().to_vec()).unwrap_or_default();
        let linked = bases.iter().any(|base| base.meta.linked);
        let numbers = (0..).zip(&segments).map(|(number, name)| (name.clone(), number)).collect();
        Ok(Self {
            bases,
            segments,
            numbers,
            hot: Hot::default(),
            runs: 0,
            used: Vec::new(),
            staged: Places::default(),
            keeper: Keeper::new(strings, Stage::new(stage))?,
            again: Set::default(),
            requests: BTreeMap::new(),
            apart: Vec::new(),
            events,
            linked,
            key: None,
            wrong,
        })
    }

    /// It is laid over what has this key, which is no single index.
    pub fn lay_over(&mut self, key: u64) {
        self.key = Some(key);
    }

    /// Cases as they are, without their events: of an index that is only for showing.
    ///
    /// # Errors
    /// The system refuses.
    pub fn cases(&mut self, cases: Vec<Case>) -> Result<(), Doubt> {
        self.put(cases.into_iter().map(|case| (case.id, Box::new(Record { case, places: Vec::new() }))).collect())
    }

    /// The number of a segment, for places in it.
    ///
    /// # Errors
    /// Its name is longer than any.
    pub fn segment(&mut self, name: &str) -> Result<u32, Doubt> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = u32::try_from(self.segments.len()).map_err(|_| Doubt::Shape)?;
        if name.len() > NAME {
            return Err(Doubt::Shape);
        }
        self.segments.push(name.into());
        self.numbers.insert(name.into(), number);
        Ok(number)
    }

    /// Something is wrong with the log.
    pub fn wrong(&mut self, wrong: Wrong) {
        if !self.wrong.contains(&wrong) {
            self.wrong.push(wrong);
        }
    }

    /// One more event, in the order of the log as far as it is given here.
    ///
    /// # Errors
    /// An index to go on from is damaged; the system refuses.
    pub fn event(&mut self, event: &Event, place: Place) -> Result<(), Doubt> {
        self.events += 1;
        self.linked |= matches!(&event.body, Body::Linked(link) if link.kind == DUPLICATE);
        if is_kept(&event.body) {
            self.apart.push(Apart { kind: event.body.kind().into(), n: event.n, place });
        }
        if !event.request.is_empty() {
            let request =
                Request { key: event.request.to_string(), n: event.n, segment: place.segment, case: event.case };
            self.request(request);
        }
        let Some(id) = event.case else { return Ok(()) };
        self.hot.tick();
        let record = match self.hot.get(id) {
            Some(record) => record,
            None => {
                self.cool()?;
                let record = self.load(id)?;
                self.hot.hold(id, record)
            }
        };
        if record.places.is_empty() {
            record.places.reserve_exact(EVENTS);
        }
        record.places.push(place);
        if is_in_order(&record.case, event) {
            record.case.apply(event);
        } else {
            record.case.id = id;
            self.again.insert(id);
        }
        if !record.case.state.is_pending() {
            self.hot.has_ended(id);
        }
        Ok(())
    }

    /// Of two events with one request the first in the log's order counts.
    fn request(&mut self, request: Request) {
        let order = |r: &Request| (r.n, self.segments.get(r.segment as usize).cloned().unwrap_or_default());
        if self.requests.get(&request.key).is_none_or(|known| order(&request) < order(known)) {
            self.requests.insert(request.key.clone(), request);
        }
    }

    fn load(&mut self, id: CaseId) -> Result<Box<Record>, Doubt> {
        if self.staged.get(id) == Slot::Away {
            self.settle()?;
        }
        let known = match self.staged.get(id) {
            Slot::Staged(staged) => {
                self.staged.set(id, Slot::None);
                Some(self.keeper.take(staged)?)
            }
            _ => self.based(id)?,
        };
        let mut record = self.used.pop().unwrap_or_default();
        record.clear();
        if let Some(known) = known {
            *record = known;
        }
        Ok(record)
    }

    fn based(&self, id: CaseId) -> Result<Option<Record>, Doubt> {
        for base in &self.bases {
            if let Some(row) = base.find(id)? {
                return base.record(row).map(Some);
            }
        }
        Ok(None)
    }

    /// Puts cases away where there are enough of them.
    fn cool(&mut self) -> Result<(), Doubt> {
        let Some(cold) = self.hot.cold(self.runs) else { return Ok(()) };
        while self.keeper.is_busy() {
            self.receive()?;
        }
        cold.iter().for_each(|(id, _)| self.staged.set(*id, Slot::Away));
        self.keeper.send(in_order(cold))
    }

    /// Waits for all that is on its way to disk.
    fn settle(&mut self) -> Result<(), Doubt> {
        while self.receive()? {}
        Ok(())
    }

    /// Waits for a load that is on its way; false where none is.
    fn receive(&mut self) -> Result<bool, Doubt> {
        let stored = self.keeper.wait()?;
        let any = stored.is_some();
        stored.into_iter().for_each(|stored| self.stored(stored));
        Ok(any)
    }

    fn stored(&mut self, stored: Stored) {
        let Stored { places, mut records, runs, .. } = stored;
        self.runs = runs;
        places.into_iter().for_each(|(id, staged)| self.staged.set(id, Slot::Staged(staged)));
        self.used.append(&mut records);
    }

    /// Puts cases on disk here and now.
    fn put(&mut self, load: Load) -> Result<(), Doubt> {
        let stored = self.keeper.store(in_order(load))?;
        self.stored(stored);
        Ok(())
    }

    /// Writes the index: of all cases, or (`over`, which must be the last of the bases) of those that it has not got as they are.
    ///
    /// # Errors
    /// An index to go on from is damaged; the log or the system refuses.
    pub fn finish(
        mut self,
        file: File,
        whose: &Whose,
        covered: Vec<Covered>,
        over: Option<&Index>,
        refold: Refold<'_>,
    ) -> Result<Made, Doubt> {
        self.settle()?;
        self.fold_again(refold)?;
        let hot = self.hot.take_all();
        self.put(hot)?;
        let copied = self.bases.len() - usize::from(over.is_some());
        let sources = self.sources(copied)?;
        let meta = Meta {
            project: whose.project.clone(),
            erasures: whose.erasures,
            clashes: whose.clashes,
            base: self.key.unwrap_or_else(|| over.map_or(0, Index::id)),
            events: self.events,
            linked: self.linked,
            covered,
            wrong: std::mem::take(&mut self.wrong),
            runs: runs(&sources),
        };
        let file = self.write(file, &meta, &sources, copied)?;
        Ok(Made { index: Index::open(&file, whose)?, file })
    }

    /// Folds the cases again of which the order has changed, or something was revoked.
    fn fold_again(&mut self, refold: Refold<'_>) -> Result<(), Doubt> {
        let mut again: Vec<CaseId> = self.again.drain().collect();
        again.sort_unstable();
        let mut done = Load::new();
        for id in again {
            let record = match self.hot.take(id) {
                Some(record) => record,
                None => self.load(id)?,
            };
            let events = refold(&record.places, &self.segments)?;
            let record = folded(events, record.places, &self.segments)?;
            done.push((id, Box::new(record)));
            if done.len() >= TOGETHER {
                self.put(std::mem::take(&mut done))?;
            }
        }
        self.put(done)
    }

    /// All cases of the file to be, by name; the topmost index that has one counts.
    fn sources(&self, copied: usize) -> Result<Vec<(CaseId, Source)>, Doubt> {
        let mut all: Vec<(CaseId, Source)> =
            self.staged.staged().map(|(id, staged)| (id, Source::Staged(staged))).collect();
        for (nth, base) in self.bases[..copied].iter().enumerate() {
            all.reserve(base.len());
            for row in 0..base.len() {
                let id = base.id_of(row)?;
                let above = self.bases[..nth].iter().map(|above| above.find(id)).collect::<Result<Vec<_>, _>>()?;
                if self.staged.get(id) == Slot::None && above.iter().all(Option::is_none) {
                    all.push((id, Source::Base(nth, row)));
                }
            }
        }
        all.sort_unstable_by_key(|(id, _)| *id);
        Ok(all)
    }

    fn write(mut self, file: File, meta: &Meta, sources: &[(CaseId, Source)], copied: usize) -> Result<File, Doubt> {
        let (mut titles, mut records) = (0, 0);
        for (_, source) in sources {
            let (title, record) = match source {
                Source::Staged(staged) => (staged.title_len(), staged.record_len()),
                Source::Base(base, row) => {
                    let base = self.bases[*base];
                    (base.title(*row)?.len() as u64, base.record_bytes(*row)?.len() as u64)
                }
            };
            (titles, records) = (titles + title, records + record);
        }
        let meta = meta.bytes();
        let (requests, apart) = (self.all_requests(copied)?, self.all_apart(copied)?);
        let segments: Vec<u8> = self.segments.iter().flat_map(|name| padded(name)).collect();
        let Shelf { strings, stage, .. } = self.keeper.into_shelf()?;
        let strings = ends(strings.texts().iter().map(|text| text.as_bytes()));
        let requests = ends(requests.iter().map(Vec::as_slice));
        let mut lengths = [0; SECTIONS];
        for section in Section::all() {
            lengths[section.index()] = match section {
                Section::Column(column) => (sources.len() * column.width()) as u64,
                Section::Titles => titles,
                Section::Records => records,
                Section::Meta => meta.len() as u64,
                Section::StringEnds => strings.0.len() as u64,
                Section::Strings => strings.1.len() as u64,
                Section::Segments => segments.len() as u64,
                Section::RequestEnds => requests.0.len() as u64,
                Section::Requests => requests.1.len() as u64,
                Section::Apart => apart.len() as u64,
            };
        }
        let stored = stage.done()?;
        let mut sheet = Sheet::new(file, &lengths);
        sheet.put(Section::Meta, &meta)?;
        cases(&mut sheet, sources, [Laying::new(&stored, &self.bases), Laying::new(&stored, &self.bases)])?;
        sheet.put(Section::StringEnds, &strings.0)?;
        sheet.put(Section::Strings, &strings.1)?;
        sheet.put(Section::Segments, &segments)?;
        sheet.put(Section::RequestEnds, &requests.0)?;
        sheet.put(Section::Requests, &requests.1)?;
        sheet.put(Section::Apart, &apart)?;
        sheet.finish()
    }

    /// Requests by their keys, as bytes.
    fn all_requests(&mut self, copied: usize) -> Result<Vec<Vec<u8>>, Doubt> {
        for base in 0..copied {
            let base = self.bases[base];
            for nth in 0..base.requests() {
                self.request(base.request_at(nth)?);
            }
        }
        Ok(std::mem::take(&mut self.requests).values().map(Request::bytes).collect())
    }

    /// Events apart in the order of the log, as bytes.
    fn all_apart(&mut self, copied: usize) -> Result<Vec<u8>, Doubt> {
        let mut all = std::mem::take(&mut self.apart);
        for base in &self.bases[..copied] {
            all.extend(base.apart()?);
        }
        all.sort_by_key(|apart| (apart.n, writer(&self.segments, apart.place).to_string()));
        Ok(Apart::write_all(&all))
    }
}

fn in_order(mut load: Load) -> Load {
    load.sort_unstable_by_key(|(id, _)| *id);
    load
}

/// Whether an event comes after all that a case has seen, and can simply be applied.
#[must_use]
pub(crate) fn is_in_order(case: &Case, event: &Event) -> bool {
    let order = |id: EventId| (id.n, id.desk);
    let after = case.last.is_none_or(|last| order(last) < order(event.id()));
    after && !case.refold && !matches!(event.body, Body::Revoked(_))
}

/// A case of all its events, which are brought into the log's order.
///
/// # Errors
/// There are not as many events as places.
pub(crate) fn folded(events: Vec<Event>, places: Vec<Place>, segments: &[String]) -> Result<Record, Doubt> {
    if events.len() != places.len() {
        return Err(Doubt::Log);
    }
    let mut both: Vec<(Event, Place)> = events.into_iter().zip(places).collect();
    both.sort_by(|(a, at), (b, bt)| (a.n, a.desk, writer(segments, *at)).cmp(&(b.n, b.desk, writer(segments, *bt))));
    let case = apply::fold(both.iter().map(|(event, _)| event));
    Ok(Record { case, places: both.into_iter().map(|(_, place)| place).collect() })
}

/// The writer's folder of a place. Names order as writers do: `-` comes before all that a desk's code is made of.
fn writer(segments: &[String], place: Place) -> &str {
    let name = segments.get(place.segment as usize).map_or("", String::as_str);
    name.split('/').next().unwrap_or_default()
}

fn runs(sources: &[(CaseId, Source)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (row, (id, _)) in sources.iter().enumerate() {
        let first = CaseId { number: 1, ..*id };
        match runs.last_mut().filter(|run| run.first == first) {
            Some(run) => run.len += 1,
            None => runs.push(Run { first, start: row, len: 1 }),
        }
    }
    runs
}

fn padded(name: &str) -> [u8; NAME] {
    let mut bytes = [0; NAME];
    let len = name.len().min(NAME);
    bytes[..len].copy_from_slice(&name.as_bytes()[..len]);
    bytes
}

/// Where each text ends, as bytes, and all of them.
fn ends<'t>(texts: impl Iterator<Item = &'t [u8]>) -> (Vec<u8>, Vec<u8>) {
    let (mut ends, mut all) = (Vec::new(), Vec::new());
    for text in texts {
        all.extend_from_slice(text);
        ends.extend(u32::try_from(all.len()).unwrap_or(u32::MAX).to_le_bytes());
    }
    (ends, all)
}
