//! Reports that need the events themselves and not only the cases that they made.

use super::Asked;
use crate::cli::error::CliError;
use crate::cli::selection;
use crate::document::table::Table;
use crate::domain::event::{Body, Event};
use crate::domain::policy::Policy;
use crate::domain::policy::duty;
use crate::domain::value::id::CaseId;
use crate::profile::Loosening;
use crate::project::Project;
use crate::report::duties;
use crate::report::exceptions::{Exceptions, Loosened};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Exceptions: once through the log, and again for what revocations took back.
///
/// # Errors
/// The log cannot be read.
pub(super) fn exceptions(asked: &Asked<'_>) -> Result<Table, CliError> {
    let project = asked.cx.project()?;
    let (as_of, ..) = selection::as_of(asked.input, asked.cx)?;
    let narrowed = ["where", "unit", "person"].iter().any(|flag| !asked.input.many(flag).is_empty());
    let ids: HashSet<CaseId> = asked.seen.cases.iter().map(|c| c.id).collect();
    let masked = project.masked()?;
    let shown = |event: &Event| event.case.is_none_or(|id| !masked.has(id));
    let counts = |event: &Event| {
        as_of.counts(event) && shown(event) && (!narrowed || event.case.is_some_and(|id| ids.contains(&id)))
    };
    let mut found = Exceptions::of(&project.directory);
    project.events(&mut |entry| {
        if counts(&entry.event) {
            found.take(&entry.event);
        }
        ControlFlow::Continue(())
    })?;
    let revoked = found.revoked().clone();
    if !revoked.is_empty() {
        project.events(&mut |entry| {
            if revoked.contains(&entry.event.id()) && counts(&entry.event) {
                found.was(entry.event);
            }
            ControlFlow::Continue(())
        })?;
    }
    let loosened = |l: &Loosening| Loosened {
        what: format!("{} {} {}", l.section, l.row, l.key),
        from: l.from.clone(),
        to: l.to.clone(),
    };
    let loosened: Vec<Loosened> = project.resolved.loosened.iter().map(loosened).collect();
    Ok(found.table(&asked.seen.cases, (project.digest(), &loosened), asked.period.as_ref(), asked.context))
}

/// Duties: what was done, against what the policy that held on each day wanted.
///
/// # Errors
/// The log or a policy in it cannot be read.
pub(super) fn duties(asked: &Asked<'_>) -> Result<Table, CliError> {
    let project = asked.cx.project()?;
    let (as_of, day, now) = selection::as_of(asked.input, asked.cx)?;
    let kinds = [duty::EVENTS, &["policy"]].concat();
    let events = project.events_of(&kinds, as_of)?;
    let (done, policies) = (duty::done(&events), policies(&events, project, now.map(|_| day))?);
    let period = asked.period.unwrap_or_else(|| duties::lately(asked.context));
    Ok(duties::duties(&done, &policies, project.desk().as_str(), &asked.whose.unit, &period, asked.context))
}

/// The policies that events of the kind `policy` name, with the day from which each holds. `today` where the report looks at now.
///
/// # Errors
/// A policy cannot be read.
pub(crate) fn policies(
    events: &[Event],
    project: &Project,
    today: Option<NaiveDate>,
) -> Result<Vec<(NaiveDate, Arc<Policy>)>, CliError> {
    let mut policies: Vec<(NaiveDate, Arc<Policy>)> = Vec::new();
    for event in events {
        if let Body::PolicyAdopted(body) = &event.body {
            policies.push((body.from.unwrap_or(event.at).date(), project.policy_of(&body.digest)?));
        }
    }
    if let Some(today) = today.filter(|_| !policies.last().is_some_and(|(_, last)| **last == *project.policy)) {
        // Changed, but nothing was recorded under it yet: it holds from now on.
        policies.push((today, project.policy.clone()));
    }
    Ok(policies)
}
