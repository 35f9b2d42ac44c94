//! A report before it is rendered: titled columns, and rows of typed cells.
//!
//! Invariant: a cell's value never depends on the language; only titles and notes do.

use crate::domain::value::moment::Moment;
use chrono::NaiveDate;
use serde_json::{Map, Value};

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
    /// Lines below the table, for readers (never in TSV or CSV).
    pub notes: Vec<String>,
    /// Further members of the JSON object besides `schema`, `data` and `total`.
    pub more: Map<String, Value>,
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
    /// A date.
    Date(NaiveDate),
    /// A moment: a date, or a time.
    Time(Moment),
    /// yes or no
    Bool(bool),
    /// Several codes; joined by commas in text.
    List(Vec<String>),
}
