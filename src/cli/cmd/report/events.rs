//! Reports that need the events themselves and not only the cases that they made.

use super::{Asked, CASES, FIRST, PERSON, SECOND, UNIT};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::selection::{self, WHERE};
use crate::command::flag::{Flag, flags};
use crate::command::input::Input;
use crate::document::table::Table;
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::Case;
use crate::domain::event::{Body, Event, Reported};
use crate::domain::policy::Policy;
use crate::domain::policy::{duty, filing};
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::profile::Loosening;
use crate::project::CaseSelection;
use crate::project::{HistoryCut, Project};
use crate::report::conformance::exercised::{RuleResult, RuleScene, exercised};
use crate::report::conformance::{self, Conformance};
use crate::report::exceptions::{Exceptions, Loosened};
use crate::report::reconcile::{self, CountedCases, FiledClosing, Follow, PendingCases, Reconciled, Restated};
use crate::report::{archive, duties, filings, papers_compared};
use crate::say;
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
    let narrowed = flags![WHERE, UNIT, PERSON].iter().any(|flag| asked.input.has(flag));
    let ids: HashSet<CaseId> = asked.seen.cases.iter().map(|c| c.id).collect();
    let masked = project.masked()?;
    let shown = |event: &Event| event.case.is_none_or(|id| !masked.has(id));
    let counts = |event: &Event| {
        as_of.counts(event) && shown(event) && (!narrowed || event.case.is_some_and(|id| ids.contains(&id)))
    };
    let mut found = Exceptions::of(project.basis().directory);
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
    // A snapshot does not tell what was loosened in it.
    let digest = project.basis_digests().policy;
    let is_today = digest == project.digest();
    let loosened: Vec<Loosened> = project.resolved.loosened.iter().filter(|_| is_today).map(loosened).collect();
    let mut table = found.table(&asked.seen.cases, (&digest, &loosened), asked.period.as_ref(), asked.context);
    if !is_today {
        table.notes.push(say!(
            asked.context.lang,
            "what the policy of that time loosened is not told here: redress policy check tells it of today's",
            "当时的制度放宽了哪些条款不在此列出；现行制度的放宽见 redress 制度 检查"
        ));
    }
    Ok(table)
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
    Ok(duties::duties(&done, &policies, project.desk()?.as_str(), &asked.whose.unit, &period, asked.context))
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
pub(crate) fn filings_of(input: &Input, cx: &Context, unit: &str) -> Result<Table, CliError> {
    let project = cx.project()?;
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let context = selection::report_context(cx, day, now)?;
    let events = project.events_of(&[filing::EVENTS, &["policy"]].concat(), as_of)?;
    let (filed, policies) = (filing::filed(&events), policies(&events, project, now.map(|_| day))?);
    let policy = policies.iter().rev().find(|(from, _)| *from <= day).map(|(_, policy)| policy.clone());
    let desk = project.desk()?;
    let owed = policy.as_deref().map(|policy| filings::owed(policy, &policies, desk.as_str(), &context));
    let period = selection::period(input, cx)?;
    Ok(filings::filings(&owed.unwrap_or_default(), &filed, (unit, period.as_ref()), &context))
}

/// Conformance: what became of each rule of the policy, in the cases and, for what belongs to none, in the calendar.
///
/// # Errors
/// A rule or result that nobody knows; the log cannot be read.
pub(super) fn conformance(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (wanted, only) = wanted_rule(asked)?;
    let (as_of, day, _) = selection::as_of(asked.input, asked.cx)?;
    let (at, period) = (context.as_of(), asked.period);
    let within = |on: Moment| period.is_none_or(|period| period.contains(on.date()));
    let filter = selection::filter(&asked.input.many(WHERE), day, asked.cx)?;
    let ids = open_to_reader(project, (&filter, &at, as_of), &|case| case.state != State::Voided)?;
    let mut found = Conformance::of(wanted.clone());
    let scene = RuleScene {
        policy: context.policy,
        directory: context.directory,
        calendar: context.calendar,
        at,
        within: &within,
    };
    project.each_history(&ids, as_of, &mut |history| {
        let (case, events) = (&history.case, history.events().collect::<Vec<_>>());
        let policy = project.policy_of(case.policy())?;
        for (rule, result) in exercised(&events, RuleScene { policy: &policy, ..scene }) {
            found.put(rule, result, || case.id.to_string());
        }
        Ok(())
    })?;
    if asked.input.many(WHERE).is_empty() {
        of_no_case(asked, scene, as_of, &mut found)?;
    }
    Ok(match wanted {
        Some(rule) => conformance::list(&found, &rule, only, context),
        None => conformance::table(&found, context),
    })
}

