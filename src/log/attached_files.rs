//! Copies of attached files, under `private/files/`. They are written in pieces and synced before the event that names them.
//!
//! Invariant: a copy's name is written to a list under `.redress/copying/`, and synced, before the copy's first byte is written. The list
//! is removed once an event names the copies. If the process ended before that, the next write removes the listed copies that no private
//! line names.

use super::Log;
use super::append::Transaction;
use super::disk::{Access, Disk, DiskFile, Guard, Open};
use super::error::{AtPath, LogError, Operation};
use super::hash::{Digest, Running, is_hex, to_hex};
use super::needle::Needle;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How many bytes are held in memory at a time.
const PIECE: usize = 1 << 20;

/// The length of a line in a list: the hex digits of a copy's name, and a line break.
const LINE: u64 = 33;

/// A finished copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name: random hex digits.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

/// Why a file was not copied.
#[derive(Debug)]
pub enum CopyFault {
    /// The source could not be read.
    Source(io::Error),
    /// The copy could not be written.
    Store(LogError),
}

impl From<LogError> for CopyFault {
    fn from(error: LogError) -> Self {
        Self::Store(error)
    }
}

/// Copies that no event names yet. They are removed on drop, unless they are kept.
pub struct Copying {
    store: Log,
    list: PathBuf,
    file: Box<dyn DiskFile>,
    names: Vec<String>,
    /// A lock that shows that this process is alive, so that no other process removes the copies.
    _alive: Guard,
    settled: bool,
}

impl fmt::Debug for Copying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copying").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Log {
    /// Begins to copy files into this project.
    ///
    /// # Errors
    /// [`LogError::NoWriter`] if this clone cannot record anything; `Io`.
    pub fn begin_copying(&self, random: [u8; 16]) -> Result<Copying, LogError> {
        self.binding()?.ok_or(LogError::NoWriter)?;
        let (disk, folder) = (&self.disk, self.layout.copying());
        disk.make_folder(&folder, Access::Private).at(Operation::MakeFolder, &folder)?;
        let list = folder.join(to_hex(&random));
        let busy = || LogError::Busy { waited: std::time::Duration::ZERO };
        let alive = disk.try_lock(&list).at(Operation::Lock, &list)?.ok_or_else(busy)?;
        let file = match disk.open(&list, Open::Write) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => disk.open(&list, Open::Create(Access::Private)),
            file => file,
        };
        let file = file.at(Operation::Open, &list)?;
        for folder in [&folder, &self.layout.machine()] {
            disk.sync_folder(folder).at(Operation::Sync, folder)?;
        }
        let (store, names) = (self.clone(), Vec::new());
        Ok(Copying { store, list, file, names, _alive: alive, settled: false })
    }

    /// Writes a copy's bytes to `to`. Returns their digest and count; `None` if the copy does not exist.
    ///
    /// # Errors
    /// `Io`, also if writing to `to` fails.
    pub fn copy_out(&self, name: &str, to: &mut dyn Write) -> Result<Option<(Digest, u64)>, LogError> {
        let path = self.layout.files().join(name);
        let Some((file, _)) = self.open_read(&path)? else { return Ok(None) };
        let (mut running, mut at, mut piece) = (Running::default(), 0, vec![0; PIECE]);
        loop {
            let read = match file.read_at(&mut piece, at) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                read => read.at(Operation::Read, &path)?,
            };
            if read == 0 {
                return Ok(Some((running.digest(), at)));
            }
            running.add(&piece[..read]);
            to.write_all(&piece[..read]).at(Operation::Write, &path)?;
            at += read as u64;
        }
    }

    /// The length of a copy in bytes; `None` if the copy does not exist.
    ///
    /// # Errors
    /// `Io`.
    pub fn size_of_copy(&self, name: &str) -> Result<Option<u64>, LogError> {
        Ok(self.open_read(&self.layout.files().join(name))?.map(|(_, len)| len))
    }
}

