//! Makes the papers: what each tells, its number, what was revealed for it.
//!
//! Invariant: a template that fails records nothing; a number and a reveal are on the medium before the first byte is printed.

use super::out::Destination;
use super::printed::Printed;
use super::{AGAIN, DRY_RUN, ISSUE, KEEP_GOING, MASKED, PRIVATE, PURPOSE, no_part, out};
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, NoMail, SeveralOf};
use crate::cli::messages::errors;
use crate::cli::output;
use crate::command::flag::CASES;
use crate::command::input::Input;
use crate::domain::Code;
use crate::domain::case::{Case, apply, withheld};
use crate::domain::event::{Body, Event, Issued, Revealed};
use crate::domain::gate::IssueForm;
use crate::domain::policy::{Form, Policy};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::log::hash::plain;
use crate::project::{Actor, History, HistoryCut, Project, ProjectError, Session};
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
pub(super) fn run(form: &Form, input: &Input, cx: &Context) -> Result<(), CliError> {
    let purpose = purpose(form, input, cx)?;
    let (again, dry) = (input.on(AGAIN), input.on(DRY_RUN));
    let issue = again || input.on(ISSUE);
    let names = case_names::all(&input.many(CASES))?;
    let target = Destination::of(form, (purpose.is_some(), names.len()), input, cx)?;
    let project = cx.project()?;
    let desk = Desk { form, templates: Templates::with(project.templates()?), name: desk_name(cx)?, cx };
    let actor = cx.actor(input)?;
    let writes = issue || purpose.is_some();
    let mut session = if writes { Some(cx.begin(&actor)?) } else { None };
    let (mut jobs, mut seen, mut failed) = (Vec::new(), HashSet::new(), Vec::new());
    // A letter that cannot go as an e-mail gets no number.
    let is_mail = matches!(target, Destination::Mail(_) | Destination::MailFolder(_)) && purpose.is_some();
    for name in &names {
        let id = match &session {
            Some(session) => case_names::within(session, name, &actor, cx),
            None => case_names::by_name(name, input, cx),
        };
        let job = match id {
            Ok(id) if !seen.insert(id) => continue,
            Ok(id) if is_mail && !project.masks(id)? && !has_address(id, project)? => {
                if matches!(target, Destination::Mail(_)) {
                    return Err(CliError::Failed(Failure::NoMail(NoMail::NoAddress)));
                }
                failed.push(out::no_address(id, cx));
                continue;
            }
            Ok(id) => desk.job(id, &actor, session.as_mut().filter(|_| issue).map(|session| (session, again))),
            Err(error) => Err(error),
        };
        match job {
            Ok(job) => jobs.push(job),
            Err(error) if input.on(KEEP_GOING) && matches!(error.exit(), 2..=5) => failed.push(error),
            Err(error) if names.len() > 1 => return Err(CliError::Nothing { source: Box::new(error) }),
            Err(error) => return Err(error),
        }
    }
    if jobs.is_empty() && failed.len() == 1 {
        return failed.pop().map_or(Ok(()), Err);
    }
    // A template that fails does so before anything is recorded.
    let mut all = desk.all(&jobs, &PrivateData::default())?;
    let changed: Vec<bool> = jobs.iter().zip(&all).map(|(job, printed)| job.has_changed(printed)).collect();
    if let (Some(mut session), false) = (session, dry) {
        let private = record(&mut session, &jobs, purpose.as_ref(), &actor)?;
        if purpose.is_some() {
            all = desk.all(&jobs, &private).map_err(|error| on_record(&jobs, error))?;
        }
    }
    for (job, _) in jobs.iter().zip(&changed).filter(|(_, changed)| **changed) {
        output::talk(cx, &desk.differs(job))?;
    }
    jobs.iter().filter(|job| job.fresh).for_each(|job| tell(job, dry, cx));
    if !jobs.is_empty() {
        let printed = out::print(&target, &all, cx);
        printed.map_err(|error| if dry { error } else { on_record(&jobs, error) })?;
    }
    failed.iter().for_each(|error| output::error(cx, error, cx.talks_json()));
    let total = jobs.len() + failed.len();
    failed.first().map_or(Ok(()), |first| {
        Err(CliError::Some { failed: failed.len(), total, of: SeveralOf::Cases, exit: first.exit() })
    })
}

