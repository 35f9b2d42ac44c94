//! The keyed index of phone numbers and addresses, `private/index/`. It holds where in the log and on the private side each of them
//! occurs, so that a search for one need not read everything. It is derived from the log, and rebuilt whenever it is in doubt.
//!
//! | bytes of `entries` | content |
//! |---|---|
//! | 56 | `redress index 1\n`; HMAC of the project's id (8); length and sum of the next part (8, 8); number of rows (8); sum of these (8) |
//! | … | the covered segments, one line each |
//! | 4096 each | blocks of 204 rows in ascending order, the last padded with ff; each ends with a sum seeded with the block's number (8) |
//!
//! A row: the first 8 bytes of HMAC-SHA256(key, window); the number of the segment, the event's offset in the log, and the offset of its
//! private line (4 bytes each; the last is ff if the window is in the log itself). `key` holds 32 random bytes. Sums are XXH3, numbers
//! big-endian.
//!
//! Invariant: a look-up in the index gives what a scan gives. Erased data has no row.

mod look;
mod make;
mod prune;
mod windows;

pub use look::{Places, PrivateIndexState};
#[cfg(test)]
pub(crate) use windows::of_text;
pub use windows::{MOST_SEPARATORS, SEPARATORS, Window, of_word};

use super::Log;
use super::disk::{DiskFile, read_range};
use super::file_stamp::Stamp;
use super::hash::Digest;
use super::layout::Mark;
use super::layout::{SegmentName, WriterName};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::path::PathBuf;
use twox_hash::XxHash3_64;

const MAGIC: &[u8; 16] = b"redress index 1\n";
const HEADER: usize = 56;
const BLOCK: usize = 4096;
const ROW: usize = 20;
const ROWS: usize = (BLOCK - 8) / ROW;

/// The bytes of a row as in the file. Rows are compared as bytes.
type Row = [u8; ROW];

/// In place of a segment: the window is common. In place of a private line: the window is in the log itself.
const NONE: u32 = u32::MAX;

/// The HMAC key.
#[derive(Clone)]
struct Key(Hmac<Sha256>);

impl Key {
    /// `None` if these bytes are not a valid key.
    fn new(bytes: &[u8]) -> Option<Self> {
        let is_key = bytes.len() == 32 && bytes.iter().any(|b| *b != 0);
        Hmac::new_from_slice(bytes).ok().filter(|_| is_key).map(Self)
    }

    /// The tag of some bytes: the first 8 bytes of their HMAC.
    fn tag(&self, bytes: &[u8]) -> [u8; 8] {
        let whole = self.0.clone().chain_update(bytes).finalize().into_bytes();
        let mut tag = [0; 8];
        tag.copy_from_slice(&whole[..8]);
        tag
    }
}

fn row(tag: [u8; 8], segment: u32, event: u32, private: u32) -> Row {
    let mut row = [0; ROW];
    row[..8].copy_from_slice(&tag);
    for (place, number) in row[8..].chunks_exact_mut(4).zip([segment, event, private]) {
        place.copy_from_slice(&number.to_be_bytes());
    }
    row
}

/// Segment, event and private line of a row.
fn place(row: &Row) -> [u32; 3] {
    let number = |at: usize| row[at..at + 4].iter().fold(0, |n, b| n << 8 | u32::from(*b));
    [number(8), number(12), number(16)]
}

/// A covered segment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Covered {
    /// How far its log is covered.
    mark: Mark,
    /// How far its private side is covered, in bytes.
    private: u64,
}

impl Covered {
    fn line(&self) -> String {
        let Mark { writer, segment, end, lines, n, hash, .. } = &self.mark;
        let [names, file] = [self.mark.names, self.mark.file].map(|stamp| stamp.parts());
        let stamp = |(inode, size, changed)| format!("{inode} {size} {changed}");
        format!("{writer} {segment} {end} {lines} {n} {hash} {} {} {}\n", self.private, stamp(names), stamp(file))
    }

    fn parse(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.split(' ').collect();
        let &[writer, segment, end, lines, n, hash, private, ref stamps @ ..] = &parts[..] else { return None };
        let stamps: Vec<u64> = stamps.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let &[inode, size, changed, file_inode, file_size, file_changed] = &stamps[..] else { return None };
        let mark = Mark {
            writer: WriterName::parse(writer)?,
            segment: SegmentName::parse(segment)?,
            end: end.parse().ok()?,
            lines: lines.parse().ok()?,
            n: n.parse().ok()?,
            hash: Digest::parse(hash.as_bytes())?,
            names: Stamp::new(inode, size, changed),
            file: Stamp::new(file_inode, file_size, file_changed),
        };
        Some(Self { mark, private: private.parse().ok()? })
    }
}

