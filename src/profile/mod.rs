//! Profiles: one embedded TOML file each; how they are merged, and how a project's policy is read.
//!
//! Layers: `base.toml` ← the profile ← `redress.toml`. Invariant: the JSON of a resolved policy is canonical (sorted
//! keys), so that equal rows have equal digests.

mod check;
mod compiled;
mod directory;
mod directory_file;
mod error;
mod layer;
mod merge;
mod project;
mod rows;
mod shape;

pub use check::check;
pub use compiled::{Resolved, read_snapshot};
pub use directory::{DirectoryFinding, DirectoryProblem, broken, check_directory};
pub use directory_file::read_directory;
pub use error::{Loosening, PolicyError};
pub use layer::resolve;
pub use project::{ProjectSettings, read_project, readable_project};
pub use shape::{KeyShape, shape};

/// The built-in profiles, as name and text: every TOML file of this folder except `base`, found by `build.rs`.
pub const PROFILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profile_texts.rs"));
/// The layer under all profiles.
pub const BASE: &str = include_str!("base.toml");

/// The text of a profile.
///
/// # Errors
/// There is no profile with this name.
pub fn text(name: &str) -> Result<&'static str, PolicyError> {
    PROFILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or_else(|| {
        PolicyError::UnknownProfile {
            name: name.into(),
            known: PROFILES.iter().map(|(known, _)| (*known).into()).collect(),
        }
    })
}
