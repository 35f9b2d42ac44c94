//! The file operations that the log needs, and the real file system. `faulty` has the one for tests.
//!
//! Invariant: apart from `access` and `accounts`, no other file of `log` touches the file system, so a test that fails or crashes every
//! operation here covers every operation that there is.

use super::access::Rules;
use super::file_stamp::Stamp;
use std::fmt::Debug;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// For reading.
    Read,
    /// For reading and writing; it must exist.
    Write,
    /// For reading and writing; it must not exist yet.
    Create(Access),
}

/// Who may read a new file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The system's defaults.
    Shared,
    /// Its owner only: modes 0700 and 0600.
    Private,
}

/// What tells a folder from a copy of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileIdentity {
    /// Its canonical path.
    pub path: PathBuf,
    /// Its inode, on systems that have inodes. (Not its device: that number changes from boot to boot.)
    pub inode: Option<u64>,
    /// The kind of network file system that it is on, if any.
    pub network: Option<&'static str>,
}

/// A lock, held until it is dropped.
pub type Guard = Box<dyn Send>;

/// A file system.
pub trait Disk: Debug + Send + Sync {
    /// Opens a file.
    ///
    /// # Errors
    /// The operating system's error; the same for the other methods.
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>>;
    /// The names in a folder, in no order.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Creates a folder in an existing one; false if it exists already.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn make_folder(&self, folder: &Path, access: Access) -> io::Result<bool>;
    /// Waits until the names in a folder are on disk.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Renames a file, replacing an existing one.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a file.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Takes the exclusive lock on a file, which is created if needed; `None` if another process holds it.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn try_lock(&self, path: &Path) -> io::Result<Option<Guard>>;
    /// The same, waiting for at most so long in the order of asking where the system keeps one; `None` if it was in vain, or if this
    /// cannot wait.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn wait_lock(&self, path: &Path, wait: Duration) -> io::Result<Option<Guard>> {
        let _ = (path, wait);
        Ok(None)
    }
    /// Checks, and corrects where possible, the owner and mode of a folder before something is written in it. A missing folder passes.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn check_folder(&self, folder: &Path) -> io::Result<()> {
        let _ = folder;
        Ok(())
    }
    /// What tells this folder from a copy.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn identity(&self, folder: &Path) -> io::Result<FileIdentity>;
    /// A stamp that differs after any change of the file or folder; [`Stamp::NONE`] if it was changed just now, or if the file system
    /// cannot tell.
    ///
    /// # Errors
    /// See [`Disk::open`].
    fn stamp(&self, path: &Path) -> io::Result<Stamp>;
}

/// An open file.
pub trait DiskFile: Send {
    /// Its length in bytes.
    ///
    /// # Errors
    /// The operating system's error; the same for the other methods.
    fn len(&self) -> io::Result<u64>;
    /// Whether it has no bytes.
    ///
    /// # Errors
    /// See [`DiskFile::len`].
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }
    /// Reads at an offset; returns 0 at the end of the file.
    ///
    /// # Errors
    /// See [`DiskFile::len`].
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes all bytes at an offset.
    ///
    /// # Errors
    /// See [`DiskFile::len`].
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;
    /// Truncates or extends the file to a length.
    ///
    /// # Errors
    /// See [`DiskFile::len`].
    fn set_len(&self, len: u64) -> io::Result<()>;
    /// Waits until its bytes are on disk (`fdatasync`).
    ///
    /// # Errors
    /// See [`DiskFile::len`].
    fn sync(&self) -> io::Result<()>;
}

/// Reads from an offset up to `end`, or to the end of the file if that comes first.
pub(crate) fn read_range(file: &dyn DiskFile, offset: u64, end: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let filled = read_into(file, offset, end, &mut bytes)?;
    bytes.truncate(filled);
    Ok(bytes)
}

