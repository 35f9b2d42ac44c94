//! Cases that pass terms: whole, to be shown one by one, or counted.
//!
//! Invariant: out of the picture or out of the log, the same cases, by name.

use crate::checkpoint::{Dimension, Doubt, Tally, Wanted};
use crate::domain::case::Case;
use crate::domain::id::CaseId;
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
            && let Some(cases) = self.through(|view| view.select(self, (filter, at), None, keep))?
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
        let some = self.through(|view| view.select(self, (filter, at), Some(ids), &|_| true))?;
        if let Some(cases) = some {
            return Ok(cases);
        }
        let all = self.cases(AsOf::default())?.into_values().filter(|case| ids.binary_search(&case.id).is_ok());
        Ok(all.filter(|case| filter.holds(case, at)).collect())
    }

    /// The names of the cases that pass terms; `None` where only a reading of all cases tells.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub(super) fn names_of(&self, filter: &Filter, at: &At) -> Result<Option<Vec<CaseId>>, WorkspaceError> {
        self.through(|view| view.names(self, filter, at))
    }

    /// Gives the cases that pass terms (of `among`, by name, if that is given) to be shown, as far as what is wanted of them;
    /// `None` where only [`Self::select`] can, because there is no picture or it turned out to be damaged.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn draw<T>(
        &self,
        filter: &Filter,
        at: &At,
        among: Option<&[CaseId]>,
        wanted: &Wanted,
        show: impl FnOnce(Drawn<'_>) -> Result<T, Doubt>,
    ) -> Result<Option<T>, WorkspaceError> {
        self.through(|view| show(view.draw(self, (filter, at), among, wanted)?))
    }

    /// Counts the cases that pass terms by dimensions, three at most.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn tally(&self, filter: &Filter, at: &At, by: &[Dimension]) -> Result<Tally, WorkspaceError> {
        if let Some(tally) = self.through(|view| view.tally(self, (filter, at), by))? {
            return Ok(tally);
        }
        let mut tally = Tally::new();
        for case in self.select(filter, at, AsOf::default())? {
            *tally.entry(by.iter().map(|dimension| dimension.of(&case)).collect()).or_default() += 1;
        }
        Ok(tally)
    }
}
