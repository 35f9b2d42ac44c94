//! Flags and arguments of commands as typed constants. A command lists them in its definition and reads what was given by the same
//! constants, so that a mistyped name, or a switch that is read as a text, does not compile:
//!
//! ```ignore
//! const OUTCOME: Flag = flag("outcome", "O", "outcome, where the reply did not give it", "处理结果（回复中未写明时）");
//! // in the definition: flags: flags![CASES, OUTCOME]
//! // where it runs:     input.text(OUTCOME)
//! ```

use crate::text::Two;
use std::marker::PhantomData;

/// A flag with one value.
#[derive(Clone, Copy, Debug)]
pub struct One;
/// A flag that may be repeated.
#[derive(Clone, Copy, Debug)]
pub struct Many;
/// A flag without a value.
#[derive(Clone, Copy, Debug)]
pub struct Switch;
/// Any of them, where only its definition matters.
#[derive(Clone, Copy, Debug)]
pub struct Any;

/// A flag, a switch or an argument; `Kind` is what it gives: [`One`], [`Many`] or [`Switch`].
#[derive(Clone, Copy, Debug)]
pub struct Flag<Kind = One> {
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
    kind: PhantomData<Kind>,
}

/// A flag of any kind, as definitions list them.
pub type AnyFlag = Flag<Any>;

/// The flags of a command's definition: `flags![CASE, REASON]`.
macro_rules! flags {
    ($($flag:expr),* $(,)?) => {{
        const LISTED: &[$crate::command::flag::AnyFlag] = &[$($flag.any()),*];
        LISTED
    }};
}
pub(crate) use flags;

impl<Kind> Flag<Kind> {
    const fn of_kind<Other>(&self) -> Flag<Other> {
        let Self { name, short, value, many, all, required, by_place, help, kind: _ } = *self;
        Flag { name, short, value, many, all, required, by_place, help, kind: PhantomData }
    }

    /// Its definition.
    #[must_use]
    pub const fn any(&self) -> AnyFlag {
        self.of_kind()
    }

    /// Must be given.
    #[must_use]
    pub const fn required(&self) -> Self {
        Self { required: true, ..self.of_kind() }
    }

    /// May be left out.
    #[must_use]
    pub const fn optional(&self) -> Self {
        Self { required: false, ..self.of_kind() }
    }

    /// With a short name.
    #[must_use]
    pub const fn short(&self, short: char) -> Self {
        Self { short: Some(short), ..self.of_kind() }
    }

    /// As a person writes it, with its value: `--reason R`, `CASE`.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.by_place, self.value) {
            (true, value) => value.into(),
            (false, "") => self.dashed(),
            (false, value) => format!("--{} {value}", self.name),
        }
    }

    /// Its name as a person writes it: `--reason`, `CASE`.
    #[must_use]
    pub fn dashed(&self) -> String {
        if self.by_place { self.value.into() } else { format!("--{}", self.name) }
    }
}

impl Flag<One> {
    /// May be repeated.
    #[must_use]
    pub const fn many(&self) -> Flag<Many> {
        Flag { many: true, ..self.of_kind() }
    }

    /// May be repeated, and takes all values that follow it.
    #[must_use]
    pub const fn all(&self) -> Flag<Many> {
        Flag { all: true, ..self.many() }
    }
}

/// A flag with a value.
#[must_use]
pub const fn flag(name: &'static str, value: &'static str, en: &'static str, zh: &'static str) -> Flag {
    let help = Two(en, zh);
    Flag {
        name,
        short: None,
        value,
        many: false,
        all: false,
        required: false,
        by_place: false,
        help,
        kind: PhantomData,
    }
}

/// A switch.
#[must_use]
pub const fn switch(name: &'static str, en: &'static str, zh: &'static str) -> Flag<Switch> {
    flag(name, "", en, zh).of_kind()
}

/// An argument by place.
#[must_use]
pub const fn arg(name: &'static str, value: &'static str, en: &'static str, zh: &'static str) -> Flag {
    Flag { by_place: true, ..flag(name, value, en, zh) }
}

/// The case that a command works on.
pub const CASE: Flag = arg(
    "case",
    "CASE",
    "case: HQ-2026-0042, 42 for this year's, or ref:2549 for the source's number; `-` reads names from standard input",
    "投诉件编号：HQ-2026-0042，本年度可只写 42；ref:2549 为来件编号；“-”从标准输入读取",
)
.required();
/// Several cases.
pub const CASES: Flag<Many> = CASE.many();

