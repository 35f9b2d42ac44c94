//! `redress report dashboard`: one page for the morning: what is pending and late, what is due next, the year's trend, hot spots, units.
//!
//! Invariant: no person's name, no restricted case, titles only where they were asked for; its size depends on units and categories, not on
//! the number of cases.

use crate::document::chart::{Chart, ChartKind, Series};
use crate::document::table::{Cell, Column, Row, Table, Tone};
use crate::document::{Block, CountLine, Document};
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::hotspots::Tested;
use crate::report::measures::tally::{Figures, rate};
use crate::report::measures::{ALL, Measure};
use crate::report::stats;
use crate::say;
use crate::text::words::{capital, periods_before};
use crate::text::{Lang, Two, query};
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The definition of the page.
pub const DEFINITION: Definition = Definition {
    title: Two("Dashboard", "投诉看板"),
    row: Two("a figure of the page", "看板中的一项数据"),
    cohort: Two("this morning; the trend: the last twelve months", "当日；趋势为近十二个月"),
    clock: Two("as each measure says", "见各指标"),
    exclusions: Two(
        "persons, restricted cases, private data; titles unless --titles is given",
        "人员姓名、限制查看的件、个人信息；未指定 --titles 时不显示标题",
    ),
    columns: &["indicator", "value", "part", "whole"],
};

/// So many days ahead are shown, and so many of the latest cases.
const DAYS: usize = 10;
const LATEST: usize = 10;

/// The limits that run: how many fall due on each of the next working days, and which cases are latest.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    due: BTreeMap<NaiveDate, u64>,
    /// Cases with a limit that runs out in the rest of this week.
    in_week: u64,
    late: Vec<Late>,
    unassigned: u64,
}

#[derive(Clone, Debug)]
struct Late {
    days: i64,
    id: CaseId,
    unit: Code,
    title: Option<String>,
}

impl Ahead {
    /// Adds a complaint.
    pub fn add(&mut self, case: &Case, context: &ReportContext<'_>) {
        if !case.is_pending() {
            return;
        }
        self.unassigned += u64::from(matches!(case.state, State::Received | State::Accepted));
        // A limit that was missed does not hide one that still runs; each day counts a case once.
        let running = context.running(case).into_iter().map(|(_, due)| due.at.date());
        let days: BTreeSet<NaiveDate> = running.filter(|day| *day >= context.day).collect();
        let week = Period::of(PeriodKind::Week, context.day);
        self.in_week += u64::from(days.iter().any(|day| week.contains(*day)));
        days.into_iter().for_each(|day| *self.due.entry(day).or_default() += 1);
        let late = case.overdue(context.day, context.now).map(|(_, due)| context.days_late(case, due)).max();
        if let Some(days) = late.filter(|_| !case.facts.restricted) {
            self.late.push(Late { days, id: case.id, unit: case.unit.clone(), title: case.title.clone() });
            if self.late.len() > 8 * LATEST {
                self.keep_few();
            }
        }
    }

    /// Adds what other cases give.
    pub fn join(&mut self, other: Self) {
        other.due.into_iter().for_each(|(day, n)| *self.due.entry(day).or_default() += n);
        self.in_week += other.in_week;
        self.late.extend(other.late);
        self.unassigned += other.unassigned;
    }

    fn keep_few(&mut self) {
        self.late.sort_by(|a, b| b.days.cmp(&a.days).then(a.id.cmp(&b.id)));
        self.late.truncate(LATEST);
    }
}

/// What the page is made of.
pub struct DashboardFacts<'a> {
    /// The desk's name.
    pub desk: &'a str,
    /// This month.
    pub month: Period,
    /// The last twelve months, by month.
    pub by_month: &'a Figures,
    /// This month, by category. What is told of the report's day itself counts in every period.
    pub by_category: &'a Figures,
    /// The last twelve months, by unit.
    pub by_unit: &'a Figures,
    /// Limits ahead.
    pub ahead: &'a Ahead,
    /// What was tested for a rise, against how many periods, in which.
    pub tested: (&'a [Tested], usize, Period),
    /// Whether titles are shown.
    pub titles: bool,
}

