//! A table in a file that has no name: what a workbook or JSON is turned into, and copies of what can be read only once.

use crate::import::problem::FileError;
use crate::import::source::text::full;
use crate::project::Project;
use csv::{Writer, WriterBuilder};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};

/// Bytes that are decoded at a time.
const PIECE: usize = 1 << 16;

/// A table that is being written: rows of cells, each row after its number.
pub(super) struct Spool {
    writer: Writer<BufWriter<File>>,
}

impl Spool {
    pub(super) fn new(project: &Project) -> io::Result<Self> {
        let file = BufWriter::new(project.nameless_file()?);
        Ok(Self { writer: WriterBuilder::new().flexible(true).from_writer(file) })
    }

    /// Adds a row; empty ones at its end are left out.
    pub(super) fn row(&mut self, number: u64, cells: &[String]) -> Result<(), FileError> {
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        if filled == 0 {
            return Ok(());
        }
        let number = number.to_string();
        let all = std::iter::once(number.as_str()).chain(cells[..filled].iter().map(String::as_str));
        self.writer.write_record(all).map_err(|e| FileError::Io(io::Error::other(e)))
    }

    /// The table, from its beginning.
    pub(super) fn finish(self) -> io::Result<File> {
        let buffer = self.writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        let mut file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }

    /// A copy of what can be read only once.
    pub(super) fn copy(project: &Project, from: &mut dyn Read) -> io::Result<File> {
        let mut file = project.nameless_file()?;
        io::copy(from, &mut file)?;
        file.rewind()?;
        Ok(file)
    }

    /// A text, decoded into UTF-8. What is not in its encoding is an error that names the line.
    pub(super) fn decode(
        project: &Project,
        from: &mut File,
        encoding: &'static encoding_rs::Encoding,
    ) -> Result<File, FileError> {
        from.rewind()?;
        let mut file = project.nameless_file()?;
        let (mut decoder, mut bytes) = (encoding.new_decoder_with_bom_removal(), vec![0; PIECE]);
        let (mut line, mut text) = (1, String::with_capacity(PIECE * 4));
        loop {
            let read = full(from, &mut bytes)?;
            text.clear();
            let (_, _, wrong) = decoder.decode_to_string(&bytes[..read], &mut text, read == 0);
            if wrong {
                let before = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
                line += before.matches('\n').count() as u64;
                return Err(FileError::Undecoded { line, wanted: encoding.name() });
            }
            line += text.matches('\n').count() as u64;
            file.write_all(text.as_bytes())?;
            if read == 0 {
                file.rewind()?;
                return Ok(file);
            }
        }
    }
}
