//! Findings: what a check of the bytes found, where, and how serious it is.

use super::hash::Digest;
use super::layout::{Position, SegmentName, WriterName};
use super::line::Malformed;
use std::io;
use std::path::PathBuf;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum World {
    /// Harmless: a trace of a crash or of a running writer. The next write removes it.
    Notice,
    /// Nothing is damaged, but somebody must act: another writer must erase a text, or two writers clash.
    Waits,
    /// It was not checked: this account lacks the permission, or reading failed.
    Unread,
    /// The files are intact but older than what was acknowledged: a restored copy, a `git reset`.
    GoneBack,
    /// A byte is wrong.
    Damage,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How serious it is.
    pub world: World,
    /// The file or folder.
    pub file: PathBuf,
    /// The line, from 1; 0 if it concerns the file as a whole.
    pub line: u32,
    /// What was found.
    pub kind: FindingKind,
}

impl Finding {
    pub(crate) fn damage(file: PathBuf, line: u32, kind: FindingKind) -> Self {
        Self { world: World::Damage, file, line, kind }
    }

    /// Adds a finding to others. Consecutive lines that are malformed in the same way become one finding.
    pub(crate) fn put(self, all: &mut Vec<Self>) {
        let joined = all.last_mut().filter(|last| (last.world, &last.file) == (self.world, &self.file));
        if !joined.is_some_and(|last| last.kind.takes(last.line, &self.kind, self.line)) {
            all.push(self);
        }
    }
}

