//! Building or extending the index: what it does not cover yet is read, and the file is written anew.
//!
//! Invariant: nothing is kept of lines that were erased while the index was built. A crash leaves the old index, or none.

use super::super::Log;
use super::super::check::lines;
use super::super::disk::{Access, Open};
use super::super::error::{AtPath, LogError, Operation};
use super::super::file_stamp::Stamp;
use super::super::hash::{ByDigest, Digest};
use super::super::layout::Mark;
use super::super::layout::WriterName;
use super::super::line::{Line, PrivateParts};
use super::super::lock;
use super::super::parallel_grep::each_apart;
use super::super::stream::{Limit, Stream};
use super::super::writer;
use super::windows::{self, Common};
use super::{Covered, Key, NONE, PrivateIndex, PrivateIndexState, Row, Window, mark_of, row, written};
use std::io;
use std::time::Duration;

/// How long to wait for the lock.
const PATIENCE: Duration = Duration::from_secs(1);

/// A segment to read from where the index ends.
struct Job {
    writer: WriterName,
    limit: Limit,
    from: Option<Covered>,
    /// The segment's number in the index.
    number: u32,
}

/// The result of reading a segment.
struct Gathered {
    rows: Vec<Row>,
    covered: Covered,
    /// The number of the segment's first event.
    first: Option<u64>,
}

impl Log {
    /// Extends the index, or builds it if there is none, if it is in doubt, or with `anew`. `random` becomes the key if there is none yet;
    /// `is_good` tells whether nothing was erased since this began. Returns whether there is an index now. A damaged log gets no index.
    ///
    /// # Errors
    /// Errors of the log. The old index then stays.
    pub fn keep_private_index(
        &self,
        project: &str,
        (random, anew): ([u8; 32], bool),
        is_good: &dyn Fn() -> bool,
    ) -> Result<bool, LogError> {
        let folder = self.index_folder();
        if self.disk.make_folder(&folder, Access::Private).at(Operation::MakeFolder, &folder)? {
            self.disk.sync_folder(&self.layout.private).at(Operation::Sync, &self.layout.private)?;
        }
        let key = match self.read_from(&self.key_path(), 0)?.as_deref().and_then(Key::new) {
            Some(key) => key,
            None => {
                writer::replace(self.disk.as_ref(), &self.key_path(), &random)?;
                let Some(key) = Key::new(&random) else { return Ok(false) };
                key
            }
        };
        let PrivateIndexState { index, is_odd, .. } = self.private_index(project)?;
        let old = index.filter(|_| !is_odd && !anew).and_then(|index| Some((index.entries.all()?, index)));
        let (mut rows, old) = old.map_or((Vec::new(), None), |(rows, index)| (rows, Some(index)));
        let mut covered = old.as_ref().map_or_else(Vec::new, |index| index.entries.covered.clone());
        let common = Common::new();
        let jobs = self.jobs(old.as_ref(), &mut covered)?;
        let bytes = jobs.iter().map(|job| job.limit.1).sum();
        let gathered = each_apart(&jobs, bytes, &|job, buffer| self.gather(job, (&key, &common), buffer));
        let mut before: Option<(WriterName, u64)> = None;
        for (job, gathered) in jobs.iter().zip(gathered) {
            let Some(gathered) = gathered? else { return Ok(false) };
            let after = before.filter(|(writer, _)| *writer == job.writer).map_or(0, |(_, n)| n);
            if gathered.first.is_some_and(|first| first <= after) {
                return Ok(false);
            }
            before = Some((job.writer, gathered.covered.mark.n.max(after)));
            rows.extend(gathered.rows);
            covered[job.number as usize] = gathered.covered;
        }
        self.stamp_last(&mut covered)?;
        rows.extend(common.windows().map(|window| row(key.tag(&window), NONE, NONE, NONE)));
        rows.sort_unstable();
        rows.dedup();
        self.put_index(&written(key.tag(&mark_of(project)), &covered, &rows), is_good)
    }

    /// Adds stamps to the mark of each writer's last segment.
    fn stamp_last(&self, covered: &mut [Covered]) -> Result<(), LogError> {
        for index in 0..covered.len() {
            let mark = &covered[index].mark;
            let is_later =
                |at: &Covered| at.mark.writer == mark.writer && at.mark.segment.number() > mark.segment.number();
            if mark.end > 0 && !covered.iter().any(is_later) {
                covered[index].mark = self.stamped(mark)?.unwrap_or_else(|| mark.clone());
            }
        }
        Ok(())
    }

