//! A finding with its case, and the judge that attributes wrong hashes to lines.

use crate::domain::value::id::CaseId;
use crate::log::{Digest, Finding, FindingKind, Line, Position, WriterName, linked};
use std::collections::HashMap;

/// A finding about a line or a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong, and where.
    pub finding: Finding,
    /// The case that the line names, if it can be read.
    pub case: Option<CaseId>,
}

impl From<Finding> for Flaw {
    fn from(finding: Finding) -> Self {
        Self { finding, case: None }
    }
}

/// Judges lines in the order of each log. If only the stored hash of a line was changed, the following line is not blamed for it.
#[derive(Debug, Default)]
pub(super) struct Judge {
    /// For each writer the last line with a wrong hash, and the hash it should have.
    last: HashMap<WriterName, (Position, Digest)>,
}

impl Judge {
    /// What remains of a finding about the line at `at`.
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
