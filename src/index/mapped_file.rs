//! The bytes of an index as a memory-mapped file. Beside `log/hash/lanes.rs` the only `unsafe` code of the crate.
//!
//! Invariant: an index file is never written again once it has its name; it is replaced by another file.

use std::fs::File;
use std::io;
use std::ops::Deref;

/// A mapped file.
#[derive(Debug)]
pub(super) struct Bytes(memmap2::Mmap);

impl Bytes {
    /// Maps a file for reading.
    #[allow(unsafe_code)]
    pub(super) fn map(file: &File) -> io::Result<Self> {
        // SAFETY: the bytes must not change or vanish while they are borrowed. An index file is never written again: it is made under
        // another name, and a new one replaces it by renaming, which keeps the old bytes as long as they are mapped. If another program
        // truncates a file under `.redress/cache`, reading the map may end this process with a signal, as with any mapped file; nothing is
        // written through the map, so no data can be harmed.
        unsafe { memmap2::Mmap::map(file) }.map(Self)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
