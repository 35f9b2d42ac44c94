//! Who acts through the front door, and what came of it.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use std::sync::Arc;

/// Who does something, when, and how.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who records it.
    pub by: Code,
    /// Who did it, if another.
    pub done_by: Code,
    /// When it is recorded.
    pub now: Moment,
    /// The real time, where `now` was given.
    pub clock: Option<Moment>,
    /// account@host, where actor or clock were given.
    pub os: Code,
    /// Login name of the real user id; none in a simulated project.
    pub account: Code,
    /// When it happened.
    pub on: Option<Moment>,
    /// Reason for passing over gates.
    pub overriding: Option<String>,
    /// Words that are no personal data.
    pub not_personal: Vec<String>,
    /// Idempotency key.
    pub request: Code,
    /// What the request says, in a form that is the same for the same request.
    pub content: String,
    /// It is history that predates the tool.
    pub past: bool,
}

impl Actor {
    /// The day by which it is judged how long something has been kept: a clock that was given does not make it older than it is.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.clock.filter(|clock| self.now.is_after(*clock)).unwrap_or(self.now).date()
    }
}

/// What a chain did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The case; none of any number where the work was done without one.
    pub case: CaseId,
    /// The first event that was recorded.
    pub first: Option<Box<Event>>,
    /// The improvement that came of it, where it was something else that was done.
    pub learnt: Option<Box<Event>>,
    /// As it is now.
    pub after: Arc<Case>,
    /// Cases opened beside it.
    pub opened: Vec<CaseId>,
    /// What a person should hear.
    pub warnings: Vec<crate::domain::gate::refusal::Ruled>,
    /// Number of events.
    pub events: usize,
}

impl Outcome {
    /// The case, where the work was done with one.
    #[must_use]
    pub fn on_case(&self) -> Option<CaseId> {
        (self.case != CaseId::default()).then_some(self.case)
    }
}
