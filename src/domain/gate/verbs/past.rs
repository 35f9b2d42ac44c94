//! A past act: a verb with its own date, its own actor and the key of the row that it was imported from.
//!
//! With it a whole history is one chain, which is accepted or refused as a whole. Invariant: only the act's first event
//! has the key, so that each imported row is in the log once.

use crate::domain::Code;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;

/// A past act.
#[derive(Debug)]
pub struct Past {
    /// The verb.
    pub verb: Box<dyn Verb>,
    /// When it happened.
    pub on: Option<Moment>,
    /// The source gives no date for it: `on` is that of what it tells before, of the receipt at least.
    pub undated: bool,
    /// Who did it; the actor of the chain if empty.
    pub done_by: Code,
    /// The source's key of the row.
    pub import: Code,
    /// The number of the row in its file; 0 if it is not known.
    pub row: u32,
    /// What the source calls it; kept in addition to the act's own texts.
    pub note: String,
    /// The names of texts that go to the private side.
    pub private: Vec<&'static str>,
    /// The digest of what the row said; the session salts it and keeps it on the private side.
    pub said: String,
}

impl Past {
    /// An act with its date.
    #[must_use]
    pub fn boxed(verb: Box<dyn Verb>, on: Option<Moment>) -> Self {
        Self {
            verb,
            on,
            undated: false,
            done_by: Code::default(),
            import: Code::default(),
            row: 0,
            note: String::new(),
            private: Vec::new(),
            said: String::new(),
        }
    }

    /// An act with its date.
    #[must_use]
    pub fn new(verb: impl Verb + 'static, on: Option<Moment>) -> Self {
        Self::boxed(Box::new(verb), on)
    }
}

impl Verb for Past {
    fn name(&self) -> &'static str {
        self.verb.name()
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

    fn decide(&self, proposal: &mut Proposal<'_>) {
        self.verb.decide(proposal);
        if let Some(first) = proposal.drafts_mut().first_mut() {
            if first.text.get("note").is_none() {
                first.text.set("note", self.note.as_str());
            }
            first.import.clone_from(&self.import);
            first.row = self.row;
            first.private.set(Texts::REQUEST, self.said.as_str());
            for name in &self.private {
                if let Some(text) = first.text.take(name) {
                    first.private.set(name, text);
                }
            }
        }
    }
}
