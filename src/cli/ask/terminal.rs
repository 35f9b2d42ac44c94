//! The person at the terminal. Lines are edited by rustyline, which knows the width of Chinese characters and what Backspace takes; where
//! the terminal cannot move its cursor (TERM=dumb) a line is read as it comes.

use crate::cli::error::{CliError, Failure};
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context as LineContext, Editor, Helper};
use std::io::{self, Write};

/// Somebody who answers.
pub(super) trait Prompter {
    /// One line: `before` stands in it already where it can be edited; `words` are what Tab offers.
    ///
    /// # Errors
    /// The person stopped.
    fn line(&mut self, prompt: &str, before: &str, words: &[String]) -> Result<String, CliError>;

    /// Whether `before` can be edited: else an empty line leaves it as it is.
    fn edits(&self) -> bool;

    /// Says something.
    ///
    /// # Errors
    /// The terminal is gone.
    fn say(&mut self, text: &str) -> Result<(), CliError>;
}

/// The real one.
pub(super) struct TerminalPrompter {
    edits: bool,
    editor: Option<Editor<Words, MemHistory>>,
}

impl TerminalPrompter {
    /// One that can move its cursor, or cannot.
    pub(super) fn new(is_dumb: bool) -> Self {
        Self { edits: !is_dumb, editor: None }
    }
}

impl Prompter for TerminalPrompter {
    fn line(&mut self, prompt: &str, before: &str, words: &[String]) -> Result<String, CliError> {
        let editor = match &mut self.editor {
            Some(editor) => editor,
            none => {
                let config = Config::builder().completion_type(CompletionType::List).auto_add_history(false).build();
                none.insert(Editor::with_history(config, MemHistory::new()).map_err(failed)?)
            }
        };
        editor.set_helper(Some(Words(words.to_vec())));
        editor.readline_with_initial(prompt, (before, "")).map(|line| line.trim().to_string()).map_err(failed)
    }

    fn edits(&self) -> bool {
        self.edits
    }

    fn say(&mut self, text: &str) -> Result<(), CliError> {
        let mut err = io::stderr().lock();
        err.write_all(text.as_bytes())?;
        Ok(err.flush()?)
    }
}

fn failed(error: ReadlineError) -> CliError {
    match error {
        ReadlineError::Io(error) => CliError::Output(error),
        // Ctrl-C, Ctrl-D, a terminal that is gone.
        _ => CliError::Failed(Failure::Stopped),
    }
}

/// What Tab offers.
struct Words(Vec<String>);

impl Completer for Words {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, _: &LineContext<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..pos).unwrap_or_default();
        Ok((0, self.0.iter().filter(|word| word.starts_with(typed)).cloned().collect()))
    }
}

impl Hinter for Words {
    type Hint = String;
}
impl Highlighter for Words {}
impl Validator for Words {}
impl Helper for Words {}
