//! `import`: histories from elsewhere, through the gate. Running it again takes what is new, and nothing twice.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::input::Input;
use crate::cli::messages::import as words;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag, switch};
use crate::document::table::{Cell, Column, Row, Table};
use crate::import::problem::FileError;
use crate::import::{Import, ImportError, ImportRequest, ImportResult, Runner};
use crate::text::Two;
use crate::text::code_names::Names;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};
use std::path::Path;

/// import
pub(super) const SPEC: Spec = Spec {
    name: "import",
    zh: "导入",
    group: CommandGroup::Exchange,
    about: Two("take in histories from a CSV file", "从 CSV 文件导入历史投诉件"),
    more: Two(
        "redress import complaints.csv --map cfpb\nredress import old-system.csv --map old-system.toml --dry-run\nredress help files describes maps; running it again takes what is new, and nothing twice",
        "redress 导入 complaints.csv --map cfpb\nredress 导入 旧系统.csv --map 旧系统.toml --dry-run\nredress help files 说明对照表；再次运行只导入新增内容，不会重复",
    ),
    flags: &[
        arg("file", "FILE", "the CSV file", "CSV 文件").required(),
        flag("map", "NAME|MAP.toml", "which column is what: cfpb, nyc311, or a file", "对照表：cfpb、nyc311 或文件")
            .required(),
        flag("rejects", "FILE", "where rows go that cannot be taken", "不能导入的行写入此文件"),
        switch("dry-run", "decide, but write nothing", "只检查，不写入").short('n'),
    ],
    run: CommandRun::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let (project, actor, map) = (cx.project()?, cx.actor(input)?, input.text("map"));
    let request = ImportRequest {
        file: cx.env.cwd.join(input.text("file")),
        map_file: cx.env.cwd.join(&map),
        map,
        rejects: input.one("rejects").map(|file| cx.env.cwd.join(file)),
        dry: input.on("dry-run"),
    };
    let failed = |error: ImportError| failed(error, input, cx);
    let import = Import::open(&request, project).map_err(failed)?;
    let bar = progress_bar(cx);
    bar.set_length(import.bytes());
    let session = if request.dry { project.rehearse(&actor) } else { cx.begin(&actor)? };
    let names = Names { policy: &project.policy, directory: &project.directory };
    let reason = |problem: &_| words::reason(problem, &names, cx.lang);
    let mut progress = |done| bar.set_position(done);
    let runner = Runner { session, actor: &actor, reason: &reason, progress: &mut progress };
    let done = import.run(runner).map_err(failed)?;
    bar.finish_and_clear();
    output::table(cx, &table(&done, input, cx)).map_err(|error| match done.counts.cases {
        0 => error,
        _ if request.dry => error,
        cases => {
            let count = usize::try_from(cases).unwrap_or(usize::MAX);
            CliError::Recorded { what: Vec::new(), count, source: Box::new(error) }
        }
    })?;
    if let Some(file) = &done.rejects {
        output::complain(&words::rejected(done.counts.rejected, &shown(file, cx), request.rejects.is_some(), cx.lang));
    } else if done.counts.rejected > 0 {
        output::complain(&words::would_reject(done.counts.rejected, cx.lang));
    }
    match done.failed {
        Some(error) => {
            output::complain(&words::stopped(&done.counts, cx.lang));
            Err(failed(error))
        }
        None if done.counts.is_vain() => {
            let failed = usize::try_from(done.counts.rejected).unwrap_or(usize::MAX);
            Err(CliError::Some { failed, total: failed, exit: 1 })
        }
        None => Ok(()),
    }
}

/// A file as it is named in this folder.
fn shown(file: &Path, cx: &Context) -> String {
    file.strip_prefix(&cx.env.cwd).unwrap_or(file).display().to_string()
}

fn failed(error: ImportError, input: &dyn Input, cx: &Context) -> CliError {
    let (file, map) = (input.text("file"), input.text("map"));
    match error {
        ImportError::UnknownMap { known, nearest } => {
            CliError::Usage(Usage::Value { flag: "--map".into(), value: map, known, nearest })
        }
        ImportError::Map(error) => {
            CliError::Failed(Failure::Map { file: map, message: words::map_error(&error, cx.lang) })
        }
        ImportError::MapFile(source) => CliError::File { path: map, source },
        ImportError::File(FileError::Io(source)) => CliError::File { path: file, source },
        ImportError::File(error) => {
            let (line, problem, hint) = words::file_error(&error, cx.lang);
            CliError::Failed(Failure::Import { file, line, problem, hint })
        }
        ImportError::SameFile => CliError::Usage(Usage::Conflict { first: "--rejects".into(), second: file }),
        ImportError::Rejects(path, source) => CliError::File { path: path.display().to_string(), source },
        ImportError::Project(error) => error.into(),
    }
}

fn table(done: &ImportResult, input: &dyn Input, cx: &Context) -> Table {
    let counts = &done.counts;
    let numbers = [
        ("cases", counts.cases),
        ("events", counts.events),
        ("rejected", counts.rejected),
        ("known", counts.known),
        ("skipped", counts.skipped),
    ];
    let column = |key: &str, right| Column { key: key.into(), title: words::column(key, cx.lang), right };
    let texts = ["file", "map"].map(|key| column(key, false));
    let mut more = Map::new();
    for (key, value) in [
        ("rows", json!(counts.rows)),
        ("sha256", json!(done.sha256)),
        ("rejects", json!(done.rejects.as_deref().map(|file| shown(file, cx)))),
        ("dry_run", json!(input.on("dry-run"))),
        ("complete", Value::Bool(done.failed.is_none())),
    ] {
        more.insert(key.into(), value);
    }
    let cells = [Cell::Text(input.text("file")), Cell::Text(done.map.clone())];
    Table {
        title: words::title(input.on("dry-run"), cx.lang),
        schema: "redress.import/1",
        columns: texts.into_iter().chain(numbers.map(|(key, _)| column(key, true))).collect(),
        rows: vec![Row {
            cells: cells
                .into_iter()
                .chain(numbers.map(|(_, n)| Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))))
                .collect(),
            more,
            ..Row::default()
        }],
        notes: Vec::new(),
        ..Table::default()
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
