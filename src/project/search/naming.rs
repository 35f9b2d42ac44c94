//! Finds the events whose texts name a person, in any case or in none: what erasing that person's data leaves in the log.
//!
//! Invariant: judged as the guard judges what is typed: what it would only warn about is not reported.

use super::spelling::{self, In};
use crate::domain::event::Event;
use crate::domain::guard::{Guard, GuardNames, GuardSeverity, persons};
use crate::domain::value::id::{CaseId, EventId};
use crate::log::Needle;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::ControlFlow;

impl Project {
    /// For each of these cases the events outside it whose texts hold one of the case's names or numbers, in the log's order; found in one
    /// pass.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn events_naming(&self, all: &[(CaseId, Vec<String>)]) -> Result<HashMap<CaseId, Vec<EventId>>, ProjectError> {
        let sought: Vec<(CaseId, GuardNames, Vec<Needle>)> = all
            .iter()
            .map(|(case, names)| (*case, GuardNames::from(names.as_slice()), needles(names)))
            .filter(|(_, _, needles)| !needles.is_empty())
            .collect();
        let mut found: HashMap<CaseId, Vec<EventId>> = HashMap::new();
        if sought.is_empty() {
            return Ok(found);
        }
        self.lines(&mut |line| {
            let has = |needles: &[Needle]| needles.iter().any(|needle| needle.find(line.bytes).is_some());
            let mut hits = sought.iter().filter(|(_, _, needles)| has(needles)).peekable();
            if hits.peek().is_some() {
                let (event, _) = self.parse(line)?;
                let texts = texts(&event, line.bytes);
                for (case, names, _) in hits.filter(|(case, _, _)| event.case != Some(*case)) {
                    let guard = Guard { names, exempt: &[] };
                    if texts.iter().any(|text| is_named(text, &guard)) {
                        found.entry(*case).or_default().push(event.id());
                    }
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

/// What to look for in a line before its event is read.
fn needles(names: &[String]) -> Vec<Needle> {
    let mut words: Vec<String> =
        names.iter().flat_map(|name| persons(name).into_iter().chain([name.clone()])).collect();
    words.retain(|word| word.chars().count() > 1);
    words.sort_unstable();
    words.dedup();
    words.iter().map(|word| spelling::needle(word, In::Line)).collect()
}

/// Whether a text names the person: by name, or by one of the person's own numbers.
fn is_named(text: &str, guard: &Guard<'_>) -> bool {
    guard.check(text).iter().any(|found| found.severity == GuardSeverity::Refuse && guard.is_theirs(found))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The texts of an event: its free texts and keys, and what in its line is not plain as codes are.
fn texts(event: &Event, line: &[u8]) -> Vec<String> {
    let mut all: Vec<String> = event.text.iter().map(|(_, text)| text.to_string()).collect();
    all.extend([event.import.to_string(), event.request.to_string()]);
    strings(serde_json::from_slice(line).unwrap_or_default(), &mut all);
    all
}

/// The strings of a value that may be more than codes: a name, a number, an address.
fn strings(value: Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_ascii() || text.contains([' ', '@']) || digits(&text).len() >= 7 => {
            all.push(text);
        }
        Value::Array(list) => list.into_iter().for_each(|value| strings(value, all)),
        Value::Object(members) => members.into_iter().for_each(|(_, value)| strings(value, all)),
        _ => {}
    }
}
