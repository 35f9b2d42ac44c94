//! `reply` and `callback`.

use crate::cli::context::Context;
use crate::cli::editor;
use crate::cli::error::CliError;
use crate::cli::given::{amount, given_text};
use crate::cli::input::Input;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag, switch};
use crate::cli::work::Work;
use crate::domain::gate::{Callback, Reply};
use crate::text::Two;

/// reply
pub(super) const REPLY: Spec = Spec {
    name: "reply",
    zh: "回复",
    group: CommandGroup::Work,
    about: Two("answer the complainant and send the form back to the desk", "回复投诉人，并将办理结果报受理部门"),
    more: Two(
        "redress reply 42 --responsibility ours --findings \"the teller was rude\" --staff-action \"talked to\" --lessons \"training\" --satisfaction satisfied --outcome resolved",
        "redress 回复 42 --responsibility 我方责任 --findings 柜员态度生硬 --staff-action 批评教育 --lessons 开展服务培训 --satisfaction 满意 --outcome 已解决",
    ),
    flags: &[
        CASE,
        flag(
            "to",
            "WHOM",
            "complainant, desk, source; without it all that are owed a reply",
            "回复对象：complainant 投诉人、desk 受理部门、source 来件单位；默认为全部应回复者",
        )
        .many(),
        flag("via", "C", "channel", "回复渠道"),
        flag("from", "U", "unit that replies", "回复单位"),
        switch("partial", "an assisting unit's part; the lead unit still owes the reply", "协办单位的部分回复"),
        flag("responsibility", "CODE", "whose responsibility", "责任认定"),
        flag("findings", "TEXT", "what it is about and what was found", "投诉事由及调查核实情况"),
        flag("staff-action", "TEXT", "what is done about those responsible", "对相关责任人处理意见"),
        flag("lessons", "TEXT", "lessons and improvements", "应吸取的教训及整改措施"),
        flag("explanation", "TEXT", "what was explained, where it was not our fault", "解释说明（非我方责任时）"),
        flag(
            "satisfaction",
            "S",
            "satisfied, basically, no, unreached or not-applicable",
            "满意程度：satisfied 满意、basically 基本满意、no 不满意、unreached 未联系上、not-applicable 不适用",
        ),
        flag("handler", "P", "handler named in the reply; the case's if not given", "经办人，默认为承办人"),
        flag(
            "phone",
            "T",
            "the handler's office phone; the directory's if not given",
            "联系电话，默认取自 directory.toml",
        ),
        flag("compensation", "N", "sum paid", "赔付金额"),
        flag("cc", "U", "unit that gets a copy", "抄报单位").many(),
        flag("outcome", "O", "outcome", "处理结果"),
        switch("edit", "write the texts in an editor", "在编辑器中填写"),
    ],
    run: CommandRun::Work(reply),
};

const TEXTS: &[&str] = &["findings", "staff-action", "lessons", "explanation"];

fn reply(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let mut edited = Vec::new();
    if input.on("edit") {
        let mut start = vec![
            ("responsibility", input.text("responsibility")),
            ("satisfaction", input.text("satisfaction")),
            ("outcome", input.text("outcome")),
        ];
        start.extend(TEXTS.iter().map(|t| (*t, input.text(t))));
        edited = editor::form(cx, &REPLY, input, &start)?;
    }
    let value = |name: &str| -> Result<String, CliError> {
        match edited.iter().find(|(known, _)| known == name) {
            Some((_, text)) => Ok(text.clone()),
            None => given_text(cx, &input.text(name)),
        }
    };
    Ok(Work::one(
        input,
        Reply {
            to: input.many("to"),
            via: input.text("via"),
            from: input.text("from"),
            partial: input.on("partial"),
            solved: false,
            responsibility: value("responsibility")?,
            findings: value("findings")?,
            staff_action: value("staff-action")?,
            lessons: value("lessons")?,
            explanation: value("explanation")?,
            satisfaction: value("satisfaction")?,
            handler: input.text("handler"),
            phone: input.text("phone"),
            compensation: amount(input, "compensation")?,
            cc: input.many("cc"),
            outcome: value("outcome")?,
        },
    ))
}

/// callback
pub(super) const CALLBACK: Spec = Spec {
    name: "callback",
    zh: "回访",
    group: CommandGroup::Work,
    about: Two("call the complainant back after the reply", "回访投诉人"),
    more: Two(
        "redress callback 42 --resolved yes --satisfied basically",
        "redress 回访 42 --resolved 是 --satisfied 基本满意",
    ),
    flags: &[
        CASE,
        flag("resolved", "R", "yes, no or unreached", "是否解决：yes 是、no 否、unreached 未联系上").required(),
        flag("satisfied", "S", "yes, basically or no", "是否满意：yes 满意、basically 基本满意、no 不满意"),
        flag("note", "TEXT", "what was said", "内容"),
    ],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text("note"))?;
        Ok(Work::one(input, Callback { resolved: input.text("resolved"), satisfied: input.text("satisfied"), note }))
    }),
};
