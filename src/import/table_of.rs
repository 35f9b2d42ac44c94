//! A file as a plain table: all its rows, with its SHA-256. For papers that came in, which no map describes.

use super::rows::SourceRows;
use super::source::{FileFormat, Source, SourceRequest};
use super::{ImportError, problem::FileError};
use crate::project::Project;
use std::path::Path;

/// More rows than this are no paper with figures.
const MOST: usize = 100_000;

/// The rows of a file and the digest of its bytes. Of a workbook the first sheet; of a text the separator that gives most cells.
///
/// # Errors
/// The file cannot be read, or is no table.
pub(crate) fn table_of(path: &Path, project: &Project) -> Result<(String, Vec<Vec<String>>), ImportError> {
    let format = FileFormat::default();
    let wanted = SourceRequest { path: Some(path), format: &format, sheet: "", project };
    let source = Source::open(&wanted, &mut |_| Ok(0))?;
    let delimiters: &[u8] = match (source.numbered, source.delimiter) {
        (true, _) => b",",
        (_, Some(one)) => &[one],
        _ => b",\t;",
    };
    let mut best: Vec<Vec<String>> = Vec::new();
    for delimiter in delimiters {
        let (mut rows, mut all) = (SourceRows::begin(&source, *delimiter)?, Vec::new());
        while all.len() < MOST && rows.next()?.is_some() {
            all.push(rows.record().iter().map(|cell| cell.trim().to_string()).collect::<Vec<String>>());
        }
        let width = |rows: &[Vec<String>]| rows.iter().map(Vec::len).max().unwrap_or(0);
        if width(&all) > width(&best) {
            best = all;
        }
    }
    if best.is_empty() { Err(FileError::Empty.into()) } else { Ok((source.sha256, best)) }
}
