//! What a decision gives: events that are not recorded yet.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::Body;
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;

/// The events of one command.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// To be recorded, in order.
    pub drafts: Vec<Draft>,
    /// What a person should hear though it is done.
    pub warnings: Vec<Ruled>,
    /// The case as it will be.
    pub case: Case,
}

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Of which case.
    pub target: Target,
    /// What happened.
    pub body: Body,
    /// Texts that stay in the log.
    pub text: Texts,
    /// What lies in private.
    pub private: Texts,
    /// The source's key, of an imported row.
    pub import: Code,
}

/// The case of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The case in hand.
    This,
    /// A case opened beside it: the k-th, from 0.
    New(usize),
    /// None.
    Desk,
}

impl Draft {
    /// An event of the case in hand.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self { target: Target::This, body, text: Texts::default(), private: Texts::default(), import: Code::default() }
    }

    /// With a text.
    #[must_use]
    pub fn say(mut self, name: &str, text: &str) -> Self {
        self.text.set(name, text);
        self
    }

    /// Of another case.
    #[must_use]
    pub fn of(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// Links to a case that was opened in the same breath get its number.
    pub fn fill_links(&mut self, fresh: Option<CaseId>) {
        match &mut self.body {
            Body::Linked(body) if body.other.is_none() => body.other = fresh,
            Body::WithdrawalCoerced(body) if body.accountability.is_none() => body.accountability = fresh,
            _ => {}
        }
    }
}
