//! Which cases look at a moment of the past as they look now, and of which something happened in some days, by their columns.
//!
//! Invariant: a case that is unchanged since a moment gives there the same fold as now (`domain::case::apply::PastView`), but for what
//! [`Case::trim`](crate::domain::case::Case::trim) leaves out.

use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::index::Rejection;
use crate::index::column_scan::ColumnChunk;
use crate::index::columns::{Column, NO_STAMP, day_of, standing};
use crate::index::layout::IndexSection;
use crate::index::open::Index;
use chrono::{Datelike, NaiveDate};

/// The local days of one instant are at most two days apart: from this many on, days tell which of two moments is later.
const ZONES: i32 = 3;

/// A moment of the past, compared with the days in the columns: what had happened by `by`, and of that what was recorded by `known`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastDays {
    by: Option<Moment>,
    known: Option<Moment>,
}

/// The days up to which, and from which, a comparison with a moment is certain.
fn certain(moment: Moment) -> (i32, i32) {
    let day = moment.date().num_days_from_ce();
    if moment.is_day() { (day, day) } else { (day - ZONES, day + ZONES) }
}

impl PastDays {
    /// What had happened by `by`, and was recorded by `known`; `None` for no limit.
    #[must_use]
    pub fn new(by: Option<Moment>, known: Option<Moment>) -> Self {
        Self { by, known }
    }

    /// The last day of which everything counts: by when it happened, by when it was recorded.
    fn last(&self) -> (i32, i32) {
        let last = |moment: Option<Moment>| moment.map_or(i32::MAX, |moment| certain(moment).0);
        (last(self.by), last(self.known))
    }

    /// Tells of a case's last days (see [`Column::LastDay`], [`Column::LastRecorded`]) whether it may have looked otherwise then.
    fn changes(&self) -> impl Fn(i32, i32) -> bool + use<> {
        let (happened, recorded) = self.last();
        move |day, at| day > happened || at > recorded
    }

    /// Clears the rows of a chunk whose cases may have looked otherwise then. `put` is called with the position of each.
    pub(super) fn narrow(&self, chunk: &mut ColumnChunk<'_>, mut put: impl FnMut(usize)) -> Result<(), Rejection> {
        let changes = self.changes();
        chunk.add(Column::LastDay)?;
        chunk.add(Column::LastRecorded)?;
        let days = chunk.i32s(Column::LastDay).zip(chunk.i32s(Column::LastRecorded));
        days.enumerate().filter(|(_, (day, at))| changes(*day, *at)).for_each(|(nth, _)| put(nth));
        Ok(())
    }
}

/// Clears the rows of a chunk whose cases have ended, and of which nothing happened or was due in these days. `put` is called with the
/// position of each.
pub(super) fn narrow_to(
    (from, to): (NaiveDate, NaiveDate),
    chunk: &mut ColumnChunk<'_>,
    mut put: impl FnMut(usize),
) -> Result<(), Rejection> {
    let (from, to) = (from.num_days_from_ce(), to.num_days_from_ce());
    for column in [Column::FirstDay, Column::LastDay, Column::LastDue, Column::State] {
        chunk.add(column)?;
    }
    let last = chunk.i32s(Column::LastDay).zip(chunk.i32s(Column::LastDue));
    let states = chunk.u8s(Column::State).iter().zip(chunk.u8s(Column::Standing));
    for (nth, ((first, (day, due)), (state, standing))) in
        chunk.i32s(Column::FirstDay).zip(last).zip(states).enumerate()
    {
        let is_pending = State::ALL.get(usize::from(*state)).is_none_or(|state| state.is_pending());
        if !is_pending && *standing != standing::ODD && (first > to || day.max(due) < from) {
            put(nth);
        }
    }
    Ok(())
}

impl Index {
    /// Whether a row's case may have looked otherwise then.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn is_changed_since(&self, then: &PastDays, row: usize) -> Result<bool, Rejection> {
        let day = |column| self.u32(column, row).map(u32::cast_signed);
        Ok(then.changes()(day(Column::LastDay)?, day(Column::LastRecorded)?))
    }

    /// The cases that may have looked otherwise then, without those that were certainly not there yet.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn changed_since(&self, then: &PastDays) -> Result<Vec<CaseId>, Rejection> {
        self.ids_where(then.changes(), (then.by, then.known))
    }

    /// The cases on which something may have happened between two days.
    ///
    /// # Errors
    /// A block is damaged.
    pub fn active_between(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<CaseId>, Rejection> {
        let first = first.num_days_from_ce();
        self.ids_where(|day, _| day >= first, (Some(Moment::day(last)), None))
    }

    /// The cases whose last days `is` accepts, without those of which all happened after the one moment or was recorded after the other.
    fn ids_where(
        &self,
        is: impl Fn(i32, i32) -> bool,
        (by, known): (Option<Moment>, Option<Moment>),
    ) -> Result<Vec<CaseId>, Rejection> {
        let days = |column| {
            let all = self.all(IndexSection::Column(column))?.as_chunks().0;
            Ok::<_, Rejection>(all.iter().map(|bytes| i32::from_le_bytes(*bytes)))
        };
        let stamps = self.all(IndexSection::Column(Column::Recorded))?.as_chunks().0;
        let stamps = stamps.iter().map(|bytes| i64::from_le_bytes(*bytes));
        let first = |moment: Option<Moment>| moment.map_or(i32::MAX, |moment| certain(moment).1);
        let (happened, recorded) = (first(by), first(known));
        // The stamp of an odd row may not be valid.
        let is_later =
            |stamp: i64, standing: u8| stamp != NO_STAMP && standing != standing::ODD && day_of(stamp) > recorded;
        let mut ids = Vec::new();
        let last = days(Column::LastDay)?.zip(days(Column::LastRecorded)?);
        let begun = days(Column::FirstDay)?.zip(stamps.zip(self.all(IndexSection::Column(Column::Standing))?));
        for (row, ((day, at), (first, (stamp, standing)))) in last.zip(begun).enumerate() {
            if is(day, at) && first <= happened && !is_later(stamp, *standing) {
                ids.push(self.id_of(row)?);
            }
        }
        Ok(ids)
    }
}
