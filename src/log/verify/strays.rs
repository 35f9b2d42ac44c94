//! Files that do not belong in the log or the private side, files that are missing, and files that are open to others.

use super::{Checking, VerifyReport};
use crate::log::Log;
use crate::log::error::LogError;
use crate::log::finding::{Finding, FindingKind, World};
use crate::log::head::Head;
use crate::log::layout::{SegmentName, WriterName};
use std::path::PathBuf;

/// Folders of the private side besides those of the writers.
const BESIDE: &[&str] = &["drafts", "files", "index", "rejects", "reports", "torn"];

impl Log {
    /// Files and folders that do not belong in the log or on the private side, and private segments without a log segment.
    pub(super) fn strays(&self, closed: bool, report: &mut VerifyReport) -> Result<(), LogError> {
        for name in report.tried(self.sorted_names(&self.layout.log()))? {
            let folder = self.layout.log().join(&name);
            match WriterName::parse(&name) {
                Some(_) => self.strays_in(folder, report)?,
                None => stray(folder, report),
            }
        }
        if closed {
            return Ok(());
        }
        self.open_to_others(report);
        for name in report.tried(self.sorted_names(&self.layout.private))? {
            let folder = self.layout.private.join(&name);
            match WriterName::parse(&name) {
                Some(writer) => {
                    self.strays_in(folder, report)?;
                    self.unnamed_segments(writer, report)?;
                }
                None if BESIDE.contains(&name.as_str()) => {}
                None => stray(folder, report),
            }
        }
        Ok(())
    }

    /// Reports the files in a folder of segments that are not segments.
    fn strays_in(&self, folder: PathBuf, report: &mut VerifyReport) -> Result<(), LogError> {
        let names = report.tried(self.sorted_names(&folder))?;
        names
            .iter()
            .filter(|name| SegmentName::of_file(name).is_none())
            .for_each(|name| stray(folder.join(name), report));
        Ok(())
    }

    /// Private segments without a log segment.
    fn unnamed_segments(&self, writer: WriterName, report: &mut VerifyReport) -> Result<(), LogError> {
        let own = report.tried(self.binding())?.is_some_and(|binding| binding.writer == writer);
        let head = if own { report.tried(Head::read(self.disk.as_ref(), &self.layout, writer))? } else { None };
        let logs = report.tried(self.segments_in(&self.layout.folder(writer)))?;
        for segment in report.tried(self.segments_in(&self.layout.private_folder(writer)))? {
            if logs.contains(&segment) {
                continue;
            }
            // A crash before a segment's first commit leaves this, but only after head.
            let world = match &head {
                Some(head) if segment.number() > head.tail.number().max(head.kept) => World::Notice,
                Some(_) => World::GoneBack,
                None => World::Damage,
            };
            let file = self.layout.private_segment(writer, segment);
            report.findings.push(Finding { world, file, line: 0, kind: FindingKind::PrivateOrphan });
        }
        Ok(())
    }

    /// Reports what others can read on the private side.
    fn open_to_others(&self, report: &mut VerifyReport) {
        let found = match self.rules.open_to_others() {
            Ok(found) => found,
            Err(source) => return report.unread(self.layout.private.clone(), &source),
        };
        // The next write of its owner corrects it.
        let open = |(file, mode)| Finding { world: World::Notice, file, line: 0, kind: FindingKind::Open { mode } };
        report.findings.extend(found.into_iter().map(open));
    }

    /// Reports a head whose log segment, or whole folder, is missing.
    pub(super) fn lost_head(&self, writers: &[Checking], report: &mut VerifyReport) -> Result<(), LogError> {
        let Some(binding) = report.tried(self.binding())? else { return Ok(()) };
        let head = match writers.iter().find(|checking| checking.writer == binding.writer) {
            Some(checking) => checking.head.clone(),
            None => report.tried(Head::read(self.disk.as_ref(), &self.layout, binding.writer))?.map(|head| head.tail),
        };
        let Some((tail, segment)) = head.and_then(|tail| tail.segment.map(|segment| (tail, segment))) else {
            return Ok(());
        };
        let file = self.layout.segment(binding.writer, segment);
        if let Ok(None) = self.open_read(&file) {
            let kind = FindingKind::Short { expected: tail.length, found: 0 };
            report.findings.push(Finding { world: World::GoneBack, file, line: 0, kind });
        }
        Ok(())
    }
}

fn stray(file: PathBuf, report: &mut VerifyReport) {
    report.findings.push(Finding { world: World::Notice, file, line: 0, kind: FindingKind::Stray });
}
