//! For tests: a file system in memory that fails, or loses power, at a chosen operation.
//!
//! Invariant: after a crash there is what was synced, and of the unsynced data exactly what the chosen [`Loss`] leaves. Bytes whose sync
//! failed are not written by a later sync unless they are written again, as on Linux. A file name is durable after its folder's sync,
//! not after the file's. An inode's identity survives a crash.

mod node;
mod reads;

pub use node::Loss;
pub use reads::FailingReads;

use super::disk::{Access, Disk, DiskFile, FileIdentity, Guard, Open};
use super::file_stamp::Stamp;
use node::Node;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The operation fails, a write after half of its bytes; later operations work again.
    Fail,
    /// The operation fails, and so does every later write, as on a full disk.
    Full,
    /// The machine stops, a write after half of its bytes; nothing works until [`Faulty::restart`].
    Crash,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Folder,
    File(usize),
}

#[derive(Clone, Default)]
struct World {
    nodes: Vec<Node>,
    live: BTreeMap<PathBuf, Entry>,
    synced: BTreeMap<PathBuf, Entry>,
    locked: HashSet<PathBuf>,
    operations: u64,
    syncs: u64,
    listings: u64,
    plan: Option<(u64, Fault)>,
    full: bool,
    down: bool,
}

/// The file system. A clone is another handle on the same file system.
#[derive(Clone, Default)]
pub struct Faulty(Arc<Mutex<World>>);

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Faulty after {} operations", self.operations())
    }
}

impl Faulty {
    /// An empty file system with this one folder, which is synced.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let faulty = Self::default();
        for folder in root.ancestors() {
            faulty.world().live.insert(folder.to_path_buf(), Entry::Folder);
            faulty.world().synced.insert(folder.to_path_buf(), Entry::Folder);
        }
        faulty
    }

    /// An independent copy of the file system with the same content.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self(Arc::new(Mutex::new(self.world().clone())))
    }

    /// The `k`-th operation from now on (from 1) meets this fault.
    pub fn plan(&self, k: u64, fault: Fault) {
        let mut world = self.world();
        world.plan = Some((world.operations + k, fault));
    }

    /// Removes the planned fault: everything works again. Lost data stays lost.
    pub fn heal(&self) {
        let mut world = self.world();
        (world.plan, world.full) = (None, false);
    }

    /// Whether the planned fault has happened.
    #[must_use]
    pub fn struck(&self) -> bool {
        let world = self.world();
        world.plan.is_some_and(|(at, _)| world.operations >= at)
    }

    /// Restarts after a crash (or crashes now) with this loss.
    pub fn restart(&self, loss: Loss) {
        let mut world = self.world();
        (world.plan, world.full, world.down) = (None, false, false);
        world.locked.clear();
        if loss == Loss::Nothing {
            return; // What the process wrote is still in the system's cache, and can still be lost.
        }
        world.nodes.iter_mut().for_each(|node| node.lose(loss));
        if matches!(loss, Loss::All | Loss::Names) {
            world.live = world.synced.clone();
        }
        let known = world.live.clone();
        world.live.retain(|path, _| path.ancestors().all(|up| known.contains_key(up)));
        world.synced = world.live.clone();
    }

    /// How many operations there have been so far.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.world().operations
    }

    /// Resets the count of folder listings.
    pub fn watch_listings(&self) {
        self.world().listings = 0;
    }

    /// How many folders have been listed since [`Self::watch_listings`].
    #[must_use]
    pub fn listed(&self) -> u64 {
        self.world().listings
    }

    /// How many syncs of files and folders there have been so far.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.world().syncs
    }

    /// A file's bytes; `None` if there is no such file.
    #[must_use]
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let world = self.world();
        match world.live.get(path)? {
            Entry::File(node) => Some(world.nodes[*node].live.clone()),
            Entry::Folder => None,
        }
    }

    /// Creates a file, or replaces its bytes. The change is synced at once.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut world = self.world();
        let node = Node::on_medium(bytes);
        let entry = Entry::File(world.nodes.len());
        world.nodes.push(node);
        for up in path.ancestors().skip(1) {
            world.live.insert(up.to_path_buf(), Entry::Folder);
            world.synced.insert(up.to_path_buf(), Entry::Folder);
        }
        world.live.insert(path.to_path_buf(), entry);
        world.synced.insert(path.to_path_buf(), entry);
    }

    /// Removes a file. The change is synced at once.
    pub fn take(&self, path: &Path) {
        let mut world = self.world();
        world.live.remove(path);
        world.synced.remove(path);
    }

    /// All files.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let world = self.world();
        world.live.iter().filter(|(_, e)| matches!(e, Entry::File(_))).map(|(p, _)| p.clone()).collect()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an operation, and returns the fault that it meets, if any.
    fn step(&self, writes: bool) -> (MutexGuard<'_, World>, Option<Fault>) {
        let mut world = self.world();
        world.operations += 1;
        if world.down {
            return (world, Some(Fault::Crash));
        }
        let now = world.operations;
        let fault = world.plan.and_then(|(at, fault)| (at == now).then_some(fault));
        world.full |= fault == Some(Fault::Full);
        world.down |= fault == Some(Fault::Crash);
        let fault = fault.or((world.full && writes).then_some(Fault::Full));
        (world, fault)
    }

    fn simple(&self, writes: bool) -> io::Result<MutexGuard<'_, World>> {
        let (world, fault) = self.step(writes);
        fault.map_or(Ok(world), |fault| Err(error(fault)))
    }
}

