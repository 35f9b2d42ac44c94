//! Decides on reading which cases of a chain of duplicates stay live, from all `duplicate` links, including those of
//! desks that did not see each other.
//!
//! The links lead from a duplicate to its main case and on to the end of the chain; the end is live. If no end is live
//! (the links form a circle, or the end was voided), the remaining case that was recorded first is live, and contested.
//! Invariant: in every group with a case that was not voided, one is live. Takes time in proportion to the number of
//! links.

use crate::domain::case::Case;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::state::State;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The kind of the link from a duplicate to its main case; also the outcome with which a duplicate closes.
pub const DUPLICATE: &str = "duplicate";

/// Cases linked as duplicates, each with its main cases.
pub type Links = BTreeMap<CaseId, Vec<CaseId>>;

impl Case {
    /// Whether it is a duplicate of a live case. It then counts in neither pending nor received nor any rate.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        !self.woken && self.is_linked(DUPLICATE)
    }

    /// Whether it is what those see of a restricted case who have no part in it: a case that was recorded has somebody who recorded it.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.facts.restricted && self.recorded_by.is_empty()
    }

    /// Whether it is pending by its state and not a duplicate.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.state.is_pending() && !self.is_duplicate()
    }

    /// Whether it is open by its state and not a duplicate.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state.is_open() && !self.is_duplicate()
    }

    /// Whether it is a duplicate whose complainant has not been told the reply of the main case.
    #[must_use]
    pub fn owes_answer_of_main(&self) -> bool {
        let duplicate = self.is_duplicate() || (self.state == State::Closed && self.outcome == DUPLICATE);
        duplicate && !self.facts.anonymous && self.reached("replied").is_none()
    }

    /// The main cases of which it is a duplicate.
    pub fn mains(&self) -> impl Iterator<Item = CaseId> {
        self.links.iter().filter(|(_, kind)| kind == DUPLICATE).map(|(main, _)| *main)
    }

    /// Whether it cannot be the live case of a chain: it was voided, or its registration is absent.
    #[must_use]
    pub fn is_out(&self) -> bool {
        self.unopened || self.state == State::Voided
    }

    /// Makes a linked duplicate live, because no other case of its chain is.
    pub fn wake(&mut self) {
        self.woken = true;
        self.contested = true;
        self.reread = true;
        self.take_back_closing();
    }

    /// Undoes a closing with outcome `duplicate` after the link was removed: restores the state before it.
    pub(in crate::domain) fn take_back_closing(&mut self) {
        if self.state != State::Closed || self.outcome != DUPLICATE {
            return;
        }
        self.outcome = Default::default();
        if let Some(round) = self.rounds.last_mut() {
            (round.ended, round.stopped) = (None, None);
            round.milestones.remove("closed");
        }
        let reached = |milestone: &str| self.reached(milestone).is_some();
        self.state = match () {
            () if reached("replied") => State::Replied,
            () if reached("assigned") => State::Assigned,
            () if reached("accepted") => State::Accepted,
            () => State::Received,
        };
    }
}

/// The linked duplicates that are live all the same. `is_out` is called for the ends of chains (it must give true for
/// an unknown case) and for linked cases; `first` gives the event that registered a case.
///
/// # Errors
/// The errors of `is_out` and `first`.
pub fn woken<E>(
    links: &Links,
    is_out: &mut dyn FnMut(CaseId) -> Result<bool, E>,
    first: &mut dyn FnMut(CaseId) -> Result<Option<EventId>, E>,
) -> Result<Vec<CaseId>, E> {
    let mut back: HashMap<CaseId, Vec<CaseId>> = HashMap::new();
    for (case, mains) in links {
        mains.iter().for_each(|main| back.entry(*main).or_default().push(*case));
    }
    let mut ahead: Vec<CaseId> = Vec::new();
    for end in back.keys().filter(|main| !links.contains_key(main)) {
        if !is_out(*end)? {
            ahead.push(*end);
        }
    }
    // All cases that lead to a live end.
    let mut settled: HashSet<CaseId> = HashSet::new();
    while let Some(main) = ahead.pop() {
        let duplicates = back.get(&main).into_iter().flatten().filter(|case| settled.insert(**case));
        ahead.extend(duplicates);
    }
    let mut left: HashSet<CaseId> = links.keys().copied().filter(|case| !settled.contains(case)).collect();
    let mut live = Vec::new();
    for start in links.keys() {
        if !left.contains(start) {
            continue;
        }
        // All cases connected with `start`, by links in either direction.
        let (mut group, mut seen) = (vec![*start], HashSet::from([*start]));
        let mut least: Option<((u64, CaseId), CaseId)> = None;
        while let Some(case) = group.pop() {
            if left.remove(&case) && !is_out(case)? {
                let order = (first(case)?.map_or(u64::MAX, |event| event.n), case);
                if least.is_none_or(|(known, _)| order < known) {
                    least = Some((order, case));
                }
            }
            let on = links.get(&case).into_iter().flatten().chain(back.get(&case).into_iter().flatten());
            group.extend(on.filter(|case| !settled.contains(case) && seen.insert(**case)));
        }
        live.extend(least.map(|(_, case)| case));
    }
    live.sort_unstable();
    Ok(live)
}

