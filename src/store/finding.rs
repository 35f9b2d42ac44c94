//! What a check of the bytes can find: where, in which of the worlds, and what.

use super::hash::Digest;
use super::layout::{SegmentName, WriterName};
use super::line::Malformed;
use std::path::PathBuf;

/// How to take a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum World {
    /// Harmless: the trace of a crash or of a writer at work, which the next write clears away.
    Notice,
    /// Nothing is damaged, but somebody must do something: another writer must erase a text, two writers clash.
    Waits,
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
    pub kind: Kind,
}

impl Finding {
    pub(crate) fn damage(file: PathBuf, line: u32, kind: Kind) -> Self {
        Self { world: World::Damage, file, line, kind }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
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
}
