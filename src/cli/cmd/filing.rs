//! `filing list|run|receive|crontab|systemd`: papers that are owed, issued when they are due.

use super::report;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::{BatchLine, Input};
use crate::cli::output;
use crate::cli::run_work;
use crate::cli::selection::{OUTPUT, action, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag, switch};
use crate::cli::work::Work;
use crate::domain::event::{Body, Event};
use crate::domain::gate::{IssueFiling, ReceiveFiling, codes};
use crate::domain::policy::filing::{self, Filed, FilingOwed};
use crate::log::access::open_ordinary;
use crate::log::hash::Running;
use crate::project::{HistoryCut, Outcome, Project};
use crate::report::filings;
use crate::say;
use crate::text::Two;
use serde_json::{Map, Value};
use std::io::Read;

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
        "redress filing list\nredress filing run    issue what is owed and not issued yet, each once: for cron\nredress filing run service-stats --period 2026-10\nredress filing receive branch-register --unit shanxi --period 2026-Q3 shanxi.xlsx\nredress filing receive service-stats --period 2026-10 --receipt \"no. 12\"\nredress filing crontab",
        "redress 报送 列表\nredress 报送 出具    出具所有应报未报的材料，每份一次，供 cron 使用\nredress 报送 出具 service-stats --period 2026-10\nredress 报送 收到 branch-register --unit 山西分行 --period 2026-Q3 shanxi.xlsx\nredress 报送 收到 service-stats --period 2026-10 --receipt 第12号\nredress 报送 crontab",
    ),
    flags: &[
        arg(
            "action",
            "list|run|receive|crontab|systemd",
            "list, run, receive, crontab or systemd",
            "list 列表、run 出具、receive 收到、crontab、systemd",
        )
        .required(),
        arg("name", "NAME", "which filing of the policy", "制度中的哪一项报送"),
        arg("file", "FILE", "receive: the paper that came in", "收到：收到的材料"),
        flag("unit", "U", "of this unit", "该单位的"),
        flag("period", "P", "of this period", "所属期"),
        switch("nil", "receive: there was nothing to report", "收到：零报告"),
        flag("receipt", "TEXT", "receive: the receipt for a paper of ours", "收到：本方材料的回执"),
        switch("again", "run: a corrected paper in the place of the one on record", "出具：更正后重新出具，替代原件"),
        OUTPUT,
    ],
    run: CommandRun::Either { is_work, work, plain },
};

const ACTIONS: &[(&str, &str)] =
    &[("list", "列表"), ("run", "出具"), ("receive", "收到"), ("crontab", "crontab"), ("systemd", "systemd")];

fn is_work(input: &dyn Input) -> bool {
    action(input, "filing", ACTIONS).is_ok_and(|action| action == "receive")
}

/// A paper that came in, or a receipt.
fn work(input: &dyn Input, cx: &Context) -> Result<Work, CliError> {
    let row = row(&input.text("name"), cx)?;
    let receipt = input.text("receipt");
    let missing: Vec<String> = [("name", "NAME"), ("period", "--period P")]
        .into_iter()
        .filter(|(name, _)| input.text(name).is_empty())
        .map(|(_, shown)| shown.to_string())
        .collect();
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "filing receive".into() }));
    }
    let nil = input.on("nil");
    let file = match (input.one("file"), nil || !receipt.is_empty()) {
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
    let (period, unit) = (period(input, cx)?.unwrap_or_default(), input.text("unit"));
    // A receipt is for the paper on record of the period, where there is one only.
    let unit = if unit.is_empty() { of_record(&row, &period, cx)?.unwrap_or_default() } else { unit };
    Ok(Work::apart(ReceiveFiling { filing: row, unit, period, file, nil, receipt }))
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
    let known: Vec<String> = rows.iter().map(|row| format!("{} {}", row.code, row.title.get(cx.lang))).collect();
    let names: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let nearest = codes::nearest(name, &names).map(Into::into);
    Err(CliError::Usage(Usage::Value { flag: "NAME".into(), value: name.into(), known, nearest }))
}

