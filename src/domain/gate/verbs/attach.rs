//! attach: files are stored under random names. The log contains only their number and the digest of the private line
//! that holds their names and SHA-256.

use crate::domain::event::{Attached, Body};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};

/// One file, already copied into the private folder.
#[derive(Clone, Debug, Default)]
pub struct FileFacts {
    /// Its original name; private.
    pub name: String,
    /// The name under which it is stored.
    pub stored: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Attaches files to a case.
#[derive(Clone, Debug, Default)]
pub struct Attach {
    /// The files.
    pub files: Vec<FileFacts>,
}

impl Verb for Attach {
    fn name(&self) -> &'static str {
        "attach"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("file", if self.files.is_empty() { "" } else { "given" });
        let body = Attached { count: u32::try_from(self.files.len()).unwrap_or(u32::MAX), ..Attached::default() };
        let mut draft = Draft::new(Body::Attached(body));
        for (i, file) in self.files.iter().enumerate() {
            draft.private.set(&format!("file{}", i + 1), file.name.as_str());
            draft.private.set(&format!("stored{}", i + 1), file.stored.as_str());
            draft.private.set(&format!("sha256_{}", i + 1), file.sha256.as_str());
        }
        proposal.record(draft);
    }
}
