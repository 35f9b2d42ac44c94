//! `search`: a text in the log, and with `--private` on the private side (after it is put on record).

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Failure};
use crate::cli::input::Input;
use crate::cli::reading::{self, OUTPUT, WHERE};
use crate::cli::spec::{Group, NOT_PERSONAL, Run, Spec, arg, flag, switch};
use crate::cli::ui;
use crate::domain::id::CaseId;
use crate::report::list::list;
use crate::text::Two;
use std::collections::BTreeSet;

/// search
pub(super) const SPEC: Spec = Spec {
    name: "search",
    zh: "检索",
    group: Group::LookUp,
    about: Two("find cases by a text in their history", "按文字检索投诉件"),
    more: Two(
        "redress search refund --where received:2026\nredress search 13800138000 --private --purpose \"the caller asks for his case\"",
        "redress 检索 退款 --where received:2026\nredress 检索 13800138000 --private --purpose 来电人查询进度",
    ),
    flags: &[
        arg("text", "TEXT", "the text, as it was written", "要查找的文字").required(),
        WHERE,
        flag("sort", "K,...", "columns to sort by", "排序的列").many(),
        flag("fields", "F,...", "columns to show", "显示的列").many(),
        flag("limit", "N", "at most so many", "最多列出的件数"),
        switch("private", "in private data too; that is put on record", "同时检索个人信息（会记入历史）"),
        flag("purpose", "WHY", "why private data is looked at", "查看个人信息的用途"),
        NOT_PERSONAL,
        OUTPUT,
    ],
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let text = input.text("text");
    let ws = cx.ws()?;
    let mut hits: BTreeSet<CaseId> = ws.search(&text)?;
    if input.on("private") {
        let purpose =
            input.one("purpose").filter(|p| !p.trim().is_empty()).ok_or(CliError::Failed(Failure::NeedsPurpose))?;
        let found = ws.search_private(&text)?;
        if !found.is_empty() {
            // Which cases hold a name is itself private: it is on record before it is said.
            let actor = cx.actor(input)?;
            let mut session = cx.begin(&actor)?;
            session.record_reveal(found.iter().copied().collect(), &purpose, "search", &actor)?;
        }
        hits.extend(found);
    }
    let seen = reading::cases_among(&hits, input, &input.many("where"), cx)?;
    let ask = super::list::ask(input, cx)?;
    let table = list(&seen.cases, &ask, &seen.scene(cx)?).map_err(|e| CliError::Column(Box::new(e)))?;
    ui::table(cx, &table)
}
