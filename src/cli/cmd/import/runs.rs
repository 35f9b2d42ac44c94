//! `import list` and `import undo RUN`.

use super::{DRY_RUN, REASON};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::import as words;
use crate::cli::output;
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::value::id::EventId;
use crate::import::runs::{self, ImportRun};
use crate::project::ProjectError;
use crate::say;
use serde_json::{Map, json};

/// `import list`.
pub(super) fn list(cx: &Context) -> Result<(), CliError> {
    const COLUMNS: &[(&str, bool)] = &[
        ("run", false),
        ("at", false),
        ("by", false),
        ("file", false),
        ("map", false),
        ("cases", true),
        ("events", true),
        ("rejected", true),
        ("known", true),
        ("state", false),
    ];
    let column =
        |(key, right): &(&str, bool)| Column { key: (*key).into(), title: words::column(key, cx.lang), right: *right };
    let rows = runs::list(cx.project()?)?.into_iter().map(|run| row(&run, cx)).collect();
    let columns = COLUMNS.iter().map(column).collect();
    let title = words::list_title(cx.lang);
    output::table(
        cx,
        &Table { title, schema: "redress.imports/1", columns, rows, notes: Vec::new(), ..Table::default() },
    )
}

fn row(run: &ImportRun, cx: &Context) -> Row {
    let number = |at: usize| run.counts.map_or(Cell::Empty, |all| Cell::count(all[at]));
    let state = match (run.undone, run.stands, run.counts) {
        (true, false, _) => "undone",
        (true, true, _) => "undone-in-part",
        (false, _, None) => "cut-short",
        (false, _, Some(_)) => "done",
    };
    let name = words::state(state, cx.lang);
    let mut more = Map::new();
    more.insert("sheet".into(), json!(run.sheet));
    more.insert("sha256".into(), json!(run.file));
    let cells = vec![
        Cell::Text(run.id.to_string()),
        Cell::Time(run.at),
        Cell::Text(run.by.clone()),
        Cell::Text(run.name.clone()),
        Cell::Text(run.map.clone()),
        number(0),
        number(1),
        number(2),
        number(3),
        Cell::Named { code: state.into(), name },
    ];
    Row { cells, more, ..Row::default() }
}

/// `import undo RUN --reason R`.
pub(super) fn undo(given: &[String], input: &Input, cx: &Context) -> Result<(), CliError> {
    let reason = input.text(REASON);
    let missing: Vec<String> = [("RUN", given.is_empty()), ("--reason R", reason.trim().is_empty())]
        .iter()
        .filter(|(_, lacks)| *lacks)
        .map(|(shown, _)| (*shown).to_string())
        .collect();
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "import undo".into() }));
    }
    if let Some(more) = given.get(1) {
        return Err(CliError::Usage(Usage::Extra { given: more.clone(), command: "import undo".into(), flag: "" }));
    }
    let (project, actor, dry) = (cx.project()?, cx.actor(input)?, input.on(DRY_RUN));
    let run = find(&given[0], cx)?;
    if let Some([0, events, ..]) = run.counts.filter(|counts| counts[1] > 0) {
        let id = run.id;
        let message = say!(
            cx.lang,
            "import {id} registered no case: it recorded {events} events in cases that were known; each is undone by redress revoke EVENT",
            "导入 {id} 未登记新件，只在已有投诉件中记录了 {events} 条；须用 redress 撤销 记录号 逐条撤销"
        );
        return Err(CliError::Failed(Failure::Said { message }));
    }
    if !dry {
        output::confirm(cx, &words::undo_question(&run.id.to_string(), cx.lang))?;
    }
    let mut session = if dry { project.rehearse(&actor)? } else { cx.begin(&actor)? };
    let done = runs::undo(&mut session, &run, &reason, dry, &actor)?;
    drop(session);
    let record = json!({
        "run": run.id.to_string(), "cases": done.cases, "left": done.left, "followed": done.followed, "kept": done.kept, "erased": done.erased, "dry_run": dry,
    });
    let text = words::undone(&done, &run, dry, cx.lang);
    output::answer(cx, "redress.import-undo/1", &["run", "cases", "left"], vec![record], || text)?;
    if let Some(refusal) = done.refused.clone() {
        output::error(cx, &ProjectError::Refused(refusal).into(), cx.talks_json());
    }
    for line in words::undo_left(&done, cx.lang) {
        output::complain(&line);
    }
    // What is left waits for a person: an approval, or a look at each case.
    if done.refused.is_some() || (done.cases.is_empty() && !done.left.is_empty()) {
        Err(CliError::Waits)
    } else {
        Ok(())
    }
}

/// The run that is named: by the event that began it, or by that event's number.
fn find(given: &str, cx: &Context) -> Result<ImportRun, CliError> {
    let project = cx.project()?;
    let runs = runs::list(project)?;
    let own = format!("{}:{given}", project.desk()?);
    let id: Option<EventId> = given.parse().or_else(|_| own.parse()).ok();
    let known: Vec<String> = runs.iter().map(|run| run.id.to_string()).collect();
    runs.into_iter().find(|run| Some(run.id) == id).ok_or_else(|| {
        let nearest = crate::domain::gate::codes::nearest(given, &known).map(Into::into);
        CliError::Usage(Usage::Value { flag: "import undo".into(), value: given.into(), known, nearest })
    })
}
