//! A command that works on cases: names resolved, chains run through the gate under one lock, one commit, one line a case.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::say::errors;
use crate::cli::say::work as words;
use crate::cli::spec::Spec;
use crate::cli::ui;
use crate::domain::decide::Verb;
use crate::domain::id::CaseId;
use crate::workspace::{Actor, Kept, Outcome, Session, WorkspaceError};
use chrono::Datelike;
use serde_json::{Value, json};

/// What a work command is to do.
#[derive(Default)]
pub struct Work {
    /// The cases as they were named; none for a registration.
    pub cases: Vec<String>,
    /// The chain for each.
    pub chain: Vec<Box<dyn Verb>>,
    /// Files that were copied for it.
    pub kept: Kept,
}

impl Work {
    /// A chain on the cases that `CASE` names.
    #[must_use]
    pub(crate) fn on_cases(input: &dyn Input, chain: Vec<Box<dyn Verb>>) -> Self {
        Self { cases: input.many("case"), chain, ..Self::default() }
    }

    /// One verb on the cases that `CASE` names.
    #[must_use]
    pub(crate) fn one(input: &dyn Input, verb: impl Verb + 'static) -> Self {
        Self::on_cases(input, vec![Box::new(verb)])
    }
}

/// Runs a work command that was typed.
///
/// # Errors
/// The first thing that went wrong; with `--keep-going` after the rest was done.
pub(crate) fn run(
    spec: &Spec,
    build: fn(&dyn Input, &Cx) -> Result<Work, CliError>,
    input: &dyn Input,
    cx: &Cx,
) -> Result<(), CliError> {
    let work = build(input, cx)?;
    let actor = cx.actor(input)?;
    let names = names(&work.cases)?;
    let chain: Vec<&dyn Verb> = work.chain.iter().map(AsRef::as_ref).collect();
    let keep_going = input.on("keep-going");
    let mut session = cx.begin(&actor)?;
    if names.len() > 3 {
        session.load_all()?;
    }
    if let Some(done) = already(&session, &actor)? {
        return report(spec, cx, &session, &done, input.on("dry-run"));
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    let opening = spec.name == "intake";
    let total = if opening { 1 } else { names.len() };
    if opening {
        done.push(session.run(&chain, None, &actor)?);
    }
    for name in &names {
        match one(&mut session, &chain, name, &actor, cx) {
            Ok(outcome) => done.push(outcome),
            Err(error) if keep_going && matches!(error.exit(), 2..=5) => failed.push(error),
            Err(error) => return Err(error),
        }
    }
    if !input.on("dry-run") {
        if done.is_empty() {
            // Nothing was decided, so nothing (not even a new policy) is put on record.
        } else {
            record_all(&mut session, [work.kept])?;
        }
    }
    for error in &failed {
        ui::error(cx, error, cx.is_json());
    }
    report(spec, cx, &session, &done, input.on("dry-run"))?;
    if !input.on("dry-run") {
        crate::cli::last::remember(cx, &actor, done.last().map(|o| o.case));
    }
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(CliError::Some { failed: failed.len(), total, exit: first.exit() }),
    }
}

/// Commits; the files that were copied for it stay unless it is certain that nothing was recorded.
///
/// # Errors
/// As [`Session::commit`].
pub(crate) fn record_all(session: &mut Session<'_>, kept: impl IntoIterator<Item = Kept>) -> Result<(), CliError> {
    let done = session.commit();
    if done.as_ref().err().is_none_or(WorkspaceError::may_be_recorded) {
        kept.into_iter().for_each(Kept::claim);
    }
    Ok(done.map(drop)?)
}

/// A request that was done before is not done again: its cases are reported as they stand.
fn already(session: &Session<'_>, actor: &Actor) -> Result<Option<Vec<Outcome>>, CliError> {
    if actor.request.is_empty() {
        return Ok(None);
    }
    let Some(case) = session.ws.requests()?.get(&actor.request).copied() else { return Ok(None) };
    let Some(id) = case else { return Ok(Some(Vec::new())) };
    let after = session.case(id)?.unwrap_or_default();
    Ok(Some(vec![Outcome { case: id, after, opened: Vec::new(), warnings: Vec::new(), events: 0 }]))
}

/// One chain on one case.
fn one(
    session: &mut Session<'_>,
    chain: &[&dyn Verb],
    name: &str,
    actor: &Actor,
    cx: &Cx,
) -> Result<Outcome, CliError> {
    let id = case_id(session, name, actor, cx)?;
    Ok(session.run(chain, Some(id), actor)?)
}

