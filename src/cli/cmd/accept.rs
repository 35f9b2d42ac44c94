//! `accept`, `decline`, `refer`: a case is taken up, turned away, or passed to whoever is in charge of the matter.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, CASES, Flag, Switch, flag, flags, switch};
use crate::command::work::Work;
use crate::domain::gate::{Accept, Decline, Refer};
use crate::text::Two;

pub(super) const TOLD: Flag =
    flag("told", "C", "channel by which the complainant was told", "告知投诉人的方式（渠道）");

/// accept
pub(super) const ACCEPT: Spec = Spec {
    name: "accept",
    zh: "受理",
    group: CommandGroup::Work,
    about: Two("take cases on", "受理投诉件"),
    more: Two("redress accept 42 43 --told phone", "redress 受理 42 43 --told 电话"),
    flags: flags![CASES, TOLD],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Accept { told: input.text(TOLD) }))),
};

const DECLINE_REASON: Flag = flag("reason", "R", "why: given to the complainant", "理由，须告知投诉人").required();
const AS_ENQUIRY: Flag<Switch> =
    switch("as-enquiry", "it was no complaint: it stays on record as an enquiry", "并非投诉：转为咨询留存");

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
    flags: flags![CASE, DECLINE_REASON, TOLD, AS_ENQUIRY],
    run: CommandRun::Work(|input, _| {
        let as_enquiry = input.on(AS_ENQUIRY);
        Ok(Work::one(input, Decline { reason: input.text(DECLINE_REASON), told: input.text(TOLD), as_enquiry }))
    }),
};

const TO: Flag = flag(
    "to",
    "WHOM",
    "where it goes: a code of the policy's [[outside]], or a name",
    "移送去向：制度 [[outside]] 的代码或名称",
)
.required();
const REASON: Flag = flag("reason", "R", "why", "理由").required();

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
    flags: flags![CASE, TO, REASON, TOLD],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(input, Refer { to: input.text(TO), reason: input.text(REASON), told: input.text(TOLD) }))
    }),
};