/// Like [`read_range`], into a buffer that is reused and never shrinks. Returns how many bytes were filled.
pub(crate) fn read_into(file: &dyn DiskFile, offset: u64, end: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let want = usize::try_from(end.saturating_sub(offset)).map_err(|_| io::ErrorKind::FileTooLarge)?;
    if bytes.is_empty() {
        *bytes = vec![0; want];
    } else if bytes.len() < want {
        bytes.resize(want, 0);
    }
    let mut filled = 0;
    while filled < want {
        match file.read_at(&mut bytes[filled..want], offset + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

/// The real file system, with the access rules of the project.
#[derive(Clone, Debug, Default)]
pub struct RealDisk {
    /// The access rules.
    pub rules: Rules,
}

impl Disk for RealDisk {
    fn open(&self, path: &Path, how: Open) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.read(true).write(how != Open::Read);
        if let Open::Create(access) = how {
            options.create_new(true);
            if access == Access::Private {
                owner_only(&mut options);
            }
        }
        Ok(Box::new(RealFile(self.rules.open(path, &mut options, how != Open::Read)?)))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder).map_err(|e| self.rules.told(folder, e))?.map(|entry| {
            let name = entry?.file_name();
            Ok(name.into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned()))
        });
        names.collect()
    }

    fn make_folder(&self, folder: &Path, access: Access) -> io::Result<bool> {
        self.rules.make_folder(folder, access == Access::Private)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // On other systems a folder cannot be opened as a file, and its names are journalled.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to).map_err(|e| self.rules.told(to, e))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path).map_err(|e| self.rules.told(path, e))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Guard>> {
        let mut options = OpenOptions::new();
        let file = self.rules.open(path, options.read(true).write(true).create(true).truncate(false), true)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(e),
        }
    }

    fn wait_lock(&self, path: &Path, wait: Duration) -> io::Result<Option<Guard>> {
        let mut options = OpenOptions::new();
        let file = self.rules.open(path, options.read(true).write(true).create(true).truncate(false), true)?;
        // The system's own queue has no end of patience: a thread stands in it, and what it gets too late it gives back.
        let (send, receive) = mpsc::sync_channel(0);
        thread::Builder::new().spawn(move || drop(send.send(file.lock().map(|()| file))))?;
        match receive.recv_timeout(wait) {
            Ok(locked) => locked.map(|file| Some(Box::new(file) as Guard)),
            Err(_) => Ok(None),
        }
    }

    fn check_folder(&self, folder: &Path) -> io::Result<()> {
        self.rules.check_folder(folder)
    }

    fn identity(&self, folder: &Path) -> io::Result<FileIdentity> {
        let path = folder.canonicalize()?;
        let network = network(folder);
        #[cfg(unix)]
        let inode = Some(std::os::unix::fs::MetadataExt::ino(&path.metadata()?));
        #[cfg(not(unix))]
        let inode = None;
        Ok(FileIdentity { path, inode, network })
    }

    #[cfg(unix)]
    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let found = fs::metadata(path)?;
        let whole = u64::try_from(found.ctime()).unwrap_or(0).saturating_mul(1_000_000_000);
        let changed = whole.saturating_add(u64::try_from(found.ctime_nsec()).unwrap_or(0));
        // Not the time of a complaint, which the caller passes in: the clock that file times are compared with.
        #[expect(clippy::disallowed_methods, reason = "compared with the times of files only")]
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let rested = u128::from(changed) + crate::log::file_stamp::REST.as_nanos() < now.as_nanos();
        Ok(if rested { Stamp::new(found.ino(), found.len(), changed) } else { Stamp::NONE })
    }

    /// On other systems nothing tells every change of a file for certain.
    #[cfg(not(unix))]
    fn stamp(&self, _: &Path) -> io::Result<Stamp> {
        Ok(Stamp::NONE)
    }
}

