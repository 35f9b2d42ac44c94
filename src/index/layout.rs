//! The file format of an index: a header, sections, and the sums of all blocks.
//!
//! ```text
//! block 0       the header (below), zeros, and in its last 8 bytes the sum of all bytes before them
//! sections      each begins at a block: the meta section, one section per column, titles, records, strings, segments,
//!               requests, events apart; zeros up to the next block
//! sums          the sum of each block from 1 up to here, 8 bytes per block; zeros up to the next block
//! top           the sum of each block of `sums`, 8 bytes per block; the header has the sum of all of `top`
//! ```
//!
//! The header is: [`MAGIC`]; then as u64 [`FORMAT`], [`SEMANTICS`], the file's length, the first block of `sums`, the first block of `top`,
//! the length of `top` in bytes, its sum; then for each [`Section`] its offset and its length in bytes. All numbers are little-endian. A
//! sum is XXH3 (64 bits) seeded with the block's number, so that a block in the wrong place is found too. A block is checked when it is
//! first used.
//!
//! Invariant: no byte is used before its sum was checked.

use crate::index::Rejection;
use crate::index::columns::Column;
use twox_hash::XxHash3_64;

/// The size of a block in bytes.
pub(super) const BLOCK: usize = 4096;
/// The first bytes of the file.
pub(super) const MAGIC: [u8; 8] = *b"redress\x01";
/// The number of this layout. Increase it with every change of the layout.
pub(super) const FORMAT: u64 = 12;
/// How many fixed numbers follow the magic in the header.
const NUMBERS: usize = 7;

/// A fingerprint of the source files that decide how events are folded and stored. An index made by other code may differ, so it is not
/// used. Because the sources themselves are hashed, no change can be forgotten.
pub(super) const SEMANTICS: u64 = fingerprint(&[
    include_bytes!("../domain/case/apply/mod.rs"),
    include_bytes!("../domain/case/apply/clock.rs"),
    include_bytes!("../domain/case/apply/facts.rs"),
    include_bytes!("../domain/case/apply/fold.rs"),
    include_bytes!("../domain/case/order.rs"),
    include_bytes!("../domain/case/withheld.rs"),
    include_bytes!("../domain/case/callback.rs"),
    include_bytes!("../domain/case/mod.rs"),
    include_bytes!("../domain/case/due.rs"),
    include_bytes!("../domain/case/duplicate.rs"),
    include_bytes!("../domain/event/mod.rs"),
    include_bytes!("../domain/event/kinds.rs"),
    include_bytes!("../domain/event/quick/mod.rs"),
    include_bytes!("../domain/event/table.rs"),
    include_bytes!("../domain/event/upcast.rs"),
    include_bytes!("../domain/case/acts.rs"),
    include_bytes!("../domain/value/id.rs"),
    include_bytes!("../json/mod.rs"),
    include_bytes!("../domain/value/moment.rs"),
    include_bytes!("../domain/case/payment.rs"),
    include_bytes!("../domain/case/delivery.rs"),
    include_bytes!("../domain/case/mediation.rs"),
    include_bytes!("../domain/case/appeal.rs"),
    include_bytes!("../domain/case/remedy.rs"),
    include_bytes!("../domain/case/party.rs"),
    include_bytes!("../domain/case/apply/sides.rs"),
    include_bytes!("../domain/case/registered.rs"),
    include_bytes!("../domain/case/fact_type.rs"),
    include_bytes!("../domain/value/small_map.rs"),
    include_bytes!("../domain/value/state.rs"),
    include_bytes!("../domain/case/supervision.rs"),
    include_bytes!("../domain/query/tally.rs"),
    include_bytes!("../domain/value/texts.rs"),
    include_bytes!("../domain/value/amount.rs"),
    include_bytes!("../domain/case/withdrawal.rs"),
    include_bytes!("../domain/value/within.rs"),
    include_bytes!("columns.rs"),
    include_bytes!("pack/mod.rs"),
    include_bytes!("pack/case.rs"),
    include_bytes!("side_tables.rs"),
    include_bytes!("meta.rs"),
    include_bytes!("record.rs"),
    env!("CARGO_PKG_VERSION").as_bytes(),
]);

