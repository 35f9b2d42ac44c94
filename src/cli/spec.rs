//! A command's definition: its names, its flags, its help in both languages, and what runs it. Parsing, help, man pages,
//! completions and batch keys all come from here.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::command::flag::{AnyFlag, WORK};
use crate::command::input::{GivenValues, Input};
use crate::command::titles::WithTitles;
use crate::command::work::Work;
use crate::text::Two;

/// One subcommand.
pub struct Spec {
    /// English name.
    pub name: &'static str,
    /// Chinese name, an alias.
    pub zh: &'static str,
    /// Under which heading help lists it.
    pub group: CommandGroup,
    /// What it does, in a line.
    pub about: Two,
    /// What else help says: examples.
    pub more: Two,
    /// Its own flags and arguments.
    pub flags: &'static [AnyFlag],
    /// What it does.
    pub run: CommandRun,
}

impl Spec {
    /// Builds the work that was given, by code or title.
    ///
    /// # Errors
    /// A value that it cannot have.
    pub fn build(&self, build: Build, given: &dyn GivenValues, cx: &Context) -> Result<Work, CliError> {
        build(&Input::of(&WithTitles::new(self.name, given)), cx)
    }

    /// The flags of work on cases that the command takes beside its own. When a registration happened is its `--received`; in a
    /// batch each line says when it happened and which request it is.
    pub fn work_flags(&self) -> impl Iterator<Item = &'static AnyFlag> {
        let without: &[&str] = match self.name {
            "intake" => &["on"],
            "batch" => &["on", "request"],
            _ => &[],
        };
        let works = self.run.is_ever_work() || self.name == "batch";
        let own = self.flags;
        WORK.iter().filter(move |w| works && !without.contains(&w.name) && own.iter().all(|f| f.name != w.name))
    }
}

/// Builds the work that a command's arguments mean.
pub type Build = fn(&Input, &Context) -> Result<Work, CliError>;

/// What a command does.
pub enum CommandRun {
    /// Work on cases: through the gate; also from `batch`.
    Work(Build),
    /// Anything else.
    Plain(fn(&Input, &Context) -> Result<(), CliError>),
    /// Work, or something else, as the arguments say: `duty done` and `duty list`.
    Either {
        /// Whether it is work.
        is_work: fn(&Input) -> bool,
        /// Then this,
        work: Build,
        /// else this.
        plain: fn(&Input, &Context) -> Result<(), CliError>,
    },
}

impl CommandRun {
    /// What builds the work that these arguments mean, if they mean work.
    #[must_use]
    pub fn work(&self, input: &Input) -> Option<Build> {
        match self {
            Self::Work(build) => Some(*build),
            Self::Either { is_work, work, .. } if is_work(input) => Some(*work),
            _ => None,
        }
    }

    /// Whether it can be work.
    #[must_use]
    pub fn is_ever_work(&self) -> bool {
        !matches!(self, Self::Plain(_))
    }
}

/// Headings of the list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CommandGroup {
    SetUp,
    Work,
    LookUp,
    Report,
    Trust,
    Exchange,
    Tool,
}

impl CommandGroup {
    /// All of them, in the order of help.
    pub const ALL: [Self; 7] =
        [Self::SetUp, Self::Work, Self::LookUp, Self::Report, Self::Trust, Self::Exchange, Self::Tool];

    /// The heading.
    #[must_use]
    pub fn title(self) -> Two {
        match self {
            Self::SetUp => Two("Set up", "建立"),
            Self::Work => Two("Work", "办理"),
            Self::LookUp => Two("Look up", "查询"),
            Self::Report => Two("Report", "报表"),
            Self::Trust => Two("Trust", "校验"),
            Self::Exchange => Two("Exchange", "交换"),
            Self::Tool => Two("Tool", "工具"),
        }
    }
}
