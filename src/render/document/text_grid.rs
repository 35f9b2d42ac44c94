//! Draws a form sheet with signs that every terminal and printer has: `+`, `-`, `|`.
//!
//! Invariant: no line is wider than the given width if the sheet [`fits`]; no text is cut.

use crate::document::grid::{Grid, GridPlace};
use crate::document::span::unmarked;
use crate::text::width::{pad, width, wrapped};

/// The least width of a column: four Chinese characters.
const LEAST: usize = 8;

/// Whether each column has room.
pub(super) fn fits(grid: &Grid, columns: usize) -> bool {
    grid.columns() * (LEAST + 3) < columns
}

/// The sheet as pairs of a label and what stands beside it, for terminals on which it does not fit.
pub(super) fn listed(grid: &Grid) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for cell in grid.rows.iter().flatten() {
        let text = cell.unmarked();
        match pairs.last_mut() {
            _ if cell.label => pairs.push((text, String::new())),
            Some((label, value)) if value.is_empty() && !label.is_empty() => *value = text,
            _ => pairs.push((String::new(), text)),
        }
    }
    pairs
}

/// The lines of the sheet at so many columns of text.
pub(super) fn drawn(grid: &Grid, columns: usize) -> Vec<String> {
    let widths = widths(grid, columns);
    let placed = grid.placed();
    let rows: Vec<Vec<Field>> = placed.iter().map(|row| fields(row, &widths)).collect();
    let heights = heights(&rows);
    let mut lines = vec![border(None, &rows[0], &widths)];
    // What is left of the cells that go on below, by their first column.
    let mut going: Vec<Vec<String>> = vec![Vec::new(); widths.len()];
    for (at, row) in rows.iter().enumerate() {
        for field in row.iter().filter(|field| !field.goes_on) {
            going[field.first] = field.lines.iter().rev().cloned().collect();
        }
        for _ in 0..heights[at] {
            let parts = row.iter().map(|field| pad(&going[field.first].pop().unwrap_or_default(), field.width, false));
            lines.push(format!("| {} |", parts.collect::<Vec<_>>().join(" | ")));
        }
        let below = rows.get(at + 1);
        let mut line = border(Some(row), below.unwrap_or(row), &widths);
        for field in below.into_iter().flatten().filter(|field| field.goes_on) {
            let text = pad(&going[field.first].pop().unwrap_or_default(), field.width, false);
            line = overlaid(&line, field, &text, &widths);
        }
        lines.push(line);
    }
    lines
}

/// A cell as it is drawn in one row.
struct Field {
    first: usize,
    columns: usize,
    width: usize,
    lines: Vec<String>,
    /// How many rows it takes.
    down: usize,
    /// Whether it began in a row above.
    goes_on: bool,
}

fn fields(row: &[GridPlace<'_>], widths: &[usize]) -> Vec<Field> {
    let mut first = 0;
    let field = |place: &GridPlace<'_>| {
        let columns = place.columns();
        let width = widths[first..first + columns].iter().sum::<usize>() + 3 * (columns - 1);
        let (lines, down) = match place {
            GridPlace::Cell(cell, _) => (cell_lines(cell, width), cell.down.max(1)),
            GridPlace::Below(_) | GridPlace::Open(_) => (Vec::new(), 1),
        };
        let field = Field { first, columns, width, lines, down, goes_on: matches!(place, GridPlace::Below(_)) };
        first += columns;
        field
    };
    row.iter().map(field).collect()
}

fn cell_lines(cell: &crate::document::grid::GridCell, room: usize) -> Vec<String> {
    let mut lines = wrapped(&unmarked(&cell.text), room);
    lines.extend(std::iter::repeat_n(String::new(), cell.lines));
    for text in &cell.foot {
        lines.extend(wrapped(&unmarked(text), room).into_iter().map(|line| pad(&line, room, true)));
    }
    lines
}

/// The widths of the columns: as their weights ask, none less than [`LEAST`].
fn widths(grid: &Grid, columns: usize) -> Vec<usize> {
    let count = grid.columns();
    let room = columns.saturating_sub(3 * count + 1);
    let weights: Vec<usize> = (0..count).map(|i| usize::from(*grid.widths.get(i).unwrap_or(&10))).collect();
    let whole = weights.iter().sum::<usize>().max(1);
    let mut widths: Vec<usize> = weights.iter().map(|weight| (room * weight / whole).max(LEAST)).collect();
    // What narrow columns were given is taken from the widest.
    for _ in room..widths.iter().sum::<usize>() {
        if let Some(widest) = widths.iter_mut().max() {
            *widest -= 1;
        }
    }
    widths
}

/// The lines of each row: as its own cells need, and the last row of a cell over several what that lacks.
fn heights(rows: &[Vec<Field>]) -> Vec<usize> {
    let own = |row: &Vec<Field>| row.iter().filter(|field| field.down == 1).map(|field| field.lines.len()).max();
    let mut heights: Vec<usize> = rows.iter().map(|row| own(row).unwrap_or(1).max(1)).collect();
    for (at, row) in rows.iter().enumerate() {
        for field in row.iter().filter(|field| field.down > 1) {
            let last = (at + field.down).min(rows.len()) - 1;
            // A cell also has the borders between its rows.
            let has = heights[at..=last].iter().sum::<usize>() + last - at;
            heights[last] += field.lines.len().saturating_sub(has);
        }
    }
    heights
}

/// The border between two rows: a corner wherever a cell ends above or below.
fn border(above: Option<&Vec<Field>>, below: &[Field], widths: &[usize]) -> String {
    let ends = |at: usize| {
        let ends_at = |field: &Field| field.first + field.columns == at;
        at == 0 || above.is_some_and(|row| row.iter().any(ends_at)) || below.iter().any(ends_at)
    };
    let mut line = String::from("+");
    for (i, width) in widths.iter().enumerate() {
        line.push_str(&"-".repeat(width + 2));
        line.push(if ends(i + 1) { '+' } else { '-' });
    }
    line
}

/// A border through which a cell goes on.
fn overlaid(line: &str, field: &Field, text: &str, widths: &[usize]) -> String {
    let start = widths[..field.first].iter().map(|width| width + 3).sum::<usize>();
    let cut = |columns: usize| {
        let mut used = 0;
        let end = line.char_indices().find(|(_, c)| {
            let full = used >= columns;
            used += width(c.encode_utf8(&mut [0; 4]));
            full
        });
        end.map_or(line.len(), |(at, _)| at)
    };
    let (left, right) = (&line[..cut(start)], &line[cut(start + field.width + 4)..]);
    let edge = |outer: bool| if outer { "|" } else { "+" };
    let last = field.first + field.columns == widths.len();
    format!("{left}{} {text} {}{right}", edge(field.first == 0), edge(last))
}
