//! What ends a command: a kind with its exit code (`cli.md` §3). The words are in `text/`.

use crate::domain::gate::refusal::Refusal;
use crate::log::LogError;
use crate::profile::PolicyError;
use crate::project::ProjectError;
use thiserror::Error;

/// Why a command ended without doing what was asked.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum CliError {
    /// The project, the log, or the gate.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The words of the command.
    #[error("{0}")]
    Usage(Usage),
    /// A filter term.
    #[error(transparent)]
    Term(Box<crate::domain::query::term::TermError>),
    /// A column that does not exist.
    #[error("unknown column")]
    Column(Box<crate::report::columns::UnknownColumn>),
    /// Several cases, of which some failed: the first failure's code.
    #[error("{failed} of {total} failed")]
    Some { failed: usize, total: usize, exit: u8 },
    /// A line of a batch.
    #[error("line {line}: {source}")]
    Line { line: usize, source: Box<CliError> },
    /// What was done is on record, and what it gave could not be printed: the cases or events, and of a batch how many commands.
    #[error("{source}")]
    Recorded { what: Vec<String>, count: usize, source: Box<CliError> },
    /// One of several was refused: none was done.
    #[error("{source}")]
    Nothing { source: Box<CliError> },
    /// `--fail-if-any` found some.
    #[error("found")]
    Found,
    /// `verify` found damage; it has been printed.
    #[error("damage")]
    Damage,
    /// `verify` found what a person must see to; it has been printed.
    #[error("waits")]
    Waits,
    /// `verify` could not look at everything; it has been printed.
    #[error("not all was looked at")]
    Unread,
    /// Not done, and said why.
    #[error("{0}")]
    Failed(Failure),
    /// A file that the user named.
    #[error("{path}: {source}")]
    File { path: String, source: std::io::Error },
    /// Output could not be written.
    #[error(transparent)]
    Output(#[from] std::io::Error),
    /// Help was asked for; its text goes to standard output.
    #[error("help")]
    Help(String),
}

/// A slip in the words of a command.
#[derive(Debug, Error, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Usage {
    #[error("unknown command {given}")]
    Command { given: String, nearest: Option<String> },
    #[error("unknown flag {given}")]
    Flag { given: String, nearest: Option<String>, command: String },
    #[error("missing {}", .missing.join(", "))]
    Missing { missing: Vec<String>, command: String },
    #[error("{flag} {value}")]
    Value { flag: String, value: String, known: Vec<String>, nearest: Option<String> },
    #[error("{flag} {value}")]
    Unlike { flag: String, value: String, example: &'static str },
    #[error("{given} is no work")]
    NotWork { given: String },
    #[error("{flag} needs a value")]
    NoValue { flag: String },
    #[error("{flag} stands twice")]
    Twice { flag: String },
    #[error("unexpected {given}")]
    Extra { given: String, command: String },
    #[error("{command} takes one case, not {given}")]
    OneCase { given: usize, command: String },
    #[error("{first} with {second}")]
    Conflict { first: String, second: String },
    #[error("{flag}: {value} is no time")]
    When { flag: String, value: String },
    #[error("{value} is no period")]
    Period { value: String },
    #[error("{flag} {value}: not FIELD=VALUE")]
    Pair { flag: String, value: String },
    #[error("{key}: unknown key")]
    Key { key: String, nearest: Option<String>, command: String },
    #[error("report needs a kind")]
    NoKind { known: Vec<String> },
    #[error("no command")]
    NoCommand,
    #[error("{flag} with {command}")]
    NotHere { flag: String, command: String, takes: Vec<String> },
    #[error("not JSON at {line}:{column}")]
    Json { line: usize, column: usize },
    #[error("--from: line {line}")]
    FromLine { line: usize, known: Vec<String> },
    #[error("not UTF-8")]
    NotUtf8,
    #[error("{0}")]
    Other(String),
}

/// Something that could not be done, for a reason that is none of the above.
#[derive(Debug, Error, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Failure {
    #[error("terminal")]
    NeedsTerminal,
    #[error("xlsx to a terminal")]
    BinaryToTerminal,
    #[error("--purpose")]
    NeedsPurpose,
    #[error("no confirmation")]
    NotConfirmed { what: String },
    #[error("editor")]
    Editor { command: String },
    #[error("map {file}: {message}")]
    Map { file: String, message: String },
    #[error("{file}:{line}: {problem}")]
    Import { file: String, line: u64, problem: String, hint: Option<String> },
    #[error("{message}")]
    Said { message: String },
}

impl Usage {
    /// Where JSON ends to be JSON; what stands there may be private and is not said.
    #[must_use]
    pub fn json(error: &serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column() }
    }
}

impl CliError {
    /// The exit code.
    #[must_use]
    pub fn exit(&self) -> u8 {
        match self {
            Self::Help(_) => 0,
            Self::Usage(_) | Self::Term(_) | Self::Column(_) => 2,
            Self::Found => 8,
            Self::Damage => 6,
            Self::Waits => 7,
            Self::Unread => 74,
            Self::Some { exit, .. } => *exit,
            Self::Line { source, .. } | Self::Nothing { source } | Self::Recorded { source, .. } => source.exit(),
            Self::Failed(Failure::NeedsPurpose | Failure::NeedsTerminal | Failure::BinaryToTerminal) => 2,
            Self::Failed(_) => 1,
            Self::File { .. } | Self::Output(_) => 74,
            Self::Project(error) => workspace_exit(error),
        }
    }

    /// The refusal, if a rule spoke.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Project(ProjectError::Refused(refusal)) => Some(refusal),
            Self::Line { source, .. } | Self::Nothing { source } => source.refusal(),
            _ => None,
        }
    }
}

fn workspace_exit(error: &ProjectError) -> u8 {
    match error {
        ProjectError::Mistake(cause) => workspace_exit(cause),
        ProjectError::Refused(refusal) => refusal.exit(),
        ProjectError::NoCase { .. } => 3,
        ProjectError::Ambiguous { .. } => 4,
        ProjectError::Policy(PolicyError::UnknownProfile { .. }) => 2,
        ProjectError::NoGroup { .. } => 2,
        ProjectError::File { .. } => 74,
        ProjectError::Line { .. } => 6,
        ProjectError::Store(store) => match store {
            LogError::Io { .. } | LogError::Unknown { .. } => 74,
            LogError::Busy { .. } => 75,
            LogError::NoWriter | LogError::Copied { .. } | LogError::Network { .. } => 7,
            LogError::GoneBack { .. } | LogError::Damaged(_) => 6,
            _ => 1,
        },
        ProjectError::Shared { .. } => 7,
        ProjectError::ErasingOpen { source, .. } => workspace_exit(source),
        _ => 1,
    }
}
