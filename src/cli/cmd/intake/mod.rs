//! `intake`: registers a case, and does in one breath what goes with it.

mod mail;

use super::accept::TOLD;
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::editor::{self, Edited};
use crate::cli::error::{CliError, Usage};
use crate::cli::given::{amount_of, given_text, set};
use crate::cli::private_file;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::fact_type::{GivenFact, GivenForm};
use crate::domain::case::registered::{GivenFacts, REGISTERED};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::{Accept, Assign, Close, Intake, LinkIncident, Reply, Verb};
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Lang;
use crate::text::Two;

const TITLE: Flag = flag("title", "TEXT", "what it is about, without personal data", "标题（不写个人信息）");
const CHANNEL: Flag = flag("channel", "C", "channel by which it came", "投诉渠道");
const CATEGORY: Flag = flag("category", "C", "category", "投诉类别");
const NATURE: Flag = flag("nature", "N", "complaint, suggestion, enquiry …", "性质：投诉、意见建议、咨询等");
const STATEMENT: Flag =
    flag("statement", "TEXT|-|@FILE", "the complainant's own words (private)", "投诉内容，投诉人原话（不入日志）");
const DEMAND: Flag = flag("demand", "TEXT", "what the complainant wants (private)", "诉求（不入日志）");
const FROM: Flag = flag(
    "from",
    "FILE|-",
    "private data from a file (name: …, phone: …): keeps it out of ps and history",
    "从文件读取个人信息（name: …、phone: …），不出现在命令行",
);
const NAME: Flag = flag("name", "N", "complainant's name (private)", "投诉人姓名（不入日志）");
const PHONE: Flag = flag("phone", "P", "complainant's phone (private)", "投诉人电话（不入日志）");
const EMAIL: Flag = flag("email", "E", "complainant's e-mail (private)", "投诉人电子邮箱（不入日志）");
const ADDRESS: Flag = flag("address", "A", "complainant's address (private)", "投诉人地址（不入日志）");
const ID_NUMBER: Flag = flag("id-number", "I", "complainant's identity number (private)", "投诉人证件号码（不入日志）");
const PLACE: Flag = flag("place", "L", "where it happened (private)", "发生地点（不入日志）");
const ANONYMOUS: Flag<Switch> = switch("anonymous", "the complainant gave no name", "匿名");
const RESTRICTED: Flag<Switch> = switch(
    "restricted",
    "shown only to those who take part in it: title, texts and who is complained about stay out of the log",
    "限制查看：只向参与办理的人员显示；标题、文字、被投诉人和被投诉单位不入日志",
);
const RECEIVED: Flag = flag("received", "WHEN", "when it was received, if earlier", "收到时间（早于登记时）");
const RECEIVED_BY: Flag = flag("received-by", "U", "unit that first heard it", "首问受理单位");
const TAKEN_BY: Flag = flag("taken-by", "P", "person who first heard it", "首问受理人");
const AGAINST: Flag = flag("against", "U", "unit complained about", "被投诉单位");
const RESPONDENT: Flag<Many> = flag("respondent", "P", "person complained about", "被投诉人").many();
const OWNER: Flag = flag("owner", "U", "unit whose customer it is", "客户归属单位");
const AMOUNT: Flag = flag("amount", "N", "sum in question", "涉及金额");
const SOURCE: Flag = flag("source", "S", "who passed it on", "来件单位");
const SOURCE_REF: Flag = flag("source-ref", "REF", "the source's own number", "来件编号");
const SOURCE_DUE: Flag = flag("source-due", "DATE", "when the source wants its answer", "来件要求答复日期");
const REPEAT_OF: Flag = flag("repeat-of", "CASE", "complained about before in this case", "再次投诉：原投诉件");
const CAUSE: Flag<Many> = flag("cause", "C", "cause", "原因").many();
const CAUSE_SAID: Flag<Many> = flag("cause-said", "C", "cause as the complainant says it", "投诉人所述原因").many();
const TAG: Flag<Many> = flag("tag", "T", "tag", "标签").many();
const SET: Flag<Many> = flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many();
const ACCEPT: Flag<Switch> = switch("accept", "accept it at once", "同时受理");
const UNIT: Flag = flag("unit", "U", "accept it and assign it to this unit", "同时受理并转办该单位");
const PERSON: Flag = flag("person", "P", "and to this person", "及承办人");
const SOLVED: Flag = flag("solved", "TEXT", "settled on the spot: reply and close too", "当场解决：同时回复并归档");
const INCIDENT: Flag = flag("incident", "EVENT", "it is about this incident: HQ:17", "涉及的突发事件，如 HQ:17");
const ANSWER: Flag =
    flag("answer", "CODE", "an enquiry: give this standard answer and close", "咨询：以该标准答复回复并归档");
