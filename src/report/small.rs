//! Hides small groups in a table for outside, so that they can neither be read nor be worked out from the totals.
//!
//! Invariant: in every line that adds up (a row, a column, the totals) either nothing is hidden, or at least two numbers, which together
//! are not small. Source: `domain.md` §4; the usual rule of primary and complementary suppression.

use crate::document::table::{Cell, Table};
use crate::report::context::ReportContext;
use crate::say;

/// Counts in rows and columns, with the totals of each and of all: the last row and the last column.
pub type Matrix = Vec<Vec<u64>>;

/// Which cells of a matrix with totals are hidden when no group smaller than `small` may be known. A group of nobody is none.
#[must_use]
pub fn hidden(matrix: &Matrix, small: u64) -> Vec<Vec<bool>> {
    let mut hidden: Vec<Vec<bool>> =
        matrix.iter().map(|row| row.iter().map(|n| (1..small).contains(n)).collect()).collect();
    let (height, width) = (matrix.len(), matrix.first().map_or(0, Vec::len));
    loop {
        let before = hidden.clone();
        for row in 0..height {
            let line: Vec<CellPlace> = (0..width).map(|column| (row, column)).collect();
            complement(matrix, &mut hidden, &line, small);
        }
        for column in 0..width {
            let line: Vec<CellPlace> = (0..height).map(|row| (row, column)).collect();
            complement(matrix, &mut hidden, &line, small);
        }
        while let Some(more) = to_close_a_circle(matrix, &hidden) {
            hidden[more.0][more.1] = true;
        }
        if hidden == before {
            return hidden;
        }
    }
}

/// A cell: row and column.
type CellPlace = (usize, usize);

