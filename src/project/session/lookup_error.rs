//! What a decision asks the log for. The gate is handed plain values, so a look-up that failed is kept here.
//!
//! Invariant: where a look-up failed nothing was decided, whatever the gate made of what it got.

use crate::project::error::ProjectError;
use std::cell::RefCell;

/// The first look-up of a decision that failed.
#[derive(Default)]
pub(super) struct LookupError(RefCell<Option<ProjectError>>);

impl LookupError {
    /// What was found; nothing where the look-up failed, which is kept.
    pub(super) fn found<T: Default>(&self, result: Result<T, ProjectError>) -> T {
        result.unwrap_or_else(|error| {
            self.0.borrow_mut().get_or_insert(error);
            T::default()
        })
    }

    /// The look-up that failed.
    ///
    /// # Errors
    /// It.
    pub(super) fn done(self) -> Result<(), ProjectError> {
        self.0.into_inner().map_or(Ok(()), Err)
    }
}
