//! Policies that are not in force yet: a draft over this project's files, put in force from a day, and files that hold from a later day.
//!
//! Invariant: a draft changes nothing until it is adopted; its snapshot is on disk before the event that names it.

use crate::domain::calendar::Calendar;
use crate::domain::event::{Body, PolicyAdopted};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::profile::{self, PolicyLayer, Resolved};
use crate::project::error::ProjectError;
use crate::project::open::{Project, Today, holds_from, read_layers};
use crate::project::session::{Actor, Session};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Project {
    /// The name under which a draft is laid over all other files of `policies.d/`; its own where it takes a file's place.
    #[must_use]
    pub fn layer_name(&self, name: &str) -> String {
        let mut own: Vec<&str> =
            self.layers.iter().filter_map(|layer| layer.file.strip_prefix("policies.d/")).collect();
        own.sort_unstable();
        let (mut placed, file) = (name.to_string(), |name: &str| format!("{name}.toml"));
        if own.contains(&file(name).as_str()) {
            return placed;
        }
        // Of files with the same rows the last counts.
        if let Some(last) = own.last().filter(|last| ***last > *file(&placed)) {
            placed = format!("{}_{placed}", last.trim_end_matches(".toml"));
        }
        placed
    }

    /// The files of the policy with a draft laid over `policies.d/`, below `redress.toml`, and the draft's own; a file of the
    /// draft's name is left out, for the draft takes its place.
    ///
    /// # Errors
    /// The draft cannot be read.
    pub fn layers_with(&self, name: &str, text: &str) -> Result<(String, Vec<PolicyLayer>), ProjectError> {
        let file = format!("policies.d/{}.toml", self.layer_name(name));
        let draft = profile::read_layer(&file, text)?;
        let mut layers: Vec<PolicyLayer> = self.layers.iter().filter(|layer| layer.file != file).cloned().collect();
        let at = layers.iter().position(|layer| !layer.file.starts_with("policies.d/") || layer.file > file);
        layers.insert(at.unwrap_or(layers.len()), draft);
        Ok((file, layers))
    }

    /// The files of the policy as they hold on a day.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn layers_on(&self, day: NaiveDate) -> Result<Vec<PolicyLayer>, ProjectError> {
        let own = PolicyLayer { file: "redress.toml".into(), rows: self.settings.layer.clone() };
        read_layers(&self.root, own, Some(Today::Day(day)))
    }

    /// The days after `today` from which a file of `policies.d/` holds, in order.
    ///
    /// # Errors
    /// One of the files cannot be read.
    pub fn coming_days(&self, today: NaiveDate) -> Result<BTreeSet<NaiveDate>, ProjectError> {
        let days = self.layers_on(NaiveDate::MAX)?;
        let own = days.iter().filter(|layer| layer.file.starts_with("policies.d/"));
        Ok(own.filter_map(holds_from).filter(|from| *from > today).collect())
    }

    /// Where a file of `policies.d/` stands.
    #[must_use]
    pub fn layer_path(&self, name: &str) -> PathBuf {
        self.root.join("policies.d").join(format!("{name}.toml"))
    }

    /// Writes a file of `policies.d/`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write_layer(&self, name: &str, text: &str) -> Result<PathBuf, ProjectError> {
        self.write_beside(self.layer_path(name), text)
    }

    /// Writes a file of `calendars/`, unless one of that name is there: it may have been corrected since.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write_calendar(&self, file: &str, text: &str) -> Result<(), ProjectError> {
        let path = self.calendar_path(file);
        if path.exists() { Ok(()) } else { self.write_beside(path, text).map(drop) }
    }

    fn calendar_path(&self, file: &str) -> PathBuf {
        self.root.join("calendars").join(file)
    }

    /// The project's calendar with the files of a pack, as it will be once they are written.
    ///
    /// # Errors
    /// A file is none of a calendar, which a test excludes.
    pub fn calendar_with<'t>(&self, files: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Calendar, ProjectError> {
        let mut calendar = self.calendar.clone();
        for (file, text) in files.filter(|(file, _)| !self.calendar_path(file).exists()) {
            calendar.add_year(text).map_err(|source| ProjectError::Calendar { file: file.into(), source })?;
        }
        Ok(calendar)
    }

    fn write_beside(&self, path: PathBuf, text: &str) -> Result<PathBuf, ProjectError> {
        let wrap = |source| ProjectError::File { path: path.clone(), source };
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(wrap)?;
        self.log.rules().replace_alike(&path, text.as_bytes()).map_err(wrap)?;
        Ok(path)
    }
}

impl Session<'_> {
    /// Records that a policy holds from a day on, with its snapshot; waits for the commit.
    ///
    /// # Errors
    /// The snapshot cannot be written.
    pub fn announce_policy(
        &mut self,
        (policy, calendar): (&Resolved, &Calendar),
        from: Moment,
        actor: &Actor,
    ) -> Result<String, ProjectError> {
        let digest = self.name(policy.snapshot(calendar));
        let (named, from, units) = (digest.as_str().into(), Some(from), self.name_changed_units()?);
        let body = PolicyAdopted { digest: named, from, units, ..PolicyAdopted::default() };
        self.push_desk(Body::PolicyAdopted(body), Texts::default(), None, actor)?;
        Ok(digest)
    }
}
