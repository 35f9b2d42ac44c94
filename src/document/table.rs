//! What a report is before anyone renders it: titled columns, rows of typed cells.
//!
//! Invariant: a cell's value never depends on the language; only titles and notes do.

use crate::domain::value::moment::Moment;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// A report's result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Title in the reader's language; documents and sheets show it.
    pub title: String,
    /// Schema name of the JSON output, `redress.cases/1`.
    pub schema: &'static str,
    /// Columns, in the order that TSV keeps for ever.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Lines below the table for people (never in TSV or CSV).
    pub notes: Vec<String>,
    /// Further keys of the JSON object beside `schema`, `data` and `total`.
    pub more: Map<String, Value>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Stable English key: TSV header, CSV header, JSON key.
    pub key: String,
    /// Heading in the reader's language.
    pub title: String,
    /// Numbers stand to the right.
    pub right: bool,
}

/// A row: as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Further keys that only JSON shows.
    pub more: Map<String, Value>,
    /// How the row looks on a terminal with colour.
    pub tone: Tone,
}

/// Emphasis of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Late: red.
    Bad,
    /// Soon due: yellow.
    Warn,
    /// Over and done: dim.
    Dim,
}

/// A value in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing: an empty field, JSON null.
    #[default]
    Empty,
    /// Text or a code.
    Text(String),
    /// A code (in data) with the name that people read (in tables and documents).
    Named {
        /// The code.
        code: String,
        /// Its title in the reader's language.
        name: String,
    },
    /// A whole number.
    Int(i64),
    /// Working days late; negative: that many are left. In data the number, to people in words.
    DaysLate(i64),
    /// A decimal number with that many places, e.g. (12345, 2) = 123.45.
    Decimal(i64, u8),
    /// A date.
    Date(NaiveDate),
    /// A moment: a date, or a time.
    Time(Moment),
    /// Yes or no.
    Bool(bool),
    /// Several codes; a comma joins them in text.
    List(Vec<String>),
}
