//! Finding the rows that pass terms, and building cases from their columns.

use crate::domain::case::Case;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::index::Rejection;
use crate::index::column_scan::{self, ColumnChunk, ROWS};
use crate::index::column_slices::Slices;
use crate::index::column_test::{Answers, ColumnTest, NO, UNSURE, YES};
use crate::index::columns::{Column, standing};
use crate::index::open::Index;
use crate::index::partial_case::{PartialCase, WantedParts};
use crate::index::past::{self, PastDays};
use crate::index::strings::IndexTexts;
use chrono::NaiveDate;
use std::ops::Range;

/// How many rows are looked at first for those that pass last.
const FIRST_ROWS: usize = 4 * ROWS;

/// A row that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryResult {
    /// The case.
    pub id: CaseId,
    /// The row.
    pub row: usize,
}

/// Which cases are wanted.
#[derive(Clone, Copy, Debug)]
pub struct CaseSelection<'q> {
    /// The terms.
    pub filter: &'q Filter,
    /// The moment at which the terms are evaluated.
    pub at: &'q At,
    /// Only these cases, sorted by id; `None`: all.
    pub among: Option<&'q [CaseId]>,
    /// Cases that have ended may be passed over if nothing of them happened, and no limit of theirs was due, in these days, both included.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl<'q> CaseSelection<'q> {
    /// All cases that pass the terms.
    #[must_use]
    pub fn pass(filter: &'q Filter, at: &'q At) -> Self {
        Self { filter, at, among: None, days: None }
    }

    /// Whether a case is wanted.
    #[must_use]
    pub fn holds(&self, case: &Case) -> bool {
        let is_among = self.among.is_none_or(|among| among.binary_search(&case.id).is_ok());
        is_among && !case.unopened && self.filter.holds(case, self.at)
    }
}

/// A query on one index.
#[derive(Clone, Copy, Debug)]
pub struct Query<'q> {
    /// Which cases are wanted.
    pub which: CaseSelection<'q>,
    /// Cases that a newer index or the tail holds, sorted by id. They are skipped here.
    pub above: &'q [CaseId],
    /// Only cases that look at this moment as they look now.
    pub then: Option<PastDays>,
}

