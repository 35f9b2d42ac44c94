//! Begins a session: with the lock and a checked log end, or as a rehearsal (dry run) without either.

use super::{Actor, HeadNote, Session};
use crate::domain::case::duplicate::Links;
use crate::domain::event::Body;
use crate::domain::value::id::DeskCode;
use crate::domain::value::moment::Moment;
use crate::log::Transaction;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

impl Project {
    /// Takes the lock and checks that writing is safe. A changed policy or calendar is recorded with the first commit.
    ///
    /// # Errors
    /// The lock is busy, the folder is a copy, the log has gone back, a line is damaged, or the system refuses.
    pub fn begin<'w>(
        &'w self,
        wait: Duration,
        actor: &Actor,
        salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
    ) -> Result<Session<'w>, ProjectError> {
        self.check_files()?;
        let tx = self.log.begin(wait)?;
        self.writing.set(true);
        self.log_has_grown();
        // Another desk's log may have arrived since this process looked.
        self.clashes.take();
        let mut note = self.note_of(&tx)?;
        note.forms_whole = tx.greatest() == 0;
        let desk = tx.writer().desk();
        // An empty log has no duplicates to look up.
        let known = (tx.greatest() == 0).then(Links::new);
        let mut session = Session { note, ..Session::new(self, Some(tx), desk, salts, actor.now) };
        session.duplicates = RefCell::new(known);
        session.finish_erasing()?;
        session.follow_erasings()?;
        // Files that cannot be removed now are left to a later write.
        session.collected = session.tx()?.collect_copies().unwrap_or_default();
        session.adopt_policy(actor)?;
        session.note_directory(actor)?;
        Ok(session)
    }

    /// A session without the lock, for a dry run: nothing is ever written, case numbers are not the final ones, nor is there a real salt.
    ///
    /// # Errors
    /// As [`Project::desk`].
    pub fn rehearse(&self, actor: &Actor) -> Result<Session<'_>, ProjectError> {
        Ok(Session::new(self, None, self.desk()?, Box::new(|| [1; 16]), actor.now))
    }

    /// The project's note in head; rebuilt from the log if it is missing or cut. Case numbers once given out are not given out again.
    pub(in crate::project) fn note_of(&self, tx: &Transaction) -> Result<HeadNote, ProjectError> {
        let mut note = match tx.head_note().and_then(HeadNote::parse).filter(|note| !note.cut) {
            Some(note) => note,
            None => self.rebuild_note(tx)?,
        };
        tx.left_notes().iter().filter_map(|text| HeadNote::parse(text)).for_each(|left| note.keep_above(&left));
        Ok(note)
    }

    /// The last case numbers of this writer, the policy in force, the directory digest and unfinished erasings, from the log.
    fn rebuild_note(&self, tx: &Transaction) -> Result<HeadNote, ProjectError> {
        let mut note = HeadNote::default();
        let desk = tx.writer().desk();
        // Erasings that this folder recorded under a former writer name are its own to finish.
        let own: Vec<_> = self.log.former()?.into_iter().chain([tx.writer()]).collect();
        self.events(&mut |entry| {
            match (&entry.event.body, entry.event.case) {
                // An `opened` event that is not understood still uses up its number.
                (body, Some(id))
                    if body.kind() == "opened" && entry.position.writer == tx.writer() && id.desk == desk =>
                {
                    let last = note.cases.entry(id.year).or_default();
                    *last = (*last).max(id.number);
                }
                (Body::PolicyAdopted(body), _) => note.policy = body.digest.to_string(),
                (Body::DirectoryChanged(body), _) => note.directory = body.digest.to_string(),
                (Body::Erased(_), _) if own.contains(&entry.position.writer) => note.erasing.push(entry.event.n),
                _ => {}
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(note)
    }
}

impl<'w> Session<'w> {
    fn new(
        project: &'w Project,
        tx: Option<Transaction>,
        desk: DeskCode,
        salts: Box<dyn FnMut() -> [u8; 16] + 'w>,
        now: Moment,
    ) -> Self {
        Self {
            project,
            tx,
            behind: None,
            desk,
            note: HeadNote::default(),
            pending: super::PendingEvents::default(),
            taken: HashMap::new(),
            cases: RefCell::default(),
            whole: HashMap::new(),
            names: HashMap::new(),
            joined: HashMap::new(),
            apart: RefCell::default(),
            told_account: Default::default(),
            duplicates: RefCell::default(),
            accusing: RefCell::default(),
            erasings: HashMap::new(),
            collected: 0,
            everything: false,
            many: false,
            salts,
            now,
            named: Vec::new(),
        }
    }
}
