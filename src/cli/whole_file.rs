//! Puts a file in the place of another in one step: a reader, and whoever comes after a crash, finds the old one or the new one.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Replaces a file's bytes; they are on the medium before the name is theirs.
///
/// # Errors
/// The system refuses: then the old file stands.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_locked(path, bytes).map(drop)
}

/// The same; the new file comes locked, and was so before it had the name.
///
/// # Errors
/// As [`replace`].
pub(crate) fn replace_locked(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let new = path.with_file_name(name);
    let mut file = File::create(&new)?;
    file.lock()?;
    if let Ok(old) = path.metadata() {
        // Who may read it stays as it was, from the first byte.
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not every system can sync a folder.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(file)
}
