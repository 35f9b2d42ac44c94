//! Errors of the project layer: facts only. `cli/messages` words them; `cli/error` gives their exit codes.

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
    /// There is one already (`init`).
    #[error("{path} exists")]
    Exists { path: PathBuf },
    /// A file of the project that cannot be read.
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    /// The policy is wrong.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A wrong row of `directory.toml`: a unit or a person.
    #[error("directory.toml: {code}: {problem}")]
    DirectoryRow { code: String, problem: DirectoryProblem },
    /// A wrong calendar year.
    #[error("{file}: {source}")]
    Calendar { file: String, source: CalendarError },
    /// A calendar year is missing between others.
    #[error("no calendar for {year}")]
    CalendarHole { year: i32 },
    /// An error of the log or the private side.
    #[error(transparent)]
    Store(#[from] LogError),
    /// A line of the log that is not an event.
    #[error("{file}:{line}: {message}")]
    Line { file: PathBuf, line: u32, message: String },
    /// The gate refused.
    #[error("refused")]
    Refused(Box<Refusal>),
    /// No such case.
    #[error("no case {name}")]
    NoCase { name: String },
    /// More than one case could be meant.
    #[error("{name} is not clear")]
    Ambiguous { name: String, candidates: Vec<CaseId> },
    /// A snapshot of a policy is missing or does not match its digest.
    #[error("policies/{digest}.json")]
    Snapshot { digest: String },
    /// A desk has given out all numbers of a year.
    #[error("no number left for {desk} in {year}")]
    NoNumberLeft { desk: DeskCode, year: u16 },
    /// Several writers gave out the case's number: nothing is written to such a case.
    #[error("{id} is a number of several")]
    Shared { id: CaseId, cases: Vec<CaseId> },
    /// An unknown Unix group.
    #[error("no group {name}")]
    NoGroup { name: String },
    /// A settings file whose form the program cannot edit.
    #[error("{path} is to be edited by hand")]
    NotEdited { path: PathBuf },
    /// The private data of a restricted case is not held here: nobody can tell who may work on it.
    #[error("{case}: not held here")]
    NotHeld { case: CaseId },
    /// The project's own files have an error; nothing is recorded until it is fixed.
    #[error(transparent)]
    Mistake(std::sync::Arc<ProjectError>),
    /// An erasing is on record but could not be completed.
    #[error("erasing: {source}")]
    ErasingOpen { events: Vec<EventId>, source: Box<ProjectError> },
    /// Another writer has this desk's code.
    #[error("desk {desk} is taken")]
    DeskTaken { desk: String },
}

impl ProjectError {
    /// The underlying error.
    #[must_use]
    pub fn cause(&self) -> &Self {
        if let Self::Mistake(cause) = self { cause.cause() } else { self }
    }

    /// Whether the failed write may be on record nevertheless.
    #[must_use]
    pub fn may_be_recorded(&self) -> bool {
        matches!(self, Self::Store(LogError::Unknown { .. }) | Self::ErasingOpen { .. })
    }
}