/// The twelve months up to a day.
#[must_use]
pub fn months(day: NaiveDate) -> Period {
    let from = day.checked_sub_months(Months::new(11)).and_then(|day| Period::of(PeriodKind::Month, day).from);
    Period::range(from.unwrap_or(day), Period::of(PeriodKind::Month, day).to.unwrap_or(day))
}

fn place(code: &str) -> usize {
    ALL.iter().position(|measure| measure.code == code).unwrap_or(0)
}

fn measure(code: &str) -> &'static Measure {
    ALL[place(code)]
}

/// The page.
#[must_use]
pub fn dashboard(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Document {
    let (lang, desk) = (context.lang, facts.desk);
    let mut ahead = facts.ahead.clone();
    ahead.keep_few();
    let day = context.day;
    let made = context.now.map_or_else(|| day.to_string(), crate::text::sentence::shown);
    let heading = |title: Two| Block::Heading { level: 1, text: title.get(lang).into() };
    let blocks = vec![
        heading(Two("This morning", "今日概况")),
        morning(facts, &ahead, context),
        limits(&ahead, context),
        latest(&ahead, facts.titles, context),
        heading(Two("Trend", "趋势")),
        trend(facts, context),
        rates(facts, context),
        heading(Two("Hot spots", "热点")),
        categories(facts, context),
        hot_spots(facts, context),
        heading(Two("Units", "单位")),
        units(facts, context),
    ];
    Document {
        heading: say!(lang, "{desk}: complaints", "{desk}投诉看板"),
        below: say!(lang, "as of {made}", "截至 {made}"),
        blocks,
        side_by_side: true,
    }
}

/// How many are pending, late, due; each with the command that lists them.
fn morning(facts: &DashboardFacts<'_>, ahead: &Ahead, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let total = |code: &str| facts.by_category.at(0, place(code), &[]).whole;
    let today = ahead.due.get(&context.day).copied().unwrap_or(0);
    let week = Period::of(PeriodKind::Week, context.day);
    let month = &facts.month;
    let received = total("received");
    // The commands list what is counted: complaints, and no duplicates.
    let apart = Cohort::of(context.policy).apart;
    let complaints = match apart.is_empty() {
        true => String::new(),
        false => format!(" not:nature:{}", apart.iter().map(Code::as_str).collect::<Vec<_>>().join(",")),
    };
    let counted = format!("{complaints} not:is:duplicate");
    let list = |terms: String| format!("{} {terms}", list(lang));
    let (day, end) = (context.day, week.to.unwrap_or(context.day));
    let lines = [
        (total("pending"), Two("pending", "未结"), list(format!("is:pending{complaints}"))),
        (total("overdue"), Two("overdue", "超期"), list(format!("is:overdue status:pending{complaints}"))),
        (today, Two("due today", "今日到期"), list(format!("due:{day} is:pending{counted}"))),
        (
            ahead.in_week,
            Two("due by the end of the week", "本周内到期"),
            list(format!("due:{day}..{end} is:pending{counted}")),
        ),
        (ahead.unassigned, Two("not assigned", "待转办"), list(format!("status:received,accepted{counted}"))),
        (
            received,
            Two("received this month", "本月收到"),
            list(format!("received:{month}{counted} not:status:voided")),
        ),
    ];
    let line = |(n, name, command): (u64, Two, String)| CountLine {
        count: usize::try_from(n).unwrap_or(usize::MAX),
        name: name.get(lang).into(),
        command,
    };
    Block::Counts(lines.into_iter().map(line).collect())
}

/// The command that lists cases, in the reader's language.
fn list(lang: Lang) -> &'static str {
    Two("redress list", "redress 列表").get(lang)
}

fn report(lang: Lang) -> &'static str {
    Two("redress report", "redress 报表").get(lang)
}

