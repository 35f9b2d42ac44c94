//! Runs of digits in a text, with their separators.

use std::ops::Range;

/// Consecutive digits, and the separator before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DigitGroup {
    /// The range of its digits within those of the run.
    pub(super) digits: Range<usize>,
    /// Its range in the text, in bytes.
    pub(super) bytes: Range<usize>,
    /// The separator between the previous group and this one.
    pub(super) before: Separator,
}

/// The characters between two groups of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Separator {
    /// White space.
    pub(super) space: bool,
    /// A hyphen, dash or minus.
    pub(super) dash: bool,
    /// A dot, at the base line or in the middle.
    pub(super) dot: bool,
    /// A round bracket.
    pub(super) bracket: bool,
}

/// A maximal sequence of digits and separators.
#[derive(Debug, Default)]
pub(super) struct DigitRun {
    pub(super) digits: Vec<u8>,
    pub(super) groups: Vec<DigitGroup>,
    /// Whether a plus sign stands before it, as in an international number.
    pub(super) plus: bool,
    /// Whether a letter and a dash stand before it, as in HQ-2026-0042.
    pub(super) coded: bool,
    /// Where a match of the first group starts: at the plus sign or bracket before it, in bytes.
    pub(super) begin: usize,
}
