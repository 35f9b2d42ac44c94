//! Long output at a terminal goes through a pager; programs that the account chose run by the system's shell.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// Shows text; page by page where it is longer than the terminal.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn page(cx: &Context, bytes: &[u8]) -> Result<(), CliError> {
    let lines = bytes.iter().filter(|b| **b == b'\n').count();
    if lines < cx.env.height() {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    }
    // The account's own choice: a project's files do not name programs.
    let pager =
        cx.settings.get("pager").map(Into::into).or_else(|| cx.env.pager.clone()).unwrap_or_else(|| "less -FRX".into());
    if matches!(pager.trim(), "" | "cat") {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    }
    // As git does: the command may have quotes, variables and pipes.
    let Ok(mut child) = shell(&pager).stdin(Stdio::piped()).spawn() else {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    };
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        let _ = stdin.write_all(bytes);
    }
    // A pager that is not there was told by the shell; the page is printed all the same.
    if child.wait()?.code() == Some(127) {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    }
    Ok(())
}

/// A command for the system's shell.
#[cfg(unix)]
pub(crate) fn shell(line: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(line);
    command
}

/// A command for the system's shell.
#[cfg(not(unix))]
pub(crate) fn shell(line: &str) -> Command {
    let mut command = Command::new("cmd");
    command.arg("/C").arg(line);
    command
}

/// A reader that has closed the pipe has seen enough.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn closed_is_fine(result: io::Result<()>) -> Result<(), CliError> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
