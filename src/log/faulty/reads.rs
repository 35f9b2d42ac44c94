//! For tests: a wrapper around any file system in which chosen reads fail.
//!
//! Invariant: writes, syncs and locks work. Of the reads (opening to read, listing, lengths, stamps, bytes) the chosen one fails, and
//! optionally all after it.

use crate::log::disk::{Access, Disk, DiskFile, FileIdentity, Guard, Open};
use crate::log::file_stamp::Stamp;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file system whose reads can fail.
#[derive(Clone, Debug)]
pub struct FailingReads {
    disk: Arc<dyn Disk>,
    counted: Arc<AtomicU64>,
    /// Which read fails, from 1, and whether all later reads fail too.
    fails: (u64, bool),
}

impl FailingReads {
    /// Wraps a file system. The `nth` read fails, and with `lasting` all reads after it.
    #[must_use]
    pub fn over(disk: Arc<dyn Disk>, nth: u64, lasting: bool) -> Self {
        Self { disk, counted: Arc::default(), fails: (nth, lasting) }
    }

    /// Whether a read has failed.
    #[must_use]
    pub fn struck(&self) -> bool {
        self.counted.load(Ordering::SeqCst) >= self.fails.0
    }

    fn read(&self) -> io::Result<()> {
        let now = self.counted.fetch_add(1, Ordering::SeqCst) + 1;
        let fails = now == self.fails.0 || self.fails.1 && now > self.fails.0;
        if fails { Err(io::Error::other("planned failure")) } else { Ok(()) }
    }
}

impl Disk for FailingReads {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        if how == Open::Read {
            self.read()?;
        }
        Ok(Box::new(FailingFile { disk: self.clone(), file: self.disk.open(path, how)? }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.read()?;
        self.disk.list(folder)
    }

    fn make_folder(&self, folder: &Path, access: Access) -> io::Result<bool> {
        self.disk.make_folder(folder, access)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        self.disk.try_lock(path)
    }

    fn check_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.check_folder(folder)
    }

    fn identity(&self, folder: &Path) -> io::Result<FileIdentity> {
        self.read()?;
        self.disk.identity(folder)
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.read()?;
        self.disk.stamp(path)
    }
}

struct FailingFile {
    disk: FailingReads,
    file: Box<dyn DiskFile>,
}

impl DiskFile for FailingFile {
    fn len(&self) -> io::Result<u64> {
        self.disk.read()?;
        self.file.len()
    }

    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.disk.read()?;
        self.file.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.file.write_at(bytes, offset)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync()
    }
}
