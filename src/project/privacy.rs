//! The private side: its data is shown only after a `revealed` event is on disk.

use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::withheld;
use crate::domain::event::{Body, Event, Revealed};
use crate::domain::gate::refusal::{Refusal, Ruled};
use crate::domain::gate::{Draft, Reveal, is_name, personal, who};
use crate::domain::guard::GuardNames;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::index::Rejection;
use crate::log::Position;
use crate::log::access::create_closed;
use crate::log::{Digest, Finding, FindingKind, LogError, World};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut, HistoryEntry};
use crate::project::session::{Actor, Session};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

impl Project {
    /// Some cases as they stand, with the names of their complainants; one read of the log for all of them.
    ///
    /// # Errors
    /// As [`Self::events`]; the private side cannot be read.
    pub(super) fn some_cases(
        &self,
        wanted: &HashSet<CaseId>,
    ) -> Result<HashMap<CaseId, (Case, Vec<String>)>, ProjectError> {
        let mut events: HashMap<CaseId, Vec<Event>> = HashMap::new();
        let mut sealed: HashMap<Digest, (CaseId, EventId)> = HashMap::new();
        let mut take = |id: CaseId, event: Event| {
            let digest = event.sealed.as_deref().and_then(|digest| Digest::parse(digest.as_bytes()));
            sealed.extend(digest.map(|digest| (digest, (id, event.id()))));
            events.entry(id).or_default().push(event);
        };
        let told = self.through(|view| {
            wanted.iter().map(|id| Ok((*id, view.told(self, *id)?))).collect::<Result<Vec<_>, Rejection>>()
        })?;
        match told {
            Some(told) => {
                for (id, entries) in told {
                    self.check_entries(&entries)?;
                    entries.into_iter().for_each(|entry| take(id, entry.event));
                }
            }
            None => self.lines(&mut |line| {
                let (event, _) = self.parse(line)?;
                if let Some(id) = event.case.filter(|id| wanted.contains(id)) {
                    take(id, event);
                }
                Ok(ControlFlow::Continue(()))
            })?,
        }
        let folded = events.iter().map(|(id, events)| (*id, (apply::fold(events), Vec::new())));
        let mut found: HashMap<CaseId, (Case, Vec<String>)> = folded.filter(|(_, (c, _))| !c.unopened).collect();
        // An account that may not read the private side knows no names.
        if !sealed.is_empty() && !self.private_is_closed() {
            let (mut told, mut failed): (HashMap<CaseId, Vec<(EventId, Texts)>>, _) = (HashMap::new(), None);
            self.log.scan_private(&mut |line| {
                if let (Some((case, event)), Some(data)) = (sealed.get(&line.sealed), line.data) {
                    match private_texts(data) {
                        Some(texts) => told.entry(*case).or_default().push((*event, texts)),
                        None => failed = failed.take().or_else(|| Some(self.not_texts(line.position))),
                    }
                }
                ControlFlow::Continue(())
            })?;
            failed.map_or(Ok(()), Err)?;
            for (id, lines) in told {
                if let Some((_, names)) = found.get_mut(&id) {
                    names.extend(names_told(lines));
                }
            }
        }
        Ok(found)
    }

    /// The names of a case's complainants, for the guard; they are not shown. An account that may not read the private side gets none; it
    /// is told so when it begins to write.
    ///
    /// # Errors
    /// The private data is damaged or cannot be read.
    pub(super) fn complainants(&self, history: &History) -> Result<Vec<String>, ProjectError> {
        let mut sealed = history.entries.iter().filter(|e| e.event.sealed.is_some()).peekable();
        if sealed.peek().is_none() || self.private_is_closed() {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        let own = self.own_writers()?;
        for entry in sealed {
            // What this folder wrote is here, blanked if it was erased. A line that is gone is not a case without names.
            if own.contains(&entry.position.writer) {
                self.log.check_held(entry.position)?;
            }
            lines.extend(self.private(entry.position)?.map(|texts| (entry.event.id(), texts)));
        }
        Ok(names_told(lines))
    }

    /// The names and numbers of a case's complainants; they are not shown.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn complainants_of(&self, id: CaseId) -> Result<Vec<String>, ProjectError> {
        self.complainants(&self.history(id, HistoryCut::default())?.unwrap_or_default())
    }

