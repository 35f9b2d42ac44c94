//! Checking every byte of all logs and of the private side, segments in parallel.
//!
//! Invariant: a single flipped bit anywhere in a log or private segment gives a finding with file and line. Nothing is repaired. Findings
//! are graded by [`World`]. A file that cannot be read is reported, and the rest is still checked.

mod join;
mod scope;
mod strays;

use super::Log;
use super::error::LogError;
use super::file_stamp::Stamp;
use super::finding::{ErasedItem, Finding, FindingKind, World};
use super::head::{Head, Tail};
use super::layout::Mark;
use super::layout::{SegmentName, WriterName};
use super::read::LineRef;
use super::segment::{EachLine, PrivateCheck, SegmentCheck, SegmentId, check_log, check_private};
use super::torn_tail::Walker;
use crate::workers;
pub use scope::{Looked, VerifyScope};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// For fewer bytes than this, starting threads takes longer than it saves.
const PARALLEL_FROM: u64 = 4 << 20;

/// The progress of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes checked.
    pub done: u64,
    /// Bytes to check in all.
    pub total: u64,
}

/// The result for one writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriterReport {
    /// The writer.
    pub writer: WriterName,
    /// The number of segments.
    pub segments: u32,
    /// The number of well-formed events.
    pub events: u64,
    /// The size of the log in bytes.
    pub bytes: u64,
    /// The last well-formed line of its log: the seal to print. `None` if there is none.
    pub end: Option<Mark>,
}

/// The result of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// The result for each writer.
    pub writers: Vec<WriterReport>,
    /// The findings, by writer, file and line.
    pub findings: Vec<Finding>,
    /// What has been erased.
    pub erased: Vec<ErasedItem>,
    /// The number of texts that are there and match their digest.
    pub texts: u64,
    /// The number of private lines that match their digest.
    pub private: u64,
    /// The number of private lines that events name and that are not held here.
    pub not_held: u64,
    /// Data that neither matches its digest nor is erased, with file and line: perhaps an interrupted erasure.
    pub differs: Vec<(ErasedItem, PathBuf, u32)>,
    /// What was looked at.
    pub looked: Looked,
}

impl VerifyReport {
    /// Whether nothing is damaged or gone back.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| !matches!(finding.world, World::GoneBack | World::Damage))
    }

    /// Whether something could not be read, and so was not checked.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.findings.iter().any(|finding| finding.world == World::Unread)
    }

    /// Records an I/O error as a finding and continues with an empty value.
    ///
    /// # Errors
    /// Any error other than an I/O error.
    pub fn tried<T: Default>(&mut self, result: Result<T, LogError>) -> Result<T, LogError> {
        match result {
            Err(LogError::Io { path, source, .. }) => {
                self.unread(path, &source);
                Ok(T::default())
            }
            Err(LogError::Binding { path }) => {
                self.unread(path, &io::ErrorKind::InvalidData.into());
                Ok(T::default())
            }
            result => result,
        }
    }

    /// Records a file that could not be read. A folder is recorded once, not each file in it.
    pub fn unread(&mut self, file: PathBuf, why: &io::Error) {
        let finding = Finding { world: World::Unread, file, line: 0, kind: FindingKind::NotRead { why: why.kind() } };
        let known = |known: &Finding| known.world == World::Unread && finding.file.starts_with(&known.file);
        if !self.findings.iter().any(known) {
            self.findings.push(finding);
        }
    }

    /// Whether something waits for a person to act.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.findings.iter().any(|finding| finding.world == World::Waits)
    }
}

/// Creates, for each segment, the function that gets its event lines.
pub type Looks<'e> = dyn Fn() -> Box<EachLine<'e>> + Sync + 'e;

/// One segment to check, and the index of its writer.
#[derive(Clone, Copy)]
struct Job {
    writer: usize,
    segment: SegmentName,
}

/// A writer whose log is being checked.
struct Checking {
    writer: WriterName,
    /// Its acknowledged end, if it is this clone's own log.
    head: Option<Tail>,
    /// How much of its private side was certainly acknowledged, by head or by a saved head.
    acknowledged: Option<(SegmentName, u64)>,
    /// Where a torn tail begins, as `recover.rs` would find it.
    torn: Option<(SegmentName, u64)>,
    /// Its private side is not checked, since this account may not read it.
    closed: bool,
}

/// The results for a segment and its private segment, and which of the two could not be read.
#[derive(Default)]
struct Checked {
    log: SegmentCheck,
    private: PrivateCheck,
    unread: Vec<(PathBuf, io::Error)>,
}

