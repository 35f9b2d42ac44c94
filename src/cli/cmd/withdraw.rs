//! `withdraw`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::cli::input::Input;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag, switch};
use crate::cli::work::Work;
use crate::domain::gate::{Withdraw, WithdrawalAnswer};
use crate::text::Two;

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
    flags: &[
        CASE,
        switch("requested", "the complainant asked for it; not checked yet", "投诉人提出撤诉，尚未核实"),
        switch("voluntary", "checked: of the complainant's own free wish", "已核实：本人自愿"),
        switch("coerced", "checked: under pressure; opens an accountability case", "已核实：受到压力，另立追责件"),
        switch("unverified", "it could not be checked", "无法核实"),
        flag("reason", "R", "the complainant's reason", "撤诉原因").required(),
        flag("checked-by", "P", "who checked with the complainant", "核实人"),
    ],
    run: CommandRun::Work(withdraw),
};

fn withdraw(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let answers = [
        ("requested", WithdrawalAnswer::Requested),
        ("voluntary", WithdrawalAnswer::Voluntary),
        ("coerced", WithdrawalAnswer::Coerced),
        ("unverified", WithdrawalAnswer::Unverified),
    ];
    let given: Vec<_> = answers.into_iter().filter(|(name, _)| input.on(name)).collect();
    let answer = match given[..] {
        [(_, answer)] => answer,
        [] => {
            let missing = vec!["--requested|--voluntary|--coerced|--unverified".into()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "withdraw".into() }));
        }
        [(first, _), (second, _), ..] => {
            return Err(CliError::Usage(Usage::Conflict {
                first: format!("--{first}"),
                second: format!("--{second}"),
            }));
        }
    };
    let reason = given_text(cx, &input.text("reason"))?;
    Ok(Work::one(input, Withdraw { answer, reason, checked_by: input.text("checked-by") }))
}
