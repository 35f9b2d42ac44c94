//! The result of a decision: events that are not recorded yet.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::Body;
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;

/// The events of one command.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The drafts to be recorded, in order.
    pub drafts: Vec<Draft>,
    /// Warnings; the command succeeds all the same.
    pub warnings: Vec<Ruled>,
    /// The case as it will be.
    pub case: Case,
}

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The case that it belongs to.
    pub target: Target,
    /// What happened.
    pub body: Body,
    /// Texts for the log.
    pub text: Texts,
    /// Texts for the private side.
    pub private: Texts,
    /// The source's key, for an imported row.
    pub import: Code,
}

/// The case that a draft belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The current case.
    This,
    /// A new case opened with it: the k-th, from 0.
    New(usize),
    /// No case.
    Desk,
}

impl Draft {
    /// An event of the current case.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self { target: Target::This, body, text: Texts::default(), private: Texts::default(), import: Code::default() }
    }

    /// Adds a text.
    #[must_use]
    pub fn say(mut self, name: &str, text: &str) -> Self {
        self.text.set(name, text);
        self
    }

    /// Sets the target.
    #[must_use]
    pub fn of(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// Sets the number of the case that was opened by the same command in links that still lack it.
    pub fn fill_links(&mut self, fresh: Option<CaseId>) {
        match &mut self.body {
            Body::Linked(body) if body.other.is_none() => body.other = fresh,
            Body::WithdrawalCoerced(body) if body.accountability.is_none() => body.accountability = fresh,
            _ => {}
        }
    }
}
