//! What can go wrong at the front door: facts, worded in `text/`, each with its exit code.

use crate::domain::calendar::CalendarError;
use crate::domain::gate::refusal::Refusal;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::log::LogError;
use crate::profile::{DirectoryProblem, PolicyError};
use std::path::PathBuf;
use thiserror::Error;

/// Why a project could not be opened, read or written.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum ProjectError {
    /// No redress.toml here or above.
    #[error("no project in {from} or above")]
    NoProject { from: PathBuf },
    /// There is one already.
    #[error("{path} exists")]
    Exists { path: PathBuf },
    /// A file of the project that cannot be read.
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    /// The policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A unit or a person of the directory that is not as it should be.
    #[error("directory.toml: {code}: {problem}")]
    DirectoryRow { code: String, problem: DirectoryProblem },
    /// A calendar year.
    #[error("{file}: {source}")]
    Calendar { file: String, source: CalendarError },
    /// A calendar year is missing between others.
    #[error("no calendar for {year}")]
    CalendarHole { year: i32 },
    /// The log or the private side.
    #[error(transparent)]
    Store(#[from] LogError),
    /// A line of the log that is no event.
    #[error("{file}:{line}: {message}")]
    Line { file: PathBuf, line: u32, message: String },
    /// The gate said no.
    #[error("refused")]
    Refused(Box<Refusal>),
    /// No such case.
    #[error("no case {name}")]
    NoCase { name: String },
    /// More than one case could be meant.
    #[error("{name} is not clear")]
    Ambiguous { name: String, candidates: Vec<CaseId> },
    /// A snapshot of a policy is missing or is not what its name says.
    #[error("policies/{digest}.json")]
    Snapshot { digest: String },
    /// A desk has given out all numbers of a year.
    #[error("no number left for {desk} in {year}")]
    NoNumberLeft { desk: DeskCode, year: u16 },
    /// Several writers gave out the case's number: nothing is written to such a case.
    #[error("{id} is a number of several")]
    Shared { id: CaseId, cases: Vec<CaseId> },
    /// A group that is not known here.
    #[error("no group {name}")]
    NoGroup { name: String },
    /// A file of settings that is not written as it would have to be to be changed by a program.
    #[error("{path} is to be edited by hand")]
    NotEdited { path: PathBuf },
    /// What a restricted case keeps in private is not held here: nobody can tell who may work on it.
    #[error("{case}: not held here")]
    NotHeld { case: CaseId },
    /// Something is wrong in the project's own files, and nothing is recorded until it is put right.
    #[error(transparent)]
    Mistake(std::sync::Arc<ProjectError>),
    /// An erasing is on record, and could not be carried out to its end.
    #[error("erasing: {source}")]
    ErasingOpen { events: Vec<EventId>, source: Box<ProjectError> },
    /// Another writer has this desk's code.
    #[error("desk {desk} is taken")]
    DeskTaken { desk: String },
}

impl ProjectError {
    /// What went wrong, whoever tells it.
    #[must_use]
    pub fn cause(&self) -> &Self {
        if let Self::Mistake(cause) = self { cause.cause() } else { self }
    }

    /// Whether the write that failed may be on record all the same.
    #[must_use]
    pub fn may_be_recorded(&self) -> bool {
        matches!(self, Self::Store(LogError::Unknown { .. }) | Self::ErasingOpen { .. })
    }
}
