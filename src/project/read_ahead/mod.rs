//! Reads the whole log as events. This thread reads lines and sends them in batches to worker threads, which check hashes and parse; then
//! this thread takes the events back in the order of the log.
//!
//! Invariant: events, damage and errors come out in the order in which a single thread would find them, whatever the number of threads; at
//! most a few batches are in memory. This module does not interpret events; `Case::apply` does.

use crate::domain::event::{Event, Reading};
use crate::domain::value::id::CaseId;
use crate::domain::value::id::DeskCode;
use crate::log::{
    Finding, FindingKind, Following, Hex, Line, LineRef, LogError, Mark, Position, Scan, World, WriterName,
};
use crate::log::{chain, vouch};
use crate::project::error::ProjectError;
use crate::project::flaw::{Flaw, Judge};
use crate::project::open::Project;
use crate::project::shared_numbers::Clashes;
use crate::workers::{self, Workers};
use std::cell::RefCell;
use std::ops::{ControlFlow, Range};
use std::thread::Scope;

/// Approximate size of a batch in bytes. A log that fits in one batch is parsed by this thread alone.
const BATCH: usize = 32 << 10;

/// An event, its position, and its line in UTF-8.
pub(super) struct ReadEvent<'a> {
    /// To keep it, use [`ReadEvent::take`].
    pub(super) event: &'a mut Event,
    pub(super) position: Position,
    pub(super) line: &'a [u8],
}

impl ReadEvent<'_> {
    /// Moves the event out.
    pub(super) fn take(self) -> Event {
        std::mem::replace(self.event, Event::blank())
    }
}

/// The callback for each event.
type Each<'e> = dyn FnMut(ReadEvent<'_>) -> ControlFlow<()> + 'e;

/// Lines to be parsed, then their events. Reused afterwards, so that memory of an event is freed by the thread that allocated it.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    lines: Vec<LineAt>,
    /// Findings for lines that could not be read, each with the index of the line before which it was found.
    wrong: Vec<(usize, Finding)>,
    /// The event of each line; further ones are left from an earlier batch.
    events: Vec<Event>,
    /// Lines that are not an event, with the error.
    failed: Vec<(usize, String)>,
    /// Lines with a wrong hash.
    unchained: Vec<(usize, FindingKind)>,
}

/// A line in a batch.
struct LineAt {
    position: Position,
    previous: Before,
    line: Range<usize>,
}

/// The hash that a line must follow.
enum Before {
    /// That of the line before it in the batch.
    Line,
    /// This one; `None` if unknown.
    Hash(Option<Box<Hex>>),
}

/// Why reading ended early.
enum Stop {
    /// The callback wants no more events.
    Enough,
    Failed(ProjectError),
}

