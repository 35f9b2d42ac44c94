//! `delay`.

use crate::cli::given::given_text;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag};
use crate::cli::work::Work;
use crate::domain::gate::Delay;
use crate::text::Two;

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
    flags: &[
        CASE,
        flag("reason", "R", "why", "原因").required(),
        flag("told", "C", "channel by which the complainant was told", "向投诉人说明的方式（渠道）"),
        flag("expected", "DATE", "when a result is expected", "预计办结日期"),
    ],
    run: CommandRun::Work(|input, cx| {
        let expected = match input.one("expected") {
            Some(text) => Some(cx.when("--expected", &text, None)?),
            None => None,
        };
        let reason = given_text(cx, &input.text("reason"))?;
        Ok(Work::one(input, Delay { reason, told: input.text("told"), expected }))
    }),
};
