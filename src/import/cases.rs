//! One row a case: its registration, and what the row says was done with it.
//!
//! This thread reads rows and hands them out in loads; others map and decide them; this one takes them back in order, numbers and keeps
//! what was decided; two more make commits of it and put them on record. Invariant: a row's acts are one chain, so a row is taken whole or not at all; rows come
//! in the order of the file, however many threads there are.

use super::keys::{KeyMark, MarkSet};
use super::map::Section;
use super::mapping::Mapping;
use super::problem::{FileError, Problem};
use super::rows::{Record, RowAt, Rows};
use super::take::{Fate, Taking};
use super::value::{Cells, Value};
use super::{Counts, ImportError};
use crate::domain::gate::{Decision, Past, Verb};
use crate::project::{Actor, AheadGate};
use crate::workers::{self, Workers};
use std::sync::Arc;

/// How many rows between two moves of the progress bar.
const STEP: u64 = 512;
/// Rows that go to another thread at a time.
const LOAD: usize = 16;
/// Fewer of them where they are longer than this together.
const BYTES: usize = 128 << 10;

/// A row, read, then decided.
#[derive(Default)]
struct CaseRow {
    at: RowAt,
    record: Record,
    made: Made,
}

/// What a row is.
#[derive(Default)]
enum Made {
    /// Not looked at yet.
    #[default]
    Blank,
    /// Nothing that has a key.
    Wrong(Problem),
    /// A case, of this key; of one that the log has, nothing was decided.
    Case(KeyMark, Result<Box<Decision>, Problem>),
    /// A case of which only the session can decide.
    Asks(KeyMark, Vec<Past>),
}

/// How a row is decided.
struct Deciding<'a> {
    key: &'a Value,
    acts: &'a [Section],
    mapping: Mapping<'a>,
    gate: AheadGate<'a>,
    actor: Actor,
    logged: Arc<MarkSet>,
}

impl Taking<'_> {
    /// Takes all rows.
    pub(super) fn cases(&mut self, rows: &mut Rows, key: &Value, acts: &[Section]) -> Result<(), ImportError> {
        let (mapping, gate, actor) = (self.mapping, self.session.gate(), self.actor.clone());
        let deciding = Deciding { key, acts, mapping, gate, actor, logged: self.keys.all_logged() };
        std::thread::scope(|scope| {
            let mut crew = Workers::begin(scope, workers::threads(), |load: &mut Vec<CaseRow>| {
                load.iter_mut().for_each(|row| deciding.decide(row))
            });
            let mut end = None;
            loop {
                while end.is_none() && crew.has_room() {
                    let mut load = crew.used().unwrap_or_default();
                    end = fill(&mut load, rows);
                    crew.send(load);
                }
                let Some(mut load) = crew.take() else {
                    // What came before an error is taken.
                    return end.flatten().map_or(Ok(()), |error| Err(ImportError::File(error)));
                };
                load.iter_mut().try_for_each(|row| self.case(row))?;
                crew.give_back(load);
            }
        })
    }

    /// Takes one row, or says why not.
    fn case(&mut self, row: &mut CaseRow) -> Result<(), ImportError> {
        self.counts.rows += 1;
        if self.counts.rows.is_multiple_of(STEP) {
            (self.progress)(row.at.end);
        }
        let problem = match std::mem::take(&mut row.made) {
            Made::Blank => return Ok(()),
            Made::Wrong(problem) => problem,
            Made::Case(mark, decided) => match (self.is_met(mark), decided) {
                (Ok(true), _) => return Ok(()),
                (Err(problem), _) | (Ok(false), Err(problem)) => problem,
                (Ok(false), Ok(mut decision)) => {
                    self.keep(&mut decision)?;
                    self.keys.taken(mark, row.at.line);
                    row.made = Made::Case(mark, Ok(decision));
                    return self.end_of_case(None);
                }
            },
            Made::Asks(mark, chain) => match self.is_met(mark) {
                Ok(true) => return Ok(()),
                Err(problem) => problem,
                Ok(false) => match self.run(&chain, None)? {
                    Fate::Refused(problem) => problem,
                    Fate::Taken(id) => {
                        self.keys.taken(mark, row.at.line);
                        return self.end_of_case(Some(id));
                    }
                },
            },
        };
        self.reject(&row.record, row.at.line, &problem)
    }
}

/// Reads rows into a load. Something where no more come: the error that is why, if it was one.
fn fill(load: &mut Vec<CaseRow>, rows: &mut Rows) -> Option<Option<FileError>> {
    let mut bytes = 0;
    for count in 0..LOAD {
        if bytes >= BYTES {
            load.truncate(count);
            break;
        }
        if load.len() == count {
            load.push(CaseRow::default());
        }
        if load[count].record.bytes() >= BYTES {
            // The room of a long row is not kept.
            load[count].record = Record::default();
        }
        match next(&mut load[count], rows) {
            Ok(true) => bytes += load[count].record.bytes(),
            ended => {
                load.truncate(count);
                return Some(ended.err());
            }
        }
    }
    None
}

/// Reads the next row, if there is one.
fn next(row: &mut CaseRow, rows: &mut Rows) -> Result<bool, FileError> {
    let Some(at) = rows.next()? else { return Ok(false) };
    row.at = at;
    if let Some(fault) = rows.fault(at)? {
        row.made = Made::Wrong(fault);
    }
    rows.swap_record(&mut row.record);
    Ok(true)
}

impl Deciding<'_> {
    /// Decides a row, if nothing is wrong with it.
    fn decide(&self, row: &mut CaseRow) {
        if !matches!(row.made, Made::Wrong(_)) {
            row.made = self.made(&row.record);
        }
    }

    fn made(&self, record: &Record) -> Made {
        let cells = Cells { record, empty: &self.mapping.map.format.empty };
        let key = match self.key.text(cells) {
            Ok(own) if own.is_empty() => return Made::Wrong(Problem::NoKey),
            Ok(own) => self.mapping.key(&own),
            Err(problem) => return Made::Wrong(problem),
        };
        let mark = KeyMark::of(&key);
        if self.logged.contains(&mark) {
            return Made::Case(mark, Ok(Box::default()));
        }
        let chain = match self.mapping.case(cells, &key, self.acts) {
            Ok(chain) => chain,
            Err(problem) => return Made::Case(mark, Err(problem)),
        };
        let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
        match self.gate.decide(&verbs, None, &self.actor) {
            Some(Ok(decision)) => Made::Case(mark, Ok(Box::new(decision))),
            Some(Err(refusal)) => Made::Case(mark, Err(Problem::Refused(Box::new(refusal)))),
            None => Made::Asks(mark, chain),
        }
    }
}

impl Counts {
    /// Whether there was something to take and nothing was taken or known.
    pub(crate) fn is_vain(&self) -> bool {
        self.rejected > 0 && self.cases + self.events + self.known == 0
    }
}
