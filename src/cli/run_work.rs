//! A command that works on cases: names resolved, chains run through the gate under one lock, one commit, one line a case.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::earlier::{self, EarlierCase};
use crate::cli::error::{CliError, SeveralOf, Usage};
use crate::cli::messages::errors;
use crate::cli::messages::work as words;
use crate::cli::output;
use crate::cli::spec::Spec;
use crate::cli::used;
use crate::command::flag::{DRY_RUN, KEEP_GOING};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::refusal::{Problem, Refusal};
use crate::domain::gate::{Link, Verb};
use crate::domain::value::id::{CaseId, EventId};
use crate::project::{Actor, DoneRequest, KeptCopies, Outcome, ProjectError, Session};
use crate::say;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

/// Runs a work command that was typed.
///
/// # Errors
/// The first thing that went wrong; with `--keep-going` after the rest was done.
pub(crate) fn run(
    spec: &Spec,
    build: fn(&Input, &Context) -> Result<Work, CliError>,
    input: &Input,
    cx: &Context,
) -> Result<(), CliError> {
    // Names and codes that a file in which something is wrong does not give must not look mistyped.
    cx.sound_project()?;
    cx.take_read();
    let work = spec.build(build, input.by_name(), cx)?;
    let mut actor = cx.actor(input)?;
    let read = cx.take_read();
    if !actor.request.is_empty() {
        actor.content = content(spec, input, &read);
    } else if let Some(key) = &work.request {
        // The key stands for what it says.
        (actor.request, actor.content) = (key.as_str().into(), key.clone());
    }
    let names = crate::cli::cmd::incident::with_incidents(&work.cases, cx)?;
    names.iter().try_for_each(|name| need_number(name, spec, cx))?;
    let mut chain: Vec<&dyn Verb> = work.chain.iter().map(AsRef::as_ref).collect();
    // A retry of what was done is no new question.
    let is_retry = !actor.request.is_empty() && cx.project()?.requests()?.get(&actor.request)?.is_some();
    let asks = !is_retry && !input.on(DRY_RUN);
    let known = if asks { earlier::find(&work.person, &actor.by, true, cx)? } else { Vec::new() };
    let same_number = if asks { earlier::of_source(&work.source, cx)? } else { Vec::new() };
    earlier::tell_number(&same_number, cx)?;
    let repeats = earlier::tell(&known, &actor, cx)?.map(|other| Link { other, kind: "repeat".into() });
    chain.extend(repeats.as_ref().map(|link| link as &dyn Verb));
    let keep_going = input.on(KEEP_GOING);
    let mut session = cx.begin(&actor)?;
    if names.len() > 3 {
        session.expect_many()?;
    }
    let before = before(&session, &actor, cx)?;
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    if work.cases.is_empty() && Work::is_single(spec.name, &chain) {
        done.push(match before.as_ref() {
            Some(before) => as_it_stands(&session, before.case, Some(before.event))?,
            None => session.run(&chain, None, &actor)?,
        });
    }
    let mut seen = HashSet::new();
    for name in &names {
        let id = case_names::within(&session, name, &actor, cx);
        // Two names of one case are one case.
        if id.as_ref().is_ok_and(|id| !seen.insert(*id)) {
            continue;
        }
        let run = |session: &mut Session<'_>, id| match before.is_some() && session.has_request(id, &actor.request)? {
            true => as_it_stands(session, Some(id), None),
            // A retry does what its first run could not.
            false => Ok(session.run(&chain, Some(id), &actor)?),
        };
        match id.and_then(|id| run(&mut session, id)) {
            Ok(outcome) => done.push(outcome),
            Err(error) if keep_going && matches!(error.exit(), 2..=5) => failed.push(error),
            Err(error) if names.len() > 1 => return Err(CliError::Nothing { source: Box::new(error) }),
            Err(error) => return Err(error),
        }
    }
    let total = done.len() + failed.len();
    if !input.on(DRY_RUN) {
        if done.iter().all(|outcome| outcome.events == 0) {
            // Nothing was decided (a retry of what was done decides nothing), so nothing is put on record, and no copy is kept.
        } else {
            record_all(&mut session, [work.kept])?;
        }
    }
    for error in &failed {
        output::error(cx, error, cx.talks_json());
    }
    let said = WorkSaid { done: &done, did: work.did.as_deref(), earlier: &known, same_number: &same_number };
    report(spec, cx, &session, &said, input.on(DRY_RUN))?;
    if !input.on(DRY_RUN) {
        used::remember(cx, input, &actor, &done);
        crate::cli::last_case::remember(cx, &actor, done.last().and_then(Outcome::on_case));
    }
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(CliError::Some { failed: failed.len(), total, of: SeveralOf::Cases, exit: first.exit() }),
    }
}

