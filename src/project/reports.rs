//! Issued papers in `reports/`: written before the event that names them, put in their place after it.
//!
//! Invariant: a paper of which an event is on record is in its place or beside it under its digest, whatever was interrupted; a paper in
//! its place is never made again.

use crate::log::access::{open_ordinary, remove_apart};
use crate::log::hash::Running;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::io::Read;
use std::path::PathBuf;

impl Project {
    /// The folder of issued papers without private data.
    #[must_use]
    pub fn reports_folder(&self) -> PathBuf {
        self.log.layout.root.join("reports")
    }

    /// The path of an issued paper.
    #[must_use]
    pub fn report_path(&self, name: &str) -> PathBuf {
        self.reports_folder().join(name)
    }

    fn staged(&self, digest: &str) -> PathBuf {
        self.reports_folder().join(format!("{digest}.part"))
    }

    /// Writes a paper under its digest, synced; gives the digest.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn stage_report(&self, bytes: &[u8]) -> Result<String, ProjectError> {
        let mut hash = Running::default();
        hash.add(bytes);
        let digest = hash.digest().to_string();
        let path = self.staged(&digest);
        self.log.rules().replace(&path, bytes).map_err(|source| ProjectError::File { path, source })?;
        Ok(digest)
    }

    /// Puts a paper in its place, if it is not there; its event is on record. False if neither is there. Two papers that say the same (with
    /// nothing to report) are staged as one, so [`Self::drop_report`] comes after the last.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn place_report(&self, name: &str, digest: &str) -> Result<bool, ProjectError> {
        let (staged, path) = (self.staged(digest), self.report_path(name));
        let wrap = |source| ProjectError::File { path: path.clone(), source };
        if !path.exists() {
            let mut file = match open_ordinary(&staged) {
                Ok((file, _)) => file,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
                Err(source) => return Err(ProjectError::File { path: staged, source }),
            };
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(wrap)?;
            self.log.rules().replace(&path, &bytes).map_err(wrap)?;
        }
        Ok(true)
    }

    /// Removes a paper whose event was not recorded.
    pub fn drop_report(&self, digest: &str) {
        // What is left is removed when the same paper is made again.
        let _ = remove_apart(&self.staged(digest));
    }
}
