//! Files with one row a case: its registration, and what the row says was done with it.
//!
//! This thread reads rows and sends them in batches to worker threads, which map and decide them. It takes the decisions back in order and
//! numbers them; two more threads compose and write the commits.
//!
//! Invariant: a row's acts are one chain, so a row is imported completely or not at all. Rows are taken in the order of the file, whatever
//! the number of threads.

use super::ImportError;
use super::beside::is_beside;
use super::known::{KeptSaid, KeyMark, KnownRow, KnownRows};
use super::map::MapSection;
use super::mapping::{Mapping, is_rounded};
use super::problem::{FileError, RowProblem};
use super::rows::{RowAt, SourceRow, SourceRows};
use super::take::{RowFate, Taking};
use super::value::{Cells, MapValue};
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
    /// Totals, or what stands below the table.
    Beside,
    /// A case with this key.
    Case(KeyMark, Result<Box<Decision>, RowProblem>),
    /// A case on record that says what it said.
    Known(KeyMark),
    /// A case on record that says something else, as it would be if it were new.
    Changed(KeyMark, Vec<Past>, Box<Decision>),
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
    known: Arc<KnownRows>,
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
        let deciding = Deciding { key, acts, mapping, gate, actor, known: self.known.rows() };
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
            Made::Beside => {
                self.counts.skipped += 1;
                self.counts.beside.push(row.at.line);
                return Ok(());
            }
            Made::Wrong(problem) => problem,
            Made::Known(mark) => match self.met(mark, row.at.line) {
                Err(problem) => problem,
                Ok(found) => {
                    found.into_iter().for_each(|row| self.count_known(row));
                    return Ok(());
                }
            },
            Made::Changed(mark, chain, theirs) => match self.met(mark, row.at.line) {
                Err(problem) => problem,
                Ok(Some(found)) => match self.follow(found, (row.at, self.was_read(&row.record)), chain, &theirs)? {
                    None => return Ok(()),
                    Some(problem) => problem,
                },
                Ok(None) => return Ok(()),
            },
            Made::Case(mark, decided) => match (self.met(mark, row.at.line), decided) {
                (Err(problem), _) => problem,
                (Ok(_), Err(problem)) => {
                    // A later row with its key is not this one, put right.
                    self.known.taken(mark, row.at.line);
                    problem
                }
                (Ok(_), Ok(mut decision)) => {
                    self.show(row.at.line, &decision.case);
                    self.keep(&mut decision)?;
                    self.known.taken(mark, row.at.line);
                    row.made = Made::Case(mark, Ok(decision));
                    return self.end_of_case(None);
                }
            },
            Made::Asks(mark, chain) => match self.met(mark, row.at.line) {
                Err(problem) => problem,
                Ok(_) => match self.run(&chain, None)? {
                    RowFate::Refused(problem) => {
                        self.known.taken(mark, row.at.line);
                        problem
                    }
                    RowFate::Taken(id) => {
                        self.known.taken(mark, row.at.line);
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
        if self.is_beside(&row.record) {
            row.made = Made::Beside;
        } else if !matches!(row.made, Made::Wrong(_)) {
            row.made = self.made(&row.record, row.at.line);
        }
    }

    fn is_beside(&self, record: &SourceRow) -> bool {
        let cells = Cells { record, empty: &self.mapping.map.format.empty };
        // Without a date of its own a row is one by what tells it apart.
        let told = self.mapping.map.case.get("received").unwrap_or(self.key);
        is_beside(record, &told.text(cells).unwrap_or_default())
    }

    fn made(&self, record: &SourceRow, line: u64) -> Made {
        let cells = Cells { record, empty: &self.mapping.map.format.empty };
        let key = match self.key.text(cells) {
            Ok(own) if own.is_empty() => return Made::Wrong(RowProblem::NoKey),
            Ok(own) if is_rounded(&own) => {
                return Made::Wrong(RowProblem::Rounded { at: self.key.at.clone(), value: own.into() });
            }
            Ok(own) => self.mapping.key(&own),
            Err(problem) => return Made::Wrong(problem),
        };
        let mark = KeyMark::of(&key);
        let known = self.known.get(&mark);
        if known.is_some_and(|row| row.kept == KeptSaid::Erased) {
            return Made::Known(mark);
        }
        let mut chain = match self.mapping.case(cells, &key, self.acts) {
            Ok(chain) => chain,
            Err(problem) => return Made::Case(mark, Err(problem)),
        };
        if known.is_some_and(|row| says_the_same(row, &chain)) {
            return Made::Known(mark);
        }
        chain[0].row = u32::try_from(line).unwrap_or(0);
        let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
        match (self.gate.decide(&verbs, None, &self.actor), known) {
            (Some(Err(refusal)), _) => Made::Case(mark, Err(RowProblem::Refused(Box::new(refusal)))),
            (Some(Ok(theirs)), Some(_)) => Made::Changed(mark, chain, Box::new(theirs)),
            (Some(Ok(decision)), None) => Made::Case(mark, Ok(Box::new(decision))),
            (None, None) => Made::Asks(mark, chain),
            // A row that needs a look-up in the log can be registered and not be compared.
            (None, Some(_)) => Made::Known(mark),
        }
    }
}

fn says_the_same(row: &KnownRow, chain: &[Past]) -> bool {
    match (row.kept, chain.first()) {
        (KeptSaid::Said(said), Some(first)) => said.is(&first.said),
        _ => false,
    }
}
