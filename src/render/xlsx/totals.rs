//! Formulas for a row of totals.
//!
//! Invariant: a formula is given only where its value is the total that the table states, and only of columns that by their keys belong
//! together: a rate `k` has its part in `k_part` and its base in `k_whole`; days `k` have their number of cases in `k_n`.

use super::super::cells;
use crate::document::table::{Cell, Column, Table, rate};
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};

/// The formula of the total in a column, or `None` if no formula gives the stated value.
pub(super) fn formula(table: &Table, column: u16) -> Option<String> {
    let [totals] = &table.totals[..] else { return None };
    let at = |column: u16| totals.cells.get(usize::from(column));
    match at(column)? {
        Cell::Rate { whole: ..=0, .. } => None,
        Cell::Rate { part, whole } => {
            let parts = column_of(table, column, "part", |part, _| part)?;
            let wholes = column_of(table, column, "whole", |_, whole| whole)?;
            let row = u32::try_from(table.rows.len() + 1).ok()?;
            let (parts, wholes) = (row_col_to_cell(row, parts), row_col_to_cell(row, wholes));
            // Excel rounds; a rate that is kept from 0 or 100 % is no rounded one.
            let rounded = (i128::from(*part) * 2000 + i128::from(*whole)).div_euclid(i128::from(*whole) * 2);
            let is_rounded = *part >= 0 && rate(*part, *whole).map(i128::from) == Some(rounded);
            is_rounded.then(|| format!("=ROUND({parts}/{wholes},3)"))
        }
        // A median of all is no sum of medians.
        _ if is_of_days(table, column) => None,
        total => {
            let (mut sum, places) = whole(total)?;
            for row in &table.rows {
                match cells(table, row).nth(usize::from(column)) {
                    None | Some(Cell::Empty) => {}
                    Some(cell) => {
                        let (n, same) = whole(cell)?;
                        sum = (same == places).then(|| sum.checked_sub(n)).flatten()?;
                    }
                }
            }
            let (name, last) = (column_number_to_name(column), table.rows.len() + 1);
            (sum == 0).then(|| format!("=SUM({name}2:{name}{last})"))
        }
    }
}

/// A number as a whole number of its last place.
fn whole(cell: &Cell) -> Option<(i64, u8)> {
    match cell {
        Cell::Int(n) => Some((*n, 0)),
        Cell::Decimal(n, places) => Some((*n, *places)),
        _ => None,
    }
}

/// Whether a column holds medians or other values of a number of cases.
fn is_of_days(table: &Table, column: u16) -> bool {
    let Some(key) = table.columns.get(usize::from(column)).map(|column| column.key.as_str()) else { return true };
    let counts = |known: &Column| known.key.strip_suffix("_n") == Some(key);
    ["p90", "max"].iter().any(|end| key.ends_with(end)) || table.columns.iter().any(counts)
}

/// The column that by its key holds the part, or the whole, of the rates of a column, if it does in all rows.
fn column_of(table: &Table, rates: u16, what: &str, pick: impl Fn(i64, i64) -> i64) -> Option<u16> {
    let of = format!("{}_{what}", table.columns[usize::from(rates)].key);
    let holds = |column: &u16| {
        let key = &table.columns[usize::from(*column)].key;
        (key == what || *key == of)
            && table.lines().all(|row| {
                let cells: Vec<&Cell> = cells(table, row).collect();
                match (cells[usize::from(rates)], cells[usize::from(*column)]) {
                    (Cell::Rate { part, whole }, Cell::Int(n)) => pick(*part, *whole) == *n,
                    _ => false,
                }
            })
    };
    (0..u16::try_from(table.columns.len()).ok()?).find(holds)
}
