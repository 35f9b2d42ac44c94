//! What is new in the log: the events that a reader with a cursor has not had.
//!
//! Invariant: with the cursor of each answer given to the next question, each event comes once, whatever its time, also those that came
//! in with another desk's log. Within an answer they have the order of the log.

use crate::domain::event::Reading;
use crate::log::{Cursor, LineRef};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::HistoryEntry;
use std::ops::ControlFlow;

impl Project {
    /// The cursor before the first event.
    ///
    /// # Errors
    /// The project's id cannot be read.
    pub fn cursor_at_start(&self) -> Result<Cursor, ProjectError> {
        Ok(Cursor::start(&self.project_id()?))
    }

    /// Calls `each` with every event beyond `after` until it breaks. Returns the cursor behind the last event that `each` was given.
    /// Damaged lines are passed over and remembered, as in every reading.
    ///
    /// # Errors
    /// [`crate::log::LogError::CursorDiffers`]: the log is no longer the one that was read; it cannot be read.
    pub fn events_after(
        &self,
        after: &Cursor,
        each: &mut dyn FnMut(HistoryEntry) -> ControlFlow<()>,
    ) -> Result<Cursor, ProjectError> {
        self.log.check_cursor(after)?;
        let mut cursor = after.clone();
        let (_, found) = self.read_ahead(&after.marks, Reading::Whole, true, &mut |told| {
            cursor.pass(LineRef { position: told.position, n: told.event.n, bytes: told.line });
            let (position, line) = (told.position, String::from_utf8_lossy(told.line).into_owned());
            each(HistoryEntry { event: told.take(), position, line })
        })?;
        self.remember(found);
        Ok(cursor)
    }
}