    /// Fails for an account that may not read the private side: it can neither reveal nor erase. Checked before anything is recorded.
    pub(super) fn private_is_readable(&self) -> Result<(), ProjectError> {
        Ok(self.log.names(&self.log.layout.private).map(drop)?)
    }

    /// The events of a restricted case with their private facts filled in.
    ///
    /// # Errors
    /// The private side cannot be read or is not held here: without it nobody knows who may decide.
    pub(super) fn whole(&self, history: History) -> Result<Vec<Event>, ProjectError> {
        let (id, restricted) = (history.case.id, history.case.facts.restricted);
        if !restricted {
            return Ok(history.entries.into_iter().map(|entry| entry.event).collect());
        }
        let mut lines = Vec::new();
        for entry in history.entries.iter().filter(|entry| withheld::may_have(&entry.event)) {
            let line = self.log.private(entry.position)?.ok_or(ProjectError::NotHeld { case: id })?;
            // An erased line has no facts any more.
            let texts = match line.data.as_deref() {
                Some(data) => private_texts(data).ok_or_else(|| self.not_texts(line.position))?,
                None => Texts::default(),
            };
            lines.push((entry.event.id(), texts));
        }
        let told = where_they_were(lines);
        let whole = |HistoryEntry { mut event, .. }: HistoryEntry| {
            if let Some((_, texts)) = told.iter().find(|(known, _)| *known == event.id() && withheld::may_have(&event))
            {
                withheld::restore(&mut event, texts, &|code| self.policy.is_free_text(code));
            }
            event
        };
        Ok(history.entries.into_iter().map(whole).collect())
    }

    /// The private data of the event at a position; `None` if it was erased, is not held here, or there is none.
    ///
    /// # Errors
    /// It is damaged or cannot be read.
    pub(super) fn private(&self, position: Position) -> Result<Option<Texts>, ProjectError> {
        let Some(held) = self.log.private(position)? else { return Ok(None) };
        let Some(data) = &held.data else { return Ok(None) };
        private_texts(data).map(Some).ok_or_else(|| self.not_texts(held.position))
    }

    /// The error for a private line that matches its digest but is not in our format.
    pub(super) fn not_texts(&self, at: Position) -> ProjectError {
        let file = self.log.layout.private_segment(at.writer, at.segment);
        let finding = Finding { world: World::Damage, file, line: at.line, kind: FindingKind::Body };
        LogError::Damaged(Box::new(finding)).into()
    }
}

/// Assigns texts that moved to the private side when their case was restricted (key `HQ:17 title`) to the event they came from.
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

/// The names and numbers of a case's parties, from its private lines. Those of dropped ones are still there, so the guard knows them too.
pub(super) fn names_told(lines: Vec<(EventId, Texts)>) -> Vec<String> {
    where_they_were(lines).iter().flat_map(|(_, texts)| who(texts).collect::<Vec<_>>()).collect()
}

/// The texts of a private line's `data` members.
pub(super) fn private_texts(members: &str) -> Option<Texts> {
    serde_json::from_str(&format!("{{{members}}}")).ok()
}

