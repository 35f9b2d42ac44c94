//! The actions of a command that has several: `add` and `list` of `improve`. Each says what it takes: what another takes and it does not
//! would be thrown away in silence, so that it is refused.

use crate::cli::error::{CliError, Usage};
use crate::cli::selection::ACTION;
use crate::command::flag::{AnyFlag, CASE, WORK};
use crate::command::input::Input;
use crate::domain::gate::codes::nearest;

/// One action.
pub(crate) struct Action {
    /// English name.
    pub name: &'static str,
    /// Chinese name, which may be typed too.
    pub zh: &'static str,
    /// Whether it is work through the gate, which takes the flags of work.
    pub works: bool,
    /// The command's own flags and arguments that it takes,
    pub takes: &'static [AnyFlag],
    /// but for these.
    pub not: &'static [AnyFlag],
}

impl Action {
    /// The same, but for some of what it takes.
    pub(crate) const fn but(self, not: &'static [AnyFlag]) -> Self {
        Self { not, ..self }
    }
}

/// An action that looks something up, or does what is no work on cases.
pub(crate) const fn plain(name: &'static str, zh: &'static str, takes: &'static [AnyFlag]) -> Action {
    Action { name, zh, works: false, takes, not: &[] }
}

/// An action that is work through the gate.
pub(crate) const fn work(name: &'static str, zh: &'static str, takes: &'static [AnyFlag]) -> Action {
    Action { name, zh, works: true, takes, not: &[] }
}

/// Whether work was asked for.
pub(crate) fn is_work(input: &Input, command: &str, actions: &[Action]) -> bool {
    named(input, command, actions).is_ok_and(|action| action.works)
}

/// Which of a command's actions was asked for, by its English or its Chinese name.
///
/// # Errors
/// None of them; or it does not take what was given.
pub(crate) fn chosen(input: &Input, command: &str, actions: &[Action]) -> Result<&'static str, CliError> {
    let action = named(input, command, actions)?;
    let of_work: &[AnyFlag] = if action.works { &[] } else { WORK };
    let all = actions.iter().flat_map(|other| other.takes).chain(of_work).filter(|flag| flag.name != ACTION.name);
    only(input, (command, action.name), all, action.takes)?;
    only(input, (command, action.name), action.not, &[])?;
    Ok(action.name)
}

/// Refuses what an action does not take, of all that its command takes.
///
/// # Errors
/// Something of it was given.
pub(crate) fn only<'a>(
    input: &Input,
    (command, action): (&str, &str),
    all: impl IntoIterator<Item = &'a AnyFlag>,
    takes: &[AnyFlag],
) -> Result<(), CliError> {
    let is_taken = |flag: &AnyFlag| takes.iter().any(|taken| taken.name == flag.name);
    match all.into_iter().find(|flag| input.has(flag) && !is_taken(flag)) {
        None => Ok(()),
        Some(flag) => {
            let given = if flag.by_place { input.by_name().many(flag.name).join(" ") } else { flag.dashed() };
            Err(CliError::Usage(Usage::Extra { given, command: format!("{command} {action}"), flag: "" }))
        }
    }
}

fn named<'a>(input: &Input, command: &str, actions: &'a [Action]) -> Result<&'a Action, CliError> {
    let given = input.text(ACTION);
    // Looking is what a bare name asks for.
    let is_meant = |action: &&Action| match given.as_str() {
        "" => matches!(action.name, "list" | "show") && !action.works,
        given => given == action.name || given == action.zh,
    };
    if let Some(action) = actions.iter().find(is_meant) {
        return Ok(action);
    }
    if given.is_empty() {
        let mut names: Vec<&str> = actions.iter().map(|action| action.name).collect();
        names.dedup();
        return Err(CliError::Usage(Usage::Missing { missing: vec![names.join("|")], command: command.into() }));
    }
    let names: Vec<&str> = actions.iter().flat_map(|action| [action.name, action.zh]).collect();
    // The action was typed in the place of the case.
    let cases = input.by_name().many(CASE.name);
    if let Some(action) = cases.iter().find(|case| names.contains(&case.as_str())) {
        let example = format!("redress {command} {given} {action}");
        return Err(CliError::unlike(command, given, example));
    }
    let nearest = nearest(&given, &names).map(Into::into);
    // Both words of each, once: either may be typed.
    let mut known: Vec<String> = Vec::new();
    for Action { name, zh, .. } in actions {
        match known.iter_mut().find(|text| text.split(' ').next() == Some(*name)) {
            Some(text) => *text = format!("{text} {zh}"),
            None => known.push(format!("{name} {zh}")),
        }
    }
    Err(CliError::Usage(Usage::Value { flag: command.into(), value: given, known, nearest }))
}
