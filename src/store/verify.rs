//! Every byte of every log and of the private side, checked; segments in parallel.
//!
//! Invariant: a single flipped bit anywhere in a log or private segment gives a finding with file and line.
//! Nothing is repaired. Three worlds are told apart: damage, gone back, and the harmless trace of a crash or of
//! a writer at work.

use super::Store;
use super::error::StoreError;
use super::finding::{Finding, Kind, World};
use super::hash::GENESIS;
use super::head::{Head, Tail};
use super::layout::{Position, SegmentName, WriterName};
use super::read::Mark;
use super::segment::{PrivateCheck, SegmentCheck, Which, Wrong, check_log, check_private, follows};
use super::stamp::Stamp;
use super::torn::Walker;
use crate::crew;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Less than this many bytes is not worth starting threads for.
const PARALLEL_FROM: u64 = 4 << 20;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes checked.
    pub done: u64,
    /// Bytes to check in all.
    pub total: u64,
}

/// Something that has been erased; an `erased` event should name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Where the event's line lies in the log.
    pub position: Position,
    /// The event's number.
    pub n: u64,
    /// Whether it is its private line (else its text).
    pub private: bool,
}

/// What was found of one writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriterReport {
    /// Who.
    pub writer: WriterName,
    /// Segments.
    pub segments: u32,
    /// Well-formed events.
    pub events: u64,
    /// Bytes of the log.
    pub bytes: u64,
    /// The last well-formed line of its log: the seal to print. `None` if there is none.
    pub end: Option<Mark>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Each writer.
    pub writers: Vec<WriterReport>,
    /// What is wrong, by writer, file and line.
    pub findings: Vec<Finding>,
    /// What has been erased.
    pub erased: Vec<Erased>,
    /// Texts that are there.
    pub texts: u64,
    /// Private lines that are there and are what their digests say.
    pub private: u64,
    /// Private lines that events name and that are not held here.
    pub not_held: u64,
}

impl VerifyReport {
    /// Whether nothing is damaged or gone back.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| matches!(finding.world, World::Notice | World::Waits))
    }

    /// Whether something waits for a person.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.findings.iter().any(|finding| finding.world == World::Waits)
    }
}

/// One segment to check, and where its findings go.
struct Job {
    writer: usize,
    segment: SegmentName,
}

/// A writer whose log is being checked.
struct Checking {
    writer: WriterName,
    head: Option<Tail>,
    /// Where a torn tail begins, as `recover.rs` would see it.
    torn: Option<(SegmentName, u64)>,
}

type Checked = (SegmentCheck, PrivateCheck);

