//! The access rules on systems where files have owners, groups and modes.

use super::{AccessProblem, NotOurs, Rules, Zone};
use crate::log::accounts::group_id;
use rustix::fs::OFlags;
use rustix::process::geteuid;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, fchown};
use std::path::{Path, PathBuf};

/// The permission bits of a mode, without the file type.
const BITS: u32 = 0o7777;

/// The group and mode that a file or folder should have.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    /// Its group; `None` where the owner is checked instead.
    group: Option<u32>,
    /// Bits that it must have.
    has: u32,
    /// Bits that it must not have.
    not: u32,
    /// Mode of a new one.
    new: u32,
}

impl Rules {
    /// What a file (or folder) of a zone should have; `None` where nothing is checked.
    fn wanted(&self, zone: Zone, folder: bool) -> io::Result<Option<Wanted>> {
        if zone == Zone::Outside || (zone == Zone::Record && !self.sharing.shared) {
            return Ok(None);
        }
        if self.sharing.shared {
            let mode = if folder { 0o2770 } else { 0o660 };
            let group = Some(self.group(zone)?);
            return Ok(Some(Wanted { group, has: mode, not: 0o007, new: mode }));
        }
        let (not, new) = match (zone, folder) {
            (Zone::Private, true) => (0o077, 0o700),
            (Zone::Private, false) => (0o077, 0o600),
            (_, true) => (0o022, 0o755),
            (_, false) => (0o022, 0o644),
        };
        Ok(Some(Wanted { group: None, has: 0, not, new }))
    }

    /// The group of a zone of a shared project: that of the project's folder, or the smaller one of the private side.
    fn group(&self, zone: Zone) -> io::Result<u32> {
        if let Some(name) = self.sharing.private_group.as_ref().filter(|_| zone == Zone::Private) {
            let missing = |meta: &Metadata| not_ours(&self.root, meta, AccessProblem::NoGroup(name.clone()));
            return match group_id(name) {
                Some(group) => Ok(group),
                None => Err(missing(&fs::metadata(&self.root)?).into()),
            };
        }
        Ok(fs::metadata(&self.root)?.gid())
    }

    /// Opens a file. Links are not followed in `private/` and `.redress/`. A file that is opened for writing is checked, and corrected
    /// where possible.
    pub(crate) fn open(&self, path: &Path, how: &mut OpenOptions, writes: bool) -> io::Result<File> {
        let zone = self.zone(path);
        if zone == Zone::Outside {
            return how.open(path);
        }
        let wanted = if writes { self.wanted(zone, false)? } else { None };
        if zone != Zone::Record {
            how.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
        }
        // A new file is closed to others from the moment it is created.
        how.mode(wanted.map_or(0o666, |wanted| wanted.new));
        let file = how.open(path).map_err(|e| self.told(path, e))?;
        if let Some(wanted) = wanted {
            let meta = file.metadata()?;
            if !meta.is_file() {
                return Err(not_ours(path, &meta, AccessProblem::Kind).into());
            }
            self.settle(path, &meta, wanted, &|group, mode| {
                fchown(&file, None, group)?;
                file.set_permissions(Permissions::from_mode(mode))
            })?;
        }
        Ok(file)
    }

    /// Refuses root where the folder of a file belongs to another account: what root creates there is root's.
    pub(super) fn refuse_root(&self, path: &Path) -> io::Result<()> {
        let Some(folder) = path.parent() else { return Ok(()) };
        let meta = fs::metadata(folder)?;
        match geteuid().is_root() && meta.uid() != 0 {
            true => Err(not_ours(folder, &meta, AccessProblem::Root).into()),
            false => Ok(()),
        }
    }

    /// Opens a new file of the project's own to whoever may read these (`design.md` §2.5).
    pub(super) fn open_as_new(&self, file: &File) -> io::Result<()> {
        let mode = if self.is_shared() { 0o640 } else { 0o644 };
        file.set_permissions(Permissions::from_mode(mode))
    }

