//! The lines of a batch: what each says, before it is looked at in its turn.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::parse;
use crate::cli::spec::{Build, Spec};
use crate::command::flag::{AS, AnyFlag, COMMON, DONE_BY, NOT_PERSONAL, ON, OVERRIDE, REQUEST};
use crate::command::input::{BatchLine, BatchLineError, GivenValues};
use crate::command::work::Work;
use crate::domain::gate::codes::nearest;
use crate::project::{Actor, Precomputed};
use serde_json::Value;
use std::io::{self, BufRead};

/// Lines that go to another thread at a time.
const LOAD: usize = 64;
/// Fewer of them where they are longer than this together.
const BYTES: usize = 128 << 10;

/// A line that was read.
pub(super) struct BatchItem {
    pub(super) number: usize,
    pub(super) said: Result<Said, CliError>,
    /// Its chain, decided on the one case that it names.
    pub(super) precomputed: Option<Precomputed>,
}

/// What a line says.
pub(super) enum Said {
    /// Something that hangs on the lines before it: looked at when its turn comes.
    Late(BatchLine),
    Ready(Box<Ready>),
}

/// A command.
pub(super) struct Ready {
    pub(super) spec: &'static Spec,
    pub(super) actor: Actor,
    pub(super) work: Work,
}

/// The lines.
pub(super) struct Lines<'p> {
    lines: io::Lines<Box<dyn BufRead>>,
    number: usize,
    path: &'p str,
    cx: &'p Context,
    actor: Actor,
}

impl<'p> Lines<'p> {
    /// The lines of a file; `actor` records what they say, as far as they do not name another.
    pub(super) fn new(reader: Box<dyn BufRead>, path: &'p str, actor: Actor, cx: &'p Context) -> Self {
        Self { lines: reader.lines(), number: 0, path, cx, actor }
    }

    /// The next line that says something, with its number from 1.
    fn next(&mut self) -> Result<Option<(usize, String)>, CliError> {
        for text in &mut self.lines {
            let mut text = text.map_err(|source| CliError::File { path: self.path.into(), source })?;
            self.number += 1;
            if self.number == 1 && text.starts_with('\u{feff}') {
                text.remove(0);
            }
            if !text.trim().is_empty() {
                return Ok(Some((self.number, text)));
            }
        }
        Ok(None)
    }

