//! A count with one dimension as columns (`--across`), with totals both ways: the statistical table as desks know it.
//!
//! Invariant: each total counts a case once, also where a case has several values of a dimension; such totals are smaller than the sum,
//! and a note says so.

use super::cell_words;
use super::stats::{self, Outside, column, group_cell, in_order};
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Tally;
use crate::domain::query::term::NONE;
use crate::report::context::ReportContext;
use crate::report::small;
use crate::say;

/// The counts of a statistical table.
#[derive(Clone, Copy)]
pub struct Across<'a> {
    /// By all dimensions; the last is the one across.
    pub cells: &'a Tally,
    /// By the dimensions of the rows.
    pub rows: &'a Tally,
    /// By the dimension across.
    pub columns: &'a Tally,
    /// The dimensions of the rows.
    pub by: &'a [Dimension],
    /// The dimension of the columns.
    pub across: &'a Dimension,
    /// What is hidden in a table for outside, the dimension across last; `None` where all may be shown.
    pub outside: Option<&'a Outside>,
}

/// The table.
#[must_use]
pub fn table(of: &Across<'_>, period: Option<&Period>, context: &ReportContext<'_>) -> Table {
    let lang = context.lang;
    let (of_row, of_column) = ((1 << of.by.len()) - 1, 1 << of.by.len());
    let outside = of.outside.map(|outside| &outside.periods[0]);
    let unknown = outside.map(|hidden| hidden.groups(of_row)).unwrap_or_default();
    let lines: Vec<&Vec<Code>> = in_order(of.rows.counts.keys().chain(&unknown), of.by, context);
    let across = std::slice::from_ref(of.across);
    let heads: Vec<&Vec<Code>> = in_order(of.columns.counts.keys(), across, context);
    let count = |tally: &Tally, values: &[Code]| tally.counts.get(values).copied().unwrap_or(0);
    let mut matrix: Vec<Vec<u64>> = lines
        .iter()
        .map(|line| {
            let cells = heads.iter().map(|head| count(of.cells, &[&line[..], &head[..]].concat()));
            cells.chain([count(of.rows, line)]).collect()
        })
        .collect();
    matrix.push(heads.iter().map(|head| count(of.columns, head)).chain([of.cells.total]).collect());
    let is_hidden = |row: usize, column: usize| {
        let (line, head) = (lines.get(row), heads.get(column));
        let subset = line.map_or(0, |_| of_row) | head.map_or(0, |_| of_column);
        let values: Vec<Code> = line.into_iter().chain(head).flat_map(|values| values.iter().cloned()).collect();
        outside.is_some_and(|hidden| hidden.has(subset, &values))
    };
    let shown = |row: usize, column: usize| match is_hidden(row, column) {
        true => small::star(),
        false => Cell::count(matrix[row][column]),
    };
    let names = |row: usize| -> Vec<Cell> {
        match lines.get(row) {
            Some(line) => line.iter().zip(of.by).map(|(value, by)| group_cell(by, value, context)).collect(),
            None => std::iter::once(Cell::total(lang)).chain(of.by.iter().skip(1).map(|_| Cell::Empty)).collect(),
        }
    };
    let mut rows = (0..matrix.len()).map(|row| {
        let cells = names(row).into_iter().chain((0..=heads.len()).map(|column| shown(row, column)));
        Row { cells: cells.collect(), ..Row::default() }
    });
    let has_none = cell_words::has_none(of.across, context.policy);
    let head = |values: &&Vec<Code>| {
        let value = values.first().map_or("", |value| value.as_str());
        let title = match group_cell(of.across, value, context) {
            Cell::Named { name, .. } | Cell::Text(name) => name,
            _ => value.into(),
        };
        // Where `none` is a code, nothing is `unset`, as in `--cases`.
        let nothing = NONE[usize::from(has_none)];
        let key = if value.is_empty() { nothing } else { value };
        // A value may be called as a column is.
        let is_taken = key == "total" || of.by.iter().any(|by| by.key() == key);
        let key = if is_taken { format!("{}_{key}", of.across.key()) } else { key.into() };
        Column { key, title, right: true }
    };
    let title = stats::DEFINITION.title.get(lang);
    let title = period.map_or_else(|| title.into(), |period| say!(lang, "{title}, {period}", "{title}（{period}）"));
    let columns = of.by.iter().map(|by| column(by, context)).chain(heads.iter().map(head));
    let mut notes = stats::notes(of.cells, of.outside.map(|outside| outside.small), context);
    let several = of.cells.counts.values().sum::<u64>() > of.cells.total;
    notes.extend(several.then(|| stats::several_note(lang)));
    Table {
        title,
        schema: "redress.stats/1",
        columns: columns.chain([context.column("total", true)]).collect(),
        rows: rows.by_ref().take(lines.len()).collect(),
        totals: rows.next().into_iter().collect(),
        notes,
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::tally::Cohort;
    use crate::report::context::tests::{case, opened, plain, with_context};
    use crate::report::small::HiddenGroups;
    use std::collections::BTreeMap;

    #[test]
    fn totals_stand_both_ways_and_small_groups_are_hidden_for_outside() {
        let mut cases = Vec::new();
        for (n, channel) in [(9, "phone"), (3, "web")] {
            cases.extend(
                (0..n).map(|i| case(i + 1, &[opened("a", &[]).replace(r#""phone""#, &format!("\"{channel}\""))])),
            );
        }
        cases.push(case(1, &[opened("b", &[]).replace(r#""category":"attitude","#, "")]));
        with_context(|context| {
            let [channel, category] = ["channel", "category"].map(|key| stats::dimension(key, context).expect("known"));
            let count = |by: &[Dimension]| {
                let mut tally = Tally::default();
                cases.iter().for_each(|case| tally.add(case, by, &Cohort::of(context.policy)));
                tally
            };
            let by = [category.clone()];
            let (cells, rows, columns) =
                (count(&[category.clone(), channel.clone()]), count(&by), count(std::slice::from_ref(&channel)));
            let of = Across { cells: &cells, rows: &rows, columns: &columns, by: &by, across: &channel, outside: None };
            let table = super::table(&of, None, context);
            assert_eq!(plain(&table), ["attitude 9 3 12", "- 1 0 1"]);
            let totals = Table { rows: table.totals.clone(), ..Table::default() };
            assert_eq!(plain(&totals), ["total 10 3 13"]);
            let keys: Vec<&str> = table.columns.iter().map(|c| c.key.as_str()).collect();
            assert_eq!(keys, ["category", "phone", "web", "total"]);
            let total = BTreeMap::from([(Vec::new(), cells.total)]);
            let subsets = [total, rows.counts.clone(), columns.counts.clone(), cells.counts.clone()];
            let hidden = HiddenGroups::of(&subsets.into(), &["category", "channel"], 5);
            let outside = Outside { small: 5, periods: vec![hidden] };
            let outside = super::table(&Across { outside: Some(&outside), ..of }, None, context);
            assert!(
                outside.rows[1].cells[1] == Cell::Text("*".into())
                    && outside.notes.iter().any(|note| note.starts_with('*'))
            );
        });
    }
}
