//! What is said of desks that are restored, copied, or took one code.

use crate::cli::messages::message::{Message, told};
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::domain::value::title::Lang;
use crate::log::WriterName;
use crate::say;
use crate::text::words;
use std::path::Path;

/// Several writers took one desk code.
#[must_use]
pub fn desk_twice(writers: &[WriterName], numbers: usize, first: &[impl ToString], lang: Lang) -> String {
    let desk = writers.first().map(|writer| writer.desk().to_string()).unwrap_or_default();
    let all = writers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let first = first.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    match numbers {
        0 => say!(
            lang,
            "several desks took the same code {desk} ({all}): one of them must take another (redress desk new CODE) before numbers of cases are given out twice",
            "多个部门使用同一代码 {desk}（{all}）：请让其中之一改用其他代码（redress desk new 代码），以免投诉件编号重复"
        ),
        _ => {
            let en_numbers = words::count(numbers as u64, "case number");
            say!(
                lang,
                "several desks took the same code {desk} ({all}) and gave out {en_numbers} twice: each case is shown by itself ({first}), and nothing more is recorded in them (redress help backup)",
                "多个部门使用同一代码 {desk}（{all}），有 {numbers} 个投诉件编号重复：各件分别列出（{first}），且不能再登记（见 redress help backup）"
            )
        }
    }
}

/// Another writer has this code.
pub(super) fn taken(desk: &str, lang: Lang) -> Message {
    told(
        "desk-taken",
        say!(lang, "desk {desk} writes here already", "部门 {desk} 已在此登记"),
        Some(say!(
            lang,
            "redress desk lists the desks; each writer needs a code of its own, or numbers of cases would clash",
            "各部门列表：redress desk；每个部门须有自己的代码，否则投诉件编号会重复"
        )),
    )
}

/// Nothing is recorded in a case whose number another has.
pub(super) fn shared(id: CaseId, cases: &[CaseId], lang: Lang) -> Message {
    let (plain, names) = (id.plain(), cases.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let one = if id.is_shared() { id } else { cases.first().copied().unwrap_or(id) };
    told(
        "number-given-twice",
        say!(
            lang,
            "{plain} was given out by several desks of one code ({names}): nothing is recorded in such a case",
            "{plain} 由代码相同的多个部门重复编号（{names}）：不能在此类投诉件上登记"
        ),
        Some(say!(
            lang,
            "one of the two folders takes another code (redress desk new CODE), and what is still open is registered there again (redress intake --repeat-of {one}); redress show reads both as they are",
            "请让其中一个目录改用其他代码（redress desk new 代码），并将未办结的重新登记（redress 登记 --repeat-of {one}）；两件均可用 redress 查看 阅读"
        )),
    )
}

/// A desk has given out all numbers of a year.
pub(super) fn no_number_left(desk: DeskCode, year: u16, lang: Lang) -> Message {
    told(
        "no-number-left",
        say!(lang, "desk {desk} has no case number left in {year}", "部门 {desk} 在 {year} 年的投诉件编号已用尽"),
        Some(say!(
            lang,
            "redress desk new CODE gives this folder a desk whose numbers begin at 1; nothing was recorded",
            "用 redress desk new 代码 为本目录建立新的部门，编号从 1 开始；未登记任何内容"
        )),
    )
}

/// What it means to go on from a log that is behind what was acknowledged.
#[must_use]
pub fn losing((event, case): (EventId, Option<CaseId>), lang: Lang) -> String {
    let (en_cases, zh_cases) = match case {
        Some(case) => (format!(" and cases up to {case}"), format!("、投诉件至 {case}")),
        None => Default::default(),
    };
    say!(
        lang,
        "{event}{en_cases} were acknowledged here once, and this log does not hold that: to adopt means to go on from it as it is, without what came after. The numbers are not given out again, and verify and status go on telling. If a newer copy is anywhere, bring that back instead (redress help backup)",
        "此处曾确认至记录 {event}{zh_cases}，现有日志并不包含：接替即从现有日志继续，其后的内容不再找回。已用的编号不会再次使用，verify 和 status 会一直提示。若别处尚有较新的副本，请先取回（见 redress help backup）"
    )
}

/// A group that is not known here.
pub(super) fn no_group(name: &str, lang: Lang) -> Message {
    told(
        "no-group",
        say!(lang, "there is no group {name} on this machine", "本机没有组 {name}"),
        Some(say!(lang, "getent group lists them", "getent group 列出各组")),
    )
}

/// A file of settings that a program cannot change.
pub(super) fn not_edited(path: &Path, lang: Lang) -> Message {
    told(
        "not-edited",
        say!(
            lang,
            "{} is not written as this program writes it, and was not changed",
            "{} 的写法与本程序不同，未作改动",
            path.display()
        ),
        Some(say!(
            lang,
            "write shared = \"group\" beside the project's id, under [project], and run redress desk share again",
            "请在 [project] 下项目标识 id 旁写 shared = \"group\"，再运行 redress desk share"
        )),
    )
}
