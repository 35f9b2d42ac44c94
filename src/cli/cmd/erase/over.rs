//! `erase --due`: cases whose time of keeping is over, and the erasing of those that their row has erased.

use super::{hear, left, reach};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::messages::erasing as words;
use crate::cli::output;
use crate::domain::gate::refusal::Ruled;
use crate::project::Over;
use crate::say;
use serde_json::json;

const SCHEMA: &str = "redress.erase-due/1";
const KEYS: &[&str] = &["id", "row", "until", "then", "erased"];

pub(super) fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    if !input.many("case").is_empty() {
        return Err(CliError::Usage(Usage::Conflict { first: "--due".into(), second: "CASE".into() }));
    }
    let (dry, all) = (input.on("dry-run"), input.on("all"));
    let actor = cx.actor(input)?;
    let project = cx.project()?;
    let mut found = project.kept_no_more(actor.today(), all)?;
    let masked = project.masked()?;
    found.retain(|over| !masked.has(over.case));
    let to_erase = found.iter().filter(|over| over.then == "erase").count();
    if dry || to_erase == 0 {
        return answer(&found, &[], cx);
    }
    output::confirm(
        cx,
        &say!(
            cx.lang,
            "erase the private data of {to_erase} cases that are kept no more for good?",
            "永久删除 {to_erase} 件保存期限已满的投诉件的个人信息？"
        ),
    )?;
    let mut session = cx.begin(&actor)?;
    let reason = match input.text("reason") {
        given if given.trim().is_empty() => say!(cx.lang, "kept no more", "保存期限已满"),
        given => given,
    };
    // All or nothing: what stands against one case is told before anything is gone.
    let mut heard: Vec<(crate::domain::value::id::CaseId, Vec<Ruled>)> = Vec::new();
    for over in found.iter().filter(|over| over.then == "erase") {
        heard.push((over.case, session.plan_erasing(over.case, (all, true), &reason, &actor)?));
    }
    let names = heard.iter().map(|(id, _)| Ok((*id, session.complainants_of(*id)?)));
    let names: Vec<_> = names.collect::<Result<_, crate::project::ProjectError>>()?;
    let done = session.erase_planned()?;
    drop(session);
    heard.iter().for_each(|(id, warnings)| hear(warnings, *id, cx));
    let erased: Vec<_> = heard.into_iter().map(|(id, _)| id).collect();
    answer(&found, &erased, cx)?;
    if let Some(text) = words::leftovers(&done.leftovers, cx.lang) {
        output::talk(cx, &text)?;
    }
    reach(cx)?;
    let mut waits = false;
    for (id, names) in names {
        waits |= left(id, &names, cx)?;
    }
    if waits { Err(CliError::Waits) } else { Ok(()) }
}

fn answer(found: &[Over], erased: &[crate::domain::value::id::CaseId], cx: &Context) -> Result<(), CliError> {
    let record = |over: &Over| {
        json!({ "id": over.case.to_string(), "row": over.row, "until": over.until.to_string(), "then": over.then,
                "erased": erased.contains(&over.case) })
    };
    output::answer(cx, SCHEMA, KEYS, found.iter().map(record).collect(), || {
        let line = |over: &Over| {
            let Over { case, row, until, .. } = over;
            if erased.contains(case) {
                say!(
                    cx.lang,
                    "{case} erased: kept until {until} ({row})\n",
                    "{case} 的个人信息已删除：保存至 {until}（{row}）\n"
                )
            } else if over.then == "erase" {
                say!(
                    cx.lang,
                    "{case} to be erased: kept until {until} ({row})\n",
                    "{case} 的个人信息待删除：保存至 {until}（{row}）\n"
                )
            } else {
                say!(
                    cx.lang,
                    "{case} kept no more since {until} ({row})\n",
                    "{case} 自 {until} 起保存期限已满（{row}）\n"
                )
            }
        };
        found.iter().map(line).collect()
    })
}
