//! Reading the private side: a line is found by its digest, in the segment with the name of the event's segment.
//!
//! Invariant: data is only returned if it matches its digest. The caller decides who may see it, and logs that.

use super::Log;
use super::check::{LineSpan, lines};
use super::error::LogError;
use super::finding::{Finding, FindingKind};
use super::hash::Digest;
use super::layout::{Position, SegmentName, WriterName};
use super::line::{Line, Payload, PrivateParts};
use super::needle::Needle;
use super::parallel_grep::each_apart;
use std::ops::ControlFlow;

/// A line of the private side.
#[derive(Clone, Copy, Debug)]
pub struct PrivateRef<'a> {
    /// Its position on the private side.
    pub position: Position,
    /// Its digest.
    pub sealed: Digest,
    /// The members of its `data`, as JSON; `None` once erased.
    pub data: Option<&'a str>,
}

/// An owned [`PrivateRef`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateLine {
    /// Its position on the private side.
    pub position: Position,
    /// The members of its `data`, as JSON; `None` once erased.
    pub data: Option<String>,
}

impl Log {
    /// The private line that the event at this position names; `None` if it names none, or if the line is not held here.
    ///
    /// # Errors
    /// [`LogError::Damaged`] if it does not match its digest; `NoLine`, `Io`.
    pub fn private(&self, event: Position) -> Result<Option<PrivateLine>, LogError> {
        let line = self.line_at(event)?;
        let sealed = Line::split(&line).ok().and_then(|line| line.trailer().sealed.and_then(Digest::parse));
        sealed.map_or(Ok(None), |sealed| self.private_in(event.writer, event.segment, &sealed))
    }

    /// The private line with this digest in a segment; `None` if it is not held here.
    ///
    /// # Errors
    /// [`LogError::Damaged`] if it does not match its digest; `Io`.
    pub fn private_in(
        &self,
        writer: WriterName,
        segment: SegmentName,
        sealed: &Digest,
    ) -> Result<Option<PrivateLine>, LogError> {
        let start = format!("{{\"sealed\":\"{sealed}\"");
        let mut again = 0;
        loop {
            let mut found = None;
            let done = self.read_private(writer, segment, start.as_bytes(), &mut |line| {
                found = Some(PrivateLine { position: line.position, data: line.data.map(str::to_string) });
                ControlFlow::Break(())
            });
            match done {
                // The line may be being erased at this moment.
                Err(LogError::Damaged(_)) if again < 3 => again += 1,
                done => return done.map(|()| found),
            }
        }
    }

    /// Calls `each` with every private line that is held here, writer by writer, segment by segment.
    ///
    /// # Errors
    /// [`LogError::Damaged`] at a line that does not match its digest; `Io`.
    pub fn scan_private(&self, each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>) -> Result<(), LogError> {
        let mut stopped = false;
        for writer in self.writers()? {
            for segment in self.segments_in(&self.layout.private_folder(writer))? {
                self.read_private(writer, segment, b"", &mut |line| {
                    let flow = each(line);
                    stopped |= flow.is_break();
                    flow
                })?;
                if stopped {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The digests of all private lines that match the search term in their data and are not erased. Every line is checked to be
    /// well-formed, and every matching line to match its digest.
    ///
    /// # Errors
    /// [`LogError::Damaged`] at a line that fails its check; `Io`.
    pub fn find_private(&self, needle: &Needle) -> Result<Vec<Digest>, LogError> {
        let (mut jobs, mut bytes) = (Vec::new(), 0);
        for writer in self.writers()? {
            for segment in self.segments_in(&self.layout.private_folder(writer))? {
                let path = self.layout.private_segment(writer, segment);
                bytes += self.open_read(&path)?.map_or(0, |(_, len)| len);
                jobs.push((writer, segment));
            }
        }
        let found = each_apart(&jobs, bytes, &|job, buffer| self.find_in_private(*job, buffer, needle));
        Ok(found.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
    }

    fn find_in_private(
        &self,
        (writer, segment): (WriterName, SegmentName),
        buffer: &mut Vec<u8>,
        needle: &Needle,
    ) -> Result<Vec<Digest>, LogError> {
        let path = self.layout.private_segment(writer, segment);
        let bytes = self.read_whole(&path, buffer)?;
        let (mut found, mut next) = (Vec::new(), 0);
        for (span, line) in lines(bytes).zip(1..).filter(|(span, _)| span.whole) {
            let damaged = |kind| LogError::Damaged(Box::new(Finding::damage(path.clone(), line, kind)));
            let parts = PrivateParts::split(span.bytes).map_err(|m| damaged(FindingKind::Malformed(m)))?;
            if next < span.at {
                // Search everything that is left at once: most lines have no match.
                next = needle.find(&bytes[span.at..]).map_or(usize::MAX, |found| span.at + found.start);
            }
            if next >= span.end() || needle.find(parts.data()).is_none() {
                continue;
            }
            let position = Position { writer, segment, offset: span.at as u64, line };
            let judged = judge(&span, position).map_err(damaged)?;
            found.extend(judged.data.map(|_| judged.sealed));
        }
        Ok(found)
    }

    /// Calls `each` with the lines of a private segment that begin with `start`.
    fn read_private(
        &self,
        writer: WriterName,
        segment: SegmentName,
        start: &[u8],
        each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        let path = self.layout.private_segment(writer, segment);
        let Some(bytes) = self.read_from(&path, 0)? else { return Ok(()) };
        for (span, line) in lines(&bytes).zip(1..) {
            // A last line without a line break is still being written.
            if !span.whole || !span.bytes.starts_with(start) {
                continue;
            }
            let position = Position { writer, segment, offset: span.at as u64, line };
            let damaged = |kind| LogError::Damaged(Box::new(Finding::damage(path.clone(), line, kind)));
            if each(judge(&span, position).map_err(damaged)?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn judge<'a>(span: &LineSpan<'a>, position: Position) -> Result<PrivateRef<'a>, FindingKind> {
    let (sealed, data) = judged(span.bytes)?;
    Ok(PrivateRef { position, sealed, data })
}

/// The digest of a private line and the members of its data; `None` once erased.
pub(super) fn judged(line: &[u8]) -> Result<(Digest, Option<&str>), FindingKind> {
    let parts = PrivateParts::split(line).map_err(FindingKind::Malformed)?;
    let sealed = Digest::parse(parts.sealed).ok_or(FindingKind::PrivateDiffers)?;
    let data = match parts.salted.state(parts.sealed) {
        Payload::Matches => Some(std::str::from_utf8(parts.data()).map_err(|_| FindingKind::NotUtf8)?),
        Payload::Erased => None,
        Payload::Differs => return Err(FindingKind::PrivateDiffers),
    };
    Ok((sealed, data))
}
