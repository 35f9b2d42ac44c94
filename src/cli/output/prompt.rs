//! Questions to the person at the terminal.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use std::io::{self, Write};

/// Asks; `--yes` answers, and without a terminal nothing is done.
///
/// # Errors
/// Nobody said yes.
pub(crate) fn confirm(cx: &Context, question: &str) -> Result<(), CliError> {
    let refused = || CliError::Failed(Failure::NotConfirmed { what: question.into() });
    if cx.given.yes {
        return Ok(());
    }
    if !cx.can_ask() {
        return Err(refused());
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    if matches!(answer.trim(), "y" | "Y" | "yes" | "是") { Ok(()) } else { Err(refused()) }
}

/// Asks for a line; `None` where nobody can be asked.
///
/// # Errors
/// The terminal cannot be read.
pub(crate) fn ask(cx: &Context, question: &str) -> Result<Option<String>, CliError> {
    if cx.given.yes || !cx.can_ask() {
        return Ok(None);
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(Some(answer.trim().into()))
}
