//! Every line of every log, segment by segment on all cores: for what does not hang on the order of events.
//!
//! Invariant: gives exactly the lines that a reading in order gives, and the same damage; where a segment's numbers go back
//! beyond the segment before, which only a reading in order can judge, says so by giving nothing.

use super::Store;
use super::error::StoreError;
use super::finding::Finding;
use super::layout::WriterName;
use super::read::LineRef;
use super::stream::{Limit, Stream};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Less than this many bytes is not worth starting threads for.
const PARALLEL_FROM: u64 = 2 << 20;

/// What was made of a segment's lines.
struct Seen<T> {
    made: Vec<T>,
    wrong: Vec<Finding>,
    first_n: Option<u64>,
    last_n: u64,
}

/// What was made of all lines, and what is wrong with those that are none.
pub type Apart<T> = (Vec<T>, Vec<Finding>);

impl Store {
    /// Gives every event of every writer to `each`, segment by segment and not in the log's order; collects what it makes of
    /// them. `None` where only a reading in order can say what is an event.
    ///
    /// # Errors
    /// A segment cannot be read.
    pub fn scan_apart<T: Send>(
        &self,
        each: &(dyn Fn(LineRef<'_>) -> Option<T> + Sync),
    ) -> Result<Option<Apart<T>>, StoreError> {
        let mut jobs: Vec<(WriterName, Limit)> = Vec::new();
        for writer in self.writers()? {
            jobs.extend(self.limits(writer, None)?.into_iter().map(|limit| (writer, limit)));
        }
        let seen = self.run_apart(&jobs, each)?;
        let (mut made, mut wrong) = (Vec::new(), Vec::new());
        let mut before: Option<(WriterName, u64)> = None;
        for ((writer, _), seen) in jobs.iter().zip(seen) {
            let after = before.filter(|(known, _)| known == writer).map_or(0, |(_, n)| n);
            if seen.first_n.is_some_and(|first| first <= after) {
                return Ok(None);
            }
            before = Some((*writer, seen.last_n.max(after)));
            made.extend(seen.made);
            wrong.extend(seen.wrong);
        }
        Ok(Some((made, wrong)))
    }

    fn run_apart<T: Send>(
        &self,
        jobs: &[(WriterName, Limit)],
        each: &(dyn Fn(LineRef<'_>) -> Option<T> + Sync),
    ) -> Result<Vec<Seen<T>>, StoreError> {
        let bytes: u64 = jobs.iter().map(|(_, (_, length))| length).sum();
        if bytes < PARALLEL_FROM {
            return jobs.iter().map(|job| self.one_apart(*job, each)).collect();
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some((index, job)) = jobs.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
                done.push((index, self.one_apart(*job, each)));
            }
            done
        };
        let mut all: Vec<_> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            let joined = others.into_iter().flat_map(|other| other.join().expect("looking at lines does not panic"));
            joined.chain(own).collect()
        });
        all.sort_unstable_by_key(|(index, _)| *index);
        all.into_iter().map(|(_, seen)| seen).collect()
    }

    fn one_apart<T>(
        &self,
        (writer, limit): (WriterName, Limit),
        each: &(dyn Fn(LineRef<'_>) -> Option<T> + Sync),
    ) -> Result<Seen<T>, StoreError> {
        let mut stream = Stream::new(self, writer, vec![limit], None, (false, false))?;
        let mut seen = Seen { made: Vec::new(), wrong: Vec::new(), first_n: None, last_n: 0 };
        loop {
            match stream.advance() {
                Ok(true) => {}
                Ok(false) => return Ok(seen),
                Err(StoreError::Damaged(finding)) => {
                    seen.wrong.push(*finding);
                    continue;
                }
                Err(error) => return Err(error),
            }
            (seen.first_n, seen.last_n) = (seen.first_n.or(Some(stream.n)), stream.n);
            if let Some(position) = stream.position() {
                seen.made.extend(each(LineRef { position, n: stream.n, bytes: stream.bytes() }));
            }
        }
    }
}
