//! `contact`.

use crate::cli::given::given_text;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag};
use crate::cli::work::Work;
use crate::domain::gate::Contact;
use crate::text::Two;

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
    flags: &[
        CASE,
        flag(
            "kind",
            "KIND",
            "ack, first, explain, meeting or chase",
            "ack 告知收到、first 首次联系、explain 解释、meeting 面谈、chase 催办",
        )
        .required(),
        flag("via", "C", "channel", "渠道"),
        flag("note", "TEXT", "what was said", "内容"),
    ],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text("note"))?;
        Ok(Work::one(input, Contact { kind: input.text("kind"), via: input.text("via"), note }))
    }),
};
