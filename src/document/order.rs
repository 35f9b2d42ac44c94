//! Orders the rows of a table by its columns.

use super::table::{Cell, Row, Table};
use std::cmp::Ordering;

impl Table {
    /// The place of the column with this key or heading, and whether its rows go down: `-count`.
    #[must_use]
    pub fn sort_key(&self, word: &str) -> Option<(usize, bool)> {
        let (word, down) = word.strip_prefix('-').map_or((word, false), |word| (word, true));
        let is = |column: &super::table::Column| column.key == word || column.title.eq_ignore_ascii_case(word);
        Some((self.columns.iter().position(is)?, down))
    }

    /// Sorts the rows; rows that are equal keep their order, empty cells come last.
    pub fn sort(&mut self, keys: &[(usize, bool)]) {
        let order = |a: &Row, b: &Row| {
            let by = |(at, down): &(usize, bool)| {
                let (a, b) = (&a.cells[*at], &b.cells[*at]);
                match (is_empty(a), is_empty(b)) {
                    (true, true) => Ordering::Equal,
                    (true, false) => Ordering::Greater,
                    (false, true) => Ordering::Less,
                    _ if *down => compare(b, a),
                    _ => compare(a, b),
                }
            };
            keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        self.rows.sort_by(order);
    }
}

/// Whether a cell has no value; a rate of nothing has none.
fn is_empty(cell: &Cell) -> bool {
    matches!(cell, Cell::Empty | Cell::Rate { whole: ..=0, .. })
}

/// Numbers, rates and times by value, everything else as text.
fn compare(a: &Cell, b: &Cell) -> Ordering {
    match (number(a), number(b), a, b) {
        (Some(a), Some(b), ..) => a.cmp(&b),
        (_, _, Cell::Date(a), Cell::Date(b)) => a.cmp(b),
        (_, _, Cell::Time(a), Cell::Time(b)) => a.cmp(b),
        _ => text(a).cmp(&text(b)),
    }
}

/// A number in millionths; a rate in millionths of a percent.
fn number(cell: &Cell) -> Option<i128> {
    match cell {
        Cell::Int(n) | Cell::DaysLate(n) => Some(i128::from(*n) * 1_000_000),
        Cell::Decimal(n, places) => Some(i128::from(*n) * 10i128.pow(6 - u32::from(*places).min(6))),
        Cell::Rate { part, whole: whole @ 1.. } => Some(i128::from(*part) * 100_000_000 / i128::from(*whole)),
        _ => None,
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Named { name: text, .. } => text.clone(),
        Cell::List(all) => all.join(","),
        Cell::Bool(yes) => yes.to_string(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::table::Column;

    #[test]
    fn rows_are_sorted_by_value_and_empty_cells_come_last() {
        let column = |key: &str| Column { key: key.into(), title: key.to_uppercase(), right: false };
        let row = |name: &str, n: Cell| Row { cells: vec![Cell::Text(name.into()), n], ..Row::default() };
        let rows = vec![
            row("a", Cell::Int(9)),
            row("b", Cell::Empty),
            row("c", Cell::Decimal(101, 1)),
            row("d", Cell::Int(9)),
        ];
        let rate = |part, whole| Cell::Rate { part, whole };
        let rates = vec![row("a", rate(5, 6)), row("b", rate(0, 0)), row("c", rate(23, 23)), row("d", rate(8, 10))];
        let mut table = Table { columns: vec![column("name"), column("n")], rows, ..Table::default() };
        let names = |table: &Table| table.rows.iter().map(|row| text(&row.cells[0])).collect::<String>();
        for (word, wanted) in [("n", "adcb"), ("-n", "cadb"), ("-NAME", "dcba")] {
            let key = table.sort_key(word).expect("a column");
            table.sort(&[key]);
            assert_eq!(names(&table), wanted, "{word}");
            table.sort(&[(0, false)]);
        }
        assert_eq!(table.sort_key("weather"), None);
        let mut table = Table { rows: rates, ..table };
        for (word, wanted) in [("n", "dacb"), ("-n", "cadb")] {
            table.sort(&[table.sort_key(word).expect("a column")]);
            assert_eq!(names(&table), wanted, "{word}");
        }
    }
}
