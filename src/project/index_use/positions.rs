//! Converts places in an index to positions in the log.

use crate::domain::value::id::CaseId;
use crate::index::{Place, Rejection};
use crate::log::{Position, SegmentName, WriterName};
use memchr::memmem;

/// The position of a place in the segment with this name. The line number is unknown (0).
pub(super) fn position(segment: &str, place: &Place) -> Result<Position, Rejection> {
    let (writer, segment) = names(segment).ok_or(Rejection::Shape)?;
    Ok(Position { writer, segment, offset: place.offset, line: 0 })
}

/// Splits a name `WRITER/SEGMENT`.
pub(super) fn names(segment: &str) -> Option<(WriterName, SegmentName)> {
    let (writer, segment) = segment.split_once('/')?;
    Some((WriterName::parse(writer)?, SegmentName::parse(segment)?))
}

/// The bytes before a case id in a line.
pub(super) const CASE: &str = "\"case\":\"";

/// The numbers of the cases of one desk and year, from `first` on, that a line names.
pub(in crate::project) fn numbers_in(line: &[u8], first: CaseId) -> impl Iterator<Item = u32> {
    let ids = memmem::find_iter(line, CASE).filter_map(|at| named(&line[at + CASE.len()..]));
    ids.filter(move |id| (id.desk, id.year) == (first.desk, first.year) && id.number >= first.number)
        .map(|id| id.number)
}

/// Parses the case id at the start of the bytes, up to a quotation mark.
pub(super) fn named(bytes: &[u8]) -> Option<CaseId> {
    let end = bytes.iter().take(64).position(|byte| *byte == b'"')?;
    std::str::from_utf8(&bytes[..end]).ok()?.parse().ok()
}