    /// Reads some lines; gives how it ended where no more come.
    pub(super) fn read(&mut self, load: &mut Vec<BatchItem>) -> Option<Result<(), CliError>> {
        let mut bytes = 0;
        while load.len() < LOAD && bytes < BYTES {
            match self.next() {
                Ok(Some((number, text))) => {
                    bytes += text.len();
                    load.push(BatchItem { number, said: said(&text, &self.actor, self.cx), precomputed: None });
                }
                Ok(None) => return Some(Ok(())),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

fn said(text: &str, whose: &Actor, cx: &Context) -> Result<Said, CliError> {
    let line = BatchLine::parse(text).map_err(|error| match error {
        BatchLineError::Json(error) => CliError::Usage(Usage::json(&error)),
        BatchLineError::Twice(flag) => CliError::Usage(Usage::Twice { flag }),
    })?;
    let is_named = |value: &Value| match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).any(|text| text.starts_with('@')),
        one => one.as_str().is_some_and(|text| text.starts_with('@')),
    };
    let is_late = ["let", REQUEST.name].iter().any(|key| line.0.contains_key(*key)) || line.0.values().any(is_named);
    if is_late {
        return Ok(Said::Late(line));
    }
    let (spec, build) = command(&line)?;
    if spec.name == crate::cli::cmd::attach::SPEC.name {
        // It copies files: not before its turn.
        return Ok(Said::Late(line));
    }
    let actor = actor(&line, whose, cx)?;
    let work = spec.build(build, &line, cx)?;
    Ok(Said::Ready(Box::new(Ready { spec, actor, work })))
}

/// The batch's own actor, with what the line says.
pub(super) fn actor(line: &BatchLine, whose: &Actor, cx: &Context) -> Result<Actor, CliError> {
    let input = line.input();
    let mut actor = if line.0.contains_key(AS.name) { cx.actor(&input)? } else { whose.clone() };
    actor.now = whose.now;
    if let Some(on) = input.one(ON) {
        actor.on = Some(cx.when("on", &on, None)?);
    }
    if let Some(who) = input.one(DONE_BY) {
        actor.done_by =
            cx.project()?.directory.find_person(&who).map_or_else(|| who.as_str().into(), |p| p.code.clone());
    }
    actor.overriding = input.one(OVERRIDE).or(actor.overriding);
    actor.not_personal.extend(input.many(NOT_PERSONAL));
    actor.request = match input.one(REQUEST) {
        Some(key) if key.trim().is_empty() => return Err(CliError::Usage(Usage::NoValue { flag: REQUEST.dashed() })),
        key => key.unwrap_or_default().into(),
    };
    Ok(actor)
}

/// The command of a line, and what builds its work.
pub(in crate::cli::cmd) fn command(line: &BatchLine) -> Result<(&'static Spec, Build), CliError> {
    let name = line.one("do").unwrap_or_default();
    if name.is_empty() {
        return Err(CliError::Usage(Usage::NoCommand));
    }
    let Some(spec) = parse::find(&name) else {
        let known: Vec<&str> = crate::cli::cmd::ALL.iter().filter(|s| s.run.is_ever_work()).map(|s| s.name).collect();
        let near = nearest(&name, &known).map(Into::into);
        return Err(CliError::Usage(Usage::Command { given: name, nearest: near }));
    };
    let Some(build) = spec.run.work(&line.input()) else {
        return Err(CliError::Usage(Usage::NotWork { given: name }));
    };
    check_keys(spec, line)?;
    Ok((spec, build))
}

/// Refuses a value of another JSON type than its flag takes: read as something else, a switch would be off and a text cut.
fn check_type(key: &str, value: &Value, flag: Option<&AnyFlag>) -> Result<(), CliError> {
    let is_plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    let (fits, example) = match flag {
        Some(flag) if flag.value.is_empty() => (value.is_boolean(), "true, false"),
        Some(flag) if flag.many || flag.name == "case" => {
            let each = |value: &Value| is_plain(value) || value.as_array().is_some_and(|all| all.iter().all(is_plain));
            let is_pairs = flag.value.contains('=') && value.as_object().is_some_and(|all| all.values().all(each));
            (each(value) || is_pairs, "\"text\", [\"one\", \"two\"]")
        }
        Some(_) => (is_plain(value), "\"text\""),
        None => (value.is_string(), "\"text\""),
    };
    if fits || value.is_null() {
        return Ok(());
    }
    Err(CliError::unlike(key, value.to_string(), example))
}

fn check_keys(spec: &Spec, line: &BatchLine) -> Result<(), CliError> {
    const OWN: &[&str] = &["do", "let", "as"];
    // What belongs to the whole batch, and what needs a terminal or a key of its own.
    const NEVER: &[&str] = &["dry-run", "keep-going", "mail", "edit"];
    let known = || spec.flags.iter().chain(spec.work_flags()).map(|f| f.name).chain(OWN.iter().copied());
    let is_same = |key: &str, name: &str| {
        key.len() == name.len() && key.bytes().zip(name.bytes()).all(|(k, n)| k == n || (k == b'_' && n == b'-'))
    };
    let allowed = |key: &str| {
        known().any(|name| is_same(key, name) && !NEVER.contains(&name))
            && !COMMON.iter().any(|c| c.name == key && key != AS.name)
    };
    if let Some(key) = line.0.keys().find(|key| !allowed(key)) {
        let takes: Vec<&str> = known().filter(|name| !NEVER.contains(name)).collect();
        let nearest = nearest(key, &takes).map(Into::into);
        return Err(CliError::Usage(Usage::Key { key: key.clone(), nearest, command: spec.name.into() }));
    }
    for (key, value) in &line.0 {
        let flag = spec.flags.iter().chain(spec.work_flags()).find(|flag| is_same(key, flag.name));
        check_type(key, value, flag)?;
    }
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let given = |name: &str| line.0.iter().any(|(key, value)| is_same(key, name) && !is_empty(value));
    let missing: Vec<String> =
        spec.flags.iter().filter(|f| f.required && !given(f.name)).map(|f| f.name.to_string()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(CliError::Usage(Usage::Missing { missing, command: spec.name.into() }))
}
