//! `erase --due`: cases whose time of keeping is over, and the erasing of those that their row has erased.

use super::{ALL, DRY_RUN, REASON, hear, left, reach};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::messages::{erasing as words, errors};
use crate::cli::output;
use crate::command::flag::CASES;
use crate::command::input::Input;
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::project::{Over, ProjectError};
use crate::say;
use serde_json::json;

const SCHEMA: &str = "redress.erase-due/1";
const KEYS: &[&str] = &["id", "row", "until", "then", "erased", "held"];

pub(super) fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    if !input.many(CASES).is_empty() {
        return Err(CliError::Usage(Usage::Conflict { first: "--due".into(), second: "CASE".into() }));
    }
    let (dry, all) = (input.on(DRY_RUN), input.on(ALL));
    let actor = cx.actor(input)?;
    let project = cx.project()?;
    let mut found = project.kept_no_more(actor.today(), all)?;
    let masked = project.masked()?;
    found.retain(|over| !masked.has(over.case));
    // Without a word of consent it is a dry run, which takes no lock.
    let rehearses = dry || !cx.given.yes;
    let erased = found.iter().filter(|over| over.then == "erase" && !rehearses);
    let names = erased.map(|over| Ok((over.case, project.complainants_of(over.case)?)));
    let mut names: Vec<_> = names.collect::<Result<_, ProjectError>>()?;
    let mut elsewhere = project.events_naming(&names)?;
    let mut session = if rehearses { project.rehearse(&actor)? } else { cx.begin(&actor)? };
    let reason = match input.text(REASON) {
        given if given.trim().is_empty() => say!(cx.lang, "kept no more", "保存期限已满"),
        given => given,
    };
    // What holds a case back is told, and the others are erased without it.
    let mut heard: Vec<(CaseId, Vec<Ruled>)> = Vec::new();
    let mut held: Vec<(CaseId, String)> = Vec::new();
    let mut first = None;
    for over in found.iter().filter(|over| over.then == "erase") {
        let naming = elsewhere.remove(&over.case).unwrap_or_default();
        match session.plan_erasing(over.case, (all, true), &reason, naming, &actor) {
            Ok(warnings) => heard.push((over.case, warnings)),
            Err(ProjectError::Refused(refusal)) => {
                held.push((over.case, held_by(&refusal, cx)));
                first.get_or_insert(ProjectError::Refused(refusal));
            }
            Err(other) => return Err(other.into()),
        }
    }
    if rehearses || heard.is_empty() {
        drop(session);
        answer(&found, &[], &held, cx)?;
        if !heard.is_empty() && !dry {
            let n = heard.len();
            let told = say!(
                cx.lang,
                "nothing was erased: `redress erase --due -y` erases the private data of {n} for good",
                "尚未删除：redress 删除个人信息 --due -y 将永久删除其中 {n} 件的个人信息"
            );
            output::talk(cx, &told)?;
        }
        // Asked to erase, and nothing may be.
        let refused = first.filter(|_| cx.given.yes && !dry);
        return refused.map_or(Ok(()), |refused| Err(refused.into()));
    }
    let done = session.erase_planned()?;
    drop(session);
    heard.iter().for_each(|(id, warnings)| hear(warnings, *id, cx));
    let erased: Vec<_> = heard.into_iter().map(|(id, _)| id).collect();
    answer(&found, &erased, &held, cx)?;
    if let Some(text) = words::leftovers(&done.leftovers, cx.lang) {
        output::talk(cx, &text)?;
    }
    reach(cx)?;
    names.retain(|(id, _)| erased.contains(id));
    let waits = left(names, cx)?;
    match first {
        // The others are erased; what is held back must not pass for done.
        Some(refused) => Err(refused.into()),
        None if waits => Err(CliError::Waits),
        None => Ok(()),
    }
}

/// The problems of a refusal, in words.
fn held_by(refusal: &crate::domain::gate::refusal::Refusal, cx: &Context) -> String {
    let said = refusal.problems.iter().map(|ruled| errors::problem(ruled, refusal.case, cx));
    said.collect::<Vec<_>>().join(&say!(cx.lang, "; ", "；"))
}

fn answer(found: &[Over], erased: &[CaseId], held: &[(CaseId, String)], cx: &Context) -> Result<(), CliError> {
    let held_back = |case: CaseId| held.iter().find(|(id, _)| *id == case).map_or("", |(_, why)| why.as_str());
    let record = |over: &Over| {
        json!({ "id": over.case.to_string(), "row": over.row, "until": over.until.to_string(), "then": over.then,
                "erased": erased.contains(&over.case), "held": held_back(over.case) })
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
            } else if !held_back(*case).is_empty() {
                let why = held_back(*case);
                say!(
                    cx.lang,
                    "{case} held back: kept until {until} ({row}); {why}\n",
                    "{case} 暂不删除：保存至 {until}（{row}）；{why}\n"
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
