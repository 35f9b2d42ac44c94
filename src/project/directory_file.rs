//! `directory.toml` as a text: read for an edit, and replaced in one step.

use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::io::ErrorKind;
use std::path::PathBuf;

impl Project {
    fn directory_path(&self) -> PathBuf {
        self.root.join("directory.toml")
    }

    /// The text of `directory.toml`; empty where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn directory_text(&self) -> Result<String, ProjectError> {
        let path = self.directory_path();
        match std::fs::read_to_string(&path) {
            Err(source) if source.kind() == ErrorKind::NotFound => Ok(String::new()),
            text => text.map_err(|source| ProjectError::File { path, source }),
        }
    }

    /// Replaces it. The file keeps its owner, group and mode.
    ///
    /// # Errors
    /// This account may not write the file, or the system refuses; then the old one stands.
    pub fn write_directory(&self, bytes: &[u8]) -> Result<(), ProjectError> {
        let path = self.directory_path();
        self.log.rules().replace_alike(&path, bytes).map_err(|source| ProjectError::File { path, source })
    }
}
