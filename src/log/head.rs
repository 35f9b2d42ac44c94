//! `.redress/head`: how far this clone's own log was acknowledged, so that a write need not read the log.
//!
//! Invariant: one record of [`SIZE`] bytes, overwritten in place and not synced. Its last 64 hex digits are the SHA-256 of all bytes
//! before them, so a half-written record is not accepted. Losing the record costs time, never data: an old one is brought up to date from
//! the log, a missing one is rebuilt from the whole log.

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

/// The size of the record in bytes.
pub(crate) const SIZE: usize = 1024;
const BODY: usize = SIZE - HEX_LEN - 1;

/// The end of the part of a log that is known to be good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The last segment; `None` while there is none.
    pub segment: Option<SegmentName>,
    /// Its length in bytes.
    pub length: u64,
    /// The number of its lines, the header included.
    pub lines: u32,
    /// The last line's hash; zeros while there is no line.
    pub hash: Digest,
    /// The last event's number; 0 if there is none.
    pub n: u64,
    /// The length in bytes of the private segment of the same name.
    pub private: u64,
    /// The last segment's form, from its header; 0 if it was not recorded.
    pub form: u32,
}

impl Tail {
    /// The end of an empty log.
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

/// The content of `.redress/head`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The writer of the log.
    pub(crate) writer: WriterName,
    /// The end of its log.
    pub(crate) tail: Tail,
    /// The stamps of its folders when they held no segment beyond the end.
    pub(crate) names: HeadNames,
    /// A short JSON value that belongs to the caller.
    pub(crate) note: Option<String>,
    /// Private segments up to this number may hold whole lines that no event names. They are kept: they belong to a log that has gone back.
    pub(crate) kept: u32,
}

/// The stamps of a writer's folder in the log and of its folder on the private side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadNames {
    pub(crate) log: Stamp,
    pub(crate) private: Stamp,
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    /// The form of the log that the program writes. An older program must not continue this log; it rejects the record by this number.
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
    names: HeadNames,
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
        let Some(binding) = self.bound()? else { return Ok(None) };
        Ok(Head::read(self.disk.as_ref(), &self.layout, binding.writer)?.and_then(|head| head.note))
    }

    /// The segment of the last commit of this clone's writer; `None` as for [`Self::head_note`].
    ///
    /// # Errors
    /// `Io`.
    pub fn head_segment(&self) -> Result<Option<(WriterName, SegmentName)>, LogError> {
        let Some(binding) = self.bound()? else { return Ok(None) };
        let head = Head::read(self.disk.as_ref(), &self.layout, binding.writer)?;
        Ok(head.and_then(|head| Some((head.writer, head.tail.segment?))))
    }
}

impl Head {
    /// The head of a writer that has written nothing yet.
    pub(crate) fn genesis(writer: WriterName) -> Self {
        Self { writer, tail: Tail::genesis(), names: HeadNames::default(), note: None, kept: 0 }
    }

    /// The record's bytes. A note that is not JSON or too long is left out: the caller rebuilds it.
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

    /// The record of this writer; `None` if there is no valid one.
    pub(crate) fn read(disk: &dyn Disk, layout: &Layout, writer: WriterName) -> Result<Option<Self>, LogError> {
        Ok(Self::read_file(disk, &layout.head())?.filter(|head| head.writer == writer))
    }

    /// Whether the file does not exist. No crash removes it, since it is created and synced together with the writer.
    pub(crate) fn is_absent(disk: &dyn Disk, layout: &Layout) -> bool {
        disk.open(&layout.head(), Open::Read).is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
    }

    /// The record in a file, of any writer; `None` if there is no valid one.
    pub(crate) fn read_file(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, LogError> {
        let file = match disk.open(path, Open::Read) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.at(Operation::Open, path)?,
        };
        let bytes = read_range(file.as_ref(), 0, SIZE as u64 + 1).at(Operation::Read, path)?;
        Ok(Self::parse(&bytes))
    }

    /// Overwrites the record. Syncs it only if asked to.
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
    fn a_head_with_a_flipped_bit_or_cut_short_is_rejected() {
        let tail = Tail { segment: SegmentName::parse("2026-11.0001"), length: 7, lines: 2, n: 3, ..Tail::genesis() };
        let writer = WriterName::parse("HQ-00000001").expect("valid");
        let names = HeadNames { log: Stamp::new(1, 2, 3), private: Stamp::NONE };
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