impl Store {
    /// Checks every byte. `progress` is called as it goes on.
    ///
    /// # Errors
    /// `Io` only: what is wrong with the bytes is in the report.
    pub fn verify(&self, progress: &mut dyn FnMut(Progress)) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        let project = self.project()?;
        let (mut writers, mut jobs) = (Vec::new(), Vec::new());
        for writer in self.writers()? {
            // Head is read before the log, so it can only be the older of the two.
            let checking = self.checking(writer)?;
            let segments = self.segments_in(&self.layout.folder(writer))?;
            jobs.extend(segments.into_iter().map(|segment| Job { writer: writers.len(), segment }));
            writers.push(checking);
        }
        let mut results = self.run(project.as_deref(), &writers, &jobs, progress)?.into_iter();
        for (index, checking) in writers.iter().enumerate() {
            let mine: Vec<_> = jobs.iter().filter(|job| job.writer == index).map(|job| job.segment).collect();
            let checked: Vec<_> = mine.into_iter().zip(results.by_ref()).collect();
            self.join(checking, checked, &mut report)?;
        }
        self.strays(&mut report)?;
        self.lost_head(&writers, &mut report)?;
        report.findings.extend(self.missing()?);
        Ok(report)
    }

    fn checking(&self, writer: WriterName) -> Result<Checking, StoreError> {
        let own = self.binding()?.is_some_and(|binding| binding.writer == writer);
        let head = if own { Head::read(self.disk.as_ref(), &self.layout, writer)? } else { None };
        let head = head.map(|head| head.tail);
        let torn = head.as_ref().and_then(|tail| {
            // Who verifies takes no stamp's word.
            let walker = Walker { store: self, project: None, writer, strict: false };
            walker.walk(tail, &Stamp::NONE, &mut |_, _| Ok(())).ok()?.torn
        });
        Ok(Checking { writer, head, torn })
    }

    /// Checks segments on all cores.
    fn run(
        &self,
        project: Option<&str>,
        writers: &[Checking],
        jobs: &[Job],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Checked>, StoreError> {
        let mut total = 0;
        for job in jobs {
            let (log, private) = self.paths(writers[job.writer].writer, job.segment);
            for path in [log, private] {
                total += self.open_read(&path)?.map_or(0, |(_, len)| len);
            }
        }
        if total < PARALLEL_FROM {
            let mut buffer = Vec::new();
            let one = |job: &Job| self.check_segment(project, &writers[job.writer], job.segment, &mut buffer);
            let results = jobs.iter().map(one).collect();
            progress(Progress { done: total, total });
            return results;
        }
        let next = AtomicUsize::new(0);
        let (send, receive) = mpsc::channel();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
        let mut results: Vec<Option<Result<Checked, StoreError>>> = jobs.iter().map(|_| None).collect();
        std::thread::scope(|scope| {
            let next = &next;
            let check = |send: mpsc::Sender<(usize, Result<Checked, StoreError>)>| {
                move || {
                    let mut buffer = Vec::new();
                    while let Some((index, job)) = take(next, jobs) {
                        let checking = &writers[job.writer];
                        let done = self.check_segment(project, checking, job.segment, &mut buffer);
                        if send.send((index, done)).is_err() {
                            return;
                        }
                    }
                }
            };
            if (0..threads).map_while(|_| crew::spawn(scope, check(send.clone())).ok()).count() == 0 {
                check(send.clone())();
            }
            drop(send);
            let mut done = 0;
            for (index, result) in receive {
                done += result.as_ref().map_or(0, |(log, private)| log.bytes + private.bytes);
                results[index] = Some(result);
                progress(Progress { done, total: total.max(done) });
            }
        });
        results.into_iter().flatten().collect()
    }

    fn paths(&self, writer: WriterName, segment: SegmentName) -> (PathBuf, PathBuf) {
        (self.layout.segment(writer, segment), self.layout.private_segment(writer, segment))
    }

    fn check_segment(
        &self,
        project: Option<&str>,
        checking: &Checking,
        segment: SegmentName,
        buffer: &mut Vec<u8>,
    ) -> Result<Checked, StoreError> {
        let head = checking.head.as_ref().filter(|tail| tail.segment == Some(segment));
        let which = Which { project, writer: checking.writer, segment, watch: head.map(|tail| tail.length) };
        let (log, private) = self.paths(checking.writer, segment);
        let mut again = 0;
        loop {
            // The log first: a private line is on the medium before the event that names it.
            let found = check_log(&which, self.read_whole(&log, buffer)?);
            let held = check_private(self.read_whole(&private, buffer)?, &found.sealed);
            let erasing = |wrong: &[Wrong]| wrong.iter().any(|w| matches!(w.kind, Kind::Said | Kind::PrivateDiffers));
            if again == 2 || !(erasing(&found.wrong) || erasing(&held.wrong)) {
                return Ok((SegmentCheck { sealed: Default::default(), ..found }, held));
            }
            // It may be that something is being erased just now.
            again += 1;
        }
    }

    /// How a writer's segments follow each other; brings all findings of this writer into the report.
    fn join(
        &self,
        checking: &Checking,
        checked: Vec<(SegmentName, Checked)>,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let writer = checking.writer;
        let mut whole = WriterReport { writer, segments: 0, events: 0, bytes: 0, end: None };
        let (mut previous, mut before, mut n) = (Some(GENESIS), None::<SegmentName>, 0);
        let last = checked.last().map(|(segment, _)| *segment);
        for (segment, (mut log, private)) in checked {
            let mut wrong = numbering(before, segment);
            wrong.extend(previous.and_then(|hash| follows(log.header.as_ref()?, &hash).err()));
            wrong.extend(log.first_n.filter(|&first| first <= n).map(|first| Kind::Order { n: first, after: n }));
            let line = |kind: &Kind| match kind {
                Kind::Hash { .. } => 1,
                Kind::Order { .. } => 2,
                _ => 0,
            };
            let wrong = wrong.into_iter().map(|kind| Wrong { line: line(&kind), offset: 0, kind });
            log.wrong.splice(0..0, wrong);
            let (at_head, broken) = (checking.at_head(segment, &log), !log.wrong.is_empty());
            checking.log_findings(self, segment, last, &mut log.wrong, report);
            report.findings.extend(at_head.clone().map(|(world, line, kind)| Finding {
                world,
                line,
                kind,
                file: self.layout.segment(writer, segment),
            }));
            checking.private_findings(self, segment, &private, (at_head.is_some(), broken), report);
            (previous, before, n) = (log.last_hash.map(|h| h.hex()), Some(segment), log.last_n.unwrap_or(n));
            whole.segments += 1;
            whole.events += log.events;
            whole.bytes += log.bytes;
            if let Some(hash) = log.last_hash {
                whole.end = Some(Mark {
                    writer,
                    segment,
                    end: log.end,
                    lines: log.lines,
                    n,
                    hash,
                    names: Stamp::NONE,
                    file: Stamp::NONE,
                });
            }
            report.texts += log.texts;
            report.private += private.matches;
            report.not_held += private.not_held;
            report.erased.extend(log.erased.into_iter().chain(private.erased));
        }
        report.writers.push(whole);
        Ok(())
    }

    /// Files that do not belong in a log folder, and private segments without a log segment.
    fn strays(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut stray = |file| {
            report.findings.push(Finding { world: World::Notice, file, line: 0, kind: Kind::Stray });
        };
        for name in self.sorted_names(&self.layout.log())? {
            let folder = self.layout.log().join(&name);
            let Some(writer) = WriterName::parse(&name) else {
                stray(folder);
                continue;
            };
            for folder in [folder, self.layout.private_folder(writer)] {
                let names = self.sorted_names(&folder)?;
                names.iter().filter(|n| SegmentName::of_file(n).is_none()).for_each(|n| stray(folder.join(n)));
            }
        }
        for name in self.sorted_names(&self.layout.private)? {
            let Some(writer) = WriterName::parse(&name) else { continue };
            let head = self.checking(writer)?.head;
            let kept = Head::read(self.disk.as_ref(), &self.layout, writer)?.map_or(0, |head| head.kept);
            let logs = self.segments_in(&self.layout.folder(writer))?;
            for segment in self.segments_in(&self.layout.private_folder(writer))? {
                if logs.contains(&segment) {
                    continue;
                }
                // A crash before a segment's first commit leaves this, and only after head.
                let world = match &head {
                    Some(tail) if segment.number() > tail.number().max(kept) => World::Notice,
                    Some(_) => World::GoneBack,
                    None => World::Damage,
                };
                let file = self.layout.private_segment(writer, segment);
                report.findings.push(Finding { world, file, line: 0, kind: Kind::PrivateOrphan });
            }
        }
        Ok(())
    }

    /// A head whose log segment, or whole folder, is not there.
    fn lost_head(&self, writers: &[Checking], report: &mut VerifyReport) -> Result<(), StoreError> {
        let Some(binding) = self.binding()? else { return Ok(()) };
        let head = match writers.iter().find(|checking| checking.writer == binding.writer) {
            Some(checking) => checking.head.clone(),
            None => Head::read(self.disk.as_ref(), &self.layout, binding.writer)?.map(|head| head.tail),
        };
        let Some((tail, segment)) = head.and_then(|tail| tail.segment.map(|segment| (tail, segment))) else {
            return Ok(());
        };
        let file = self.layout.segment(binding.writer, segment);
        if self.open_read(&file)?.is_none() {
            let kind = Kind::Short { expected: tail.length, found: 0 };
            report.findings.push(Finding { world: World::GoneBack, file, line: 0, kind });
        }
        Ok(())
    }
}

