//! What a write checks before it begins: that the log is where it was left, and what a crash left behind.
//!
//! Invariant: costs what lies beyond head, not what the log holds. Nothing before head is changed. What is
//! accepted beyond head is written again and synced first, since nobody knows whether it reached the medium.

use super::Log;
use super::check::{Span, lines};
use super::disk::{Access, Open};
use super::error::{AtPath, LogError, Operation};
use super::files::from_end;
use super::finding::{Finding, FindingKind, World};
use super::form::WRITTEN;
use super::hash::{self, Digest};
use super::head::{Head, Names, Tail};
use super::layout::{SegmentName, WriterName};
use super::line::{Line, Malformed, Payload, PrivateParts};
use super::torn_tail::{Stretch, Torn, Walker, set_aside};
use std::collections::HashSet;

/// What was found and done before a write began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Torn tails that were set aside: to be reported.
    pub torn: Vec<Torn>,
    /// Events beyond head that were found whole, and now count as acknowledged.
    pub accepted: u64,
    /// There was no head, and the whole log was checked to make one.
    pub head_rebuilt: bool,
    /// Whole private lines that no event of this log names: kept where they are, since nobody knows that they were never acknowledged.
    pub unnamed: u64,
}

/// The head that a write goes on from.
pub(crate) struct Recovered {
    pub(crate) head: Head,
    pub(crate) recovery: Recovery,
    /// Private segments that are there before their log segment: how many bytes of each are kept.
    pub(crate) kept: Vec<(SegmentName, u64)>,
}

/// How far the private segment of a stretch is named by events.
struct PrivateEnd {
    segment: SegmentName,
    end: u64,
    /// Bytes after that.
    orphans: u64,
    /// Lines before it that no event names.
    unnamed: u64,
}

/// Brings head to the end of the good log; sets aside what a crash left after it.
pub(crate) fn recover(store: &Log, project: &str, writer: WriterName) -> Result<Recovered, LogError> {
    let found = Head::read(store.disk.as_ref(), &store.layout, writer)?;
    let strict = found.is_none();
    // A power cut breaks head, and leaves private lines of a commit that never came to be. Who has no head at all has a clone, a
    // restored folder, or has adopted: then whole private lines are of events that this log does not hold (any more).
    let keep = strict && Head::is_absent(store.disk.as_ref(), &store.layout);
    let before = found.clone().unwrap_or_else(|| Head::genesis(writer));
    let closed = store.private_is_closed();
    check_at_head(store, writer, &before.tail, closed)?;
    store.check_witness(project, writer, &before.tail)?;
    let walker = Walker { store, project: Some(project), writer, strict };
    let mut recovery = Recovery { head_rebuilt: strict, ..Recovery::default() };
    let mut ends = Vec::new();
    // Before they are listed: what comes after that changes them.
    let (folder, private) = (store.layout.folder(writer), store.layout.private_folder(writer));
    let seen = if closed { before.names.private } else { store.stamp(&private) };
    let names = Names { log: store.stamp(&folder), private: seen };
    let walk = walker.walk(&before.tail, &before.names.log, &mut |stretch, _| {
        recovery.accepted += stretch.events;
        accept(store, writer, stretch, strict)?;
        if !closed {
            ends.push(private_end(store, writer, stretch, &before.tail, (strict, keep))?);
        } else if !stretch.sealed.is_empty() {
            // Whether that is whole on the private side only those can tell who may read it.
            store.names(&store.layout.private)?;
        }
        Ok(())
    })?;
    let mut tail = walk.tail;
    if let Some((segment, offset)) = walk.torn {
        let path = store.layout.segment(writer, segment);
        let torn = set_aside(store, &path, offset, &store.layout.torn(), Access::Shared)?;
        recovery.torn.extend(torn);
    }
    recovery.unnamed += ends.iter().map(|end| end.unnamed).sum::<u64>();
    tail.private = private_orphans(store, writer, &tail, &ends, &mut recovery)?;
    let mut kept = Vec::new();
    if !closed && (before.kept > tail.number() || !before.names.private.same(&names.private)) {
        let known = if keep { u32::MAX } else { before.kept };
        kept = private_strays(store, writer, (&tail, known), &mut recovery)?;
    }
    // A note was true at the old head only.
    let note = before.note.filter(|_| recovery.accepted == 0);
    let most = kept.iter().map(|(segment, _)| segment.number()).max();
    let head = Head { writer, tail, names, note, kept: most.unwrap_or(0).max(before.kept) };
    // How the folders stand is kept with the next commit: who is refused has written nothing.
    if found.is_none_or(|found| Head { names: head.names.clone(), ..found } != head) {
        head.write(store.disk.as_ref(), &store.layout, false)?;
    }
    Ok(Recovered { head, recovery, kept })
}

