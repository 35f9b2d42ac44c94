//! The blocks of `status` besides cases: duties, filings, improvements.
//!
//! Invariant: a duty counts once for each unit and day, even where one row sums up several.

use super::Part;
use crate::document::table::{Cell, Row, Tone};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::policy::Policy;
use crate::domain::policy::duty::CompletedDuty;
use crate::domain::policy::filing::{self, Filed, FilingOwed};
use crate::domain::policy::improvement::Improvement;
use crate::report::context::ReportContext;
use crate::report::duties::{self, Turn, turns};
use crate::report::improvements;
use crate::report::todo::Whose;
use crate::say;
use crate::text::query::period_title;
use crate::text::{Lang, Two};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::sync::Arc;

/// The number of working days back for which missing duties are shown.
const BACK: usize = 5;
/// Within this many working days an improvement is due soon.
const SOON: usize = 5;
/// The number of units named in a row that sums up several.
const NAMED: usize = 1;

/// The data of the log besides cases.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The duties that were done.
    pub done: &'a [CompletedDuty],
    /// The papers that were filed.
    pub filed: &'a [Filed],
    /// Improvements.
    pub items: &'a [Improvement],
    /// The policies, each with its first day; later entries take precedence.
    pub policies: &'a [(NaiveDate, Arc<Policy>)],
    /// The desk of this project.
    pub desk: &'a str,
    /// Restricts the blocks to this unit and those below it.
    pub whose: &'a Whose,
}

pub(super) fn parts(beside: &Beside<'_>, context: &ReportContext<'_>) -> Vec<Part> {
    let mut all = duties(beside, context).to_vec();
    all.push(filings(beside, context));
    all.extend(improvements(beside, context));
    all
}

fn duties(beside: &Beside<'_>, context: &ReportContext<'_>) -> [Part; 2] {
    let period = Period::range(duties::back(BACK, context), context.day);
    let turns = turns(beside.done, beside.policies, beside.desk, &beside.whose.unit, &period, context);
    let of = |status: &str| -> Vec<&Turn<'_>> { turns.iter().filter(|t| t.status(context) == status).collect() };
    let (open, missing) = (of("open"), of("missing"));
    let all = Two("redress report duties", "redress 报表 日常检查");
    [
        Part {
            rows: runs(&open, |a, b| a.row.code == b.row.code).into_iter().map(|run| open_row(&run, context)).collect(),
            items: open.iter().map(|turn| item(turn)).collect(),
            next: open.first().map(|turn| done(turn, context.lang)),
            ..Part::new("duties-open", Two("Duties today, not yet done", "今日检查未完成"), all, open.len(), OPEN)
        },
        Part {
            rows: runs(&missing, |a, b| (&a.row.code, &a.unit) == (&b.row.code, &b.unit))
                .into_iter()
                .map(|run| missing_row(&run, context))
                .collect(),
            items: missing.iter().map(|turn| item(turn)).collect(),
            ..Part::new("duties-missing", Two("Duties missed lately", "近日检查缺失"), all, missing.len(), MISSING)
        },
    ]
}

const OPEN: &[&str] = &["duty", "times", "by_time", "units"];
const MISSING: &[&str] = &["duty", "unit", "times", "days"];

/// Groups turns that are alike, in the order of the first of each group.
fn runs<'t, 'a>(turns: &[&'t Turn<'a>], alike: impl Fn(&Turn<'a>, &Turn<'a>) -> bool) -> Vec<Vec<&'t Turn<'a>>> {
    let mut runs: Vec<Vec<&Turn<'_>>> = Vec::new();
    for turn in turns {
        match runs.iter_mut().find(|run| alike(run[0], turn)) {
            Some(run) => run.push(turn),
            None => runs.push(vec![turn]),
        }
    }
    runs
}