/// Refuses the name of a unit or of a person in the place of a case: `assign 17 Mediation`.
fn need_number(name: &str, spec: &Spec, cx: &Context) -> Result<(), CliError> {
    let directory = &cx.project()?.directory;
    let flag = match name {
        _ if name.contains(|c: char| c.is_ascii_digit()) => None,
        _ if directory.find_unit(name).is_some() => Some("unit"),
        _ if directory.find_person(name).is_some() => Some("person"),
        _ => None,
    };
    match flag.and_then(|flag| spec.flags.iter().find(|known| known.name == flag)) {
        Some(known) => {
            let flag = if known.name == "unit" { "--unit" } else { "--person" };
            Err(CliError::Usage(Usage::Extra { given: name.into(), command: spec.name.into(), flag }))
        }
        None => Ok(()),
    }
}

/// An error of telling what was done, which is on record.
fn on_record(done: &[Outcome], error: CliError) -> CliError {
    let name = |outcome: &Outcome| match (outcome.on_case(), &outcome.first) {
        (Some(case), _) => Some(case.to_string()),
        (None, first) => first.as_ref().map(|event| event.id().to_string()),
    };
    let what: Vec<String> = done.iter().filter_map(name).collect();
    CliError::Recorded { count: done.len(), what, source: Box::new(error) }
}

/// Commits; the files that were copied for it stay unless it is certain that nothing was recorded.
///
/// # Errors
/// As [`Session::commit`].
pub(crate) fn record_all(
    session: &mut Session<'_>,
    kept: impl IntoIterator<Item = KeptCopies>,
) -> Result<(), CliError> {
    let done = session.commit();
    match &done {
        Ok(_) => kept.into_iter().for_each(KeptCopies::claim),
        Err(error) if error.may_be_recorded() => kept.into_iter().for_each(KeptCopies::leave),
        Err(_) => {}
    }
    Ok(done.map(drop)?)
}

/// The request of this command, if it was done before.
fn before(session: &Session<'_>, actor: &Actor, cx: &Context) -> Result<Option<DoneRequest>, CliError> {
    if actor.request.is_empty() {
        return Ok(None);
    }
    let Some(case) = session.project.requests()?.get(&actor.request)? else { return Ok(None) };
    let done = session.project.done_request(&actor.request, case)?;
    done.as_ref().map_or(Ok(()), |done| answered(done, actor, cx))?;
    Ok(done)
}

/// What a request says, the same for a command that is typed and for a line of a batch: the command, its flags in their order,
/// and the texts that were `read` for it. How it is carried out (`--now`, `--dry-run`, `--keep-going`) is no part of it.
#[must_use]
pub(crate) fn content(spec: &Spec, input: &Input, read: &[String]) -> String {
    const HOW: &[&str] = &["request", "dry-run", "keep-going"];
    let flags = spec.flags.iter().chain(spec.work_flags()).filter(|flag| !HOW.contains(&flag.name));
    let said = flags.filter_map(|flag| {
        let values = match flag.value {
            "" => input.has(flag).then(|| vec!["true".to_string()])?,
            _ => input.by_name().many(flag.name),
        };
        (!values.is_empty()).then(|| json!([flag.name, values]))
    });
    json!([spec.name, said.collect::<Vec<_>>(), read]).to_string()
}

/// The answer that a request already has, if it was done.
///
/// # Errors
/// The key was used for another request: that one's event is named.
pub(crate) fn answered(done: &DoneRequest, actor: &Actor, cx: &Context) -> Result<(), CliError> {
    match done.is_same(&actor.content) {
        Some(true) => Ok(()),
        None => {
            let DoneRequest { event, .. } = done;
            let key = &actor.request;
            output::talk(
                cx,
                &say!(
                    cx.lang,
                    "note: --request {key} was done by {event}; what it said is no longer held here, so the key alone was compared",
                    "说明：--request {key} 已由 {event} 办理；当时的内容此处已无存，仅核对了请求号"
                ),
            )
        }
        Some(false) => Err(request_used(&actor.request, done.case, Some(done.event))),
    }
}

/// The refusal of a key that was used for another request.
pub(crate) fn request_used(key: &str, case: Option<CaseId>, event: Option<EventId>) -> CliError {
    let problem = Problem::RequestUsed { key: key.into(), event };
    ProjectError::Refused(Box::new(Refusal::of("request", case, problem))).into()
}

