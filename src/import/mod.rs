//! Import: rows of a table become cases and their histories, through the gate.
//!
//! | file | purpose |
//! |---|---|
//! | `map/` | the map (TOML): which column becomes which fact or act |
//! | `value`, `dates`, `numbers` | a fact's value from columns; date formats; sums |
//! | `act`, `rounds` | acts of a row as verbs of the gate; in the order of its rounds |
//! | `mapping`, `said` | applies the map to one row; what a row says, for its digest |
//! | `source/`, `header`, `column_name`, `rows` | the file: type and encoding; its header; its rows |
//! | `cases`, `events` | files with one row a case; files with one row an act |
//! | `take` | the import run: session, commits, counts |
//! | `known` | rows that are already in the log or occurred earlier in the file |
//! | `follow/`, `difference` | rows on record that say something else; what cannot be followed |
//! | `runs` | imports on record, and undoing one |
//! | `suggest/` | a first map made from a file |
//! | `directory_rows` | lists of units and persons |
//! | `rejects`, `problem` | the file of rejected rows; errors |
//!
//! Invariant: every row goes through the gate and is either imported completely, already known, or rejected with a reason. Memory holds
//! one case, one commit and the keys.

mod act;
mod beside;
mod cases;
mod column_name;
mod dates;
pub(crate) mod difference;
pub(crate) mod directory_rows;
mod events;
mod follow;
mod header;
mod known;
pub(crate) mod mail;
mod map;
mod mapping;
mod numbers;
pub(crate) mod problem;
mod rejects;
mod rounds;
mod rows;
pub(crate) mod runs;
mod said;
mod source;
pub(crate) mod suggest;
mod table_of;
mod take;
mod value;

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::Policy;
use crate::domain::value::id::{CaseId, EventId};
use crate::project::{Actor, Project, ProjectError, Session};
use difference::{RecordWords, RowDiffers};
use map::{Map, MapShape};
use problem::{FileError, MapError, RowProblem};
use rejects::Rejects;
use rows::{Header, SourceRows};
use source::{Source, SourceRequest};
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
pub(crate) use table_of::table_of;
use take::Taking;

/// The built-in maps: name and TOML.
pub(crate) const MAPS: &[(&str, &str)] = &[
    ("cfpb", include_str!("maps/cfpb.toml")),
    ("nyc311", include_str!("maps/nyc311.toml")),
    ("12345", include_str!("maps/12345.toml")),
];

/// Parameters of an import.
#[derive(Clone)]
pub(crate) struct ImportRequest {
    /// The file; none for standard input.
    pub(crate) file: Option<PathBuf>,
    /// The file's name, as the event that begins the run keeps it.
    pub(crate) name: String,
    /// The sheet of a workbook, by name or number; empty to find it.
    pub(crate) sheet: String,
    /// The row of the header; found by its columns if it is not given.
    pub(crate) header: Option<u64>,
    /// Whether the file has all rows of its source.
    pub(crate) complete: bool,
    /// Cases of which files before this one have rows.
    pub(crate) seen: HashSet<CaseId>,
    /// Name of a built-in map, or a map file as given.
    pub(crate) map: String,
    /// Path of the map file, if it is not a built-in map.
    pub(crate) map_file: PathBuf,
    pub(crate) rejects: Option<PathBuf>,
    pub(crate) dry: bool,
}

/// Counts of rows, cases and events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowCounts {
    pub(crate) rows: u64,
    pub(crate) cases: u64,
    pub(crate) events: u64,
    pub(crate) rejected: u64,
    pub(crate) known: u64,
    /// Of the known rows, those whose changes were taken.
    pub(crate) followed: u64,
    /// Of the known rows, those that differ in what cannot be an act.
    pub(crate) differs: u64,
    /// Of the known rows, those whose cases somebody has voided.
    pub(crate) voided: u64,
    /// Of the known rows, those whose cases' private data was erased, so that they cannot be compared.
    pub(crate) erased: u64,
    /// Texts that name a person and were moved to the private side.
    pub(crate) private: u64,
    /// Rows that the map skips, and those beside the cases.
    pub(crate) skipped: u64,
    /// Of these, the lines of totals and of what stands below the table.
    pub(crate) beside: Vec<u64>,
}

