//! `--template`: each record of an answer through a template of one's own, with what `--format jsonl` has of it.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::say;
use crate::text::sanitize::harmless_lines;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

/// The template that was given, as it is or as `@FILE`.
///
/// # Errors
/// The file cannot be read.
fn read(cx: &Context, given: &str) -> Result<String, CliError> {
    let Some(path) = given.strip_prefix('@').filter(|path| !path.is_empty()) else { return Ok(given.into()) };
    std::fs::read_to_string(cx.env.cwd.join(path)).map_err(|source| CliError::File { path: path.into(), source })
}

/// The records, one JSON object a line, each through the template and on a line of its own.
///
/// # Errors
/// The template cannot be used: what is wrong, and which names there are.
pub(crate) fn render(cx: &Context, template: &str, records: &[u8]) -> Result<String, CliError> {
    let template = read(cx, template)?;
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.set_fuel(Some(1_000_000));
    // What has no value prints nothing.
    engine.set_formatter(
        |out, state, value| {
            if value.is_none() { Ok(()) } else { minijinja::escape_formatter(out, state, value) }
        },
    );
    let wrong = |error: &minijinja::Error, known: Vec<&str>| {
        let (what, known) = (error.to_string(), known.join(", "));
        CliError::Usage(Usage::Other(match error.kind() {
            ErrorKind::UndefinedError => {
                say!(cx.lang, "--template: {what}; there are {known}", "--template：{what}；可用的有 {known}")
            }
            _ => say!(cx.lang, "--template: {what}", "--template：{what}"),
        }))
    };
    let template = engine.template_from_str(&template).map_err(|error| wrong(&error, Vec::new()))?;
    let mut out = String::new();
    for line in records.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let record: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(line).map_err(std::io::Error::from)?;
        let told = template.render(Value::from(Serde(&record)));
        let told = told.map_err(|error| wrong(&error, record.keys().map(String::as_str).collect()))?;
        out.push_str(&told);
        if !told.ends_with('\n') {
            out.push('\n');
        }
    }
    Ok(harmless_lines(&out).into_owned())
}
