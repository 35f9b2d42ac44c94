//! `improve add|done|check|list`: what is to be done better, by whom, until when, and whether it came back.

use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::given::given_text;
use crate::cli::output;
use crate::cli::selection::{event_id, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, OUTPUT, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::refusal::{Problem, Refusal, Ruled};
use crate::domain::gate::{AddImprovement, CheckImprovement, FinishImprovement, Verb};
use crate::domain::policy::improvement::{self, Improvement};
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::At;
use crate::domain::value::id::{CaseId, EventId};
use crate::project::{HistoryCut, ProjectError};
use crate::report::improvements::improvements;
use crate::say;
use crate::text::Two;
use chrono::{Datelike, Days, NaiveDate};

const ACTION: Flag =
    arg("action", "add|done|check|list", "add, done, check or list", "add 新增、done 完成、check 回头看、list 列表");
const ITEM: Flag =
    arg("item", "EVENT", "done, check: which, as list names it: HQ:17", "完成、回头看：事项编号，见列表：HQ:17");
const TITLE: Flag = flag("title", "TEXT", "add: what is to be improved", "新增：整改内容");
const UNIT: Flag = flag(
    "unit",
    "U",
    "add: unit that answers for it; list: only that one and those below it",
    "新增：责任单位；列表：仅该单位及下级",
);
const PERSON: Flag =
    flag("person", "P", "add: person who answers for it; list: only theirs", "新增：责任人；列表：仅该人员");
const DUE: Flag = flag("due", "DATE", "add: until when", "新增：完成期限");
const CASE: Flag<Many> =
    flag("case", "CASE", "add: the case that it was learnt from; several with one cause", "新增：由哪些投诉件引起")
        .many();
const CAUSE: Flag = flag("cause", "CODE", "add: the cause that it is to remove", "新增：要消除的原因");
const WHERE: Flag<Many> =
    flag("where", "TERM", "add: the cases to which it applies", "新增：适用于符合条件的投诉件").many();
const AFFECTED: Flag =
    flag("affected", "N", "add: how many others were found to be affected", "新增：另查明受影响的件数");
const FOUND_HOW: Flag = flag("found-how", "TEXT", "add: how they were found", "新增：如何查明");
const NOTE: Flag =
    flag("note", "TEXT", "done: what was done; check: what was found", "完成：整改情况；回头看：核对情况");
const ALL: Flag<Switch> = switch("all", "list: those that are done too", "列表：包括已完成的");

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
        "redress improve add --title \"Two counters open at noon\" --unit yingze --person sun.li --due 2026-10-30 --case 42\nredress improve add --title \"Queue display mended\" --unit yingze --due 2026-10-30 --cause queue --where category:attitude --affected 12 --found-how \"all of September read again\"\nredress improve done HQ:17 --note \"since Monday\"\nredress improve check HQ:17    months later: how many of its cause or terms since, and in as many days before\nredress improve list",
        "redress 整改 新增 --title 午间开放两个窗口 --unit 迎泽支行 --person 孙丽 --due 2026-10-30 --case 42\nredress 整改 新增 --title 修复排队叫号屏 --unit 迎泽支行 --due 2026-10-30 --cause 排队 --where 类别:服务态度 --affected 12 --found-how 复查九月全部投诉\nredress 整改 完成 HQ:17 --note 周一起实行\nredress 整改 回头看 HQ:17    数月后核对：整改后同类投诉件数与整改前同样天数相比\nredress 整改 列表",
    ),
    flags: flags![ACTION, ITEM, TITLE, UNIT, PERSON, DUE, CASE, CAUSE, WHERE, AFFECTED, FOUND_HOW, NOTE, ALL, OUTPUT],
    run: CommandRun::Either { is_work: |input| action::is_work(input, "improve", ACTIONS), work, plain },
};

pub(super) const ACTIONS: &[Action] = &[
    action::work("add", "新增", flags![TITLE, UNIT, PERSON, DUE, CASE, CAUSE, WHERE, AFFECTED, FOUND_HOW]),
    action::work("done", "完成", flags![ITEM, NOTE]),
    action::work("check", "回头看", flags![ITEM, NOTE]),
    action::plain("list", "列表", flags![UNIT, PERSON, ALL, OUTPUT]),
];

