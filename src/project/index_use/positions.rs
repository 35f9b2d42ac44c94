//! Places of an index as positions in the log.

use crate::index::{Doubt, Place};
use crate::log::{Position, SegmentName, WriterName};

/// The position that a place in a segment of this name stands for. Its line's number is not known.
pub(super) fn position(segment: &str, place: &Place) -> Result<Position, Doubt> {
    let (writer, segment) = names(segment).ok_or(Doubt::Shape)?;
    Ok(Position { writer, segment, offset: place.offset, line: 0 })
}

/// The writer and the segment of a name `WRITER/SEGMENT`.
pub(super) fn names(segment: &str) -> Option<(WriterName, SegmentName)> {
    let (writer, segment) = segment.split_once('/')?;
    Some((WriterName::parse(writer)?, SegmentName::parse(segment)?))
}
