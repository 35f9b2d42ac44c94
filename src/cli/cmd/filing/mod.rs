//! `filing list|run|receive|crontab|systemd`: papers that are owed, issued when they are due.

mod schedule;

use super::report;
use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::run_work;
use crate::cli::selection::{WHERE, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{
    DONE_BY, DRY_RUN, Flag, Many, NOT_PERSONAL, ON, OUTPUT, OVERRIDE, REQUEST, Switch, arg, flag, flags, switch,
};
use crate::command::input::{BatchLine, Input};
use crate::command::work::Work;
use crate::domain::calendar::period::Period;
use crate::domain::event::{Body, Event};
use crate::domain::gate::{IssueFiling, ReceiveFiling};
use crate::domain::policy::filing::{self, Filed, FilingOwed};
use crate::domain::value::id::EventId;
use crate::import::{self, ImportError};
use crate::log::access::open_ordinary;
use crate::log::hash::Running;
use crate::project::{HistoryCut, Outcome, Project};
use crate::report::consolidated::{PaperStanding, UnitPaper, consolidated};
use crate::report::filings;
use crate::say;
use crate::text::Two;
use crate::text::query::term_error;
use serde_json::{Map, Value, json};
use std::io::Read;

const ACTION: Flag = arg(
    "action",
    "list|run|receive|consolidate|crontab|systemd",
    "list, run, receive, consolidate, crontab or systemd",
    "list 列表、run 出具、receive 收到、consolidate 汇总、crontab、systemd",
);
const NAME: Flag = arg("name", "NAME", "which filing of the policy", "制度中的哪一项报送");
const FILE: Flag<Many> = arg(
    "file",
    "FILE",
    "receive: the paper that came in; consolidate: the papers that came in, each checked against its digest on record",
    "收到：收到的材料；汇总：收到的各单位材料，逐份与登记的摘要值核对",
)
.many();
const UNIT: Flag = flag("unit", "U", "of this unit", "该单位的");
const PERIOD: Flag = flag("period", "P", "of this period", "所属期");
const NIL: Flag<Switch> = switch("nil", "receive: there was nothing to report", "收到：零报告");
const RECEIPT: Flag = flag("receipt", "TEXT", "receive: the receipt for a paper of ours", "收到：本方材料的回执");
const AGAIN: Flag<Switch> = switch(
    "again",
    "run, receive: a corrected paper in the place of the one on record",
    "出具、收到：更正后的材料，替代原件",
);

/// filing
pub(super) const SPEC: Spec = Spec {
    name: "filing",
    zh: "报送",
    group: CommandGroup::Report,
    about: Two(
        "papers that are owed: what is due, issue it, note what came in",
        "报送：列出应报材料，到期出具，登记收到的材料和回执",
    ),
    more: Two(
        "redress filing list\nredress filing run    issue what is owed and not issued yet, each once: for cron\nredress filing run service-stats --period 2026-10\nredress filing receive branch-register --unit shanxi --period 2026-Q3 shanxi.xlsx\nredress filing receive service-stats --period 2026-10 --receipt \"no. 12\"\nredress filing consolidate branch-register --period 2026-Q3 received/*.xlsx    added up; who has not sent\nredress filing crontab",
        "redress 报送 列表\nredress 报送 出具    出具所有应报未报的材料，每份一次，供 cron 使用\nredress 报送 出具 service-stats --period 2026-10\nredress 报送 收到 branch-register --unit 山西分行 --period 2026-Q3 shanxi.xlsx\nredress 报送 收到 service-stats --period 2026-10 --receipt 第12号\nredress 报送 汇总 branch-register --period 2026-Q3 收到/*.xlsx    各单位相加，列出未报单位\nredress 报送 crontab",
    ),
    flags: flags![ACTION, NAME, FILE, UNIT, PERIOD, NIL, RECEIPT, AGAIN, OUTPUT],
    run: CommandRun::Either { is_work: |input| action::is_work(input, "filing", ACTIONS), work, plain },
};

pub(super) const ACTIONS: &[Action] = &[
    action::plain("list", "列表", flags![UNIT, PERIOD, OUTPUT]),
    action::plain(
        "run",
        "出具",
        flags![NAME, UNIT, PERIOD, AGAIN, DONE_BY, ON, OVERRIDE, NOT_PERSONAL, REQUEST, DRY_RUN],
    ),
    action::work("receive", "收到", flags![NAME, FILE, UNIT, PERIOD, NIL, RECEIPT, AGAIN]),
    action::plain("consolidate", "汇总", flags![NAME, FILE, PERIOD, OUTPUT]),
    action::plain("crontab", "crontab", flags![UNIT]),
    action::plain("systemd", "systemd", flags![UNIT]),
];

/// A paper that came in, or a receipt.
fn work(input: &Input, cx: &Context) -> Result<Work, CliError> {
    action::chosen(input, "filing", ACTIONS)?;
    let row = row(&input.text(NAME), cx)?;
    let receipt = input.text(RECEIPT);
    let missing = input.lacking(flags![NAME, PERIOD]);
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "filing receive".into() }));
    }
    let nil = input.on(NIL);
    if nil && !receipt.is_empty() {
        return Err(CliError::Usage(Usage::Conflict { first: "--nil".into(), second: "--receipt".into() }));
    }
    if let Some(further) = input.many(FILE).get(1) {
        return Err(CliError::Usage(Usage::Extra {
            given: further.clone(),
            command: "filing receive".into(),
            flag: "",
        }));
    }
    let file = match (input.many(FILE).into_iter().next(), nil || !receipt.is_empty()) {
        (Some(file), false) => digest(&file, cx)?,
        (None, true) => String::new(),
        (Some(_), true) => {
            let (first, second) = ("FILE".into(), if nil { "--nil" } else { "--receipt" }.into());
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        (None, false) => {
            let missing = vec!["FILE|--nil|--receipt TEXT".into()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "filing receive".into() }));
        }
    };
    let (period, unit) = (period(input, cx)?.unwrap_or_default(), input.text(UNIT));
    // A receipt is for the paper on record of the period, where there is one only.
    let unit = if unit.is_empty() { of_record(&row, &period, cx)?.unwrap_or_default() } else { unit };
    Ok(Work::apart(ReceiveFiling { filing: row, unit, period, file, nil, receipt, again: input.on(AGAIN) }))
}

