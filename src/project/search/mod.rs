//! Finds cases by text, in any spelling: scans all lines for each word and parses only those hits that the raw line does not decide.
//!
//! Invariant: finds what parsing every line would find, and reports the same damage; no private data is returned.

mod indexed;
mod line_match;
mod line_walk;
mod naming;
mod spelling;

use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::log::line::Malformed;
use crate::log::{Digest, Finding, FindingKind, Layout, LineRef, Needle, World};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::open::Project;
use crate::project::read_ahead;
use crate::project::shared_numbers::Clashes;
use line_match::SearchWord;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Cases found, sorted by id, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// In the log.
    pub said: Vec<CaseId>,
    /// On the private side.
    pub private: Vec<CaseId>,
}

/// A line that contains the word, in the log or in its private data.
#[derive(Clone, Copy)]
struct Hit {
    case: CaseId,
    said: bool,
    private: bool,
}

/// The key of the digest of an event's private data.
const SEALED: &[u8] = b"\"sealed\"";

/// Facts that are digests: nobody searches for a piece of one, and any two of its digits may stand in it.
const DIGESTS: &[&str] = &["policy", "digest", "directory", "file", "template", "of"];

/// The search for one word.
struct Search {
    sought: SearchWord,
    /// Digests of the private lines that contain it.
    private: HashSet<Digest>,
    clashes: Arc<Clashes>,
}

impl Project {
    /// Cases whose history contains all words of `typed`, in any spelling; with `private`, also cases whose private data contains them. No
    /// private data is returned.
    ///
    /// # Errors
    /// As [`Self::events`]; a private line is damaged.
    pub fn search(&self, typed: &str, private: bool) -> Result<SearchResult, ProjectError> {
        let index = self.index_for(private)?;
        let mut found: Option<SearchResult> = None;
        for word in spelling::words(typed) {
            let by_index = index.as_ref().map_or(Ok(None), |state| self.search_index(&word, state))?;
            let next = by_index.map_or_else(|| self.search_word(&word, private), Ok)?;
            found = Some(match found {
                None => next,
                Some(before) => before.and(&next),
            });
        }
        self.note_private_index(index.as_ref());
        Ok(found.unwrap_or_default())
    }

    fn search_word(&self, word: &str, private: bool) -> Result<SearchResult, ProjectError> {
        let sought = SearchWord::new(word);
        let private = match private {
            // A name is found however its parts are joined.
            true => self.log.find_private(spelling::name_needle(word).as_ref().unwrap_or(sought.needle()))?,
            false => Vec::new(),
        };
        let search = Search { sought, private: private.into_iter().collect(), clashes: self.clashes()? };
        Ok(SearchResult::of(&self.hits(&search)?))
    }

    fn hits(&self, search: &Search) -> Result<Vec<Hit>, ProjectError> {
        let store = &self.log;
        let sealed = Needle::bytes(SEALED);
        let finders = [search.sought.needle(), &sealed];
        let finders = if search.private.is_empty() { &finders[..1] } else { &finders[..] };
        let look = |line: LineRef<'_>, at: &[Option<usize>]| search.hit(&store.layout, line, at);
        let Some((hits, mut wrong)) = store.scan_apart(finders, &look)? else {
            return self.hits_in_order(search);
        };
        wrong.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.remember(wrong.into_iter().map(Flaw::from));
        self.remember_shortfall();
        Ok(hits)
    }

    /// The same, if the log is so damaged that only reading it in order can tell which lines are events.
    fn hits_in_order(&self, search: &Search) -> Result<Vec<Hit>, ProjectError> {
        let mut hits = Vec::new();
        self.each_event(&mut |told| {
            hits.extend(search.judge(told.event, true));
            ControlFlow::Continue(())
        })?;
        Ok(hits)
    }
}

impl Search {
    /// Checks a line; `at` is where the word and the key of its private digest are first found in it.
    fn hit(&self, layout: &Layout, line: LineRef<'_>, at: &[Option<usize>]) -> Option<Result<Hit, Finding>> {
        let place = |index: usize| at.get(index).copied().flatten();
        let none = |()| {
            let file = layout.segment(line.position.writer, line.position.segment);
            let (line, kind) = (line.position.line, FindingKind::Malformed(Malformed::Start));
            Finding { world: World::Damage, file, line, kind }
        };
        self.look(line, place(0), place(1)).map_err(none).transpose()
    }

