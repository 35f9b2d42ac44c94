//! `redress report KIND`: tables to print, to mail, or to act upon. What the kinds are stands in `kinds`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, OUTPUT, SelectedCases, WHERE};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag, switch};
use crate::domain::calendar::period::Period;
use crate::domain::gate::codes;
use crate::report::context::ReportContext;
use crate::report::todo::Whose;
use crate::text::Two;
use kinds::{KINDS, ReportKind};

mod counts;
pub(super) mod events;
mod kinds;

/// report
pub(super) const SPEC: Spec = Spec {
    name: "report",
    zh: "报表",
    group: CommandGroup::Report,
    about: Two(
        "overdue, due, todo, stats, supervised, major, withdrawals, callbacks, exceptions, duties",
        "报表：超期、到期、待办、统计、督办、重大、撤诉、回访、例外、日常检查",
    ),
    more: Two(
        "redress report overdue --fail-if-any    exit code 8 if anything is overdue: for cron\nredress report due --period this-week\nredress report stats --by channel,category,month --period this-year\nredress report exceptions --period last-quarter -o exceptions.xlsx\nredress report callbacks --explain    what a row is, which date counts, what is left out",
        "redress 报表 超期 --fail-if-any    有超期时退出码为 8，供 cron 使用\nredress 报表 到期 --period this-week\nredress 报表 统计 --by 渠道,类别,月 --period 今年\nredress 报表 例外 --period last-quarter -o 例外.xlsx\nredress 报表 回访 --explain    说明每行含义、统计口径和不计的内容",
    ),
    flags: &[
        arg(
            "kind",
            "KIND",
            "overdue, due, todo, stats, supervised, major, withdrawals, callbacks, exceptions or duties",
            "overdue 超期、due 到期、todo 待办、stats 统计、supervised 督办、major 重大、withdrawals 撤诉、callbacks 回访、exceptions 例外、duties 日常检查",
        )
        .required(),
        flag(
            "period",
            "P",
            "what falls in it, by the date that --explain names: 2026-10, this-week, 2026-01-01..2026-03-31 …",
            "按 --explain 所述口径统计的时间段：2026-10、this-week、2026-01-01..2026-03-31 等",
        ),
        flag(
            "by",
            "DIM,...",
            "stats: count by these, three at most: channel, category, unit, outcome, month …, or a field of the policy's own",
            "统计：按这些维度计数，最多三个：渠道、类别、单位、处理结果、月 等，或制度自定的字段",
        ),
        flag("unit", "U", "of this unit and those below it", "该单位及下级"),
        flag("person", "P", "of this person", "该人员"),
        WHERE,
        AS_OF,
        KNOWN,
        OUTPUT,
        switch("fail-if-any", "exit code 8 if there is any", "有内容时退出码为 8"),
        switch("explain", "what it counts, and how", "说明统计口径"),
    ],
    run: CommandRun::Plain(run),
};

/// What was asked for, read.
struct Asked<'a> {
    input: &'a dyn Input,
    cx: &'a Context,
    seen: &'a SelectedCases,
    context: &'a ReportContext<'a>,
    whose: Whose,
    period: Option<Period>,
}

/// The kinds with their titles.
pub(crate) fn titles() -> impl Iterator<Item = (&'static str, Two)> {
    KINDS.iter().map(|kind| (kind.en, kind.definition.title))
}

/// The kinds, by both names.
pub(crate) fn kinds() -> Vec<String> {
    KINDS.iter().map(|kind| format!("{} {}", kind.en, kind.zh)).collect()
}

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let kind = kind(&input.text("kind"))?;
    if input.on("explain") {
        return explain(kind, cx);
    }
    if let Some(flag) =
        ["period", "unit", "person", "by"].iter().find(|flag| input.one(flag).is_some() && !kind.takes(flag))
    {
        let takes = KINDS.iter().filter(|kind| kind.takes(flag)).map(|kind| format!("report {}", kind.en)).collect();
        let (flag, command) = (format!("--{flag}"), format!("report {}", kind.en));
        return Err(CliError::Usage(Usage::NotHere { flag, command, takes }));
    }
    let whose = whose(input, cx)?;
    let mut seen = selection::cases_that(kind.looks_at(), input, &input.many("where"), cx, kind.keep)?;
    if kind.of_cases {
        let directory = &cx.project()?.directory;
        seen.cases.retain(|case| whose.is_held_by(&case.unit, &case.person, directory));
    }
    let context = seen.report_context(cx)?;
    let period = selection::period(input, cx)?;
    let table = (kind.make)(&Asked { input, cx, seen: &seen, context: &context, whose, period })?;
    output::table(cx, &table)?;
    if input.on("fail-if-any") && (kind.any)(&table) { Err(CliError::Found) } else { Ok(()) }
}

fn kind(given: &str) -> Result<&'static ReportKind, CliError> {
    KINDS.iter().find(|kind| given == kind.en || given == kind.zh).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().flat_map(|kind| [kind.en, kind.zh]).collect();
        let nearest = codes::nearest(given, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: "KIND".into(), value: given.into(), known: kinds(), nearest })
    })
}

fn explain(kind: &ReportKind, cx: &Context) -> Result<(), CliError> {
    let keys = ["report", "title", "row", "cohort", "clock", "exclusions", "columns"];
    output::document(cx, "redress.definition/1", &keys, vec![kind.definition.json(kind.en, cx.lang)], || {
        kind.definition.page(cx.lang)
    })
}

/// `--unit` and `--person`, by code or title.
pub(super) fn whose(input: &dyn Input, cx: &Context) -> Result<Whose, CliError> {
    let project = cx.project()?;
    let unknown = |flag: &str, value: String, names: Vec<String>| {
        let nearest = codes::nearest(&value, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: flag.into(), value, known: names.into_iter().take(12).collect(), nearest })
    };
    let unit = input.text("unit");
    let person = input.text("person");
    let found_unit = project.directory.find_unit(&unit).map(|u| u.code.clone());
    let found_person = project.directory.find_person(&person).map(|p| p.code.clone());
    if !unit.is_empty() && found_unit.is_none() && !project.directory.units.is_empty() {
        return Err(unknown("--unit", unit, project.directory.units.iter().map(|u| u.code.to_string()).collect()));
    }
    if !person.is_empty() && found_person.is_none() && !project.directory.people.is_empty() {
        return Err(unknown("--person", person, project.directory.people.iter().map(|p| p.code.to_string()).collect()));
    }
    Ok(Whose { unit: found_unit.unwrap_or_else(|| unit.into()), person: found_person.unwrap_or_else(|| person.into()) })
}
