//! An import run: decides, commits, counts and rejects rows.
//!
//! Invariant: a commit is at most 2 MiB and ends between two cases. So whatever interrupts an import, no case is half recorded, and
//! running it again imports exactly the rest.

use super::difference::{RecordWords, RowDiffers};
use super::known::{KeptSaid, KeyMark, KnownKeys, KnownRow};
use super::mapping::Mapping;
use super::problem::RowProblem;
use super::rejects::Rejects;
use super::rows::SourceRow;
use super::runs::ImportRun;
use super::source::Source;
use super::{ColumnUse, Import, ImportError, ImportResult, RowCounts, Runner, SHOWN};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event, ImportStarted, Imported};
use crate::domain::gate::{Decision, Past, Verb};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::project::{Actor, Project, ProjectError, Session};
use std::collections::BTreeMap;

/// Pending bytes at which a commit is made; leaves room for one more case below 2 MiB.
const COMMIT: usize = (2 << 20) - (1 << 18);

/// An import run.
pub(super) struct Taking<'a> {
    pub(super) project: &'a Project,
    pub(super) mapping: Mapping<'a>,
    pub(super) session: Session<'a>,
    pub(super) actor: Actor,
    pub(super) known: KnownKeys,
    source: &'a Source,
    /// The file's name, for the event that begins the run.
    name: String,
    /// The event that began the run, once something was taken.
    run: Option<EventId>,
    /// Rows that say something else in a file that a later one of its source has overtaken: case and line.
    pub(super) overtaken: Vec<(CaseId, u64)>,
    /// The imports of the same source since this very file was taken; once asked.
    later: Option<Vec<ImportRun>>,
    /// Rows that differ from their cases in what cannot be an act.
    pub(super) differs: Vec<RowDiffers>,
    /// The texts that were moved to the private side, by name.
    kept_private: BTreeMap<Code, u64>,
    complete: bool,
    /// Of a dry run: what each column becomes, and the first cases.
    dry: bool,
    columns: Vec<ColumnUse>,
    shown: Vec<(u64, Case)>,
    rejects: Rejects,
    /// Whether the user named the file of rejected rows.
    named: bool,
    pub(super) counts: RowCounts,
    /// For each commit sent to the pipeline: the number of its last event, and the counts at that time.
    sent: Vec<(u64, RowCounts)>,
    reason: &'a dyn Fn(&RowProblem) -> String,
    pub(super) words: &'a dyn Fn(RecordWords<'_>) -> String,
    pub(super) progress: &'a mut dyn FnMut(u64),
}

/// The result of a chain.
pub(super) enum RowFate {
    Taken(CaseId),
    Refused(RowProblem),
}

impl<'a> Taking<'a> {
    /// Begins a run: reads what is on record of its source.
    pub(super) fn begin(import: &'a Import<'a>, mut rejects: Rejects, runner: Runner<'a>) -> Result<Self, ImportError> {
        let Import { project, map, source, dry, .. } = import;
        let Runner { session, actor, reason, words, progress } = runner;
        let mut known = KnownKeys::read(project, &map.name)?;
        import.seen.iter().for_each(|case| known.see(*case));
        let named = rejects.path().is_some();
        if !named && !dry {
            let (path, before) = project.rejects_path(&map.name);
            rejects.send_to(path, before);
        }
        let mut actor = Actor { past: true, on: None, done_by: Code::default(), ..actor.clone() };
        actor.not_personal.extend(map.not_personal.iter().cloned());
        Ok(Self {
            project,
            mapping: Mapping::new(map, project),
            session,
            actor,
            known,
            source,
            name: import.name.clone(),
            run: None,
            overtaken: Vec::new(),
            later: None,
            differs: Vec::new(),
            kept_private: BTreeMap::new(),
            complete: import.complete,
            dry: *dry,
            columns: import.columns(),
            shown: Vec::new(),
            rejects,
            named,
            counts: RowCounts::default(),
            sent: Vec::new(),
            reason,
            words,
            progress,
        })
    }

    /// Records that the run begins, before the first thing that it takes.
    pub(super) fn begin_run(&mut self) -> Result<(), ImportError> {
        if self.run.is_some() {
            return Ok(());
        }
        let text = |text: &str| Code::from(text);
        let body = ImportStarted {
            file: text(&self.source.sha256),
            map: text(&self.mapping.map.name),
            name: text(&self.name),
            sheet: text(&self.source.sheet),
            ..ImportStarted::default()
        };
        self.run = Some(self.session.record_run(Body::ImportStarted(body), "", &self.actor)?);
        Ok(())
    }

    /// When a row was read first, if its file is one of rejected rows.
    pub(super) fn was_read(&self, row: &SourceRow) -> Option<Moment> {
        self.rejects.was_read(row)
    }

    /// Whether `last`, what its source last said of a case, came after the row was read, or with another file since this very file was taken.
    pub(super) fn is_overtaken(&mut self, last: Option<&Event>, was_read: Option<Moment>) -> Result<bool, ImportError> {
        if last.zip(was_read).is_some_and(|(last, read)| last.at.is_after(read)) {
            return Ok(true);
        }
        let last = last.map(Event::id);
        if self.later.is_none() {
            let (source, map) = (&self.source, &self.mapping.map.name);
            let mut runs = super::runs::list(self.project)?;
            runs.retain(|run| (!run.undone || run.stands) && run.map == *map);
            let is_own = |run: &ImportRun| (&run.file, &run.sheet) == (&source.sha256, &source.sheet);
            let mut later = runs.iter().position(is_own).map_or_else(Vec::new, |first| runs.split_off(first + 1));
            later.retain(|run| !is_own(run));
            self.later = Some(later);
        }
        Ok(last.is_some_and(|last| self.later.iter().flatten().any(|run| run.has(last))))
    }