fn error(fault: Fault) -> io::Error {
    match fault {
        Fault::Fail => io::Error::other("planned failure"),
        Fault::Full => io::ErrorKind::StorageFull.into(),
        Fault::Crash => io::Error::other("the machine is down"),
    }
}

impl Disk for Faulty {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let mut world = self.simple(matches!(how, Open::Create(_)))?;
        let node = match (world.live.get(path), how) {
            (Some(Entry::Folder), _) => return Err(io::ErrorKind::IsADirectory.into()),
            (Some(Entry::File(_)), Open::Create(_)) => return Err(io::ErrorKind::AlreadyExists.into()),
            (Some(Entry::File(node)), _) => *node,
            (None, Open::Create(_)) => {
                if path.parent().is_none_or(|up| !world.live.contains_key(up)) {
                    return Err(io::ErrorKind::NotFound.into());
                }
                let node = world.nodes.len();
                world.nodes.push(Node::default());
                world.live.insert(path.to_path_buf(), Entry::File(node));
                node
            }
            (None, _) => return Err(io::ErrorKind::NotFound.into()),
        };
        drop(world);
        Ok(Box::new(FaultyFile { disk: self.clone(), node }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut world = self.simple(false)?;
        world.listings += 1;
        world.live.get(folder).ok_or(io::ErrorKind::NotFound)?;
        let inside = world.live.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
    }

    fn make_folder(&self, folder: &Path, _: Access) -> io::Result<bool> {
        let mut world = self.simple(true)?;
        if world.live.contains_key(folder) {
            return Ok(false);
        }
        if folder.parent().is_none_or(|up| !world.live.contains_key(up)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        world.live.insert(folder.to_path_buf(), Entry::Folder);
        Ok(true)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.simple(true)?;
        world.syncs += 1;
        world.synced.retain(|path, _| path.parent() != Some(folder));
        let inside = world.live.iter().filter(|(path, _)| path.parent() == Some(folder));
        let inside: Vec<_> = inside.map(|(path, entry)| (path.clone(), *entry)).collect();
        world.synced.extend(inside);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.simple(true)?;
        let entry = world.live.remove(from).ok_or(io::ErrorKind::NotFound)?;
        world.live.insert(to.to_path_buf(), entry);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.simple(true)?;
        world.live.remove(path).map(|_| ()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        let mut world = self.simple(false)?;
        let free = world.locked.insert(path.to_path_buf());
        Ok(free.then(|| Box::new(Held { disk: self.clone(), path: path.to_path_buf() }) as Guard))
    }

    fn identity(&self, folder: &Path) -> io::Result<FileIdentity> {
        drop(self.simple(false)?);
        Ok(FileIdentity { path: folder.to_path_buf(), inode: None, network: None })
    }

    /// Computed from the content: a file restored to an earlier state gets its earlier stamp again.
    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let world = self.simple(false)?;
        let (mut hasher, mut size) = (DefaultHasher::new(), 1);
        match world.live.get(path).ok_or(io::ErrorKind::NotFound)? {
            Entry::File(node) => {
                size = world.nodes[*node].live.len() as u64;
                (node, &world.nodes[*node].live).hash(&mut hasher);
            }
            Entry::Folder => {
                world.live.keys().filter(|inside| inside.parent() == Some(path)).for_each(|p| p.hash(&mut hasher));
            }
        }
        Ok(Stamp::new(1, size, hasher.finish() | 1))
    }
}

struct Held {
    disk: Faulty,
    path: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.disk.world().locked.remove(&self.path);
    }
}

struct FaultyFile {
    disk: Faulty,
    node: usize,
}

impl DiskFile for FaultyFile {
    fn len(&self) -> io::Result<u64> {
        let world = self.disk.simple(false)?;
        Ok(world.nodes[self.node].live.len() as u64)
    }

    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        let world = self.disk.simple(false)?;
        let live = &world.nodes[self.node].live;
        let from = usize::try_from(offset).map_or(live.len(), |at| at.min(live.len()));
        let count = bytes.len().min(live.len() - from);
        bytes[..count].copy_from_slice(&live[from..from + count]);
        Ok(count)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let (mut world, fault) = self.disk.step(true);
        let count = if fault.is_some() { bytes.len() / 2 } else { bytes.len() };
        let offset = usize::try_from(offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
        world.nodes[self.node].write(&bytes[..count], offset);
        fault.map_or(Ok(()), |fault| Err(error(fault)))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut world = self.disk.simple(true)?;
        world.nodes[self.node].set_len(usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let (mut world, fault) = self.disk.step(true);
        world.syncs += 1;
        let node = &mut world.nodes[self.node];
        match fault {
            None => node.sync(),
            Some(Fault::Crash) => {}
            Some(_) => node.fail_sync(),
        }
        fault.map_or(Ok(()), |fault| Err(error(fault)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_unsynced_tail() -> (Faulty, PathBuf) {
        let (disk, path) = (Faulty::new(Path::new("/p")), PathBuf::from("/p/f"));
        let file = disk.open(&path, Open::Create(Access::Shared)).expect("made");
        file.write_at(b"ab", 0).expect("written");
        file.sync().expect("synced");
        disk.sync_folder(Path::new("/p")).expect("synced");
        file.write_at(b"cdef", 2).expect("written");
        (disk, path)
    }

    #[test]
    fn each_loss_leaves_the_bytes_that_it_documents() {
        let left = [&b"abcdef"[..], b"ab", b"abcdef", b"abcd", b"ab\0\0\0\0", b"ab\0\0ef"];
        for (loss, left) in Loss::ALL.into_iter().zip(left) {
            let (disk, path) = with_unsynced_tail();
            disk.restart(loss);
            assert_eq!(disk.bytes(&path).expect("there"), left, "{loss:?}");
        }
    }

    #[test]
    fn bytes_of_a_failed_sync_are_not_written_by_a_later_sync() {
        let (disk, path) = with_unsynced_tail();
        let file = disk.open(&path, Open::Write).expect("there");
        disk.plan(1, Fault::Fail);
        assert!(file.sync().is_err());
        file.sync().expect("says so");
        disk.restart(Loss::All);
        assert_eq!(disk.bytes(&path).expect("there"), b"ab\0\0\0\0");
    }

    #[test]
    fn a_file_name_is_lost_without_a_folder_sync() {
        let disk = Faulty::new(Path::new("/p"));
        let file = disk.open(Path::new("/p/f"), Open::Create(Access::Shared)).expect("made");
        file.write_at(b"x", 0).expect("written");
        file.sync().expect("synced");
        disk.restart(Loss::Names);
        assert_eq!(disk.files(), Vec::<PathBuf>::new());
    }
}
