//! Search by the keyed index, if a word is a number or an address: reads only the lines that may hold it, and those after the index.
//!
//! Invariant: finds what a full scan finds. On any doubt about the index it is not used, and everything is read.

use super::line_match::SearchWord;
use super::{Hit, SEALED, Search, SearchResult, spelling};
use crate::log::{LineRef, Needle, Places, PrivateIndexState, of_word};
use crate::project::error::ProjectError;
use crate::project::open::Project;

impl Project {
    /// The index in its state against the log; `None` if it must not be used.
    pub(in crate::project) fn index_for(&self, private: bool) -> Result<Option<PrivateIndexState>, ProjectError> {
        if !private || self.longest_tail().is_none() {
            return Ok(None);
        }
        Ok(Some(self.log.private_index(&self.project_id()?)?))
    }

    /// The cases found for a word; `None` if everything must be read.
    pub(super) fn search_index(
        &self,
        word: &str,
        state: &PrivateIndexState,
    ) -> Result<Option<SearchResult>, ProjectError> {
        let (sought, windows) = (SearchWord::new(word), of_word(&spelling::folded(word)));
        // A word with a single spelling is searched by its bytes.
        if sought.needle().is_exact() || windows.is_empty() {
            return Ok(None);
        }
        let Some(places) = state.find(&self.log, sought.needle(), &windows)? else { return Ok(None) };
        let private = places.sealed.iter().copied().collect();
        let search = Search { sought, private, clashes: self.clashes()? };
        let hits = if places.is_all { self.hits_at(&search, &places, state)? } else { Some(self.hits(&search)?) };
        Ok(hits.map(|hits| SearchResult::of(&hits)))
    }

    /// The lines at these places that contain the word, and those that the index does not cover; `None` if a place holds no such line.
    fn hits_at(
        &self,
        search: &Search,
        places: &Places,
        state: &PrivateIndexState,
    ) -> Result<Option<Vec<Hit>>, ProjectError> {
        let sealed = Needle::bytes(SEALED);
        let finders = [search.sought.needle(), &sealed];
        let (layout, mut hits) = (&self.log.layout, Vec::new());
        for position in places.events.iter().copied() {
            let bytes = self.log.line_at(position).ok();
            let hit = bytes.map(|bytes| {
                let at = finders.map(|finder| finder.find(&bytes).map(|found| found.start));
                search.hit(layout, LineRef { position, n: 0, bytes: &bytes }, &at).transpose()
            });
            let Some(Ok(hit)) = hit else {
                state.distrust();
                return Ok(None);
            };
            hits.extend(hit);
        }
        let look = |line: LineRef<'_>, at: &[Option<usize>]| search.hit(layout, line, at);
        let Some(new) = self.log.scan_beyond((state, &places.segments), &finders, &look)? else { return Ok(None) };
        hits.extend(new);
        self.remember_shortfall();
        Ok(Some(hits))
    }

    /// Notes whether the index must be built or extended after the command has printed its answer.
    pub(super) fn note_private_index(&self, state: Option<&PrivateIndexState>) {
        let due = state.zip(self.longest_tail()).filter(|(state, least)| state.is_due(*least));
        self.index_due.set(due.map(|(state, _)| state.is_doubtful()));
    }

    /// Builds the keyed index, or adds new lines to it, if a search of this process found that necessary. Call it after the output and
    /// outside the lock: it takes time, and a failure is ignored. Only a command that is on record (it revealed or wrote) leaves an index
    /// behind: a read never writes.
    pub fn keep_private_index(&self, random: &mut dyn FnMut() -> Option<[u8; 16]>) {
        let on_record = self.has_revealed() || self.has_written();
        let (Some(anew), true) = (self.index_due.take(), on_record) else { return };
        let Ok(project) = self.project_id() else { return };
        let Ok(erasures) = self.erasures() else { return };
        let (Some(first), Some(second)) = (random(), random()) else { return };
        let mut key = [0; 32];
        key[..16].copy_from_slice(&first);
        key[16..].copy_from_slice(&second);
        let _ =
            self.log.keep_private_index(&project, (key, anew), &|| self.erasures().is_ok_and(|now| now == erasures));
    }
}