    /// The segments to read. Segments that are not covered yet get their place in `covered`.
    fn jobs(&self, old: Option<&PrivateIndex>, covered: &mut Vec<Covered>) -> Result<Vec<Job>, LogError> {
        let marks = old.map(PrivateIndex::marks).unwrap_or_default();
        let mut jobs = Vec::new();
        for writer in self.writers()? {
            let mark = marks.iter().find(|mark| mark.writer == writer);
            for limit in self.limits(writer, mark)? {
                let known = covered.iter().position(|at| (at.mark.writer, at.mark.segment) == (writer, limit.0));
                let from = known.map(|at| covered[at].clone()).filter(|from| from.mark.end > 0);
                if from.as_ref().is_some_and(|from| from.mark.end == limit.1) {
                    continue;
                }
                let number = known.unwrap_or(covered.len());
                if known.is_none() {
                    covered.push(Covered { mark: start(writer, limit), private: 0 });
                }
                let number = u32::try_from(number).map_err(|_| too_large(self))?;
                jobs.push(Job { writer, limit, from, number });
            }
        }
        Ok(jobs)
    }

    /// Reads a segment on both sides; `None` if a line is damaged.
    fn gather(
        &self,
        job: &Job,
        (key, common): (&Key, &Common),
        buffer: &mut Vec<u8>,
    ) -> Result<Option<Gathered>, LogError> {
        let from = job.from.as_ref();
        let mut stream = Stream::new(self, job.writer, vec![job.limit], from.map(|at| &at.mark), (false, false))?
            .with_buffer(buffer);
        let mut rows: Vec<Row> = Vec::new();
        let (mut found, mut sealed): (Vec<Window>, ByDigest<u32>) = Default::default();
        let mut add = |found: &mut Vec<Window>, event: u32, private: u32| {
            found.sort_unstable();
            found.dedup();
            rows.extend(found.drain(..).map(|window| row(key.tag(&window), job.number, event, private)));
        };
        let mut covered = from.cloned().unwrap_or_else(|| Covered { mark: start(job.writer, job.limit), private: 0 });
        let mut first = None;
        loop {
            match stream.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(LogError::Damaged(_)) => return Ok(None),
                Err(error) => return Err(error),
            }
            let (Ok(line), Some(position)) = (Line::split(stream.bytes()), stream.position()) else { return Ok(None) };
            let (Ok(event), Some(hash)) = (u32::try_from(position.offset), Digest::parse(line.hash)) else {
                return Ok(None);
            };
            windows::of_event(&line, common, &mut found);
            add(&mut found, event, NONE);
            if let Some(digest) = line.trailer().sealed.and_then(Digest::parse) {
                sealed.insert(digest, event);
            }
            first = first.or(Some(stream.n));
            let end = position.offset + stream.bytes().len() as u64 + 1;
            covered.mark = Mark { end, lines: position.line, n: stream.n, hash, ..covered.mark };
        }
        *buffer = stream.into_buffer();
        // Read the private side after the log: a private line is synced before the event that names it.
        let path = self.layout.private_segment(job.writer, job.limit.0);
        let start = covered.private;
        let bytes = self.read_from(&path, start)?.unwrap_or_default();
        for span in lines(&bytes).filter(|span| span.whole) {
            let Ok(parts) = PrivateParts::split(span.bytes) else { return Ok(None) };
            let Some(event) = Digest::parse(parts.sealed).and_then(|digest| sealed.get(&digest)) else { continue };
            let Ok(private) = u32::try_from(start + span.at as u64) else { return Ok(None) };
            windows::of_text(parts.data(), &mut found);
            add(&mut found, *event, private);
            // Lines that no event names yet come after the last named line.
            covered.private = start + span.end() as u64;
        }
        Ok(Some(Gathered { rows, covered, first }))
    }

    /// Replaces the index file, unless something was erased. That is checked under the lock, which an erasing writer holds.
    fn put_index(&self, bytes: &[u8], is_good: &dyn Fn() -> bool) -> Result<bool, LogError> {
        let (folder, disk) = (self.index_folder(), self.disk.as_ref());
        let draft = folder.join(format!("entries.{}.tmp", std::process::id()));
        match disk.remove(&draft) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e).at(Operation::Replace, &draft),
            _ => {}
        }
        let write = || {
            let file = disk.open(&draft, Open::Create(Access::Private)).at(Operation::Open, &draft)?;
            file.write_at(bytes, 0).at(Operation::Write, &draft)?;
            file.sync().at(Operation::Sync, &draft)?;
            let _guard = lock::acquire(disk, &self.layout.lock(), PATIENCE)?;
            if !is_good() {
                return Ok(false);
            }
            disk.rename(&draft, &self.entries_path()).at(Operation::Replace, &draft)?;
            disk.sync_folder(&folder).at(Operation::Sync, &folder)?;
            Ok(true)
        };
        let put = write();
        if !matches!(put, Ok(true)) {
            let _ = disk.remove(&draft);
        }
        put
    }
}

/// The mark of a segment of which nothing has been read.
fn start(writer: WriterName, (segment, _): Limit) -> Mark {
    let hash = Digest([0; 32]);
    Mark { writer, segment, end: 0, lines: 0, n: 0, hash, names: Stamp::NONE, file: Stamp::NONE }
}

fn too_large(store: &Log) -> LogError {
    let source = io::ErrorKind::FileTooLarge.into();
    LogError::Io { operation: Operation::Write, path: store.entries_path(), source }
}