fn take<'a>(next: &AtomicUsize, jobs: &'a [Job]) -> Option<(usize, &'a Job)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(index).map(|job| (index, job))
}

fn numbering(before: Option<SegmentName>, segment: SegmentName) -> Vec<Kind> {
    let expected = before.map_or(1, |before| before.number() + 1);
    let mut wrong = Vec::new();
    if segment.number() < expected {
        wrong.push(Kind::SegmentTwice { number: segment.number() });
    } else if segment.number() > expected {
        wrong.push(Kind::SegmentMissing { number: expected });
    }
    wrong.extend(before.filter(|b| segment.month() < b.month()).map(|after| Kind::MonthGoesBack { after }));
    wrong
}

impl Checking {
    /// Whether the log is where head says, in head's own segment.
    fn at_head(&self, segment: SegmentName, log: &SegmentCheck) -> Option<(World, u32, Kind)> {
        let tail = self.head.as_ref().filter(|tail| tail.segment == Some(segment))?;
        if log.bytes < tail.length {
            return Some((World::GoneBack, log.lines, Kind::Short { expected: tail.length, found: log.bytes }));
        }
        // Where a byte is wrong anyway, that is what there is to say.
        let other = log.watched != Some(tail.hash) && log.wrong.iter().all(|w| w.offset >= tail.length);
        other.then_some((World::GoneBack, tail.lines, Kind::OtherAtHead { expected: tail.hash }))
    }

