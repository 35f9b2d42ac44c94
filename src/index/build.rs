//! Building an index of a whole log, or of what came after other indexes.
//!
//! Invariant: memory depends on the cases that are worked on at a time, not on all cases: the others wait in the spill file.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, EventId};
use crate::index::Rejection;
use crate::index::fast_hash::{Map, Set};
use crate::index::layout::{IndexSection, NAME, SECTIONS};
use crate::index::live_cases::LiveCases;
use crate::index::meta::{Covered, DamageNote, Meta, NumberRun};
use crate::index::open::{Index, IndexIdentity};
use crate::index::record::{CaseRecord, Place};
use crate::index::side_tables::{DeskEvent, RequestEntry, is_kept};
use crate::index::spill_file::SpillFile;
use crate::index::spill_index::{SpillIndex, SpillSlot};
use crate::index::spill_writer::{Load, SpillWriter, Spiller, StoredLoad};
use crate::index::strings::{Interner, Lookup};
use crate::index::write::SectionWriter;
use crate::index::write_columns::{ColumnSource, ColumnWriter, cases};
use std::collections::BTreeMap;
use std::fs::File;

/// Cases that are folded again are written to the spill file in loads of this many.
const TOGETHER: usize = if cfg!(test) { 2 } else { 1 << 11 };

/// The number of events that most cases have. A list of places is allocated with this capacity.
const EVENTS: usize = 6;

/// Reads the events at these places from the log; the second argument has the names of the segments.
pub type Refold<'f> = &'f mut dyn FnMut(&[Place], &[String]) -> Result<Vec<Event>, Rejection>;

/// A finished index.
#[derive(Debug)]
pub struct BuiltIndex {
    /// The open index.
    pub index: Index,
    /// Its file, not synced yet.
    pub file: File,
}

/// Builds an index.
pub struct Builder<'b> {
    /// The indexes to continue from, the topmost first.
    bases: Vec<&'b Index>,
    segments: Vec<String>,
    numbers: Map<String, u32>,
    hot: LiveCases,
    /// The number of runs in the spill file, as last reported.
    runs: usize,
    /// Records that were written to the spill file, to be reused.
    #[allow(clippy::vec_box, reason = "they go back and forth as they are: each is kilobytes")]
    used: Vec<Box<CaseRecord>>,
    /// Which cases are in the spill file, and where.
    staged: SpillIndex,
    spiller: Spiller,
    /// Cases that must be folded again from their whole history, in order.
    again: Set<CaseId>,
    requests: BTreeMap<String, RequestEntry>,
    apart: Vec<DeskEvent>,
    events: u64,
    /// Whether a case was linked as a duplicate.
    linked: bool,
    /// The key of what is below this index, if that is not a single index.
    key: Option<u64>,
    /// Damage in the log.
    wrong: Vec<DamageNote>,
}

impl<'b> Builder<'b> {
    /// Starts a build; `spill` is an empty file for reading and writing, the spill file.
    ///
    /// # Errors
    /// An index to continue from is damaged.
    pub fn new(bases: Vec<&'b Index>, spill: File) -> Result<Self, Rejection> {
        let (mut strings, mut segments, mut events) = (Interner::default(), Vec::new(), 0);
        if let Some(top) = bases.first() {
            for number in 0..top.strings() {
                let text = Lookup::text(*top, number).ok_or(Rejection::Shape)?;
                if strings.number(text) != Some(number) {
                    return Err(Rejection::Shape);
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
            hot: LiveCases::default(),
            runs: 0,
            used: Vec::new(),
            staged: SpillIndex::default(),
            spiller: Spiller::new(strings, SpillFile::new(spill))?,
            again: Set::default(),
            requests: BTreeMap::new(),
            apart: Vec::new(),
            events,
            linked,
            key: None,
            wrong,
        })
    }

    /// Sets the key of what is below this index, if that is not a single index.
    pub fn lay_over(&mut self, key: u64) {
        self.key = Some(key);
    }

    /// Adds finished cases without their events, for an index that is only used for display.
    ///
    /// # Errors
    /// An I/O error.
    pub fn cases(&mut self, cases: Vec<Case>) -> Result<(), Rejection> {
        self.put(cases.into_iter().map(|case| (case.id, Box::new(CaseRecord { case, places: Vec::new() }))).collect())
    }

    /// The number of a segment, for [`Place::segment`].
    ///
    /// # Errors
    /// Its name is longer than the section of segments allows.
    pub fn segment(&mut self, name: &str) -> Result<u32, Rejection> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = u32::try_from(self.segments.len()).map_err(|_| Rejection::Shape)?;
        if name.len() > NAME {
            return Err(Rejection::Shape);
        }
        self.segments.push(name.into());
        self.numbers.insert(name.into(), number);
        Ok(number)
    }

