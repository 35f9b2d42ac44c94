//! `demo`: a desk with a year of invented cases, to look around in.

mod words;

use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::errors;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flag, flags};
use crate::command::input::Input;
use crate::demo::{self, DemoError, Made, Order};
use crate::domain::calendar::Calendar;
use crate::domain::calendar::when;
use crate::domain::value::moment::Moment;
use crate::domain::value::zone::Zone;
use crate::project::{Project, ProjectError};
use crate::say;
use crate::text::Two;
use crate::text::words::count;
use chrono::{NaiveDate, NaiveDateTime};
use indicatif::ProgressStyle;

const DIRECTORY: Flag =
    arg("directory", "DIR", "directory; it must not hold a project", "目录，其中不得已有台账").required();
const PROFILE: Flag = flag("profile", "P", "which desk; `profile list` shows them", "哪类部门，见 profile list");
const CASES: Flag = flag("cases", "N", "how many cases (300)", "投诉件数（默认 300）");
const SEED: Flag = flag(
    "seed",
    "S",
    "seed: another one gives other cases (1); given, the demo has the same bytes everywhere",
    "随机种子，不同种子生成不同内容（默认 1）；指定时各处生成的字节相同",
);

/// demo
pub(super) const SPEC: Spec = Spec {
    name: "demo",
    zh: "演示",
    group: CommandGroup::SetUp,
    about: Two("make a desk with a year of invented cases", "建立含一年虚构投诉件的演示台账"),
    more: Two(
        "redress demo try\nredress demo large --cases 20000 --seed 7\nredress demo trips --profile tourism\nThe year ends yesterday; the same seed gives the same desk on the same day.",
        "redress 演示 试用\nredress 演示 大样本 --cases 20000 --seed 7\nredress 演示 旅游 --profile tourism\n内容截至昨日；同一天内相同的种子生成相同的台账。",
    ),
    flags: flags![DIRECTORY, PROFILE, CASES, SEED],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let profile = input.one(PROFILE).unwrap_or_else(|| demo::profiles().next().unwrap_or_default().into());
    if !demo::profiles().any(|known| known == profile) {
        return Err(wrong("profile", profile, demo::profiles().map(Into::into).collect()));
    }
    let cases = match input.one(CASES) {
        None => 300,
        Some(text) => match text.parse::<u32>() {
            Ok(n @ 1..=1_000_000) => n,
            _ => return Err(wrong("cases", text, vec!["1 … 1000000".into()])),
        },
    };
    let seed = match input.one(SEED) {
        None => 1,
        Some(text) => match text.parse::<u64>() {
            Ok(n) => n,
            Err(_) => return Err(wrong("seed", text, vec!["1".into(), "2".into()])),
        },
    };
    // Two demos without a seed are two desks, each with a history of its own.
    let ids = input.one(SEED).is_none().then(env::random).transpose()?;
    let order = Order { profile, cases, seed, ids, today: today(cx)?, lang: cx.lang, machine: cx.env.machine() };
    let given = input.text(DIRECTORY);
    let dir = cx.start().join(&given);
    let mut bar = crate::cli::cmd::import::progress_bar(cx);
    // Its own template counts bytes; these are cases.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}") {
        bar = bar.with_style(style);
    }
    bar.set_length(u64::from(cases));
    // The stories' commands are read as those of every project, in the demo's own, at the time of each.
    let mut told = None;
    let here = || Context::new(cx.env.clone(), Some(dir.to_string_lossy().into_owned()), None);
    let mut say = |said: &[String], at: chrono::NaiveDateTime| {
        let context: &mut Context = told.get_or_insert_with(here);
        context.given.now = Some(at.format("%Y-%m-%dT%H:%M").to_string());
        words::verbs(said, context)
    };
    let made = demo::make(&dir, &order, &mut say, &mut |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    let made = made.map_err(|error| failed(error, cx))?;
    // A demo of the same seed that somebody has worked in is another copy.
    let mut project = Project::open(&dir, &order.machine)?;
    project.remember_in(cx.env.state_folder());
    project.forget_others()?;
    let row = serde_json::json!({
        "directory": dir.to_string_lossy(), "cases": made.cases, "events": made.events, "seed": seed,
        "from": made.first.to_string(), "until": order.today.pred_opt().unwrap_or(order.today).to_string(),
    });
    let keys = ["directory", "cases", "events", "seed", "from", "until"];
    // People are told on standard error; data is only for who asked for a format.
    if cx.given.format.is_some() {
        output::answer(cx, "redress.demo/1", &keys, vec![row], String::new)?;
    }
    output::talk(cx, &next(&made, &given, &order))
}

