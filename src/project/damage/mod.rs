//! Damage in the lines that an answer rests on: shown with the answer; a write is refused.
//!
//! Invariant: no write rests on a damaged line. A read passes on every finding, with its case if known.

use crate::domain::value::id::CaseId;
use crate::log::line::Malformed;
use crate::log::{Finding, FindingKind, LogError, Position, World};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::open::Project;
use crate::project::read::HistoryEntry;

impl Project {
    /// Remembers that the log has gone back; it is read as it is. Where an account may not look into `.redress/` it cannot know, and whoever may
    /// is told.
    pub(super) fn remember_shortfall(&self) {
        self.remember(self.log.shortfall().ok().flatten().map(Flaw::from));
    }

    /// Remembers findings, for [`Self::damage`].
    pub(super) fn remember(&self, flaws: impl IntoIterator<Item = Flaw>) {
        let mut known = self.damage.borrow_mut();
        for flaw in flaws {
            match known.iter_mut().find(|known| known.finding == flaw.finding) {
                Some(known) => known.case = known.case.or(flaw.case),
                None => known.push(flaw),
            }
        }
    }

    /// The findings in the lines read so far, including a log that has gone back: what was read is not the whole history, or not as it was
    /// written.
    #[must_use]
    pub fn damage(&self) -> Vec<Flaw> {
        self.damage.borrow().clone()
    }

    /// The finding for a line that is not an event.
    pub(super) fn no_event(&self, at: Position) -> Finding {
        let file = self.log.layout.segment(at.writer, at.segment);
        Finding { world: World::Damage, file, line: at.line, kind: FindingKind::Malformed(Malformed::Start) }
    }

    /// Checks the lines of a case that were read, against the lines before and after them.
    ///
    /// # Errors
    /// In a write: a line is damaged. A line cannot be read.
    pub(super) fn check_entries(&self, entries: &[HistoryEntry]) -> Result<(), ProjectError> {
        let places: Vec<Position> = entries.iter().map(|entry| entry.position).collect();
        self.check_places(&places, entries.first().and_then(|entry| entry.event.case))
    }

    /// The same for lines at these positions.
    ///
    /// # Errors
    /// As [`Self::check_entries`].
    pub(super) fn check_places(&self, places: &[Position], case: Option<CaseId>) -> Result<(), ProjectError> {
        self.check_places_of(places, &|_| case)
    }

    /// The same for lines of several cases: `case_of` gives the case of the line at a place of the list.
    ///
    /// # Errors
    /// As [`Self::check_entries`].
    pub(super) fn check_places_of(
        &self,
        places: &[Position],
        case_of: &dyn Fn(usize) -> Option<CaseId>,
    ) -> Result<(), ProjectError> {
        if places.is_empty() {
            return Ok(());
        }
        let ends = self.known_ends();
        let mut wrong = self.log.check_lines(places, &ends)?.into_iter();
        if !self.writing.get() {
            self.remember(wrong.map(|(at, finding)| Flaw { finding, case: case_of(at) }));
            return Ok(());
        }
        wrong.next().map_or(Ok(()), |(_, finding)| Err(LogError::Damaged(Box::new(finding)).into()))
    }

    /// Checks what a write on a case rests on: each of its lines, and that no line is damaged so that its case is unknown.
    ///
    /// # Errors
    /// A line is damaged or cannot be read.
    pub(super) fn check_case(&self, id: CaseId) -> Result<(), ProjectError> {
        // Without an index the whole log was read and checked for this case.
        let Some((places, hidden)) = self.through(|view| Ok((view.places(self, id)?, view.hidden())))? else {
            return Ok(());
        };
        match hidden.filter(|_| self.writing.get()) {
            Some(finding) => Err(LogError::Damaged(Box::new(finding)).into()),
            None => self.check_places(&places, Some(id)),
        }
    }
}

#[cfg(test)]
mod tests;
