//! A case's record: the places of its events in the log, and the case that they fold to.

use crate::domain::case::Case;
use crate::index::pack::{Pack, Packer, Unpacker};
use crate::index::strings::{Interner, Lookup};

/// The place of an event in the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The segment: its index in the index's list of segments.
    pub segment: u32,
    /// The offset of the line's first byte.
    pub offset: u64,
    /// The length of the line in bytes, without the line break.
    pub length: u32,
}

/// A case and the places of its events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseRecord {
    /// The case.
    pub case: Case,
    /// Its events, in the order of the log.
    pub places: Vec<Place>,
}

impl CaseRecord {
    /// Clears the record, but keeps the memory that nearly every case needs. Call this in the thread that fills the record: if one thread
    /// frees memory that another allocates, they wait for each other's allocator.
    pub(super) fn clear(&mut self) {
        let Case { rounds, limits, lapsed, route, .. } = &mut self.case;
        let (mut rounds, mut limits) = (std::mem::take(rounds), std::mem::take(limits));
        let (mut lapsed, mut route) = (std::mem::take(lapsed), std::mem::take(route));
        rounds.clear();
        limits.clear();
        lapsed.clear();
        route.clear();
        self.case = Case { rounds, limits, lapsed, route, unopened: true, ..Case::default() };
        self.places.clear();
    }

    /// The record's bytes, without the title.
    pub(super) fn pack(&self, out: Vec<u8>, strings: &mut Interner) -> Vec<u8> {
        let mut to = Packer::new(out, strings);
        to.number(self.places.len() as u64);
        let mut before = Place::default();
        for place in &self.places {
            to.signed(i64::from(place.segment) - i64::from(before.segment));
            // Offsets stay far below 2^53, since segments have a few megabytes.
            to.signed(place.offset.cast_signed().wrapping_sub(before.offset.cast_signed()));
            to.number(u64::from(place.length));
            before = *place;
        }
        self.case.pack(&mut to);
        to.out
    }

    /// Parses a record.
    pub(super) fn unpack(bytes: &[u8], title: &str, strings: &dyn Lookup) -> Option<Self> {
        let mut from = Unpacker::new(bytes, strings, title);
        let count = usize::try_from(from.number()?).ok().filter(|n| *n <= bytes.len())?;
        let mut places = Vec::with_capacity(count);
        let mut before = Place::default();
        for _ in 0..count {
            let segment = u32::try_from(i64::from(before.segment) + from.signed()?).ok()?;
            let offset = before.offset.cast_signed().wrapping_add(from.signed()?).cast_unsigned();
            before = Place { segment, offset, length: u32::unpack(&mut from)? };
            places.push(before);
        }
        let case = Case::unpack(&mut from)?;
        from.is_done().then_some(Self { case, places })
    }

    /// Parses the case of a record alone.
    pub(super) fn unpack_case(bytes: &[u8], title: &str, strings: &dyn Lookup) -> Option<Case> {
        let mut from = Unpacker::new(bytes, strings, title);
        // Of each place three numbers.
        for _ in 0..from.number()?.checked_mul(3)? {
            from.number()?;
        }
        let case = Case::unpack(&mut from)?;
        from.is_done().then_some(case)
    }
}
