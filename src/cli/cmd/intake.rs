//! `intake`: registers a case, and does in one breath what goes with it.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::editor;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::{amount, given_text, set};
use crate::cli::input::Input;
use crate::cli::private_file;
use crate::cli::spec::{CommandGroup, CommandRun, Spec, flag, switch};
use crate::cli::work::Work;
use crate::domain::case::fact_type::{GivenFact, GivenForm};
use crate::domain::case::registered::{GivenFacts, REGISTERED};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::{Accept, Assign, Close, Intake, Reply, Verb};
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Lang;
use crate::text::Two;

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
    flags: &[
        flag("title", "TEXT", "what it is about, without personal data", "标题（不写个人信息）"),
        flag("channel", "C", "channel by which it came", "投诉渠道"),
        flag("category", "C", "category", "投诉类别"),
        flag("nature", "N", "complaint, suggestion, enquiry …", "性质：投诉、意见建议、咨询等"),
        flag("statement", "TEXT|-|@FILE", "the complainant's own words (private)", "投诉内容，投诉人原话（不入日志）"),
        flag("demand", "TEXT", "what the complainant wants (private)", "诉求（不入日志）"),
        flag(
            "from",
            "FILE|-",
            "private data from a file (name: …, phone: …): keeps it out of ps and history",
            "从文件读取个人信息（name: …、phone: …），不出现在命令行",
        ),
        flag("name", "N", "complainant's name (private)", "投诉人姓名（不入日志）"),
        flag("phone", "P", "complainant's phone (private)", "投诉人电话（不入日志）"),
        flag("email", "E", "complainant's e-mail (private)", "投诉人电子邮箱（不入日志）"),
        flag("address", "A", "complainant's address (private)", "投诉人地址（不入日志）"),
        flag("id-number", "I", "complainant's identity number (private)", "投诉人证件号码（不入日志）"),
        flag("place", "L", "where it happened (private)", "发生地点（不入日志）"),
        switch("anonymous", "the complainant gave no name", "匿名"),
        switch(
            "restricted",
            "shown only to those who take part in it: title, texts and who is complained about stay out of the log",
            "限制查看：只向参与办理的人员显示；标题、文字、被投诉人和被投诉单位不入日志",
        ),
        flag("received", "WHEN", "when it was received, if earlier", "收到时间（早于登记时）"),
        flag("received-by", "U", "unit that first heard it", "首问受理单位"),
        flag("taken-by", "P", "person who first heard it", "首问受理人"),
        flag("against", "U", "unit complained about", "被投诉单位"),
        flag("respondent", "P", "person complained about", "被投诉人").many(),
        flag("owner", "U", "unit whose customer it is", "客户归属单位"),
        flag("amount", "N", "sum in question", "涉及金额"),
        flag("source", "S", "who passed it on", "来件单位"),
        flag("source-ref", "REF", "the source's own number", "来件编号"),
        flag("source-due", "DATE", "when the source wants its answer", "来件要求答复日期"),
        flag("repeat-of", "CASE", "complained about before in this case", "再次投诉：原投诉件"),
        flag("cause", "C", "cause", "原因").many(),
        flag("tag", "T", "tag", "标签").many(),
        flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many(),
        switch("accept", "accept it at once", "同时受理"),
        flag("unit", "U", "accept it and assign it to this unit", "同时受理并转办该单位"),
        flag("person", "P", "and to this person", "及承办人"),
        flag("solved", "TEXT", "settled on the spot: reply and close too", "当场解决：同时回复并归档"),
        flag("answer", "CODE", "an enquiry: give this standard answer and close", "咨询：以该标准答复回复并归档"),
        switch("edit", "write the texts in an editor", "在编辑器中填写"),
    ],
    run: CommandRun::Work(intake),
};

fn intake(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let mut edited = Vec::new();
    if input.on("edit") {
        let start: Vec<(&str, String)> = ["title", "channel", "category", "name", "phone", "statement", "demand"]
            .iter()
            .map(|n| (*n, input.text(n)))
            .collect();
        edited = editor::form(cx, &SPEC, input, &start)?;
    }
    let value = |name: &str| {
        edited.iter().find(|(known, _)| known == name).map_or_else(|| input.text(name), |(_, text)| text.clone())
    };
    let when = |name: &str| -> Result<_, CliError> {
        input.one(name).map(|text| cx.when(&format!("--{name}"), &text, None)).transpose()
    };
    let mut private = match input.one("from") {
        Some(path) => private_file::read(cx, &path)?,
        None => Texts::default(),
    };
    for name in PRIVATE {
        let given = value(&name.replace('_', "-"));
        let text = if *name == "statement" { given_text(cx, &given)? } else { given };
        private.set(name, text);
    }
    let repeat_of = match input.one("repeat-of") {
        Some(_) => Some(case_names::one("repeat-of", input, cx)?),
        None => None,
    };
    let answer = answer(input, cx)?;
    let title = match (value("title"), &answer) {
        (title, Some((name, _))) if title.is_empty() => name.clone(),
        (title, _) => title,
    };
    if title.trim().is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing: vec!["--title TEXT".into()], command: "intake".into() }));
    }
    let mut facts = GivenFacts { fields: set(input)?, ..GivenFacts::default() };
    for fact in REGISTERED {
        let flag = fact.flag();
        let given = match fact.form {
            GivenForm::Text => GivenFact::Text(value(&flag)),
            GivenForm::List => GivenFact::List(input.many(&flag)),
            GivenForm::Flag => GivenFact::Flag(input.on(&flag)),
            GivenForm::Money => GivenFact::Money(amount(input, &flag)?),
            GivenForm::Time => GivenFact::Time(when(&flag)?),
        };
        (fact.give)(&mut facts, given);
    }
    if answer.is_some() && facts.nature.is_empty() {
        facts.nature = "enquiry".into();
    }
    let intake = Intake { title, received: when("received")?, facts, repeat_of, private, import: Default::default() };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(intake)];
    chain.extend(at_once(input, cx, answer)?);
    Ok(Work { chain, ..Work::default() })
}

/// A standard answer of the policy: its title and its text in the project's language.
fn answer(input: &dyn Input, cx: &Context) -> Result<Option<(String, String)>, CliError> {
    let Some(code) = input.one("answer") else { return Ok(None) };
    let project = cx.project()?;
    let lang = if project.settings.lang == "en" { Lang::En } else { Lang::Zh };
    let rows = &project.policy.answers;
    match rows.iter().find(|a| a.code == code || a.title.is(&code)) {
        Some(row) => Ok(Some((row.title.get(lang).into(), row.text.get(lang).into()))),
        None => {
            let known: Vec<String> = rows.iter().map(|a| a.code.to_string()).collect();
            let nearest = crate::domain::gate::codes::nearest(&code, &known).map(Into::into);
            Err(CliError::Usage(Usage::Value { flag: "--answer".into(), value: code, known, nearest }))
        }
    }
}

/// What is done in the same breath.
fn at_once(input: &dyn Input, cx: &Context, answer: Option<(String, String)>) -> Result<Vec<Box<dyn Verb>>, CliError> {
    let mut chain: Vec<Box<dyn Verb>> = Vec::new();
    let accepts = cx.project()?.policy.desk.intake_accepts;
    let (unit, person) = (input.text("unit"), input.text("person"));
    let assigns = !unit.is_empty() || !person.is_empty();
    if (input.on("accept") || assigns) && !accepts {
        chain.push(Box::new(Accept::default()));
    }
    if assigns {
        chain.push(Box::new(Assign { unit, person, ..Assign::default() }));
    }
    let solved = match (input.one("solved"), answer) {
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
