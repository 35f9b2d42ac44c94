//! The file of rejected rows, which can be corrected and imported again with the same map.
//!
//! Format: the source's own columns and cells, then `_line`, `_reason` and `_read`, when the row was read; UTF-8 with a byte order mark, so
//! that Excel and a later import detect the encoding. The file is readable by its owner only, because rows hold private data.

use super::rows::SourceRow;
use crate::domain::value::moment::Moment;
use crate::project::Project;
use csv::{ByteRecord, ReaderBuilder, Writer, WriterBuilder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Columns that a reject file has in addition to the source's.
const OWN: &[&str] = &["_line", "_reason", READ];

/// When a row was read: a later export of its source may have said something else of the case since.
const READ: &str = "_read";

/// The index of that column in a file that is itself one of rejected rows.
pub(super) fn read_column(header: &[String]) -> Option<usize> {
    header.iter().position(|name| name == READ).filter(|_| header.iter().any(|name| name == OWN[0]))
}

/// The writer of rejected rows.
pub(super) struct Rejects {
    path: Option<PathBuf>,
    /// The previous file with an automatic name; it may have the same content.
    before: Option<PathBuf>,
    delimiter: u8,
    /// The source's own columns, with their indexes.
    columns: Vec<(usize, String)>,
    /// Where the source is itself a reject file: the column that says when its rows were read.
    was_read: Option<usize>,
    /// When this import reads them.
    now: String,
    file: Option<Writer<BufWriter<File>>>,
}

impl Rejects {
    /// Rejects to `path`, or to no file. If the source is itself a reject file, its additional columns are dropped.
    pub(super) fn new(path: Option<PathBuf>, header: &[String], delimiter: u8, now: Moment) -> Self {
        let columns = header.iter().cloned().enumerate().filter(|(_, name)| !OWN.contains(&name.as_str())).collect();
        Self { path, before: None, delimiter, columns, was_read: read_column(header), now: now.to_string(), file: None }
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
        let was_read = self.was_read.and_then(|at| row.get(at)).filter(|text| !text.is_empty());
        file.write_record([line.to_string().as_str(), reason, was_read.unwrap_or(&self.now)])?;
        Ok(())
    }

    /// When a row of a reject file was read first.
    pub(super) fn was_read(&self, row: &SourceRow) -> Option<Moment> {
        row.get(self.was_read?)?.trim().parse().ok()
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
            && says_the_same(path, before, self.delimiter)?
        {
            fs::remove_file(path)?;
            self.path = self.before.take();
        }
        Ok(())
    }
}

/// Whether two files of rejected rows differ in nothing but when the rows were read.
fn says_the_same(one: &Path, other: &Path, delimiter: u8) -> io::Result<bool> {
    let open =
        |path: &Path| ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_path(path);
    let (mut one, mut other) = (open(one)?, open(other)?);
    let (mut a, mut b) = (ByteRecord::new(), ByteRecord::new());
    loop {
        let more = (one.read_byte_record(&mut a)?, other.read_byte_record(&mut b)?);
        if more != (true, true) || a.len() != b.len() || !a.iter().zip(&b).take(a.len() - 1).all(|(a, b)| a == b) {
            return Ok(more == (false, false));
        }
    }
}
