//! Every byte of every log and of the private side, checked; segments in parallel.
//!
//! Invariant: a single flipped bit anywhere in a log or private segment gives a finding with file and line.
//! Nothing is repaired. The worlds of [`World`] are told apart; what cannot be read is told as that, and the rest is checked all the
//! same.

mod join;
mod strays;

use super::Log;
use super::error::LogError;
use super::file_stamp::Stamp;
use super::finding::{Erased, Finding, FindingKind, World};
use super::head::{Head, Tail};
use super::layout::Mark;
use super::layout::{SegmentName, WriterName};
use super::read::LineRef;
use super::segment::{EachLine, PrivateCheck, SegmentCheck, Which, check_log, check_private};
use super::torn_tail::Walker;
use crate::workers;
use std::io;
use std::path::{Path, PathBuf};
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
    /// What is neither there nor erased, with the file and line where that is told: perhaps an erasing that was cut short.
    pub differs: Vec<(Erased, PathBuf, u32)>,
}

impl VerifyReport {
    /// Whether nothing is damaged or gone back.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| !matches!(finding.world, World::GoneBack | World::Damage))
    }

    /// Whether something could not be read, and so was not looked at.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.findings.iter().any(|finding| finding.world == World::Unread)
    }

    /// What a look-up gave; where the system refused, that is noted, and it is as if there were nothing to look at.
    ///
    /// # Errors
    /// Anything but a refusal of the system.
    pub fn tried<T: Default>(&mut self, result: Result<T, LogError>) -> Result<T, LogError> {
        match result {
            Err(LogError::Io { path, source, .. }) => {
                self.unread(path, &source);
                Ok(T::default())
            }
            result => result,
        }
    }

    /// Notes what could not be read: a folder once, not each file in it.
    pub fn unread(&mut self, file: PathBuf, why: &io::Error) {
        let finding = Finding { world: World::Unread, file, line: 0, kind: FindingKind::NotRead { why: why.kind() } };
        let known = |known: &Finding| known.world == World::Unread && finding.file.starts_with(&known.file);
        if !self.findings.iter().any(known) {
            self.findings.push(finding);
        }
    }

    /// Whether something waits for a person.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.findings.iter().any(|finding| finding.world == World::Waits)
    }
}

/// Gives, for the lines of a segment, what looks at each of them.
pub type Looks<'e> = dyn Fn() -> Box<EachLine<'e>> + Sync + 'e;

/// One segment to check, and where its findings go.
struct Job {
    writer: usize,
    segment: SegmentName,
}

/// A writer whose log is being checked.
struct Checking {
    writer: WriterName,
    /// This folder's own head.
    head: Option<Tail>,
    /// How much of its private side is known to have been acknowledged: by head, or by one that was left behind.
    acknowledged: Option<(SegmentName, u64)>,
    /// Where a torn tail begins, as `recover.rs` would see it.
    torn: Option<(SegmentName, u64)>,
    /// Its private side is not looked at.
    closed: bool,
}

/// What was found in a segment, in the private one beside it, and which of the two could not be read.
#[derive(Default)]
struct Checked {
    log: SegmentCheck,
    private: PrivateCheck,
    unread: Vec<(PathBuf, io::Error)>,
}