    /// The row on record with this key; an error if the key occurred earlier in the file.
    pub(super) fn met(&mut self, key: KeyMark, line: u64) -> Result<Option<KnownRow>, RowProblem> {
        match self.known.line(key) {
            Some(line) => Err(RowProblem::Duplicate { line }),
            None => {
                let row = self.known.row(key);
                if row.is_some() {
                    self.known.taken(key, line);
                }
                Ok(row)
            }
        }
    }

    /// Counts a row on record that says what it said.
    pub(super) fn count_known(&mut self, row: KnownRow) {
        self.counts.known += 1;
        self.counts.erased += u64::from(row.kept == KeptSaid::Erased);
        self.counts.voided += u64::from(row.case.is_some_and(|case| self.known.is_voided(case)));
    }

    /// Keeps a case as it would stand, for a dry run.
    pub(super) fn show(&mut self, line: u64, case: &Case) {
        if self.dry && self.shown.len() < SHOWN {
            self.shown.push((line, case.clone()));
        }
    }

    /// Counts texts that were moved to the private side.
    pub(super) fn keep_private(&mut self, texts: &[Code]) {
        for text in texts {
            self.counts.private += 1;
            *self.kept_private.entry(text.clone()).or_default() += 1;
        }
    }

    /// Runs a chain through the gate, on a case or to register one.
    pub(super) fn run(&mut self, chain: &[Past], case: Option<CaseId>) -> Result<RowFate, ImportError> {
        let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
        self.begin_run()?;
        match self.session.run(&verbs, case, &self.actor) {
            Ok(outcome) => {
                self.counts.events += outcome.events as u64;
                self.counts.cases += u64::from(case.is_none());
                self.keep_private(&outcome.kept_private);
                self.known.see(outcome.case);
                if case.is_none() {
                    self.show(chain.first().map_or(0, |first| u64::from(first.row)), &outcome.after);
                }
                Ok(RowFate::Taken(outcome.case))
            }
            Err(ProjectError::Refused(refusal)) => Ok(RowFate::Refused(RowProblem::Refused(refusal))),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a case that was decided ahead.
    pub(super) fn keep(&mut self, decision: &mut Decision) -> Result<(), ImportError> {
        self.begin_run()?;
        self.counts.events += decision.drafts.len() as u64;
        self.counts.cases += 1;
        self.keep_private(&std::mem::take(&mut decision.kept_private));
        let case = self.session.keep_past(decision, &self.actor)?;
        self.known.see(case);
        Ok(())
    }

    /// Adds a row to the rejects.
    pub(super) fn reject(&mut self, row: &SourceRow, line: u64, problem: &RowProblem) -> Result<(), ImportError> {
        self.counts.rejected += 1;
        let reason = (self.reason)(problem);
        self.rejects.add(self.project, row, line, &reason).map_err(|e| self.rejects_failed(e))
    }

    fn rejects_failed(&self, source: std::io::Error) -> ImportError {
        ImportError::Rejects(self.rejects.path().map(Into::into).unwrap_or_default(), source)
    }

    /// Ends a case: drops it from the case cache, and commits if enough is pending.
    pub(super) fn end_of_case(&mut self, case: Option<CaseId>) -> Result<(), ImportError> {
        if let Some(id) = case {
            self.session.forget(id);
        }
        if self.session.pending_bytes() >= COMMIT {
            let counts = self.counts.clone();
            self.session.commit_behind()?;
            self.sent.push((self.session.greatest(), counts));
        }
        Ok(())
    }

    /// If a commit failed, resets the counts to what is on record.
    fn count_recorded(&mut self) {
        let recorded = self.session.recorded();
        let Some(failed) = self.sent.iter().position(|(last, _)| *last > recorded) else { return };
        let RowCounts { cases, events, .. } =
            failed.checked_sub(1).map(|at| self.sent[at].1.clone()).unwrap_or_default();
        (self.counts.cases, self.counts.events) = (cases, events);
    }

    /// Commits the rest. If the import was not interrupted, the event that ends an import is added.
    pub(super) fn finish(mut self, failed: Option<ImportError>) -> Result<ImportResult, ImportError> {
        let added = self.counts.cases + self.counts.events > 0;
        if added {
            if failed.is_none() {
                let RowCounts { cases, events, rejected, known, followed, differs, private, .. } = self.counts;
                let (file, map) = (self.source.sha256.as_str().into(), self.mapping.map.name.as_str().into());
                let counts =
                    Imported { cases, events, rejected, known, followed, differs, private, ..Imported::default() };
                let body = Body::Imported(Imported { run: self.run, file, map, ..counts });
                self.session.record_run(body, "", &self.actor)?;
            }
            self.session.commit()?;
            self.count_recorded();
        }
        let finished = self.rejects.finish(self.project, self.named);
        finished.map_err(|e| self.rejects_failed(e))?;
        let wrote = self.rejects.path().filter(|_| self.counts.rejected > 0);
        let run = self.run.filter(|_| added);
        Ok(ImportResult {
            rejects: wrote.map(Into::into),
            counts: self.counts,
            map: self.mapping.map.name.clone(),
            sha256: self.source.sha256.clone(),
            sheet: self.source.sheet.clone(),
            run,
            columns: self.columns,
            cases: self.shown,
            differs: self.differs,
            overtaken: self.overtaken,
            kept_private: self.kept_private,
            gone: if self.complete && failed.is_none() { self.known.gone() } else { Vec::new() },
            seen: self.known.into_seen(),
            failed,
        })
    }
}
