//! `export --private --purpose WHY -o FILE`: cases with the complainants' data.
//!
//! Invariant: each case's history says that it was shown, and why, before the first byte is written; the file is its owner's only.

use super::PURPOSE;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::selection;
use crate::cli::selection::TERMS;
use crate::command::input::Input;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event, Revealed};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::project::{History, HistoryCut};
use crate::report::form::PrivateData;
use crate::say;
use crate::text::words::count;
use std::collections::{HashMap, HashSet};

pub(super) fn run(has_cursor: bool, input: &Input, cx: &Context) -> Result<(), CliError> {
    let purpose = input.one(PURPOSE).filter(|purpose| !purpose.trim().is_empty());
    let purpose = purpose.ok_or(CliError::Failed(Failure::NeedsPurpose))?;
    if has_cursor || cx.given.output.is_none() {
        let second = if has_cursor { "--after, --cursor" } else { "-o -" };
        return Err(CliError::Usage(Usage::Conflict { first: "--private".into(), second: second.into() }));
    }
    let actor = cx.actor(input)?;
    let mut session = cx.begin(&actor)?;
    let mut seen = selection::cases(input, &input.many(TERMS), cx)?;
    let mut ask = super::ask(input, cx)?;
    // What cannot be shown must not be put on record as shown.
    super::super::list::table(&seen, ask.clone(), input, cx)?;
    let ids: Vec<CaseId> = seen.cases.iter().map(|case| case.id).collect();
    let able: HashSet<CaseId> = session.revealable(&ids, &actor)?.into_iter().collect();
    let left = ids.len() - able.len();
    seen.cases.retain(|case| able.contains(&case.id));
    let project = cx.project()?;
    let histories = ids.iter().filter(|id| able.contains(*id)).map(|id| project.history(*id, HistoryCut::default()));
    let histories: Vec<History> = histories.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    let how = Revealed { command: "export".into(), ..Revealed::default() };
    let told = session.reveal_each(&histories, &purpose, &how, &actor)?;
    drop(session);
    let mut cases: HashMap<CaseId, &mut Case> = seen.cases.iter_mut().map(|case| (case.id, case)).collect();
    for (history, told) in histories.iter().zip(&told) {
        if let Some(case) = cases.get_mut(&history.case.id) {
            complete(case, history, told);
        }
    }
    ask.told = told.iter().flatten().cloned().collect();
    ask.private = Some(
        histories
            .iter()
            .zip(told)
            .map(|(history, told)| (history.case.id, data(history, told)))
            .collect::<HashMap<_, _>>(),
    );
    super::write(&seen, ask, None, input, cx)?;
    if left == 0 {
        return Ok(());
    }
    let en_left = count(left as u64, "case");
    output::warn(
        cx,
        &say!(
            cx.lang,
            "{en_left} left out: {} may not see their private data",
            "另有 {left} 件未导出：{} 无权查看其个人信息",
            actor.by
        ),
    );
    Ok(())
}

/// Puts what the log does not hold, because it names a person, in its place: the title, the source's number, who has the case.
fn complete(case: &mut Case, history: &History, told: &[(EventId, Texts)]) {
    let of = |event: EventId, name: &str| {
        told.iter().find(|(known, _)| *known == event).and_then(|(_, texts)| texts.get(name).map(String::from))
    };
    if let Some(opened) = case.opened {
        case.title = case.title.take().or_else(|| of(opened, "title"));
        if case.facts.source_ref.is_empty() {
            case.facts.source_ref = of(opened, "source_ref").unwrap_or_default().into();
        }
    }
    let assigned = history.entries.iter().rev().find(|entry| matches!(entry.event.body, Body::Assigned(_)));
    if let Some(assigned) = assigned.filter(|_| case.person.is_empty() && !case.unit.is_empty()) {
        case.person = of(assigned.event.id(), "person").unwrap_or_default().into();
    }
}

/// Who complains, who represents them, and their words.
fn data(history: &History, told: Vec<(EventId, Texts)>) -> Texts {
    let events: Vec<&Event> = history.entries.iter().map(|entry| &entry.event).collect();
    let private = PrivateData::revealed(told, false);
    let mut texts = Texts::default();
    let party = |role| PrivateData::party(role, &history.case, &events);
    if let Some(event) = party("complainant") {
        for key in PRIVATE {
            texts.set(key, private.text(event.id(), key).unwrap_or_default());
        }
    }
    let representative = party("representative").and_then(|event| private.text(event.id(), "name"));
    texts.set("representative", representative.unwrap_or_default());
    // What is complained about does not go with a complainant who was dropped.
    if let Some(opened) = history.case.opened {
        for key in ["statement", "place", "demand"] {
            texts.set(key, private.text(opened, key).unwrap_or_default());
        }
    }
    texts
}
