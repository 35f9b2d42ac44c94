//! Reports made of measures: figures by dimensions, in one or more periods, and the cases behind them.

use super::{Asked, CASES, COMPARE, EXTERNAL, MEASURE, PERSON, UNIT, dimensions, scope};
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::cli::selection::WHERE;
use crate::command::flag::{AnyFlag, flags};
use crate::document::table::Table;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::gate::codes;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::moment::Moment;
use crate::project::CaseSelection;
use crate::report::measured::Measured;
use crate::report::measures::tally::{self, Figures};
use crate::report::measures::{self, Again, Aside, Measure};
use crate::report::small::figures::HiddenFigures;
use crate::say;
use crate::text::Lang;
use chrono::{Months, NaiveDate};

/// How the figures of a kind are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) enum FigureLayout {
    /// One row a figure.
    Long,
    /// One row a group; of some measures, what stands beside it.
    Wide(&'static [(&'static str, Aside)]),
    /// The same, with a draft opinion.
    Assessed(&'static [(&'static str, Aside)]),
}

/// The measures of a kind of report.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasuredKind {
    /// Codes of the measures; all if empty.
    pub(super) measures: &'static [&'static str],
    /// The dimensions without `--by`.
    pub(super) by: &'static str,
    /// How it is laid out.
    pub(super) layout: FigureLayout,
    /// Without `--period` it looks at the last twelve months, else at all days.
    pub(super) of_a_year: bool,
    /// The schema of its JSON.
    pub(super) schema: &'static str,
}

impl MeasuredKind {
    /// The measures.
    pub(super) fn all(&self) -> Vec<&'static Measure> {
        let is_meant = |measure: &&&Measure| self.measures.is_empty() || self.measures.contains(&measure.code);
        measures::ALL.iter().filter(is_meant).copied().collect()
    }
}

/// Makes a report of measures.
///
/// # Errors
/// A dimension, measure or period that nobody knows; the log cannot be read.
pub(super) fn make(asked: &Asked<'_>) -> Result<Table, CliError> {
    let Some(kind) = asked.kind.measured else { return Ok(Table::default()) };
    let (input, context) = (asked.input, asked.context);
    let measures = wanted(asked, &kind)?;
    let by = dimensions(asked, kind.by)?;
    let mut periods = vec![asked.period.or_else(|| kind.of_a_year.then(|| last_year(asked)).flatten())];
    periods.extend(compared(asked)?.into_iter().map(Some));
    if periods.len() > 1 {
        scope::check_times("--compare", &by)?;
    }
    let is_behind = input.one(CASES).is_some();
    scope::check_person_words(&cell(asked), &by, asked)?;
    let whose = Some(asked.whose);
    let wants =
        tally::FigureRequest { measures: &measures, by: &by, periods: &periods, behind: is_behind, whose, until: None };
    let small = outside(asked, &by)?;
    // For outside what is hidden depends on the figures by every part of the breakdown.
    let parts: Vec<Vec<Dimension>> = match small {
        Some(_) => (0..1usize << by.len()).map(|subset| part(&by, subset)).collect(),
        None => vec![by.clone()],
    };
    let wants: Vec<_> = parts.iter().map(|by| tally::FigureRequest { by, ..wants }).collect();
    let mut all = figures_by(asked, &wants)?;
    let hidden_figures = small.map(|small| {
        let keys = keys(&by);
        HiddenFigures::of(&all, &measures, &keys, periods.len(), small)
    });
    let mut figures = all.pop().unwrap_or_default();
    let hidden = hide_persons(&mut figures, &by, asked)?;
    let (figures, hidden_figures) = (&figures, hidden_figures.as_ref());
    let begun = scope::begun(asked)?;
    let measured = Measured {
        figures,
        measures: &measures,
        by: &by,
        periods: &periods,
        context,
        hidden: hidden_figures,
        begun,
        base: scope::base_of(asked),
    };
    let title = asked.kind.definition.title;
    let mut table = match kind.layout {
        _ if is_behind => {
            let mut table = measured.behind(title, kind.schema, &cell(asked));
            table.notes.extend(scope::hidden_cases(asked.cx.project()?, context)?);
            if table.rows.is_empty() {
                scope::check_cell(&cell(asked), asked)?;
            }
            table
        }
        FigureLayout::Wide(beside) if periods.len() == 1 => measured.wide(title, kind.schema, beside),
        FigureLayout::Assessed(beside) if periods.len() == 1 => measured.assessed(title, kind.schema, beside),
        _ => measured.long(title, kind.schema),
    };
    scope::tell_hidden_persons(&mut table, hidden, context);
    Ok(table)
}

