//! `import`: histories from elsewhere, through the gate. Running it again takes what is new or has changed, and nothing twice.

mod runs;
mod told;

use crate::cli::action;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::import as words;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, NOT_PERSONAL, OUTPUT, SUGGEST, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::import::problem::FileError;
use crate::import::{Import, ImportError, ImportRequest, ImportResult, Runner};
use crate::text::Two;
use crate::text::code_names::Names;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::HashSet;
use std::path::Path;

const FILE: Flag<Many> = arg(
    "file",
    "FILE|list|undo",
    "the files (xlsx, xlsm, xlsb, xls, ods, CSV, TSV, JSON, gzip of these), - for standard input; or list; or undo RUN",
    "文件（xlsx、xlsm、xlsb、xls、ods、CSV、TSV、JSON 及其 gzip 压缩），“-”为标准输入；或 list 列表；或 undo 撤销 批次",
)
.many()
.required();
const MAP: Flag = flag(
    "map",
    "NAME|MAP.toml",
    "which column is what: cfpb, nyc311, 12345, or a file",
    "对照表：cfpb、nyc311、12345 或文件",
);
const SHEET: Flag = flag("sheet", "S", "the sheet of a workbook, by name or number", "工作表名称或序号");
const HEADER: Flag =
    flag("header", "N", "the row of the header, if it is not found by its columns", "表头所在行（不能按列名找到时）");
const REJECTS: Flag = flag("rejects", "FILE", "where rows go that cannot be taken", "不能导入的行写入此文件");
const FAIL_IF_REJECTED: Flag<Switch> = switch(
    "fail-if-rejected",
    "take nothing if a row cannot be taken (exit 8)",
    "有一行不能导入则全部不导入（退出码 8）",
);
const COMPLETE: Flag<Switch> = switch(
    "complete",
    "these are all rows of the source: list the cases that have none",
    "文件含来源的全部行：列出已不在其中的投诉件",
);
const REASON: Flag = flag("reason", "R", "undo: why", "撤销：理由");
const DRY_RUN: Flag<Switch> = switch("dry-run", "decide, but write nothing", "只检查，不写入").short('n');

/// import
pub(super) const SPEC: Spec = Spec {
    name: "import",
    zh: "导入",
    group: CommandGroup::Exchange,
    about: Two(
        "take in histories from Excel, CSV or JSON, and stay in step with their source",
        "从 Excel、CSV、JSON 导入历史投诉件，并与来源保持一致",
    ),
    more: Two(
        "redress import complaints.csv --map cfpb\nredress import register.xlsx --map register.toml --sheet 2026 --dry-run\nredress import list    the imports on record, redress import undo HQ:17 --reason \"wrong map\" takes one back\nredress help files describes maps; running it again takes what is new or has changed, and nothing twice",
        "redress 导入 complaints.csv --map cfpb\nredress 导入 登记表.xlsx --map 登记表.toml --sheet 2026年 --dry-run\nredress 导入 列表    列出历次导入；redress 导入 撤销 HQ:17 --reason 对照表有误 撤销某次导入\nredress help files 说明对照表；再次运行只导入新增和有变动的内容，不会重复",
    ),
    flags: flags![
        FILE,
        MAP,
        SHEET,
        HEADER,
        REJECTS,
        FAIL_IF_REJECTED,
        COMPLETE,
        SUGGEST,
        NOT_PERSONAL,
        OUTPUT,
        REASON,
        DRY_RUN
    ],
    run: CommandRun::Plain(run),
};

/// What is imported, as the arguments say.
struct Given {
    /// The file as it was typed.
    typed: String,
    request: ImportRequest,
}

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let files = input.many(FILE);
    match files.first().map(String::as_str) {
        Some("list" | "列表") if input.one(MAP).is_none() => {
            action::only(input, ("import", "list"), SPEC.flags, flags![FILE, OUTPUT])?;
            return runs::list(cx);
        }
        Some("undo" | "撤销") if input.one(MAP).is_none() => {
            action::only(input, ("import", "undo"), SPEC.flags, flags![FILE, REASON, NOT_PERSONAL, DRY_RUN])?;
            return runs::undo(&files[1..], input, cx);
        }
        _ => action::only(input, ("import", "FILE"), flags![REASON], &[])?,
    }
    if input.on(SUGGEST) {
        return suggest(&files, input, cx);
    }
    if input.one(MAP).is_none() {
        let missing = vec!["--map NAME|MAP.toml".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "import".into() }));
    }
    let mut all: Vec<Given> = files.iter().map(|file| given(file, input, cx)).collect::<Result<_, _>>()?;
    if input.on(FAIL_IF_REJECTED) {
        let mut rejected = 0;
        for one in &all {
            let request = ImportRequest { dry: true, seen: HashSet::new(), ..one.request.clone() };
            rejected += take(&one.typed, &request, input, cx)?.counts.rejected;
        }
        if rejected > 0 {
            output::complain(&words::nothing_taken(rejected, input.one(REJECTS).is_some(), cx.lang));
            return Err(CliError::Found);
        }
    }
    let (mut done, mut seen) = (Vec::new(), HashSet::new());
    let last = all.len();
    for (at, one) in all.iter_mut().enumerate() {
        one.request.seen = std::mem::take(&mut seen);
        one.request.complete = input.on(COMPLETE) && at + 1 == last;
        let mut result = take(&one.typed, &one.request, input, cx)?;
        seen = std::mem::take(&mut result.seen);
        let failed = result.failed.is_some();
        done.push((one.typed.clone(), result));
        if failed {
            break;
        }
    }
    told::all(done, input, cx)
}

