//! Values as they are given: texts from standard input and files, sums, pairs.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::command::flag::{Flag, Many};
use crate::command::input::Input;
use crate::domain::policy::Field;
use crate::domain::value::amount::Amount;

/// All of standard input as text.
///
/// # Errors
/// It is not UTF-8, or cannot be read.
pub(crate) fn io_stdin() -> Result<String, CliError> {
    let text = std::io::read_to_string(std::io::stdin());
    text.map(without_bom).map_err(|source| CliError::File { path: "-".into(), source })
}

/// A text without the byte-order mark with which some editors begin a file.
fn without_bom(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    text
}

/// The text of a file: no more of it than an event can hold, so that what has no end is refused too.
fn bounded(path: &std::path::Path) -> std::io::Result<String> {
    use std::io::Read;
    // A little more than fits, for the gate to say how much does; a form of several texts holds a few of them.
    const MOST: u64 = 16 << 20;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|e| std::io::Error::new(std::io::ErrorKind::InvalidData, e))
}

/// A text that was given as it is, as `-` (standard input) or as `@FILE`.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn given_text(cx: &Context, given: &str) -> Result<String, CliError> {
    if cx.is_literal() {
        return Ok(given.to_string());
    }
    if given == "-" {
        let text = io_stdin()?.trim_end().to_string();
        cx.has_read(&text);
        return Ok(text);
    }
    match given.strip_prefix('@') {
        Some(path) if !path.is_empty() => {
            let text =
                bounded(&cx.env.cwd.join(path)).map_err(|source| CliError::File { path: path.into(), source })?;
            let text = without_bom(text).trim_end().to_string();
            cx.has_read(&text);
            Ok(text)
        }
        _ => Ok(given.to_string()),
    }
}

/// An amount that was given for a flag.
///
/// # Errors
/// It is none.
pub(crate) fn amount(input: &Input, flag: Flag) -> Result<Option<Amount>, CliError> {
    amount_of(flag.name, input.one(flag))
}

/// The same, of a flag whose name stands in a table.
///
/// # Errors
/// It is none.
pub(crate) fn amount_of(name: &str, given: Option<String>) -> Result<Option<Amount>, CliError> {
    let Some(text) = given else { return Ok(None) };
    let wrong = |()| CliError::unlike(format!("--{name}"), text.clone(), "50000, 1234.50");
    text.parse().map(Some).map_err(wrong)
}

/// `--set` pairs.
///
/// # Errors
/// One has no `=`, or one that takes a single value is given twice.
pub(crate) fn set(input: &Input, flag: Flag<Many>, cx: &Context) -> Result<Vec<(String, String)>, CliError> {
    let (mut good, bad) = input.pairs(flag);
    if let Some(value) = bad.into_iter().next() {
        return Err(CliError::Usage(Usage::Pair { flag: flag.dashed(), value }));
    }
    let fields = &cx.project()?.policy.fields;
    let is_many = |name: &str| fields.iter().any(|field| field.many && (field.code == name || field.title.is(name)));
    let twice = |(at, (name, _)): &(usize, &(String, String))| {
        !is_many(name) && good[..*at].iter().any(|(known, _)| known == name)
    };
    if let Some((_, (name, _))) = good.iter().enumerate().find(twice) {
        return Err(CliError::Usage(Usage::Twice { flag: format!("{} {name}", flag.dashed()) }));
    }
    // A day may be typed in every form in which flags take it. What is none is left to the gate, which knows the field.
    let day = |name: &str, text: &str| cx.when(name, text, None).map_or_else(|_| text.into(), |when| when.to_string());
    for (name, value) in &mut good {
        let is_date = |field: &&Field| field.kind == "date" && (field.code == *name || field.title.is(name));
        let Some(field) = fields.iter().find(is_date) else { continue };
        *value = match field.many {
            true => value.split([',', '，', '、']).map(|one| day(name, one)).collect::<Vec<_>>().join(","),
            false => day(name, value),
        };
    }
    Ok(good)
}
