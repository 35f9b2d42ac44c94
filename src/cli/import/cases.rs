//! One row a case: its registration, and what the row says was done with it.
//!
//! This thread reads rows and hands them out in loads; others map and decide them; this one takes them back in order, numbers and keeps
//! what was decided; one more puts it on record. Invariant: a row's acts are one chain, so a row is taken whole or not at all; rows come
//! in the order of the file, however many threads there are.

use super::keys::Mark;
use super::map::Section;
use super::mapping::Mapping;
use super::problem::{FileError, Problem};
use super::rows::{At, Record, Rows};
use super::take::Taking;
use super::value::{Cells, Value};
use super::{Counts, Stop};
use crate::domain::decide::{Decision, Verb};
use crate::workspace::{Actor, PastGate};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

/// How many rows between two moves of the progress bar.
const STEP: u64 = 512;
/// Rows that go to another thread at a time, and how many such loads each has at most.
const LOAD: usize = 16;
const WAITING: usize = 8;
/// Threads that decide, at most; this one could not keep up with more.
const THREADS: usize = 4;

/// Rows on their way. A load goes back to the thread that filled it, which clears it: memory that one thread takes and another gives back
/// makes each wait for the other.
type Load = Vec<Row>;

/// A row, read, then decided.
#[derive(Default)]
struct Row {
    at: At,
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
    Case(Mark, Result<Box<Decision>, Problem>),
}

/// How a row is decided.
struct Deciding<'a> {
    key: &'a Value,
    acts: &'a [Section],
    mapping: Mapping<'a>,
    gate: PastGate<'a>,
    actor: Actor,
    logged: Arc<HashSet<Mark>>,
}

/// A thread that decides, and the loads that it has filled before.
struct Worker {
    to: SyncSender<Load>,
    from: Receiver<Load>,
    used: Vec<Load>,
}

impl Taking<'_> {
    /// Takes all rows.
    pub(super) fn cases(&mut self, rows: &mut Rows, key: &Value, acts: &[Section]) -> Result<(), Stop> {
        let (mapping, gate, actor) = (self.mapping, self.session.past_gate(), self.actor.clone());
        let deciding = Deciding { key, acts, mapping, gate, actor, logged: self.keys.all_logged() };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        std::thread::scope(|scope| {
            let mut workers: Vec<Worker> = (0..threads).map(|_| deciding.begin(scope)).collect();
            let (mut sent, mut taken, mut end) = (0, 0, None);
            loop {
                while end.is_none() && sent - taken < threads * WAITING {
                    let worker = &mut workers[sent % threads];
                    let mut load = worker.used.pop().unwrap_or_default();
                    end = fill(&mut load, rows).map(|failed| failed.map_or(Ok(()), |error| Err(Stop::File(error))));
                    worker.to.send(load).expect("a thread that decides lives as long as its channels");
                    sent += 1;
                }
                if taken == sent {
                    // What came before an error is taken.
                    return end.unwrap_or(Ok(()));
                }
                let worker = &mut workers[taken % threads];
                let mut load = worker.from.recv().expect("a thread that decides gives back what it was given");
                taken += 1;
                load.iter_mut().try_for_each(|row| self.case(row))?;
                worker.used.push(load);
            }
        })
    }

    /// Takes one row, or says why not.
    fn case(&mut self, row: &mut Row) -> Result<(), Stop> {
        self.counts.rows += 1;
        if self.counts.rows.is_multiple_of(STEP) {
            self.bar.set_position(row.at.end);
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
        };
        self.reject(&row.record, row.at.line, &problem)
    }
}

/// Reads rows into a load. Something where no more come: the error that is why, if it was one.
fn fill(load: &mut Load, rows: &mut Rows) -> Option<Option<FileError>> {
    for count in 0..LOAD {
        if load.len() == count {
            load.push(Row::default());
        }
        match next(&mut load[count], rows) {
            Ok(true) => {}
            ended => {
                load.truncate(count);
                return Some(ended.err());
            }
        }
    }
    None
}

/// Reads the next row, if there is one.
fn next(row: &mut Row, rows: &mut Rows) -> Result<bool, FileError> {
    let Some(at) = rows.next()? else { return Ok(false) };
    row.at = at;
    if let Some(fault) = rows.fault(at)? {
        row.made = Made::Wrong(fault);
    }
    rows.swap_record(&mut row.record);
    Ok(true)
}

impl Deciding<'_> {
    /// Begins a thread. It ends when nothing more can come.
    fn begin<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) -> Worker {
        let (to, loads) = sync_channel::<Load>(WAITING);
        let (decided, from) = sync_channel(WAITING);
        scope.spawn(move || {
            for mut load in loads {
                load.iter_mut().for_each(|row| self.decide(row));
                if decided.send(load).is_err() {
                    return;
                }
            }
        });
        Worker { to, from, used: Vec::new() }
    }

    /// Decides a row, if nothing is wrong with it.
    fn decide(&self, row: &mut Row) {
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
        let mark = Mark::of(&key);
        if self.logged.contains(&mark) {
            return Made::Case(mark, Ok(Box::default()));
        }
        let decided = self.mapping.case(cells, &key, self.acts).and_then(|chain| {
            let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
            let decision = self.gate.decide(&verbs, &self.actor);
            decision.map(Box::new).map_err(|refusal| Problem::Refused(Box::new(refusal)))
        });
        Made::Case(mark, decided)
    }
}

impl Counts {
    /// Whether there was something to take and nothing was taken or known.
    pub(crate) fn is_vain(&self) -> bool {
        self.rejected > 0 && self.cases + self.events + self.known == 0
    }
}
