//! Owners, groups and modes of the files of a project: who may read them, and whether they can be written.
//!
//! Invariant: before a byte is written into `private/` or `.redress/` (in a shared project also `log/`, `policies/`, `reports/`), the
//! file and the folders above it are checked: no links, the right owner, not open to others. What this account owns is corrected. What
//! another account owns is never changed: the write is refused with the owner's name. Source: `design.md` §2.5.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

#[cfg(unix)]
mod unix;

/// Who works in a project, from its `redress.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// `[project] shared = "group"`: all accounts of the folder's group write here, not only its owner.
    pub shared: bool,
    /// `[private] group`: the smaller group that may read the private side.
    pub private_group: Option<String>,
}

/// A part of a project with its own access rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// The private side.
    Private,
    /// `.redress/`.
    Machine,
    /// `log/`, `policies/`, `reports/`: the system's defaults, unless the project is shared.
    Record,
    /// Everything else. Not checked.
    Outside,
}

/// The access rules of one project.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    root: PathBuf,
    private: PathBuf,
    sharing: Sharing,
}

/// Why a file or folder is not written or not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why:?} (owner {owner}, group {group}, mode {mode:o})", path.display())]
pub struct NotOurs {
    /// The file or folder.
    pub path: PathBuf,
    /// Its owner's user id.
    pub owner: u32,
    /// Its group's id.
    pub group: u32,
    /// Its permission bits.
    pub mode: u32,
    /// The reason.
    pub why: AccessProblem,
}

/// What is wrong with a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessProblem {
    /// It is a symbolic link: its target may belong to anybody.
    Link,
    /// It is neither a file nor a folder.
    Kind,
    /// It was to be read to its end, but is a pipe or a device.
    Endless,
    /// Another account owns it, and the project is not shared.
    Owner,
    /// Only the owner may change how the project is shared.
    NotOwner,
    /// This process runs as root, and the folder belongs to another account.
    Root,
    /// Another account owns it, and its group or mode is not the expected one.
    Group {
        /// The id of the group that it should have.
        group: u32,
        /// The permission bits that it should have.
        mode: u32,
    },
    /// This account lacks the permission.
    NoRight,
    /// No group has this name.
    NoGroup(String),
}

impl NotOurs {
    /// The `NotOurs` inside an I/O error, if there is one.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<NotOurs> for io::Error {
    fn from(it: NotOurs) -> Self {
        Self::new(io::ErrorKind::PermissionDenied, it)
    }
}

/// Creates a file for the user that holds private data: only its owner may read it. An existing file is replaced, whatever its mode; a
/// pipe or a device is opened for writing as it is.
///
/// # Errors
/// The operating system's error.
pub fn create_closed(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return how.write(true).open(path);
    }
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    create_apart(path)
}

/// Creates a new file for the user that only its owner may read.
///
/// # Errors
/// The operating system's error; also if the file exists.
pub fn create_apart(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.write(true).create_new(true).open(path)
}

/// Creates a folder, and those above it, that only its owner may open.
///
/// # Errors
/// The operating system's error.
pub fn make_apart(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Removes a file that [`create_apart`] created.
///
/// # Errors
/// The operating system's error.
pub fn remove_apart(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}

/// Opens a regular file that the user named, to be read to its end. Also returns its length in bytes.
///
/// # Errors
/// The operating system's error; the path is a folder, a pipe or a device.
pub fn open_ordinary(path: &Path) -> io::Result<(File, u64)> {
    let mut how = OpenOptions::new();
    // Without NONBLOCK, opening a pipe would wait for a writer.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut how, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = how.read(true).open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Err(
            NotOurs { path: path.to_path_buf(), owner: 0, group: 0, mode: 0, why: AccessProblem::Endless }.into()
        );
    }
    Ok((file, meta.len()))
}

impl Rules {
    /// The rules of the project in `root` whose private side is in `private`.
    #[must_use]
    pub fn new(root: &Path, private: &Path, sharing: Sharing) -> Self {
        Self { root: root.to_path_buf(), private: private.to_path_buf(), sharing }
    }