/// A further cell to hide where a hidden one follows from the others; `None` if none does.
///
/// Rows and columns are equations, hidden cells their unknowns. Seen as a graph whose nodes are the rows and columns and whose edges are the
/// hidden cells, a cell is determined just when no circle goes through it (a bridge). So each bridge gets a second way across.
fn to_close_a_circle(matrix: &Matrix, hidden: &[Vec<bool>]) -> Option<CellPlace> {
    let (height, width) = (matrix.len(), matrix.first().map_or(0, Vec::len));
    let all = || (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let gone: Vec<CellPlace> = all().filter(|(row, column)| hidden[*row][*column]).collect();
    for bridge in &gone {
        // What is reached from the row of the cell without the cell itself: rows, then columns.
        let (mut rows, mut columns) = (vec![false; height], vec![false; width]);
        rows[bridge.0] = true;
        loop {
            let mut is_more = false;
            for (row, column) in gone.iter().copied().filter(|place| place != bridge) {
                if rows[row] != columns[column] {
                    (rows[row], columns[column], is_more) = (true, true, true);
                }
            }
            if !is_more {
                break;
            }
        }
        if columns[bridge.1] {
            continue;
        }
        let across = all().filter(|(row, column)| !hidden[*row][*column] && rows[*row] != columns[*column]);
        // What is nobody tells nothing of others, and totals tell most: both are hidden last.
        let is_total = |(row, column): CellPlace| row + 1 == height || column + 1 == width;
        let cost = |place: &CellPlace| (matrix[place.0][place.1] == 0, is_total(*place), matrix[place.0][place.1]);
        if let Some(more) = across.min_by_key(cost) {
            return Some(more);
        }
    }
    None
}

/// Hides further cells of a line, the smallest first, until what is hidden is not small as a whole. The last cell is the sum of the others.
fn complement(matrix: &Matrix, hidden: &mut [Vec<bool>], line: &[CellPlace], small: u64) {
    let Some((total, parts)) = line.split_last() else { return };
    loop {
        let of = |(row, column): CellPlace| matrix[row][column];
        let gone: Vec<u64> = parts.iter().copied().filter(|(row, column)| hidden[*row][*column]).map(of).collect();
        let is_total_gone = hidden[total.0][total.1];
        let unknown = gone.len() + usize::from(is_total_gone);
        let is_safe = unknown == 0 || (unknown > 1 && (is_total_gone || gone.iter().sum::<u64>() >= small));
        if is_safe {
            return;
        }
        let shown = parts.iter().copied().filter(|(row, column)| !hidden[*row][*column]);
        let next = shown.min_by_key(|at| (of(*at) == 0, of(*at))).unwrap_or(*total);
        if hidden[next.0][next.1] {
            return;
        }
        hidden[next.0][next.1] = true;
    }
}

/// Which numbers of a list with its total are hidden.
#[must_use]
pub fn hidden_in_list(counts: &[u64], small: u64) -> Vec<bool> {
    let mut row = counts.to_vec();
    row.push(counts.iter().sum());
    let mut hidden = vec![row.iter().map(|n| (1..small).contains(n)).collect::<Vec<bool>>()];
    let line: Vec<CellPlace> = (0..row.len()).map(|column| (0, column)).collect();
    complement(&vec![row], &mut hidden, &line, small);
    hidden[0].pop();
    hidden.remove(0)
}

/// Hides small counts of a list of groups with `names` columns before the counts.
pub fn hide_counts(table: &mut Table, names: usize, small: u64, context: &ReportContext<'_>) {
    let mut is_any = false;
    let count = |cell: &Cell| if let Cell::Int(n) = cell { n.unsigned_abs() } else { 0 };
    let mut gone = vec![false; table.rows.len()];
    // Counts stand in every second column after the names; a change between two tells as much as they do.
    for column in std::iter::once(names).chain((names + 1..table.columns.len()).step_by(2)) {
        let counts: Vec<u64> = table.rows.iter().map(|row| count(&row.cells[column])).collect();
        let hidden = hidden_in_list(&counts, small);
        gone.iter_mut().zip(hidden).for_each(|(gone, hidden)| *gone |= hidden);
    }
    for (row, _) in table.rows.iter_mut().zip(gone).filter(|(_, gone)| *gone) {
        row.cells[names..].fill(Cell::Text("*".into()));
        is_any = true;
    }
    table.notes.extend(is_any.then(|| hidden_note(small, context)));
}

/// Says that small groups are hidden.
#[must_use]
pub(super) fn hidden_note(small: u64, context: &ReportContext<'_>) -> String {
    say!(
        context.lang,
        "* not shown: fewer than {small}, or needed to keep such a number from being worked out",
        "* 不予列示：不足 {small} 件，或为避免推算出此类数字而略去"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether linear equations in the hidden cells determine one of them: Gaussian elimination over fractions kept as floats, exact for
    /// the small whole numbers here.
    fn solvable(hidden: &[Vec<bool>]) -> bool {
        let (height, width) = (hidden.len(), hidden[0].len());
        let places: Vec<(usize, usize)> =
            (0..height).flat_map(|r| (0..width).map(move |c| (r, c))).filter(|(r, c)| hidden[*r][*c]).collect();
        let sign = |at: usize, last: usize| if at == last { -1.0 } else { 1.0 };
        let mut equations: Vec<Vec<f64>> = Vec::new();
        for row in 0..height {
            equations.push(places.iter().map(|(r, c)| if *r == row { sign(*c, width - 1) } else { 0.0 }).collect());
        }
        for column in 0..width {
            equations.push(places.iter().map(|(r, c)| if *c == column { sign(*r, height - 1) } else { 0.0 }).collect());
        }
        let mut rank = 0;
        for column in 0..places.len() {
            let Some(pivot) = (rank..equations.len()).find(|at| equations[*at][column].abs() > 1e-9) else { continue };
            equations.swap(rank, pivot);
            let scale = equations[rank][column];
            equations[rank].iter_mut().for_each(|x| *x /= scale);
            let row = equations[rank].clone();
            for (at, other) in equations.iter_mut().enumerate().filter(|(at, _)| *at != rank) {
                let _ = at;
                let factor = other[column];
                other.iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
            }
            rank += 1;
        }
        equations[..rank].iter().any(|row| row.iter().filter(|x| x.abs() > 1e-9).count() == 1)
    }

    #[test]
    fn no_hidden_cell_follows_from_the_totals_of_random_tables() {
        let seed = 20_261_130u64;
        let mut state = seed;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let mut some = 0;
        for _ in 0..2_000 {
            let (height, width) =
                (usize::try_from(2 + next(5)).expect("small"), usize::try_from(2 + next(5)).expect("small"));
            let mut matrix: Matrix = (0..height).map(|_| (0..width).map(|_| next(4) * next(12)).collect()).collect();
            matrix.iter_mut().for_each(|row| row.push(row.iter().sum()));
            matrix.push((0..=width).map(|c| matrix.iter().map(|row| row[c]).sum()).collect());
            let hidden = hidden(&matrix, 5);
            for (row, shown) in matrix.iter().zip(&hidden) {
                assert!(row.iter().zip(shown).all(|(n, hidden)| *hidden || !(1..5).contains(n)), "{matrix:?}");
            }
            assert!(!solvable(&hidden), "{matrix:?} {hidden:?}");
            some += usize::from(hidden.iter().flatten().any(|hidden| *hidden));
        }
        assert!(some > 500, "{some}");
    }

    #[test]
    fn a_single_small_group_of_a_list_takes_the_next_smallest_with_it() {
        assert_eq!(hidden_in_list(&[40, 3, 9, 12], 5), [false, true, true, false]);
        assert_eq!(hidden_in_list(&[40, 3, 4, 12], 5), [false, true, true, false]);
        assert_eq!(hidden_in_list(&[40, 2, 2, 12], 5), [false, true, true, true]);
        assert_eq!(hidden_in_list(&[40, 0, 12], 5), [false; 3]);
    }
}
