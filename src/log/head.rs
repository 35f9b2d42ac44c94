//! `.redress/head`: how far this clone's own log is known to reach, so that a write need not read the log.
//!
//! Invariant: one record of [`SIZE`] bytes, overwritten in place and not synced; its last 64 digits are the
//! SHA-256 of all before them, so a record cut in two is no record. Losing it costs time, never data: an
//! older one is caught up from the log, a missing one is rebuilt from the whole log.

use super::disk::{Access, Disk, Open, read_range};
use super::error::{AtPath, LogError, Operation};
use super::file_stamp::Stamp;
use super::form::{WRITTEN, is_known};
use super::hash::{self, Digest, HEX_LEN};
use super::layout::{Layout, SegmentName, WriterName};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io;
use std::path::Path;

/// Bytes of the record.
pub(crate) const SIZE: usize = 1024;
const BODY: usize = SIZE - HEX_LEN - 1;

/// The end of a log that is known to be good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The last segment; `None` while there is none.
    pub segment: Option<SegmentName>,
    /// Bytes of it.
    pub length: u64,
    /// Lines of it, its header included.
    pub lines: u32,
    /// The last line's hash; zeros while there is no line.
    pub hash: Digest,
    /// The last event's number; 0 while there is none.
    pub n: u64,
    /// Bytes of the private segment of the same name.
    pub private: u64,
    /// The last segment's form, as its header says; 0 where that was not noted.
    pub form: u32,
}

impl Tail {
    /// Before the first line.
    #[must_use]
    pub fn genesis() -> Self {
        Self { segment: None, length: 0, lines: 0, hash: Digest([0; 32]), n: 0, private: 0, form: 0 }
    }

    /// The number of the last segment; 0 while there is none.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.segment.map_or(0, |s| s.number())
    }
}

/// The record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Whose log.
    pub(crate) writer: WriterName,
    /// Its end.
    pub(crate) tail: Tail,
    /// The folders when they held no segment beyond it.
    pub(crate) names: Names,
    /// A short JSON value of the caller's.
    pub(crate) note: Option<String>,
    /// Private segments up to this number hold whole lines that no event names and that are kept: of a log that has gone back.
    pub(crate) kept: u32,
}

/// A writer's folder in the log, and its one on the private side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Names {
    pub(crate) log: Stamp,
    pub(crate) private: Stamp,
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    /// The form of the log that its program writes: an older program, which must not go on with this log, takes it for no record.
    head: u32,
    writer: String,
    segment: String,
    length: u64,
    lines: u32,
    hash: String,
    n: u64,
    private: u64,
    #[serde(default)]
    form: u32,
    #[serde(default)]
    names: Names,
    #[serde(borrow)]
    note: Option<&'a RawValue>,
    #[serde(default, skip_serializing_if = "is_zero")]
    kept: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl super::Log {
    /// The caller's note of the last commit of this clone's writer; `None` if there is none, or it was lost.
    ///
    /// # Errors
    /// `Io`.
    pub fn head_note(&self) -> Result<Option<String>, LogError> {
        let Some(binding) = self.binding()? else { return Ok(None) };
        Ok(Head::read(self.disk.as_ref(), &self.layout, binding.writer)?.and_then(|head| head.note))
    }
}

impl Head {
    /// That of a writer who has written nothing yet.
    pub(crate) fn genesis(writer: WriterName) -> Self {
        Self { writer, tail: Tail::genesis(), names: Names::default(), note: None, kept: 0 }
    }

