//! A person's data in this folder outside the lines of a case: in files that were set aside, rejected rows, and unrecorded drafts.
//!
//! Invariant: a row or file is removed only if it belongs to the case, or to the person by number, address or name, as the guard knows a
//! name in a text; other rows of a file stay. A private line that was set aside belongs to an unknown person unless an event names it, so only those that an event of
//! another case names are kept.

use super::Log;
use super::append::Transaction;
use super::check::lines;
use super::error::{AtPath, LogError, Operation};
use super::line::{Line, PrivateParts};
use super::writer;
use crate::domain::guard::{Guard, GuardNames, GuardSeverity, Match, PersonalKind};
use crate::domain::value::texts::folded;
use std::io;
use std::path::Path;

/// The person whose data is erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftoverFilter {
    /// The names of the cases, as lines and file names contain them.
    pub cases: Vec<String>,
    /// Phone numbers, e-mail addresses, document numbers and keys of the source: matched anywhere.
    pub numbers: Vec<String>,
    /// Names of complainants: matched if they fill a cell, or where the guard would refuse them in a text.
    pub persons: Vec<String>,
    /// Other names, which are staff's or organisations': matched only if they fill a cell.
    pub others: Vec<String>,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Torn tails that had been set aside.
    pub torn: usize,
    /// Rows that an import had rejected.
    pub rows: usize,
    /// Texts that were typed and not recorded.
    pub drafts: usize,
    /// Other files of the private side.
    pub others: usize,
}

impl Leftovers {
    /// The sum of both counts.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            torn: self.torn + other.torn,
            rows: self.rows + other.rows,
            drafts: self.drafts + other.drafts,
            others: self.others + other.others,
        }
    }
}

impl LeftoverFilter {
    /// The terms in the normalized spelling in which they are compared.
    fn compared(&self) -> Self {
        let bare = |texts: &[String]| texts.iter().map(|text| bare(text)).filter(|text| !text.is_empty()).collect();
        // A short number occurs in many texts by chance.
        let mut numbers: Vec<String> = bare(&self.numbers);
        numbers.retain(|number| number.chars().count() >= 6);
        let others = bare(&self.others).into_iter().chain(bare(&self.persons)).collect();
        Self { cases: self.cases.clone(), numbers, persons: self.persons.clone(), others }
    }

    /// Whether a row belongs to the person: it contains one of the numbers, one of its cells is exactly a name, or it names the person.
    fn has_row(&self, row: &str) -> bool {
        let whole = bare(row);
        // A name with a comma stands in quotes, or alone in its line.
        let cells = || row.split([',', ';', '\t', '|', '\n', '：', ':', '"']).chain([row]).map(bare);
        let persons = GuardNames::from(self.persons.as_slice());
        let names_person =
            |found: &Match| found.kind == PersonalKind::ComplainantName && found.severity == GuardSeverity::Refuse;
        self.numbers.iter().any(|number| whole.contains(number))
            || cells().any(|cell| self.others.contains(&cell))
            || Guard { names: &persons, exempt: &[] }.check(row).iter().any(names_person)
    }

    /// Whether a file belongs to the person, by its name or its content.
    fn has_file(&self, name: &str, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        self.cases.iter().any(|case| names(name, case) || names(&text, case))
            || text.lines().any(|line| self.has_row(line))
            || self.numbers.iter().any(|number| bare(&text).contains(number))
    }
}

/// Whether a text contains a case's name. A longer number with the same beginning does not count.
fn names(text: &str, case: &str) -> bool {
    let ends = |at: usize| !text[at + case.len()..].starts_with(|c: char| c.is_ascii_digit());
    text.match_indices(case).any(|(at, _)| ends(at))
}

/// Letters, digits and `@` of a text in a normalized spelling.
fn bare(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric() || *c == '@').collect()
}

impl Transaction {
    /// Removes the person's data outside the lines of the case. Call this before those lines are erased, because they identify the person.
    ///
    /// # Errors
    /// `Io`: some may be left; repeat the call.
    pub fn erase_leftovers(&mut self, whose: &LeftoverFilter) -> Result<Leftovers, LogError> {
        let (store, whose) = (&self.store, whose.compared());
        let private = &store.layout.private;
        let mut gone = Leftovers { torn: store.erase_torn(&whose)?, ..Leftovers::default() };
        gone.rows = store.erase_rows(&private.join("rejects"), &whose)?;
        gone.drafts = store.erase_files(&private.join("drafts"), &|name, bytes| whose.has_file(name, bytes))?;
        gone.others = store.erase_files(&private.join("reports"), &|name, bytes| whose.has_file(name, bytes))?;
        Ok(gone)
    }
}