/// The limits of the next working days.
fn limits(ahead: &Ahead, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let days = context.day.iter_days().filter(|day| context.calendar.day(*day).working || ahead.due.contains_key(day));
    let days: Vec<NaiveDate> = days.take(DAYS).collect();
    let value = |day: &NaiveDate| ahead.due.get(day).map_or(0, |n| i64::try_from(*n).unwrap_or(i64::MAX));
    Block::Chart(Chart {
        title: Two("Limits ahead: complaints due", "近期到期件数").get(lang).into(),
        kind: ChartKind::Columns,
        categories: days.iter().map(|day| day.format("%m-%d").to_string()).collect(),
        series: vec![Series { name: String::new(), values: days.iter().map(|day| Some(value(day))).collect() }],
        unit: Two("", "件").get(lang).into(),
        command: format!("{} due:{}.. is:pending --sort due", list(lang), context.day),
        ..Chart::default()
    })
}

/// The cases that are latest.
fn latest(ahead: &Ahead, titles: bool, context: &ReportContext<'_>) -> Block {
    let keys: &[&str] = if titles { &["id", "days_late", "unit", "title"] } else { &["id", "days_late", "unit"] };
    let row = |late: &Late| {
        let title = || late.title.clone().map_or(Cell::Empty, Cell::Text);
        let cells = [Cell::Text(late.id.to_string()), Cell::Int(late.days), context.unit(&late.unit)];
        Row { cells: cells.into_iter().chain(titles.then(title)).collect(), tone: Tone::Bad, ..Row::default() }
    };
    Block::Table(Table {
        title: Two("The latest", "超期最久").get(context.lang).into(),
        columns: keys.iter().map(|key| context.column(key, *key == "days_late")).collect(),
        rows: ahead.late.iter().map(row).collect(),
        ..Table::default()
    })
}

/// The months of the trend, also those in which nothing happened.
fn year(context: &ReportContext<'_>) -> Vec<Code> {
    let mut month = Period::of(PeriodKind::Month, context.day);
    let mut all = vec![Code::from(month.to_string())];
    while let Some(earlier) = month.previous().filter(|_| all.len() < 12) {
        all.push(earlier.to_string().into());
        month = earlier;
    }
    all.reverse();
    all
}

fn trend(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let months = year(context);
    let value = |month: &Code| {
        let n = facts.by_month.at(0, place("received"), std::slice::from_ref(month)).whole;
        Some(i64::try_from(n).unwrap_or(i64::MAX))
    };
    Block::Chart(Chart {
        title: Two("Complaints received, by month", "各月收到件数").get(lang).into(),
        kind: ChartKind::Columns,
        categories: months.iter().map(ToString::to_string).collect(),
        series: vec![Series { name: String::new(), values: months.iter().map(value).collect() }],
        unit: Two("", "件").get(lang).into(),
        command: format!("{} trend", report(lang)),
        ..Chart::default()
    })
}

/// On time and satisfied, by month.
fn rates(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let months = year(context);
    let series = |code: &str| {
        let value = |month: &Code| {
            let figure = facts.by_month.at(0, place(code), std::slice::from_ref(month));
            let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            crate::document::table::rate(signed(figure.part), signed(figure.whole))
        };
        let values = months.iter().map(value).collect();
        Series { name: capital(&measure(code).named(context)), values }
    };
    Block::Chart(Chart {
        title: Two("On time and satisfied, by month", "各月按时办结率、满意率").get(lang).into(),
        kind: ChartKind::Lines,
        categories: months.iter().map(ToString::to_string).collect(),
        series: vec![series("on-time"), series("satisfied")],
        places: 1,
        unit: "%".into(),
        command: format!("{} trend", report(lang)),
    })
}

