//! `redress report KIND`: tables to print, to mail, or to act upon. What the kinds are stands in `kinds`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, SelectedCases, WHERE};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{AnyFlag, Flag, Many, OUTPUT, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::document::Block;
use crate::document::table::Table;
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::gate::codes;
use crate::domain::policy::{Filing, Policy};
use crate::domain::query::dimension::Dimension;
use crate::project::Project;
use crate::render::{self, Format};
use crate::report::context::ReportContext;
use crate::report::stats;
use crate::report::todo::Whose;
use crate::say;
use crate::text::{Lang, Two};
use chrono::NaiveDate;
use kinds::{KINDS, ReportKind};

mod basis;
mod counts;
pub(super) mod events;
mod filing;
mod kinds;
mod measured;
mod papers;
mod scope;
mod wording;

pub(super) use filing::unknown_source;

const KIND: Flag = arg(
            "kind",
            "KIND",
            "overdue, due, todo, register, stats, trend, hotspots, measures, reconcile, performance, satisfaction, workload, ageing, repeat, supervised, major, withdrawals, callbacks, spot-checks, exceptions, wording, duties, filings, filing, conformance, archive, diff, summary or dashboard",
            "overdue 超期、due 到期、todo 待办、register 登记簿、stats 统计、trend 趋势、hotspots 热点、measures 指标、reconcile 勾稽核对、performance 考核、satisfaction 满意度、workload 工作量、ageing 账龄、repeat 再次投诉、supervised 督办、major 重大、withdrawals 撤诉、callbacks 回访、spot-checks 抽查、exceptions 例外、wording 用语、duties 日常检查、filings 报送、filing 报送材料、conformance 制度执行自查、archive 归档目录、diff 报送比较、summary 总结、dashboard 看板",
        )
        .required();
const FIRST: Flag = arg(
    "first",
    "A",
    "diff: an issued paper, by its file in reports/ or its event; filing: the filing's name",
    "报送比较：一份已出具的材料，用 reports/ 中的文件名或记录编号；报送材料：报送项目",
);
const SECOND: Flag = arg("second", "B", "diff: the other one", "报送比较：另一份材料");
const PERIOD: Flag = flag(
    "period",
    "P",
    "what falls in it, by the date that --explain names: 2026-10, this-week, 2026-01-01..2026-03-31 …",
    "按 --explain 所述口径统计的时间段：2026-10、this-week、2026-01-01..2026-03-31 等",
);
const BY: Flag = flag(
    "by",
    "DIM,...",
    "broken down by these, three at most: channel, category, unit, outcome, month …, or a field of the policy's own",
    "按这些维度分组，最多三个：渠道、类别、单位、处理结果、月 等，或制度自定的字段",
);
const ACROSS: Flag = flag(
    "across",
    "DIM",
    "stats: this dimension as columns, with totals both ways",
    "统计：以该维度为列，并列出行列合计",
);
const MEASURE: Flag<Many> = flag("measure", "M,...", "only these measures", "只列这些指标").many();
const COMPARE: Flag<Many> = flag(
    "compare",
    "WHICH",
    "beside the period before (previous) or the same of last year (last-year)",
    "与上期（环比、previous）或去年同期（同比、last-year）比较",
)
.many();
const SORT: Flag<Many> =
    flag("sort", "K,...", "columns to sort by; -count goes down", "排序的列；-count 为降序").many();
const TOP: Flag = flag("top", "N", "only the first so many rows", "只列前几行");
const CASES: Flag = flag(
    "cases",
    "[CELL]",
    "the cases behind the figures; of a row or cell only, by its values: taiyuan,on-time",
    "列出数据背后的投诉件；可用取值限定某行某格：太原支行,按时办结率",
);
const TITLES: Flag<Switch> = switch(
    "titles",
    "names in the place of codes also in tsv, csv, json and jsonl; dashboard: with the titles of cases",
    "tsv、csv、json、jsonl 中也以名称代替代码；看板：显示投诉件标题",
);
const CODES: Flag<Switch> = switch(
    "codes",
    "codes in the place of names also in table, markdown, html, txt, docx and xlsx",
    "table、markdown、html、txt、docx、xlsx 中也以代码代替名称",
);
const EXTERNAL: Flag<Switch> = switch(
    "external",
    "for outside: no small group is shown nor can be worked out, not from all such tables of a period together",
    "对外报送：过小的分组不列示，也无法由同一时期的各表推算",
);
const UNIT: Flag = flag("unit", "U", "of this unit and those below it", "该单位及下级");
const PERSON: Flag = flag("person", "P", "of this person", "该人员");
const FAIL_IF_ANY: Flag<Switch> = switch("fail-if-any", "exit code 8 if there is any", "有内容时退出码为 8");
const EXPLAIN: Flag<Switch> = switch("explain", "what it counts, and how", "说明统计口径");

