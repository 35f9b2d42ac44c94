//! Cases that wait on disk while a picture is made, so that memory does not go with their number.

use crate::checkpoint::Doubt;
use crate::checkpoint::columns::Row;
use crate::checkpoint::map::Bytes;
use crate::checkpoint::record::Record;
use crate::checkpoint::strings::Interner;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

/// So many bytes are written at once.
const CHUNK: usize = 1 << 20;

/// Where a case waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Staged {
    at: u64,
    title: u32,
    record: u32,
}

/// Cases, one after the other: row, title, record.
#[derive(Debug)]
pub(super) struct Stage {
    file: File,
    written: u64,
    waiting: Vec<u8>,
    record: Vec<u8>,
    buffer: Vec<u8>,
}

/// A case as it stands in the file to be.
pub(super) struct Laid<'a> {
    /// As [`Row::write`] writes it.
    pub(super) row: &'a [u8],
    pub(super) title: &'a [u8],
    pub(super) record: &'a [u8],
}

impl Staged {
    pub(super) fn title_len(&self) -> u64 {
        self.title.into()
    }

    pub(super) fn record_len(&self) -> u64 {
        self.record.into()
    }

    fn len(&self) -> usize {
        Row::BYTES + self.title as usize + self.record as usize
    }
}

impl Stage {
    pub(super) fn new(file: File) -> Self {
        Self { file, written: 0, waiting: Vec::new(), record: Vec::new(), buffer: Vec::new() }
    }

    /// Puts a case there.
    pub(super) fn put(&mut self, record: &Record, strings: &mut Interner) -> Result<Staged, Doubt> {
        let row = Row::of(&record.case, strings);
        let bytes = record.pack(std::mem::take(&mut self.record), strings);
        let title = record.case.title.as_deref().unwrap_or_default();
        let at = self.written + self.waiting.len() as u64;
        row.write(&mut self.waiting);
        self.waiting.extend_from_slice(title.as_bytes());
        self.waiting.extend_from_slice(&bytes);
        let len = |len: usize| u32::try_from(len).map_err(|_| Doubt::Shape);
        let staged = Staged { at, title: len(title.len())?, record: len(bytes.len())? };
        self.record = bytes;
        if self.waiting.len() >= CHUNK {
            self.flush()?;
        }
        Ok(staged)
    }

    /// The case again, to go on with it.
    pub(super) fn record(&mut self, staged: Staged, strings: &Interner) -> Result<Record, Doubt> {
        let len = staged.len();
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.resize(len, 0);
        if staged.at < self.written {
            self.file.seek(SeekFrom::Start(staged.at)).map_err(Doubt::io)?;
            self.file.read_exact(&mut buffer).map_err(Doubt::io)?;
        } else {
            let at = usize::try_from(staged.at - self.written).map_err(|_| Doubt::Shape)?;
            buffer.copy_from_slice(self.waiting.get(at..at + len).ok_or(Doubt::Shape)?);
        }
        let laid = Laid::split(&buffer, staged)?;
        let title = std::str::from_utf8(laid.title).map_err(|_| Doubt::Shape)?;
        let record = Record::unpack(laid.record, title, strings).ok_or(Doubt::Shape);
        self.buffer = buffer;
        record
    }

    /// No more come: all of them, to be taken back.
    pub(super) fn done(mut self) -> Result<Stored, Doubt> {
        self.flush()?;
        // An empty file cannot be mapped everywhere.
        let bytes = if self.written == 0 { None } else { Some(Bytes::map(&self.file).map_err(Doubt::io)?) };
        Ok(Stored(bytes))
    }

    fn flush(&mut self) -> Result<(), Doubt> {
        self.file.seek(SeekFrom::Start(self.written)).map_err(Doubt::io)?;
        self.file.write_all(&self.waiting).map_err(Doubt::io)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }
}

/// All cases that were put there.
#[derive(Debug)]
pub(super) struct Stored(Option<Bytes>);

impl Stored {
    /// A case.
    pub(super) fn get(&self, staged: Staged) -> Result<Laid<'_>, Doubt> {
        let at = usize::try_from(staged.at).map_err(|_| Doubt::Shape)?;
        let bytes = self.0.as_deref().and_then(|all| all.get(at..at + staged.len())).ok_or(Doubt::Shape)?;
        Laid::split(bytes, staged)
    }
}

impl<'a> Laid<'a> {
    fn split(bytes: &'a [u8], staged: Staged) -> Result<Self, Doubt> {
        let (row, rest) = bytes.split_at_checked(Row::BYTES).ok_or(Doubt::Shape)?;
        let (title, record) = rest.split_at_checked(staged.title as usize).ok_or(Doubt::Shape)?;
        Ok(Self { row, title, record })
    }
}
