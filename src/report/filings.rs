//! `redress report filings` and `filing list`: papers owed, issued, received, overdue; one row for each unit and period.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::policy::filing::{self, Filed, FilingOwed};
use crate::domain::policy::{Named, Policy};
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::duties;
use crate::say;
use crate::text::{Two, query};
use chrono::NaiveDate;
use serde_json::{Map, json};
use std::sync::Arc;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Filings", "报送一览"),
    row: Two(
        "a paper that a unit owes for a period by a [[filing]] row of today's policy",
        "按现行制度 [[filing]]，一个单位一期应报送的一份材料",
    ),
    cohort: Two(
        "the last day of the paper's period; without --period: all since the first policy came into force",
        "所属期最后一日；未指定时间段时自制度启用起",
    ),
    clock: Two(
        "working days of the project's calendar after the end of the period; 0 on the due day, negative before it; of a paper that was corrected the first one counts",
        "自所属期结束起按项目日历的工作日计；到期当日为 0，之前为负；更正过的以首次报送为准",
    ),
    exclusions: Two("periods that have not ended", "尚未结束的时间段"),
    columns: &["filing", "period", "unit", "recipient", "due", "days_late", "standing", "filed", "paper", "receipt"],
};

const STANDINGS: &[(&str, Two)] = &[
    ("overdue", Two("overdue", "超期未报")),
    ("owed", Two("owed", "待报送")),
    ("late", Two("filed late", "迟报")),
    ("filed", Two("filed", "已报送")),
    ("acknowledged", Two("acknowledged", "已签收")),
];

/// Papers owed by the end of a day, oldest first, with the desk's first day.
#[must_use]
pub fn owed<'p>(
    policy: &'p Policy,
    policies: &[(NaiveDate, Arc<Policy>)],
    desk: &str,
    context: &ReportContext<'_>,
) -> Vec<FilingOwed<'p>> {
    let since = policies.iter().map(|(from, _)| *from).min().unwrap_or(context.day);
    let of = |row| filing::owed(row, context.directory, desk, context.calendar, (since, context.day));
    let mut all: Vec<FilingOwed<'_>> = policy.filings.iter().flat_map(of).collect();
    all.sort_by(|a, b| (a.due, &a.row.code, &a.unit).cmp(&(b.due, &b.row.code, &b.unit)));
    all
}

fn standing(owed: &FilingOwed<'_>, filed: Option<&Filed>, context: &ReportContext<'_>) -> &'static str {
    match filed {
        None if owed.due < context.day => "overdue",
        None => "owed",
        Some(filed) if filed.receipt.is_some() => "acknowledged",
        Some(filed) if filed.first.date() > owed.due => "late",
        Some(_) => "filed",
    }
}

/// Lists the papers: overdue and owed ones first.
#[must_use]
pub fn filings(
    owed: &[FilingOwed<'_>],
    filed: &[Filed],
    (unit, period): (&str, Option<&Period>),
    context: &ReportContext<'_>,
) -> Table {
    let in_period = |o: &&FilingOwed<'_>| period.is_none_or(|p| o.period.to.is_some_and(|to| p.contains(to)));
    let is_of = |o: &&FilingOwed<'_>| duties::is_of(&o.unit, unit, context);
    let mut rows: Vec<(&'static str, &FilingOwed<'_>, Option<&Filed>)> = owed
        .iter()
        .filter(in_period)
        .filter(is_of)
        .map(|owed| {
            let filed = owed.filed(filed);
            (standing(owed, filed, context), owed, filed)
        })
        .collect();
    rows.sort_by_key(|(standing, owed, _)| (STANDINGS.iter().position(|(code, _)| code == standing), owed.due));
    let late = rows.iter().filter(|(standing, ..)| *standing == "overdue").count();
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.filings/1",
        columns: context.columns(DEFINITION.columns),
        notes: (late > 0).then(|| say!(context.lang, "{late} overdue", "超期未报 {late} 项")).into_iter().collect(),
        rows: rows.into_iter().map(|(standing, owed, filed)| row(standing, owed, filed, context)).collect(),
        ..Table::default()
    }
}

/// The papers that were due in the period: rule, whether it was filed in time, and unit and period, or the event.
#[must_use]
pub fn by_rule(
    owed: &[FilingOwed<'_>],
    filed: &[Filed],
    period: &Period,
    context: &ReportContext<'_>,
) -> Vec<(Code, bool, String)> {
    let judged = owed.iter().filter(|owed| period.contains(owed.due)).filter_map(|owed| {
        let filed = owed.filed(filed);
        let kept = match standing(owed, filed, context) {
            "owed" => return None,
            standing => filed.is_some_and(|filed| filed.first.date() <= owed.due) && standing != "overdue",
        };
        let rule = owed.row.rule_id();
        let event = filed.map(|filed| filed.event.to_string());
        Some((rule.clone(), kept, event.unwrap_or_else(|| format!("{} {}", owed.unit, owed.period))))
    });
    judged.collect()
}

/// Whether a paper is overdue.
#[must_use]
pub fn has_overdue(table: &Table) -> bool {
    let overdue = |cell: &Cell| matches!(cell, Cell::Named { code, .. } if code == "overdue");
    table.rows.iter().any(|row| row.cells.iter().any(overdue))
}

fn row(standing: &str, owed: &FilingOwed<'_>, filed: Option<&Filed>, context: &ReportContext<'_>) -> Row {
    let lang = context.lang;
    let title = owed.row.title.get(lang);
    let days = match filed {
        None => Cell::DaysLate(context.days_past(owed.due)),
        Some(filed) if filed.first.date() > owed.due => {
            Cell::DaysLate(context.working_days(owed.due, filed.first.date()))
        }
        Some(_) => Cell::Empty,
    };
    let file = filed.map(|filed| match (filed.nil, filed.name.is_empty()) {
        (true, _) => Cell::Named { code: "nil".into(), name: Two("nil", "无投诉").get(lang).into() },
        (false, true) => Cell::Text(filed.file.to_string()),
        (false, false) => Cell::Text(format!("reports/{}", filed.name)),
    });
    let receipt = filed.and_then(|filed| filed.receipt.as_ref()).map(|(_, text)| Cell::Text(text.to_string()));
    let mut more = Map::new();
    more.insert("form".into(), json!(owed.row.form));
    more.insert("provisional".into(), json!(owed.provisional));
    more.insert("event".into(), json!(filed.map(|filed| filed.event.to_string())));
    more.insert("sha256".into(), json!(filed.map(|filed| &filed.file)));
    more.insert("known".into(), json!(filed.and_then(|filed| filed.known)));
    Row {
        cells: vec![
            Cell::Named {
                code: owed.row.code.to_string(),
                name: if title.is_empty() { owed.row.code.to_string() } else { title.into() },
            },
            Cell::Named { code: owed.period.to_string(), name: query::period_title(&owed.period, lang) },
            context.unit(&owed.unit),
            context.unit(&owed.to),
            Cell::Date(owed.due),
            days,
            context.among(standing, STANDINGS),
            filed.map_or(Cell::Empty, |filed| Cell::Time(filed.on)),
            file.unwrap_or_default(),
            receipt.unwrap_or_default(),
        ],
        more,
        tone: match standing {
            "overdue" => Tone::Bad,
            "owed" if owed.due <= context.working_days_on(1) => Tone::Warn,
            "owed" => Tone::Plain,
            _ => Tone::Dim,
        },
    }
}
