//! The index: an index of every case, made from the log, so that a look-up need not read the log.
//!
//! It is derived: whoever deletes it loses nothing but a moment. It is used only where nothing speaks against it; a [`Doubt`]
//! sends the caller back to the log.
//!
//! | file | what lives there |
//! |---|---|
//! | `layout` | the file: header, sections, sums |
//! | `meta`, `columns`, `record`, `kept` | what the sections hold |
//! | `pack`, `strings` | values as bytes; the string table |
//! | `map` | a mapped file (the only `unsafe` of the crate) |
//! | `index`, `slices` | reading: a case, a column |
//! | `query`, `probe`, `chunk`, `sketch`, `tally`, `counts` | reading: terms decided on columns, many rows at a time; cases drawn from columns; counting |
//! | `build`, `hot`, `lay`, `places`, `shelf`, `stage`, `write`, `file`, `mix` | making one: from nothing, or over another |
//!
//! Two indexes stand over each other: a large one of all cases, and a small one of those that were touched since. What came
//! after both, the tail, is the caller's to replay.
//!
//! Invariant: an answer from an index and its tail is the answer that a fold of the whole log gives.

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
pub use build::{Builder, Made, Refold};
pub use meta::{Covered, Wrong};
pub use open::{Index, Whose};
pub use partial_case::Wanted;
pub use query::{Drawer, Found, Query, Which};
pub use record::{Place, Record};
pub use side_tables::{Apart, KEPT, Request};

/// Why an index is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// There is none.
    #[error("there is none")]
    Missing,
    /// It is of another project, or from before something was erased, or no index at all.
    #[error("it is of another project")]
    Other,
    /// Another version of the program made it.
    #[error("another version made it")]
    Version,
    /// It is cut short, or too long.
    #[error("its length is wrong")]
    Length,
    /// A byte of it has changed.
    #[error("a byte of it has changed")]
    Sum,
    /// It does not hang together.
    #[error("it does not hang together")]
    Shape,
    /// The log is not the one that it was made from, or holds something that only a reading of all of it can judge.
    #[error("the log is not the one that it was made from")]
    Log,
    /// The system refused.
    #[error("{0}")]
    System(String),
}

impl Doubt {
    /// What the system said.
    #[allow(clippy::needless_pass_by_value)]
    pub(crate) fn io(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound { Self::Missing } else { Self::System(error.to_string()) }
    }
}
