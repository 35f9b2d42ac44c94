//! The whole log as events, read ahead: this thread reads lines and hands them out in batches, others check hashes and parse,
//! and this thread takes the events back in the order of the log.
//!
//! Invariant: events, damage and errors come out in the very order in which one thread would find them, however many there
//! are; at most a few batches are in memory. What an event means is `Case::apply`'s alone.

use crate::domain::event::Event;
use crate::store::line::Malformed;
use crate::store::{Finding, Kind, LineRef, Mark, Position, Scan, StoreError, World, chained};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use std::cell::RefCell;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

/// Bytes of a batch, about. A log of one batch is read by this thread alone.
const BATCH: usize = 64 << 10;
/// Batches that wait for each thread at most.
const WAITING: usize = 4;
/// Threads that parse, at most; this one could not keep up with more.
const THREADS: usize = 4;

/// An event, where it lies, and its line.
pub(super) struct Told<'a> {
    pub(super) event: Event,
    pub(super) position: Position,
    pub(super) line: &'a str,
}

/// What is done with each event.
type Each<'e> = dyn FnMut(Told<'_>) -> ControlFlow<()> + 'e;

/// Lines on their way to be parsed.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    lines: Vec<At>,
    /// What was wrong with lines that are none, and before which of these lines each was found.
    wrong: Vec<(usize, Finding)>,
}

/// A line in a batch.
struct At {
    position: Position,
    /// The hash before it, where that is known, stands in front of it.
    previous: Range<usize>,
    line: Range<usize>,
}

/// A batch whose lines have been parsed.
struct Parsed {
    batch: Batch,
    events: Vec<Result<Event, String>>,
    /// Lines whose hash is not what it should be.
    unchained: Vec<(usize, Kind)>,
}

/// How the reading ended early.
enum Stop {
    /// Whoever takes the events wants no more.
    Enough,
    Failed(WorkspaceError),
}

impl Workspace {
    /// Gives every event in the order of the log, until `each` breaks, and remembers what is wrong in it.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn each_event(&self, each: &mut Each<'_>) -> Result<(), WorkspaceError> {
        let (_, mut found) = self.read_ahead(&[], !self.writing.get(), each)?;
        if !self.writing.get() {
            // A log that has gone back is told, and read as it is.
            found.extend(self.store.shortfall().ok().flatten());
        }
        self.remember(found);
        Ok(())
    }

    /// Gives every event after these marks in the order of the log, until `each` breaks. Says how far the log was read, and what
    /// is wrong in it: lines that are none were passed over; of a line whose hash is wrong, the event was given. If not `lenient`,
    /// the first of them is an error.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn read_ahead(
        &self,
        after: &[Mark],
        lenient: bool,
        each: &mut Each<'_>,
    ) -> Result<(Vec<Mark>, Vec<Finding>), WorkspaceError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        self.read_by(threads, BATCH, (after, lenient), each)
    }

    fn read_by(
        &self,
        threads: usize,
        batch: usize,
        (after, lenient): (&[Mark], bool),
        each: &mut Each<'_>,
    ) -> Result<(Vec<Mark>, Vec<Finding>), WorkspaceError> {
        let damage = RefCell::new(Vec::new());
        let scan = Scan { damage: lenient.then_some(&damage), after, ..Scan::default() };
        let taking = Taking { ws: self, lenient, found: Vec::new(), each };
        std::thread::scope(|scope| {
            let mut ahead = Ahead { scope, threads, workers: Vec::new(), sent: 0, taken: 0, taking };
            let (mut filling, mut stopped) = (Batch::default(), None);
            let scanned = self.store.scan_chained(scan, &mut |line, previous| {
                filling.note(&damage);
                filling.add(line, previous);
                if filling.bytes.len() < batch {
                    return ControlFlow::Continue(());
                }
                ahead.hand_out(std::mem::take(&mut filling)).map_or_else(
                    |stop| {
                        stopped = Some(stop);
                        ControlFlow::Break(())
                    },
                    ControlFlow::Continue,
                )
            });
            if stopped.is_none() {
                filling.note(&damage);
                stopped = ahead.finish(filling).err();
            }
            match stopped {
                Some(Stop::Failed(error)) => Err(error),
                _ => Ok((scanned?, ahead.taking.found)),
            }
        })
    }
}

impl Batch {
    fn note(&mut self, damage: &RefCell<Vec<Finding>>) {
        let at = self.lines.len();
        self.wrong.extend(damage.take().into_iter().map(|finding| (at, finding)));
    }

    fn add(&mut self, line: LineRef<'_>, previous: Option<&[u8]>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(previous.unwrap_or_default());
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(line.bytes);
        let (previous, line_at) = (start..middle, middle..self.bytes.len());
        self.lines.push(At { position: line.position, previous, line: line_at });
    }

