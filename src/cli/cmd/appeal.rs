//! `appeal`: a reviewing body was turned to, what it decided, and when that was carried out.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::{amount, given_text};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::appeal::DECISIONS;
use crate::domain::gate::Appeal;
use crate::text::Two;
use crate::text::names::WordKind;

const TO: Flag =
    flag("to", "BODY", "lodged with: a unit, or the name of an outside body", "向何处提起：单位或外部机构名称");
const SENT: Flag = flag("sent", "DATE", "when it was lodged (now, if not given)", "提起日期（默认当前）");
const DECISION: Flag = flag(
    "decision",
    "D",
    "upheld, varied, overturned, withdrawn or settled",
    "upheld 维持、varied 变更、overturned 撤销、withdrawn 申请人撤回、settled 和解",
);
const AWARD: Flag = flag("award", "N", "the sum that was awarded", "裁定金额");
const CARRIED_OUT: Flag = flag("carried-out", "DATE", "when the decision was carried out", "决定执行日期");
const NOTE: Flag = flag("note", "TEXT", "the reasons", "理由");

/// appeal
pub(super) const SPEC: Spec = Spec {
    name: "appeal",
    zh: "复查复核",
    group: CommandGroup::Work,
    about: Two(
        "an appeal against the decision: lodged with a reviewing body, decided, carried out",
        "登记复查复核：提起、决定、执行",
    ),
    more: Two(
        "redress appeal 42 --to union --sent 2026-11-20\nredress appeal 42 --decision overturned --award 300\nredress appeal 42 --carried-out 2026-12-01\nWho handled a round of the case does not decide on it; an outside body is named as it is called",
        "redress 复查复核 42 --to 总行工会 --sent 2026-11-20\nredress 复查复核 42 --decision 撤销 --award 300\nredress 复查复核 42 --carried-out 2026-12-01\n经办过该件的人员不得作出决定；外部机构按其名称登记",
    ),
    flags: flags![CASE, TO, SENT, DECISION, AWARD, CARRIED_OUT, NOTE],
    run: CommandRun::Work(appeal),
};

fn appeal(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let day = |flag: Flag| -> Result<_, CliError> {
        input.one(flag).map(|text| cx.when(&flag.dashed(), &text, None)).transpose()
    };
    let (sent, carried_out) = (day(SENT)?, day(CARRIED_OUT)?);
    let (to, decision) = (input.text(TO), input.text(DECISION));
    if [&to, &decision].iter().all(|text| text.trim().is_empty()) && carried_out.is_none() {
        let missing = vec!["--to BODY | --decision D | --carried-out DATE".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "appeal".into() }));
    }
    if sent.is_some() && to.trim().is_empty() {
        let second = if carried_out.is_some() { "--carried-out" } else { "--decision" };
        return Err(CliError::Usage(Usage::Conflict { first: "--sent".into(), second: second.into() }));
    }
    let verb = Appeal {
        to,
        when: sent.or(carried_out),
        decision: super::party::word(WordKind::Appeal, DECISIONS, &decision),
        award: amount(input, AWARD)?,
        carried_out: carried_out.is_some(),
        note: given_text(cx, &input.text(NOTE))?,
    };
    Ok(Work::one(input, verb))
}