impl Project {
    /// Calls `each` with every event in the order of the log until it breaks, and remembers findings.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn each_event(&self, each: &mut Each<'_>) -> Result<(), ProjectError> {
        self.each_read(Reading::Whole, each)
    }

    /// The same with only what folding needs.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn each_folded(&self, each: &mut Each<'_>) -> Result<(), ProjectError> {
        self.each_read(Reading::Fold, each)
    }

    fn each_read(&self, how: Reading, each: &mut Each<'_>) -> Result<(), ProjectError> {
        let (_, found) = self.read_ahead(&[], how, !self.writing.get(), each)?;
        self.remember(found);
        if !self.writing.get() {
            self.remember_shortfall();
        }
        Ok(())
    }

    /// Calls `each` with every event after these marks in the order of the log until it breaks. Returns how far the log was read, and the
    /// findings: unreadable lines are skipped; a line with a wrong hash still gives its event. Unless `lenient`, the first finding is an
    /// error.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn read_ahead(
        &self,
        after: &[Mark],
        how: Reading,
        lenient: bool,
        each: &mut Each<'_>,
    ) -> Result<(Vec<Mark>, Vec<Flaw>), ProjectError> {
        self.read_by((workers::threads(), BATCH), how, (after, lenient), each)
    }

    fn read_by(
        &self,
        (threads, batch): (usize, usize),
        how: Reading,
        (after, lenient): (&[Mark], bool),
        each: &mut Each<'_>,
    ) -> Result<(Vec<Mark>, Vec<Flaw>), ProjectError> {
        let damage = RefCell::new(Vec::new());
        let scan = Scan { damage: lenient.then_some(&damage), after, ..Scan::default() };
        let clashes = self.clashes()?;
        let taking = Taking { project: self, lenient, found: Vec::new(), judge: Judge::default(), each };
        std::thread::scope(|scope| {
            let mut ahead = Ahead { scope, threads, how, clashes: &clashes, crew: None, taking };
            let (mut filling, mut stopped) = (Batch::default(), None);
            let scanned = self.log.scan_chained(scan, &mut |line, before| {
                filling.note(&damage);
                filling.add(line, before);
                if filling.bytes.len() < batch {
                    return ControlFlow::Continue(());
                }
                match ahead.hand_out(std::mem::take(&mut filling)) {
                    Ok(next) => filling = next,
                    Err(stop) => stopped = Some(stop),
                }
                if stopped.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
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

    fn add(&mut self, line: LineRef<'_>, before: &dyn Fn() -> Option<Hex>) {
        let next =
            |last: &LineAt| Position { line: last.position.line + 1, offset: line.position.offset, ..last.position };
        let follows = self.lines.last().is_some_and(|last| next(last) == line.position);
        let previous = if follows { Before::Line } else { Before::Hash(before().map(Box::new)) };
        let start = self.bytes.len();
        self.bytes.extend_from_slice(line.bytes);
        self.lines.push(LineAt { position: line.position, previous, line: start..self.bytes.len() });
    }

    /// Parses the lines: all work that does not depend on other batches.
    fn parse(&mut self, how: Reading, clashes: &Clashes) {
        let mut desk: Option<(WriterName, DeskCode)> = None;
        if self.events.len() < self.lines.len() {
            self.events.resize_with(self.lines.len(), Event::blank);
        }
        let (mut parts, mut last): (Vec<Following<'_>>, Option<&[u8]>) = (Vec::with_capacity(self.lines.len()), None);
        for at in &self.lines {
            let line = Line::split(&self.bytes[at.line.clone()]);
            let previous = match &at.previous {
                Before::Line => last,
                Before::Hash(hash) => hash.as_deref().map(|hash| &hash[..]),
            };
            last = line.ok().map(|line| line.hash);
            parts.push((line, previous));
        }
        vouch(&mut parts);
        for (index, ((at, event), (parts, previous))) in self.lines.iter().zip(&mut self.events).zip(parts).enumerate()
        {
            let writer = at.position.writer;
            let desk = match desk.filter(|(known, _)| *known == writer) {
                Some((_, desk)) => desk,
                None => desk.insert((writer, writer.desk())).1,
            };
            let line = &self.bytes[at.line.clone()];
            let text = std::str::from_utf8(line).map_err(|e| e.to_string());
            if let Err(message) = text.and_then(|text| event.read_again(text, desk, how).map_err(|e| e.to_string())) {
                // For a line that is not an event, that is the only finding.
                self.failed.push((index, message));
                continue;
            }
            clashes.tell_apart(event, at.position.writer);
            if let Err(kind) = chain(parts, previous) {
                self.unchained.push((index, kind));
            }
        }
    }

    /// Empties the batch, keeping its memory.
    fn clear(&mut self) {
        self.bytes.clear();
        self.lines.clear();
        self.wrong.clear();
        self.failed.clear();
        self.unchained.clear();
    }
}

/// Parses one line; used by every read of the log.
pub(super) fn parse(line: &[u8], position: Position, clashes: &Clashes) -> Result<Event, String> {
    let text = std::str::from_utf8(line).map_err(|e| e.to_string())?;
    let mut event = Event::read(text, position.writer.desk()).map_err(|e| e.to_string())?;
    clashes.tell_apart(&mut event, position.writer);
    Ok(event)
}

/// The worker threads and their state.
struct Ahead<'scope, 'env, 'a, 'e> {
    scope: &'scope Scope<'scope, 'env>,
    threads: usize,
    how: Reading,
    clashes: &'env Clashes,
    /// Started when the first batch is full.
    crew: Option<Workers<'scope, Batch>>,
    taking: Taking<'a, 'e>,
}

impl Ahead<'_, '_, '_, '_> {
    /// Sends a batch to the worker threads; returns a batch to fill next.
    fn hand_out(&mut self, mut batch: Batch) -> Result<Batch, Stop> {
        let (how, clashes) = (self.how, self.clashes);
        if self.threads < 2 {
            batch.parse(how, clashes);
            self.taking.take(&mut batch)?;
            batch.clear();
            return Ok(batch);
        }
        let begin = || Workers::begin(self.scope, self.threads, move |batch: &mut Batch| batch.parse(how, clashes));
        let crew = self.crew.get_or_insert_with(begin);
        while !crew.has_room() {
            take_back(crew, &mut self.taking)?;
        }
        crew.send(batch);
        Ok(crew.used().unwrap_or_default())
    }

    fn finish(&mut self, mut rest: Batch) -> Result<(), Stop> {
        if let Some(crew) = &mut self.crew {
            while take_back(crew, &mut self.taking)? {}
        }
        rest.parse(self.how, self.clashes);
        self.taking.take(&mut rest)
    }
}

/// Takes back the next batch and passes on its events; false if none is out.
fn take_back(crew: &mut Workers<'_, Batch>, taking: &mut Taking<'_, '_>) -> Result<bool, Stop> {
    let Some(mut batch) = crew.take() else { return Ok(false) };
    taking.take(&mut batch)?;
    batch.clear();
    crew.give_back(batch);
    Ok(true)
}

/// The last step: passes on events and findings in order.
struct Taking<'a, 'e> {
    project: &'a Project,
    lenient: bool,
    found: Vec<Flaw>,
    judge: Judge,
    each: &'a mut Each<'e>,
}

impl Taking<'_, '_> {
    fn take(&mut self, batch: &mut Batch) -> Result<(), Stop> {
        let mut wrong = batch.wrong.drain(..).peekable();
        let (mut failed, mut unchained) = (batch.failed.drain(..).peekable(), batch.unchained.drain(..).peekable());
        for (index, (at, event)) in batch.lines.iter().zip(&mut batch.events).enumerate() {
            while let Some((_, finding)) = wrong.next_if(|(before, _)| *before <= index) {
                self.found.push(finding.into());
            }
            if let Some((_, kind)) = unchained.next_if(|(of, _)| *of == index) {
                let line = &batch.bytes[at.line.clone()];
                if let Some(kind) = self.judge.left(at.position, line, kind) {
                    self.damaged(at.position, kind, event.case)?;
                }
            }
            match failed.next_if(|(of, _)| *of == index) {
                None => {
                    let line = &batch.bytes[at.line.clone()];
                    if (self.each)(ReadEvent { event, position: at.position, line }).is_break() {
                        return Err(Stop::Enough);
                    }
                }
                Some(_) if self.lenient => self.found.push(self.project.no_event(at.position).into()),
                Some((_, message)) => {
                    let file = self.project.log.layout.segment(at.position.writer, at.position.segment);
                    return Err(Stop::Failed(ProjectError::Line { file, line: at.position.line, message }));
                }
            }
        }
        self.found.extend(wrong.map(|(_, finding)| Flaw::from(finding)));
        Ok(())
    }

    fn damaged(&mut self, position: Position, kind: FindingKind, case: Option<CaseId>) -> Result<(), Stop> {
        let failed = |error: LogError| Stop::Failed(error.into());
        let file = self.project.log.layout.segment(position.writer, position.segment);
        let mut finding = Finding { world: World::Damage, file, line: position.line, kind };
        if finding.kind == FindingKind::Said {
            // The text may be in the middle of being erased: check again.
            match self.project.log.check_lines(&[position], &[]).map_err(failed)?.pop() {
                Some((_, again)) => finding = again,
                None => return Ok(()),
            }
        }
        if self.lenient {
            self.found.push(Flaw { finding, case });
            return Ok(());
        }
        Err(failed(LogError::Damaged(Box::new(finding))))
    }
}

#[cfg(test)]
mod tests;
