//! What a report may show and be compared with: persons' figures, words of `--cases`, the base of densities, the desk's first month.

use super::Asked;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::selection::{self, WHERE};
use crate::document::table::{Cell, Table};
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::part::Parts;
use crate::domain::gate::codes;
use crate::domain::policy::SECTIONS;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::{At, Filter, NONE, Test};
use crate::project::Project;
use crate::report::context::ReportContext;
use crate::report::measured::BaseOf;
use crate::report::measures;
use crate::report::{ageing, reconcile, stats};
use crate::say;
use crate::text::sanitize::sanitized;
use crate::text::{Lang, Two};
use chrono::NaiveDate;

/// Whether the values of a dimension are persons: who handles a case, who took it, who is complained about.
pub(super) fn is_of_persons(by: &Dimension) -> bool {
    matches!(by, Dimension::Fact(fact) if fact.kind() == FactKind::Person)
}

/// The places of the dimensions whose values are persons.
pub(super) fn of_persons(by: &[Dimension]) -> Vec<usize> {
    by.iter().enumerate().filter(|(_, by)| is_of_persons(by)).map(|(at, _)| at).collect()
}

/// Refuses words of `--cases` that name nothing, where they chose no row.
///
/// # Errors
/// The first such word.
pub(super) fn check_cell(words: &[String], asked: &Asked<'_>) -> Result<(), CliError> {
    let (policy, directory) = (asked.context.policy, asked.context.directory);
    let is_row = |word: &String| {
        let rows = SECTIONS.iter().flat_map(|(section, _)| policy.section(section).unwrap_or_default());
        rows.into_iter().any(|row| row.code() == word || row.title().is(word))
    };
    let is_known = |word: &&String| {
        is_row(word)
            || directory.find_unit(word).is_some()
            || directory.find_person(word).is_some()
            || measures::find_at(word, policy).is_some()
            || word.is_empty()
            || NONE.contains(&word.as_str())
            || (asked.kind.en != "summary"
                && [Lang::Zh, Lang::En].iter().any(|lang| *word == stats::NOT_GIVEN.get(*lang)))
            || (asked.kind.en == "ageing" && ageing::is_class(word, asked.context))
            || (asked.kind.en == "reconcile" && (reconcile::is_column(word) || word.contains('+')))
            || matches!(word.as_str(), "yes" | "no" | "true" | "false" | "是" | "否")
            || Period::parse(word, asked.context.day, asked.context.calendar).is_ok()
    };
    let Some(word) = words.iter().find(|word| !is_known(word)) else { return Ok(()) };
    let rows = SECTIONS.iter().flat_map(|(section, _)| policy.section(section).unwrap_or_default());
    let mut names: Vec<String> = rows.flat_map(|row| [row.code().to_string(), row.title().zh.clone()]).collect();
    names.extend(directory.units.iter().flat_map(|unit| [unit.code.to_string(), unit.zh.clone()]));
    names.extend(measures::ALL.iter().flat_map(|measure| [measure.code.to_string(), measure.name(policy, Lang::Zh)]));
    let nearest = codes::nearest(word, &names).map(Into::into);
    Err(CliError::Usage(Usage::Value { flag: "--cases".into(), value: word.clone(), known: Vec::new(), nearest }))
}

/// Whether the figures of a person are for who asks.
///
/// # Errors
/// The project cannot be read.
pub(super) fn viewed_persons<'a>(asked: &Asked<'a>) -> Result<impl Fn(&str) -> bool + use<'a>, CliError> {
    let project = asked.cx.project()?;
    let (desk, day, viewer) = (project.desk()?, asked.cx.now()?.date(), asked.cx.user(None, project));
    Ok(move |person: &str| {
        let parts = Parts { directory: &project.directory, policy: &project.policy, desk: desk.as_str(), day };
        parts.sees_figures_of(&viewer, person)
    })
}

/// Refuses figures of a person that are not for who asks, where a flag or a term chooses that person.
///
/// # Errors
/// The first such person; the project cannot be read.
pub(super) fn check_persons(asked: &Asked<'_>) -> Result<(), CliError> {
    let is_seen = viewed_persons(asked)?;
    let filter = selection::filter(&asked.input.many(WHERE), asked.context.day, asked.cx)?;
    let named = filter.codes_of(FactKind::Person).into_iter().chain([&asked.whose.person]);
    match named.into_iter().find(|person| !person.is_empty() && !is_seen(person)) {
        None => Ok(()),
        Some(person) => Err(not_for_reader(person, asked.context.lang)),
    }
}

/// The same for the words of `--cases`, in a breakdown by persons: the cases of one person add up to that person's figures.
///
/// # Errors
/// As [`check_persons`].
pub(super) fn check_person_words(words: &[String], by: &[Dimension], asked: &Asked<'_>) -> Result<(), CliError> {
    let is_seen = viewed_persons(asked)?;
    let persons = words.iter().filter_map(|word| asked.context.directory.find_person(word));
    match persons.map(|person| &person.code).find(|person| !is_seen(person)).filter(|_| by.iter().any(is_of_persons)) {
        None => Ok(()),
        Some(person) => Err(not_for_reader(person, asked.context.lang)),
    }
}

/// The same for a breakdown by persons in which none can be left out without its totals.
///
/// # Errors
/// As [`check_persons`].
pub(super) fn check_all_persons(by: &[Dimension], asked: &Asked<'_>) -> Result<(), CliError> {
    let is_seen = viewed_persons(asked)?;
    let hidden = asked.context.directory.people.iter().find(|person| !is_seen(&person.code));
    match hidden.filter(|_| by.iter().any(is_of_persons)) {
        None => Ok(()),
        Some(person) => Err(not_for_reader(&person.code, asked.context.lang)),
    }
}

