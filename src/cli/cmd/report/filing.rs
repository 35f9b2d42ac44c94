//! `redress report filing NAME --period P`: the paper of a filing as a draft; and papers with the columns that a receiver prescribes.

use super::{Asked, CODES, FIRST, OUTPUT, PERIOD, TITLES, UNIT, events, measured, scope};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::selection::{self, WHERE};
use crate::command::flag::{AnyFlag, flags};
use crate::command::input::{GivenValues, Input};
use crate::document::table::{Cell, Table};
use crate::domain::Code;
use crate::domain::calendar::period::PeriodKind;
use crate::domain::gate::codes;
use crate::domain::policy::{Filing, filing};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::report::filing_columns::{FilingPaper, GroupFigures, Movements};
use crate::report::measures::tally;
use crate::report::stats;
use crate::say;
use crate::text::Lang;

/// What was given to a command, with some values in the place of others.
pub(super) struct Overlay<'a> {
    inner: &'a dyn GivenValues,
    /// Flags with one value each; an empty one is not given.
    values: Vec<(&'static str, String)>,
    /// Further terms.
    terms: Vec<String>,
}

impl GivenValues for Overlay<'_> {
    fn one(&self, name: &str) -> Option<String> {
        match self.values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => Some(value.clone()).filter(|value| !value.is_empty()),
            None => self.inner.one(name),
        }
    }

    fn many(&self, name: &str) -> Vec<String> {
        let mut all = match self.values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => Some(value.clone()).filter(|value| !value.is_empty()).into_iter().collect(),
            None => self.inner.many(name),
        };
        if name == "where" {
            all.extend(self.terms.iter().cloned());
        }
        all
    }

    fn on(&self, name: &str) -> bool {
        self.inner.on(name)
    }
}

/// The filing that an argument names.
///
/// # Errors
/// There is none of that code or title.
pub(super) fn row<'c>(input: &Input, cx: &'c Context) -> Result<&'c Filing, CliError> {
    let (rows, name) = (&cx.project()?.basis().policy.filings, input.text(FIRST));
    if name.is_empty() {
        let missing = vec!["NAME".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "report filing".into() }));
    }
    rows.iter().find(|row| row.code == name || row.title.is(&name)).ok_or_else(|| {
        let known = rows.iter().map(|row| format!("{} {}", row.code, row.title.get(cx.lang))).collect();
        let names: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        let nearest = codes::nearest(&name, &names).map(Into::into);
        CliError::Usage(Usage::Value { flag: "NAME".into(), value: name, known, nearest })
    })
}

/// What was asked for as the report that the paper is made of: with the kind, the terms of the unit, the last period that is owed.
///
/// # Errors
/// No such filing, unit or period.
pub(super) fn as_report<'a>(input: &Input<'a>, cx: &Context) -> Result<Overlay<'a>, CliError> {
    let (row, project) = (row(input, cx)?, cx.project()?);
    let basis = project.basis();
    let kind = if row.form == "columns" { "filing" } else { row.form.as_str() };
    let (_, day, _) = selection::as_of(input, cx)?;
    let period = match selection::period(input, cx)? {
        Some(period) => period,
        None => filing::last(row, basis.calendar, day).map(|(period, _)| period).ok_or_else(|| {
            CliError::Usage(Usage::Missing { missing: vec!["--period P".into()], command: "report filing".into() })
        })?,
    };
    // Where one unit owes it, its paper is meant.
    let unit = match super::whose(input, cx)?.unit {
        given if !given.is_empty() => given,
        _ => match &filing::owing(row, basis.directory, project.desk()?.as_str(), day)[..] {
            [only] => only.clone(),
            _ => Code::default(),
        },
    };
    let first = if kind == "filing" { row.code.to_string() } else { String::new() };
    let values =
        vec![("kind", kind.to_string()), ("first", first), ("period", period.to_string()), ("unit", String::new())];
    Ok(Overlay { inner: input.by_name(), values, terms: filing::terms(row, &unit, basis.directory) })
}

/// Flags that leave a paper as it is filed. Whatever else is asked makes it another table.
const OF_PAPER: &[AnyFlag] = flags![super::KIND, FIRST, PERIOD, UNIT, OUTPUT, TITLES, CODES];

/// Whether a paper is asked for as it is filed: nothing chosen in it, and of a period of its row that has ended.
///
/// # Errors
/// There is no such filing, or no such period.
pub(super) fn is_paper(input: &Input, cx: &Context) -> Result<bool, CliError> {
    let (row, today) = (row(input, cx)?, cx.now()?.date());
    let is_else = |flag: &&AnyFlag| input.has(flag) && OF_PAPER.iter().all(|own| own.name != flag.name);
    if super::SPEC.flags.iter().any(|flag| is_else(&flag)) {
        return Ok(false);
    }
    let (unit, project) = (super::whose(input, cx)?.unit, cx.project()?);
    let owing = filing::owing(row, &project.directory, project.desk()?.as_str(), today);
    if !unit.is_empty() && !owing.contains(&unit) {
        return Ok(false);
    }
    let Some(period) = selection::period(input, cx)? else { return Ok(true) };
    let is_of_row = PeriodKind::named(&row.every) == Some(period.kind);
    Ok(is_of_row && period.to.is_some_and(|to| to < today))
}

