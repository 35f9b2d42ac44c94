//! What was given on the command line, with the answers over it.

use crate::command::input::GivenValues;

/// The head of an answer's key that sets a field of the policy: `set validity`.
pub(super) const FIELD: &str = "set ";

/// What was given, and what was answered: the keys are the flags' names, several values are lines.
pub(crate) struct Answers<'i> {
    given: &'i dyn GivenValues,
    answered: Vec<(String, String)>,
}

impl<'i> Answers<'i> {
    pub(super) fn new(given: &'i dyn GivenValues) -> Self {
        Self { given, answered: Vec::new() }
    }

    /// Takes an answer in the place of an earlier one.
    pub(super) fn set(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        match self.answered.iter_mut().find(|(known, _)| known == key) {
            Some((_, text)) => *text = value,
            None => self.answered.push((key.into(), value)),
        }
    }

    /// All answers, in the order of the questions; an empty one was passed over.
    pub(super) fn all(&self) -> &[(String, String)] {
        &self.answered
    }

    /// The answer to a question, or what was given for it.
    pub(super) fn value(&self, key: &str) -> String {
        match self.answer(key) {
            Some(text) => text.into(),
            None => self.given.one(key).unwrap_or_default(),
        }
    }

    /// Whether the question was asked.
    pub(super) fn has(&self, key: &str) -> bool {
        self.answer(key).is_some()
    }

    fn answer(&self, key: &str) -> Option<&str> {
        self.answered.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }
}

impl GivenValues for Answers<'_> {
    fn one(&self, name: &str) -> Option<String> {
        match self.answer(name) {
            Some(text) => Some(text.to_string()).filter(|text| !text.is_empty()),
            None => self.given.one(name),
        }
    }

    fn many(&self, name: &str) -> Vec<String> {
        if name == "set" {
            let fields = self.answered.iter().filter(|(_, text)| !text.is_empty());
            let fields = fields.filter_map(|(key, text)| Some((key.strip_prefix(FIELD)?, text)));
            let pairs = fields.flat_map(|(field, text)| text.lines().map(move |value| format!("{field}={value}")));
            return self.given.many(name).into_iter().chain(pairs).collect();
        }
        match self.answer(name) {
            Some(text) => text.lines().filter(|line| !line.is_empty()).map(Into::into).collect(),
            None => self.given.many(name),
        }
    }

    fn on(&self, name: &str) -> bool {
        self.answer(name).map_or_else(|| self.given.on(name), |text| text == YES)
    }
}

/// The answer that turns a switch on.
pub(super) const YES: &str = "yes";
