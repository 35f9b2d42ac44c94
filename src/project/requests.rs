//! Requests that were done: a retry with the same key and the same content does nothing; other content is another request.
//!
//! What a request said is kept beside its first event as a salted digest, on the private side: 32 hex digits of salt, then the
//! SHA-256 of the salt's digits and the content.

use crate::domain::Code;
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

/// Requests that were done.
pub struct Requests<'w> {
    ws: &'w Project,
    /// Where there is no index: all of them.
    all: Option<HashMap<Code, Option<CaseId>>>,
}

impl Requests<'_> {
    /// Whether this one was done, and for which case.
    ///
    /// # Errors
    /// As [`Workspace::events`].
    pub fn get(&mut self, key: &Code) -> Result<Option<Option<CaseId>>, ProjectError> {
        if self.all.is_none() {
            match self.ws.through(|view| view.request(self.ws, key))? {
                Some(found) => return Ok(found),
                None => self.all = Some(self.ws.all_requests()?),
            }
        }
        Ok(self.all.as_ref().and_then(|all| all.get(key)).copied())
    }
}

/// A request that was done.
#[derive(Clone, Debug)]
pub struct DoneRequest {
    /// Its case, where it has one.
    pub case: Option<CaseId>,
    /// Its first event.
    pub event: EventId,
    /// What it said, as a salted digest; none where that was erased, is not held here, or was not kept yet.
    said: Option<String>,
}

impl DoneRequest {
    /// Whether it said the same; `None` where that cannot be told any more.
    #[must_use]
    pub fn is_same(&self, content: &str) -> Option<bool> {
        let (salt, digest) = self.said.as_ref()?.split_at_checked(SALT_DIGITS)?;
        Some(digest_of(salt, content) == digest)
    }
}

/// Hex digits of the salt.
const SALT_DIGITS: usize = 32;

impl Session<'_> {
    /// Whether a request did something on a case.
    ///
    /// # Errors
    /// As [`Workspace::events`].
    pub fn has_request(&self, case: CaseId, key: &Code) -> Result<bool, ProjectError> {
        let history = self.ws.history(case, HistoryCut::default())?;
        Ok(history.is_some_and(|history| history.entries.iter().any(|entry| entry.event.request == *key)))
    }
}

impl Project {
    /// What is on record of a request that was done.
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
        // Who may not read the private side is answered by the key alone.
        let held = if self.private_is_closed() { None } else { self.private(entry.position)? };
        let said = held.and_then(|texts| texts.get(Texts::REQUEST).map(Into::into));
        Ok(Some(DoneRequest { case, event: entry.event.id(), said }))
    }

    /// The requests that were done, to be asked for one after the other.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn requests(&self) -> Result<Requests<'_>, ProjectError> {
        let all = if self.view()?.is_some() { None } else { Some(self.all_requests()?) };
        Ok(Requests { ws: self, all })
    }

    /// The keys of all requests that were done, with their cases.
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