/// The numbers of the matching cases that the reader may see and that `keep` accepts.
fn open_to_reader(
    project: &Project,
    (filter, at, as_of): (&Filter, &At, HistoryCut),
    keep: &(dyn Fn(&Case) -> bool + Sync),
) -> Result<Vec<CaseId>, CliError> {
    let masked = project.masked()?;
    let masked = &*masked;
    let add = |ids: &mut Vec<CaseId>, case: &Case| ids.extend((!masked.has(case.id) && keep(case)).then_some(case.id));
    Ok(project.fold_cases(CaseSelection::pass(filter, at), as_of, (&Vec::new, &add, &Vec::extend))?)
}

/// The catalogue of the files of cases that ended in the period, or in the year of the report's day.
///
/// # Errors
/// The log or a policy in it cannot be read.
pub(super) fn archive(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let (as_of, day, _) = selection::as_of(asked.input, asked.cx)?;
    let period = asked.period.unwrap_or_else(|| Period::of(PeriodKind::Year, context.day));
    let filter = selection::filter(&asked.input.many(WHERE), day, asked.cx)?;
    let (whose, directory) = (&asked.whose, context.directory);
    let ended = |case: &Case| {
        archive::ended_in(case, &period) && whose.is_held_by(&case.unit, &case.person, directory, context.day)
    };
    let ids = open_to_reader(project, (&filter, &context.as_of(), as_of), &ended)?;
    let mut files = Vec::new();
    project.each_history(&ids, as_of, &mut |history| {
        let policy = project.policy_of(history.case.policy())?;
        files.push(archive::file(&history.case, history.events(), &policy, context));
        Ok(())
    })?;
    Ok(archive::table(files, &period, context))
}

/// The rule, and the result, that `--cases` names.
fn wanted_rule(asked: &Asked<'_>) -> Result<(Option<Code>, Option<RuleResult>), CliError> {
    let policy = asked.context.policy;
    let (mut wanted, mut only) = (None, None);
    for word in super::measured::cell(asked) {
        let result = conformance::RESULTS.iter().find(|(_, code, two)| word == *code || word == two.1 || word == two.0);
        if let Some((result, ..)) = result {
            only = Some(*result);
        } else if let Some(rule) = conformance::find_rule(policy, &word) {
            wanted = Some(rule);
        } else {
            return Err(unknown_rule(word, policy));
        }
    }
    if asked.input.one(CASES).is_some() && wanted.is_none() {
        return Err(unknown_rule(asked.input.text(CASES), policy));
    }
    Ok((wanted, only))
}

fn unknown_rule(value: String, policy: &Policy) -> CliError {
    let known = conformance::names(policy);
    let nearest = crate::domain::gate::codes::nearest(&value, &known).map(Into::into);
    CliError::Usage(Usage::Value { flag: "--cases".into(), value, known, nearest })
}

/// Duties and papers by the calendar, and events of the log that show a rule at work without a case.
fn of_no_case(
    asked: &Asked<'_>,
    scene: RuleScene<'_>,
    as_of: HistoryCut,
    found: &mut Conformance,
) -> Result<(), CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let seen = context
        .policy
        .rules
        .iter()
        .flat_map(|rule| rule.seen.iter().map(|seen| seen.split('.').next().unwrap_or(seen)));
    let kinds: Vec<&str> = [duty::EVENTS, filing::EVENTS, &["policy"]].concat().into_iter().chain(seen).collect();
    let events = project.events_of(&kinds, as_of)?;
    for event in events.iter().filter(|event| event.case.is_none() && !matches!(event.body, Body::DutyDone(_))) {
        for (rule, result) in exercised(&[event], scene) {
            found.put(rule, result, || event.id().to_string());
        }
    }
    let policies = policies(&events, project, context.now.map(|_| context.day))?;
    let whole = Period::range(policies.iter().map(|(from, _)| *from).min().unwrap_or(context.day), context.day);
    let period = asked.period.unwrap_or(whole);
    let (done, desk) = (duty::done(&events), project.desk()?);
    for (rule, kept, evidence) in duties::by_rule(&done, &policies, desk.as_str(), &period, context) {
        found.put(rule, if kept { RuleResult::Kept } else { RuleResult::Broken }, || evidence);
    }
    let filed = filing::filed(&events);
    let owed = filings::owed(context.policy, &policies, desk.as_str(), context);
    for (rule, kept, evidence) in filings::by_rule(&owed, &filed, &period, context) {
        found.put(rule, if kept { RuleResult::Kept } else { RuleResult::Broken }, || evidence);
    }
    Ok(())
}