/// `--suggest`: a first map of a file.
fn suggest(files: &[String], input: &Input, cx: &Context) -> Result<(), CliError> {
    let [file] = files else {
        return Err(CliError::Usage(Usage::Extra {
            given: files[1].clone(),
            command: "import --suggest".into(),
            flag: "",
        }));
    };
    let path = (file != "-").then(|| cx.env.cwd.join(file));
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (project, sheet) = (cx.project()?, input.text(SHEET));
    let name = words::file_name(&name, project);
    let text = crate::import::suggest::suggest(path.as_deref(), &name, (&sheet, header(input)?), project, cx.lang)
        .map_err(|error| failed(error, file, "", cx))?;
    match input.one(OUTPUT).filter(|out| out != "-") {
        Some(out) => {
            // A map that is there was put right by hand.
            output::check_new(&cx.env.cwd.join(&out)).map_err(|source| CliError::File { path: out.clone(), source })?;
            output::bytes_to(cx, Path::new(&out), text.as_bytes())?;
            output::talk(cx, &words::suggested(&out, file, cx.lang))
        }
        None => output::data(&text),
    }
}

/// The row of the header, if it is given.
fn header(input: &Input) -> Result<Option<u64>, CliError> {
    let Some(text) = input.one(HEADER) else { return Ok(None) };
    match text.parse::<u64>() {
        Ok(row) if row > 0 => Ok(Some(row)),
        _ => Err(CliError::unlike("--header", text, "3")),
    }
}

fn given(file: &str, input: &Input, cx: &Context) -> Result<Given, CliError> {
    let header = header(input)?;
    let map = input.text(MAP);
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let request = ImportRequest {
        file: (file != "-").then(|| cx.env.cwd.join(file)),
        name: words::file_name(&name, cx.project()?),
        sheet: input.text(SHEET),
        header,
        complete: false,
        seen: HashSet::new(),
        map_file: cx.env.cwd.join(&map),
        map,
        rejects: input.one(REJECTS).map(|file| cx.env.cwd.join(file)),
        dry: input.on(DRY_RUN),
    };
    Ok(Given { typed: file.into(), request })
}

/// Imports one file.
fn take(file: &str, request: &ImportRequest, input: &Input, cx: &Context) -> Result<ImportResult, CliError> {
    let (project, actor) = (cx.project()?, cx.actor(input)?);
    let failed = |error: ImportError| failed(error, file, &request.map, cx);
    let import = Import::open(request, project).map_err(failed)?;
    let bar = progress_bar(cx);
    bar.set_length(import.bytes());
    let session = if request.dry { project.rehearse(&actor)? } else { cx.begin(&actor)? };
    let names = Names { policy: &project.policy, directory: &project.directory };
    let reason = |problem: &_| words::reason(problem, &names, cx.lang);
    let on_record = |say: crate::import::difference::RecordWords<'_>| words::on_record(&say, &names, cx.lang);
    let mut progress = |done| bar.set_position(done);
    let runner = Runner { session, actor: &actor, reason: &reason, words: &on_record, progress: &mut progress };
    let done = import.run(runner).map_err(failed)?;
    bar.finish_and_clear();
    Ok(done)
}

/// A file as it is named in this folder.
fn shown(file: &Path, cx: &Context) -> String {
    file.strip_prefix(&cx.env.cwd).unwrap_or(file).display().to_string()
}

/// The error of an import for its reader.
pub(super) fn failed(error: ImportError, file: &str, map: &str, cx: &Context) -> CliError {
    let (file, map) = (file.to_string(), map.to_string());
    match error {
        ImportError::UnknownMap { known, nearest } => {
            CliError::Usage(Usage::Value { flag: "--map".into(), value: map, known, nearest })
        }
        ImportError::Map(error) => {
            CliError::Failed(Failure::Map { file: map, message: words::map_error(&error, cx.lang) })
        }
        ImportError::MapFile(source) => CliError::File { path: map, source },
        ImportError::File(FileError::Io(source)) => CliError::File { path: file, source },
        ImportError::File(FileError::NoSheet { wanted, nearest, known }) => {
            CliError::Usage(Usage::Value { flag: "--sheet".into(), value: wanted, known, nearest })
        }
        ImportError::File(error) => {
            let (line, problem, hint) = words::file_error(&error, cx.lang);
            CliError::Failed(Failure::Import { file, line, problem, hint })
        }
        ImportError::SameFile => CliError::Usage(Usage::Conflict { first: "--rejects".into(), second: file }),
        ImportError::Rejects(path, source) => CliError::File { path: path.display().to_string(), source },
        ImportError::Project(error) => error.into(),
    }
}

/// A progress bar in bytes on standard error, where that is a terminal.
#[must_use]
pub(super) fn progress_bar(cx: &Context) -> ProgressBar {
    if !cx.env.stderr_terminal || cx.given.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template(words::progress(cx.lang)) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
