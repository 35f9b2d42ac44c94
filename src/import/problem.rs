//! Errors of a map, a file or a row: facts only; `cli/messages/import` words them.

use crate::domain::gate::refusal::Refusal;
use crate::domain::value::id::CaseId;
use std::io;

/// An error in a map.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MapError {
    /// It is not TOML.
    Syntax { line: usize, message: String },
    /// An unknown key.
    UnknownKey { at: String, key: String, nearest: Option<String> },
    /// A required key is missing.
    Missing { key: String },
    /// `private` on a fact that is no text.
    NotText { at: String },
    /// A value of another kind than `wanted` (`text`, `list`, `table`, `flag`, `row`, `unit`, `value`).
    Wrong { at: String, wanted: &'static str },
    /// Not a date format.
    BadFormat { at: String, format: String },
    /// Not a kind of act.
    UnknownKind { at: String, kind: String, nearest: Option<String> },
    /// Not a usable delimiter: it must be one byte that does not occur inside GB18030 characters.
    Delimiter { given: String },
    /// The policy has no such field.
    UnknownField { code: String, nearest: Option<String> },
    /// The file lacks columns that the map uses: map key, column, nearest column.
    Columns { missing: Vec<(String, String, Option<String>)>, header: Vec<String> },
    /// The header has a column twice.
    Twice { column: String },
}

/// An error of a file as a whole.
#[derive(Debug)]
pub(crate) enum FileError {
    /// The system refused.
    Io(io::Error),
    /// The file is empty or has only whitespace.
    Empty,
    /// A gzip file that ends too early or is damaged.
    Compressed,
    /// Not a text table; what it looks like.
    Other(Looks),
    /// A byte that is invalid in the encoding.
    Encoding { line: u64, byte: u8, wanted: &'static str, gb18030_fits: bool },
    /// A record without an end.
    Endless { line: u64 },
    /// The text is valid in two encodings.
    Ambiguous { line: u64 },
    /// The text is not in the encoding that the map names.
    Undecoded { line: u64, wanted: &'static str },
    /// A workbook or a zip file that is none of the known ones.
    NoWorkbook,
    /// A workbook that cannot be read.
    Workbook(String),
    /// A formula without its value: the program that wrote the workbook computed nothing.
    Formula { sheet: String, cell: String },
    /// A workbook that wants a password.
    Password,
    /// The workbook has no such sheet.
    NoSheet { wanted: String, nearest: Option<String>, known: Vec<String> },
    /// Several sheets have the map's columns.
    Sheets { fitting: Vec<String> },
    /// Not JSON.
    Json { line: u64, problem: String },
    /// JSON without records there.
    NoRecords { path: String },
    /// More columns than a table may have.
    TooWide { most: usize },
    /// The header is not the map's; what is wrong with it.
    Header(MapError),
}

/// File types that are not CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Html,
    Xml,
    Json,
    Zip,
    Xls,
    Pdf,
    Gzip,
    Utf16,
    Binary,
}

/// Why a row is rejected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RowProblem {
    /// The number of cells differs from the header; `beyond`: the surplus cells.
    Ragged { found: usize, header: usize, beyond: Vec<String> },
    /// The file ends inside a quotation.
    Unclosed,
    /// The key, or the case of an event, is empty.
    NoKey,
    /// The key occurred in this line before.
    Duplicate { line: u64 },
    /// A value that is not in the map's table.
    NotMapped { at: String, value: String, nearest: Option<String> },
    /// Not a date in any of the formats.
    BadDate { at: String, value: String, formats: Vec<String> },
    /// Not an amount, or not a flag.
    BadValue { at: String, value: String, wanted: &'static str },
    /// A number of which a spreadsheet has kept the first digits only.
    Rounded { at: String, value: String },
    /// A required fact is empty.
    Empty { at: String },
    /// An act counts as done but has no date.
    NoDate { act: &'static str },
    /// An activity that the map does not have.
    Activity { value: String, nearest: Option<String> },
    /// The row that opens the case, in this line, was rejected.
    Opening { line: u64 },
    /// The key is that of a case of another day, title and complainant.
    Another { case: CaseId },
    /// The gate refused.
    Refused(Box<Refusal>),
}

impl std::convert::From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
