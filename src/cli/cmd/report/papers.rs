//! Reports that are documents: the work summary and the dashboard. Formats of tables get the figures they are made of.

use super::{Asked, CASES, TITLES, counts, measured, scope};
use crate::cli::error::{CliError, Failure};
use crate::cli::selection;
use crate::cli::selection::WHERE;
use crate::document::Document;
use crate::document::table::Table;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::Case;
use crate::domain::policy::improvement;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Out};
use crate::domain::query::term::At;
use crate::project::CaseSelection;
use crate::report::dashboard::{self, Ahead};
use crate::report::hotspots;
use crate::report::measured::Measured;
use crate::report::measures::tally::{self, Figures};
use crate::report::measures::{self, Measure};
use crate::report::stats;
use crate::report::summary::{self, Backlog, Typical};
use crate::say;

/// What one pass over the cases gives a document.
#[derive(Default)]
struct Gathered {
    figures: Vec<Figures>,
    typical: Vec<Typical>,
    ahead: Ahead,
    backlog: Backlog,
}

impl Gathered {
    /// Adds what later cases give.
    fn join(&mut self, other: Self) {
        self.figures.iter_mut().zip(other.figures).for_each(|(figures, others)| figures.join(others));
        self.typical.extend(other.typical);
        self.ahead.join(other.ahead);
        self.backlog.join(other.backlog);
    }
}

/// Adds up figures by several breakdowns at once.
fn gather(asked: &Asked<'_>, wants: &[tally::FigureRequest<'_>], period: &Period) -> Result<Gathered, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let at = At { day, now };
    let again = measured::again(asked)?;
    let filter = selection::filter(&asked.input.many(WHERE), day, asked.cx)?;
    let begin = || Gathered { figures: vec![Figures::default(); wants.len()], ..Gathered::default() };
    super::scope::check_persons(asked)?;
    let (chosen, cohort) = (!filter.is_empty(), Cohort::asked(context.policy, &filter));
    let add = |all: &mut Gathered, case: &Case| {
        let case = &*measures::of_choice(case, chosen);
        tally::add_each(&mut all.figures, wants, case, (context, &again), &cohort);
        match cohort.leaves_out(case) {
            None => {}
            Some(Out::Apart) => return all.backlog.add_apart(case, context, period),
            Some(_) => return,
        }
        all.ahead.add(case, context);
        all.backlog.add(case, context, period);
        all.typical.extend(Typical::of(case, period, context));
        if all.typical.len() > 64 {
            Typical::keep_few(&mut all.typical);
        }
    };
    let which = CaseSelection { days: measured::days_of(wants), ..CaseSelection::pass(&filter, &at) };
    let mut found = project.fold_cases(which, as_of, (&begin, &add, &Gathered::join))?;
    Typical::keep_few(&mut found.typical);
    Ok(found)
}

/// The period of a summary: the one given, else last month.
fn period(asked: &Asked<'_>) -> Result<Period, CliError> {
    let period = super::whole_period(asked)?;
    let day = asked.context.day;
    if period.from.is_some_and(|from| from > day) {
        let message = say!(
            asked.context.lang,
            "{period} has not begun by {day}: there is nothing to sum up",
            "{period} 在 {day} 尚未开始，无可总结"
        );
        return Err(CliError::Failed(Failure::Said { message }));
    }
    Ok(period)
}

/// The dimensions with these keys.
fn named(keys: &[&str]) -> Vec<Dimension> {
    keys.iter().filter_map(|key| Dimension::named(key)).collect()
}

/// The dimensions by which the policy wants the summary broken down too.
fn further(asked: &Asked<'_>) -> Vec<Dimension> {
    let all = asked.context.policy.desk.summary_by.iter();
    all.filter(|key| !summary::BY.contains(&key.as_str()))
        .filter_map(|key| stats::dimension(key, asked.context).ok())
        .collect()
}

/// The work summary.
///
/// # Errors
/// An open period; the log cannot be read.
pub(super) fn summary(asked: &Asked<'_>) -> Result<Document, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let period = period(asked)?;
    let (previous, last_year) = (period.previous(), period.last_year());
    let periods = [Some(period), previous, last_year];
    let measures = summary::measures();
    let further = further(asked);
    let own = further.iter().map(|dimension| vec![dimension.clone()]);
    let dimensions: Vec<Vec<Dimension>> = summary::BY.iter().map(|key| named(&[key])).chain(own).collect();
    let asks: Vec<tally::FigureRequest<'_>> = dimensions
        .iter()
        .map(|by| tally::FigureRequest {
            measures: &measures,
            by,
            periods: &periods,
            behind: false,
            whose: None,
            until: period.to,
        })
        .collect();
    let found = gather(asked, &asks, &period)?;
    let chosen = selection::filter(&asked.input.many(WHERE), context.day, asked.cx)?;
    let begun = scope::first_receipt(&chosen, asked)?;
    // A part of a period is not compared with the whole of another.
    let is_whole = period.to.is_some_and(|to| to <= context.day);
    let comparable = [previous, last_year]
        .map(|earlier| is_whole && earlier.and_then(|earlier| Some(begun? <= earlier.from?)).unwrap_or(false));
    let compared = counts::compared(asked, &named(&["category"]), period)?;
    let tested = hotspots::test(&compared);
    let (as_of, ..) = selection::as_of(asked.input, asked.cx)?;
    let improvements = improvement::items(&project.events_of(improvement::EVENTS, as_of)?);
    let desk = desk_name(asked)?;
    let facts = summary::SummaryFacts {
        period,
        by: &found.figures,
        further: &further,
        backlog: found.backlog,
        comparable,
        begun,
        tested: (&tested, compared.before.len()),
        improvements: &improvements,
        typical: &found.typical,
        masks: project.masked()?.ids().next().is_some(),
        desk: &desk,
        title: asked.filing.map(|row| row.title.get(context.lang)),
    };
    Ok(summary::summary(&facts, context))
}