/// Whether an e-mail address of the complainant is on record; nothing of it is shown. Where this account may not read that, the reveal tells.
fn has_address(id: CaseId, project: &Project) -> Result<bool, CliError> {
    let history = if project.private_is_closed() { None } else { project.row_history(id)? };
    let Some(history) = history else { return Ok(true) };
    let events: Vec<&Event> = history.events.iter().map(|(event, _)| event).collect();
    let Some(party) = PrivateData::party("complainant", &history.case, &events).map(Event::id) else {
        return Ok(false);
    };
    // Corrected data is stored under the event that it belongs to.
    let (corrected, mut is_known) = (format!("{party} email"), false);
    for (event, texts) in &history.events {
        let has = |key: &str| texts.get(key).is_some_and(|text| !text.is_empty());
        match &event.body {
            _ if event.id() == party => is_known = has("email"),
            Body::Corrected(body) if body.party == Some(party) => {
                is_known = (is_known && !body.private.iter().any(|name| name == "email")) || has(&corrected);
            }
            _ => {}
        }
    }
    Ok(is_known)
}

/// An error of printing: what was given a number keeps it.
fn on_record(jobs: &[Job], error: CliError) -> CliError {
    let given = jobs.iter().filter(|job| job.fresh).filter_map(|job| job.number.as_ref());
    let what: Vec<String> = given.map(ToString::to_string).collect();
    match what.len() {
        0 => error,
        count => CliError::Recorded { what, count, source: Box::new(error) },
    }
}

/// Why private data is to be shown. A letter to the complainant is a purpose by itself.
fn purpose(form: &Form, input: &Input, cx: &Context) -> Result<Option<Purpose>, CliError> {
    let masked = input.on(MASKED);
    let given = input.one(PURPOSE).filter(|why| !why.trim().is_empty());
    let own = || say!(cx.lang, "letter to the complainant", "致投诉人的函件");
    match given.or_else(|| (form.letter && input.on(PRIVATE)).then(own)) {
        Some(why) => Ok(Some(Purpose { why, masked })),
        None if masked || input.on(PRIVATE) => Err(CliError::Failed(Failure::NeedsPurpose)),
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
    Ok(if name.is_empty() { project.desk()?.as_str().into() } else { name })
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
            let is_anew = |body: &Body| {
                matches!(body, Body::Reworked(_)) || matches!(body, Body::Replied(reply) if !reply.partial)
            };
            if job.history.entries[at..].iter().any(|entry| is_anew(&entry.event.body)) {
                let (on, number) = (job.on.date(), job.number.as_deref().unwrap_or_default());
                output::warn(
                    self.cx,
                    &say!(
                        self.cx.lang,
                        "{number} was issued on {on}, and the reply was sent back or given anew since; --again issues a new one in its place",
                        "{number} 于 {on} 出具，此后回复已退回重办或重新答复；--again 可重新出具替代"
                    ),
                );
            }
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
        let words = self.templates.own_words(&file);
        let verb = IssueForm { form: self.form.code.to_string(), number, template, of: job.of.clone(), words, again };
        let outcome = session.run(&[&verb], Some(job.id), actor)?;
        for warning in &outcome.warnings {
            output::complain(&errors::warning(warning, Some(job.id), self.cx));
        }
        Ok(job)
    }

    /// The case and the events that a paper tells, with what a restricted case keeps private if it was revealed in full.
    fn told(&self, job: &Job, private: &PrivateData) -> Result<(Vec<Event>, Case), CliError> {
        let policy = &self.cx.project()?.policy;
        let entries = &job.history.entries;
        let mut events: Vec<Event> = entries[..job.told].iter().map(|entry| entry.event.clone()).collect();
        let mut whole = job.told == entries.len();
        if job.history.case.facts.restricted {
            for event in events.iter_mut().filter(|event| withheld::may_have(event)) {
                if let Some(texts) = private.whole(event.id()) {
                    withheld::restore(event, texts, &|code| policy.is_free_text(code));
                    whole = false;
                }
            }
        }
        let case = if whole { job.history.case.clone() } else { apply::fold(&events) };
        Ok((events, case))
    }

    fn printed(&self, job: &Job, private: &PrivateData) -> Result<Printed, CliError> {
        let project = self.cx.project()?;
        let (events, case) = self.told(job, private)?;
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

    fn all(&self, jobs: &[Job], private: &PrivateData) -> Result<Vec<Printed>, CliError> {
        jobs.iter().map(|job| self.printed(job, private)).collect()
    }

    /// What is said of a paper that is printed otherwise than when it was issued.
    fn differs(&self, job: &Job) -> String {
        let (on, number) = (job.on.date(), job.number.as_deref().unwrap_or_default());
        match self.form.letter {
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
        }
    }
}

impl Job {
    /// Whether what is printed without private data is another text than when it was issued.
    fn has_changed(&self, public: &Printed) -> bool {
        !self.fresh && !self.of.is_empty() && digest(&public.markup) != self.of
    }
}

/// SHA-256 of a text, in hex.
fn digest(text: &str) -> Code {
    plain(text.as_bytes()).to_string().into()
}
