//! `policy show|check|diff|simulate|adopt`: the rules in force, their mistakes, and drafts of others.

mod draft;
mod soundness;

use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::{errors, policy as words};
use crate::cli::output;
use crate::cli::policy_files::PolicyFiles;
use crate::cli::selection::{self, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, OUTPUT, arg, flag, flags};
use crate::command::input::Input;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::SECTIONS;
use crate::profile::{self, DirectoryFinding, Loosening, PolicyError};
use crate::project::{Project, ProjectError};
use crate::report::form::{Templates, file};
use crate::report::policy as report;
use crate::say;
use crate::text::words::count;
use crate::text::{Lang, Two};
use chrono::NaiveDate;
use serde_json::json;
use soundness::Soundness;

const ACTION: Flag = arg(
    "action",
    "show|check|diff|simulate|adopt",
    "show (default), check, diff, simulate or adopt",
    "show 显示（默认）、check 检查、diff 对比、simulate 模拟、adopt 施行",
);
const SECTION: Flag = arg(
    "section",
    "SECTION|FILE",
    "show: only this section (channel, limit, gate …); simulate, adopt: the draft",
    "显示：只显示该部分（channel、limit、gate 等）；模拟、施行：草案文件",
);
const AGAINST: Flag = flag(
    "against",
    "PACK",
    "check: where this policy falls short of a pack or of iso-10002",
    "检查：与规则包或 iso-10002 的差距",
);
const FROM: Flag =
    flag("from", "DATE", "adopt: the day from which it holds (today, if not given)", "施行：施行日期（默认当天）");

/// policy
pub(super) const SPEC: Spec = Spec {
    name: "policy",
    zh: "制度",
    group: CommandGroup::SetUp,
    about: Two(
        "show: what is in force; check: mistakes in it and in directory.toml, loosenings; diff: what this project changes; simulate: history under a draft; adopt: put a draft in force",
        "show 现行制度；check 检查制度和单位人员的差错、放宽；diff 本项目的改动；simulate 以草案重放历史；adopt 施行草案",
    ),
    more: Two(
        "redress policy show limit\nredress policy check\nredress policy check --against iso-10002\nredress policy diff\nredress policy simulate draft.toml     which cases would have been late or refused otherwise\nredress policy adopt draft.toml --from 2027-01-01\nA draft is a file of rows as in policies.d/, or the name of a pack (redress profile list)",
        "redress 制度 显示 limit\nredress 制度 检查\nredress 制度 检查 --against iso-10002\nredress 制度 对比\nredress 制度 模拟 草案.toml     哪些件会超期、不得办理等\nredress 制度 施行 草案.toml --from 2027-01-01\n草案为 policies.d/ 格式的文件，或规则包名称（redress 模板 列表）",
    ),
    flags: flags![ACTION, SECTION, AGAINST, FROM, OUTPUT],
    run: CommandRun::Plain(run),
};

pub(super) const ACTIONS: &[Action] = &[
    action::plain("show", "显示", flags![SECTION, OUTPUT]),
    action::plain("check", "检查", flags![AGAINST, OUTPUT]),
    action::plain("diff", "对比", flags![OUTPUT]),
    action::plain("simulate", "模拟", flags![SECTION, OUTPUT]),
    action::plain("adopt", "施行", flags![SECTION, FROM]),
];

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    match action::chosen(input, "policy", ACTIONS)? {
        "check" => match input.one(AGAINST) {
            Some(pack) => draft::against(&pack, cx),
            None => check(cx),
        },
        "diff" => diff(cx),
        "simulate" => draft::simulate(input, cx),
        "adopt" => draft::adopt(input, cx),
        _ => show(input, cx),
    }
}

fn show(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.sound_project()?;
    let section = input.one(SECTION);
    if let Some(given) = &section {
        let known: Vec<&str> = SECTIONS.iter().map(|(s, _)| *s).collect();
        if !known.contains(&given.as_str()) {
            let near = nearest(given, &known).map(Into::into);
            let known = known.into_iter().map(Into::into).collect();
            return Err(CliError::Usage(Usage::Value {
                flag: "SECTION".into(),
                value: given.clone(),
                known,
                nearest: near,
            }));
        }
    }
    if cx.is_json() {
        let data = json!({ "digest": project.digest(), "policy": project.resolved.json() });
        return output::answer(cx, "redress.policy/1", &["digest"], vec![data], String::new);
    }
    let mut table = report::show(&project.policy, section.as_deref(), cx.lang);
    table.notes.push(say!(cx.lang, "digest {}", "摘要 {}", project.digest()));
    output::table(cx, &table)
}

