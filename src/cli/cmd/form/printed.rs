//! A paper that is ready to be printed.

use crate::document::Document;
use crate::domain::Code;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;

/// A paper, ready to be printed.
pub(super) struct Printed {
    pub(super) case: CaseId,
    pub(super) form: Code,
    pub(super) number: Option<Code>,
    pub(super) replaces: Code,
    /// The complainant's name and e-mail address, as far as they were revealed.
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) on: Moment,
    pub(super) markup: String,
    pub(super) document: Document,
}
