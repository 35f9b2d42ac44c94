//! Rows of units or persons out of a spreadsheet or a text: which column is which key of `directory.toml`.
//!
//! Invariant: a column that is none of the keys is named and left out; nothing is guessed from its values.

use super::column_name;
use super::header;
use super::problem::FileError;
use super::rows::{Header, SourceRows};
use super::source::{FileFormat, SheetHead, Source, SourceRequest};
use crate::domain::value::texts::folded;
use crate::project::Project;
use std::path::Path;

/// Rows in which the header is looked for.
const HEAD: usize = 40;

/// A key of a row, with the names that its column may have.
pub(crate) type KeyNames = (&'static str, &'static [&'static str]);

/// The rows of a file.
#[derive(Debug, Default)]
pub(crate) struct DirectoryRows {
    /// For each row its line, and the keys and texts of its cells that are not empty.
    pub(crate) rows: Vec<(u64, Vec<(&'static str, String)>)>,
    /// The keys that have a column.
    pub(crate) columns: Vec<&'static str>,
    /// Columns that are no key.
    pub(crate) left_out: Vec<String>,
}

/// Reads a file. `keys`: the first is the one that the header must have.
pub(crate) fn read(
    path: Option<&Path>,
    sheet: &str,
    project: &Project,
    keys: &[KeyNames],
) -> Result<DirectoryRows, FileError> {
    let format = FileFormat::default();
    let wanted = SourceRequest { path, format: &format, sheet, project };
    let score = |cells: &[String]| cells.iter().filter(|cell| key_of(cell, keys).is_some()).count();
    let source = Source::open(&wanted, &mut |heads: &[SheetHead]| {
        let best = |head: &SheetHead| head.rows.iter().map(|(_, cells)| score(cells)).max().unwrap_or(0);
        let scored = heads.iter().enumerate().map(|(at, head)| (best(head), at));
        Ok(scored.max_by_key(|(score, at)| (*score, usize::MAX - at)).map_or(0, |(_, at)| at))
    })?;
    let header = find(&source, &score)?;
    let mut rows = SourceRows::open(&source, &header)?;
    let columns: Vec<Option<&'static str>> = header.names.iter().map(|name| key_of(name, keys)).collect();
    let mut read = DirectoryRows { columns: columns.iter().copied().flatten().collect(), ..DirectoryRows::default() };
    let others = header.names.iter().zip(&columns).filter(|(name, key)| key.is_none() && !name.is_empty());
    read.left_out = others.map(|(name, _)| name.clone()).collect();
    while let Some(at) = rows.next()? {
        let cell = |at: usize| rows.record().get(at).map(str::trim).filter(|cell| !cell.is_empty()).map(String::from);
        let cells = columns.iter().enumerate().filter_map(|(at, key)| Some(((*key)?, cell(at)?)));
        read.rows.push((at.line, cells.collect()));
    }
    Ok(read)
}

fn key_of(cell: &str, keys: &[KeyNames]) -> Option<&'static str> {
    let name = folded(&column_name::name(cell));
    let named = |(key, names): &&KeyNames| folded(key) == name || names.iter().any(|known| folded(known) == name);
    keys.iter().find(named).map(|(key, _)| *key)
}

/// The row with most of the keys.
fn find(source: &Source, score: &dyn Fn(&[String]) -> usize) -> Result<Header, FileError> {
    let delimiters: &[u8] = match (source.numbered, source.delimiter) {
        (true, _) => b",",
        (_, Some(one)) => &[one],
        _ => b",\t;",
    };
    let mut best: Option<(usize, Header)> = None;
    for delimiter in delimiters {
        let mut rows = SourceRows::begin(source, *delimiter)?;
        let mut seen = 0;
        while seen < HEAD
            && let Some(at) = rows.next()?
        {
            seen += 1;
            let cells: Vec<String> = rows.record().iter().map(Into::into).collect();
            let keys = score(&cells);
            if best.as_ref().map_or(0, |(most, _)| *most) < keys {
                let names = header::names(&cells, None);
                best = Some((keys, Header { names, end: at.end, line: rows.line(), delimiter: *delimiter }));
            }
        }
    }
    best.map(|(_, header)| header).ok_or(FileError::Empty)
}