impl FindingKind {
    /// A short text form of a finding about a line, for the index; `None` for kinds that a read of the log does not give.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        Some(match self {
            Self::NotUtf8 => "not-utf8".into(),
            Self::Malformed(how) => format!("malformed {}", how.code()),
            Self::NoLines { lines, how } => format!("no-lines {lines} {}", how.code()),
            Self::Hash { stated, computed } => format!("hash {stated} {computed}"),
            Self::Header { key } => format!("header {key}"),
            Self::Order { n, after } => format!("order {n} {after}"),
            Self::Said => "said".into(),
            Self::TextOrSaidMissing => "text-or-said".into(),
            Self::Unfinished { bytes } => format!("unfinished {bytes}"),
            _ => return None,
        })
    }

    /// Parses a note; `None` if it is invalid.
    #[must_use]
    pub fn of_note(note: &str) -> Option<Self> {
        let mut parts = note.split(' ');
        let kind = parts.next()?;
        let mut next = || parts.next();
        Some(match kind {
            "not-utf8" => Self::NotUtf8,
            "malformed" => Self::Malformed(Malformed::of_code(next()?)?),
            "no-lines" => Self::NoLines { lines: next()?.parse().ok()?, how: Malformed::of_code(next()?)? },
            "hash" => {
                Self::Hash { stated: Digest::parse(next()?.as_bytes())?, computed: Digest::parse(next()?.as_bytes())? }
            }
            "header" => {
                let key = next()?;
                Self::Header { key: ["project", "desk", "writer", "segment"].into_iter().find(|known| *known == key)? }
            }
            "order" => Self::Order { n: next()?.parse().ok()?, after: next()?.parse().ok()? },
            "said" => Self::Said,
            "text-or-said" => Self::TextOrSaidMissing,
            "unfinished" => Self::Unfinished { bytes: next()?.parse().ok()? },
            _ => return None,
        })
    }

    /// Merges `other`, found on line `next`, into this finding on `line`, if the two are the same fault on consecutive lines. Returns
    /// whether it did.
    pub(crate) fn takes(&mut self, line: u32, other: &Self, next: u32) -> bool {
        let (lines, how) = match *self {
            Self::NoLines { lines, how } => (lines, how),
            Self::Malformed(how) => (1, how),
            _ => return false,
        };
        let more = match *other {
            Self::NoLines { lines, how: other } if other == how => lines,
            Self::Malformed(other) if other == how => 1,
            _ => return false,
        };
        let follows = line > 0 && next == line.saturating_add(lines);
        if follows {
            *self = Self::NoLines { lines: lines.saturating_add(more), how };
        }
        follows
    }

    /// Whether the line gives no event, so that its case is unknown.
    #[must_use]
    pub fn hides_the_event(&self) -> bool {
        matches!(
            self,
            Self::NotUtf8
                | Self::Malformed(_)
                | Self::NoLines { .. }
                | Self::Order { .. }
                | Self::Unfinished { .. }
                | Self::Body
        )
    }
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The line is not UTF-8.
    NotUtf8,
    /// The line is malformed.
    Malformed(Malformed),
    /// The line's hash does not follow from the line before and its own bytes.
    Hash {
        /// The hash in the line.
        stated: Digest,
        /// The hash that is right.
        computed: Digest,
    },
    /// The next line does not follow from this one: one of the two was changed.
    Next,
    /// Consecutive lines that are malformed in the same way.
    NoLines {
        /// How many lines, from the reported one on.
        lines: u32,
        /// Why they are malformed.
        how: Malformed,
    },
    /// A header disagrees with its folder or file name, or names another project.
    Header {
        /// The key that disagrees.
        key: &'static str,
    },
    /// A header names a form (format version) of the log that this version does not know.
    Form {
        /// The form.
        form: u32,
    },
    /// The event number is not greater than the one before.
    Order {
        /// The number in this line.
        n: u64,
        /// The number in the line before.
        after: u64,
    },
    /// A commit's count of following lines is not one less than on the line before.
    More {
        /// The expected count; `None`: any.
        expected: Option<u32>,
        /// The count found; `None`: no `more`.
        found: Option<u32>,
    },
    /// `text` neither matches the digest in `said` nor is erased.
    Said,
    /// `text` without `said`, or `said` without `text`.
    TextOrSaidMissing,
    /// The last line or commit is unfinished.
    Unfinished {
        /// How many bytes follow the last whole commit.
        bytes: u64,
    },
    /// A segment number is missing, but a later one exists.
    SegmentMissing {
        /// The number.
        number: u32,
    },
    /// Two segments have the same number.
    SegmentTwice {
        /// The number.
        number: u32,
    },
    /// A segment's month is earlier than that of the segment before.
    MonthGoesBack {
        /// The segment before.
        after: SegmentName,
    },
    /// The file is shorter than what was acknowledged.
    Short {
        /// How many bytes were acknowledged.
        expected: u64,
        /// How many bytes there are.
        found: u64,
    },
    /// Events up to this number were acknowledged, but the last line of them is not in the log.
    Forgotten {
        /// The number.
        n: u64,
        /// The hash of that last line.
        hash: Digest,
    },
    /// The line at which this clone's acknowledged log ended has another hash now.
    OtherAtHead {
        /// The hash that was acknowledged.
        expected: Digest,
    },
    /// A private line neither matches its digest nor is erased.
    PrivateDiffers,
    /// Private lines that events of this folder name are gone.
    PrivateGone {
        /// How many.
        lines: u64,
    },
    /// No event of the log segment of the same name names this private line.
    PrivateOrphan,
    /// Two private lines have the same digest.
    PrivateTwice,
    /// An attached file is missing.
    AttachmentMissing,
    /// An attached file's bytes differ from those that were attached.
    AttachmentDiffers,
    /// An issued paper is not in its place.
    PaperMissing,
    /// An issued paper's bytes differ from those that were issued.
    PaperDiffers,
    /// Several writers use the same desk code, so case numbers may be assigned twice.
    DeskTwice {
        /// The writers.
        writers: Vec<WriterName>,
        /// How many numbers were assigned twice.
        numbers: usize,
        /// The names of the cases that share the first such number.
        first: Vec<String>,
    },
    /// A file or folder that does not belong here.
    Stray,
    /// The line is valid, but its content is not an event.
    Body,
    /// An event that this version does not understand.
    NotUnderstood,
    /// A policy does not match the digest in its file name.
    SnapshotDiffers,
    /// A policy that has decided something is missing.
    SnapshotMissing,
    /// A file or folder of the private side is open to others, or belongs to another account.
    Open {
        /// Its permission bits.
        mode: u32,
    },
    /// An `erased` event names this data, but it is not erased.
    NotErased,
    /// Private data was erased, and this text still names the person.
    NamesPerson,
    /// It could not be read, so it was not checked.
    NotRead {
        /// The kind of the operating system's error.
        why: io::ErrorKind,
    },
}

/// Erased data; an `erased` event should name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedItem {
    /// The position of the event's line in the log.
    pub position: Position,
    /// The event's number.
    pub n: u64,
    /// Whether the event's private line is erased (otherwise its text).
    pub private: bool,
}
