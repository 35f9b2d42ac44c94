//! Owners, groups and modes of what lies in a project: who may look into it, and whether it can be written into at all.
//!
//! Invariant: before a byte goes into `private/` or `.redress/` (in a shared project also `log/`, `policies/`, `reports/`), the file and
//! the folders above it are no links, belong to whom they should, and are not open to others. What this account owns is put right; what
//! somebody else owns is never changed: the write is refused, and the owner named. Source: `design.md` §2.5.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

#[cfg(unix)]
mod unix;

/// Who works in a project, as its `redress.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// `[project] shared = "group"`: the accounts of the folder's group write here, not its owner only.
    pub shared: bool,
    /// `[private] group`: the smaller group that may read the private side.
    pub private_group: Option<String>,
}

/// A part of a project that has rules of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// The private side.
    Private,
    /// `.redress/`.
    Machine,
    /// `log/`, `policies/`, `reports/`: as the system's defaults have it, unless the project is shared.
    Record,
    /// All else, which is its owner's business.
    Outside,
}

/// The rules of one project.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    root: PathBuf,
    private: PathBuf,
    sharing: Sharing,
}

/// Why a file or folder is not written into, or not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why:?} (owner {owner}, group {group}, mode {mode:o})", path.display())]
pub struct NotOurs {
    /// What was met.
    pub path: PathBuf,
    /// Its owner's user id.
    pub owner: u32,
    /// Its group's id.
    pub group: u32,
    /// Its permission bits.
    pub mode: u32,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is a link: what it leads to may be anybody's.
    Link,
    /// It is neither a file nor a folder.
    Kind,
    /// What was to be read to its end is a pipe or a device.
    Endless,
    /// Somebody else owns it, and the project is not shared.
    Owner,
    /// Only its owner changes how the project is shared.
    NotOwner,
    /// This is root, and the folder is another account's.
    Root,
    /// A colleague owns it, and its group or mode is not the one wanted.
    Group {
        /// Id of the group that it should have.
        group: u32,
        /// Permission bits that it should have.
        mode: u32,
    },
    /// The system does not let this account.
    NoRight,
    /// There is no group of this name.
    NoGroup(String),
}

impl NotOurs {
    /// The reason in an error of the system, where it is one of ours.
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

/// Makes a file that holds private data and is for a person to take away: nobody else may read it. What had that name is replaced, with
/// whatever modes it had; a pipe or a device is written to as it is.
///
/// # Errors
/// The system refuses.
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

/// Makes a file that nobody else may read, for a person to take away, where there is none of that name yet.
///
/// # Errors
/// The system refuses; there is one.
pub fn create_apart(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.write(true).create_new(true).open(path)
}

/// Makes a folder, and those above it, that nobody else may look into.
///
/// # Errors
/// The system refuses.
pub fn make_apart(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Removes what was made so.
///
/// # Errors
/// The system refuses.
pub fn remove_apart(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}

/// Opens an ordinary file that somebody named, to be read to its end; gives its length too.
///
/// # Errors
/// The system refuses; it is a folder, a pipe or a device.
pub fn open_ordinary(path: &Path) -> io::Result<(File, u64)> {
    let mut how = OpenOptions::new();
    // Whoever opens a pipe would wait for one who writes to it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut how, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = how.read(true).open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Err(NotOurs { path: path.to_path_buf(), owner: 0, group: 0, mode: 0, why: Why::Endless }.into());
    }
    Ok((file, meta.len()))
}

impl Rules {
    /// The rules of the project in `root`, whose private side lies in `private`.
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

    /// Makes a file, or empties the one that is there.
    ///
    /// # Errors
    /// What the system says, or [`NotOurs`]; so for all the others.
    pub fn create(&self, path: &Path) -> io::Result<File> {
        let file = self.open(path, OpenOptions::new().read(true).write(true).create(true).truncate(false), true)?;
        file.set_len(0)?;
        Ok(file)
    }

    /// Opens what was made of the log, if those made it who write the log: what somebody else put there would be believed.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn open_derived(&self, path: &Path) -> io::Result<File> {
        let file = self.open(path, OpenOptions::new().read(true), false)?;
        self.check_derived(path, &file)?;
        Ok(file)
    }

    /// Makes a file that must not be there yet.
    ///
    /// # Errors
    /// See [`Self::create`].
    pub fn create_new(&self, path: &Path) -> io::Result<File> {
        self.open(path, OpenOptions::new().read(true).write(true).create_new(true), true)
    }

    /// Makes a folder and those above it, as far as they are missing.
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

    /// Writes a file whole: under another name, synced, renamed, its folder synced.
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
        // A full disk leaves nothing lying about.
        write().inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}

/// Elsewhere owners and modes are the file system's own business: a folder of the account's profile is closed to others.
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

    pub(crate) fn open_to_others(&self) -> io::Result<Vec<(PathBuf, u32)>> {
        Ok(Vec::new())
    }

    /// # Errors
    /// Never.
    pub fn share(&self, _: Option<u32>) -> io::Result<()> {
        Ok(())
    }

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
