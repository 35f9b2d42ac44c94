//! `redress report KIND`: tables to print, to mail, or to act upon. What the kinds are stands in `kinds`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, OUTPUT, SelectedCases, WHERE};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag, switch};
use crate::document::table::{Cell, Row, Table};
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::gate::codes;
use crate::domain::query::dimension::Dimension;
use crate::render::{self, Format};
use crate::report::context::ReportContext;
use crate::report::stats;
use crate::report::todo::Whose;
use crate::say;
use crate::text::Two;
use kinds::{KINDS, ReportKind};

mod counts;
pub(super) mod events;
mod kinds;
mod measured;
mod papers;

/// report
pub(super) const SPEC: Spec = Spec {
    name: "report",
    zh: "报表",
    group: CommandGroup::Report,
    about: Two(
        "overdue, due, todo, register, stats, trend, hotspots, measures, reconcile, performance, satisfaction, workload, ageing, repeat, supervised, major, withdrawals, callbacks, exceptions, duties, filings, summary, dashboard",
        "报表：超期、到期、待办、登记簿、统计、趋势、热点、指标、勾稽核对、考核、满意度、工作量、账龄、再次投诉、督办、重大、撤诉、回访、例外、日常检查、报送、总结、看板",
    ),
    more: Two(
        "redress report overdue --fail-if-any    exit code 8 if anything is overdue: for cron\nredress report due --period this-week\nredress report stats --by channel,category,month --period this-year\nredress report stats --by unit --across category --period last-month\nredress report measures --period last-month --compare previous\nredress report summary --period last-month -o summary.html\nredress report exceptions --period last-quarter -o exceptions.xlsx\nredress report callbacks --explain    what a row is, which date counts, what is left out",
        "redress 报表 超期 --fail-if-any    有超期时退出码为 8，供 cron 使用\nredress 报表 到期 --period this-week\nredress 报表 统计 --by 渠道,类别,月 --period 今年\nredress 报表 统计 --by 单位 --across 类别 --period 上月\nredress 报表 指标 --period 上月 --compare 环比\nredress 报表 总结 --period 上月 -o 总结.html\nredress 报表 例外 --period last-quarter -o 例外.xlsx\nredress 报表 回访 --explain    说明每行含义、统计口径和不计的内容",
    ),
    flags: &[
        arg(
            "kind",
            "KIND",
            "overdue, due, todo, register, stats, trend, hotspots, measures, reconcile, performance, satisfaction, workload, ageing, repeat, supervised, major, withdrawals, callbacks, exceptions, duties, filings, summary or dashboard",
            "overdue 超期、due 到期、todo 待办、register 登记簿、stats 统计、trend 趋势、hotspots 热点、measures 指标、reconcile 勾稽核对、performance 考核、satisfaction 满意度、workload 工作量、ageing 账龄、repeat 再次投诉、supervised 督办、major 重大、withdrawals 撤诉、callbacks 回访、exceptions 例外、duties 日常检查、filings 报送、summary 总结、dashboard 看板",
        )
        .required(),
        flag(
            "period",
            "P",
            "what falls in it, by the date that --explain names: 2026-10, this-week, 2026-01-01..2026-03-31 …",
            "按 --explain 所述口径统计的时间段：2026-10、this-week、2026-01-01..2026-03-31 等",
        ),
        flag(
            "by",
            "DIM,...",
            "broken down by these, three at most: channel, category, unit, outcome, month …, or a field of the policy's own",
            "按这些维度分组，最多三个：渠道、类别、单位、处理结果、月 等，或制度自定的字段",
        ),
        flag("across", "DIM", "stats: this dimension as columns, with totals both ways", "统计：以该维度为列，并列出行列合计"),
        flag("measure", "M,...", "only these measures", "只列这些指标").many(),
        flag(
            "compare",
            "WHICH",
            "beside the period before (previous) or the same of last year (last-year)",
            "与上期（环比、previous）或去年同期（同比、last-year）比较",
        )
        .many(),
        flag("sort", "K,...", "columns to sort by; -count goes down", "排序的列；-count 为降序").many(),
        flag("top", "N", "only the first so many rows", "只列前几行"),
        flag(
            "cases",
            "[CELL]",
            "the cases behind the figures; of a row or cell only, by its values: taiyuan,on-time",
            "列出数据背后的投诉件；可用取值限定某行某格：太原支行,按时办结率",
        ),
        switch("titles", "dashboard: with the titles of cases", "看板：显示投诉件标题"),
        switch("external", "for outside: small groups are hidden", "对外报送：略去过小的分组"),
        flag("unit", "U", "of this unit and those below it", "该单位及下级"),
        flag("person", "P", "of this person", "该人员"),
        WHERE,
        AS_OF,
        KNOWN,
        OUTPUT,
        switch("fail-if-any", "exit code 8 if there is any", "有内容时退出码为 8"),
        switch("explain", "what it counts, and how", "说明统计口径"),
    ],
    run: CommandRun::Plain(run),
};

