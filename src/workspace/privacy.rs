//! What lies in private: shown only after a `revealed` event is on the medium.

use crate::domain::decide::{Reveal, is_name, personal, who};
use crate::domain::event::{Body, Event, Revealed};
use crate::domain::id::{CaseId, EventId};
use crate::domain::refusal::{Refusal, Ruled};
use crate::domain::texts::Texts;
use crate::domain::withheld;
use crate::store::Position;
use crate::store::access::create_closed;
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use crate::workspace::read::{Entry, History};
use crate::workspace::session::{Actor, Session};

impl Workspace {
    /// The names of a case's complainants, for the guard. Nothing of it is shown.
    #[must_use]
    pub(super) fn complainants(&self, history: &History) -> Vec<String> {
        let sealed = history.entries.iter().filter(|e| e.event.sealed.is_some());
        let lines = sealed.filter_map(|e| self.private(e.position));
        lines.flat_map(|texts| who(&texts).collect::<Vec<_>>()).collect()
    }

    /// Who may not look into the private side neither shows nor erases what lies there: that is said before anything is put on record.
    pub(super) fn private_is_readable(&self) -> Result<(), WorkspaceError> {
        Ok(self.store.names(&self.store.layout.private).map(drop)?)
    }

    /// The events of a restricted case with the facts that lie in private.
    ///
    /// # Errors
    /// The private side cannot be read, or is not held here: without it nobody knows who may decide.
    pub(super) fn whole(&self, history: History) -> Result<Vec<Event>, WorkspaceError> {
        let (id, restricted) = (history.case.id, history.case.restricted);
        let mut events = Vec::with_capacity(history.entries.len());
        for Entry { mut event, position, .. } in history.entries {
            if restricted && withheld::may_have(&event) {
                let line = self.store.private(position)?.ok_or(WorkspaceError::NotHeld { case: id })?;
                // What was erased is gone, and so is what it said.
                let texts = line.data.as_deref().and_then(private_texts).unwrap_or_default();
                withheld::restore(&mut event, &texts);
            }
            events.push(event);
        }
        Ok(events)
    }

    pub(super) fn private(&self, position: Position) -> Option<Texts> {
        private_texts(&self.store.private(position).ok().flatten()?.data?)
    }
}

/// Texts that moved to the private side when their case was restricted (`HQ:17 title`) are told where they were said.
fn where_they_were(held: Vec<(EventId, Texts)>) -> Vec<(EventId, Texts)> {
    let mut told: Vec<(EventId, Texts)> = Vec::new();
    for (id, texts) in &held {
        if !told.iter().any(|(known, _)| known == id) {
            told.push((*id, Texts::default()));
        }
        for (name, text) in texts.iter().filter(|(name, _)| *name != Texts::REQUEST) {
            let moved = name.split_once(' ').and_then(|(event, name)| Some((event.parse().ok()?, name)));
            let (id, name) = moved.unwrap_or((*id, name));
            match told.iter_mut().find(|(known, _)| *known == id) {
                Some((_, texts)) => texts.set(name, text),
                None => told.push((id, Texts::of(name, text))),
            }
        }
    }
    told
}

/// The texts of a private line's members.
pub(super) fn private_texts(members: &str) -> Option<Texts> {
    serde_json::from_str(&format!("{{{members}}}")).ok()
}