/// Reconciliation: what was pending before the period and at its end, and every movement between.
///
/// # Errors
/// A dimension that nobody knows; an open period; the log cannot be read.
pub(super) fn reconcile(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let by = super::dimensions(asked, "")?;
    super::scope::check_persons(asked)?;
    super::scope::check_all_persons(&by, asked)?;
    let (as_of, day, _) = selection::as_of(asked.input, asked.cx)?;
    let period = super::whole_period(asked)?;
    let (first, last) = (period.from.unwrap_or(day), period.to.map_or(day, |to| to.min(day)));
    let filter = selection::filter(&asked.input.many(WHERE), day, asked.cx)?;
    let at = At { day: last, now: None };
    let holds = |case: &Case| filter.holds(case, &at);
    let cohort = Cohort::asked(context.policy, &filter);
    let counts = CountedCases { cohort, holds: &holds, directory: context.directory, day: last };
    let masked = project.masked()?;
    let masked = &*masked;
    // Of a restricted case others see number and state, so that it stands in a group of its own.
    let group = |case: &Case| {
        let group = reconcile::group(case, &by, &counts);
        group.map(|values| if masked.has(case.id) { vec![Code::default(); values.len()] } else { values })
    };
    // What the period before closed with as it was filed, by what was on record then.
    let filed_at = filed_at(&period, project, as_of)?;
    // A period that begins after the as-of day opens as it stands on that day.
    let (by_opening, by_closing) =
        (first.pred_opt().map(|before| Moment::day(before.min(last))), Some(Moment::day(last)));
    let mut cuts =
        vec![HistoryCut { by: by_opening, known: as_of.known }, HistoryCut { by: by_closing, known: as_of.known }];
    cuts.extend(filed_at.map(|at| HistoryCut { by: by_opening, known: Some(at) }));
    let pending = Filter::is_any(&["pending"]);
    let begin = BTreeMap::<CaseId, Vec<Code>>::new;
    let add = |all: &mut BTreeMap<_, _>, case: &Case| all.extend(group(case).map(|values| (case.id, values)));
    let join = |all: &mut BTreeMap<_, _>, later: BTreeMap<_, _>| all.extend(later);
    let standing =
        cuts.iter().map(|cut| project.fold_cases(CaseSelection::pass(&pending, &at), *cut, (&begin, &add, &join)));
    let mut standing = standing.collect::<Result<Vec<_>, _>>()?.into_iter();
    let histories = project.histories_between(first, last, as_of.known)?;
    let (opening, closing) = (standing.next().unwrap_or_default(), standing.next().unwrap_or_default());
    let follow = Follow { days: (first, last), by: &by, counts: &counts };
    let mut movements = Vec::new();
    for (id, events) in histories {
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
    let filed = match filed_at {
        None => None,
        Some(at) => {
            let then = standing.next().unwrap_or_default();
            let restated = restated(&then, &opening, (at, as_of.known), project)?;
            Some(FiledClosing { at, closing: count(&then), restated })
        }
    };
    let found = Reconciled { opening: count(&opening), closing: count(&closing), movements, filed };
    let mut table = match asked.input.one(CASES) {
        Some(_) => {
            let (words, pending) =
                (super::measured::cell(asked), PendingCases { opening: &opening, closing: &closing });
            let mut table = reconcile::list(&found, &by, (&words, pending), &|id| masked.has(id), context);
            if table.rows.is_empty() {
                super::scope::check_cell(&words, asked)?;
            }
            table.notes.extend(super::scope::hidden_cases(project, context)?);
            table
        }
        None => reconcile::table(&found, &by, &period, context),
    };
    table.verdict.breaks = Some(found.breaks().len());
    Ok(table)
}

/// What moved between two issued papers.
///
/// # Errors
/// A paper that is not on record; the log cannot be read.
pub(super) fn diff(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (project, context) = (asked.cx.project()?, asked.context);
    let events = project.events_of(filing::EVENTS, HistoryCut::default())?;
    let (mut a, mut b) = (issued(asked, FIRST, &events)?, issued(asked, SECOND, &events)?);
    if a.known > b.known {
        std::mem::swap(&mut a, &mut b);
    }
    if (&a.filing, &a.unit) != (&b.filing, &b.unit) {
        let message = say!(
            context.lang,
            "{} is {} of {}, {} is {} of {}: only papers of one filing and one unit are compared",
            "{} 是 {}（{}），{} 是 {}（{}）：只能比较同一报送、同一单位的材料",
            a.name,
            a.filing,
            a.unit,
            b.name,
            b.filing,
            b.unit
        );
        return Err(CliError::Failed(Failure::Said { message }));
    }
    let period = Period::parse(&a.period, context.day, context.calendar)
        .map_err(|_| CliError::Usage(Usage::Period { value: a.period.to_string() }))?;
    let (Some(from), Some(to)) = (a.known, b.known) else {
        return Ok(papers_compared::table(&[], &BTreeMap::new(), (a, b), &period, &|_| false, context));
    };
    let masked = project.masked()?;
    // Whose cases the paper tells of.
    let row = project.policy.filings.iter().find(|row| row.code == a.filing);
    let terms = row.map_or_else(Vec::new, |row| filing::terms(row, &a.unit, project.basis().directory));
    let (filter, last) = (selection::filter(&terms, context.day, asked.cx)?, period.to.unwrap_or(context.day));
    let at_end = At { day: last, now: None };
    let mut moved: Vec<Event> = Vec::new();
    project.events(&mut |entry| {
        let event = entry.event;
        let is_between = event.at.is_after(from) && !event.at.is_after(to);
        if is_between && event.case.is_some() && papers_compared::moves(&event, &period) {
            moved.push(event);
        }
        ControlFlow::Continue(())
    })?;
    let mut seen: BTreeMap<CaseId, papers_compared::Seen> = BTreeMap::new();
    for id in moved.iter().filter_map(|event| event.case).collect::<BTreeSet<_>>() {
        let at = |known| -> Result<Option<Case>, CliError> {
            Ok(project.history(id, HistoryCut { by: None, known: Some(known) })?.map(|history| history.case))
        };
        let both = (at(from)?, at(to)?);
        let is_told = both.0.iter().chain(&both.1).any(|case| filter.holds(case, &at_end));
        if is_told && papers_compared::concerns(&both, &period) {
            seen.insert(id, both);
        }
    }
    moved.retain(|event| event.case.is_some_and(|id| seen.contains_key(&id)));
    Ok(papers_compared::table(&moved, &seen, (a, b), &period, &|id| masked.has(id), context))
}

/// The issued paper that an argument names: by its event or its file.
fn issued<'e>(asked: &Asked<'_>, arg: Flag, events: &'e [Event]) -> Result<&'e Reported, CliError> {
    let given = asked.input.text(arg);
    let name = given.rsplit('/').next().unwrap_or_default();
    let papers = events.iter().filter_map(|event| match &event.body {
        Body::Reported(body) => Some((event.id().to_string(), body)),
        _ => None,
    });
    papers.clone().find(|(id, body)| *id == given || body.name == name).map(|(_, body)| body).ok_or_else(|| {
        let known: Vec<String> = papers.map(|(_, body)| body.name.to_string()).collect();
        if given.is_empty() {
            return CliError::Usage(Usage::Missing {
                missing: vec!["A".into(), "B".into()],
                command: "report diff".into(),
            });
        }
        let nearest = crate::domain::gate::codes::nearest(name, &known).map(Into::into);
        let known = known.into_iter().rev().take(12).collect();
        CliError::Usage(Usage::Value { flag: arg.dashed(), value: given.clone(), known, nearest })
    })
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
        let since = history.entries.iter().map(|entry| &entry.event).filter(|event| event.at.is_after(filed));
        // What registered it, else the last act: a note that a rule was passed over moves nothing.
        let moves = |event: &&Event| !matches!(event.body, Body::Overridden(_) | Body::Noted(_));
        let opened = since.clone().find(|event| matches!(event.body, Body::Opened(_)));
        let event = opened.or_else(|| since.clone().rfind(moves)).or_else(|| since.clone().next_back()).map(Event::id);
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
    let policy = project.basis().policy;
    if let Some(today) = today.filter(|_| !policies.last().is_some_and(|(_, last)| **last == **policy)) {
        // Changed, but nothing was recorded under it yet: it holds from now on.
        policies.push((today, policy.clone()));
    }
    Ok(policies)
}