/// The words of `--cases CELL`; an empty one between commas is the group without a value.
pub(super) fn cell(asked: &Asked<'_>) -> Vec<String> {
    match asked.input.one(CASES).unwrap_or_default() {
        given if given.trim().is_empty() => Vec::new(),
        given => given.split([',', '，', '、']).map(|word| word.trim().to_string()).collect(),
    }
}

/// The measures that were asked for.
fn wanted(asked: &Asked<'_>, kind: &MeasuredKind) -> Result<Vec<&'static Measure>, CliError> {
    let given = asked.input.many(MEASURE);
    let words: Vec<&str> = given.iter().flat_map(|given| given.split([',', '，', '、'])).map(str::trim).collect();
    if words.is_empty() {
        return Ok(kind.all());
    }
    let all = kind.all();
    let policy = asked.context.policy;
    let find = |word: &&str| {
        measures::find_at(word, policy).filter(|found| all.iter().any(|measure| measure.code == found.code)).ok_or_else(
            || {
                let named = |measure: &&Measure| [measure.code.to_string(), measure.name(policy, Lang::Zh)];
                let names: Vec<String> = all.iter().flat_map(named).collect();
                let nearest = codes::nearest(word, &names).map(Into::into);
                let known =
                    all.iter().map(|measure| format!("{} {}", measure.code, measure.name(policy, Lang::Zh))).collect();
                CliError::Usage(Usage::Value { flag: "--measure".into(), value: (*word).into(), known, nearest })
            },
        )
    };
    words.iter().map(find).collect()
}

/// The last twelve months, up to the report's day.
fn last_year(asked: &Asked<'_>) -> Option<Period> {
    let day = asked.context.day;
    let from = Period::of(PeriodKind::Month, day.checked_sub_months(Months::new(11))?).from?;
    Some(Period::range(from, day))
}

/// The periods of `--compare`.
///
/// # Errors
/// A word that is none; no period, or an open one.
pub(super) fn compared(asked: &Asked<'_>) -> Result<Vec<Period>, CliError> {
    let words = asked.input.many(COMPARE);
    let mut periods = Vec::new();
    for word in words.iter().flat_map(|word| word.split([',', '，'])).map(str::trim) {
        let Some(period) = asked.period else {
            return Err(CliError::Usage(Usage::Missing {
                missing: vec!["--period P".into()],
                command: format!("report {} --compare", asked.kind.en),
            }));
        };
        let other = match word {
            "previous" | "环比" | "上期" => period.previous(),
            "last-year" | "同比" | "去年同期" => period.last_year(),
            _ => {
                let known = vec!["previous 环比".into(), "last-year 同比".into()];
                let nearest = codes::nearest(word, &["previous", "last-year", "环比", "同比"]).map(Into::into);
                return Err(CliError::Usage(Usage::Value {
                    flag: "--compare".into(),
                    value: word.into(),
                    known,
                    nearest,
                }));
            }
        };
        periods.push(other.ok_or_else(|| CliError::Usage(Usage::Period { value: period.to_string() }))?);
    }
    Ok(periods)
}

/// The smallest group that a table for outside shows; `None` where all may be shown.
///
/// # Errors
/// What chooses cases or shows them is not for outside: the difference to the table of all would tell what is hidden. Neither are periods
/// that add up to others.
pub(super) fn outside(asked: &Asked<'_>, by: &[Dimension]) -> Result<Option<u64>, CliError> {
    let input = asked.input;
    if !input.on(EXTERNAL) {
        return Ok(None);
    }
    let other = flags![WHERE, UNIT, PERSON, CASES].iter().find(|flag| input.has(flag)).map(AnyFlag::dashed);
    // A person is no group, and figures of persons are for those above them.
    let is_no_group = |by: &&Dimension| match by {
        Dimension::Received(kind) => *kind != PeriodKind::Month,
        by => scope::is_of_persons(by),
    };
    let span = || by.iter().find(is_no_group).map(|by| format!("--by {}", by.key()));
    if let Some(second) = other.or_else(span) {
        return Err(CliError::Usage(Usage::Conflict { first: EXTERNAL.dashed(), second }));
    }
    // What was known before the end of a period is a part of it.
    let known = selection::as_of(input, asked.cx)?.0.known.map(Moment::date);
    let day = known.map_or(asked.context.day, |known| known.min(asked.context.day));
    let is_whole = |period: &Period| period.is_of_months() && period.to.is_some_and(|to| to <= day);
    let lang = asked.context.lang;
    let Some(period) = asked.period else {
        let message = say!(
            lang,
            "a table for outside is of whole months that are over: --period 2026-10; that of all cases would tell each new one by what it adds",
            "对外的表以已结束的整月为期：--period 2026-10；不限期的表前后相减即可推知新增的件"
        );
        return Err(CliError::Usage(Usage::PeriodHere { message }));
    };
    if !is_whole(&period) {
        let message = say!(
            lang,
            "{period} is not of whole months that are over: tables for outside are, for example 2026-10; of one period only, for what a quarter has beyond two of its months is the third",
            "{period} 不是已结束的整月：对外的表以整月为期，例如 2026-10；同一时段只出一种期别，季度减去其中两个月即为第三个月"
        );
        return Err(CliError::Usage(Usage::PeriodHere { message }));
    }
    // What must not be shown is a matter of today as well.
    let today = asked.cx.project()?.policy.desk.small;
    Ok(Some(u64::from(asked.context.policy.desk.small.max(today))))
}

/// The dimensions whose bits are set in `subset`.
pub(super) fn part(by: &[Dimension], subset: usize) -> Vec<Dimension> {
    let is_in = |(at, _): &(usize, &Dimension)| subset >> at & 1 == 1;
    by.iter().enumerate().filter(is_in).map(|(_, dimension)| dimension.clone()).collect()
}

/// Adds up the figures of the cases that the terms let through.
///
/// # Errors
/// An unknown term; the log cannot be read.
pub(super) fn figures(asked: &Asked<'_>, wants: &tally::FigureRequest<'_>) -> Result<Figures, CliError> {
    Ok(figures_by(asked, std::slice::from_ref(wants))?.pop().unwrap_or_default())
}

/// The same by several breakdowns at once.
///
/// # Errors
/// As [`figures`].
fn figures_by(asked: &Asked<'_>, wants: &[tally::FigureRequest<'_>]) -> Result<Vec<Figures>, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let at = At { day, now };
    let again = again(asked)?;
    let filter = selection::filter(&asked.input.many(WHERE), day, asked.cx)?;
    let cohort = Cohort::asked(context.policy, &filter);
    let begin = || vec![Figures::default(); wants.len()];
    scope::check_persons(asked)?;
    let chosen = !filter.is_empty();
    let add = |all: &mut Vec<Figures>, case: &crate::domain::case::Case| {
        tally::add_each(all, wants, &measures::of_choice(case, chosen), (context, &again), &cohort);
    };
    let join = |all: &mut Vec<Figures>, others: Vec<Figures>| {
        all.iter_mut().zip(others).for_each(|(figures, others)| figures.join(others));
    };
    let which = CaseSelection { days: days_of(wants), ..CaseSelection::pass(&filter, &at) };
    Ok(project.fold_cases(which, as_of, (&begin, &add, &join))?)
}

