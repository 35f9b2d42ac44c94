//! `remedy`: what was offered, accepted, paid or refused.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::given::{amount, given_text};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, arg, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::remedy::ACTS;
use crate::domain::gate::Remedy;
use crate::text::Two;
use crate::text::names::WordKind;

const ACT: Flag =
    arg("act", "offer|accept|refuse|pay", "what happened", "offer 提出、accept 接受、refuse 拒绝、pay 支付").required();
const KIND: Flag = flag(
    "kind",
    "K",
    "compensation, refund, apology … (the last offer's, if not given)",
    "赔付方式（默认为最近一次提出的方式）",
);
const AMOUNT: Flag = flag("amount", "N", "the sum (that of the offer, if not given)", "金额（默认为所提出的金额）");
const BASIS: Flag = flag(
    "basis",
    "TEXT",
    "offer, or payment without one: on which policy, contract or finding it rests",
    "提出赔付，或未提出而直接支付：所依据的规定、合同或认定",
);
const NOTE: Flag = flag("note", "TEXT", "remarks", "备注");

/// remedy
pub(super) const SPEC: Spec = Spec {
    name: "remedy",
    zh: "赔付",
    group: CommandGroup::Work,
    about: Two(
        "what the complainant is offered, accepts or refuses, and is given",
        "登记向投诉人提出、被接受或拒绝、已兑现的赔付",
    ),
    more: Two(
        "redress remedy 42 offer --kind refund --amount 120 --basis \"contract, clause 7\"\nredress remedy 42 accept\nredress remedy 42 pay --on 2026-11-20\nreply --compensation is an offer too: it counts as paid until a refusal or a payment is recorded. What was agreed in mediation or awarded on appeal is paid without an offer",
        "redress 赔付 42 提出 --kind 退款退费 --amount 120 --basis 合同第七条\nredress 赔付 42 接受\nredress 赔付 42 支付 --on 2026-11-20\n回复的 --compensation 也是提出赔付：登记拒绝或支付之前视同已付；调解约定的、复查复核裁定的金额无须先提出，直接登记支付",
    ),
    flags: flags![CASE, ACT, KIND, AMOUNT, BASIS, NOTE],
    run: CommandRun::Work(remedy),
};

fn remedy(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let verb = Remedy {
        act: super::party::word(WordKind::Remedy, ACTS, &input.text(ACT)),
        kind: input.text(KIND),
        amount: amount(input, AMOUNT)?,
        basis: given_text(cx, &input.text(BASIS))?,
        note: given_text(cx, &input.text(NOTE))?,
    };
    Ok(Work::one(input, verb))
}
