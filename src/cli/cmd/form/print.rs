//! Makes the papers: what each tells, its number, what was revealed for it.
//!
//! Invariant: a template that fails records nothing; a number and a reveal are on the medium before the first byte is printed.

use super::out::{Printed, Target};
use super::{no_part, out};
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::cli::input::Input;
use crate::cli::messages::errors;
use crate::cli::output;
use crate::domain::Code;
use crate::domain::case::{Case, apply, withheld};
use crate::domain::event::{Body, Event, Issued, Revealed};
use crate::domain::gate::IssueForm;
use crate::domain::policy::{Form, Policy};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::log::hash::plain;
use crate::project::{Actor, History, HistoryCut, ProjectError, Session};
use crate::report::context::ReportContext;
use crate::report::form::{Paper, PrivateData, TemplateError, Templates, file};
use crate::say;
use chrono::Datelike;
use std::collections::HashSet;
use std::sync::Arc;

/// Why private data is shown, if it is.
struct Purpose {
    why: String,
    masked: bool,
}

/// A paper to be printed, before its private data is known.
struct Job {
    id: CaseId,
    history: History,
    /// How many of the events it tells.
    told: usize,
    number: Option<Code>,
    replaces: Code,
    on: Moment,
    by: Code,
    /// Whether this run gives the number.
    fresh: bool,
    /// What was printed when it was issued, as a digest.
    of: Code,
}

/// Prints a form of the cases that were named.
pub(super) fn run(form: &Form, input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let purpose = purpose(form, input, cx)?;
    let (again, dry) = (input.on("again"), input.on("dry-run"));
    let issue = again || input.on("issue");
    let names = case_names::all(&input.many("case"))?;
    let target = Target::of(form, (purpose.is_some(), names.len()), input, cx)?;
    let project = cx.project()?;
    let desk = Desk { form, templates: Templates::with(project.templates()?), name: desk_name(cx)?, cx };
    let actor = cx.actor(input)?;
    let writes = issue || purpose.is_some();
    let mut session = if writes { Some(cx.begin(&actor)?) } else { None };
    let (mut jobs, mut seen) = (Vec::new(), HashSet::new());
    for name in &names {
        let job = match &mut session {
            Some(session) => case_names::within(session, name, &actor, cx).and_then(|id| {
                Ok(if seen.insert(id) { Some(desk.job(id, &actor, issue.then_some((session, again)))?) } else { None })
            }),
            None => case_names::by_name(name, input, cx)
                .and_then(|id| Ok(if seen.insert(id) { Some(desk.job(id, &actor, None)?) } else { None })),
        };
        match job {
            Ok(job) => jobs.extend(job),
            Err(error) if names.len() > 1 => return Err(CliError::Nothing { source: Box::new(error) }),
            Err(error) => return Err(error),
        }
    }
    let mut private = PrivateData::default();
    if let (Some(mut session), false) = (session, dry) {
        private = record(&mut session, &jobs, purpose.as_ref(), &actor)?;
    }
    let made = jobs.iter().map(|job| desk.printed(job, &private)).collect::<Result<Vec<_>, _>>();
    let done = made.and_then(|all| {
        jobs.iter().filter(|job| job.fresh).for_each(|job| tell(job, dry, cx));
        jobs.iter().zip(&all).try_for_each(|(job, printed)| desk.compare(job, printed))?;
        out::print(&target, &all, cx)
    });
    // What was given a number keeps it, whatever became of the print.
    let given: Vec<String> = jobs
        .iter()
        .filter(|job| job.fresh && !dry)
        .filter_map(|job| job.number.as_ref())
        .map(ToString::to_string)
        .collect();
    done.map_err(|error| match given.len() {
        0 => error,
        count => CliError::Recorded { what: given, count, source: Box::new(error) },
    })
}

