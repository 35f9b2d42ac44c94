//! Errors of the project layer: facts only. `cli/messages` words them; `cli/error` gives their exit codes.

use crate::domain::calendar::CalendarError;
use crate::domain::gate::refusal::Refusal;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::log::LogError;
use crate::profile::{DirectoryProblem, PolicyError};
use std::path::PathBuf;

/// Why a project could not be opened, read or written.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum ProjectError {
    /// No redress.toml here or above.
    NoProject { from: PathBuf },
    /// There is one already (`init`).
    Exists { path: PathBuf },
    /// A file of the project that cannot be read.
    File { path: PathBuf, source: std::io::Error },
    /// The policy is wrong.
    Policy(PolicyError),
    /// A wrong row of `directory.toml`: a unit or a person.
    DirectoryRow { code: String, problem: DirectoryProblem },
    /// A wrong calendar year.
    Calendar { file: String, source: CalendarError },
    /// A calendar year is missing between others.
    CalendarHole { year: i32 },
    /// An error of the log or the private side.
    Store(LogError),
    /// A line of the log that is not an event.
    Line { file: PathBuf, line: u32, message: String },
    /// The gate refused.
    Refused(Box<Refusal>),
    /// No such case.
    NoCase { name: String },
    /// More than one case could be meant.
    Ambiguous { name: String, candidates: Vec<CaseId> },
    /// A snapshot of a policy is missing or does not match its digest.
    Snapshot { digest: String },
    /// A desk has given out all numbers of a year.
    NoNumberLeft { desk: DeskCode, year: u16 },
    /// Several writers gave out the case's number: nothing is written to such a case.
    Shared { id: CaseId, cases: Vec<CaseId> },
    /// An unknown Unix group.
    NoGroup { name: String },
    /// A settings file whose form the program cannot edit.
    NotEdited { path: PathBuf },
    /// The private data of a restricted case is not held here: nobody can tell who may work on it.
    NotHeld { case: CaseId },
    /// The project's own files have an error; nothing is recorded until it is fixed.
    Mistake(std::sync::Arc<ProjectError>),
    /// An erasing is on record but could not be completed.
    ErasingOpen { events: Vec<EventId>, source: Box<ProjectError> },
    /// Another writer has this desk's code.
    DeskTaken { desk: String },
}

impl From<LogError> for ProjectError {
    fn from(error: LogError) -> Self {
        Self::Store(error)
    }
}

impl From<PolicyError> for ProjectError {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
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
