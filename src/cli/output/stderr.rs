//! What is said beside the data, on standard error: talk, warnings, errors, what was found wrong.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::messages::{errors, findings};
use crate::log::Recovery;
use crate::project::Project;
use crate::render::{self, Format};
use crate::say;
use serde_json::Value;
use std::io::{self, Write};

/// Says something to the person at the terminal.
///
/// # Errors
/// Never: talk that nobody hears is no failure.
#[expect(clippy::unnecessary_wraps, reason = "many commands end with it")]
pub(crate) fn talk(cx: &Context, text: &str) -> Result<(), CliError> {
    if cx.talks_json() {
        more(cx, text);
    } else if !cx.given.quiet {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
    Ok(())
}

/// Says where the next answer begins. JSON holds it itself; JSON lines are bare records.
///
/// # Errors
/// Never.
pub(crate) fn cursor(cx: &Context, cursor: &str) -> Result<(), CliError> {
    match cx.format() {
        Format::Json => {}
        Format::Jsonl if cx.given.quiet => {}
        Format::Jsonl => object(&serde_json::json!({ "cursor": cursor })),
        _ => return talk(cx, &say!(cx.lang, "cursor: {cursor}", "游标：{cursor}")),
    }
    Ok(())
}

/// Says more, where more was asked for.
fn more(cx: &Context, text: &str) {
    if !cx.given.verbose {
        return;
    }
    if cx.talks_json() {
        object(&serde_json::json!({ "note": text }));
    } else {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Warns: in words, or as an object.
pub(crate) fn warn(cx: &Context, text: &str) {
    if cx.talks_json() {
        object(&serde_json::json!({ "warning": text }));
    } else {
        complain(&say!(cx.lang, "warning: {text}\n", "注意：{text}\n"));
    }
}

/// Errors and warnings: not silenced by `--quiet`.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(crate::text::sanitize::harmless_lines(text).as_bytes());
}

/// An object on standard error, on a line of its own.
pub(crate) fn object(value: &Value) {
    complain(&(render::json::harmless(value) + "\n"));
}

/// Says what went wrong: in words, or as an object.
pub(crate) fn error(cx: &Context, error: &CliError, json: bool) {
    if json && !matches!(error, CliError::Found | CliError::Damage | CliError::Waits | CliError::Unread) {
        object(&errors::object(error, cx));
    } else {
        complain(&errors::text(error, cx));
    }
}

/// Says that what was read is not the whole history, or not as it was written.
pub(crate) fn damage(cx: &Context) {
    let Some(project) = cx.opened() else { return };
    let flaws = project.damage();
    for flaw in &flaws {
        let text = findings::flaw(flaw, cx.lang);
        if cx.talks_json() {
            object(&serde_json::json!({ "warning": text, "damage": findings::object(flaw, cx.lang) }));
        } else {
            complain(&say!(cx.lang, "warning: {text}\n", "注意：{text}\n"));
        }
    }
    if !flaws.is_empty() && !cx.talks_json() {
        complain(&say!(cx.lang, "hint: redress verify\n", "提示：redress verify\n"));
    }
}

/// Says what is wrong in the settings and in the project's files, where that did not end the command.
pub(crate) fn mistakes(cx: &Context) {
    for wrong in &cx.settings.mistakes {
        warn(cx, &errors::mistake(wrong, cx.lang));
    }
    let Some(project) = cx.opened().filter(|project| !project.mistakes().is_empty()) else { return };
    for wrong in project.mistakes() {
        warn(cx, &errors::mistake(wrong, cx.lang));
    }
    let more = if project.stands_in {
        say!(
            cx.lang,
            "the policy that was adopted last stands in; nothing is recorded until this is put right",
            "现按最近一次生效的制度读取；更正之前不登记任何内容"
        )
    } else {
        say!(cx.lang, "nothing is recorded until this is put right", "更正之前不登记任何内容")
    };
    warn(cx, &more);
}

/// Says that what was read has desks of one code, which gave out one number each.
pub(crate) fn clashes(cx: &Context) {
    let Some(project) = cx.opened() else { return };
    for clash in project.seen_clashes() {
        let what = crate::cli::messages::desks::desk_twice(&clash.writers, clash.numbers, &clash.first, cx.lang);
        warn(cx, &what);
    }
}

/// Says what became of the index, where more is wanted to be heard.
pub(crate) fn indexes(cx: &Context, project: &Project) {
    for note in project.index_notes() {
        more(cx, &crate::cli::messages::store::index(&note, cx.lang));
    }
}

/// What was found before a write.
pub(crate) fn recovered(cx: &Context, found: &Recovery) {
    for torn in &found.torn {
        let text = crate::cli::messages::store::torn(torn, cx.lang);
        let _ = talk(cx, &text);
    }
    if found.unnamed > 0 {
        let (lines, en_lines) = (found.unnamed, crate::text::words::count(found.unnamed, "private line"));
        warn(
            cx,
            &say!(
                cx.lang,
                "{en_lines} that no event of this log names: kept where they are, since the log may have gone back (redress verify names them)",
                "有 {lines} 条个人信息没有日志事件指向：日志可能比已确认的少，故原样保留（redress verify 可逐条列出）"
            ),
        );
    }
    if found.head_rebuilt {
        more(
            cx,
            &say!(
                cx.lang,
                "the whole log was checked, because .redress/head was missing",
                "缺少 .redress/head，已核对全部日志"
            ),
        );
    }
}
