//! Imports on record, each a run, and undoing one.
//!
//! Invariant: undoing voids only cases that nobody has worked on, here or by a later import; all of them in one commit. Their rows may then
//! be imported again.

use crate::domain::event::{Body, ImportUndone};
use crate::domain::gate::refusal::Refusal;
use crate::domain::gate::{UndoRow, Verb};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::project::{Actor, HistoryCut, Project, ProjectError, Session, is_imported};
use std::collections::BTreeMap;

/// An import on record.
#[derive(Clone, Debug)]
pub(crate) struct ImportRun {
    /// The event that began it; of an import by an earlier version the one that ended it.
    pub(crate) id: EventId,
    pub(crate) at: Moment,
    pub(crate) by: String,
    pub(crate) map: String,
    /// The file's name, its sheet, and its SHA-256.
    pub(crate) name: String,
    pub(crate) sheet: String,
    pub(crate) file: String,
    /// Cases, events, rejected, known; none if it was cut short.
    pub(crate) counts: Option<[u64; 4]>,
    pub(crate) undone: bool,
    /// What of an undone run stands: cases that were left, and acts in cases that were known before.
    pub(crate) stands: bool,
    /// The numbers of its events lie between these.
    from: u64,
    to: u64,
}

impl ImportRun {
    /// Whether an event of a row is of this run.
    pub(crate) fn has(&self, event: EventId) -> bool {
        event.desk == self.id.desk && event.n > self.from && event.n < self.to
    }
}

/// The imports on record, in order.
pub(crate) fn list(project: &Project) -> Result<Vec<ImportRun>, ProjectError> {
    let events = project.events_of(&["import_started", "import_undone", "imported"], HistoryCut::default())?;
    let mut runs: Vec<ImportRun> = Vec::new();
    for event in &events {
        let blank = ImportRun {
            id: event.id(),
            at: event.at,
            by: event.by.to_string(),
            map: String::new(),
            name: String::new(),
            sheet: String::new(),
            file: String::new(),
            counts: None,
            undone: false,
            stands: false,
            from: event.n,
            to: u64::MAX,
        };
        // One run of a desk ends at the latest where its next one begins.
        let close = |runs: &mut Vec<ImportRun>| {
            let open = runs.iter_mut().filter(|run| run.id.desk == event.desk && run.to == u64::MAX);
            open.for_each(|run| run.to = event.n);
        };
        match &event.body {
            Body::ImportStarted(body) => {
                close(&mut runs);
                runs.push(ImportRun {
                    map: body.map.to_string(),
                    name: body.name.to_string(),
                    sheet: body.sheet.to_string(),
                    file: body.file.to_string(),
                    ..blank
                });
            }
            Body::Imported(body) => {
                let counts = Some([body.cases, body.events, body.rejected, body.known]);
                let known = body.run.and_then(|id| runs.iter_mut().find(|run| run.id == id));
                match known {
                    Some(run) => (run.counts, run.to) = (counts, event.n),
                    None => {
                        let before = runs.iter().filter(|run| run.id.desk == event.desk).map(|run| run.to).max();
                        let (map, file) = (body.map.to_string(), body.file.to_string());
                        let from = before.unwrap_or(0);
                        runs.push(ImportRun { map, file, counts, from, to: event.n, ..blank });
                    }
                }
            }
            Body::ImportUndone(body) => {
                let of_run = runs.iter_mut().filter(|run| Some(run.id) == body.run);
                of_run.for_each(|run| (run.undone, run.stands) = (true, body.left > 0));
            }
            _ => {}
        }
    }
    Ok(runs)
}

/// The run of an event that names a row.
pub(crate) fn of_event(runs: &[ImportRun], event: EventId) -> Option<&ImportRun> {
    runs.iter().find(|run| run.has(event))
}

/// What undoing a run came to.
#[derive(Debug, Default)]
pub(crate) struct Undone {
    /// Cases voided.
    pub(crate) cases: Vec<CaseId>,
    /// Cases left, because somebody has worked on them or a rule refuses.
    pub(crate) left: Vec<CaseId>,
    /// Cases that were known before, in which the run recorded acts: these stand.
    pub(crate) followed: Vec<CaseId>,
    /// Cases voided by an undoing before this one.
    pub(crate) before: usize,
    /// Cases whose private data could not be erased yet, and the first refusal.
    pub(crate) kept: Vec<CaseId>,
    pub(crate) refused: Option<Box<Refusal>>,
    /// Events whose private data was erased.
    pub(crate) erased: usize,
}