/// The kind of network file system that a folder is on. Source: statfs(2), `linux/magic.h`.
#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<&'static str> {
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    // The type of this field differs between machines.
    #[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
    match kind as u32 {
        0x6969 => Some("nfs"),
        0xff53_4d42 => Some("cifs"),
        0xfe53_4d42 => Some("smb2"),
        0x517b => Some("smb"),
        0x5346_414f | 0x6b41_4653 => Some("afs"),
        0x7375_7245 => Some("coda"),
        0x00c3_6400 => Some("ceph"),
        0x0102_1997 => Some("9p"),
        0x564c => Some("ncp"),
        0x0bd0_0bd0 => Some("lustre"),
        0x4750_4653 => Some("gpfs"),
        _ => None,
    }
}

/// On other systems this is not checked.
#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

#[cfg(not(unix))]
fn owner_only(_: &mut OpenOptions) {}

struct RealFile(File);

impl DiskFile for RealFile {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.0, bytes, offset)
    }

    #[cfg(unix)]
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(&self.0, bytes, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.0, bytes, offset)
    }

    #[cfg(windows)]
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut done = 0;
        while done < bytes.len() {
            match std::os::windows::fs::FileExt::seek_write(&self.0, &bytes[done..], offset + done as u64)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => done += written,
            }
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}

#[cfg(test)]
mod tests {
    use super::super::access::Sharing;
    use super::*;

    #[test]
    fn private_files_are_owner_only_and_existing_files_are_not_recreated() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let disk = RealDisk { rules: Rules::new(dir.path(), &dir.path().join("p"), Sharing::default()) };
        let (folder, file) = (dir.path().join("p"), dir.path().join("p/f"));
        assert!(disk.make_folder(&folder, Access::Private).expect("made"));
        assert!(!disk.make_folder(&folder, Access::Private).expect("there already"));
        disk.open(&file, Open::Create(Access::Private)).expect("made").write_at(b"abc", 0).expect("written");
        assert!(disk.open(&file, Open::Create(Access::Private)).is_err());
        #[cfg(unix)]
        for (path, mode) in [(&folder, 0o700), (&file, 0o600)] {
            let found = std::os::unix::fs::MetadataExt::mode(&path.metadata().expect("there"));
            assert_eq!(found & 0o777, mode);
        }
        let read = disk.open(&file, Open::Read).expect("there");
        assert_eq!(read_range(read.as_ref(), 1, 99).expect("read"), b"bc");
    }

    #[cfg(unix)]
    #[test]
    fn a_stamp_changes_with_every_change_of_a_settled_file() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (folder, path) = (dir.path().join("p"), dir.path().join("p/f"));
        RealDisk::default().make_folder(&folder, Access::Shared).expect("made");
        let file = RealDisk::default().open(&path, Open::Create(Access::Shared)).expect("made");
        file.write_at(b"abc", 0).expect("written");
        let rested = |path: &Path| {
            std::thread::sleep(crate::log::file_stamp::REST * 2);
            RealDisk::default().stamp(path).expect("there")
        };
        let (before, names) = (rested(&path), RealDisk::default().stamp(&folder).expect("there"));
        if before == Stamp::NONE {
            return; // A file system with timestamps in whole seconds.
        }
        assert!(before.same(&RealDisk::default().stamp(&path).expect("there")) && names != Stamp::NONE);
        // The same length, and the modification time set back.
        file.write_at(b"abd", 0).expect("written");
        assert_eq!(RealDisk::default().stamp(&path).expect("there"), Stamp::NONE, "changed just now");
        fs::File::open(&path).expect("there").set_modified(std::time::UNIX_EPOCH).expect("its owner may");
        assert!(!before.same(&rested(&path)) && names.same(&RealDisk::default().stamp(&folder).expect("there")));
        RealDisk::default().open(&folder.join("g"), Open::Create(Access::Shared)).expect("made");
        assert!(!names.same(&rested(&folder)));
        assert!(!Stamp::NONE.same(&Stamp::NONE));
    }

    #[test]
    fn a_lock_is_exclusive_until_dropped() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("lock");
        let held = RealDisk::default().try_lock(&path).expect("lockable").expect("free");
        assert!(RealDisk::default().try_lock(&path).expect("lockable").is_none());
        drop(held);
        assert!(RealDisk::default().try_lock(&path).expect("lockable").is_some());
    }
}