/// Why private data is to be shown. A letter to the complainant is a purpose by itself.
fn purpose(form: &Form, input: &dyn Input, cx: &Context) -> Result<Option<Purpose>, CliError> {
    let masked = input.on("masked");
    let given = input.one("purpose").filter(|why| !why.trim().is_empty());
    let own = || say!(cx.lang, "letter to the complainant", "致投诉人的函件");
    match given.or_else(|| (form.letter && input.on("private")).then(own)) {
        Some(why) => Ok(Some(Purpose { why, masked })),
        None if masked || input.on("private") => Err(CliError::Failed(Failure::NeedsPurpose)),
        None => Ok(None),
    }
}

/// Records the numbers and, if data is shown, that it is; gives what may be shown.
fn record(
    session: &mut Session<'_>,
    jobs: &[Job],
    purpose: Option<&Purpose>,
    actor: &Actor,
) -> Result<PrivateData, CliError> {
    let Some(Purpose { why, masked }) = purpose else {
        session.commit()?;
        return Ok(PrivateData::default());
    };
    let histories: Vec<&History> = jobs.iter().map(|job| &job.history).collect();
    let how = Revealed { command: "form".into(), masked: *masked, ..Revealed::default() };
    Ok(PrivateData::revealed(session.reveal(&histories, why, how, actor)?, *masked))
}

/// Says which number was given.
fn tell(job: &Job, dry: bool, cx: &Context) {
    let (id, number) = (job.id, job.number.as_deref().unwrap_or_default());
    let _ = output::talk(
        cx,
        &match dry {
            true => say!(cx.lang, "{id}: would be issued as {number}", "{id}：将出具，文号 {number}"),
            false => say!(cx.lang, "{id}: issued as {number}", "{id}：已出具，文号 {number}"),
        },
    );
}

/// The name that stands for the desk where the directory names no unit of whoever prints.
fn desk_name(cx: &Context) -> Result<String, CliError> {
    let project = cx.project()?;
    let name = project.settings.name.clone();
    Ok(if name.is_empty() { project.desk().as_str().into() } else { name })
}

/// What all papers of a run share.
struct Desk<'a> {
    form: &'a Form,
    templates: Templates,
    name: String,
    cx: &'a Context,
}

