//! The policy, calendar and units that figures rest on, as they are found on record or in force; and the snapshots of units.
//!
//! Invariant: a snapshot is written before the event that names it, and by no refused command. What the program itself knows (the notices of
//! holidays that it has embedded) is not on record: days of rest that a later version knows count for the past too.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::event::Body;
use crate::domain::policy::directory::Directory;
use crate::domain::value::moment::Moment;
use crate::log::hash;
use crate::project::basis::{Basis, BasisDigests, PastBasis};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use crate::project::session::Session;

impl Project {
    /// What figures rest on.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        match self.then.get() {
            Some(PastBasis { policy, directory, calendar, .. }) => Basis { policy, directory, calendar },
            None => Basis { policy: &self.policy, directory: &self.directory, calendar: &self.calendar },
        }
    }

    /// The digest of the policy that figures rest on.
    pub(super) fn basis_digest(&self) -> &str {
        self.then.get().map_or_else(|| self.digest(), |then| &then.digest)
    }

    /// The digests of what figures rest on.
    #[must_use]
    pub fn basis_digests(&self) -> BasisDigests {
        let Basis { directory, calendar, .. } = self.basis();
        let sha256 = |text: &str| hash::plain(text.as_bytes()).to_string();
        let notices = Calendar::embedded().last_year();
        BasisDigests {
            policy: self.basis_digest().into(),
            units: sha256(&directory.units_text()),
            calendar: sha256(&format!("{notices}\n{}", calendar.digest_text())),
        }
    }

    /// Figures rest from now on on what was on record at an instant. What was not on record then is as it is today: a project that had not
    /// adopted a policy, a log from before units were kept. Units that changed since are on record from the next policy, paper or change of
    /// people and accounts on.
    ///
    /// # Errors
    /// The log or what it names cannot be read.
    pub fn rest_on(&self, known: Moment) -> Result<(), ProjectError> {
        let digest = self.adopted_by(Some(known))?.unwrap_or_else(|| self.digest().into());
        let calendar = self.calendar_at(Some(known))?.into_owned();
        let mut directory = self.directory.clone();
        if let Some(units) = self.units_by(Some(known))? {
            let missing = || ProjectError::Snapshot { digest: units.to_string() };
            directory.units = Directory::units_of(&self.snapshot_text(&units)?).ok_or_else(missing)?;
        }
        let _ = self.then.set(PastBasis { policy: self.policy_of(&digest)?, directory, calendar, digest });
        Ok(())
    }

    /// The digest of the policy that was on record at an instant and in force on its day; `None` if there was none.
    pub(super) fn adopted_by(&self, known: Option<Moment>) -> Result<Option<String>, ProjectError> {
        let adopted = self.events_of(&["policy"], HistoryCut { by: None, known })?;
        Ok(adopted.into_iter().rev().find_map(|event| match event.body {
            Body::PolicyAdopted(body)
                if !body.digest.is_empty()
                    && known.is_none_or(|known| body.from.is_none_or(|from| !from.is_after(known))) =>
            {
                Some(body.digest.to_string())
            }
            _ => None,
        }))
    }

    /// The digest of the units that were on record at an instant.
    fn units_by(&self, known: Option<Moment>) -> Result<Option<Code>, ProjectError> {
        let known = HistoryCut { by: None, known };
        let events = self.events_of(&["policy", "directory_changed", "reported"], known)?;
        let units = events.into_iter().rev().map(|event| match event.body {
            Body::PolicyAdopted(body) => body.units,
            Body::DirectoryChanged(body) => body.units,
            Body::Reported(body) => body.units,
            _ => Code::default(),
        });
        Ok(units.into_iter().find(|units| !units.is_empty()))
    }

    /// Writes a snapshot beside those of the policies, under its digest, before the first event that names it.
    fn keep_snapshot(&self, digest: &str, text: &str) -> Result<(), ProjectError> {
        let path = self.snapshot_path(digest);
        if path.exists() {
            return Ok(());
        }
        self.log.rules().replace(&path, text.as_bytes()).map_err(|source| ProjectError::File { path, source })
    }
}

impl Session<'_> {
    /// The digest of the units as they are now, for an event that names them. They are written before that event is.
    pub fn name_units(&mut self) -> Code {
        let text = self.project.directory.units_text();
        self.name(text).as_str().into()
    }

    /// The same for an event of a change; empty where there never were units.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn name_changed_units(&mut self) -> Result<Code, ProjectError> {
        let has_none = self.project.directory.units.is_empty() && self.project.units_by(None)?.is_none();
        Ok(if has_none { Code::default() } else { self.name_units() })
    }

    /// The digest of a snapshot that an event of the next commit names.
    pub(super) fn name(&mut self, text: String) -> String {
        let digest = hash::plain(text.as_bytes()).to_string();
        self.named.push((digest.clone(), text));
        digest
    }

    /// Writes what the events of the next commit name: today's policy, and other snapshots. A refused command leaves none.
    pub(super) fn keep_snapshots(&mut self) -> Result<(), ProjectError> {
        let project = self.project;
        if !project.snapshot_path(project.digest()).exists() {
            project.keep_snapshot(project.digest(), project.snapshot())?;
        }
        self.named.drain(..).try_for_each(|(digest, text)| project.keep_snapshot(&digest, &text))
    }
}
