//! Papers with the same headings, added up row by row.

use super::sheet::{ColumnKind, Sheet, is_blank, is_hidden, whole};
use crate::document::table::{Cell, Row};
use crate::text::Lang;
use std::collections::BTreeMap;

/// Papers with the same headings, added up.
pub(super) struct PaperSum {
    pub(super) kinds: Vec<ColumnKind>,
    /// The rows in the order in which they first came, by their texts.
    pub(super) order: Vec<Vec<String>>,
    pub(super) rows: BTreeMap<Vec<String>, Vec<Option<i64>>>,
    /// Numbers that senders did not show.
    pub(super) hidden: usize,
}

impl PaperSum {
    pub(super) fn of(kinds: &[ColumnKind], sheets: &[&Sheet<'_>]) -> Self {
        let mut sum = Self { kinds: kinds.to_vec(), order: Vec::new(), rows: BTreeMap::new(), hidden: 0 };
        for row in sheets.iter().flat_map(|sheet| &sheet.body) {
            let texts = row.iter().zip(kinds).filter(|(_, kind)| **kind == ColumnKind::Text);
            let key: Vec<String> =
                texts.map(|(cell, _)| if is_blank(cell) { String::new() } else { cell.clone() }).collect();
            let counts = row.iter().zip(kinds).filter(|(_, kind)| **kind == ColumnKind::Whole);
            sum.hidden += counts.filter(|(cell, _)| is_hidden(cell)).count();
            if !sum.rows.contains_key(&key) {
                sum.order.push(key.clone());
            }
            add(sum.rows.entry(key).or_insert_with(|| vec![None; kinds.len()]), &numbers(row, kinds));
        }
        sum
    }

    pub(super) fn sums(&self) -> Vec<Option<i64>> {
        let mut sums = vec![None; self.kinds.len()];
        self.rows.values().for_each(|row| add(&mut sums, row));
        sums
    }

    /// A row, numbered where it is not the total.
    pub(super) fn line(&self, key: &[String], numbers: &[Option<i64>], at: Option<usize>) -> Row {
        let mut texts = key.iter();
        let int = |n: Option<i64>| n.map_or(Cell::Empty, Cell::Int);
        let cells = self.kinds.iter().zip(numbers).map(|(kind, n)| match kind {
            ColumnKind::Text => {
                texts.next().filter(|text| !text.is_empty()).map_or(Cell::Empty, |t| Cell::Text(t.clone()))
            }
            ColumnKind::Whole => int(*n),
            ColumnKind::Number => int(at.and_then(|at| i64::try_from(at + 1).ok())),
            ColumnKind::Other => Cell::Empty,
        });
        Row { cells: cells.collect(), ..Row::default() }
    }

    pub(super) fn lines(&self) -> Vec<Row> {
        self.order.iter().enumerate().map(|(at, key)| self.line(key, &self.rows[key], Some(at))).collect()
    }

    pub(super) fn totals(&self, lang: Lang) -> Row {
        let mut totals = self.line(&[], &self.sums(), None);
        if let Some(first) = totals.cells.iter_mut().find(|cell| **cell == Cell::Empty) {
            *first = Cell::total(lang);
        }
        totals
    }
}

/// The counts of a row.
pub(super) fn numbers(row: &[String], kinds: &[ColumnKind]) -> Vec<Option<i64>> {
    row.iter().zip(kinds).map(|(cell, kind)| whole(cell).filter(|_| *kind == ColumnKind::Whole)).collect()
}

pub(super) fn add(to: &mut [Option<i64>], more: &[Option<i64>]) {
    for (to, more) in to.iter_mut().zip(more) {
        *to = match (*to, *more) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
    }
}
