//! The context of a decision besides the case; all of it is passed in.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use std::sync::Arc;

/// The context of a decision.
pub struct GateContext<'a> {
    /// The policy of the current round.
    pub policy: &'a Policy,
    /// Today's policy: for registrations and new rounds.
    pub current: &'a Policy,
    /// The digest of today's policy.
    pub digest: &'a str,
    /// Units and people.
    pub directory: &'a Directory,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The desk of this project.
    pub desk: DeskCode,
    /// The id that a case registered by this chain gets; the default if it is not known yet.
    pub id: CaseId,
    /// The time of recording.
    pub now: Moment,
    /// When it happened, if given.
    pub on: Option<Moment>,
    /// The real time, and account@host, as the events will carry them if actor or clock were given.
    pub clock: Option<Moment>,
    /// See `clock`.
    pub os: &'a str,
    /// Who records it.
    pub by: Code,
    /// Who did it, if somebody else.
    pub done_by: Code,
    /// The key of a request, which stays in the log.
    pub request: &'a str,
    /// The reason for an override, if one was requested.
    pub overriding: Option<&'a str>,
    /// Words that look like personal data but are declared not to be (`--not-personal`).
    pub not_personal: &'a [String],
    /// The names of the case's complainants, for the guard; called only if there is a text to check.
    pub names: &'a dyn Fn() -> Vec<String>,
    /// The same for another case.
    pub names_of: &'a dyn Fn(CaseId) -> Vec<String>,
    /// The cases linked to the current case as its duplicates.
    pub duplicates: &'a dyn Fn() -> Vec<CaseId>,
    /// The accountability cases that were ever linked to the current case from their side.
    pub accusing: &'a dyn Fn() -> Vec<CaseId>,
    /// The case's events; for verbs without a case, the events without a case.
    pub events: &'a dyn Fn() -> Vec<Event>,
    /// The improvements, duties and revocations among the events without a case: quick to read, and enough for most
    /// commands.
    pub apart: &'a dyn Fn() -> Arc<Vec<Event>>,
    /// Looks up another case.
    pub other: &'a dyn Fn(CaseId) -> Option<Case>,
    /// Whether it is imported history: gates do not refuse past acts.
    pub past: bool,
}

impl<'a> GateContext<'a> {
    /// The same context for an act with its own date or actor.
    #[must_use]
    pub(super) fn own(&self, on: Option<Moment>, done_by: Option<&Code>) -> GateContext<'a> {
        let done_by = done_by.unwrap_or(&self.done_by).clone();
        GateContext { on: on.or(self.on), by: self.by.clone(), done_by, ..*self }
    }

    /// The person who does it.
    #[must_use]
    pub fn doer(&self) -> &Code {
        if self.done_by.is_empty() { &self.by } else { &self.done_by }
    }

    /// When it happens.
    #[must_use]
    pub fn when(&self) -> Moment {
        self.on.unwrap_or(self.now)
    }

    /// The actor's unit; this desk if the directory does not name one.
    #[must_use]
    pub fn own_unit(&self) -> Code {
        let unit = self.directory.person(self.doer()).map(|p| p.unit.clone()).unwrap_or_default();
        if unit.is_empty() { self.desk.as_str().into() } else { unit }
    }
}
