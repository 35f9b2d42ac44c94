//! The view that look-ups use: two layered indexes and the tail of the log after them.

use super::past_cases::PastCases;
use super::positions::{CASE, named, numbers_in, position};
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::duplicate::{self, DUPLICATE, Links};
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::index::{CaseRecord, Index, KEPT, PastDays, Place, Rejection};
use crate::log::{Finding, LineRef, Position};
use crate::project::flaw::Flaw;
use crate::project::open::Project;
use crate::project::read::HistoryEntry;
use crate::project::shared_numbers::Clashes;
use memchr::memmem;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// A line of the tail.
#[derive(Clone, Debug)]
pub(super) struct TailLine {
    pub(super) position: Position,
    pub(super) n: u64,
    pub(super) bytes: Range<usize>,
}

/// The view of the log: indexes and tail.
#[derive(Debug)]
pub(in crate::project) struct IndexView {
    large: Option<Rc<Index>>,
    small: Option<Rc<Index>>,
    /// Tail lines in the order of the log, and their bytes.
    lines: Vec<TailLine>,
    bytes: Vec<u8>,
    clashes: Arc<Clashes>,
    /// Findings about the log.
    flaws: Vec<Flaw>,
    /// True after the first look-up of a case in the tail; from the second on, `by_case` is built and used.
    asked: Cell<bool>,
    by_case: OnceCell<HashMap<CaseId, Vec<usize>>>,
    parsed: OnceCell<Vec<Event>>,
    touched: OnceCell<BTreeMap<CaseId, Case>>,
    /// `touched` with moved dates, if a calendar moves dates; and the index of moved cases.
    pub(super) touched_moved: OnceCell<BTreeMap<CaseId, Case>>,
    pub(super) moved: OnceCell<Rc<Index>>,
    duplicates: OnceCell<Links>,
    /// The cases at the history cut that was last asked for.
    pub(super) past: RefCell<Option<Rc<PastCases>>>,
}

/// Looks up cases in the indexes alone; usable from any thread.
pub struct CaseLookup<'v> {
    indexes: Vec<&'v Index>,
    /// The cases that the tail touches.
    above: &'v HashMap<CaseId, Vec<usize>>,
}

impl CaseLookup<'_> {
    /// A case as it stands; `None` if the indexes do not have it, or not its latest state.
    #[must_use]
    pub fn case(&self, id: CaseId) -> Option<Case> {
        if self.above.contains_key(&id) {
            return None;
        }
        for index in &self.indexes {
            // A doubtful index is reported by the next look-up through the view.
            if let Some(row) = index.find(id).ok()? {
                return index
                    .record(row)
                    .ok()
                    .map(|record| record.case)
                    .filter(|case| !case.unopened && !case.is_linked(DUPLICATE));
            }
        }
        None
    }
}

/// The events of a case: position, event, line.
type CaseLines = Vec<(Position, Event, String)>;

impl IndexView {
    pub(super) fn new(
        (large, small): (Option<Rc<Index>>, Option<Rc<Index>>),
        (lines, bytes): (Vec<TailLine>, Vec<u8>),
        (clashes, flaws): (Arc<Clashes>, Vec<Flaw>),
    ) -> Self {
        let (asked, by_case, parsed) = (Cell::default(), OnceCell::new(), OnceCell::new());
        let (touched, duplicates) = (OnceCell::new(), OnceCell::new());
        let (touched_moved, moved) = (OnceCell::new(), OnceCell::new());
        Self {
            large,
            small,
            lines,
            bytes,
            clashes,
            flaws,
            asked,
            by_case,
            parsed,
            touched,
            touched_moved,
            moved,
            duplicates,
            past: RefCell::default(),
        }
    }

    /// Findings about the log.
    pub(super) fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// The finding for a damaged line whose case is unknown.
    pub(in crate::project) fn hidden(&self) -> Option<Finding> {
        let hidden = self.flaws.iter().find(|flaw| flaw.case.is_none() && flaw.finding.kind.hides_the_event());
        hidden.map(|flaw| flaw.finding.clone())
    }

    /// The positions of a case's events.
    pub(in crate::project) fn places(&self, project: &Project, id: CaseId) -> Result<Vec<Position>, Rejection> {
        let mut places: Vec<Position> = self.indexed_places(id)?.into_iter().map(|(position, _)| position).collect();
        places.extend(self.tail_of(project, id)?.into_iter().map(|(position, ..)| position));
        Ok(places)
    }

