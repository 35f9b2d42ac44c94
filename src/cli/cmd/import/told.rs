//! What an import says when it is done: a row a file on standard output, and what a person should hear on standard error.

use super::{DRY_RUN, MAP, REJECTS, failed, shown};
use crate::cli::context::Context;
use crate::cli::error::{CliError, SeveralOf};
use crate::cli::messages::import as words;
use crate::cli::output;
use crate::cli::selection::report_context;
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::case::Case;
use crate::import::ImportResult;
use crate::render::Format;
use crate::report::list::{Ask, list};
use crate::text::code_names::Names;
use serde_json::{Map, Value, json};

/// Says what became of the files, and fails if rows were rejected or an import stopped early.
pub(super) fn all(mut done: Vec<(String, ImportResult)>, input: &Input, cx: &Context) -> Result<(), CliError> {
    let dry = input.on(DRY_RUN);
    output::table(cx, &table(&done, input, cx)?).map_err(|error| {
        let cases: u64 = done.iter().map(|(_, result)| result.counts.cases + result.counts.followed).sum();
        match cases {
            0 => error,
            _ if dry => error,
            cases => {
                let count = usize::try_from(cases).unwrap_or(usize::MAX);
                CliError::Recorded { what: Vec::new(), count, source: Box::new(error) }
            }
        }
    })?;
    let project = cx.project()?;
    let names = Names { policy: &project.policy, directory: &project.directory };
    if dry && cx.format() == Format::Table {
        for (_, result) in &done {
            output::table(cx, &columns(result, cx))?;
            output::table(cx, &cases(result, cx)?)?;
        }
    }
    for (_, result) in &done {
        for text in words::heard(result, &names, cx.lang) {
            output::complain(&text);
        }
        if let Some(file) = &result.rejects {
            let named = input.one(REJECTS).is_some();
            output::complain(&words::rejected(result.counts.rejected, &shown(file, cx), named, cx.lang));
        } else if result.counts.rejected > 0 {
            output::complain(&words::would_reject(result.counts.rejected, cx.lang));
        }
    }
    if let Some((file, result)) = done.last_mut()
        && let Some(error) = result.failed.take()
    {
        output::complain(&words::stopped(&result.counts, cx.lang));
        return Err(failed(error, file, &input.text(MAP), cx));
    }
    let rejected: u64 = done.iter().map(|(_, result)| result.counts.rejected).sum();
    if rejected > 0 {
        let rows: u64 = done.iter().map(|(_, result)| result.counts.rows).sum();
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        return Err(CliError::Some { failed: number(rejected), total: number(rows), of: SeveralOf::Rows, exit: 1 });
    }
    Ok(())
}

fn table(done: &[(String, ImportResult)], input: &Input, cx: &Context) -> Result<Table, CliError> {
    const NUMBERS: &[&str] = &["cases", "events", "rejected", "known", "skipped"];
    let column = |key: &str, right| Column { key: key.into(), title: words::column(key, cx.lang), right };
    let texts = ["file", "map"].map(|key| column(key, false));
    let project = cx.project()?;
    let names = Names { policy: &project.policy, directory: &project.directory };
    Ok(Table {
        title: words::title(input.on(DRY_RUN), cx.lang),
        schema: "redress.import/1",
        columns: texts.into_iter().chain(NUMBERS.iter().map(|key| column(key, true))).collect(),
        rows: done.iter().map(|(file, result)| row(file, result, input, &names, cx)).collect(),
        notes: Vec::new(),
        ..Table::default()
    })
}

/// What each column becomes.
fn columns(done: &ImportResult, cx: &Context) -> Table {
    let column = |key: &str| Column { key: key.into(), title: words::column(key, cx.lang), right: false };
    let row = |one: &crate::import::ColumnUse| Row {
        cells: vec![Cell::Text(one.name.clone()), Cell::Text(one.becomes.join(" "))],
        ..Row::default()
    };
    Table {
        title: words::columns_title(cx.lang),
        schema: "redress.import-columns/1",
        columns: vec![column("column"), column("becomes")],
        rows: done.columns.iter().map(row).collect(),
        notes: Vec::new(),
        ..Table::default()
    }
}

/// The first cases as they would stand; they have no numbers yet.
fn cases(done: &ImportResult, cx: &Context) -> Result<Table, CliError> {
    let now = cx.now()?;
    let context = report_context(cx, now.date(), Some(now))?;
    let fields = ["status", "received", "due", "channel", "category", "unit", "amount", "closed", "title"];
    let ask = Ask { fields: fields.map(Into::into).into(), ..Ask::default() };
    let all: Vec<&Case> = done.cases.iter().map(|(_, case)| case).collect();
    let mut table = list(all, &ask, &context).map_err(|e| CliError::Column(Box::new(e)))?;
    table.title = words::cases_title(cx.lang);
    table.columns.insert(0, Column { key: "row".into(), title: words::column("row", cx.lang), right: true });
    for (row, (line, _)) in table.rows.iter_mut().zip(&done.cases) {
        row.cells.insert(0, Cell::count(*line));
    }
    Ok(table)
}

fn row(file: &str, done: &ImportResult, input: &Input, names: &Names<'_>, cx: &Context) -> Row {
    let counts = &done.counts;
    let numbers = [counts.cases, counts.events, counts.rejected, counts.known, counts.skipped];
    let differs = done.differs.iter().map(|row| {
        let what: Vec<Value> = row
            .all
            .iter()
            .map(|one| json!({ "what": one.what, "why": words::why(&one.why, names, cx.lang) }))
            .collect();
        json!({ "case": row.case, "row": row.row, "differs": what })
    });
    let mut more = Map::new();
    for (key, value) in [
        ("rows", json!(counts.rows)),
        ("run", json!(done.run.map(|run| run.to_string()))),
        ("sheet", json!(done.sheet)),
        ("followed", json!(counts.followed)),
        ("differs", differs.collect()),
        ("overtaken", done.overtaken.iter().map(|(case, row)| json!({ "case": case, "row": row })).collect()),
        ("voided", json!(counts.voided)),
        ("erased", json!(counts.erased)),
        ("beside", json!(counts.beside)),
        ("kept_private", json!(done.kept_private)),
        ("gone", json!(done.gone)),
        ("columns", done.columns.iter().map(|one| json!({ "column": one.name, "becomes": one.becomes })).collect()),
        ("sha256", json!(done.sha256)),
        ("rejects", json!(done.rejects.as_deref().map(|file| shown(file, cx)))),
        ("dry_run", json!(input.on(DRY_RUN))),
        ("complete", Value::Bool(done.failed.is_none())),
    ] {
        more.insert(key.into(), value);
    }
    let cells = [Cell::Text(file.into()), Cell::Text(done.map.clone())];
    let counted = numbers.map(Cell::count);
    Row { cells: cells.into_iter().chain(counted).collect(), more, ..Row::default() }
}
