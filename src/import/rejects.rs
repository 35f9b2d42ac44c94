//! The file of rejected rows, which can be corrected and imported again with the same map.
//!
//! Format: the source's own columns and cells, then `_line` and `_reason`; UTF-8 with a byte order mark, so that Excel and a later import
//! detect the encoding. The file is readable by its owner only, because rows hold private data.

use super::rows::SourceRow;
use crate::project::Project;
use csv::{Writer, WriterBuilder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Columns that a reject file has in addition to the source's.
const OWN: &[&str] = &["_line", "_reason"];

/// The writer of rejected rows.
pub(super) struct Rejects {
    path: Option<PathBuf>,
    /// The previous file with an automatic name; it may have the same content.
    before: Option<PathBuf>,
    delimiter: u8,
    /// The source's own columns, with their indexes.
    columns: Vec<(usize, String)>,
    file: Option<Writer<BufWriter<File>>>,
}

impl Rejects {
    /// Rejects to `path`, or to no file. If the source is itself a reject file, its additional columns are dropped.
    pub(super) fn new(path: Option<PathBuf>, header: &[String], delimiter: u8) -> Self {
        let columns = header.iter().cloned().enumerate().filter(|(_, name)| !OWN.contains(&name.as_str())).collect();
        Self { path, before: None, delimiter, columns, file: None }
    }

    /// Sets the path if the user gave none.
    pub(super) fn send_to(&mut self, path: PathBuf, before: Option<PathBuf>) {
        (self.path, self.before) = (Some(path), before);
    }

    /// The file, if there is one.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn open(&mut self, project: &Project) -> io::Result<()> {
        if let (Some(path), None) = (&self.path, &self.file) {
            let mut file = BufWriter::new(project.create_private(path)?);
            file.write_all("\u{feff}".as_bytes())?;
            let mut writer = WriterBuilder::new().delimiter(self.delimiter).from_writer(file);
            let own = self.columns.iter().map(|(_, name)| name.as_str());
            writer.write_record(own.chain(OWN.iter().copied()))?;
            self.file = Some(writer);
        }
        Ok(())
    }

    /// Adds a row.
    pub(super) fn add(&mut self, project: &Project, row: &SourceRow, line: u64, reason: &str) -> io::Result<()> {
        self.open(project)?;
        let Some(file) = &mut self.file else { return Ok(()) };
        for (index, _) in &self.columns {
            file.write_field(row.get(*index).unwrap_or_default())?;
        }
        file.write_record([line.to_string().as_str(), reason])?;
        Ok(())
    }

    /// Flushes and syncs the file. With `always` it is created even if it holds only a header.
    pub(super) fn finish(&mut self, project: &Project, always: bool) -> io::Result<()> {
        if always {
            self.open(project)?;
        }
        let Some(writer) = self.file.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(|e| io::Error::new(e.error().kind(), e.error().to_string()))?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        // A nightly import then keeps one file for rows that nobody has corrected, not one for every night.
        if let (Some(path), Some(before)) = (&self.path, &self.before)
            && fs::read(path)? == fs::read(before)?
        {
            fs::remove_file(path)?;
            self.path = self.before.take();
        }
        Ok(())
    }
}
