//! Where each case waits while an index is built. All places are in memory: sixteen bytes per case if numbers are consecutive.
//!
//! Invariant: places are stored in pages of case numbers, since numbers are mostly consecutive. A page with a single case wastes memory
//! but is correct.

use crate::domain::value::id::CaseId;
use crate::index::fast_hash::Map;
use crate::index::spill_file::SpillPlace;

/// How many numbers a page covers.
const PAGE: u32 = 64;

type Page = [SpillSlot; PAGE as usize];

/// Where a case is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SpillSlot {
    /// Not in the spill file: in memory, in an index below, or nowhere.
    #[default]
    None,
    /// On its way to the spill file.
    Away,
    /// In the spill file.
    Staged(SpillPlace),
}

/// Where each case is.
#[derive(Debug, Default)]
pub(super) struct SpillIndex(Map<(CaseId, u32), Box<Page>>);

impl SpillIndex {
    /// Where a case is.
    pub(super) fn get(&self, id: CaseId) -> SpillSlot {
        self.0.get(&page(id)).map_or(SpillSlot::None, |page| page[place(id)])
    }

    /// Sets where a case is.
    pub(super) fn set(&mut self, id: CaseId, slot: SpillSlot) {
        let page = self.0.entry(page(id)).or_insert_with(|| Box::new([SpillSlot::None; PAGE as usize]));
        page[place(id)] = slot;
    }

    /// All cases in the spill file, in no order.
    pub(super) fn staged(&self) -> impl Iterator<Item = (CaseId, SpillPlace)> {
        self.0.iter().flat_map(|(&(first, page_number), page)| {
            (0..PAGE).zip(page.iter()).filter_map(move |(nth, slot)| match slot {
                SpillSlot::Staged(staged) => Some((CaseId { number: page_number * PAGE + nth, ..first }, *staged)),
                _ => None,
            })
        })
    }
}

fn page(id: CaseId) -> (CaseId, u32) {
    (CaseId { number: 0, ..id }, id.number / PAGE)
}

fn place(id: CaseId) -> usize {
    (id.number % PAGE) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_set_for_one_case_only() {
        let mut places = SpillIndex::default();
        let staged = |at| SpillPlace::at(at, 1, 2);
        let id = |number| CaseId { number, year: 2026, ..CaseId::default() };
        for number in [1, 63, 64, 65, u32::MAX] {
            places.set(id(number), SpillSlot::Staged(staged(number.into())));
        }
        places.set(id(65), SpillSlot::Away);
        places.set(id(66), SpillSlot::None);
        assert_eq!(places.get(id(64)), SpillSlot::Staged(staged(64)));
        assert_eq!(
            [places.get(id(65)), places.get(id(66)), places.get(id(7000))],
            [SpillSlot::Away, SpillSlot::None, SpillSlot::None]
        );
        assert_eq!(places.get(CaseId { year: 2025, ..id(64) }), SpillSlot::None);
        let mut all: Vec<u32> = places.staged().map(|(id, _)| id.number).collect();
        all.sort_unstable();
        assert_eq!(all, [1, 63, 64, u32::MAX]);
        assert_eq!(size_of::<SpillSlot>(), 16);
    }
}