/// The case that a name stands for.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn case_id(session: &Session<'_>, name: &str, actor: &Actor, cx: &Cx) -> Result<CaseId, CliError> {
    if name == "@" {
        return crate::cli::last::recall(cx, actor);
    }
    let year = u16::try_from(actor.now.date().year()).unwrap_or_default();
    // Whole names are looked up by the session itself, which may hold them already.
    if let Ok(id) = name.to_ascii_uppercase().parse::<CaseId>() {
        return if session.case(id)?.is_some() {
            Ok(id)
        } else {
            Err(WorkspaceError::NoCase { name: name.into() }.into())
        };
    }
    Ok(session.ws.find_case(name, year)?)
}

fn names(given: &[String]) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for name in given {
        if name == "-" {
            let text = io_stdin()?;
            names.extend(text.lines().filter_map(|l| l.split_whitespace().next()).map(Into::into));
        } else {
            names.push(name.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|n: &String| seen.insert(n.clone()));
    Ok(names)
}

/// All of standard input as text.
///
/// # Errors
/// It is not UTF-8, or cannot be read.
pub(crate) fn io_stdin() -> Result<String, CliError> {
    std::io::read_to_string(std::io::stdin()).map_err(|source| CliError::File { path: "-".into(), source })
}

/// A text that was given as it is, as `-` (standard input) or as `@FILE`.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn given_text(cx: &Cx, given: &str) -> Result<String, CliError> {
    if given == "-" {
        return Ok(io_stdin()?.trim_end().to_string());
    }
    match given.strip_prefix('@') {
        Some(path) if !path.is_empty() => {
            let text = std::fs::read_to_string(cx.env.cwd.join(path))
                .map_err(|source| CliError::File { path: path.into(), source })?;
            Ok(text.trim_end().to_string())
        }
        _ => Ok(given.to_string()),
    }
}

/// An amount that was given for a flag.
///
/// # Errors
/// It is none.
pub(crate) fn amount(input: &dyn Input, flag: &str) -> Result<Option<crate::domain::value::Amount>, CliError> {
    let Some(text) = input.one(flag) else { return Ok(None) };
    let wrong = |()| {
        CliError::Usage(Usage::Value {
            flag: format!("--{flag}"),
            value: text.clone(),
            known: vec!["50000".into(), "1234.50".into()],
            nearest: None,
        })
    };
    text.parse().map(Some).map_err(wrong)
}

/// `--set` pairs.
///
/// # Errors
/// One has no `=`.
pub(crate) fn set(input: &dyn Input) -> Result<Vec<(String, String)>, CliError> {
    let (good, bad) = input.pairs("set");
    match bad.into_iter().next() {
        Some(value) => Err(CliError::Usage(Usage::Pair { flag: "--set".into(), value })),
        None => Ok(good),
    }
}

fn report(spec: &Spec, cx: &Cx, session: &Session<'_>, done: &[Outcome], dry: bool) -> Result<(), CliError> {
    for outcome in done {
        for warning in &outcome.warnings {
            ui::complain(&errors::warning(warning, outcome.case, cx));
        }
    }
    let bare = spec.name == "intake" && !cx.env.stdout_terminal;
    let line = |outcome: &Outcome| {
        if bare {
            return format!("{}\n", outcome.case);
        }
        words::line(spec.name, outcome, dry, session.ws, cx.lang)
    };
    let records = done.iter().map(|o| record(spec, o, dry)).collect();
    ui::answer(cx, "redress.work/1", KEYS, records, || done.iter().map(line).collect())
}

const KEYS: &[&str] = &["id", "did", "status", "unit", "person", "next_limit", "next_due", "title"];

fn record(spec: &Spec, outcome: &Outcome, dry: bool) -> Value {
    let case = &outcome.after;
    let (limit, due) =
        case.running().first().map_or((None, None), |(l, d)| (Some(l.to_string()), Some(d.at.to_string())));
    json!({
        "id": outcome.case.to_string(), "did": spec.name, "status": case.state.code(), "round": case.round(),
        "unit": case.unit.as_str(), "person": case.person.as_str(), "next_limit": limit, "next_due": due,
        "title": case.title, "events": outcome.events, "opened": outcome.opened.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "warnings": outcome.warnings.iter().map(|w| w.problem.code()).collect::<Vec<_>>(), "dry_run": dry,
    })
}
