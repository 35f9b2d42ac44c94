//! Which segments a check looks at: all, a part of them, as many as time allows, one writer's, those that came since.
//!
//! Invariant: of N parts each segment lies in exactly one, with the join to the one before it; together they find what a whole check finds.

use super::{Checking, Job};
use crate::log::layout::{SegmentName, WriterName};

/// Which segments are checked.
#[derive(Clone, Copy, Default)]
pub struct VerifyScope<'s> {
    /// Only this writer's.
    pub writer: Option<WriterName>,
    /// Only those of these writers, each from a segment on.
    pub since: Option<&'s [(WriterName, SegmentName)]>,
    /// The K-th of N parts of about equal size; K from 1.
    pub part: Option<(u32, u32)>,
    /// Begins at another segment for each number and goes round, so that checks that are cut short by time look at all in turn.
    pub begin: u64,
    /// Whether the time is over; asked before each segment but the first.
    pub over: Option<&'s (dyn Fn() -> bool + Sync)>,
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// How many segments of how many.
    pub segments: u32,
    /// All segments.
    pub of: u32,
    /// The segments that were not looked at.
    pub left: Vec<(WriterName, SegmentName)>,
}

impl VerifyScope<'_> {
    /// Whether all segments are checked.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.writer.is_none() && self.since.is_none() && self.over.is_none() && self.part.is_none_or(|(_, of)| of <= 1)
    }

    /// Whether this check looks at what lies beside the segments too: files that nothing names, heads, policies. The first part does.
    #[must_use]
    pub fn has_rest(&self) -> bool {
        self.is_whole() || self.writer.is_none() && self.since.is_none() && self.part.is_some_and(|(k, _)| k == 1)
    }

    /// The jobs to do, in order, of all; `size` gives their sizes in bytes.
    pub(super) fn chosen(&self, jobs: &[Job], writers: &[Checking], size: &dyn Fn(&Job) -> u64) -> Vec<usize> {
        let within = |job: &Job| {
            let writer = writers[job.writer].writer;
            let since = |all: &[(WriterName, SegmentName)]| {
                all.iter().any(|(known, from)| *known == writer && job.segment.number() >= from.number())
            };
            self.writer.is_none_or(|wanted| wanted == writer) && self.since.is_none_or(since)
        };
        let mut chosen: Vec<usize> = (0..jobs.len()).filter(|at| within(&jobs[*at])).collect();
        if let Some((k, of)) = self.part.filter(|(_, of)| *of > 1) {
            chosen = part(&chosen.iter().map(|at| (*at, size(&jobs[*at]))).collect::<Vec<_>>(), k, of);
        }
        if self.over.is_some() && !chosen.is_empty() {
            let length = chosen.len() as u64;
            chosen.rotate_left(usize::try_from(self.begin % length).unwrap_or(0));
        }
        chosen
    }
}

/// The K-th of N runs of about equal size: an item belongs to the run in which its middle lies.
fn part(items: &[(usize, u64)], k: u32, of: u32) -> Vec<usize> {
    // An empty file counts too: it has a header to be missed.
    let total: u128 = items.iter().map(|(_, size)| u128::from(*size) + 1).sum();
    let mut before = 0_u128;
    let mut run = Vec::new();
    for (at, size) in items {
        let size = u128::from(*size) + 1;
        let middle = (before * 2 + size) * u128::from(of) / (total * 2);
        if middle == u128::from(k.saturating_sub(1)) {
            run.push(*at);
        }
        before += size;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_are_runs_of_about_equal_size_that_cover_each_item_once() {
        let items: Vec<(usize, u64)> = (0..40).map(|at| (at, if at % 7 == 0 { 0 } else { at as u64 * 1000 })).collect();
        for of in [1, 2, 3, 7, 40, 41, 100] {
            let runs: Vec<Vec<usize>> = (1..=of).map(|k| part(&items, k, of)).collect();
            assert_eq!(runs.concat(), (0..40).collect::<Vec<_>>(), "{of}");
        }
        let bytes = |run: &[usize]| run.iter().map(|at| items[*at].1).sum::<u64>();
        let halves = [bytes(&part(&items, 1, 2)), bytes(&part(&items, 2, 2))];
        assert!(halves[0].abs_diff(halves[1]) < 80_000, "{halves:?}");
    }
}
