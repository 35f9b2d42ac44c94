//! `--suggest`: a first map made out of a table's headers and values, to be edited by a person.
//!
//! | file | purpose |
//! |---|---|
//! | `names`, `words` | what headers are called, in Chinese and English; what stands below them |
//! | `columns` | what is in a column: dates and their form, distinct values, how many are filled |
//! | `write` | the map as TOML with comments |
//!
//! Invariant: nothing is guessed silently: what could be read in two ways is left as `?`, which the map refuses until somebody decides.
//! Values of private columns are never written.

mod acts;
mod columns;
mod names;
mod words;
mod write;

use super::ImportError;
use super::problem::FileError;
use super::rows::{Header, SourceRows};
use super::source::{FileFormat, SheetHead, Source, SourceRequest};
use super::{column_name, header};
use crate::domain::value::title::Lang;
use crate::project::Project;
use columns::Column;
use std::path::Path;

/// The private data that registers mean by this name: 联系电话 is `phone`.
pub(crate) fn private_key(name: &str) -> Option<String> {
    let role = names::find(name, false).filter(|role| role.part == "private")?;
    Some(role.key.replace('-', "_"))
}

/// Rows in which a header is looked for.
const HEAD: usize = 40;

/// Makes a map for a file. `header`: its row, if somebody says so.
pub(crate) fn suggest(
    file: Option<&Path>,
    name: &str,
    (sheet, header): (&str, Option<u64>),
    project: &Project,
    lang: Lang,
) -> Result<String, ImportError> {
    let format = FileFormat::default();
    let wanted = SourceRequest { path: file, format: &format, sheet, project };
    let mut alike = Vec::new();
    let source = Source::open(&wanted, &mut |heads| {
        let scored = heads.iter().enumerate().map(|(at, head)| (best(&head.rows).map_or(0, |(_, score)| score), at));
        let chosen = scored.max_by_key(|(score, at)| (*score, usize::MAX - at)).map_or(0, |(_, at)| at);
        let header = |head: &SheetHead| best(&head.rows).map(|(at, _)| head.rows[at].1.clone());
        let own = header(&heads[chosen]);
        let others =
            heads.iter().enumerate().filter(|(at, head)| *at != chosen && own.is_some() && header(head) == own);
        alike = others.map(|(_, head)| head.name.clone()).collect();
        Ok(chosen)
    })?;
    let found = find(&source, header)?;
    let mut rows = SourceRows::open(&source, &found)?;
    let mut columns: Vec<Column> = found.names.iter().map(|name| Column::new(name)).collect();
    let mut count = 0;
    while let Some(_at) = rows.next()? {
        count += 1;
        for (at, column) in columns.iter_mut().enumerate() {
            column.take(rows.record().get(at).unwrap_or_default());
        }
    }
    let delimiter = (!source.numbered && found.delimiter != b',').then_some(found.delimiter);
    let table = write::SeenTable { name, sheet: &source.sheet, alike: &alike, delimiter, rows: count, columns };
    Ok(write::map(&table, project, lang))
}

/// The header that is most likely one.
fn find(source: &Source, given: Option<u64>) -> Result<Header, FileError> {
    let delimiters: &[u8] = match (source.numbered, source.delimiter) {
        (true, _) => b",",
        (_, Some(one)) => &[one],
        _ => b",\t;",
    };
    let mut all = Vec::new();
    for delimiter in delimiters {
        let (mut rows, mut lines) = (SourceRows::begin(source, *delimiter)?, Vec::new());
        while lines.len() < HEAD
            && let Some(at) = rows.next()?
        {
            let cells: Vec<String> = rows.record().iter().map(Into::into).collect();
            lines.push((at.line, cells, at.end, rows.line()));
        }
        let numbered: Vec<(u64, Vec<String>)> = lines.iter().map(|(line, cells, ..)| (*line, cells.clone())).collect();
        let at = match given {
            Some(row) => numbered.iter().position(|(line, _)| *line == row).map(|at| (at, usize::MAX)),
            None => best(&numbered),
        };
        let Some((at, score)) = at else { continue };
        // A merged title above some of the columns: the lower row names those.
        let has_two = numbered
            .get(at + 1)
            .is_some_and(|(_, below)| known(below) > 0 && known(below) + filled(below) > 2 && !is_data(below));
        let last = if has_two { at + 1 } else { at };
        let names = header::names(&lines[last].1, (last > at).then_some(lines[at].1.as_slice()));
        let (end, line) = (lines[last].2, lines[last].3);
        all.push((score, Header { names, end, line, delimiter: *delimiter }));
    }
    all.into_iter()
        .rev()
        .max_by_key(|(score, header)| (*score, header.names.len()))
        .map(|(_, header)| header)
        .ok_or(FileError::Empty)
}

/// The row with most known names, and how many; else the first one with most cells.
fn best(rows: &[(u64, Vec<String>)]) -> Option<(usize, usize)> {
    let scored = rows.iter().enumerate().map(|(at, (_, cells))| (at, known(cells) * 100 + filled(cells)));
    scored.max_by_key(|(at, score)| (*score, usize::MAX - at))
}

fn known(cells: &[String]) -> usize {
    cells.iter().filter(|cell| names::find(&column_name::name(cell), true).is_some()).count()
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether a row has figures, as rows of data have and headers have not.
fn is_data(cells: &[String]) -> bool {
    cells.iter().any(|cell| cell.trim().chars().filter(char::is_ascii_digit).count() > 3)
}
