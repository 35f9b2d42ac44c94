//! What a check of the bytes can find: where, in which of the worlds, and what.

use super::hash::Digest;
use super::layout::{Position, SegmentName, WriterName};
use super::line::Malformed;
use std::io;
use std::path::PathBuf;

/// How to take a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum World {
    /// Harmless: the trace of a crash or of a writer at work, which the next write clears away.
    Notice,
    /// Nothing is damaged, but somebody must do something: another writer must erase a text, two writers clash.
    Waits,
    /// It was not looked at: the system does not let this account, or the medium does not give it.
    Unread,
    /// The files are good, but older than what was acknowledged: a restored copy, a `git reset`.
    GoneBack,
    /// A byte is wrong.
    Damage,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How to take it.
    pub world: World,
    /// The file or folder.
    pub file: PathBuf,
    /// The line, counted from 1; 0 where it concerns the file as a whole.
    pub line: u32,
    /// What.
    pub kind: FindingKind,
}

impl Finding {
    pub(crate) fn damage(file: PathBuf, line: u32, kind: FindingKind) -> Self {
        Self { world: World::Damage, file, line, kind }
    }

    /// Puts a finding behind others. Lines that follow each other, and are none in the same way, are told once.
    pub(crate) fn put(self, all: &mut Vec<Self>) {
        let joined = all.last_mut().filter(|last| (last.world, &last.file) == (self.world, &self.file));
        if !joined.is_some_and(|last| last.kind.takes(last.line, &self.kind, self.line)) {
            all.push(self);
        }
    }
}

impl FindingKind {
    /// A short text of what a reading of the log finds wrong with a line; `None` of all else.
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

    /// What a note says; `None` if it is none.
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

    /// Whether this, found on `line`, tells of what was found on `next` too; it then does.
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

    /// Whether the line is no event: nobody can tell of which case it was.
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

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The line is not UTF-8.
    NotUtf8,
    /// The line is not built as a line is.
    Malformed(Malformed),
    /// The line's hash is not that of the line before and its own bytes.
    Hash {
        /// What the line says.
        stated: Digest,
        /// What it is.
        computed: Digest,
    },
    /// The line after it does not follow from it: one of the two was changed.
    Next,
    /// Lines one after the other that are none, all in the same way.
    NoLines {
        /// How many, from the one that is named on.
        lines: u32,
        /// In which way.
        how: Malformed,
    },
    /// A header does not say what its folder and file name say, or names another project.
    Header {
        /// The key.
        key: &'static str,
    },
    /// A header names a form of the log that this version does not know.
    Form {
        /// Which.
        form: u32,
    },
    /// `n` does not grow.
    Order {
        /// This line's.
        n: u64,
        /// The line's before.
        after: u64,
    },
    /// A commit's count of lines to come is not one less than on the line before.
    More {
        /// What should stand there; `None`: any.
        expected: Option<u32>,
        /// What stands there; `None`: no `more`.
        found: Option<u32>,
    },
    /// `text` is neither what `said` is the digest of, nor erased.
    Said,
    /// `text` without `said`, or `said` without `text`.
    TextOrSaidMissing,
    /// The last line or commit has no end.
    Unfinished {
        /// Bytes after the last whole commit.
        bytes: u64,
    },
    /// No segment has this number, but a later one exists.
    SegmentMissing {
        /// The number.
        number: u32,
    },
    /// Two segments have one number.
    SegmentTwice {
        /// The number.
        number: u32,
    },
    /// A segment's month lies before that of the segment before.
    MonthGoesBack {
        /// The segment before.
        after: SegmentName,
    },
    /// Fewer bytes than were acknowledged.
    Short {
        /// Bytes that were acknowledged.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// Events up to this number were acknowledged, and the line that ended them is not in the log.
    Forgotten {
        /// The number.
        n: u64,
        /// That line's hash.
        hash: Digest,
    },
    /// The line where this clone's acknowledged log ended is another one now.
    OtherAtHead {
        /// The hash that was acknowledged.
        expected: Digest,
    },
    /// A private line is neither what its digest says, nor erased.
    PrivateDiffers,
    /// No event of the log segment of the same name names this private line.
    PrivateOrphan,
    /// Two private lines have one digest.
    PrivateTwice,
    /// An attached file is not there.
    AttachmentMissing,
    /// An attached file has other bytes than when it was attached.
    AttachmentDiffers,
    /// Several writers took one desk code: numbers of cases may be given out twice.
    DeskTwice {
        /// Who.
        writers: Vec<WriterName>,
        /// How many numbers were.
        numbers: usize,
        /// The names of the cases of the first of them.
        first: Vec<String>,
    },
    /// A file or folder that does not belong there.
    Stray,
    /// The line holds, and what it says is no event.
    Body,
    /// An event that this version does not understand.
    NotUnderstood,
    /// A policy is not what the name of its file says.
    SnapshotDiffers,
    /// A policy that has decided something is not there.
    SnapshotMissing,
    /// Somebody else may look into it, or it is another account's.
    Open {
        /// Its permission bits.
        mode: u32,
    },
    /// An `erased` event names this data, and it is still there.
    NotErased,
    /// It could not be read, and so was not looked at.
    NotRead {
        /// What the system said.
        why: io::ErrorKind,
    },
}

/// Something that has been erased; an `erased` event should name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Where the event's line lies in the log.
    pub position: Position,
    /// The event's number.
    pub n: u64,
    /// Whether it is its private line (else its text).
    pub private: bool,
}