/// The figures of a summary as a table; with `--cases` the cases behind one of them.
///
/// # Errors
/// As [`summary`].
pub(super) fn summary_figures(asked: &Asked<'_>) -> Result<Table, CliError> {
    let context = asked.context;
    let period = period(asked)?;
    let words = measured::cell(asked);
    let is_behind = asked.input.one(CASES).is_some();
    let by = if is_behind { of_words(&words, asked) } else { Vec::new() };
    let wanted: Vec<&'static Measure> = words.iter().filter_map(|word| measures::find(word)).collect();
    let measures = if wanted.is_empty() { summary::measures() } else { wanted };
    let mut periods = vec![Some(period)];
    if !is_behind {
        // Of a year both are the same.
        let earlier = [period.previous(), period.last_year()];
        for one in earlier {
            if !periods.contains(&one) {
                periods.push(one);
            }
        }
    }
    let wants = tally::FigureRequest {
        measures: &measures,
        by: &by,
        periods: &periods,
        behind: is_behind,
        whose: None,
        until: period.to,
    };
    let figures = measured::figures(asked, &wants)?;
    let measured = Measured {
        figures: &figures,
        measures: &measures,
        by: &by,
        periods: &periods,
        context,
        hidden: None,
        begun: scope::begun(asked)?,
        base: scope::base_of(asked),
    };
    let title = asked.kind.definition.title;
    if !is_behind {
        return Ok(measured.long(title, SCHEMA));
    }
    let table = measured.behind(title, SCHEMA, &words);
    if table.rows.is_empty() {
        scope::check_cell(&words, asked)?;
    }
    Ok(table)
}

const SCHEMA: &str = "redress.summary/1";

/// The dimensions in which words are values: a category, a unit, a channel, a cause.
fn of_words(words: &[String], asked: &Asked<'_>) -> Vec<Dimension> {
    let (policy, directory) = (asked.context.policy, asked.context.directory);
    let is_of = |section: &str, word: &String| {
        let rows = policy.section(section).unwrap_or_default();
        rows.iter().any(|row| row.code() == word || row.title().is(word))
    };
    let has = |key: &&&str| {
        words.iter().any(|word| match **key {
            "unit" => directory.find_unit(word).is_some(),
            section => is_of(section, word),
        })
    };
    let is_month = |word: &String| {
        let period = Period::parse(word, asked.context.day, asked.context.calendar);
        period.is_ok_and(|period| period == Period::of(PeriodKind::Month, period.from.unwrap_or(asked.context.day)))
    };
    let month = words.iter().any(is_month).then_some("month");
    let keys: Vec<&str> = summary::BY.iter().filter(has).copied().chain(month).collect();
    let is_value = |dimension: &Dimension| words.iter().any(|word| stats::is_value_of(dimension, word, asked.context));
    named(&keys).into_iter().chain(further(asked).into_iter().filter(is_value)).take(stats::MOST).collect()
}

/// The dashboard.
///
/// # Errors
/// The log cannot be read.
pub(super) fn dashboard(asked: &Asked<'_>) -> Result<Document, CliError> {
    let context = asked.context;
    let months = dashboard::months(context.day);
    let month = Period::of(PeriodKind::Month, context.day);
    let measures = summary::measures();
    let (of_year, of_month) = ([Some(months)], [Some(month)]);
    let (by_month, by_category, by_unit) = (named(&["month"]), named(&["category"]), named(&["unit"]));
    let asks = [
        tally::FigureRequest {
            measures: &measures,
            by: &by_month,
            periods: &of_year,
            behind: false,
            whose: None,
            until: None,
        },
        tally::FigureRequest {
            measures: &measures,
            by: &by_category,
            periods: &of_month,
            behind: false,
            whose: None,
            until: None,
        },
        tally::FigureRequest {
            measures: &measures,
            by: &by_unit,
            periods: &of_year,
            behind: false,
            whose: None,
            until: None,
        },
    ];
    let found = gather(asked, &asks, &months)?;
    let compared = counts::compared(asked, &by_category, month.previous().unwrap_or(month))?;
    let tested = hotspots::test(&compared);
    let desk = desk_name(asked)?;
    let facts = dashboard::DashboardFacts {
        desk: &desk,
        month,
        by_month: &found.figures[0],
        by_category: &found.figures[1],
        by_unit: &found.figures[2],
        ahead: &found.ahead,
        tested: (&tested, compared.before.len(), compared.period),
        titles: asked.input.on(TITLES),
    };
    Ok(dashboard::dashboard(&facts, context))
}

/// The desk's name for readers: the project's, else the code.
fn desk_name(asked: &Asked<'_>) -> Result<String, CliError> {
    let project = asked.cx.project()?;
    let name = &project.settings.name;
    Ok(if name.is_empty() { project.desk()?.to_string() } else { name.clone() })
}
