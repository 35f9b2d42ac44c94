//! `withdraw`: the complainant wishes to withdraw, and what the check of that found.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::{Withdraw, WithdrawalAnswer};
use crate::text::Two;

const REQUESTED: Flag<Switch> =
    switch("requested", "the complainant asked for it; not checked yet", "投诉人提出撤诉，尚未核实");
const VOLUNTARY: Flag<Switch> = switch("voluntary", "checked: of the complainant's own free wish", "已核实：本人自愿");
const COERCED: Flag<Switch> =
    switch("coerced", "checked: under pressure; opens an accountability case", "已核实：受到压力，另立追责件");
const UNVERIFIED: Flag<Switch> = switch("unverified", "it could not be checked", "无法核实");
const REASON: Flag = flag("reason", "R", "the complainant's reason", "撤诉原因");
const CHECKED_BY: Flag = flag("checked-by", "P", "who checked with the complainant", "核实人");

/// withdraw
pub(super) const SPEC: Spec = Spec {
    name: "withdraw",
    zh: "撤诉",
    group: CommandGroup::Work,
    about: Two("record a wish to withdraw, and what checking it gave", "记录撤诉意愿及核实结果"),
    more: Two(
        "redress withdraw 42 --requested --reason \"the money has arrived\"\nredress withdraw 42 --voluntary --reason \"the money has arrived\" --checked-by li.na",
        "redress 撤诉 42 --requested --reason 款项已到账\nredress 撤诉 42 --voluntary --reason 款项已到账 --checked-by 李娜",
    ),
    flags: flags![CASE, REQUESTED, VOLUNTARY, COERCED, UNVERIFIED, REASON, CHECKED_BY],
    run: CommandRun::Work(withdraw),
};

fn withdraw(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let answers = [
        (REQUESTED, WithdrawalAnswer::Requested),
        (VOLUNTARY, WithdrawalAnswer::Voluntary),
        (COERCED, WithdrawalAnswer::Coerced),
        (UNVERIFIED, WithdrawalAnswer::Unverified),
    ];
    let given: Vec<_> = answers.into_iter().filter(|(flag, _)| input.on(*flag)).collect();
    let answer = match given[..] {
        [(_, answer)] => answer,
        [] => {
            let missing = vec!["--requested|--voluntary|--coerced|--unverified".into()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "withdraw".into() }));
        }
        [(first, _), (second, _), ..] => {
            return Err(CliError::Usage(Usage::Conflict { first: first.dashed(), second: second.dashed() }));
        }
    };
    let reason = given_text(cx, &input.text(REASON))?;
    Ok(Work::one(input, Withdraw { answer, reason, checked_by: input.text(CHECKED_BY) }))
}
