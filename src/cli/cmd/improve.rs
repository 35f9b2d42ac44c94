//! `improve add|done|list`: what is to be done better, by whom, until when.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::{OUTPUT, action, event_id, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag, switch};
use crate::cli::work::Work;
use crate::domain::gate::refusal::{Problem, Refusal, Ruled};
use crate::domain::gate::{AddImprovement, FinishImprovement, Verb};
use crate::domain::policy::improvement::{self, Improvement};
use crate::domain::value::id::EventId;
use crate::project::{HistoryCut, ProjectError};
use crate::report::improvements::improvements;
use crate::text::Two;

/// improve
pub(super) const SPEC: Spec = Spec {
    name: "improve",
    zh: "整改",
    group: CommandGroup::Work,
    about: Two(
        "improvements: with an owner and a day, until they are made; list shows the open and the overdue ones",
        "整改事项：有责任单位和期限，直至完成；列表显示未完成和超期事项",
    ),
    more: Two(
        "redress improve add --title \"Two counters open at noon\" --unit yingze --person sun.li --due 2026-10-30 --case 42\nredress improve done HQ:17 --note \"since Monday\"\nredress improve list",
        "redress 整改 新增 --title 午间开放两个窗口 --unit 迎泽支行 --person 孙丽 --due 2026-10-30 --case 42\nredress 整改 完成 HQ:17 --note 周一起实行\nredress 整改 列表",
    ),
    flags: &[
        arg("action", "add|done|list", "add, done or list", "add 新增、done 完成、list 列表").required(),
        arg("item", "EVENT", "done: which, as list names it: HQ:17", "完成：事项编号，见列表：HQ:17"),
        flag("title", "TEXT", "add: what is to be improved", "新增：整改内容"),
        flag(
            "unit",
            "U",
            "add: unit that answers for it; list: only that one and those below it",
            "新增：责任单位；列表：仅该单位及下级",
        ),
        flag("person", "P", "add: person who answers for it; list: only theirs", "新增：责任人；列表：仅该人员"),
        flag("due", "DATE", "add: until when", "新增：完成期限"),
        flag("case", "CASE", "add: the case that it was learnt from", "新增：由哪一投诉件引起"),
        flag("note", "TEXT", "done: what was done", "完成：整改情况"),
        switch("all", "list: those that are done too", "列表：包括已完成的"),
        OUTPUT,
    ],
    run: CommandRun::Either { is_work, work, plain },
};

const ACTIONS: &[(&str, &str)] = &[("add", "新增"), ("done", "完成"), ("list", "列表")];

fn is_work(input: &dyn Input) -> bool {
    action(input, "improve", ACTIONS).is_ok_and(|action| action != "list")
}

fn work(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    if action(input, "improve", ACTIONS)? == "done" {
        return done(input, cx);
    }
    let missing: Vec<String> = [("title", "--title TEXT"), ("unit", "--unit U"), ("due", "--due DATE")]
        .into_iter()
        .filter(|(name, _)| input.text(name).is_empty())
        .map(|(_, shown)| shown.to_string())
        .collect();
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "improve".into() }));
    }
    let deadline = Some(cx.when("--due", &input.text("due"), None)?);
    let (title, unit, person) = (given_text(cx, &input.text("title"))?, input.text("unit"), input.text("person"));
    let of_case = input.one("case").is_some();
    let verb = AddImprovement { title, unit, person, deadline, of_case };
    Ok(if of_case { Work::one(input, verb) } else { Work::apart(verb) })
}

/// The item says whether it is done with a case.
fn done(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let Some(text) = input.one("item") else {
        let missing = vec!["EVENT".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "improve".into() }));
    };
    let item: EventId = event_id("EVENT", &text)?;
    let Some(known) = items(cx)?.into_iter().find(|known| known.event == item) else {
        let problems =
            vec![Ruled { problem: Problem::NoSuchItem { item }, verb: "improve".into(), rule: None, doer: false }];
        return Err(ProjectError::Refused(Box::new(Refusal { case: None, problems })).into());
    };
    let note = given_text(cx, &input.text("note"))?;
    let verb = FinishImprovement { item, note, of_case: known.case.is_some() };
    let chain: Vec<Box<dyn Verb>> = vec![Box::new(verb)];
    Ok(Work { cases: known.case.iter().map(ToString::to_string).collect(), chain, ..Work::default() })
}

fn items(cx: &Context) -> Result<Vec<Improvement>, CliError> {
    let project = cx.project()?;
    let masked = project.masked()?;
    let mut items = improvement::items(&project.events_of(improvement::EVENTS, HistoryCut::default())?);
    items.retain(|item| item.case.is_none_or(|id| !masked.has(id)));
    Ok(items)
}

fn plain(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    action(input, "improve", ACTIONS)?;
    let now = cx.now()?;
    let whose = super::report::whose(input, cx)?;
    let context = report_context(cx, now.date(), Some(now))?;
    output::table(cx, &improvements(&items(cx)?, &whose, input.on("all"), &context))
}