/// What a column of the file becomes.
pub(crate) struct ColumnUse {
    pub(crate) name: String,
    /// The keys of the map that use it.
    pub(crate) becomes: Vec<String>,
}

/// Cases that a dry run shows.
const SHOWN: usize = 10;

/// Result of an import.
pub(crate) struct ImportResult {
    pub(crate) counts: RowCounts,
    pub(crate) map: String,
    pub(crate) sha256: String,
    /// The sheet of a workbook.
    pub(crate) sheet: String,
    /// The run, if anything was taken.
    pub(crate) run: Option<EventId>,
    /// Of a dry run: what each column becomes, and the first cases with their rows as they would stand.
    pub(crate) columns: Vec<ColumnUse>,
    pub(crate) cases: Vec<(u64, Case)>,
    /// Rows that differ from their cases in what cannot be an act.
    pub(crate) differs: Vec<RowDiffers>,
    /// Rows that say something else in a file that a later one of its source has overtaken: case and line.
    pub(crate) overtaken: Vec<(CaseId, u64)>,
    /// The texts that were moved to the private side, by name.
    pub(crate) kept_private: BTreeMap<Code, u64>,
    /// Cases of which a complete file has no row.
    pub(crate) gone: Vec<CaseId>,
    /// Cases of which the files have rows.
    pub(crate) seen: HashSet<CaseId>,
    /// The file of rejected rows.
    pub(crate) rejects: Option<PathBuf>,
    /// Why it stopped early.
    pub(crate) failed: Option<ImportError>,
}

/// Why an import imported nothing or stopped early.
pub(crate) enum ImportError {
    /// No built-in map has that name.
    UnknownMap { known: Vec<String>, nearest: Option<String> },
    /// The map is wrong.
    Map(MapError),
    /// The map cannot be read.
    MapFile(io::Error),
    /// The file cannot be read, or does not match the map.
    File(FileError),
    /// The file of rejected rows would overwrite the imported file.
    SameFile,
    /// The file of rejected rows cannot be written.
    Rejects(PathBuf, io::Error),
    /// An error of the project, the log or the gate.
    Project(ProjectError),
}

impl From<ProjectError> for ImportError {
    fn from(error: ProjectError) -> Self {
        Self::Project(error)
    }
}

impl From<FileError> for ImportError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Header(error) => Self::Map(error),
            error => Self::File(error),
        }
    }
}

impl From<MapError> for ImportError {
    fn from(error: MapError) -> Self {
        Self::Map(error)
    }
}

/// A checked import: map and header match each other and the policy. Nothing is imported yet.
pub(crate) struct Import<'a> {
    project: &'a Project,
    map: Map,
    source: Source,
    header: Header,
    name: String,
    complete: bool,
    seen: HashSet<CaseId>,
    rejects: Option<PathBuf>,
    dry: bool,
    uses: Vec<Vec<String>>,
}

/// What the caller provides for an import.
pub(crate) struct Runner<'a> {
    pub(crate) session: Session<'a>,
    pub(crate) actor: &'a Actor,
    /// Words a row's problem for the file of rejected rows.
    pub(crate) reason: &'a dyn Fn(&RowProblem) -> String,
    /// Texts of the program that go on record.
    pub(crate) words: &'a dyn Fn(RecordWords<'_>) -> String,
    /// Called with the number of bytes of the file that are done.
    pub(crate) progress: &'a mut dyn FnMut(u64),
}

