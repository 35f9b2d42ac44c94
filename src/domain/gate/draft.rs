//! The result of a decision: events that are not recorded yet.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::Body;
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;
use std::collections::BTreeMap;

/// The events of one command.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The drafts to be recorded, in order.
    pub drafts: Vec<Draft>,
    /// Warnings; the command succeeds all the same.
    pub warnings: Vec<Ruled>,
    /// The names of imported texts that hold personal data and were moved to the private side.
    pub kept_private: Vec<Code>,
    /// The case as it will be. Its events of this chain are counted from 1 and have no desk: see [`Case::number`].
    pub case: Case,
}

impl Decision {
    /// Takes out the case, if the drafts as they stand are all that leads to it: no other case is opened or changed, nothing is revoked,
    /// and no fact of it is private.
    #[must_use]
    pub fn take_case(&mut self) -> Option<Case> {
        let is_plain = |draft: &Draft| draft.target == Target::This && !matches!(draft.body, Body::Revoked(_));
        let is_whole = !self.case.facts.restricted && self.drafts.iter().all(is_plain);
        is_whole.then(|| std::mem::take(&mut self.case))
    }
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
    /// Which of the new cases a link still lacks: the k-th, from 0.
    pub fresh: usize,
    /// The number of that row in its file; 0 if it is not known.
    pub row: u32,
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
        Self {
            target: Target::This,
            body,
            text: Texts::default(),
            private: Texts::default(),
            import: Code::default(),
            fresh: 0,
            row: 0,
        }
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
    pub fn fill_links(&mut self, opened: &BTreeMap<usize, CaseId>, own: CaseId) {
        let fresh = match self.target {
            // Of a case that was only being registered.
            Target::New(_) => Some(own),
            _ => opened.get(&self.fresh).copied(),
        };
        match &mut self.body {
            Body::Linked(body) if body.other.is_none() => body.other = fresh,
            Body::WithdrawalCoerced(body) if body.accountability.is_none() => body.accountability = fresh,
            _ => {}
        }
    }
}
