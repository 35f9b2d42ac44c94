//! What is wrong with a policy, a directory or a calendar, in both languages.

mod directory;
mod flaw;
mod value;

pub use flaw::flaw;

use crate::cli::messages::errors;
use crate::cli::messages::message::{Message, told};
use crate::domain::calendar::{Calendar, CalendarError, DayReason};
use crate::domain::value::title::Lang;
use crate::profile::{Loosening, PolicyError};
use crate::project::ProjectError;
use crate::say;
use crate::text::sanitize::sanitized;
use chrono::NaiveDate;
use std::path::Path;
use value::{bad_value, example};

pub(in crate::cli::messages) fn near(nearest: Option<&String>, lang: Lang) -> String {
    nearest.map(|n| say!(lang, " — did you mean {n}?", "，是否指 {n}？")).unwrap_or_default()
}

fn at_whole_file(lang: Lang) -> String {
    say!(lang, "redress policy check looks at the whole file", "检查整个文件：redress policy check")
}

/// What is wrong in the project's files, in a line, for `policy check` itself.
#[must_use]
pub fn mistake(it: &ProjectError, lang: Lang) -> String {
    match it {
        ProjectError::Policy(it) => {
            let Message { message, hint, .. } = error(it, lang);
            let hint = hint.filter(|hint| *hint != at_whole_file(lang));
            message + &hint.map_or(String::new(), |hint| say!(lang, "; {hint}", "；{hint}"))
        }
        other => errors::mistake(other, lang),
    }
}

pub(super) fn error(error: &PolicyError, lang: Lang) -> Message {
    let check = || Some(at_whole_file(lang));
    match error {
        PolicyError::Syntax { file, line, written, message } => told(
            "policy-syntax",
            say!(lang, "{file}, line {line}: {message}: {written}", "{file} 第 {line} 行不符合 TOML 语法：{written}"),
            // Settings are no policy.
            if Path::new(file).is_absolute() { None } else { check() },
        ),
        PolicyError::UnknownKey { file, section, row, key, nearest } => {
            let (near, place) = (near(nearest.as_ref(), lang), place(section, row));
            told(
                "policy-key",
                say!(
                    lang,
                    "{file}: {place} has the unknown key “{key}”{near}",
                    "{file}：{place} 中有不认识的键“{key}”{near}"
                ),
                check(),
            )
        }
        PolicyError::UnknownSection { file, section, nearest } => {
            let near = near(nearest.as_ref(), lang);
            told(
                "policy-section",
                say!(lang, "{file}: unknown section “{section}”{near}", "{file}：不认识的部分“{section}”{near}"),
                check(),
            )
        }
        PolicyError::NoCode { file, section } => told(
            "policy-code",
            say!(lang, "{file}: a row of [[{section}]] has no code", "{file}：[[{section}]] 中有一行缺少 code"),
            check(),
        ),
        PolicyError::Twice { file, section, row } => told(
            "policy-twice",
            say!(lang, "{file}: [[{section}]] {row} stands twice", "{file}：[[{section}]] {row} 重复"),
            check(),
        ),
        PolicyError::NoRows { file, section } => told(
            "policy-rows",
            say!(
                lang,
                "{file}: {section} is written as rows, each under [[{section}]]",
                "{file}：{section} 应逐行书写，每行以 [[{section}]] 开头"
            ),
            Some(format!("[[{section}]] code = \"…\"")),
        ),
        PolicyError::BadValue { file, section, row, key, value } => bad_value([file, section, row, key, value], lang)
            .unwrap_or_else(|| {
                let place = place(section, row);
                told("policy-value", say!(lang, "{file}: {place} cannot be read", "{file}：{place} 无法读取"), check())
            }),
        PolicyError::Missing { section, row, key } => {
            let place = place(section, row);
            let line = format!("{key} = {}", example(section, key));
            told("policy-value", say!(lang, "{place} lacks {key}", "{place} 缺少 {key}"), Some(line))
        }
        PolicyError::Terms { place, terms, message } => told(
            "policy-query",
            say!(lang, "{place} = “{terms}” cannot run: {message}", "{place} = “{terms}” 无法执行：{message}"),
            Some("redress help terms".into()),
        ),
        PolicyError::NoProfile { known } => {
            let known = known.join(", ");
            told(
                "no-profile",
                say!(lang, "redress.toml names no profile", "redress.toml 未写明采用哪个模板"),
                Some(say!(lang, "profile = \"…\", one of: {known}", "写 profile = \"…\"，可用：{known}")),
            )
        }
        PolicyError::UnknownCode { section, row, key, value, nearest } => {
            let near = near(nearest.as_ref(), lang);
            told(
                "policy-reference",
                say!(
                    lang,
                    "[[{section}]] {row}: {key} names “{value}”, which does not exist{near}",
                    "[[{section}]] {row}：{key} 指向不存在的“{value}”{near}"
                ),
                check(),
            )
        }
        PolicyError::Loosens(it) => told(
            "policy-loosens",
            loosening(it, lang),
            Some(say!(
                lang,
                "a lower layer may only tighten; write loosens = true in the row if this is meant",
                "下级只能从严；确需放宽的，在该行写 loosens = true"
            )),
        ),
        PolicyError::UnknownProfile { name, known } => {
            let known = known.join(", ");
            told(
                "unknown-profile",
                say!(lang, "there is no profile “{name}”", "没有模板“{name}”"),
                Some(say!(lang, "there are: {known}", "现有：{known}")),
            )
        }
        PolicyError::UnknownZone { zone } => told(
            "unknown-zone",
            say!(lang, "there is no time zone “{zone}”", "没有时区“{zone}”"),
            Some("Asia/Shanghai".into()),
        ),
    }
}

