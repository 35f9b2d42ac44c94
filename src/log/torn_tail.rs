//! What follows a point up to which the log is known to be good: whole commits, then at most one torn one.
//!
//! Invariant: a tail is called torn only if a crash can have left it: one unfinished commit at the very end.
//! Anything else is damage. A torn tail is kept under `.redress/torn/` (private lines under `private/torn/`),
//! synced, before it is cut off.

use super::Log;
use super::check::{self, Commits, Span, lines};
use super::disk::{Access, Open, read_range};
use super::error::{AtPath, LogError, Operation};
use super::file_stamp::Stamp;
use super::finding::{Finding, FindingKind};
use super::form;
use super::hash::Digest;
use super::head::Tail;
use super::layout::{SegmentName, WriterName};
use super::line::{self, Line, Payload};
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// A tail that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The file it was cut off from.
    pub file: PathBuf,
    /// Where it began there.
    pub offset: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// Where it is kept now.
    pub kept: PathBuf,
}

/// The part of one segment that was walked.
pub(crate) struct Stretch {
    pub(crate) segment: SegmentName,
    /// Where it begins in the file.
    pub(crate) offset: u64,
    /// From there to the file's end.
    pub(crate) bytes: Vec<u8>,
    /// How many of these bytes are whole commits.
    pub(crate) good: usize,
    /// Events in them.
    pub(crate) events: u64,
    /// The private lines that they name.
    pub(crate) sealed: HashSet<Digest>,
}

/// Where the good log ends.
pub(crate) struct Walk {
    pub(crate) tail: Tail,
    /// Which segment has a torn tail, and where it begins.
    pub(crate) torn: Option<(SegmentName, u64)>,
}

/// Whose log is walked, and how far it is trusted.
#[derive(Clone, Copy)]
pub(crate) struct Walker<'a> {
    pub(crate) store: &'a Log,
    pub(crate) project: Option<&'a str>,
    pub(crate) writer: WriterName,
    /// No head says how far the log was acknowledged: only what a crash leaves for certain counts as torn.
    pub(crate) strict: bool,
}

/// The first thing wrong in a stretch: on which line of the file, and what.
type Failure = (u32, FindingKind);

impl Walker<'_> {
    /// Walks from the end of the good part; `each` is given every stretch, good commits or not. `names`: the folder when that was in
    /// its last segment.
    pub(crate) fn walk(
        &self,
        from: &Tail,
        names: &Stamp,
        each: &mut dyn FnMut(&Stretch, &Tail) -> Result<(), LogError>,
    ) -> Result<Walk, LogError> {
        let segments = self.store.segments_from(self.writer, from.segment.map(|last| (last, names)))?;
        if from.segment.is_some() && segments.first() != from.segment.as_ref() {
            return Err(self.gone_back(from, None));
        }
        let mut walk = Walk { tail: from.clone(), torn: None };
        for segment in segments {
            let offset = if Some(segment) == from.segment { from.length } else { 0 };
            let path = self.store.layout.segment(self.writer, segment);
            self.check_numbering(&walk, segment)?;
            let Some((file, len)) = self.store.open_read(&path)? else { continue };
            if len < offset {
                return Err(self.gone_back(from, Some(len)));
            }
            let bytes = read_range(file.as_ref(), offset, len).at(Operation::Read, &path)?;
            let mut stretch = Stretch { segment, offset, bytes, good: 0, events: 0, sealed: HashSet::new() };
            let failure = self.stretch(&mut stretch, &mut walk.tail);
            if stretch.good < stretch.bytes.len() || walk.tail.segment != Some(segment) {
                let (line, kind) = failure.unwrap_or((1, FindingKind::Unfinished { bytes: 0 }));
                if !self.is_torn(&stretch.bytes[stretch.good..], &kind) {
                    return Err(LogError::of(Finding::damage(path, line, kind)));
                }
                walk.torn = Some((segment, offset + stretch.good as u64));
            }
            each(&stretch, &walk.tail)?;
        }
        Ok(walk)
    }

    fn gone_back(&self, from: &Tail, found: Option<u64>) -> LogError {
        let file = match from.segment {
            Some(segment) => self.store.layout.segment(self.writer, segment),
            None => self.store.layout.folder(self.writer),
        };
        LogError::GoneBack { file, expected: from.length, found, account: false }
    }

    fn check_numbering(&self, walk: &Walk, segment: SegmentName) -> Result<(), LogError> {
        let before = walk.tail.segment;
        let kind = match (before, walk.torn) {
            // A writer rolls only after a whole commit, so nothing follows a torn tail.
            (_, Some(_)) => FindingKind::Unfinished { bytes: 0 },
            (Some(at), None) if at == segment => return Ok(()),
            _ if segment.number() != walk.tail.number() + 1 => {
                FindingKind::SegmentMissing { number: walk.tail.number() + 1 }
            }
            (Some(at), None) if segment.month() < at.month() => FindingKind::MonthGoesBack { after: at },
            _ => return Ok(()),
        };
        let file = self.store.layout.segment(self.writer, segment);
        Err(LogError::Damaged(Box::new(Finding::damage(file, 0, kind))))
    }

    /// Goes through the lines up to the first thing wrong; moves `tail` on with every whole commit.
    fn stretch(&self, stretch: &mut Stretch, tail: &mut Tail) -> Option<Failure> {
        let mut at = tail.clone();
        if stretch.offset == 0 {
            at = Tail { segment: Some(stretch.segment), length: 0, lines: 0, private: 0, form: 0, ..at };
        }
        let (mut commits, mut pending) = (Commits::default(), Vec::new());
        for span in lines(&stretch.bytes) {
            at.lines += 1;
            at.length = stretch.offset + span.end() as u64;
            let ended = match self.line(&span, &mut at, &mut commits, &mut pending) {
                Ok(ended) => ended,
                Err(kind) => return Some((at.lines, kind)),
            };
            if ended {
                (stretch.good, *tail) = (span.end(), at.clone());
                stretch.events += pending.len() as u64;
                stretch.sealed.extend(pending.drain(..).flatten());
            }
        }
        let bytes = (stretch.bytes.len() - stretch.good) as u64;
        (bytes > 0).then_some((at.lines, FindingKind::Unfinished { bytes }))
    }

    /// Takes one line; whether a commit ends with it.
    fn line(
        &self,
        span: &Span<'_>,
        at: &mut Tail,
        commits: &mut Commits,
        pending: &mut Vec<Option<Digest>>,
    ) -> Result<bool, FindingKind> {
        if !span.whole {
            return Err(FindingKind::Unfinished { bytes: span.bytes.len() as u64 });
        }
        let previous = at.hash.hex();
        let (line, ended) = if at.lines == 1 {
            let segment = at.segment.ok_or(FindingKind::Header { key: "segment" })?;
            let line = check::header(span.bytes, Some(&previous), self.project, self.writer, segment)?;
            at.form = form::of_header(span.bytes).unwrap_or_default();
            (line, false)
        } else {
            let event = check::event(span.bytes, Line::split(span.bytes), Some(&previous))?;
            if event.n <= at.n {
                return Err(FindingKind::Order { n: event.n, after: at.n });
            }
            // Before head an erasing may have been cut short; zero bytes are only left by a crash.
            let may_differ = self.strict && memchr::memchr(0, span.bytes).is_none();
            if event.text == Some(Payload::Differs) && !may_differ {
                return Err(FindingKind::Said);
            }
            at.n = event.n;
            pending.push(event.trailer.sealed.and_then(Digest::parse));
            (event.line, commits.step(event.trailer.more)?)
        };
        at.hash = Digest::parse(line.hash).unwrap_or(at.hash);
        Ok(ended)
    }

    fn is_torn(&self, region: &[u8], kind: &FindingKind) -> bool {
        let certain = matches!(kind, FindingKind::Unfinished { .. }) || memchr::memchr(0, region).is_some();
        one_commit(region) && (certain || !self.strict)
    }
}

