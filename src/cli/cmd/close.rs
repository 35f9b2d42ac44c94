//! `close`: ends a replied case, with its outcome.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASES, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Close;
use crate::text::Two;

const OUTCOME: Flag = flag("outcome", "O", "outcome, where the reply did not give it", "处理结果（回复中未写明时）");

/// close
pub(super) const SPEC: Spec = Spec {
    name: "close",
    zh: "归档",
    group: CommandGroup::Work,
    about: Two("archive cases; nothing closes without an outcome", "归档；没有处理结果不能归档"),
    more: Two("redress close 42 --outcome resolved", "redress 归档 42 --outcome 已解决"),
    flags: flags![CASES, OUTCOME],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Close { outcome: input.text(OUTCOME) }))),
};