/// This month's complaints by category.
fn categories(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let Some(by) = Dimension::named("category") else { return Block::Paragraph(String::new()) };
    let received = |values: &Vec<Code>| facts.by_category.at(0, place("received"), values).whole;
    let mut all: Vec<&Vec<Code>> =
        facts.by_category.groups(0, place("received")).filter(|values| received(values) > 0).collect();
    all.sort_by_key(|values| (std::cmp::Reverse(received(values)), (*values).clone()));
    all.truncate(12);
    let name = |values: &&Vec<Code>| match stats::group_cell(&by, &values[0], context) {
        Cell::Named { name, .. } | Cell::Text(name) => name,
        _ => Two("not classified", "未定性").get(lang).into(),
    };
    Block::Chart(Chart {
        title: say!(
            lang,
            "Received in {}, by category",
            "{}收到件数（按类别）",
            query::period_title(&facts.month, lang)
        ),
        kind: ChartKind::Bars,
        categories: all.iter().map(name).collect(),
        series: vec![Series {
            name: String::new(),
            values: all.iter().map(|values| Some(i64::try_from(received(values)).unwrap_or(i64::MAX))).collect(),
        }],
        unit: Two("", "件").get(lang).into(),
        command: format!("{} stats --by category --period {}", report(lang), facts.month),
        ..Chart::default()
    })
}

/// What rose in the last whole month.
fn hot_spots(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let (tested, periods, period) = facts.tested;
    let name = query::period_title(&period, lang);
    let rose: Vec<String> = tested
        .iter()
        .filter(|one| one.rose)
        .map(|one| {
            let category = context.policy.title_of("category", &one.values[0], lang);
            say!(lang, "{category} ({})", "{category}（{}件）", one.count)
        })
        .collect();
    let before = periods_before(periods);
    Block::Paragraph(match (periods, rose.is_empty()) {
        (0, _) => String::new(),
        (_, true) => say!(
            lang,
            "In {name} no category rose by more than chance explains, compared with {before}.",
            "{name}各类投诉与此前 {periods} 期相比，均无超出偶然波动的上升。"
        ),
        (_, false) => say!(
            lang,
            "In {name} rose, compared with {before}: {}.",
            "{name}与此前 {periods} 期相比上升的类别：{}。",
            rose.join(Two(", ", "、").get(lang))
        ),
    })
}

/// Each unit with what it holds, and its quality in the last twelve months.
fn units(facts: &DashboardFacts<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let Some(by) = Dimension::named("unit") else { return Block::Paragraph(String::new()) };
    let by = [by];
    let figure = |code: &str, values: &[Code]| facts.by_unit.at(0, place(code), values);
    let codes = ["pending", "overdue", "on-time", "satisfied"];
    let all = codes.iter().flat_map(|code| facts.by_unit.groups(0, place(code)));
    let cells = |values: &[Code]| {
        let (on_time, satisfied) = (figure("on-time", values), figure("satisfied", values));
        [
            Cell::count(figure("pending", values).whole),
            Cell::count(figure("overdue", values).whole),
            rate(on_time.part, on_time.whole),
            Cell::count(on_time.whole),
            rate(satisfied.part, satisfied.whole),
            Cell::count(satisfied.whole),
        ]
    };
    let row = |values: &Vec<Code>| {
        let name = stats::group_cell(&by[0], &values[0], context);
        let tone = if figure("overdue", values).whole > 0 { Tone::Bad } else { Tone::Plain };
        Row { cells: std::iter::once(name).chain(cells(values)).collect(), tone, ..Row::default() }
    };
    let column = |key: &str, title: String| Column { key: key.into(), title, right: true };
    let of = || Two("of", "基数").get(lang).to_string();
    let title = |code: &str| capital(&measure(code).named(context));
    Block::Table(Table {
        title: Two("Pending today; quality of the last twelve months", "当前未结及近十二个月办理质量").get(lang).into(),
        columns: vec![
            stats::column(&by[0], context),
            column("pending", title("pending")),
            column("overdue", Two("Overdue", "超期").get(lang).into()),
            column("on_time", title("on-time")),
            column("on_time_of", of()),
            column("satisfied", title("satisfied")),
            column("satisfied_of", of()),
        ],
        rows: stats::in_order(all, &by, context).into_iter().map(row).collect(),
        totals: vec![Row { cells: std::iter::once(Cell::total(lang)).chain(cells(&[])).collect(), ..Row::default() }],
        ..Table::default()
    })
}
