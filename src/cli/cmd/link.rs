//! `link` and `unlink`: cases that are duplicates, repeats or otherwise related.

use crate::cli::case_names;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, arg, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::{Link, Unlink};
use crate::text::Two;

const OTHER: Flag = arg("other", "OTHER", "the other case", "另一件").required();
const KIND: Flag = flag(
    "kind",
    "KIND",
    "duplicate, repeat, related, accountability or incident",
    "duplicate 重复、repeat 再次投诉、related 相关、accountability 追责、incident 突发事件",
)
.required();

/// link
pub(super) const LINK: Spec = Spec {
    name: "link",
    zh: "关联",
    group: CommandGroup::Work,
    about: Two("link a case to another", "关联投诉件"),
    more: Two("redress link 42 17 --kind duplicate", "redress 关联 42 17 --kind 重复"),
    flags: flags![CASE, OTHER, KIND],
    run: CommandRun::Work(|input, cx| {
        Ok(Work::one(input, Link { other: case_names::one(OTHER, input, cx)?, kind: input.text(KIND) }))
    }),
};

const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// unlink
pub(super) const UNLINK: Spec = Spec {
    name: "unlink",
    zh: "解除关联",
    group: CommandGroup::Work,
    about: Two("take a link back", "解除关联"),
    more: Two(
        "redress unlink 42 17 --reason \"not the same complaint\"",
        "redress 解除关联 42 17 --reason 并非同一事由",
    ),
    flags: flags![CASE, OTHER, REASON],
    run: CommandRun::Work(|input, cx| {
        Ok(Work::one(input, Unlink { other: case_names::one(OTHER, input, cx)?, reason: input.text(REASON) }))
    }),
};
