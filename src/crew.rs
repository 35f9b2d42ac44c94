//! Threads that look ahead for one that must do things in order: it hands out loads, and takes them back as they were handed out.
//!
//! Invariant: loads come back in their order, however many threads there are, and at most a few are on their way. A load is filled again
//! only for the thread that worked on it before: memory that one thread takes and another gives back makes each wait for the other.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

/// Loads that each thread has at most, those it is done with among them.
const WAITING: usize = 8;
/// Threads, at most: the one that does things in order could not keep up with more.
const THREADS: usize = 4;

/// So many threads do this machine good, at most.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS)
}

/// The threads. They end when this does.
pub(crate) struct Crew<L> {
    hands: Vec<Hand<L>>,
    /// Load k goes to thread k mod their number, and comes back from it.
    sent: usize,
    taken: usize,
}

struct Hand<L> {
    to: SyncSender<L>,
    from: Receiver<L>,
    used: VecDeque<L>,
}

impl<L: Send> Crew<L> {
    /// Begins threads that do `work` on each load.
    pub(crate) fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        work: impl Fn(&mut L) + Copy + Send + 'scope,
    ) -> Self
    where
        L: 'scope,
    {
        let hand = |_| {
            let (to, loads) = sync_channel::<L>(WAITING);
            let (done, from) = sync_channel(WAITING);
            scope.spawn(move || {
                // Ends when this side lets go of its ends.
                for mut load in loads {
                    work(&mut load);
                    if done.send(load).is_err() {
                        return;
                    }
                }
            });
            Hand { to, from, used: VecDeque::new() }
        };
        Self { hands: (0..threads.max(1)).map(hand).collect(), sent: 0, taken: 0 }
    }

    /// Whether one more load can be handed out: then neither side ever waits for the other to take.
    pub(crate) fn has_room(&self) -> bool {
        self.sent - self.taken < self.hands.len() * WAITING
    }

    /// What the next load is filled into, if there is one: an earlier one.
    pub(crate) fn used(&mut self) -> Option<L> {
        let next = self.sent % self.hands.len();
        self.hands[next].used.pop_front()
    }

    /// Hands a load out.
    pub(crate) fn send(&mut self, load: L) {
        let next = self.sent % self.hands.len();
        self.hands[next].to.send(load).expect("a thread lives as long as its channels");
        self.sent += 1;
    }

    /// The load that was handed out first of those that are away; `None` where none is. It is to be given back.
    pub(crate) fn take(&mut self) -> Option<L> {
        if self.taken == self.sent {
            return None;
        }
        let from = &self.hands[self.taken % self.hands.len()].from;
        self.taken += 1;
        Some(from.recv().expect("a thread gives back what it was given"))
    }

    /// Gives the load back that was taken last.
    pub(crate) fn give_back(&mut self, load: L) {
        let last = (self.taken - 1) % self.hands.len();
        self.hands[last].used.push_back(load);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_come_back_worked_on_and_in_order() {
        let square = |item: &mut u64| {
            // Some take longer than others.
            (0..*item % 7 * 1000).for_each(|n| assert!(std::hint::black_box(n) < 7000));
            *item *= *item;
        };
        let (mut next, mut all) = (0..1000u64, Vec::new());
        std::thread::scope(|scope| {
            let mut crew = Crew::begin(scope, 4, |load: &mut Vec<u64>| load.iter_mut().for_each(square));
            loop {
                while crew.has_room() && !next.is_empty() {
                    let mut load = crew.used().unwrap_or_default();
                    load.clear();
                    load.extend(next.by_ref().take(3));
                    crew.send(load);
                }
                let Some(load) = crew.take() else { break };
                all.extend_from_slice(&load);
                crew.give_back(load);
            }
        });
        assert_eq!(all, (0..1000).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn who_stops_halfway_is_not_kept_waiting() {
        std::thread::scope(|scope| {
            let mut crew = Crew::begin(scope, 2, |_: &mut Vec<u8>| {});
            while crew.has_room() {
                crew.send(vec![1, 2, 3]);
            }
            assert_eq!(crew.take(), Some(vec![1, 2, 3]));
        });
    }
}
