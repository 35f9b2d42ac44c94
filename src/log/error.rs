//! Errors of the log, as facts. `cli/messages` words them for users.

use super::finding::{Finding, FindingKind};
use super::layout::Binding;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The operation on a file or folder that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Opening or creating a file.
    Open,
    /// Reading a file.
    Read,
    /// Writing a file.
    Write,
    /// Syncing a file's bytes, or a folder's names, to disk.
    Sync,
    /// Creating a folder.
    MakeFolder,
    /// Listing a folder.
    List,
    /// Renaming, truncating or deleting a file.
    Replace,
    /// Locking a file.
    Lock,
}

/// Why a draft cannot become a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// A part of it is not a list of JSON members, or contains a line break.
    NotMembers,
    /// It uses a key that is reserved for the log (`hash`, or `said`, `sealed`, `more` at the end).
    ReservedKey,
}

/// Why an operation on the log failed.
#[derive(Debug)]
pub enum LogError {
    /// The operating system refused: full disk, missing permission, read-only folder …; nothing was acknowledged.
    Io {
        /// The operation.
        operation: Operation,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// The binding of this folder to a writer is damaged: it does not say who writes here.
    Binding {
        /// The file.
        path: PathBuf,
    },
    /// A sync failed: the bytes may or may not be on disk. The next write finds out.
    Unknown {
        /// The file or folder whose sync failed.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// Another process held the lock for the whole waiting time.
    Busy {
        /// How long this process waited.
        waited: Duration,
    },
    /// This clone has no writer yet.
    NoWriter,
    /// `.redress/` was made on another machine or at another path, or is a copy. Only writes give this error.
    Copied {
        /// The content of `.redress/writer`.
        was: Box<Binding>,
        /// The binding that this folder would have now.
        now: Box<Binding>,
    },
    /// The folder lies on a network drive, and another machine writes in it.
    Network {
        /// The kind of network file system.
        kind: &'static str,
        /// The content of `.redress/writer`.
        was: Box<Binding>,
    },
    /// The log, or the private side, is shorter than what was acknowledged, or differs from it.
    GoneBack {
        /// The file.
        file: PathBuf,
        /// How many bytes of it were acknowledged.
        expected: u64,
        /// How many it has; `None` if it is not there.
        found: Option<u64>,
        /// True if the account's own record shows it: `.redress/` has gone back too.
        account: bool,
    },
    /// The line up to which somebody read is no longer in the log, or is another one.
    CursorDiffers {
        /// The segment.
        file: PathBuf,
        /// The line that was read last.
        line: u32,
        /// The number of its event.
        n: u64,
    },
    /// An acknowledged byte is wrong. Nothing is repaired.
    Damaged(Box<Finding>),
    /// The log continues in a format (form) that this version does not know.
    Form {
        /// The segment.
        file: PathBuf,
        /// Its form.
        form: u32,
    },
    /// A draft cannot become a line.
    Draft {
        /// The index of the draft within the commit, from 0.
        index: usize,
        /// Why.
        problem: DraftProblem,
    },
    /// This transaction has failed before and accepts no more commits; begin another.
    Spent,
    /// No further number is possible: 2^53−1 events, or a year that no segment's name can hold.
    Exhausted,
    /// Sixteen random bytes were zero several times in a row: the source of randomness is broken.
    NoRandomness,
    /// There is a project here already.
    Exists {
        /// The path that exists.
        path: PathBuf,
    },
    /// A desk code or a writer's digits cannot be used in a folder's name.
    BadName {
        /// The desk's code.
        desk: String,
        /// The writer's digits.
        id: String,
    },
    /// A project's id may contain letters and digits only.
    BadProject {
        /// The id that was given.
        project: String,
    },
    /// No line begins at this position.
    NoLine {
        /// The file.
        file: PathBuf,
        /// The byte offset.
        offset: u64,
    },
}

impl LogError {
    /// The error for a caller that stops at the first finding.
    pub(crate) fn of(finding: Finding) -> Self {
        match finding.kind {
            FindingKind::Form { form } => Self::Form { file: finding.file, form },
            _ => Self::Damaged(Box::new(finding)),
        }
    }
}

/// Adds the operation and the path to an I/O error.
pub(crate) trait AtPath<T> {
    /// Converts the error into [`LogError::Io`].
    fn at(self, operation: Operation, path: &Path) -> Result<T, LogError>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, operation: Operation, path: &Path) -> Result<T, LogError> {
        self.map_err(|source| LogError::Io { operation, path: path.to_path_buf(), source })
    }
}
