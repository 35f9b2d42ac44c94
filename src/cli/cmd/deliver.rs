//! `deliver`: a paper was served, how and on whom.

use super::attach::keep;
use super::party::{role, word};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::given::given_text;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::delivery;
use crate::domain::gate::{Attach, Deliver, Verb};
use crate::text::Two;
use crate::text::names::WordKind;

const DOCUMENT: Flag =
    flag("document", "NUMBER|TEXT", "the number of an issued form, or what the paper is", "文书编号或名称").required();
const TO: Flag = flag("to", "ROLE", "on whom: the role of a party", "受送达人：当事人身份").required();
const HOW: Flag = flag(
    "how",
    "HOW",
    "hand, substitute, post, electronic, left, entrusted or notice",
    "hand 直接、substitute 代收、post 邮寄、electronic 电子、left 留置、entrusted 委托、notice 公告",
)
.required();
const REFUSED: Flag = flag(
    "refused",
    "REASON",
    "it was refused, and why; only a paper that was left then counts as served",
    "拒收事由；除留置外不算送达",
);
const FAILED: Flag<Switch> = switch("failed", "it did not arrive", "未能送达");
const NOTE: Flag = flag("note", "TEXT", "remarks", "备注");
const PROOF: Flag<Many> =
    flag("proof", "FILE", "proof of service, kept as an attachment", "送达凭证，作为附件保存").many();

/// deliver
pub(super) const SPEC: Spec = Spec {
    name: "deliver",
    zh: "送达",
    group: CommandGroup::Work,
    about: Two("record that a paper was served on a party, or refused", "登记文书送达或拒收"),
    more: Two(
        "redress deliver 42 --document HQ-RE-2026-0007 --to complainant --how post --proof receipt.pdf\nredress deliver 42 --document \"notice of the hearing\" --to respondent --how left --refused \"would not sign\"\nA limit may run until a form is served: until = \"delivered:reply\"",
        "redress 送达 42 --document HQ-RE-2026-0007 --to 投诉人 --how 邮寄 --proof 回执.pdf\nredress 送达 42 --document 调解通知 --to 被投诉人 --how 留置 --refused 拒绝签收\n时限可以到文书送达为止：until = \"delivered:reply\"",
    ),
    flags: flags![CASE, DOCUMENT, TO, HOW, REFUSED, FAILED, NOTE, PROOF],
    run: CommandRun::Work(deliver),
};

fn deliver(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let verb = Deliver {
        document: input.text(DOCUMENT),
        to: role(&input.text(TO)),
        how: word(WordKind::Delivery, delivery::HOW, &input.text(HOW)),
        refused: given_text(cx, &input.text(REFUSED))?,
        failed: input.on(FAILED),
        note: given_text(cx, &input.text(NOTE))?,
    };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(verb)];
    let (files, kept) = keep(&input.many(PROOF), input, cx)?;
    if !files.is_empty() {
        chain.push(Box::new(Attach { files }));
    }
    Ok(Work { kept, ..Work::on_cases(input, chain) })
}
