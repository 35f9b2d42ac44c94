//! What an import says when it is done, or when it is undone, in both languages.

use super::reason;
use crate::domain::guard::GuardNames;
use crate::domain::value::title::Lang;
use crate::import::ImportResult;
use crate::import::difference::{Difference, RecordWords, Why};
use crate::import::runs::{ImportRun, Undone};
use crate::say;
use crate::text::code_names::Names;
use crate::text::words;
use std::collections::BTreeMap;

/// The heading of what columns become.
#[must_use]
pub(crate) fn columns_title(lang: Lang) -> String {
    say!(lang, "What each column becomes", "各列的对应")
}

/// The heading of the cases that a dry run shows.
#[must_use]
pub(crate) fn cases_title(lang: Lang) -> String {
    say!(lang, "The first cases as they would stand", "前几件导入后的情况")
}

/// The heading of the list of imports.
#[must_use]
pub(crate) fn list_title(lang: Lang) -> String {
    say!(lang, "Imports", "历次导入")
}

/// The state of an import.
#[must_use]
pub(crate) fn state(code: &str, lang: Lang) -> String {
    match code {
        "undone" => say!(lang, "undone", "已撤销"),
        "undone-in-part" => say!(lang, "undone in part", "部分撤销"),
        "cut-short" => say!(lang, "cut short", "中断"),
        _ => say!(lang, "done", "完成"),
    }
}

/// A file's name for the record; nothing if the guard finds a person in it.
#[must_use]
pub(crate) fn file_name(name: &str, project: &crate::project::Project) -> String {
    let found = crate::domain::gate::personal(
        "",
        std::iter::once(("file", name)),
        &GuardNames::default(),
        &[],
        &project.directory,
        &project.policy,
    );
    if found.iter().any(|(_, warn)| !warn) { String::new() } else { name.into() }
}

/// Texts of the program that an import puts on record.
#[must_use]
pub(crate) fn on_record(words: &RecordWords<'_>, names: &Names<'_>, lang: Lang) -> String {
    match words {
        RecordWords::Why => say!(lang, "the source says so now", "来源现有变动"),
        RecordWords::Differs(all) => {
            let what = named(all, names, lang);
            say!(lang, "the source differs: {what}", "来源不一致：{what}")
        }
    }
}

fn named(all: &[Difference], names: &Names<'_>, lang: Lang) -> String {
    all.iter().map(|one| what(&one.what, names, lang)).collect::<Vec<_>>().join(&say!(lang, ", ", "、"))
}

/// What differs: a fact, or an act.
fn what(code: &str, names: &Names<'_>, lang: Lang) -> String {
    let verb = crate::domain::gate::VerbRow::find(code).map(|row| row.act.get(lang).to_string());
    let kind = || {
        crate::domain::event::KINDS.iter().find(|(key, _)| *key == code).map(|(_, title)| title.get(lang).to_string())
    };
    verb.or_else(kind).unwrap_or_else(|| names.label(code, lang))
}

/// Why a difference could not be made an act.
#[must_use]
pub(crate) fn why(why: &Why, names: &Names<'_>, lang: Lang) -> String {
    match why {
        Why::NoAct => say!(lang, "is not followed automatically: correct it by hand", "不能自动变更，请手工办理"),
        Why::Hidden => {
            say!(lang, "empty or masked in the file: what is on record stays", "文件中为空或已脱敏，保留在册内容")
        }
        Why::NotCompared => {
            say!(
                lang,
                "what is on record was erased or corrected by hand: compare it by hand",
                "在册内容已删除或已手工更正，请人工核对"
            )
        }
        Why::ChangedHere => say!(lang, "changed here since", "本单位已另行变更"),
        Why::BeforeReopening => say!(
            lang,
            "dated before it was reopened or sent back; counts from then",
            "日期早于重开或退回重办，自重开或退回之时计"
        ),
        Why::Refused(problem) => reason(problem, names, lang),
    }
}

/// How many lines of a list a person reads.
const MOST: usize = 10;