impl Desk<'_> {
    /// A paper of a case: a draft, the one that was issued, or a new one whose event waits for the commit.
    fn job(&self, id: CaseId, actor: &Actor, issue: Option<(&mut Session<'_>, bool)>) -> Result<Job, CliError> {
        let project = self.cx.project()?;
        if project.masks(id)? {
            return Err(no_part(id, &actor.by));
        }
        let missing = || ProjectError::NoCase { name: id.to_string() };
        let history = project.history(id, HistoryCut::default())?.ok_or_else(missing)?;
        let draft = Job {
            id,
            told: history.entries.len(),
            history,
            number: None,
            replaces: Code::default(),
            on: actor.now,
            by: actor.by.clone(),
            fresh: false,
            of: Code::default(),
        };
        let Some((session, again)) = issue else { return Ok(draft) };
        match draft.history.case.issued(&self.form.code).map(|known| known.event) {
            Some(event) if !again => Ok(self.as_issued(draft, event)),
            before => self.issue(draft, before.is_some(), session, actor),
        }
    }

    /// A paper under the number that it was given.
    fn as_issued(&self, mut job: Job, event: crate::domain::value::id::EventId) -> Job {
        let Some(at) = job.history.entries.iter().position(|entry| entry.event.id() == event) else { return job };
        let event = job.history.entries[at].event.clone();
        if let Body::Issued(Issued { number, of, replaces, .. }) = &event.body {
            (job.number, job.of, job.replaces) = (Some(number.clone()), of.clone(), replaces.clone());
        }
        (job.on, job.by) = (event.on(), event.doer().clone());
        // A letter is what it was; a sheet goes on with its case.
        if self.form.letter {
            job.told = at;
        }
        job
    }

    /// A paper with a new number.
    fn issue(&self, mut job: Job, again: bool, session: &mut Session<'_>, actor: &Actor) -> Result<Job, CliError> {
        let year = u16::try_from(actor.now.date().year()).unwrap_or_default();
        let number: Code = session.next_form(&self.form.series, year)?.into();
        if let Some(before) = job.history.case.issued(&self.form.code) {
            job.replaces.clone_from(&before.number);
        }
        (job.number, job.fresh) = (Some(number.clone()), true);
        let printed = self.printed(&job, &PrivateData::default())?;
        job.of = digest(&printed.markup);
        let file = file(&self.form.code, self.cx.lang);
        let template = digest(self.templates.text(&file).unwrap_or_default());
        let verb = IssueForm { form: self.form.code.to_string(), number, template, of: job.of.clone(), again };
        let outcome = session.run(&[&verb], Some(job.id), actor)?;
        for warning in &outcome.warnings {
            output::complain(&errors::warning(warning, job.id, self.cx));
        }
        Ok(job)
    }

    /// The case and the events that a paper tells, with what a restricted case keeps private if it was revealed in full.
    fn told(job: &Job, private: &PrivateData) -> (Vec<Event>, Case) {
        let entries = &job.history.entries;
        let mut events: Vec<Event> = entries[..job.told].iter().map(|entry| entry.event.clone()).collect();
        let mut whole = job.told == entries.len();
        if job.history.case.facts.restricted {
            for event in events.iter_mut().filter(|event| withheld::may_have(event)) {
                if let Some(texts) = private.whole(event.id()) {
                    withheld::restore(event, texts);
                    whole = false;
                }
            }
        }
        let case = if whole { job.history.case.clone() } else { apply::fold(&events) };
        (events, case)
    }

    fn printed(&self, job: &Job, private: &PrivateData) -> Result<Printed, CliError> {
        let project = self.cx.project()?;
        let (events, case) = Self::told(job, private);
        let policy: Arc<Policy> = project.policy_of(case.policy())?;
        let context = ReportContext {
            policy: &policy,
            directory: &project.directory,
            calendar: &project.calendar,
            lang: self.cx.lang,
            day: job.on.date(),
            now: Some(job.on),
        };
        let events: Vec<&Event> = events.iter().collect();
        let paper = Paper {
            form: self.form,
            case: &case,
            events: &events,
            private,
            number: job.number.as_deref(),
            replaces: &job.replaces,
            on: job.on,
            by: &job.by,
            desk: &self.name,
        };
        let wrong = |error: TemplateError| CliError::Failed(Failure::Template(Box::new(error)));
        let markup = self.templates.markup(&paper, &context).map_err(wrong)?;
        let document = self.templates.document(&markup, &paper, &context).map_err(wrong)?;
        let of = PrivateData::party("complainant", &case, &events);
        let text = |key: &str| of.and_then(|event| private.text(event.id(), key));
        Ok(Printed {
            case: job.id,
            form: self.form.code.clone(),
            number: job.number.clone(),
            replaces: job.replaces.clone(),
            name: text("name").unwrap_or_default(),
            email: text("email"),
            on: job.on,
            markup,
            document,
        })
    }

    /// Says if a paper that was issued before is printed otherwise now.
    fn compare(&self, job: &Job, printed: &Printed) -> Result<(), CliError> {
        let Some(number) = job.number.as_deref().filter(|_| !job.fresh && !job.of.is_empty()) else { return Ok(()) };
        // The digest is of the print without private data.
        if digest(&self.printed(job, &PrivateData::default())?.markup) == job.of.as_str() {
            return Ok(());
        }
        let (on, _) = (job.on.date(), printed);
        let note = match self.form.letter {
            true => say!(
                self.cx.lang,
                "note: {number} was issued on {on} with another text: its template, its language or the directory has changed since; --again issues a new one in its place",
                "说明：{number} 于 {on} 出具时内容与此不同（模板、语言或人员目录已变）；--again 可重新出具替代"
            ),
            false => say!(
                self.cx.lang,
                "note: the case has changed since {number} was issued on {on}; this print tells it as it stands",
                "说明：{number} 于 {on} 出具后投诉件有变化，现按当前情况打印"
            ),
        };
        output::talk(self.cx, &note)
    }
}

/// SHA-256 of a text, in hex.
fn digest(text: &str) -> Code {
    plain(text.as_bytes()).to_string().into()
}
