//! The command line: the only room that prints, prompts, and reads clock, environment, locale and randomness.
//!
//! | file | what it does |
//! |---|---|
//! | `spec`, `parse` | a command's definition; clap, help and completions from it |
//! | `given`, `case_names`, `run_work`, `selection` | values as they were given; which case; work on cases; what look-ups and reports share |
//! | `context`, `env` | surroundings and the open project |
//! | `output`, `messages`, `error` | output; words; exit codes |
//! | `ask`, `used` | what a person at a terminal is asked; what was named last |
//! | `cmd` | one file a command |

mod action;
mod aliases;
mod ask;
mod begin;
mod bind;
mod case_names;
pub mod cmd;
mod complete;
pub mod context;
mod cursor_file;
mod draft;
mod earlier;
mod editor;
pub mod env;
pub mod error;
mod excel_note;
mod given;
mod hooks;

mod last_case;
pub mod messages;
mod output;
mod pager;
pub mod parse;
mod policy_files;
mod private_file;
mod record_template;
pub mod run_work;
mod schemas;
mod selection;
pub mod settings;
pub mod spec;
mod used;

mod whole_file;

use crate::command::flag::AnyFlag;
use crate::command::input::Input;
use crate::project::ProjectError;
use crate::text::refusal::{TypedCommand, is_placeholder};
use context::Context;
use env::Env;
use error::{CliError, Usage};
use spec::{Build, CommandRun, Spec};
use std::ffi::OsString;

/// Runs a command line. Gives the exit code.
#[must_use]
pub fn run(args: &[OsString], env: Env) -> u8 {
    let mut cx = Context::new(env, parse::peek(args, "dir", Some('C')), parse::peek(args, "lang", None));
    if args.get(1).is_some_and(|first| first == complete::COMMAND) {
        let answer = complete::answer(args, &mut cx);
        return u8::from(output::text(&cx, &answer).is_err());
    }
    if args.get(1).is_some_and(|first| first == hooks::COMMAND) {
        hooks::deliver(&args.get(2).map(|name| name.to_string_lossy()).unwrap_or_default(), &cx);
        return 0;
    }
    let expanded = aliases::expanded(args, &cx.settings);
    let args = expanded.as_deref().unwrap_or(args);
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
        project.keep_private_index(&mut || env::random().ok());
        output::indexes(&cx, project);
        hooks::start(&cx, project);
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
    let input = Input::of(&matches);
    no_placeholders(spec, &input)?;
    cx.typed = typed(spec, &input);
    cx.take(&input)?;
    if let Some(person) = &cx.given.user {
        cx.typed.act_as(person);
    }
    selection::rest_on_known(spec, &input, cx)?;
    match spec.run {
        CommandRun::Work(build) => work(spec, build, &input, cx),
        CommandRun::Either { is_work, work: build, .. } if is_work(&input) => work(spec, build, &input, cx),
        CommandRun::Plain(run) | CommandRun::Either { plain: run, .. } => run(&input, cx),
    }
}

/// Fails for the place of a value as a hint writes it, `REASON`, `〈理由〉` or `…`: pasted, it must not be recorded as a text. What is looked
/// for may be called so.
fn no_placeholders(spec: &Spec, input: &Input) -> Result<(), CliError> {
    let is_place =
        |value: &String| is_placeholder(value.rsplit_once('=').map_or(value.as_str(), |(_, value)| value).trim());
    let may_be_text = |flag: &&AnyFlag| !flag.by_place || spec.run.is_ever_work();
    let mut flags = spec.flags.iter().filter(may_be_text);
    match flags.find(|flag| input.by_name().many(flag.name).iter().any(is_place)) {
        Some(flag) => Err(CliError::Usage(Usage::NoValue { flag: flag.shown() })),
        None => Ok(()),
    }
}

/// The words of a command besides its flags.
fn typed(spec: &Spec, input: &Input) -> TypedCommand {
    let mut typed = TypedCommand::new(spec.name);
    for flag in spec.flags.iter().filter(|flag| flag.by_place) {
        match flag.name {
            "case" | "cases" => typed.add_case(),
            name => input.by_name().many(name).iter().for_each(|word| typed.add(word)),
        }
    }
    for flag in spec.flags.iter().filter(|flag| !flag.by_place && input.has(flag)) {
        (0..input.by_name().many(flag.name).len().max(1)).for_each(|_| typed.add_flag(flag.name));
    }
    typed
}

/// Work on cases; at a terminal somebody is asked for what is missing.
fn work(spec: &'static Spec, build: Build, input: &Input, cx: &Context) -> Result<(), CliError> {
    let asked = ask::completed(spec, build, input, cx)?;
    match &asked {
        Some(answers) => run_work::run(spec, build, &Input::of(answers), cx),
        None => run_work::run(spec, build, input, cx),
    }
}