/// What a person should hear though it is done.
#[must_use]
pub(crate) fn heard(done: &ImportResult, names: &Names<'_>, lang: Lang) -> Vec<String> {
    let mut all = Vec::new();
    if done.counts.followed > 0 {
        let cases = words::count(done.counts.followed, "case");
        let n = done.counts.followed;
        all.push(say!(lang, "changed at the source, and followed: {cases}\n", "来源有变动并已跟进：{n} 件\n"));
    }
    if !done.counts.beside.is_empty() {
        let (rows, n) = (words::count(done.counts.beside.len() as u64, "row"), done.counts.beside.len());
        let lines = done.counts.beside.iter().take(MOST).map(ToString::to_string).collect::<Vec<_>>();
        let lines = lines.join(&say!(lang, ", ", "、")) + if n > MOST { " …" } else { "" };
        all.push(say!(
            lang,
            "totals and notes of the table, no cases: {rows} (line {lines})\n",
            "合计行和表尾说明 {n} 行，不作投诉件导入（第 {lines} 行）\n"
        ));
    }
    if !done.kept_private.is_empty() {
        // Fields of one name are one.
        let mut texts: BTreeMap<String, u64> = BTreeMap::new();
        for (text, n) in &done.kept_private {
            *texts.entry(names.label(text, lang)).or_default() += n;
        }
        let one = |(label, n): (&String, &u64)| say!(lang, "{label} {n}", "{label} {n} 处");
        let texts = texts.iter().map(one).collect::<Vec<_>>().join(&say!(lang, ", ", "、"));
        all.push(say!(
            lang,
            "texts that name a person were kept private: {texts}\n",
            "含个人信息的内容已转入个人信息：{texts}\n"
        ));
    }
    if !done.differs.is_empty() {
        let (rows, n) = (words::count(done.differs.len() as u64, "row"), done.differs.len());
        let mut text = say!(
            lang,
            "warning: what cannot be followed, and is noted at the case: {rows}\n",
            "注意：有 {n} 行与投诉件不一致且无法跟进，已在投诉件中注明\n"
        );
        for row in done.differs.iter().take(MOST) {
            let (case, line) = (row.case, row.row);
            let one = |one: &Difference| format!("{} ({})", what(&one.what, names, lang), why(&one.why, names, lang));
            let whats = row.all.iter().map(one).collect::<Vec<_>>().join(&say!(lang, "; ", "；"));
            text += &say!(lang, "  {case} (row {line}): {whats}\n", "  {case}（第 {line} 行）：{whats}\n");
        }
        all.push(text + &more(done.differs.len(), lang));
    }
    if !done.overtaken.is_empty() {
        let (rows, n) = (words::count(done.overtaken.len() as u64, "row"), done.overtaken.len());
        let mut text = say!(
            lang,
            "warning: read before, and a later file of the source was imported since; not followed, though they say something else: {rows}\n",
            "注意：此前已读取，其后又导入过同一来源的新文件；与在册内容不同的 {n} 行未跟进\n"
        );
        for (case, line) in done.overtaken.iter().take(MOST) {
            text += &say!(lang, "  {case} (row {line})\n", "  {case}（第 {line} 行）\n");
        }
        all.push(text + &more(done.overtaken.len(), lang));
    }
    if done.counts.voided > 0 {
        let (rows, n) = (words::count(done.counts.voided, "row"), done.counts.voided);
        all.push(say!(
            lang,
            "note: not taken again, because their cases were voided: {rows}\nhint: after a wrong map, redress import undo RUN --reason R lets an import's rows in again (redress import list names it)\n",
            "说明：有 {n} 行的投诉件已作废，不再导入\n提示：对照表有误时，用 redress 导入 撤销 批次 --reason 理由 后可重新导入（批次见 redress 导入 列表）\n"
        ));
    }
    if done.counts.erased > 0 {
        let (rows, n) = (words::count(done.counts.erased, "row"), done.counts.erased);
        all.push(say!(
            lang,
            "note: not compared and not followed, because the private data of their cases was erased: {rows}\n",
            "说明：有 {n} 行的投诉件已删除个人信息，无从比对，来源的变动不再跟进\n"
        ));
    }
    if !done.gone.is_empty() {
        let (cases, n) = (words::count(done.gone.len() as u64, "case"), done.gone.len());
        let ids: Vec<String> = done.gone.iter().take(MOST).map(ToString::to_string).collect();
        let ids = ids.join(" ");
        let first = say!(
            lang,
            "warning: not in the file any more, and left as they are: {cases}\n  {ids}\n",
            "注意：有 {n} 件已不在文件中，保持原状：\n  {ids}\n"
        );
        all.push(first + &more(done.gone.len(), lang));
    }
    all
}

fn more(all: usize, lang: Lang) -> String {
    match all.saturating_sub(MOST) {
        0 => String::new(),
        n => say!(lang, "  … and {n} more (--json lists all)\n", "  …… 另有 {n} 项（--json 列出全部）\n"),
    }
}

