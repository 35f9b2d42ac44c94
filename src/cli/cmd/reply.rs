//! `reply` and `callback`: the answer, and what the complainant says of it afterwards.

use crate::cli::context::Context;
use crate::cli::editor::{self, Edited};
use crate::cli::error::CliError;
use crate::cli::given::{amount, given_text};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{AnyFlag, CASE, Flag, Many, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::{Callback, Reply};
use crate::text::Two;

const TO: Flag<Many> = flag(
    "to",
    "WHOM",
    "complainant, desk, source; without it all that are owed a reply",
    "回复对象：complainant 投诉人、desk 受理部门、source 来件单位；默认为全部应回复者",
)
.many();
const VIA: Flag = flag("via", "C", "channel", "回复渠道");
const FROM: Flag = flag("from", "U", "unit that replies", "回复单位");
const PARTIAL: Flag<Switch> =
    switch("partial", "an assisting unit's part; the lead unit still owes the reply", "协办单位的部分回复");
const RESPONSIBILITY: Flag = flag("responsibility", "CODE", "whose responsibility", "责任认定");
const FINDINGS: Flag = flag("findings", "TEXT", "what it is about and what was found", "投诉事由及调查核实情况");
const STAFF_ACTION: Flag = flag("staff-action", "TEXT", "what is done about those responsible", "对相关责任人处理意见");
const LESSONS: Flag = flag("lessons", "TEXT", "lessons and improvements", "应吸取的教训及整改措施");
const EXPLANATION: Flag =
    flag("explanation", "TEXT", "what was explained, where no fault was found", "解释说明（无责时）");
const SATISFACTION: Flag = flag(
    "satisfaction",
    "S",
    "satisfied, basically, no, unreached or not-applicable",
    "满意程度：satisfied 满意、basically 基本满意、no 不满意、unreached 未联系上、not-applicable 不适用",
);
const HANDLER: Flag =
    flag("handler", "P", "handler named in the reply; the case's if not given", "经办人，默认为承办人");
const PHONE: Flag =
    flag("phone", "T", "the handler's office phone; the directory's if not given", "联系电话，默认取自 directory.toml");
const COMPENSATION: Flag = flag("compensation", "N", "sum paid", "赔付金额");
const CC: Flag<Many> = flag("cc", "U", "unit that gets a copy", "抄报单位").many();
const OUTCOME: Flag = flag("outcome", "O", "outcome", "处理结果");
const EDIT: Flag<Switch> = switch("edit", "write the texts in an editor", "在编辑器中填写");

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
    flags: flags![
        CASE,
        TO,
        VIA,
        FROM,
        PARTIAL,
        RESPONSIBILITY,
        FINDINGS,
        STAFF_ACTION,
        LESSONS,
        EXPLANATION,
        SATISFACTION,
        HANDLER,
        PHONE,
        COMPENSATION,
        CC,
        OUTCOME,
        EDIT
    ],
    run: CommandRun::Work(reply),
};

/// What `--edit` offers.
const FORM: &[AnyFlag] = flags![RESPONSIBILITY, SATISFACTION, OUTCOME, FINDINGS, STAFF_ACTION, LESSONS, EXPLANATION];

fn reply(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let edited = if input.on(EDIT) { editor::form(cx, REPLY.name, input, FORM)? } else { Edited::default() };
    let value = |flag: Flag| match edited.by_name(flag.name) {
        Some(text) => Ok(text),
        None => given_text(cx, &input.text(flag)),
    };
    Ok(Work::one(
        input,
        Reply {
            to: input.many(TO),
            via: input.text(VIA),
            from: input.text(FROM),
            partial: input.on(PARTIAL),
            solved: false,
            responsibility: value(RESPONSIBILITY)?,
            findings: value(FINDINGS)?,
            staff_action: value(STAFF_ACTION)?,
            lessons: value(LESSONS)?,
            explanation: value(EXPLANATION)?,
            satisfaction: value(SATISFACTION)?,
            handler: input.text(HANDLER),
            phone: input.text(PHONE),
            compensation: amount(input, COMPENSATION)?,
            cc: input.many(CC),
            outcome: value(OUTCOME)?,
        },
    ))
}

const RESOLVED: Flag = flag("resolved", "R", "yes, no or unreached", "是否解决：yes 是、no 否、unreached 未联系上");
const SATISFIED: Flag =
    flag("satisfied", "S", "yes, basically or no", "是否满意：yes 满意、basically 基本满意、no 不满意");
const NOTE: Flag = flag("note", "TEXT", "what was said", "内容");

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
    flags: flags![CASE, RESOLVED, SATISFIED, NOTE],
    run: CommandRun::Work(|input, cx| {
        let note = given_text(cx, &input.text(NOTE))?;
        Ok(Work::one(input, Callback { resolved: input.text(RESOLVED), satisfied: input.text(SATISFIED), note }))
    }),
};