/// Whether these bytes can be of one commit: nothing that looks like a line follows a commit's last line.
fn one_commit(region: &[u8]) -> bool {
    let mut ended = false;
    for span in lines(region).filter(|span| span.whole && !line::is_header(span.bytes)) {
        let Ok(line) = Line::split(span.bytes) else { continue };
        if ended {
            return false;
        }
        ended = line.trailer().more.is_none();
    }
    true
}

/// Copies the bytes of a file from an offset on to `folder`, synced, then cuts them off (or deletes the file).
/// `None` if there was not a byte.
pub(crate) fn set_aside(
    store: &Log,
    file: &Path,
    offset: u64,
    folder: &Path,
    access: Access,
) -> Result<Option<Torn>, LogError> {
    let disk = &store.disk;
    let bytes = store.read_from(file, offset)?.unwrap_or_default();
    let torn = if bytes.is_empty() {
        None
    } else {
        let kept = keep(store, file, offset, &bytes, (folder, access))?;
        Some(Torn { file: file.to_path_buf(), offset, bytes: bytes.len() as u64, kept })
    };
    if offset == 0 {
        disk.remove(file).at(Operation::Replace, file)?;
        let folder = file.parent().unwrap_or(file);
        disk.sync_folder(folder).at(Operation::Sync, folder)?;
    } else {
        let open = disk.open(file, Open::Write).at(Operation::Open, file)?;
        open.set_len(offset).at(Operation::Replace, file)?;
        open.sync().at(Operation::Sync, file)?;
    }
    Ok(torn)
}

fn keep(
    store: &Log,
    file: &Path,
    offset: u64,
    bytes: &[u8],
    (folder, access): (&Path, Access),
) -> Result<PathBuf, LogError> {
    let disk = &store.disk;
    disk.make_folder(folder, access).at(Operation::MakeFolder, folder)?;
    let part = |path: Option<&Path>| path.and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{}.{}.{offset}", part(file.parent()), part(Some(file)).trim_end_matches(".jsonl"));
    let mut kept = folder.join(&name);
    let mut copy = disk.open(&kept, Open::Create(access));
    for again in 2..1000 {
        if !copy.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::AlreadyExists) {
            break;
        }
        kept = folder.join(format!("{name}.{again}"));
        copy = disk.open(&kept, Open::Create(access));
    }
    let copy = copy.at(Operation::Open, &kept)?;
    copy.write_at(bytes, 0).at(Operation::Write, &kept)?;
    copy.sync().at(Operation::Sync, &kept)?;
    for folder in [Some(folder), folder.parent()].into_iter().flatten() {
        disk.sync_folder(folder).at(Operation::Sync, folder)?;
    }
    Ok(kept)
}