/// A paper with the columns that the receiver prescribes.
///
/// # Errors
/// A column without a source; the log cannot be read.
pub(super) fn columns(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (row, context) = (row(asked.input, asked.cx)?, asked.context);
    let period = super::whole_period(asked)?;
    let paper = FilingPaper { row, period: &period, context };
    let made = if row.rows == "case" { of_cases(&paper, asked)? } else { of_groups(&paper, asked)? };
    made.map_err(|column| {
        let source = row.columns.iter().find(|own| own.code == column).map(|own| &own.source);
        unknown_source(row, source.unwrap_or(&column), asked.cx.lang)
    })
}

/// The error of a row with an unknown dimension or source.
pub(in crate::cli::cmd) fn unknown_source(row: &Filing, source: &Code, lang: Lang) -> CliError {
    let filing = &row.code;
    CliError::Failed(Failure::Said {
        message: say!(
            lang,
            "[[filing]] {filing}: “{source}” is no source of such a row (redress help policy-rows)",
            "[[filing]] {filing}：“{source}”不能作为该类行的数据来源（见 redress help policy-rows）"
        ),
    })
}

fn of_cases(paper: &FilingPaper<'_>, asked: &Asked<'_>) -> Result<Result<Table, Code>, CliError> {
    let terms = asked.input.many(WHERE);
    let filter = crate::domain::query::term::Filter::default();
    let cases = selection::cases_that(filter, asked.input, &terms, asked.cx, |_, _| true)?;
    let cohort = Cohort::of(asked.context.policy);
    let counted = cases.cases.iter().filter(|case| cohort.leaves_out(case).is_none());
    Ok(paper.of_cases(counted))
}

fn of_groups(paper: &FilingPaper<'_>, asked: &Asked<'_>) -> Result<Result<Table, Code>, CliError> {
    let row = paper.row;
    let dimension =
        |word: &Code| stats::dimension(word, asked.context).map_err(|error| CliError::Column(Box::new(error)));
    let by: Vec<Dimension> = row.groups.iter().map(dimension).collect::<Result<_, _>>()?;
    let measures = paper.measures();
    let last_year = paper.period.last_year().unwrap_or(*paper.period);
    let periods = [Some(*paper.period), Some(last_year)];
    let wants = tally::FigureRequest {
        measures: &measures,
        by: &by,
        periods: &periods,
        behind: false,
        whose: None,
        until: None,
    };
    let figures = measured::figures(asked, &wants)?;
    let has_flows = row.columns.iter().any(|column| column.source.starts_with("flow:"));
    let movements = if has_flows { movements(asked, &by)? } else { Movements::new() };
    let chosen = selection::filter(&asked.input.many(WHERE), asked.context.day, asked.cx)?;
    let begun = scope::first_receipt(&chosen, asked)?;
    let has_last_year = begun.is_some() && !scope::is_before(&last_year, begun);
    let of = GroupFigures { by: &by, measures: &measures, figures: &figures, movements: &movements, has_last_year };
    Ok(paper.of_groups(&of))
}

/// What was pending and what moved, as the reconciliation tells it.
fn movements(asked: &Asked<'_>, by: &[Dimension]) -> Result<Movements, CliError> {
    let words: Vec<&str> = by.iter().map(Dimension::key).collect();
    let of = |words: String| -> Result<Table, CliError> {
        let overlay = Overlay {
            inner: asked.input.by_name(),
            values: vec![("by", words), ("cases", String::new())],
            terms: Vec::new(),
        };
        events::reconcile(&Asked { input: &Input::of(&overlay), ..*asked })
    };
    let mut found = Movements::new();
    let mut put = |table: &Table, row: &crate::document::table::Row, names: usize, is_total: bool| {
        let value = |cell: &Cell| match cell {
            Cell::Named { code, .. } | Cell::Text(code) => Code::from(code.as_str()),
            _ => Code::default(),
        };
        let values = if is_total { Vec::new() } else { row.cells[..names].iter().map(value).collect() };
        let numbers = table.columns.iter().zip(&row.cells).skip(names).filter_map(|(column, cell)| match cell {
            Cell::Int(n) => Some((column.key.clone(), *n)),
            _ => None,
        });
        found.insert(values, numbers.collect());
    };
    if !by.is_empty() {
        let table = of(words.join(","))?;
        table.rows.iter().for_each(|row| put(&table, row, by.len(), false));
    }
    let whole = of(String::new())?;
    match whole.rows.first() {
        Some(row) => put(&whole, row, 0, true),
        // Nothing was pending and nothing moved.
        None => {
            let zero = whole.columns.iter().map(|column| (column.key.clone(), 0)).collect();
            found.insert(Vec::new(), zero);
        }
    }
    Ok(found)
}

/// The failure of a paper that the receiver would not take.
///
/// # Errors
/// If there is any problem.
pub(super) fn refuse(table: &Table, cx: &Context) -> Result<(), CliError> {
    let Some(problems) = table.verdict.problems.as_ref().filter(|problems| !problems.is_empty()) else { return Ok(()) };
    let (n, all) = (problems.len(), problems.join("\n  "));
    let message = say!(
        cx.lang,
        "the receiver would not take this paper, {n} problems:\n  {all}",
        "接收方不会接受该材料，共 {n} 处问题：\n  {all}"
    );
    Err(CliError::Failed(Failure::Said { message }))
}
