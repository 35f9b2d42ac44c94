//! Which rows are in the log already, and which this file has had: by a hash of their keys.
//!
//! Invariant: 128 bits a key, so that a million rows need tens of megabytes and no two keys are ever taken for one.

use crate::domain::value::id::CaseId;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A key's hash.
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

/// A mark is a hash already: of two it takes one half.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Half(u64);

impl Hasher for Half {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }
}

/// Marks, with what is known of each.
type Marks<T> = HashMap<KeyMark, T, BuildHasherDefault<Half>>;

/// Marks alone.
pub(super) type MarkSet = HashSet<KeyMark, BuildHasherDefault<Half>>;

/// Where a key was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// In the log, when the import began.
    Logged,
    /// In this line of the file.
    Line(u64),
}

/// All keys of one source.
#[derive(Default)]
pub(super) struct Keys {
    /// Those of the log when the import began: whoever reads ahead asks for them too.
    logged: Arc<MarkSet>,
    /// Those of the file, with their lines.
    taken: Marks<u64>,
    cases: Marks<CaseId>,
}

/// Between an event's case and what tells it from the case's other events; quoted where it stands in the latter.
const SIGN: char = '#';

impl Keys {
    /// Notes a key of the log: only before anybody reads ahead.
    pub(super) fn logged(&mut self, key: &str, case: Option<CaseId>) {
        Arc::make_mut(&mut self.logged).insert(KeyMark::of(key));
        if let (Some(id), Some((owner, _))) = (case, key.rsplit_once(SIGN)) {
            self.cases.insert(KeyMark::of(owner), id);
        }
    }

    /// The keys of the log.
    pub(super) fn all_logged(&self) -> Arc<MarkSet> {
        Arc::clone(&self.logged)
    }

    /// Where a key was met.
    pub(super) fn met(&self, key: KeyMark) -> Option<Met> {
        if self.logged.contains(&key) {
            return Some(Met::Logged);
        }
        self.taken.get(&key).map(|line| Met::Line(*line))
    }

    /// Notes a key that was taken out of the file.
    pub(super) fn taken(&mut self, key: KeyMark, line: u64) {
        self.taken.insert(key, line);
    }

    /// Forgets a key of the file whose row was not taken after all.
    pub(super) fn untaken(&mut self, key: KeyMark) {
        self.taken.remove(&key);
    }

    /// The case that the log has for a source's case.
    pub(super) fn case(&self, owner: KeyMark) -> Option<CaseId> {
        self.cases.get(&owner).copied()
    }
}

/// The key of an event: of its case, and of what tells it apart.
pub(super) fn event_key(owner: &str, rest: &str) -> String {
    format!("{owner}{SIGN}{}", rest.replace(SIGN, "%23"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_s_key_says_whose_it_is() {
        let mut keys = Keys::default();
        let id = "HQ-2026-0001".parse().ok();
        keys.logged(&event_key("log:A#1", "2026-01-01/Fine #2"), id);
        assert_eq!(keys.case(KeyMark::of("log:A#1")), id);
        assert_eq!(keys.met(KeyMark::of("log:A#1#2026-01-01/Fine %232")), Some(Met::Logged));
        assert_eq!(keys.met(KeyMark::of("log:A#1")), None);
    }
}
