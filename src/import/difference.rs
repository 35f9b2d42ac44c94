//! What a row and its case differ in, where no act leads from one to the other.

use super::problem::RowProblem;
use crate::domain::Code;
use crate::domain::value::id::CaseId;

/// What a row and its case differ in, and could not be made an act.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Difference {
    /// The fact, or the kind of act.
    pub(crate) what: Code,
    /// What the row says; kept on the private side.
    pub(crate) value: String,
    pub(crate) why: Why,
}

/// Why a difference could not be made an act.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Why {
    /// There is no act for it.
    NoAct,
    /// The file has nothing there, or only part of it: what is on record stays.
    Hidden,
    /// What is on record cannot be compared: it was erased, or corrected by hand since.
    NotCompared,
    /// The desk has changed it itself since.
    ChangedHere,
    /// The row's date lies before the case was reopened.
    BeforeReopening,
    /// The gate refuses.
    Refused(RowProblem),
}

/// A row that differs from its case.
#[derive(Clone, Debug)]
pub(crate) struct RowDiffers {
    pub(crate) case: CaseId,
    pub(crate) row: u64,
    pub(crate) all: Vec<Difference>,
}

/// Texts of the program that go on record, in the language of who imports.
pub(crate) enum RecordWords<'a> {
    /// The reason of acts that follow from a row.
    Why,
    /// What a row and its case differ in.
    Differs(&'a [Difference]),
}