impl Session<'_> {
    /// Records that private data is about to be shown, then returns it: one entry for each event of the cases that has any. `how`
    /// names the command, and whether the data is shown in part only. What waits for the commit is recorded with it.
    ///
    /// # Errors
    /// Those of the log; then nothing may be shown.
    pub fn reveal(
        &mut self,
        histories: &[&History],
        purpose: &str,
        how: Revealed,
        actor: &Actor,
    ) -> Result<Vec<(EventId, Texts)>, ProjectError> {
        self.project.private_is_readable()?;
        let mut names = Vec::new();
        for history in histories {
            names.extend(self.project.complainants(history)?);
        }
        self.may_reveal(&histories.iter().map(|h| h.case.id).collect::<Vec<_>>(), actor)?;
        self.guard("show", ("purpose", purpose), histories.first().map(|h| h.case.id), &names, actor)?;
        let cases = histories.iter().map(|h| h.case.id).collect();
        self.record_reveal(Revealed { cases, ..how }, purpose, actor)?;
        let mut held = Vec::new();
        for entry in histories.iter().flat_map(|h| &h.entries).filter(|e| e.event.sealed.is_some()) {
            held.extend(self.project.private(entry.position)?.map(|texts| (entry.event.id(), texts)));
        }
        Ok(where_they_were(held))
    }

    /// The same for many cases, with a `revealed` event of its own in the history of each, in one commit. The texts come by case.
    ///
    /// # Errors
    /// As [`Self::reveal`].
    pub fn reveal_each(
        &mut self,
        histories: &[History],
        purpose: &str,
        how: &Revealed,
        actor: &Actor,
    ) -> Result<Vec<Vec<(EventId, Texts)>>, ProjectError> {
        self.project.private_is_readable()?;
        let mut names = Vec::new();
        for history in histories {
            names.extend(self.project.complainants(history)?);
        }
        self.guard("export", ("purpose", purpose), None, &names, actor)?;
        self.project.revealed.set(true);
        for id in histories.iter().map(|history| history.case.id) {
            let body = Revealed { cases: vec![id], ..how.clone() };
            self.push_desk(
                Body::Revealed(body),
                Texts::of("purpose", purpose),
                Some(id).filter(|id| !id.is_shared()),
                actor,
            )?;
        }
        self.commit()?;
        let mut told = Vec::with_capacity(histories.len());
        for history in histories {
            let mut held = Vec::new();
            for entry in history.entries.iter().filter(|e| e.event.sealed.is_some()) {
                held.extend(self.project.private(entry.position)?.map(|texts| (entry.event.id(), texts)));
            }
            told.push(where_they_were(held));
        }
        Ok(told)
    }

    /// Runs the `reveal` gate for these cases: everything that shows private data goes through it. Overrides wait for the commit.
    ///
    /// # Errors
    /// The first refusal; the log or the private side cannot be read.
    pub fn may_reveal(&mut self, cases: &[CaseId], actor: &Actor) -> Result<(), ProjectError> {
        // Looking happens now, whatever `on` says.
        let actor = Actor { on: None, ..actor.clone() };
        cases.iter().try_for_each(|id| self.run(&[&Reveal], Some(*id), &actor).map(drop))
    }

    /// Those of these cases whose private data the actor may see; says nothing about the others.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn revealable(&mut self, cases: &[CaseId], actor: &Actor) -> Result<Vec<CaseId>, ProjectError> {
        let mut able = Vec::new();
        for id in cases {
            match self.may_reveal(&[*id], actor) {
                Ok(()) => able.push(*id),
                Err(ProjectError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(able)
    }

    /// Records that private data of the named cases is about to be shown.
    ///
    /// # Errors
    /// Those of the log; then nothing may be shown.
    pub fn record_reveal(&mut self, body: Revealed, purpose: &str, actor: &Actor) -> Result<(), ProjectError> {
        self.project.private_is_readable()?;
        let mut names = Vec::new();
        for id in &body.cases {
            names.extend(self.names_of(*id)?);
        }
        self.guard("search", ("purpose", purpose), None, &names, actor)?;
        self.project.revealed.set(true);
        let single = body.cases.first().copied().filter(|id| body.cases.len() == 1 && !id.is_shared());
        self.push_desk(Body::Revealed(body), Texts::of("purpose", purpose), single, actor)?;
        self.commit().map(drop)
    }

    /// A correction of a party's data blanks the lines that held it, so what stays true is copied into the correction's own private line.
    pub(super) fn carry_over(&self, draft: &mut Draft, case: CaseId) -> Result<(), ProjectError> {
        let Body::Corrected(body) = &draft.body else { return Ok(()) };
        let Some(party) = body.party else { return Ok(()) };
        let says = |event: &Event| {
            event.id() == party || matches!(&event.body, Body::Corrected(body) if body.party == Some(party))
        };
        let mut lines: Vec<(EventId, Texts)> = Vec::new();
        let history = self.project.history(case, HistoryCut::default())?.unwrap_or_default();
        for entry in history.entries.iter().filter(|entry| entry.event.sealed.is_some() && says(&entry.event)) {
            let line = self.project.log.private(entry.position)?.ok_or(ProjectError::NotHeld { case })?;
            lines.extend(line.data.as_deref().and_then(private_texts).map(|texts| (entry.event.id(), texts)));
        }
        lines.extend(
            self.waiting_whole(case).into_iter().filter(|(event, _)| says(event)).map(|(e, texts)| (e.id(), texts)),
        );
        let mut all = Texts::default();
        for (id, texts) in &lines {
            for (key, text) in texts.iter().filter(|(key, _)| *key != Texts::REQUEST) {
                let moved = key.split_once(' ').is_some_and(|(event, _)| event.parse::<EventId>().is_ok());
                let key = if moved { key.to_string() } else { format!("{id} {key}") };
                if !body.private.iter().any(|name| key == format!("{party} {name}")) {
                    all.set(&key, text);
                }
            }
        }
        all.absorb(&mut draft.private);
        draft.private = all;
        Ok(())
    }

    /// Runs the guard over a text that goes into the log without a verb.
    pub(super) fn guard(
        &self,
        verb: &str,
        text: (&str, &str),
        case: Option<CaseId>,
        names: &[String],
        actor: &Actor,
    ) -> Result<(), ProjectError> {
        let names = GuardNames::from(names);
        // A complainant's name is let through only with consent, and texts of this kind have none.
        let exempt: Vec<&str> =
            actor.not_personal.iter().map(String::as_str).filter(|word| !is_name(word, &names)).collect();
        let found = personal("", std::iter::once(text), &names, &exempt, &self.project.directory, &self.project.policy);
        let ruled = |problem| Ruled { problem, verb: verb.into(), rule: None, doer: false };
        let problems: Vec<Ruled> = found.into_iter().filter(|(_, warn)| !warn).map(|(p, _)| ruled(p)).collect();
        if problems.is_empty() { Ok(()) } else { Err(ProjectError::Refused(Box::new(Refusal { case, problems }))) }
    }
}

impl Project {
    /// The path of a draft, which may hold private data while it is edited.
    #[must_use]
    pub fn draft_path(&self, name: &str) -> std::path::PathBuf {
        self.log.layout.private.join("drafts").join(name)
    }

    /// Drafts typed in an editor, not recorded, and not modified since `time`: their paths, sorted by name.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn drafts_before(&self, time: std::time::SystemTime) -> Result<Vec<std::path::PathBuf>, ProjectError> {
        if self.private_is_closed() {
            return Ok(Vec::new());
        }
        let folder = self.log.layout.private.join("drafts");
        let is_old = |path: &std::path::PathBuf| {
            path.symlink_metadata().and_then(|found| found.modified()).is_ok_and(|touched| touched < time)
        };
        let names = self.log.sorted_names(&folder)?.into_iter().map(|name| folder.join(name));
        Ok(names.filter(is_old).collect())
    }

    /// A path for rows that an import rejected: `private/rejects/NAME-1.csv` or the next free number; and the path before it, if there is
    /// one.
    #[must_use]
    pub fn rejects_path(&self, name: &str) -> (std::path::PathBuf, Option<std::path::PathBuf>) {
        let folder = self.log.layout.private.join("rejects");
        // The name comes from a map; it must not lead out of the folder.
        let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let path = |n: u32| folder.join(format!("{name}-{n}.csv"));
        let free = (1..u32::MAX).find(|n| !path(*n).exists()).unwrap_or(u32::MAX);
        (path(free), (free > 1).then(|| path(free - 1)))
    }

    /// Writes a file on the private side, readable by nobody else.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_private(&self, path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
        use std::io::Write;
        let mut file = self.create_private(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Whether the private side belongs to a smaller group that this account is not in.
    #[must_use]
    pub fn private_is_closed(&self) -> bool {
        self.log.private_is_closed()
    }

    /// Whether this process has recorded a reveal: files it writes from then on are readable by their owner only.
    #[must_use]
    pub fn has_revealed(&self) -> bool {
        self.revealed.get()
    }

    /// Whether this process has recorded something.
    #[must_use]
    pub fn has_written(&self) -> bool {
        self.written.get()
    }

    /// Writes a small file in `.redress/`, replacing an existing one.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_machine(&self, path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
        self.log.rules().replace(path, bytes)
    }

    /// A file on the private side that has no name: gone when it is closed, whatever happens.
    ///
    /// # Errors
    /// The system refuses.
    pub fn nameless_file(&self) -> std::io::Result<std::fs::File> {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let next = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = self.log.layout.private.join(format!(".import-{}-{next}", std::process::id()));
        let file = self.create_private(&path)?;
        std::fs::remove_file(&path)?;
        Ok(file)
    }

    /// Creates (or empties) a file that nobody else may read; on the private side also its folder.
    ///
    /// # Errors
    /// The system refuses.
    pub fn create_private(&self, path: &std::path::Path) -> std::io::Result<std::fs::File> {
        let rules = self.log.rules();
        if !rules.is_private(path) {
            return create_closed(path);
        }
        rules.make_folders(path.parent().unwrap_or(std::path::Path::new(".")))?;
        rules.create(path)
    }
}
