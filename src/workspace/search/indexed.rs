//! The same by the keyed index, where a word is a number or an address: only lines that may hold it are read, and what is new.
//!
//! Invariant: finds what a scan finds. Where anything speaks against the index nothing is found by it, and everything is read.

use super::glance::Sought;
use super::{Found, SEALED, Search, spelling};
use crate::store::{LineRef, Needle, State, of_word};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;

impl Workspace {
    /// The index as it stands to the log; none where it is not to be used.
    pub(super) fn index_for(&self, private: bool) -> Result<Option<State>, WorkspaceError> {
        if !private || self.longest_tail().is_none() {
            return Ok(None);
        }
        Ok(Some(self.store.private_index(&self.project_id()?)?))
    }

    /// What is found of a word; `None` where everything must be read.
    pub(super) fn search_index(&self, word: &str, state: &State) -> Result<Option<Found>, WorkspaceError> {
        let (sought, windows) = (Sought::new(word), of_word(&spelling::folded(word)));
        // What has one spelling is looked for as it was typed.
        if sought.needle().is_exact() || windows.is_empty() {
            return Ok(None);
        }
        let Some(places) = state.find(&self.store, sought.needle(), &windows)? else { return Ok(None) };
        let private = places.sealed.iter().copied().collect();
        let search = Search { sought, private, clashes: self.clashes()? };
        if !places.is_all {
            return Ok(Some(Found::of(&self.hits(&search)?)));
        }
        let sealed = Needle::bytes(SEALED);
        let finders = [search.sought.needle(), &sealed];
        let (layout, mut hits) = (&self.store.layout, Vec::new());
        for position in places.events {
            let Ok(bytes) = self.store.line_at(position) else {
                state.distrust();
                return Ok(None);
            };
            let at = finders.map(|finder| finder.find(&bytes).map(|found| found.start));
            match search.hit(layout, LineRef { position, n: 0, bytes: &bytes }, &at) {
                Some(Ok(hit)) => hits.push(hit),
                Some(Err(_)) => {
                    state.distrust();
                    return Ok(None);
                }
                None => {}
            }
        }
        let look = |line: LineRef<'_>, at: &[Option<usize>]| search.hit(layout, line, at);
        let Some(new) = self.store.scan_beyond((state, &places.segments), &finders, &look)? else { return Ok(None) };
        hits.extend(new);
        // A log that has gone back is told, and read as it is.
        self.remember(self.store.shortfall().ok().flatten());
        Ok(Some(Found::of(&hits)))
    }

    /// Notes whether the index is to be made, or made longer, once all is said.
    pub(super) fn note_index(&self, state: Option<&State>) {
        let due = state.zip(self.longest_tail()).filter(|(state, least)| state.is_due(*least));
        self.index_due.set(due.map(|(state, _)| state.is_doubtful()));
    }

    /// Makes the keyed index, or takes into it what is new, where a search of this process found it wanting. To be done after all is
    /// said, and outside the lock: it takes a while, and whether it succeeds is nobody's matter. Only a search that is on record leaves
    /// one behind: a read never writes.
    pub fn keep_private_index(&self, random: &mut dyn FnMut() -> [u8; 16]) {
        let (Some(anew), true) = (self.index_due.take(), self.has_revealed()) else { return };
        let Ok(project) = self.project_id() else { return };
        let erasures = self.erasures();
        let mut key = [0; 32];
        key.chunks_exact_mut(16).for_each(|half| half.copy_from_slice(&random()));
        let _ = self.store.keep_private_index(&project, (key, anew), &|| self.erasures() == erasures);
    }
}