    /// The part that needs nothing of other batches.
    fn parse(self) -> Parsed {
        let mut events = Vec::with_capacity(self.lines.len());
        let mut unchained = Vec::new();
        for (index, at) in self.lines.iter().enumerate() {
            let line = &self.bytes[at.line.clone()];
            let event = parse(line, at.position);
            let previous = Some(&self.bytes[at.previous.clone()]).filter(|p| !p.is_empty());
            // A line that is no event is told as that alone.
            if let (Ok(_), Err(kind)) = (&event, chained(line, previous)) {
                unchained.push((index, kind));
            }
            events.push(event);
        }
        Parsed { batch: self, events, unchained }
    }
}

/// Takes one line apart, as every reading of the log does.
pub(super) fn parse(line: &[u8], position: Position) -> Result<Event, String> {
    let desk = position.writer.desk().parse().unwrap_or_default();
    let text = std::str::from_utf8(line).map_err(|e| e.to_string())?;
    Event::read(text, desk).map_err(|e| e.to_string())
}

/// The threads, and what lies with them.
struct Ahead<'scope, 'env, 'a, 'e> {
    scope: &'scope Scope<'scope, 'env>,
    threads: usize,
    /// Begun when there is something for them.
    workers: Vec<(SyncSender<Batch>, Receiver<Parsed>)>,
    /// Batch k goes to worker k mod their number, and comes back from it.
    sent: usize,
    taken: usize,
    taking: Taking<'a, 'e>,
}

impl Ahead<'_, '_, '_, '_> {
    fn hand_out(&mut self, batch: Batch) -> Result<(), Stop> {
        if self.threads < 2 {
            return self.taking.take(batch.parse());
        }
        while self.workers.len() < self.threads {
            let (to, batches) = sync_channel::<Batch>(WAITING);
            let (parsed, from) = sync_channel(WAITING);
            self.scope.spawn(move || {
                // Ends when this side lets go of its ends.
                for batch in batches {
                    if parsed.send(batch.parse()).is_err() {
                        return;
                    }
                }
            });
            self.workers.push((to, from));
        }
        // So many find room in both channels: neither side ever waits for the other to take.
        while self.sent - self.taken >= self.threads * WAITING {
            self.take_back()?;
        }
        let to = &self.workers[self.sent % self.threads].0;
        to.send(batch).expect("a worker lives as long as its channels");
        self.sent += 1;
        Ok(())
    }

    fn take_back(&mut self) -> Result<(), Stop> {
        let from = &self.workers[self.taken % self.threads].1;
        let parsed = from.recv().expect("a worker gives back what it was given");
        self.taken += 1;
        self.taking.take(parsed)
    }

    fn finish(&mut self, rest: Batch) -> Result<(), Stop> {
        while self.taken < self.sent {
            self.take_back()?;
        }
        self.taking.take(rest.parse())
    }
}

/// The end of the way: events and damage, in order.
struct Taking<'a, 'e> {
    ws: &'a Workspace,
    lenient: bool,
    found: Vec<Finding>,
    each: &'a mut Each<'e>,
}

impl Taking<'_, '_> {
    fn take(&mut self, parsed: Parsed) -> Result<(), Stop> {
        let Parsed { batch, events, unchained } = parsed;
        let (mut wrong, mut unchained) = (batch.wrong.into_iter().peekable(), unchained.into_iter().peekable());
        for (index, event) in events.into_iter().enumerate() {
            while let Some((_, finding)) = wrong.next_if(|(before, _)| *before <= index) {
                self.found.push(finding);
            }
            let at = &batch.lines[index];
            if let Some((_, kind)) = unchained.next_if(|(of, _)| *of == index) {
                self.damaged(at.position, kind)?;
            }
            match event {
                Ok(event) => {
                    let line = std::str::from_utf8(&batch.bytes[at.line.clone()]).unwrap_or_default();
                    if (self.each)(Told { event, position: at.position, line }).is_break() {
                        return Err(Stop::Enough);
                    }
                }
                Err(_) if self.lenient => self.damaged(at.position, Kind::Malformed(Malformed::Start))?,
                Err(message) => {
                    let file = self.ws.store.layout.segment(at.position.writer, at.position.segment);
                    return Err(Stop::Failed(WorkspaceError::Line { file, line: at.position.line, message }));
                }
            }
        }
        self.found.extend(wrong.map(|(_, finding)| finding));
        Ok(())
    }

    fn damaged(&mut self, position: Position, kind: Kind) -> Result<(), Stop> {
        let file = self.ws.store.layout.segment(position.writer, position.segment);
        let finding = Finding { world: World::Damage, file, line: position.line, kind };
        if self.lenient {
            self.found.push(finding);
            return Ok(());
        }
        Err(Stop::Failed(StoreError::Damaged(Box::new(finding)).into()))
    }
}

#[cfg(test)]
mod tests;