/// The unit of the only paper of a period on record.
fn of_record(row: &str, period: &str, cx: &Context) -> Result<Option<String>, CliError> {
    let mut own = filed(cx)?.into_iter().filter(|filed| filed.filing == row && filed.period == period);
    Ok(own.next().filter(|_| own.next().is_none()).map(|filed| filed.unit.to_string()))
}

/// The code of a filing, by code or title.
fn row(name: &str, cx: &Context) -> Result<String, CliError> {
    let rows = &cx.project()?.policy.filings;
    if name.is_empty() {
        return Ok(String::new());
    }
    if let Some(row) = rows.iter().find(|row| row.code == name || row.title.is(name)) {
        return Ok(row.code.to_string());
    }
    let rows = rows.iter().map(|row| (row.code.as_str(), row.title.clone()));
    Err(CliError::unknown_code("NAME", name, rows, cx.lang))
}

/// The code of the period that was given.
fn period(input: &Input, cx: &Context) -> Result<Option<String>, CliError> {
    Ok(crate::cli::selection::period(input, cx)?.map(|period| period.to_string()))
}

/// SHA-256 of a file that the user named.
fn digest(file: &str, cx: &Context) -> Result<String, CliError> {
    let wrap = |source| CliError::File { path: file.into(), source };
    let (mut source, _) = open_ordinary(&cx.env.cwd.join(file)).map_err(wrap)?;
    let (mut hash, mut buffer) = (Running::default(), vec![0; 1 << 16]);
    loop {
        match source.read(&mut buffer).map_err(wrap)? {
            0 => return Ok(hash.digest().to_string()),
            n => hash.add(&buffer[..n]),
        }
    }
}

fn filed(cx: &Context) -> Result<Vec<Filed>, CliError> {
    Ok(filing::filed(&cx.project()?.events_of(filing::EVENTS, HistoryCut::default())?))
}

