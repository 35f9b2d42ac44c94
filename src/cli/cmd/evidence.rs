//! `evidence add|return|list`: what was taken in, from whom, and to whom it went back.

use super::party::{count, role};
use crate::cli::action::{self, Action};
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::given::given_text;
use crate::cli::output;
use crate::cli::selection::event_given;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, NOT_PERSONAL, OVERRIDE, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::event::Revealed;
use crate::domain::gate::{AddEvidence, ReturnEvidence};
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::project::HistoryCut;
use crate::report::evidence::evidence;
use crate::say;
use crate::text::Two;

const ACTION: Flag =
    arg("action", "add|return|list", "add, return or list", "add 增加、return 退还、list 列表").required();
const ITEM: Flag = arg("item", "EVENT", "return: which, as list names it: HQ:17", "退还：哪一件，见列表：HQ:17");
const WHAT: Flag = flag("what", "T", "add: what it is", "增加：材料名称");
const FROM: Flag =
    flag("from", "W", "add: from whom: the role of a party; a name is private", "增加：来源：当事人身份；姓名不入日志");
const PLACE: Flag = flag("place", "L", "add: where it was found (private)", "增加：取得地点（不入日志）");
const PIECES: Flag = flag("pieces", "N", "add: how many pieces", "增加：份数");
const PRIVATE: Flag<Switch> =
    switch("private", "add: what it is holds personal data", "增加：材料名称含个人信息，不写入日志");
const TO: Flag = flag(
    "to",
    "W",
    "return: to whom: the role of a party; a name is private",
    "退还：接收人：当事人身份；姓名不入日志",
);
const NOTE: Flag = flag("note", "TEXT", "return: remarks", "退还：备注");
const PURPOSE: Flag = flag(
    "purpose",
    "WHY",
    "list: why private data is looked at; that is put on record",
    "列表：查看个人信息的用途（会记入历史）",
);

/// evidence
pub(super) const SPEC: Spec = Spec {
    name: "evidence",
    zh: "证据",
    group: CommandGroup::Work,
    about: Two("evidence of a case: take it in, give it back, list it", "登记、退还、列出证据材料"),
    more: Two(
        "redress evidence 42 add --what \"till receipt, original\" --from complainant --place \"Yingze Street 8\"\nredress evidence 42 return HQ:17 --to complainant\nredress evidence 42 list --purpose \"hearing\"",
        "redress 证据 42 增加 --what 购物小票原件 --from 投诉人 --place 迎泽大街8号\nredress 证据 42 退还 HQ:17 --to 投诉人\nredress 证据 42 列表 --purpose 调解会",
    ),
    flags: flags![CASE, ACTION, ITEM, WHAT, FROM, PLACE, PIECES, PRIVATE, TO, NOTE, PURPOSE, NOT_PERSONAL, OVERRIDE],
    run: CommandRun::Either { is_work: |input| action::is_work(input, "evidence", ACTIONS), work, plain: list },
};

pub(super) const ACTIONS: &[Action] = &[
    action::work("add", "增加", flags![CASE, WHAT, FROM, PLACE, PIECES, PRIVATE]),
    action::work("return", "退还", flags![CASE, ITEM, TO, NOTE]),
    action::plain("list", "列表", flags![CASE, PURPOSE, NOT_PERSONAL, OVERRIDE]),
];

fn work(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let action = action::chosen(input, "evidence", ACTIONS)?;
    if action == "return" {
        let item = event_given(input, ITEM)?;
        let note = given_text(cx, &input.text(NOTE))?;
        return Ok(Work::one(input, ReturnEvidence { item, to: role(&input.text(TO)), note }));
    }
    let verb = AddEvidence {
        what: given_text(cx, &input.text(WHAT))?,
        from: role(&input.text(FROM)),
        place: input.text(PLACE),
        pieces: count(input, PIECES)?,
        private: input.on(PRIVATE),
    };
    Ok(Work::one(input, verb))
}

fn list(input: &Input, cx: &Context) -> Result<(), CliError> {
    action::chosen(input, "evidence", ACTIONS)?;
    let id = case_names::one(CASE, input, cx)?;
    if cx.project()?.masks(id)? {
        return super::show::masked(id, cx);
    }
    let history = super::show::history(id, HistoryCut::default(), cx)?;
    let purpose = input.one(PURPOSE).filter(|purpose| !purpose.trim().is_empty());
    let texts: Vec<(EventId, Texts)> = match &purpose {
        Some(purpose) => {
            let actor = cx.actor(input)?;
            let mut session = cx.begin(&actor)?;
            let how = Revealed { command: "evidence".into(), ..Revealed::default() };
            session.reveal(&[&history], purpose, how, &actor)?
        }
        None => Vec::new(),
    };
    let events: Vec<_> = history.entries.iter().map(|entry| &entry.event).collect();
    let now = cx.now()?;
    let context = crate::cli::selection::report_context(cx, now.date(), Some(now))?;
    let table = evidence(&history.case, &events, &texts, &context);
    let is_empty = table.rows.is_empty();
    output::table(cx, &table)?;
    if purpose.is_none() && !is_empty {
        output::talk(
            cx,
            &say!(
                cx.lang,
                "names and places are private: --purpose WHY shows them, and puts that on record",
                "姓名和地点属个人信息：加 --purpose 用途 才显示，并记入历史"
            ),
        )?;
    }
    Ok(())
}
