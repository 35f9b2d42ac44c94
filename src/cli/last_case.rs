//! `@`: the last case that this user touched, at a terminal only. Kept in `.redress/`, which may be deleted at any time.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::domain::value::id::CaseId;
use crate::project::{Actor, ProjectError};
use std::path::PathBuf;

fn file(cx: &Context, actor: &Actor) -> Option<PathBuf> {
    let safe: String = actor.by.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '_' }).collect();
    Some(cx.project().ok()?.root.join(".redress").join("cache").join(format!("last-{safe}")))
}

/// Remembers it. A failure to do so is none of the command's.
pub(crate) fn remember(cx: &Context, actor: &Actor, case: Option<CaseId>) {
    let (Some(case), true) = (case, cx.env.stdout_terminal) else { return };
    if let Some(path) = file(cx, actor) {
        let _ = cx.project().map(|project| project.write_machine(&path, case.to_string().as_bytes()));
    }
}

/// The case that `@` stands for.
///
/// # Errors
/// Not at a terminal, or nothing was touched yet.
pub(crate) fn recall(cx: &Context, actor: &Actor) -> Result<CaseId, CliError> {
    if !cx.env.stdin_terminal {
        return Err(CliError::Failed(Failure::NeedsTerminal));
    }
    let text = file(cx, actor).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    text.trim().parse().map_err(|_| ProjectError::NoCase { name: "@".into() }.into())
}
