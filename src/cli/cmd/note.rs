//! `note`: a remark that decides nothing, or a private one.

use crate::cli::given::given_text;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Switch, arg, flags, switch};
use crate::command::work::Work;
use crate::domain::gate::Note;
use crate::text::Two;

const TEXT: Flag =
    arg("text", "TEXT|-|@FILE", "the note; `-` reads standard input", "内容；“-”从标准输入读取").required();
const PRIVATE: Flag<Switch> =
    switch("private", "it holds personal data: keep it out of the log", "含个人信息，不写入日志");

/// note
pub(super) const SPEC: Spec = Spec {
    name: "note",
    zh: "备注",
    group: CommandGroup::Work,
    about: Two("write a note", "写备注"),
    more: Two("redress note 42 \"the recording was asked for\"", "redress 备注 42 已调取录音"),
    flags: flags![CASE, TEXT, PRIVATE],
    run: CommandRun::Work(|input, cx| {
        let text = given_text(cx, &input.text(TEXT))?;
        Ok(Work::one(input, Note { text, private: input.on(PRIVATE), ..Note::default() }))
    }),
};