    /// Creates a folder in an existing one and checks it; false if it exists already. Outside of the project's zones a `closed` folder
    /// gets mode 0700.
    pub(crate) fn make_folder(&self, folder: &Path, closed: bool) -> io::Result<bool> {
        let wanted = self.wanted(self.zone(folder), true)?;
        let mut builder = DirBuilder::new();
        builder.mode(wanted.map_or(if closed { 0o700 } else { 0o777 }, |wanted| wanted.new));
        let made = match builder.create(folder) {
            Ok(()) => true,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => false,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(io::ErrorKind::NotADirectory.into()),
            Err(e) => return Err(self.told(folder, e)),
        };
        self.check_folder(folder)?;
        Ok(made)
    }

    /// Checks, and corrects where possible, that a folder may be written into. A missing folder passes.
    pub(crate) fn check_folder(&self, folder: &Path) -> io::Result<()> {
        let zone = self.zone(folder);
        let Some(wanted) = self.wanted(zone, true)? else { return Ok(()) };
        let meta = match fs::symlink_metadata(folder) {
            // A missing folder is created later. If a parent is not a folder, opening a file in it gives the system's error.
            Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
            meta => meta.map_err(|e| self.told(folder, e))?,
        };
        if zone != Zone::Record && meta.is_symlink() {
            return Err(not_ours(folder, &meta, AccessProblem::Link).into());
        }
        let meta = if meta.is_symlink() { fs::metadata(folder)? } else { meta };
        if !meta.is_dir() {
            return Ok(());
        }
        // What root creates belongs to root, and the others could not write to it.
        if geteuid().is_root() && meta.uid() != 0 && zone == Zone::Machine && folder.parent() == Some(&self.root) {
            return Err(not_ours(folder, &meta, AccessProblem::Root).into());
        }
        self.settle(folder, &meta, wanted, &|group, mode| {
            chown(folder, None, group)?;
            fs::set_permissions(folder, Permissions::from_mode(mode))
        })
    }