const MAIL: Flag = flag(
    "mail",
    "FILE|-",
    "register an e-mail message: sender and text private, files attached; see docs/mail.md",
    "登记一封电子邮件：发件人和正文不入日志，附件一并保存；见 docs/mail.md",
);
const EDIT: Flag<Switch> = switch("edit", "write the texts in an editor", "在编辑器中填写");

/// intake
pub(super) const SPEC: Spec = Spec {
    name: "intake",
    zh: "登记",
    group: CommandGroup::Work,
    about: Two("register a case; only a title is needed", "登记投诉件；只需标题"),
    more: Two(
        "redress intake --title \"Rude at the counter\" --channel phone --category attitude --name \"Wang Xiaoming\" --phone 13800138000 --statement \"…\"\nredress intake --title \"Queue number lost\" --category error --solved \"a new one was given\"",
        "redress 登记 --title 柜台服务态度 --channel 电话 --category 服务态度 --name 王小明 --phone 13800138000 --statement \"…\"\nredress 登记 --title 叫号单遗失 --category 工作失误 --solved 已补发",
    ),
    flags: flags![
        TITLE,
        CHANNEL,
        CATEGORY,
        NATURE,
        STATEMENT,
        DEMAND,
        FROM,
        NAME,
        PHONE,
        EMAIL,
        ADDRESS,
        ID_NUMBER,
        PLACE,
        ANONYMOUS,
        RESTRICTED,
        RECEIVED,
        RECEIVED_BY,
        TAKEN_BY,
        AGAINST,
        RESPONDENT,
        OWNER,
        AMOUNT,
        SOURCE,
        SOURCE_REF,
        SOURCE_DUE,
        REPEAT_OF,
        CAUSE,
        CAUSE_SAID,
        TAG,
        SET,
        ACCEPT,
        TOLD,
        UNIT,
        PERSON,
        SOLVED,
        INCIDENT,
        ANSWER,
        MAIL,
        EDIT
    ],
    run: CommandRun::Work(intake),
};

fn intake(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let mail = match input.one(MAIL).map(|path| mail::read(&path, input, cx)).transpose()? {
        Some(mail::Become::Other(work)) => return Ok(*work),
        Some(mail::Become::Case(taken)) => Some(taken),
        None => None,
    };
    let form = flags![TITLE, CHANNEL, CATEGORY, NAME, PHONE, STATEMENT, DEMAND];
    let edited = if input.on(EDIT) { editor::form(cx, SPEC.name, input, form)? } else { Edited::default() };
    let of_mail = |name: &str| {
        let values = mail.as_ref().map(|taken| taken.values.as_slice()).unwrap_or_default();
        values.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let value =
        |name: &str| edited.by_name(name).or_else(|| input.by_name().one(name)).unwrap_or_else(|| of_mail(name));
    let when = |name: &str| -> Result<_, CliError> {
        input.by_name().one(name).map(|text| cx.when(&format!("--{name}"), &text, None)).transpose()
    };
    let mut private = match input.one(FROM) {
        Some(path) => private_file::read(cx, &path)?,
        None => Texts::default(),
    };
    for name in PRIVATE {
        let given = value(&name.replace('_', "-"));
        // The words of a message are no `@FILE`.
        let is_given = mail.is_none() || input.by_name().one(name).is_some();
        let text = if *name == "statement" && is_given { given_text(cx, &given)? } else { given };
        if !text.is_empty() {
            private_file::once(&private, name)?;
        }
        private.set(name, text);
    }
    let repeat_of = match input.one(REPEAT_OF) {
        Some(_) => Some(case_names::one(REPEAT_OF, input, cx)?),
        None => None,
    };
    let answer = answer(input, cx)?;
    let title = match (value(TITLE.name), &answer) {
        (title, Some((name, _))) if title.is_empty() => name.clone(),
        (title, _) => title,
    };
    if title.trim().is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing: vec![TITLE.shown()], command: "intake".into() }));
    }
    let mut facts = GivenFacts { fields: set(input, SET, cx)?, ..GivenFacts::default() };
    for fact in REGISTERED {
        let flag = fact.flag();
        let given = match fact.form {
            GivenForm::Text => GivenFact::Text(value(&flag)),
            GivenForm::List => GivenFact::List(input.by_name().many(&flag)),
            GivenForm::Flag => GivenFact::Flag(input.by_name().on(&flag)),
            GivenForm::Money => GivenFact::Money(amount_of(&flag, input.by_name().one(&flag))?),
            GivenForm::Time => GivenFact::Time(when(&flag)?),
        };
        (fact.give)(&mut facts, given);
    }
    if answer.is_some() && facts.nature.is_empty() {
        facts.nature = "enquiry".into();
    }
    let incident = input.one(INCIDENT).map(|id| super::incident::named(&id, cx)).transpose()?;
    match &incident {
        Some(incident) if facts.category.is_empty() => facts.category = incident.category.to_string(),
        Some(_) => {}
        None => {
            let said = ["statement", "place"].map(|key| private.get(key).unwrap_or_default().to_string());
            super::incident::offer(&[&title, &said[0], &said[1]], &facts.category, cx)?;
        }
    }
    let received = when(RECEIVED.name)?.or_else(|| mail.as_ref().and_then(|taken| taken.received));
    let source = (facts.source.clone(), facts.source_ref.clone());
    let person = if repeat_of.is_none() { private.clone() } else { Texts::default() };
    let is_stamped = mail.as_ref().is_some_and(|taken| taken.is_stamped);
    let is_quoted = mail.is_some() && input.one(TITLE).is_none();
    let intake =
        Intake { title, received, is_stamped, is_quoted, facts, repeat_of, private, import: Default::default() };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(intake)];
    chain.extend(incident.map(|incident| Box::new(LinkIncident(incident)) as Box<dyn Verb>));
    let mut work = Work::default();
    if let Some(taken) = mail {
        let rest = taken.rest(input, cx)?;
        chain.extend(rest.attach);
        (work.kept, work.request) = (rest.kept, Some(rest.key));
    }
    chain.extend(at_once(input, cx, answer)?);
    Ok(Work { chain, person, source, ..work })
}

