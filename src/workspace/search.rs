//! Cases found by what was written: a scan of all lines for the bytes of a text; only lines that hold it are parsed.
//!
//! Invariant: finds what parsing every line would find, and tells the same damage; nothing of the private side is given.

use crate::domain::event::Event;
use crate::domain::id::CaseId;
use crate::store::line::{Line, Malformed};
use crate::store::{Digest, Finding, Kind, LineRef, World};
use crate::workspace::error::WorkspaceError;
use crate::workspace::fold;
use crate::workspace::open::Workspace;
use memchr::memmem;
use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

/// What a line gave: its case, if it is of one and holds what is looked for; or that it is no event.
type Hit = Result<CaseId, Finding>;

impl Workspace {
    /// Cases with a line that holds `text`, as it was written.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn search(&self, text: &str) -> Result<BTreeSet<CaseId>, WorkspaceError> {
        let quoted = serde_json::Value::from(text).to_string();
        let finder = memmem::Finder::new(&quoted[1..quoted.len() - 1]);
        self.find(&|line| finder.find(line).is_some(), &|event| says(event, text))
    }

    /// Cases of which something on the private side holds `text`. Nothing of it is given.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn search_private(&self, text: &str) -> Result<BTreeSet<CaseId>, WorkspaceError> {
        let quoted = serde_json::Value::from(text).to_string();
        let finder = memmem::Finder::new(&quoted[1..quoted.len() - 1]);
        let mut digests: HashSet<Digest> = HashSet::new();
        self.store.scan_private(&mut |line| {
            if line.data.is_some_and(|data| finder.find(data.as_bytes()).is_some()) {
                digests.insert(line.sealed);
            }
            ControlFlow::Continue(())
        })?;
        if digests.is_empty() {
            return Ok(BTreeSet::new());
        }
        let names = |line: &[u8]| {
            let line = Line::split(line).ok()?;
            line.trailer().sealed.and_then(Digest::parse)
        };
        // A line that cannot be taken apart may still be an event.
        let may = |line: &[u8]| names(line).is_none_or(|sealed| digests.contains(&sealed));
        let is = |event: &Event| {
            let sealed = event.sealed.as_deref().and_then(|sealed| Digest::parse(sealed.as_bytes()));
            sealed.is_some_and(|sealed| digests.contains(&sealed))
        };
        self.find(&may, &is)
    }

    /// Cases with an event that `is` lets through, among the lines that `may` lets through.
    fn find(
        &self,
        may: &(dyn Fn(&[u8]) -> bool + Sync),
        is: &(dyn Fn(&Event) -> bool + Sync),
    ) -> Result<BTreeSet<CaseId>, WorkspaceError> {
        let store = &self.store;
        let look = |line: LineRef<'_>| -> Option<Hit> {
            if !may(line.bytes) {
                return None;
            }
            match fold::parse(line.bytes, line.position) {
                Ok(event) => event.case.filter(|_| is(&event)).map(Ok),
                Err(_) => {
                    let file = store.layout.segment(line.position.writer, line.position.segment);
                    let (line, kind) = (line.position.line, Kind::Malformed(Malformed::Start));
                    Some(Err(Finding { world: World::Damage, file, line, kind }))
                }
            }
        };
        let Some((hits, mut wrong)) = store.scan_apart(&look)? else {
            return self.find_in_order(is);
        };
        let mut found = BTreeSet::new();
        for hit in hits {
            match hit {
                Ok(case) => drop(found.insert(case)),
                Err(finding) => wrong.push(finding),
            }
        }
        wrong.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        // A log that has gone back is told, and read as it is.
        wrong.extend(store.shortfall().ok().flatten());
        self.remember(wrong);
        Ok(found)
    }

    /// The same where the log is so damaged that only a reading in order can say what is an event.
    fn find_in_order(&self, is: &dyn Fn(&Event) -> bool) -> Result<BTreeSet<CaseId>, WorkspaceError> {
        let mut found = BTreeSet::new();
        self.each_event(&mut |told| {
            found.extend(told.event.case.filter(|_| is(told.event)));
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}

/// Whether an event's texts or the values of its facts (not their keys) hold `text`.
fn says(event: &Event, text: &str) -> bool {
    fn holds(value: &serde_json::Value, text: &str) -> bool {
        match value {
            serde_json::Value::String(s) => s.contains(text),
            serde_json::Value::Array(all) => all.iter().any(|v| holds(v, text)),
            serde_json::Value::Object(map) => map.values().any(|v| holds(v, text)),
            serde_json::Value::Number(n) => n.to_string() == text,
            _ => false,
        }
    }
    let facts = || serde_json::from_str(&event.body.json()).is_ok_and(|json| holds(&json, text));
    let id = || event.case.is_some_and(|id| id.to_string().contains(text)) || event.import.contains(text);
    event.text.iter().any(|(_, said)| said.contains(text)) || event.by == text || facts() || id()
}
