//! What follows the point up to which the log is known to be good: whole commits, then at most one torn tail.
//!
//! Invariant: a tail counts as torn only if a crash can have left it: one unfinished commit at the very end. Anything else is damage. A
//! torn tail is copied to `.redress/torn/` (private lines to `private/torn/`) and synced before it is cut off.

use super::Log;
use super::check::{self, Commits, LineSpan, lines};
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

/// A torn tail that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The file from which it was cut off.
    pub file: PathBuf,
    /// The offset at which it began there.
    pub offset: u64,
    /// Its length in bytes.
    pub bytes: u64,
    /// The file that holds it now.
    pub kept: PathBuf,
}

/// The part of one segment that was walked through.
pub(crate) struct Stretch {
    pub(crate) segment: SegmentName,
    /// The offset in the file at which it begins.
    pub(crate) offset: u64,
    /// The bytes from there to the file's end.
    pub(crate) bytes: Vec<u8>,
    /// How many of these bytes belong to whole commits.
    pub(crate) good: usize,
    /// The number of events in them.
    pub(crate) events: u64,
    /// The digests of the private lines that they name.
    pub(crate) sealed: HashSet<Digest>,
}

/// The end of the good log.
pub(crate) struct Walk {
    pub(crate) tail: Tail,
    /// The segment with a torn tail, and the offset at which it begins.
    pub(crate) torn: Option<(SegmentName, u64)>,
}

/// The log to walk through, and how far it is trusted.
#[derive(Clone, Copy)]
pub(crate) struct Walker<'a> {
    pub(crate) store: &'a Log,
    pub(crate) project: Option<&'a str>,
    pub(crate) writer: WriterName,
    /// There is no head that says how far the log was acknowledged: only what a crash certainly leaves counts as torn.
    pub(crate) strict: bool,
}

/// The first fault in a stretch: the line number in the file, and the kind.
type Failure = (u32, FindingKind);

impl Walker<'_> {
    /// Walks from `from`, the end of the known good part, to the end of the log. `each` gets every stretch, even one without whole
    /// commits. `names` is the stamp that the folder had when `from` was in its last segment.
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
            // A writer begins a new segment only after a whole commit, so nothing may follow a torn tail.
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

    /// Checks lines up to the first fault. Moves `tail` to the end of every whole commit.
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

    /// Checks one line. Returns whether it ends a commit.
    fn line(
        &self,
        span: &LineSpan<'_>,
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
            // Without a head, a difference may come from an erasure that was interrupted. Zero bytes are only left by a crash.
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

/// Whether these bytes can come from one commit: no line follows a commit's last line.
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

/// Copies a file's bytes from an offset on into `folder`, synced, then cuts them off (or deletes the file if the offset is 0). `None` if
/// there were no bytes.
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
