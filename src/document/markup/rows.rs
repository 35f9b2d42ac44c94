//! Rows of pipes: tables with a heading, and form sheets whose cells extend others.

use super::inline::{find, spans, split, trimmed};
use super::problem::MarkupProblem;
use crate::document::grid::{Grid, GridCell};
use crate::document::span::{Span, Spans, unmarked};
use crate::document::table::{Cell, Column, Row, Table};

/// Most empty lines of a cell: a page has 22.
const MOST_LINES: usize = 40;

/// Whether a line is a row of pipes.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// The parts of a row between its pipes; a pipe at the end closes the last.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = split(line.trim().trim_start_matches('|'), "|");
    // Pipes before the first cell extend nothing.
    if parts.len() > 1 && parts.last().is_some_and(|last| last.trim().is_empty()) {
        parts.pop();
    }
    parts
}

/// For each column whether it is right-aligned, if the line is the rule below a heading.
pub(super) fn rule(line: &str) -> Option<Vec<bool>> {
    let right = |part: &str| {
        let part = part.trim();
        let dashes = part.trim_start_matches(':').trim_end_matches(':');
        (dashes.len() >= 3 && dashes.bytes().all(|b| b == b'-')).then(|| part.ends_with(':') && !part.starts_with(':'))
    };
    if is_row(line) { parts(line).into_iter().map(right).collect() } else { None }
}

/// A table: its heading, the alignment of the columns and the rows with their line numbers.
pub(super) fn table(head: &str, rights: &[bool], lines: &[(usize, &str)]) -> Result<Table, (usize, MarkupProblem)> {
    let column = |((n, part), right): ((usize, &str), &bool)| Column {
        key: format!("column_{}", n + 1),
        title: unmarked(&spans(trimmed(part))),
        right: *right,
    };
    let columns: Vec<Column> = parts(head).into_iter().enumerate().zip(rights).map(column).collect();
    let mut table = Table { columns, ..Table::default() };
    for (at, (number, line)) in lines.iter().enumerate() {
        let cells: Vec<Spans> = parts(line).into_iter().map(|part| spans(trimmed(part))).collect();
        if cells.len() != table.columns.len() {
            return Err((*number, MarkupProblem::Cells { found: cells.len(), wanted: table.columns.len() }));
        }
        let is_total =
            at + 1 == lines.len() && at > 0 && matches!(cells.first().map(Vec::as_slice), Some([Span::Strong(_)]));
        let cells = cells.iter().zip(&table.columns).map(|(cell, column)| value(&unmarked(cell), column.right));
        let row = Row { cells: cells.collect(), ..Row::default() };
        if is_total { table.totals.push(row) } else { table.rows.push(row) }
    }
    Ok(table)
}

/// The value of a cell; in a right-aligned column what is written as a number is one.
fn value(text: &str, right: bool) -> Cell {
    match number(text).filter(|_| right) {
        Some((n, 0)) => Cell::Int(n),
        Some((n, places)) => Cell::Decimal(n, places),
        None if text.is_empty() => Cell::Empty,
        None => Cell::Text(text.into()),
    }
}

/// `-12.50` as a number and its decimal places, if it is written as one.
fn number(text: &str) -> Option<(i64, u8)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    let is_number = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
    if !is_number || (digits.contains('.') && !is_digits(decimals)) {
        return None;
    }
    let size: i64 = format!("{whole}{decimals}").parse().ok()?;
    Some((if text.starts_with('-') { -size } else { size }, u8::try_from(decimals.len()).ok()?))
}

/// A form sheet: relative widths of its columns and the rows with their line numbers.
pub(super) fn grid(widths: &str, lines: &[(usize, &str)], opened: usize) -> Result<Grid, (usize, MarkupProblem)> {
    let width = |word: &str| word.parse::<u16>().ok().filter(|width| (1..=1000).contains(width));
    let widths: Option<Vec<u16>> = widths.split_whitespace().map(width).collect();
    let widths = widths.ok_or((opened, MarkupProblem::Widths))?;
    let mut grid = Grid { widths, ..Grid::default() };
    // The cell at each column of the row above: its row, its place in the row, its first column.
    let mut above: Vec<(usize, usize, usize)> = Vec::new();
    for (number, line) in lines.iter().filter(|(_, line)| !line.trim().is_empty()) {
        let fail = |problem| (*number, problem);
        if !is_row(line) {
            return Err(fail(MarkupProblem::NoRow));
        }
        let (mut row, mut here, index) = (Vec::new(), Vec::new(), grid.rows.len());
        for (part, across) in extended(&parts(line)) {
            let column = here.len();
            let owner = if part.trim() == "^^" {
                let owner @ (r, i, first) = *above.get(column).ok_or(fail(MarkupProblem::Above))?;
                let cell = &mut grid.rows[r][i];
                if first != column || cell.across != across {
                    return Err(fail(MarkupProblem::Above));
                }
                cell.down += 1;
                owner
            } else {
                row.push(cell(part, across));
                (index, row.len() - 1, column)
            };
            here.resize(column + across, owner);
        }
        if index > 0 && here.len() != above.len() {
            return Err(fail(MarkupProblem::Cells { found: here.len(), wanted: above.len() }));
        }
        grid.rows.push(row);
        above = here;
    }
    Ok(grid)
}

/// Cells with the number of columns they take: nothing at all between two pipes extends the cell before.
fn extended<'a>(parts: &[&'a str]) -> Vec<(&'a str, usize)> {
    let mut cells: Vec<(&str, usize)> = Vec::new();
    for part in parts {
        match cells.last_mut() {
            Some((_, across)) if part.is_empty() => *across += 1,
            _ => cells.push((part, 1)),
        }
    }
    cells
}

/// A cell: `**label**`, or a text with `{4}` empty lines below it, and `>>>` before each line at its foot.
fn cell(part: &str, across: usize) -> GridCell {
    let mut texts = split(part, ">>>").into_iter().map(trimmed);
    let (text, lines) = lines_below(texts.next().unwrap_or_default());
    let foot = texts.map(spans).collect();
    match spans(text).as_slice() {
        [Span::Strong(label)] => GridCell { across, lines, foot, ..GridCell::label(label.as_str()) },
        text => GridCell { text: text.to_vec(), across, lines, foot, ..GridCell::default() },
    }
}

fn lines_below(text: &str) -> (&str, usize) {
    let found = || {
        let inner = text.strip_suffix('}')?;
        let open = inner.rfind('{').filter(|open| find(text, "{") == Some(*open))?;
        let lines = inner[open + 1..].parse().ok().filter(|lines| (1..=MOST_LINES).contains(lines))?;
        Some((text[..open].trim_end(), lines))
    };
    found().unwrap_or((text, 0))
}
