//! What a write checks before it begins: that the log is unchanged since head, and what a crash left behind.
//!
//! Invariant: the cost depends on what lies beyond head, not on the size of the log. Nothing before head is changed. Commits that are
//! accepted beyond head are first written again and synced, since it is unknown whether they are on disk.

use super::Log;
use super::check::{LineSpan, lines};
use super::disk::{Access, Open};
use super::error::{AtPath, LogError, Operation};
use super::files::from_end;
use super::finding::{Finding, FindingKind, World};
use super::form::WRITTEN;
use super::hash::{self, Digest};
use super::head::{Head, HeadNames, Tail};
use super::layout::{SegmentName, WriterName};
use super::line::{Line, Malformed, Payload, PrivateParts};
use super::torn_tail::{Stretch, Torn, Walker, set_aside};
use std::collections::HashSet;

/// What was found and repaired before a write began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Torn tails that were set aside. They must be reported.
    pub torn: Vec<Torn>,
    /// The number of events in whole commits beyond head. They now count as acknowledged.
    pub accepted: u64,
    /// There was no head, so the whole log was checked to make one.
    pub head_rebuilt: bool,
    /// The number of whole private lines that no event of this log names. They stay where they are, since they may have been acknowledged.
    pub unnamed: u64,
}

/// The head from which a write continues.
pub(crate) struct Recovered {
    pub(crate) head: Head,
    pub(crate) recovery: Recovery,
    /// Private segments that exist before their log segment, and how many bytes of each are kept.
    pub(crate) kept: Vec<(SegmentName, u64)>,
}

/// How far the lines of the private segment of a stretch are named by events.
struct PrivateEnd {
    segment: SegmentName,
    end: u64,
    /// How many bytes follow `end`.
    orphans: u64,
    /// How many lines before `end` no event names.
    unnamed: u64,
}

