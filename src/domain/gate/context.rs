//! What a decision may look at beside the case: all of it handed in.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;

/// The surroundings of a decision.
pub struct GateContext<'a> {
    /// The policy of the round in hand.
    pub policy: &'a Policy,
    /// The policy that holds today: for registrations and new rounds.
    pub current: &'a Policy,
    /// Its digest.
    pub digest: &'a str,
    /// Units and people.
    pub directory: &'a Directory,
    /// Working days.
    pub calendar: &'a Calendar,
    /// This desk.
    pub desk: DeskCode,
    /// When it is recorded.
    pub now: Moment,
    /// When it happened, if it was said.
    pub on: Option<Moment>,
    /// Who records it.
    pub by: Code,
    /// Who did it, if another.
    pub done_by: Code,
    /// Reason for passing over gates.
    pub overriding: Option<&'a str>,
    /// Words that are no personal data, though they look it.
    pub not_personal: &'a [String],
    /// Names of the case's complainants, for the guard; asked for only where there is a text to guard.
    pub names: &'a dyn Fn() -> Vec<String>,
    /// The same of another case.
    pub names_of: &'a dyn Fn(CaseId) -> Vec<String>,
    /// The cases that are linked to the one in hand as its duplicates.
    pub duplicates: &'a dyn Fn() -> Vec<CaseId>,
    /// The case's events, for commands that look at them; for those without a case, what was recorded without one.
    pub events: &'a dyn Fn() -> Vec<Event>,
    /// Of those the improvements, duties and revocations: all that most commands ask for, and quickly told.
    pub apart: &'a dyn Fn() -> Vec<Event>,
    /// Looks another case up.
    pub other: &'a dyn Fn(CaseId) -> Option<Case>,
    /// It is history that predates the tool: gates do not refuse the past.
    pub past: bool,
}

impl<'a> GateContext<'a> {
    /// The same surroundings for an act with its own date or doer.
    #[must_use]
    pub(super) fn own(&self, on: Option<Moment>, done_by: Option<&Code>) -> GateContext<'a> {
        let done_by = done_by.unwrap_or(&self.done_by).clone();
        GateContext { on: on.or(self.on), by: self.by.clone(), done_by, ..*self }
    }

    /// Who does it.
    #[must_use]
    pub fn doer(&self) -> &Code {
        if self.done_by.is_empty() { &self.by } else { &self.done_by }
    }

    /// When it happens.
    #[must_use]
    pub fn when(&self) -> Moment {
        self.on.unwrap_or(self.now)
    }

    /// The unit of who does it, or this desk where the directory does not know the person.
    #[must_use]
    pub fn own_unit(&self) -> Code {
        let unit = self.directory.person(self.doer()).map(|p| p.unit.clone()).unwrap_or_default();
        if unit.is_empty() { self.desk.as_str().into() } else { unit }
    }
}