    /// Checks a line in which the word is first found at `first`, and the key of its private digest at `sealed`.
    fn look(&self, line: LineRef<'_>, first: Option<usize>, sealed: Option<usize>) -> Result<Option<Hit>, ()> {
        if first.is_none() && sealed.is_some_and(|at| self.is_other(&line.bytes[at..])) {
            return Ok(None);
        }
        let glance = self.sought.glance(line.bytes, first);
        // For a case of another desk only parsing can tell which case is meant.
        let own = |id: CaseId| id.desk == line.position.writer.desk();
        let glance = glance.filter(|glance| glance.case.is_none_or(own));
        if let Some((glance, said)) = glance.and_then(|glance| Some((glance, glance.says?))) {
            let private = glance.sealed.is_some_and(|sealed| self.private.contains(&sealed));
            let case = glance.case.map(|id| self.clashes.meant(id, line.position.writer));
            return Ok(case.filter(|_| said || private).map(|case| Hit { case, said, private }));
        }
        let event = read_ahead::parse(line.bytes, line.position, &self.clashes).map_err(drop)?;
        Ok(self.judge(&event, first.is_some()))
    }

    /// Whether these bytes, which begin at the key of a private digest, hold a digest that was not found.
    fn is_other(&self, bytes: &[u8]) -> bool {
        let digest = bytes.strip_prefix(b"\"sealed\":\"").and_then(|rest| rest.split_at_checked(64));
        // These keys follow only at the end of a line.
        let ends = |rest: &[u8]| rest.starts_with(b"\",\"hash\":\"") || rest.starts_with(b"\",\"more\":");
        let digest = digest.filter(|(_, rest)| ends(rest)).and_then(|(digest, _)| Digest::parse(digest));
        digest.is_some_and(|digest| !self.private.contains(&digest))
    }

    fn judge(&self, event: &Event, may: bool) -> Option<Hit> {
        let said = may && says(event, &self.sought);
        let sealed = event.sealed.as_deref().and_then(|sealed| Digest::parse(sealed.as_bytes()));
        let private = sealed.is_some_and(|sealed| self.private.contains(&sealed));
        event.case.filter(|_| said || private).map(|case| Hit { case, said, private })
    }
}

impl SearchResult {
    fn of(hits: &[Hit]) -> Self {
        let cases = |is: fn(&Hit) -> bool| {
            let mut cases: Vec<CaseId> = hits.iter().filter(|hit| is(hit)).map(|hit| hit.case).collect();
            cases.sort_unstable();
            cases.dedup();
            cases
        };
        Self { said: cases(|hit| hit.said), private: cases(|hit| hit.private) }
    }

    /// The cases that another search found too, in the log or on the private side.
    fn and(self, other: &Self) -> Self {
        let in_other = |id: &CaseId| other.said.binary_search(id).is_ok() || other.private.binary_search(id).is_ok();
        // A case that needs the private side for one of its words counts as found there.
        let only_there = self.said.iter().filter(|id| in_other(id) && other.said.binary_search(id).is_err());
        let mut private: Vec<CaseId> =
            only_there.chain(self.private.iter().filter(|id| in_other(id))).copied().collect();
        private.sort_unstable();
        private.dedup();
        let said = self.said.iter().filter(|id| other.said.binary_search(id).is_ok()).copied().collect();
        Self { said, private }
    }
}

/// Whether an event's texts or fact values (not keys) contain a word.
fn says(event: &Event, sought: &SearchWord) -> bool {
    fn holds(value: &serde_json::Value, sought: &SearchWord) -> bool {
        match value {
            serde_json::Value::String(s) => sought.is_in(s),
            serde_json::Value::Array(all) => all.iter().any(|v| holds(v, sought)),
            serde_json::Value::Object(map) => map.values().any(|v| holds(v, sought)),
            serde_json::Value::Number(n) => sought.is(&n.to_string()),
            _ => false,
        }
    }
    let facts = || match serde_json::from_str(&event.body.json()) {
        Ok(serde_json::Value::Object(all)) => {
            all.iter().any(|(key, value)| !DIGESTS.contains(&key.as_str()) && holds(value, sought))
        }
        other => other.is_ok_and(|value| holds(&value, sought)),
    };
    let id = || event.case.is_some_and(|id| sought.is_in(&id.to_string())) || sought.is_in(&event.import);
    event.text.iter().any(|(_, said)| sought.is_in(said)) || sought.is(&event.by) || facts() || id()
}

#[cfg(test)]
mod tests;
