//! What ends a command: a kind with its exit code (`cli.md` §3). The words are in `messages/`.

use crate::domain::gate::codes::nearest;
use crate::domain::gate::refusal::Refusal;
use crate::domain::value::title::Title;
use crate::log::LogError;
use crate::profile::PolicyError;
use crate::project::ProjectError;
use crate::report::form::TemplateError;
use crate::text::Lang;

/// Why a command ended without doing what was asked.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum CliError {
    /// The project, the log, or the gate.
    Project(ProjectError),
    /// The words of the command.
    Usage(Usage),
    /// A filter term.
    Term(Box<crate::domain::query::term::TermError>),
    /// A column that does not exist.
    Column(Box<crate::report::columns::UnknownColumn>),
    /// Several cases, commands or rows, of which some failed: the first failure's code.
    Some { failed: usize, total: usize, of: SeveralOf, exit: u8 },
    /// A line of a batch.
    Line { line: usize, source: Box<CliError> },
    /// What was done is on record, and what it gave could not be printed: the cases or events, and of a batch how many commands.
    Recorded { what: Vec<String>, count: usize, source: Box<CliError> },
    /// One of several was refused: none was done.
    Nothing { source: Box<CliError> },
    /// `--fail-if-any` found some.
    Found,
    /// `verify` found damage; it has been printed.
    Damage,
    /// `verify` found what a person must see to; it has been printed.
    Waits,
    /// `verify` could not look at everything; it has been printed.
    Unread,
    /// Not done, and said why.
    Failed(Failure),
    /// A file that the user named.
    File { path: String, source: std::io::Error },
    /// Output could not be written.
    Output(std::io::Error),
    /// Help was asked for; its text goes to standard output.
    Help(String),
}

/// Of what some failed.
#[derive(Clone, Copy, Debug)]
pub enum SeveralOf {
    /// Cases that were named.
    Cases,
    /// Lines of a batch.
    Commands,
    /// Rows of a file.
    Rows,
}

impl CliError {
    /// A value that is not of the form of `example`.
    pub(crate) fn unlike(flag: impl Into<String>, value: impl Into<String>, example: impl Into<String>) -> Self {
        Self::Usage(Usage::Unlike { flag: flag.into(), value: value.into(), example: example.into() })
    }

    /// A value that is none of these codes, nor one of their titles.
    pub(crate) fn unknown_code<'a>(
        flag: impl Into<String>,
        value: &str,
        rows: impl IntoIterator<Item = (&'a str, Title)>,
        lang: Lang,
    ) -> Self {
        let rows: Vec<(&str, Title)> = rows.into_iter().collect();
        let names: Vec<&str> = rows.iter().flat_map(|(code, title)| [*code, &title.zh, &title.en]).collect();
        let nearest = nearest(value, &names).map(Into::into);
        let known = rows.iter().map(|(code, title)| match title.get(lang) {
            title if title.eq_ignore_ascii_case(code) => code.to_string(),
            title => format!("{code} {title}").trim_end().into(),
        });
        Self::Usage(Usage::Value { flag: flag.into(), value: value.into(), known: known.collect(), nearest })
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<ProjectError> for CliError {
    fn from(error: ProjectError) -> Self {
        Self::Project(error)
    }
}

/// A slip in the words of a command.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Usage {
    Command {
        given: String,
        nearest: Option<String>,
    },
    Flag {
        given: String,
        nearest: Option<String>,
        command: String,
    },
    Missing {
        missing: Vec<String>,
        command: String,
    },
    Value {
        flag: String,
        value: String,
        known: Vec<String>,
        nearest: Option<String>,
    },
    Unlike {
        flag: String,
        value: String,
        example: String,
    },
    NotWork {
        given: String,
    },
    NoValue {
        flag: String,
    },
    Twice {
        flag: String,
    },
    Extra {
        given: String,
        command: String,
        /// The flag with which it is taken; empty if there is none.
        flag: &'static str,
    },
    OneCase {
        given: usize,
        command: String,
    },
    Conflict {
        first: String,
        second: String,
    },
    When {
        flag: String,
        value: String,
    },
    Period {
        value: String,
    },
    /// A period that cannot be used here, in words.
    PeriodHere {
        message: String,
    },
    Pair {
        flag: String,
        value: String,
    },
    Key {
        key: String,
        nearest: Option<String>,
        command: String,
    },
    NoKind {
        known: Vec<String>,
    },
    NoCommand,
    Tables {
        format: String,
        tables: usize,
    },
    NotHere {
        flag: String,
        command: String,
        takes: Vec<String>,
    },
    Json {
        line: usize,
        column: usize,
    },
    FromLine {
        line: usize,
        known: Vec<String>,
    },
    NotUtf8,
    Other(String),
}

/// Something that could not be done, for a reason that is none of the above.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Failure {
    /// The person who was asked stopped.
    Stopped,
    NeedsTerminal,
    BinaryToTerminal,
    NeedsPurpose,
    NotConfirmed {
        what: String,
    },
    Editor {
        command: String,
    },
    Map {
        file: String,
        message: String,
    },
    Import {
        file: String,
        line: u64,
        problem: String,
        hint: Option<String>,
    },
    Said {
        message: String,
    },
    /// A template of a form cannot be used.
    Template(Box<TemplateError>),
    /// No e-mail can be made of a form: what is missing.
    NoMail(NoMail),
}

/// Why no e-mail can be made of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMail {
    /// It is no letter to the complainant.
    NotALetter,
    /// The complainant's address may not be shown without a purpose.
    NotRevealed,
    /// The complainant has no e-mail address on record.
    NoAddress,
    /// The policy names no address from which the desk writes.
    NoSender,
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
            Self::Failed(
                Failure::NeedsPurpose | Failure::NoMail(_) | Failure::NeedsTerminal | Failure::BinaryToTerminal,
            ) => 2,
            Self::Failed(_) => 1,
            Self::File { .. } | Self::Output(_) => 74,
            Self::Project(error) => project_exit(error),
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

fn project_exit(error: &ProjectError) -> u8 {
    match error {
        ProjectError::Mistake(cause) => project_exit(cause),
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
            LogError::NoWriter | LogError::Binding { .. } | LogError::Copied { .. } | LogError::Network { .. } => 7,
            LogError::GoneBack { .. } | LogError::CursorDiffers { .. } | LogError::Damaged(_) => 6,
            _ => 1,
        },
        ProjectError::Shared { .. } => 7,
        ProjectError::ErasingOpen { source, .. } => project_exit(source),
        _ => 1,
    }
}
