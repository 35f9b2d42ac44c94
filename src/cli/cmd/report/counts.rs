//! Reports that count cases and do not list them: they are counted where they stand, and not read.

use super::{Asked, dimensions, measured};
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::document::table::Table;
use crate::domain::calendar::period::Period;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::query::term::At;
use crate::report::{hotspots, pivot, register, small, stats};

/// Complaints received in the period, by dimensions; with one across, and beside other periods.
///
/// # Errors
/// A dimension that nobody knows, or too many; the log cannot be read.
pub(super) fn stats(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (input, context) = (asked.input, asked.context);
    let all = dimensions(asked, stats::USUAL)?;
    let limit = input.on("external").then_some(u64::from(context.policy.desk.small));
    if input.one("cases").is_some() {
        return behind(asked, &all);
    }
    let compared = measured::compared(asked)?;
    if let Some((across, by)) = all.split_last().filter(|_| input.one("across").is_some()) {
        if !compared.is_empty() {
            let (first, second) = ("--across".into(), "--compare".into());
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        let (cells, rows) = (tally(asked, &all, asked.period)?, tally(asked, by, asked.period)?);
        let columns = tally(asked, std::slice::from_ref(across), asked.period)?;
        let of = pivot::Across { cells: &cells, rows: &rows, columns: &columns, by, across, small: limit };
        return Ok(pivot::table(&of, asked.period.as_ref(), context));
    }
    let now = tally(asked, &all, asked.period)?;
    let before: Vec<(Period, Tally)> = compared
        .into_iter()
        .map(|period| tally(asked, &all, Some(period)).map(|tally| (period, tally)))
        .collect::<Result<_, _>>()?;
    let mut table = stats::stats(&now, &all, asked.period.as_ref(), &before, context);
    if let Some(limit) = limit {
        small::hide_counts(&mut table, all.len(), limit, context);
    }
    Ok(table)
}

/// What rose in a period, against those before it.
///
/// # Errors
/// A dimension that nobody knows; an open period; the log cannot be read.
pub(super) fn hotspots(asked: &Asked<'_>) -> Result<Table, CliError> {
    let by = dimensions(asked, stats::USUAL)?;
    let context = asked.context;
    let period = asked.period.or_else(|| super::last_month(context)).filter(|period| period.days().is_some());
    let Some(period) = period else {
        return Err(CliError::Usage(Usage::Period { value: asked.input.text("period") }));
    };
    Ok(hotspots::hotspots(&compared(asked, &by, period)?, &by, context))
}

/// The counts of a period and of those before it.
///
/// # Errors
/// The log cannot be read.
pub(super) fn compared(asked: &Asked<'_>, by: &[Dimension], period: Period) -> Result<hotspots::Compared, CliError> {
    let mut before = Vec::new();
    let mut earlier = period.previous();
    while let Some(period) = earlier.filter(|_| before.len() < hotspots::PERIODS) {
        before.push((period, tally(asked, by, Some(period))?));
        earlier = period.previous();
    }
    // The desk had not begun; the period in which it did is not a whole one.
    let asked_for = before.len();
    while before.last().is_some_and(|(_, tally)| tally.total == 0) {
        before.pop();
    }
    if before.len() < asked_for {
        before.pop();
    }
    let last_year = period.last_year().map(|period| tally(asked, by, Some(period))).transpose()?;
    let now = tally(asked, by, Some(period))?;
    Ok(hotspots::Compared { period, now, before, last_year })
}

/// The count of the cases that the terms let through.
fn tally(asked: &Asked<'_>, by: &[Dimension], period: Option<Period>) -> Result<Tally, CliError> {
    let (input, cx) = (asked.input, asked.cx);
    let mut terms = input.many("where");
    terms.extend(period.map(|period| format!("received:{period}")));
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let filter = selection::filter(&terms, day, cx)?;
    let cohort = Cohort::of(asked.context.policy);
    Ok(cx.project()?.tally(&filter, &At { day, now }, as_of, (by, &cohort))?)
}

/// The cases behind the counts: of the rows or cells that `--cases` names by their values.
fn behind(asked: &Asked<'_>, by: &[Dimension]) -> Result<Table, CliError> {
    let words = measured::cell(asked);
    let cohort = Cohort::of(asked.context.policy);
    let is_meant = |case: &crate::domain::case::Case| {
        let names = |word: &String| stats::has_value(case, by, word, asked.context);
        cohort.leaves_out(case).is_none() && words.iter().all(names)
    };
    let cases =
        selection::cases_that(asked.kind.looks_at(), asked.input, &asked.input.many("where"), asked.cx, |_, _| true)?;
    let kept = cases.cases.iter().filter(|case| is_meant(case));
    Ok(register::register(kept, asked.period.as_ref(), asked.context))
}
