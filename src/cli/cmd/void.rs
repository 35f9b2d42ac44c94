//! `void`: a registration that is none, a test or a mistake.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Void;
use crate::text::Two;

const KIND: Flag = flag("kind", "KIND", "test or mistake", "test 测试、mistake 误登记").required();
const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// void
pub(super) const SPEC: Spec = Spec {
    name: "void",
    zh: "作废",
    group: CommandGroup::Work,
    about: Two("not a case at all; its number stays", "作废；编号保留"),
    more: Two("redress void 42 --kind test --reason \"training\"", "redress 作废 42 --kind 测试 --reason 培训演示"),
    flags: flags![CASE, KIND, REASON],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Void { kind: input.text(KIND), reason: input.text(REASON) }))),
};
