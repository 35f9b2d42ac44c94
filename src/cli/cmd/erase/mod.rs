//! `erase`: a person's data goes, and the history still verifies.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::messages::{erasing as words, errors};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::cli::{case_names, output};
use crate::command::flag::{CASES, Flag, NOT_PERSONAL, OVERRIDE, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::event::Body;
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::project::HistoryCut;
use crate::say;
use crate::text::Two;
use crate::text::words::count;
use serde_json::{Value, json};

mod over;

const REASON: Flag = flag("reason", "R", "why", "理由");
const DUE: Flag<Switch> = switch(
    "due",
    "list all that is kept no more, by the policy's rows; with --yes erase it",
    "列出保存期限已满的投诉件；加 --yes 则删除",
);
const ALL: Flag<Switch> = switch("all", "the institution's own texts of the case too", "同时删除本单位填写的文字");
const DRY_RUN: Flag<Switch> =
    switch("dry-run", "say what would go, and erase nothing", "只说明将删除什么，不删除").short('n');

/// erase
pub(super) const SPEC: Spec = Spec {
    name: "erase",
    zh: "删除个人信息",
    group: CommandGroup::Trust,
    about: Two(
        "erase a case's private data for good; the history still verifies",
        "永久删除投诉件的个人信息，历史仍可核对",
    ),
    more: Two(
        "redress erase 42 --reason \"the complainant asked for it\" --yes\nredress erase --due       what the policy keeps no more, and what holds the rest back\nredress erase --due -y    and erases it, where each is approved\nReaches this folder only: not old backups, snapshots, or git's own history.",
        "redress 删除个人信息 42 --reason 应投诉人要求 --yes\nredress 删除个人信息 --due       列出保存期限已满的投诉件及暂不删除的原因\nredress 删除个人信息 --due -y    经审批后删除\n只作用于本目录，不包括旧备份、快照和 git 历史。",
    ),
    flags: flags![CASES.optional(), REASON, DUE, NOT_PERSONAL, OVERRIDE, ALL, DRY_RUN],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    if input.on(DUE) {
        return over::run(input, cx);
    }
    let missing = input.lacking(flags![CASES, REASON]);
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "erase".into() }));
    }
    let mut waits = false;
    for name in case_names::all(&input.many(CASES))? {
        waits |= one(case_names::by_name(&name, input, cx)?, input, cx)?;
    }
    if waits { Err(CliError::Waits) } else { Ok(()) }
}

/// Erases one case; whether something is left that waits for somebody.
fn one(id: CaseId, input: &Input, cx: &Context) -> Result<bool, CliError> {
    let (dry, all) = (input.on(DRY_RUN), input.on(ALL));
    let found = found(id, cx)?;
    let events = if all { found.events } else { found.sealed };
    if events == 0 {
        let history = super::show::history(id, HistoryCut::default(), cx)?;
        if !dry && cx.project()?.erasing_is_open(&history)? {
            let done = cx.begin(&cx.actor(input)?)?.erase_again(id)?;
            answer(cx, id, (done.events, done.files, done.not_held), false)?;
            return left(vec![(id, Vec::new())], cx);
        }
        nothing(id, &found, cx)?;
        return left(vec![(id, Vec::new())], cx);
    }
    let actor = cx.actor(input)?;
    let reason = input.text(REASON);
    if dry {
        // What would be refused is refused here too.
        let mut session = cx.begin(&actor)?;
        let warnings = session.plan_erasing(id, (all, false), &reason, Vec::new(), &actor)?;
        hear(&warnings, id, cx);
        answer(cx, id, (events, found.files, 0), true)?;
        return Ok(false);
    }
    // Nobody else waits while somebody thinks it over.
    let question = match all {
        false => say!(cx.lang, "erase the private data of {id} for good?", "永久删除 {id} 的个人信息？"),
        true => say!(
            cx.lang,
            "erase the private data and all texts of {id} for good?",
            "永久删除 {id} 的个人信息和全部文字？"
        ),
    };
    output::confirm(cx, &question)?;
    let named = vec![(id, cx.project()?.complainants_of(id)?)];
    let elsewhere = cx.project()?.events_naming(&named)?.remove(&id).unwrap_or_default();
    let mut session = cx.begin(&actor)?;
    let warnings = session.plan_erasing(id, (all, false), &reason, elsewhere, &actor)?;
    let done = session.erase_planned()?;
    drop(session);
    hear(&warnings, id, cx);
    answer(cx, id, (done.events, done.files, done.not_held), false)?;
    if let Some(text) = words::leftovers(&done.leftovers, cx.lang) {
        output::talk(cx, &text)?;
    }
    reach(cx)?;
    left(named, cx)
}