impl Query<'_> {
    /// The rows that pass, in order. Cases that were never registered do not pass.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn rows(&self, index: &Index) -> Result<Vec<QueryResult>, Rejection> {
        self.first_rows(index, usize::MAX)
    }

    /// Like [`Self::rows`], but may stop after the first `most` rows.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub fn first_rows(&self, index: &Index, most: usize) -> Result<Vec<QueryResult>, Rejection> {
        let found = self.gather(index, &[Column::Number], Vec::new, |found, chunk, passing| {
            if found.len() >= most {
                return Ok(());
            }
            for nth in passing {
                found.push(QueryResult { id: id_in(chunk, *nth)?, row: chunk.rows.start + nth });
            }
            Ok(())
        })?;
        let mut found = found.concat();
        // The rows of each thread are sorted, so sorting only merges a few runs.
        found.sort_by_key(|found| found.row);
        Ok(found)
    }

    /// The ids of the last `most` rows that pass and that `fits` accepts, in order.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub fn last_ids(
        &self,
        index: &Index,
        fits: &(dyn Fn(CaseId) -> bool + Sync),
        most: usize,
    ) -> Result<Vec<CaseId>, Rejection> {
        let (mut found, mut end, mut step) = (Vec::new(), index.len(), FIRST_ROWS);
        // Rows are in the order of ids, and mostly the latest ones pass: looks at the last few rows first, then at ever more.
        while end > 0 && found.len() < most {
            let start = end.saturating_sub(step) / ROWS * ROWS;
            let part = self.gather_in(index, start..end, &[Column::Number], Vec::new, |part, chunk, passing| {
                for nth in passing {
                    part.extend(Some(id_in(chunk, *nth)?).filter(|id| fits(*id)));
                }
                Ok(())
            })?;
            found.extend(part.concat());
            (end, step) = (start, step.saturating_mul(4));
        }
        found.sort_unstable();
        found.drain(..found.len().saturating_sub(most));
        Ok(found)
    }

    /// Scans the rows that pass, chunk by chunk. `take` gets a chunk with the `wanted` columns, and the positions in it of the rows that
    /// pass. Returns what each thread has gathered; each thread sees its chunks in row order.
    pub(super) fn gather<G: Send>(
        &self,
        index: &Index,
        wanted: &[Column],
        begin: impl Fn() -> G + Sync,
        take: impl Fn(&mut G, &ColumnChunk<'_>, &[usize]) -> Result<(), Rejection> + Sync,
    ) -> Result<Vec<G>, Rejection> {
        self.gather_in(index, 0..index.len(), wanted, begin, take)
    }

    /// The same for a range of rows.
    fn gather_in<G: Send>(
        &self,
        index: &Index,
        within: Range<usize>,
        wanted: &[Column],
        begin: impl Fn() -> G + Sync,
        take: impl Fn(&mut G, &ColumnChunk<'_>, &[usize]) -> Result<(), Rejection> + Sync,
    ) -> Result<Vec<G>, Rejection> {
        let probe = ColumnTest::of(self.which.filter, self.which.at, index)?;
        if probe.is_never() {
            return Ok(Vec::new());
        }
        let mut looked_at = vec![Column::Standing];
        probe.columns(&mut looked_at);
        let among = self.which.among.map(|among| rows_of(among, index)).transpose()?;
        let runs = index.meta.runs.iter().map(|run| {
            let end = run.start + run.len;
            run.start.clamp(within.start, within.end)..end.clamp(within.start, within.end)
        });
        let runs = runs.filter(|run| !run.is_empty());
        let runs: Vec<Range<usize>> = match &among {
            None => runs.collect(),
            Some(among) => runs.flat_map(|run| column_scan::about(among, run)).collect(),
        };
        let begin = || (Vec::with_capacity(ROWS), begin());
        let gathered = column_scan::through(&runs, begin, |(passing, gathered), rows| {
            let mut chunk = ColumnChunk::of(index, rows, &looked_at)?;
            self.pass(&probe, among.as_deref(), &mut chunk, passing)?;
            if passing.is_empty() {
                return Ok(());
            }
            wanted.iter().try_for_each(|column| chunk.add(*column))?;
            take(gathered, &chunk, passing)
        })?;
        Ok(gathered.into_iter().map(|(_, gathered)| gathered).collect())
    }

    /// Marks the rows of a chunk whose cases are in `above`.
    fn hidden(&self, chunk: &ColumnChunk<'_>) -> Result<[bool; ROWS], Rejection> {
        let mut hidden = [false; ROWS];
        let (first, last) = (id_in(chunk, 0)?, id_in(chunk, chunk.rows.len().saturating_sub(1))?);
        let from = self.above.partition_point(|id| *id < first);
        for id in self.above[from..].iter().take_while(|id| **id <= last) {
            if let Some(nth) = place(id.number, chunk.numbers()) {
                hidden[nth] = true;
            }
        }
        Ok(hidden)
    }

    /// The rows of a chunk that pass.
    fn pass(
        &self,
        probe: &ColumnTest,
        among: Option<&[usize]>,
        chunk: &mut ColumnChunk<'_>,
        passing: &mut Vec<usize>,
    ) -> Result<(), Rejection> {
        let mut answers: Answers = [NO; ROWS];
        let mut any_odd = false;
        for (answer, standing) in answers.iter_mut().zip(chunk.u8s(Column::Standing)) {
            *answer = if *standing == standing::UNOPENED { NO } else { YES };
            any_odd |= *standing == standing::ODD;
        }
        if let Some(among) = among {
            let all = std::mem::replace(&mut answers, [NO; ROWS]);
            let first = among.partition_point(|row| *row < chunk.rows.start);
            for nth in among[first..].iter().take_while(|row| chunk.rows.contains(row)).map(|r| r - chunk.rows.start) {
                answers[nth] = all[nth];
            }
        }
        if let Some(then) = &self.then {
            then.narrow(chunk, |nth| answers[nth] = NO)?;
        }
        if let Some(days) = self.which.days {
            past::narrow_to(days, chunk, |nth| answers[nth] = NO)?;
        }
        let asked = answers;
        probe.narrow(chunk, &mut answers)?;
        if any_odd {
            for ((answer, asked), standing) in answers.iter_mut().zip(asked).zip(chunk.u8s(Column::Standing)) {
                // The columns of such a row are invalid, so ignore what the probe read.
                if *standing == standing::ODD && asked != NO {
                    *answer = UNSURE;
                }
            }
        }
        let answers_here = &answers[..chunk.rows.len()];
        passing.clear();
        // The common case that all rows pass is detected and handled fast.
        #[expect(clippy::needless_bitwise_bool, reason = "without branches it takes many rows at a time")]
        let (all, sure) = answers_here
            .iter()
            .fold((true, true), |(all, sure), answer| (all & (*answer != NO), sure & (*answer != UNSURE)));
        if all {
            passing.extend(0..chunk.rows.len());
        } else {
            // Without branches: always write, and advance only if the row passes.
            passing.resize(ROWS, 0);
            let mut count = 0;
            for (nth, answer) in answers_here.iter().enumerate() {
                passing[count] = nth;
                count += usize::from(*answer != NO);
            }
            passing.truncate(count);
        }
        if passing.is_empty() {
            return Ok(());
        }
        if !self.above.is_empty() {
            chunk.add(Column::Number)?;
            let hidden = self.hidden(chunk)?;
            passing.retain(|nth| !hidden[*nth]);
        }
        if sure {
            return Ok(());
        }
        let mut doubt = None;
        passing.retain(|nth| {
            answers[*nth] == YES
                || match chunk.index.record(chunk.rows.start + nth) {
                    Ok(record) => self.which.filter.holds(&record.case, self.which.at),
                    Err(error) => {
                        doubt = Some(error);
                        false
                    }
                }
        });
        doubt.map_or(Ok(()), Err)
    }
}

/// The position of a number among a chunk's ascending numbers.
fn place(number: u32, numbers: &[[u8; 4]]) -> Option<usize> {
    let at = |nth: usize| numbers.get(nth).map(|bytes| u32::from_le_bytes(*bytes));
    // Numbers mostly have no gaps, so guess the position by the number.
    let guess = usize::try_from(number.checked_sub(at(0)?)?).ok()?;
    if at(guess) == Some(number) {
        return Some(guess);
    }
    numbers.binary_search_by_key(&number, |bytes| u32::from_le_bytes(*bytes)).ok()
}

/// The rows of the cases that the index holds, sorted.
fn rows_of(among: &[CaseId], index: &Index) -> Result<Vec<usize>, Rejection> {
    let mut rows = among.iter().filter_map(|id| index.find(*id).transpose()).collect::<Result<Vec<_>, _>>()?;
    rows.sort_unstable();
    Ok(rows)
}

/// The case of a row of a chunk. The chunk must have the column [`Column::Number`].
fn id_in(chunk: &ColumnChunk<'_>, nth: usize) -> Result<CaseId, Rejection> {
    let run = chunk.index.meta.run_of(chunk.rows.start).ok_or(Rejection::Shape)?;
    Ok(CaseId { number: chunk.u32(Column::Number, nth)?, ..run.first })
}

/// Builds cases from the columns of an index.
#[derive(Debug)]
pub struct RecordReader<'p> {
    index: &'p Index,
    wanted: Vec<Column>,
    from: Slices<'p>,
    strings: IndexTexts<'p>,
    partial: PartialCase,
    whole: Case,
}

impl<'p> RecordReader<'p> {
    /// Prepares to build cases with the wanted columns.
    ///
    /// # Errors
    /// As [`Query::rows`].
    pub fn new(index: &'p Index, wanted: &WantedParts) -> Result<Self, Rejection> {
        let from = Slices::of(index, wanted.columns())?;
        let strings = index.texts()?;
        let wanted = wanted.columns().to_vec();
        Ok(Self { index, wanted, from, strings, partial: PartialCase::default(), whole: Case::default() })
    }

    /// The case of a row, with at least the wanted fields.
    ///
    /// # Errors
    /// As [`Query::rows`].
    pub fn read(&mut self, found: QueryResult) -> Result<&Case, Rejection> {
        for column in &self.wanted {
            self.from.vouch(*column, found.row)?;
        }
        let title = if self.wanted.contains(&Column::TitleEnd) { self.index.title(found.row)? } else { "" };
        if self.partial.fill(found.id, found.row, &self.from, title, &self.strings) {
            return Ok(self.partial.case());
        }
        self.whole = self.index.record(found.row)?.case;
        Ok(&self.whole)
    }
}
