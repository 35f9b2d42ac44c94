//! Whether a file or folder is still as it was when it was last looked at, asked in one system call: as version control asks its working
//! tree, by what the file system itself remembers of every change.
//!
//! What is looked at over a network may be told late by whoever caches it there, as a listing would be: for the time of that cache another
//! machine's newest events are not seen. Each clone writes on its own machine, so it sees its own at once.
//!
//! Invariant: a stamp is only taken of what has rested for a while, on a file system that counts finer than seconds; so whatever is
//! changed after that gives another stamp. What cannot be told so has [`Stamp::NONE`], which is like nothing, not even itself.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A change in the same tick of the file system's clock as the one before could not be told from it. Ticks are 10 ms at most where there
/// are fractions of a second at all.
pub(crate) const REST: Duration = Duration::from_millis(100);

/// Which file or folder, how long, and when it was last changed in any way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    inode: u64,
    size: u64,
    /// Nanoseconds since 1970.
    changed: u64,
}

impl Stamp {
    /// Nothing is known.
    pub const NONE: Self = Self { inode: 0, size: 0, changed: 0 };

    /// A stamp of these three; `changed` in nanoseconds since 1970. [`Self::NONE`] where that says too little.
    #[must_use]
    pub fn new(inode: u64, size: u64, changed: u64) -> Self {
        if changed.is_multiple_of(1_000_000_000) { Self::NONE } else { Self { inode, size, changed } }
    }

    /// The three again.
    #[must_use]
    pub fn parts(&self) -> (u64, u64, u64) {
        (self.inode, self.size, self.changed)
    }

    /// Whether nobody has touched it between the two.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        *self != Self::NONE && self == other
    }
}