    /// Whether several accounts write here.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.sharing.shared
    }

    /// Whether a smaller group than the project's may read the private side.
    #[must_use]
    pub(crate) fn has_private_group(&self) -> bool {
        self.sharing.shared && self.sharing.private_group.is_some()
    }

    /// Whether a path lies on the private side.
    #[must_use]
    pub fn is_private(&self, path: &Path) -> bool {
        self.zone(path) == Zone::Private
    }

    fn zone(&self, path: &Path) -> Zone {
        let inside = path.strip_prefix(&self.root).ok().and_then(|inside| inside.iter().next());
        if self.private.as_os_str().is_empty() {
            Zone::Outside
        } else if path.starts_with(&self.private) {
            Zone::Private
        } else {
            match inside.and_then(|first| first.to_str()) {
                Some(".redress") => Zone::Machine,
                Some("log" | "policies" | "reports") => Zone::Record,
                _ => Zone::Outside,
            }
        }
    }

    /// Creates a file, or truncates an existing one.
    ///
    /// # Errors
    /// The operating system's error, or [`NotOurs`]; the same for the other methods.
    pub fn create(&self, path: &Path) -> io::Result<File> {
        let file = self.open(path, OpenOptions::new().read(true).write(true).create(true).truncate(false), true)?;
        file.set_len(0)?;
        Ok(file)
    }

    /// Opens a file derived from the log (such as the index), if an account that may write the log made it. A file from another account
    /// must not be trusted.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn open_derived(&self, path: &Path) -> io::Result<File> {
        let file = self.open(path, OpenOptions::new().read(true), false)?;
        self.check_derived(path, &file)?;
        Ok(file)
    }

    /// Creates a file that must not exist yet.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn create_new(&self, path: &Path) -> io::Result<File> {
        self.open(path, OpenOptions::new().read(true).write(true).create_new(true), true)
    }

    /// Creates a folder and those above it, where they are missing.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn make_folders(&self, folder: &Path) -> io::Result<()> {
        if self.zone(folder) != Zone::Outside
            && let Some(above) = folder.parent().filter(|above| self.zone(above) != Zone::Outside)
        {
            self.make_folders(above)?;
        }
        if self.zone(folder) == Zone::Outside {
            std::fs::create_dir_all(folder)
        } else {
            self.make_folder(folder, false).map(drop)
        }
    }

    /// Replaces one of the project's own files atomically, if this account may write it; the new one has its owner, group and mode. A link
    /// is followed: its target is replaced.
    ///
    /// # Errors
    /// The operating system's error, [`NotOurs`]: the old file stands.
    pub fn replace_alike(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        use std::io::Write;
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let old = match OpenOptions::new().write(true).open(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            old => Some(old.map_err(|e| self.told(&path, e))?),
        };
        self.refuse_root(&path)?;
        let draft = path.with_extension(format!("tmp{}", std::process::id()));
        let write = || {
            let mut file = create_apart(&draft)?;
            match &old {
                Some(old) => alike(&file, old)?,
                None => self.open_as_new(&file)?,
            }
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&draft, &path)
        };
        write().inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
        match path.parent() {
            Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }

    /// Writes a whole file atomically: under another name, synced, renamed, its folder synced.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        use std::io::Write;
        let folder = path.parent().unwrap_or(Path::new("."));
        self.make_folders(folder)?;
        let draft = path.with_extension(format!("tmp{}", std::process::id()));
        let write = || {
            let mut file = self.create(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&draft, path)
        };
        // After an error, such as a full disk, the temporary file is removed.
        write().inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}

/// Gives a file the owner, group and mode of another.
#[cfg(unix)]
fn alike(file: &File, other: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (own, meta) = (file.metadata()?, other.metadata()?);
    if (own.uid(), own.gid()) != (meta.uid(), meta.gid()) {
        let owner = (own.uid() != meta.uid()).then_some(meta.uid());
        fchown(file, owner, Some(meta.gid()))?;
    }
    file.set_permissions(meta.permissions())
}

#[cfg(not(unix))]
fn alike(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}

/// On other systems owners and modes are not checked: a folder in the account's profile is closed to others.
#[cfg(not(unix))]
impl Rules {
    pub(crate) fn open(&self, path: &Path, how: &mut OpenOptions, _: bool) -> io::Result<File> {
        how.open(path)
    }

    pub(crate) fn make_folder(&self, folder: &Path, _: bool) -> io::Result<bool> {
        match std::fs::create_dir(folder) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(false),
            Err(e) => Err(e),
        }
    }

    pub(crate) fn check_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn told(&self, _: &Path, error: io::Error) -> io::Error {
        error
    }

    fn check_derived(&self, _: &Path, _: &File) -> io::Result<()> {
        Ok(())
    }

    fn refuse_root(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn open_as_new(&self, _: &File) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn open_to_others(&self) -> io::Result<Vec<(PathBuf, u32)>> {
        Ok(Vec::new())
    }

    /// # Errors
    /// Never.
    pub fn share(&self, _: Option<u32>) -> io::Result<()> {
        Ok(())
    }

    /// Whether this account owns the folder; without owners it does.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        true
    }

    /// # Errors
    /// Never.
    pub fn share_own(&self) -> io::Result<()> {
        Ok(())
    }
}
