//! Keys of rows that are already in the log, or that occurred earlier in the file, as hashes.
//!
//! Invariant: 128 bits a key, so a million rows need tens of megabytes, and a collision is practically impossible.

use crate::domain::value::id::CaseId;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// The hash of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct KeyMark(u64, u64);

impl KeyMark {
    /// The hash of a key.
    pub(super) fn of(key: &str) -> Self {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, key).hash(&mut hasher);
            hasher.finish()
        };
        Self(half(0), half(1))
    }
}

/// Hasher for marks: a mark is already a hash, so one half of it is used.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeyHalf(u64);

impl Hasher for KeyHalf {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }
}

/// Marks with a value for each.
type Marks<T> = HashMap<KeyMark, T, BuildHasherDefault<KeyHalf>>;

/// A set of marks.
pub(super) type MarkSet = HashSet<KeyMark, BuildHasherDefault<KeyHalf>>;

/// Where a key occurred before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// In the log when the import began.
    Logged,
    /// In this line of the file.
    Line(u64),
}

/// All keys of one source.
#[derive(Default)]
pub(super) struct Keys {
    /// Keys of the log when the import began; shared with the worker threads.
    logged: Arc<MarkSet>,
    /// Keys of the file, with their lines.
    taken: Marks<u64>,
    cases: Marks<CaseId>,
}

/// Separates the key of the case from the rest of an event's key; escaped in the rest.
const SIGN: char = '#';

impl Keys {
    /// Adds a key of the log. Only before worker threads are started.
    pub(super) fn logged(&mut self, key: &str, case: Option<CaseId>) {
        Arc::make_mut(&mut self.logged).insert(KeyMark::of(key));
        if let (Some(id), Some((owner, _))) = (case, key.rsplit_once(SIGN)) {
            self.cases.insert(KeyMark::of(owner), id);
        }
    }

    /// The keys of the log, for worker threads.
    pub(super) fn all_logged(&self) -> Arc<MarkSet> {
        Arc::clone(&self.logged)
    }

    /// Where a key occurred before.
    pub(super) fn met(&self, key: KeyMark) -> Option<Met> {
        if self.logged.contains(&key) {
            return Some(Met::Logged);
        }
        self.taken.get(&key).map(|line| Met::Line(*line))
    }

    /// Adds a key of the file whose row is imported.
    pub(super) fn taken(&mut self, key: KeyMark, line: u64) {
        self.taken.insert(key, line);
    }

    /// Removes a key of the file whose row was rejected after all.
    pub(super) fn untaken(&mut self, key: KeyMark) {
        self.taken.remove(&key);
    }

    /// The case on record for a source's case.
    pub(super) fn case(&self, owner: KeyMark) -> Option<CaseId> {
        self.cases.get(&owner).copied()
    }
}

/// The key of an event: the key of its case, and what identifies the event within it.
pub(super) fn event_key(owner: &str, rest: &str) -> String {
    format!("{owner}{SIGN}{}", rest.replace(SIGN, "%23"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_is_found_by_an_event_key() {
        let mut keys = Keys::default();
        let id = "HQ-2026-0001".parse().ok();
        keys.logged(&event_key("log:A#1", "2026-01-01/Fine #2"), id);
        assert_eq!(keys.case(KeyMark::of("log:A#1")), id);
        assert_eq!(keys.met(KeyMark::of("log:A#1#2026-01-01/Fine %232")), Some(Met::Logged));
        assert_eq!(keys.met(KeyMark::of("log:A#1")), None);
    }
}
