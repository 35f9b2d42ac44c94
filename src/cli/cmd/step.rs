//! `step`.

use crate::cli::given::{given_text, set};
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, arg, flag};
use crate::cli::work::Work;
use crate::domain::gate::Step;
use crate::text::Two;

/// step
pub(super) const SPEC: Spec = Spec {
    name: "step",
    zh: "步骤",
    group: CommandGroup::Work,
    about: Two("record work that the policy wants done", "记录制度要求的步骤"),
    more: Two(
        "redress step 42 apology --note \"by phone\"\nSteps: rows [[step]] in redress.toml; redress policy show lists them",
        "redress 步骤 42 向客户道歉 --note 电话致歉\n步骤：redress.toml 的 [[step]]，redress 制度 show 可查",
    ),
    flags: &[
        CASE,
        arg("step", "STEP", "which step of the policy", "制度中的步骤").required(),
        flag("note", "TEXT", "what was found", "情况"),
        flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many(),
    ],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text("note"))?;
        Ok(Work::one(input, Step { step: input.text("step"), note, set: set(input)? }))
    }),
};