/// A standard answer of the policy: its title and its text in the project's language.
fn answer(input: &Input, cx: &Context) -> Result<Option<(String, String)>, CliError> {
    let Some(code) = input.one(ANSWER) else { return Ok(None) };
    let project = cx.project()?;
    let lang = if project.settings.lang == "en" { Lang::En } else { Lang::Zh };
    let rows = project.answers()?;
    match rows.iter().find(|a| a.code == code || a.title.is(&code)) {
        Some(row) => Ok(Some((row.title.get(lang).into(), row.text.get(lang).into()))),
        None => {
            let rows = rows.iter().map(|row| (row.code.as_str(), row.title.clone()));
            Err(CliError::unknown_code("--answer", &code, rows, cx.lang))
        }
    }
}

/// What is done in the same breath.
fn at_once(input: &Input, cx: &Context, answer: Option<(String, String)>) -> Result<Vec<Box<dyn Verb>>, CliError> {
    let mut chain: Vec<Box<dyn Verb>> = Vec::new();
    let accepts = cx.project()?.policy.desk.intake_accepts;
    let (unit, person) = (input.text(UNIT), input.text(PERSON));
    let assigns = !unit.is_empty() || !person.is_empty();
    let told = input.text(TOLD);
    match (input.on(ACCEPT) || assigns) && !accepts {
        true => chain.push(Box::new(Accept { told })),
        // Where the policy accepts by registering, it also says who is told and how.
        false if !told.is_empty() && accepts => {
            let (first, second) = (TOLD.dashed(), "[desk] intake_accepts".into());
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        false if !told.is_empty() => {
            let missing = vec![ACCEPT.dashed()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "intake".into() }));
        }
        false => {}
    }
    if assigns {
        chain.push(Box::new(Assign { unit, person, ..Assign::default() }));
    }
    let solved = match (input.one(SOLVED), answer) {
        (Some(text), _) => Some((given_text(cx, &text)?, "solved")),
        (None, Some((_, text))) => Some((text, "answered")),
        (None, None) => None,
    };
    if let Some((findings, outcome)) = solved {
        chain.push(Box::new(Reply { findings, solved: true, outcome: outcome.into(), ..Reply::default() }));
        chain.push(Box::new(Close { outcome: outcome.into() }));
    }
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_of_a_registration_has_a_flag() {
        for fact in REGISTERED {
            let flag = fact.flag();
            assert!(SPEC.flags.iter().any(|known| known.name == flag), "{flag}");
        }
    }
}
