//! `redress report archive`: the catalogue of the files of cases that ended in a year: what each holds, what is missing, how long it is kept.
//!
//! Invariant: a paper is missing where the policy of the case's last round wants it and none was issued.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::policy::{Policy, retention};
use crate::domain::value::state::State;
use crate::report::columns::fact;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::{Two, query};
use serde_json::{Map, json};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Catalogue of the archive", "归档目录"),
    row: Two("a case whose last round has ended, as the file that is put away", "一件已结束的投诉件，即一卷归档材料"),
    cohort: Two("the end of its last round; without a period: this year", "最后一轮结束之日；未指定时间段时为本年"),
    clock: Two(
        "kept from the end of the last round, by the [[retention]] row that keeps it longest",
        "自最后一轮结束起按 [[retention]] 中保存最久的一行计算",
    ),
    exclusions: Two(
        "pending cases; restricted cases that the reader may not see; voided cases stand in it, so that the numbers are without gaps",
        "办理中的件；无权查看的限制查看的件；已作废的件照列，编号连续",
    ),
    columns: &["id", "title", "received", "ended", "status", "papers", "missing", "files", "kept_until", "retention"],
};

/// Whether the last round of a case ended in the period.
#[must_use]
pub fn ended_in(case: &Case, period: &Period) -> bool {
    let ended = case.current().and_then(|round| round.ended);
    !case.is_pending() && ended.is_some_and(|(_, on)| period.contains(on.date()))
}

/// A case as a row of the catalogue.
pub struct File {
    ended: Option<chrono::NaiveDate>,
    row: Row,
    is_whole: bool,
}

/// Describes the file of a case; `policy` is that of its last round.
#[must_use]
pub fn file<'e>(
    case: &Case,
    events: impl Iterator<Item = &'e Event> + Clone,
    policy: &Policy,
    context: &ReportContext<'_>,
) -> File {
    let title = |code: &str| policy.title_of("form", code, context.lang);
    let missing: Vec<_> = policy
        .forms
        .iter()
        .filter(|form| case.state != State::Voided && form.is_wanted(case, policy) && case.issued(&form.code).is_none())
        .map(|form| form.code.clone())
        .collect();
    let papers: Vec<String> = case.forms.iter().map(|form| format!("{} {}", title(&form.form), form.number)).collect();
    let kept = retention::longest(events, &[policy, context.policy]);
    let until = kept.map(|kept| kept.until);
    let mut more = Map::new();
    more.insert("forms".into(), json!(case.forms.iter().map(|form| (&form.form, &form.number)).collect::<Vec<_>>()));
    let names = |codes: &[crate::domain::Code]| match codes {
        [] => Cell::Empty,
        codes => context.several(codes.iter().map(|code| (code.as_str(), title(code)))),
    };
    File {
        ended: case.current().and_then(|round| round.ended).map(|(_, on)| on.date()),
        is_whole: missing.is_empty(),
        row: Row {
            cells: vec![
                fact("id", case, context),
                fact("title", case, context),
                fact("received", case, context),
                fact("ended", case, context),
                context.state(case.state),
                if papers.is_empty() { Cell::Empty } else { Cell::List(papers) },
                names(&missing),
                Cell::Int(i64::from(case.counts.files)),
                match until {
                    Some(Some(day)) => Cell::Date(day),
                    Some(None) => {
                        Cell::Named { code: "ever".into(), name: Two("for ever", "永久").get(context.lang).into() }
                    }
                    None => Cell::Empty,
                },
                kept.map_or(Cell::Empty, |kept| context.code("retention", &kept.row.code)),
            ],
            more,
            tone: if missing.is_empty() { Tone::Plain } else { Tone::Warn },
        },
    }
}

/// The catalogue, in the order in which the cases ended.
#[must_use]
pub fn table(mut files: Vec<File>, period: &Period, context: &ReportContext<'_>) -> Table {
    files.sort_by_key(|file| file.ended);
    let (all, lacking) = (files.len(), files.iter().filter(|file| !file.is_whole).count());
    let title = query::period_title(period, context.lang);
    Table {
        title: say!(context.lang, "Catalogue of the archive: {title}", "归档目录（{title}）"),
        schema: "redress.archive/1",
        columns: DEFINITION.columns.iter().map(|key| context.column(key, *key == "files")).collect(),
        rows: files.into_iter().map(|file| file.row).collect(),
        notes: vec![say!(
            context.lang,
            "{all} files; papers missing in {lacking}",
            "共 {all} 卷，材料不全 {lacking} 卷"
        )],
        ..Table::default()
    }
}
