//! What a check of the bytes found, in both languages.

use super::desks;
use super::system::system;
use crate::domain::value::title::Lang;
use crate::log::finding::FindingKind;
use crate::log::line::Malformed;
use crate::log::{Finding, World};
use crate::project::Flaw;
use crate::say;
use crate::text::words;
use serde_json::{Value, json};
use std::io;

/// What `verify` found, in a line.
#[must_use]
pub fn finding(found: &Finding, lang: Lang) -> String {
    let place = match found.line {
        0 => found.file.display().to_string(),
        line => say!(lang, "{}, line {line}", "{} 第 {line} 行", found.file.display()),
    };
    let what = match (&found.kind, found.line) {
        // Which of two lines was changed nobody can tell where each states a hash that another follows from.
        (FindingKind::Hash { stated, computed }, line @ 2..) => {
            let before = line - 1;
            say!(
                lang,
                "its hash says {stated}, but its bytes and line {before} give {computed}: one of the two was changed",
                "校验值为 {stated}，按本行与第 {before} 行计算应为 {computed}：两行之一被改动"
            )
        }
        _ => kind(&found.kind, lang),
    };
    match found.world {
        World::Damage => say!(lang, "damage: {place}: {what}", "损坏：{place}：{what}"),
        World::GoneBack => say!(lang, "gone back: {place}: {what}", "比已确认的少：{place}：{what}"),
        World::Unread => say!(lang, "not looked at: {place}: {what}", "未核对：{place}：{what}"),
        World::Waits => say!(lang, "to be done: {place}: {what}", "待处理：{place}：{what}"),
        World::Notice => say!(lang, "note: {place}: {what}", "注意：{place}：{what}"),
    }
}

/// What is wrong with what was read, in a line.
#[must_use]
pub fn flaw(flaw: &Flaw, lang: Lang) -> String {
    let found = finding(&flaw.finding, lang);
    match flaw.case {
        Some(case) => say!(
            lang,
            "what is shown of {case} is not as it was recorded; {found}",
            "{case} 所示内容与登记时不符；{found}"
        ),
        None => say!(lang, "what is shown is not the whole history; {found}", "所示内容并不完整；{found}"),
    }
}

/// The same for scripts.
#[must_use]
pub fn object(flaw: &Flaw, lang: Lang) -> Value {
    let Flaw { finding: found, case } = flaw;
    json!({ "world": world_code(found.world), "kind": kind_code(&found.kind), "file": found.file, "line": found.line,
        "case": case.map(|case| case.to_string()), "message": finding(found, lang) })
}

/// The code of a world, for scripts.
#[must_use]
pub fn world_code(world: World) -> &'static str {
    match world {
        World::Notice => "notice",
        World::Waits => "waits",
        World::Unread => "unread",
        World::GoneBack => "gone-back",
        World::Damage => "damage",
    }
}

/// The code of what was found, for scripts.
#[must_use]
pub fn kind_code(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::NotUtf8 => "not-utf8",
        FindingKind::Malformed(_) => "malformed",
        FindingKind::Hash { .. } => "hash",
        FindingKind::Next => "next",
        FindingKind::NoLines { .. } => "no-lines",
        FindingKind::Header { .. } => "header",
        FindingKind::Form { .. } => "form",
        FindingKind::Order { .. } => "order",
        FindingKind::More { .. } => "more",
        FindingKind::Said => "said",
        FindingKind::TextOrSaidMissing => "text-or-said-missing",
        FindingKind::Unfinished { .. } => "unfinished",
        FindingKind::SegmentMissing { .. } => "segment-missing",
        FindingKind::SegmentTwice { .. } => "segment-twice",
        FindingKind::MonthGoesBack { .. } => "month-goes-back",
        FindingKind::Short { .. } => "short",
        FindingKind::Forgotten { .. } => "forgotten",
        FindingKind::OtherAtHead { .. } => "other-at-head",
        FindingKind::PrivateDiffers => "private-differs",
        FindingKind::PrivateGone { .. } => "private-gone",
        FindingKind::PrivateOrphan => "private-orphan",
        FindingKind::PrivateTwice => "private-twice",
        FindingKind::AttachmentMissing => "attachment-missing",
        FindingKind::AttachmentDiffers => "attachment-differs",
        FindingKind::PaperMissing => "paper-missing",
        FindingKind::PaperDiffers => "paper-differs",
        FindingKind::DeskTwice { .. } => "desk-twice",
        FindingKind::Stray => "stray",
        FindingKind::Body => "body",
        FindingKind::NotUnderstood => "not-understood",
        FindingKind::SnapshotDiffers => "snapshot-differs",
        FindingKind::SnapshotMissing => "snapshot-missing",
        FindingKind::Open { .. } => "open",
        FindingKind::NotErased => "not-erased",
        FindingKind::NamesPerson => "names-person",
        FindingKind::NotRead { .. } => "not-read",
    }
}

