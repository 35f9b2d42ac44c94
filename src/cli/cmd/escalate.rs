//! `escalate` and `supervise`.

use crate::cli::spec::{CASE, Group, Run, Spec, flag};
use crate::cli::work::Work;
use crate::domain::decide::{Escalate, Supervise};
use crate::text::Two;

/// escalate
pub(super) const ESCALATE: Spec = Spec {
    name: "escalate",
    zh: "上报",
    group: Group::Work,
    about: Two("take a case up to a higher level", "上报上级"),
    more: Two(
        "redress escalate 42 --to branch-1 --reason \"the customer went to the press\"",
        "redress 上报 42 --to 一级分行 --reason 客户已联系媒体",
    ),
    flags: &[
        CASE,
        flag("to", "LEVEL", "level of the policy's ladder", "上报至哪一级").required(),
        flag("reason", "R", "why", "理由").required(),
    ],
    run: Run::Work(|input, _| {
        let (to, reason) = (input.text("to"), input.text("reason"));
        Ok(Work::one(input, Escalate { to, reason, rule: String::new() }))
    }),
};

/// supervise
pub(super) const SUPERVISE: Spec = Spec {
    name: "supervise",
    zh: "督办",
    group: Group::Work,
    about: Two("put a case under supervision", "督办"),
    more: Two("redress supervise 42 --reason \"second complaint\"", "redress 督办 42 --reason 再次投诉"),
    flags: &[CASE, flag("reason", "R", "why", "理由").required()],
    run: Run::Work(|input, _| Ok(Work::one(input, Supervise { reason: input.text("reason") }))),
};
