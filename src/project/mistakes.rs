//! A mistake in the project's own files: reading goes on, nothing is recorded.
//!
//! Invariant: a mistake never makes more seen or allowed than before it. What is read rests on the policy that was adopted last, with
//! its calendars; units and people go by their codes where the directory cannot be read.

use crate::domain::policy::directory::Directory;
use crate::profile;
use crate::project::error::ProjectError;
use crate::project::moved_dates::recorded_calendar;
use crate::project::open::{Project, directory_as_written};
use crate::project::zone::Zone;
use std::sync::Arc;

impl Project {
    /// What is wrong in `redress.toml`, `directory.toml` and the calendars: the first thing in each.
    #[must_use]
    pub fn mistakes(&self) -> &[Arc<ProjectError>] {
        &self.mistakes
    }

    /// Nothing is wrong in the project's files.
    ///
    /// # Errors
    /// The first mistake.
    pub fn check_files(&self) -> Result<(), ProjectError> {
        self.mistakes.first().map_or(Ok(()), |first| Err(ProjectError::Mistake(first.clone())))
    }

    /// Units and people as the file has them, however little its rows hold together: to say what is wrong, not to work with.
    #[must_use]
    pub fn directory_as_written(&self) -> Directory {
        directory_as_written(&self.root).unwrap_or_default()
    }

    /// Takes the policy and the calendars that were adopted last; where none is to be had, the profile as it is built in.
    pub(super) fn go_on_with_adopted(&mut self) {
        self.stands_in = true;
        let built_in = || profile::resolve(&self.project.profile, &serde_json::Value::Null);
        self.resolved = built_in().or_else(|_| profile::resolve("base", &serde_json::Value::Null)).unwrap_or_default();
        self.policy = Arc::new(self.resolved.policy.clone());
        if let Some((digest, text)) = self.adopted_last() {
            if let Some(policy) = profile::read_snapshot(&text) {
                self.policy = Arc::new(policy);
                self.digest = digest.into();
            }
            if let Some(calendar) = recorded_calendar(&text) {
                self.calendar = calendar;
            }
        }
        self.zone = Zone::of(&self.policy.desk.zone);
    }

    /// The newest snapshot that the log names, if it is there and what its name says.
    fn adopted_last(&self) -> Option<(String, String)> {
        let digest = self.adopted().ok().filter(|digest| !digest.is_empty())?;
        let text = self.snapshot_text(&digest).ok()?;
        Some((digest, text))
    }
}
