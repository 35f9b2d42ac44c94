//! The lines of a batch: what each says, before it is looked at in its turn.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::{BatchLine, Input};
use crate::cli::parse;
use crate::cli::spec::{Build, COMMON, Spec};
use crate::cli::titles::WithTitles;
use crate::cli::work::Work;
use crate::domain::gate::codes::nearest;
use crate::project::{Actor, Precomputed};
use serde_json::{Map, Value};
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
    let map: Map<String, Value> = serde_json::from_str(text).map_err(|e| CliError::Usage(Usage::json(&e)))?;
    let is_named = |value: &Value| match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).any(|text| text.starts_with('@')),
        one => one.as_str().is_some_and(|text| text.starts_with('@')),
    };
    let is_late = ["let", "request"].iter().any(|key| map.contains_key(*key)) || map.values().any(is_named);
    let line = BatchLine(map);
    if is_late {
        return Ok(Said::Late(line));
    }
    let (spec, build) = command(&line)?;
    if spec.name == crate::cli::cmd::attach::SPEC.name {
        // It copies files: not before its turn.
        return Ok(Said::Late(line));
    }
    let actor = actor(&line, whose, cx)?;
    let work = build(&WithTitles::new(spec.name, &line), cx)?;
    Ok(Said::Ready(Box::new(Ready { spec, actor, work })))
}

/// The batch's own actor, with what the line says.
pub(super) fn actor(line: &BatchLine, whose: &Actor, cx: &Context) -> Result<Actor, CliError> {
    let mut actor = if line.0.contains_key("as") { cx.actor(line)? } else { whose.clone() };
    actor.now = whose.now;
    if let Some(on) = line.one("on") {
        actor.on = Some(cx.when("on", &on, None)?);
    }
    if let Some(who) = line.one("done-by") {
        actor.done_by =
            cx.project()?.directory.find_person(&who).map_or_else(|| who.as_str().into(), |p| p.code.clone());
    }
    actor.overriding = line.one("override").or(actor.overriding);
    actor.not_personal.extend(line.many("not-personal"));
    actor.request = line.text("request").into();
    Ok(actor)
}

/// The command of a line, and what builds its work.
pub(super) fn command(line: &BatchLine) -> Result<(&'static Spec, Build), CliError> {
    let name = line.text("do");
    if name.is_empty() {
        return Err(CliError::Usage(Usage::NoCommand));
    }
    let Some(spec) = parse::find(&name) else {
        let known: Vec<&str> = crate::cli::cmd::ALL.iter().filter(|s| s.run.is_ever_work()).map(|s| s.name).collect();
        let near = nearest(&name, &known).map(Into::into);
        return Err(CliError::Usage(Usage::Command { given: name, nearest: near }));
    };
    let Some(build) = spec.run.work(line) else {
        return Err(CliError::Usage(Usage::NotWork { given: name }));
    };
    check_keys(spec, line)?;
    Ok((spec, build))
}

fn check_keys(spec: &Spec, line: &BatchLine) -> Result<(), CliError> {
    const OWN: &[&str] = &["do", "let", "as"];
    let known = || spec.flags.iter().chain(spec.work_flags()).map(|f| f.name).chain(OWN.iter().copied());
    let is_same = |key: &str, name: &str| {
        key.len() == name.len() && key.bytes().zip(name.bytes()).all(|(k, n)| k == n || (k == b'_' && n == b'-'))
    };
    let allowed =
        |key: &str| known().any(|name| is_same(key, name)) && !COMMON.iter().any(|c| c.name == key && key != "as");
    if let Some(key) = line.0.keys().find(|key| !allowed(key)) {
        let nearest = nearest(key, &known().collect::<Vec<_>>()).map(Into::into);
        return Err(CliError::Usage(Usage::Key { key: key.clone(), nearest, command: spec.name.into() }));
    }
    let given = |name: &str| line.0.keys().any(|key| is_same(key, name));
    let missing: Vec<String> =
        spec.flags.iter().filter(|f| f.required && !given(f.name)).map(|f| f.name.to_string()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(CliError::Usage(Usage::Missing { missing, command: spec.name.into() }))
}
