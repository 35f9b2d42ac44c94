//! The meta section: the project, how far the log is covered, and the rows of each desk.

use crate::domain::value::id::{CaseId, DeskCode, Origin};
use crate::index::pack::{Pack, Packer, Unpacker};
use crate::index::strings::Interner;

/// How far a writer's log is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// The writer's folder, `HQ-3fa9c2d1`.
    pub writer: String,
    /// The last covered segment, `2026-11.0001`.
    pub segment: String,
    /// The end of what is covered in it, in bytes; a line ends there.
    pub end: u64,
    /// The number of lines up to there.
    pub lines: u32,
    /// The last line's event number.
    pub n: u64,
    /// The last line's hash, as hex digits.
    pub hash: String,
    /// The stamps of the writer's folder and of the segment: inode, size in bytes, change time in nanoseconds; zeros if unknown.
    pub stamps: [(u64, u64, u64); 2],
}

/// Damage in the log that the index was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DamageNote {
    /// The segment, `HQ-3fa9c2d1/2026-11.0001`.
    pub segment: String,
    /// The line, from 1; 0 if it concerns the segment as a whole.
    pub line: u32,
    /// What is wrong, in the text form of the finding.
    pub note: String,
    /// The case that the line names, if readable.
    pub case: Option<CaseId>,
}

/// The consecutive rows of the cases of one desk and year (and of one writer, if several writers used the same numbers), ordered by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberRun {
    /// The first case that the run could hold.
    pub(super) first: CaseId,
    /// The first row.
    pub(super) start: usize,
    /// The number of rows.
    pub(super) len: usize,
}

/// What is read when an index is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    /// The project's id.
    pub(super) project: String,
    /// How many erasures there were before it was made.
    pub(super) erasures: u64,
    /// A fingerprint of the numbers that several writers had used by then.
    pub(super) clashes: u64,
    /// The [`crate::index::Index::id`] of the index below this one; 0 for none.
    pub(super) base: u64,
    /// How many events of the log it covers.
    pub(super) events: u64,
    /// Whether any case may be linked as a duplicate.
    pub(super) linked: bool,
    pub(super) covered: Vec<Covered>,
    pub(super) wrong: Vec<DamageNote>,
    pub(super) runs: Vec<NumberRun>,
}

impl Pack for Covered {
    fn pack(&self, to: &mut Packer<'_>) {
        let Self { writer, segment, end, lines, n, hash, stamps } = self;
        to.text(writer);
        to.text(segment);
        (*end, (*lines, *n)).pack(to);
        to.text(hash);
        for (inode, size, changed) in stamps {
            (*inode, (*size, *changed)).pack(to);
        }
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (writer, segment) = (from.text()?.into(), from.text()?.into());
        let (end, (lines, n)) = Pack::unpack(from)?;
        let hash = from.text()?.into();
        let mut stamps = [(0, 0, 0); 2];
        for stamp in &mut stamps {
            let (inode, (size, changed)) = Pack::unpack(from)?;
            *stamp = (inode, size, changed);
        }
        Some(Self { writer, segment, end, lines, n, hash, stamps })
    }
}

impl Pack for DamageNote {
    fn pack(&self, to: &mut Packer<'_>) {
        to.text(&self.segment);
        self.line.pack(to);
        to.text(&self.note);
        to.text(&self.case.map_or_else(String::new, |case| case.to_string()));
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (segment, line) = (from.text()?.into(), u32::unpack(from)?);
        let note = from.text()?.into();
        let case = match from.text()? {
            "" => None,
            case => Some(case.parse().ok()?),
        };
        Some(Self { segment, line, note, case })
    }
}

impl Pack for NumberRun {
    fn pack(&self, to: &mut Packer<'_>) {
        to.text(self.first.desk.as_str());
        (self.first.year, (self.first.origin.bits(), (self.start, self.len))).pack(to);
    }
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let desk = match from.text()? {
            "" => DeskCode::default(),
            code => code.parse().ok()?,
        };
        let (year, (origin, (start, len))) = Pack::unpack(from)?;
        let first = CaseId { origin: Origin::of_bits(origin)?, ..CaseId::first(desk, year) };
        Some(Self { first, start, len })
    }
}

impl Meta {
    /// The section's bytes. It uses no string table, since that is read after it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut strings = Interner::default();
        let mut to = Packer::new(Vec::new(), &mut strings);
        to.text(&self.project);
        (self.erasures, (self.clashes, (self.base, (self.events, self.linked)))).pack(&mut to);
        self.covered.pack(&mut to);
        self.wrong.pack(&mut to);
        self.runs.pack(&mut to);
        to.out
    }

    /// Parses the section.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let strings = Interner::default();
        let mut from = Unpacker::new(bytes, &strings, "");
        let project = from.text()?.into();
        let (erasures, (clashes, (base, (events, linked)))) = Pack::unpack(&mut from)?;
        let (covered, wrong, runs) = (Pack::unpack(&mut from)?, Pack::unpack(&mut from)?, Pack::unpack(&mut from)?);
        from.is_done().then_some(Self { project, erasures, clashes, base, events, linked, covered, wrong, runs })
    }

    /// The run that a case belongs to.
    pub(super) fn run(&self, id: CaseId) -> Option<&NumberRun> {
        let at = self.runs.binary_search_by_key(&CaseId { number: 1, ..id }, |run| run.first).ok()?;
        self.runs.get(at)
    }

    /// The run that contains a row.
    pub(super) fn run_of(&self, row: usize) -> Option<&NumberRun> {
        let after = self.runs.partition_point(|run| run.start <= row);
        self.runs.get(after.checked_sub(1)?).filter(|run| row < run.start + run.len)
    }
}
