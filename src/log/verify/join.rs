//! Checking how a writer's segments follow each other, and grading each of their findings by its `World`.

use super::{Checked, Checking, VerifyReport, WriterReport};
use crate::log::Log;
use crate::log::error::LogError;
use crate::log::file_stamp::Stamp;
use crate::log::finding::{Finding, FindingKind, World};
use crate::log::hash::{self, Digest, GENESIS};
use crate::log::layout::Mark;
use crate::log::layout::SegmentName;
use crate::log::segment::{PrivateCheck, SegmentCheck, WrongLine, follows};

impl Log {
    /// Adds all findings of a writer to the report. Of its segments those without a result were not looked at.
    pub(super) fn join(
        &self,
        (project, checking): (Option<&str>, &Checking),
        segments: Vec<(SegmentName, Option<Checked>)>,
        report: &mut VerifyReport,
    ) -> Result<(), LogError> {
        let writer = checking.writer;
        let mut whole = WriterReport { writer, segments: 0, events: 0, bytes: 0, end: None };
        // The hash that the line before states, and the one that it should state.
        let mut previous = (Some(GENESIS), None::<Digest>);
        let (mut before, mut n) = (None::<SegmentName>, 0);
        let last = segments.last().map(|(segment, _)| *segment);
        let (mut above, mut is_known) = (None::<SegmentName>, true);
        for (segment, checked) in segments {
            let Some(Checked { mut log, private, unread }) = checked else {
                report.looked.left.push((writer, segment));
                (above, is_known) = (Some(segment), false);
                continue;
            };
            report.looked.segments += 1;
            if let (false, Some(passed)) = (is_known, above) {
                // The end of the segment before, which is not looked at itself.
                let end = self.before(project, checking, passed)?;
                previous = (end.last_hash.map(|h| h.hex()), end.last_meant);
                (before, n) = (Some(passed), end.last_n.unwrap_or(n));
            }
            (above, is_known) = (Some(segment), true);
            unread.into_iter().for_each(|(file, why)| report.unread(file, &why));
            let mut wrong = numbering(before, segment);
            wrong.extend(header(&mut log, &previous));
            wrong
                .extend(log.first_n.filter(|&first| first <= n).map(|first| FindingKind::Order { n: first, after: n }));
            let line = |kind: &FindingKind| match kind {
                FindingKind::Hash { .. } => 1,
                FindingKind::Order { .. } => 2,
                _ => 0,
            };
            let wrong = wrong.into_iter().map(|kind| WrongLine { line: line(&kind), offset: 0, kind });
            log.wrong.splice(0..0, wrong);
            let (at_head, broken) = (checking.at_head(segment, &log), !log.wrong.is_empty());
            checking.log_findings(self, segment, last, &mut log, report);
            report.findings.extend(at_head.clone().map(|(world, line, kind)| Finding {
                world,
                line,
                kind,
                file: self.layout.segment(writer, segment),
            }));
            checking.private_findings(self, segment, &private, (at_head.is_some(), broken), report);
            let file = |private| match private {
                true => self.layout.private_segment(writer, segment),
                false => self.layout.segment(writer, segment),
            };
            report.differs.extend(log.differs.into_iter().map(|it| (it, file(false), it.position.line)));
            report.differs.extend(private.differs.into_iter().map(|(it, line)| (it, file(true), line)));
            previous = (log.last_hash.map(|h| h.hex()), log.last_meant);
            (before, n) = (Some(segment), log.last_n.unwrap_or(n));
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
        // The end of a log is the end of its last segment.
        whole.end = whole.end.filter(|_| is_known);
        if whole.segments > 0 || above.is_none() {
            report.writers.push(whole);
        }
        Ok(())
    }
}

/// What is wrong with a header, given the hash that the last line before it states, and the one that it should state. If only the
/// header's own hash was changed, the line after it is not reported.
fn header(log: &mut SegmentCheck, (stated, meant): &(Option<hash::Hex>, Option<Digest>)) -> Option<FindingKind> {
    let kind = stated.as_ref().and_then(|hash| follows(log.header.as_ref()?, hash).err())?;
    let FindingKind::Hash { computed, .. } = kind else { return Some(kind) };
    if meant.is_some_and(|meant| log.header.as_ref().is_some_and(|header| follows(header, &meant.hex()).is_ok())) {
        return None;
    }
    if log.second.as_ref().is_some_and(|second| follows(second, &computed.hex()).is_ok()) {
        log.wrong.retain(|wrong| wrong.line != 2);
    }
    Some(kind)
}

fn numbering(before: Option<SegmentName>, segment: SegmentName) -> Vec<FindingKind> {
    let expected = before.map_or(1, |before| before.number() + 1);
    let mut wrong = Vec::new();
    if segment.number() < expected {
        wrong.push(FindingKind::SegmentTwice { number: segment.number() });
    } else if segment.number() > expected {
        wrong.push(FindingKind::SegmentMissing { number: expected });
    }
    wrong.extend(before.filter(|b| segment.month() < b.month()).map(|after| FindingKind::MonthGoesBack { after }));
    wrong
}

impl Checking {
    /// Whether the log agrees with head, in head's own segment.
    fn at_head(&self, segment: SegmentName, log: &SegmentCheck) -> Option<(World, u32, FindingKind)> {
        let tail = self.head.as_ref().filter(|tail| tail.segment == Some(segment) && !log.unread)?;
        if log.bytes < tail.length {
            return Some((World::GoneBack, log.lines, FindingKind::Short { expected: tail.length, found: log.bytes }));
        }
        // If a byte before head is wrong anyway, only that is reported.
        let other = log.watched != Some(tail.hash) && log.wrong.iter().all(|w| w.offset >= tail.length);
        other.then_some((World::GoneBack, tail.lines, FindingKind::OtherAtHead { expected: tail.hash }))
    }

