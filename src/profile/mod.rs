//! Profiles: one TOML each, embedded; how they are laid over each other, and how a project's policy is read.
//!
//! Layers: `base.toml` ← the profile ← `redress.toml`. Invariant: the resolved policy's JSON is canonical (sorted keys), so
//! the same rows always have the same digest.

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
pub use shape::{Shape, shape};

/// The profiles that come with it, name and text: every TOML of this folder but `base`, found by `build.rs`.
pub const PROFILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profile_texts.rs"));
/// What all profiles build on.
pub const BASE: &str = include_str!("base.toml");

/// The text of a profile.
///
/// # Errors
/// There is none of that name.
pub fn text(name: &str) -> Result<&'static str, PolicyError> {
    PROFILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or_else(|| {
        PolicyError::UnknownProfile {
            name: name.into(),
            known: PROFILES.iter().map(|(known, _)| (*known).into()).collect(),
        }
    })
}