/// The days of all periods: an observation of a case that has ended belongs to one of them, or counts nowhere. `None` for all days.
pub(super) fn days_of(wants: &[tally::FigureRequest<'_>]) -> Option<(NaiveDate, NaiveDate)> {
    let all: Option<Vec<(NaiveDate, NaiveDate)>> = wants
        .iter()
        .flat_map(|want| want.periods)
        .map(|period| period.and_then(|period| Some((period.from?, period.to?))))
        .collect();
    all?.into_iter().reduce(|(from, to), (first, last)| (from.min(first), to.max(last)))
}

/// Who complained again, among all cases: that does not depend on the terms.
///
/// # Errors
/// The log cannot be read.
pub(super) fn again(asked: &Asked<'_>) -> Result<Again, CliError> {
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let note = |again: &mut Again, case: &crate::domain::case::Case| again.note(case);
    let repeats = Filter::is_any(&["repeat"]);
    let at = At { day, now };
    Ok(asked.cx.project()?.fold_cases(
        CaseSelection::pass(&repeats, &at),
        as_of,
        (&Again::default, &note, &Again::join),
    )?)
}

/// Takes out the figures of persons that are not for who asks; their number. Totals stay.
fn hide_persons(figures: &mut Figures, by: &[Dimension], asked: &Asked<'_>) -> Result<usize, CliError> {
    let (places, is_seen) = (scope::of_persons(by), scope::viewed_persons(asked)?);
    Ok(places.into_iter().map(|at| figures.retain(at, &|person| person.is_empty() || is_seen(person))).sum())
}

/// The keys of dimensions.
pub(super) fn keys(by: &[Dimension]) -> Vec<&str> {
    by.iter().map(Dimension::key).collect()
}
