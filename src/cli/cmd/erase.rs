//! `erase`: a person's data goes, and the history still verifies.

use crate::cli::cx::Cx;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::spec::{CASE, Group, NOT_PERSONAL, Run, Spec, flag, switch};
use crate::cli::{ui, work};
use crate::say;
use crate::text::Two;
use serde_json::json;

/// erase
pub(super) const SPEC: Spec = Spec {
    name: "erase",
    zh: "抹除",
    group: Group::Trust,
    about: Two(
        "erase a case's private data for good; the history still verifies",
        "永久抹除投诉件的个人信息，历史仍可核对",
    ),
    more: Two(
        "redress erase 42 --reason \"the complainant asked for it\" --yes\nReaches this folder only: not old backups, snapshots, or git's own history.",
        "redress 抹除 42 --reason 应投诉人要求 --yes\n只作用于本目录，不包括旧备份、快照和 git 历史。",
    ),
    flags: &[
        CASE,
        flag("reason", "R", "why", "理由").required(),
        NOT_PERSONAL,
        switch("all", "the institution's own texts of the case too", "同时抹除本单位填写的文字"),
    ],
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let actor = cx.actor(input)?;
    let mut session = cx.begin(&actor)?;
    let id = work::case_id(&session, &input.text("case"), &actor, cx)?;
    ui::confirm(cx, &say!(cx.lang, "erase the private data of {id} for good?", "永久抹除 {id} 的个人信息？"))?;
    let done = session.erase(id, input.on("all"), &input.text("reason"), &actor)?;
    let (events, files) = (done.events, done.files);
    let record = json!({ "id": id.to_string(), "events": events, "files": files, "not_held": done.not_held });
    if events == 0 {
        ui::talk(cx, &say!(cx.lang, "{id} holds nothing to erase", "{id} 没有可抹除的内容"))?;
    }
    ui::answer(cx, "redress.erase/1", &["id", "events", "files", "not_held"], vec![record], || match events {
        0 => String::new(),
        _ => say!(
            cx.lang,
            "{id} erased: {events} events, {files} files\n",
            "{id} 已抹除：{events} 个事件，{files} 个文件\n"
        ),
    })?;
    if events == 0 {
        return Ok(());
    }
    ui::talk(
        cx,
        &say!(
            cx.lang,
            "this reaches this folder only, not backups, snapshots or git's history",
            "仅作用于本目录，不包括备份、快照和 git 历史"
        ),
    )
}
