//! `policy simulate`, `policy adopt`, `policy check --against`: a draft or a pack beside the policy in force.

use super::{FROM, SECTION, soundness};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::policy_files::PolicyFiles;
use crate::cli::selection::report_context;
use crate::command::input::Input;
use crate::domain::case::Case;
use crate::domain::gate::on_record::JudgedBy;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::profile::{self, Resolved, packs};
use crate::project::CaseSelection;
use crate::project::{HistoryCut, ProjectError};
use crate::report::against;
use crate::report::simulation::{PolicySimulation, effects};
use crate::say;
use serde_json::json;
use std::path::Path;

/// A draft: as it was named, its name in `policies.d/`, and its text.
struct Draft {
    given: String,
    name: String,
    text: String,
}

/// The draft that is named: a file, or a pack.
fn read(input: &Input, cx: &Context) -> Result<Draft, CliError> {
    let Some(given) = input.one(SECTION) else {
        return Err(CliError::Usage(Usage::Missing { missing: vec!["FILE".into()], command: "policy".into() }));
    };
    if let Some(text) = packs::over_profile(&given) {
        return Ok(Draft { name: given.clone(), given, text });
    }
    let path = cx.env.cwd.join(&given);
    let text = std::fs::read_to_string(&path).map_err(|source| CliError::File { path: given.clone(), source })?;
    let name = Path::new(&given).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Draft { given, name, text })
}

/// The policy with the draft, if nothing is wrong with it that is not wrong without it.
fn resolve(draft: &Draft, cx: &Context) -> Result<Resolved, CliError> {
    let project = cx.sound_project()?;
    let (file, layers) = project.layers_with(&draft.name, &draft.text)?;
    let resolved = profile::resolve_layers(&project.settings.profile, &layers).map_err(ProjectError::from)?;
    let files = PolicyFiles::with_draft(project, &layers, &file, &draft.text);
    let found = soundness::of(&resolved.policy, &files, cx)?;
    let before = soundness::of(&project.policy, &PolicyFiles::of(project, &project.layers), cx)?;
    let is_new = |line: &&String| !before.wrong.iter().any(|(known, _)| known == *line);
    let wrong: Vec<&String> = found.wrong.iter().map(|(line, _)| line).filter(is_new).collect();
    if wrong.is_empty() {
        return Ok(resolved);
    }
    let given = &draft.given;
    let wrong: String =
        wrong.iter().map(|line| format!("\n  {}", line.replace(&format!("{file}:"), &format!("{given}:")))).collect();
    let message = say!(cx.lang, "the draft {given} is not sound:{wrong}", "草案 {given} 有误：{wrong}");
    Err(CliError::Failed(Failure::Said { message }))
}

/// Replays history under the draft and beside it under the policy in force.
pub(super) fn simulate(input: &Input, cx: &Context) -> Result<(), CliError> {
    let draft = read(input, cx)?;
    let (draft, name) = (resolve(&draft, cx)?, draft.name);
    let project = cx.project()?;
    let now = cx.now()?;
    let at = At { day: now.date(), now: Some(now) };
    let mut hours = project.calendar_with(packs::calendars(&name))?;
    hours.hours.clone_from(&draft.policy.desk.hours);
    let masked = project.masked()?;
    let masked = &*masked;
    let add = |ids: &mut Vec<CaseId>, case: &Case| ids.extend((!masked.has(case.id)).then_some(case.id));
    let ids = project.fold_cases(
        CaseSelection::pass(&Filter::default(), &at),
        HistoryCut::default(),
        (&Vec::new, &add, &Vec::extend),
    )?;
    let desk = project.desk()?;
    let judge = |policy, calendar| JudgedBy { policy, directory: &project.directory, calendar, desk };
    let (was, is) = (judge(&project.policy, &project.calendar), judge(&draft.policy, &hours));
    let mut all = PolicySimulation::default();
    project.each_history(&ids, HistoryCut::default(), &mut |history| {
        let events: Vec<_> = history.events().collect();
        all.add(history.case.id, &effects(&events, was, at), &effects(&events, is, at));
        Ok(())
    })?;
    output::table(cx, &all.table(&draft.policy, &report_context(cx, now.date(), Some(now))?))
}

/// Puts a draft in force from a day: its file into `policies.d/`, and an event.
pub(super) fn adopt(input: &Input, cx: &Context) -> Result<(), CliError> {
    let today = cx.now()?.date();
    let from = match input.one(FROM) {
        Some(text) => cx.when("--from", &text, None)?.date(),
        None => today,
    };
    if from < today {
        let message = say!(
            cx.lang,
            "a policy holds from {today} on at the earliest: what was received before keeps its own",
            "制度最早自 {today} 起施行：此前收到的仍适用原制度"
        );
        return Err(CliError::Failed(Failure::Said { message }));
    }
    let mut draft = read(input, cx)?;
    // Its lines are told as they were written.
    resolve(&draft, cx)?;
    draft.text = from_day(&draft.text, from);
    let resolved = resolve(&draft, cx)?;
    let actor = cx.actor(input)?;
    let mut session = cx.begin(&actor)?;
    let calendar = session.project.calendar_with(packs::calendars(&draft.name))?;
    // The files first: an event that announces what no file holds would be undone by the next command.
    for (file, text) in packs::calendars(&draft.name) {
        session.project.write_calendar(file, text)?;
    }
    let name = session.project.layer_name(&draft.name);
    let path = session.project.write_layer(&name, &draft.text)?;
    let digest = session.announce_policy((&resolved, &calendar), Moment::day(from), &actor)?;
    session.commit()?;
    drop(session);
    let (shown, file) = (path.display(), name);
    let record = json!({ "file": format!("policies.d/{file}.toml"), "from": from, "digest": digest });
    output::answer(cx, "redress.policy-adopt/1", &["file", "from", "digest"], vec![record], || {
        say!(cx.lang, "{shown} holds from {from} on\n", "{shown} 自 {from} 起施行\n")
    })
}

/// The text of a draft with the day from which it holds as its first line.
fn from_day(text: &str, from: chrono::NaiveDate) -> String {
    let is_day = |line: &&str| line.trim_start().starts_with("effective-from");
    let rest: Vec<&str> = text.lines().filter(|line| !is_day(line)).collect();
    format!("effective-from = {from}\n{}\n", rest.join("\n"))
}

/// Where the policy in force falls short of a pack, or of ISO 10002's list.
pub(super) fn against(name: &str, cx: &Context) -> Result<(), CliError> {
    let project = cx.sound_project()?;
    let now = cx.now()?;
    let context = report_context(cx, now.date(), Some(now))?;
    if name == against::ISO {
        return output::table(cx, &against::iso(&project.policy, &context));
    }
    if !packs::names().any(|known| known == name) {
        let mut known: Vec<String> = packs::names().map(Into::into).collect();
        known.push(against::ISO.into());
        let nearest = crate::domain::gate::codes::nearest(name, &known).map(Into::into);
        return Err(CliError::Usage(Usage::Value { flag: "--against".into(), value: name.into(), known, nearest }));
    }
    let pack = packs::resolved(name).map_err(ProjectError::from)?;
    let base = profile::resolve(profile::BASE, &serde_json::Value::Null).map_err(ProjectError::from)?;
    output::table(cx, &against::pack(name, [&pack.policy, &base.policy, &project.policy], &context))
}