/// A case as it stands, in answer to a request that was done before.
pub(crate) fn as_it_stands(
    session: &Session<'_>,
    case: Option<CaseId>,
    event: Option<EventId>,
) -> Result<Outcome, CliError> {
    // What has no case is known by its event.
    let first = match event.filter(|_| case.is_none()) {
        Some(event) => session.project.event(event)?.map(Box::new),
        None => None,
    };
    let case = case.unwrap_or_default();
    let after = session.case(case)?.unwrap_or_default();
    let (opened, warnings) = (Vec::new(), Vec::new());
    Ok(Outcome { case, first, learnt: None, after, opened, warnings, events: 0, kept_private: Vec::new() })
}

/// What is said of work that was done.
pub(crate) struct WorkSaid<'a> {
    /// What was done, a case each.
    pub done: &'a [Outcome],
    /// What it was, where that needs more than the command's name.
    pub did: Option<&'a str>,
    /// The earlier cases of the person whose case was registered.
    pub earlier: &'a [EarlierCase],
    /// The cases that have its source's number already.
    pub same_number: &'a [CaseId],
}

/// Says what was done, a line a case; in JSON as records.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn report(
    spec: &Spec,
    cx: &Context,
    session: &Session<'_>,
    &WorkSaid { done, did, earlier, same_number }: &WorkSaid<'_>,
    dry: bool,
) -> Result<(), CliError> {
    for outcome in done {
        for warning in &outcome.warnings {
            if cx.talks_json() {
                output::object(&errors::warning_object(warning, outcome.on_case(), cx));
            } else {
                output::complain(&errors::warning(warning, outcome.on_case(), cx));
            }
        }
    }
    let shown = shown(done, session)?;
    let done = &shown[..];
    let bare = spec.name == "intake" && !cx.env.stdout_terminal;
    let line = |outcome: &Outcome| {
        if bare {
            return format!("{}\n", outcome.case);
        }
        words::line((spec.name, did), outcome, dry, session.project, cx.lang)
    };
    let with_earlier = |mut record: Value| {
        if !earlier.is_empty() {
            record["earlier"] = earlier::record(earlier);
        }
        if !same_number.is_empty() {
            record["same_number"] = json!(same_number.iter().map(ToString::to_string).collect::<Vec<_>>());
        }
        record
    };
    let records = done.iter().map(|o| with_earlier(record(spec, o, dry))).collect();
    if bare && dry && !cx.talks_json() {
        // A number alone looks like one that was given out.
        output::talk(cx, &say!(cx.lang, "dry run: nothing was recorded", "试运行：未登记"))?;
    }
    let told = output::answer(cx, "redress.work/1", KEYS, records, || done.iter().map(line).collect());
    told.map_err(|error| if dry || done.is_empty() { error } else { on_record(done, error) })
}

/// What was done, with no more of restricted cases than who did it may see: a row of the policy, or a retry, asks nobody.
fn shown(done: &[Outcome], session: &Session<'_>) -> Result<Vec<Outcome>, CliError> {
    let shown = done.iter().map(|outcome| {
        let mut outcome = outcome.clone();
        if outcome.after.facts.restricted && session.project.masks(outcome.case)? {
            outcome.after = Arc::new(session.project.as_shown((*outcome.after).clone())?);
            outcome.first = None;
            outcome.learnt = None;
        }
        Ok(outcome)
    });
    shown.collect()
}

const KEYS: &[&str] = &["id", "did", "status", "unit", "person", "next_limit", "next_due", "title"];

fn record(spec: &Spec, outcome: &Outcome, dry: bool) -> Value {
    let case = &outcome.after;
    let next = case.running().first().map(|(limit, due)| (limit.to_string(), due.at.to_string(), due.provisional));
    let provisional = next.as_ref().is_some_and(|(.., provisional)| *provisional);
    let (limit, due) = next.map(|(limit, due, _)| (limit, due)).unzip();
    json!({
        "id": outcome.on_case().map(|id| id.to_string()), "did": spec.name, "round": case.round(),
        "status": outcome.on_case().map(|_| case.state.code()), "event": outcome.first.as_ref().map(|e| e.id().to_string()),
        "unit": case.unit.as_str(), "person": case.person.as_str(), "next_limit": limit, "next_due": due, "provisional": provisional,
        "title": case.title, "events": outcome.events, "opened": outcome.opened.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "improvement": outcome.learnt.as_ref().map(|e| e.id().to_string()),
        "warnings": outcome.warnings.iter().map(|w| w.problem.code()).collect::<Vec<_>>(), "dry_run": dry,
    })
}
