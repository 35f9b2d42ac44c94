//! The index: derived rows of every case, so that a look-up need not read the log.
//!
//! Deleting it loses no data; it is rebuilt from the log. It is used only if nothing speaks against it; a [`Rejection`] sends the caller back
//! to the log.
//!
//! | file | contents |
//! |---|---|
//! | `layout` | the file format: header, sections, sums |
//! | `meta`, `columns`, `record`, `side_tables` | the contents of the sections |
//! | `pack`, `strings` | values as bytes; the string table |
//! | `mapped_file` | a memory-mapped file (`unsafe`) |
//! | `open`, `column_slices` | reading a case, or a column |
//! | `query`, `column_test`, `column_scan`, `partial_case` | testing terms on columns, many rows at a time; cases read from columns |
//! | `past` | which cases look at a moment of the past as they look now |
//! | `tally`, `counts` | counting cases by their columns |
//! | `build`, `live_cases`, `write_columns`, `write`, `file`, `fast_hash` | building an index, from nothing or on top of another |
//! | `spill_file`, `spill_index`, `spill_writer` | cases that wait on disk while an index is built |
//!
//! There are two layers of indexes: a large one of all cases, and on top of it a small one of the cases that were touched since. What came
//! after both, the tail, is replayed by the caller.
//!
//! Invariant: an answer from the indexes and the tail is the answer that a fold of the whole log gives.

mod build;
mod column_scan;
mod column_slices;
mod column_test;
mod columns;
mod counts;
mod fast_hash;
mod file;
mod layout;
mod live_cases;
mod mapped_file;
mod meta;
mod open;
mod pack;
mod partial_case;
mod past;
mod query;
mod record;
mod side_tables;
mod spill_file;
mod spill_index;
mod spill_writer;
mod strings;
mod tally;
mod write;
mod write_columns;

#[cfg(test)]
mod tests;

pub(crate) use build::is_in_order;
pub use build::{Builder, BuiltIndex, Refold};
pub use meta::{Covered, DamageNote};
pub use open::{Index, IndexIdentity};
pub use partial_case::WantedParts;
pub use past::PastDays;
pub use query::{CaseSelection, Query, QueryResult, RecordReader};
pub use record::{CaseRecord, Place};
pub use side_tables::{DeskEvent, KEPT, RequestEntry};
pub use strings::IndexTexts;

/// Why an index is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// There is no index.
    Missing,
    /// It is of another project, older than an erasure, made to lie over another index, or not an index at all.
    Other,
    /// Another version of the program made it.
    Version,
    /// The file is truncated or too long.
    Length,
    /// A byte of it has changed.
    Sum,
    /// Its contents are inconsistent.
    Shape,
    /// The log is not the one that it was made from, or holds something that can only be judged by reading all of it.
    Log,
    /// An I/O error.
    System(String),
}

impl Rejection {
    /// The doubt for an I/O error.
    #[allow(clippy::needless_pass_by_value)]
    pub(crate) fn io(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound { Self::Missing } else { Self::System(error.to_string()) }
    }
}