/// `[[limit]] P7-A12`, or `[desk]`; nothing at the top of a file.
fn place(section: &str, row: &str) -> String {
    match (section, row) {
        ("", _) => String::new(),
        (_, "") => format!("[{section}]"),
        _ => format!("[[{section}]] {row}"),
    }
}

/// A loosening in a line.
#[must_use]
pub fn loosening(it: &Loosening, lang: Lang) -> String {
    let Loosening { section, row, key, from, to } = it;
    say!(
        lang,
        "[[{section}]] {row}: {key} is loosened from {from} to {to}",
        "[[{section}]] {row}：{key} 由 {from} 放宽为 {to}"
    )
}

pub(super) fn calendar(file: &str, error: &CalendarError, lang: Lang) -> String {
    use CalendarError as E;
    match error {
        E::NotJson { line, column, .. } => {
            say!(lang, "{file}, line {line}, column {column}: not JSON", "{file} 第 {line} 行第 {column} 列：不是 JSON")
        }
        E::Shape { line, column, .. } => say!(
            lang,
            "{file}, line {line}, column {column}: not written as a calendar year",
            "{file} 第 {line} 行第 {column} 列：不是日历文件的格式"
        ),
        E::Year { year } => say!(
            lang,
            "{file}: {year} is not a year that a calendar can have (1950 to 2999)",
            "{file}：{year} 不是日历可用的年份（1950 至 2999）"
        ),
        E::NotADate { text, .. } => say!(lang, "{file}: “{text}” is not a date", "{file}：“{text}”不是日期"),
        E::NoName { date, .. } => say!(lang, "{file}: {date} has no name", "{file}：{date} 没有名称"),
        E::OutsideYear { year, date } => say!(
            lang,
            "{file}: {date} lies outside {year} and the December before it",
            "{file}：{date} 不在 {year} 年及其上一年十二月之内"
        ),
        E::Twice { date, .. } => say!(lang, "{file}: {date} stands twice", "{file}：{date} 重复"),
        E::Empty { year } => say!(lang, "{file}: {year} lists no day", "{file}：{year} 年没有列出任何日期"),
    }
}

/// A form of the policy that has no template.
#[must_use]
pub fn no_template(form: &str, lang: Lang) -> String {
    let form = sanitized(form);
    say!(
        lang,
        "[[form]] {form} has no template; templates/{form}.en.md or {form}.zh.md would be one",
        "[[form]] {form} 没有模板，可放入 templates/{form}.zh.md"
    )
}

/// A date on which an organisation's own calendar is not the State Council's.
#[must_use]
pub fn departure(calendar: &Calendar, date: NaiveDate, lang: Lang) -> String {
    let name = match calendar.day(date).why {
        DayReason::Holiday(name) | DayReason::MakeUp(name) => sanitized(name.get(lang)),
        DayReason::Weekday | DayReason::Weekend => String::new(),
    };
    let name = if name.is_empty() { name } else { say!(lang, " ({name})", "（{name}）") };
    match calendar.is_working(date) {
        true => say!(
            lang,
            "calendars/: {date} is a working day{name}, a day of rest by the State Council's calendar",
            "calendars/：{date} 为工作日{name}，国务院放假安排为休息日"
        ),
        false => say!(
            lang,
            "calendars/: {date} is a day of rest{name}, a working day by the State Council's calendar",
            "calendars/：{date} 为休息日{name}，国务院放假安排为工作日"
        ),
    }
}

pub use directory::finding;
pub(super) use directory::told as directory;

/// A problem of `policy check` in a line.
#[must_use]
pub fn problem(it: &PolicyError, lang: Lang) -> String {
    error(it, lang).message
}