/// report
pub(super) const SPEC: Spec = Spec {
    name: "report",
    zh: "报表",
    group: CommandGroup::Report,
    about: Two(
        "overdue, due, todo, register, stats, trend, hotspots, measures, reconcile, performance, satisfaction, workload, ageing, repeat, supervised, major, withdrawals, callbacks, spot-checks, exceptions, wording, duties, filings, filing, conformance, archive, diff, summary, dashboard",
        "报表：超期、到期、待办、登记簿、统计、趋势、热点、指标、勾稽核对、考核、满意度、工作量、账龄、再次投诉、督办、重大、撤诉、回访、抽查、例外、用语、日常检查、报送、报送材料、制度执行自查、归档目录、报送比较、总结、看板",
    ),
    more: Two(
        "redress report overdue --fail-if-any    exit code 8 if anything is overdue: for cron\nredress report due --period this-week\nredress report stats --by channel,category,month --period this-year\nredress report stats --by unit --across category --period last-month\nredress report measures --period last-month --compare previous\nredress report summary --period last-month -o summary.html\nredress report exceptions --period last-quarter -o exceptions.xlsx\nredress report callbacks --explain    what a row is, which date counts, what is left out",
        "redress 报表 超期 --fail-if-any    有超期时退出码为 8，供 cron 使用\nredress 报表 到期 --period this-week\nredress 报表 统计 --by 渠道,类别,月 --period 今年\nredress 报表 统计 --by 单位 --across 类别 --period 上月\nredress 报表 指标 --period 上月 --compare 环比\nredress 报表 总结 --period 上月 -o 总结.html\nredress 报表 例外 --period last-quarter -o 例外.xlsx\nredress 报表 回访 --explain    说明每行含义、统计口径和不计的内容",
    ),
    flags: flags![
        KIND,
        FIRST,
        SECOND,
        PERIOD,
        BY,
        ACROSS,
        MEASURE,
        COMPARE,
        SORT,
        TOP,
        CASES,
        TITLES,
        CODES,
        EXTERNAL,
        UNIT,
        PERSON,
        WHERE,
        AS_OF,
        KNOWN,
        OUTPUT,
        FAIL_IF_ANY,
        EXPLAIN
    ],
    run: CommandRun::Plain(run),
};

/// Flags that not every kind takes.
const OF_SOME: &[AnyFlag] =
    flags![FIRST, SECOND, PERIOD, UNIT, PERSON, BY, ACROSS, MEASURE, COMPARE, CASES, EXTERNAL, WHERE];

/// What was asked for, read.
#[derive(Clone, Copy)]
struct Asked<'a> {
    kind: &'a ReportKind,
    input: &'a Input<'a>,
    cx: &'a Context,
    seen: &'a SelectedCases,
    context: &'a ReportContext<'a>,
    whose: &'a Whose,
    period: Option<Period>,
    /// The filing of which this is the paper.
    filing: Option<&'a Filing>,
}

/// The kinds with their titles.
pub(crate) fn titles() -> impl Iterator<Item = (&'static str, Two)> {
    KINDS.iter().map(|kind| (kind.en, kind.definition.title))
}

/// The names of each kind.
pub(crate) fn kind_names() -> impl Iterator<Item = Two> {
    KINDS.iter().map(|kind| Two(kind.en, kind.zh))
}

/// The kinds, by both names.
pub(crate) fn kinds() -> Vec<String> {
    kind_names().map(|Two(en, zh)| format!("{en} {zh}")).collect()
}

