//! Errors as a person reads them: what is wrong, by which rule, what to type instead; as JSON for scripts.

mod asked;
mod failures;
mod template;

use crate::cli::complete::values_of;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::messages::message::{Message, told};
use crate::cli::messages::policy::near;
use crate::cli::messages::{desks, erasing, policy, store};
use crate::domain::gate::refusal::Ruled;
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Lang;
use crate::project::ProjectError;
use crate::say;
use crate::text::command_names::{localized, named};
use crate::text::{Two, query, refusal};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A calendar file, as it is written.
const HOLIDAYS: &str = r#"{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}"#;

/// The whole text of an error, as it goes to standard error.
#[must_use]
pub fn text(error: &CliError, cx: &Context) -> String {
    match error {
        CliError::Help(_) | CliError::Found | CliError::Damage | CliError::Waits | CliError::Unread => String::new(),
        CliError::Line { line, source } => {
            let inner = text(source, cx);
            say!(cx.lang, "line {line}: {inner}", "第 {line} 行：{inner}")
        }
        CliError::Nothing { source } => {
            let nothing = say!(
                cx.lang,
                "nothing was written; --keep-going takes what can be done\n",
                "未写入任何内容；--keep-going 可先办理能办理的\n"
            );
            text(source, cx) + &nothing
        }
        CliError::Recorded { what, count, source } => text(source, cx) + &recorded(what, *count, cx.lang),
        CliError::Project(ProjectError::Refused(no)) => match cx.project() {
            Ok(project) => refusal::error_text(
                no,
                refusal::RefusedCommand { day: day(cx), typed: Some(&cx.typed) },
                &refusal::Names { policy: &project.policy, directory: &project.directory },
                cx.lang,
            ),
            Err(_) => format!("{no:?}\n"),
        },
        other => {
            let Message { message, hint, .. } = told_in(other, cx);
            let first = say!(cx.lang, "error: {message}\n", "错误：{message}\n");
            let hint = hint.map(|hint| localized(&hint, cx.lang));
            let second = hint.map(|hint| say!(cx.lang, "hint: {hint}\n", "提示：{hint}\n")).unwrap_or_default();
            first + &second
        }
    }
}

/// What is on record although its answer could not be printed.
fn recorded(what: &[String], count: usize, lang: Lang) -> String {
    let names = what.join(" ");
    match what.len() {
        0 => say!(
            lang,
            "note: it was recorded all the same ({count} done): do not do it again\n",
            "说明：内容已登记（办理 {count} 项），请勿重复办理\n"
        ),
        named if named == count => say!(
            lang,
            "note: {names} was recorded all the same: do not do it again\n",
            "说明：{names} 已登记，请勿重复办理\n"
        ),
        _ => say!(
            lang,
            "note: it was recorded all the same ({count} done, among them {names}): do not do it again\n",
            "说明：内容已登记（办理 {count} 项，其中有 {names}），请勿重复办理\n"
        ),
    }
}

/// The same as an object.
#[must_use]
pub fn object(error: &CliError, cx: &Context) -> Value {
    match error {
        CliError::Line { line, source } => {
            let mut inner = object(source, cx);
            inner["line"] = json!(line);
            inner
        }
        CliError::Nothing { source } => {
            let mut inner = object(source, cx);
            inner["written"] = json!(0);
            inner
        }
        CliError::Recorded { what, count, source } => {
            let mut inner = object(source, cx);
            inner["recorded"] = json!(what);
            inner["written"] = json!(count);
            inner
        }
        CliError::Project(ProjectError::Refused(no)) => match cx.project() {
            Ok(project) => refusal::error_json(
                no,
                refusal::RefusedCommand { day: day(cx), typed: Some(&cx.typed) },
                &refusal::Names { policy: &project.policy, directory: &project.directory },
                cx.lang,
            ),
            Err(_) => json!({ "code": "refused" }),
        },
        other => {
            let Message { code, message, hint } = told_in(other, cx);
            json!({ "code": code, "message": message, "rules": [], "hint": hint, "facts": {} })
        }
    }
}

/// An error in words; where a value is missing, with those that the desk knows.
fn told_in(error: &CliError, cx: &Context) -> Message {
    let mut told = tell(error, cx.lang);
    if let CliError::Usage(Usage::Missing { missing, command }) = error {
        let mut named = missing.iter().map(|shown| (shown, values_of(command, shown, cx)));
        if let Some((shown, values)) = named.find(|(_, values)| !values.is_empty()) {
            let (what, hint) = (shown.split(' ').next().unwrap_or_default(), told.hint.take().unwrap_or_default());
            let (en, zh) = (values.join(", "), values.join("、"));
            told.hint = Some(say!(cx.lang, "{what} is one of {en}; {hint}", "{what} 可用：{zh}；{hint}"));
        }
    }
    told
}