impl Log {
    /// Checks every byte. `progress` is called from time to time.
    ///
    /// # Errors
    /// Only if the log cannot be checked at all. Damage and files that cannot be read are in the report.
    pub fn verify(&self, progress: &mut dyn FnMut(Progress)) -> Result<VerifyReport, LogError> {
        self.verify_with(progress, &|| Box::new(|_: LineRef<'_>| None), &VerifyScope::default())
    }

    /// Like [`Self::verify`] within a scope, and passes each valid event line to a function from `looks`.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub fn verify_with(
        &self,
        progress: &mut dyn FnMut(Progress),
        looks: &Looks<'_>,
        scope: &VerifyScope<'_>,
    ) -> Result<VerifyReport, LogError> {
        let mut report = VerifyReport::default();
        let project = report.tried(self.project())?;
        let closed = report.tried(self.names(&self.layout.private).map(Some))?.is_none();
        let (mut writers, mut jobs) = (Vec::new(), Vec::new());
        for writer in report.tried(self.writers())? {
            // Head is read before the log, so it can only be older than the log.
            let mut checking = self.checking(writer, &mut report)?;
            let own = report.tried(self.names(&self.layout.private_folder(writer)).map(Some));
            checking.closed = closed || own?.is_none();
            let segments = report.tried(self.segments_in(&self.layout.folder(writer)))?;
            jobs.extend(segments.into_iter().map(|segment| Job { writer: writers.len(), segment }));
            writers.push(checking);
        }
        let size = |job: &Job| self.size(writers[job.writer].writer, job.segment);
        let chosen = scope.chosen(&jobs, &writers, &size);
        let todo: Vec<Job> = chosen.iter().map(|at| jobs[*at]).collect();
        let results = self.run((project.as_deref(), looks), &writers, (&todo, scope.over), progress)?;
        let mut checked: Vec<Option<Checked>> = jobs.iter().map(|_| None).collect();
        chosen.into_iter().zip(results).for_each(|(at, result)| checked[at] = result);
        report.looked.of = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
        let mut checked = checked.into_iter();
        for (index, checking) in writers.iter().enumerate() {
            let mine: Vec<_> = jobs.iter().filter(|job| job.writer == index).map(|job| job.segment).collect();
            let mine: Vec<_> = mine.into_iter().zip(checked.by_ref()).collect();
            self.join((project.as_deref(), checking), mine, &mut report)?;
        }
        if scope.has_rest() {
            self.strays(closed, &mut report)?;
            let missing = report.tried(self.missing())?;
            report.findings.extend(missing);
        }
        if scope.has_rest() || scope.since.is_some() {
            self.lost_head(&writers, &mut report)?;
        }
        Ok(report)
    }

    /// The bytes of a segment and its private segment. A file that cannot be opened is reported when it is checked.
    fn size(&self, writer: WriterName, segment: SegmentName) -> u64 {
        let (log, private) = self.paths(writer, segment);
        [log, private].iter().filter_map(|path| self.open_read(path).ok().flatten()).map(|(_, len)| len).sum()
    }

    /// The log side of a segment that is not looked at, for the one after it.
    fn before(
        &self,
        project: Option<&str>,
        checking: &Checking,
        segment: SegmentName,
    ) -> Result<SegmentCheck, LogError> {
        let which = SegmentId { project, writer: checking.writer, segment, watch: None };
        let (mut buffer, mut unread) = (Vec::new(), Vec::new());
        let bytes = self.read_readable(&self.paths(checking.writer, segment).0, &mut buffer, &mut unread)?;
        Ok(bytes.map(|bytes| check_log(&which, bytes, &mut |_| None)).unwrap_or_default())
    }

    fn checking(&self, writer: WriterName, report: &mut VerifyReport) -> Result<Checking, LogError> {
        let own = report.tried(self.binding())?.is_some_and(|binding| binding.writer == writer);
        let head = if own { report.tried(Head::read(self.disk.as_ref(), &self.layout, writer))? } else { None };
        let head = head.map(|head| head.tail);
        let torn = head.as_ref().and_then(|tail| {
            // `verify` does not rely on stamps.
            let walker = Walker { store: self, project: None, writer, strict: false };
            walker.walk(tail, &Stamp::NONE, &mut |_, _| Ok(())).ok()?.torn
        });
        // A saved head whose line is no longer in the log says nothing about the private side.
        let left = report.tried(self.left())?.into_iter();
        let left = left.filter(|head| head.writer == writer && self.holds_log(head).unwrap_or(false));
        let known =
            left.map(|head| head.tail).chain(head.clone()).filter_map(|tail| Some((tail.segment?, tail.private)));
        let acknowledged = known.max_by_key(|(segment, private)| (segment.number(), *private));
        Ok(Checking { writer, head, acknowledged, torn, closed: false })
    }

    /// Checks segments on all cores, in order, until time is `over`; at least the first.
    fn run(
        &self,
        (project, looks): (Option<&str>, &Looks<'_>),
        writers: &[Checking],
        (jobs, over): (&[Job], Option<&(dyn Fn() -> bool + Sync)>),
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Option<Checked>>, LogError> {
        let total = jobs.iter().map(|job| self.size(writers[job.writer].writer, job.segment)).sum();
        let is_over = |index: usize| index > 0 && over.is_some_and(|over| over());
        let one = |job: &Job, buffer: &mut Vec<u8>| {
            self.check_segment(project, &writers[job.writer], job.segment, (buffer, looks))
        };
        if total < PARALLEL_FROM {
            let mut buffer = Vec::new();
            let checked = |(index, job)| if is_over(index) { Ok(None) } else { one(job, &mut buffer).map(Some) };
            let results = jobs.iter().enumerate().map(checked).collect();
            progress(Progress { done: total, total });
            return results;
        }
        let next = AtomicUsize::new(0);
        let (send, receive) = mpsc::channel();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
        let mut results: Vec<Option<Result<Checked, LogError>>> = jobs.iter().map(|_| None).collect();
        std::thread::scope(|scope| {
            let (next, one, is_over) = (&next, &one, &is_over);
            let check = |send: mpsc::Sender<(usize, Result<Checked, LogError>)>| {
                move || {
                    let mut buffer = Vec::new();
                    while let Some((index, job)) = take(next, jobs).filter(|(index, _)| !is_over(*index)) {
                        if send.send((index, one(job, &mut buffer))).is_err() {
                            return;
                        }
                    }
                }
            };
            if (0..threads).map_while(|_| workers::spawn(scope, check(send.clone())).ok()).count() == 0 {
                check(send.clone())();
            }
            drop(send);
            let mut done = 0;
            for (index, result) in receive {
                done += result.as_ref().map_or(0, |checked| checked.log.bytes + checked.private.bytes);
                results[index] = Some(result);
                progress(Progress { done, total: total.max(done) });
            }
        });
        results.into_iter().map(Option::transpose).collect()
    }

    fn paths(&self, writer: WriterName, segment: SegmentName) -> (PathBuf, PathBuf) {
        (self.layout.segment(writer, segment), self.layout.private_segment(writer, segment))
    }

    fn check_segment(
        &self,
        project: Option<&str>,
        checking: &Checking,
        segment: SegmentName,
        (buffer, looks): (&mut Vec<u8>, &Looks<'_>),
    ) -> Result<Checked, LogError> {
        let head = checking.head.as_ref().filter(|tail| tail.segment == Some(segment));
        let which = SegmentId { project, writer: checking.writer, segment, watch: head.map(|tail| tail.length) };
        let (log, private) = self.paths(checking.writer, segment);
        let mut again = 0;
        loop {
            let mut checked = Checked::default();
            // Read the log first: a private line is synced before the event that names it.
            match self.read_readable(&log, buffer, &mut checked.unread)? {
                Some(bytes) => checked.log = check_log(&which, bytes, &mut *looks()),
                None => {
                    (checked.log.unread, checked.private.unread) = (true, true);
                    return Ok(checked);
                }
            }
            checked.private.unread = checking.closed;
            if !checking.closed {
                match self.read_readable(&private, buffer, &mut checked.unread)? {
                    Some(bytes) => checked.private = check_private(bytes, &checked.log.sealed),
                    None => checked.private.unread = true,
                }
            }
            let erasing = |kind: &FindingKind| matches!(kind, FindingKind::Said | FindingKind::PrivateDiffers);
            let wrong = || checked.log.wrong.iter().chain(&checked.private.wrong);
            if again == 2 || !wrong().any(|wrong| erasing(&wrong.kind)) {
                checked.log.sealed = Default::default();
                return Ok(checked);
            }
            // Something may be being erased at this moment, so check again.
            again += 1;
        }
    }

    /// A file's bytes, empty if it does not exist; `None` if it cannot be read.
    fn read_readable<'b>(
        &self,
        path: &Path,
        buffer: &'b mut Vec<u8>,
        unread: &mut Vec<(PathBuf, io::Error)>,
    ) -> Result<Option<&'b [u8]>, LogError> {
        match self.read_whole(path, buffer) {
            Err(LogError::Io { path, source, .. }) => {
                unread.push((path, source));
                Ok(None)
            }
            bytes => bytes.map(Some),
        }
    }
}

fn take<'a>(next: &AtomicUsize, jobs: &'a [Job]) -> Option<(usize, &'a Job)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(index).map(|job| (index, job))
}
