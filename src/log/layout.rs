//! Paths of a project directory, and the names of writers and segments.
//!
//! Invariant: the types here hold only names that are valid by `design.md` §2. Segments of a writer are numbered 1, 2, 3 … across all
//! months, and a later number never has an earlier month.

use super::file_stamp::Stamp;
use super::hash::Digest;
use crate::domain::value::id::DeskCode;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::path::{Path, PathBuf};

/// A segment longer than this many bytes is followed by a new one.
pub const SEGMENT_BYTES: u64 = 8 << 20;

/// The name of a writer's folder in the log: a desk code and eight random hex digits, `HQ-3fa9c2d1`.
///
/// Ordered by desk, then by digits, as the total order of the log needs it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriterName {
    desk: DeskCode,
    id: u32,
}

impl WriterName {
    /// A writer of a desk with eight lowercase hex digits; `None` if either is invalid.
    #[must_use]
    pub fn new(desk: &str, id: &str) -> Option<Self> {
        let is_id = id.len() == 8 && super::hash::is_hex(id.as_bytes());
        Some(Self { desk: desk.parse().ok()?, id: u32::from_str_radix(id, 16).ok().filter(|_| is_id)? })
    }

    /// Parses a folder's name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (desk, id) = name.split_once('-')?;
        Self::new(desk, id)
    }

    /// The desk's code.
    #[must_use]
    pub fn desk(&self) -> DeskCode {
        self.desk
    }

    /// The eight hex digits as a number.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.id
    }

    /// The eight hex digits.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{:08x}", self.id)
    }
}

impl fmt::Display for WriterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.desk(), self.id)
    }
}

impl fmt::Debug for WriterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A segment's name, `2026-11.0001`: the month in which it was begun, and its number in the writer's folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SegmentName {
    year: u16,
    month: u8,
    number: u32,
}

impl SegmentName {
    /// The segment with this number, begun in this year and month; `None` if one of them is out of range.
    #[must_use]
    pub fn new((year, month): (i32, u32), number: u32) -> Option<Self> {
        let year = u16::try_from(year).ok().filter(|y| (1..=9999).contains(y))?;
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        (number > 0).then_some(Self { year, month, number })
    }

    /// Parses a name without `.jsonl`; `None` for anything else, also for a number that is written differently (`+001`).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (month, number) = name.split_once('.')?;
        let (year, month) = month.split_once('-')?;
        let found = Self::new((year.parse().ok()?, month.parse().ok()?), number.parse().ok()?)?;
        (found.to_string() == name).then_some(found)
    }

    /// Parses a file name, `2026-11.0001.jsonl`.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        Self::parse(name.strip_suffix(".jsonl")?)
    }

    /// The segment's number; 1 for a writer's first segment.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Year and month.
    #[must_use]
    pub fn month(&self) -> (i32, u32) {
        (i32::from(self.year), u32::from(self.month))
    }

    /// The segment after this one, for a commit made in `month`. The month never goes back, even if the clock does.
    #[must_use]
    pub fn next(&self, month: (i32, u32)) -> Option<Self> {
        Self::new(month.max(self.month()), self.number.checked_add(1)?)
    }
}

impl Ord for SegmentName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number).then(self.month().cmp(&other.month()))
    }
}

impl PartialOrd for SegmentName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}.{:04}", self.year, self.month, self.number)
    }
}

impl fmt::Debug for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The position of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The writer.
    pub writer: WriterName,
    /// The writer's segment.
    pub segment: SegmentName,
    /// The offset of the line's first byte, from 0.
    pub offset: u64,
    /// The line number, from 1; a log segment's header is its line 1.
    pub line: u32,
}

/// The paths of one project.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The project directory.
    pub root: PathBuf,
    /// The folder of the private side, by default `private/` in it.
    pub private: PathBuf,
}

impl Layout {
    /// The layout of a project directory; `private` is taken relative to it.
    #[must_use]
    pub fn new(root: &Path, private: Option<&Path>) -> Self {
        Self { root: root.to_path_buf(), private: root.join(private.unwrap_or(Path::new("private"))) }
    }

    /// The folder of the policies that have decided something.
    #[must_use]
    pub fn policies(root: &Path) -> PathBuf {
        root.join("policies")
    }

    /// The folder that holds all writers' folders.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    /// A writer's folder.
    #[must_use]
    pub fn folder(&self, writer: WriterName) -> PathBuf {
        self.log().join(writer.to_string())
    }

    /// A log segment.
    #[must_use]
    pub fn segment(&self, writer: WriterName, segment: SegmentName) -> PathBuf {
        self.folder(writer).join(format!("{segment}.jsonl"))
    }

    /// A writer's folder on the private side.
    #[must_use]
    pub fn private_folder(&self, writer: WriterName) -> PathBuf {
        self.private.join(writer.to_string())
    }

    /// A private segment.
    #[must_use]
    pub fn private_segment(&self, writer: WriterName, segment: SegmentName) -> PathBuf {
        self.private_folder(writer).join(format!("{segment}.jsonl"))
    }

