//! Taking in what was recorded elsewhere: rows of a CSV file become cases and their histories, through the gate.
//!
//! | file | what it does |
//! |---|---|
//! | `map`, `value`, `dates`, `act`, `mapping` | which column becomes which fact, and which act; a row, mapped |
//! | `source`, `rows` | the file: what it is, its encoding; its rows |
//! | `cases`, `events` | one row a case; one row an act |
//! | `take` | the session, keys, counts, commits |
//! | `keys`, `rejects`, `problem` | rows known again; rows not taken; what can be wrong |
//!
//! Invariant: every row goes through `decide`, and is taken whole, known already, or rejected with its reason; memory is
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

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::import as words;
use crate::domain::gate::codes::nearest;
use crate::project::{Actor, ProjectError};
use indicatif::ProgressBar;
use map::{Map, Shape};
use problem::{FileError, MapError};
use rejects::Rejects;
use rows::Rows;
use source::Source;
use std::path::Path;
use take::Taking;

/// The maps that are built in.
pub(crate) const MAPS: &[(&str, &str)] =
    &[("cfpb", include_str!("maps/cfpb.toml")), ("nyc311", include_str!("maps/nyc311.toml"))];

/// What is to be imported.
pub(crate) struct Request {
    pub(crate) file: String,
    /// A built-in map, or a file.
    pub(crate) map: String,
    pub(crate) rejects: Option<String>,
    pub(crate) dry: bool,
}

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) rows: u64,
    pub(crate) cases: u64,
    pub(crate) events: u64,
    pub(crate) rejected: u64,
    pub(crate) known: u64,
    /// Rows that the map passes over.
    pub(crate) skipped: u64,
}

/// What an import did.
pub(crate) struct Done {
    pub(crate) counts: Counts,
    pub(crate) map: String,
    pub(crate) sha256: String,
    /// Where the rejected rows are.
    pub(crate) rejects: Option<String>,
    /// Why it went no further.
    pub(crate) failed: Option<CliError>,
}

/// Imports a file. What was committed before something failed is on record, and said.
///
/// # Errors
/// The map or the file cannot be used: nothing was taken.
pub(crate) fn run(request: &Request, actor: &Actor, cx: &Context, bar: ProgressBar) -> Result<Done, CliError> {
    let ws = cx.ws()?;
    let (mut map, map_file) = read_map(&request.map, cx)?;
    let wrong_map = |error: &MapError| map_error(&map_file, error, cx);
    map.check(&ws.policy).map_err(|e| wrong_map(&e))?;
    let path = cx.env.cwd.join(&request.file);
    let wrong_file = |error: FileError| file_error(&request.file, error, cx);
    let source = Source::open(&path, map.format.encoding).map_err(wrong_file)?;
    let mut rows = Rows::open(&source, map.format.delimiter).map_err(wrong_file)?;
    map.bind(&rows.header).map_err(|e| wrong_map(&e))?;
    let rejects = request.rejects.as_ref().map(|file| cx.env.cwd.join(file));
    if rejects.as_ref().is_some_and(|out| is_same(out, &path)) {
        return Err(CliError::Usage(Usage::Conflict { first: "--rejects".into(), second: request.file.clone() }));
    }
    bar.set_length(source.bytes);
    let to = Rejects::new(rejects, &rows.header, map.format.delimiter);
    let mut taking = Taking::begin(cx, &map, actor, to, bar, request.dry)?;
    let done = match &map.shape {
        Shape::Cases { key, acts } => taking.cases(&mut rows, key, acts),
        Shape::Events(events) => taking.events(&mut rows, events),
    };
    let failed = done.map_err(|error| match error {
        Stop::File(error) => wrong_file(error),
        Stop::Cli(error) => error,
    });
    taking.finish(&source, failed.err())
}

/// What is wrong with a map's text, if anything; for the help that shows one.
#[cfg(test)]
pub(crate) fn check_map(text: &str) -> Result<(), String> {
    Map::read(text).map(drop).map_err(|error| format!("{error:?}"))
}

/// Why reading goes no further.
enum Stop {
    File(FileError),
    Cli(CliError),
}

impl From<CliError> for Stop {
    fn from(error: CliError) -> Self {
        Self::Cli(error)
    }
}

impl From<ProjectError> for Stop {
    fn from(error: ProjectError) -> Self {
        Self::Cli(error.into())
    }
}

/// A map by its name or its file, and what to call it in messages.
fn read_map(given: &str, cx: &Context) -> Result<(Map, String), CliError> {
    let built_in = MAPS.iter().find(|(name, _)| *name == given).map(|(_, text)| (*text).to_string());
    let path = cx.env.cwd.join(given);
    let text = match built_in {
        Some(text) => text,
        None if path.is_file() => {
            std::fs::read_to_string(&path).map_err(|source| CliError::File { path: given.into(), source })?
        }
        None if given.contains(['/', '\\', '.']) => {
            return Err(CliError::File { path: given.into(), source: std::io::ErrorKind::NotFound.into() });
        }
        None => {
            let known: Vec<String> = MAPS.iter().map(|(name, _)| (*name).to_string()).collect();
            let nearest = nearest(given, &known).map(Into::into);
            return Err(CliError::Usage(Usage::Value { flag: "--map".into(), value: given.into(), known, nearest }));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Map::read(text).map(|map| (map, given.to_string())).map_err(|error| map_error(given, &error, cx))
}

fn map_error(file: &str, error: &MapError, cx: &Context) -> CliError {
    CliError::Failed(Failure::Map { file: file.into(), message: words::map_error(error, cx.lang) })
}

fn file_error(file: &str, error: FileError, cx: &Context) -> CliError {
    match error {
        FileError::Io(source) => CliError::File { path: file.into(), source },
        error => {
            let (line, problem, hint) = words::file_error(&error, cx.lang);
            CliError::Failed(Failure::Import { file: file.into(), line, problem, hint })
        }
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{PROFILES, resolve};

    #[test]
    fn built_in_maps_read_and_every_profile_has_their_fields() {
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