fn plain(input: &Input, cx: &Context) -> Result<(), CliError> {
    match action::chosen(input, "filing", ACTIONS)? {
        "run" => run(input, cx),
        "consolidate" => consolidate(input, cx),
        "crontab" => output::data(&schedule::crontab(input, cx)?),
        "systemd" => output::data(&schedule::systemd(input, cx)?),
        _ => {
            let whose = report::whose(input, cx)?;
            output::table(cx, &report::events::filings_of(input, cx, &whose.unit)?)
        }
    }
}

/// The papers of a period added up: those that came in, by their files, and those that were issued here.
fn consolidate(input: &Input, cx: &Context) -> Result<(), CliError> {
    let (name, wanted, project) = (row(&input.text(NAME), cx)?, period(input, cx)?, cx.project()?);
    let Some(row) = project.policy.filings.iter().find(|row| row.code == name && wanted.is_some()) else {
        let missing = vec!["NAME".into(), "--period P".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "filing consolidate".into() }));
    };
    let now = cx.now()?;
    let context = report_context(cx, now.date(), Some(now))?;
    let known = filed(cx)?;
    let policies =
        report::events::policies(&project.events_of(&["policy"], HistoryCut::default())?, project, Some(context.day))?;
    let owed = filings::owed(&project.policy, &policies, project.desk()?.as_str(), &context);
    let owed = owed.iter().filter(|owed| owed.row.code == row.code && Some(owed.period.to_string()) == wanted);
    let owed: Vec<&FilingOwed<'_>> = owed.collect();
    let Some(period) = owed.first().map(|owed| owed.period) else {
        let (title, wanted) = (row.title.get(cx.lang), wanted.unwrap_or_default());
        let last = filing::last(row, &project.calendar, context.day).map(|(period, _)| period.to_string());
        let message = match last.unwrap_or_default() {
            last if last == wanted => say!(
                cx.lang,
                "no unit owes {title} for {wanted} (redress policy show filing)",
                "{wanted} 没有单位须报送{title}（见 redress 制度 显示 filing）"
            ),
            last => say!(
                cx.lang,
                "{wanted} is no period for which {title} is owed; the last one is {last}",
                "{title}没有 {wanted} 这一期；最近一期为 {last}"
            ),
        };
        return Err(CliError::Usage(Usage::PeriodHere { message }));
    };
    let mut files: Vec<(String, String, Vec<Vec<String>>)> = Vec::new();
    for file in input.many(FILE) {
        let (sha256, rows) =
            import::table_of(&cx.env.cwd.join(&file), project).map_err(|e| failed_file(e, &file, cx))?;
        let is_of_period = |owed: &&FilingOwed<'_>| owed.filed(&known).is_some_and(|filed| filed.file == sha256);
        if !owed.iter().any(is_of_period) {
            let (title, span) = (row.title.get(cx.lang), &period);
            return Err(CliError::Failed(Failure::Said {
                message: say!(
                    cx.lang,
                    "{file} is none of the papers on record for {title}, {span}: no digest is its own ({sha256})",
                    "{file} 不是已登记收到的{title}（{span}）材料：没有相符的摘要值（{sha256}）"
                ),
            }));
        }
        files.push((file, sha256, rows));
    }
    let mut papers = Vec::new();
    for owed in &owed {
        let standing = match owed.filed(&known) {
            None => PaperStanding::NotSent { overdue: owed.due < context.day },
            Some(filed) if filed.nil => PaperStanding::Nil,
            Some(filed) => match files.iter().find(|(_, sha256, _)| filed.file == *sha256) {
                Some((.., rows)) => PaperStanding::Rows(rows.clone()),
                None if filed.name.is_empty() => PaperStanding::NoFile,
                None => {
                    let path = project.report_path(&filed.name);
                    match import::table_of(&path, project) {
                        Ok((sha256, rows)) if filed.file == sha256 => PaperStanding::Rows(rows),
                        // A file that is gone can be given; one that is another is pointed out.
                        _ if !path.exists() => PaperStanding::NoFile,
                        _ => PaperStanding::Changed,
                    }
                }
            },
        };
        papers.push(UnitPaper { unit: owed.unit.clone(), standing });
    }
    let table = consolidated(row, &period, &papers, &context);
    output::table(cx, &table)?;
    // Documents and JSON hold the notes; a pipe does not.
    if !cx.format().is_document() && !cx.is_json() {
        output::talk(cx, &table.notes.join("\n"))?;
    }
    match table.verdict.breaks {
        Some(breaks) if breaks > 0 => Err(CliError::Failed(Failure::Said {
            message: say!(cx.lang, "{breaks} papers or figures do not hold", "有 {breaks} 处材料或数据不符"),
        })),
        _ => Ok(()),
    }
}

