//! What can be wrong with a map, a file or a row: facts, worded in `say/import`.

use crate::domain::gate::refusal::Refusal;
use std::io;

/// What is wrong with a map.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MapError {
    /// It is not TOML.
    Syntax { line: usize, message: String },
    /// A key that nothing looks at.
    UnknownKey { at: String, key: String, nearest: Option<String> },
    /// A key that must be there.
    Missing { key: String },
    /// A value of another kind than `wanted` (`text`, `list`, `table`, `flag`, `value`).
    Wrong { at: String, wanted: &'static str },
    /// No format of a date.
    BadFormat { at: String, format: String },
    /// No kind of act.
    UnknownKind { at: String, kind: String, nearest: Option<String> },
    /// No delimiter that can be used: one byte, and none that GB18030 uses inside of characters.
    Delimiter { given: String },
    /// The policy has no such field.
    UnknownField { code: String, nearest: Option<String> },
    /// The map asks for columns that the file lacks: where, which, the nearest.
    Columns { missing: Vec<(String, String, Option<String>)>, header: Vec<String> },
    /// The header has a column twice.
    Twice { column: String },
}

/// What is wrong with a file as a whole.
#[derive(Debug)]
pub(crate) enum FileError {
    /// The system.
    Io(io::Error),
    /// No byte, or nothing but blanks.
    Empty,
    /// Not a table in text: what it looks like.
    Other(Looks),
    /// A byte that the encoding does not have there.
    Encoding { line: u64, byte: u8, wanted: &'static str, gb18030_fits: bool },
    /// A record that does not end.
    Endless { line: u64 },
}

/// What a file looks like that is no CSV.
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

/// Why a row cannot be taken.
#[derive(Debug, PartialEq)]
pub(crate) enum Problem {
    /// Another number of cells than the header; what stands beyond it.
    Ragged { found: usize, header: usize, beyond: Vec<String> },
    /// A quotation mark that the file does not close.
    Unclosed,
    /// The key, or the case of an event, is empty.
    NoKey,
    /// The key stood in this line before.
    Duplicate { line: u64 },
    /// A value that the map's table does not have.
    NotMapped { at: String, value: String, nearest: Option<String> },
    /// No date in any of the formats.
    BadDate { at: String, value: String, formats: Vec<String> },
    /// No amount, or no flag.
    BadValue { at: String, value: String, wanted: &'static str },
    /// A fact that a case must have.
    Empty { at: String },
    /// It counts as done, and no date says when.
    NoDate { act: &'static str },
    /// An activity that the map does not name.
    Activity { value: String, nearest: Option<String> },
    /// The row that opens its case was not taken.
    Opening { line: u64 },
    /// The gate said no.
    Refused(Box<Refusal>),
}

impl std::convert::From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
