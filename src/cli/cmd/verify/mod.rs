//! `verify`: every byte of the log and of the private side, against every hash.

mod asked;

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::messages::findings as words;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, flag, flags};
use crate::command::input::Input;
use crate::log::hash::to_hex;
use crate::project::{Finding, SegmentName, Verified, VerifyReport, WriterName};
use crate::say;
use crate::text::Two;
use crate::text::words::count;
use asked::Asked;
use serde_json::{Value, json};

const PART: Flag = flag(
    "part",
    "K/N",
    "only the K-th of N parts: all N together check everything",
    "只核对 N 份中的第 K 份，N 份合起来即全部",
);
const MAX: Flag = flag(
    "max",
    "TIME",
    "stop after this time: 90s, 10m, 2h; each day begins elsewhere",
    "用时上限：90s、10m、2h；每天从不同处开始",
);
const WRITER: Flag = flag("writer", "W", "only this writer's log: HQ-3fa9c2d1", "只核对该写入方的记录：HQ-3fa9c2d1");
const SINCE: Flag = flag(
    "since",
    "HEAD",
    "only from an end that is known: the hash that verify or desk list named, a cursor, or HEAD, the last that was acknowledged here",
    "只核对已知末行以后的内容：verify 或 desk list 所列的校验值、游标，或 HEAD（本机最后确认处）",
);

/// verify
pub(super) const SPEC: Spec = Spec {
    name: "verify",
    zh: "校验",
    group: CommandGroup::Trust,
    about: Two("prove that the history is unchanged", "核对历史未被改动"),
    more: Two(
        "exit code 6 if anything is damaged or the log has gone back, 74 if something could not be read and was not looked at, 7 if something waits for a person",
        "有损坏或日志比已确认的少时退出码为 6，有内容无法读取、未核对时为 74，须由人处理时为 7",
    ),
    flags: flags![PART, MAX, WRITER, SINCE],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let asked = Asked::read(input, cx)?;
    let is_over = || asked.is_over();
    let scope = asked.scope(&is_over);
    let bar = super::import::progress_bar(cx);
    let Verified { report, unnamed } = project.verify(
        &mut |p| {
            bar.set_length(p.total);
            bar.set_position(p.done);
        },
        &scope,
    )?;
    bar.finish_and_clear();
    let unnamed: Vec<String> = unnamed.iter().map(ToString::to_string).collect();
    let sound = report.is_sound() && unnamed.is_empty();
    let mut records = vec![object(&report, &unnamed, sound, cx)];
    if !cx.is_json() {
        records = findings(&report, cx);
    }
    let keys = ["world", "kind", "file", "line", "message"];
    output::answer(cx, "redress.verify/1", &keys, records, || text(&report, &unnamed, sound, cx))?;
    match (sound, report.is_partial(), report.waits()) {
        (false, ..) => Err(CliError::Damage),
        (true, true, _) => Err(CliError::Unread),
        (true, false, true) => Err(CliError::Waits),
        (true, false, false) => Ok(()),
    }
}

fn text(report: &VerifyReport, unnamed: &[String], sound: bool, cx: &Context) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&(words::finding(finding, cx.lang) + "\n"));
    }
    for id in unnamed {
        out.push_str(&say!(
            cx.lang,
            "damage: the data of event {id} was blanked, but no erased event names it\n",
            "损坏：记录 {id} 的内容被删除，但没有删除个人信息的记录\n"
        ));
    }
    for writer in &report.writers {
        let (name, segments, events, bytes) = (writer.writer, writer.segments, writer.events, writer.bytes);
        let (en_segments, en_events) = (count(segments.into(), "segment"), count(events, "event"));
        let en_bytes = count(bytes, "byte");
        let end = writer.end.as_ref().map_or(String::new(), |m| to_hex(&m.hash.0));
        out.push_str(&say!(
            cx.lang,
            "{name}: {en_segments}, {en_events}, {en_bytes}, ends {end}\n",
            "{name}：{segments} 段，{events} 条记录，{bytes} 字节，末行校验值 {end}\n"
        ));
    }
    let (private, erased, not_held) = (report.private, report.erased.len(), report.not_held);
    out.push_str(&say!(
        cx.lang,
        "private data: {private} match, {erased} erased, {not_held} not held here\n",
        "个人信息：{private} 条相符，{erased} 条已删除，{not_held} 条不在本机\n"
    ));
    let left = &report.looked.left;
    if !left.is_empty() {
        let (segments, of) = (report.looked.segments, count(report.looked.of.into(), "segment"));
        let (zh_of, runs) = (report.looked.of, runs(left).join(Two(", ", "、").get(cx.lang)));
        out.push_str(&say!(
            cx.lang,
            "looked at {segments} of {of}; not looked at: {runs}\n",
            "共 {zh_of} 段，已核对 {segments} 段；未核对：{runs}\n"
        ));
    }
    out.push_str(&match sound {
        true if !left.is_empty() => say!(cx.lang, "what was looked at is unchanged\n", "已核对的部分未被改动\n"),
        true if report.is_partial() => say!(
            cx.lang,
            "what could be looked at is unchanged; the rest was not looked at\n",
            "已核对的内容未被改动；其余部分未核对\n"
        ),
        true => say!(cx.lang, "the history is unchanged\n", "历史未被改动\n"),
        false => say!(cx.lang, "the history has been changed or damaged\n", "历史被改动或损坏\n"),
    });
    out
}

/// Segments as runs of each writer: `HQ-3fa9c2d1 2026-01.0001..2026-03.0004`.
fn runs(left: &[(WriterName, SegmentName)]) -> Vec<String> {
    let mut runs: Vec<(WriterName, SegmentName, SegmentName)> = Vec::new();
    for (writer, segment) in left {
        match runs.last_mut() {
            Some((known, _, last)) if known == writer && last.number() + 1 == segment.number() => *last = *segment,
            _ => runs.push((*writer, *segment, *segment)),
        }
    }
    let shown = |(writer, first, last): &(WriterName, SegmentName, SegmentName)| match first == last {
        true => format!("{writer} {first}"),
        false => format!("{writer} {first}..{last}"),
    };
    runs.iter().map(shown).collect()
}

fn findings(report: &VerifyReport, cx: &Context) -> Vec<Value> {
    let one = |f: &Finding| {
        let message = words::finding(f, cx.lang);
        json!({ "world": words::world_code(f.world), "kind": words::kind_code(&f.kind), "file": f.file, "line": f.line, "message": message })
    };
    report.findings.iter().map(one).collect()
}

fn object(report: &VerifyReport, unnamed: &[String], sound: bool, cx: &Context) -> Value {
    let writers: Vec<Value> = report
        .writers
        .iter()
        .map(|w| {
            let end = w.end.as_ref();
            json!({ "writer": w.writer.to_string(), "segments": w.segments, "events": w.events, "bytes": w.bytes,
                "end": end.map(|m| to_hex(&m.hash.0)), "n": end.map(|m| m.n) })
        })
        .collect();
    let left: Vec<Value> = report
        .looked
        .left
        .iter()
        .map(|(writer, segment)| json!({ "writer": writer.to_string(), "segment": segment.to_string() }))
        .collect();
    let looked = json!({ "segments": report.looked.segments, "of": report.looked.of, "not_looked_at": left });
    json!({ "sound": sound, "looked": looked, "writers": writers, "findings": findings(report, cx), "unnamed_erasures": unnamed,
        "private": { "match": report.private, "erased": report.erased.len(), "not_held": report.not_held } })
}