    /// Records damage in the log.
    pub fn wrong(&mut self, wrong: DamageNote) {
        if !self.wrong.contains(&wrong) {
            self.wrong.push(wrong);
        }
    }

    /// Adds an event. Events should come in the order of the log.
    ///
    /// # Errors
    /// An index to continue from is damaged; an I/O error.
    pub fn event(&mut self, event: &Event, place: Place) -> Result<(), Rejection> {
        self.events += 1;
        self.linked |= matches!(&event.body, Body::Linked(link) if link.kind == DUPLICATE);
        if is_kept(&event.body) {
            self.apart.push(DeskEvent { kind: event.body.kind().into(), n: event.n, place });
        }
        if !event.request.is_empty() {
            let request =
                RequestEntry { key: event.request.to_string(), n: event.n, segment: place.segment, case: event.case };
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

    /// Records a request. If two events have the same request, the first in the order of the log counts.
    fn request(&mut self, request: RequestEntry) {
        let order = |r: &RequestEntry| (r.n, self.segments.get(r.segment as usize).cloned().unwrap_or_default());
        if self.requests.get(&request.key).is_none_or(|known| order(&request) < order(known)) {
            self.requests.insert(request.key.clone(), request);
        }
    }

    fn load(&mut self, id: CaseId) -> Result<Box<CaseRecord>, Rejection> {
        if self.staged.get(id) == SpillSlot::Away {
            self.settle()?;
        }
        let known = match self.staged.get(id) {
            SpillSlot::Staged(staged) => {
                self.staged.set(id, SpillSlot::None);
                Some(self.spiller.take(staged)?)
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

    fn based(&self, id: CaseId) -> Result<Option<CaseRecord>, Rejection> {
        for base in &self.bases {
            if let Some(row) = base.find(id)? {
                return base.record(row).map(Some);
            }
        }
        Ok(None)
    }

    /// Moves cases to the spill file if there are enough of them.
    fn cool(&mut self) -> Result<(), Rejection> {
        let Some(cold) = self.hot.cold(self.runs) else { return Ok(()) };
        while self.spiller.is_busy() {
            self.receive()?;
        }
        cold.iter().for_each(|(id, _)| self.staged.set(*id, SpillSlot::Away));
        self.spiller.send(in_order(cold))
    }

    /// Waits until all loads are written.
    fn settle(&mut self) -> Result<(), Rejection> {
        while self.receive()? {}
        Ok(())
    }

    /// Waits for the next load to be written; false if there is none.
    fn receive(&mut self) -> Result<bool, Rejection> {
        let stored = self.spiller.wait()?;
        let any = stored.is_some();
        stored.into_iter().for_each(|stored| self.stored(stored));
        Ok(any)
    }

    fn stored(&mut self, stored: StoredLoad) {
        let StoredLoad { places, mut records, runs, .. } = stored;
        self.runs = runs;
        places.into_iter().for_each(|(id, staged)| self.staged.set(id, SpillSlot::Staged(staged)));
        self.used.append(&mut records);
    }

    /// Writes cases to the spill file and waits for it.
    fn put(&mut self, load: Load) -> Result<(), Rejection> {
        let stored = self.spiller.store(in_order(load))?;
        self.stored(stored);
        Ok(())
    }

    /// Writes the index: of all cases, or with `over` (which must be the last of the bases) of those that differ from it.
    ///
    /// # Errors
    /// An index to continue from is damaged; reading the log fails; an I/O error.
    pub fn finish(
        mut self,
        file: File,
        whose: &IndexIdentity,
        covered: Vec<Covered>,
        over: Option<&Index>,
        refold: Refold<'_>,
    ) -> Result<BuiltIndex, Rejection> {
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
        Ok(BuiltIndex { index: Index::open(&file, whose, meta.base)?, file })
    }

    /// Folds cases again whose events came out of order, or of which an event was revoked.
    fn fold_again(&mut self, refold: Refold<'_>) -> Result<(), Rejection> {
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

    /// The sources of all cases of the new file, sorted by id. The topmost index that has a case counts.
    fn sources(&self, copied: usize) -> Result<Vec<(CaseId, ColumnSource)>, Rejection> {
        let mut all: Vec<(CaseId, ColumnSource)> =
            self.staged.staged().map(|(id, staged)| (id, ColumnSource::Staged(staged))).collect();
        for (nth, base) in self.bases[..copied].iter().enumerate() {
            all.reserve(base.len());
            for row in 0..base.len() {
                let id = base.id_of(row)?;
                let above = self.bases[..nth].iter().map(|above| above.find(id)).collect::<Result<Vec<_>, _>>()?;
                if self.staged.get(id) == SpillSlot::None && above.iter().all(Option::is_none) {
                    all.push((id, ColumnSource::Base(nth, row)));
                }
            }
        }
        all.sort_unstable_by_key(|(id, _)| *id);
        Ok(all)
    }

    fn write(
        mut self,
        file: File,
        meta: &Meta,
        sources: &[(CaseId, ColumnSource)],
        copied: usize,
    ) -> Result<File, Rejection> {
        let (mut titles, mut records) = (0, 0);
        for (_, source) in sources {
            let (title, record) = match source {
                ColumnSource::Staged(staged) => (staged.title_len(), staged.record_len()),
                ColumnSource::Base(base, row) => {
                    let base = self.bases[*base];
                    (base.title(*row)?.len() as u64, base.record_bytes(*row)?.len() as u64)
                }
            };
            (titles, records) = (titles + title, records + record);
        }
        let meta = meta.bytes();
        let (requests, apart) = (self.all_requests(copied)?, self.all_apart(copied)?);
        let segments: Vec<u8> = self.segments.iter().flat_map(|name| padded(name)).collect();
        let SpillWriter { strings, spill, .. } = self.spiller.into_writer()?;
        let strings = ends(strings.texts().iter().map(compact_str::CompactString::as_bytes));
        let requests = ends(requests.iter().map(Vec::as_slice));
        let mut lengths = [0; SECTIONS];
        for section in IndexSection::all() {
            lengths[section.index()] = match section {
                IndexSection::Column(column) => (sources.len() * column.width()) as u64,
                IndexSection::Titles => titles,
                IndexSection::Records => records,
                IndexSection::Meta => meta.len() as u64,
                IndexSection::StringEnds => strings.0.len() as u64,
                IndexSection::Strings => strings.1.len() as u64,
                IndexSection::Segments => segments.len() as u64,
                IndexSection::RequestEnds => requests.0.len() as u64,
                IndexSection::Requests => requests.1.len() as u64,
                IndexSection::Apart => apart.len() as u64,
            };
        }
        let stored = spill.done()?;
        let mut sheet = SectionWriter::new(file, &lengths);
        sheet.put(IndexSection::Meta, &meta)?;
        cases(&mut sheet, sources, [ColumnWriter::new(&stored, &self.bases), ColumnWriter::new(&stored, &self.bases)])?;
        sheet.put(IndexSection::StringEnds, &strings.0)?;
        sheet.put(IndexSection::Strings, &strings.1)?;
        sheet.put(IndexSection::Segments, &segments)?;
        sheet.put(IndexSection::RequestEnds, &requests.0)?;
        sheet.put(IndexSection::Requests, &requests.1)?;
        sheet.put(IndexSection::Apart, &apart)?;
        sheet.finish()
    }

    /// The bytes of all requests, sorted by key.
    fn all_requests(&mut self, copied: usize) -> Result<Vec<Vec<u8>>, Rejection> {
        for base in 0..copied {
            let base = self.bases[base];
            for nth in 0..base.requests() {
                self.request(base.request_at(nth)?);
            }
        }
        Ok(std::mem::take(&mut self.requests).values().map(RequestEntry::bytes).collect())
    }

    /// The bytes of all events of the kinds [`crate::index::KEPT`], in the order of the log.
    fn all_apart(&mut self, copied: usize) -> Result<Vec<u8>, Rejection> {
        let mut all = std::mem::take(&mut self.apart);
        for base in &self.bases[..copied] {
            all.extend(base.apart()?);
        }
        all.sort_by_key(|apart| (apart.n, writer(&self.segments, apart.place).to_string()));
        Ok(DeskEvent::write_all(&all))
    }
}

fn in_order(mut load: Load) -> Load {
    load.sort_unstable_by_key(|(id, _)| *id);
    load
}

/// Whether an event comes after all events of a case so far, and can be applied without folding the case again.
#[must_use]
pub(crate) fn is_in_order(case: &Case, event: &Event) -> bool {
    let order = |id: EventId| (id.n, id.desk);
    let after = case.last.is_none_or(|last| order(last) < order(event.id()));
    after && !case.refold && !matches!(event.body, Body::Revoked(_))
}

/// Folds a case from all its events, which are sorted into the log's order first.
///
/// # Errors
/// The number of events differs from the number of places.
pub(crate) fn folded(events: Vec<Event>, places: Vec<Place>, segments: &[String]) -> Result<CaseRecord, Rejection> {
    if events.len() != places.len() {
        return Err(Rejection::Log);
    }
    let mut both: Vec<(Event, Place)> = events.into_iter().zip(places).collect();
    both.sort_by(|(a, at), (b, bt)| (a.n, a.desk, writer(segments, *at)).cmp(&(b.n, b.desk, writer(segments, *bt))));
    let case = apply::fold(both.iter().map(|(event, _)| event));
    Ok(CaseRecord { case, places: both.into_iter().map(|(_, place)| place).collect() })
}

/// The writer's folder of a place. These names sort as writers do, since `-` sorts before all characters of a desk code.
fn writer(segments: &[String], place: Place) -> &str {
    let name = segments.get(place.segment as usize).map_or("", String::as_str);
    name.split('/').next().unwrap_or_default()
}

fn runs(sources: &[(CaseId, ColumnSource)]) -> Vec<NumberRun> {
    let mut runs: Vec<NumberRun> = Vec::new();
    for (row, (id, _)) in sources.iter().enumerate() {
        let first = CaseId { number: 1, ..*id };
        match runs.last_mut().filter(|run| run.first == first) {
            Some(run) => run.len += 1,
            None => runs.push(NumberRun { first, start: row, len: 1 }),
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

/// The end of each text as bytes, and all texts concatenated.
fn ends<'t>(texts: impl Iterator<Item = &'t [u8]>) -> (Vec<u8>, Vec<u8>) {
    let (mut ends, mut all) = (Vec::new(), Vec::new());
    for text in texts {
        all.extend_from_slice(text);
        ends.extend(u32::try_from(all.len()).unwrap_or(u32::MAX).to_le_bytes());
    }
    (ends, all)
}
