//! What a work command is to do: a chain of verbs on cases, or without one.

use crate::command::flag::CASES;
use crate::command::input::Input;
use crate::domain::gate::Verb;
use crate::domain::value::texts::Texts;
use crate::project::KeptCopies;

/// What a work command is to do.
#[derive(Default)]
pub struct Work {
    /// The cases as they were named; none for a registration, and for work without a case.
    pub cases: Vec<String>,
    /// The chain for each.
    pub chain: Vec<Box<dyn Verb>>,
    /// Files that were copied for it.
    pub kept: KeptCopies,
    /// The retry key that its content gives it, where none was given: a message that comes twice is one.
    pub request: Option<String>,
    /// What is given of the person whose case is registered, where no case is named that it repeats.
    pub person: Texts,
    /// The source of the case that is registered, as it was typed, and the source's number.
    pub source: (String, String),
    /// What was done, where that needs more than the command's name.
    pub did: Option<String>,
}

impl Work {
    /// A chain on the cases that `CASE` names.
    #[must_use]
    pub(crate) fn on_cases(input: &Input, chain: Vec<Box<dyn Verb>>) -> Self {
        Self { cases: input.many(CASES), chain, ..Self::default() }
    }

    /// One verb without a case.
    #[must_use]
    pub(crate) fn apart(verb: impl Verb + 'static) -> Self {
        Self { chain: vec![Box::new(verb)], ..Self::default() }
    }

    /// Whether it is done once, and not once a case: it registers one, or has none.
    #[must_use]
    pub(crate) fn is_single(name: &str, chain: &[&dyn Verb]) -> bool {
        name == "intake" || chain.iter().all(|verb| !verb.on_case())
    }

    /// One verb on the cases that `CASE` names.
    #[must_use]
    pub(crate) fn one(input: &Input, verb: impl Verb + 'static) -> Self {
        Self::on_cases(input, vec![Box::new(verb)])
    }
}