    /// The files and folders of the private side that are open to others, with their modes. (The next write corrects the folders.)
    pub(crate) fn open_to_others(&self) -> io::Result<Vec<(PathBuf, u32)>> {
        let mut found = Vec::new();
        let (Some(files), Some(folders)) = (self.wanted(Zone::Private, false)?, self.wanted(Zone::Private, true)?)
        else {
            return Ok(found);
        };
        let mut left = vec![self.private.clone()];
        while let Some(path) = left.pop() {
            let meta = match fs::symlink_metadata(&path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                meta => meta?,
            };
            let wanted = if meta.is_dir() { folders } else { files };
            let other = wanted.group.is_some_and(|group| group != meta.gid());
            if !meta.is_symlink() && (meta.mode() & wanted.not != 0 || other) {
                found.push((path.clone(), meta.mode() & BITS));
            }
            if meta.is_dir() {
                match fs::read_dir(&path) {
                    // The permission error is reported elsewhere.
                    Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {}
                    entries => {
                        let mut inside = entries?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
                        inside.sort_unstable_by(|a, b| b.cmp(a));
                        left.extend(inside);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Whether the file was made by an account that may write the log.
    pub(super) fn check_derived(&self, path: &Path, file: &File) -> io::Result<()> {
        if self.zone(path) == Zone::Outside {
            return Ok(());
        }
        let (meta, machine) = (file.metadata()?, fs::metadata(self.root.join(".redress"))?);
        let (own, open) = (meta.uid() == machine.uid(), meta.mode() & if self.sharing.shared { 0o002 } else { 0o022 });
        if (own || self.sharing.shared) && open == 0 {
            Ok(())
        } else {
            Err(not_ours(path, &meta, AccessProblem::Owner).into())
        }
    }

    /// Gives a project the groups and modes of a shared one. Its configuration stays writable for its owner only, or for the group
    /// `admins`; what daily work writes belongs to the project's group. Continues past files of other accounts, so everything that this
    /// account owns is corrected.
    ///
    /// # Errors
    /// The operating system's error; or another account owns the folder, or a file that is not as it should be.
    pub fn share(&self, admins: Option<u32>) -> io::Result<()> {
        let root = fs::metadata(&self.root)?;
        if root.uid() != geteuid().as_raw() {
            return Err(not_ours(&self.root, &root, AccessProblem::NotOwner).into());
        }
        let mut left = None;
        // First: whoever may not enter the folder sees none of the changes below.
        fs::set_permissions(&self.root, Permissions::from_mode(0o2750))?;
        for name in [".redress", ".redress/cache", "log", "policies", "reports"] {
            self.make_folder(&self.root.join(name), false)?;
        }
        self.make_folders(&self.private)?;
        self.share_work(&mut left)?;
        // Members of `admins` need not be in the project's group: for them the other folders stay closed by their own modes.
        let (file, folder) = if admins.is_some() { (0o664, 0o2775) } else { (0o640, 0o2750) };
        let config = Wanted { group: admins.or(Some(root.gid())), has: file, not: BITS & !file, new: file };
        let folders = Wanted { has: folder, not: BITS & !folder, new: folder, ..config };
        for name in
            ["redress.toml", "directory.toml", ".gitignore", ".gitattributes", "calendars", "templates", "policies.d"]
        {
            self.set_below(&self.root.join(name), config, folders, &mut left)?;
        }
        left.map_or(Ok(()), |left| Err(left.into()))
    }

    /// Whether this account owns the project's folder.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        fs::metadata(&self.root).is_ok_and(|root| root.uid() == geteuid().as_raw())
    }

    /// Corrects the files that this account has written into a shared project. Files of other accounts are left alone.
    ///
    /// # Errors
    /// The operating system's error.
    pub fn share_own(&self) -> io::Result<()> {
        self.share_work(&mut None)
    }

    /// Corrects what daily work writes. `left` gets the first file of another account that is not as it should be.
    fn share_work(&self, left: &mut Option<NotOurs>) -> io::Result<()> {
        for folder in [".redress", "log", "policies", "reports"].map(|name| self.root.join(name)) {
            self.share_below(&folder, left)?;
        }
        self.share_below(&self.private, left)
    }

    /// Corrects everything in a folder of a zone.
    fn share_below(&self, folder: &Path, left: &mut Option<NotOurs>) -> io::Result<()> {
        let zone = self.zone(folder);
        if let (Some(files), Some(folders)) = (self.wanted(zone, false)?, self.wanted(zone, true)?) {
            self.set_below(folder, files, folders, left)?;
        }
        Ok(())
    }

    /// Corrects a file, or a folder and its contents. Links are neither changed nor followed.
    fn set_below(&self, path: &Path, files: Wanted, folders: Wanted, left: &mut Option<NotOurs>) -> io::Result<()> {
        let meta = match fs::symlink_metadata(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            meta => meta?,
        };
        if meta.is_symlink() {
            return Ok(());
        }
        let settled = self.settle(path, &meta, if meta.is_dir() { folders } else { files }, &|group, mode| {
            chown(path, None, group)?;
            fs::set_permissions(path, Permissions::from_mode(mode))
        });
        match settled.as_ref().err().map(NotOurs::of) {
            None => {}
            Some(Some(other)) => drop(left.get_or_insert_with(|| other.clone())),
            Some(None) => return settled,
        }
        if !meta.is_dir() {
            return Ok(());
        }
        match fs::read_dir(path) {
            // A folder of a smaller group: this account has no files in it.
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            entries => entries?.try_for_each(|entry| self.set_below(&entry?.path(), files, folders, left)),
        }
    }

    /// Accepts what is right, corrects what this account owns, and refuses the rest.
    fn settle(
        &self,
        path: &Path,
        meta: &Metadata,
        wanted: Wanted,
        change: &dyn Fn(Option<u32>, u32) -> io::Result<()>,
    ) -> io::Result<()> {
        let (mode, own) = (meta.mode() & BITS, meta.uid() == geteuid().as_raw());
        if !own && wanted.group.is_none() {
            let why = if geteuid().is_root() { AccessProblem::Root } else { AccessProblem::Owner };
            return Err(not_ours(path, meta, why).into());
        }
        let group = wanted.group.filter(|group| *group != meta.gid());
        if group.is_none() && mode & wanted.has == wanted.has && mode & wanted.not == 0 {
            return Ok(());
        }
        let right = (mode | wanted.has) & !wanted.not;
        let refused =
            || not_ours(path, meta, AccessProblem::Group { group: wanted.group.unwrap_or(meta.gid()), mode: right });
        if !own {
            return Err(refused().into());
        }
        change(group, right).map_err(|e| match e.kind() {
            io::ErrorKind::PermissionDenied => refused().into(),
            _ => e,
        })
    }

    /// Adds to a permission error the owner of the path that could not be entered.
    pub(crate) fn told(&self, path: &Path, error: io::Error) -> io::Error {
        let why = match error.kind() {
            io::ErrorKind::PermissionDenied => AccessProblem::NoRight,
            _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => AccessProblem::Link,
            _ => return error,
        };
        // The innermost path that is visible is the one that denies access.
        let seen = path.ancestors().find_map(|up| fs::symlink_metadata(up).ok().map(|meta| (up, meta)));
        seen.map_or(error, |(up, meta)| not_ours(up, &meta, why).into())
    }
}

fn not_ours(path: &Path, meta: &Metadata, why: AccessProblem) -> NotOurs {
    NotOurs { path: path.to_path_buf(), owner: meta.uid(), group: meta.gid(), mode: meta.mode() & BITS, why }
}

#[cfg(test)]
mod tests {
    use super::super::Sharing;
    use super::*;
    use std::os::unix::fs::symlink;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").mode() & BITS
    }

    fn rules(root: &Path, shared: bool) -> Rules {
        Rules::new(root, &root.join("private"), Sharing { shared, private_group: None })
    }

    #[test]
    fn new_files_get_the_right_modes_and_wrong_modes_are_corrected() {
        for (shared, folder, file) in [(false, 0o700, 0o600), (true, 0o2770, 0o660)] {
            let dir = tempfile::tempdir().expect("a temporary folder");
            let (rules, inner) = (rules(dir.path(), shared), dir.path().join("private/files"));
            rules.make_folders(&inner).expect("made");
            drop(rules.create(&inner.join("a")).expect("made"));
            assert_eq!((mode(&inner), mode(&inner.join("a"))), (folder, file), "shared: {shared}");
            fs::set_permissions(&inner, Permissions::from_mode(0o777)).expect("its owner may");
            fs::set_permissions(inner.join("a"), Permissions::from_mode(0o666)).expect("its owner may");
            rules.make_folders(&inner).expect("put right");
            drop(rules.create(&inner.join("a")).expect("put right"));
            assert_eq!((mode(&inner) & 0o7007, mode(&inner.join("a")) & 0o7), (folder & 0o7000, 0), "shared: {shared}");
            rules.replace(&dir.path().join(".redress/x"), b"y").expect("written");
            assert_eq!(mode(&dir.path().join(".redress/x")) & 0o022, if shared { 0o020 } else { 0 });
        }
    }

    #[test]
    fn links_inside_the_zones_are_not_followed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (rules, private) = (rules(dir.path(), false), dir.path().join("private"));
        let why = |error: io::Error| NotOurs::of(&error).map(|it| it.why.clone());
        fs::create_dir(dir.path().join("elsewhere")).expect("made");
        symlink(dir.path().join("elsewhere"), &private).expect("made");
        assert_eq!(rules.make_folders(&private).map_err(why), Err(Some(AccessProblem::Link)));
        fs::remove_file(&private).expect("removed");
        rules.make_folders(&private).expect("made");
        symlink(dir.path().join("out"), private.join("a")).expect("made");
        assert_eq!(rules.create(&private.join("a")).map(drop).map_err(why), Err(Some(AccessProblem::Link)));
        assert!(!dir.path().join("out").exists());
        // Outside of the zones links are followed.
        symlink(dir.path().join("out"), dir.path().join("b")).expect("made");
        rules.create(&dir.path().join("b")).expect("followed");
        assert!(dir.path().join("out").exists());
    }
}
