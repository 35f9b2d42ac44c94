//! `redress report wording`: whose findings the reader sees.

use super::{Asked, CASES};
use crate::cli::error::CliError;
use crate::cli::selection::{self, WHERE};
use crate::document::table::Table;
use crate::domain::Code;
use crate::domain::query::term::Filter;
use crate::domain::value::id::CaseId;
use crate::report::wording;
use std::collections::{BTreeSet, HashSet};

/// What wording rows found, of the persons whose figures the reader may see.
///
/// # Errors
/// The log cannot be read.
pub(super) fn make(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (as_of, ..) = selection::as_of(asked.input, asked.cx)?;
    let terms = asked.input.many(WHERE);
    let narrowed = match terms.is_empty() {
        true => None,
        false => {
            let cases = selection::cases_that(Filter::default(), asked.input, &terms, asked.cx, |_, _| true)?;
            Some(cases.cases.iter().map(|case| case.id).collect::<HashSet<CaseId>>())
        }
    };
    let masked = project.masked()?;
    let mut events = project.events_of(&["wording_found"], as_of)?;
    events.retain(|event| {
        let unit = project.basis().directory.person(&event.by).map(|person| person.unit.clone()).unwrap_or_default();
        let is_meant = match (event.case, &narrowed) {
            (Some(id), Some(ids)) => ids.contains(&id),
            (None, Some(_)) => false,
            (_, None) => true,
        };
        is_meant
            && event.case.is_none_or(|id| !masked.has(id))
            && asked.whose.is_held_by(&unit, &event.by, context.directory, context.day)
    });
    let seen = super::scope::viewed_persons(asked)?;
    let all: BTreeSet<&Code> = events.iter().map(|event| &event.by).collect();
    let hidden: BTreeSet<Code> = all.into_iter().filter(|person| !seen(person)).cloned().collect();
    events.retain(|event| !hidden.contains(&event.by));
    let period = asked.period.as_ref();
    let mut table = match asked.input.one(CASES) {
        Some(_) => wording::list(&events, period, &super::measured::cell(asked), context),
        None => wording::wording(&events, period, context),
    };
    super::scope::tell_hidden_persons(&mut table, hidden.len(), context);
    Ok(table)
}