/// The cases of a run.
struct RunCases {
    /// Those that it registered, and whether somebody has worked on each since.
    made: BTreeMap<CaseId, bool>,
    /// Those that it registered and that an undoing before has voided.
    before: Vec<CaseId>,
    /// Those that were known before.
    followed: Vec<CaseId>,
}

fn cases(project: &Project, run: &ImportRun) -> Result<RunCases, ProjectError> {
    let mut all: BTreeMap<CaseId, bool> = BTreeMap::new();
    let fates = project.imported_rows(&mut |row| {
        if let Some(case) = row.case.filter(|_| run.has(row.event)) {
            all.entry(case).or_default();
        }
    })?;
    let before: Vec<CaseId> = all.keys().filter(|case| fates.undone.contains(*case)).copied().collect();
    all.retain(|case, _| !fates.undone.contains(case));
    let (mut made, mut followed) = (BTreeMap::new(), Vec::new());
    for (case, _) in all {
        let Some(history) = project.row_history(case)? else { continue };
        if !history.case.opened.is_some_and(|opened| run.has(opened)) {
            followed.push(case);
            continue;
        }
        let imported = is_imported(&history.events);
        let is_ours = |((event, _), imported): (&(crate::domain::event::Event, _), &bool)| {
            // What a later import added is of that run; what was only voided here has not been worked on.
            (*imported && run.has(event.id())) || matches!(event.body, Body::Voided(_))
        };
        made.insert(case, !history.events.iter().zip(&imported).all(is_ours));
    }
    Ok(RunCases { made, before, followed })
}

/// Undoes a run: voids its cases as one commit, then erases their private data as far as the policy lets it. With `dry` nothing is written.
pub(crate) fn undo(
    session: &mut Session<'_>,
    run: &ImportRun,
    reason: &str,
    dry: bool,
    actor: &Actor,
) -> Result<Undone, ProjectError> {
    let RunCases { made, before, followed } = cases(session.project, run)?;
    let mut undone = Undone { followed, before: before.len(), ..Undone::default() };
    for (case, worked_on) in made {
        if worked_on {
            undone.left.push(case);
            continue;
        }
        let verb = UndoRow { run: run.id, reason: reason.into() };
        match session.run(&[&verb as &dyn Verb], Some(case), actor) {
            Ok(_) => undone.cases.push(case),
            // The reason must be worded otherwise; the cases are not what keeps it back.
            Err(ProjectError::Refused(refusal)) if refusal.is_of_personal_data() => {
                return Err(ProjectError::Refused(refusal));
            }
            Err(ProjectError::Refused(refusal)) => {
                undone.left.push(case);
                undone.refused = undone.refused.or(Some(refusal));
            }
            Err(error) => return Err(error),
        }
        session.forget(case);
    }
    if dry {
        return Ok(undone);
    }
    if !undone.cases.is_empty() {
        let (cases, left) = (undone.cases.len() as u64, (undone.left.len() + undone.followed.len()) as u64);
        let body = ImportUndone { run: Some(run.id), cases, left, ..ImportUndone::default() };
        session.record_run(Body::ImportUndone(body), reason, actor)?;
        session.commit()?;
    }
    // An undoing that was cut short, or had to wait for an approval, has voided cases and left their private data.
    let voided: Vec<CaseId> = before.into_iter().chain(undone.cases.iter().copied()).collect();
    erase(session, &voided, &mut undone, reason, actor)?;
    Ok(undone)
}

/// Erases the private data of the voided cases, as far as the gate lets it.
fn erase(
    session: &mut Session<'_>,
    voided: &[CaseId],
    undone: &mut Undone,
    reason: &str,
    actor: &Actor,
) -> Result<(), ProjectError> {
    for case in voided.iter().copied() {
        match session.plan_erasing(case, (false, false), reason, Vec::new(), actor) {
            Ok(_) => {}
            Err(ProjectError::Refused(refusal)) => {
                undone.kept.push(case);
                undone.refused = undone.refused.take().or(Some(refusal));
            }
            Err(error) => return Err(error),
        }
        session.forget(case);
    }
    if !voided.is_empty() {
        undone.erased = session.erase_planned()?.events;
    }
    Ok(())
}
