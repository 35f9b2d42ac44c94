//! The cases at a moment of the past that do not look as they do now.

use crate::domain::case::Case;
use crate::domain::value::id::CaseId;
use crate::index::PastDays;
use crate::project::read::HistoryCut;
use std::collections::BTreeMap;

/// The cases at a history cut that do not look as they do now.
#[derive(Debug)]
pub(in crate::project) struct PastCases {
    pub(super) cut: HistoryCut,
    /// As they stood then, with those of the tail; some were not registered yet.
    pub(super) cases: BTreeMap<CaseId, Case>,
    /// Which cases of the indexes are unchanged since.
    pub(super) days: PastDays,
}

impl PastCases {
    /// A case that does not look as it does now.
    pub(in crate::project) fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.get(&id)
    }

    /// An unchanged case of an index, as it stood then.
    pub(super) fn shown(&self, mut case: Case) -> Case {
        self.cut.by.iter().for_each(|by| case.trim(*by));
        case
    }
}
