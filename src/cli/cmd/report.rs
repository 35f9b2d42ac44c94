//! `report KIND`: a table of kinds, each made by its own file of `report`.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::reading::{self, AS_OF, KNOWN, OUTPUT, Seen, WHERE};
use crate::cli::spec::{Group, Run, Spec, arg, flag, switch};
use crate::cli::ui;
use crate::domain::decide::codes;
use crate::domain::period::Period;
use crate::report::definition::Definition;
use crate::report::scene::Scene;
use crate::report::table::Table;
use crate::report::todo::Whose;
use crate::report::{callbacks, due, exceptions, major, overdue, supervised, todo, withdrawals};
use crate::text::Two;

mod log;

/// report
pub(super) const SPEC: Spec = Spec {
    name: "report",
    zh: "报表",
    group: Group::Report,
    about: Two(
        "overdue, due, todo, supervised, major, withdrawals, callbacks, exceptions",
        "报表：超期、到期、待办、督办、重大、撤诉、回访、例外",
    ),
    more: Two(
        "redress report overdue --fail-if-any    exit code 8 if anything is overdue: for cron\nredress report due --period this-week\nredress report exceptions --period last-quarter -o exceptions.xlsx\nredress report callbacks --explain    what a row is, which date counts, what is left out",
        "redress 报表 超期 --fail-if-any    有超期时退出码为 8，供 cron 使用\nredress 报表 到期 --period this-week\nredress 报表 例外 --period last-quarter -o 例外.xlsx\nredress 报表 回访 --explain    说明每行含义、统计口径和不计的内容",
    ),
    flags: &[
        arg(
            "kind",
            "KIND",
            "overdue, due, todo, supervised, major, withdrawals, callbacks or exceptions",
            "overdue 超期、due 到期、todo 待办、supervised 督办、major 重大、withdrawals 撤诉、callbacks 回访、exceptions 例外",
        )
        .required(),
        flag(
            "period",
            "P",
            "period: 2026-10, this-week, 2026-01-01..2026-03-31 …",
            "时间段：2026-10、this-week、2026-01-01..2026-03-31 等",
        ),
        flag("unit", "U", "todo: of this unit and those below it", "待办：该单位及下级"),
        flag("person", "P", "todo: of this person", "待办：该人员"),
        WHERE,
        AS_OF,
        KNOWN,
        OUTPUT,
        switch("fail-if-any", "exit code 8 if there is any", "有内容时退出码为 8"),
        switch("explain", "what it counts, and how", "说明统计口径"),
    ],
    run: Run::Plain(run),
};

/// A kind of report: its names, what it counts, and what makes it.
struct Kind {
    en: &'static str,
    zh: &'static str,
    definition: &'static Definition,
    make: fn(&Asked<'_>) -> Result<Table, CliError>,
}

/// What was asked for, read.
struct Asked<'a> {
    input: &'a dyn Input,
    cx: &'a Cx,
    seen: &'a Seen,
    scene: &'a Scene<'a>,
    period: Option<Period>,
}

const KINDS: &[Kind] = &[
    Kind {
        en: "overdue",
        zh: "超期",
        definition: &overdue::DEFINITION,
        make: |a| Ok(a.within(overdue::overdue(&a.seen.cases, a.scene))),
    },
    Kind {
        en: "due",
        zh: "到期",
        definition: &due::DEFINITION,
        make: |a| Ok(due::due(&a.seen.cases, &a.period.unwrap_or_else(|| due::ahead(a.scene)), a.scene)),
    },
    Kind {
        en: "todo",
        zh: "待办",
        definition: &todo::DEFINITION,
        make: |a| Ok(a.within(todo::todo(&a.seen.cases, &whose(a.input, a.cx)?, a.scene))),
    },
    Kind {
        en: "supervised",
        zh: "督办",
        definition: &supervised::DEFINITION,
        make: |a| Ok(supervised::supervised(&a.seen.cases, a.period.as_ref(), a.scene)),
    },
    Kind {
        en: "major",
        zh: "重大",
        definition: &major::DEFINITION,
        make: |a| Ok(major::major(&a.seen.cases, a.period.as_ref(), a.scene)),
    },
    Kind {
        en: "withdrawals",
        zh: "撤诉",
        definition: &withdrawals::DEFINITION,
        make: |a| Ok(withdrawals::withdrawals(&a.seen.cases, a.period.as_ref(), a.scene)),
    },
    Kind {
        en: "callbacks",
        zh: "回访",
        definition: &callbacks::DEFINITION,
        make: |a| Ok(callbacks::callbacks(&a.seen.cases, a.period.as_ref(), a.scene)),
    },
    Kind { en: "exceptions", zh: "例外", definition: &exceptions::DEFINITION, make: log::exceptions },
];

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let given = input.text("kind");
    let Some(kind) = KINDS.iter().find(|kind| given == kind.en || given == kind.zh) else {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.en).collect();
        let nearest = codes::nearest(&given, &known).map(Into::into);
        let known = known.into_iter().map(Into::into).collect();
        return Err(CliError::Usage(Usage::Value { flag: "KIND".into(), value: given, known, nearest }));
    };
    if input.on("explain") {
        return explain(kind, cx);
    }
    let seen = reading::cases(input, &input.many("where"), cx)?;
    let scene = seen.scene(cx)?;
    let period = reading::period(input, cx)?;
    let table = (kind.make)(&Asked { input, cx, seen: &seen, scene: &scene, period })?;
    ui::table(cx, &table)?;
    if input.on("fail-if-any") && !table.rows.is_empty() { Err(CliError::Found) } else { Ok(()) }
}

fn explain(kind: &Kind, cx: &Cx) -> Result<(), CliError> {
    let keys = ["report", "title", "row", "cohort", "clock", "exclusions", "columns"];
    ui::answer(cx, "redress.definition/1", &keys, vec![kind.definition.json(kind.en, cx.lang)], || {
        kind.definition.page(cx.lang).text(cx.look().width.unwrap_or(100))
    })
}

impl Asked<'_> {
    /// Of a report on what is due, the rows due in the period.
    fn within(&self, mut table: Table) -> Table {
        if let Some(period) = &self.period {
            table.keep_within("due", period);
        }
        table
    }
}

fn whose(input: &dyn Input, cx: &Cx) -> Result<Whose, CliError> {
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
