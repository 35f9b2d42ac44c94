//! `return` and `rework`: a unit sends a case back, or an answer is sent back to it.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::{Return, Rework};
use crate::text::Two;

const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// return
pub(super) const RETURN: Spec = Spec {
    name: "return",
    zh: "退回",
    group: CommandGroup::Work,
    about: Two("the unit sends a case back to the desk", "承办单位退回受理部门"),
    more: Two("redress return 42 --reason \"the customer is Datong's\"", "redress 退回 42 --reason 属大同分行客户"),
    flags: flags![CASE, REASON],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Return { reason: input.text(REASON) }))),
};

/// rework
pub(super) const REWORK: Spec = Spec {
    name: "rework",
    zh: "重办",
    group: CommandGroup::Work,
    about: Two("the desk sends a result back to be done again", "退回重办"),
    more: Two("redress rework 42 --reason \"nobody asked the teller\"", "redress 重办 42 --reason 未向柜员核实"),
    flags: flags![CASE, REASON],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Rework { reason: input.text(REASON) }))),
};
