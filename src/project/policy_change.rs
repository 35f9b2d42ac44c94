//! Records a changed policy, calendar or directory. The snapshot is on disk before the first event that names it; due dates that a new
//! calendar moves are recomputed by an event.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::limit;
use crate::domain::event::{Body, DirectoryChanged, PolicyAdopted, Recomputed};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::texts::Texts;
use crate::log::LogError;
use crate::profile;
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;
use crate::project::session::{Actor, Session};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Session<'_> {
    /// Records `policy_adopted` if today's policy differs from that of the last commit.
    pub(super) fn adopt_policy(&mut self, actor: &Actor) -> Result<(), ProjectError> {
        if self.note.policy == self.project.digest() {
            return Ok(());
        }
        self.refuse_new_mistakes()?;
        let before = std::mem::replace(&mut self.note.policy, self.project.digest().to_string());
        let from = Some(Moment::day(actor.now.date()));
        let (digest, units) = (self.project.digest().into(), self.name_changed_units()?);
        let body = PolicyAdopted { digest, from, units, ..PolicyAdopted::default() };
        self.push_desk(Body::PolicyAdopted(body), Texts::default(), None, actor)?;
        if !before.is_empty() && self.project.calendars_of(&before) != self.project.calendars_of(self.project.digest())
        {
            self.recompute(actor)?;
        }
        Ok(())
    }

    /// A row with a word that nothing has would never be in force, and nobody would see it. What stood there when the last policy was
    /// adopted goes on as it is.
    fn refuse_new_mistakes(&self) -> Result<(), ProjectError> {
        let problems = profile::check(&self.project.policy);
        if problems.is_empty() {
            return Ok(());
        }
        let known = match self.note.policy.as_str() {
            "" => Vec::new(),
            before => profile::check(&*self.project.policy_of(before)?),
        };
        match problems.into_iter().find(|problem| !known.contains(problem)) {
            None => Ok(()),
            Some(problem) => Err(ProjectError::Mistake(Arc::new(ProjectError::Policy(problem)))),
        }
    }

    /// Records `directory_changed` if `directory.toml` differs from the last commit, with the accounts and roles that changed: who can
    /// write that file decides who acts as whom. The first event lists all of them. In a simulated project nothing is recorded.
    pub(super) fn note_directory(&mut self, actor: &Actor) -> Result<(), ProjectError> {
        let digest = self.project.directory_digest()?;
        let unknown = self.note.directory.is_empty() && self.project.directory.people.is_empty();
        if self.project.settings.simulated || unknown || self.note.directory == digest {
            return Ok(());
        }
        let (mut accounts, mut roles) = (BTreeMap::new(), BTreeMap::new());
        for event in self.project.events_of(&["directory_changed"], HistoryCut::default())? {
            if let Body::DirectoryChanged(body) = event.body {
                accounts.extend(body.accounts);
                roles.extend(body.roles);
            }
        }
        let people = &self.project.directory.people;
        let body = DirectoryChanged {
            digest: digest.as_str().into(),
            accounts: moved(&accounts, people.iter().map(|p| (p.code.clone(), p.account.clone()))),
            roles: moved(&roles, people.iter().map(|p| (p.code.clone(), p.roles.join(",").into()))),
            units: self.name_changed_units()?,
            ..DirectoryChanged::default()
        };
        self.note.directory = digest;
        self.push_desk(Body::DirectoryChanged(body), Texts::default(), None, actor)
    }

    /// Recomputes the due dates of all pending cases, under their own policies and today's calendar.
    fn recompute(&mut self, actor: &Actor) -> Result<(), ProjectError> {
        let ids = self.pending_cases()?;
        let calendar: &Calendar = &self.project.calendar;
        for id in ids {
            let case = match self.case(id) {
                // Nothing is written to a damaged case; events of other cases do not depend on it.
                Err(ProjectError::Store(LogError::Damaged(_))) => continue,
                case => case?,
            };
            let Some(case) = case.filter(|c| c.state.is_pending()) else { continue };
            let due = limit::settle(&case, &*self.policy_of(&case)?, calendar);
            if !due.is_empty() {
                let body = Recomputed { why: "calendar".into(), due, ..Recomputed::default() };
                self.push_desk(Body::Recomputed(body), Texts::default(), Some(id), actor)?;
            }
        }
        Ok(())
    }
}

/// The entries that changed; an empty value means that the entry was removed.
fn moved(before: &BTreeMap<Code, Code>, now: impl Iterator<Item = (Code, Code)>) -> SmallMap<Code, Code> {
    let now: BTreeMap<Code, Code> = now.filter(|(_, what)| !what.is_empty()).collect();
    let was = |who: &Code| before.get(who).cloned().unwrap_or_default();
    let gone = before.iter().filter(|(who, what)| !what.is_empty() && !now.contains_key(*who));
    let gone = gone.map(|(who, _)| (who.clone(), Code::default()));
    now.iter()
        .filter(|(who, what)| was(who) != **what)
        .map(|(who, what)| (who.clone(), what.clone()))
        .chain(gone)
        .collect()
}
