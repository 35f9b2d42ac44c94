//! `duty list` and `duty done`: work without a case.

use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::cli::output;
use crate::cli::selection::report_context;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, OUTPUT, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::DoDuty;
use crate::domain::policy::duty;
use crate::project::HistoryCut;
use crate::report::duties;
use crate::text::Two;
use chrono::Datelike;

const ACTION: Flag = arg("action", "list|done", "list or done", "list 列表、done 完成");
const CODE: Flag = arg("code", "CODE", "done: which duty of the policy", "完成：制度中的哪一项");
const UNIT: Flag = flag(
    "unit",
    "U",
    "done: for which unit; list: only that one and those below it",
    "完成：哪个单位；列表：仅该单位及下级",
);
const NIL: Flag<Switch> = switch("nil", "nothing was found", "无发现");
const FOUND: Flag<Many> = flag("found", "CASE", "the cases that were found", "发现的投诉件").all();
const NOTE: Flag = flag("note", "TEXT", "a note", "情况");

/// duty
pub(super) const SPEC: Spec = Spec {
    name: "duty",
    zh: "日常检查",
    group: CommandGroup::Work,
    about: Two(
        "work without a case: what is owed, and that it was done, nil too",
        "日常检查：列出应做事项，登记检查结果（无发现也登记）",
    ),
    more: Two(
        "redress duty list\nredress duty done box --unit yingze --nil\nredress duty done box --unit yingze --found 12 13\nredress report duties --period last-week",
        "redress 日常检查 列表\nredress 日常检查 完成 查看意见簿（箱） --unit 迎泽支行 --nil\nredress 日常检查 完成 查看意见簿（箱） --unit 迎泽支行 --found 12 13\nredress 报表 日常检查 --period 上周",
    ),
    flags: flags![ACTION, CODE, UNIT, NIL, FOUND, NOTE, OUTPUT],
    run: CommandRun::Either { is_work: |input| action::is_work(input, "duty", ACTIONS), work, plain },
};

pub(super) const ACTIONS: &[Action] = &[
    action::plain("list", "列表", flags![UNIT, OUTPUT]),
    action::work("done", "完成", flags![CODE, UNIT, NIL, FOUND, NOTE]),
];

fn work(input: &Input, cx: &Context) -> Result<Work, CliError> {
    action::chosen(input, "duty", ACTIONS)?;
    let missing = input.lacking(flags![CODE, UNIT]);
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "duty".into() }));
    }
    let year = u16::try_from(cx.now()?.date().year()).unwrap_or_default();
    let project = cx.project()?;
    let named = input.many(FOUND);
    let found = named.iter().flat_map(|f| f.split(',')).map(|name| project.find_case(name, year));
    let found = found.collect::<Result<_, _>>()?;
    let (duty, unit, note) = (input.text(CODE), input.text(UNIT), given_text(cx, &input.text(NOTE))?);
    Ok(Work::apart(DoDuty { duty, unit, nil: input.on(NIL), found, note }))
}

fn plain(input: &Input, cx: &Context) -> Result<(), CliError> {
    action::chosen(input, "duty", ACTIONS)?;
    let project = cx.project()?;
    let now = cx.now()?;
    let whose = super::report::whose(input, cx)?;
    let done = duty::done(&project.events_of(duty::EVENTS, HistoryCut::default())?);
    let context = report_context(cx, now.date(), Some(now))?;
    output::table(cx, &duties::list(&done, project.desk()?.as_str(), &whose.unit, &context))
}
