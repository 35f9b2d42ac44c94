//! Profiles: one embedded TOML file each; how they are merged, and how a project's policy is read.
//!
//! Layers: `base.toml` ← the profile, or none ← `policies.d/*.toml` ← `redress.toml`. Invariant: the JSON of a resolved policy is canonical (sorted
//! keys), so that equal rows have equal digests.

pub mod answers;
mod check;
mod compiled;
mod directory;
mod directory_file;
mod directory_text;
mod error;
mod layer;
mod locate;
mod loosening;
mod merge;
pub mod packs;
mod project;
mod rows;
mod shape;
mod sound;

pub use check::check;
pub use compiled::{Resolved, read_snapshot};
pub use directory::{DirectoryFinding, DirectoryProblem, broken, check_directory};
pub use directory_file::{read_directory, readable_directory};
pub use directory_text::{DirectoryText, RowValue};
pub(crate) use error::syntax_at;
pub use error::{Loosening, PolicyError};
pub use layer::{DESK_KEYS, PolicyLayer, layer_mistakes, read_layer, resolve, resolve_layers};
pub use locate::line_of;
pub use project::{ProjectSettings, read_project, readable_project};
pub use shape::{KeyShape, shape};
pub use sound::{FlawKind, PolicyFlaw, TestedAs, flaws};

/// The built-in profiles, as name and text: every TOML file of this folder, found by `build.rs`; first [`BASE`].
pub const PROFILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/profile_texts.rs"));
/// The layer under all profiles, and the profile of a project that names none.
pub const BASE: &str = "base";

/// The text of a profile.
///
/// # Errors
/// There is no profile with this name.
pub fn text(name: &str) -> Result<&'static str, PolicyError> {
    PROFILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or_else(|| unknown(name))
}

/// The error for a profile that does not exist.
fn unknown(name: &str) -> PolicyError {
    PolicyError::UnknownProfile {
        name: name.into(),
        known: PROFILES.iter().map(|(known, _)| (*known).into()).collect(),
    }
}
