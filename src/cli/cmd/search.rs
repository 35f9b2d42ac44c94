//! `search`: a text in the log, and with `--private` on the private side (after it is put on record).

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::cli::output;
use crate::cli::selection::{self, WHERE};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, NOT_PERSONAL, OUTPUT, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::event::Revealed;
use crate::domain::value::id::CaseId;
use crate::project::SearchResult;
use crate::say;
use crate::text::Two;

const TEXT: Flag<Many> = arg(
    "text",
    "TEXT",
    "words that must all be there, in any spelling; in quotes a phrase",
    "要查找的词，须全部出现，写法不限；加引号为整句",
)
.many()
.required();
const SORT: Flag<Many> = flag("sort", "K,...", "columns to sort by", "排序的列").many();
const FIELDS: Flag<Many> = flag("fields", "F,...", "columns to show", "显示的列").many();
const LIMIT: Flag = flag("limit", "N", "at most so many", "最多列出的件数");
const PRIVATE: Flag<Switch> =
    switch("private", "in private data too; that is put on record", "同时检索个人信息（会记入历史）");
const PURPOSE: Flag = flag("purpose", "WHY", "why private data is looked at", "查看个人信息的用途");

/// search
pub(super) const SPEC: Spec = Spec {
    name: "search",
    zh: "检索",
    group: CommandGroup::LookUp,
    about: Two("find cases by a text in their history", "按文字检索投诉件"),
    more: Two(
        "redress search refund --where received:2026\nredress search 13800138000 --private --purpose \"the caller asks for his case\"",
        "redress 检索 退款 --where received:2026\nredress 检索 13800138000 --private --purpose 来电人查询进度",
    ),
    flags: flags![TEXT, WHERE, SORT, FIELDS, LIMIT, PRIVATE, PURPOSE, NOT_PERSONAL, OUTPUT],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let private = input.on(PRIVATE);
    let purpose = input.one(PURPOSE).filter(|purpose| !purpose.trim().is_empty());
    if private && purpose.is_none() {
        return Err(CliError::Failed(Failure::NeedsPurpose));
    }
    let project = cx.project()?;
    let text = input.many(TEXT).join(" ");
    let SearchResult { said: mut hits, private: mut found } = project.search(&text, private)?;
    let masked = project.masked()?;
    // Of a restricted case who has no part in it finds the number only.
    hits.retain(|id| !masked.has(*id) || id.to_string().contains(&text));
    if let Some(purpose) = purpose {
        // Which cases hold a name is itself private, and so is that none does: it is on record before it is said.
        let actor = cx.actor(input)?;
        let mut session = cx.begin(&actor)?;
        // That a name stands in a case is private too: who may not see it is not told.
        found = session.revealable(&found, &actor)?;
        let how = Revealed { cases: found.clone(), command: "search".into(), ..Revealed::default() };
        session.record_reveal(how, &purpose, &actor)?;
        hits.extend(found);
        hits.sort_unstable();
        hits.dedup();
    }
    show(&hits, input, cx)?;
    if private && !project.directory.people.is_empty() {
        // Said whatever was found: that something was left out would tell that the word stands there.
        output::talk(
            cx,
            &say!(
                cx.lang,
                "private data was searched in the cases in which you have a part",
                "个人信息仅在您参与办理的投诉件中检索"
            ),
        )?;
    }
    if !private {
        // A part of the answer must not pass for the whole: somebody may be known here by name only.
        output::talk(
            cx,
            &say!(
                cx.lang,
                "names, phones and statements were not searched: --private --purpose WHY does",
                "未检索姓名、电话和投诉内容；如需检索，加 --private --purpose 用途"
            ),
        )?;
    }
    Ok(())
}

/// Shows those of these cases that the terms let through.
fn show(hits: &[CaseId], input: &Input, cx: &Context) -> Result<(), CliError> {
    let terms = input.many(WHERE);
    if super::list::stream(input, &terms, Some(hits), cx)?.is_some() {
        return Ok(());
    }
    let seen = selection::cases_among(hits, input, &terms, cx)?;
    output::table(cx, &super::list::table(&seen, super::list::ask(input, cx)?, input, cx)?)
}
