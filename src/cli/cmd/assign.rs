//! `assign`: a unit and a person get the case, on a transfer or a supervision form.

use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASES, Flag, Many, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Assign;
use crate::text::Two;

const UNIT: Flag = flag("unit", "U", "lead unit", "主办单位");
const PERSON: Flag = flag("person", "P", "handler", "承办人");
const ASSIST: Flag<Many> = flag("assist", "U", "assisting unit", "协办单位").many();
const FORM: Flag = flag("form", "FORM", "transfer or supervision", "单据：transfer 转办单、supervision 督办单");

/// assign
pub(super) const SPEC: Spec = Spec {
    name: "assign",
    zh: "转办",
    group: CommandGroup::Work,
    about: Two("send cases to a unit, and to a person there", "转办给单位和承办人"),
    more: Two("redress assign 42 --unit taiyuan --person zhang.wei", "redress 转办 42 --unit 太原分行 --person 张伟"),
    flags: flags![CASES, UNIT, PERSON, ASSIST, FORM],
    run: CommandRun::Work(|input, _| {
        Ok(Work::one(
            input,
            Assign {
                unit: input.text(UNIT),
                person: input.text(PERSON),
                assist: input.many(ASSIST),
                form: input.text(FORM),
            },
        ))
    }),
};
