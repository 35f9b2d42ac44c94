//! `report KIND`.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::reading::{self, AS_OF, KNOWN, OUTPUT, WHERE};
use crate::cli::spec::{Group, Run, Spec, arg, flag, switch};
use crate::cli::ui;
use crate::domain::decide::codes;
use crate::domain::duty;
use crate::domain::event::Body;
use crate::domain::policy::Policy;
use crate::report::table::Table;
use crate::report::todo::Whose;
use crate::report::{due, duties, overdue, todo};
use crate::text::Two;
use chrono::NaiveDate;
use std::rc::Rc;

/// report
pub(super) const SPEC: Spec = Spec {
    name: "report",
    zh: "报表",
    group: Group::Report,
    about: Two("overdue, due, todo, duties", "报表：overdue 超期、due 到期、todo 待办、duties 日常检查"),
    more: Two(
        "redress report overdue --fail-if-any    exit code 8 if anything is overdue: for cron\nredress report due --period this-week",
        "redress 报表 超期 --fail-if-any    有超期时退出码为 8，供 cron 使用\nredress 报表 到期 --period this-week",
    ),
    flags: &[
        arg("kind", "KIND", "overdue, due, todo or duties", "overdue 超期、due 到期、todo 待办、duties 日常检查")
            .required(),
        flag(
            "period",
            "P",
            "overdue, due: limits that end in it; duties: when they were owed: 2026-10, this-week, 2026-01-01..2026-03-31 …",
            "超期、到期：到期日所在时间段；日常检查：应检查的时间段：2026-10、this-week、2026-01-01..2026-03-31 等",
        ),
        flag("unit", "U", "of this unit and those below it", "该单位及下级"),
        flag("person", "P", "of this person", "该人员"),
        WHERE,
        AS_OF,
        KNOWN,
        OUTPUT,
        switch("fail-if-any", "exit code 8 if there is any", "有内容时退出码为 8"),
    ],
    run: Run::Plain(run),
};

/// A kind of report.
struct Kind {
    name: &'static str,
    zh: &'static str,
    /// The flags that it uses beside those of every report.
    flags: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind { name: "overdue", zh: "超期", flags: &["period", "unit", "person"] },
    Kind { name: "due", zh: "到期", flags: &["period", "unit", "person"] },
    Kind { name: "todo", zh: "待办", flags: &["unit", "person"] },
    Kind { name: "duties", zh: "日常检查", flags: &["period", "unit"] },
];

/// Flags that only some kinds use.
const SOME: &[&str] = &["period", "unit", "person"];

/// The kinds, by both names.
pub(crate) fn kinds() -> Vec<String> {
    KINDS.iter().map(|kind| format!("{} {}", kind.name, kind.zh)).collect()
}

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let given = input.text("kind");
    let Some(kind) = KINDS.iter().find(|kind| given == kind.name || given == kind.zh) else {
        let names: Vec<&str> = KINDS.iter().flat_map(|kind| [kind.name, kind.zh]).collect();
        let nearest = codes::nearest(&given, &names).map(Into::into);
        return Err(CliError::Usage(Usage::Value { flag: "KIND".into(), value: given, known: kinds(), nearest }));
    };
    if let Some(flag) = SOME.iter().find(|flag| input.one(flag).is_some() && !kind.flags.contains(flag)) {
        let takes = KINDS.iter().filter(|kind| kind.flags.contains(flag));
        let takes = takes.map(|kind| format!("report {}", kind.name)).collect();
        let (flag, command) = (format!("--{flag}"), format!("report {}", kind.name));
        return Err(CliError::Usage(Usage::NotHere { flag, command, takes }));
    }
    let table = table(kind.name, input, cx)?;
    ui::table(cx, &table)?;
    // Of duties only what was missed is a fault.
    let any = if kind.name == "duties" { duties::has_gaps(&table) } else { !table.rows.is_empty() };
    if input.on("fail-if-any") && any { Err(CliError::Found) } else { Ok(()) }
}

fn table(kind: &str, input: &dyn Input, cx: &Cx) -> Result<Table, CliError> {
    if kind == "duties" {
        return duties(input, cx);
    }
    let mut seen = reading::cases(input, &input.many("where"), cx)?;
    let whose = whose(input, cx)?;
    if kind != "todo" {
        let directory = &cx.ws()?.directory;
        seen.cases.retain(|case| whose.is_held_by(&case.unit, &case.person, directory));
    }
    let scene = seen.scene(cx)?;
    let period = reading::period(input, cx)?;
    Ok(match kind {
        "due" => due::due(&seen.cases, &period.unwrap_or_else(|| due::ahead(&scene)), &scene),
        "todo" => todo::todo(&seen.cases, &whose, &scene),
        _ => overdue::overdue_in(&seen.cases, period.as_ref(), &scene),
    })
}

fn duties(input: &dyn Input, cx: &Cx) -> Result<Table, CliError> {
    let ws = cx.ws()?;
    let (as_of, day, now) = reading::as_of(input, cx)?;
    let scene = reading::scene(cx, day, now)?;
    let done = duty::done(&ws.events_of(duty::EVENTS, as_of)?);
    // Which duties were owed is the policy's to say that held on the day.
    let mut policies: Vec<(NaiveDate, Rc<Policy>)> = Vec::new();
    for event in ws.events_of(&["policy"], as_of)? {
        if let Body::PolicyAdopted(body) = &event.body {
            policies.push((body.from.unwrap_or(event.at).date(), ws.policy_of(&body.digest)?));
        }
    }
    if now.is_some() && !policies.last().is_some_and(|(_, last)| **last == *ws.policy) {
        // Changed, but nothing was recorded under it yet: it holds from now on.
        policies.push((day, ws.policy.clone()));
    }
    let whose = whose(input, cx)?;
    let period = reading::period(input, cx)?.unwrap_or_else(|| duties::lately(&scene));
    Ok(duties::duties(&done, &policies, ws.desk().as_str(), &whose.unit, &period, &scene))
}

pub(super) fn whose(input: &dyn Input, cx: &Cx) -> Result<Whose, CliError> {
    let ws = cx.ws()?;
    let unknown = |flag: &str, value: String, names: Vec<String>| {
        let nearest = codes::nearest(&value, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: flag.into(), value, known: names.into_iter().take(12).collect(), nearest })
    };
    let unit = input.text("unit");
    let person = input.text("person");
    let found_unit = ws.directory.find_unit(&unit).map(|u| u.code.clone());
    let found_person = ws.directory.find_person(&person).map(|p| p.code.clone());
    if !unit.is_empty() && found_unit.is_none() && !ws.directory.units.is_empty() {
        return Err(unknown("--unit", unit, ws.directory.units.iter().map(|u| u.code.to_string()).collect()));
    }
    if !person.is_empty() && found_person.is_none() && !ws.directory.people.is_empty() {
        return Err(unknown("--person", person, ws.directory.people.iter().map(|p| p.code.to_string()).collect()));
    }
    Ok(Whose { unit: found_unit.unwrap_or_else(|| unit.into()), person: found_person.unwrap_or_else(|| person.into()) })
}
