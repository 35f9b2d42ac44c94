//! What lies in private: shown only after a `revealed` event is on the medium, and erased for good.

use crate::domain::Code;
use crate::domain::decide::{Erase, Reveal, is_name, personal, who};
use crate::domain::event::{Body, Event, Revealed, SEALED};
use crate::domain::id::{CaseId, EventId};
use crate::domain::refusal::{Refusal, Ruled};
use crate::domain::texts::Texts;
use crate::domain::withheld;
use crate::store::access::create_closed;
use crate::store::{EraseTarget, Finding, Kind, Position, StoreError, World};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use crate::workspace::read::{AsOf, Entry, History};
use crate::workspace::session::{Actor, Session};

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasing {
    /// Events whose data is gone.
    pub events: usize,
    /// Attached files that were deleted.
    pub files: usize,
    /// Private data that is not held here.
    pub not_held: usize,
    /// Events that another desk recorded: it must erase them itself.
    pub elsewhere: usize,
}

impl Workspace {
    /// The names of a case's complainants, for the guard. Nothing of it is shown. To an account that may not read the private side none
    /// are known; it is told so when it begins to write.
    ///
    /// # Errors
    /// What lies in private is damaged, or cannot be read.
    pub(super) fn complainants(&self, history: &History) -> Result<Vec<String>, WorkspaceError> {
        let mut names = Vec::new();
        let mut sealed = history.entries.iter().filter(|e| e.event.sealed.is_some()).peekable();
        if sealed.peek().is_none() || self.private_is_closed() {
            return Ok(names);
        }
        for entry in sealed {
            if let Some(texts) = self.private(entry.position)? {
                names.extend(who(&texts));
            }
        }
        Ok(names)
    }

