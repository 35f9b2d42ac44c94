//! Holds the error of a failed look-up during a decision. The gate takes plain values, so an error cannot pass through it.
//!
//! Invariant: if a look-up failed nothing is decided, whatever the gate made of the default value.

use crate::project::error::ProjectError;
use std::cell::RefCell;

/// The first look-up of a decision that failed.
#[derive(Default)]
pub(super) struct LookupError(RefCell<Option<ProjectError>>);

impl LookupError {
    /// The result of a look-up; if it failed, the error is kept and a default value returned.
    pub(super) fn found<T: Default>(&self, result: Result<T, ProjectError>) -> T {
        result.unwrap_or_else(|error| {
            self.0.borrow_mut().get_or_insert(error);
            T::default()
        })
    }

    /// Ends the decision.
    ///
    /// # Errors
    /// The look-up that failed.
    pub(super) fn done(self) -> Result<(), ProjectError> {
        self.0.into_inner().map_or(Ok(()), Err)
    }
}
