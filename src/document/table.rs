//! A report before it is rendered: titled columns, and rows of typed cells.
//!
//! Invariant: a cell's value never depends on the language; only titles and notes do.

use crate::domain::value::moment::Moment;
use crate::text::{Lang, Two};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// A table: the result of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Title in the reader's language; shown in documents and sheets.
    pub title: String,
    /// Schema name of the JSON output, `redress.cases/1`.
    pub schema: &'static str,
    /// Columns, in the order of TSV output, which never changes.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// The totals of the rows, of several figures one each, shown as emphasised last rows; in TSV and CSV their first cell is `total`, in
    /// JSON they are the member `totals`. Not shown without rows.
    pub totals: Vec<Row>,
    /// What the figures rest on, as pairs of label and text: definitions, the day they are as of. Shown in workbooks.
    pub about: Vec<(String, String)>,
    /// By which policy, units, calendar and program it was made, in a line. Shown in pages and papers.
    pub basis: String,
    /// Lines below the table, for readers (never in TSV or CSV).
    pub notes: Vec<String>,
    /// A note that those who read TSV or CSV must hear too: it is said on standard error. It stands in `notes` as well.
    pub caution: Option<String>,
    /// What it says of itself as a whole; exit codes rest on it.
    pub verdict: TableVerdict,
    /// Further members of the JSON object besides `schema`, `data`, `total` and the verdict.
    pub more: Map<String, Value>,
}

/// What a table says of itself as a whole. What is told stands in its JSON under the same names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableVerdict {
    /// What the receiver of a paper would not take, in words.
    pub problems: Option<Vec<String>>,
    /// How many groups or figures do not add up.
    pub breaks: Option<usize>,
    /// A paper has nothing to report.
    pub nil: Option<bool>,
}

impl TableVerdict {
    /// Its members, by name.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let mut all = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                all.insert(name.into(), value);
            }
        };
        put("problems", self.problems.clone().map(Value::from));
        put("breaks", self.breaks.map(Value::from));
        put("nil", self.nil.map(Value::from));
        all
    }
}

impl Table {
    /// With a note that every reader must hear, if there is one; it stands before the others.
    #[must_use]
    pub fn warning(mut self, caution: Option<String>) -> Self {
        self.notes.splice(0..0, caution.clone());
        self.caution = caution;
        self
    }

    /// All rows in order: the last is that of the totals, if there is one.
    pub fn lines(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(self.totals.iter().filter(|_| !self.rows.is_empty()))
    }

    /// Codes in the place of names, in every format.
    pub fn in_codes(&mut self) {
        self.columns.iter_mut().for_each(|column| column.title.clone_from(&column.key));
        self.each_named(|code, _| code);
    }

    /// Names in the place of codes, in every format. Keys of JSON stay.
    pub fn in_titles(&mut self) {
        self.each_named(|_, name| name);
    }

    fn each_named(&mut self, chosen: impl Fn(String, String) -> String) {
        let cells = self.rows.iter_mut().chain(&mut self.totals).flat_map(|row| &mut row.cells);
        for cell in cells {
            if let Cell::Named { code, name } = cell {
                let text = chosen(std::mem::take(code), std::mem::take(name));
                *cell = if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
            }
        }
    }

    /// Whether the row is that of the totals.
    #[must_use]
    pub fn is_total(&self, row: &Row) -> bool {
        self.totals.iter().any(|totals| std::ptr::eq(totals, row))
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Stable English key: TSV header, CSV header, JSON key.
    pub key: String,
    /// Heading in the reader's language.
    pub title: String,
    /// Whether the column is right-aligned, as for numbers.
    pub right: bool,
}

/// A row, with one cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Further members, shown in JSON only.
    pub more: Map<String, Value>,
    /// How the row looks on a terminal with colour.
    pub tone: Tone,
}

/// Emphasis of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No emphasis.
    #[default]
    Plain,
    /// Late: red.
    Bad,
    /// Soon due: yellow.
    Warn,
    /// Finished: dim.
    Dim,
}

/// A value in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// No value: an empty field, JSON null.
    #[default]
    Empty,
    /// Text or a code.
    Text(String),
    /// A code (in data) with its name (in tables and documents).
    Named {
        /// The code.
        code: String,
        /// Its title in the reader's language.
        name: String,
    },
    /// A whole number.
    Int(i64),
    /// Working days late; negative for days left. In data a number, for readers in words.
    DaysLate(i64),
    /// A decimal number with a number of places: (12345, 2) = 123.45.
    Decimal(i64, u8),
    /// A part of a whole, shown as a percentage with one decimal. Where the whole is not positive there is no rate.
    Rate {
        /// The part; negative for a loss.
        part: i64,
        /// The whole.
        whole: i64,
    },
    /// A date.
    Date(NaiveDate),
    /// A moment: a date, or a time.
    Time(Moment),
    /// yes or no
    Bool(bool),
    /// Several codes; joined by commas in text.
    List(Vec<String>),
}

impl Cell {
    /// A count; one beyond the range of a cell is shown as the greatest.
    #[must_use]
    pub fn count(n: impl TryInto<i64>) -> Self {
        Self::Int(n.try_into().unwrap_or(i64::MAX))
    }

    /// The first cell of a row of totals.
    #[must_use]
    pub fn total(lang: Lang) -> Self {
        Self::Named { code: "total".into(), name: Two("Total", "合计").get(lang).into() }
    }
}

/// A rate in tenths of a percent, half away from zero; `None` where the whole is not positive. 1000 stands only for all of the whole, 0
/// only for none of it.
#[must_use]
pub fn rate(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (size, whole) = (u128::from(part.unsigned_abs()), u128::from(whole.unsigned_abs()));
    let tenths = (size * 2000 + whole) / (whole * 2);
    let tenths = match size.cmp(&whole) {
        Ordering::Less => tenths.clamp(u128::from(size > 0), 999),
        Ordering::Equal => 1000,
        Ordering::Greater => tenths.max(1001),
    };
    let tenths = i64::try_from(tenths).unwrap_or(i64::MAX);
    Some(if part < 0 { -tenths } else { tenths })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_all_or_none_only_where_they_are() {
        for (part, whole, tenths) in [
            (37, 40, Some(925)),
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (1, 2000, Some(1)),
            (1, 100_000, Some(1)),
            (99_999, 100_000, Some(999)),
            (100_001, 100_000, Some(1001)),
            (0, 5, Some(0)),
            (5, 5, Some(1000)),
            (-1, 8, Some(-125)),
            (0, 0, None),
            (1, -1, None),
        ] {
            assert_eq!(rate(part, whole), tenths, "{part} of {whole}");
        }
        assert_eq!(rate(i64::MAX, 1), Some(i64::MAX));
    }
}
