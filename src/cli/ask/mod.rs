//! Asks at a terminal what a command still needs. Answers take the way of flags: what they lead to is decided and recorded by the
//! command itself, as if they had been typed on its line.
//!
//! Invariant: a pipe is never asked, and nobody with `--no-input`. Until the summary is confirmed nothing is recorded; what was typed is
//! kept on the private side and offered again.

mod answers;
mod choice;
mod dialogue;
mod draft;
mod hints;
mod needed;
mod question;
mod summary;
mod terminal;

pub(crate) use answers::Answers;

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::spec::{Build, Spec};
use crate::command::input::{GivenValues, Input};
use dialogue::Dialogue;
use terminal::TerminalPrompter;

/// The commands that ask.
const ASKING: &[&str] = &["intake", "reply", "withdraw", "callback"];

/// What was given, with what a person answered to complete it; `None` where nothing was to be asked.
///
/// # Errors
/// The person stopped, or the terminal cannot be used.
pub(crate) fn completed<'i>(
    spec: &'static Spec,
    build: Build,
    input: &Input<'i>,
    cx: &'i Context,
) -> Result<Option<Answers<'i>>, CliError> {
    let given = input.by_name();
    if !ASKING.contains(&spec.name) || !may_ask(given, cx) || reads_elsewhere(spec, given) {
        return Ok(None);
    }
    let registers = spec.name == "intake";
    if registers && spec.flags.iter().any(|flag| input.has(flag)) {
        return Ok(None);
    }
    // Names and codes that a file in which something is wrong does not give must not look mistyped.
    cx.sound_project()?;
    // What is typed at a question is a text, whatever sign it begins with.
    cx.take_literally();
    let mut person = TerminalPrompter::new(cx.env.is_dumb);
    let mut dialogue = Dialogue::new((spec, build), given, cx, &mut person);
    let asked = if registers { dialogue.register().map(|()| true) } else { dialogue.complete() };
    Ok(asked?.then(|| dialogue.answers()))
}

/// Whether a person sits at all three streams and wants to be asked.
fn may_ask(input: &dyn GivenValues, cx: &Context) -> bool {
    let (given, env) = (&cx.given, &cx.env);
    let quiet = given.no_input || given.yes || cx.talks_json() || input.on("edit");
    !quiet && env.stdin_terminal && env.stdout_terminal && env.stderr_terminal
}

/// Whether something that was given is read from standard input or a file, or means several cases: nothing is asked then.
fn reads_elsewhere(spec: &Spec, input: &dyn GivenValues) -> bool {
    let elsewhere = |text: &String| text == "-" || text.starts_with('@') && text.len() > 1;
    let values = spec.flags.iter().filter(|flag| !flag.value.is_empty() && !flag.by_place);
    let case = input.one("case").unwrap_or_default();
    case == "-"
        || case.contains(':') && !case.starts_with("ref")
        || values.flat_map(|f| input.many(f.name)).any(|text| elsewhere(&text))
}
