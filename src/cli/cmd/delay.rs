//! `delay`: explains why an answer is late, and that the complainant was told.

use crate::cli::given::given_text;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Delay;
use crate::text::Two;

const REASON: Flag = flag("reason", "R", "why", "原因").required();
const TOLD: Flag = flag("told", "C", "channel by which the complainant was told", "向投诉人说明的方式（渠道）");
const EXPECTED: Flag = flag("expected", "DATE", "when a result is expected", "预计办结日期");

/// delay
pub(super) const SPEC: Spec = Spec {
    name: "delay",
    zh: "超期说明",
    group: CommandGroup::Work,
    about: Two("explain why it will be late; moves no date", "说明不能按时办结的原因（不改变时限）"),
    more: Two(
        "redress delay 42 --reason \"waiting for the core system's log\" --told phone --expected +3wd",
        "redress 超期说明 42 --reason 等待核心系统日志 --told 电话 --expected +3wd",
    ),
    flags: flags![CASE, REASON, TOLD, EXPECTED],
    run: CommandRun::Work(|input, cx| {
        let expected = cx.when_given(input, EXPECTED)?;
        let reason = given_text(cx, &input.text(REASON))?;
        Ok(Work::one(input, Delay { reason, told: input.text(TOLD), expected }))
    }),
};
