//! Reading and writing at a place in a file, whoever else is at it: no cursor is moved that another thread might rely on.

use crate::index::Doubt;
use std::fs::File;
use std::io;

/// Fills a buffer from a place on.
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> Result<(), Doubt> {
    let mut filled = 0;
    while filled < bytes.len() {
        match some_at(file, &mut bytes[filled..], at + filled as u64) {
            Ok(0) => return Err(Doubt::io(io::ErrorKind::UnexpectedEof.into())),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Doubt::io(error)),
        }
    }
    Ok(())
}

/// Writes all bytes from a place on.
#[cfg(unix)]
pub(super) fn write_at(file: &File, bytes: &[u8], at: u64) -> Result<(), Doubt> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at).map_err(Doubt::io)
}

#[cfg(unix)]
fn some_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, at)
}

/// Writes all bytes from a place on.
#[cfg(windows)]
pub(super) fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> Result<(), Doubt> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at).map_err(Doubt::io)?;
        (bytes, at) = (&bytes[written..], at + written as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn some_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, at)
}