impl Log {
    /// Whether the next write of this clone is the first in the form that is written now: its log ends in an older one.
    ///
    /// # Errors
    /// `Io`.
    pub fn ends_in_older_form(&self) -> Result<bool, LogError> {
        let Some(binding) = self.binding()? else { return Ok(false) };
        let head = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
        Ok(head.is_some_and(|head| head.tail.segment.is_some() && head.tail.form != WRITTEN))
    }

    /// What a reader can see of a log that has gone back: this clone's last segment is shorter than was acknowledged, or gone.
    ///
    /// # Errors
    /// `Io`.
    pub fn shortfall(&self) -> Result<Option<Finding>, LogError> {
        let Some(binding) = self.binding()? else { return Ok(None) };
        // Head is read first: it can only be older than the log that is looked at next.
        let head = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
        let Some((tail, segment)) = head.and_then(|head| head.tail.segment.map(|s| (head.tail, s))) else {
            return self.forgotten_here();
        };
        let file = self.layout.segment(binding.writer, segment);
        let found = self.open_read(&file)?.map_or(0, |(_, len)| len);
        let kind = FindingKind::Short { expected: tail.length, found };
        match found < tail.length {
            true => Ok(Some(Finding { world: World::GoneBack, file, line: 0, kind })),
            false => self.forgotten_here(),
        }
    }
}

/// The cheap check: the line that ended at head is still there, and still the same.
fn check_at_head(store: &Log, writer: WriterName, tail: &Tail, closed: bool) -> Result<(), LogError> {
    let Some(segment) = tail.segment else { return Ok(()) };
    let path = store.layout.segment(writer, segment);
    let gone_back = |found| LogError::GoneBack { file: path.clone(), expected: tail.length, found, account: false };
    let Some((file, len)) = store.open_read(&path)? else { return Err(gone_back(None)) };
    if len < tail.length {
        return Err(gone_back(Some(len)));
    }
    let verdict = from_end(file.as_ref(), tail.length, |found, whole| {
        (found.len() >= 2 || whole).then(|| judge(found, &tail.hash))
    });
    match verdict.at(Operation::Read, &path)?.unwrap_or(Ok(false)) {
        Ok(true) => {}
        Ok(false) => return Err(gone_back(Some(len))),
        Err(kind) => return Err(LogError::Damaged(Box::new(Finding::damage(path, tail.lines, kind)))),
    }
    if closed {
        return Ok(());
    }
    let private = store.layout.private_segment(writer, segment);
    let held = store.open_read(&private)?.map(|(_, len)| len);
    if tail.private > held.unwrap_or(0) {
        return Err(LogError::GoneBack { file: private, expected: tail.private, found: held, account: false });
    }
    Ok(())
}