/// Names what the erasings of cases leave for somebody else; whether there is any. With each case the names of its complainants.
fn left(erased: Vec<(CaseId, Vec<String>)>, cx: &Context) -> Result<bool, CliError> {
    let project = cx.project()?;
    let mut waits = false;
    for (id, names) in erased {
        let history = super::show::history(id, HistoryCut::default(), cx)?;
        let left = project.left_of_erasing(&history, &names)?;
        for line in words::left(&left, cx.lang) {
            output::warn(cx, &line);
        }
        waits |= !left.is_empty();
    }
    Ok(waits)
}

/// What a person should hear though it is done.
fn hear(warnings: &[Ruled], id: CaseId, cx: &Context) {
    for warning in warnings {
        if cx.talks_json() {
            output::object(&errors::warning_object(warning, Some(id), cx));
        } else {
            output::complain(&errors::warning(warning, Some(id), cx));
        }
    }
}

fn reach(cx: &Context) -> Result<(), CliError> {
    output::talk(
        cx,
        &say!(
            cx.lang,
            "this reaches this folder only, not backups, snapshots or git's history",
            "仅作用于本目录，不包括备份、快照和 git 历史"
        ),
    )
}

/// What there is to erase.
struct Found {
    /// Events with private data that is not erased.
    sealed: usize,
    /// Events with private data or texts.
    events: usize,
    /// Attached files.
    files: usize,
}

fn found(id: CaseId, cx: &Context) -> Result<Found, CliError> {
    let history = super::show::history(id, HistoryCut::default(), cx)?;
    let (sealed, events) = (history.erasable(false), history.erasable(true));
    let attached = |body: &Body| if let Body::Attached(body) = body { body.count as usize } else { 0 };
    let held = history.entries.iter().filter(|e| sealed.contains(&e.event.id()));
    let files = held.map(|e| attached(&e.event.body)).sum();
    let (sealed, events) = (sealed.len(), events.len());
    Ok(Found { sealed, events, files })
}

fn nothing(id: CaseId, found: &Found, cx: &Context) -> Result<(), CliError> {
    let mut text = say!(cx.lang, "{id} holds no private data to erase", "{id} 没有可删除的个人信息");
    let texts = found.events;
    if texts > 0 {
        let en_texts = count(texts as u64, "event");
        text += &say!(
            cx.lang,
            "; there are texts of your own in {en_texts}: --all erases them too",
            "；另有 {texts} 条记录含本单位填写的文字，--all 可一并删除"
        );
    }
    output::talk(cx, &text)?;
    output::answer(cx, SCHEMA, KEYS, vec![record(id, (0, 0, 0), false)], String::new)
}

const SCHEMA: &str = "redress.erase/1";
const KEYS: &[&str] = &["id", "events", "files", "not_held"];

fn record(id: CaseId, (events, files, not_held): (usize, usize, usize), dry: bool) -> Value {
    json!({ "id": id.to_string(), "events": events, "files": files, "not_held": not_held, "dry_run": dry })
}

fn answer(cx: &Context, id: CaseId, counts: (usize, usize, usize), dry: bool) -> Result<(), CliError> {
    let (events, files, _) = counts;
    let (en_events, en_files) = (count(events as u64, "event"), count(files as u64, "file"));
    output::answer(cx, SCHEMA, KEYS, vec![record(id, counts, dry)], || match dry {
        true => say!(
            cx.lang,
            "would be: {id} erased: {en_events}, {en_files}\n",
            "试运行：{id} 将删除 {events} 条记录中的个人信息和 {files} 个文件\n"
        ),
        false => {
            say!(
                cx.lang,
                "{id} erased: {en_events}, {en_files}\n",
                "{id} 的个人信息已删除：{events} 条记录，{files} 个文件\n"
            )
        }
    })
}
