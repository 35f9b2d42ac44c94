//! `extend`, `pause`, `resume`: a limit gets a later day, or its clock stands still.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, CASES, Flag, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::{Extend, Pause, Resume};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::half_width;
use crate::project::HistoryCut;
use crate::text::Two;

const UNTIL: Flag =
    flag("until", "DATE|+5wd", "until when; steps count from the due date in force", "延至；+5wd 从现行到期日起算")
        .required();
const LIMIT: Flag = flag("limit", "LIMIT", "which limit; reply if not given", "时限名称，默认为回复时限");
const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// extend
pub(super) const EXTEND: Spec = Spec {
    name: "extend",
    zh: "延期",
    group: CommandGroup::Work,
    about: Two("move a limit, where the policy grants it", "延长时限（制度允许时）"),
    more: Two(
        "redress extend 42 --until +5wd --reason \"an expert was asked\"\nWhat may be extended: rows [[extension]] in redress.toml; redress policy show lists them",
        "redress 延期 42 --until +5wd --reason 委托鉴定\n可延期的情形：redress.toml 的 [[extension]]，redress 制度 显示 可查",
    ),
    flags: flags![CASE, UNTIL, LIMIT, REASON],
    run: CommandRun::Work(extend),
};

fn extend(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let limit = input.text(LIMIT);
    let mut work = Work { cases: input.many(CASES), ..Work::default() };
    let until = half_width(&input.text(UNTIL)).into_owned();
    // A step counts from the due date in force, which only the case knows.
    let base = if until.starts_with(['+', '-']) {
        let project = cx.project()?;
        let id = case_names::one(CASE, input, cx)?;
        // Standard input can be read once only.
        work.cases = vec![id.to_string()];
        let history = project.history(id, HistoryCut::default())?;
        let key = if limit.is_empty() { "reply" } else { limit.as_str() };
        history.and_then(|h| h.case.limits.get(key).map(|due| Moment::day(due.at.date())))
    } else {
        None
    };
    let given = until;
    let until = cx.when(&UNTIL.dashed(), &given, base)?;
    if !until.is_day() {
        // A limit is extended by working days: a time of day would be lost.
        return Err(CliError::unlike(UNTIL.dashed(), given, "2026-11-30, +5wd"));
    }
    let until = Some(until);
    work.chain = vec![Box::new(Extend { limit, until, reason: input.text(REASON) })];
    Ok(work)
}

const GROUND: Flag = flag("ground", "G", "ground of the policy", "中止事由").required();

/// pause
pub(super) const PAUSE: Spec = Spec {
    name: "pause",
    zh: "中止",
    group: CommandGroup::Work,
    about: Two("stop the clock on a ground of the policy", "中止计时"),
    more: Two(
        "redress pause 42 --ground evidence\nThe days from the pause until the day before the resumption do not count; a limit in hours also never ends before its hours\nhave run outside of pauses.\nGrounds: rows [[pause-ground]] in redress.toml; redress policy show lists them",
        "redress 中止 42 --ground 等待投诉人补充材料\n中止当日至恢复前一日不计；按小时计的时限，扣除中止时间后未满小时数的不到期。\n中止事由：redress.toml 的 [[pause-ground]]，redress 制度 显示 可查",
    ),
    flags: flags![CASE, GROUND],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Pause { ground: input.text(GROUND) }))),
};

/// resume
pub(super) const RESUME: Spec = Spec {
    name: "resume",
    zh: "恢复",
    group: CommandGroup::Work,
    about: Two("let the clock run again", "恢复计时"),
    more: Two("redress resume 42", "redress 恢复 42"),
    flags: flags![CASE],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Resume))),
};
