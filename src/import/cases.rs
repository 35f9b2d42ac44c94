//! Files with one row a case: its registration, and what the row says was done with it.
//!
//! This thread reads rows and sends them in batches to worker threads, which map and decide them. It takes the decisions back in order and
//! numbers them; two more threads compose and write the commits.
//!
//! Invariant: a row's acts are one chain, so a row is imported completely or not at all. Rows are taken in the order of the file, whatever
//! the number of threads.

use super::keys::{KeyMark, MarkSet};
use super::map::MapSection;
use super::mapping::Mapping;
use super::problem::{FileError, RowProblem};
use super::rows::{RowAt, SourceRow, SourceRows};
use super::take::{RowFate, Taking};
use super::value::{Cells, MapValue};
use super::{ImportError, RowCounts};
use crate::domain::gate::{Decision, Past, Verb};
use crate::project::{Actor, AheadGate};
use crate::workers::{self, Workers};
use std::sync::Arc;

/// Rows between two updates of the progress bar.
const STEP: u64 = 512;
/// Rows in a batch for a worker thread.
const LOAD: usize = 16;
/// A batch has fewer rows if they exceed this many bytes together.
const BYTES: usize = 128 << 10;

/// A row and its decision.
#[derive(Default)]
struct CaseRow {
    at: RowAt,
    record: SourceRow,
    made: Made,
}

/// The state of a row.
#[derive(Default)]
enum Made {
    /// Not decided yet.
    #[default]
    Blank,
    /// A row without a usable key.
    Wrong(RowProblem),
    /// A case with this key; if the log has the key already, the decision is empty.
    Case(KeyMark, Result<Box<Decision>, RowProblem>),
    /// A case that needs a look-up in the log, so the session must decide it.
    Asks(KeyMark, Vec<Past>),
}

/// Decides rows on worker threads.
struct Deciding<'a> {
    key: &'a MapValue,
    acts: &'a [MapSection],
    mapping: Mapping<'a>,
    gate: AheadGate<'a>,
    actor: Actor,
    logged: Arc<MarkSet>,
}

impl Taking<'_> {
    /// Imports all rows.
    pub(super) fn cases(
        &mut self,
        rows: &mut SourceRows,
        key: &MapValue,
        acts: &[MapSection],
    ) -> Result<(), ImportError> {
        let (mapping, gate, actor) = (self.mapping, self.session.gate(), self.actor.clone());
        let deciding = Deciding { key, acts, mapping, gate, actor, logged: self.keys.all_logged() };
        std::thread::scope(|scope| {
            let mut crew = Workers::begin(scope, workers::threads(), |load: &mut Vec<CaseRow>| {
                load.iter_mut().for_each(|row| deciding.decide(row));
            });
            let mut end = None;
            loop {
                while end.is_none() && crew.has_room() {
                    let mut load = crew.used().unwrap_or_default();
                    end = fill(&mut load, rows);
                    crew.send(load);
                }
                let Some(mut load) = crew.take() else {
                    // Rows before a read error are imported.
                    return end.flatten().map_or(Ok(()), |error| Err(ImportError::File(error)));
                };
                load.iter_mut().try_for_each(|row| self.case(row))?;
                crew.give_back(load);
            }
        })
    }

    /// Imports one row or rejects it.
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
                    RowFate::Refused(problem) => problem,
                    RowFate::Taken(id) => {
                        self.keys.taken(mark, row.at.line);
                        return self.end_of_case(Some(id));
                    }
                },
            },
        };
        self.reject(&row.record, row.at.line, &problem)
    }
}

/// Reads rows into a batch. Returns `Some` at the end, with the error if reading failed.
fn fill(load: &mut Vec<CaseRow>, rows: &mut SourceRows) -> Option<Option<FileError>> {
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
            // Do not keep the memory of a very long row.
            load[count].record = SourceRow::default();
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

/// Reads the next row; false at the end of the file.
fn next(row: &mut CaseRow, rows: &mut SourceRows) -> Result<bool, FileError> {
    let Some(at) = rows.next()? else { return Ok(false) };
    row.at = at;
    if let Some(fault) = rows.fault(at)? {
        row.made = Made::Wrong(fault);
    }
    rows.swap_record(&mut row.record);
    Ok(true)
}

impl Deciding<'_> {
    /// Decides a row unless it already has a problem.
    fn decide(&self, row: &mut CaseRow) {
        if !matches!(row.made, Made::Wrong(_)) {
            row.made = self.made(&row.record);
        }
    }

    fn made(&self, record: &SourceRow) -> Made {
        let cells = Cells { record, empty: &self.mapping.map.format.empty };
        let key = match self.key.text(cells) {
            Ok(own) if own.is_empty() => return Made::Wrong(RowProblem::NoKey),
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
            Some(Err(refusal)) => Made::Case(mark, Err(RowProblem::Refused(Box::new(refusal)))),
            None => Made::Asks(mark, chain),
        }
    }
}

impl RowCounts {
    /// Whether rows were rejected and nothing was imported or known.
    pub(crate) fn is_vain(&self) -> bool {
        self.rejected > 0 && self.cases + self.events + self.known == 0
    }
}
