//! `--from FILE|-`: private data out of a file, so that it shows neither in `ps` nor in the shell's history.
//!
//! Either a JSON object, or lines `name: 王小明`, in Chinese `姓名：王小明`; a value may go on in indented lines.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::value::texts::Texts;
use crate::import::suggest::private_key;
use crate::text::labels;

/// Reads it.
///
/// # Errors
/// The file cannot be read, or names something that is not private data.
pub(crate) fn read(cx: &Context, path: &str) -> Result<Texts, CliError> {
    let given = if path == "-" { "-".to_string() } else { format!("@{path}") };
    let text = given_text(cx, &given)?;
    let mut texts = Texts::default();
    for (line, key, value) in pairs(&text)? {
        let known = key_named(&key).ok_or_else(|| unknown(line))?;
        once(&texts, known)?;
        texts.set(known, value);
    }
    Ok(texts)
}

/// The key of the private data with this name: a key, a flag, a label, or what registers call it (联系电话).
pub(crate) fn key_named(name: &str) -> Option<&'static str> {
    let (flag, meant) = (name.replace('-', "_").to_lowercase(), private_key(name));
    let is = |known: &&&str| **known == flag || labels::is(known, name) || meant.as_deref() == Some(**known);
    PRIVATE.iter().find(is).copied()
}

/// Fails for a value that is there already: which of the two is meant cannot be told, and the other would be lost.
///
/// # Errors
/// It is there.
pub(crate) fn once(texts: &Texts, name: &str) -> Result<(), CliError> {
    match texts.get(name) {
        None => Ok(()),
        Some(_) => Err(CliError::Usage(Usage::Twice { flag: format!("--{}", name.replace('_', "-")) })),
    }
}

/// What stands there may be private: only where it stands is said.
fn unknown(line: usize) -> CliError {
    CliError::Usage(Usage::FromLine { line, known: PRIVATE.iter().map(|p| (*p).into()).collect() })
}

/// Line, name and value.
fn pairs(text: &str) -> Result<Vec<(usize, String, String)>, CliError> {
    if text.trim_start().starts_with('{') {
        let map: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).map_err(|e| CliError::Usage(Usage::json(&e)))?;
        let mut pairs = Vec::new();
        for (key, value) in map {
            match value {
                serde_json::Value::Null => {}
                serde_json::Value::String(text) => pairs.push((1, key, text)),
                serde_json::Value::Number(number) => pairs.push((1, key, number.to_string())),
                other => {
                    let example = "\"text\"";
                    return Err(CliError::unlike(key, other.to_string(), example));
                }
            }
        }
        return Ok(pairs);
    }
    let mut pairs: Vec<(usize, String, String)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let split = line.split_once([':', '：']);
        match (line.starts_with([' ', '\t', '　']), pairs.last_mut(), split) {
            (true, Some((_, _, value)), _) => {
                value.push('\n');
                value.push_str(line.trim());
            }
            (_, _, Some((key, value))) => pairs.push((number + 1, key.trim().to_string(), value.trim().to_string())),
            _ => return Err(unknown(number + 1)),
        }
    }
    Ok(pairs)
}
