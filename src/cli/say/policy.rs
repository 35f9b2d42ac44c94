//! What is wrong with a policy, a directory or a calendar, in both languages.

use crate::cli::say::errors::{Told, told};
use crate::domain::calendar::CalendarError;
use crate::domain::title::Lang;
use crate::profile::{Loosening, PolicyError};
use crate::say;
use crate::workspace::DirectoryProblem;

fn near(nearest: Option<&String>, lang: Lang) -> String {
    nearest.map(|n| say!(lang, " — did you mean {n}?", "，是否指 {n}？")).unwrap_or_default()
}

pub(super) fn error(error: &PolicyError, lang: Lang) -> Told {
    let check = || {
        Some(say!(
            lang,
            "nothing was recorded; redress policy check looks at the whole file",
            "未登记任何内容；redress policy check 可检查整个文件"
        ))
    };
    match error {
        PolicyError::Syntax { file, line, message } => told(
            "policy-syntax",
            say!(lang, "{file}, line {line}: {message}", "{file} 第 {line} 行：{message}"),
            check(),
        ),
        PolicyError::UnknownKey { file, section, row, key, nearest } => {
            let near = near(nearest.as_ref(), lang);
            told(
                "policy-key",
                say!(
                    lang,
                    "{file}: [[{section}]] {row} has the unknown key “{key}”{near}",
                    "{file}：[[{section}]] {row} 中有不认识的键“{key}”{near}"
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
        PolicyError::BadValue { section, row, message } => told(
            "policy-value",
            say!(lang, "[[{section}]] {row}: {message}", "[[{section}]] {row}：{message}"),
            check(),
        ),
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

pub(super) fn directory(code: &str, problem: &DirectoryProblem, lang: Lang) -> Told {
    let message = match problem {
        DirectoryProblem::Twice => say!(lang, "directory.toml: {code} stands twice", "directory.toml：{code} 重复"),
        DirectoryProblem::Circle => say!(
            lang,
            "directory.toml: the units above {code} run in a circle",
            "directory.toml：{code} 的上级单位成环"
        ),
        DirectoryProblem::Unknown { key, value, nearest } => {
            let near = near(nearest.as_ref(), lang);
            say!(
                lang,
                "directory.toml: {code}: {key} names “{value}”, which does not exist{near}",
                "directory.toml：{code} 的 {key} 指向不存在的“{value}”{near}"
            )
        }
    };
    told("directory", message, Some(say!(lang, "nothing was recorded", "未登记任何内容")))
}

pub(super) fn calendar(file: &str, error: &CalendarError, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{file}: {error}"),
        Lang::Zh => match error {
            CalendarError::NotJson { line, column, .. } => format!("{file} 第 {line} 行第 {column} 列：不是 JSON"),
            CalendarError::Shape { line, column, .. } => {
                format!("{file} 第 {line} 行第 {column} 列：不是日历文件的格式")
            }
            other => format!("{file}：日历数据有误（{other}）"),
        },
    }
}

/// A problem of `policy check` in a line.
#[must_use]
pub fn problem(it: &PolicyError, lang: Lang) -> String {
    error(it, lang).message
}
