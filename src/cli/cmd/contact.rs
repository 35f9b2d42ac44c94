//! `contact`: a contact with the complainant, or an attempt at one.

use crate::cli::given::given_text;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, flag, flags};
use crate::command::work::Work;
use crate::domain::gate::Contact;
use crate::text::Two;

const KIND: Flag = flag(
            "kind",
            "KIND",
            "ack, first, explain, meeting or attempt (not reached); from the complainant: chase (asks again), dispute (of the result)",
            "ack 告知收到、first 首次联系、explain 解释、meeting 面谈、attempt 联系未果；来自投诉人：chase 催办、dispute 对结果有异议",
        )
        .required();
const VIA: Flag = flag("via", "C", "channel", "渠道");
const NOTE: Flag = flag("note", "TEXT", "what was said", "内容");

/// contact
pub(super) const SPEC: Spec = Spec {
    name: "contact",
    zh: "联系",
    group: CommandGroup::Work,
    about: Two("words with the complainant short of a reply", "记录与投诉人的联系"),
    more: Two(
        "redress contact 42 --kind first --via phone --note \"explained the procedure\"",
        "redress 联系 42 --kind 首次联系 --via 电话 --note 已告知处理流程",
    ),
    flags: flags![CASE, KIND, VIA, NOTE],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text(NOTE))?;
        Ok(Work::one(input, Contact { kind: input.text(KIND), via: input.text(VIA), note }))
    }),
};
