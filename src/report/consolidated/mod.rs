//! `redress filing consolidate`: the papers of a period that units sent, added up, with what does not add up and who has not sent.
//!
//! Invariant: only counts are added; a rate or a mean of several units is no sum, so such columns stay empty and are named. What a column
//! holds is decided over all papers together, so that a blank or a word in one of them leaves the rows of the others as they are.

mod check;
mod sheet;
mod sum;

use crate::document::table::{Column, Table};
use crate::domain::calendar::period::Period;
use crate::domain::policy::Filing;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::Two;
use check::{differences, feet, listed};
use serde_json::json;
use sheet::{ColumnKind, Sheet, is_list, kinds};
pub use sheet::{PaperStanding, UnitPaper};
use sum::PaperSum;

#[cfg(test)]
mod tests;

/// The headings that most papers have; of several the first.
fn headings<'s>(sheets: &'s [Sheet<'_>]) -> &'s [String] {
    let times = |names: &[String]| sheets.iter().filter(|sheet| sheet.names == names).count();
    let all = sheets.iter().rev().map(|sheet| &sheet.names[..]);
    all.max_by_key(|names| times(names)).unwrap_or_default()
}

/// The sum of the papers of a period; notes name who has not sent, what is nil, what does not add up.
#[must_use]
pub fn consolidated(row: &Filing, period: &Period, papers: &[UnitPaper], context: &ReportContext<'_>) -> Table {
    let lang = context.lang;
    let mut sheets: Vec<Sheet<'_>> = papers.iter().filter_map(|paper| Sheet::of(paper, row)).collect();
    let names = headings(&sheets).to_vec();
    sheets.iter_mut().for_each(|sheet| sheet.arrange(&names));
    let names = &names[..];
    let (fitting, other): (Vec<_>, Vec<_>) = sheets.iter().partition(|sheet| sheet.names == names);
    let sum = PaperSum::of(&kinds(row, &fitting), &fitting);
    let of_kind = |wanted: ColumnKind| names.iter().zip(&sum.kinds).filter(move |(_, kind)| **kind == wanted);
    let left_out: Vec<String> = of_kind(ColumnKind::Other).map(|(name, _)| name.clone()).collect();
    let mut notes = standings(papers, (names, &other), &left_out, context);
    if sum.hidden > 0 {
        let hidden = sum.hidden;
        notes.push(say!(
            lang,
            "numbers that senders did not show (*) and that are in no sum: {hidden}",
            "报送单位以 * 略去、未计入合计的数字 {hidden} 个"
        ));
    }
    let mut breaks: Vec<String> = Vec::new();
    for sheet in &sheets {
        let own = [sheet];
        let kinds = if sheet.names == names { sum.kinds.clone() } else { kinds(row, &own) };
        breaks.extend(differences(sheet, &PaperSum::of(&kinds, &own), context));
        breaks.extend(feet(row, sheet, context));
    }
    notes.extend(breaks.iter().cloned());
    let changed = papers.iter().filter(|paper| paper.standing == PaperStanding::Changed).count();
    let title = row.title.get(lang);
    let column = |(name, kind): (&String, &ColumnKind)| Column {
        key: name.clone(),
        title: name.clone(),
        right: *kind != ColumnKind::Text,
    };
    let (mut columns, mut rows): (Vec<Column>, _) =
        (names.iter().zip(&sum.kinds).map(column).collect(), if is_list(row) { Vec::new() } else { sum.lines() });
    if is_list(row) {
        columns.insert(0, context.column("unit", false));
        rows.extend(fitting.iter().flat_map(|sheet| listed(sheet, context)));
    }
    let totals = (!is_list(row) && !sum.order.is_empty()).then(|| sum.totals(lang));
    let mut table = Table {
        title: say!(lang, "{title}, {period}, consolidated", "{title}（{period}）汇总"),
        schema: "redress.consolidated/1",
        columns,
        rows,
        totals: totals.into_iter().collect(),
        notes,
        ..Table::default()
    };
    let is_other = |paper: &UnitPaper| other.iter().any(|sheet| std::ptr::eq(sheet.paper, paper));
    let standing = |paper: &UnitPaper| {
        let standing = if is_other(paper) { "other-columns" } else { paper.standing.code() };
        json!({ "unit": paper.unit, "standing": standing })
    };
    table.more.insert("units".into(), papers.iter().map(standing).collect());
    table.verdict.breaks = Some(breaks.len() + changed);
    table
}

/// Who has sent, who has not, whose paper has other columns, and which columns are not added up.
fn standings(
    papers: &[UnitPaper],
    (names, other): (&[String], &[&Sheet<'_>]),
    left_out: &[String],
    context: &ReportContext<'_>,
) -> Vec<String> {
    let lang = context.lang;
    let comma = Two(", ", "、").get(lang);
    let name = |paper: &UnitPaper| context.directory.unit_name(&paper.unit, lang);
    let of = |code: &str| -> (usize, String) {
        let units: Vec<String> = papers.iter().filter(|paper| paper.standing.code() == code).map(name).collect();
        (units.len(), units.join(comma))
    };
    let [overdue, owed, nil, no_file, changed] = ["overdue", "owed", "nil", "no-file", "changed"].map(of);
    let unlike = |sheet: &&Sheet<'_>| {
        let beyond = |of: &[String], known: &[String]| {
            let all: Vec<&str> = of.iter().filter(|name| !known.contains(name)).map(String::as_str).collect();
            all.join(comma)
        };
        let (unit, more, less) = (name(sheet.paper), beyond(&sheet.names, names), beyond(names, &sheet.names));
        let said = |columns: &str, said: Two| (!columns.is_empty()).then(|| format!("{}{columns}", said.get(lang)));
        let both = [said(&less, Two("without ", "缺")), said(&more, Two("besides ", "多"))];
        let both = both.into_iter().flatten().collect::<Vec<_>>().join(Two("; ", "；").get(lang));
        say!(lang, "{unit} ({both})", "{unit}（{both}）")
    };
    let others: Vec<String> = other.iter().map(unlike).collect();
    let (all, sent) = (papers.len(), papers.len() - overdue.0 - owed.0);
    let (columns, other) = (left_out.join(comma), (others.len(), others.join(comma)));
    let told = |of: &(usize, String), said: Two| {
        let (n, units) = of;
        (*n > 0).then(|| format!("{}{}", said.get(lang).replace('#', &n.to_string()), units))
    };
    [
        Some(say!(lang, "{sent} of {all} units have sent", "应报 {all} 个单位，已报 {sent} 个")),
        told(&overdue, Two("overdue, #: ", "超期未报 # 个：")),
        told(&owed, Two("not sent yet, #: ", "尚未报送 # 个：")),
        told(&nil, Two("nil, #: ", "零报告 # 个：")),
        told(&no_file, Two("on record, but the file was not given, #: ", "已登记收到但未提供文件 # 个：")),
        told(
            &changed,
            Two("the file is not the one on record, or is no table, #: ", "文件与登记的摘要值不符或无法读取 # 个："),
        ),
        told(&other, Two("other columns, not added, #: ", "表头不一致，未计入 # 个：")),
        (!columns.is_empty())
            .then(|| say!(lang, "not added, as no counts: {columns}", "不是计数，不作相加：{columns}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}