    /// Where private lines that no event names are set aside. Private data never leaves the private side.
    #[must_use]
    pub fn private_torn(&self) -> PathBuf {
        self.private.join("torn")
    }

    /// The folder of the copies of attached files.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.private.join("files")
    }

    /// The folder of files that belong to this machine only.
    #[must_use]
    pub fn machine(&self) -> PathBuf {
        self.root.join(".redress")
    }

    /// The file that says which writer this clone is.
    #[must_use]
    pub fn writer(&self) -> PathBuf {
        self.machine().join("writer")
    }

    /// The lock file. It is never deleted.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.machine().join("lock")
    }

    /// The file that says how far this clone's own log was acknowledged.
    #[must_use]
    pub fn head(&self) -> PathBuf {
        self.machine().join("head")
    }

    /// The folder of heads that were saved when another head replaced them.
    #[must_use]
    pub fn heads(&self) -> PathBuf {
        self.machine().join("heads")
    }

    /// Lists of copies that were begun, and that no event may name yet.
    #[must_use]
    pub fn copying(&self) -> PathBuf {
        self.machine().join("copying")
    }

    /// How far the logs of other writers were searched for erasures, one line per writer.
    #[must_use]
    pub fn looked_at(&self) -> PathBuf {
        self.machine().join("looked-at")
    }

    /// The former writers of this folder, one per line.
    #[must_use]
    pub fn former(&self) -> PathBuf {
        self.machine().join("former")
    }

    /// The folder in which torn tails of the log are set aside.
    #[must_use]
    pub fn torn(&self) -> PathBuf {
        self.machine().join("torn")
    }
}

/// How far a writer's log has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The writer.
    pub writer: WriterName,
    /// The last segment that was read.
    pub segment: SegmentName,
    /// The end of what was read, in bytes from the segment's start; a line ends there.
    pub end: u64,
    /// The number of lines of the segment up to `end`, its header included.
    pub lines: u32,
    /// The last line's event number.
    pub n: u64,
    /// The last line's hash.
    pub hash: Digest,
    /// The stamp of the writer's folder when this was its last segment.
    pub names: Stamp,
    /// The stamp of the segment when `end` was its length.
    pub file: Stamp,
}

/// The content of `.redress/writer`, one line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The project's id.
    pub project: String,
    /// `HQ-3fa9c2d1`.
    #[serde(with = "as_text")]
    pub writer: WriterName,
    /// 16 hex digits of a digest of the machine's id; empty if it has none, as in most containers.
    pub machine: String,
    /// The canonical path of the project directory's `.redress`.
    pub path: String,
    /// That folder's inode, on systems that have inodes.
    pub inode: Option<u64>,
}

impl Binding {
    /// Whether the binding was made here. Machines without an id cannot be told apart: there path and inode decide.
    pub(crate) fn is_here(&self, now: &Self) -> bool {
        !self.is_of_another_machine(now) && (&self.path, self.inode) == (&now.path, now.inode)
    }

    /// Whether the binding was certainly made on another machine.
    pub(crate) fn is_of_another_machine(&self, now: &Self) -> bool {
        self.machine != now.machine && !self.machine.is_empty() && !now.machine.is_empty()
    }
}

mod as_text {
    use super::WriterName;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(name: &WriterName, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(name)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<WriterName, D::Error> {
        let text = String::deserialize(d)?;
        WriterName::parse(&text).ok_or_else(|| D::Error::custom("not a writer's name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writer_names_are_parsed_and_ordered_by_desk_then_digits() {
        let name = WriterName::parse("HQ-3fa9c2d1").expect("valid");
        assert_eq!(
            (name.to_string().as_str(), name.desk().as_str(), name.id().as_str()),
            ("HQ-3fa9c2d1", "HQ", "3fa9c2d1")
        );
        for bad in ["H-3fa9c2d1", "hq-3fa9c2d1", "1Q-3fa9c2d1", "HQ-3FA9c2d1", "HQ-3fa9c2d", "HQ", "ABCDEFGHI-3fa9c2d1"]
        {
            assert_eq!(WriterName::parse(bad), None, "{bad}");
        }
        let w = |s| WriterName::parse(s).expect("valid");
        assert!(w("HQ-ffffffff") < w("HQ2-00000000") && w("HQ-00000001") < w("HQ-00000002"));
    }

    #[test]
    fn segments_are_ordered_by_number_and_months_never_go_back() {
        let first = SegmentName::parse("2026-11.0001").expect("valid");
        assert_eq!(first.next((2026, 12)).map(|s| s.to_string()).as_deref(), Some("2026-12.0002"));
        assert_eq!(first.next((2025, 1)).map(|s| s.to_string()).as_deref(), Some("2026-11.0002"));
        let many = SegmentName::parse("2026-11.10000").expect("valid");
        assert!(SegmentName::parse("2027-01.9999").expect("valid") < many);
        for bad in ["2026-11.1", "2026-13.0001", "2026-11.0000", "2026-11.+001", "2026-1.0001"] {
            assert_eq!(SegmentName::parse(bad), None, "{bad}");
        }
    }
}
