//! The desk's own templates: the Markdown files of `templates/`.

use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

/// The longest template, in bytes.
const LONGEST: u64 = 1 << 20;

impl Project {
    /// The folder of the desk's own templates.
    #[must_use]
    pub fn templates_folder(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The desk's own templates by file; none without the folder.
    ///
    /// # Errors
    /// A file cannot be read, is no UTF-8, or is longer than a template may be.
    pub fn templates(&self) -> Result<BTreeMap<String, String>, ProjectError> {
        let folder = self.templates_folder();
        let wrong = |path: &std::path::Path, source| ProjectError::File { path: path.into(), source };
        let listed = match std::fs::read_dir(&folder) {
            Err(source) if source.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
            listed => listed.map_err(|source| wrong(&folder, source))?,
        };
        let mut all = BTreeMap::new();
        for entry in listed {
            let path = entry.map_err(|source| wrong(&folder, source))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.extension().is_none_or(|ending| ending != "md") || name.is_empty() {
                continue;
            }
            let mut text = String::new();
            let file = std::fs::File::open(&path).map_err(|source| wrong(&path, source))?;
            let read = file.take(LONGEST + 1).read_to_string(&mut text);
            read.map_err(|source| wrong(&path, source))?;
            if text.len() as u64 > LONGEST {
                return Err(wrong(&path, ErrorKind::FileTooLarge.into()));
            }
            all.insert(name.to_string(), text);
        }
        Ok(all)
    }
}
