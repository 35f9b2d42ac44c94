//! `party add|drop`: who takes part in a case beside those of the registration.

use super::attach::keep;
use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::private_file;
use crate::cli::selection::event_given;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, arg, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::verbs::party::ROLES;
use crate::domain::gate::{AddParty, Attach, DropParty, Verb};
use crate::domain::value::texts::{Texts, half_width};
use crate::text::Two;
use crate::text::names::{self, WordKind};

const ACTION: Flag = arg("action", "add|drop", "add or drop", "add 增加、drop 移除").required();
const ROLE: Flag = flag(
            "role",
            "ROLE",
            "complainant, representative (of a joint complaint), agent (with authority), respondent or third-party",
            "complainant 投诉人、representative 代表人（共同投诉）、agent 代理人（有授权）、respondent 被投诉人、third-party 第三人",
        )
        .required();
const PERSON: Flag = flag("person", "P", "a member of staff, by code", "本单位人员（代码）");
const ORGANISATION: Flag =
    flag("organisation", "NAME", "an organisation, by its name; it is counted", "单位名称（可统计）");
const SIDE: Flag = flag(
    "side",
    "complainant|respondent",
    "add: for whom an agent or third party stands; the complainant if not given",
    "增加：代理人、第三人代表哪一方，未指明时为投诉人",
);
const PERSONS: Flag = flag("persons", "N", "add: how many persons it is, if more than one", "增加：人数（不止一人时）");
const AUTHORITY: Flag<Many> =
    flag("authority", "FILE", "add: an agent's authority, kept as an attachment", "增加：授权委托书，作为附件保存")
        .many();
const FROM: Flag = flag(
    "from",
    "FILE|-",
    "who it is, from a file (name: …, phone: …): keeps it out of ps and history",
    "从文件读取个人信息（name: …、phone: …），不出现在命令行",
);
const NAME: Flag = flag("name", "N", "name (private)", "姓名（不入日志）");
const PHONE: Flag = flag("phone", "T", "phone (private)", "电话（不入日志）");
const EMAIL: Flag = flag("email", "E", "e-mail (private)", "电子邮箱（不入日志）");
const ADDRESS: Flag = flag("address", "A", "address (private)", "地址（不入日志）");
const ID_NUMBER: Flag = flag("id-number", "I", "identity number (private)", "证件号码（不入日志）");
const PARTY: Flag =
    flag("party", "EVENT", "drop: which, where there are several: HQ:17", "移除：有多人时指明，如 HQ:17");
const REASON: Flag = flag("reason", "R", "drop: why", "移除：理由");

/// party
pub(super) const SPEC: Spec = Spec {
    name: "party",
    zh: "当事人",
    group: CommandGroup::Work,
    about: Two(
        "add or drop a party on either side: a person, a member of staff, an organisation or a group",
        "增加或移除各方当事人：个人、本单位人员、单位或群体",
    ),
    more: Two(
        "redress party add 42 --role representative --name \"Zhao Liu\" --phone 13900139000\nredress party add 42 --role respondent --person zhang.wei\nredress party add 42 --role respondent --organisation \"Sunny Travel Ltd\"\nredress party add 42 --role agent --name \"Sun Qi\" --authority mandate.pdf\nredress party drop 42 --role representative --reason \"the mandate has ended\"",
        "redress 当事人 增加 42 --role 代表人 --name 赵六 --phone 13900139000\nredress 当事人 增加 42 --role 被投诉人 --person zhang.wei\nredress 当事人 增加 42 --role 被投诉人 --organisation 春光旅行社\nredress 当事人 增加 42 --role 代理人 --name 孙七 --authority 授权委托书.pdf\nredress 当事人 移除 42 --role 代表人 --reason 代理已终止",
    ),
    flags: flags![
        ACTION,
        CASE,
        ROLE,
        PERSON,
        ORGANISATION,
        SIDE,
        PERSONS,
        AUTHORITY,
        FROM,
        NAME,
        PHONE,
        EMAIL,
        ADDRESS,
        ID_NUMBER,
        PARTY,
        REASON
    ],
    run: CommandRun::Work(party),
};

pub(super) const ACTIONS: &[Action] = &[
    action::work("add", "增加", SPEC.flags).but(flags![PARTY, REASON]),
    // Names lie on the private side, where the gate does not look: by a name, whoever else has the role would be dropped.
    action::work("drop", "移除", flags![CASE, ROLE, PERSON, ORGANISATION, PARTY, REASON]),
];

fn party(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let (role, person) = (role(&input.text(ROLE)), input.text(PERSON));
    if action::chosen(input, "party", ACTIONS)? == "drop" {
        let party = event_given(input, PARTY)?;
        return Ok(Work::one(
            input,
            DropParty { role, person, organisation: input.text(ORGANISATION), party, reason: input.text(REASON) },
        ));
    }
    let mut private = match input.one(FROM) {
        Some(path) => private_file::read(cx, &path)?,
        None => Texts::default(),
    };
    for name in PRIVATE {
        if let Some(text) = input.by_name().one(&name.replace('_', "-")).filter(|text| !text.is_empty()) {
            private_file::once(&private, name)?;
            private.set(name, text);
        }
    }
    let persons = count(input, PERSONS)?;
    let (files, kept) = keep(&input.many(AUTHORITY), input, cx)?;
    let verb = AddParty {
        role,
        person,
        organisation: input.text(ORGANISATION),
        side: self::role(&input.text(SIDE)),
        persons,
        authority: !files.is_empty(),
        private,
    };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(verb)];
    if !files.is_empty() {
        chain.push(Box::new(Attach { files }));
    }
    Ok(Work { kept, ..Work::on_cases(input, chain) })
}

/// A whole number that was given for a flag.
pub(super) fn count(input: &Input, flag: Flag) -> Result<Option<u32>, CliError> {
    let Some(text) = input.one(flag) else { return Ok(None) };
    let wrong = |_| CliError::unlike(flag.dashed(), &text, "1, 12");
    half_width(&text).trim().parse().map(Some).map_err(wrong)
}

/// A built-in word by code or by its name in either language; what is not known is left to the gate.
pub(super) fn word(kind: WordKind, known: &[&str], given: &str) -> String {
    let given = given.trim();
    if known.contains(&given) { given.into() } else { names::code(kind, given).unwrap_or(given).into() }
}

/// The role by code or by its name in either language.
pub(super) fn role(given: &str) -> String {
    let is = |code: &&&str| names::find(WordKind::Role, code).is_some_and(|two| two.0 == given || two.1 == given);
    ROLES.iter().find(is).map_or(given, |code| code).to_string()
}