/// Whether the last of these lines is the one whose hash head holds; an error if it is no good line at all.
fn judge(found: &[Span<'_>], expected: &Digest) -> Result<bool, FindingKind> {
    let [.., before, last] = found else { return Err(FindingKind::Malformed(Malformed::Start)) };
    if !last.whole {
        return Err(FindingKind::Unfinished { bytes: last.bytes.len() as u64 });
    }
    let line = Line::split(last.bytes).map_err(FindingKind::Malformed)?;
    let before = Line::split(before.bytes).map_err(FindingKind::Malformed)?;
    let (computed, stated) = (hash::chain(before.hash, line.covered), Digest::parse(line.hash));
    match stated {
        Some(stated) if stated == computed => Ok(stated == *expected),
        stated => Err(FindingKind::Hash { stated: stated.unwrap_or(Digest([0; 32])), computed }),
    }
}

/// Makes sure that the good part of a stretch is on the medium.
fn accept(store: &Log, writer: WriterName, stretch: &Stretch, strict: bool) -> Result<(), LogError> {
    if stretch.good == 0 {
        return Ok(());
    }
    let path = store.layout.segment(writer, stretch.segment);
    let file = store.disk.open(&path, Open::Write).at(Operation::Open, &path)?;
    if !strict {
        file.write_at(&stretch.bytes[..stretch.good], stretch.offset).at(Operation::Write, &path)?;
    }
    file.sync().at(Operation::Sync, &path)?;
    for folder in [store.layout.folder(writer), store.layout.log(), store.layout.root.clone()] {
        store.disk.sync_folder(&folder).at(Operation::Sync, &folder)?;
    }
    Ok(())
}

fn private_end(
    store: &Log,
    writer: WriterName,
    stretch: &Stretch,
    before: &Tail,
    (strict, keep): (bool, bool),
) -> Result<PrivateEnd, LogError> {
    let segment = stretch.segment;
    let start = if Some(segment) == before.segment { before.private } else { 0 };
    let path = store.layout.private_segment(writer, segment);
    let bytes = store.read_from(&path, start)?.unwrap_or_default();
    let good = |span: &Span<'_>, sure: bool| is_named(span, &stretch.sealed, sure) || keep && is_whole(span);
    let end = lines(&bytes).take_while(|span| good(span, strict)).last().map_or(0, |span| span.end());
    let unnamed = lines(&bytes[..end]).filter(|span| !is_named(span, &stretch.sealed, true)).count() as u64;
    if let Some(later) = lines(&bytes[end..]).find(|span| good(span, true)) {
        // What events name lies before what none names: one of these bytes has changed.
        let line = lines(&bytes[..end + later.at]).count();
        let all = store.read_from(&path, 0)?.unwrap_or_default();
        let skipped = lines(&all[..all.len() - bytes.len()]).count();
        let line = u32::try_from(skipped + line).unwrap_or(u32::MAX);
        let finding = Finding::damage(path, line, FindingKind::PrivateOrphan);
        return Err(LogError::Damaged(Box::new(finding)));
    }
    Ok(PrivateEnd { segment, end: start + end as u64, orphans: (bytes.len() - end) as u64, unnamed })
}

fn is_named(span: &Span<'_>, sealed: &HashSet<Digest>, strict: bool) -> bool {
    let Ok(parts) = PrivateParts::split(span.bytes) else { return false };
    let named = span.whole && Digest::parse(parts.sealed).is_some_and(|digest| sealed.contains(&digest));
    named && (strict || parts.salted.state(parts.sealed) != Payload::Differs)
}

/// A private line that is what its own digest says, or was erased.
fn is_whole(span: &Span<'_>) -> bool {
    let parts = PrivateParts::split(span.bytes).ok().filter(|_| span.whole);
    parts.is_some_and(|parts| parts.salted.state(parts.sealed) != Payload::Differs)
}

/// Sets aside the private lines that no event names; returns the length of the last private segment.
fn private_orphans(
    store: &Log,
    writer: WriterName,
    tail: &Tail,
    ends: &[PrivateEnd],
    recovery: &mut Recovery,
) -> Result<u64, LogError> {
    let mut length = tail.private;
    for end in ends.iter().filter(|end| end.segment.number() <= tail.number()) {
        let path = store.layout.private_segment(writer, end.segment);
        let last = Some(end.segment) == tail.segment;
        if end.orphans > 0 && !last {
            let all = store.read_from(&path, 0)?.unwrap_or_default();
            let line = lines(&all).take_while(|span| (span.at as u64) < end.end).count() + 1;
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            return Err(LogError::Damaged(Box::new(Finding::damage(path, line, FindingKind::PrivateOrphan))));
        }
        if end.orphans > 0 {
            recovery.torn.extend(set_aside(store, &path, end.end, &store.layout.private_torn(), Access::Private)?);
        }
        if last {
            length = end.end;
        }
    }
    Ok(length)
}

/// Private segments beyond the log. A crash before the first commit of a new one leaves its private lines without any event: they are
/// set aside. Up to number `known`, lines that are whole are kept, and how many bytes they have is returned.
fn private_strays(
    store: &Log,
    writer: WriterName,
    (tail, known): (&Tail, u32),
    recovery: &mut Recovery,
) -> Result<Vec<(SegmentName, u64)>, LogError> {
    let (folder, aside) = (store.layout.private_folder(writer), store.layout.private_torn());
    let mut kept = Vec::new();
    for segment in store.segments_in(&folder)?.into_iter().filter(|s| s.number() > tail.number()) {
        let path = store.layout.private_segment(writer, segment);
        let bytes = store.read_from(&path, 0)?.unwrap_or_default();
        let whole = || lines(&bytes).take_while(|span| segment.number() <= known && is_whole(span));
        let end = whole().last().map_or(0, |span| span.end());
        if end < bytes.len() || end == 0 {
            recovery.torn.extend(set_aside(store, &path, end as u64, &aside, Access::Private)?);
        }
        if end > 0 {
            recovery.unnamed += whole().count() as u64;
            kept.push((segment, end as u64));
        }
    }
    Ok(kept)
}
