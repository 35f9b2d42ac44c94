//! The commands of a told demo, as they are typed, as verbs: the same flags and the same reading as of every command.

use crate::cli::cmd::batch;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::messages::errors;
use crate::cli::parse;
use crate::cli::spec::Spec;
use crate::command::flag::OVERRIDE;
use crate::command::input::BatchLine;
use crate::demo::Translated;
use serde_json::{Map, Value};

/// The verbs of a command, and the reason of an override in it.
///
/// # Errors
/// The words are no command that works on cases; the message says why.
pub(super) fn verbs(words: &[String], cx: &Context) -> Result<Translated, String> {
    let said = |error: &CliError| errors::line(error, cx.lang);
    let line = line(words);
    let (spec, build) = batch::command(&line).map_err(|error| said(&error))?;
    let work = spec.build(build, &line, cx).map_err(|error| said(&error))?;
    Ok((work.chain, line.input().one(OVERRIDE)))
}

/// Words as a line of a batch; the case that a command is about is not among them.
fn line(words: &[String]) -> BatchLine {
    let name = words.first().map(String::as_str).unwrap_or_default();
    let spec = parse::find(name);
    let mut map = Map::new();
    map.insert("do".into(), name.into());
    let mut places = spec.into_iter().flat_map(|spec| spec.flags).filter(|flag| flag.by_place && flag.name != "case");
    if spec.is_some_and(|spec| spec.flags.iter().any(|flag| flag.by_place && flag.name == "case")) {
        map.insert("case".into(), "-".into());
    }
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        let Some(flag) = word.strip_prefix("--") else {
            if let Some(place) = places.next() {
                map.insert(place.name.into(), word.as_str().into());
            }
            continue;
        };
        let value = if is_switch(spec, flag) { Value::Bool(true) } else { rest.next().map(String::as_str).into() };
        match map.get_mut(flag) {
            Some(Value::Array(all)) => all.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
            None => drop(map.insert(flag.into(), value)),
        }
    }
    BatchLine(map)
}

fn is_switch(spec: Option<&'static Spec>, name: &str) -> bool {
    let flag = spec.and_then(|spec| spec.flags.iter().chain(spec.work_flags()).find(|flag| flag.name == name));
    flag.is_some_and(|flag| flag.value.is_empty())
}
