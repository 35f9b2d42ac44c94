//! A row of digits in a text, with what separates them.

use std::ops::Range;

/// Digits that follow each other, and what stands before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Where its digits are in the run's.
    pub(super) digits: Range<usize>,
    /// Where it stands in the text.
    pub(super) bytes: Range<usize>,
    /// What stands between the group before and this one.
    pub(super) before: Separator,
}

/// What stands between two groups of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Separator {
    /// White space.
    pub(super) space: bool,
    /// A hyphen, dash or minus.
    pub(super) dash: bool,
    /// A dot, low or middle.
    pub(super) dot: bool,
    /// A round bracket.
    pub(super) bracket: bool,
}

/// A maximal row of digits and separators.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) digits: Vec<u8>,
    pub(super) groups: Vec<Group>,
    /// A plus sign stands before it: an international number.
    pub(super) plus: bool,
    /// A letter and a dash stand before it, as in HQ-2026-0042.
    pub(super) coded: bool,
    /// Where the word begins when its first group is part of it: at the plus sign or bracket before it.
    pub(super) begin: usize,
}
