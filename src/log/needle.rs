//! What is looked for in lines: bytes as they stand, or a pattern of several spellings.

use memchr::memmem::Finder;
use regex::bytes::Regex;
use std::ops::Range;

/// Something that is looked for in bytes.
#[derive(Clone, Debug)]
pub enum Needle {
    /// These bytes.
    Bytes(Box<Finder<'static>>),
    /// Any spelling that a pattern allows; it matches no line break and nothing that is empty.
    Pattern(Regex),
}

impl Needle {
    /// These bytes.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(Box::new(Finder::new(bytes).into_owned()))
    }

    /// Whether there is one spelling of it only.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// Where it is first found.
    #[must_use]
    #[inline]
    pub fn find(&self, haystack: &[u8]) -> Option<Range<usize>> {
        match self {
            Self::Bytes(finder) => finder.find(haystack).map(|at| at..at + finder.needle().len()),
            Self::Pattern(pattern) => pattern.find(haystack).map(|found| found.range()),
        }
    }
}