fn work(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let action = action::chosen(input, "improve", ACTIONS)?;
    if action != "add" {
        return on_item(input, cx, action == "check");
    }
    let missing = input.lacking(flags![TITLE, UNIT, DUE]);
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "improve".into() }));
    }
    let deadline = cx.when_given(input, DUE)?;
    let (title, unit, person) = (given_text(cx, &input.text(TITLE))?, input.text(UNIT), input.text(PERSON));
    let named = input.many(CASE);
    let year = cx.now()?.date().year();
    let year = u16::try_from(year).unwrap_or(u16::MAX);
    let cases: Vec<CaseId> = named
        .iter()
        .skip(1)
        .map(|name| cx.project()?.find_case(name, year).map_err(CliError::from))
        .collect::<Result<_, _>>()?;
    let terms = input.many(WHERE);
    // Terms are kept as they are typed; what is wrong in them is told now.
    let day = cx.now()?.date();
    let filter = crate::cli::selection::filter(&terms, day, cx)?;
    let about = match terms.is_empty() {
        true => Vec::new(),
        false => {
            let cases = cx.project()?.select(&filter, &At { day, now: None }, HistoryCut::default())?;
            cases.iter().map(|case| case.id).collect()
        }
    };
    let affected = number(input, AFFECTED)?;
    let (cause, found_how) = (input.text(CAUSE), given_text(cx, &input.text(FOUND_HOW))?);
    let of_case = !named.is_empty();
    let verb =
        AddImprovement { title, unit, person, deadline, of_case, cause, terms, cases, about, affected, found_how };
    if !of_case {
        return Ok(Work::apart(verb));
    }
    let chain: Vec<Box<dyn Verb>> = vec![Box::new(verb)];
    Ok(Work { cases: named.into_iter().take(1).collect(), chain, ..Work::default() })
}

fn number(input: &Input, flag: Flag) -> Result<u64, CliError> {
    let Some(text) = input.one(flag) else { return Ok(0) };
    let wrong = |_| CliError::unlike(flag.dashed(), text.clone(), "12");
    text.trim().parse().map_err(wrong)
}

/// How many complaints of its cause and terms came in the days since an improvement was made, and in as many before it was planned.
fn came_back(item: &Improvement, cx: &Context) -> Result<(u64, u64, u64), CliError> {
    let (project, today) = (cx.project()?, cx.now()?.date());
    let made = item.done.unwrap_or(item.added).date();
    let days = u64::try_from((today - made).num_days()).unwrap_or(0);
    let mut terms: Vec<String> = item.terms.iter().map(ToString::to_string).collect();
    if !item.cause.is_empty() {
        terms.push(format!("cause:{}", item.cause));
    }
    let count = |from: Option<NaiveDate>, to: Option<NaiveDate>| -> Result<u64, CliError> {
        // Made today: no day has passed yet.
        let (Some(from), Some(to)) = (from, to.filter(|to| from <= Some(*to))) else { return Ok(0) };
        let terms: Vec<String> = terms.iter().cloned().chain([format!("received:{from}..{to}")]).collect();
        let filter = crate::cli::selection::filter(&terms, today, cx)?;
        let cohort = Cohort::of(&project.policy);
        let at = At { day: today, now: None };
        Ok(project.tally(&filter, &at, HistoryCut::default(), (&[], &cohort))?.total)
    };
    let added = item.added.date();
    let before = count(added.checked_sub_days(Days::new(days)), added.pred_opt())?;
    let after = count(made.succ_opt(), Some(today))?;
    Ok((days, before, after))
}

/// The item says whether it is done with a case.
fn on_item(input: &Input, cx: &Context, check: bool) -> Result<Work, CliError> {
    let Some(text) = input.one(ITEM) else {
        let missing = vec!["EVENT".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "improve".into() }));
    };
    let item: EventId = event_id("EVENT", &text)?;
    let Some(known) = items(cx)?.into_iter().find(|known| known.event == item) else {
        let problems =
            vec![Ruled { problem: Problem::NoSuchItem { item }, verb: "improve".into(), rule: None, doer: false }];
        return Err(ProjectError::Refused(Box::new(Refusal { case: None, problems })).into());
    };
    let note = given_text(cx, &input.text(NOTE))?;
    let of_case = known.case.is_some();
    let chain: Vec<Box<dyn Verb>> = if check {
        if known.cause.is_empty() && known.terms.is_empty() {
            let message = say!(
                cx.lang,
                "{item} names neither a cause nor terms by which complaints before and after it could be counted; one that does: redress improve add --cause CODE, or --where TERM",
                "{item} 未写明原因或查询条件，无法比较整改前后的投诉；新增整改时请写 redress improve add --cause 原因，或 --where 条件"
            );
            return Err(CliError::Failed(Failure::Said { message }));
        }
        let (days, before, after) = came_back(&known, cx)?;
        vec![Box::new(CheckImprovement { item, days, before, after, note, of_case })]
    } else {
        vec![Box::new(FinishImprovement { item, note, of_case })]
    };
    Ok(Work { cases: known.case.iter().map(ToString::to_string).collect(), chain, ..Work::default() })
}

fn items(cx: &Context) -> Result<Vec<Improvement>, CliError> {
    let project = cx.project()?;
    let masked = project.masked()?;
    let mut items = improvement::items(&project.events_of(improvement::EVENTS, HistoryCut::default())?);
    items.retain(|item| item.case.is_none_or(|id| !masked.has(id)));
    Ok(items)
}

fn plain(input: &Input, cx: &Context) -> Result<(), CliError> {
    action::chosen(input, "improve", ACTIONS)?;
    let now = cx.now()?;
    let whose = super::report::whose(input, cx)?;
    let context = report_context(cx, now.date(), Some(now))?;
    output::table(cx, &improvements(&items(cx)?, &whose, input.on(ALL), &context))
}
