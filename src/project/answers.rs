//! The desk's standard answers: those of the policy, and `answers.toml` over them.

use crate::domain::policy::Answer;
use crate::profile::answers::{FILE, read_answers};
use crate::project::error::ProjectError;
use crate::project::open::{Project, read_file};

impl Project {
    /// All standard answers, by code each once.
    ///
    /// # Errors
    /// The file cannot be read, or is not as it should be.
    pub fn answers(&self) -> Result<Vec<Answer>, ProjectError> {
        let path = self.root.join(FILE);
        let own = if path.exists() { read_answers(&read_file(&path)?)? } else { Vec::new() };
        let known = own.iter().map(|row| row.code.clone()).collect::<std::collections::HashSet<_>>();
        let of_policy = self.policy.answers.iter().filter(|row| !known.contains(&row.code)).cloned();
        Ok(of_policy.chain(own).collect())
    }
}
