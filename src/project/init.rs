//! Creates a project: a directory with the two files that people edit, `redress.toml` and `directory.toml`.

use crate::domain::value::id::DeskCode;
use crate::log::Log;
use crate::log::access::Sharing;
use crate::profile;
use crate::project::error::ProjectError;
use std::path::Path;

/// Settings of a new project.
#[derive(Clone, Debug)]
pub struct Init {
    /// Profile.
    pub profile: String,
    /// This desk's code.
    pub desk: DeskCode,
    /// What people call the project.
    pub name: String,
    /// Clocks are given by flag or environment; events are not marked for that and carry no account.
    pub simulated: bool,
    /// The accounts of the folder's group work in it.
    pub shared: bool,
    /// Random project id, 32 hex digits.
    pub project: String,
    /// Id of this clone's writer, 8 hex digits.
    pub writer: String,
    /// Identifies this machine.
    pub machine: String,
    /// `redress.toml`, in the reader's language.
    pub redress_toml: String,
    /// `directory.toml`, in the reader's language.
    pub directory_toml: String,
}

/// Creates a project in `dir`, which may exist but must not hold one.
///
/// # Errors
/// There is one already, the profile is unknown, or the system refuses.
pub fn init(dir: &Path, init: &Init) -> Result<(), ProjectError> {
    profile::text(&init.profile)?;
    let policy = dir.join("redress.toml");
    if policy.exists() {
        return Err(ProjectError::Exists { path: policy });
    }
    let wrap = |source| ProjectError::File { path: dir.to_path_buf(), source };
    std::fs::create_dir_all(dir).map_err(wrap)?;
    let store = Log::open_shared(dir, None, &init.machine, Sharing { shared: init.shared, private_group: None });
    let rules = store.rules();
    store.create(&init.project, init.desk.as_str(), &init.writer)?;
    let directory = dir.join("directory.toml");
    if !directory.exists() {
        rules.replace(&directory, init.directory_toml.as_bytes()).map_err(wrap)?;
    }
    // redress.toml makes a directory a project, so it is written last: an interrupted init leaves no half project.
    rules.replace(&policy, init.redress_toml.as_bytes()).map_err(wrap)?;
    if init.shared { rules.share(None).map_err(wrap) } else { Ok(()) }
}
