//! Searches the lines of all logs segment by segment on all cores, for callers that do not need events in order.
//!
//! Invariant: finds exactly the lines, and the damage, that a read in order finds. If the numbers in a segment go back behind those of
//! the segment before, only a read in order can decide what is an event: then the result is `None`.

use super::Log;
use super::error::LogError;
use super::finding::Finding;
use super::layout::Mark;
use super::layout::WriterName;
use super::needle::Needle;
use super::read::LineRef;
use super::stream::{Limit, Seeker, Stream};
use crate::workers;
use std::sync::atomic::{AtomicUsize, Ordering};

/// For fewer bytes than this, starting threads takes longer than it saves.
const PARALLEL_FROM: u64 = 2 << 20;

/// The results from the lines of one segment.
pub(super) struct Seen<T> {
    pub(super) made: Vec<T>,
    pub(super) wrong: Vec<Finding>,
    first_n: Option<u64>,
    last_n: u64,
}

/// The results from all lines, and findings about malformed lines.
pub type Apart<T> = (Vec<T>, Vec<Finding>);

/// Called for each line with the first match of each search term in it. Returns a result, a finding if the line is no event, or `None`.
pub type EachGrepHit<'e, T> = dyn Fn(LineRef<'_>, &[Option<usize>]) -> Option<Result<T, Finding>> + Sync + 'e;

impl Log {
    /// Calls `each` for every event of every writer whose line matches one of the search terms, segment by segment and not in the log's
    /// order, and collects its results. `None` if only a read in order can decide what is an event.
    ///
    /// # Errors
    /// A segment cannot be read.
    pub fn scan_apart<T: Send>(
        &self,
        sought: &[&Needle],
        each: &EachGrepHit<'_, T>,
    ) -> Result<Option<Apart<T>>, LogError> {
        let mut jobs: Vec<(WriterName, Limit)> = Vec::new();
        for writer in self.writers()? {
            jobs.extend(self.limits(writer, None)?.into_iter().map(|limit| (writer, limit)));
        }
        let bytes: u64 = jobs.iter().map(|(_, (_, length))| length).sum();
        let look = |(writer, limit): &(WriterName, Limit), buffer: &mut Vec<u8>| {
            self.one_apart((*writer, vec![*limit], None), buffer, (sought, each))
        };
        let seen = each_apart(&jobs, bytes, &look);
        let (mut made, mut wrong) = (Vec::new(), Vec::new());
        let mut before: Option<(WriterName, u64)> = None;
        for ((writer, _), seen) in jobs.iter().zip(seen) {
            let seen = seen?;
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

    /// Like [`Self::scan_apart`], for one writer's log, after `start` if that is given.
    pub(super) fn one_apart<T>(
        &self,
        (writer, limits, start): (WriterName, Vec<Limit>, Option<&Mark>),
        buffer: &mut Vec<u8>,
        (sought, each): (&[&Needle], &EachGrepHit<'_, T>),
    ) -> Result<Seen<T>, LogError> {
        let mut stream = Stream::new(self, writer, limits, start, (false, false))?.with_buffer(buffer);
        let mut seen = Seen { made: Vec::new(), wrong: Vec::new(), first_n: None, last_n: 0 };
        let mut seekers: Vec<Seeker<'_>> = sought.iter().map(|needle| Seeker::new(needle)).collect();
        let mut found = vec![None; seekers.len()];
        loop {
            match stream.advance() {
                Ok(true) => {}
                Ok(false) => {
                    *buffer = stream.into_buffer();
                    return Ok(seen);
                }
                Err(LogError::Damaged(finding)) => {
                    finding.put(&mut seen.wrong);
                    continue;
                }
                Err(error) => return Err(error),
            }
            (seen.first_n, seen.last_n) = (seen.first_n.or(Some(stream.n)), stream.n);
            for (found, seeker) in found.iter_mut().zip(&mut seekers) {
                *found = stream.find(seeker);
            }
            if found.iter().all(Option::is_none) {
                continue;
            }
            if let Some(position) = stream.position() {
                match each(LineRef { position, n: stream.n, bytes: stream.bytes() }, &found) {
                    Some(Ok(made)) => seen.made.push(made),
                    Some(Err(finding)) => seen.wrong.push(finding),
                    None => {}
                }
            }
        }
    }
}

/// Runs jobs on all cores (up to 8), or on this thread if `bytes` is too small for threads to pay. Returns the results in the order of
/// the jobs. Consecutive jobs on one core share a buffer.
pub(super) fn each_apart<J: Sync, T: Send>(
    jobs: &[J],
    bytes: u64,
    work: &(dyn Fn(&J, &mut Vec<u8>) -> T + Sync),
) -> Vec<T> {
    if bytes < PARALLEL_FROM {
        let mut buffer = Vec::new();
        return jobs.iter().map(|job| work(job, &mut buffer)).collect();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
    let next = AtomicUsize::new(0);
    let take = || {
        let (mut done, mut buffer) = (Vec::new(), Vec::new());
        while let Some((index, job)) = jobs.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((index, work(job, &mut buffer)));
        }
        done
    };
    let mut all: Vec<_> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map_while(|_| workers::spawn(scope, take).ok()).collect();
        let own = take();
        let joined = others.into_iter().flat_map(|other| other.join().expect("looking at lines does not panic"));
        joined.chain(own).collect()
    });
    all.sort_unstable_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, made)| made).collect()
}