fn malformed(how: Malformed, lang: Lang) -> String {
    match how {
        Malformed::Start => say!(lang, "it is no event of this log", "不是日志中的事件"),
        Malformed::NoHash => say!(lang, "the line has no hash", "该行没有校验值"),
        Malformed::AfterHash => say!(lang, "something else than a text follows the hash", "校验值之后不是文字"),
        Malformed::Salt => say!(lang, "its text is cut short or has no salt", "文字不完整或缺少盐值"),
    }
}

/// How many lines of a commit are to come.
fn count(lines: Option<u32>, lang: Lang) -> String {
    lines.map_or_else(|| say!(lang, "none", "无"), |n| n.to_string())
}

fn kind(kind: &FindingKind, lang: Lang) -> String {
    match kind {
        FindingKind::NotUtf8 => say!(lang, "not UTF-8", "不是 UTF-8"),
        FindingKind::Malformed(how) => malformed(*how, lang),
        FindingKind::Hash { stated, computed } => say!(
            lang,
            "its hash says {stated}, but its bytes and the line before give {computed}",
            "校验值为 {stated}，按本行与上一行计算应为 {computed}"
        ),
        FindingKind::Next => say!(
            lang,
            "the line after it does not follow from it: one of the two was changed",
            "下一行的校验值与本行不符：两行之一被改动"
        ),
        FindingKind::NoLines { lines, how } => {
            let how = malformed(*how, lang);
            say!(lang, "{lines} lines from here on, each: {how}", "自此起共 {lines} 行，均为：{how}")
        }
        FindingKind::Header { key } => {
            say!(lang, "the header's {key} does not fit the folder or the project", "首行的 {key} 与所在目录或项目不符")
        }
        FindingKind::Form { form } => say!(
            lang,
            "written in form {form} of the log, which this version of redress does not know",
            "采用第 {form} 版日志格式，此版本的 redress 无法识别"
        ),
        FindingKind::Order { n, after } => say!(lang, "number {n} after {after}", "编号 {n} 出现在 {after} 之后"),
        FindingKind::More { expected, found } => {
            let (expected, found) = (count(*expected, lang), count(*found, lang));
            say!(
                lang,
                "lines of the commit to come: {expected} expected, {found} found",
                "本次提交的后续行数应为 {expected}，实为 {found}"
            )
        }
        FindingKind::Said => {
            say!(lang, "its text is not what was said, and is not erased", "文字与摘要不符，且并非删除个人信息所致")
        }
        FindingKind::TextOrSaidMissing => {
            say!(lang, "a text without its digest, or a digest without its text", "文字与摘要缺一")
        }
        FindingKind::Unfinished { bytes } => {
            let en_bytes = words::count(*bytes, "byte");
            say!(
                lang,
                "{en_bytes} of a write that was not finished; the next write sets that aside",
                "有 {bytes} 字节未写完，下次写入时会移开"
            )
        }
        FindingKind::SegmentMissing { number } => say!(lang, "segment {number} is missing", "缺少第 {number} 段"),
        FindingKind::SegmentTwice { number } => say!(lang, "there are two segments {number}", "第 {number} 段重复"),
        FindingKind::MonthGoesBack { after } => say!(lang, "its month lies before that of {after}", "月份早于 {after}"),
        FindingKind::Short { expected, found } => {
            let en_expected = words::count(*expected, "byte");
            say!(lang, "of {en_expected} acknowledged, {found} are there", "已确认 {expected} 字节，现有 {found} 字节")
        }
        FindingKind::Forgotten { n, hash } => say!(
            lang,
            "events up to number {n} were acknowledged here once, and are not in this log (the last has the hash {hash})",
            "曾确认至第 {n} 号记录，现日志中没有（末行校验值 {hash}）"
        ),
        FindingKind::OtherAtHead { expected } => say!(
            lang,
            "the line that was acknowledged last ({expected}) is another one now",
            "最后确认的一行（{expected}）已变"
        ),
        FindingKind::PrivateDiffers => {
            say!(
                lang,
                "private data is not what its digest says, and is not erased",
                "个人信息与摘要不符，且并非删除所致"
            )
        }
        FindingKind::PrivateGone { lines: 1 } => {
            say!(lang, "private data that was recorded here is gone", "本机登记的个人信息已不存在")
        }
        FindingKind::PrivateGone { lines } => {
            say!(
                lang,
                "{lines} lines of private data that were recorded here are gone",
                "本机登记的 {lines} 条个人信息已不存在"
            )
        }
        FindingKind::PrivateOrphan => say!(lang, "private data that no event names", "没有事件指向此条个人信息"),
        FindingKind::PrivateTwice => say!(lang, "the same private line twice", "个人信息重复"),
        FindingKind::AttachmentMissing => say!(lang, "the attached file is not there", "附件不在原处"),
        FindingKind::AttachmentDiffers => {
            say!(lang, "the attached file is not the one that was attached", "附件内容与登记时不一致")
        }
        FindingKind::PaperMissing => say!(lang, "the issued paper is not there", "已出具的材料不在原处"),
        FindingKind::PaperDiffers => {
            say!(lang, "the paper is not the one that was issued", "材料内容与出具时不一致")
        }
        FindingKind::DeskTwice { writers, numbers, first } => desks::desk_twice(writers, *numbers, first, lang),
        FindingKind::Stray => say!(lang, "does not belong here: nothing names it", "不应出现在此处：没有记录指向它"),
        FindingKind::Body => {
            say!(lang, "its digest holds, and what it says cannot be read", "校验相符，但内容无法识别")
        }
        FindingKind::NotUnderstood => say!(
            lang,
            "an event that this version does not understand; its case is left out of figures",
            "此版本不能理解的事件；该件不计入统计"
        ),
        FindingKind::SnapshotDiffers => {
            say!(lang, "the policy in it is not the one that its name says", "其中的制度与文件名不符")
        }
        FindingKind::SnapshotMissing => {
            say!(lang, "the policy that decided cases is not there", "据以办理投诉件的制度文件不在原处")
        }
        FindingKind::Open { mode } => say!(
            lang,
            "others may look into it (mode {mode:o}); it should be its owner's, or its group's, only",
            "他人可以查看（权限 {mode:o}）；应只限所有者或所属组"
        ),
        FindingKind::NotErased => {
            say!(lang, "it was to be erased, and is still there", "已决定删除，但内容仍在")
        }
        FindingKind::NamesPerson => say!(
            lang,
            "its text names somebody whose private data was erased: redress erase CASE --all erases it; what belongs to no case stays",
            "文字中仍有已删除个人信息者的姓名或号码：redress 删除个人信息 编号 --all 一并删除；不属于任何投诉件的无法删除"
        ),
        FindingKind::NotRead { why } => system(&io::Error::from(*why), lang),
    }
}