impl Copying {
    /// Copies a file under a name of 32 random hex digits. The copy is synced when this returns.
    ///
    /// # Errors
    /// The source cannot be read, or the copy cannot be written.
    pub fn copy(&mut self, from: &mut dyn Read, random: [u8; 16]) -> Result<Copied, CopyFault> {
        let (store, name) = (self.store.clone(), to_hex(&random));
        let (disk, layout, folder) = (&store.disk, &store.layout, store.layout.files());
        self.file
            .write_at(format!("{name}\n").as_bytes(), LINE * self.names.len() as u64)
            .at(Operation::Write, &self.list)?;
        self.file.sync().at(Operation::Sync, &self.list)?;
        self.names.push(name.clone());
        let mut made = Vec::new();
        for folder in [&layout.private, &folder] {
            if disk.make_folder(folder, Access::Private).at(Operation::MakeFolder, folder)? {
                made.extend(folder.parent().map(Path::to_path_buf));
            }
        }
        let path = folder.join(&name);
        let file = disk.open(&path, Open::Create(Access::Private)).at(Operation::Open, &path)?;
        let (mut running, mut at, mut piece) = (Running::default(), 0, vec![0; PIECE]);
        loop {
            let read = match from.read(&mut piece) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(CopyFault::Source)?,
            };
            if read == 0 {
                break;
            }
            running.add(&piece[..read]);
            file.write_at(&piece[..read], at).at(Operation::Write, &path)?;
            at += read as u64;
        }
        file.sync().at(Operation::Sync, &path)?;
        for folder in made.iter().chain([&folder]) {
            disk.sync_folder(folder).at(Operation::Sync, folder)?;
        }
        Ok(Copied { name, digest: running.digest() })
    }

    /// Keeps the copies: the event that names them is on record.
    pub fn keep(mut self) {
        self.settled = true;
        // If that fails, the next write finds that an event names them.
        let _ = self.store.disk.remove(&self.list);
    }

    /// Leaves the copies and the list, because it is unknown whether the event is on record. The next write finds out.
    pub fn leave(mut self) {
        self.settled = true;
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        let (disk, folder) = (&self.store.disk, self.store.layout.files());
        let gone = self.names.iter().all(|name| is_gone(disk.as_ref(), &folder.join(name)));
        // The list stays if a copy could not be removed.
        if gone && (self.names.is_empty() || disk.sync_folder(&folder).is_ok()) {
            let _ = disk.remove(&self.list);
        }
    }
}

fn is_gone(disk: &dyn Disk, path: &Path) -> bool {
    disk.remove(path).map_or_else(|e| e.kind() == io::ErrorKind::NotFound, |()| true)
}

impl Transaction {
    /// Removes copies of processes that ended before an event named them. Returns how many.
    ///
    /// # Errors
    /// `Io`, or a damaged private line that may name a copy: then the copies stay until a later write.
    pub fn collect_copies(&mut self) -> Result<usize, LogError> {
        let (store, folder) = (&self.store, self.store.layout.copying());
        let lists = store.names(&folder)?;
        if lists.is_empty() || store.private_is_closed() {
            return Ok(0);
        }
        let mut collected = 0;
        for list in lists {
            let path = folder.join(list);
            let Some(_ended) = store.disk.try_lock(&path).at(Operation::Lock, &path)? else { continue };
            let bytes = store.read_from(&path, 0)?.unwrap_or_default();
            let names: Vec<&str> =
                std::str::from_utf8(&bytes).unwrap_or_default().lines().filter(|n| is_name(n)).collect();
            let mut left = Vec::new();
            for name in names {
                if store.find_private(&Needle::bytes(name.as_bytes()))?.is_empty() {
                    left.push(name.to_string());
                }
            }
            collected += self.remove_copies(&left)?;
            self.store.disk.remove(&path).at(Operation::Replace, &path)?;
        }
        Ok(collected)
    }

    /// Removes copies for good. Returns how many existed. Files with other names are left alone.
    ///
    /// # Errors
    /// `Io`: some may be left; repeat the call.
    pub fn remove_copies(&self, names: &[String]) -> Result<usize, LogError> {
        let (disk, folder) = (&self.store.disk, self.store.layout.files());
        let (mut gone, mut any) = (0, false);
        for name in names.iter().filter(|name| is_name(name)) {
            let path = folder.join(name);
            any = true;
            match disk.remove(&path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                removed => {
                    removed.at(Operation::Replace, &path)?;
                    gone += 1;
                }
            }
        }
        // Synced even if an earlier run removed them, since it is unknown whether that is on disk.
        match if any { disk.sync_folder(&folder) } else { Ok(()) } {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(gone),
            synced => synced.at(Operation::Sync, &folder).map(|()| gone),
        }
    }
}

/// Whether a file name is that of a copy.
fn is_name(name: &str) -> bool {
    name.len() == 32 && is_hex(name.as_bytes())
}
