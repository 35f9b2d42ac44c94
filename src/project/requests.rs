//! Retry keys (`--request`) on record: the same key with the same content is a retry and does nothing; with other content it is refused.
//!
//! The content of a request is kept with its first event, on the private side, as a salted digest: 32 hex digits of salt, then the
//! SHA-256 of the salt's digits and the content.

use crate::domain::Code;
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{HistoryCut, HistoryEntry};
use crate::project::request_text::digest_of;
use crate::project::session::Session;
use memchr::memmem;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// The requests on record.
pub struct Requests<'w> {
    project: &'w Project,
    /// All of them, by retry key; `None` while the index can be asked instead.
    all: Option<HashMap<Code, Option<CaseId>>>,
}

impl Requests<'_> {
    /// Whether a request is on record, and its case.
    ///
    /// # Errors
    /// As [`Project::events`].
    pub fn get(&mut self, key: &Code) -> Result<Option<Option<CaseId>>, ProjectError> {
        if self.all.is_none() {
            match self.project.through(|view| view.request(self.project, key))? {
                Some(found) => return Ok(found),
                None => self.all = Some(self.project.all_requests()?),
            }
        }
        Ok(self.all.as_ref().and_then(|all| all.get(key)).copied())
    }
}

/// A request on record.
#[derive(Clone, Debug)]
pub struct DoneRequest {
    /// Its case, if it has one.
    pub case: Option<CaseId>,
    /// Its first event.
    pub event: EventId,
    /// Salted digest of its content; `None` if that was erased, is not held here, or was written before contents were kept.
    said: Option<String>,
}

impl DoneRequest {
    /// Whether its content was the same; `None` if that is not known.
    #[must_use]
    pub fn is_same(&self, content: &str) -> Option<bool> {
        let (salt, digest) = self.said.as_ref()?.split_at_checked(SALT_DIGITS)?;
        Some(digest_of(salt, content) == digest)
    }
}

/// Hex digits of the salt.
const SALT_DIGITS: usize = 32;

impl Session<'_> {
    /// Whether a request recorded an event of a case.
    ///
    /// # Errors
    /// As [`Project::events`].
    pub fn has_request(&self, case: CaseId, key: &Code) -> Result<bool, ProjectError> {
        let history = self.project.history(case, HistoryCut::default())?;
        Ok(history.is_some_and(|history| history.entries.iter().any(|entry| entry.event.request == *key)))
    }
}

impl Project {
    /// The event of this id; `None` if there is none.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn event(&self, id: EventId) -> Result<Option<Event>, ProjectError> {
        let (needle, mut found) = (format!("\"n\":{},", id.n), None);
        let finder = memmem::Finder::new(&needle);
        self.lines(&mut |line| {
            if finder.find(line.bytes).is_some() {
                found = Some(self.parse(line)?.0).filter(|event| event.id() == id);
            }
            Ok(if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(found)
    }

    /// The request with this key, as it is on record.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn done_request(&self, key: &Code, case: Option<CaseId>) -> Result<Option<DoneRequest>, ProjectError> {
        let has = |entry: &HistoryEntry| entry.event.request == *key;
        let mut found = None;
        match case {
            Some(id) => found = self.history(id, HistoryCut::default())?.and_then(|h| h.entries.into_iter().find(has)),
            None => self.events(&mut |entry| match has(&entry) {
                true => {
                    found = Some(entry);
                    ControlFlow::Break(())
                }
                false => ControlFlow::Continue(()),
            })?,
        }
        let Some(entry) = found else { return Ok(None) };
        // An account that may not read the private side is answered by the key alone.
        let held = if self.private_is_closed() { None } else { self.private(entry.position)? };
        let said = held.and_then(|texts| texts.get(Texts::REQUEST).map(Into::into));
        Ok(Some(DoneRequest { case, event: entry.event.id(), said }))
    }

    /// All requests on record, for look-ups by key.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn requests(&self) -> Result<Requests<'_>, ProjectError> {
        let all = if self.view()?.is_some() { None } else { Some(self.all_requests()?) };
        Ok(Requests { project: self, all })
    }

    /// The retry keys of all requests on record, with their cases.
    ///
    /// # Errors
    /// As [`Self::events`].
    fn all_requests(&self) -> Result<HashMap<Code, Option<CaseId>>, ProjectError> {
        let finder = memmem::Finder::new("\"request\":\"");
        let mut keys = HashMap::new();
        self.lines(&mut |line| {
            if finder.find(line.bytes).is_some() {
                let (event, _) = self.parse(line)?;
                if !event.request.is_empty() {
                    keys.entry(event.request).or_insert(event.case);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(keys)
    }
}
