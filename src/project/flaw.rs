//! Something wrong with a line, with its case; and who judges lines as they come.

use crate::domain::value::id::CaseId;
use crate::log::{Digest, Finding, FindingKind, Line, Position, WriterName, linked};
use std::collections::HashMap;

/// What is wrong with a line, or with a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What, and where.
    pub finding: Finding,
    /// The case that the line names, where it can be read.
    pub case: Option<CaseId>,
}

impl From<Finding> for Flaw {
    fn from(finding: Finding) -> Self {
        Self { finding, case: None }
    }
}

/// Judges lines as they come, in the order of each log. Where only the hash of a line was changed, the next one is not blamed.
#[derive(Debug, Default)]
pub(super) struct Judge {
    /// Of each writer the last line whose hash is another, and the hash that it should have.
    last: HashMap<WriterName, (Position, Digest)>,
}

impl Judge {
    /// What is left of what was found wrong with a line that begins here.
    pub(super) fn left(&mut self, at: Position, bytes: &[u8], kind: FindingKind) -> Option<FindingKind> {
        let FindingKind::Hash { computed, .. } = kind else { return Some(kind) };
        let before = self.last.get(&at.writer);
        let before = before.filter(|(last, _)| (last.segment, last.line + 1) == (at.segment, at.line));
        let meant = before.is_some_and(|(_, meant)| linked(Line::split(bytes), Some(&meant.hex())).is_ok());
        if meant {
            return None;
        }
        self.last.insert(at.writer, (at, computed));
        Some(kind)
    }
}
