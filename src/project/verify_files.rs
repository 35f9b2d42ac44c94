//! What `verify` checks of the files beside the log: attachments, and papers that were issued.
//!
//! Invariant: what cannot be read is reported as unread, and the rest is still checked.

use crate::domain::Code;
use crate::log::{Finding, FindingKind, LogError, Position, VerifyReport, World, hash};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

impl Project {
    /// Attached files that are missing or changed, and files that no event names. An event with erased or not held data names none.
    /// Of those that events `elsewhere` name only the names are looked at; without `elsewhere` nothing is called a stray.
    pub(super) fn attachments(
        &self,
        attached: &BTreeSet<Position>,
        elsewhere: Option<&BTreeSet<Position>>,
        report: &mut VerifyReport,
    ) -> Result<(), ProjectError> {
        let folder = self.files_folder();
        let names = report.tried(self.log.names(&folder).map(Some))?;
        let mut left: BTreeSet<String> = names.into_iter().flatten().collect();
        for at in attached {
            let held = match self.private(*at) {
                Ok(held) => held,
                // Damaged or unreadable lines have been reported already.
                Err(ProjectError::Store(LogError::Damaged(_) | LogError::Io { .. } | LogError::NoLine { .. })) => {
                    continue;
                }
                Err(error) => return Err(error),
            };
            let Some(texts) = held else { continue };
            let digests = texts.iter().filter_map(|(name, digest)| Some((name.strip_prefix("sha256_")?, digest)));
            for (place, digest) in digests {
                let Some(name) = texts.get(&format!("stored{place}")) else { continue };
                left.remove(name);
                let file = folder.join(name);
                let kind = match std::fs::File::open(&file).and_then(|mut file| hash::of_file(&mut file)) {
                    Ok(found) if found.to_string() == digest => continue,
                    Ok(_) => FindingKind::AttachmentDiffers,
                    Err(e) if e.kind() == io::ErrorKind::NotFound => FindingKind::AttachmentMissing,
                    Err(e) => {
                        report.unread(file, &e);
                        continue;
                    }
                };
                report.findings.push(Finding { world: World::Damage, file, line: 0, kind });
            }
        }
        let Some(elsewhere) = elsewhere else { return Ok(()) };
        for at in elsewhere {
            let texts = match self.private(*at) {
                Ok(texts) => texts.unwrap_or_default(),
                // Which files it names is not known, so that none can be called a stray.
                Err(ProjectError::Store(LogError::Damaged(_))) => return Ok(()),
                Err(ProjectError::Store(error)) => return Ok(report.tried(Err(error))?),
                Err(error) => return Err(error),
            };
            for (_, name) in texts.iter().filter(|(key, _)| key.starts_with("stored")) {
                left.remove(name);
            }
        }
        let strays = left.into_iter().map(|name| folder.join(name));
        let stray = |file| Finding { world: World::Notice, file, line: 0, kind: FindingKind::Stray };
        report.findings.extend(strays.map(stray));
        Ok(())
    }

    /// Issued papers that are not as they were issued.
    pub(super) fn papers(&self, papers: &BTreeMap<Code, Code>, report: &mut VerifyReport) {
        for (name, digest) in papers {
            let file = self.report_path(name);
            let (world, kind) = match std::fs::File::open(&file).and_then(|mut file| hash::of_file(&mut file)) {
                Ok(found) if found.to_string() == *digest => continue,
                Ok(_) => (World::Damage, FindingKind::PaperDiffers),
                // Nothing is lost that the log does not hold, and the next `filing run` says so too.
                Err(e) if e.kind() == io::ErrorKind::NotFound => (World::Notice, FindingKind::PaperMissing),
                Err(e) => {
                    report.unread(file, &e);
                    continue;
                }
            };
            report.findings.push(Finding { world, file, line: 0, kind });
        }
    }
}
