//! A form sheet: a bordered grid whose cells may span columns and rows, with room to write by hand.
//!
//! Invariant: [`Grid::placed`] gives each cell its place, and no two cells one place; what the rows lack is left open.

use super::span::{Spans, unmarked};

/// A form sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The title above; empty for none.
    pub title: String,
    /// Relative widths of the columns; those not given are of width 10.
    pub widths: Vec<u16>,
    /// The rows. A place that a cell above extends into has no cell here.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a form sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// The text.
    pub text: Spans,
    /// Whether it names what stands in the next cell.
    pub label: bool,
    /// How many columns it takes, at least 1.
    pub across: usize,
    /// How many rows it takes, at least 1.
    pub down: usize,
    /// Empty lines below the text, for writing by hand.
    pub lines: usize,
    /// Right-aligned lines at its foot: who signs, when.
    pub foot: Vec<Spans>,
}

impl Default for GridCell {
    fn default() -> Self {
        Self { text: Vec::new(), label: false, across: 1, down: 1, lines: 0, foot: Vec::new() }
    }
}

impl GridCell {
    /// A cell that names what stands beside it.
    #[must_use]
    pub fn label(text: impl Into<String>) -> Self {
        Self { text: super::span::plain(text), label: true, ..Self::default() }
    }

    /// A cell with a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: super::span::plain(text), ..Self::default() }
    }

    /// The same cell over so many columns.
    #[must_use]
    pub fn across(self, columns: usize) -> Self {
        Self { across: columns.max(1), ..self }
    }

    /// Its text and foot without marks, a line each.
    #[must_use]
    pub fn unmarked(&self) -> String {
        let texts = std::iter::once(unmarked(&self.text)).chain(self.foot.iter().map(|line| unmarked(line)));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// What stands at a place of a grid, in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridPlace<'a> {
    /// A cell begins here, over so many columns: fewer than it asks for where a cell above goes on.
    Cell(&'a GridCell, usize),
    /// The cell above goes on here, over so many columns.
    Below(usize),
    /// Nothing, over so many columns.
    Open(usize),
}

impl Grid {
    /// The number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.placed_in(0).iter().map(|row| row.iter().map(GridPlace::columns).sum()).max().unwrap_or(0)
    }

    /// The rows with a place for each column: cells, and where those above go on.
    #[must_use]
    pub fn placed(&self) -> Vec<Vec<GridPlace<'_>>> {
        self.placed_in(self.columns())
    }

    /// Rows of at least so many columns.
    fn placed_in(&self, columns: usize) -> Vec<Vec<GridPlace<'_>>> {
        // Cells that go on below: first column, columns, rows left; in order, none over another.
        let mut going: Vec<(usize, usize, usize)> = Vec::new();
        let mut all = Vec::new();
        for row in &self.rows {
            let (mut places, mut at, mut next) = (Vec::new(), 0, Vec::new());
            let mut above = going.into_iter().peekable();
            let mut cells = row.iter().peekable();
            while above.peek().is_some() || cells.peek().is_some() {
                match (above.peek().copied(), cells.peek()) {
                    (Some((first, across, left)), _) if first == at => {
                        places.push(GridPlace::Below(across));
                        next.extend((left > 1).then_some((first, across, left - 1)));
                        at += across;
                        above.next();
                    }
                    (limit, Some(cell)) => {
                        // A cell does not reach into one that goes on from above.
                        let room = limit.map_or(usize::MAX, |(first, ..)| first - at);
                        let across = cell.across.clamp(1, room);
                        places.push(GridPlace::Cell(cell, across));
                        next.extend((cell.down > 1).then(|| (at, across, cell.down - 1)));
                        at += across;
                        cells.next();
                    }
                    (Some((first, ..)), None) => {
                        places.push(GridPlace::Open(first - at));
                        at = first;
                    }
                    (None, None) => break,
                }
            }
            if at < columns {
                places.push(GridPlace::Open(columns - at));
            }
            going = next;
            all.push(places);
        }
        all
    }
}

impl GridPlace<'_> {
    /// How many columns it takes.
    #[must_use]
    pub fn columns(&self) -> usize {
        match self {
            Self::Cell(_, columns) | Self::Below(columns) | Self::Open(columns) => *columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(grid: &Grid) -> Vec<String> {
        let place = |place: &GridPlace<'_>| match place {
            GridPlace::Cell(cell, columns) => format!("{}{columns}", unmarked(&cell.text)),
            GridPlace::Below(columns) => format!("^{columns}"),
            GridPlace::Open(columns) => format!(".{columns}"),
        };
        grid.placed().iter().map(|row| row.iter().map(place).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn cells_below_a_long_one_stand_beside_it() {
        let cell = |text: &str, across, down| GridCell { across, down, ..GridCell::text(text) };
        let rows = vec![
            vec![cell("a", 1, 2), cell("b", 1, 1), cell("c", 2, 3)],
            vec![cell("d", 3, 1)],
            vec![cell("e", 1, 1)],
            vec![cell("f", 4, 1)],
        ];
        let grid = Grid { rows, ..Grid::default() };
        assert_eq!(shape(&grid), ["a1 b1 c2", "^1 d1 ^2", "e1 .1 ^2", "f4"]);
        assert_eq!(shape(&Grid::default()), Vec::<String>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn all_rows_are_equally_wide_and_no_cell_is_lost(
            spans in prop::collection::vec(prop::collection::vec((0usize..4, 0usize..4), 0..5), 0..6),
        ) {
            let cell = |&(across, down): &(usize, usize)| GridCell { across, down, ..GridCell::text("x") };
            let rows: Vec<Vec<GridCell>> = spans.iter().map(|row| row.iter().map(cell).collect()).collect();
            let grid = Grid { rows, ..Grid::default() };
            for (row, places) in grid.rows.iter().zip(grid.placed()) {
                prop_assert_eq!(places.iter().map(GridPlace::columns).sum::<usize>(), grid.columns());
                prop_assert_eq!(places.iter().filter(|p| matches!(p, GridPlace::Cell(..))).count(), row.len());
                prop_assert!(places.iter().all(|place| place.columns() > 0));
            }
        }
    }
}
