//! Commits on worker threads while the next commits are being decided, because an import spends much of its time waiting for the disk.
//!
//! Invariant: commits are written in order, one at a time, each complete before the next begins. Whatever reads the log or ends the session
//! waits for them first and gets the error of a failed commit; nothing is committed after a failure. Buffers are sent back for reuse,
//! because allocating megabytes again and again is slow.

use super::Session;
use crate::log::{Composed, Composer, Drafts, LogError, Transaction};
use crate::project::error::ProjectError;
use crate::workers;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// A commit to be composed and written.
pub(super) struct CommitJob {
    pub(super) drafts: Drafts,
    pub(super) month: (i32, u32),
    pub(super) note: String,
}

/// A commit job with its salts, plus spare ones for salts that are unusable.
type Load = (CommitJob, Vec<[u8; 16]>);

/// A composed commit with its note for head, or the error.
type Made = Result<(Composed, String), LogError>;

/// The transaction, handed back, and whether all commits succeeded.
type Done = (Transaction, Result<(), LogError>);

/// Maximum number of buffers that wait for reuse: those of the commits under way and of the one being decided.
const SPARE: usize = 4;

/// Commits under way: at most one is being written, one composed, and one waits.
pub(super) struct CommitPipeline {
    to: Option<SyncSender<Load>>,
    /// Used drafts, for reuse.
    back: Receiver<Drafts>,
    /// The composer thread and the writer thread.
    threads: Option<(JoinHandle<()>, JoinHandle<Done>)>,
    /// Number of the last event of the last commit.
    greatest: u64,
}

impl CommitPipeline {
    /// Starts both threads; returns the transaction if the system starts no threads.
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
            // The closure that was dropped held the sender, so the writer thread has ended.
            Err(_) => Err(writer.join().expect("a commit gives errors and does not panic").0),
        }
    }
}

/// Composes commits until no more come, one fails, or the writer thread has ended.
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
        // If the other side does not take the drafts back they are dropped.
        let _ = used.try_send(drafts);
        let failed = composed.is_err();
        if made.send(composed.map(|composed| (composed, note))).is_err() || failed {
            return;
        }
    }
}

/// Writes commits until no more come or one fails.
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
        // Commits under way are always finished.
        drop(self.to.take());
        if let Some((maker, writer)) = self.threads.take() {
            let _ = (maker.join(), writer.join());
        }
    }
}

impl Session<'_> {
    /// Starts writing all pending events as one commit and returns without waiting; the next [`Self::commit`] waits for it. If the session
    /// ends without one, an error of this commit is not reported.
    ///
    /// # Errors
    /// An earlier commit failed; see [`Self::commit`]. Events pending since then are dropped.
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
        self.project.log_has_grown();
        let before = behind.greatest;
        behind.greatest += waiting.drafts.len() as u64;
        self.project.was_written(before + 1..=behind.greatest);
        let sent = behind.to.as_ref().is_some_and(|to| to.send((waiting, salts)).is_ok());
        // The pipeline accepts nothing after a failed commit: report that error.
        if sent { Ok(()) } else { self.settle() }
    }

    /// Waits for the commits under way.
    pub(super) fn settle(&mut self) -> Result<(), ProjectError> {
        let Some(mut behind) = self.behind.take() else { return Ok(()) };
        drop(behind.to.take());
        let Some((maker, writer)) = behind.threads.take() else { return Ok(()) };
        let (tx, done) = writer.join().expect("a commit gives errors and does not panic");
        maker.join().expect("a commit gives errors and does not panic");
        self.tx = Some(tx);
        if let Err(error) = done {
            self.pending.clear();
            self.apart.get_mut().clear();
            return Err(error.into());
        }
        Ok(())
    }

    /// The number of the last event that is certainly on record; events of commits under way are not counted.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.tx.as_ref().map_or(0, Transaction::greatest)
    }

    /// The number of the last event on record or in a commit under way.
    #[must_use]
    pub fn greatest(&self) -> u64 {
        match &self.behind {
            Some(behind) => behind.greatest,
            None => self.tx.as_ref().map_or(0, Transaction::greatest),
        }
    }
}
