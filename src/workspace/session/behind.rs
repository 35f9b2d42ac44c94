//! A commit while the next one is being decided: an import spends half its time waiting for the medium.
//!
//! Invariant: commits follow each other in order and one at a time, each whole before the next begins; whatever reads the log
//! or ends the session waits first. A commit that fails is told by whatever waits for it, and nothing is committed after it.

use super::Session;
use crate::store::{Ack, Drafts, StoreError, Transaction};
use crate::workspace::error::WorkspaceError;
use std::thread::JoinHandle;

/// What waits for a commit.
pub(super) struct Waiting {
    pub(super) drafts: Drafts,
    pub(super) month: (i32, u32),
    pub(super) note: String,
}

/// The right to write, given back, and what became of the commit.
type Done = (Transaction, Result<Vec<Ack>, StoreError>);

/// A commit under way.
pub(super) struct Behind {
    thread: Option<JoinHandle<Done>>,
    /// The number of its last event.
    greatest: u64,
}

impl Drop for Behind {
    fn drop(&mut self) {
        // It is not cut short, whatever has become of the rest.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Session<'_> {
    /// Begins to put all that is kept on record, as one commit, and does not wait for it: that is done by the next commit of
    /// either kind. Where the session ends without one, whether this succeeded is not told.
    ///
    /// # Errors
    /// The commit before this failed; see [`Self::commit`]. What was kept since then is dropped.
    pub fn commit_behind(&mut self) -> Result<(), WorkspaceError> {
        self.settle()?;
        let Some(Waiting { drafts, month, note }) = self.take_waiting()? else { return Ok(()) };
        let Some(mut tx) = self.tx.take() else { return Ok(()) };
        self.ws.log_has_grown();
        let greatest = tx.greatest() + drafts.len() as u64;
        self.ws.was_written(tx.greatest() + 1..=greatest);
        // Two for each draft, and some for those that will not do.
        let salts: Vec<_> = (0..drafts.len() * 2 + 8).map(|_| (self.salts)()).collect();
        let thread = std::thread::spawn(move || {
            let mut salts = salts.into_iter();
            let done = tx.commit(&drafts, month, &mut || salts.next().unwrap_or_default(), &note);
            (tx, done)
        });
        self.behind = Some(Behind { thread: Some(thread), greatest });
        Ok(())
    }

    /// Waits for a commit that is under way.
    pub(super) fn settle(&mut self) -> Result<(), WorkspaceError> {
        let Some(thread) = self.behind.take().and_then(|mut behind| behind.thread.take()) else { return Ok(()) };
        let (tx, done) = thread.join().expect("a commit gives errors and does not panic");
        self.tx = Some(tx);
        if let Err(error) = done {
            self.pending.clear();
            return Err(error.into());
        }
        Ok(())
    }

    /// The number of the last event that is on record or on its way there.
    pub(super) fn greatest(&self) -> u64 {
        match &self.behind {
            Some(behind) => behind.greatest,
            None => self.tx.as_ref().map_or(0, Transaction::greatest),
        }
    }
}
