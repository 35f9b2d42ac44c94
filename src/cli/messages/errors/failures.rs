//! Words of what could not be done for a reason of its own.

use crate::cli::error::Failure;
use crate::cli::messages::errors::template;
use crate::cli::messages::message::{Message, told};
use crate::domain::value::title::Lang;
use crate::say;
use crate::text::command_names::named;

/// A word or a flag that a command does not take there; the flag with which it does, if any.
pub(super) fn extra(given: &str, command: &str, flag: &str, lang: Lang) -> Message {
    let hint = if given.starts_with("--") {
        say!(lang, "redress {command} --help shows what it takes", "用法：redress {command} --help")
    } else if !flag.is_empty() {
        format!("redress {command} … {flag} \"{given}\"")
    } else {
        say!(
            lang,
            "put a text of several words in quotes; redress {command} --help",
            "多个词的文字请加引号；用法：redress {command} --help"
        )
    };
    let text = say!(lang, "{} does not take “{given}” here", "命令 {} 此处不接受“{given}”", named(command, lang));
    told("unexpected", text, Some(hint))
}

pub(super) fn told_of(failure: &Failure, lang: Lang) -> Message {
    match failure {
        Failure::Stopped => {
            told("stopped", say!(lang, "stopped; nothing was recorded", "已中止，未登记任何内容"), None)
        }
        Failure::NeedsTerminal => told(
            "needs-terminal",
            say!(lang, "@ stands for the last case at a terminal only", "@ 只能在终端中代表上一件投诉件"),
            Some(say!(lang, "give the case's number", "请给出投诉件编号")),
        ),
        Failure::BinaryToTerminal => told(
            "binary",
            say!(lang, "xlsx and docx do not go to a terminal", "xlsx 和 docx 不能输出到终端"),
            Some("-o FILE.xlsx, -o FILE.docx".into()),
        ),
        Failure::NeedsPurpose => told(
            "needs-purpose",
            say!(
                lang,
                "private data is shown only with a purpose, which is put on record",
                "查看个人信息须说明用途，用途会记入历史"
            ),
            Some("--purpose \"…\"".into()),
        ),
        Failure::NotConfirmed { what } => told(
            "not-confirmed",
            say!(lang, "nobody said yes to: {what}", "未确认：{what}"),
            Some(say!(lang, "--yes answers it; nothing was changed", "可用 --yes 确认；未做任何改动")),
        ),
        Failure::Editor { command } => told(
            "editor",
            say!(
                lang,
                "the editor {command} ended with an error; nothing was recorded",
                "编辑器 {command} 异常退出，未登记任何内容"
            ),
            None,
        ),
        Failure::Map { file, message } => told(
            "map",
            format!("{file}: {message}"),
            Some(say!(lang, "redress help files describes maps", "对照表写法：redress help files")),
        ),
        Failure::Import { file, line: 0, problem, hint } => told("import", format!("{file}: {problem}"), hint.clone()),
        Failure::Import { file, line, problem, hint } => {
            told("import", format!("{file}:{line}: {problem}"), hint.clone())
        }
        Failure::Template(wrong) => template::told_of(wrong, lang),
        Failure::NoMail(why) => template::no_mail(*why, lang),
        Failure::Said { message } => told("failed", message.clone(), None),
    }
}

/// A document that does not have the tables that a format needs.
pub(super) fn tables(format: &str, tables: usize, lang: Lang) -> Message {
    let message = match tables {
        0 => say!(lang, "{format} holds tables, and this document has none", "{format} 只能输出表格，而本文档没有表格"),
        _ => say!(
            lang,
            "{format} holds one table, and this document has {tables}",
            "{format} 只能输出一个表格，而本文档有 {tables} 个"
        ),
    };
    let instead = match tables {
        0 => "--format docx|html|markdown|txt".into(),
        _ => say!(
            lang,
            "-o FILE.xlsx has a sheet for each; or --format docx|html|markdown|txt",
            "-o 文件.xlsx（每个表格一张工作表），或 --format docx|html|markdown|txt"
        ),
    };
    told("tables", message, Some(instead))
}
