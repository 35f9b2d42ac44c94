//! `import`: histories from elsewhere, through the gate. Running it again takes what is new, and nothing twice.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::import::{self, Done, Request};
use crate::cli::input::Input;
use crate::cli::messages::import as words;
use crate::cli::output;
use crate::cli::spec::{Group, Run, Spec, arg, flag, switch};
use crate::report::table::{Cell, Column, Row, Table};
use crate::text::Two;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};

/// import
pub(super) const SPEC: Spec = Spec {
    name: "import",
    zh: "导入",
    group: Group::Exchange,
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
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let request = Request {
        file: input.text("file"),
        map: input.text("map"),
        rejects: input.one("rejects"),
        dry: input.on("dry-run"),
    };
    let done = import::run(&request, &cx.actor(input)?, cx, progress_bar(cx))?;
    output::table(cx, &table(&done, &request, cx)).map_err(|error| match done.counts.cases {
        0 => error,
        _ if request.dry => error,
        cases => {
            let count = usize::try_from(cases).unwrap_or(usize::MAX);
            CliError::Recorded { what: Vec::new(), count, source: Box::new(error) }
        }
    })?;
    if let Some(file) = &done.rejects {
        output::complain(&words::rejected(done.counts.rejected, file, request.rejects.is_some(), cx.lang));
    } else if done.counts.rejected > 0 {
        output::complain(&words::would_reject(done.counts.rejected, cx.lang));
    }
    match done.failed {
        Some(error) => {
            output::complain(&words::stopped(&done.counts, cx.lang));
            Err(error)
        }
        None if done.counts.is_vain() => {
            let failed = usize::try_from(done.counts.rejected).unwrap_or(usize::MAX);
            Err(CliError::Some { failed, total: failed, exit: 1 })
        }
        None => Ok(()),
    }
}

fn table(done: &Done, request: &Request, cx: &Context) -> Table {
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
        ("rejects", json!(done.rejects)),
        ("dry_run", json!(request.dry)),
        ("complete", Value::Bool(done.failed.is_none())),
    ] {
        more.insert(key.into(), value);
    }
    let cells = [Cell::Text(request.file.clone()), Cell::Text(done.map.clone())];
    Table {
        title: words::title(request.dry, cx.lang),
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
