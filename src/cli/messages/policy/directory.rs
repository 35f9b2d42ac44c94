//! What is wrong with `directory.toml`, and what to write into it.

use super::near;
use crate::cli::messages::message::{Message, told as made};
use crate::domain::value::title::{Lang, Title};
use crate::profile::{DirectoryFinding, DirectoryProblem as Problem};
use crate::say;
use crate::text::Two;

/// As an error.
pub(in crate::cli::messages) fn told(code: &str, problem: &Problem, lang: Lang) -> Message {
    let nearest = if let Problem::Unknown { nearest, .. } = problem { nearest.as_ref() } else { None };
    made("directory", message(code, problem, lang) + &near(nearest, lang), Some(write(code, problem, lang)))
}

/// A finding of `policy check` in a line, with what to write.
#[must_use]
pub fn finding(it: &DirectoryFinding, lang: Lang) -> String {
    let (message, write) = (message(&it.code, &it.problem, lang), write(&it.code, &it.problem, lang));
    say!(lang, "{message}; {write}", "{message}；{write}")
}

fn message(code: &str, problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Twice => say!(lang, "directory.toml: {code} stands twice", "directory.toml：{code} 重复"),
        Problem::NoCode => say!(
            lang,
            "directory.toml: a unit or a person has no code: “{code}”",
            "directory.toml：有单位或人员缺少 code：“{code}”"
        ),
        Problem::Circle => say!(
            lang,
            "directory.toml: the units above {code} run in a circle",
            "directory.toml：{code} 的上级单位成环"
        ),
        Problem::Account { account, other } => say!(
            lang,
            "directory.toml: {code} and {other} have one account, {account}",
            "directory.toml：{code} 与 {other} 的账户均为 {account}"
        ),
        Problem::Unknown { key, value, .. } => say!(
            lang,
            "directory.toml: {code}: {key} names “{value}”, which does not exist",
            "directory.toml：{code} 的 {key} 指向不存在的“{value}”"
        ),
        Problem::Lacks { key, cite } => {
            let (task, cite) = (task(key, lang), article(cite, lang));
            say!(lang, "directory.toml: {code} has no {task}{cite}", "directory.toml：{code} 没有{task}{cite}")
        }
        Problem::Gone { key, person, cite } => {
            let (task, cite) = (task(key, lang), article(cite, lang));
            say!(
                lang,
                "directory.toml: {code}: the {task}, {person}, is not in service today{cite}",
                "directory.toml：{code} 的{task} {person} 目前不在任{cite}"
            )
        }
        Problem::Same { key, other, person, cite } => {
            let (first, second, cite) = (task(key, lang), task(other, lang), article(cite, lang));
            say!(
                lang,
                "directory.toml: {code}: {first} and {second} are both {person}{cite}",
                "directory.toml：{code} 的{first}和{second}均为 {person}{cite}"
            )
        }
        Problem::NotInService { section, key, person } => say!(
            lang,
            "[[{section}]] {code}: {key} names {person}, who is not in directory.toml, or not in service today",
            "[[{section}]] {code} 的 {key} 所列人员 {person} 不在 directory.toml 中，或目前不在任"
        ),
        Problem::NobodyHas { title, rows } => {
            let (name, rows) = (title.get(lang), rows.join(Two(", ", "、").get(lang)));
            let name = if name.is_empty() { code } else { name };
            say!(
                lang,
                "directory.toml: no unit in service has the function {code} ({name}), needed by {rows}",
                "directory.toml：没有在用单位承担 {code}（{name}）职能，涉及 {rows}"
            )
        }
    }
}

/// What to write into the file.
fn write(code: &str, problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Twice => say!(lang, "give one of the rows another code", "其中一行改用其他 code"),
        Problem::NoCode => say!(lang, "write code = \"…\" in its row", "在该行写 code = \"…\""),
        Problem::Account { account, .. } => say!(
            lang,
            "leave account = \"{account}\" in the row of whoever works in it",
            "account = \"{account}\" 只保留在使用该账户的人员行"
        ),
        Problem::Circle => say!(lang, "leave out the parent of the highest", "删去最高一级单位的 parent"),
        Problem::Unknown { key, nearest, .. } => {
            let code_of = match *key {
                "parent" | "unit" => Two("UNIT", "单位代码"),
                "leader" | "first-contact" | "second-contact" => Two("CODE", "人员代码"),
                _ => Two("…", "…"),
            };
            let value = nearest.as_deref().unwrap_or(code_of.get(lang));
            let written = match *key {
                "functions" | "roles" => format!("{key} = [\"{value}\"]"),
                _ => format!("{key} = \"{value}\""),
            };
            match *key {
                "level" | "functions" | "roles" => {
                    let section = if *key == "level" { "level" } else { &key[..key.len() - 1] };
                    say!(
                        lang,
                        "write {written}; redress policy show {section} lists what there is",
                        "应写 {written}，可用代码见 redress policy show {section}"
                    )
                }
                _ => say!(lang, "write {written} in the row of {code}", "在 {code} 行写 {written}"),
            }
        }
        Problem::Lacks { key, .. } => {
            say!(lang, "write {key} = \"CODE\" in the row of {code}", "在 {code} 行写 {key} = \"人员代码\"")
        }
        Problem::Gone { key, .. } => say!(
            lang,
            "write {key} = \"CODE\" of somebody who is in the row of {code}",
            "在 {code} 行将 {key} 改为在任人员的代码"
        ),
        Problem::Same { other, .. } => say!(
            lang,
            "write another person's {other} = \"CODE\" in the row of {code}",
            "在 {code} 行将 {other} 改为另一人的代码"
        ),
        Problem::NotInService { section, key, .. } => say!(
            lang,
            "name somebody who is in {key} of [[{section}]] {code}",
            "在 [[{section}]] {code} 的 {key} 中改写在任人员的代码"
        ),
        Problem::NobodyHas { .. } => say!(
            lang,
            "write functions = [\"{code}\"] in the row of the unit that has it",
            "在承担该职能的单位行写 functions = [\"{code}\"]"
        ),
    }
}

/// What a key of a unit is called.
fn task(key: &str, lang: Lang) -> &str {
    match key {
        "leader" => Two("accountable leader", "第一责任人"),
        "first-contact" => Two("first contact", "第一联系人"),
        "second-contact" => Two("second contact", "第二联系人"),
        _ => return key,
    }
    .get(lang)
}

fn article(cite: &Title, lang: Lang) -> String {
    let cite = cite.get(lang);
    if cite.is_empty() { String::new() } else { say!(lang, " ({cite})", "（{cite}）") }
}