impl Session<'_> {
    /// Puts on record that private data is about to be shown, then gives it: for each event of the cases that has any.
    ///
    /// # Errors
    /// The store's; then nothing may be shown.
    pub fn reveal(
        &mut self,
        histories: &[&History],
        purpose: &str,
        command: &str,
        actor: &Actor,
    ) -> Result<Vec<(EventId, Texts)>, WorkspaceError> {
        self.ws.private_is_readable()?;
        let names: Vec<String> = histories.iter().flat_map(|h| self.ws.complainants(h)).collect();
        self.may_reveal(&histories.iter().map(|h| h.case.id).collect::<Vec<_>>(), actor)?;
        self.guard("show", ("purpose", purpose), histories.first().map(|h| h.case.id), &names, actor)?;
        self.record_reveal(histories.iter().map(|h| h.case.id).collect(), purpose, command, actor)?;
        let entries = histories.iter().flat_map(|h| &h.entries).filter(|e| e.event.sealed.is_some());
        let held = entries.filter_map(|e| Some((e.event.id(), self.ws.private(e.position)?)));
        Ok(where_they_were(held.collect()))
    }

    /// Whether private data of these cases may be shown to who asks: the gate of everything that shows any. What it was passed over
    /// by waits for the commit.
    ///
    /// # Errors
    /// The refusal of the first of which it may not; the log or the private side cannot be read.
    pub fn may_reveal(&mut self, cases: &[CaseId], actor: &Actor) -> Result<(), WorkspaceError> {
        // A look is now, whatever else is dated.
        let actor = Actor { on: None, ..actor.clone() };
        cases.iter().try_for_each(|id| self.run(&[&Reveal], Some(*id), &actor).map(drop))
    }

    /// The names and numbers of a case's complainants. Nothing of it is shown.
    #[must_use]
    pub fn complainants_of(&self, id: CaseId) -> Vec<String> {
        self.names_of(id)
    }

    /// Of these cases those whose private data may be shown to who asks, without a word of the others.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn revealable(&mut self, cases: &[CaseId], actor: &Actor) -> Result<Vec<CaseId>, WorkspaceError> {
        let mut able = Vec::new();
        for id in cases {
            match self.may_reveal(&[*id], actor) {
                Ok(()) => able.push(*id),
                Err(WorkspaceError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(able)
    }

    /// Puts on record that private data of these cases is about to be shown or told.
    ///
    /// # Errors
    /// The store's; then nothing may be shown.
    pub fn record_reveal(
        &mut self,
        cases: Vec<CaseId>,
        purpose: &str,
        command: &str,
        actor: &Actor,
    ) -> Result<(), WorkspaceError> {
        self.ws.private_is_readable()?;
        self.guard("search", ("purpose", purpose), None, &[], actor)?;
        self.ws.revealed.set(true);
        let single = cases.first().copied().filter(|id| cases.len() == 1 && !id.is_shared());
        let body = Revealed { cases, command: command.into(), ..Revealed::default() };
        self.push_desk(Body::Revealed(body), Texts::of("purpose", purpose), single, actor);
        self.commit().map(drop)
    }

    /// A text that stays in the log passes the guard here too, where no verb brings it.
    pub(super) fn guard(
        &self,
        verb: &str,
        text: (&str, &str),
        case: Option<CaseId>,
        names: &[String],
        actor: &Actor,
    ) -> Result<(), WorkspaceError> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        // Only a consent lets a complainant's name through, and there is none to a text of this kind.
        let exempt: Vec<&str> =
            actor.not_personal.iter().map(String::as_str).filter(|word| !is_name(word, &names)).collect();
        let found = personal(std::iter::once(text), &names, &exempt, &self.ws.directory, &self.ws.policy);
        let ruled = |problem| Ruled { problem, verb: verb.into(), rule: None, doer: false };
        let problems: Vec<Ruled> = found.into_iter().filter(|(_, warn)| !warn).map(|(p, _)| ruled(p)).collect();
        if problems.is_empty() { Ok(()) } else { Err(WorkspaceError::Refused(Box::new(Refusal { case, problems }))) }
    }
}

impl Workspace {
    /// Where a draft that may hold private data lies while it is written.
    #[must_use]
    pub fn draft_path(&self, name: &str) -> std::path::PathBuf {
        self.store.layout.private.join("drafts").join(name)
    }

    /// A path for rows that an import did not take: `private/rejects/NAME-1.csv`, or the next that is free; and the one
    /// before it, if there is one.
    #[must_use]
    pub fn rejects_path(&self, name: &str) -> (std::path::PathBuf, Option<std::path::PathBuf>) {
        let folder = self.store.layout.private.join("rejects");
        // The name is a map's: it must not lead out of the folder.
        let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let path = |n: u32| folder.join(format!("{name}-{n}.csv"));
        let free = (1..u32::MAX).find(|n| !path(*n).exists()).unwrap_or(u32::MAX);
        (path(free), (free > 1).then(|| path(free - 1)))
    }

    /// Writes a file on the private side: nobody else may read it.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_private(&self, path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
        use std::io::Write;
        let mut file = self.create_private(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Whether the private side belongs to a smaller group, and this account may not look into it.
    #[must_use]
    pub fn private_is_closed(&self) -> bool {
        self.store.private_is_closed()
    }

    /// Whether this process has put on record that it shows private data: whatever it writes from then on is for nobody else.
    #[must_use]
    pub fn has_revealed(&self) -> bool {
        self.revealed.get()
    }

    /// Puts a small file into `.redress/`, in place of what there was.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_machine(&self, path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
        self.store.rules().replace(path, bytes)
    }

    /// Makes (or empties) a file that nobody else may read, and on the private side the folder that it lies in.
    ///
    /// # Errors
    /// The system refuses.
    pub fn create_private(&self, path: &std::path::Path) -> std::io::Result<std::fs::File> {
        let rules = self.store.rules();
        if !rules.is_private(path) {
            return create_closed(path);
        }
        rules.make_folders(path.parent().unwrap_or(std::path::Path::new(".")))?;
        rules.create(path)
    }
}
