//! Attached files against what was attached: by the private lines that know them by name and SHA-256.

use crate::store::{Finding, Kind, Scan, World};
use crate::workspace::error::WorkspaceError;
use crate::workspace::open::Workspace;
use crate::workspace::privacy::private_texts;
use memchr::memmem;
use std::cell::RefCell;
use std::ops::ControlFlow;

impl Workspace {
    /// Files that are not there, or are other ones. What is erased or not held here names none.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn attachments(&self) -> Result<Vec<Finding>, WorkspaceError> {
        let needle = memmem::Finder::new("\"attached\":{");
        let mut found = Vec::new();
        // What is wrong with the log itself has been told by its own check.
        let damage = RefCell::new(Vec::new());
        self.store.scan(Scan { damage: Some(&damage), ..Scan::default() }, &mut |line| {
            if needle.find(line.bytes).is_some() {
                let held = self.store.private(line.position).ok().flatten().and_then(|held| held.data);
                if let Some(texts) = held.as_deref().and_then(private_texts) {
                    let digests =
                        texts.iter().filter_map(|(name, digest)| Some((name.strip_prefix("sha256_")?, digest)));
                    for (place, digest) in digests {
                        let Some(file) = texts.get(&format!("stored{place}")) else { continue };
                        let kind = match self.store.digest_of_copy(file) {
                            Ok(Some(held)) if held.to_string() == digest => continue,
                            Ok(Some(_)) => Kind::AttachmentDiffers,
                            Ok(None) | Err(_) => Kind::AttachmentMissing,
                        };
                        let file = self.files_folder().join(file);
                        found.push(Finding { world: World::Damage, file, line: 0, kind });
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}
