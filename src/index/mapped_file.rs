//! The bytes of an index: a mapped file. The only place in the crate that is not proved safe by the compiler.
//!
//! Invariant: an index's file is never written again once it has its name; it is replaced by another file.

use std::fs::File;
use std::io;
use std::ops::Deref;

/// The bytes.
#[derive(Debug)]
pub(super) struct Bytes(memmap2::Mmap);

impl Bytes {
    /// Maps a file for reading.
    #[allow(unsafe_code)]
    pub(super) fn map(file: &File) -> io::Result<Self> {
        // SAFETY: the bytes must not change or go away while they are borrowed. Nobody writes to an index's file after it was
        // written: it is made under another name, and a new one takes its place by renaming, which leaves this one's bytes as
        // long as they are mapped. Whoever truncates files under `.redress/cache` with other programs while one of ours runs may
        // end it by a signal, as with any mapped file; nothing is written through this map, so nothing can be harmed by it.
        unsafe { memmap2::Mmap::map(file) }.map(Self)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