fn not_for_reader(person: &str, lang: Lang) -> CliError {
    let message = say!(
        lang,
        "the figures of {person} are for that person, the leader and the supervising function",
        "{person} 的个人数据仅供本人、其负责人和督办部门查看"
    );
    CliError::Failed(Failure::Said { message })
}

/// Says how many persons are not shown, to every reader: rows that are missing would be taken for none.
pub(super) fn tell_hidden_persons(table: &mut Table, hidden: usize, context: &ReportContext<'_>) {
    if hidden == 0 {
        return;
    }
    let note = say!(
        context.lang,
        "{hidden} persons not shown: their figures are for their leader and the supervising function",
        "略去 {hidden} 人：个人数据仅供其负责人和督办部门查看"
    );
    table.more.insert("persons_not_shown".into(), hidden.into());
    table.caution.get_or_insert_with(|| note.clone());
    table.notes.push(note);
}

/// Says that a list of cases is without those that the reader may not see. It says so whatever is asked: how many there are would tell when
/// something came of them.
///
/// # Errors
/// The log cannot be read.
pub(super) fn hidden_cases(project: &Project, context: &ReportContext<'_>) -> Result<Option<String>, CliError> {
    let is_any = project.masked()?.ids().next().is_some();
    Ok(is_any.then(|| {
        say!(
            context.lang,
            "restricted cases in which you have no part are counted in figures, and not listed",
            "您未参与办理的限制查看投诉件计入数字，不在此列出"
        )
    }))
}

/// Of which unit the base of a density is: the one that was asked for. Of other choices of cases no base is known.
pub(super) fn base_of<'a>(asked: &Asked<'a>) -> BaseOf<'a> {
    match (asked.whose.unit.as_str(), asked.whose.person.is_empty() && asked.input.many(WHERE).is_empty()) {
        (_, false) => BaseOf::Unknown,
        ("", true) => BaseOf::All,
        (unit, true) => BaseOf::Unit(unit),
    }
}

/// The first day of the month in which the desk received its first complaint.
///
/// # Errors
/// The log cannot be read.
pub(super) fn begun(asked: &Asked<'_>) -> Result<Option<NaiveDate>, CliError> {
    Ok(first_receipt(&Filter::default(), asked)?.and_then(|day| Period::of(PeriodKind::Month, day).from))
}

/// The day on which the desk received the first complaint that passes the terms.
///
/// # Errors
/// The log cannot be read.
pub(super) fn first_receipt(filter: &Filter, asked: &Asked<'_>) -> Result<Option<NaiveDate>, CliError> {
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let by = [Dimension::Received(PeriodKind::Day)];
    let cohort = Cohort::asked(asked.context.policy, filter);
    let tally = asked.cx.project()?.tally(filter, &At { day, now }, as_of, (&by, &cohort))?;
    Ok(tally.counts.keys().filter_map(|values| values.first()?.parse().ok()).min())
}

/// Refuses a breakdown by periods where periods are compared: a month of one has no counterpart of its own in the other.
///
/// # Errors
/// There is one.
pub(super) fn check_times(first: &str, by: &[Dimension]) -> Result<(), CliError> {
    let time = by.iter().find(|by| matches!(by, Dimension::Received(_)));
    time.map_or(Ok(()), |by| {
        Err(CliError::Usage(Usage::Conflict { first: first.into(), second: format!("--by {}", by.key()) }))
    })
}

/// Whether the desk was not at work in the whole of a period: it has no figures to compare with, which is not the same as none.
pub(super) fn is_before(period: &Period, begun: Option<NaiveDate>) -> bool {
    begun.is_some_and(|begun| period.from.is_some_and(|from| from < begun))
}

/// The choice of cases that a report was asked for, in words; `None` if it is of all.
///
/// # Errors
/// An unknown term.
pub(super) fn choice(asked: &Asked<'_>) -> Result<Option<String>, CliError> {
    let (context, lang) = (asked.context, asked.context.lang);
    let word = |fact: CaseFact, code: &Code| match stats::group_cell(&Dimension::Fact(fact), code, context) {
        Cell::Named { name, .. } | Cell::Text(name) => name,
        _ => code.to_string(),
    };
    let mut all = Vec::new();
    for term in asked.input.many(WHERE) {
        let filter = selection::filter(std::slice::from_ref(&term), context.day, asked.cx)?;
        all.push(match filter.tests() {
            [Test::Codes(fact, codes)] => {
                let names: Vec<String> = codes.iter().map(|code| word(*fact, code)).collect();
                format!(
                    "{}{}{}",
                    fact.label().get(lang),
                    Two(": ", "：").get(lang),
                    names.join(Two(" or ", "或").get(lang))
                )
            }
            _ => sanitized(&term),
        });
    }
    for (label, code, key) in
        [(Two("unit", "单位"), &asked.whose.unit, "unit"), (Two("person", "人员"), &asked.whose.person, "person")]
    {
        if let Some(fact) = CaseFact::find(key, uses::TERM).filter(|_| !code.is_empty()) {
            all.push(format!("{}{}{}", label.get(lang), Two(": ", "：").get(lang), word(fact, code)));
        }
    }
    let words = all.join(Two("; ", "；").get(lang));
    Ok((!all.is_empty()).then(|| say!(lang, "Only cases with {words}", "仅限 {words}")))
}