/// Where the project is.
pub const DIR: Flag = flag("dir", "DIR", "work in this project directory", "在此项目目录中操作").short('C');
/// Who records it.
pub const AS: Flag = flag("as", "USER", "who records it (marked in the history)", "以此人员身份登记（历史中注明）");
/// The clock.
pub const NOW: Flag =
    flag("now", "WHEN", "use this as the clock (marked in the history)", "以此时间为当前时间（历史中注明）");
/// The language of the interface.
pub const LANG: Flag = flag("lang", "zh|en", "language of the interface", "界面语言");
/// The format of the answer.
pub const FORMAT: Flag = flag(
    "format",
    "FORMAT",
    "table, tsv, csv, json, jsonl, markdown, html, docx, txt or xlsx",
    "输出格式：table、tsv、csv、json、jsonl、markdown、html、docx、txt、xlsx",
);
/// The answer as JSON.
pub const JSON: Flag<Switch> = switch("json", "the same as --format json", "等同于 --format json");
/// A template for each record.
pub const TEMPLATE: Flag = flag(
    "template",
    "T",
    "print each record by a template: '{{ id }} {{ title }}', or @FILE",
    "按模板输出每条记录：'{{ id }} {{ title }}'，或 @文件",
);
/// A header line in TSV.
pub const HEADER: Flag<Switch> = switch("header", "a header line in TSV too", "TSV 也输出表头");
/// Whether output on a terminal is coloured.
pub const COLOR: Flag = flag("color", "WHEN", "auto, always or never", "颜色：auto、always、never");
/// Output is not paged.
pub const NO_PAGER: Flag<Switch> = switch("no-pager", "do not page long output", "长输出不分页");
/// Only data and errors.
pub const QUIET: Flag<Switch> = switch("quiet", "no talk, only data and errors", "只输出数据和错误").short('q');
/// More is said of what is done.
pub const VERBOSE: Flag<Switch> = switch("verbose", "say more of what is being done", "输出更多过程信息").short('v');
/// Nothing is asked.
pub const NO_INPUT: Flag<Switch> = switch("no-input", "never ask", "从不询问");
/// Every question is answered with yes.
pub const YES: Flag<Switch> = switch("yes", "yes to every question", "对所有询问回答“是”").short('y');

/// Flags of every command.
pub const COMMON: &[AnyFlag] =
    flags![DIR, AS, NOW, LANG, FORMAT, JSON, TEMPLATE, HEADER, COLOR, NO_PAGER, QUIET, VERBOSE, NO_INPUT, YES];

/// Who did it.
pub const DONE_BY: Flag = flag("done-by", "P", "who did it, if not who records it", "实际经办人（非登记人时）");
/// When it happened.
pub const ON: Flag = flag("on", "WHEN", "when it happened, if earlier", "实际发生时间（早于登记时）");
/// The key of a request.
pub const REQUEST: Flag =
    flag("request", "KEY", "key of this request: a retry with it does nothing twice", "请求标识：重试时不会重复办理");
/// What can be done is done, though some cannot.
pub const KEEP_GOING: Flag<Switch> = switch("keep-going", "take the cases that can be taken", "可办理的先办理");
/// Nothing is written.
pub const DRY_RUN: Flag<Switch> = switch("dry-run", "decide, but write nothing", "只检查，不写入").short('n');
/// Lets a word pass that the guard takes for personal data.
pub const NOT_PERSONAL: Flag<Many> =
    flag("not-personal", "WORD", "this word is no personal data", "该词不是个人信息").many();
/// Passes over the policy's gates.
pub const OVERRIDE: Flag = flag(
    "override",
    "REASON",
    "pass over the policy's gates; recorded with this reason",
    "不按制度要求办理（须写明理由），记入历史",
);

/// Flags of every command that works on cases.
pub const WORK: &[AnyFlag] = flags![DONE_BY, ON, OVERRIDE, NOT_PERSONAL, REQUEST, KEEP_GOING, DRY_RUN];

/// `-o`.
pub const OUTPUT: Flag =
    flag("output", "FILE", "write to this file; its ending gives the format", "写入文件，格式由扩展名决定").short('o');
/// A file that is written as it is.
pub const GET: Flag = flag(
    "get",
    "NAME|all",
    "write this file out, by its name or its place (HQ:17.1), or all",
    "取出附件：附件名、序号（HQ:17.1）或 all（全部）",
);
/// A file of a proposal.
pub const SUGGEST: Flag<Switch> = switch(
    "suggest",
    "write a first map of the file, to be edited (-o MAP.toml)",
    "根据文件生成初步对照表，供修改（-o 对照表.toml）",
);