/// Today, for whoever is named in place of somebody else.
fn day(cx: &Context) -> Option<NaiveDate> {
    cx.now().ok().map(crate::domain::value::moment::Moment::date)
}

/// A warning as an object.
#[must_use]
pub fn warning_object(warning: &Ruled, case: Option<CaseId>, cx: &Context) -> Value {
    let code = warning.problem.code();
    json!({ "warning": code, "case": case.map(|id| id.to_string()), "message": self::warning(warning, case, cx).trim_end() })
}

/// What a problem of a refusal says, in one line.
#[must_use]
pub fn problem(ruled: &Ruled, case: Option<CaseId>, cx: &Context) -> String {
    let Ok(project) = cx.project() else { return String::new() };
    refusal::message(ruled, case, &refusal::Names { policy: &project.policy, directory: &project.directory }, cx.lang)
}

/// A warning.
#[must_use]
pub fn warning(warning: &Ruled, case: Option<CaseId>, cx: &Context) -> String {
    let Ok(project) = cx.project() else { return String::new() };
    refusal::warning_text(
        warning,
        case,
        &refusal::Names { policy: &project.policy, directory: &project.directory },
        cx.lang,
    )
}

fn tell(error: &CliError, lang: Lang) -> Message {
    match error {
        CliError::Usage(usage) => self::usage(usage, lang),
        CliError::Failed(failure) => failures::told_of(failure, lang),
        CliError::Term(error) => told("bad-term", query::term_error(error, lang), query::term_hint(error, lang)),
        CliError::Column(error) => told("unknown-column", error.message(lang), error.hint(lang)),
        CliError::Project(error) => of_project(error, lang),
        CliError::Some { failed, total, of, .. } => {
            told("some-failed", asked::not_done(*failed, *total, *of, lang), None)
        }
        CliError::File { path, source } => store::file(path, source, lang),
        CliError::Output(source) => told(
            "output",
            say!(lang, "output could not be written: {}", "无法写出结果：{}", super::system::system(source, lang)),
            None,
        ),
        CliError::Line { .. }
        | CliError::Nothing { .. }
        | CliError::Recorded { .. }
        | CliError::Help(_)
        | CliError::Found
        | CliError::Damage
        | CliError::Waits
        | CliError::Unread => told("error", format!("{error:?}"), None),
    }
}

