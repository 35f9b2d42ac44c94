//! Checks texts against the policy's `[[wording]]` rows, and notes for whom to count what was recorded all the same.
//!
//! Invariant: wording is a directory: today's rows hold for every round.

use super::Objection;
use super::gates::{as_decided, rule};
use crate::domain::Code;
use crate::domain::event::{Body, WordingFound};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::wording::WordingFinding;
use crate::domain::policy::{Severity, Wording};
use crate::domain::query::view::View;

/// The name of a template's text.
const TEMPLATE: &str = "template";

/// The objections of all rows to the texts of a command. What is recorded in spite of them is noted with it.
pub(super) fn objections(verb: &dyn Verb, proposal: &mut Proposal<'_>) -> Vec<Objection> {
    let policy = proposal.cx.current;
    let on = |row: &&Wording| row.on.is_empty() || row.on.iter().any(|on| on == verb.name());
    let rows: Vec<&Wording> = policy.wordings.iter().filter(on).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let texts = texts(verb, proposal);
    let (case, given) = as_decided(verb, proposal);
    let view = View { case: &case, policy, given: &given };
    let mut objections = Vec::new();
    let mut noted = WordingFound { verb: verb.name().into(), ..WordingFound::default() };
    for row in rows.into_iter().filter(|row| row.when.holds(&view)) {
        let mut found = problems(row, &texts, proposal.is_new);
        found.retain(|problem| !verb.is_quoted() || matches!(problem, Problem::Missing { .. }));
        for problem in &found {
            let (Problem::Wording { field, .. } | Problem::Vague { field, .. } | Problem::Missing { field }) = problem
            else {
                continue;
            };
            put(&mut noted.texts, field);
            put(&mut noted.rows, &row.code);
        }
        let rule = rule(policy, row);
        let warn = row.severity == Severity::Warn;
        objections.extend(found.into_iter().map(|problem| Objection {
            problem,
            rule: rule.clone(),
            warn,
            stands: false,
        }));
    }
    // A refused command records nothing, so this is kept only of what passes.
    if !noted.rows.is_empty() {
        let draft = Draft::new(Body::WordingFound(noted));
        proposal.record(if verb.on_case() { draft } else { draft.of(Target::Desk) });
    }
    objections
}

fn put(all: &mut Vec<Code>, code: &Code) {
    if !all.contains(code) {
        all.push(code.clone());
    }
}

/// The texts that a command would record; a form shows those that the case has, and the template's.
fn texts(verb: &dyn Verb, proposal: &Proposal<'_>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    if verb.name() == "form" {
        for event in (proposal.cx.events)() {
            for (name, text) in event.text.iter() {
                all.retain(|(known, _)| known != name);
                all.push((name.into(), text.into()));
            }
        }
        all.extend(verb.template().map(|text| (TEMPLATE.into(), text.into())));
        return all;
    }
    let drafts = proposal.drafts().iter().filter(|draft| !matches!(draft.body, Body::Overridden(_)));
    let own = drafts.flat_map(|draft| draft.text.iter().chain(draft.private.iter()));
    // Corrected data of a party stands under the event that it belongs to: `HQ:17 place`.
    let plain = |name: &str| name.rsplit_once(' ').map_or(name, |(_, name)| name).to_string();
    all.extend(own.map(|(name, text)| (plain(name), text.to_string())));
    all
}

/// What a row finds in the texts; only a registration lacks one that is missing.
fn problems(row: &Wording, texts: &[(String, String)], is_new: bool) -> Vec<Problem> {
    let mut found = Vec::new();
    for (name, text) in texts.iter().filter(|(name, text)| row.looks_at(name) && !text.trim().is_empty()) {
        found.extend(row.findings(text).into_iter().map(|finding| match finding {
            WordingFinding::Word(word, instead) => Problem::Wording { field: name.as_str().into(), word, instead },
            WordingFinding::Vague => {
                Problem::Vague { field: name.as_str().into(), wants: row.wants.clone(), instead: row.instead.clone() }
            }
        }));
    }
    if row.missing && (is_new || !row.on.iter().any(|on| on == "intake")) {
        let has = |wanted: &Code| texts.iter().any(|(name, text)| name == wanted && !text.trim().is_empty());
        found.extend(row.texts.iter().filter(|text| !has(text)).map(|field| Problem::Missing { field: field.clone() }));
    }
    found
}
