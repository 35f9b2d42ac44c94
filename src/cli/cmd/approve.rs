//! `approve`: a second person consents to what a rule does not let one person do.

use crate::cli::given::{given_text, set};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, arg, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Approve;
use crate::text::Two;

const WHAT: Flag = arg("what", "WHAT", "which approval of the policy", "制度中的审批事项").required();
const NOTE: Flag = flag("note", "TEXT", "under what conditions", "意见");
const SET: Flag<Many> = flag(
    "set",
    "KEY=VALUE",
    "exempt: measure=on-time or satisfied, ground=G",
    "考核剔除：指标=on-time 或 satisfied，事由=代码",
)
.many();

/// approve
pub(super) const SPEC: Spec = Spec {
    name: "approve",
    zh: "审批",
    group: CommandGroup::Work,
    about: Two("give a consent that is needed", "审批"),
    more: Two(
        "redress approve 42 backdate --note \"papers came late\"\nredress approve 42 exempt --set measure=satisfied --set ground=unreasonable    the round does not count in that rate, and is printed beside it\nApprovals: rows [[approval]] in redress.toml; redress policy show lists them",
        "redress 审批 42 补录审批 --note 材料晚到\nredress 审批 42 考核剔除 --set 指标=满意率 --set 事由=不合理诉求    本轮不计入该比率，另行列出\n审批事项：redress.toml 的 [[approval]]，redress 制度 显示 可查",
    ),
    flags: flags![CASE, WHAT, NOTE, SET],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text(NOTE))?;
        Ok(Work::one(input, Approve { what: input.text(WHAT), note, set: set(input, SET, cx)? }))
    }),
};
