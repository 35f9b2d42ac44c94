//! A text of the editor that waits to be recorded.

use std::path::PathBuf;

/// A text that was typed and is not on record yet.
#[derive(Debug)]
pub(crate) struct EditorDraft {
    pub(super) path: PathBuf,
    /// The command that offers it again.
    pub(super) again: String,
    /// It could not be kept in the project.
    pub(super) apart: bool,
    /// Nothing is recorded by this command.
    pub(super) dry: bool,
}