/// FNV-1a (64 bits), at compile time.
#[allow(long_running_const_eval)]
const fn fingerprint(files: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut file = 0;
    while file < files.len() {
        let mut at = 0;
        while at < files[file].len() {
            hash = (hash ^ files[file][at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3);
        file += 1;
    }
    hash
}

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexSection {
    /// The project, and how far the index covers the log: [`crate::index::meta::Meta`].
    Meta,
    /// One column.
    Column(Column),
    /// The titles of all cases, concatenated.
    Titles,
    /// The records of all cases, concatenated.
    Records,
    /// The end of each text of the string table, 4 bytes per text.
    StringEnds,
    /// The texts of the string table.
    Strings,
    /// The names of segments, 64 bytes each, padded with zeros.
    Segments,
    /// The end of each request, 4 bytes per request.
    RequestEnds,
    /// The requests, sorted by their keys.
    Requests,
    /// Events that are looked up independently of their case.
    Apart,
}

/// The size of a segment's name in the section of segments, in bytes.
pub(super) const NAME: usize = 64;

impl IndexSection {
    /// All sections, in the order of the file.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let columns = Column::ALL.iter().map(|column| Self::Column(*column));
        let rest = [
            Self::Titles,
            Self::Records,
            Self::StringEnds,
            Self::Strings,
            Self::Segments,
            Self::RequestEnds,
            Self::Requests,
            Self::Apart,
        ];
        std::iter::once(Self::Meta).chain(columns).chain(rest)
    }

    /// Its index in [`Self::all`].
    pub(super) fn index(self) -> usize {
        let columns = Column::ALL.len();
        match self {
            Self::Meta => 0,
            Self::Column(column) => 1 + column as usize,
            Self::Titles => 1 + columns,
            Self::Records => 2 + columns,
            Self::StringEnds => 3 + columns,
            Self::Strings => 4 + columns,
            Self::Segments => 5 + columns,
            Self::RequestEnds => 6 + columns,
            Self::Requests => 7 + columns,
            Self::Apart => 8 + columns,
        }
    }
}

/// How many sections there are.
pub(super) const SECTIONS: usize = Column::ALL.len() + 9;

/// The offset and length of a section in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SectionSpan {
    pub(super) at: u64,
    pub(super) len: u64,
}

/// The content of block 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexHeader {
    pub(super) length: u64,
    /// The first blocks of `sums` and of `top`.
    pub(super) sums: u64,
    pub(super) top: u64,
    /// The length of `top` in bytes, and its sum.
    pub(super) top_len: u64,
    pub(super) top_sum: u64,
    pub(super) sections: Vec<SectionSpan>,
}

impl IndexHeader {
    /// The bytes of block 0.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let numbers = [FORMAT, SEMANTICS, self.length, self.sums, self.top, self.top_len, self.top_sum];
        numbers.iter().for_each(|n| out.extend(n.to_le_bytes()));
        for span in &self.sections {
            out.extend(span.at.to_le_bytes());
            out.extend(span.len.to_le_bytes());
        }
        out.resize(BLOCK - 8, 0);
        let sum = sum(&out, 0);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Parses the header from a file's bytes.
    pub(super) fn read(file: &[u8]) -> Result<Self, Rejection> {
        let block = file.get(..BLOCK).ok_or(Rejection::Length)?;
        let (body, stated) = block.split_at(BLOCK - 8);
        if body[..MAGIC.len()] != MAGIC {
            return Err(Rejection::Other);
        }
        if number(stated, 0)? != sum(body, 0) {
            return Err(Rejection::Sum);
        }
        let at = |index: usize| number(body, MAGIC.len() / 8 + index);
        if (at(0)?, at(1)?) != (FORMAT, SEMANTICS) {
            return Err(Rejection::Version);
        }
        let span = |index: usize| Ok(SectionSpan { at: at(NUMBERS + 2 * index)?, len: at(NUMBERS + 2 * index + 1)? });
        let sections = (0..SECTIONS).map(span).collect::<Result<_, Rejection>>()?;
        let header = Self { length: at(2)?, sums: at(3)?, top: at(4)?, top_len: at(5)?, top_sum: at(6)?, sections };
        if header.length == file.len() as u64 { Ok(header) } else { Err(Rejection::Length) }
    }
}

/// The sum of a block.
pub(super) fn sum(block: &[u8], number: u64) -> u64 {
    XxHash3_64::oneshot_with_seed(number, block)
}

/// The `index`-th u64 in some bytes.
pub(super) fn number(bytes: &[u8], index: usize) -> Result<u64, Rejection> {
    let bytes = bytes.get(8 * index..8 * index + 8).and_then(|b| b.try_into().ok()).ok_or(Rejection::Shape)?;
    Ok(u64::from_le_bytes(bytes))
}

/// How many blocks this many bytes take.
pub(super) fn blocks(bytes: u64) -> u64 {
    bytes.div_ceil(BLOCK as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_indexes_match_the_order_and_fit_the_header() {
        let all: Vec<IndexSection> = IndexSection::all().collect();
        assert!(all.iter().enumerate().all(|(i, section)| section.index() == i) && all.len() == SECTIONS);
        assert!(MAGIC.len() + 8 * NUMBERS + 16 * SECTIONS <= BLOCK - 8);
    }

    #[test]
    fn a_header_reads_back_and_every_bit_flip_is_detected() {
        let sections = (0..SECTIONS as u64).map(|i| SectionSpan { at: i, len: 2 * i }).collect();
        let header = IndexHeader { length: BLOCK as u64, sums: 1, top: 2, top_len: 3, top_sum: 4, sections };
        let bytes = header.bytes();
        assert_eq!(IndexHeader::read(&bytes).ok(), Some(header));
        for bit in 0..BLOCK * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(IndexHeader::read(&flipped).is_err(), "bit {bit}");
        }
    }
}
