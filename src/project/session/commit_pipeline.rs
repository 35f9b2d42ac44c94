//! Commits while the next ones are being decided: an import spends much of its time waiting for the medium.
//!
//! Invariant: commits follow each other in order and one at a time, each whole before the next begins; whatever reads the log
//! or ends the session waits first. A commit that fails is told by whatever waits for it, and nothing is committed after it.
//! Memory that was filled once goes back to where it was filled: megabytes that come and go are dear.

use super::Session;
use crate::log::{Composed, Composer, Drafts, LogError, Transaction};
use crate::project::error::ProjectError;
use crate::workers;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// What waits for a commit.
pub(super) struct CommitJob {
    pub(super) drafts: Drafts,
    pub(super) month: (i32, u32),
    pub(super) note: String,
}

/// A commit to be made, with its salts, and some for those that will not do.
type Load = (CommitJob, Vec<[u8; 16]>);

/// A commit to be written, and what head keeps with it; or why there is none.
type Made = Result<(Composed, String), LogError>;

/// The right to write, given back, and whether all commits succeeded.
type Done = (Transaction, Result<(), LogError>);

/// So many commits are under way, and one more is being decided.
const SPARE: usize = 4;

/// Commits under way: one is being written, one is being made, one may wait.
pub(super) struct CommitPipeline {
    to: Option<SyncSender<Load>>,
    /// Drafts of which a commit was made.
    back: Receiver<Drafts>,
    /// The thread that makes them, and the one that writes.
    threads: Option<(JoinHandle<()>, JoinHandle<Done>)>,
    /// The number of the last event of the last of them.
    greatest: u64,
}

impl CommitPipeline {
    /// Gives the right to write back where threads cannot be started.
    #[allow(clippy::result_large_err, reason = "it is moved once a session")]
    fn begin(tx: Transaction) -> Result<Self, Transaction> {
        let ((to, loads), (used, back)) = (sync_channel(1), sync_channel(SPARE));
        let ((made, written), (spare, again)) = (sync_channel(0), sync_channel(SPARE));
        let (greatest, composer) = (tx.greatest(), tx.composer());
        let writer = workers::start(tx, move |mut tx| {
            let done = write(&mut tx, &written, &spare);
            (tx, done)
        })?;
        let maker = workers::start(composer, move |composer| make(composer, &loads, &used, &made, &again));
        match maker {
            Ok(maker) => Ok(Self { to: Some(to), back, threads: Some((maker, writer)), greatest }),
            // What the maker was to send went with it, so the writer has ended.
            Err(_) => Err(writer.join().expect("a commit gives errors and does not panic").0),
        }
    }
}

/// Makes commits until no more come, one cannot be made, or nobody writes them.
fn make(
    mut composer: Composer,
    loads: &Receiver<Load>,
    used: &SyncSender<Drafts>,
    made: &SyncSender<Made>,
    again: &Receiver<Composed>,
) {
    for (CommitJob { mut drafts, month, note }, salts) in loads {
        again.try_iter().for_each(|composed| composer.reuse(composed));
        let mut salts = salts.into_iter();
        let composed = composer.compose(&drafts, month, &mut || salts.next().unwrap_or_default(), &mut |_| {});
        drafts.clear();
        // Where nobody takes it back it is let go of.
        let _ = used.try_send(drafts);
        let failed = composed.is_err();
        if made.send(composed.map(|composed| (composed, note))).is_err() || failed {
            return;
        }
    }
}

/// Writes commits until no more come, or one fails.
fn write(tx: &mut Transaction, made: &Receiver<Made>, spare: &SyncSender<Composed>) -> Result<(), LogError> {
    for composed in made {
        let (composed, note) = composed?;
        tx.write(&composed, &note)?;
        let _ = spare.try_send(composed);
    }
    Ok(())
}

impl Drop for CommitPipeline {
    fn drop(&mut self) {
        // They are not cut short, whatever has become of the rest.
        drop(self.to.take());
        if let Some((maker, writer)) = self.threads.take() {
            let _ = (maker.join(), writer.join());
        }
    }
}

impl Session<'_> {
    /// Begins to put all that is kept on record, as one commit, and does not wait for it: that is done by the next
    /// [`Self::commit`]. Where the session ends without one, whether this succeeded is not told.
    ///
    /// # Errors
    /// A commit before this failed; see [`Self::commit`]. What was kept since then is dropped.
    pub fn commit_behind(&mut self) -> Result<(), ProjectError> {
        if let Some(used) = self.behind.as_ref().and_then(|behind| behind.back.try_recv().ok()) {
            self.pending.spare = used;
        }
        if self.behind.is_none() && !self.is_empty() {
            let Some(tx) = self.tx.take() else { return Ok(()) };
            match CommitPipeline::begin(tx) {
                Ok(behind) => self.behind = Some(behind),
                Err(tx) => {
                    self.tx = Some(tx);
                    return self.write().map(drop);
                }
            }
        }
        let Some(waiting) = self.take_waiting()? else { return Ok(()) };
        let salts: Vec<_> = (0..waiting.drafts.salts() + 8).map(|_| (self.salts)()).collect();
        let Some(behind) = &mut self.behind else { return Ok(()) };
        self.ws.log_has_grown();
        let before = behind.greatest;
        behind.greatest += waiting.drafts.len() as u64;
        self.ws.was_written(before + 1..=behind.greatest);
        let sent = behind.to.as_ref().is_some_and(|to| to.send((waiting, salts)).is_ok());
        // Nobody takes it where a commit has failed: then that is told.
        if sent { Ok(()) } else { self.settle() }
    }

    /// Waits for commits that are under way.
    pub(super) fn settle(&mut self) -> Result<(), ProjectError> {
        let Some(mut behind) = self.behind.take() else { return Ok(()) };
        drop(behind.to.take());
        let Some((maker, writer)) = behind.threads.take() else { return Ok(()) };
        let (tx, done) = writer.join().expect("a commit gives errors and does not panic");
        maker.join().expect("a commit gives errors and does not panic");
        self.tx = Some(tx);
        if let Err(error) = done {
            self.pending.clear();
            return Err(error.into());
        }
        Ok(())
    }

    /// The number of the last event that is on record for certain; none of those that are on their way there.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.tx.as_ref().map_or(0, Transaction::greatest)
    }

    /// The number of the last event that is on record or on its way there.
    #[must_use]
    pub fn greatest(&self) -> u64 {
        match &self.behind {
            Some(behind) => behind.greatest,
            None => self.tx.as_ref().map_or(0, Transaction::greatest),
        }
    }
}
