//! `reopen`: an ended case begins another round.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Reopen;
use crate::text::Two;

const REASON: Flag = flag(
    "reason",
    "R",
    "our error, a failed call-back, a bounced referral, an appealed decline",
    "理由：我方差错、回访未解决、移送被退、对不予受理有异议",
)
.required();

/// reopen
pub(super) const SPEC: Spec = Spec {
    name: "reopen",
    zh: "重开",
    group: CommandGroup::Work,
    about: Two("open an ended case again, as a new round with its own limits", "重开已结案件，进入新一轮办理"),
    more: Two("redress reopen 42 --reason \"the call-back failed\"", "redress 重开 42 --reason 回访未解决"),
    flags: flags![CASE, REASON],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Reopen { reason: input.text(REASON) }))),
};
