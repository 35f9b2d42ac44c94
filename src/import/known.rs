//! Rows that are already in the log, or that occurred earlier in the file: their keys as hashes, their cases, and what they said last.
//!
//! Invariant: about a hundred bytes a row, so a million rows need about a hundred megabytes; a collision of keys is practically impossible.

use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::project::{ImportedRow, Project, ProjectError, RowSaid};
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

/// What is kept of what a row said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeptSaid {
    /// Nothing: an earlier version imported it, or this account may not read it.
    Nothing,
    /// It was erased with the case's private data: the row is known by its key alone.
    Erased,
    Said(RowSaid),
}

/// A row on record.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownRow {
    /// Its case.
    pub(super) case: Option<CaseId>,
    pub(super) kept: KeptSaid,
}

/// The rows on record when the import began, by key.
pub(super) type KnownRows = Marks<KnownRow>;

/// All rows of one source.
#[derive(Default)]
pub(super) struct KnownKeys {
    /// On record when the import began; shared with the worker threads.
    rows: Arc<KnownRows>,
    /// Keys of the file, with their lines.
    taken: Marks<u64>,
    /// The cases of a source that tells acts, by the source's cases.
    cases: Marks<CaseId>,
    /// The cases whose rows are in the file.
    seen: HashSet<CaseId>,
    /// Cases that somebody voided by hand.
    voided: HashSet<CaseId>,
}

/// Separates the key of the case from the rest of an event's key; escaped in the rest.
const SIGN: char = '#';

impl KnownKeys {
    /// The rows of the source with this name.
    pub(super) fn read(project: &Project, source: &str) -> Result<Self, ProjectError> {
        let prefix = format!("{source}:");
        let mut known = Self::default();
        let mut found: Marks<(EventId, Option<CaseId>, Option<[u8; 32]>)> = Marks::default();
        let mut owners: Vec<(KeyMark, CaseId)> = Vec::new();
        let mut enter = |key: &str, event: EventId, case: Option<CaseId>, sealed: Option<[u8; 32]>| {
            if let (Some(id), Some((owner, _))) = (case, key.rsplit_once(SIGN)) {
                owners.push((KeyMark::of(owner), id));
            }
            let entry = found.entry(KeyMark::of(key)).or_insert((event, case, sealed));
            // What the row said lies on the private side of one of the acts to which it led.
            if event.n >= entry.0.n && (sealed.is_some() || entry.2.is_none()) {
                *entry = (event, case, sealed);
            }
        };
        let mut hidden: Vec<(EventId, Option<CaseId>, Option<[u8; 32]>)> = Vec::new();
        let fates = project.imported_rows(&mut |row: ImportedRow<'_>| match row.key.strip_prefix(&prefix) {
            Some(Texts::HIDDEN_KEY) => hidden.push((row.event, row.case, row.sealed)),
            Some(_) => enter(row.key, row.event, row.case, row.sealed),
            None => {}
        })?;
        if !hidden.is_empty() {
            let by_line: HashMap<_, _> = hidden.iter().filter_map(|row| Some((row.2?, row))).collect();
            let by_event: HashMap<_, _> = hidden.iter().map(|row| (row.0, row)).collect();
            project.private_keys(&mut |line, event, key| {
                let row = event.map_or_else(|| by_line.get(line), |event| by_event.get(&event));
                if let Some((event, case, sealed)) = row.filter(|_| key.starts_with(&prefix)) {
                    enter(key, *event, *case, *sealed);
                }
            })?;
        }
        let is_undone = |case: Option<CaseId>| case.is_some_and(|case| fates.undone.contains(&case));
        found.retain(|_, (_, case, _)| !is_undone(*case));
        let mut sealed: HashMap<[u8; 32], KeyMark> = HashMap::new();
        let mut rows = KnownRows::default();
        for (mark, (event, case, digest)) in found {
            let erased = fates.erased.contains(&event);
            rows.insert(mark, KnownRow { case, kept: if erased { KeptSaid::Erased } else { KeptSaid::Nothing } });
            sealed.extend(digest.map(|digest| (digest, mark)));
        }
        if !sealed.is_empty() {
            project.rows_said(&mut |digest, said| {
                if let Some(row) = sealed.get(digest).and_then(|mark| rows.get_mut(mark)) {
                    row.kept = KeptSaid::Said(said);
                }
            })?;
        }
        known.cases = owners.into_iter().filter(|(_, case)| !is_undone(Some(*case))).collect();
        (known.rows, known.voided) = (Arc::new(rows), fates.voided);
        Ok(known)
    }

    /// The rows on record, for worker threads.
    pub(super) fn rows(&self) -> Arc<KnownRows> {
        Arc::clone(&self.rows)
    }

    /// The row on record with this key.
    pub(super) fn row(&self, key: KeyMark) -> Option<KnownRow> {
        self.rows.get(&key).copied()
    }

    /// The line of the file in which a key occurred before.
    pub(super) fn line(&self, key: KeyMark) -> Option<u64> {
        self.taken.get(&key).copied()
    }

    /// Adds a key of the file whose row is imported or known.
    pub(super) fn taken(&mut self, key: KeyMark, line: u64) {
        self.taken.insert(key, line);
        self.seen.extend(self.row(key).and_then(|row| row.case));
    }

    /// Notes that the file has a row of a case.
    pub(super) fn see(&mut self, case: CaseId) {
        self.seen.insert(case);
    }

    /// The cases of which the file has rows.
    pub(super) fn into_seen(self) -> HashSet<CaseId> {
        self.seen
    }

    /// Removes a key of the file whose row was rejected after all.
    pub(super) fn untaken(&mut self, key: KeyMark) {
        self.taken.remove(&key);
    }

    /// The case on record for a source's case.
    pub(super) fn case(&self, owner: KeyMark) -> Option<CaseId> {
        self.cases.get(&owner).copied()
    }

    /// Whether somebody voided a case by hand.
    pub(super) fn is_voided(&self, case: CaseId) -> bool {
        self.voided.contains(&case)
    }

    /// The cases on record of which the file has no row, sorted.
    pub(super) fn gone(&self) -> Vec<CaseId> {
        let all: HashSet<CaseId> = self.rows.values().filter_map(|row| row.case).collect();
        let mut gone: Vec<CaseId> =
            all.into_iter().filter(|case| !self.seen.contains(case) && !self.voided.contains(case)).collect();
        gone.sort_unstable();
        gone
    }
}

/// The key of an event: the key of its case, and what identifies the event within it.
pub(super) fn event_key(owner: &str, rest: &str) -> String {
    format!("{owner}{SIGN}{}", rest.replace(SIGN, "%23"))
}