/// Flags that not every kind takes.
const OF_SOME: &[&str] =
    &["period", "unit", "person", "by", "across", "measure", "compare", "cases", "external", "titles"];

/// What was asked for, read.
struct Asked<'a> {
    kind: &'a ReportKind,
    input: &'a dyn Input,
    cx: &'a Context,
    seen: &'a SelectedCases,
    context: &'a ReportContext<'a>,
    whose: Whose,
    period: Option<Period>,
}

/// The kinds with their titles.
pub(crate) fn titles() -> impl Iterator<Item = (&'static str, Two)> {
    KINDS.iter().map(|kind| (kind.en, kind.definition.title))
}

/// The kinds, by both names.
pub(crate) fn kinds() -> Vec<String> {
    KINDS.iter().map(|kind| format!("{} {}", kind.en, kind.zh)).collect()
}

/// A report as a file: its bytes, whether there was nothing to report, and the ending of its name. Documents become docx, tables xlsx.
///
/// # Errors
/// As the report itself.
pub(super) fn paper(
    kind_name: &str,
    input: &dyn Input,
    cx: &Context,
) -> Result<(Vec<u8>, bool, &'static str), CliError> {
    let kind = kind(kind_name)?;
    let whose = whose(input, cx)?;
    let seen = selection::cases_that(kind.looks_at(), input, &input.many("where"), cx, kind.keep)?;
    let context = seen.report_context(cx)?;
    let period = selection::period(input, cx)?;
    let asked = Asked { kind, input, cx, seen: &seen, context: &context, whose, period };
    let mut table = (kind.make)(&asked)?;
    table.about = about(&asked);
    let (mut bytes, mut look) = (Vec::new(), cx.look());
    (look.color, look.width, look.header) = (false, None, true);
    match kind.document {
        Some(document) => {
            render::document(&document(&asked)?, Format::Docx, &look, &mut bytes)?;
            Ok((bytes, false, "docx"))
        }
        None => {
            render::write(&table, Format::Xlsx, &look, &mut bytes)?;
            Ok((bytes, table.rows.is_empty(), "xlsx"))
        }
    }
}

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let kind = kind(&input.text("kind"))?;
    if input.on("explain") {
        return explain(kind, cx);
    }
    let given = |flag: &&&str| input.one(flag).is_some() || input.on(flag) || !input.many(flag).is_empty();
    if let Some(flag) = OF_SOME.iter().filter(given).find(|flag| !kind.takes(flag)) {
        let takes = KINDS.iter().filter(|kind| kind.takes(flag)).map(|kind| format!("report {}", kind.en)).collect();
        let (flag, command) = (format!("--{flag}"), format!("report {}", kind.en));
        return Err(CliError::Usage(Usage::NotHere { flag, command, takes }));
    }
    let whose = whose(input, cx)?;
    let mut seen = selection::cases_that(kind.looks_at(), input, &input.many("where"), cx, kind.keep)?;
    if kind.of_cases {
        let directory = &cx.project()?.directory;
        seen.cases.retain(|case| whose.is_held_by(&case.unit, &case.person, directory));
    }
    let context = seen.report_context(cx)?;
    let period = selection::period(input, cx)?;
    let asked = Asked { kind, input, cx, seen: &seen, context: &context, whose, period };
    if let Some(document) = kind.document.filter(|_| input.one("cases").is_none() && !output::wants_records(cx)) {
        let document = document(&asked)?;
        return output::document(cx, "", &[], Vec::new(), || document);
    }
    let mut table = (kind.make)(&asked)?;
    table.about = about(&asked);
    arrange(&mut table, input, cx)?;
    output::table(cx, &table)?;
    if let Some(breaks) = table.more.get("breaks").and_then(serde_json::Value::as_u64).filter(|breaks| *breaks > 0) {
        let message = say!(cx.lang, "{breaks} groups do not add up", "有 {breaks} 组不平");
        return Err(CliError::Failed(Failure::Said { message }));
    }
    if input.on("fail-if-any") && (kind.any)(&table) { Err(CliError::Found) } else { Ok(()) }
}

fn kind(given: &str) -> Result<&'static ReportKind, CliError> {
    KINDS.iter().find(|kind| given == kind.en || given == kind.zh).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().flat_map(|kind| [kind.en, kind.zh]).collect();
        let nearest = codes::nearest(given, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: "KIND".into(), value: given.into(), known: kinds(), nearest })
    })
}

