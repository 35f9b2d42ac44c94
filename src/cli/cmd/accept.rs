//! `accept`, `decline`, `refer`.

use crate::cli::spec::{CASE, CASES, CommandGroup, CommandRun, Spec, flag};
use crate::cli::work::Work;
use crate::domain::gate::{Accept, Decline, Refer};
use crate::text::Two;

const TOLD: crate::cli::spec::Flag =
    flag("told", "C", "channel by which the complainant was told", "告知投诉人的方式（渠道）");

/// accept
pub(super) const ACCEPT: Spec = Spec {
    name: "accept",
    zh: "受理",
    group: CommandGroup::Work,
    about: Two("take cases on", "受理投诉件"),
    more: Two("redress accept 42 43 --told phone", "redress 受理 42 43 --told 电话"),
    flags: &[CASES, TOLD],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Accept { told: input.text("told") }))),
};

/// decline
pub(super) const DECLINE: Spec = Spec {
    name: "decline",
    zh: "不予受理",
    group: CommandGroup::Work,
    about: Two("do not take a case on, and say why", "不予受理，并说明理由"),
    more: Two(
        "redress decline 42 --reason \"no fault was found\" --told phone",
        "redress 不予受理 42 --reason \"经核查无过失\" --told 电话",
    ),
    flags: &[CASE, flag("reason", "R", "why: given to the complainant", "理由，须告知投诉人").required(), TOLD],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(input, Decline { reason: input.text("reason"), told: input.text("told") }))
    }),
};

/// refer
pub(super) const REFER: Spec = Spec {
    name: "refer",
    zh: "移送",
    group: CommandGroup::Work,
    about: Two("send a case to whom it concerns", "移送有权处理的单位"),
    more: Two(
        "redress refer 42 --to \"market supervision\" --reason \"not ours to decide\"",
        "redress 移送 42 --to 市场监督管理局 --reason 不属本单位职权",
    ),
    flags: &[
        CASE,
        flag(
            "to",
            "WHOM",
            "where it goes: a code of the policy's [[outside]], or a name",
            "移送去向：制度 [[outside]] 的代码或名称",
        )
        .required(),
        flag("reason", "R", "why", "理由").required(),
        TOLD,
    ],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(input, Refer { to: input.text("to"), reason: input.text("reason"), told: input.text("told") }))
    }),
};
