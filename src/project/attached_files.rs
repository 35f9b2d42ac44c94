//! Attached files: copied in before the event that names them is recorded, listed, and written out.

use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::gate::FileFacts;
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::log::access::open_ordinary;
use crate::log::{CopyFault, Copying, Digest};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::History;
use std::io::{self, Read, Write};
use std::path::Path;

/// Files copied into the private folder for an event that is not recorded yet. On drop they are removed unless claimed: a file that no
/// event names could never be erased.
#[derive(Debug, Default)]
pub struct KeptCopies(Option<Copying>);

impl KeptCopies {
    /// Whether nothing was copied.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Keeps the files: the event is on record.
    pub fn claim(self) {
        self.0.into_iter().for_each(Copying::keep);
    }

    /// Leaves the files to the next write, which finds out whether the event is on record.
    pub fn leave(self) {
        self.0.into_iter().for_each(Copying::leave);
    }
}

/// An attached file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The event that added it.
    pub event: EventId,
    /// Which of that event's files, from 1.
    pub place: u32,
    /// Its original name, if revealed.
    pub name: Option<String>,
    /// The random name under which it is stored.
    pub stored: Option<String>,
    /// SHA-256 of its bytes when it was attached.
    pub sha256: Option<String>,
    /// What became of it, if it is not there any more.
    pub gone: Option<Gone>,
}

/// Why an attached file is none of the case's any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Attaching it was revoked. The file is still there.
    Revoked,
    /// It was erased.
    Erased,
}

impl Gone {
    /// The code in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Erased => "erased",
        }
    }
}

impl Attachment {
    /// A reference that is unique even if several files have the same name: `HQ:17.1`.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{}.{}", self.event, self.place)
    }
}

/// The files of a case, in order, with what was revealed of them.
#[must_use]
pub fn attachments(history: &History, revealed: &[(EventId, Texts)]) -> Vec<Attachment> {
    let events: Vec<&Event> = history.entries.iter().map(|entry| &entry.event).collect();
    let (revoked, held) = (apply::revoked(&events), history.erasable(false));
    let mut all = Vec::new();
    for entry in &history.entries {
        let Body::Attached(body) = &entry.event.body else { continue };
        let event = entry.event.id();
        let texts = revealed.iter().find(|(id, _)| *id == event).map(|(_, texts)| texts);
        let text = |key: String| texts.and_then(|texts| texts.get(&key)).map(String::from);
        let gone = match (held.contains(&event), revoked.contains(&event)) {
            (false, _) => Some(Gone::Erased),
            (true, true) => Some(Gone::Revoked),
            (true, false) => None,
        };
        all.extend((1..=body.count).map(|place| Attachment {
            event,
            place,
            gone,
            name: text(format!("file{place}")),
            stored: text(format!("stored{place}")),
            sha256: text(format!("sha256_{place}")),
        }));
    }
    all
}

impl Project {
    /// Copies a file into the private folder under a random name.
    ///
    /// # Errors
    /// It is not an ordinary file, changes while it is read, or the system refuses.
    pub fn keep_file(&self, from: &Path, random: [u8; 16], kept: &mut KeptCopies) -> Result<FileFacts, ProjectError> {
        let wrap = |source| ProjectError::File { path: from.to_path_buf(), source };
        let (file, length) = open_ordinary(from).map_err(wrap)?;
        let copying = match &mut kept.0 {
            Some(copying) => copying,
            None => kept.0.insert(self.log.begin_copying(random)?),
        };
        let mut counted = Counted { from: file.take(length.saturating_add(1)), read: 0 };
        let copied = copying.copy(&mut counted, random).map_err(|fault| match fault {
            CopyFault::Source(source) => wrap(source),
            CopyFault::Store(error) => error.into(),
        })?;
        if counted.read != length {
            return Err(wrap(io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(FileFacts {
            name: from.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            stored: copied.name,
            sha256: copied.digest.to_string(),
        })
    }

    /// Keeps bytes as a file of this name in the private folder.
    ///
    /// # Errors
    /// The system refuses.
    pub fn keep_bytes(
        &self,
        (name, bytes): (&str, &[u8]),
        random: [u8; 16],
        kept: &mut KeptCopies,
    ) -> Result<FileFacts, ProjectError> {
        let copying = match &mut kept.0 {
            Some(copying) => copying,
            None => kept.0.insert(self.log.begin_copying(random)?),
        };
        let copied = copying.copy(&mut &*bytes, random).map_err(|fault| match fault {
            CopyFault::Source(source) => ProjectError::File { path: name.into(), source },
            CopyFault::Store(error) => error.into(),
        })?;
        Ok(FileFacts { name: name.into(), stored: copied.name, sha256: copied.digest.to_string() })
    }

    /// Size of an attached file in bytes; `None` if it is not held here.
    ///
    /// # Errors
    /// The system refuses.
    pub fn size_of(&self, file: &Attachment) -> Result<Option<u64>, ProjectError> {
        let stored = file.stored.as_deref().filter(|name| is_stored(name));
        Ok(stored.map(|name| self.log.size_of_copy(name)).transpose()?.flatten())
    }

    /// Writes an attached file to `to`; returns whether it still matches its SHA-256. `None` if it is not held here.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_out(&self, file: &Attachment, to: &mut dyn Write) -> Result<Option<bool>, ProjectError> {
        let Some(stored) = file.stored.as_deref().filter(|name| is_stored(name)) else { return Ok(None) };
        let written = self.log.copy_out(stored, to)?;
        let is_same = |digest: Digest| file.sha256.as_deref() == Some(digest.to_string().as_str());
        Ok(written.map(|(digest, _)| is_same(digest)))
    }

    /// The path of a stored file, for display.
    #[must_use]
    pub fn stored_path(&self, stored: &str) -> std::path::PathBuf {
        self.files_folder().join(stored)
    }
}

/// Whether a name has the form of a stored file's name. Other names are not ours and are left alone.
pub(super) fn is_stored(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A reader that counts bytes.
struct Counted<R> {
    from: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(bytes)?;
        self.read += read as u64;
        Ok(read)
    }
}
