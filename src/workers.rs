//! Threads that look ahead for one that must do things in order: it hands out loads, and takes them back as they were handed out.
//!
//! Invariant: loads come back in their order, however many threads there are, and at most a few are on their way. A load is filled again
//! only for the thread that worked on it before: memory that one thread takes and another gives back makes each wait for the other.
//! Where the system starts no thread (a container has a limit on them), the one that is there does the work.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

/// Loads that each thread has at most, those it is done with among them.
const WAITING: usize = 8;
/// Threads, at most: the one that does things in order could not keep up with more.
const THREADS: usize = 4;

/// So many threads do this machine good, at most.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS)
}

/// A thread of a scope; its work is given back where the system starts no more.
pub(crate) fn spawn<'scope, T: Send + 'scope, W: FnOnce() -> T + Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: W,
) -> Result<ScopedJoinHandle<'scope, T>, W> {
    let held = Arc::new(Mutex::new(Some(work)));
    let given = held.clone();
    let begun = Builder::new().spawn_scoped(scope, move || take(&given).expect("only a thread that began takes it")());
    begun.map_err(|_| take(&held).expect("no thread began"))
}

fn take<S>(held: &Mutex<Option<S>>) -> Option<S> {
    held.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// A thread that owns what it works on; that is given back where the system starts no more.
pub(crate) fn start<S: Send + 'static, T: Send + 'static>(
    state: S,
    work: impl FnOnce(S) -> T + Send + 'static,
) -> Result<JoinHandle<T>, S> {
    let held = Arc::new(Mutex::new(Some(state)));
    let given = held.clone();
    let begun = Builder::new().spawn(move || work(take(&given).expect("only a thread that began takes it")));
    begun.map_err(|_| take(&held).expect("no thread began"))
}

/// The threads. They end when this does.
pub(crate) struct Workers<'w, L> {
    hands: Vec<Worker<L>>,
    /// What is done with a load where there is no thread, those that it was done with, and those to fill again.
    work: Box<dyn Fn(&mut L) + 'w>,
    done: VecDeque<L>,
    used: VecDeque<L>,
    /// Load k goes to thread k mod their number, and comes back from it.
    sent: usize,
    taken: usize,
}

struct Worker<L> {
    to: SyncSender<L>,
    from: Receiver<L>,
    used: VecDeque<L>,
}

impl<'w, L: Send> Workers<'w, L> {
    /// Begins threads that do `work` on each load.
    pub(crate) fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        work: impl Fn(&mut L) + Copy + Send + 'scope + 'w,
    ) -> Self
    where
        L: 'scope,
    {
        let hand = |_| -> Option<Worker<L>> {
            let (to, loads) = sync_channel::<L>(WAITING);
            let (done, from) = sync_channel(WAITING);
            spawn(scope, move || {
                // Ends when this side lets go of its ends.
                for mut load in loads {
                    work(&mut load);
                    if done.send(load).is_err() {
                        return;
                    }
                }
            })
            .ok()?;
            Some(Worker { to, from, used: VecDeque::new() })
        };
        let hands = (0..threads.max(1)).map_while(hand).collect();
        Self { hands, work: Box::new(work), done: VecDeque::new(), used: VecDeque::new(), sent: 0, taken: 0 }
    }

    /// Whether one more load can be handed out: then neither side ever waits for the other to take.
    pub(crate) fn has_room(&self) -> bool {
        self.sent - self.taken < self.hands.len().max(1) * WAITING
    }

    /// What the next load is filled into, if there is one: an earlier one.
    pub(crate) fn used(&mut self) -> Option<L> {
        match self.sent.checked_rem(self.hands.len()) {
            Some(next) => self.hands[next].used.pop_front(),
            None => self.used.pop_front(),
        }
    }

    /// Hands a load out.
    pub(crate) fn send(&mut self, mut load: L) {
        match self.sent.checked_rem(self.hands.len()) {
            Some(next) => self.hands[next].to.send(load).expect("a thread lives as long as its channels"),
            None => {
                (self.work)(&mut load);
                self.done.push_back(load);
            }
        }
        self.sent += 1;
    }

    /// The load that was handed out first of those that are away; `None` where none is. It is to be given back.
    pub(crate) fn take(&mut self) -> Option<L> {
        if self.taken == self.sent {
            return None;
        }
        let next = self.taken.checked_rem(self.hands.len());
        self.taken += 1;
        match next {
            Some(next) => Some(self.hands[next].from.recv().expect("a thread gives back what it was given")),
            None => self.done.pop_front(),
        }
    }

    /// Gives the load back that was taken last.
    pub(crate) fn give_back(&mut self, load: L) {
        match (self.taken - 1).checked_rem(self.hands.len()) {
            Some(last) => self.hands[last].used.push_back(load),
            None => self.used.push_back(load),
        }
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
            let mut crew = Workers::begin(scope, 4, |load: &mut Vec<u64>| load.iter_mut().for_each(square));
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
            let mut crew = Workers::begin(scope, 2, |_: &mut Vec<u8>| {});
            while crew.has_room() {
                crew.send(vec![1, 2, 3]);
            }
            assert_eq!(crew.take(), Some(vec![1, 2, 3]));
        });
    }
}