    /// Who may not look into the private side neither shows nor erases what lies there: that is said before anything is put on record.
    fn private_is_readable(&self) -> Result<(), WorkspaceError> {
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
                let texts = match line.data.as_deref() {
                    Some(data) => private_texts(data).ok_or_else(|| self.not_texts(line.position))?,
                    None => Texts::default(),
                };
                withheld::restore(&mut event, &texts);
            }
            events.push(event);
        }
        Ok(events)
    }

    /// What the event at a position has in private; `None` where that was erased, is not held here, or it has nothing.
    ///
    /// # Errors
    /// It is damaged, or cannot be read.
    pub(super) fn private(&self, position: Position) -> Result<Option<Texts>, WorkspaceError> {
        let Some(held) = self.store.private(position)? else { return Ok(None) };
        let Some(data) = &held.data else { return Ok(None) };
        private_texts(data).map(Some).ok_or_else(|| self.not_texts(held.position))
    }

    /// A private line that is what its digest says, and nothing that we wrote.
    pub(super) fn not_texts(&self, at: Position) -> WorkspaceError {
        let file = self.store.layout.private_segment(at.writer, at.segment);
        let finding = Finding { world: World::Damage, file, line: at.line, kind: Kind::Body };
        StoreError::Damaged(Box::new(finding)).into()
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
        let mut names = Vec::new();
        for history in histories {
            names.extend(self.ws.complainants(history)?);
        }
        self.may_reveal(&histories.iter().map(|h| h.case.id).collect::<Vec<_>>(), actor)?;
        self.guard("show", ("purpose", purpose), histories.first().map(|h| h.case.id), &names, actor)?;
        self.record_reveal(histories.iter().map(|h| h.case.id).collect(), purpose, command, actor)?;
        let mut held = Vec::new();
        for entry in histories.iter().flat_map(|h| &h.entries).filter(|e| e.event.sealed.is_some()) {
            held.extend(self.ws.private(entry.position)?.map(|texts| (entry.event.id(), texts)));
        }
        Ok(where_they_were(held))
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
        self.push_desk(Body::Revealed(body), Texts::of("purpose", purpose), single, actor)?;
        self.commit().map(drop)
    }

    /// Decides on erasing what is private of a case (and with `all` the institution's own texts too), where the gate lets it; what should
    /// be heard of it. `due`: its time of keeping is over. Nothing where there is nothing to erase.
    ///
    /// # Errors
    /// A refusal; the log or the private side cannot be read.
    pub fn plan_erasing(
        &mut self,
        id: CaseId,
        (all, due): (bool, bool),
        reason: &str,
        actor: &Actor,
    ) -> Result<Vec<Ruled>, WorkspaceError> {
        self.ws.refuse_shared(id)?;
        self.ws.private_is_readable()?;
        let history = self.ws.history(id, AsOf::default())?.ok_or(WorkspaceError::NoCase { name: id.to_string() })?;
        let events = history.erasable(all);
        if events.is_empty() {
            return Ok(Vec::new());
        }
        self.guard("erase", ("reason", reason), Some(id), &self.ws.complainants(&history)?, actor)?;
        let verb = Erase { events, all, reason: reason.into(), due, today: actor.today() };
        Ok(self.run(&[&verb], Some(id), actor)?.warnings)
    }

    /// Erases what was decided on. The events come first; a crash after them is made good by the next session.
    ///
    /// # Errors
    /// The store's.
    pub fn erase_planned(&mut self) -> Result<Erasing, WorkspaceError> {
        self.write()?;
        if self.note.erasing.is_empty() {
            return Ok(Erasing::default());
        }
        let open = self.note.erasing.clone();
        self.blank(&open)
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

    /// Finishes erasings that a crash cut short.
    pub(super) fn finish_erasing(&mut self) -> Result<(), WorkspaceError> {
        if self.note.erasing.is_empty() {
            return Ok(());
        }
        let open = self.note.erasing.clone();
        self.blank(&open).map(drop)
    }

    /// Blanks what the `erased` events with these numbers name, and their attached files.
    fn blank(&mut self, numbers: &[u64]) -> Result<Erasing, WorkspaceError> {
        let mut wanted: Vec<(EventId, Code)> = Vec::new();
        let own = self.tx()?.writer();
        let mut entries = Vec::new();
        self.ws.events(&mut |entry| {
            match &entry.event.body {
                Body::Erased(body) if entry.position.writer == own && numbers.contains(&entry.event.n) => {
                    wanted.extend(body.events.iter().map(|e| (*e, body.scope.clone())));
                }
                _ => {}
            }
            if entry.event.sealed.is_some() || !entry.event.text.is_empty() {
                entries.push((entry.event.id(), entry.position));
            }
            std::ops::ControlFlow::Continue(())
        })?;
        let mut result = Erasing { events: wanted.len(), ..Erasing::default() };
        let mut targets = Vec::new();
        for (id, position) in entries {
            let Some((_, scope)) = wanted.iter().find(|(w, _)| *w == id) else { continue };
            if position.writer != own {
                // Nobody writes in another writer's folder, not even blanks: its own desk must erase there.
                result.elsewhere += 1;
                continue;
            }
            let (text, private) = (scope != "private", scope != SEALED);
            if private {
                result.files += self.delete_files(position)?;
            }
            targets.push(EraseTarget { position, text, private });
        }
        let done = self.tx()?.erase(&targets)?;
        // Only then: what is made of the log from here on does not hold it.
        self.ws.forget_pictures()?;
        result.not_held = done.not_held;
        self.note.erasing.clear();
        let note = self.note.text();
        self.tx()?.set_head_note(&note);
        Ok(result)
    }

    /// Deletes the attached files that an event's private line names.
    ///
    /// # Errors
    /// The system refuses; then the line that names the file is kept, or nobody would know whose it is.
    fn delete_files(&self, position: Position) -> Result<usize, WorkspaceError> {
        let Some(texts) = self.ws.private(position)? else { return Ok(0) };
        let stored = texts.iter().filter(|(name, _)| name.starts_with("stored"));
        // A name is random hex: anything else was not written by us and is left alone.
        let ours = stored.filter(|(_, file)| file.len() == 32 && file.bytes().all(|b| b.is_ascii_hexdigit()));
        let mut gone = 0;
        for (_, file) in ours {
            let path = self.ws.files_folder().join(file);
            match std::fs::remove_file(&path) {
                Ok(()) => gone += 1,
                Err(source) if source.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(WorkspaceError::File { path, source }),
            }
        }
        Ok(gone)
    }
}

/// Files that were copied into the private folder for an event that is not recorded yet. Unless they are claimed they go again:
/// what no event names could never be erased.
#[derive(Debug, Default)]
pub struct Kept {
    files: Vec<std::path::PathBuf>,
}

impl Kept {
    /// Whether nothing was copied.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The event is on record, or may be.
    pub fn claim(mut self) {
        self.files.clear();
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = std::fs::remove_file(file);
        }
    }
}

impl Workspace {
    /// Copies a file into the private folder under a random name.
    ///
    /// # Errors
    /// The system refuses.
    pub fn keep_file(
        &self,
        from: &std::path::Path,
        random: [u8; 16],
        kept: &mut Kept,
    ) -> Result<crate::domain::decide::FileFacts, WorkspaceError> {
        let wrap = |path: &std::path::Path| {
            let path = path.to_path_buf();
            |source| WorkspaceError::File { path, source }
        };
        let bytes = std::fs::read(from).map_err(wrap(from))?;
        let stored = crate::store::hash::to_hex(&random);
        let path = self.files_folder().join(&stored);
        kept.files.push(path.clone());
        self.write_private(&path, &bytes).map_err(wrap(&path))?;
        Ok(crate::domain::decide::FileFacts {
            name: from.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            stored,
            sha256: crate::store::hash::plain(&bytes).to_string(),
        })
    }

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
