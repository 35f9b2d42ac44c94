//! The command line: the only room that prints, prompts, and reads clock, environment, locale and randomness.
//!
//! | file | what it does |
//! |---|---|
//! | `spec`, `parse` | a command's definition; clap, help and completions from it |
//! | `input`, `meant`, `naming`, `work`, `reading` | what was given, by code or title; which case; work on cases; what look-ups and reports share |
//! | `cx`, `env` | surroundings and the open project |
//! | `ui`, `say`, `error` | output; words; exit codes |
//! | `import` | histories taken in from elsewhere |
//! | `cmd` | one file a command |

mod begin;
mod bind;
mod case_names;
pub mod cmd;
mod complete;
pub mod context;
mod draft;
mod editor;
pub mod env;
pub mod error;
mod given;
pub mod input;
mod last_case;
pub mod messages;
mod output;
pub mod parse;
mod private_file;
pub mod run_work;
mod selection;
pub mod settings;
pub mod spec;
mod titles;
pub mod work;

use crate::project::ProjectError;
use context::Context;
use env::Env;
use error::CliError;
use spec::{CommandRun, Spec};
use std::ffi::OsString;

/// Runs a command line. Gives the exit code.
#[must_use]
pub fn run(args: &[OsString], env: Env) -> u8 {
    let mut cx = Context::new(env, parse::peek(args, "dir", Some('C')), parse::peek(args, "lang", None));
    if args.get(1).is_some_and(|first| first == complete::COMMAND) {
        let answer = complete::answer(args, &mut cx);
        return u8::from(output::text(&cx, &answer).is_err());
    }
    let json =
        args.iter().any(|a| a == "--json") || parse::peek(args, "format", None).is_some_and(|f| f.starts_with("json"));
    let done = execute(args, &mut cx);
    if cx.command != cmd::VERIFY {
        output::damage(&cx);
        output::clashes(&cx);
    }
    if !matches!(done, Err(CliError::Project(ProjectError::Mistake(_)))) {
        output::mistakes(&cx);
    }
    editor::settle(&cx, &done);
    let exit = ended(done, &cx, json);
    // All is said: what follows may take its time.
    if let Some(project) = cx.opened() {
        project.keep_indexes();
        project.keep_private_index(&mut env::random);
        output::indexes(&cx, project);
    }
    // The process ends here: to give back what it had, piece by piece, is the system's work done twice.
    std::mem::forget(cx);
    exit
}

fn ended(done: Result<(), CliError>, cx: &Context, json: bool) -> u8 {
    match done {
        Ok(()) => 0,
        Err(CliError::Help(text)) => u8::from(output::text(cx, &text).is_err()) * 74,
        Err(error) => {
            output::error(cx, &error, json);
            error.exit()
        }
    }
}

fn execute(args: &[OsString], cx: &mut Context) -> Result<(), CliError> {
    let (spec, matches): (&'static Spec, _) = parse::parse(args, cx.lang)?;
    cx.command = spec.name;
    cx.take(&matches)?;
    match spec.run {
        CommandRun::Work(build) => run_work::run(spec, build, &matches, cx),
        CommandRun::Either { is_work, work, .. } if is_work(&matches) => run_work::run(spec, work, &matches, cx),
        CommandRun::Plain(run) | CommandRun::Either { plain: run, .. } => run(&matches, cx),
    }
}
