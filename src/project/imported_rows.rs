//! What is on record of imports: the rows with their cases, what each row said last, and the histories of cases as their source told them.
//!
//! Invariant: nothing private that is read here is shown; it is compared with what a source says now.

use crate::domain::case::Case;
use crate::domain::case::withheld;
use crate::domain::event::{Body, CORRECTED, Event, SEALED};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::log::hash::Digest;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::privacy::private_texts;
use crate::project::read::HistoryCut;
use crate::project::request_text::RowSaid;
use memchr::memmem;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// An event that names a row.
pub struct ImportedRow<'a> {
    /// The row's key.
    pub key: &'a str,
    /// The case.
    pub case: Option<CaseId>,
    /// The event.
    pub event: EventId,
    /// The digest of its private line.
    pub sealed: Option<[u8; 32]>,
}

/// What became of imported cases.
#[derive(Debug, Default)]
pub struct RowFates {
    /// Cases whose import was undone: their rows may be imported again.
    pub undone: HashSet<CaseId>,
    /// Cases voided otherwise.
    pub voided: HashSet<CaseId>,
    /// Events whose private data was erased for good.
    pub erased: HashSet<EventId>,
}

/// A case with its events and their private texts.
pub struct RowHistory {
    /// The case.
    pub case: Case,
    /// Its events; what a restricted case keeps private is filled in.
    pub events: Vec<(Event, Texts)>,
}

#[derive(serde::Deserialize)]
struct Row<'a> {
    #[serde(borrow, default)]
    import: std::borrow::Cow<'a, str>,
    #[serde(default)]
    case: Option<CaseId>,
    #[serde(default)]
    n: u64,
    #[serde(borrow, default)]
    sealed: &'a str,
}

/// Takes the key of a row: the digest of the private line that holds it, the event whose row it is where another event holds it now, and
/// the key.
pub type EachPrivateKey<'e> = dyn FnMut(&[u8; 32], Option<EventId>, &str) + 'e;

impl Project {
    /// Calls `each` with every event that names an imported row; one row may have several.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn imported_rows(&self, each: &mut dyn FnMut(ImportedRow<'_>)) -> Result<RowFates, ProjectError> {
        let finder = |needle: &'static str| memmem::Finder::new(needle);
        let (imported, voided) = (finder("\"import\":\""), finder("\"voided\":{"));
        let (revoked, erased) = (finder("\"revoked\":{"), finder("\"erased\":{"));
        let clashes = self.clashes()?;
        let (mut fates, mut voids, mut taken_back) = (RowFates::default(), Vec::new(), HashSet::new());
        self.lines(&mut |line| {
            let has = |finder: &memmem::Finder<'_>| finder.find(line.bytes).is_some();
            if has(&imported) {
                // If this fast path cannot read the line it is not an event; `parse` gives the error.
                match serde_json::from_slice::<Row<'_>>(line.bytes) {
                    Ok(row) if !row.import.is_empty() => each(ImportedRow {
                        key: &row.import,
                        case: row.case.map(|id| clashes.meant(id, line.position.writer)),
                        event: EventId { desk: line.position.writer.desk(), n: row.n },
                        sealed: Digest::parse(row.sealed.as_bytes()).map(|digest| digest.0),
                    }),
                    Ok(_) => {}
                    Err(_) => drop(self.parse(line)?),
                }
            }
            if has(&voided) || has(&revoked) || has(&erased) {
                let (event, _) = self.parse(line)?;
                match &event.body {
                    Body::Voided(body) => voids.extend(event.case.map(|case| (event.id(), case, body.run.is_some()))),
                    Body::Revoked(body) => taken_back.extend(body.event),
                    Body::Erased(body) if !matches!(body.scope.as_str(), SEALED | CORRECTED) => {
                        fates.erased.extend(body.events.iter().copied());
                    }
                    _ => {}
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for (event, case, undone) in voids {
            if !taken_back.contains(&event) {
                if undone {
                    fates.undone.insert(case)
                } else {
                    fates.voided.insert(case)
                };
            }
        }
        Ok(fates)
    }

    /// Calls `each` with what rows said, by the digests of their private lines. Says nothing to an account that may not read them.
    ///
    /// # Errors
    /// The private side is damaged or cannot be read.
    pub fn rows_said(&self, each: &mut dyn FnMut(&[u8; 32], RowSaid)) -> Result<(), ProjectError> {
        if self.private_is_closed() {
            return Ok(());
        }
        let name = memmem::Finder::new("\"of\":\"");
        self.log.scan_private(&mut |line| {
            // In a text the quotation marks would be escaped.
            let data = line.data.unwrap_or_default();
            let said = name.find(data.as_bytes()).and_then(|at| data.get(at + 6..at + 6 + RowSaid::LENGTH));
            if let Some(said) = said.and_then(RowSaid::parse) {
                each(&line.sealed.0, said);
            }
            ControlFlow::Continue(())
        })?;
        Ok(())
    }

    /// Calls `each` with the keys of rows that lie on the private side.
    ///
    /// # Errors
    /// The private side is damaged or cannot be read; this account may not read it: the rows would be taken for new ones.
    pub fn private_keys(&self, each: &mut EachPrivateKey<'_>) -> Result<(), ProjectError> {
        self.private_is_readable()?;
        let (name, mut failed) = (memmem::Finder::new(Texts::IMPORT_KEY), None);
        self.log.scan_private(&mut |line| {
            let Some(data) = line.data.filter(|data| name.find(data.as_bytes()).is_some()) else {
                return ControlFlow::Continue(());
            };
            let Some(texts) = private_texts(data) else {
                failed = Some(self.not_texts(line.position));
                return ControlFlow::Break(());
            };
            for (name, key) in texts.iter() {
                match name.split_once(' ') {
                    None if name == Texts::IMPORT_KEY => each(&line.sealed.0, None, key),
                    Some((event, Texts::IMPORT_KEY)) => each(&line.sealed.0, event.parse().ok(), key),
                    _ => {}
                }
            }
            ControlFlow::Continue(())
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// A case's events with their private texts, to be compared with what its source says now.
    ///
    /// # Errors
    /// The log or the private side cannot be read.
    pub fn row_history(&self, id: CaseId) -> Result<Option<RowHistory>, ProjectError> {
        let Some(history) = self.history(id, HistoryCut::default())? else { return Ok(None) };
        let (closed, mut events) = (self.private_is_closed(), Vec::with_capacity(history.entries.len()));
        for entry in history.entries {
            let has = entry.event.sealed.is_some() && !closed;
            let texts = if has { self.private(entry.position)?.unwrap_or_default() } else { Texts::default() };
            let mut event = entry.event;
            if history.case.facts.restricted && withheld::may_have(&event) {
                withheld::restore(&mut event, &texts, &|code| self.policy.is_free_text(code));
            }
            events.push((event, texts));
        }
        Ok(Some(RowHistory { case: history.case, events }))
    }
}

/// The events of a case that came with imports: those that name a row, and those that follow directly in the same moment, because the acts of
/// a row are recorded one after the other.
#[must_use]
pub fn is_imported(events: &[(Event, Texts)]) -> Vec<bool> {
    let mut last = None;
    let of_row = |(event, _): &(Event, Texts)| {
        let is = !event.import.is_empty() || last == Some((event.at, event.n.saturating_sub(1)));
        last = is.then_some((event.at, event.n));
        is
    };
    events.iter().map(of_row).collect()
}
