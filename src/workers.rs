//! Worker threads that do work ahead for one thread that must process results in order. It sends loads and receives them in that order.
//!
//! Invariant: loads come back in the order in which they were sent, with any number of threads, and a bounded number is on its way. The
//! memory of a load is reused only for the worker that used it before: if one thread frees memory that another allocates, they wait for
//! each other's allocator. If no thread can be started (containers may limit their number), the calling thread does the work.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

/// The most loads per worker thread, including finished ones.
const WAITING: usize = 8;
/// The most worker threads. The thread that processes results in order could not keep up with more.
const THREADS: usize = 4;

/// How many worker threads to use on this machine.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS)
}

/// Starts a thread of a scope; returns its work if no thread can be started.
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

/// Starts a thread that owns `state`; returns the state if no thread can be started.
pub(crate) fn start<S: Send + 'static, T: Send + 'static>(
    state: S,
    work: impl FnOnce(S) -> T + Send + 'static,
) -> Result<JoinHandle<T>, S> {
    let held = Arc::new(Mutex::new(Some(state)));
    let given = held.clone();
    let begun = Builder::new().spawn(move || work(take(&given).expect("only a thread that began takes it")));
    begun.map_err(|_| take(&held).expect("no thread began"))
}

/// A group of worker threads. They end when it is dropped.
pub(crate) struct Workers<'w, L> {
    threads: Vec<Worker<L>>,
    /// What is done with each load. It, `done` (finished loads) and `used` (loads to reuse) serve the case that there is no thread.
    work: Box<dyn Fn(&mut L) + 'w>,
    done: VecDeque<L>,
    used: VecDeque<L>,
    /// Load `k` goes to thread `k` modulo their number, and comes back from it.
    sent: usize,
    taken: usize,
}

struct Worker<L> {
    to: SyncSender<L>,
    from: Receiver<L>,
    used: VecDeque<L>,
}

impl<'w, L: Send> Workers<'w, L> {
    /// Starts threads that do `work` on each load.
    pub(crate) fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        work: impl Fn(&mut L) + Copy + Send + 'scope + 'w,
    ) -> Self
    where
        L: 'scope,
    {
        let start = |_| -> Option<Worker<L>> {
            let (to, loads) = sync_channel::<L>(WAITING);
            let (done, from) = sync_channel(WAITING);
            spawn(scope, move || {
                // Ends when the other side drops its channel ends.
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
        let threads = (0..threads.max(1)).map_while(start).collect();
        Self { threads, work: Box::new(work), done: VecDeque::new(), used: VecDeque::new(), sent: 0, taken: 0 }
    }

    /// Whether another load can be sent. Within this limit neither side ever blocks on a full channel.
    pub(crate) fn has_room(&self) -> bool {
        self.sent - self.taken < self.threads.len().max(1) * WAITING
    }

    /// An earlier load to be reused as the next one, if there is one.
    pub(crate) fn used(&mut self) -> Option<L> {
        match self.sent.checked_rem(self.threads.len()) {
            Some(next) => self.threads[next].used.pop_front(),
            None => self.used.pop_front(),
        }
    }

    /// Sends a load.
    pub(crate) fn send(&mut self, mut load: L) {
        match self.sent.checked_rem(self.threads.len()) {
            Some(next) => self.threads[next].to.send(load).expect("a thread lives as long as its channels"),
            None => {
                (self.work)(&mut load);
                self.done.push_back(load);
            }
        }
        self.sent += 1;
    }

    /// The next finished load, in the order of sending; `None` if none is on its way. Return it with [`Self::give_back`].
    pub(crate) fn take(&mut self) -> Option<L> {
        if self.taken == self.sent {
            return None;
        }
        let next = self.taken.checked_rem(self.threads.len());
        self.taken += 1;
        match next {
            Some(next) => Some(self.threads[next].from.recv().expect("a thread gives back what it was given")),
            None => self.done.pop_front(),
        }
    }

    /// Returns the load that was taken last, for reuse.
    pub(crate) fn give_back(&mut self, load: L) {
        match (self.taken - 1).checked_rem(self.threads.len()) {
            Some(last) => self.threads[last].used.push_back(load),
            None => self.used.push_back(load),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_come_back_finished_and_in_order() {
        let square = |item: &mut u64| {
            // Some loads take longer than others.
            (0..*item % 7 * 1000).for_each(|n| assert!(std::hint::black_box(n) < 7000));
            *item *= *item;
        };
        let (mut next, mut all) = (0..1000u64, Vec::new());
        std::thread::scope(|scope| {
            let mut workers = Workers::begin(scope, 4, |load: &mut Vec<u64>| load.iter_mut().for_each(square));
            loop {
                while workers.has_room() && !next.is_empty() {
                    let mut load = workers.used().unwrap_or_default();
                    load.clear();
                    load.extend(next.by_ref().take(3));
                    workers.send(load);
                }
                let Some(load) = workers.take() else { break };
                all.extend_from_slice(&load);
                workers.give_back(load);
            }
        });
        assert_eq!(all, (0..1000).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn dropping_workers_with_unreceived_loads_does_not_block() {
        std::thread::scope(|scope| {
            let mut workers = Workers::begin(scope, 2, |_: &mut Vec<u8>| {});
            while workers.has_room() {
                workers.send(vec![1, 2, 3]);
            }
            assert_eq!(workers.take(), Some(vec![1, 2, 3]));
        });
    }
}
