//! What can go wrong below the domain, as facts; the words for it are chosen further up.

use super::finding::{Finding, FindingKind};
use super::layout::Binding;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What was being done to a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Opening or making a file.
    Open,
    /// Reading it.
    Read,
    /// Writing it.
    Write,
    /// Waiting until its bytes, or a folder's names, are on the medium.
    Sync,
    /// Making a folder.
    MakeFolder,
    /// Listing a folder.
    List,
    /// Renaming, cutting short or deleting.
    Replace,
    /// Locking.
    Lock,
}

impl Operation {
    fn verb(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Read => "read",
            Self::Write => "write",
            Self::Sync => "sync",
            Self::MakeFolder => "make folder",
            Self::List => "list",
            Self::Replace => "replace",
            Self::Lock => "lock",
        }
    }
}

/// Why a draft cannot become a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// A part of it is not a list of JSON members, or holds a line break.
    NotMembers,
    /// It uses a key that the log writes (`hash`, or `said`, `sealed`, `more` at the end).
    ReservedKey,
}

/// Why the log could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The system refused: full disk, missing permission, read-only folder …; nothing was acknowledged.
    #[error("{} {}: {source}", operation.verb(), path.display())]
    Io {
        /// What was being done.
        operation: Operation,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A sync failed: the bytes may or may not reach the medium. The next write finds out.
    #[error("it is not known whether this was written: {}: {source}", path.display())]
    Unknown {
        /// The file or folder whose sync failed.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process held the lock all the while.
    #[error("another process has been writing for {waited:?}")]
    Busy {
        /// How long was waited.
        waited: Duration,
    },
    /// This clone is no writer yet.
    #[error("this copy of the project has no writer of its own yet")]
    NoWriter,
    /// `.redress/` was made on another machine, at another path, or is a copy: writes only.
    #[error("this folder is a copy: {} was bound to {}", was.writer, was.path)]
    Copied {
        /// What `.redress/writer` says.
        was: Box<Binding>,
        /// What is found now.
        now: Box<Binding>,
    },
    /// The folder lies on a network drive, and another machine writes in it.
    #[error("{} is written from another machine over {kind}", was.path)]
    Network {
        /// The kind of file system.
        kind: &'static str,
        /// What `.redress/writer` says.
        was: Box<Binding>,
    },
    /// The log, or the private side, is shorter than or different from what was once acknowledged.
    #[error("{} has gone back: {expected} bytes were acknowledged", file.display())]
    GoneBack {
        /// The file.
        file: PathBuf,
        /// How many bytes of it were acknowledged.
        expected: u64,
        /// How many it has; `None` if it is not there.
        found: Option<u64>,
        /// It is the account's own record that says so: `.redress/` has gone back too.
        account: bool,
    },
    /// A byte that was acknowledged is wrong. Nothing is repaired.
    #[error("damage: {}:{}", .0.file.display(), .0.line)]
    Damaged(Box<Finding>),
    /// The log goes on in a form that this version does not know.
    #[error("{} is written in form {form} of the log", file.display())]
    Form {
        /// The segment.
        file: PathBuf,
        /// Its form.
        form: u32,
    },
    /// A draft cannot become a line.
    #[error("draft {index} is not a line: {problem:?}")]
    Draft {
        /// Which of the commit's drafts, from 0.
        index: usize,
        /// Why.
        problem: DraftProblem,
    },
    /// This transaction has met an error and takes no more; begin another.
    #[error("this transaction has failed before")]
    Spent,
    /// Numbers have run out: 2^53−1 events, or a year that no segment's name can hold.
    #[error("no further number or segment name is possible")]
    Exhausted,
    /// Sixteen random bytes came out as zero again and again: the source of randomness is broken.
    #[error("the source of random salts gives zeros")]
    NoRandomness,
    /// There is a project here already.
    #[error("{} exists already", path.display())]
    Exists {
        /// What was found.
        path: PathBuf,
    },
    /// A desk's code or a writer's digits are not of the form that a folder's name needs.
    #[error("not a writer's name: {desk}-{id}")]
    BadName {
        /// The desk's code.
        desk: String,
        /// The digits.
        id: String,
    },
    /// A project's id is not letters and digits.
    #[error("not a project's id: {project}")]
    BadProject {
        /// What was given.
        project: String,
    },
    /// There is no line at this position.
    #[error("no line at byte {offset} of {}", file.display())]
    NoLine {
        /// The file.
        file: PathBuf,
        /// The byte.
        offset: u64,
    },
}

impl LogError {
    /// What stops who does not go on past a finding.
    pub(crate) fn of(finding: Finding) -> Self {
        match finding.kind {
            FindingKind::Form { form } => Self::Form { file: finding.file, form },
            _ => Self::Damaged(Box::new(finding)),
        }
    }
}

/// Attaches what was done, and to what, to an error of the system.
pub(crate) trait AtPath<T> {
    /// The same, as [`StoreError::Io`].
    fn at(self, operation: Operation, path: &Path) -> Result<T, LogError>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, operation: Operation, path: &Path) -> Result<T, LogError> {
        self.map_err(|source| LogError::Io { operation, path: path.to_path_buf(), source })
    }
}