/// What a workbook says of its figures: definitions, the day, what was known, the program.
fn about(asked: &Asked<'_>) -> Vec<(String, String)> {
    let (lang, context) = (asked.context.lang, asked.context);
    let mut all: Vec<(String, String)> =
        asked.kind.definition.parts().map(|(_, label, text)| (label.get(lang).into(), text.get(lang).into())).into();
    let measures = asked.kind.measured.map(|measured| measured.all()).unwrap_or_default();
    all.extend(measures.iter().map(|measure| measure.about(lang)));
    let day = context.now.map_or_else(|| context.day.to_string(), crate::text::sentence::shown);
    all.push((Two("As of", "截至").get(lang).into(), day));
    let known = asked.input.one("known");
    all.extend(known.map(|known| (Two("Known by", "所据记录截至").get(lang).into(), known)));
    all.push((Two("Program", "程序").get(lang).into(), concat!("redress ", env!("CARGO_PKG_VERSION")).into()));
    all
}

/// The month before the report's day.
fn last_month(context: &ReportContext<'_>) -> Option<Period> {
    Period::of(PeriodKind::Month, context.day).previous()
}

/// `--sort` and `--top`. A row of totals stays the last.
fn arrange(table: &mut Table, input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let given = input.many("sort");
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
    // A report with a figure a row has a total a figure.
    let is_total = |row: &Row| row.cells.first() == Some(&Cell::total(cx.lang));
    let first_total = table.rows.iter().position(is_total).unwrap_or(table.rows.len());
    let totals = table.rows.split_off(first_total);
    if !keys.is_empty() {
        table.sort(&keys);
    }
    if let Some(given) = input.one("top") {
        let wrong = |_| CliError::Usage(Usage::Unlike { flag: "--top".into(), value: given.clone(), example: "10" });
        let (most, all): (usize, usize) = (given.trim().parse().map_err(wrong)?, table.rows.len());
        if most < all {
            table.rows.truncate(most);
            table.notes.push(say!(cx.lang, "the first {most} of {all} rows", "共 {all} 行，仅列前 {most} 行"));
        }
    }
    table.rows.extend(totals);
    Ok(())
}

/// The dimensions of `--by`, or the usual ones; a dimension of `--across` comes last.
fn dimensions(asked: &Asked<'_>, usual: &str) -> Result<Vec<Dimension>, CliError> {
    let given = asked.input.one("by").unwrap_or_else(|| usual.into());
    let mut words: Vec<&str> = given.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let across = asked.input.one("across");
    if (words.is_empty() && !usual.is_empty()) || words.len() > stats::MOST {
        let example = "channel,category,month";
        return Err(CliError::Usage(Usage::Unlike { flag: "--by".into(), value: given, example }));
    }
    words.extend(across.as_deref());
    let dimension =
        |word: &&str| stats::dimension(word, asked.context).map_err(|error| CliError::Column(Box::new(error)));
    words.iter().map(dimension).collect()
}

fn explain(kind: &ReportKind, cx: &Context) -> Result<(), CliError> {
    let keys = ["report", "title", "row", "cohort", "clock", "exclusions", "columns"];
    let measures = kind.measured.map(|measured| measured.all()).unwrap_or_default();
    let mut json = kind.definition.json(kind.en, cx.lang);
    if !measures.is_empty() {
        json["measures"] = measures.iter().map(|measure| measure.json(cx.lang)).collect();
    }
    output::document(cx, "redress.definition/1", &keys, vec![json], || {
        let mut page = kind.definition.page(cx.lang);
        page.blocks.extend(measures.iter().map(|measure| measure.page(cx.lang)));
        page
    })
}

/// `--unit` and `--person`, by code or title.
pub(super) fn whose(input: &dyn Input, cx: &Context) -> Result<Whose, CliError> {
    let project = cx.project()?;
    let unknown = |flag: &str, value: String, names: Vec<String>| {
        let nearest = codes::nearest(&value, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: flag.into(), value, known: names.into_iter().take(12).collect(), nearest })
    };
    let unit = input.text("unit");
    let person = input.text("person");
    let found_unit = project.directory.find_unit(&unit).map(|u| u.code.clone());
    let found_person = project.directory.find_person(&person).map(|p| p.code.clone());
    if !unit.is_empty() && found_unit.is_none() && !project.directory.units.is_empty() {
        return Err(unknown("--unit", unit, project.directory.units.iter().map(|u| u.code.to_string()).collect()));
    }
    if !person.is_empty() && found_person.is_none() && !project.directory.people.is_empty() {
        return Err(unknown("--person", person, project.directory.people.iter().map(|p| p.code.to_string()).collect()));
    }
    Ok(Whose { unit: found_unit.unwrap_or_else(|| unit.into()), person: found_person.unwrap_or_else(|| person.into()) })
}