    fn log_findings(
        &self,
        store: &Log,
        segment: SegmentName,
        last: Option<SegmentName>,
        log: &mut SegmentCheck,
        report: &mut VerifyReport,
    ) {
        let (file, wrong) = (store.layout.segment(self.writer, segment), &mut log.wrong);
        let torn = self.torn.filter(|(at, _)| *at == segment).map(|(_, offset)| offset);
        let first = torn.and_then(|at| wrong.iter().position(|w| w.offset >= at && w.line > 0));
        if let Some(first) = first {
            wrong.truncate(first + 1);
        }
        for (index, w) in wrong.drain(..).enumerate() {
            let after_head = self.head.as_ref().is_none_or(|tail| {
                segment.number() > tail.number() || Some(segment) == tail.segment && w.offset >= tail.length
            });
            let unfinished = matches!(w.kind, FindingKind::Unfinished { .. }) && Some(segment) == last && after_head;
            let notice = Some(index) == first || unfinished;
            let world = if notice { World::Notice } else { World::Damage };
            report.findings.push(Finding { world, file: file.clone(), line: w.line, kind: w.kind });
        }
        for WrongLine { line, kind, .. } in log.notes.drain(..) {
            report.findings.push(Finding { world: World::Notice, file: file.clone(), line, kind });
        }
    }

    fn private_findings(
        &self,
        store: &Log,
        segment: SegmentName,
        held: &PrivateCheck,
        (gone_back, broken): (bool, bool),
        report: &mut VerifyReport,
    ) {
        if held.unread {
            return;
        }
        let file = store.layout.private_segment(self.writer, segment);
        let at_head = self.head.as_ref().filter(|tail| tail.segment == Some(segment));
        if let Some(tail) = at_head.filter(|tail| held.bytes < tail.private) {
            let kind = FindingKind::Short { expected: tail.private, found: held.bytes };
            report.findings.push(Finding { world: World::GoneBack, file: file.clone(), line: 0, kind });
        } else if self.head.is_some() && held.not_held > 0 && held.wrong.is_empty() {
            // What this folder acknowledged is here; what others wrote may be.
            let kind = FindingKind::PrivateGone { lines: held.not_held };
            report.findings.push(Finding { world: World::Damage, file: file.clone(), line: 0, kind });
        }
        // What follows may be private lines of a commit that was never written.
        let known = match &self.acknowledged {
            Some((last, _)) if segment.number() < last.number() => u64::MAX,
            Some((last, length)) if segment == *last => *length,
            // A private line is written before the event that names it. If one is missing, other bytes have replaced it.
            _ if held.not_held > 0 => u64::MAX,
            _ => 0,
        };
        let known = known.max(held.named_end);
        for w in &held.wrong {
            let world = match w.kind {
                // The events that named it went back with the log.
                FindingKind::PrivateOrphan if gone_back => World::GoneBack,
                FindingKind::PrivateOrphan if w.offset >= known || self.acknowledged.is_none() && !broken => {
                    World::Notice
                }
                _ if w.offset >= known => World::Notice,
                // A whole, acknowledged line of an event that is no longer in this log.
                FindingKind::PrivateOrphan if !broken => World::GoneBack,
                _ => World::Damage,
            };
            report.findings.push(Finding { world, file: file.clone(), line: w.line, kind: w.kind.clone() });
        }
    }
}