/// A report as a file: its bytes, whether there was nothing to report, and the ending of its name. Documents become docx, tables xlsx.
///
/// # Errors
/// As the report itself.
pub(super) fn paper(row: &Filing, input: &Input, cx: &Context) -> Result<(Vec<u8>, bool, &'static str), CliError> {
    let kind = kind(if row.form == "columns" { "filing" } else { &row.form })?;
    let _as_filed = as_filed(kind, input, cx)?;
    let (whose, period) = (whose(input, cx)?, selection::period(input, cx)?);
    let seen = selection::cases_that(kind.looks_at(), input, &terms(kind, input, cx)?, cx, kind.keep)?;
    let context = seen.report_context(cx)?;
    let asked = Asked { kind, input, cx, seen: &seen, context: &context, whose: &whose, period, filing: Some(row) };
    let mut table = (kind.make)(&asked)?;
    filing::refuse(&table, cx)?;
    basis::tell(&mut table, &asked)?;
    let (mut bytes, mut look) = (Vec::new(), cx.look());
    (look.color, look.width, look.header) = (false, None, true);
    match kind.document {
        Some(document) => {
            let mut document = document(&asked)?;
            document.blocks.push(Block::Note(basis::line(&asked)?));
            render::document(&document, Format::Docx, &look, &mut bytes)?;
            Ok((bytes, false, "docx"))
        }
        None => {
            render::write(&table, Format::Xlsx, &look, &mut bytes)?;
            let nil = table.verdict.nil.unwrap_or(table.rows.is_empty());
            Ok((bytes, nil, "xlsx"))
        }
    }
}

/// Looks at cases as a paper does until it is dropped: what is filed is the same whoever files it. Figures count every case; rows of cases,
/// which lie open, show of a restricted one what everybody sees.
struct AsFiled<'a> {
    cx: &'a Context,
    project: &'a Project,
    day: NaiveDate,
}

fn as_filed<'a>(kind: &ReportKind, input: &Input, cx: &'a Context) -> Result<AsFiled<'a>, CliError> {
    let (project, day) = (cx.project()?, cx.now()?.date());
    let code = input.text(FIRST);
    let is_counted = match project.policy.filings.iter().find(|row| row.code == code) {
        Some(row) if kind.en == "filing" => row.rows != "case",
        _ => kind.measured.is_some() || matches!(kind.en, "stats" | "hotspots" | "reconcile" | "summary"),
    };
    match is_counted {
        true => project.look_as_program(),
        false => project.look_as(Code::default(), day),
    }
    Ok(AsFiled { cx, project, day })
}

impl Drop for AsFiled<'_> {
    fn drop(&mut self) {
        self.project.look_as(self.cx.user(None, self.project), self.day);
    }
}

/// The terms that choose the cases. A register is of a period: of what is masked only they know when it was received.
fn terms(kind: &ReportKind, input: &Input, cx: &Context) -> Result<Vec<String>, CliError> {
    let mut terms = input.many(WHERE);
    if kind.en == "register" {
        terms.extend(selection::period(input, cx)?.map(|period| format!("received:{period}")));
    }
    Ok(terms)
}

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let kind = kind(&input.text(KIND))?;
    if input.on(EXPLAIN) {
        return explain(kind, cx);
    }
    if kind.en == "filing" {
        let line = filing::as_report(input, cx)?;
        let made = self::kind(&Input::of(&line).text(KIND))?;
        // The paper itself is the same for everybody; who asks for other figures sees no more than in other reports.
        let is_paper = filing::is_paper(input, cx)?;
        let _as_filed = if is_paper { Some(as_filed(made, &Input::of(&line), cx)?) } else { None };
        return run_kind(&Input::of(&line), Some(filing::row(input, cx)?), cx);
    }
    run_kind(input, None, cx)
}

