//! `party add|drop`: who takes part in a case beside those of the registration.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::private_file;
use crate::cli::selection::{action, event_id};
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, arg, flag};
use crate::cli::work::Work;
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::verbs::party::ROLES;
use crate::domain::gate::{AddParty, DropParty};
use crate::domain::value::texts::Texts;
use crate::text::Two;
use crate::text::names::{self, WordKind};

/// party
pub(super) const SPEC: Spec = Spec {
    name: "party",
    zh: "当事人",
    group: CommandGroup::Work,
    about: Two("add or drop a complainant, a representative or a respondent", "增加或移除投诉人、代表人、被投诉人"),
    more: Two(
        "redress party add 42 --role representative --name \"Zhao Liu\" --phone 13900139000\nredress party add 42 --role respondent --person zhang.wei\nredress party drop 42 --role representative --reason \"the mandate has ended\"",
        "redress 当事人 增加 42 --role 代表人 --name 赵六 --phone 13900139000\nredress 当事人 增加 42 --role 被投诉人 --person zhang.wei\nredress 当事人 移除 42 --role 代表人 --reason 代理已终止",
    ),
    flags: &[
        arg("action", "add|drop", "add or drop", "add 增加、drop 移除").required(),
        CASE,
        flag(
            "role",
            "ROLE",
            "complainant, representative or respondent",
            "complainant 投诉人、representative 代表人、respondent 被投诉人",
        )
        .required(),
        flag("person", "P", "a member of staff, by code", "本单位人员（代码）"),
        flag(
            "from",
            "FILE|-",
            "who it is, from a file (name: …, phone: …): keeps it out of ps and history",
            "从文件读取个人信息（name: …、phone: …），不出现在命令行",
        ),
        flag("name", "N", "name (private)", "姓名（不入日志）"),
        flag("phone", "T", "phone (private)", "电话（不入日志）"),
        flag("email", "E", "e-mail (private)", "电子邮箱（不入日志）"),
        flag("address", "A", "address (private)", "地址（不入日志）"),
        flag("id-number", "I", "identity number (private)", "证件号码（不入日志）"),
        flag("party", "EVENT", "drop: which, where there are several: HQ:17", "移除：有多人时指明，如 HQ:17"),
        flag("reason", "R", "drop: why", "移除：理由"),
    ],
    run: CommandRun::Work(party),
};

const ACTIONS: &[(&str, &str)] = &[("add", "增加"), ("drop", "移除")];

fn party(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let (role, person) = (role(&input.text("role")), input.text("person"));
    if action(input, "party", ACTIONS)? == "drop" {
        let party = input.one("party").map(|text| event_id("--party", &text)).transpose()?;
        return Ok(Work::one(input, DropParty { role, person, party, reason: input.text("reason") }));
    }
    for flag in ["party", "reason"] {
        if input.one(flag).is_some() {
            return Err(CliError::Usage(Usage::Conflict { first: format!("--{flag}"), second: "add".into() }));
        }
    }
    let mut private = match input.one("from") {
        Some(path) => private_file::read(cx, &path)?,
        None => Texts::default(),
    };
    for name in PRIVATE {
        if let Some(text) = input.one(&name.replace('_', "-")) {
            private.set(name, text);
        }
    }
    Ok(Work::one(input, AddParty { role, person, private }))
}

/// The role by code or by its name in either language.
pub(super) fn role(given: &str) -> String {
    let is = |code: &&&str| names::find(WordKind::Role, code).is_some_and(|two| two.0 == given || two.1 == given);
    ROLES.iter().find(is).map_or(given, |code| code).to_string()
}
