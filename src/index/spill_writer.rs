//! Where cases go that nobody works on: a thread of its own packs them and puts them on disk, while others are folded.
//!
//! Invariant: of the cases that were sent away, all are back in the books before any of them is asked for; a few loads are on their
//! way at a time, so memory does not grow. Cases come back without that thread: it may be at the next load.

use crate::domain::Code;
use crate::domain::value::id::CaseId;
use crate::index::Doubt;
use crate::index::record::Record;
use crate::index::spill_file::{Back, Stage, Staged};
use crate::index::strings::{Interner, Lookup};
use crate::workers;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// So many loads are on their way at most.
const AWAY: usize = if cfg!(test) { 2 } else { 4 };

/// Cases and their records, by name.
pub(super) type Load = Vec<(CaseId, Box<Record>)>;

/// A load that has been put on disk: where each case lies, and the records, to be emptied and used again.
pub(super) struct Stored {
    pub(super) places: Vec<(CaseId, Staged)>,
    #[allow(clippy::vec_box, reason = "they go back and forth as they are: each is kilobytes")]
    pub(super) records: Vec<Box<Record>>,
    /// Runs that the stage has by now.
    pub(super) runs: usize,
    /// What the string table has now that it had not before.
    texts: Vec<Code>,
}

/// What is needed to pack a case.
pub(super) struct Shelf {
    pub(super) strings: Interner,
    pub(super) stage: Stage,
    /// Texts of the table that were told.
    told: usize,
    /// The case that was put there last.
    last: Option<CaseId>,
}

impl Shelf {
    fn store(&mut self, load: Load) -> Result<Stored, Doubt> {
        let (mut places, mut records) = (Vec::with_capacity(load.len()), Vec::with_capacity(load.len()));
        // Loads of which one begins where the other ended are one run.
        if self.last >= load.first().map(|(id, _)| *id) {
            self.stage.run();
        }
        self.last = load.last().map(|(id, _)| *id).or(self.last);
        for (id, record) in load {
            places.push((id, self.stage.put(&record, &mut self.strings)?));
            records.push(record);
        }
        self.stage.flush()?;
        let texts = self.strings.texts()[self.told..].to_vec();
        self.told += texts.len();
        Ok(Stored { places, records, runs: self.stage.runs(), texts })
    }
}

/// The shelf, here or with the thread that puts cases there.
pub(super) struct Keeper {
    shelf: Option<Shelf>,
    thread: Option<Thread>,
    /// What was stored here, where no thread could be started.
    here: VecDeque<Result<Stored, Doubt>>,
    /// Loads that are on their way.
    away: usize,
    back: Back,
    texts: Texts,
}

struct Thread {
    to: SyncSender<Load>,
    from: Receiver<Result<Stored, Doubt>>,
    handle: JoinHandle<Shelf>,
}

/// The string table as far as it was told.
struct Texts(Vec<Code>);

impl Lookup for Texts {
    fn text(&self, number: u32) -> Option<&str> {
        self.0.get(number as usize).map(Code::as_str)
    }
}

impl Keeper {
    pub(super) fn new(strings: Interner, stage: Stage) -> Result<Self, Doubt> {
        let (back, texts) = (stage.back()?, Texts(strings.texts().to_vec()));
        let told = texts.0.len();
        Ok(Self {
            shelf: Some(Shelf { strings, stage, told, last: None }),
            thread: None,
            here: VecDeque::new(),
            away: 0,
            back,
            texts,
        })
    }

    /// Whether one must be back before another is sent away.
    pub(super) fn is_busy(&self) -> bool {
        self.away >= AWAY
    }

    /// Sends a load away.
    pub(super) fn send(&mut self, load: Load) -> Result<(), Doubt> {
        self.away += 1;
        if let Some(shelf) = self.shelf.take().filter(|_| self.here.is_empty()) {
            match Thread::begin(shelf) {
                Ok(thread) => self.thread = Some(thread),
                Err(shelf) => self.shelf = Some(shelf),
            }
        }
        match (&mut self.thread, &mut self.shelf) {
            (Some(thread), _) => thread.to.send(load).map_err(|_| Doubt::Shape)?,
            (None, Some(shelf)) => self.here.push_back(shelf.store(load)),
            (None, None) => return Err(Doubt::Shape),
        }
        Ok(())
    }

    /// The load that was sent away first, once it is stored; `None` where none is away.
    pub(super) fn wait(&mut self) -> Result<Option<Stored>, Doubt> {
        if self.away == 0 {
            return Ok(None);
        }
        self.away -= 1;
        let stored = match &self.thread {
            Some(thread) => thread.from.recv().map_err(|_| Doubt::Shape)?,
            None => self.here.pop_front().ok_or(Doubt::Shape)?,
        };
        stored.map(|stored| Some(self.told(stored)))
    }

    /// Stores a load and waits for it. All before it must be back.
    pub(super) fn store(&mut self, load: Load) -> Result<Stored, Doubt> {
        if let Some(shelf) = &mut self.shelf {
            let stored = shelf.store(load)?;
            return Ok(self.told(stored));
        }
        self.send(load)?;
        self.wait()?.ok_or(Doubt::Shape)
    }

    fn told(&mut self, mut stored: Stored) -> Stored {
        self.texts.0.append(&mut stored.texts);
        stored
    }

    /// A case again, to go on with it.
    pub(super) fn take(&mut self, staged: Staged) -> Result<Record, Doubt> {
        self.back.record(staged, &self.texts)
    }

    /// The end: nothing may be away.
    pub(super) fn into_shelf(self) -> Result<Shelf, Doubt> {
        let Some(Thread { to, handle, .. }) = self.thread else { return self.shelf.ok_or(Doubt::Shape) };
        // It ends when nothing more can come.
        drop(to);
        handle.join().map_err(|_| Doubt::Shape)
    }
}

impl Thread {
    /// Gives the shelf back where no thread can be started.
    fn begin(shelf: Shelf) -> Result<Self, Shelf> {
        let (to, loads) = sync_channel::<Load>(AWAY);
        let (done, from) = sync_channel(AWAY);
        let handle = workers::start(shelf, move |mut shelf| {
            for load in loads {
                if done.send(shelf.store(load)).is_err() {
                    break;
                }
            }
            shelf
        })?;
        Ok(Self { to, from, handle })
    }
}
