//! The file to be imported, made ready to be read as a table: its type, its encoding, its SHA-256.
//!
//! | file | purpose |
//! |---|---|
//! | `text` | checks a text and its encoding |
//! | `workbook` | sheets of xlsx, xlsm, xlsb, xls and ods |
//! | `json` | JSON and JSON Lines, nested members by dotted paths |
//! | `spool` | the table that these are turned into, in a file that has no name |
//!
//! Invariant: a comma-separated text is read where it lies; everything else is first turned into one, row by row, so that memory does not
//! grow with the file. Such a copy lies on the private side, has no name there, and is gone when the program ends.

mod json;
mod spool;
pub(super) mod text;
mod workbook;

use super::problem::{FileError, Looks};
use crate::project::Project;
use flate2::read::MultiGzDecoder;
use spool::Spool;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
pub(super) use text::{BOM, Encoding, full};
pub(super) use workbook::SheetHead;
use workbook::Workbook;

/// The format of the file.
#[derive(Debug, Default)]
pub(in crate::import) struct FileFormat {
    pub(in crate::import) encoding: Encoding,
    /// Found by the header if it is not given.
    pub(in crate::import) delimiter: Option<u8>,
    /// Cells that count as empty.
    pub(in crate::import) empty: Vec<String>,
    /// The row of the header, from 1; found by its columns if it is not given.
    pub(in crate::import) header: Option<u64>,
    /// The sheet of a workbook, by name or number.
    pub(in crate::import) sheet: String,
    /// Where the records of a JSON file are, by a dotted path.
    pub(in crate::import) records: String,
}

/// A file that can be read as a table.
#[derive(Debug)]
pub(super) struct Source {
    /// The table as a text, whatever the file was.
    file: File,
    /// UTF-8 or GB18030.
    pub(super) encoding: Encoding,
    /// Of the file as it was given.
    pub(super) sha256: String,
    pub(super) bytes: u64,
    /// Rows have their numbers in a first column of their own, and no more cells than are filled.
    pub(super) numbered: bool,
    /// The sheet of a workbook.
    pub(super) sheet: String,
    /// What separates cells, where the file says it itself.
    pub(super) delimiter: Option<u8>,
}

/// What a caller wants read.
pub(super) struct SourceRequest<'a> {
    /// The file; none for standard input.
    pub(super) path: Option<&'a Path>,
    pub(super) format: &'a FileFormat,
    /// The sheet by name or number; chosen by its header if it is not given.
    pub(super) sheet: &'a str,
    pub(super) project: &'a Project,
}

/// Chooses one of several sheets by their first rows; the position in the list.
pub(super) type ChooseSheet<'a> = &'a mut dyn FnMut(&[SheetHead]) -> Result<usize, FileError>;

impl Source {
    /// Opens a file and finds out what it is.
    pub(super) fn open(wanted: &SourceRequest<'_>, choose: ChooseSheet<'_>) -> Result<Self, FileError> {
        let mut file = match wanted.path {
            None => Spool::copy(wanted.project, &mut io::stdin().lock())?,
            Some(path) => {
                let file = File::open(path)?;
                // It is read twice: to check it, and to import it.
                if file.metadata()?.is_file() { file } else { Spool::copy(wanted.project, &mut &file)? }
            }
        };
        let sha256 = text::sha256(&mut file)?;
        if start(&mut file)?.starts_with(b"\x1f\x8b") {
            file = Spool::copy(wanted.project, &mut MultiGzDecoder::new(file)).map_err(|e| match e.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                    FileError::Compressed
                }
                _ => e.into(),
            })?;
        }
        let mut source = Self::of(file, wanted, choose)?;
        source.sha256 = sha256;
        source.bytes = source.file.metadata()?.len();
        Ok(source)
    }

    fn of(mut file: File, wanted: &SourceRequest<'_>, choose: ChooseSheet<'_>) -> Result<Self, FileError> {
        let begins = start(&mut file)?;
        let found = text::looks(&begins);
        let extension = wanted.path.and_then(|path| path.file_stem().map(|_| path)).map(extension).unwrap_or_default();
        if matches!(found, Some(Looks::Zip | Looks::Xls)) {
            let mut workbook = Workbook::open(file)?;
            let at = workbook.choose(wanted.sheet, choose)?;
            let mut spool = Spool::new(wanted.project)?;
            let sheet = workbook.spool(at, &mut spool)?;
            return Ok(Self { sheet, ..Self::spooled(spool.finish()?) });
        }
        if found == Some(Looks::Json) {
            let mut spool = Spool::new(wanted.project)?;
            json::spool(&mut file, &wanted.format.records, &mut spool)?;
            return Ok(Self::spooled(spool.finish()?));
        }
        let decoded = match (found, wanted.format.encoding) {
            (Some(Looks::Utf16), _) if begins.starts_with(b"\xff\xfe") => Some(encoding_rs::UTF_16LE),
            (Some(Looks::Utf16), _) => Some(encoding_rs::UTF_16BE),
            (_, Encoding::Other(encoding)) if !begins.starts_with(BOM) => Some(encoding),
            _ => None,
        };
        let mut encoding = wanted.format.encoding;
        if let Some(from) = decoded {
            (file, encoding) = (Spool::decode(wanted.project, &mut file, from)?, Encoding::Utf8);
        }
        let encoding = text::check(&mut file, encoding)?;
        let delimiter = matches!(extension.as_str(), "tsv" | "tab").then_some(b'\t');
        let encoding = if matches!(encoding, Encoding::Other(_)) { Encoding::Utf8 } else { encoding };
        Ok(Self { encoding, delimiter, numbered: false, ..Self::spooled(file) })
    }

    /// A table that this program wrote itself.
    fn spooled(file: File) -> Self {
        Self {
            file,
            encoding: Encoding::Utf8,
            sha256: String::new(),
            bytes: 0,
            numbered: true,
            sheet: String::new(),
            delimiter: Some(b','),
        }
    }

    /// The table, from its beginning. All handles of a source share one position.
    pub(super) fn rewound(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    #[cfg(test)]
    pub(super) fn of_text(bytes: &[u8]) -> Self {
        use std::io::Write;
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("writes");
        let encoding = text::check(&mut file, Encoding::Auto).expect("text");
        Self { encoding, numbered: false, bytes: bytes.len() as u64, delimiter: None, ..Self::spooled(file) }
    }
}

/// The extension of a file's name, without that of a compression.
fn extension(path: &Path) -> String {
    let of = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match of(path).as_str() {
        "gz" | "gzip" => path.file_stem().map(|stem| of(Path::new(stem))).unwrap_or_default(),
        other => other.into(),
    }
}

/// The first bytes of a file.
fn start(file: &mut File) -> io::Result<Vec<u8>> {
    file.rewind()?;
    let mut begins = Vec::new();
    file.by_ref().take(1 << 12).read_to_end(&mut begins)?;
    file.rewind()?;
    Ok(begins)
}
