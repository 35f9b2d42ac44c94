//! Errors in policies, as data; worded in `text/`.

use thiserror::Error;

/// Why a policy cannot be used, and where the error is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum PolicyError {
    /// Not TOML.
    #[error("{file}:{line}: {message}")]
    Syntax { file: String, line: usize, written: String, message: String },
    /// A key that no row of the section has.
    #[error("{file}: [[{section}]] {row}: unknown key {key}")]
    UnknownKey { file: String, section: String, row: String, key: String, nearest: Option<String> },
    /// A section that does not exist.
    #[error("{file}: unknown section {section}")]
    UnknownSection { file: String, section: String, nearest: Option<String> },
    /// A row without a code.
    #[error("{file}: a row of [[{section}]] has no code")]
    NoCode { file: String, section: String },
    /// Two rows with the same code in one section of a file.
    #[error("{file}: [[{section}]] {row} stands twice")]
    Twice { file: String, section: String, row: String },
    /// A section that is not written as rows (`[[limit]]`).
    #[error("{file}: {section} are no rows")]
    NoRows { file: String, section: String },
    /// A value that cannot be read; `section` is empty for a key at the top of the file, `key` if it cannot be
    /// determined.
    #[error("{file}: [[{section}]] {row}: {key} {value}")]
    BadValue { file: String, section: String, row: String, key: String, value: String },
    /// Terms that cannot run: a saved query, or the terms of a filing. `place` is the key with its table or row.
    #[error("{place} = {terms}: {message}")]
    Terms { place: String, terms: String, message: String },
    /// A key that a row must have.
    #[error("[[{section}]] {row}: no {key}")]
    Missing { section: String, row: String, key: String },
    /// redress.toml names neither a profile nor its project: it has lost its contents.
    #[error("redress.toml: no profile")]
    NoProfile { known: Vec<String> },
    /// An unknown code.
    #[error("[[{section}]] {row}: {key} names {value}")]
    UnknownCode { section: String, row: String, key: String, value: String, nearest: Option<String> },
    /// Loosened without `loosens = true`.
    #[error("[[{}]] {}: {} loosened", .0.section, .0.row, .0.key)]
    Loosens(Loosening),
    /// No such profile.
    #[error("no profile {name}")]
    UnknownProfile { name: String, known: Vec<String> },
    /// No such time zone.
    #[error("no zone {zone}")]
    UnknownZone { zone: String },
}

/// A value that is looser than in the layer below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loosening {
    /// Section.
    pub section: String,
    /// Row.
    pub row: String,
    /// Key.
    pub key: String,
    /// The former value.
    pub from: String,
    /// The new value.
    pub to: String,
}

/// The error for a file that is not TOML, with the line.
pub(super) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> PolicyError {
    syntax_at(file, text, error.span(), error.message())
}

/// The same of an error somewhere in the text.
pub(crate) fn syntax_at(file: &str, text: &str, span: Option<std::ops::Range<usize>>, message: &str) -> PolicyError {
    let at = span.map_or(0, |s| s.start).min(text.len());
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let written = text.lines().nth(line - 1).unwrap_or_default().trim().to_string();
    PolicyError::Syntax { file: file.into(), line, written, message: message.to_string() }
}
