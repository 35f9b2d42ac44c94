//! `step`: a step of the policy was done.

use crate::cli::given::{given_text, set};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, arg, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Step;
use crate::text::Two;

const STEP: Flag = arg("step", "STEP", "which step of the policy", "制度中的步骤").required();
const NOTE: Flag = flag("note", "TEXT", "what was found", "情况");
const SET: Flag<Many> = flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many();

/// step
pub(super) const SPEC: Spec = Spec {
    name: "step",
    zh: "步骤",
    group: CommandGroup::Work,
    about: Two("record work that the policy wants done", "记录制度要求的步骤"),
    more: Two(
        "redress step 42 apology --note \"by phone\"\nredress step 42 reread --set result=pass    a spot check ([[spot-check]]) by somebody who did not handle the case; result=fail says why with --note\nSteps: rows [[step]] in redress.toml; redress policy show lists them",
        "redress 步骤 42 向客户道歉 --note 电话致歉\nredress 步骤 42 回复抽查 --set 结果=合格    由未承办该件的人员抽查（[[spot-check]]）；不合格的以 --note 说明\n步骤：redress.toml 的 [[step]]，redress 制度 显示 可查",
    ),
    flags: flags![CASE, STEP, NOTE, SET],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text(NOTE))?;
        Ok(Work::one(input, Step { step: input.text(STEP), note, set: set(input, SET, cx)? }))
    }),
};