fn run_kind(input: &Input, filing: Option<&Filing>, cx: &Context) -> Result<(), CliError> {
    let kind = kind(&input.text(KIND))?;
    if let Some(flag) = OF_SOME.iter().find(|flag| input.has(flag) && !kind.takes(flag)) {
        let named = |kind: &ReportKind| match cx.lang {
            Lang::En => format!("report {}", kind.en),
            Lang::Zh => format!("报表 {}", kind.zh),
        };
        let takes = KINDS.iter().filter(|kind| kind.takes(flag)).map(named).collect();
        let (flag, command) = (flag.dashed(), named(kind));
        return Err(CliError::Usage(Usage::NotHere { flag, command, takes }));
    }
    let (whose, period) = (whose(input, cx)?, selection::period(input, cx)?);
    let mut seen = selection::cases_that(kind.looks_at(), input, &terms(kind, input, cx)?, cx, kind.keep)?;
    if kind.of_cases {
        let directory = cx.project()?.basis().directory;
        // A period is told with the units of its last day.
        let day = period.and_then(|period| period.to).unwrap_or(seen.day);
        seen.cases.retain(|case| whose.is_held_by(&case.unit, &case.person, directory, day));
    }
    let context = seen.report_context(cx)?;
    let period = selection::period(input, cx)?;
    let asked = Asked { kind, input, cx, seen: &seen, context: &context, whose: &whose, period, filing };
    let names = naming(input)?;
    if let Some(document) = kind.document.filter(|_| input.one(CASES).is_none() && !output::wants_records(cx)) {
        if names == Some(Naming::Codes) {
            let (first, second) = (CODES.dashed(), format!("report {}", kind.en));
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        // Only a table has rows to sort.
        if let Some(flag) = flags![SORT, TOP].iter().find(|flag| input.has(flag)) {
            let (first, second) = (flag.dashed(), format!("report {}", kind.en));
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        let mut document = document(&asked)?;
        document.blocks.push(Block::Note(basis::line(&asked)?));
        if let Some(choice) = scope::choice(&asked)? {
            let below = std::mem::take(&mut document.below);
            document.below = if below.is_empty() { choice } else { format!("{choice} · {below}") };
        }
        output::document(cx, "", &[], Vec::new(), || document)?;
        let is_asked = input.on(FAIL_IF_ANY);
        return if is_asked && (kind.any)(&(kind.make)(&asked)?) { Err(CliError::Found) } else { Ok(()) };
    }
    let mut table = (kind.make)(&asked)?;
    basis::tell(&mut table, &asked)?;
    arrange(&mut table, input, cx)?;
    match names {
        Some(Naming::Codes) => table.in_codes(),
        Some(Naming::Titles) => table.in_titles(),
        None => {}
    }
    output::table(cx, &table)?;
    filing::refuse(&table, cx)?;
    if let Some(breaks) = table.verdict.breaks.filter(|breaks| *breaks > 0) {
        let message = say!(cx.lang, "{breaks} groups do not add up", "有 {breaks} 组不平");
        return Err(CliError::Failed(Failure::Said { message }));
    }
    if input.on(FAIL_IF_ANY) && (kind.any)(&table) { Err(CliError::Found) } else { Ok(()) }
}

/// Whether a table holds codes or names, where the reader says so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Codes,
    Titles,
}

fn naming(input: &Input) -> Result<Option<Naming>, CliError> {
    match (input.on(CODES), input.on(TITLES)) {
        (true, true) => Err(CliError::Usage(Usage::Conflict { first: CODES.dashed(), second: TITLES.dashed() })),
        (true, false) => Ok(Some(Naming::Codes)),
        (false, true) => Ok(Some(Naming::Titles)),
        (false, false) => Ok(None),
    }
}

fn kind(given: &str) -> Result<&'static ReportKind, CliError> {
    let titled = || {
        let title = given.trim().to_lowercase();
        let is = |two: Two| two.0.to_lowercase() == title || two.1 == title;
        let mut all = KINDS.iter().filter(|kind| is(kind.definition.title));
        all.next().filter(|_| all.next().is_none())
    };
    KINDS.iter().find(|kind| given == kind.en || given == kind.zh).or_else(titled).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().flat_map(|kind| [kind.en, kind.zh]).collect();
        let nearest = codes::nearest(given, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: "KIND".into(), value: given.into(), known: kinds(), nearest })
    })
}

/// The month before the report's day.
fn last_month(context: &ReportContext<'_>) -> Option<Period> {
    Period::of(PeriodKind::Month, context.day).previous()
}

/// The period that was asked for, else last month.
///
/// # Errors
/// It has no beginning or no end.
fn whole_period(asked: &Asked<'_>) -> Result<Period, CliError> {
    let period = asked.period.or_else(|| last_month(asked.context));
    period.filter(|period| period.days().is_some()).ok_or_else(|| {
        let period = asked.input.text(PERIOD);
        let message = say!(
            asked.context.lang,
            "“{period}” is open: this report wants a period with a beginning and an end, for example 2026-10",
            "“{period}”的起止不全：本报表的时间段须有起有止，例如 2026-10"
        );
        CliError::Usage(Usage::PeriodHere { message })
    })
}

