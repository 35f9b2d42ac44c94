//! Who acts in a session, and the result.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use std::sync::Arc;

/// Who acts, when, and how.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who records it.
    pub by: Code,
    /// Who did it, if somebody else.
    pub done_by: Code,
    /// When it is recorded (`at`).
    pub now: Moment,
    /// The real time, if `now` was given by flag or environment.
    pub clock: Option<Moment>,
    /// account@host, if actor or clock were given by flag or environment.
    pub os: Code,
    /// Login name of the real user id; empty in a simulated project.
    pub account: Code,
    /// When it happened (`on`), if earlier.
    pub on: Option<Moment>,
    /// Reason for overriding gates.
    pub overriding: Option<String>,
    /// Words that the user declared not to be personal data.
    pub not_personal: Vec<String>,
    /// Retry key (`--request`).
    pub request: Code,
    /// The content of the request, in a canonical form.
    pub content: String,
    /// Imported history from before this tool was used.
    pub past: bool,
}

impl Actor {
    /// The day for judging retention periods: a given clock that runs ahead does not make anything older than it is.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.clock.filter(|clock| self.now.is_after(*clock)).unwrap_or(self.now).date()
    }
}

/// The result of a chain of verbs.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The case; [`CaseId::default`] if the work had no case.
    pub case: CaseId,
    /// The first event recorded.
    pub first: Option<Box<Event>>,
    /// The improvement added by the chain, if that was not the first event.
    pub learnt: Option<Box<Event>>,
    /// The case as it is now.
    pub after: Arc<Case>,
    /// Further cases that the chain opened.
    pub opened: Vec<CaseId>,
    /// Warnings for the user.
    pub warnings: Vec<crate::domain::gate::refusal::Ruled>,
    /// Number of events recorded.
    pub events: usize,
    /// The names of imported texts that were moved to the private side.
    pub kept_private: Vec<Code>,
}

impl Outcome {
    /// The case, if the work had one.
    #[must_use]
    pub fn on_case(&self) -> Option<CaseId> {
        (self.case != CaseId::default()).then_some(self.case)
    }
}
