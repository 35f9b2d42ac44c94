//! The cases in hand while an index is made, and which of them are put away next.
//!
//! Invariant: memory goes with the cases that are worked on at a time, not with all there are.

use crate::domain::value::id::CaseId;
use crate::index::fast_hash::Map;
use crate::index::record::Record;
use crate::index::spill_writer::Load;
use std::collections::VecDeque;

/// So many cases are in hand at most, some three kilobytes each, and no more than that on their way to disk.
const MOST: usize = if cfg!(test) { 4 } else { 1 << 13 };

/// A case on which work is not over is held as if it had been used so many events later than it was: most of those that are never asked
/// for again have ended.
const LONGER: u64 = 8 * MOST as u64;

/// So many cases that have ended are put away together: they are still near the processor then.
const FEW: usize = if cfg!(test) { 2 } else { 1 << 6 };

/// From so many runs on the stage is asked to hold fewer and longer ones.
const RUNS: usize = if cfg!(test) { 3 } else { 1 << 10 };

/// Cases in hand.
#[derive(Default)]
pub(super) struct Hot {
    /// With the event at which each was used last.
    cases: Map<CaseId, (Box<Record>, u64)>,
    /// Cases that had ended when they were used, the one that was used first in front.
    ended: VecDeque<(CaseId, u64)>,
    /// Events so far.
    tick: u64,
}

impl Hot {
    /// One more event.
    pub(super) fn tick(&mut self) {
        self.tick += 1;
    }

    /// The case of the event, if it is in hand.
    pub(super) fn get(&mut self, id: CaseId) -> Option<&mut Record> {
        let (record, used) = self.cases.get_mut(&id)?;
        *used = self.tick;
        Some(record)
    }

    /// Takes the case of the event in hand.
    pub(super) fn hold(&mut self, id: CaseId, record: Box<Record>) -> &mut Record {
        &mut self.cases.entry(id).insert_entry((record, self.tick)).into_mut().0
    }

    /// The case of the event has ended by now.
    pub(super) fn has_ended(&mut self, id: CaseId) {
        match self.ended.back_mut().filter(|(last, _)| *last == id) {
            Some((_, used)) => *used = self.tick,
            None => self.ended.push_back((id, self.tick)),
        }
    }

    /// What is to be put away before another is taken in hand; the stage has so many runs.
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

    /// The quarter that will not be asked for soonest.
    fn quarter(&mut self) -> Load {
        let worth =
            |(record, tick): &(Box<Record>, u64)| tick + if record.case.state.is_pending() { LONGER } else { 0 };
        let mut all: Vec<u64> = self.cases.values().map(worth).collect();
        let (_, least, _) = all.select_nth_unstable(MOST / 4);
        let least = *least;
        // No more than that: many may be worth the same.
        let mut most = MOST / 4;
        let cold = self.cases.extract_if(|_, hot| {
            let is_cold = worth(hot) <= least && most > 0;
            most -= usize::from(is_cold);
            is_cold
        });
        cold.map(|(id, (record, _))| (id, record)).collect()
    }

    /// Lets go of a case.
    pub(super) fn take(&mut self, id: CaseId) -> Option<Box<Record>> {
        self.cases.remove(&id).map(|(record, _)| record)
    }

    /// Lets go of all.
    pub(super) fn take_all(&mut self) -> Load {
        self.ended.clear();
        self.cases.drain().map(|(id, (record, _))| (id, record)).collect()
    }
}

/// A case that had ended, unless it was used since.
fn take_ended(cases: &mut Map<CaseId, (Box<Record>, u64)>, (id, tick): (CaseId, u64)) -> Option<(CaseId, Box<Record>)> {
    if cases.get(&id).is_none_or(|(_, used)| *used != tick) {
        return None;
    }
    cases.remove(&id).map(|(record, _)| (id, record))
}
