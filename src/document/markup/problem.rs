//! What can be wrong with a text in markup.

use crate::say;
use crate::text::Lang;

/// A mistake in a text in markup.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem:?}")]
pub struct MarkupError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: MarkupProblem,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkupProblem {
    /// A block that begins with three backticks has no end.
    Unclosed,
    /// A row has more or fewer cells than the rows above.
    Cells {
        /// So many it has.
        found: usize,
        /// So many the others have.
        wanted: usize,
    },
    /// A line of a form sheet is no row.
    NoRow,
    /// `^^` does not stand below a cell of its width.
    Above,
    /// The widths of a form sheet are not all whole numbers.
    Widths,
}

impl MarkupError {
    /// The mistake in words, with its line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let line = self.line;
        match &self.problem {
            MarkupProblem::Unclosed => say!(
                lang,
                "line {line}: the block that begins here has no end; close it with a line of ```",
                "第 {line} 行：从此处开始的块没有结束，请用单独一行 ``` 结束"
            ),
            MarkupProblem::Cells { found, wanted } => say!(
                lang,
                "line {line}: the row takes {found} columns, the rows above {wanted}; a cell grows by || after it",
                "第 {line} 行：本行占 {found} 列，上面各行占 {wanted} 列；单元格后写 || 可多占一列"
            ),
            MarkupProblem::NoRow => say!(
                lang,
                "line {line}: between ```grid and ``` each line is a row, | cell | cell |",
                "第 {line} 行：```grid 与 ``` 之间每行须为表格行：| 单元格 | 单元格 |"
            ),
            MarkupProblem::Above => say!(
                lang,
                "line {line}: ^^ joins a cell with the one above; here none of the same columns stands above",
                "第 {line} 行：^^ 表示与上方单元格合并，但上方没有列数相同的单元格"
            ),
            MarkupProblem::Widths => say!(
                lang,
                "line {line}: after ```grid only the widths of the columns may stand, as in ```grid 2 3 2 3",
                "第 {line} 行：```grid 之后只能写各列宽度，如 ```grid 2 3 2 3"
            ),
        }
    }
}
