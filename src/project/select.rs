//! Cases that match a filter: whole, one at a time, or counted.
//!
//! Invariant: the index and the log give the same cases, sorted by id.

use crate::domain::case::Case;
use crate::domain::event::Body;
use crate::domain::policy::Policy;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::index::{CaseSelection, Rejection, WantedParts};
use crate::project::error::ProjectError;
use crate::project::index_use::{AddCase, CaseRows, IndexView, Layers};
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use crate::project::viewer::{Masked, MaskedCase, counted, filtered, masked as masked_case};
use std::sync::Arc;

/// How cases are added up: how a sum begins, how a case is added, how the sum of later cases is joined.
pub type Adding<'a, T> = (&'a (dyn Fn() -> T + Sync), &'a AddCase<'a, T>, &'a dyn Fn(&mut T, T));

impl Project {
    /// The policy for parsing filters: the one that figures rest on, plus the codes of former policies that it no longer has. Cases may still use them.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn policy_of_terms(&self) -> Result<Arc<Policy>, ProjectError> {
        let mut policy = self.basis().policy.clone();
        let mut seen = vec![self.basis_digest().to_string()];
        for event in self.events_of(&["policy"], HistoryCut::default())?.into_iter().rev() {
            let Body::PolicyAdopted(body) = event.body else { continue };
            if !seen.iter().any(|known| *known == body.digest.as_str()) {
                seen.push(body.digest.to_string());
                policy = Arc::new(policy.with_codes_of(&*self.policy_of(&body.digest)?));
            }
        }
        Ok(policy)
    }

    /// The cases that match a filter, sorted by id.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select(&self, filter: &Filter, at: &At, as_of: HistoryCut) -> Result<Vec<Case>, ProjectError> {
        self.select_if(filter, at, as_of, &|_| true)
    }

    /// The same, restricted to cases that `keep` accepts. Rejected cases are dropped at once, which saves memory.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select_if(
        &self,
        filter: &Filter,
        at: &At,
        as_of: HistoryCut,
        keep: &dyn Fn(&Case) -> bool,
    ) -> Result<Vec<Case>, ProjectError> {
        let (which, masked) = (CaseSelection::pass(filter, at), self.masked()?);
        if let Some(cases) = self.through_at(as_of, &masked, |view, at| view.select(self, which, keep, at))? {
            return Ok(cases);
        }
        Ok(self.shown(CaseSelection::pass(filter, at), as_of, &masked)?.into_iter().filter(keep).collect())
    }

    /// Adds up the matching cases, in the order of their numbers, without keeping them: several threads each begin a sum and add a run
    /// of cases to it, and the sums are joined in order.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn fold_cases<T: Send>(
        &self,
        which: CaseSelection<'_>,
        as_of: HistoryCut,
        (begin, add, join): Adding<'_, T>,
    ) -> Result<T, ProjectError> {
        let masked = self.masked()?;
        let mut sum = begin();
        if let Some(parts) = self.through_at(as_of, &masked, |view, at| view.fold(self, which, (begin, add), at))? {
            parts.into_iter().for_each(|part| join(&mut sum, part));
            return Ok(sum);
        }
        let as_counted = |case: &Case| counted(case);
        self.passing(which, as_of, (&masked, &as_counted))?.iter().for_each(|case| add(&mut sum, case));
        Ok(sum)
    }

    /// Those of the given cases (sorted by id) that match a filter.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select_among(&self, ids: &[CaseId], filter: &Filter, at: &At) -> Result<Vec<Case>, ProjectError> {
        let which = CaseSelection { among: Some(ids), ..CaseSelection::pass(filter, at) };
        let masked = self.masked()?;
        let now = HistoryCut::default();
        if let Some(cases) = self.through_at(now, &masked, |view, at| view.select(self, which, &|_| true, at))? {
            return Ok(cases);
        }
        self.shown(which, now, &masked)
    }

    /// Answers from the index as it stood at a history cut; `None` if the log must be read instead.
    fn through_at<T>(
        &self,
        as_of: HistoryCut,
        masked: &Masked,
        ask: impl FnOnce(&IndexView, Layers<'_>) -> Result<T, Rejection>,
    ) -> Result<Option<T>, ProjectError> {
        if as_of == HistoryCut::default() {
            return self.through(|view| ask(view, Layers { masked, past: None }));
        }
        self.through(|view| {
            let past = view.past(self, as_of)?;
            let masked = view.masked_then(masked, &past)?;
            ask(view, Layers { masked: &masked, past: Some(&past) })
        })
    }

    /// The matching cases, from the log, as they are shown.
    fn shown(&self, which: CaseSelection<'_>, as_of: HistoryCut, masked: &Masked) -> Result<Vec<Case>, ProjectError> {
        self.passing(which, as_of, (masked, &|case| masked_case(case.id, case.state)))
    }

    /// The matching cases, from the log; those that are masked as `blanked` leaves them.
    fn passing(
        &self,
        which: CaseSelection<'_>,
        as_of: HistoryCut,
        (masked, blanked): (&Masked, &dyn Fn(&Case) -> Case),
    ) -> Result<Vec<Case>, ProjectError> {
        let pass = |case: Case| match masked.has(case.id) {
            true => which.holds(&filtered(&case)).then(|| blanked(&case)),
            false => which.holds(&case).then_some(case),
        };
        Ok(self.cases(as_of)?.into_values().filter_map(pass).collect())
    }

    /// The ids of the cases that match a filter; `None` if only reading all cases can tell.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn names_of(&self, filter: &Filter, at: &At) -> Result<Option<Vec<CaseId>>, ProjectError> {
        let masked = self.masked()?;
        self.through(|view| view.names(self, CaseSelection::pass(filter, at), &masked))
    }

    /// Cases to offer for completion: the `most` latest pending ones whose id `fits` accepts, the latest first. It makes no index, and
    /// without an index it reads a short log only.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn choices(
        &self,
        fits: &(dyn Fn(CaseId) -> bool + Sync),
        day: chrono::NaiveDate,
        most: usize,
    ) -> Result<Vec<Case>, ProjectError> {
        /// Longest log, in bytes, that is read without an index.
        const SHORT: u64 = 4 << 20;
        self.use_indexes(Some(u64::MAX));
        let (filter, at) = (Filter::is_any(&["pending"]), At { day, now: None });
        let masked = self.masked()?;
        let pending = CaseSelection::pass(&filter, &at);
        let mut cases = match self.through(|view| view.last_names(self, pending, (fits, most), &masked))? {
            Some(ids) => self.select_among(&ids, &filter, &at)?,
            None if self.log.since(&[])?.is_none_or(|bytes| bytes > SHORT) => Vec::new(),
            None => self.select_if(&filter, &at, HistoryCut::default(), &|case| fits(case.id))?,
        };
        cases.drain(..cases.len().saturating_sub(most));
        cases.reverse();
        Ok(cases)
    }

    /// Passes the matching cases to `show`, one after the other: at least so many of them, with the fields that are wanted. `None` if only
    /// [`Self::select`] can do that, because there is no index or it is damaged.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn read_rows<T>(
        &self,
        which: CaseSelection<'_>,
        wanted: (&WantedParts, usize),
        show: impl FnOnce(CaseRows<'_>) -> Result<T, Rejection>,
    ) -> Result<Option<T>, ProjectError> {
        let masked = self.masked()?;
        self.through(|view| show(view.rows(self, which, wanted, &masked)?))
    }

    /// How many cases fold differently than in the version that wrote this log; 0 once this version has written to it.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn reread(&self, at: &At) -> Result<usize, ProjectError> {
        if !self.log.ends_in_older_form()? {
            return Ok(0);
        }
        let filter = Filter::is_any(&["reread"]);
        Ok(match self.names_of(&filter, at)? {
            Some(names) => names.len(),
            None => self.cases(HistoryCut::default())?.values().filter(|case| case.reread).count(),
        })
    }

    /// Counts the matching cases by dimensions.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn tally(
        &self,
        filter: &Filter,
        at: &At,
        as_of: HistoryCut,
        (by, cohort): (&[Dimension], &Cohort),
    ) -> Result<Tally, ProjectError> {
        let (which, masked) = (CaseSelection::pass(filter, at), self.masked()?);
        if let Some(tally) = self.through_at(as_of, &masked, |view, at| view.tally(self, which, (by, cohort), at))? {
            return Ok(tally);
        }
        let mut tally = Tally::default();
        let (hidden, open): (Vec<Case>, Vec<Case>) =
            self.cases(as_of)?.into_values().partition(|case| masked.has(case.id));
        open.iter().filter(|case| which.holds(case)).for_each(|case| tally.add(case, by, cohort));
        Masked(hidden.iter().map(MaskedCase::of).collect()).tally(which, by, cohort, &mut tally);
        Ok(tally)
    }
}