    fn log_findings(
        &self,
        store: &Store,
        segment: SegmentName,
        last: Option<SegmentName>,
        wrong: &mut Vec<Wrong>,
        report: &mut VerifyReport,
    ) {
        let file = store.layout.segment(self.writer, segment);
        let torn = self.torn.filter(|(at, _)| *at == segment).map(|(_, offset)| offset);
        let first = torn.and_then(|at| wrong.iter().position(|w| w.offset >= at && w.line > 0));
        if let Some(first) = first {
            wrong.truncate(first + 1);
        }
        for (index, w) in wrong.drain(..).enumerate() {
            let after_head = self.head.as_ref().is_none_or(|tail| {
                segment.number() > tail.number() || Some(segment) == tail.segment && w.offset >= tail.length
            });
            let unfinished = matches!(w.kind, Kind::Unfinished { .. }) && Some(segment) == last && after_head;
            let notice = Some(index) == first || unfinished;
            let world = if notice { World::Notice } else { World::Damage };
            report.findings.push(Finding { world, file: file.clone(), line: w.line, kind: w.kind });
        }
    }

    fn private_findings(
        &self,
        store: &Store,
        segment: SegmentName,
        held: &PrivateCheck,
        (gone_back, broken): (bool, bool),
        report: &mut VerifyReport,
    ) {
        let file = store.layout.private_segment(self.writer, segment);
        let at_head = self.head.as_ref().filter(|tail| tail.segment == Some(segment));
        if let Some(tail) = at_head.filter(|tail| held.bytes < tail.private) {
            let kind = Kind::Short { expected: tail.private, found: held.bytes };
            report.findings.push(Finding { world: World::GoneBack, file: file.clone(), line: 0, kind });
        }
        // What lies after this may be private lines of a commit that never came to be.
        let known = match &self.head {
            Some(tail) if segment.number() < tail.number() => u64::MAX,
            Some(_) => at_head.map_or(0, |tail| tail.private),
            None => 0,
        };
        let known = known.max(held.named_end);
        for w in &held.wrong {
            let world = match w.kind {
                // The events that named it went back with the log.
                Kind::PrivateOrphan if gone_back => World::GoneBack,
                _ if w.offset >= known => World::Notice,
                // A whole line that was acknowledged, of an event that is not in this log any more.
                Kind::PrivateOrphan if !broken => World::GoneBack,
                _ => World::Damage,
            };
            report.findings.push(Finding { world, file: file.clone(), line: w.line, kind: w.kind.clone() });
        }
    }
}
