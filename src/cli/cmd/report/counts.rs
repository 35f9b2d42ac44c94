//! Reports that count cases and do not list them: they are counted where they stand, and not read.

use super::{ACROSS, Asked, CASES, dimensions, measured, scope};
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::cli::selection::WHERE;
use crate::document::table::{Cell, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::query::term::{At, Filter};
use crate::project::CaseSelection;
use crate::report::ageing::{self, AgeFigures};
use crate::report::small::{HiddenGroups, SubsetCounts};
use crate::report::stats::Outside;
use crate::report::{hotspots, merged_units, pivot, register, stats};
use std::collections::{BTreeMap, BTreeSet};

/// Complaints received in the period, by dimensions; with one across, and beside other periods.
///
/// # Errors
/// A dimension that nobody knows, or too many; the log cannot be read.
pub(super) fn stats(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (input, context) = (asked.input, asked.context);
    scope::check_persons(asked)?;
    let all = dimensions(asked, stats::USUAL)?;
    let limit = measured::outside(asked, &all)?;
    if input.one(CASES).is_some() {
        let groups = [cell(asked, &all)];
        return behind(asked, asked.period, &all, &groups, None);
    }
    let compared = measured::compared(asked)?;
    if !compared.is_empty() {
        scope::check_times("--compare", &all)?;
    }
    let outside = limit.map(|small| {
        let periods = std::iter::once(asked.period).chain(compared.iter().copied().map(Some));
        let hidden =
            periods.map(|period| Ok(HiddenGroups::of(&subsets(asked, &all, period)?, &measured::keys(&all), small)));
        Ok::<_, CliError>(Outside { small, periods: hidden.collect::<Result<_, CliError>>()? })
    });
    let outside = outside.transpose()?;
    if let Some((across, by)) = all.split_last().filter(|_| input.one(ACROSS).is_some()) {
        if !compared.is_empty() {
            let (first, second) = ("--across".into(), "--compare".into());
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        let (cells, rows) = (tally(asked, &all, asked.period)?, tally(asked, by, asked.period)?);
        let columns = tally(asked, std::slice::from_ref(across), asked.period)?;
        let of = pivot::Across { cells: &cells, rows: &rows, columns: &columns, by, across, outside: outside.as_ref() };
        let mut table = pivot::table(&of, asked.period.as_ref(), context);
        tell_hidden(&mut table, asked, &all, asked.period)?;
        return Ok(table);
    }
    let now = tally(asked, &all, asked.period)?;
    let begun = if compared.is_empty() { None } else { scope::begun(asked)? };
    // A part of a period is not compared with the whole of another.
    let is_over = asked.period.and_then(|period| period.to).is_none_or(|to| to <= context.day);
    let of = |period: Period| {
        let is_told = is_over && !scope::is_before(&period, begun);
        let counted = if is_told { Some(tally(asked, &all, Some(period))?) } else { None };
        Ok::<_, CliError>((period, counted))
    };
    let before: Vec<(Period, Option<Tally>)> = compared.into_iter().map(of).collect::<Result<_, _>>()?;
    let mut table = stats::stats(&now, &all, asked.period.as_ref(), &before, outside.as_ref(), context);
    tell_hidden(&mut table, asked, &all, asked.period)?;
    Ok(table)
}

/// Says how many persons a count does not show.
fn tell_hidden(table: &mut Table, asked: &Asked<'_>, by: &[Dimension], period: Option<Period>) -> Result<(), CliError> {
    let persons = scope::of_persons(by);
    if persons.is_empty() {
        return Ok(());
    }
    let is_seen = scope::viewed_persons(asked)?;
    let all = whole_tally(asked, by, period)?;
    let values = all.counts.keys().flat_map(|values| persons.iter().filter_map(|at| values.get(*at)));
    let gone: BTreeSet<&Code> = values.filter(|person| !person.is_empty() && !is_seen(person)).collect();
    scope::tell_hidden_persons(table, gone.len(), asked.context);
    Ok(())
}

/// The counts by every subset of some dimensions.
fn subsets(asked: &Asked<'_>, by: &[Dimension], period: Option<Period>) -> Result<SubsetCounts, CliError> {
    let of = |subset| {
        let tally = tally(asked, &measured::part(by, subset), period)?;
        Ok(if subset == 0 { BTreeMap::from([(Vec::new(), tally.total)]) } else { tally.counts })
    };
    (0..1usize << by.len()).map(of).collect()
}

/// What rose in a period, against those before it.
///
/// # Errors
/// A dimension that nobody knows; an open period; the log cannot be read.
pub(super) fn hotspots(asked: &Asked<'_>) -> Result<Table, CliError> {
    let by = dimensions(asked, stats::USUAL)?;
    scope::check_times("report hotspots", &by)?;
    let context = asked.context;
    let period = super::whole_period(asked)?;
    let compared = compared(asked, &by, period)?;
    if asked.input.one(CASES).is_some() {
        scope::check_persons(asked)?;
        let cell = cell(asked, &by);
        // Without a group those that the report names.
        let named = || {
            let rose = hotspots::test(&compared).into_iter().filter(|one| one.rose);
            rose.map(|one| one.values.iter().map(ToString::to_string).collect()).collect()
        };
        let groups: Vec<Vec<String>> = if cell.is_empty() { named() } else { vec![cell] };
        return behind(asked, Some(period), &by, &groups, None);
    }
    let mut table = hotspots::hotspots(&compared, &by, context);
    tell_hidden(&mut table, asked, &by, Some(period))?;
    Ok(table)
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
    let begun = scope::first_receipt(&Filter::default(), asked)?;
    before.retain(|(period, _)| begun.is_some() && !scope::is_before(period, begun));
    let last_year = period.last_year().filter(|period| !scope::is_before(period, begun));
    let last_year = last_year.map(|period| tally(asked, by, Some(period))).transpose()?;
    let now = tally(asked, by, Some(period))?;
    Ok(hotspots::Compared { period, until: asked.context.day, now, before, last_year })
}

/// The count of the cases that the terms let through, without the persons whose figures are not for who asks; the total has them.
fn tally(asked: &Asked<'_>, by: &[Dimension], period: Option<Period>) -> Result<Tally, CliError> {
    let mut tally = whole_tally(asked, by, period)?;
    let persons = scope::of_persons(by);
    if !persons.is_empty() {
        let is_seen = scope::viewed_persons(asked)?;
        let is_open = |values: &Vec<Code>| {
            persons.iter().all(|at| values.get(*at).is_none_or(|person| person.is_empty() || is_seen(person)))
        };
        tally.counts.retain(|values, _| is_open(values));
    }
    Ok(tally)
}

fn whole_tally(asked: &Asked<'_>, by: &[Dimension], period: Option<Period>) -> Result<Tally, CliError> {
    let (input, cx) = (asked.input, asked.cx);
    let mut terms = input.many(WHERE);
    terms.extend(period.map(|period| format!("received:{period}")));
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let filter = selection::filter(&terms, day, cx)?;
    let cohort = Cohort::asked(asked.context.policy, &filter);
    let tally = cx.project()?.tally(&filter, &At { day, now }, as_of, (by, &cohort))?;
    // Periods that are compared are told with the units of the one that was asked for.
    let told = asked.period.and_then(|period| period.to).unwrap_or(day);
    Ok(merged_units::carried(tally, by, asked.context.directory, told))
}

/// Open cases by how long ago they were received, without the persons whose figures are not for who asks.
///
/// # Errors
/// A dimension that nobody knows; the project cannot be read.
pub(super) fn ages(asked: &Asked<'_>) -> Result<Table, CliError> {
    let by = dimensions(asked, "unit")?;
    scope::check_persons(asked)?;
    let context = asked.context;
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let filter = Filter::is_any(&["open"]).and(selection::filter(&asked.input.many(WHERE), day, asked.cx)?);
    let cohort = Cohort::asked(context.policy, &filter);
    let is_held = |case: &Case| asked.whose.is_held_by(&case.unit, &case.person, context.directory, context.day);
    if asked.input.one(CASES).is_some() {
        let class = |case: &Case, cohort: &Cohort| ageing::class_of(case, cohort, context).filter(|_| is_held(case));
        return behind(asked, None, &by, &[measured::cell(asked)], Some(&class));
    }
    let (places, is_seen) = (scope::of_persons(&by), scope::viewed_persons(asked)?);
    let is_open = |values: &[Code]| places.iter().all(|at| values[*at].is_empty() || is_seen(&values[*at]));
    let add = |ages: &mut AgeFigures, case: &Case| {
        if is_held(case) {
            ages.add(case, &by, &cohort, context);
        }
    };
    let at = At { day, now };
    let which = CaseSelection::pass(&filter, &at);
    let figures = asked.cx.project()?.fold_cases(which, as_of, (&AgeFigures::default, &add, &AgeFigures::join))?;
    let (mut table, hidden) = ageing::ageing(figures, &by, &is_open, context);
    scope::tell_hidden_persons(&mut table, hidden, context);
    Ok(table)
}

/// What a case counts as beside its values; `None` if it does not count.
type Class<'a> = &'a dyn Fn(&Case, &Cohort) -> Option<Cell>;

/// The cases behind the counts: of the rows or cells that `--cases` names by their values.
fn behind(
    asked: &Asked<'_>,
    period: Option<Period>,
    by: &[Dimension],
    groups: &[Vec<String>],
    class: Option<Class<'_>>,
) -> Result<Table, CliError> {
    let filter = selection::filter(&asked.input.many(WHERE), asked.context.day, asked.cx)?;
    let cohort = Cohort::asked(asked.context.policy, &filter);
    groups.iter().try_for_each(|words| scope::check_person_words(words, by, asked))?;
    let is_meant = |case: &Case| {
        let own = class.and_then(|class| class(case, &cohort));
        cohort.leaves_out(case).is_none()
            && class.is_none() == own.is_none()
            && groups.iter().any(|words| stats::has_values(case, by, own.clone(), words, asked.context))
    };
    let mut terms = asked.input.many(WHERE);
    terms.extend(period.map(|period| format!("received:{period}")));
    let looked_at = if class.is_some() { Filter::is_any(&["open"]) } else { Filter::default() };
    let cases = selection::cases_that(looked_at, asked.input, &terms, asked.cx, |_, _| true)?;
    let kept = cases.cases.iter().filter(|case| is_meant(case));
    let mut table = register::register(kept, period.as_ref(), asked.context);
    if table.rows.is_empty() {
        groups.iter().try_for_each(|words| scope::check_cell(words, asked))?;
    }
    table.notes.extend(scope::hidden_cases(asked.cx.project()?, asked.context)?);
    Ok(table)
}

/// The values of the row that `--cases` names; none where it names no row.
fn cell(asked: &Asked<'_>, by: &[Dimension]) -> Vec<String> {
    let mut words = measured::cell(asked);
    // A comma at the end says nothing.
    while words.len() > by.len() && words.last().is_some_and(String::is_empty) {
        words.pop();
    }
    words
}
