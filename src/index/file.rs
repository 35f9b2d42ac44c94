//! Reading and writing at an offset of a file. The file's cursor is not used, so several threads can share the file.

use crate::index::Rejection;
use std::fs::File;
use std::io;

/// Fills a buffer from an offset on.
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> Result<(), Rejection> {
    let mut filled = 0;
    while filled < bytes.len() {
        match some_at(file, &mut bytes[filled..], at + filled as u64) {
            Ok(0) => return Err(Rejection::io(io::ErrorKind::UnexpectedEof.into())),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Rejection::io(error)),
        }
    }
    Ok(())
}

/// Writes all bytes at an offset.
#[cfg(unix)]
pub(super) fn write_at(file: &File, bytes: &[u8], at: u64) -> Result<(), Rejection> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at).map_err(Rejection::io)
}

#[cfg(unix)]
fn some_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, at)
}

/// Writes all bytes at an offset.
#[cfg(windows)]
pub(super) fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> Result<(), Rejection> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at).map_err(Rejection::io)?;
        (bytes, at) = (&bytes[written..], at + written as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn some_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, at)
}
