//! What a project's own calendar files change: days added over a published notice, and notices replaced.
//!
//! Invariant: the first file for an unpublished year (the one with most days, if there are several) is its notice and
//! is not a departure.

use super::added::AddedYear;
use super::{Calendar, CalendarError, embedded_notice};
use chrono::{Datelike, NaiveDate};

impl Calendar {
    /// The added file that serves as the notice of a year: one that replaces it, or one for a year that is not
    /// published.
    pub(super) fn notice(&self, year: i32) -> Option<&AddedYear> {
        self.of_year(year).first().filter(|first| first.replace || embedded_notice(year).is_none())
    }

    /// The added files that lie over the notice of a year.
    pub(super) fn local(&self, year: i32) -> impl DoubleEndedIterator<Item = &AddedYear> {
        self.of_year(year).iter().skip(usize::from(self.notice(year).is_some()))
    }

    fn of_year(&self, year: i32) -> &[AddedYear] {
        let from = self.added.partition_point(|added| added.year < year);
        let to = self.added.partition_point(|added| added.year <= year);
        &self.added[from..to]
    }

    /// Restores the calendar of a policy snapshot from its added years as [`Self::digest_text`] wrote them. A file for
    /// a published year without `replace` was written by an older version, which replaced the year.
    ///
    /// # Errors
    /// A line is not a calendar year.
    pub fn recorded(added: &str) -> Result<Self, CalendarError> {
        let mut calendar = Self::embedded();
        for line in added.lines() {
            let mut file = AddedYear::read(line)?;
            file.replace |= embedded_notice(file.year).is_some() && !line.contains("\"replace\":");
            calendar.add(file);
        }
        Ok(calendar)
    }

    /// The dates that are working days in this calendar but not in the State Council's, or the reverse; ascending.
    #[must_use]
    pub fn departures(&self) -> Vec<NaiveDate> {
        let is_own = |year: i32| self.local(year).next().is_some() || embedded_notice(year).is_some();
        let own: Vec<i32> = self.added.iter().map(|added| added.year).filter(|year| is_own(*year)).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let official = self.official();
        let days = own.into_iter().flat_map(|year| {
            let first = NaiveDate::from_ymd_opt(year - 1, 12, 1).unwrap_or_default();
            first.iter_days().take_while(move |day| day.year() <= year)
        });
        let mut all: Vec<NaiveDate> = days.filter(|day| self.is_working(*day) != official.is_working(*day)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// This calendar without the project's changes: the published years, and the notices of unpublished ones.
    fn official(&self) -> Self {
        let mut official = Self { added: Vec::new(), ..self.clone() };
        let notices = self.years.iter().filter_map(|year| self.notice(*year).filter(|added| !added.replace));
        official.added = notices.cloned().collect();
        official.days = official.bitmap();
        official
    }
}
