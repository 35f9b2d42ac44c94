//! `verify`: every byte of the log and of the private side, against every hash.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::messages::findings as words;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::log::hash::to_hex;
use crate::project::{Finding, Verified, VerifyReport};
use crate::say;
use crate::text::Two;
use crate::text::words::count;
use serde_json::{Value, json};

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
    flags: &[],
    run: CommandRun::Plain(run),
};

fn run(_: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let bar = super::import::progress_bar(cx);
    let Verified { report, unnamed } = project.verify(&mut |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
    })?;
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
            "损坏：记录 {id} 的内容被抹去，但没有删除个人信息的记录\n"
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
            "{name}：{segments} 段，{events} 条记录，{bytes} 字节，末端 {end}\n"
        ));
    }
    let (private, erased, not_held) = (report.private, report.erased.len(), report.not_held);
    out.push_str(&say!(
        cx.lang,
        "private data: {private} match, {erased} erased, {not_held} not held here\n",
        "个人信息：{private} 条相符，{erased} 条已删除，{not_held} 条不在本机\n"
    ));
    out.push_str(&match sound {
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
    json!({ "sound": sound, "writers": writers, "findings": findings(report, cx), "unnamed_erasures": unnamed,
        "private": { "match": report.private, "erased": report.erased.len(), "not_held": report.not_held } })
}
