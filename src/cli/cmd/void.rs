//! `void`.

use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag};
use crate::cli::work::Work;
use crate::domain::gate::Void;
use crate::text::Two;

/// void
pub(super) const SPEC: Spec = Spec {
    name: "void",
    zh: "作废",
    group: CommandGroup::Work,
    about: Two("not a case at all; its number stays", "作废；编号保留"),
    more: Two("redress void 42 --kind test --reason \"training\"", "redress 作废 42 --kind 测试 --reason 培训演示"),
    flags: &[
        CASE,
        flag("kind", "KIND", "test or mistake", "test 测试、mistake 误登记").required(),
        flag("reason", "R", "why", "理由").required(),
    ],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(input, Void { kind: input.text("kind"), reason: input.text("reason") }))
    }),
};
