//! Errors in the project's own files: reading goes on, writing stops.
//!
//! Invariant: such an error never shows or permits more than before it. Reads use the policy adopted last, with its calendars; without a
//! readable directory, units and people are shown by their codes.

use crate::domain::policy::directory::Directory;
use crate::domain::value::zone::Zone;
use crate::profile::{self, PolicyError};
use crate::project::error::ProjectError;
use crate::project::moved_dates::recorded_calendar;
use crate::project::open::{Project, read_file};
use std::sync::Arc;

impl Project {
    /// The errors in `redress.toml`, `directory.toml` and the calendars: the first one in each.
    #[must_use]
    pub fn mistakes(&self) -> &[Arc<ProjectError>] {
        &self.mistakes
    }

    /// Checks that the project's files have no errors.
    ///
    /// # Errors
    /// The first error.
    pub fn check_files(&self) -> Result<(), ProjectError> {
        self.mistakes.first().map_or(Ok(()), |first| Err(ProjectError::Mistake(first.clone())))
    }

    /// Units and people as the file has them, with rows unchecked: for reporting what is wrong, not for work.
    #[must_use]
    pub fn directory_as_written(&self) -> Directory {
        self.readable_directory().0
    }

    fn readable_directory(&self) -> (Directory, Vec<PolicyError>) {
        let text = read_file(&self.root.join("directory.toml")).unwrap_or_default();
        profile::readable_directory(&text)
    }

    /// All mistakes in the file in which this one was found: opening a project finds the first.
    #[must_use]
    pub fn all_like(&self, mistake: &Arc<ProjectError>) -> Vec<Arc<ProjectError>> {
        let ProjectError::Policy(first) = &**mistake else { return vec![mistake.clone()] };
        let mut all: Vec<PolicyError> = self.layers.iter().flat_map(profile::layer_mistakes).collect();
        if !all.contains(first) {
            all = self.readable_directory().1;
        }
        match all.contains(first) {
            true => all.into_iter().map(|one| Arc::new(one.into())).collect(),
            false => vec![mistake.clone()],
        }
    }

    /// Takes the policy and calendars adopted last; if there are none, the built-in profile.
    pub(super) fn go_on_with_adopted(&mut self) {
        self.stands_in = true;
        let built_in = || profile::resolve(&self.settings.profile, &serde_json::Value::Null);
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
        self.zone = Zone::named(&self.policy.desk.zone).unwrap_or_else(Zone::shanghai);
    }

    /// The newest snapshot that the log names (digest, text), if it exists and matches its digest.
    fn adopted_last(&self) -> Option<(String, String)> {
        let digest = self.adopted().ok().filter(|digest| !digest.is_empty())?;
        let text = self.snapshot_text(&digest).ok()?;
        Some((digest, text))
    }
}
