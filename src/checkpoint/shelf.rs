//! Where cases go that nobody works on: a thread of its own packs them and puts them on disk, while others are folded.
//!
//! Invariant: of the cases that were sent away, all are back in the books before any of them is asked for; one load is on its way
//! at a time, so memory does not grow.

use crate::checkpoint::Doubt;
use crate::checkpoint::record::Record;
use crate::checkpoint::stage::{Stage, Staged};
use crate::checkpoint::strings::Interner;
use crate::domain::id::CaseId;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// Cases and their records, by name.
pub(super) type Load = Vec<(CaseId, Box<Record>)>;

/// A load that has been put on disk: where each case lies, and the records, to be emptied and used again.
pub(super) struct Stored {
    pub(super) places: Vec<(CaseId, Staged)>,
    #[allow(clippy::vec_box, reason = "they go back and forth as they are: each is kilobytes")]
    pub(super) records: Vec<Box<Record>>,
}

/// What is needed to pack a case.
pub(super) struct Shelf {
    pub(super) strings: Interner,
    pub(super) stage: Stage,
}

impl Shelf {
    fn store(&mut self, load: Load) -> Result<Stored, Doubt> {
        let mut stored = Stored { places: Vec::with_capacity(load.len()), records: Vec::with_capacity(load.len()) };
        self.stage.run();
        for (id, record) in load {
            stored.places.push((id, self.stage.put(&record, &mut self.strings)?));
            stored.records.push(record);
        }
        Ok(stored)
    }
}

/// The thread, and what it works with.
pub(super) struct Keeper {
    shelf: Arc<Mutex<Shelf>>,
    thread: Option<Thread>,
    away: bool,
}

struct Thread {
    to: SyncSender<Load>,
    from: Receiver<Result<Stored, Doubt>>,
    handle: JoinHandle<()>,
}

impl Keeper {
    pub(super) fn new(strings: Interner, stage: Stage) -> Self {
        Self { shelf: Arc::new(Mutex::new(Shelf { strings, stage })), thread: None, away: false }
    }

    /// Sends a load away. The one before must be back.
    pub(super) fn send(&mut self, load: Load) -> Result<(), Doubt> {
        let shelf = &self.shelf;
        let thread = self.thread.get_or_insert_with(|| {
            keep_memory();
            Thread::begin(Arc::clone(shelf))
        });
        thread.to.send(load).map_err(|_| Doubt::Shape)?;
        self.away = true;
        Ok(())
    }

    /// The load that is away, once it is stored.
    pub(super) fn wait(&mut self) -> Result<Option<Stored>, Doubt> {
        let Some(thread) = self.thread.as_ref().filter(|_| self.away) else { return Ok(None) };
        self.away = false;
        thread.from.recv().map_err(|_| Doubt::Shape)?.map(Some)
    }

    /// Stores a load here and now.
    pub(super) fn store(&self, load: Load) -> Result<Stored, Doubt> {
        self.shelf.lock().map_err(|_| Doubt::Shape)?.store(load)
    }

    /// A case again, to go on with it.
    pub(super) fn take(&self, staged: Staged) -> Result<Record, Doubt> {
        let mut shelf = self.shelf.lock().map_err(|_| Doubt::Shape)?;
        let Shelf { strings, stage } = &mut *shelf;
        stage.record(staged, strings)
    }

    /// The end: nothing may be away.
    pub(super) fn into_shelf(self) -> Result<Shelf, Doubt> {
        if let Some(Thread { to, handle, .. }) = self.thread {
            // It ends when nothing more can come.
            drop(to);
            handle.join().map_err(|_| Doubt::Shape)?;
        }
        let shelf = Arc::into_inner(self.shelf).ok_or(Doubt::Shape)?;
        shelf.into_inner().map_err(|_| Doubt::Shape)
    }
}

/// Cases come and go by thousands, and the C library would give their memory back to the system each time, to get it again at
/// once, page by page. It takes the size of a large block that was freed as a sign of how much to keep; others take no notice.
fn keep_memory() {
    const KEPT: usize = 16 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(KEPT)));
}

impl Thread {
    fn begin(shelf: Arc<Mutex<Shelf>>) -> Self {
        let (to, loads) = sync_channel::<Load>(1);
        let (done, from) = sync_channel(1);
        let handle = std::thread::spawn(move || {
            for load in loads {
                let stored = shelf.lock().map_err(|_| Doubt::Shape).and_then(|mut shelf| shelf.store(load));
                if done.send(stored).is_err() {
                    return;
                }
            }
        });
        Self { to, from, handle }
    }
}