/// A file that is no table.
fn failed_file(error: ImportError, file: &str, cx: &Context) -> CliError {
    super::import::failed(error, file, "", cx)
}

/// Issues what is owed and not on record, each once. Of two runs at once the second finds nothing to do: what is owed is decided under the
/// lock. A run that was cut short after the event is finished by the next one.
fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let (name, unit, wanted) = (row(&input.text(NAME), cx)?, report::whose(input, cx)?.unit, period(input, cx)?);
    let (again, dry) = (input.on(AGAIN), input.on(DRY_RUN));
    if again && (name.is_empty() || wanted.is_none()) {
        let missing = vec!["NAME".into(), "--period P".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "filing run --again".into() }));
    }
    let (actor, project) = (cx.actor(input)?, cx.project()?);
    let context = report_context(cx, actor.now.date(), Some(actor.now))?;
    let desk = project.desk()?;
    let is_meant = |owed: &FilingOwed<'_>, known: &[Filed]| {
        (name.is_empty() || owed.row.code == name)
            && (unit.is_empty() || owed.unit == unit)
            && wanted.as_ref().is_none_or(|wanted| owed.period.to_string() == *wanted)
            && (owed.row.desk.is_empty() || owed.row.desk == desk.as_str())
            && (again || owed.filed(known).is_none())
    };
    let policies = || {
        let events = project.events_of(&["policy"], HistoryCut::default())?;
        report::events::policies(&events, project, Some(context.day))
    };
    // Of several papers a person is asked, before the lock is taken: each that is issued is on record for ever.
    if !dry && cx.can_ask() {
        let (policies, known) = (policies()?, filed(cx)?);
        let owed = filings::owed(&project.policy, &policies, desk.as_str(), &context);
        let count = owed.iter().filter(|owed| is_meant(owed, &known)).count();
        if count > 1 {
            let question = say!(cx.lang, "issue {count} papers that are owed?", "出具应报材料 {count} 份？");
            output::confirm(cx, &question)?;
        }
    }
    let mut session = cx.begin(&actor)?;
    let all = project.events_of(filing::EVENTS, HistoryCut::default())?;
    let known = filing::filed(&all);
    let named = || known.iter().filter(|filed| !filed.name.is_empty() && !dry);
    for filed in named() {
        if !project.place_report(&filed.name, &filed.file)? {
            output::talk(cx, &gone(&filed.name, filed.event, cx))?;
        }
    }
    named().for_each(|filed| project.drop_report(&filed.file));
    let policies = policies()?;
    let mut owed = filings::owed(&project.policy, &policies, desk.as_str(), &context);
    owed.retain(|owed| is_meant(owed, &known));
    // An event holds whole milliseconds.
    let now = actor.now.to_string().parse().ok();
    let (mut done, mut made): (Vec<Outcome>, Vec<(String, String, EventId)>) = (Vec::new(), Vec::new());
    let mut records: Vec<Value> = Vec::new();
    let mut refused: Vec<String> = Vec::new();
    for owed in &owed {
        let (bytes, nil, ending) = match paper(owed, cx) {
            Ok(paper) => paper,
            // The other papers are owed all the same.
            Err(error) => {
                let message = match error {
                    CliError::Failed(Failure::Said { message }) => message,
                    CliError::Term(error) => term_error(&error, cx.lang),
                    other => return Err(other),
                };
                let (code, unit, period) = (&owed.row.code, &owed.unit, &owed.period);
                refused.push(format!("{code} {unit} {period}: {message}"));
                continue;
            }
        };
        let name = file_name(owed, ending, &all, project);
        records.push(json!({
            "file": format!("reports/{name}"), "filing": owed.row.code, "unit": owed.unit, "period": owed.period.to_string(),
            "nil": nil, "event": null, "dry_run": dry,
        }));
        if dry {
            continue;
        }
        let file = project.stage_report(&bytes)?;
        let verb = IssueFiling {
            filing: owed.row.code.to_string(),
            unit: owed.unit.to_string(),
            to: owed.to.to_string(),
            period: owed.period.to_string(),
            known: now,
            name: name.clone(),
            file: file.clone(),
            nil,
            again,
            directory: project.directory_digest()?,
            units: session.name_units().to_string(),
            calendar: project.basis_digests().calendar,
            program: env!("CARGO_PKG_VERSION").into(),
        };
        let outcome = session.run(&[&verb], None, &actor).inspect_err(|_| project.drop_report(&file))?;
        let outcome_event = outcome.first.as_ref().map(|event| event.id()).unwrap_or_default();
        if let Some(record) = records.last_mut() {
            record["event"] = outcome_event.to_string().into();
        }
        done.push(outcome);
        made.push((name, file, outcome_event));
    }
    let refused = match refused.is_empty() {
        true => Ok(()),
        false => Err(CliError::Failed(Failure::Said { message: refused.join("\n") })),
    };
    if !done.is_empty() {
        run_work::record_all(&mut session, [])?;
        for (name, file, event) in &made {
            if !project.place_report(name, file)? {
                output::warn(cx, &gone(name, *event, cx));
            }
        }
        made.iter().for_each(|(_, file, _)| project.drop_report(file));
    }
    if records.is_empty() && refused.is_ok() {
        let is_early = |period: &Period| period.to.is_some_and(|to| to >= context.day);
        let none = match crate::cli::selection::period(input, cx)?.filter(is_early) {
            Some(period) => say!(
                cx.lang,
                "Nothing to file: {period} is not over, and a paper is owed from the day after its period.",
                "没有应报未报的材料：{period} 尚未结束，期满次日起方可出具。"
            ),
            None => say!(cx.lang, "Nothing to file.", "没有应报未报的材料。"),
        };
        output::talk(cx, &none)?;
    }
    let names: String =
        records.iter().filter_map(|record| record["file"].as_str()).map(|file| format!("{file}\n")).collect();
    output::answer(cx, "redress.filing-run/1", &["file", "filing", "unit", "period", "nil"], records, || names)?;
    refused
}

