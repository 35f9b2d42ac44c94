//! Requests that were done: a retry finds its key and does nothing.

use crate::domain::Code;
use crate::domain::id::CaseId;
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use memchr::memmem;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Requests that were done.
pub struct Requests<'w> {
    ws: &'w Workspace,
    /// Where there is no picture: all of them.
    all: Option<HashMap<Code, Option<CaseId>>>,
}

impl Requests<'_> {
    /// Whether this one was done, and for which case.
    ///
    /// # Errors
    /// As [`Workspace::events`].
    pub fn get(&mut self, key: &Code) -> Result<Option<Option<CaseId>>, WorkspaceError> {
        if self.all.is_none() {
            match self.ws.through(|view| view.request(self.ws, key))? {
                Some(found) => return Ok(found),
                None => self.all = Some(self.ws.all_requests()?),
            }
        }
        Ok(self.all.as_ref().and_then(|all| all.get(key)).copied())
    }
}

impl Workspace {
    /// The requests that were done, to be asked for one after the other.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn requests(&self) -> Result<Requests<'_>, WorkspaceError> {
        let all = if self.view()?.is_some() { None } else { Some(self.all_requests()?) };
        Ok(Requests { ws: self, all })
    }

    /// The keys of all requests that were done, with their cases.
    ///
    /// # Errors
    /// As [`Self::events`].
    fn all_requests(&self) -> Result<HashMap<Code, Option<CaseId>>, WorkspaceError> {
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
