//! `mediate`: sessions of mediation, an agreement or its failure, and whether it was kept.

use super::party::{role, word};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::given::{amount, given_text};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::mediation::RESULTS;
use crate::domain::gate::Mediate;
use crate::text::Two;
use crate::text::names::WordKind;

const RESULT: Flag = arg(
    "result",
    "session|agreed|failed|kept|broken",
    "what happened",
    "session 已调解、agreed 达成、failed 不成、kept 履行、broken 违约",
)
.required();
const PRESENT: Flag<Many> = flag(
    "present",
    "P",
    "who was there: staff, or the role of a party; another name is private",
    "参加人员：本单位人员或当事人身份；其他姓名不入日志",
)
.many();
const AMOUNT: Flag = flag("amount", "N", "agreed: the sum", "达成：金额");
const TERMS: Flag = flag("terms", "TEXT", "agreed: what was agreed", "达成：协议内容");
const DUE: Flag = flag("due", "DATE", "agreed: the day by which it is to be kept", "达成：履行期限");
const REASON: Flag = flag("reason", "R", "failed, broken: why", "不成、违约：原因");
const NOTE: Flag = flag("note", "TEXT", "what was said", "情况");
const PRIVATE: Flag<Switch> =
    switch("private", "the texts hold personal data: keep them out of the log", "文字含个人信息，不写入日志");

/// mediate
pub(super) const SPEC: Spec = Spec {
    name: "mediate",
    zh: "调解",
    group: CommandGroup::Work,
    about: Two(
        "mediation between the sides: sessions, the result, and whether the agreement was kept",
        "登记调解：调解会、结果、协议是否履行",
    ),
    more: Two(
        "redress mediate 42 session --on 2026-11-20 --present complainant --present zhang.wei\nredress mediate 42 agreed --amount 800 --terms \"half of the fee is paid back\" --due +10wd\nredress mediate 42 kept\nThe day of --due is a limit of the case; redress list mediation:agreed finds agreements that are not recorded as kept",
        "redress 调解 42 session --on 2026-11-20 --present 投诉人 --present 张伟\nredress 调解 42 达成 --amount 800 --terms 退还一半费用 --due +10wd\nredress 调解 42 履行\n--due 的日期列为该件的时限；redress 列表 mediation:达成协议 可查尚未登记履行的协议",
    ),
    flags: flags![CASE, RESULT, PRESENT, AMOUNT, TERMS, DUE, REASON, NOTE, PRIVATE],
    run: CommandRun::Work(mediate),
};

fn mediate(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let deadline = cx.when_given(input, DUE)?;
    let text = |flag: Flag| given_text(cx, &input.text(flag));
    let verb = Mediate {
        result: word(WordKind::Mediation, RESULTS, &input.text(RESULT)),
        present: input.many(PRESENT).iter().map(|name| role(name)).collect(),
        amount: amount(input, AMOUNT)?,
        terms: text(TERMS)?,
        deadline,
        reason: text(REASON)?,
        note: text(NOTE)?,
        private: input.on(PRIVATE),
    };
    Ok(Work::one(input, verb))
}