/// A duty of today, with the units that have not done it yet.
fn open_row(run: &[&Turn<'_>], context: &ReportContext<'_>) -> Row {
    let close = &run[0].row.close;
    let cells = vec![
        duty(run[0], context),
        Cell::count(run.len()),
        if close.is_empty() { Cell::Empty } else { Cell::Text(close.to_string()) },
        units(run.iter().map(|turn| &turn.unit), context),
    ];
    Row { cells, ..Row::default() }
}

/// A unit's duty, with the days on which it was missed.
fn missing_row(run: &[&Turn<'_>], context: &ReportContext<'_>) -> Row {
    let day = |turn: &Turn<'_>| turn.due.map(|day| day.format("%m-%d").to_string()).unwrap_or_default();
    let (first, last) = (day(run[0]), day(run[run.len() - 1]));
    let days = if first == last { first } else { format!("{first} – {last}") };
    let cells = vec![duty(run[0], context), context.unit(&run[0].unit), Cell::count(run.len()), Cell::Text(days)];
    Row { cells, tone: Tone::Bad, ..Row::default() }
}

fn duty(turn: &Turn<'_>, context: &ReportContext<'_>) -> Cell {
    let title = turn.row.title.get(context.lang);
    let name = if title.is_empty() { &turn.row.code } else { title };
    Cell::Named { code: turn.row.code.to_string(), name: name.into() }
}

fn item(turn: &Turn<'_>) -> Value {
    json!({ "duty": turn.row.code, "unit": turn.unit, "due": turn.due })
}

/// The command that records a duty.
fn done(turn: &Turn<'_>, lang: Lang) -> String {
    let (code, unit) = (&turn.row.code, &turn.unit);
    // What was found only whoever looked can say.
    let found = if turn.row.finds { " …" } else { "" };
    say!(lang, "redress duty done {code} --unit {unit}{found}", "redress 日常检查 完成 {code} --unit {unit}{found}")
}

/// The reports owed under today's policy. Periods that ended before the first policy applied are not owed.
fn filings(beside: &Beside<'_>, context: &ReportContext<'_>) -> Part {
    let since = beside.policies.iter().map(|(from, _)| *from).min().unwrap_or(context.day);
    let policy = beside.policies.iter().rev().find(|(from, _)| *from <= context.day).map(|(_, policy)| policy);
    let rows = policy.iter().flat_map(|policy| &policy.filings);
    let of = |row| filing::owed(row, context.directory, beside.desk, context.calendar, (since, context.day));
    let mut owed: Vec<FilingOwed<'_>> = rows.flat_map(of).collect();
    owed.retain(|o| o.filed(beside.filed).is_none() && duties::is_of(&o.unit, &beside.whose.unit, context));
    owed.sort_by_key(|o| o.due);
    let mut groups: Vec<Vec<&FilingOwed<'_>>> = Vec::new();
    let late = |o: &FilingOwed<'_>| o.due < context.day;
    for one in &owed {
        let same = |g: &&mut Vec<&FilingOwed<'_>>| {
            (&g[0].row.code, &g[0].to, late(g[0])) == (&one.row.code, &one.to, late(one))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let all = Two("redress filing list", "redress 报送 列表");
    Part {
        rows: groups.iter().map(|group| filing_row(group, context)).collect(),
        items: owed.iter().map(|owed| filing_item(owed, context)).collect(),
        next: (!owed.is_empty()).then(|| Two("redress filing run", "redress 报送 出具").get(context.lang).into()),
        ..Part::new("filings-owed", Two("Reports owed", "待报送"), all, owed.len(), FILINGS)
    }
}

const FILINGS: &[&str] = &["due", "filing", "period", "units"];

fn filing_row(group: &[&FilingOwed<'_>], context: &ReportContext<'_>) -> Row {
    let first = group[0];
    let title = first.row.title.get(context.lang);
    let filing = if title.is_empty() { &first.row.code } else { title };
    let left = context.days_past(first.due);
    let mut who: Vec<&Code> = group.iter().map(|owed| &owed.unit).collect();
    who.sort_by_key(|unit| group.iter().position(|owed| owed.unit == **unit));
    who.dedup();
    let cells = vec![
        Cell::Date(first.due),
        Cell::Named { code: first.row.code.to_string(), name: filing.into() },
        periods(first, group[group.len() - 1], context),
        units(who.into_iter(), context),
    ];
    let tone = match left {
        1.. => Tone::Bad,
        -1..=0 => Tone::Warn,
        _ if first.due < context.day => Tone::Bad,
        _ => Tone::Plain,
    };
    Row { cells, tone, ..Row::default() }
}

/// The periods from the first to the last owed.
fn periods(first: &FilingOwed<'_>, last: &FilingOwed<'_>, context: &ReportContext<'_>) -> Cell {
    let title = |of: &FilingOwed<'_>| period_title(&of.period, context.lang);
    if first.period == last.period {
        return Cell::Named { code: first.period.to_string(), name: title(first) };
    }
    Cell::Named {
        code: format!("{}..{}", first.period, last.period),
        name: format!("{} – {}", title(first), title(last)),
    }
}

fn filing_item(owed: &FilingOwed<'_>, context: &ReportContext<'_>) -> Value {
    json!({
        "filing": owed.row.code, "unit": owed.unit, "to": owed.to, "period": owed.period.to_string(), "due": owed.due,
        "form": owed.row.form, "provisional": owed.provisional, "overdue": owed.due < context.day,
    })
}

fn improvements(beside: &Beside<'_>, context: &ReportContext<'_>) -> [Part; 2] {
    let soon = context.working_days_on(SOON);
    let mut open: Vec<&Improvement> =
        beside.items.iter().filter(|i| i.done.is_none() && improvements::is_of(i, beside.whose, context)).collect();
    open.sort_by_key(|item| (item.deadline, item.event));
    let (late, rest): (Vec<&Improvement>, Vec<&Improvement>) =
        open.into_iter().partition(|i| i.is_overdue(context.day, context.now));
    let near = rest.into_iter().filter(|i| i.deadline.is_some_and(|d| d.date() <= soon)).collect();
    let all = Two("redress improve list", "redress 整改 列表");
    let part = |code, name, items: Vec<&Improvement>, tone| Part {
        rows: items.iter().map(|item| improvement_row(item, tone, context)).collect(),
        items: items.iter().map(|item| improvement_item(item)).collect(),
        next: items.first().map(|item| {
            let event = item.event;
            say!(context.lang, "redress improve done {event}", "redress 整改 完成 {event}")
        }),
        ..Part::new(code, name, all, items.len(), IMPROVEMENTS)
    };
    [
        part("improvements-overdue", Two("Improvements overdue", "整改超期"), late, Tone::Bad),
        part("improvements-soon", Two("Improvements due soon", "整改即将到期"), near, Tone::Warn),
    ]
}

const IMPROVEMENTS: &[&str] = &["event", "days_late", "unit", "person", "measure"];

fn improvement_row(item: &Improvement, tone: Tone, context: &ReportContext<'_>) -> Row {
    let cells = vec![
        Cell::Text(item.event.to_string()),
        item.deadline.map_or(Cell::Empty, |due| Cell::DaysLate(context.days_past(due.date()))),
        context.unit(&item.unit),
        context.person(&item.person),
        item.measure.clone().map_or(Cell::Empty, Cell::Text),
    ];
    Row { cells, tone, ..Row::default() }
}

fn improvement_item(item: &Improvement) -> Value {
    json!({ "event": item.event, "unit": item.unit, "person": item.person, "due": item.deadline, "case": item.case })
}

/// The names of the first units, and how many more there are.
fn units<'u>(units: impl ExactSizeIterator<Item = &'u Code>, context: &ReportContext<'_>) -> Cell {
    let (all, left) = (units.len(), units.len().saturating_sub(NAMED));
    let (mut codes, mut names) = (Vec::new(), Vec::new());
    for unit in units {
        codes.push(unit.to_string());
        names.push(context.directory.unit_name(unit, context.lang));
    }
    names.truncate(NAMED);
    let names = names.join(Two(", ", "、").get(context.lang));
    let name = match (left, context.lang) {
        (0, _) => names,
        (left, Lang::En) => format!("{names} and {left} more"),
        (_, Lang::Zh) => format!("{names}等 {all} 个单位"),
    };
    Cell::Named { code: codes.join(","), name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::moment::parse_date;
    use crate::report::context::tests::{plain, with_context};
    use crate::report::status::status;

    const POLICY: &str = r#"
        profile = "test"
        level = [{ code = "outlet" }]
        duty = [{ code = "box", zh = "意见簿检查", every = "day", finds = true, close = "17:30" }]
        filing = [{ code = "register", zh = "登记表", every = "half-month", within = "5wd" },
                  { code = "stats", zh = "统计表", every = "month", within = "5wd" }]
    "#;

    /// The page of Monday, 23 November 2026, for a unit, with a policy that applies from a day on.
    fn page(unit: &str, day: &str, from: &str, test: impl Fn(&crate::report::status::Page)) {
        let on = |text: &str| parse_date(text).expect("a date");
        let policy: Policy = toml::from_str(POLICY).expect("a policy");
        let done = CompletedDuty {
            event: "HQ:1".parse().expect("an event"),
            duty: "box".into(),
            unit: "taiyuan".into(),
            on: "2026-11-19".parse().expect("a moment"),
            by: "li.na".into(),
            nil: true,
            found: Vec::new(),
            late: false,
        };
        let item = |event: &str, deadline: Option<&str>, done: Option<&str>| Improvement {
            event: event.parse().expect("an event"),
            case: None,
            measure: Some("m".into()),
            unit: "taiyuan".into(),
            person: "li.na".into(),
            deadline: deadline.and_then(|d| d.parse().ok()),
            added: "2026-11-02".parse().expect("a day"),
            done: done.and_then(|d| d.parse().ok()),
            cause: Default::default(),
            terms: Vec::new(),
            cases: Vec::new(),
            affected: 0,
            checked: None,
        };
        let items = [
            item("HQ:2", Some("2026-11-30"), None),
            item("HQ:3", Some("2026-12-01"), None),
            item("HQ:4", Some("2026-11-20"), None),
            item("HQ:5", Some("2026-11-20"), Some("2026-11-21")),
            item("HQ:6", None, None),
        ];
        let policies = [(on(from), Arc::new(policy))];
        let whose = Whose { unit: unit.into(), ..Whose::default() };
        let beside =
            Beside { done: &[done], filed: &[], items: &items, policies: &policies, desk: "HQ", whose: &whose };
        with_context(|context| {
            let now = format!("{day}T08:00:00.000+08:00").parse().ok();
            test(&status(&[], Some(&beside), &ReportContext { day: on(day), now, ..*context }));
        });
    }

    #[test]
    fn status_shows_duties_filings_and_improvements() {
        page("", "2026-11-20", "2026-11-01", |page| {
            let sums: Vec<(usize, &str)> = page.sums.iter().map(|s| (s.count, s.name.as_str())).collect();
            let wanted = [(2, "今日检查未完成"), (9, "近日检查缺失"), (2, "待报送"), (1, "整改即将到期")];
            // An improvement is not late on its own deadline.
            assert_eq!((sums[..3].to_vec(), sums.len(), sums[3].1), (wanted[..3].to_vec(), 4, wanted[3].1));
            assert_eq!(plain(&page.blocks[0]), ["box 2 17:30 shanxi,taiyuan"]);
            assert_eq!(plain(&page.blocks[1]), ["box shanxi 5 11-13 – 11-19", "box taiyuan 4 11-13 – 11-18"]);
            assert_eq!(plain(&page.blocks[2]), ["2026-11-20 register 2026-11-a shanxi,taiyuan"]);
            let last: Vec<&str> = page.counts.rows.iter().rev().take(5).map(|row| code(&row.cells[0])).collect();
            assert_eq!(last[4], "duties-open", "what was there before keeps its place");
        });
    }

    #[test]
    fn status_of_a_unit_counts_nothing_before_its_policy() {
        page("taiyuan", "2026-11-23", "2026-11-20", |page| {
            // The due date of the report has passed, and October ended before the policy applied.
            let names: Vec<&str> = page.sums.iter().map(|sum| sum.name.as_str()).collect();
            assert_eq!(names, ["今日检查未完成", "近日检查缺失", "整改超期", "整改即将到期"]);
            assert_eq!(plain(&page.blocks[1]), ["box taiyuan 1 11-20"]);
            assert_eq!(plain(&page.blocks[2]), ["HQ:4 1 taiyuan li.na m"]);
            assert_eq!(plain(&page.blocks[3]), ["HQ:2 -5 taiyuan li.na m"]);
            assert_eq!(page.title, "投诉概况（2026年11月23日，太原支行）");
        });
        page("", "2026-12-01", "2026-11-20", |page| {
            let owed = page.counts.rows.iter().find(|row| code(&row.cells[0]) == "filings-owed").expect("a block");
            assert_eq!(owed.more["items"].as_array().map(Vec::len), Some(4), "both reports of two units");
        });
        page("", "2026-12-01", "2026-12-01", |page| {
            assert!(page.sums.iter().all(|sum| sum.name != "待报送"), "nothing that ended before the policy held");
        });
    }

    fn code(cell: &Cell) -> &str {
        if let Cell::Named { code, .. } = cell { code } else { "" }
    }
}
