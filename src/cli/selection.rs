//! What look-ups and reports share: cases as of a day, filtered by terms, and the context that a report is drawn in.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::spec::Spec;
use crate::command::flag::{Flag, Many, arg, flag};
use crate::command::input::Input;
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::policy::Policy;
use crate::domain::query::term::{Filter, TermError, TermReader};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::project::{Basis, HistoryCut, Project};
use crate::report::context::ReportContext;
use crate::text::names;
use std::collections::BTreeMap;

/// Terms by place.
pub(crate) const TERMS: Flag<Many> = arg(
    "term",
    "TERM",
    "filter: status:open, is:overdue, unit:taiyuan, received:2026-10, not:…; `redress help terms`",
    "查询条件：status:open、is:overdue、unit:太原分行、received:2026-10、not:…；见 redress help terms",
)
.many();
/// `--where`.
pub(crate) const WHERE: Flag<Many> =
    flag("where", "TERM", "only cases that these terms let through", "只统计符合条件的投诉件").many();
/// `--as-of`.
pub(crate) const AS_OF: Flag =
    flag("as-of", "WHEN", "the state at the end of this day, or at this time", "该日终了时（或该时刻）的状态");
/// `--known`.
pub(crate) const KNOWN: Flag = flag("known", "WHEN", "only what was recorded by then", "只计当时已登记的内容");

/// What a command with several actions is to do. Each such command has its own, which names them.
pub(crate) const ACTION: Flag = arg("action", "ACTION", "what to do", "操作").required();
/// `--period`. A command whose period means something else says so in its own.
pub(crate) const PERIOD: Flag = flag("period", "P", "of this period", "所属期");

/// Cases as they are looked at.
pub(crate) struct SelectedCases {
    /// The cases, filtered, in the order of their numbers.
    pub cases: Vec<Case>,
    /// Which day and instant the report looks at.
    pub day: chrono::NaiveDate,
    /// The instant, where it is now.
    pub now: Option<Moment>,
}

impl SelectedCases {
    /// The context of a report on them.
    ///
    /// # Errors
    /// There is no project.
    pub(crate) fn report_context<'a>(&self, cx: &'a Context) -> Result<ReportContext<'a>, CliError> {
        report_context(cx, self.day, self.now)
    }
}

/// Lets what a command with `--known` tells rest on what was on record then.
///
/// # Errors
/// A time that is none; what was on record cannot be read.
pub(crate) fn rest_on_known(spec: &Spec, input: &Input, cx: &Context) -> Result<(), CliError> {
    if spec.flags.iter().all(|flag| flag.name != KNOWN.name) {
        return Ok(());
    }
    match cx.when_given(input, KNOWN)? {
        Some(known) => Ok(cx.project()?.rest_on(known)?),
        None => Ok(()),
    }
}

/// Which history a report looks at.
///
/// # Errors
/// A time that is none.
pub(crate) fn as_of(input: &Input, cx: &Context) -> Result<(HistoryCut, chrono::NaiveDate, Option<Moment>), CliError> {
    as_of_flag(AS_OF, input, cx)
}

/// The same, where the flag is called otherwise. Without it the report looks at this instant: limits in hours are as exact as the
/// clock. A day is looked at when it has ended.
///
/// # Errors
/// A time that is none.
pub(crate) fn as_of_flag(
    flag: Flag,
    input: &Input,
    cx: &Context,
) -> Result<(HistoryCut, chrono::NaiveDate, Option<Moment>), CliError> {
    let (by, known) = (cx.when_given(input, flag)?, cx.when_given(input, KNOWN)?);
    let at = by.map_or_else(|| cx.now(), Ok)?;
    Ok((HistoryCut { by, known }, at.date(), Some(at).filter(|at| !at.is_day())))
}

/// Reads the cases that the terms let through.
///
/// # Errors
/// An unknown term, or the log cannot be read.
pub(crate) fn cases(input: &Input, terms: &[String], cx: &Context) -> Result<SelectedCases, CliError> {
    cases_that(Filter::default(), input, terms, cx, |_, _| true)
}

