//! What stood in the refused command besides flags, so that a hint repeats the command that was meant: `approve 8 extend`, `improve done HQ:17`.

use super::Talk;
use super::flag::quoted;

/// Longer words are texts, and left out.
const LONGEST: usize = 40;

/// The words of a command, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedCommand {
    verb: &'static str,
    words: Vec<TypedWord>,
    /// The flags, each as often as it stood.
    flags: Vec<&'static str>,
    /// Whether a text was left out.
    is_cut: bool,
    /// The person as whom it was typed.
    acting: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TypedWord {
    /// Cases; a hint names the one that was refused.
    Case,
    Word(String),
}

impl TypedCommand {
    /// A command without words.
    #[must_use]
    pub fn new(verb: &'static str) -> Self {
        Self { verb, ..Self::default() }
    }

    /// Adds the place of its cases.
    pub fn add_case(&mut self) {
        self.words.push(TypedWord::Case);
    }

    /// Adds a word; one that is a text is left out.
    pub fn add(&mut self, word: &str) {
        if word.chars().count() <= LONGEST && !word.contains('\n') {
            self.words.push(TypedWord::Word(quoted(word)));
        } else {
            self.is_cut = true;
        }
    }

    /// Says as whom it was typed.
    pub fn act_as(&mut self, person: &str) {
        self.acting = quoted(person);
    }

    /// Adds a flag.
    pub fn add_flag(&mut self, name: &'static str) {
        self.flags.push(name);
    }
}

/// Commands that look, or that another person has to give.
const NOT_OF_THE_SAME: &[&str] = &["approve", "show", "log", "list", "explain", "report", "policy", "help"];

impl Talk<'_> {
    /// A hint for the person as whom the refused command was typed: pasted without it, it would be recorded as somebody else's.
    pub(super) fn acted(&self, hint: String) -> String {
        let acting = self.typed.map_or("", |typed| typed.acting.as_str());
        let is_other = ["--as ", "--done-by "].iter().any(|flag| hint.contains(flag));
        let verb = hint.strip_prefix("redress ").and_then(|rest| rest.split(' ').next()).unwrap_or("help");
        if acting.is_empty() || is_other || NOT_OF_THE_SAME.contains(&verb) {
            return hint;
        }
        match hint.strip_suffix(" …") {
            Some(all) => format!("{all} --as {acting} …"),
            None => format!("{hint} --as {acting}"),
        }
    }

    /// Whether one of these flags was typed.
    pub(super) fn has_typed(&self, flags: &[&str]) -> bool {
        self.typed.is_some_and(|typed| typed.flags.iter().any(|flag| flags.contains(flag)))
    }

    /// Whether a command with these flags holds all that was typed.
    pub(super) fn is_all(&self, rest: &str) -> bool {
        let flags = || rest.split_whitespace().filter_map(|word| word.strip_prefix("--"));
        let holds = |typed: &TypedCommand| {
            let is_there = |name: &&'static str| {
                let of = |names: &mut dyn Iterator<Item = &str>| names.filter(|one| one == name).count();
                of(&mut typed.flags.iter().copied()) <= of(&mut flags())
            };
            !typed.is_cut && typed.flags.iter().all(is_there)
        };
        self.typed.is_some_and(|typed| typed.verb == self.verb && self.case.is_some() && holds(typed))
    }

    /// The refused command with its words, if it was typed and has any besides its case.
    pub(super) fn typed(&self) -> Option<String> {
        let typed = self.typed.filter(|typed| typed.verb == self.verb)?;
        if !typed.words.iter().any(|word| matches!(word, TypedWord::Word(_))) {
            return None;
        }
        let mut text = format!("redress {}", typed.verb);
        for word in typed.words.iter().filter(|word| self.case.is_some() || **word != TypedWord::Case) {
            text.push(' ');
            match word {
                TypedWord::Case => text.extend(self.case.map(|case| case.to_string())),
                TypedWord::Word(word) => text.push_str(word),
            }
        }
        Some(text)
    }
}
