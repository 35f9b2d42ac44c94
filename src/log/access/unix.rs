//! The rules of access where files have owners, groups and modes.

use super::{NotOurs, Rules, Why, Zone};
use crate::log::accounts::group_id;
use rustix::fs::OFlags;
use rustix::process::geteuid;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, fchown};
use std::path::{Path, PathBuf};

/// Everything but the kind of a file.
const BITS: u32 = 0o7777;

/// What a file or folder should be.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    /// Its group; `None` where its owner only is looked at.
    group: Option<u32>,
    /// Bits that it must have.
    has: u32,
    /// Bits that it must not have.
    not: u32,
    /// Bits of a new one.
    new: u32,
}

impl Rules {
    /// What a file (or folder) of a zone should be; `None` where anything will do.
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
            let missing = |meta: &Metadata| not_ours(&self.root, meta, Why::NoGroup(name.clone()));
            return match group_id(name) {
                Some(group) => Ok(group),
                None => Err(missing(&fs::metadata(&self.root)?).into()),
            };
        }
        Ok(fs::metadata(&self.root)?.gid())
    }

    /// Opens a file; no link is followed inside the zones. One that is to be written is seen to be as it should be, or put right.
    pub(crate) fn open(&self, path: &Path, how: &mut OpenOptions, writes: bool) -> io::Result<File> {
        let zone = self.zone(path);
        if zone == Zone::Outside {
            return how.open(path);
        }
        let wanted = if writes { self.wanted(zone, false)? } else { None };
        if zone != Zone::Record {
            how.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
        }
        // What is new is closed from its first moment on.
        how.mode(wanted.map_or(0o666, |wanted| wanted.new));
        let file = how.open(path).map_err(|e| self.told(path, e))?;
        if let Some(wanted) = wanted {
            let meta = file.metadata()?;
            if !meta.is_file() {
                return Err(not_ours(path, &meta, Why::Kind).into());
            }
            self.settle(path, &meta, wanted, &|group, mode| {
                fchown(&file, None, group)?;
                file.set_permissions(Permissions::from_mode(mode))
            })?;
        }
        Ok(file)
    }

    /// Makes a folder in an existing one, and sees to it that it is what it should be; false if it is there already. Outside of the
    /// project it is its owner's only, where it is to be `closed`.
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

    /// Sees to it that something may be written in a folder, if it is there.
    pub(crate) fn check_folder(&self, folder: &Path) -> io::Result<()> {
        let zone = self.zone(folder);
        let Some(wanted) = self.wanted(zone, true)? else { return Ok(()) };
        let meta = match fs::symlink_metadata(folder) {
            // What is missing is made; whatever opens something in what is no folder is told so by the system.
            Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
            meta => meta.map_err(|e| self.told(folder, e))?,
        };
        if zone != Zone::Record && meta.is_symlink() {
            return Err(not_ours(folder, &meta, Why::Link).into());
        }
        let meta = if meta.is_symlink() { fs::metadata(folder)? } else { meta };
        if !meta.is_dir() {
            return Ok(());
        }
        // Root may do anything, and what it makes is root's: the others could not go on.
        if geteuid().is_root() && meta.uid() != 0 && zone == Zone::Machine && folder.parent() == Some(&self.root) {
            return Err(not_ours(folder, &meta, Why::Root).into());
        }
        self.settle(folder, &meta, wanted, &|group, mode| {
            chown(folder, None, group)?;
            fs::set_permissions(folder, Permissions::from_mode(mode))
        })
    }

    /// What of the private side stands open to others: path and mode. (The next write puts the folders
    /// right.)
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
                    // That has been told.
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

    /// Whether those made it who write the log.
    pub(super) fn check_derived(&self, path: &Path, file: &File) -> io::Result<()> {
        if self.zone(path) == Zone::Outside {
            return Ok(());
        }
        let (meta, machine) = (file.metadata()?, fs::metadata(self.root.join(".redress"))?);
        let (own, open) = (meta.uid() == machine.uid(), meta.mode() & if self.sharing.shared { 0o002 } else { 0o022 });
        if (own || self.sharing.shared) && open == 0 { Ok(()) } else { Err(not_ours(path, &meta, Why::Owner).into()) }
    }

    /// Gives a project the groups and modes of a shared one: its own files are its owner's to change, or those of the group `admins`;
    /// what is written in the course of work is its group's. All that this account owns is put right, whatever stands in the way.
    ///
    /// # Errors
    /// The system refuses; somebody else owns the folder, or a file that is not as it should be.
    pub fn share(&self, admins: Option<u32>) -> io::Result<()> {
        let root = fs::metadata(&self.root)?;
        if root.uid() != geteuid().as_raw() {
            return Err(not_ours(&self.root, &root, Why::NotOwner).into());
        }
        let mut left = None;
        // Before anything else: who may not pass here sees nothing of what follows.
        fs::set_permissions(&self.root, Permissions::from_mode(0o2750))?;
        for name in [".redress", ".redress/cache", "log", "policies", "reports"] {
            self.make_folder(&self.root.join(name), false)?;
        }
        self.make_folders(&self.private)?;
        self.share_work(&mut left)?;
        // Members of `admins` need not be of the project's group: for them the folder's own mode closes the rest out.
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

    /// Whether the project's folder is this account's.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        fs::metadata(&self.root).is_ok_and(|root| root.uid() == geteuid().as_raw())
    }

    /// Puts right what this account has written into a shared project; the rest is for others to put right.
    ///
    /// # Errors
    /// The system refuses.
    pub fn share_own(&self) -> io::Result<()> {
        self.share_work(&mut None)
    }

    /// What is written in the course of work; `left` gets the first thing that is another's, and not as it should be.
    fn share_work(&self, left: &mut Option<NotOurs>) -> io::Result<()> {
        for folder in [".redress", "log", "policies", "reports"].map(|name| self.root.join(name)) {
            self.share_below(&folder, left)?;
        }
        self.share_below(&self.private, left)
    }

    /// Everything in a folder of a zone as it should be.
    fn share_below(&self, folder: &Path, left: &mut Option<NotOurs>) -> io::Result<()> {
        let zone = self.zone(folder);
        if let (Some(files), Some(folders)) = (self.wanted(zone, false)?, self.wanted(zone, true)?) {
            self.set_below(folder, files, folders, left)?;
        }
        Ok(())
    }

    /// A file, or a folder and what is in it. Links are left alone, and not followed.
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
            // Of a smaller group: nothing of this account's lies in there.
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            entries => entries?.try_for_each(|entry| self.set_below(&entry?.path(), files, folders, left)),
        }
    }

    /// Accepts what is right, puts right what this account owns, and refuses the rest.
    fn settle(
        &self,
        path: &Path,
        meta: &Metadata,
        wanted: Wanted,
        change: &dyn Fn(Option<u32>, u32) -> io::Result<()>,
    ) -> io::Result<()> {
        let (mode, own) = (meta.mode() & BITS, meta.uid() == geteuid().as_raw());
        if !own && wanted.group.is_none() {
            let why = if geteuid().is_root() { Why::Root } else { Why::Owner };
            return Err(not_ours(path, meta, why).into());
        }
        let group = wanted.group.filter(|group| *group != meta.gid());
        if group.is_none() && mode & wanted.has == wanted.has && mode & wanted.not == 0 {
            return Ok(());
        }
        let right = (mode | wanted.has) & !wanted.not;
        let refused = || not_ours(path, meta, Why::Group { group: wanted.group.unwrap_or(meta.gid()), mode: right });
        if !own {
            return Err(refused().into());
        }
        change(group, right).map_err(|e| match e.kind() {
            io::ErrorKind::PermissionDenied => refused().into(),
            _ => e,
        })
    }

    /// An error of the system with who owns what could not be passed.
    pub(crate) fn told(&self, path: &Path, error: io::Error) -> io::Error {
        let why = match error.kind() {
            io::ErrorKind::PermissionDenied => Why::NoRight,
            _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => Why::Link,
            _ => return error,
        };
        // The innermost that can be seen is what closes the way to the rest.
        let seen = path.ancestors().find_map(|up| fs::symlink_metadata(up).ok().map(|meta| (up, meta)));
        seen.map_or(error, |(up, meta)| not_ours(up, &meta, why).into())
    }
}

fn not_ours(path: &Path, meta: &Metadata, why: Why) -> NotOurs {
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
    fn what_is_made_is_closed_or_shared_and_what_stands_open_is_put_right() {
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
    fn no_link_is_followed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (rules, private) = (rules(dir.path(), false), dir.path().join("private"));
        let why = |error: io::Error| NotOurs::of(&error).map(|it| it.why.clone());
        fs::create_dir(dir.path().join("elsewhere")).expect("made");
        symlink(dir.path().join("elsewhere"), &private).expect("made");
        assert_eq!(rules.make_folders(&private).map_err(why), Err(Some(Why::Link)));
        fs::remove_file(&private).expect("removed");
        rules.make_folders(&private).expect("made");
        symlink(dir.path().join("out"), private.join("a")).expect("made");
        assert_eq!(rules.create(&private.join("a")).map(drop).map_err(why), Err(Some(Why::Link)));
        assert!(!dir.path().join("out").exists());
        // Outside of the zones links are their owner's business.
        symlink(dir.path().join("out"), dir.path().join("b")).expect("made");
        rules.create(&dir.path().join("b")).expect("followed");
        assert!(dir.path().join("out").exists());
    }
}