/// Marks the live cases among these as live ([`Case::wake`]).
pub fn settle(cases: &mut BTreeMap<CaseId, Case>) {
    let linked = cases.iter().filter(|(_, case)| case.is_linked(DUPLICATE));
    let links: Links = linked.map(|(id, case)| (*id, case.mains().collect())).collect();
    if links.is_empty() {
        return;
    }
    let found =
        woken::<std::convert::Infallible>(&links, &mut |id| Ok(cases.get(&id).is_none_or(Case::is_out)), &mut |id| {
            Ok(cases.get(&id).and_then(|case| case.opened))
        });
    let Ok(live) = found;
    for id in live {
        if let Some(case) = cases.get_mut(&id) {
            case.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u32) -> CaseId {
        CaseId { number, ..CaseId::first("HQ".parse().expect("a desk"), 2026) }
    }

    /// Cases with these links; those in `out` are voided.
    fn cases(links: &[(u32, u32)], out: &[u32], many: u32) -> BTreeMap<CaseId, Case> {
        let one = |number: u32| {
            let of = links.iter().filter(|(from, _)| *from == number);
            let links = of.map(|(_, to)| (id(*to), DUPLICATE.into())).collect();
            let state = if out.contains(&number) { State::Voided } else { State::Accepted };
            let opened = Some(EventId { desk: id(number).desk, n: u64::from(100 - number) });
            (id(number), Case { id: id(number), links, state, opened, ..Case::default() })
        };
        (1..=many).map(one).collect()
    }

    fn live(links: &[(u32, u32)], out: &[u32], many: u32) -> Vec<u32> {
        let mut cases = cases(links, out, many);
        settle(&mut cases);
        cases.values().filter(|case| !case.is_duplicate() && !case.is_out()).map(|case| case.id.number).collect()
    }

    #[test]
    fn the_end_of_a_chain_is_live_and_in_a_circle_the_case_recorded_first() {
        assert_eq!(live(&[(1, 2), (2, 3)], &[], 3), [3]);
        // Case 3 was recorded first: event numbers descend.
        assert_eq!(live(&[(1, 2), (2, 3), (3, 1)], &[], 3), [3]);
        assert_eq!(live(&[(1, 2), (2, 1)], &[], 2), [2]);
        assert_eq!(live(&[(1, 3), (2, 3)], &[3], 3), [2]);
        assert_eq!(live(&[(1, 2), (2, 3)], &[2], 3), [3]);
        assert_eq!(live(&[(1, 2)], &[2], 2), [1]);
        assert_eq!(live(&[(1, 9)], &[], 1), [1], "a main case that is not known here");
        assert_eq!(live(&[(1, 2)], &[1, 2], 2), [0; 0]);
        assert_eq!(live(&[(1, 2), (1, 3), (4, 3)], &[3], 4), [2, 4], "two desks linked one case to two");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_component_has_a_live_case(
            links in proptest::collection::vec((1u32..12, 1u32..12), 0..16),
            out in proptest::collection::vec(1u32..12, 0..4),
        ) {
            let links: Vec<(u32, u32)> = links.into_iter().filter(|(from, to)| from != to).collect();
            let live = live(&links, &out, 11);
            for start in 1..12u32 {
                let mut component = vec![start];
                let mut at = 0;
                while at < component.len() {
                    for (a, b) in links.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
                        if a == component[at] && !component.contains(&b) {
                            component.push(b);
                        }
                    }
                    at += 1;
                }
                let left = component.iter().any(|case| !out.contains(case));
                prop_assert_eq!(left, component.iter().any(|case| live.contains(case)), "{:?} {:?} {:?}", links, out, live);
                // If no case has two main cases, exactly one is live.
                let is_chain = component.iter().all(|case| {
                    let mut mains: Vec<u32> = links.iter().filter(|(from, _)| from == case).map(|(_, to)| *to).collect();
                    mains.dedup();
                    mains.len() <= 1
                });
                if is_chain && left {
                    prop_assert_eq!(component.iter().filter(|case| live.contains(case)).count(), 1);
                }
            }
        }
    }
}