/// `--sort` and `--top`. Totals stay the last.
fn arrange(table: &mut Table, input: &Input, cx: &Context) -> Result<(), CliError> {
    let given = input.many(SORT);
    let words =
        given.iter().flat_map(|word| word.split([',', '，', '、'])).map(str::trim).filter(|word| !word.is_empty());
    let mut keys = Vec::new();
    for word in words {
        let Some(key) = table.sort_key(word) else {
            let known: Vec<String> = table.columns.iter().map(|column| column.key.clone()).collect();
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            let nearest = codes::nearest(word.trim_start_matches('-'), &names).map(Into::into);
            return Err(CliError::Usage(Usage::Value { flag: "--sort".into(), value: word.into(), known, nearest }));
        };
        keys.push(key);
    }
    if !keys.is_empty() {
        table.sort(&keys);
    }
    if let Some(given) = input.one(TOP) {
        let wrong = |_| CliError::unlike("--top", given.clone(), "10");
        let (most, all): (usize, usize) = (given.trim().parse().map_err(wrong)?, table.rows.len());
        if most < all {
            table.rows.truncate(most);
            table.notes.push(say!(cx.lang, "the first {most} of {all} rows", "共 {all} 行，仅列前 {most} 行"));
        }
    }
    Ok(())
}

/// The dimensions of `--by`, or the usual ones; a dimension of `--across` comes last.
fn dimensions(asked: &Asked<'_>, usual: &str) -> Result<Vec<Dimension>, CliError> {
    let given = asked.input.one(BY).unwrap_or_else(|| usual.into());
    let mut words: Vec<&str> = given.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let across = asked.input.one(ACROSS);
    if (words.is_empty() && !usual.is_empty()) || words.len() > stats::MOST {
        return Err(CliError::unlike("--by", given, "channel,category,month"));
    }
    words.extend(across.as_deref());
    let dimension =
        |word: &&str| stats::dimension(word, asked.context).map_err(|error| CliError::Column(Box::new(error)));
    let all: Vec<Dimension> = words.iter().map(dimension).collect::<Result<_, _>>()?;
    // A breakdown by one thing twice has two columns of one name.
    let twice = (1..all.len()).find(|at| all[..*at].iter().any(|known| known.key() == all[*at].key()));
    match twice {
        None => Ok(all),
        Some(at) => {
            let first = if at + 1 == words.len() && across.is_some() { "--across" } else { "--by" };
            let (first, second) = (format!("{first} {}", words[at]), format!("--by {}", words[at]));
            Err(CliError::Usage(Usage::Conflict { first, second }))
        }
    }
}

fn explain(kind: &ReportKind, cx: &Context) -> Result<(), CliError> {
    let keys = ["report", "title", "row", "cohort", "clock", "exclusions", "columns"];
    let measures = kind.measured.map(|measured| measured.all()).unwrap_or_default();
    let none = Policy::default();
    let policy = cx.project().map_or(&none, |project| &project.policy);
    let mut json = kind.definition.json(kind.en, cx.lang);
    if !measures.is_empty() {
        json["measures"] = measures.iter().map(|measure| measure.json(policy, cx.lang)).collect();
    }
    output::document(cx, "redress.definition/1", &keys, vec![json], || {
        let mut page = kind.definition.page(cx.lang);
        page.blocks.extend(measures.iter().map(|measure| measure.page(policy, cx.lang)));
        page
    })
}

/// `--unit` and `--person`, by code or title.
pub(super) fn whose(input: &Input, cx: &Context) -> Result<Whose, CliError> {
    let directory = cx.project()?.basis().directory;
    let unknown = |flag: &str, value: String, names: Vec<String>| {
        let nearest = codes::nearest(&value, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: flag.into(), value, known: names.into_iter().take(12).collect(), nearest })
    };
    let unit = input.text(UNIT);
    let person = input.text(PERSON);
    let found_unit = directory.find_unit(&unit).map(|u| u.code.clone());
    let found_person = directory.find_person(&person).map(|p| p.code.clone());
    if !unit.is_empty() && found_unit.is_none() && !directory.units.is_empty() {
        return Err(unknown("--unit", unit, directory.units.iter().map(|u| u.code.to_string()).collect()));
    }
    if !person.is_empty() && found_person.is_none() && !directory.people.is_empty() {
        return Err(unknown("--person", person, directory.people.iter().map(|p| p.code.to_string()).collect()));
    }
    Ok(Whose { unit: found_unit.unwrap_or_else(|| unit.into()), person: found_person.unwrap_or_else(|| person.into()) })
}