    /// The record's bytes. A note that is no JSON, or too long for it, is left out: the caller rebuilds it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let body = |note: Option<&str>| {
            let record = Record {
                head: WRITTEN,
                writer: self.writer.to_string(),
                segment: self.tail.segment.map_or_else(String::new, |s| s.to_string()),
                length: self.tail.length,
                lines: self.tail.lines,
                hash: self.tail.hash.to_string(),
                n: self.tail.n,
                private: self.tail.private,
                form: self.tail.form,
                names: self.names.clone(),
                note: note.and_then(|note| serde_json::from_str(note).ok()),
                kept: self.kept,
            };
            serde_json::to_vec(&record).expect("strings and numbers are always JSON")
        };
        let mut bytes = body(self.note.as_deref());
        if bytes.len() > BODY {
            bytes = body(None);
        }
        bytes.resize(BODY, b' ');
        let sum = hash::plain(&bytes);
        bytes.extend(sum.hex());
        bytes.push(b'\n');
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_at_checked(BODY)?;
        if sum.strip_suffix(b"\n")? != hash::plain(body).hex() {
            return None;
        }
        let record: Record<'_> = serde_json::from_slice(body).ok().filter(|r: &Record<'_>| is_known(r.head))?;
        let segment = if record.segment.is_empty() { None } else { Some(SegmentName::parse(&record.segment)?) };
        let tail = Tail {
            segment,
            length: record.length,
            lines: record.lines,
            hash: Digest::parse(record.hash.as_bytes())?,
            n: record.n,
            private: record.private,
            form: record.form,
        };
        let note = record.note.map(|note| note.get().to_string());
        Some(Self { writer: WriterName::parse(&record.writer)?, tail, names: record.names, note, kept: record.kept })
    }

    /// The record of this writer; `None` if there is none that holds.
    pub(crate) fn read(disk: &dyn Disk, layout: &Layout, writer: WriterName) -> Result<Option<Self>, LogError> {
        Ok(Self::read_file(disk, &layout.head())?.filter(|head| head.writer == writer))
    }

    /// Whether there is no file at all: no crash takes it away, since it is made, synced, with the writer.
    pub(crate) fn is_absent(disk: &dyn Disk, layout: &Layout) -> bool {
        disk.open(&layout.head(), Open::Read).is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
    }

    /// The record in a file, whoever's it is; `None` if there is none that holds.
    pub(crate) fn read_file(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, LogError> {
        let file = match disk.open(path, Open::Read) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.at(Operation::Open, path)?,
        };
        let bytes = read_range(file.as_ref(), 0, SIZE as u64 + 1).at(Operation::Read, path)?;
        Ok(Self::parse(&bytes))
    }

    /// Overwrites the record; synced only if asked for.
    pub(crate) fn write(&self, disk: &dyn Disk, layout: &Layout, sync: bool) -> Result<(), LogError> {
        let path = layout.head();
        let (file, new) = match disk.open(&path, Open::Write) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                (disk.open(&path, Open::Create(Access::Shared)).at(Operation::Open, &path)?, true)
            }
            file => (file.at(Operation::Open, &path)?, false),
        };
        file.write_at(&self.bytes(), 0).at(Operation::Write, &path)?;
        if file.len().at(Operation::Read, &path)? > SIZE as u64 {
            file.set_len(SIZE as u64).at(Operation::Replace, &path)?;
        }
        if sync {
            file.sync().at(Operation::Sync, &path)?;
        }
        if new || sync {
            disk.sync_folder(&layout.machine()).at(Operation::Sync, &layout.machine())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_flipped_bit_and_any_cut_makes_it_no_record() {
        let tail = Tail { segment: SegmentName::parse("2026-11.0001"), length: 7, lines: 2, n: 3, ..Tail::genesis() };
        let writer = WriterName::parse("HQ-00000001").expect("valid");
        let names = Names { log: Stamp::new(1, 2, 3), private: Stamp::NONE };
        let head = Head { writer, tail, names, note: Some(r#"{"2026":42}"#.into()), kept: 3 };
        let bytes = head.bytes();
        assert_eq!(bytes.len(), SIZE);
        assert_eq!(Head::parse(&bytes), Some(head.clone()));
        for bit in 0..SIZE * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Head::parse(&flipped), None, "bit {bit}");
        }
        assert!((0..SIZE).all(|len| Head::parse(&bytes[..len]).is_none()));
        let long = Head { note: Some(format!("\"{}\"", "x".repeat(SIZE))), ..head };
        assert_eq!(Head::parse(&long.bytes()).map(|h| h.note), Some(None));
    }
}
