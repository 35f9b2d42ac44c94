//! The rows of registers as they were sent, and what in a paper does not add up.

use super::sheet::{Sheet, is_blank, is_hidden, is_named, whole};
use super::sum::{PaperSum, numbers};
use crate::document::table::{Cell, Row};
use crate::domain::policy::Filing;
use crate::domain::policy::filing::foot_sides;
use crate::report::context::ReportContext;
use crate::say;

/// The rows of a register as they were sent, each with its unit.
pub(super) fn listed(sheet: &Sheet<'_>, context: &ReportContext<'_>) -> Vec<Row> {
    let cell = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) };
    let row = |row: &Vec<String>| {
        let unit = context.unit(&sheet.paper.unit);
        Row { cells: std::iter::once(unit).chain(row.iter().map(cell)).collect(), ..Row::default() }
    };
    sheet.body.iter().map(row).collect()
}

/// The rows of a paper, its total too, in which a foot test of the receiver does not hold.
pub(super) fn feet(filing: &Filing, sheet: &Sheet<'_>, context: &ReportContext<'_>) -> Vec<String> {
    let (lang, unit) = (context.lang, context.directory.unit_name(&sheet.paper.unit, context.lang));
    let place = |code: &str| {
        let column = filing.columns.iter().find(|column| column.code == code)?;
        sheet.names.iter().position(|name| is_named(column, name))
    };
    let mut all = Vec::new();
    for (foot, (left, right)) in filing.foot.iter().filter_map(|foot| Some((foot, foot_sides(foot)?))) {
        for row in sheet.body.iter().chain(&sheet.totals) {
            let number = |code: &str| -> Option<i64> {
                let cell = row.get(place(code)?)?;
                if is_blank(cell) { Some(0) } else { whole(cell) }
            };
            let side = |side: &[(i64, &str)]| -> Option<i64> {
                side.iter().map(|(sign, code)| number(code).map(|n| sign * n)).sum()
            };
            // A word, or a number that is not shown, cannot be checked.
            let (Some(of_left), Some(of_right)) = (side(&left), side(&right)) else { continue };
            if of_left != of_right {
                let first = row.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
                all.push(say!(
                    lang,
                    "{unit}, {first}: {foot} does not hold, {of_left} and {of_right}",
                    "{unit}“{first}”行：{foot} 不成立，{of_left} 与 {of_right}"
                ));
            }
        }
    }
    all
}

/// The columns of a paper whose own total is not the sum of its rows.
pub(super) fn differences(sheet: &Sheet<'_>, own: &PaperSum, context: &ReportContext<'_>) -> Vec<String> {
    let Some(totals) = &sheet.totals else { return Vec::new() };
    let (lang, unit) = (context.lang, context.directory.unit_name(&sheet.paper.unit, context.lang));
    let (stated, sums) = (numbers(totals, &own.kinds), own.sums());
    let mut all = Vec::new();
    for (at, name) in sheet.names.iter().enumerate() {
        // A sum of what is not shown cannot be checked.
        let (Some(stated), false) = (stated[at], sheet.body.iter().any(|row| is_hidden(&row[at]))) else { continue };
        let sum = sums[at].unwrap_or(0);
        if stated != sum {
            all.push(say!(
                lang,
                "{unit}, {name}: the total says {stated}, the rows add up to {sum}",
                "{unit}“{name}”列：合计为 {stated}，各行相加为 {sum}"
            ));
        }
    }
    all
}
