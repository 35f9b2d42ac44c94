//! Finds the header of a table: the first row that has the columns of the map, below title lines.
//!
//! Invariant: names are compared without line breaks, spaces and full-width forms; a header of two rows (a merged title above some of its
//! columns) is one header whose columns are called by the lower row, or where that is empty by the upper one.

use super::column_name::name;
use super::map::Map;
use super::problem::{FileError, MapError};
use super::rows::{Header, SourceRows};
use super::source::{SheetHead, Source};

/// Rows in which a header is looked for.
const ROWS: usize = 40;

/// A row with what the search needs.
struct Line {
    number: u64,
    cells: Vec<String>,
    end: u64,
    next: u64,
}

/// Finds the header of a table and binds the map to it. `given`: its row, if somebody says so.
pub(super) fn find(source: &Source, map: &mut Map, given: Option<u64>) -> Result<Header, FileError> {
    let delimiters: &[u8] = match (source.numbered, map.format.delimiter, source.delimiter) {
        (true, _, _) => b",",
        (_, Some(one), _) | (_, None, Some(one)) => &[one],
        _ => b",\t;",
    };
    let mut nearest: Option<(usize, FileError)> = None;
    for delimiter in delimiters {
        let lines = first_lines(source, *delimiter)?;
        match found(&lines, map, given.or(map.format.header)) {
            Ok((at, names)) => {
                let (end, line) = (lines[at].end, lines[at].next);
                return Ok(Header { names, end, line, delimiter: *delimiter });
            }
            // The separator with which most columns are there.
            Err((missing, error)) if nearest.as_ref().is_none_or(|(least, _)| missing < *least) => {
                nearest = Some((missing, error));
            }
            Err(_) => {}
        }
    }
    Err(nearest.map_or(FileError::Empty, |(_, error)| error))
}

/// The position of the sheet that has the map's columns.
pub(super) fn sheet(heads: &[SheetHead], map: &mut Map, given: Option<u64>) -> Result<usize, FileError> {
    let given = given.or(map.format.header);
    let mut fitting = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let line =
            |(number, cells): &(u64, Vec<String>)| Line { number: *number, cells: cells.clone(), end: 0, next: 0 };
        if found(&head.rows.iter().map(line).collect::<Vec<_>>(), map, given).is_ok() {
            fitting.push(at);
        }
    }
    match fitting[..] {
        [one] => Ok(one),
        // What the first sheet lacks is said when it is read.
        [] => Ok(0),
        _ => Err(FileError::Sheets { fitting: fitting.into_iter().map(|at| heads[at].name.clone()).collect() }),
    }
}

/// The row that ends the header, and the columns' names; or what is missing, and how much.
fn found(lines: &[Line], map: &mut Map, given: Option<u64>) -> Result<(usize, Vec<String>), (usize, FileError)> {
    let mut nearest: Option<(usize, MapError)> = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| given.is_none_or(|given| line.number == given)) {
        let alone = names(&line.cells, None);
        let both = lines.get(at + 1).map(|below| (at + 1, names(&below.cells, Some(&line.cells))));
        for (end, names) in std::iter::once((at, alone)).chain(both) {
            let error = match map.bind(&names) {
                Ok(()) => return Ok((end, names)),
                Err(error) => error,
            };
            let missing = match &error {
                // A column that is there twice has been found.
                MapError::Columns { missing, .. } => missing.len(),
                _ => 0,
            };
            if nearest.as_ref().is_none_or(|(least, _)| missing < *least) {
                nearest = Some((missing, error));
            }
        }
    }
    Err(nearest.map_or((usize::MAX, FileError::Empty), |(missing, error)| (missing, FileError::Header(error))))
}

/// The names of columns: of a row, or of a row and the one above it.
pub(super) fn names(cells: &[String], above: Option<&[String]>) -> Vec<String> {
    let own = |at: usize, row: &[String]| row.get(at).map(|cell| name(cell)).unwrap_or_default();
    match above {
        None => (0..cells.len()).map(|at| own(at, cells)).collect(),
        Some(above) => (0..cells.len().max(above.len()))
            .map(|at| Some(own(at, cells)).filter(|name| !name.is_empty()).unwrap_or_else(|| own(at, above)))
            .collect(),
    }
}

fn first_lines(source: &Source, delimiter: u8) -> Result<Vec<Line>, FileError> {
    let mut rows = SourceRows::begin(source, delimiter)?;
    let mut lines = Vec::new();
    while lines.len() < ROWS
        && let Some(at) = rows.next()?
    {
        let cells = rows.record().iter().map(Into::into).collect();
        lines.push(Line { number: at.line, cells, end: at.end, next: rows.line() });
    }
    Ok(lines)
}