impl Log {
    /// Removes torn tails that were set aside: of the log those of the cases, on the private side all lines that no other case names.
    fn erase_torn(&self, whose: &LeftoverFilter) -> Result<usize, LogError> {
        let cases: Vec<String> = whose.cases.iter().map(|case| format!("\"case\":\"{case}\"")).collect();
        let is_theirs = |_: &str, bytes: &[u8]| {
            // Zero bytes were never written, so it is unknown whose they were.
            bytes.contains(&0) || cases.iter().any(|case| memchr::memmem::find(bytes, case.as_bytes()).is_some())
        };
        let log = self.erase_files(&self.layout.torn(), &is_theirs)?;
        let folder = self.layout.private_torn();
        let mut gone = 0;
        for name in self.sorted_names(&folder)? {
            let path = folder.join(&name);
            let bytes = self.read_from(&path, 0)?.unwrap_or_default();
            let mut kept = Vec::new();
            for span in lines(&bytes).filter(|span| span.whole) {
                let sealed = PrivateParts::split(span.bytes).ok().map(|parts| parts.sealed);
                if let Some(sealed) = sealed
                    && self.is_named_by_others(sealed, &cases)?
                {
                    kept.extend(&bytes[span.at..span.end()]);
                }
            }
            if kept == bytes {
                continue;
            }
            gone += 1;
            self.put_back(&path, &kept)?;
        }
        self.sync_if_there(&folder)?;
        Ok(log + gone)
    }

    /// Whether an event of another case names a private line.
    fn is_named_by_others(&self, sealed: &[u8], cases: &[String]) -> Result<bool, LogError> {
        let finder = memchr::memmem::Finder::new(sealed);
        for writer in self.writers()? {
            for segment in self.segments_in(&self.layout.folder(writer))? {
                let bytes = self.read_from(&self.layout.segment(writer, segment), 0)?.unwrap_or_default();
                let names = |line: &[u8]| {
                    finder.find(line).is_some()
                        && Line::split(line).is_ok_and(|line| line.trailer().sealed == Some(sealed))
                };
                let of_case =
                    |line: &[u8]| cases.iter().any(|case| memchr::memmem::find(line, case.as_bytes()).is_some());
                if lines(&bytes).any(|span| span.whole && names(span.bytes) && !of_case(span.bytes)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Removes the person's rows from tables, never the first row, which is the header. A table without rows is deleted.
    fn erase_rows(&self, folder: &Path, whose: &LeftoverFilter) -> Result<usize, LogError> {
        let mut gone = 0;
        for name in self.sorted_names(folder)? {
            let path = folder.join(name);
            let bytes = self.read_from(&path, 0)?.unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let all = rows(&text);
            let kept: Vec<&str> = all
                .iter()
                .enumerate()
                .filter(|(at, row)| *at == 0 || !whose.has_row(row))
                .map(|(_, row)| *row)
                .collect();
            if kept.len() == all.len() {
                continue;
            }
            gone += all.len() - kept.len();
            self.put_back(&path, if kept.len() > 1 { kept.concat() } else { String::new() }.as_bytes())?;
        }
        self.sync_if_there(folder)?;
        Ok(gone)
    }

    /// Removes the files of a folder that match the condition.
    fn erase_files(&self, folder: &Path, is_theirs: &dyn Fn(&str, &[u8]) -> bool) -> Result<usize, LogError> {
        let mut gone = 0;
        for name in self.sorted_names(folder)? {
            let path = folder.join(&name);
            let bytes = self.read_from(&path, 0)?.unwrap_or_default();
            if is_theirs(&name, &bytes) {
                self.put_back(&path, b"")?;
                gone += 1;
            }
        }
        self.sync_if_there(folder)?;
        Ok(gone)
    }

    /// Replaces a file's content; deletes the file if it is empty.
    fn put_back(&self, path: &Path, bytes: &[u8]) -> Result<(), LogError> {
        if !bytes.is_empty() {
            return writer::replace(self.disk.as_ref(), path, bytes);
        }
        match self.disk.remove(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.at(Operation::Replace, path),
        }
    }

    /// Syncs a folder if it exists. Also called if nothing was removed now: an earlier run may have stopped before its sync.
    fn sync_if_there(&self, folder: &Path) -> Result<(), LogError> {
        match self.disk.sync_folder(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            synced => synced.at(Operation::Sync, folder),
        }
    }
}

/// The rows of a table, with their line ends. A line break inside quotes belongs to a cell.
fn rows(text: &str) -> Vec<&str> {
    let (mut rows, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                rows.push(&text[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    rows.extend(Some(&text[start..]).filter(|rest| !rest.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_matches_by_number_in_any_spelling_or_by_a_name() {
        let whose = LeftoverFilter {
            cases: vec![],
            numbers: vec!["13912345678".into()],
            persons: vec!["王 芳".into()],
            others: vec![],
        }
        .compared();
        let in_words = ["3,王芳反映柜员骂人,x\n", "来电人：王芳"];
        for theirs in
            ["1,x,139-1234-5678\n", "１３９１２３４５６７８", "2,王芳,\n", "name: 王芳"].into_iter().chain(in_words)
        {
            assert!(whose.has_row(theirs), "{theirs}");
        }
        for other in ["1,王芳菲,138\n", "x,13912345679,y", ""] {
            assert!(!whose.has_row(other), "{other}");
        }
    }

    #[test]
    fn a_quoted_line_break_does_not_end_a_row() {
        assert_eq!(rows("a,b\n\"x\ny\",1\nz"), ["a,b\n", "\"x\ny\",1\n", "z"]);
    }
}
