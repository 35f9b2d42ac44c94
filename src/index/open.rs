//! An open index: a mapped file whose blocks are checked on first use.
//!
//! Invariant: whatever the file contains, an answer is either what was written or a [`Rejection`].

#![allow(clippy::cast_possible_truncation, reason = "a column of 64 bits holds a year and a number")]

use crate::domain::case::Case;
use crate::domain::case::duplicate::Links;
use crate::domain::query::tally::Out;
use crate::domain::value::id::CaseId;
use crate::index::Rejection;
use crate::index::columns::{self, Column, Row, flag, standing};
use crate::index::layout::{BLOCK, IndexHeader, IndexSection, NAME, SectionSpan, blocks, number, sum};
use crate::index::mapped_file::Bytes;
use crate::index::meta::{Covered, DamageNote, Meta};
use crate::index::record::CaseRecord;
use crate::index::side_tables::{DeskEvent, RequestEntry};
use crate::index::strings::{IndexTexts, Lookup};
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};

/// [`Column::Standing`] of a voided case.
const VOIDED: u8 = standing::of(Out::Voided);

/// What an index must have been made for, to be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexIdentity {
    /// The project's id.
    pub project: String,
    /// How many erasures there were. An index from before an erasure still holds the erased data.
    pub erasures: u64,
    /// A fingerprint of the numbers that several writers used. An index from before a clash has two cases as one.
    pub clashes: u64,
}

/// An open index.
#[derive(Debug)]
pub struct Index {
    bytes: Bytes,
    header: IndexHeader,
    pub(super) meta: Meta,
    /// One bit per block: its sum was checked.
    seen: Vec<AtomicU64>,
}

impl Index {
    /// Opens the index in a file. It must lie over the index with the id `base`, or with 0 over none: alone, it would lack the cases below.
    ///
    /// # Errors
    /// Any doubt that the index can be used.
    pub fn open(file: &File, whose: &IndexIdentity, base: u64) -> Result<Self, Rejection> {
        let index = Self::read(file)?;
        let Meta { project, erasures, clashes, .. } = &index.meta;
        let found = (project, *erasures, *clashes, index.base());
        if found != (&whose.project, whose.erasures, whose.clashes, base) {
            return Err(Rejection::Other);
        }
        Ok(index)
    }

    /// Opens an index whatever project it is of.
    ///
    /// # Errors
    /// Any doubt that the index can be used.
    pub(crate) fn read(file: &File) -> Result<Self, Rejection> {
        let bytes = Bytes::map(file).map_err(Rejection::io)?;
        let header = IndexHeader::read(&bytes)?;
        let seen = (0..=blocks(header.length) / 64).map(|_| AtomicU64::new(0)).collect();
        let mut index = Self { bytes, header, meta: Meta::default(), seen };
        if sum(index.top()?, 0) != index.header.top_sum {
            return Err(Rejection::Sum);
        }
        index.meta = Meta::read(index.all(IndexSection::Meta)?).ok_or(Rejection::Shape)?;
        Ok(index)
    }