impl<'a> Import<'a> {
    /// Reads the map and checks the file.
    ///
    /// # Errors
    /// The map or the file cannot be used.
    pub(crate) fn open(request: &ImportRequest, project: &'a Project) -> Result<Self, ImportError> {
        let mut map = read_map(request, &project.policy)?;
        map.check(&project.policy)?;
        let sheet = if request.sheet.is_empty() { map.format.sheet.clone() } else { request.sheet.clone() };
        let mut probe = read_map(request, &project.policy)?;
        let wanted = SourceRequest { path: request.file.as_deref(), format: &map.format, sheet: &sheet, project };
        let source = Source::open(&wanted, &mut |heads| header::sheet(heads, &mut probe, request.header))?;
        let header = header::find(&source, &mut map, request.header)?;
        map.bind(&header.names)?;
        let is_file = |out: &PathBuf| request.file.as_ref().is_some_and(|file| is_same(out, file));
        if request.rejects.as_ref().is_some_and(is_file) {
            return Err(ImportError::SameFile);
        }
        project.check_files()?;
        let (rejects, seen, complete, dry) =
            (request.rejects.clone(), request.seen.clone(), request.complete, request.dry);
        let (name, uses) = (request.name.clone(), map.uses(header.names.len()));
        Ok(Self { project, map, source, header, name, complete, seen, rejects, dry, uses })
    }

    /// What each column becomes, for a dry run.
    fn columns(&self) -> Vec<ColumnUse> {
        let named = self.header.names.iter().zip(&self.uses).filter(|(name, _)| !name.is_empty());
        let all = named.map(|(name, becomes)| ColumnUse { name: name.clone(), becomes: becomes.clone() });
        if self.dry { all.collect() } else { Vec::new() }
    }

    /// Size of the file in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.source.bytes
    }

    /// Imports the rows. If it fails midway, what was committed stays on record and is reported in [`Done`].
    ///
    /// # Errors
    /// Nothing was imported.
    pub(crate) fn run<'r>(&'r self, runner: Runner<'r>) -> Result<ImportResult, ImportError> {
        let mut rows = SourceRows::open(&self.source, &self.header)?;
        let delimiter = if self.source.numbered { b',' } else { self.header.delimiter };
        let to = Rejects::new(self.rejects.clone(), &rows.header, delimiter, runner.actor.now);
        let mut taking = Taking::begin(self, to, runner)?;
        let done = match &self.map.shape {
            MapShape::Cases { key, acts } => taking.cases(&mut rows, key, acts),
            MapShape::Events(events) => taking.events(&mut rows, events),
        };
        taking.finish(done.err())
    }
}

/// Reads a map's text, for the fuzzer.
pub(crate) fn read_map_text(text: &str) {
    let _ = Map::read(text);
}

/// Checks a map's text; for the help page that shows one.
#[cfg(test)]
pub(crate) fn check_map(text: &str) -> Result<(), String> {
    Map::read(text).map(drop).map_err(|error| format!("{error:?}"))
}

/// Reads a map by its built-in name or its file.
fn read_map(request: &ImportRequest, policy: &Policy) -> Result<Map, ImportError> {
    let given = request.map.as_str();
    let built_in = MAPS.iter().find(|(name, _)| *name == given).map(|(_, text)| (*text).to_string());
    let text = match built_in {
        Some(text) => {
            let mut map = Map::read(&text)?;
            map.fit(policy);
            return Ok(map);
        }
        None if request.map_file.is_file() => {
            std::fs::read_to_string(&request.map_file).map_err(ImportError::MapFile)?
        }
        None if given.contains(['/', '\\', '.']) => {
            return Err(ImportError::MapFile(io::ErrorKind::NotFound.into()));
        }
        None => {
            let known: Vec<String> = MAPS.iter().map(|(name, _)| (*name).to_string()).collect();
            let nearest = nearest(given, &known).map(Into::into);
            return Err(ImportError::UnknownMap { known, nearest });
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(Map::read(text)?)
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{PROFILES, resolve};

    #[test]
    fn built_in_maps_are_valid_and_every_profile_has_their_fields() {
        for (name, text) in MAPS {
            let map = Map::read(text).expect(name);
            assert_eq!(map.name, *name);
            for (profile, _) in PROFILES {
                let resolved = resolve(profile, &serde_json::Value::Null).expect("a built-in profile");
                assert_eq!(map.check(&resolved.policy), Ok(()), "{name} on {profile}");
            }
        }
    }
}
