//! Reports that need the events themselves and not only the cases that they made.

use super::Asked;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::selection;
use crate::document::table::Table;
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::policy::Policy;
use crate::domain::policy::{duty, filing};
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::profile::Loosening;
use crate::project::{HistoryCut, Project};
use crate::report::exceptions::{Exceptions, Loosened};
use crate::report::reconcile::{self, CountedCases, FiledClosing, Follow, Reconciled, Restated};
use crate::report::{duties, filings};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashSet};
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

/// Filings: what is owed by today's policy, and what was filed.
///
/// # Errors
/// The log or a policy in it cannot be read.
pub(super) fn filings(asked: &Asked<'_>) -> Result<Table, CliError> {
    filings_of(asked.input, asked.cx, &asked.whose.unit)
}

/// The same for a command.
///
/// # Errors
/// As [`filings`].
pub(crate) fn filings_of(input: &dyn Input, cx: &Context, unit: &str) -> Result<Table, CliError> {
    let project = cx.project()?;
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let context = selection::report_context(cx, day, now)?;
    let events = project.events_of(&[filing::EVENTS, &["policy"]].concat(), as_of)?;
    let (filed, policies) = (filing::filed(&events), policies(&events, project, now.map(|_| day))?);
    let policy = policies.iter().rev().find(|(from, _)| *from <= day).map(|(_, policy)| policy.clone());
    let desk = project.desk();
    let owed = policy.as_deref().map(|policy| filings::owed(policy, &policies, desk.as_str(), &context));
    let period = selection::period(input, cx)?;
    Ok(filings::filings(&owed.unwrap_or_default(), &filed, (unit, period.as_ref()), &context))
}

/// Reconciliation: what was pending before the period and at its end, and every movement between.
///
/// # Errors
/// A dimension that nobody knows; an open period; the log cannot be read.
pub(super) fn reconcile(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let by = super::dimensions(asked, "")?;
    let (as_of, day, _) = selection::as_of(asked.input, asked.cx)?;
    let period = asked.period.or_else(|| super::last_month(context)).filter(|period| period.from.is_some());
    let whole = period.and_then(|period| Some((period, period.from?, period.to?)));
    let Some((period, first, last)) = whole else {
        return Err(CliError::Usage(Usage::Period { value: asked.input.text("period") }));
    };
    let last = last.min(day);
    let filter = selection::filter(&asked.input.many("where"), day, asked.cx)?;
    let at = At { day: last, now: None };
    let holds = |case: &Case| filter.holds(case, &at);
    let counts = CountedCases { cohort: Cohort::of(context.policy), holds: &holds };
    let masked = project.masked()?;
    let masked = &*masked;
    // Of a restricted case others see number and state, so that it stands in a group of its own.
    let group = |case: &Case| {
        let group = reconcile::group(case, &by, &counts);
        group.map(|values| if masked.has(case.id) { vec![Code::default(); values.len()] } else { values })
    };
    let standing = |day: Option<NaiveDate>, known| -> Result<BTreeMap<CaseId, Vec<Code>>, CliError> {
        let cut = HistoryCut { by: day.map(Moment::day), known };
        let add = |all: &mut BTreeMap<CaseId, Vec<Code>>, case: &Case| {
            all.extend(group(case).map(|values| (case.id, values)));
        };
        Ok(project.fold_cases(&Filter::default(), &at, cut, (&BTreeMap::new, &add, &BTreeMap::extend))?)
    };
    let (opening, closing) = (standing(first.pred_opt(), as_of.known)?, standing(Some(last), as_of.known)?);
    let follow = Follow { days: (first, last), by: &by, counts: &counts };
    let mut movements = Vec::new();
    for (id, events) in project.histories_between(first, last, as_of.known)? {
        let events: Vec<&Event> = events.iter().collect();
        let (from, to) = (opening.get(&id).cloned(), closing.get(&id).cloned());
        let mut own = if masked.has(id) {
            let none = Follow { by: &[], ..follow };
            none.movements(&events, from.map(|_| Vec::new()), to.map(|_| Vec::new()))
        } else {
            follow.movements(&events, from, to)
        };
        own.iter_mut().for_each(|one| one.values.resize(by.len(), Code::default()));
        movements.extend(own);
    }
    let count = |of: &BTreeMap<CaseId, Vec<Code>>| {
        let mut counts: BTreeMap<Vec<Code>, i64> = BTreeMap::new();
        of.values().for_each(|values| *counts.entry(values.clone()).or_default() += 1);
        counts
    };
    movements.sort_by_key(|one| (one.on, one.case));
    // What the period before closed with as it was filed, by what was on record then.
    let filed = match filed_at(&period, project, as_of)? {
        None => None,
        Some(at) => {
            let then = standing(first.pred_opt(), Some(at))?;
            let restated = restated(&then, &opening, (at, as_of.known), project)?;
            Some(FiledClosing { at, closing: count(&then), restated })
        }
    };
    let found = Reconciled { opening: count(&opening), closing: count(&closing), movements, filed };
    let mut table = match asked.input.one("cases") {
        Some(_) => reconcile::list(&found, &by, &super::measured::cell(asked), context),
        None => reconcile::table(&found, &by, &period, context),
    };
    table.more.insert("breaks".into(), found.breaks().len().into());
    Ok(table)
}

/// The instant of which the papers of the period before tell: of the last that was issued.
fn filed_at(period: &Period, project: &Project, as_of: HistoryCut) -> Result<Option<Moment>, CliError> {
    let Some(before) = period.previous().map(|before| before.to_string()) else { return Ok(None) };
    let filed = filing::filed(&project.events_of(filing::EVENTS, as_of)?);
    Ok(filed.iter().rev().filter(|filed| filed.period == before).find_map(|filed| filed.known))
}

/// The cases that count otherwise than when the period before was filed, each with the last act recorded since.
fn restated(
    then: &BTreeMap<CaseId, Vec<Code>>,
    now: &BTreeMap<CaseId, Vec<Code>>,
    (filed, known): (Moment, Option<Moment>),
    project: &Project,
) -> Result<Vec<Restated>, CliError> {
    let ids: BTreeSet<CaseId> = then.keys().chain(now.keys()).copied().collect();
    let mut all = Vec::new();
    for case in ids.into_iter().filter(|id| then.get(id) != now.get(id)) {
        let history = project.history(case, HistoryCut { by: None, known })?.unwrap_or_default();
        let since = history.entries.iter().rev().find(|entry| entry.event.at.is_after(filed));
        let event = since.map(|entry| entry.event.id());
        let one = |values: &Vec<Code>, count| Restated { case, values: values.clone(), count, event };
        all.extend(then.get(&case).map(|values| one(values, -1)));
        all.extend(now.get(&case).map(|values| one(values, 1)));
    }
    Ok(all)
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
