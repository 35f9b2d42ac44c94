//! What is said of erasing: what went, what is left and to whom, in both languages.

use crate::cli::messages::message::{Message, told};
use crate::domain::value::id::EventId;
use crate::domain::value::title::Lang;
use crate::log::Leftovers;
use crate::project::Left;
use crate::say;
use crate::text::words::count;

/// An erasing that is on record, and was not carried out to its end.
pub(super) fn open(events: &[EventId], why: &str, lang: Lang) -> Message {
    let names = events.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    told(
        "erasing-open",
        say!(
            lang,
            "the erasing is on record ({names}), but not all of it is carried out: {why}",
            "删除个人信息已登记（{names}），但尚未全部完成：{why}"
        ),
        Some(say!(
            lang,
            "the next write goes on with it; redress verify says what is left",
            "下次写入时继续完成；尚余内容：redress verify"
        )),
    )
}

/// What else was removed of a person; nothing where there was nothing.
#[must_use]
pub fn leftovers(gone: &Leftovers, lang: Lang) -> Option<String> {
    let of = |n: usize, (en, more, zh): (&str, &str, &str)| match (n, lang) {
        (0, _) => None,
        (n, Lang::En) => Some(count(n as u64, en) + more),
        (n, Lang::Zh) => Some(format!("{n} {zh}")),
    };
    let parts: Vec<String> = [
        of(gone.rows, ("row", " that an import had not taken", "行导入未采用的数据")),
        of(gone.drafts, ("draft", "", "份草稿")),
        of(gone.torn, ("unfinished write", " that had been set aside", "段已移开的未写完内容")),
        of(gone.others, ("report", "", "份报告")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let all = parts.join(&say!(lang, ", ", "，"));
    (!parts.is_empty()).then(|| say!(lang, "also removed from this folder: {all}", "同时从本目录删除：{all}"))
}

/// What an erasing leaves for somebody else, or for ever: a line each.
#[must_use]
pub fn left(left: &Left, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (writer, texts) in &left.elsewhere {
        let en_texts = count(*texts as u64, "text");
        lines.push(say!(
            lang,
            "to be done: {en_texts} of it in the log of {writer}: no other desk changes that; its next write erases them, once this history has reached it (if it will never write again: redress desk adopt)",
            "待处理：{writer} 的日志中尚有 {texts} 条文字，其他部门不得改动；该部门收到本历史后，下次写入时删除（若其不再写入：redress desk adopt）"
        ));
    }
    if !left.covered.is_empty() {
        let names = left.covered.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        lines.push(say!(
            lang,
            "to be done: {names}: a key or a source's number there holds personal data; the history's hashes cover it, so that it cannot be erased from this log",
            "待处理：{names} 的键或来件编号含有个人信息，受历史校验值保护，无法从本日志中删除"
        ));
    }
    if !left.named.is_empty() {
        let names = left.named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        lines.push(say!(
            lang,
            "to be done: a text of your own in {names} holds the complainant's name or number: --all erases it with your other texts of the case",
            "待处理：{names} 中本单位填写的文字含投诉人的姓名或号码；加 --all 连同本件其他文字一并删除"
        ));
    }
    if !left.of_others.is_empty() {
        let names = left.of_others.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        lines.push(say!(
            lang,
            "to be done: texts elsewhere in this log name the person: {names}; those of another case go with erase CASE --all, what belongs to no case cannot be erased from this log",
            "待处理：本日志其他记录的文字提及该人：{names}；属于其他投诉件的，用 erase 件号 --all 删除；不属于任何投诉件的，无法从本日志中删除"
        ));
    }
    lines
}