/// Says that a paper which is on record is not there.
fn gone(name: &str, event: EventId, cx: &Context) -> String {
    say!(cx.lang, "reports/{name} of {event} is gone", "{event} 的 reports/{name} 已不在")
}

/// `service-stats-hq-2026-10.xlsx`; a further one of the same period has a number. No name is used twice, also of a paper that was replaced
/// or whose event was revoked, and no file that is there is written over.
fn file_name(owed: &FilingOwed<'_>, ending: &str, events: &[Event], project: &Project) -> String {
    let stem = format!("{}-{}-{}", owed.row.code, owed.unit, owed.period);
    let name = |n: usize| if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") };
    let is_used = |name: &str| events.iter().any(|e| matches!(&e.body, Body::Reported(body) if body.name == name));
    let mut n = 1;
    while is_used(&name(n)) || project.report_path(&name(n)).exists() {
        n += 1;
    }
    name(n)
}

/// The bytes of a paper, whether there was nothing to report, and the ending of its file.
fn paper(owed: &FilingOwed<'_>, cx: &Context) -> Result<(Vec<u8>, bool, &'static str), CliError> {
    let mut line = Map::new();
    line.insert(PERIOD.name.into(), Value::String(owed.period.to_string()));
    line.insert(WHERE.name.into(), json!(filing::terms(owed.row, &owed.unit, &cx.project()?.directory)));
    if owed.row.form == "columns" {
        line.insert("first".into(), Value::String(owed.row.code.to_string()));
    }
    report::paper(owed.row, &BatchLine(line).input(), cx)
}