    /// An id of this index: the sum of all its sums.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.header.top_sum
    }

    /// The id of the index below this one; 0 for none.
    #[must_use]
    pub fn base(&self) -> u64 {
        self.meta.base
    }

    /// How far it covers each writer's log.
    #[must_use]
    pub fn covered(&self) -> &[Covered] {
        &self.meta.covered
    }

    /// Damage in the log that it was made from.
    #[must_use]
    pub fn wrong(&self) -> &[DamageNote] {
        &self.meta.wrong
    }

    /// How many events of the log it covers.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.meta.events
    }

    /// The file's size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.header.length
    }

    /// How many cases it holds, including those that were never registered.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::try_from(self.span(IndexSection::Column(Column::Number)).len).unwrap_or(0) / Column::Number.width()
    }

    /// Whether it holds no case.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of a case; `None` if it is not in this index.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn find(&self, id: CaseId) -> Result<Option<usize>, Rejection> {
        let Some(run) = self.meta.run(id) else { return Ok(None) };
        let first = self.u32(Column::Number, run.start)?;
        let Some(ahead) = id.number.checked_sub(first) else { return Ok(None) };
        // Numbers mostly have no gaps, so guess the row by the number.
        let guess = (ahead as usize).min(run.len.saturating_sub(1));
        let (mut low, mut high) = (0, guess + 1);
        if self.u32(Column::Number, run.start + guess)? == id.number {
            return Ok(Some(run.start + guess));
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.u32(Column::Number, run.start + middle)?.cmp(&id.number) {
                std::cmp::Ordering::Equal => return Ok(Some(run.start + middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    /// The case numbers of one desk and year from `first` on, in descending order.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn numbers_from(&self, first: CaseId) -> Result<Vec<u32>, Rejection> {
        let Some(run) = self.meta.run(first) else { return Ok(Vec::new()) };
        let mut numbers = Vec::new();
        for row in (run.start..run.start + run.len).rev() {
            match self.u32(Column::Number, row)? {
                number if number < first.number => break,
                number => numbers.push(number),
            }
        }
        Ok(numbers)
    }

    /// The case of a row.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn id_of(&self, row: usize) -> Result<CaseId, Rejection> {
        let run = self.meta.run_of(row).ok_or(Rejection::Shape)?;
        Ok(CaseId { number: self.u32(Column::Number, row)?, ..run.first })
    }

    /// The cases of all rows, in row order.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn ids(&self) -> Result<Vec<CaseId>, Rejection> {
        let numbers = self.all(IndexSection::Column(Column::Number))?.as_chunks().0;
        let mut ids = Vec::with_capacity(numbers.len());
        for run in &self.meta.runs {
            let of_run = numbers.get(run.start..run.start + run.len).ok_or(Rejection::Shape)?;
            let id = |number: &[u8; 4]| CaseId { number: u32::from_le_bytes(*number), ..run.first };
            ids.extend(of_run.iter().map(id));
        }
        Ok(ids)
    }

    /// Whether a row's case was voided or never registered.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn is_out(&self, row: usize) -> Result<bool, Rejection> {
        let at = row as u64;
        match self.part(IndexSection::Column(Column::Standing), at, at + 1)? {
            [standing::ODD] => Ok(self.record(row)?.case.is_out()),
            [standing] => Ok(matches!(*standing, VOIDED | standing::UNOPENED)),
            _ => Err(Rejection::Shape),
        }
    }

    /// The cases that are linked as duplicates, with the cases that they are duplicates of.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn duplicates(&self) -> Result<Links, Rejection> {
        let mut links = Links::new();
        if !self.meta.linked {
            return Ok(links);
        }
        let flags = self.all(IndexSection::Column(Column::Flags))?.as_chunks::<4>().0;
        for (row, _) in flags.iter().enumerate().filter(|(_, f)| u32::from_le_bytes(**f) & flag::DUPLICATE != 0) {
            let mains =
                match number(self.part(IndexSection::Column(Column::Main), 8 * row as u64, 8 * row as u64 + 8)?, 0)? {
                    columns::SEVERAL => self.record(row)?.case.mains().collect(),
                    main => {
                        let desk = self
                            .text(u32::try_from(main >> 48).map_err(|_| Rejection::Shape)?)
                            .ok_or(Rejection::Shape)?;
                        let desk = desk.parse().map_err(|_| Rejection::Shape)?;
                        vec![CaseId { number: main as u32, ..CaseId::first(desk, (main >> 32 & 0xffff) as u16) }]
                    }
                };
            links.insert(self.id_of(row)?, mains);
        }
        Ok(links)
    }

    /// A row's record.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn record(&self, row: usize) -> Result<CaseRecord, Rejection> {
        CaseRecord::unpack(self.record_bytes(row)?, self.title(row)?, self).ok_or(Rejection::Shape)
    }

    /// The case of a row, given the texts of this index.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn case(&self, row: usize, texts: &IndexTexts<'_>) -> Result<Case, Rejection> {
        CaseRecord::unpack_case(self.record_bytes(row)?, self.title(row)?, texts).ok_or(Rejection::Shape)
    }

    /// All texts of the string table.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn texts(&self) -> Result<IndexTexts<'_>, Rejection> {
        let all = (0..self.strings()).map(|number| self.text(number).ok_or(Rejection::Shape));
        Ok(IndexTexts(all.collect::<Result<_, _>>()?))
    }

    pub(super) fn record_bytes(&self, row: usize) -> Result<&[u8], Rejection> {
        let (from, to) = self.ends(Column::RecordEnd, row)?;
        self.part(IndexSection::Records, from, to)
    }

    pub(super) fn title(&self, row: usize) -> Result<&str, Rejection> {
        let (from, to) = self.ends(Column::TitleEnd, row)?;
        std::str::from_utf8(self.part(IndexSection::Titles, from, to)?).map_err(|_| Rejection::Shape)
    }

    /// A row's values in the columns.
    pub(super) fn row(&self, row: usize) -> Result<Row, Rejection> {
        Row::read(|column| {
            let (at, width) = (row as u64 * column.width() as u64, column.width() as u64);
            self.part(IndexSection::Column(column), at, at + width)
        })
    }

    /// The segment that a [`crate::index::Place`] names: `HQ-3fa9c2d1/2026-11.0001`.
    ///
    /// # Errors
    /// As [`Self::find`]; also if there is no such segment.
    pub fn segment(&self, nth: u32) -> Result<&str, Rejection> {
        let at = u64::from(nth) * NAME as u64;
        let name = self.part(IndexSection::Segments, at, at + NAME as u64)?;
        let end = name.iter().position(|b| *b == 0).unwrap_or(NAME);
        std::str::from_utf8(&name[..end]).map_err(|_| Rejection::Shape)
    }

    /// How many segments there are.
    #[must_use]
    pub fn segments(&self) -> u32 {
        u32::try_from(self.span(IndexSection::Segments).len / NAME as u64).unwrap_or(0)
    }

    /// The request with this key, if it was done.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn request(&self, key: &str) -> Result<Option<RequestEntry>, Rejection> {
        let (mut low, mut high) = (0, self.requests());
        while low < high {
            let middle = usize::midpoint(low, high);
            let request = self.request_at(middle)?;
            match request.key.as_str().cmp(key) {
                std::cmp::Ordering::Equal => return Ok(Some(request)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    /// How many requests it holds.
    pub(super) fn requests(&self) -> usize {
        usize::try_from(self.span(IndexSection::RequestEnds).len / 4).unwrap_or(0)
    }

    pub(super) fn request_at(&self, nth: usize) -> Result<RequestEntry, Rejection> {
        let (from, to) = self.ends_in(IndexSection::RequestEnds, nth)?;
        let bytes = self.part(IndexSection::Requests, from.into(), to.into())?;
        RequestEntry::read(bytes).ok_or(Rejection::Shape)
    }

    /// The events of the rare kinds [`crate::index::KEPT`], in the order of the log.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn apart(&self) -> Result<Vec<DeskEvent>, Rejection> {
        DeskEvent::read_all(self.all(IndexSection::Apart)?).ok_or(Rejection::Shape)
    }

    /// The number of a text in the string table, as columns store it.
    pub(super) fn string(&self, text: &str) -> Result<Option<u16>, Rejection> {
        for number in 0..self.strings() {
            if Lookup::text(self, number).ok_or(Rejection::Shape)? == text {
                return u16::try_from(number).map(Some).map_err(|_| Rejection::Shape);
            }
        }
        Ok(None)
    }

    /// How many texts the string table has.
    pub(super) fn strings(&self) -> u32 {
        u32::try_from(self.span(IndexSection::StringEnds).len / 4).unwrap_or(0)
    }

    /// A whole section.
    pub(super) fn all(&self, section: IndexSection) -> Result<&[u8], Rejection> {
        self.part(section, 0, self.span(section).len)
    }

    pub(super) fn u32(&self, column: Column, row: usize) -> Result<u32, Rejection> {
        let bytes = self.part(IndexSection::Column(column), 4 * row as u64, 4 * row as u64 + 4)?;
        bytes.try_into().map(u32::from_le_bytes).map_err(|_| Rejection::Shape)
    }

    /// The range of the `row`-th item whose end is stored in a column.
    fn ends(&self, column: Column, row: usize) -> Result<(u64, u64), Rejection> {
        let first = row.saturating_sub(1) as u64;
        let bytes = self.part(IndexSection::Column(column), 8 * first, 8 * row as u64 + 8)?;
        if row == 0 { Ok((0, number(bytes, 0)?)) } else { Ok((number(bytes, 0)?, number(bytes, 1)?)) }
    }

    fn ends_in(&self, section: IndexSection, nth: usize) -> Result<(u32, u32), Rejection> {
        let first = nth.saturating_sub(1) as u64;
        let ends = self.part(section, 4 * first, 4 * nth as u64 + 4)?.as_chunks().0;
        match (ends, nth) {
            ([end], 0) => Ok((0, u32::from_le_bytes(*end))),
            ([before, end], _) => Ok((u32::from_le_bytes(*before), u32::from_le_bytes(*end))),
            _ => Err(Rejection::Shape),
        }
    }

    fn span(&self, section: IndexSection) -> SectionSpan {
        self.header.sections[section.index()]
    }

    /// A part of a section, with its sums checked.
    pub(super) fn part(&self, section: IndexSection, from: u64, to: u64) -> Result<&[u8], Rejection> {
        let span = self.span(section);
        if from > to || to > span.len {
            return Err(Rejection::Shape);
        }
        let (at, end) =
            (span.at.checked_add(from).ok_or(Rejection::Shape)?, span.at.checked_add(to).ok_or(Rejection::Shape)?);
        let (first, last) = (at / BLOCK as u64, blocks(end));
        if last > self.header.sums {
            return Err(Rejection::Shape);
        }
        for block in first..last {
            self.check(block)?;
        }
        let range =
            usize::try_from(at).map_err(|_| Rejection::Shape)?..usize::try_from(end).map_err(|_| Rejection::Shape)?;
        self.bytes.get(range).ok_or(Rejection::Shape)
    }

    /// A whole section without checking its sums. Call [`Self::vouch`] before using its bytes.
    pub(super) fn unchecked(&self, section: IndexSection) -> Result<&[u8], Rejection> {
        let SectionSpan { at, len } = self.span(section);
        let end = at.checked_add(len).filter(|end| blocks(*end) <= self.header.sums).ok_or(Rejection::Shape)?;
        let range =
            usize::try_from(at).map_err(|_| Rejection::Shape)?..usize::try_from(end).map_err(|_| Rejection::Shape)?;
        self.bytes.get(range).ok_or(Rejection::Shape)
    }

    /// Checks the sum of the block that contains a byte of a section.
    pub(super) fn vouch(&self, section: IndexSection, byte: u64) -> Result<(), Rejection> {
        self.check((self.span(section).at + byte) / BLOCK as u64)
    }

    fn block(&self, block: u64) -> Result<&[u8], Rejection> {
        let at = usize::try_from(block).ok().and_then(|block| block.checked_mul(BLOCK)).ok_or(Rejection::Shape)?;
        self.bytes.get(at..at.saturating_add(BLOCK)).ok_or(Rejection::Shape)
    }

    fn top(&self) -> Result<&[u8], Rejection> {
        let at =
            usize::try_from(self.header.top).ok().and_then(|top| top.checked_mul(BLOCK)).ok_or(Rejection::Shape)?;
        let len = usize::try_from(self.header.top_len).map_err(|_| Rejection::Shape)?;
        self.bytes.get(at..at.checked_add(len).ok_or(Rejection::Shape)?).ok_or(Rejection::Shape)
    }

    /// Checks a block of a section, on first use only.
    fn check(&self, block: u64) -> Result<(), Rejection> {
        if self.was_seen(block)? {
            return Ok(());
        }
        // The sums begin with block 1.
        let nth = usize::try_from(block).ok().and_then(|b| b.checked_sub(1)).ok_or(Rejection::Shape)?;
        let (page, within) = (nth / (BLOCK / 8), nth % (BLOCK / 8));
        let sums = self.header.sums + page as u64;
        let page_bytes = self.block(sums)?;
        if !self.was_seen(sums)? {
            if sum(page_bytes, sums) != number(self.top()?, page)? {
                return Err(Rejection::Sum);
            }
            self.mark_seen(sums);
        }
        if sum(self.block(block)?, block) != number(page_bytes, within)? {
            return Err(Rejection::Sum);
        }
        self.mark_seen(block);
        Ok(())
    }

    fn was_seen(&self, block: u64) -> Result<bool, Rejection> {
        let word = usize::try_from(block / 64).ok().and_then(|word| self.seen.get(word)).ok_or(Rejection::Shape)?;
        Ok(word.load(Ordering::Relaxed) >> (block % 64) & 1 == 1)
    }

    fn mark_seen(&self, block: u64) {
        if let Some(word) = usize::try_from(block / 64).ok().and_then(|word| self.seen.get(word)) {
            word.fetch_or(1 << (block % 64), Ordering::Relaxed);
        }
    }
}

impl Lookup for Index {
    fn text(&self, number: u32) -> Option<&str> {
        let (from, to) = self.ends_in(IndexSection::StringEnds, number as usize).ok()?;
        std::str::from_utf8(self.part(IndexSection::Strings, from.into(), to.into()).ok()?).ok()
    }
}
