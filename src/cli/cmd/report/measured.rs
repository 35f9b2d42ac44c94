//! Reports made of measures: figures by dimensions, in one or more periods, and the cases behind them.

use super::{Asked, dimensions};
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::document::table::Table;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::part::Parts;
use crate::domain::gate::codes;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::{At, Filter};
use crate::report::measured::Measured;
use crate::report::measures::tally::{self, Figures};
use crate::report::measures::{self, Again, Aside, Measure};
use crate::say;
use chrono::Months;

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
    let is_behind = input.one("cases").is_some();
    let wants = tally::FigureRequest { measures: &measures, by: &by, periods: &periods, behind: is_behind };
    let mut figures = figures(asked, &wants)?;
    let hidden = hide_persons(&mut figures, &by, asked)?;
    let small = input.on("external").then_some(u64::from(context.policy.desk.small));
    let measured = Measured { figures: &figures, measures: &measures, by: &by, periods: &periods, context, small };
    let title = asked.kind.definition.title;
    let mut table = match kind.layout {
        _ if is_behind => measured.behind(title, kind.schema, &cell(asked)),
        FigureLayout::Wide(beside) if periods.len() == 1 => measured.wide(title, kind.schema, beside),
        FigureLayout::Assessed(beside) if periods.len() == 1 => measured.assessed(title, kind.schema, beside),
        _ => measured.long(title, kind.schema),
    };
    table.notes.extend((hidden > 0).then(|| {
        say!(
            context.lang,
            "{hidden} persons not shown: their figures are for their leader and the supervising function",
            "略去 {hidden} 人：个人数据仅供其负责人和督办部门查看"
        )
    }));
    Ok(table)
}

/// The words of `--cases CELL`.
pub(super) fn cell(asked: &Asked<'_>) -> Vec<String> {
    let given = asked.input.one("cases").unwrap_or_default();
    given.split([',', '，', '、']).map(|word| word.trim().to_string()).filter(|word| !word.is_empty()).collect()
}

/// The measures that were asked for.
fn wanted(asked: &Asked<'_>, kind: &MeasuredKind) -> Result<Vec<&'static Measure>, CliError> {
    let given = asked.input.many("measure");
    let words: Vec<&str> = given.iter().flat_map(|given| given.split([',', '，', '、'])).map(str::trim).collect();
    if words.is_empty() {
        return Ok(kind.all());
    }
    let all = kind.all();
    let find = |word: &&str| {
        measures::find(word).filter(|found| all.iter().any(|measure| measure.code == found.code)).ok_or_else(|| {
            let names: Vec<&str> = all.iter().flat_map(|measure| [measure.code, measure.title.1]).collect();
            let nearest = codes::nearest(word, &names).map(Into::into);
            let known = all.iter().map(|measure| format!("{} {}", measure.code, measure.title.1)).collect();
            CliError::Usage(Usage::Value { flag: "--measure".into(), value: (*word).into(), known, nearest })
        })
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
    let words = asked.input.many("compare");
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

/// Adds up the figures of the cases that the terms let through.
///
/// # Errors
/// An unknown term; the log cannot be read.
pub(super) fn figures(asked: &Asked<'_>, wants: &tally::FigureRequest<'_>) -> Result<Figures, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let at = At { day, now };
    let cohort = Cohort::of(context.policy);
    let again = again(asked)?;
    let filter = selection::filter(&asked.input.many("where"), day, asked.cx)?;
    let whose = &asked.whose;
    let add = |figures: &mut Figures, case: &crate::domain::case::Case| {
        if whose.is_held_by(&case.unit, &case.person, context.directory) {
            figures.add(case, wants, (context, &again), &cohort);
        }
    };
    Ok(project.fold_cases(&filter, &at, as_of, (&Figures::default, &add, &Figures::join))?)
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
    Ok(asked.cx.project()?.fold_cases(&repeats, &at, as_of, (&Again::default, &note, &Again::join))?)
}

/// Takes out the figures of persons that are not for who asks; their number. Totals stay.
fn hide_persons(figures: &mut Figures, by: &[Dimension], asked: &Asked<'_>) -> Result<usize, CliError> {
    let Some(at) = by.iter().position(|by| by.key() == "person") else { return Ok(0) };
    let project = asked.cx.project()?;
    let desk = project.desk();
    let parts = Parts {
        directory: &project.directory,
        policy: &project.policy,
        desk: desk.as_str(),
        day: asked.cx.now()?.date(),
    };
    let viewer = asked.cx.user(None, project);
    Ok(figures.retain(at, &|person| person.is_empty() || parts.sees_figures_of(&viewer, person)))
}