fn usage(usage: &Usage, lang: Lang) -> Message {
    let help = |command: &str| {
        Some(say!(lang, "redress {command} --help shows what it takes", "用法：redress {command} --help"))
    };
    match usage {
        Usage::Command { given, nearest } => told(
            "unknown-command",
            say!(lang, "there is no command {given}{}", "没有命令 {given}{}", near(nearest.as_ref(), lang)),
            Some(say!(lang, "redress help lists all commands", "全部命令：redress help")),
        ),
        Usage::Flag { given, nearest, command } => told(
            "unknown-flag",
            say!(
                lang,
                "{} has no flag {given}{}",
                "命令 {} 没有参数 {given}{}",
                named(command, lang),
                near(nearest.as_ref(), lang)
            ),
            if command == "redress" { Some("redress help".into()) } else { help(command) },
        ),
        Usage::Missing { missing, command } => {
            let all = missing.join(" ");
            let zh_all = asked::asked(missing, command);
            told("missing", say!(lang, "{command} also needs {all}", "请写明{zh_all}"), help(command))
        }
        Usage::Value { flag, value, known, nearest } => {
            let known = known.join(Two(", ", "、").get(lang));
            let message = if flag == "KIND" {
                say!(lang, "there is no report “{value}”{}", "没有名为“{value}”的报表{}", near(nearest.as_ref(), lang))
            } else {
                say!(lang, "{flag} cannot be “{value}”{}", "{flag} 不能是“{value}”{}", near(nearest.as_ref(), lang))
            };
            told("bad-value", message, (!known.is_empty()).then(|| say!(lang, "it takes {known}", "可用的值：{known}")))
        }
        Usage::Unlike { flag, value, example } => told(
            "bad-value",
            say!(lang, "{flag} cannot be “{value}”", "{flag} 不能是“{value}”"),
            Some(say!(lang, "write it like {example}", "写法如 {example}")),
        ),
        Usage::OneCase { given, command } => told(
            "one-case",
            say!(
                lang,
                "{} takes one case here; {given} were given",
                "{} 此处只能指定一件投诉件，给出了 {given} 件",
                named(command, lang)
            ),
            Some(format!("xargs -n 1 redress {command}")),
        ),
        Usage::NotWork { given } => told(
            "not-work",
            say!(
                lang,
                "{given} is not work on a case: a batch does not take it",
                "{given} 不是办理类命令，不能用于批处理"
            ),
            Some(say!(lang, "redress help batch", "各行写法：redress help batch")),
        ),
        Usage::NoValue { flag } => told("no-value", say!(lang, "{flag} needs a value", "{flag} 需要一个值"), None),
        Usage::Twice { flag } => told("twice", say!(lang, "{flag} is given twice", "{flag} 重复给出"), None),
        Usage::Extra { given, command, flag } => failures::extra(given, command, flag, lang),
        Usage::Conflict { first, second } => told(
            "conflict",
            say!(lang, "{first} and {second} exclude each other", "{first} 与 {second} 不能同时使用"),
            None,
        ),
        Usage::When { flag, value } => told(
            "bad-time",
            say!(lang, "{flag}: “{value}” is not a date or a time", "{flag}：“{value}”不是日期或时间"),
            Some(say!(
                lang,
                "2026-11-23, 2026-11-23T09:30, today, yesterday, +3wd or -10d",
                "可写 2026-11-23、11月23日、2026-11-23T09:30、昨天 15:00、上周五、+3wd、-10d"
            )),
        ),
        Usage::Period { value } => told(
            "bad-period",
            say!(lang, "“{value}” is not a period", "“{value}”不是时间段"),
            Some(say!(
                lang,
                "2026-10, 2026-10-a, 2026-W48, 2026-Q3, 2026, last-month or 2026-01-01..2026-03-31",
                "可写 2026-10（或 2026年10月）、2026-10-a（2026年10月上半月）、2026-W48、2026-Q3、2026、上月、2026-01-01..2026-03-31"
            )),
        ),
        Usage::PeriodHere { message } => told("bad-period", message.clone(), None),
        Usage::Pair { flag, value } => told(
            "bad-pair",
            say!(lang, "{flag} wants FIELD=VALUE, not “{value}”", "{flag} 应写成“字段=值”，而不是“{value}”"),
            None,
        ),
        Usage::Key { key, nearest, command } => told(
            "unknown-key",
            say!(
                lang,
                "{} has no key “{key}”{}",
                "命令 {} 没有键“{key}”{}",
                named(command, lang),
                near(nearest.as_ref(), lang)
            ),
            help(command),
        ),
        Usage::NoKind { known } => {
            let known = known.join(&say!(lang, ", ", "、"));
            told(
                "no-kind",
                say!(lang, "report needs a kind", "报表需要给出种类"),
                Some(say!(
                    lang,
                    "it takes {known}: redress report overdue",
                    "可用：{known}，例如 redress report overdue"
                )),
            )
        }
        Usage::NoCommand => told(
            "no-command",
            say!(lang, "the line has no “do”, the command", "该行缺少“do”（命令）"),
            Some(r#"{"do":"note","case":"42","text":"…"}"#.into()),
        ),
        Usage::NotHere { flag, command, takes } => {
            let takes = takes.join(&say!(lang, ", ", "、"));
            told(
                "not-here",
                say!(lang, "{} does not use {flag}", "{} 不使用 {flag}", named(command, lang)),
                Some(say!(lang, "it goes with {takes}", "{flag} 可用于：{takes}")),
            )
        }
        Usage::Tables { format, tables } => failures::tables(format, *tables, lang),
        Usage::Json { line, column } => told(
            "not-json",
            say!(
                lang,
                "this is not a JSON object (line {line}, column {column})",
                "不是 JSON 对象（第 {line} 行第 {column} 列）"
            ),
            Some(r#"{"do":"note","case":"42","text":"…"}"#.into()),
        ),
        Usage::FromLine { line, known } => {
            let name = |key: &String| crate::text::labels::find(key).map_or(key.clone(), |two| two.get(lang).into());
            let known = match lang {
                Lang::En => known.join(", "),
                Lang::Zh => known.iter().map(name).collect::<Vec<_>>().join("、"),
            };
            told(
                "bad-from",
                say!(
                    lang,
                    "--from: line {line} begins with no name of private data",
                    "--from：第 {line} 行开头不是个人信息的名称"
                ),
                Some(say!(
                    lang,
                    "lines are `name: …`; known: {known}; what goes on is indented",
                    "每行写作“姓名：…”；可用：{known}；续行须缩进"
                )),
            )
        }
        Usage::NotUtf8 => told(
            "not-utf8",
            say!(lang, "a word of the command is not UTF-8 text", "命令中有不是 UTF-8 的文字"),
            Some(say!(
                lang,
                "set the terminal to UTF-8, or put the text into a UTF-8 file and give @FILE",
                "请将终端设为 UTF-8，或将文字存为 UTF-8 文件后用 @文件 给出"
            )),
        ),
        Usage::Other(what) => {
            told("usage", say!(lang, "the words of the command cannot be read: {what}", "无法识别命令：{what}"), None)
        }
    }
}

/// An error in a line, without its hint.
#[must_use]
pub fn line(error: &CliError, lang: Lang) -> String {
    tell(error, lang).message
}

/// What is wrong in the project's files, in a line.
#[must_use]
pub fn mistake(error: &ProjectError, lang: Lang) -> String {
    let Message { message, hint, .. } = of_project(error, lang);
    message + &hint.map_or(String::new(), |hint| say!(lang, "; {hint}", "；{hint}"))
}

fn of_project(error: &ProjectError, lang: Lang) -> Message {
    match error {
        ProjectError::Mistake(cause) => {
            let Message { code, message, hint } = of_project(cause, lang);
            let nothing = say!(lang, "nothing was recorded", "未登记任何内容");
            let hint = hint.map_or(nothing.clone(), |hint| say!(lang, "{hint}; {nothing}", "{hint}；{nothing}"));
            told(code, message, Some(hint))
        }
        ProjectError::NoProject { from } => told(
            "no-project",
            say!(
                lang,
                "there is no redress.toml in {} or above it",
                "{} 及其上级目录中没有 redress.toml",
                from.display()
            ),
            Some(say!(
                lang,
                "redress init DIR --profile bank --desk HQ makes a desk; -C DIR names one",
                "建立投诉台账：redress init 目录 --profile bank --desk HQ；指定已有台账：-C 目录"
            )),
        ),
        ProjectError::Exists { path } => {
            told("exists", say!(lang, "there is a project already: {}", "已有项目：{}", path.display()), None)
        }
        ProjectError::File { path, source } => store::file(&path.display().to_string(), source, lang),
        ProjectError::Policy(error) => policy::error(error, lang),
        ProjectError::DirectoryRow { code, problem } => policy::directory(code, problem, lang),
        ProjectError::Calendar { file, source } => told(
            "calendar",
            policy::calendar(file, source, lang),
            Some(say!(
                lang,
                "{HOLIDAYS}    is how it is written (holiday-cn's format); nothing was computed with it",
                "应写作 {HOLIDAYS}（holiday-cn 格式）；未据此计算任何时限"
            )),
        ),
        ProjectError::CalendarHole { year } => told(
            "calendar-hole",
            say!(lang, "the calendar of {year} is missing between others", "缺少 {year} 年的日历，前后年份却有"),
            Some(format!("calendars/cn-{year}.json")),
        ),
        ProjectError::Store(error) => store::error(error, lang),
        ProjectError::Line { file, line, message } => told(
            "line",
            say!(
                lang,
                "{}, line {line} is not an event: {message}",
                "{} 第 {line} 行不是事件：{message}",
                file.display()
            ),
            Some(say!(lang, "redress verify checks the whole log", "核对全部日志：redress verify")),
        ),
        ProjectError::Refused(_) => told("refused", String::new(), None),
        ProjectError::NoCase { name } => told(
            "no-case",
            say!(lang, "there is no case {name}", "没有投诉件 {name}"),
            Some(say!(
                lang,
                "redress list shows them; an older year's is named 2025-42",
                "投诉件列表：redress list；往年的写作 2025-42"
            )),
        ),
        ProjectError::Ambiguous { name, candidates } => {
            let all = candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            told(
                "ambiguous",
                say!(lang, "{name} could be more than one case: {all}", "{name} 可指多件：{all}"),
                Some(say!(lang, "give the whole number", "请写出完整编号")),
            )
        }
        ProjectError::Snapshot { digest } => told(
            "snapshot",
            say!(
                lang,
                "policies/{digest}.json, under which cases were received, is missing or has been changed",
                "policies/{digest}.json 缺失或被改动，而有投诉件依据该制度受理"
            ),
            Some(say!(
                lang,
                "bring the file back from a copy or from git: nothing can be decided without it",
                "请从备份或 git 中恢复该文件；没有它无法作出判断"
            )),
        ),
        ProjectError::NoNumberLeft { desk, year } => desks::no_number_left(*desk, *year, lang),
        ProjectError::Shared { id, cases } => desks::shared(*id, cases, lang),
        ProjectError::DeskTaken { desk } => desks::taken(desk, lang),
        ProjectError::NoGroup { name } => desks::no_group(name, lang),
        ProjectError::NotEdited { path } => desks::not_edited(path, lang),
        ProjectError::NotHeld { case } => store::not_held(*case, lang),
        ProjectError::ErasingOpen { events, source } => erasing::open(events, &of_project(source, lang).message, lang),
    }
}

#[cfg(test)]
mod tests;
