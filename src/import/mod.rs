//! Import: rows of a CSV file become cases and their histories, through the gate.
//!
//! | file | purpose |
//! |---|---|
//! | `map/` | the map (TOML): which column becomes which fact or act |
//! | `value`, `dates` | a fact's value from columns; date formats |
//! | `act` | acts of a row as verbs of the gate |
//! | `mapping` | applies the map to one row |
//! | `source`, `rows` | the file: type and encoding; its rows |
//! | `cases`, `events` | files with one row a case; files with one row an act |
//! | `take` | the import run: session, commits, counts |
//! | `keys` | keys of rows that are already in the log or occurred earlier in the file |
//! | `rejects`, `problem` | the file of rejected rows; errors |
//!
//! Invariant: every row goes through the gate and is either imported completely, already known, or rejected with a reason. Memory holds
//! one case, one commit and the keys.

mod act;
mod cases;
mod dates;
mod events;
mod keys;
mod map;
mod mapping;
pub(crate) mod problem;
mod rejects;
mod rows;
mod source;
mod take;
mod value;

use crate::domain::gate::codes::nearest;
use crate::project::{Actor, Project, ProjectError, Session};
use map::{Map, MapShape};
use problem::{FileError, MapError, RowProblem};
use rejects::Rejects;
use rows::SourceRows;
use source::Source;
use std::io;
use std::path::{Path, PathBuf};
use take::Taking;

/// The built-in maps: name and TOML.
pub(crate) const MAPS: &[(&str, &str)] =
    &[("cfpb", include_str!("maps/cfpb.toml")), ("nyc311", include_str!("maps/nyc311.toml"))];

/// Parameters of an import.
pub(crate) struct ImportRequest {
    pub(crate) file: PathBuf,
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
    /// Rows that the map skips.
    pub(crate) skipped: u64,
}

/// Result of an import.
pub(crate) struct ImportResult {
    pub(crate) counts: RowCounts,
    pub(crate) map: String,
    pub(crate) sha256: String,
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
        Self::File(error)
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
    rejects: Option<PathBuf>,
    dry: bool,
}

/// What the caller provides for an import.
pub(crate) struct Runner<'a> {
    pub(crate) session: Session<'a>,
    pub(crate) actor: &'a Actor,
    /// Words a row's problem for the file of rejected rows.
    pub(crate) reason: &'a dyn Fn(&RowProblem) -> String,
    /// Called with the number of bytes of the file that are done.
    pub(crate) progress: &'a mut dyn FnMut(u64),
}

impl<'a> Import<'a> {
    /// Reads the map and checks the file.
    ///
    /// # Errors
    /// The map or the file cannot be used.
    pub(crate) fn open(request: &ImportRequest, project: &'a Project) -> Result<Self, ImportError> {
        let mut map = read_map(request)?;
        map.check(&project.policy)?;
        let source = Source::open(&request.file, map.format.encoding)?;
        map.bind(&SourceRows::open(&source, map.format.delimiter)?.header)?;
        if request.rejects.as_ref().is_some_and(|out| is_same(out, &request.file)) {
            return Err(ImportError::SameFile);
        }
        project.check_files()?;
        Ok(Self { project, map, source, rejects: request.rejects.clone(), dry: request.dry })
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
        let mut rows = SourceRows::open(&self.source, self.map.format.delimiter)?;
        let to = Rejects::new(self.rejects.clone(), &rows.header, self.map.format.delimiter);
        let mut taking = Taking::begin(self.project, &self.map, to, runner, self.dry)?;
        let done = match &self.map.shape {
            MapShape::Cases { key, acts } => taking.cases(&mut rows, key, acts),
            MapShape::Events(events) => taking.events(&mut rows, events),
        };
        taking.finish(&self.source, done.err())
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
fn read_map(request: &ImportRequest) -> Result<Map, ImportError> {
    let given = request.map.as_str();
    let built_in = MAPS.iter().find(|(name, _)| *name == given).map(|(_, text)| (*text).to_string());
    let text = match built_in {
        Some(text) => text,
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