/// The code of the period that was given.
fn period(input: &dyn Input, cx: &Context) -> Result<Option<String>, CliError> {
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

fn plain(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    match action(input, "filing", ACTIONS)? {
        "run" => run(input, cx),
        "crontab" => output::data(&say!(
            cx.lang,
            "# Papers that are owed, each once, on the morning after their period; what was missed is made up for.\n30 7 * * *  cd {} && redress filing run\n",
            "# 每日早晨出具到期的报送材料，每份一次；此前漏跑的一并补上。\n30 7 * * *  cd {} && redress filing run\n",
            quoted(cx)?
        )),
        "systemd" => output::data(&say!(
            cx.lang,
            "# ~/.config/systemd/user/redress-filing.service\n[Service]\nType=oneshot\nWorkingDirectory={0}\nExecStart=redress filing run\n\n# ~/.config/systemd/user/redress-filing.timer\n[Timer]\nOnCalendar=*-*-* 07:30\nPersistent=true\n[Install]\nWantedBy=timers.target\n",
            "# ~/.config/systemd/user/redress-filing.service\n[Service]\nType=oneshot\nWorkingDirectory={0}\nExecStart=redress filing run\n\n# ~/.config/systemd/user/redress-filing.timer\n[Timer]\nOnCalendar=*-*-* 07:30\nPersistent=true\n[Install]\nWantedBy=timers.target\n",
            cx.project()?.root.display()
        )),
        _ => {
            let whose = report::whose(input, cx)?;
            output::table(cx, &report::events::filings_of(input, cx, &whose.unit)?)
        }
    }
}

/// The project's folder as a shell takes it.
fn quoted(cx: &Context) -> Result<String, CliError> {
    let root = cx.project()?.root.display().to_string();
    Ok(format!("'{}'", root.replace('\'', "'\\''")))
}

/// Issues what is owed and not on record, each once. Of two runs at once the second finds nothing to do: what is owed is decided under the
/// lock. A run that was cut short after the event is finished by the next one.
fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let (name, unit, wanted) = (row(&input.text("name"), cx)?, report::whose(input, cx)?.unit, period(input, cx)?);
    let (again, dry) = (input.on("again"), input.on("dry-run"));
    if again && (name.is_empty() || wanted.is_none()) {
        let missing = vec!["NAME".into(), "--period P".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "filing run --again".into() }));
    }
    let actor = cx.actor(input)?;
    let mut session = cx.begin(&actor)?;
    let project = session.project;
    let all = project.events_of(filing::EVENTS, HistoryCut::default())?;
    let known = filing::filed(&all);
    for filed in known.iter().filter(|filed| !filed.name.is_empty() && !dry) {
        if !project.place_report(&filed.name, &filed.file)? {
            let (name, event) = (&filed.name, filed.event);
            output::talk(cx, &say!(cx.lang, "reports/{name} of {event} is gone", "{event} 的 reports/{name} 已不在"))?;
        }
    }
    let context = report_context(cx, actor.now.date(), Some(actor.now))?;
    let events = project.events_of(&["policy"], HistoryCut::default())?;
    let policies = report::events::policies(&events, project, Some(context.day))?;
    let desk = project.desk();
    let mut owed = filings::owed(&project.policy, &policies, desk.as_str(), &context);
    owed.retain(|owed| {
        (name.is_empty() || owed.row.code == name)
            && (unit.is_empty() || owed.unit == unit)
            && wanted.as_ref().is_none_or(|wanted| owed.period.to_string() == *wanted)
            && (owed.row.desk.is_empty() || owed.row.desk == desk.as_str())
            && (again || owed.filed(&known).is_none())
    });
    // An event holds whole milliseconds.
    let now = actor.now.to_string().parse().ok();
    let (mut done, mut made): (Vec<Outcome>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    for owed in &owed {
        let (bytes, nil, ending) = paper(owed, cx)?;
        let name = file_name(owed, ending, &all, project);
        if dry {
            output::data(&format!("{name}\n"))?;
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
        };
        done.push(session.run(&[&verb], None, &actor).inspect_err(|_| project.drop_report(&file))?);
        made.push((name, file));
    }
    if done.is_empty() {
        return if dry {
            Ok(())
        } else {
            output::talk(cx, &say!(cx.lang, "Nothing to file.", "没有应报未报的材料。"))
        };
    }
    run_work::record_all(&mut session, [])?;
    for (name, file) in &made {
        project.place_report(name, file)?;
        output::data(&format!("reports/{name}\n"))?;
    }
    Ok(())
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
    let directory = &cx.project()?.directory;
    let scope = filing::scope(&owed.unit, directory);
    // The unit at the top has all cases, also those that no unit has yet.
    let is_all = directory.unit(scope).is_none_or(|unit| unit.parent.is_empty());
    let mut line = Map::new();
    line.insert("period".into(), Value::String(owed.period.to_string()));
    if !is_all {
        line.insert("where".into(), Value::Array(vec![Value::String(format!("unit:{scope}"))]));
    }
    report::paper(&owed.row.form, &BatchLine(line), cx)
}
