//! Whether a file or folder has changed since it was last read, decided by one `stat` call. Version control systems detect changes in a
//! working tree in the same way.
//!
//! On a network file system a client's cache may delay changes, as it delays listings: until that cache expires, another machine's newest
//! events are not seen. Each clone writes on its own machine, so it sees its own events at once.
//!
//! Invariant: a stamp is only taken of a file that has not changed for [`REST`], on a file system with timestamps finer than seconds. So
//! every later change gives another stamp. Otherwise the stamp is [`Stamp::NONE`], for which [`Stamp::same`] is always false.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a file must be unchanged before a stamp is taken. Two changes in the same tick of the file system's clock have the same
/// time. A tick is at most 10 ms on file systems with fractions of a second.
#[cfg_attr(not(unix), allow(dead_code))] // Elsewhere files have no stamps.
pub(crate) const REST: Duration = Duration::from_millis(100);

/// The identity, length and time of change of a file or folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    inode: u64,
    size: u64,
    /// The time of the last change of content or metadata, in nanoseconds since 1970.
    changed: u64,
}

impl Stamp {
    /// The file's state is unknown.
    pub const NONE: Self = Self { inode: 0, size: 0, changed: 0 };

    /// A stamp of inode, length in bytes, and time of change in nanoseconds since 1970. [`Self::NONE`] if `changed` is a whole number of
    /// seconds: then the file system may have no finer timestamps.
    #[must_use]
    pub fn new(inode: u64, size: u64, changed: u64) -> Self {
        if changed.is_multiple_of(1_000_000_000) { Self::NONE } else { Self { inode, size, changed } }
    }

    /// Inode, length and time of change.
    #[must_use]
    pub fn parts(&self) -> (u64, u64, u64) {
        (self.inode, self.size, self.changed)
    }

    /// Whether the file is unchanged between the two stamps.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        *self != Self::NONE && self == other
    }
}
