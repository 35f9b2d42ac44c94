//! The cases that are held in memory while an index is built, and which of them are moved to the spill file next.
//!
//! Invariant: memory depends on the cases that are worked on at a time, not on all cases.

use crate::domain::value::id::CaseId;
use crate::index::fast_hash::Map;
use crate::index::record::CaseRecord;
use crate::index::spill_writer::Load;
use std::collections::VecDeque;

/// The most cases held in memory, about three kilobytes each. At most as many more are on their way to the spill file.
const MOST: usize = if cfg!(test) { 4 } else { 1 << 13 };

/// A pending case counts as used this many events later than it was. An ended case is rarely needed again, so it is moved out first.
const LONGER: u64 = 8 * MOST as u64;

/// Ended cases are moved out in loads of this many, soon after their last event: then they are still in the processor's cache.
const FEW: usize = if cfg!(test) { 2 } else { 1 << 6 };

/// From this many runs in the spill file on, larger loads are moved out, so that runs become fewer and longer.
const RUNS: usize = if cfg!(test) { 3 } else { 1 << 10 };

/// The cases in memory.
#[derive(Default)]
pub(super) struct LiveCases {
    /// Each case with the number of the event (`tick`) at which it was last used.
    cases: Map<CaseId, (Box<CaseRecord>, u64)>,
    /// Cases that had ended when they were last used, in the order of that use.
    ended: VecDeque<(CaseId, u64)>,
    /// The number of events so far.
    tick: u64,
}

impl LiveCases {
    /// Counts an event.
    pub(super) fn tick(&mut self) {
        self.tick += 1;
    }

    /// The case of the current event, if it is in memory.
    pub(super) fn get(&mut self, id: CaseId) -> Option<&mut CaseRecord> {
        let (record, used) = self.cases.get_mut(&id)?;
        *used = self.tick;
        Some(record)
    }

    /// Puts the case of the current event into memory.
    pub(super) fn hold(&mut self, id: CaseId, record: Box<CaseRecord>) -> &mut CaseRecord {
        &mut self.cases.entry(id).insert_entry((record, self.tick)).into_mut().0
    }

    /// Notes that the case of the current event has ended.
    pub(super) fn has_ended(&mut self, id: CaseId) {
        match self.ended.back_mut().filter(|(last, _)| *last == id) {
            Some((_, used)) => *used = self.tick,
            None => self.ended.push_back((id, self.tick)),
        }
    }

    /// The cases to move out before another one is put into memory, if any. `runs` is the number of runs in the spill file.
    pub(super) fn cold(&mut self, runs: usize) -> Option<Load> {
        let many = if runs < RUNS { FEW } else { MOST / 4 };
        if self.ended.len() >= 2 * many {
            let load: Load = self.ended.drain(..many).filter_map(|ended| take_ended(&mut self.cases, ended)).collect();
            if !load.is_empty() {
                return Some(load);
            }
        }
        (self.cases.len() >= MOST).then(|| self.quarter())
    }

    /// The quarter of the cases that is least likely to be needed soon.
    fn quarter(&mut self) -> Load {
        let worth =
            |(record, tick): &(Box<CaseRecord>, u64)| tick + if record.case.state.is_pending() { LONGER } else { 0 };
        let mut all: Vec<u64> = self.cases.values().map(worth).collect();
        let (_, least, _) = all.select_nth_unstable(MOST / 4);
        let least = *least;
        // Take no more than a quarter: many cases may have the same rank.
        let mut most = MOST / 4;
        let cold = self.cases.extract_if(|_, hot| {
            let is_cold = worth(hot) <= least && most > 0;
            most -= usize::from(is_cold);
            is_cold
        });
        cold.map(|(id, (record, _))| (id, record)).collect()
    }

    /// Removes a case from memory.
    pub(super) fn take(&mut self, id: CaseId) -> Option<Box<CaseRecord>> {
        self.cases.remove(&id).map(|(record, _)| record)
    }

    /// Removes all cases from memory.
    pub(super) fn take_all(&mut self) -> Load {
        self.ended.clear();
        self.cases.drain().map(|(id, (record, _))| (id, record)).collect()
    }
}

/// Removes an ended case, unless it was used again after it ended.
fn take_ended(
    cases: &mut Map<CaseId, (Box<CaseRecord>, u64)>,
    (id, tick): (CaseId, u64),
) -> Option<(CaseId, Box<CaseRecord>)> {
    if cases.get(&id).is_none_or(|(_, used)| *used != tick) {
        return None;
    }
    cases.remove(&id).map(|(record, _)| (id, record))
}
