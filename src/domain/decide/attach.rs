//! attach: files are kept under random names; the log holds only their digests and sizes.

use crate::domain::decide::draft::Draft;
use crate::domain::decide::verb::{Desk, Verb};
use crate::domain::event::{Attached, Body};

/// One file, already copied into the private folder.
#[derive(Clone, Debug, Default)]
pub struct FileFacts {
    /// Its own name: private.
    pub name: String,
    /// The name under which it is kept.
    pub stored: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// Adds files to a case.
#[derive(Clone, Debug, Default)]
pub struct Attach {
    /// The files.
    pub files: Vec<FileFacts>,
}

impl Verb for Attach {
    fn name(&self) -> &'static str {
        "attach"
    }

    fn decide(&self, desk: &mut Desk<'_>) {
        desk.need_text("file", if self.files.is_empty() { "" } else { "given" });
        let body = Attached {
            count: u32::try_from(self.files.len()).unwrap_or(u32::MAX),
            sha256: self.files.iter().map(|f| f.sha256.as_str().into()).collect(),
            bytes: self.files.iter().map(|f| f.bytes).collect(),
            ..Attached::default()
        };
        let mut draft = Draft::new(Body::Attached(body));
        for (i, file) in self.files.iter().enumerate() {
            draft.private.set(&format!("file{}", i + 1), file.name.as_str());
            draft.private.set(&format!("stored{}", i + 1), file.stored.as_str());
        }
        desk.record(draft);
    }
}