/// Moves head to the end of the good log, and sets aside what a crash left after it.
pub(crate) fn recover(store: &Log, project: &str, writer: WriterName) -> Result<Recovered, LogError> {
    let found = Head::read(store.disk.as_ref(), &store.layout, writer)?;
    let strict = found.is_none();
    // A power cut can break head and leave private lines of an unfinished commit. If head does not exist at all, this is a clone, a
    // restored folder, or one that adopted a writer: then whole private lines belong to events that this log does not hold (any more).
    let keep = strict && Head::is_absent(store.disk.as_ref(), &store.layout);
    let before = found.clone().unwrap_or_else(|| Head::genesis(writer));
    let closed = store.private_is_closed();
    check_at_head(store, writer, &before.tail, closed)?;
    store.check_witness(project, writer, &before.tail)?;
    let walker = Walker { store, project: Some(project), writer, strict };
    let mut recovery = Recovery { head_rebuilt: strict, ..Recovery::default() };
    let mut ends = Vec::new();
    // Taken before the folders are listed, so that a later change gives another stamp.
    let (folder, private) = (store.layout.folder(writer), store.layout.private_folder(writer));
    let seen = if closed { before.names.private } else { store.stamp(&private) };
    let names = HeadNames { log: store.stamp(&folder), private: seen };
    let walk = walker.walk(&before.tail, &before.names.log, &mut |stretch, _| {
        recovery.accepted += stretch.events;
        accept(store, writer, stretch, strict)?;
        if !closed {
            ends.push(private_end(store, writer, stretch, &before.tail, (strict, keep))?);
        } else if !stretch.sealed.is_empty() {
            // Only accounts that may read the private side can check it.
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
    // The note was true at the old head only.
    let note = before.note.filter(|_| recovery.accepted == 0);
    let most = kept.iter().map(|(segment, _)| segment.number()).max();
    let head = Head { writer, tail, names, note, kept: most.unwrap_or(0).max(before.kept) };
    // Changed folder stamps alone are written with the next commit, so that a write that is refused later changes nothing.
    if found.is_none_or(|found| Head { names: head.names.clone(), ..found } != head) {
        head.write(store.disk.as_ref(), &store.layout, false)?;
    }
    Ok(Recovered { head, recovery, kept })
}

impl Log {
    /// Whether the next write of this clone begins the current form, because its log ends in an older one.
    ///
    /// # Errors
    /// `Io`.
    pub fn ends_in_older_form(&self) -> Result<bool, LogError> {
        let Some(binding) = self.bound()? else { return Ok(false) };
        let head = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
        Ok(head.is_some_and(|head| head.tail.segment.is_some() && head.tail.form != WRITTEN))
    }

    /// What a reader can see of a log that has gone back: this clone's last segment is shorter than what was acknowledged, or missing.
    ///
    /// # Errors
    /// `Io`.
    pub fn shortfall(&self) -> Result<Option<Finding>, LogError> {
        let Some(binding) = self.bound()? else { return Ok(None) };
        // Head is read first, so it can only be older than the log that is read next.
        let head = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
        let Some((tail, segment)) = head.as_ref().and_then(|head| head.tail.segment.map(|s| (&head.tail, s))) else {
            return self.forgotten_here(&binding, head);
        };
        let file = self.layout.segment(binding.writer, segment);
        let found = self.open_read(&file)?.map_or(0, |(_, len)| len);
        let kind = FindingKind::Short { expected: tail.length, found };
        match found < tail.length {
            true => Ok(Some(Finding { world: World::GoneBack, file, line: 0, kind })),
            false => self.forgotten_here(&binding, head),
        }
    }
}

/// The cheap check: the line that ended at head is still there and unchanged.
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

/// Whether the last of these lines has the hash that head holds; an error if it is not a valid line.
fn judge(found: &[LineSpan<'_>], expected: &Digest) -> Result<bool, FindingKind> {
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

/// Writes and syncs the good part of a stretch again.
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
    let good = |span: &LineSpan<'_>, sure: bool| is_named(span, &stretch.sealed, sure) || keep && is_whole(span);
    let end = lines(&bytes).take_while(|span| good(span, strict)).last().map_or(0, |span| span.end());
    let unnamed = lines(&bytes[..end]).filter(|span| !is_named(span, &stretch.sealed, true)).count() as u64;
    if let Some(later) = lines(&bytes[end..]).find(|span| good(span, true)) {
        // Lines that events name come before lines that none names, so one of these bytes has changed.
        let line = lines(&bytes[..end + later.at]).count();
        let all = store.read_from(&path, 0)?.unwrap_or_default();
        let skipped = lines(&all[..all.len() - bytes.len()]).count();
        let line = u32::try_from(skipped + line).unwrap_or(u32::MAX);
        let finding = Finding::damage(path, line, FindingKind::PrivateOrphan);
        return Err(LogError::Damaged(Box::new(finding)));
    }
    Ok(PrivateEnd { segment, end: start + end as u64, orphans: (bytes.len() - end) as u64, unnamed })
}

fn is_named(span: &LineSpan<'_>, sealed: &HashSet<Digest>, strict: bool) -> bool {
    let Ok(parts) = PrivateParts::split(span.bytes) else { return false };
    let named = span.whole && Digest::parse(parts.sealed).is_some_and(|digest| sealed.contains(&digest));
    named && (strict || parts.salted.state(parts.sealed) != Payload::Differs)
}

/// Whether a private line matches its own digest or was erased.
fn is_whole(span: &LineSpan<'_>) -> bool {
    let parts = PrivateParts::split(span.bytes).ok().filter(|_| span.whole);
    parts.is_some_and(|parts| parts.salted.state(parts.sealed) != Payload::Differs)
}

/// Sets aside private lines that no event names. Returns the length of the last private segment.
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

/// Handles private segments beyond the log. A crash before the first commit of a new segment leaves private lines without an event:
/// they are set aside. Up to segment number `known`, whole lines are kept. Returns the kept segments and their lengths in bytes.
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