/// Opening the project has found what makes its files unusable; here is what else there is, in the policy and in the directory.
fn check(cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let today = cx.now()?.date();
    let files = PolicyFiles::of(project, &project.layers);
    // What stands in for a policy that cannot be read is none of the file's.
    let mut found = if project.stands_in { Soundness::default() } else { soundness::of(&project.policy, &files, cx)? };
    found.loosened = files.loosened(&project.resolved.loosened, cx.lang);
    let coming = soundness::coming(project, &found, cx)?;
    let findings = profile::check_directory(&project.policy, &project.directory_as_written(), today);
    let (notes, rows): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.problem.is_note());
    let unusable = project.mistakes().iter().filter(|wrong| !matches!(***wrong, ProjectError::DirectoryRow { .. }));
    let templates = Templates::with(project.templates()?);
    let context = report_context(cx, today, None)?;
    let broken = templates.mistakes(&context).into_iter().map(|wrong| Failure::Template(Box::new(wrong)));
    let broken = broken.map(CliError::Failed).map(|wrong| (errors::line(&wrong, cx.lang), wrong));
    let terms = terms(project, today, cx.lang).into_iter().map(|problem| {
        (files.told(&problem, &words::problem(&problem, cx.lang), cx.lang), CliError::Project(problem.into()))
    });
    let rows = rows.into_iter().map(|finding| {
        let line = files.told_of_directory(&finding.code, &words::finding(&finding, cx.lang));
        let DirectoryFinding { code, problem } = finding;
        (line, CliError::Project(ProjectError::DirectoryRow { code, problem }))
    });
    let errors = found.wrong.into_iter().chain(terms).chain(rows).chain(broken).chain(coming.wrong);
    let (lines, errors): (Vec<String>, Vec<CliError>) = errors.unzip();
    let unusable = unusable.flat_map(|wrong| project.all_like(wrong));
    let unusable = unusable.map(|wrong| files.told_mistake(&wrong, &words::mistake(&wrong, cx.lang), cx.lang));
    let wrong: Vec<String> = unusable.chain(lines).collect();
    let (loose, loosened): (Vec<String>, Vec<Loosening>) = found.loosened.into_iter().chain(coming.loosened).unzip();
    let departures = project.calendar.departures();
    let noted = notes.iter().map(|finding| files.told_of_directory(&finding.code, &words::finding(finding, cx.lang)));
    let bare = project
        .policy
        .forms
        .iter()
        .filter(|form| [Lang::Zh, Lang::En].iter().all(|lang| templates.text(&file(&form.code, *lang)).is_none()));
    let noted: Vec<String> = noted
        .chain(found.notes.into_iter().map(|(line, ())| line))
        .chain(departures.into_iter().map(|date| words::departure(&project.calendar, date, cx.lang)))
        .chain(bare.map(|form| words::no_template(&form.code, cx.lang)))
        .chain(coming.notes.into_iter().map(|(line, ())| line))
        .collect();
    let records = if cx.is_json() {
        let loosened: Vec<_> = loosened
            .iter()
            .map(|l| json!({ "section": l.section, "row": l.row, "key": l.key, "from": l.from, "to": l.to }))
            .collect();
        vec![json!({ "digest": project.digest(), "problems": wrong, "loosened": loosened, "notes": noted })]
    } else {
        let of = |kind: &'static str, all: &[String]| -> Vec<_> {
            all.iter().map(|message| json!({ "kind": kind, "message": message })).collect()
        };
        [of("wrong", &wrong), of("loosened", &loose), of("note", &noted)].concat()
    };
    output::answer(cx, "redress.policy-check/1", &["kind", "message"], records, || told(cx, &wrong, &loose, &noted))?;
    project.check_files()?;
    errors.into_iter().next().map_or(Ok(()), Err)
}

/// The saved queries, and the terms of filings, that cannot run.
fn terms(project: &Project, today: NaiveDate, lang: Lang) -> Vec<PolicyError> {
    let wrong = |place: String, written: &str, terms: &[String]| {
        let error = selection::filter_of((project, &project.policy), terms, today, "me".into()).err()?;
        let message = crate::text::query::term_error(&error, lang);
        Some(PolicyError::Terms { place, terms: written.into(), message })
    };
    let queries = project.settings.queries.iter();
    let queries = queries.filter_map(|(name, terms)| wrong(format!("[queries] {name}"), terms, &[format!("@{name}")]));
    let filings = project.policy.filings.iter();
    let filings =
        filings.filter_map(|row| wrong(format!("[[filing]] {}: terms", row.code), &row.terms.join(" "), &row.terms));
    queries.chain(filings).collect()
}

/// What was found, a line each, and the sum of it.
fn told(cx: &Context, wrong: &[String], loose: &[String], noted: &[String]) -> String {
    let mut out: String = wrong.iter().map(|text| say!(cx.lang, "wrong: {text}\n", "有误：{text}\n")).collect();
    out.extend(loose.iter().map(|text| say!(cx.lang, "loosened: {text}\n", "放宽：{text}\n")));
    out.extend(noted.iter().map(|text| say!(cx.lang, "note: {text}\n", "注意：{text}\n")));
    if wrong.is_empty() {
        let (n, loosenings) = (loose.len(), count(loose.len() as u64, "loosening"));
        out += &match n {
            0 => say!(cx.lang, "the policy is sound, and so is the directory\n", "制度无误，单位和人员无误\n"),
            _ => say!(
                cx.lang,
                "the policy is sound, with {loosenings}, and so is the directory\n",
                "制度无误，放宽 {n} 处；单位和人员无误\n"
            ),
        };
    }
    out
}

fn diff(cx: &Context) -> Result<(), CliError> {
    let project = cx.sound_project()?;
    let base = profile::resolve(&project.settings.profile, &serde_json::Value::Null).map_err(ProjectError::from)?;
    output::table(cx, &report::diff(&base.json(), &project.resolved.json(), cx.lang))
}