/// The same, of cases that are `looked_at` (no others need be read), those that `keep` wants in the context of the report (the others
/// take no memory).
///
/// # Errors
/// As [`cases`].
pub(crate) fn cases_that(
    looked_at: Filter,
    input: &Input,
    terms: &[String],
    cx: &Context,
    keep: fn(&Case, &ReportContext<'_>) -> bool,
) -> Result<SelectedCases, CliError> {
    let (as_of, day, now) = as_of(input, cx)?;
    let (filter, context) = (looked_at.and(filter(terms, day, cx)?), report_context(cx, day, now)?);
    let at = crate::domain::query::term::At { day, now };
    Ok(SelectedCases { cases: cx.project()?.select_if(&filter, &at, as_of, &|case| keep(case, &context))?, day, now })
}

/// Of these cases, given by name, those that the terms let through.
///
/// # Errors
/// As [`cases`].
pub(crate) fn cases_among(
    ids: &[CaseId],
    input: &Input,
    terms: &[String],
    cx: &Context,
) -> Result<SelectedCases, CliError> {
    let (_, day, now) = as_of(input, cx)?;
    let filter = filter(terms, day, cx)?;
    Ok(SelectedCases {
        cases: cx.project()?.select_among(ids, &filter, &crate::domain::query::term::At { day, now })?,
        day,
        now,
    })
}

/// Reads terms.
///
/// # Errors
/// An unknown one, with the nearest.
pub(crate) fn filter(terms: &[String], today: chrono::NaiveDate, cx: &Context) -> Result<Filter, CliError> {
    let project = cx.project()?;
    let policy = if terms.is_empty() { project.basis().policy.clone() } else { project.policy_of_terms()? };
    filter_of((project, &policy), terms, today, cx.user(None, project)).map_err(|error| CliError::Term(Box::new(error)))
}

/// The same in a project that is at hand.
///
/// # Errors
/// An unknown term.
pub(crate) fn filter_of(
    (project, policy): (&Project, &Policy),
    terms: &[String],
    today: chrono::NaiveDate,
    me: Code,
) -> Result<Filter, TermError> {
    let queries: BTreeMap<String, Vec<String>> = project
        .settings
        .queries
        .iter()
        .map(|(name, text)| (name.clone(), text.split_whitespace().map(Into::into).collect()))
        .collect();
    let Basis { directory, calendar, .. } = project.basis();
    let reader = TermReader { policy, directory, calendar, today, queries: &queries, words: names::meant, me };
    reader.filter(terms)
}

/// The context of a report that does not look at cases.
///
/// # Errors
/// There is no project.
pub(crate) fn report_context(
    cx: &Context,
    day: chrono::NaiveDate,
    now: Option<Moment>,
) -> Result<ReportContext<'_>, CliError> {
    let Basis { policy, directory, calendar } = cx.project()?.basis();
    Ok(ReportContext { policy, directory, calendar, lang: cx.lang, day, now })
}

/// The event that was given for a flag or an argument, if one was: `HQ:17`.
///
/// # Errors
/// It is no name of an event.
pub(crate) fn event_given(input: &Input, flag: Flag) -> Result<Option<EventId>, CliError> {
    input.one(flag).map(|text| event_id(&flag.dashed(), &text)).transpose()
}

/// The event that was named: `HQ:17`.
///
/// # Errors
/// It is no name of an event.
pub(crate) fn event_id(flag: &str, text: &str) -> Result<EventId, CliError> {
    let wrong = || Usage::Value { flag: flag.into(), value: text.into(), known: vec!["HQ:17".into()], nearest: None };
    text.parse().map_err(|_| CliError::Usage(wrong()))
}

/// A period that was given.
///
/// # Errors
/// It is none.
pub(crate) fn period(input: &Input, cx: &Context) -> Result<Option<Period>, CliError> {
    let Some(text) = input.one(PERIOD) else { return Ok(None) };
    let wrong = |_| CliError::Usage(Usage::Period { value: text.clone() });
    Period::parse(&text, cx.now()?.date(), cx.project()?.basis().calendar).map(Some).map_err(wrong)
}