fn wrong(flag: &str, value: String, known: Vec<String>) -> CliError {
    CliError::Usage(Usage::Value { flag: format!("--{flag}"), value, known, nearest: None })
}

/// The day on which the desk is looked at, in the zone of the demo's desk.
fn today(cx: &Context) -> Result<NaiveDate, CliError> {
    let shanghai = Zone::shanghai();
    let zone = |at: NaiveDateTime| shanghai.offset(at);
    let now = shanghai.moment(cx.env.clock);
    let Some(text) = cx.given.now.as_ref().or(cx.env.now.as_ref()) else { return Ok(now.date()) };
    let calendar = Calendar::embedded();
    let frame = when::Frame { now, base: now, calendar: &calendar, zone: &zone };
    let wrong = |_| CliError::Usage(Usage::When { flag: "--now".into(), value: text.clone() });
    when::parse(text, &frame).map(Moment::date).map_err(wrong)
}

/// An act of the demo's own that did not succeed is a mistake in the demo, not in what was typed; so that it can be mended, it
/// says which.
fn failed(error: DemoError, cx: &Context) -> CliError {
    match error {
        DemoError::Project(source) => source.into(),
        DemoError::Words { act, message } => CliError::Failed(Failure::Said {
            message: say!(
                cx.lang,
                "the demo's own “{act}” is no command: {message}",
                "演示数据的“{act}”不是命令：{message}"
            ),
        }),
        DemoError::Act { source, .. } if !matches!(source, ProjectError::Refused(_)) => source.into(),
        DemoError::Act { slot, id, act, source } => {
            let why = errors::text(&source.into(), cx);
            let why = why.trim_end();
            CliError::Failed(Failure::Said {
                message: say!(
                    cx.lang,
                    "the demo's own case {slot} ({id}) was refused at {act}: {why}",
                    "演示数据第 {slot} 件（{id}）在 {act} 环节被拒绝：{why}"
                ),
            })
        }
    }
}

fn next(made: &Made, dir: &str, order: &Order) -> String {
    let Made { cases, events, first } = made;
    let (en_cases, en_events) = (count(*cases as u64, "case"), count(*events as u64, "event"));
    let last = order.today.pred_opt().unwrap_or(order.today);
    // A word for the shell.
    let plain = dir.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'));
    let dir = if plain { dir.to_string() } else { format!("'{}'", dir.replace('\'', "'\\''")) };
    say!(
        order.lang,
        "{dir}: {en_cases}, {en_events}, {first} to {last}; everything in it is invented.\n\
         Look around:\n  cd {dir}\n  redress status               # this morning\n  redress report overdue       # what is late\n  \
         redress list is:escalated\n  redress show 1\n  redress log 1\n  redress verify",
        "{dir}：{cases} 件投诉，{events} 条记录，{first} 至 {last}；内容均属虚构。\n\
         接下来可以看看：\n  cd {dir}\n  redress 概况                 # 今早的情况\n  redress 报表 overdue         # 已超期的\n  \
         redress 列表 is:escalated\n  redress 查看 1\n  redress 日志 1\n  redress 校验"
    )
}
