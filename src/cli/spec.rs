//! A command's definition: its names, its flags, its help in both languages, and what runs it. Parsing, help, man pages,
//! completions and batch keys all come from here.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::work::Work;
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
    pub flags: &'static [Flag],
    /// What it does.
    pub run: CommandRun,
}

impl Spec {
    /// The flags of work on cases that the command takes beside its own. When a registration happened is its `--received`; in a
    /// batch each line says when it happened and which request it is.
    pub fn work_flags(&self) -> impl Iterator<Item = &'static Flag> {
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
pub type Build = fn(&dyn Input, &Context) -> Result<Work, CliError>;

/// What a command does.
pub enum CommandRun {
    /// Work on cases: through the gate; also from `batch`.
    Work(Build),
    /// Anything else.
    Plain(fn(&dyn Input, &Context) -> Result<(), CliError>),
    /// Work, or something else, as the arguments say: `duty done` and `duty list`.
    Either {
        /// Whether it is work.
        is_work: fn(&dyn Input) -> bool,
        /// Then this,
        work: Build,
        /// else this.
        plain: fn(&dyn Input, &Context) -> Result<(), CliError>,
    },
}

impl CommandRun {
    /// What builds the work that these arguments mean, if they mean work.
    #[must_use]
    pub fn work(&self, input: &dyn Input) -> Option<Build> {
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

/// A flag, a switch or an argument.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Long name, and key in `batch`.
    pub name: &'static str,
    /// Short name.
    pub short: Option<char>,
    /// Name of its value; empty for a switch.
    pub value: &'static str,
    /// May be repeated.
    pub many: bool,
    /// Takes all values that follow it.
    pub all: bool,
    /// Must be given.
    pub required: bool,
    /// An argument by place.
    pub by_place: bool,
    /// What it is.
    pub help: Two,
}

impl Flag {
    /// May be repeated.
    #[must_use]
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// May be repeated, and takes all values that follow it.
    #[must_use]
    pub const fn all(self) -> Self {
        Self { many: true, all: true, ..self }
    }

    /// Must be given.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// With a short name.
    #[must_use]
    pub const fn short(self, short: char) -> Self {
        Self { short: Some(short), ..self }
    }
}

/// A flag with a value.
#[must_use]
pub const fn flag(name: &'static str, value: &'static str, en: &'static str, zh: &'static str) -> Flag {
    Flag { name, short: None, value, many: false, all: false, required: false, by_place: false, help: Two(en, zh) }
}

/// A switch.
#[must_use]
pub const fn switch(name: &'static str, en: &'static str, zh: &'static str) -> Flag {
    flag(name, "", en, zh)
}

/// An argument by place.
#[must_use]
pub const fn arg(name: &'static str, value: &'static str, en: &'static str, zh: &'static str) -> Flag {
    Flag { name, short: None, value, many: false, all: false, required: false, by_place: true, help: Two(en, zh) }
}

/// The case that a command works on.
pub const CASE: Flag = arg(
    "case",
    "CASE",
    "case: HQ-2026-0042, or 42 for this year's; `-` reads names from standard input",
    "投诉件编号：HQ-2026-0042，本年度可只写 42；“-”从标准输入读取",
)
.required();
/// Several cases.
pub const CASES: Flag = CASE.many();

/// Flags of every command.
pub const COMMON: &[Flag] = &[
    flag("dir", "DIR", "work in this project directory", "在此项目目录中操作").short('C'),
    flag("as", "USER", "who records it (marked in the history)", "以此人员身份登记（历史中注明）"),
    flag("now", "WHEN", "use this as the clock (marked in the history)", "以此时间为当前时间（历史中注明）"),
    flag("lang", "zh|en", "language of the interface", "界面语言"),
    flag(
        "format",
        "FORMAT",
        "table, tsv, csv, json, jsonl, markdown, html, docx, txt or xlsx",
        "输出格式：table、tsv、csv、json、jsonl、markdown、html、docx、txt、xlsx",
    ),
    switch("json", "the same as --format json", "等同于 --format json"),
    switch("header", "a header line in TSV too", "TSV 也输出表头"),
    flag("color", "WHEN", "auto, always or never", "颜色：auto、always、never"),
    switch("no-pager", "do not page long output", "长输出不分页"),
    switch("quiet", "no talk, only data and errors", "只输出数据和错误").short('q'),
    switch("verbose", "say more of what is being done", "输出更多过程信息").short('v'),
    switch("no-input", "never ask", "从不询问"),
    switch("yes", "yes to every question", "对所有询问回答“是”").short('y'),
];

/// Lets a word pass that the guard takes for personal data.
pub const NOT_PERSONAL: Flag = flag("not-personal", "WORD", "this word is no personal data", "该词不是个人信息").many();

/// Passes over the policy's gates.
pub const OVERRIDE: Flag = flag(
    "override",
    "REASON",
    "pass over the policy's gates; recorded with this reason",
    "不按制度要求办理（须写明理由），记入历史",
);

/// Flags of every command that works on cases.
pub const WORK: &[Flag] = &[
    flag("done-by", "P", "who did it, if not who records it", "实际经办人（非登记人时）"),
    flag("on", "WHEN", "when it happened, if earlier", "实际发生时间（早于登记时）"),
    OVERRIDE,
    NOT_PERSONAL,
    flag("request", "KEY", "key of this request: a retry with it does nothing twice", "请求标识：重试时不会重复办理"),
    switch("keep-going", "take the cases that can be taken", "可办理的先办理"),
    switch("dry-run", "decide, but write nothing", "只检查，不写入").short('n'),
];
