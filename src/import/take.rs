//! An import run: decides, commits, counts and rejects rows.
//!
//! Invariant: a commit is at most 2 MiB and ends between two cases. So whatever interrupts an import, no case is half recorded, and
//! running it again imports exactly the rest.

use super::keys::{KeyMark, Keys, Met};
use super::map::Map;
use super::mapping::Mapping;
use super::problem::RowProblem;
use super::rejects::Rejects;
use super::rows::SourceRow;
use super::source::Source;
use super::{ImportError, ImportResult, RowCounts, Runner};
use crate::domain::Code;
use crate::domain::event::Imported;
use crate::domain::gate::{Decision, Past, Verb};
use crate::domain::value::id::CaseId;
use crate::project::{Actor, Project, ProjectError, Session};

/// Pending bytes at which a commit is made; leaves room for one more case below 2 MiB.
const COMMIT: usize = (2 << 20) - (1 << 18);

/// An import run.
pub(super) struct Taking<'a> {
    pub(super) project: &'a Project,
    pub(super) mapping: Mapping<'a>,
    pub(super) session: Session<'a>,
    pub(super) actor: Actor,
    pub(super) keys: Keys,
    rejects: Rejects,
    /// Whether the user named the file of rejected rows.
    named: bool,
    pub(super) counts: RowCounts,
    /// For each commit sent to the pipeline: the number of its last event, and the counts at that time.
    sent: Vec<(u64, RowCounts)>,
    reason: &'a dyn Fn(&RowProblem) -> String,
    pub(super) progress: &'a mut dyn FnMut(u64),
}

/// The result of a chain.
pub(super) enum RowFate {
    Taken(CaseId),
    Refused(RowProblem),
}

impl<'a> Taking<'a> {
    /// Begins a run: reads the keys of the log.
    pub(super) fn begin(
        project: &'a Project,
        map: &'a Map,
        mut rejects: Rejects,
        runner: Runner<'a>,
        dry: bool,
    ) -> Result<Self, ImportError> {
        let Runner { session, actor, reason, progress } = runner;
        let (mut keys, prefix) = (Keys::default(), format!("{}:", map.name));
        project.import_keys(&mut |key, case| {
            if key.starts_with(&prefix) {
                keys.logged(key, case);
            }
        })?;
        let named = rejects.path().is_some();
        if !named && !dry {
            let (path, before) = project.rejects_path(&map.name);
            rejects.send_to(path, before);
        }
        Ok(Self {
            project,
            mapping: Mapping::new(map, project),
            session,
            actor: Actor { past: true, on: None, done_by: Code::default(), ..actor.clone() },
            keys,
            rejects,
            named,
            counts: RowCounts::default(),
            sent: Vec::new(),
            reason,
            progress,
        })
    }

    /// Whether a row's key is already in the log; then it is counted and needs nothing more. An error if it occurred earlier in the file.
    pub(super) fn is_met(&mut self, key: KeyMark) -> Result<bool, RowProblem> {
        match self.keys.met(key) {
            None => Ok(false),
            Some(Met::Line(line)) => Err(RowProblem::Duplicate { line }),
            Some(Met::Logged) => {
                self.counts.known += 1;
                Ok(true)
            }
        }
    }

    /// Runs a chain through the gate, on a case or to register one.
    pub(super) fn run(&mut self, chain: &[Past], case: Option<CaseId>) -> Result<RowFate, ImportError> {
        let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
        match self.session.run(&verbs, case, &self.actor) {
            Ok(outcome) => {
                self.counts.events += outcome.events as u64;
                self.counts.cases += u64::from(case.is_none());
                Ok(RowFate::Taken(outcome.case))
            }
            Err(ProjectError::Refused(refusal)) => Ok(RowFate::Refused(RowProblem::Refused(refusal))),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a case that was decided ahead.
    pub(super) fn keep(&mut self, decision: &mut Decision) -> Result<(), ImportError> {
        self.counts.events += decision.drafts.len() as u64;
        self.counts.cases += 1;
        self.session.keep_past(decision, &self.actor)?;
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
    pub(super) fn finish(mut self, source: &Source, failed: Option<ImportError>) -> Result<ImportResult, ImportError> {
        let added = self.counts.cases + self.counts.events > 0;
        if added {
            if failed.is_none() {
                let RowCounts { cases, events, rejected, known, .. } = self.counts;
                let (file, map) = (source.sha256.as_str().into(), self.mapping.map.name.as_str().into());
                let body = Imported { file, map, cases, events, rejected, known, ..Imported::default() };
                self.session.record_import(body, &self.actor)?;
            }
            self.session.commit()?;
            self.count_recorded();
        }
        let finished = self.rejects.finish(self.project, self.named);
        finished.map_err(|e| self.rejects_failed(e))?;
        let wrote = self.rejects.path().filter(|_| self.counts.rejected > 0);
        Ok(ImportResult {
            rejects: wrote.map(Into::into),
            counts: self.counts,
            map: self.mapping.map.name.clone(),
            sha256: source.sha256.clone(),
            failed,
        })
    }
}
