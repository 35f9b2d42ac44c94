//! `approve`.

use crate::cli::given::given_text;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, arg, flag};
use crate::cli::work::Work;
use crate::domain::gate::Approve;
use crate::text::Two;

/// approve
pub(super) const SPEC: Spec = Spec {
    name: "approve",
    zh: "审批",
    group: CommandGroup::Work,
    about: Two("give a consent that is needed", "审批"),
    more: Two(
        "redress approve 42 backdate --note \"papers came late\"\nApprovals: rows [[approval]] in redress.toml; redress policy show lists them",
        "redress 审批 42 补录审批 --note 材料晚到\n审批事项：redress.toml 的 [[approval]]，redress 制度 show 可查",
    ),
    flags: &[
        CASE,
        arg("what", "WHAT", "which approval of the policy", "制度中的审批事项").required(),
        flag("note", "TEXT", "under what conditions", "意见"),
    ],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text("note"))?;
        Ok(Work::one(input, Approve { what: input.text("what"), note }))
    }),
};