/// The file `entries`: its rows and the segments that they cover. The key is not checked yet.
struct Entries {
    file: Box<dyn DiskFile>,
    check: [u8; 8],
    covered: Vec<Covered>,
    rows: u64,
    blocks_at: u64,
}

impl Entries {
    /// `None` if the file is missing or damaged.
    fn open(store: &Log) -> Option<Self> {
        let (file, len) = store.open_read(&store.entries_path()).ok().flatten()?;
        let header = read_range(file.as_ref(), 0, HEADER as u64).ok()?;
        let number = |at: usize| header.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
        let covers = number(24)?;
        if !header.starts_with(MAGIC) || XxHash3_64::oneshot(&header[..HEADER - 8]) != number(48)? || covers > len {
            return None;
        }
        let (rows, blocks_at) = (number(40)?, HEADER as u64 + covers);
        let text = read_range(file.as_ref(), HEADER as u64, blocks_at).ok()?;
        if XxHash3_64::oneshot(&text) != number(32)? || len != blocks_at + rows.div_ceil(ROWS as u64) * BLOCK as u64 {
            return None;
        }
        let covered = std::str::from_utf8(&text).ok()?.lines().map(Covered::parse).collect::<Option<_>>()?;
        Some(Self { file, check: header[16..24].try_into().ok()?, covered, rows, blocks_at })
    }

    fn blocks(&self) -> u64 {
        self.rows.div_ceil(ROWS as u64)
    }

    /// The rows of a block; `None` if its sum is wrong.
    fn block(&self, index: u64) -> Option<Vec<Row>> {
        let at = self.blocks_at + index * BLOCK as u64;
        let bytes = read_range(self.file.as_ref(), at, at + BLOCK as u64).ok()?;
        let (body, sum) = bytes.split_at_checked(BLOCK - 8)?;
        if sum != XxHash3_64::oneshot_with_seed(index, body).to_be_bytes() {
            return None;
        }
        let left = usize::try_from(self.rows - index * ROWS as u64).unwrap_or(usize::MAX);
        Some(body.chunks_exact(ROW).take(left).filter_map(|row| row.try_into().ok()).collect())
    }

    /// All rows; `None` if a sum is wrong.
    fn all(&self) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        for index in 0..self.blocks() {
            rows.extend(self.block(index)?);
        }
        Some(rows)
    }
}

/// The bytes of a file with these rows, which must be sorted.
fn written(check: [u8; 8], covered: &[Covered], rows: &[Row]) -> Vec<u8> {
    let covers: String = covered.iter().map(Covered::line).collect();
    let mut bytes = Vec::with_capacity(HEADER + covers.len() + rows.len().div_ceil(ROWS) * BLOCK);
    bytes.extend(MAGIC);
    bytes.extend(check);
    for number in [covers.len() as u64, XxHash3_64::oneshot(covers.as_bytes()), rows.len() as u64] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.extend(XxHash3_64::oneshot(&bytes).to_be_bytes());
    bytes.extend(covers.as_bytes());
    for (index, chunk) in (0u64..).zip(rows.chunks(ROWS)) {
        let start = bytes.len();
        chunk.iter().for_each(|row| bytes.extend(row));
        bytes.resize(start + BLOCK - 8, 0xff);
        bytes.extend(XxHash3_64::oneshot_with_seed(index, &bytes[start..]).to_be_bytes());
    }
    bytes
}

/// The index and its key, checked to belong to this project.
struct PrivateIndex {
    entries: Entries,
    key: Key,
}

impl PrivateIndex {
    /// `None` if there is no intact index with this folder's key for this project.
    fn open(store: &Log, project: &str) -> Option<Self> {
        let entries = Entries::open(store)?;
        let key = Key::new(&store.read_from(&store.key_path(), 0).ok().flatten()?)?;
        (key.tag(&mark_of(project)) == entries.check).then_some(Self { entries, key })
    }

    /// The mark of each writer's last covered segment.
    fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        // A segment without an event has no mark.
        for mark in self.entries.covered.iter().map(|covered| &covered.mark).filter(|mark| mark.end > 0) {
            match marks.iter_mut().find(|known| known.writer == mark.writer) {
                Some(known) if known.segment.number() < mark.segment.number() => *known = mark.clone(),
                Some(_) => {}
                None => marks.push(mark.clone()),
            }
        }
        marks
    }
}

/// The input of the tag that identifies the project. It is longer than any window, so it never equals one.
fn mark_of(project: &str) -> Vec<u8> {
    format!("project {project}").into_bytes()
}

impl Log {
    fn index_folder(&self) -> PathBuf {
        self.layout.private.join("index")
    }

    fn entries_path(&self) -> PathBuf {
        self.index_folder().join("entries")
    }

    fn key_path(&self) -> PathBuf {
        self.index_folder().join("key")
    }
}

#[cfg(test)]
mod tests;
