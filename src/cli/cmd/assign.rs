//! `assign`.

use crate::cli::spec::{CASES, CommandGroup, CommandRun, Spec, flag};
use crate::cli::work::Work;
use crate::domain::gate::Assign;
use crate::text::Two;

/// assign
pub(super) const SPEC: Spec = Spec {
    name: "assign",
    zh: "转办",
    group: CommandGroup::Work,
    about: Two("send cases to a unit, and to a person there", "转办给单位和承办人"),
    more: Two("redress assign 42 --unit taiyuan --person zhang.wei", "redress 转办 42 --unit 太原分行 --person 张伟"),
    flags: &[
        CASES,
        flag("unit", "U", "lead unit", "主办单位"),
        flag("person", "P", "handler", "承办人"),
        flag("assist", "U", "assisting unit", "协办单位").many(),
        flag("form", "FORM", "transfer or supervision", "单据：transfer 转办单、supervision 督办单"),
    ],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(
            input,
            Assign {
                unit: input.text("unit"),
                person: input.text("person"),
                assist: input.many("assist"),
                form: input.text("form"),
            },
        ))
    }),
};