/// `--fail-if-rejected` found rows that cannot be taken.
#[must_use]
pub(crate) fn nothing_taken(count: u64, named: bool, lang: Lang) -> String {
    let rows = words::count(count, "row");
    let first =
        say!(lang, "error: {rows} cannot be taken, so nothing was\n", "错误：有 {count} 行不能导入，全部未导入\n");
    let hint = say!(lang, "hint: --rejects FILE lists what and why\n", "提示：--rejects 文件 可列出各行及原因\n");
    if named { first } else { first + &hint }
}

/// Asks before an import is undone.
#[must_use]
pub(crate) fn undo_question(run: &str, lang: Lang) -> String {
    say!(
        lang,
        "undo import {run}: void its cases that nobody has worked on, and erase their private data?",
        "撤销导入 {run}：作废其中无人办理过的投诉件，并删除其个人信息？"
    )
}

/// What undoing an import came to.
#[must_use]
pub(crate) fn undone(done: &Undone, run: &ImportRun, dry: bool, lang: Lang) -> String {
    let (cases, n, id) = (words::count(done.cases.len() as u64, "case"), done.cases.len(), run.id);
    match dry {
        true => say!(lang, "would be: import {id} undone, {cases} voided\n", "试运行：撤销导入 {id}，将作废 {n} 件\n"),
        false if n == 0 && done.before > 0 => {
            let (erased, all) = (done.before - done.kept.len().min(done.before), done.before);
            let (cases, of) = (words::count(erased as u64, "case"), words::count(all as u64, "case"));
            say!(
                lang,
                "import {id} was undone before, {of} voided: the private data of {cases} is erased\n",
                "导入 {id} 此前已撤销（作废 {all} 件），其中 {erased} 件的个人信息已删除\n"
            )
        }
        false if n == 0 => {
            say!(
                lang,
                "import {id} is not undone: none of its cases could be voided\n",
                "导入 {id} 未撤销：没有可作废的件\n"
            )
        }
        false => say!(
            lang,
            "import {id} undone: {cases} voided; their rows may be imported again\n",
            "已撤销导入 {id}：作废 {n} 件，其各行可重新导入\n"
        ),
    }
}

/// What undoing an import left.
#[must_use]
pub(crate) fn undo_left(done: &Undone, lang: Lang) -> Vec<String> {
    let list = |all: &[crate::domain::value::id::CaseId]| {
        all.iter().take(MOST).map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let mut lines = Vec::new();
    if !done.left.is_empty() {
        let (ids, cases, n) = (list(&done.left), words::count(done.left.len() as u64, "case"), done.left.len());
        lines.push(
            say!(
                lang,
                "warning: left as they are, because they have been worked on since, by hand or by a later import: {cases}\n  {ids}\n",
                "注意：其后已有办理或后续导入的变动，保持原状 {n} 件：\n  {ids}\n"
            ) + &more(n, lang),
        );
    }
    if !done.followed.is_empty() {
        let (ids, n) = (list(&done.followed), done.followed.len());
        let cases = words::count(n as u64, "case");
        lines.push(
            say!(
                lang,
                "warning: what the import recorded in cases that were known before stands: {cases}; redress log CASE shows it, and redress revoke EVENT takes an act back\n  {ids}\n",
                "注意：本次导入在 {n} 件已有投诉件中的记录仍然有效；用 redress 日志 编号 查看，用 redress 撤销 记录号 逐条撤销：\n  {ids}\n"
            ) + &more(n, lang),
        );
    }
    if !done.kept.is_empty() {
        let (ids, cases, n) = (list(&done.kept), words::count(done.kept.len() as u64, "case"), done.kept.len());
        lines.push(
            say!(
                lang,
                "warning: private data not erased yet: {cases}; once that is approved, redress erase CASE --reason R\n  {ids}\n",
                "注意：尚未删除个人信息 {n} 件；审批后用 redress 删除个人信息 编号 --reason 理由\n  {ids}\n"
            ) + &more(n, lang),
        );
    }
    lines
}

/// A first map was written.
#[must_use]
pub(crate) fn suggested(map: &str, file: &str, lang: Lang) -> String {
    say!(
        lang,
        "{map} written: read and correct it, then redress import {file} --map {map} --dry-run",
        "已写入 {map}：请核对修改，再运行 redress 导入 {file} --map {map} --dry-run"
    )
}
