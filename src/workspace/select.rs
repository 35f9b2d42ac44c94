//! Cases that pass terms: whole, to be shown one by one, or counted.
//!
//! Invariant: out of the picture or out of the log, the same cases, by name.

use crate::checkpoint::{Doubt, Wanted, Which};
use crate::domain::case::Case;
use crate::domain::dimension::Dimension;
use crate::domain::id::CaseId;
use crate::domain::tally::{Cohort, Tally};
use crate::domain::term::{AsOf as At, Filter};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use crate::workspace::picture::Drawn;
use crate::workspace::read::AsOf;

impl Workspace {
    /// The cases that pass terms, by name.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select(&self, filter: &Filter, at: &At, as_of: AsOf) -> Result<Vec<Case>, WorkspaceError> {
        self.select_if(filter, at, as_of, &|_| true)
    }

    /// The same, and of them those that `keep` wants: the others take no memory.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select_if(
        &self,
        filter: &Filter,
        at: &At,
        as_of: AsOf,
        keep: &dyn Fn(&Case) -> bool,
    ) -> Result<Vec<Case>, WorkspaceError> {
        if as_of == AsOf::default()
            && let Some(cases) = self.through(|view| view.select(self, Which::pass(filter, at), keep))?
        {
            return Ok(cases);
        }
        Ok(self.cases(as_of)?.into_values().filter(|case| filter.holds(case, at) && keep(case)).collect())
    }

    /// Of these cases, given by name, those that pass terms.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn select_among(&self, ids: &[CaseId], filter: &Filter, at: &At) -> Result<Vec<Case>, WorkspaceError> {
        let which = Which { among: Some(ids), ..Which::pass(filter, at) };
        if let Some(cases) = self.through(|view| view.select(self, which, &|_| true))? {
            return Ok(cases);
        }
        Ok(self.cases(AsOf::default())?.into_values().filter(|case| which.holds(case)).collect())
    }

    /// The names of the cases that pass terms; `None` where only a reading of all cases tells.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn names_of(&self, filter: &Filter, at: &At) -> Result<Option<Vec<CaseId>>, WorkspaceError> {
        self.through(|view| view.names(self, Which::pass(filter, at)))
    }

    /// Gives the cases that are asked for to be shown, so many at least, as far as what is wanted of them; `None` where
    /// only [`Self::select`] can, because there is no picture or it turned out to be damaged.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn draw<T>(
        &self,
        which: Which<'_>,
        wanted: (&Wanted, usize),
        show: impl FnOnce(Drawn<'_>) -> Result<T, Doubt>,
    ) -> Result<Option<T>, WorkspaceError> {
        self.through(|view| show(view.draw(self, which, wanted)?))
    }

    /// Counts the cases that pass terms by dimensions.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn tally(
        &self,
        filter: &Filter,
        at: &At,
        as_of: AsOf,
        (by, cohort): (&[Dimension], &Cohort),
    ) -> Result<Tally, WorkspaceError> {
        if as_of == AsOf::default()
            && let Some(tally) = self.through(|view| view.tally(self, Which::pass(filter, at), by, cohort))?
        {
            return Ok(tally);
        }
        let mut tally = Tally::default();
        for case in self.cases(as_of)?.into_values().filter(|case| filter.holds(case, at)) {
            tally.add(&case, by, cohort);
        }
        Ok(tally)
    }
}
