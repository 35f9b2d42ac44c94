//! Writing cases to the spill file in a thread of its own, which packs them while other cases are folded.
//!
//! Invariant: before a case in a load that was sent is looked up, its load has been received back with the places of its cases. At most
//! [`AWAY`] loads are on their way, so memory does not grow. Cases are read back without the writing thread, which may be at the next load.

use crate::domain::Code;
use crate::domain::value::id::CaseId;
use crate::index::Rejection;
use crate::index::record::CaseRecord;
use crate::index::spill_file::{Back, SpillFile, SpillPlace};
use crate::index::strings::{Interner, Lookup};
use crate::workers;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// The most loads that are on their way.
const AWAY: usize = if cfg!(test) { 2 } else { 4 };

/// Cases and their records, sorted by id when they are written.
pub(super) type Load = Vec<(CaseId, Box<CaseRecord>)>;

/// A load that was written: the place of each case, and the records, to be cleared and reused.
pub(super) struct StoredLoad {
    pub(super) places: Vec<(CaseId, SpillPlace)>,
    #[allow(clippy::vec_box, reason = "they go back and forth as they are: each is kilobytes")]
    pub(super) records: Vec<Box<CaseRecord>>,
    /// The number of runs in the spill file by now.
    pub(super) runs: usize,
    /// Texts that were added to the string table.
    texts: Vec<Code>,
}

/// What is needed to pack cases: the string table and the spill file.
pub(super) struct SpillWriter {
    pub(super) strings: Interner,
    pub(super) spill: SpillFile,
    /// How many texts of the table were passed on to the folding thread.
    told: usize,
    /// The last case that was written.
    last: Option<CaseId>,
}

impl SpillWriter {
    fn store(&mut self, load: Load) -> Result<StoredLoad, Rejection> {
        let (mut places, mut records) = (Vec::with_capacity(load.len()), Vec::with_capacity(load.len()));
        // A load that begins after the last case of the one before continues its run.
        if self.last >= load.first().map(|(id, _)| *id) {
            self.spill.run();
        }
        self.last = load.last().map(|(id, _)| *id).or(self.last);
        for (id, record) in load {
            places.push((id, self.spill.put(&record, &mut self.strings)?));
            records.push(record);
        }
        self.spill.flush()?;
        let texts = self.strings.texts()[self.told..].to_vec();
        self.told += texts.len();
        Ok(StoredLoad { places, records, runs: self.spill.runs(), texts })
    }
}

/// Writes loads of cases, here or in the writing thread, and reads cases back.
pub(super) struct Spiller {
    writer: Option<SpillWriter>,
    thread: Option<Thread>,
    /// Loads that were written here, because no thread could be started.
    here: VecDeque<Result<StoredLoad, Rejection>>,
    /// The number of loads on their way.
    away: usize,
    back: Back,
    texts: Texts,
}

struct Thread {
    to: SyncSender<Load>,
    from: Receiver<Result<StoredLoad, Rejection>>,
    handle: JoinHandle<SpillWriter>,
}

/// The part of the string table that was passed on.
struct Texts(Vec<Code>);

impl Lookup for Texts {
    fn text(&self, number: u32) -> Option<&str> {
        self.0.get(number as usize).map(Code::as_str)
    }
}

impl Spiller {
    pub(super) fn new(strings: Interner, spill: SpillFile) -> Result<Self, Rejection> {
        let (back, texts) = (spill.back()?, Texts(strings.texts().to_vec()));
        let told = texts.0.len();
        Ok(Self {
            writer: Some(SpillWriter { strings, spill, told, last: None }),
            thread: None,
            here: VecDeque::new(),
            away: 0,
            back,
            texts,
        })
    }

    /// Whether a load must be received before another is sent.
    pub(super) fn is_busy(&self) -> bool {
        self.away >= AWAY
    }

    /// Sends a load.
    pub(super) fn send(&mut self, load: Load) -> Result<(), Rejection> {
        self.away += 1;
        if let Some(writer) = self.writer.take().filter(|_| self.here.is_empty()) {
            match Thread::begin(writer) {
                Ok(thread) => self.thread = Some(thread),
                Err(writer) => self.writer = Some(writer),
            }
        }
        match (&mut self.thread, &mut self.writer) {
            (Some(thread), _) => thread.to.send(load).map_err(|_| Rejection::Shape)?,
            (None, Some(writer)) => self.here.push_back(writer.store(load)),
            (None, None) => return Err(Rejection::Shape),
        }
        Ok(())
    }

    /// Waits for the load that was sent first; `None` if none is on its way.
    pub(super) fn wait(&mut self) -> Result<Option<StoredLoad>, Rejection> {
        if self.away == 0 {
            return Ok(None);
        }
        self.away -= 1;
        let stored = match &self.thread {
            Some(thread) => thread.from.recv().map_err(|_| Rejection::Shape)?,
            None => self.here.pop_front().ok_or(Rejection::Shape)?,
        };
        stored.map(|stored| Some(self.told(stored)))
    }

    /// Writes a load and waits for it. All earlier loads must have been received.
    pub(super) fn store(&mut self, load: Load) -> Result<StoredLoad, Rejection> {
        if let Some(writer) = &mut self.writer {
            let stored = writer.store(load)?;
            return Ok(self.told(stored));
        }
        self.send(load)?;
        self.wait()?.ok_or(Rejection::Shape)
    }

    fn told(&mut self, mut stored: StoredLoad) -> StoredLoad {
        self.texts.0.append(&mut stored.texts);
        stored
    }

    /// Reads a case back from the spill file.
    pub(super) fn take(&mut self, staged: SpillPlace) -> Result<CaseRecord, Rejection> {
        self.back.record(staged, &self.texts)
    }

    /// Ends writing. No load may be on its way.
    pub(super) fn into_writer(self) -> Result<SpillWriter, Rejection> {
        let Some(Thread { to, handle, .. }) = self.thread else { return self.writer.ok_or(Rejection::Shape) };
        // The thread ends when its channel is closed.
        drop(to);
        handle.join().map_err(|_| Rejection::Shape)
    }
}

impl Thread {
    /// Starts the thread; returns the writer if no thread can be started.
    fn begin(writer: SpillWriter) -> Result<Self, SpillWriter> {
        let (to, loads) = sync_channel::<Load>(AWAY);
        let (done, from) = sync_channel(AWAY);
        let handle = workers::start(writer, move |mut writer| {
            for load in loads {
                if done.send(writer.store(load)).is_err() {
                    break;
                }
            }
            writer
        })?;
        Ok(Self { to, from, handle })
    }
}
