//! Which writer this clone is: `.redress/writer`, bound to a machine, a path and a folder's inode.
//!
//! Invariant: a folder that was copied, moved or restored does not match its binding, so no two folders write as the same writer unless
//! a person has asked for it. The machine's id is stored as a digest only, as machine-id(5) asks: it is confidential.

use super::disk::{Access, Disk, Open, read_range};
use super::error::{AtPath, LogError, Operation};
use super::hash;
use super::layout::{Binding, Layout, WriterName};
use std::io;
use std::path::Path;

/// The binding that this folder would have now.
pub(crate) fn here(
    disk: &dyn Disk,
    layout: &Layout,
    machine: &str,
    project: &str,
    writer: WriterName,
) -> Result<Binding, LogError> {
    let folder = layout.machine();
    let identity = disk.identity(&folder).at(Operation::Read, &folder)?;
    Ok(Binding {
        project: project.to_string(),
        writer,
        machine: match machine {
            "" => String::new(),
            id => hash::plain(format!("redress {id}").as_bytes()).to_string()[..16].to_string(),
        },
        path: identity.path.to_string_lossy().into_owned(),
        inode: identity.inode,
    })
}

/// Reads the binding; `None` if there is none.
pub(crate) fn read(disk: &dyn Disk, layout: &Layout) -> Result<Option<Binding>, LogError> {
    let path = layout.writer();
    let file = match disk.open(&path, Open::Read) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.at(Operation::Open, &path)?,
    };
    let len = file.len().at(Operation::Read, &path)?;
    let bytes = read_range(file.as_ref(), 0, len.min(64 << 10)).at(Operation::Read, &path)?;
    serde_json::from_slice(&bytes).map(Some).map_err(|_| LogError::Binding { path })
}

/// Replaces the binding, synced.
pub(crate) fn write(disk: &dyn Disk, layout: &Layout, binding: &Binding) -> Result<(), LogError> {
    let mut bytes = serde_json::to_vec(binding).expect("strings and numbers are always JSON");
    bytes.push(b'\n');
    replace(disk, &layout.writer(), &bytes)
}

/// Replaces a small file: writes a new file beside it, syncs it, renames it, and syncs the folder.
pub(crate) fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), LogError> {
    let beside = path.with_extension("new");
    match disk.remove(&beside) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e).at(Operation::Replace, &beside),
        _ => {}
    }
    let file = disk.open(&beside, Open::Create(Access::Shared)).at(Operation::Open, &beside)?;
    file.write_at(bytes, 0).at(Operation::Write, &beside)?;
    file.sync().at(Operation::Sync, &beside)?;
    disk.rename(&beside, path).at(Operation::Replace, path)?;
    let folder = path.parent().unwrap_or(path);
    disk.sync_folder(folder).at(Operation::Sync, folder)
}

#[cfg(test)]
mod tests {
    use super::super::disk::RealDisk;
    use super::*;

    #[test]
    fn a_binding_is_read_back_and_tells_a_copy_from_the_original() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let layout = |name: &str| Layout::new(&dir.path().join(name), None);
        let bind = |at: &Layout, machine: &str| {
            let writer = WriterName::parse("HQ-00000001").expect("valid");
            here(&RealDisk::default(), at, machine, "ab", writer).expect("readable")
        };
        std::fs::create_dir_all(layout("a").machine()).expect("made");
        std::fs::create_dir_all(layout("b").machine()).expect("made");
        let binding = bind(&layout("a"), "m");
        write(&RealDisk::default(), &layout("a"), &binding).expect("written");
        assert_eq!(read(&RealDisk::default(), &layout("a")).expect("readable"), Some(binding.clone()));
        assert_eq!(read(&RealDisk::default(), &layout("b")).expect("readable"), None);
        assert_eq!(bind(&layout("a"), "m"), binding);
        assert!(!binding.is_here(&bind(&layout("a"), "another")) && !binding.is_here(&bind(&layout("b"), "m")));
        // A container has no machine id, and a new name every time.
        assert!(binding.is_here(&bind(&layout("a"), "")) && bind(&layout("a"), "").is_here(&binding));
        // The original is moved away and a copy takes its path: only the inode differs.
        std::fs::rename(dir.path().join("a"), dir.path().join("gone")).expect("moved");
        std::fs::rename(dir.path().join("b"), dir.path().join("a")).expect("moved");
        assert_eq!(bind(&layout("a"), "m") == binding, cfg!(not(unix)));
    }
}