    /// The positions and lengths of the lines of a case's events, without those of the tail.
    pub(super) fn indexed_places(&self, id: CaseId) -> Result<Vec<(Position, u32)>, Rejection> {
        let places = self.record(id)?.map(|record| record.places).unwrap_or_default();
        self.positions(&places)
    }

    fn positions(&self, places: &[Place]) -> Result<Vec<(Position, u32)>, Rejection> {
        let top = self.top()?;
        places.iter().map(|place| Ok((position(top.segment(place.segment)?, place)?, place.length))).collect()
    }

    /// A look-up for other threads.
    pub(super) fn cases(&self) -> CaseLookup<'_> {
        CaseLookup { indexes: self.indexes().collect(), above: self.by_case() }
    }

    /// For each case, the tail lines (by number) that name it.
    fn by_case(&self) -> &HashMap<CaseId, Vec<usize>> {
        self.by_case.get_or_init(|| {
            let mut places: HashMap<CaseId, Vec<usize>> = HashMap::new();
            let finder = memmem::Finder::new(CASE);
            for (place, line) in self.lines.iter().enumerate() {
                let bytes = &self.bytes[line.bytes.clone()];
                for id in finder.find_iter(bytes).filter_map(|at| named(&bytes[at + CASE.len()..])) {
                    let id = self.clashes.meant(id, line.position.writer);
                    let known = places.entry(id).or_default();
                    if known.last() != Some(&place) {
                        known.push(place);
                    }
                }
            }
            places
        })
    }

    pub(super) fn large(&self) -> Option<&Rc<Index>> {
        self.large.as_ref()
    }

    pub(super) fn small(&self) -> Option<&Rc<Index>> {
        self.small.as_ref()
    }

    /// The indexes, the topmost first.
    pub(super) fn indexes(&self) -> impl Iterator<Item = &Index> {
        self.small.iter().chain(&self.large).map(AsRef::as_ref)
    }

    /// The topmost index; its list of segments covers all indexes.
    fn top(&self) -> Result<&Index, Rejection> {
        self.indexes().next().ok_or(Rejection::Missing)
    }

    pub(super) fn find(&self, id: CaseId) -> Result<Option<(&Index, usize)>, Rejection> {
        for index in self.indexes() {
            if let Some(row) = index.find(id)? {
                return Ok(Some((index, row)));
            }
        }
        Ok(None)
    }

    pub(super) fn record(&self, id: CaseId) -> Result<Option<CaseRecord>, Rejection> {
        self.find(id)?.map(|(index, row)| index.record(row)).transpose()
    }

    fn line(&self, line: &TailLine) -> LineRef<'_> {
        LineRef { position: line.position, n: line.n, bytes: &self.bytes[line.bytes.clone()] }
    }

    fn parse(project: &Project, line: LineRef<'_>) -> Result<(Event, String), Rejection> {
        project.parse(line).map_err(|_| Rejection::Log)
    }

    /// The tail events of a case.
    pub(super) fn tail_of(&self, project: &Project, id: CaseId) -> Result<CaseLines, Rejection> {
        let places: Vec<usize> = if self.asked.replace(true) {
            self.by_case().get(&id).cloned().unwrap_or_default()
        } else {
            let needle = format!("{CASE}{}\"", id.plain());
            let finder = memmem::Finder::new(&needle);
            let names = |place: &usize| finder.find(&self.bytes[self.lines[*place].bytes.clone()]).is_some();
            (0..self.lines.len()).filter(names).collect()
        };
        let mut told = Vec::new();
        for line in places.iter().map(|place| &self.lines[*place]) {
            let (event, text) = Self::parse(project, self.line(line))?;
            if event.case == Some(id) {
                told.push((line.position, event, text));
            }
        }
        Ok(told)
    }

    /// The tail events whose lines contain one of these needles.
    fn tail_with(&self, project: &Project, needles: &[String]) -> Result<Vec<(Position, Event)>, Rejection> {
        let finders: Vec<_> = needles.iter().map(memmem::Finder::new).collect();
        let holds = |line: &&TailLine| finders.iter().any(|f| f.find(&self.bytes[line.bytes.clone()]).is_some());
        self.lines
            .iter()
            .filter(holds)
            .map(|line| Ok((line.position, Self::parse(project, self.line(line))?.0)))
            .collect()
    }

    /// All events of the tail.
    fn tail(&self, project: &Project) -> Result<&[Event], Rejection> {
        if self.parsed.get().is_none() {
            let all = self.lines.iter().map(|line| Ok(Self::parse(project, self.line(line))?.0));
            let all = all.collect::<Result<Vec<_>, Rejection>>()?;
            let _ = self.parsed.set(all);
        }
        Ok(self.parsed.get().map_or(&[], Vec::as_slice))
    }

    /// The case numbers of one desk and year, from `first` on.
    pub(in crate::project) fn numbers_from(&self, first: CaseId) -> Result<BTreeSet<u32>, Rejection> {
        let mut numbers = BTreeSet::new();
        for index in self.indexes() {
            numbers.extend(index.numbers_from(first)?);
        }
        numbers.extend(self.lines.iter().flat_map(|line| numbers_in(&self.bytes[line.bytes.clone()], first)));
        Ok(numbers)
    }

    /// A case as it stands; `None` if it was never registered.
    pub(in crate::project) fn case(&self, project: &Project, id: CaseId) -> Result<Option<Case>, Rejection> {
        let told = self.tail_of(project, id)?;
        let known = self.record(id)?;
        let case = match (known, told.is_empty()) {
            (None, true) => return Ok(None),
            (Some(record), true) => record.case,
            (known, false) => {
                let tail: Vec<(Position, &Event)> = told.iter().map(|(at, event, _)| (*at, event)).collect();
                self.carried(project, known.unwrap_or_else(fresh), &tail)?
            }
        };
        let live = if case.is_linked(DUPLICATE) { self.touched(project)?.get(&id).cloned() } else { None };
        Ok(Some(live.unwrap_or(case)).filter(|case| !case.unopened))
    }

    /// A case after the tail events; folded again from all its events if their order requires it.
    fn carried(&self, project: &Project, record: CaseRecord, tail: &[(Position, &Event)]) -> Result<Case, Rejection> {
        let mut case = record.case;
        for (_, event) in tail {
            if !crate::index::is_in_order(&case, event) {
                let mut all = self.events_at(project, &record.places)?;
                all.extend(tail.iter().map(|(at, event)| (*at, (*event).clone(), String::new())));
                in_order(&mut all);
                return Ok(apply::fold(all.iter().map(|(_, event, _)| event)));
            }
            case.apply(event);
        }
        Ok(case)
    }

    fn events_at(&self, project: &Project, places: &[Place]) -> Result<CaseLines, Rejection> {
        let positions = self.positions(places)?;
        let events = project.events_in(&positions)?;
        Ok(positions.into_iter().zip(events).map(|((position, _), (event, text))| (position, event, text)).collect())
    }

    /// All events of a case in the order of the log.
    pub(in crate::project) fn told(&self, project: &Project, id: CaseId) -> Result<Vec<HistoryEntry>, Rejection> {
        let mut all = match self.record(id)? {
            Some(record) => self.events_at(project, &record.places)?,
            None => Vec::new(),
        };
        all.extend(self.tail_of(project, id)?);
        in_order(&mut all);
        Ok(all.into_iter().map(|(position, event, line)| HistoryEntry { event, position, line }).collect())
    }

    /// The cases linked as duplicates.
    pub(in crate::project) fn duplicates(&self, project: &Project) -> Result<&Links, Rejection> {
        self.touched(project)?;
        self.duplicates.get().ok_or(Rejection::Shape)
    }

    /// The links of duplicates, with those of the touched cases replaced; of a past moment without cases that were not there.
    pub(super) fn links_with(
        &self,
        touched: &BTreeMap<CaseId, Case>,
        then: Option<&PastDays>,
    ) -> Result<Links, Rejection> {
        let mut links = Links::new();
        for index in self.large.iter().chain(&self.small) {
            // An upper index overrides a lower one.
            let mut overridden = HashSet::new();
            for id in links.keys() {
                if index.find(*id)?.is_some() {
                    overridden.insert(*id);
                }
            }
            links.retain(|id, _| !overridden.contains(id));
            links.extend(index.duplicates()?);
        }
        links.retain(|id, _| !touched.contains_key(id));
        let mut later = HashSet::new();
        for id in links.keys() {
            if self.is_later(*id, then)? {
                later.insert(*id);
            }
        }
        links.retain(|id, _| !later.contains(id));
        let linked = touched.iter().filter(|(_, case)| case.is_linked(DUPLICATE) && !case.unopened);
        links.extend(linked.map(|(id, case)| (*id, case.mains().collect())));
        Ok(links)
    }

    /// Whether an indexed case may have looked otherwise at a past moment. One that is not among those folded again was not there yet.
    pub(super) fn is_later(&self, id: CaseId, then: Option<&PastDays>) -> Result<bool, Rejection> {
        let (Some(then), Some((index, row))) = (then, self.find(id)?) else { return Ok(false) };
        index.is_changed_since(then, row)
    }

    /// The linked cases that stay live.
    pub(super) fn live(
        &self,
        links: &Links,
        touched: &BTreeMap<CaseId, Case>,
        then: Option<&PastDays>,
    ) -> Result<Vec<CaseId>, Rejection> {
        let case = |id: CaseId| match touched.get(&id) {
            Some(case) => Ok(Some(case.clone())),
            None => self.record(id).map(|record| record.map(|record| record.case)),
        };
        duplicate::woken(
            links,
            &mut |id| match touched.get(&id) {
                Some(case) => Ok(case.is_out()),
                None if self.is_later(id, then)? => Ok(true),
                None => self.find(id)?.map_or(Ok(true), |(index, row)| index.is_out(row)),
            },
            &mut |id| Ok(case(id)?.and_then(|case| case.opened)),
        )
    }

    /// The current state of the cases that the tail touches and of linked duplicates that stay live; includes cases that were never
    /// registered.
    pub(super) fn touched(&self, project: &Project) -> Result<&BTreeMap<CaseId, Case>, Rejection> {
        if self.touched.get().is_none() {
            let mut events: BTreeMap<CaseId, Vec<(Position, &Event)>> = BTreeMap::new();
            for (line, event) in self.lines.iter().zip(self.tail(project)?) {
                if let Some(id) = event.case {
                    events.entry(id).or_default().push((line.position, event));
                }
            }
            let mut cases = BTreeMap::new();
            for (id, tail) in events {
                let record = self.record(id)?.unwrap_or_else(fresh);
                cases.insert(id, self.carried(project, record, &tail)?);
            }
            let links = self.links_with(&cases, None)?;
            for id in self.live(&links, &cases, None)? {
                let case = match cases.remove(&id) {
                    Some(case) => Some(case),
                    None => self.record(id)?.map(|record| record.case),
                };
                if let Some(mut case) = case {
                    case.wake();
                    cases.insert(id, case);
                }
            }
            let _ = self.duplicates.set(links);
            let _ = self.touched.set(cases);
        }
        self.touched.get().ok_or(Rejection::Shape)
    }

    /// The request with a retry key: `Some` with its case, if any; `None` if it is not on record.
    pub(in crate::project) fn request(
        &self,
        project: &Project,
        key: &str,
    ) -> Result<Option<Option<CaseId>>, Rejection> {
        let mut first: Option<((u64, String), Option<CaseId>)> = None;
        let mut take = |order: (u64, String), case| {
            if first.as_ref().is_none_or(|(known, _)| order < *known) {
                first = Some((order, case));
            }
        };
        let top = self.top()?;
        for index in self.indexes() {
            if let Some(request) = index.request(key)? {
                let segment = top.segment(request.segment)?;
                take((request.n, segment.split('/').next().unwrap_or_default().into()), request.case);
            }
        }
        for (position, event) in self.tail_with(project, &["\"request\":\"".into()])? {
            if event.request == key {
                take((event.n, position.writer.to_string()), event.case);
            }
        }
        Ok(first.map(|(_, case)| case))
    }

    /// The events of these kinds in the order of the log; `None` if the index does not keep all these kinds.
    pub(in crate::project) fn events_of(
        &self,
        project: &Project,
        kinds: &[&str],
    ) -> Result<Option<Vec<Event>>, Rejection> {
        if !kinds.iter().all(|kind| KEPT.contains(kind)) {
            return Ok(None);
        }
        let mut places = Vec::new();
        for index in self.indexes() {
            let apart = index.apart()?.into_iter().filter(|apart| kinds.contains(&apart.kind.as_str()));
            places.extend(apart.map(|apart| apart.place));
        }
        let mut all = self.events_at(project, &places)?;
        let needles: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\":{{")).collect();
        let tail =
            self.tail_with(project, &needles)?.into_iter().filter(|(_, event)| kinds.contains(&event.body.kind()));
        all.extend(tail.map(|(position, event)| (position, event, String::new())));
        in_order(&mut all);
        Ok(Some(all.into_iter().map(|(_, event, _)| event).collect()))
    }
}

/// The empty record of a case that no index has.
fn fresh() -> CaseRecord {
    CaseRecord { case: Case { unopened: true, ..Case::default() }, places: Vec::new() }
}

/// Sorts events into the order of the log.
fn in_order(all: &mut CaseLines) {
    all.sort_by_key(|(position, event, _)| (event.n, position.writer));
}
