//! An act of the past: a verb with its own date, its own doer and the key of the row that it comes from.
//!
//! So a whole history is one chain, taken or refused as one. Invariant: the key stands on the act's first event only, so a
//! row that is in the log is there once.

use crate::domain::Code;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::policy::condition::Fact;
use crate::domain::value::moment::Moment;

/// An act of the past.
#[derive(Debug)]
pub struct Past {
    /// What was done.
    pub verb: Box<dyn Verb>,
    /// When.
    pub on: Option<Moment>,
    /// By whom; the chain's doer if empty.
    pub done_by: Code,
    /// The source's key of it.
    pub import: Code,
    /// What the source calls it; kept beside the act's own texts.
    pub note: String,
}

impl Past {
    /// An act on its date.
    #[must_use]
    pub fn new(verb: impl Verb + 'static, on: Option<Moment>) -> Self {
        Self { verb: Box::new(verb), on, done_by: Code::default(), import: Code::default(), note: String::new() }
    }
}

impl Verb for Past {
    fn name(&self) -> &'static str {
        self.verb.name()
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        self.verb.facts()
    }

    fn person(&self) -> Option<&str> {
        self.verb.person()
    }

    fn on(&self) -> Option<Moment> {
        self.on
    }

    fn done_by(&self) -> Option<&Code> {
        Some(&self.done_by).filter(|code| !code.is_empty())
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        self.verb.decide(desk);
        if let Some(first) = desk.drafts_mut().first_mut() {
            if first.text.get("note").is_none() {
                first.text.set("note", self.note.as_str());
            }
            first.import.clone_from(&self.import);
        }
    }
}
