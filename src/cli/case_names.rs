//! The case that a name stands for, for every command that takes one: a number, `ref:2549` (its number at its source), `@` (the last one
//! touched), `-` (standard input).

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::command::flag::Flag;
use crate::command::input::Input;
use crate::domain::query::term::At;
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::domain::value::texts::half_width;
use crate::project::{Actor, HistoryCut, ProjectError, Session};
use chrono::Datelike;
use std::str::FromStr;

/// The one case that a flag or an argument of a command names.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn one(flag: Flag, input: &Input, cx: &Context) -> Result<CaseId, CliError> {
    let name = input.text(flag);
    match &all(std::slice::from_ref(&name))?[..] {
        [name] => by_name(name, input, cx),
        [] => Err(CliError::Usage(Usage::OneCase { given: 0, command: cx.command.into() })),
        several => Err(CliError::Usage(Usage::OneCase { given: several.len(), command: cx.command.into() })),
    }
}

/// The names, each of a list between commas, with those that stand on standard input in the place of `-`.
///
/// # Errors
/// Standard input cannot be read.
pub(crate) fn all(given: &[String]) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for name in given {
        if name == "-" {
            let text = crate::cli::given::io_stdin()?;
            names.extend(text.lines().filter_map(|l| l.split_whitespace().next()).map(Into::into));
        } else if source_number(name).is_some() {
            names.push(name.clone());
        } else {
            // `17、16`, as a list is written in Chinese.
            let parts = name.split(['、', '，', ',']).map(str::trim);
            names.extend(parts.filter(|part| !part.is_empty() || name.trim().is_empty()).map(Into::into));
        }
    }
    Ok(names)
}

/// The case that a name stands for, outside a write.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn by_name(name: &str, input: &Input, cx: &Context) -> Result<CaseId, CliError> {
    if name == "@" {
        return crate::cli::last_case::recall(cx, &cx.actor(input)?);
    }
    if let Some(number) = source_number(name) {
        return by_source(number, cx);
    }
    let year = u16::try_from(cx.now()?.date().year()).unwrap_or_default();
    Ok(cx.project()?.find_case(name, year)?)
}

/// The case of a name that was typed in answer to a question.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn typed(name: &str, cx: &Context) -> Result<CaseId, CliError> {
    let year = u16::try_from(cx.now()?.date().year()).unwrap_or_default();
    Ok(cx.project()?.find_case(name.trim(), year)?)
}

/// The number of a name such as `ref:2549`: the case's number at its source.
fn source_number(name: &str) -> Option<&str> {
    let (key, number) = name.split_once([':', '：'])?;
    let number = number.trim();
    (matches!(key.trim(), "ref" | "REF" | "来件编号") && !number.is_empty()).then_some(number)
}

/// The case with a number at its source; one that is not voided, if there are several.
fn by_source(number: &str, cx: &Context) -> Result<CaseId, CliError> {
    let now = cx.now()?;
    let (name, at) = (format!("ref:{number}"), At { day: now.date(), now: Some(now) });
    let filter = selection::filter(std::slice::from_ref(&name), now.date(), cx)?;
    let found = cx.project()?.select_if(&filter, &at, HistoryCut::default(), &|_| true)?;
    let live: Vec<CaseId> = found.iter().filter(|case| case.state != State::Voided).map(|case| case.id).collect();
    let all: Vec<CaseId> = if live.is_empty() { found.iter().map(|case| case.id).collect() } else { live };
    match all[..] {
        [] => Err(ProjectError::NoCase { name }.into()),
        [one] => Ok(one),
        _ => Err(ProjectError::Ambiguous { name, candidates: all }.into()),
    }
}

/// The case that a name stands for, within a write.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn within(session: &Session<'_>, name: &str, actor: &Actor, cx: &Context) -> Result<CaseId, CliError> {
    if name == "@" {
        return crate::cli::last_case::recall(cx, actor);
    }
    if let Some(number) = source_number(name) {
        return by_source(number, cx);
    }
    let year = u16::try_from(actor.now.date().year()).unwrap_or_default();
    // Whole names are looked up by the session itself, which may hold them already.
    if let Ok(id) = whole(name) {
        session.project.refuse_shared(id)?;
        return if session.case(id)?.is_some() {
            Ok(id)
        } else {
            Err(ProjectError::NoCase { name: name.into() }.into())
        };
    }
    let id = session.project.find_case(name, year);
    if let Err(ProjectError::Ambiguous { candidates, .. }) = &id
        && let Some(shared) = candidates.iter().find(|id| id.is_shared())
    {
        session.project.refuse_shared(*shared)?;
    }
    Ok(id?)
}

/// The case of a whole name, wherever it is.
///
/// # Errors
/// It is a part of one, or none.
pub(crate) fn whole(name: &str) -> Result<CaseId, <CaseId as FromStr>::Err> {
    half_width(name.trim()).to_ascii_uppercase().parse()
}
