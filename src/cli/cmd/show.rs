//! `show CASE`: all that a reader may see of one case, as a page or as JSON.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::cli::output;
use crate::cli::selection;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, NOT_PERSONAL, OUTPUT, OVERRIDE, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::event::Revealed;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::import::runs::{self, ImportRun};
use crate::project::{Basis, History, HistoryCut, ProjectError};
use crate::report::context::ReportContext;
use crate::report::show::{ImportOrigin, ShownEvent, show};
use crate::say;
use crate::text::Two;
use crate::text::names::{WordKind, name};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;

const PRIVATE: Flag<Switch> =
    switch("private", "private data too; that is put on record", "同时显示个人信息（会记入历史）");
const PURPOSE: Flag = flag("purpose", "WHY", "why private data is looked at", "查看个人信息的用途");
const AT: Flag =
    flag("at", "WHEN", "as it was at the end of that day, or at that time", "该日终了时（或该时刻）的情况");

/// show
pub(super) const SPEC: Spec = Spec {
    name: "show",
    zh: "查看",
    group: CommandGroup::LookUp,
    about: Two("everything about a case", "查看投诉件"),
    more: Two(
        "redress show 42\nredress show 42 --private --purpose \"call the complainant back\"",
        "redress 查看 42\nredress 查看 42 --private --purpose 回访投诉人",
    ),
    flags: flags![CASE, PRIVATE, PURPOSE, AT, NOT_PERSONAL, OVERRIDE, selection::KNOWN, OUTPUT],
    run: CommandRun::Plain(run),
};

/// What of a case's record is a column.
const KEYS: &[&str] =
    &["id", "status", "received", "due", "channel", "category", "nature", "unit", "person", "amount", "title"];

/// Its history as of a day.
pub(super) fn history(id: CaseId, as_of: HistoryCut, cx: &Context) -> Result<History, CliError> {
    let missing = || ProjectError::NoCase { name: id.to_string() };
    Ok(cx.project()?.history(id, as_of)?.ok_or_else(missing)?)
}

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let (as_of, day, now) = selection::as_of_flag(AT, input, cx)?;
    let id = case_names::one(CASE, input, cx)?;
    if !input.on(PRIVATE) && project.masks(id)? {
        return masked(id, cx);
    }
    let history = history(id, as_of, cx)?;
    let revealed: Vec<(EventId, Texts)> = if input.on(PRIVATE) {
        let purpose = input.one(PURPOSE).filter(|p| !p.trim().is_empty());
        let purpose = purpose.ok_or(CliError::Failed(Failure::NeedsPurpose))?;
        let actor = cx.actor(input)?;
        let mut session = cx.begin(&actor)?;
        let how = Revealed { command: "show".into(), ..Revealed::default() };
        session.reveal(&[&history], &purpose, how, &actor)?
    } else {
        Vec::new()
    };
    let erased: HashSet<EventId> = history.entries.iter().flat_map(|e| e.event.body.erases().iter().copied()).collect();
    let told: Vec<ShownEvent<'_>> = history
        .entries
        .iter()
        .map(|entry| {
            let id = entry.event.id();
            let private = revealed.iter().find(|(known, _)| *known == id).map(|(_, texts)| texts);
            ShownEvent { event: &entry.event, private, erased: erased.contains(&id) }
        })
        .collect();
    // The rules that hold for a case are those of its round.
    let policy: Arc<_> = project.policy_of(history.case.policy())?;
    let Basis { directory, calendar, .. } = project.basis();
    let context = ReportContext { policy: &policy, directory, calendar, lang: cx.lang, day, now };
    let mut page = show(&history.case, &told, &context);
    if let Some(origin) = origin(&history, cx)? {
        page = page.from(&origin, &context);
    }
    let document = page.page(&context);
    output::document(cx, "redress.case/1", KEYS, vec![page.json], || document)
}

/// Where an imported case comes from: the source, the file, the row, and the import.
fn origin(history: &History, cx: &Context) -> Result<Option<ImportOrigin>, CliError> {
    let Some(event) = history.entries.iter().map(|entry| &entry.event).find(|event| !event.import.is_empty()) else {
        return Ok(None);
    };
    let runs = runs::list(cx.project()?)?;
    let run = runs::of_event(&runs, event.id());
    let source = event.import.split(':').next().unwrap_or_default().to_string();
    let of_run = |text: fn(&ImportRun) -> &String| run.map(|run| text(run).clone()).unwrap_or_default();
    Ok(Some(ImportOrigin {
        source,
        file: of_run(|run| &run.name),
        sheet: of_run(|run| &run.sheet),
        row: event.row,
        run: run.map(|run| run.id.to_string()).unwrap_or_default(),
    }))
}

/// A restricted case to who has no part in it: number and state.
pub(super) fn masked(id: CaseId, cx: &Context) -> Result<(), CliError> {
    let state = cx.project()?.case(id)?.map(|case| case.state).unwrap_or_default();
    let record = json!({ "id": id.to_string(), "status": state.code(), "restricted": true });
    output::answer(cx, "redress.case/1", &["id", "status", "restricted"], vec![record], || {
        let state = name(WordKind::State, state.code(), cx.lang);
        say!(
            cx.lang,
            "{id} · {state} · restricted: shown only to those who take part in it\n",
            "{id} · {state} · 限制查看：只限参与办理的人员查看\n"
        )
    })
}