impl Log {
    /// Checks every byte. `progress` is called as it goes on.
    ///
    /// # Errors
    /// A log that is no log at all: what is wrong with the bytes, and what cannot be read, is in the report.
    pub fn verify(&self, progress: &mut dyn FnMut(Progress)) -> Result<VerifyReport, LogError> {
        self.verify_with(progress, &|| Box::new(|_: LineRef<'_>| None))
    }

    /// The same, and has each event's line looked at that holds.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub fn verify_with(&self, progress: &mut dyn FnMut(Progress), looks: &Looks<'_>) -> Result<VerifyReport, LogError> {
        let mut report = VerifyReport::default();
        let project = report.tried(self.project())?;
        let closed = report.tried(self.names(&self.layout.private).map(Some))?.is_none();
        let (mut writers, mut jobs) = (Vec::new(), Vec::new());
        for writer in report.tried(self.writers())? {
            // Head is read before the log, so it can only be the older of the two.
            let mut checking = self.checking(writer, &mut report)?;
            let own = report.tried(self.names(&self.layout.private_folder(writer)).map(Some));
            checking.closed = closed || own?.is_none();
            let segments = report.tried(self.segments_in(&self.layout.folder(writer)))?;
            jobs.extend(segments.into_iter().map(|segment| Job { writer: writers.len(), segment }));
            writers.push(checking);
        }
        let mut results = self.run((project.as_deref(), looks), &writers, &jobs, progress)?.into_iter();
        for (index, checking) in writers.iter().enumerate() {
            let mine: Vec<_> = jobs.iter().filter(|job| job.writer == index).map(|job| job.segment).collect();
            let checked: Vec<_> = mine.into_iter().zip(results.by_ref()).collect();
            self.join(checking, checked, &mut report);
        }
        self.strays(closed, &mut report)?;
        self.lost_head(&writers, &mut report)?;
        let missing = report.tried(self.missing())?;
        report.findings.extend(missing);
        Ok(report)
    }

    fn checking(&self, writer: WriterName, report: &mut VerifyReport) -> Result<Checking, LogError> {
        let own = report.tried(self.binding())?.is_some_and(|binding| binding.writer == writer);
        let head = if own { report.tried(Head::read(self.disk.as_ref(), &self.layout, writer))? } else { None };
        let head = head.map(|head| head.tail);
        let torn = head.as_ref().and_then(|tail| {
            // Who verifies takes no stamp's word.
            let walker = Walker { store: self, project: None, writer, strict: false };
            walker.walk(tail, &Stamp::NONE, &mut |_, _| Ok(())).ok()?.torn
        });
        // One that the log does not hold any more says nothing of what lies beside it.
        let left = report.tried(self.left())?.into_iter();
        let left = left.filter(|head| head.writer == writer && self.holds_log(head).unwrap_or(false));
        let known =
            left.map(|head| head.tail).chain(head.clone()).filter_map(|tail| Some((tail.segment?, tail.private)));
        let acknowledged = known.max_by_key(|(segment, private)| (segment.number(), *private));
        Ok(Checking { writer, head, acknowledged, torn, closed: false })
    }

    /// Checks segments on all cores.
    fn run(
        &self,
        (project, looks): (Option<&str>, &Looks<'_>),
        writers: &[Checking],
        jobs: &[Job],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Checked>, LogError> {
        let mut total = 0;
        for job in jobs {
            let (log, private) = self.paths(writers[job.writer].writer, job.segment);
            // What cannot be opened is told when it is its turn.
            total += [log, private]
                .iter()
                .filter_map(|path| self.open_read(path).ok().flatten())
                .map(|(_, len)| len)
                .sum::<u64>();
        }
        let one = |job: &Job, buffer: &mut Vec<u8>| {
            self.check_segment(project, &writers[job.writer], job.segment, (buffer, looks))
        };
        if total < PARALLEL_FROM {
            let mut buffer = Vec::new();
            let results = jobs.iter().map(|job| one(job, &mut buffer)).collect();
            progress(Progress { done: total, total });
            return results;
        }
        let next = AtomicUsize::new(0);
        let (send, receive) = mpsc::channel();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
        let mut results: Vec<Option<Result<Checked, LogError>>> = jobs.iter().map(|_| None).collect();
        std::thread::scope(|scope| {
            let (next, one) = (&next, &one);
            let check = |send: mpsc::Sender<(usize, Result<Checked, LogError>)>| {
                move || {
                    let mut buffer = Vec::new();
                    while let Some((index, job)) = take(next, jobs) {
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
        (buffer, looks): (&mut Vec<u8>, &Looks<'_>),
    ) -> Result<Checked, LogError> {
        let head = checking.head.as_ref().filter(|tail| tail.segment == Some(segment));
        let which = Which { project, writer: checking.writer, segment, watch: head.map(|tail| tail.length) };
        let (log, private) = self.paths(checking.writer, segment);
        let mut again = 0;
        loop {
            let mut checked = Checked::default();
            // The log first: a private line is on the medium before the event that names it.
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
            // It may be that something is being erased just now.
            again += 1;
        }
    }

    /// A file's bytes, none where it is not there; `None` where the system does not give them.
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
