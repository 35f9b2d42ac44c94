//! A changed policy or calendar takes force: its snapshot is on the medium before the first event that names it, and due dates
//! that a new calendar moves are decided again, by an event.

use crate::domain::calendar::Calendar;
use crate::domain::event::{Body, PolicyAdopted, Recomputed};
use crate::domain::limit;
use crate::domain::moment::Moment;
use crate::domain::texts::Texts;
use crate::workspace::error::WorkspaceError;
use crate::workspace::session::{Actor, Session};
use std::fs::File;
use std::io::Write;
use std::path::Path;

impl Session<'_> {
    /// Where today's policy is not the one that the last commit was made under, says so.
    pub(super) fn adopt_policy(&mut self, actor: &Actor) -> Result<(), WorkspaceError> {
        if self.note.policy == self.ws.digest() {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.note.policy, self.ws.digest().to_string());
        let from = Some(Moment::day(actor.now.date()));
        let body = PolicyAdopted { digest: self.ws.digest().into(), from, ..PolicyAdopted::default() };
        self.push_desk(Body::PolicyAdopted(body), Texts::default(), None, actor);
        if !before.is_empty() && self.calendars_of(&before) != self.calendars_of(self.ws.digest()) {
            self.recompute(actor)?;
        }
        Ok(())
    }

    /// The snapshot of today's policy is on the medium before the first event that names it; a refusal leaves none.
    pub(super) fn keep_snapshot(&self) -> Result<(), WorkspaceError> {
        let path = self.ws.snapshot_path(self.ws.digest());
        if path.exists() {
            return Ok(());
        }
        write_synced(&path, self.ws.snapshot().as_bytes()).map_err(|source| WorkspaceError::File { path, source })
    }

    fn calendars_of(&self, digest: &str) -> String {
        let own = || self.ws.snapshot().to_string();
        let text = if digest == self.ws.digest() {
            own()
        } else {
            std::fs::read_to_string(self.ws.snapshot_path(digest)).unwrap_or_default()
        };
        let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        format!("{} {}", json["notices"], json["calendars"])
    }

    /// Decides the due dates of all pending cases again, under the policies that hold for them and the calendar of today.
    fn recompute(&mut self, actor: &Actor) -> Result<(), WorkspaceError> {
        let ids = self.pending_cases()?;
        let calendar: &Calendar = &self.ws.calendar;
        for id in ids {
            let Some(case) = self.case(id)?.filter(|c| c.state.is_pending()) else { continue };
            let due = limit::settle(&case, &*self.policy_of(&case)?, calendar);
            if !due.is_empty() {
                let body = Recomputed { why: "calendar".into(), due, ..Recomputed::default() };
                self.push_desk(Body::Recomputed(body), Texts::default(), Some(id), actor);
            }
        }
        Ok(())
    }
}

/// Writes a file whole: under another name, synced, renamed, its folder synced.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let draft = path.with_extension(format!("tmp{}", std::process::id()));
    let write = || {
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&draft, path)
    };
    // A full disk leaves nothing lying about.
    write().inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
