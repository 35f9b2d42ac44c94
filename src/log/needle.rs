//! What a search looks for in lines: exact bytes, or a pattern that matches several spellings.

use memchr::memmem::Finder;
use regex::bytes::Regex;
use std::ops::Range;

/// A search term.
#[derive(Clone, Debug)]
pub enum Needle {
    /// Exact bytes.
    Bytes(Box<Finder<'static>>),
    /// A pattern. It matches no line break and no empty string.
    Pattern(Regex),
}

impl Needle {
    /// A search for exact bytes.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(Box::new(Finder::new(bytes).into_owned()))
    }

    /// Whether it is exact bytes, so every match is the same.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// The first match.
    #[must_use]
    #[inline]
    pub fn find(&self, haystack: &[u8]) -> Option<Range<usize>> {
        match self {
            Self::Bytes(finder) => finder.find(haystack).map(|at| at..at + finder.needle().len()),
            Self::Pattern(pattern) => pattern.find(haystack).map(|found| found.range()),
        }
    }
}
