//! Looking a word up: the rows of its windows, the private lines that these name, and what was written since the index was made.
//!
//! Invariant: gives no answer if the index is in doubt. The caller then reads everything, and reports what is wrong.

use super::super::Log;
use super::super::check::lines;
use super::super::error::LogError;
use super::super::hash::Digest;
use super::super::layout::{Position, SegmentName, WriterName};
use super::super::line::PrivateParts;
use super::super::needle::Needle;
use super::super::parallel_grep::EachGrepHit;
use super::super::private::judged;
use super::super::stream::Limit;
use super::{NONE, PrivateIndex, Row, Window, place};
use std::cell::Cell;

/// If there are more lines than this, reading everything is faster.
const MOST_LINES: usize = 4000;

/// If a window has this few lines, no rarer window is looked for.
const FEW_LINES: usize = 8;

/// If the index does not cover more bytes than this, reading everything is faster.
const MOST_BEYOND: u64 = 32 << 20;

/// The index compared with the log as it is now.
pub struct PrivateIndexState {
    pub(super) index: Option<PrivateIndex>,
    /// How many bytes of the log and of the private side are not covered; all of them if there is no index.
    pub(super) beyond: u64,
    /// Private segments that continue beyond the index, and from which byte on.
    pub(super) private: Vec<(WriterName, SegmentName, u64)>,
    /// The private side of a segment has grown while its log has not.
    pub(super) is_odd: bool,
    /// A look-up found the index to be wrong.
    pub(super) doubt: Cell<bool>,
}

/// Where a word may occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The private lines that contain it.
    pub sealed: Vec<Digest>,
    /// Events that may contain it, or name one of these lines.
    pub events: Vec<Position>,
    /// Segments in which an event may name one of these lines.
    pub segments: Vec<(WriterName, SegmentName)>,
    /// Whether these are all events of the covered segments that contain it. If not, the log must be searched too.
    pub is_all: bool,
}

impl PrivateIndexState {
    /// Whether an index can be used.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.index.is_some()
    }

    /// Marks the index as wrong, because something that it names does not exist. It must be rebuilt.
    pub fn distrust(&self) {
        self.doubt.set(true);
    }

    /// Whether the index must be rebuilt.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.is_odd || self.doubt.get()
    }

    /// Whether enough is not covered to extend the index. `least`: how many bytes may be uncovered at least.
    #[must_use]
    pub fn is_due(&self, least: u64) -> bool {
        // The whole file is rewritten, so wait until the new part is not too small compared with it.
        let part = self.index.as_ref().filter(|_| least > 0).map_or(0, |index| index.entries.blocks() * 64);
        self.beyond > least.max(part) || self.doubt.get()
    }

    /// Where a word with these windows may occur; `None` if the index cannot tell.
    ///
    /// # Errors
    /// `Io`.
    pub fn find(&self, store: &Log, needle: &Needle, windows: &[Window]) -> Result<Option<Places>, LogError> {
        let Some(index) = self.index.as_ref().filter(|_| self.beyond <= MOST_BEYOND) else { return Ok(None) };
        let Ok(fewest) = index.fewest(windows) else {
            self.distrust();
            return Ok(None);
        };
        let Some((rows, is_all)) = fewest else { return Ok(None) };
        let found = self.find_in((index, rows, is_all), store, needle)?;
        if found.is_none() {
            self.distrust();
        }
        Ok(found)
    }

    fn find_in(
        &self,
        (index, rows, is_all): (&PrivateIndex, Vec<Row>, bool),
        store: &Log,
        needle: &Needle,
    ) -> Result<Option<Places>, LogError> {
        let mut found = Places { is_all, ..Places::default() };
        for row in rows {
            let [segment, event, private] = place(&row);
            let Some(covered) = index.entries.covered.get(segment as usize) else { return Ok(None) };
            let (writer, segment) = (covered.mark.writer, covered.mark.segment);
            if private != NONE {
                let path = store.layout.private_segment(writer, segment);
                let Ok(line) = store.line_in(&path, private.into()) else { return Ok(None) };
                let Some(held) = held(&line, needle) else { return Ok(None) };
                let Some(sealed) = held else { continue };
                found.sealed.push(sealed);
            }
            found.events.push(Position { writer, segment, offset: event.into(), line: 0 });
        }
        for (writer, segment, from) in &self.private {
            let path = store.layout.private_segment(*writer, *segment);
            let bytes = store.read_from(&path, *from)?.unwrap_or_default();
            let before = found.sealed.len();
            for span in lines(&bytes).filter(|span| span.whole) {
                let Some(held) = held(span.bytes, needle) else { return Ok(None) };
                found.sealed.extend(held);
            }
            if found.sealed.len() > before {
                found.segments.push((*writer, *segment));
            }
        }
        found.events.sort_unstable();
        found.events.dedup();
        Ok(Some(found))
    }
}

/// The digest of a private line that matches the search term. The outer `None`: the line is malformed or damaged.
fn held(line: &[u8], needle: &Needle) -> Option<Option<Digest>> {
    let parts = PrivateParts::split(line).ok()?;
    if needle.find(parts.data()).is_none() {
        return Some(None);
    }
    let (sealed, data) = judged(line).ok()?;
    Some(data.map(|_| sealed))
}

impl PrivateIndex {
    /// The rows of the window with the fewest rows, and whether these are also all in the log. The inner `None`: there are too many rows.
    /// An error: a block is damaged.
    fn fewest(&self, windows: &[Window]) -> Result<Option<(Vec<Row>, bool)>, ()> {
        let (mut best, mut rarest): (Option<Vec<Row>>, Option<Vec<Row>>) = (None, None);
        // Numbers mostly differ in their last digits.
        for window in windows.iter().rev() {
            if rarest.as_ref().is_some_and(|rows| rows.len() <= FEW_LINES) {
                break;
            }
            let Some((rows, common)) = self.rows(self.key.tag(window))? else { continue };
            let into = if common { &mut best } else { &mut rarest };
            if into.as_ref().is_none_or(|known| known.len() > rows.len()) {
                *into = Some(rows);
            }
        }
        Ok(rarest.map(|rows| (rows, true)).or_else(|| best.map(|rows| (rows, false))))
    }

    /// The rows of a tag, and whether its window is common. The inner `None`: there are too many rows. An error: a block is damaged.
    fn rows(&self, tag: [u8; 8]) -> Result<Option<(Vec<Row>, bool)>, ()> {
        let entries = &self.entries;
        let (mut low, mut high) = (0, entries.blocks());
        while low < high {
            let middle = u64::midpoint(low, high);
            let block = entries.block(middle).ok_or(())?;
            if block.first().is_some_and(|row| row[..8] < tag[..]) { low = middle + 1 } else { high = middle }
        }
        let (mut found, mut common) = (Vec::new(), false);
        for index in low.saturating_sub(1)..entries.blocks() {
            let block = entries.block(index).ok_or(())?;
            for row in block.iter().filter(|row| row[..8] == tag) {
                if place(row)[0] == NONE {
                    common = true;
                } else {
                    found.push(*row);
                }
            }
            if found.len() > MOST_LINES {
                return Ok(None);
            }
            if block.last().is_none_or(|row| row[..8] > tag[..]) {
                break;
            }
        }
        Ok(Some((found, common)))
    }
}

impl Log {
    /// Compares the index with the log as it is now.
    ///
    /// # Errors
    /// `Io`.
    pub fn private_index(&self, project: &str) -> Result<PrivateIndexState, LogError> {
        let index = PrivateIndex::open(self, project);
        let beyond = index.as_ref().map_or(Ok(None), |index| self.since(&index.marks()))?;
        // An index of a different log is not used.
        let Some((index, beyond)) = index.zip(beyond) else { return self.without_index() };
        let marks = index.marks();
        let mut state =
            PrivateIndexState { index: None, beyond, private: Vec::new(), is_odd: false, doubt: Cell::default() };
        let mut seen = 0;
        for (writer, segment, length) in self.private_lengths()? {
            let at = index.entries.covered.iter().find(|c| (c.mark.writer, c.mark.segment) == (writer, segment));
            let from = at.map_or(0, |covered| covered.private);
            if length < from {
                return self.without_index();
            }
            seen += usize::from(from > 0);
            if length > from {
                state.beyond += length - from;
                state.private.push((writer, segment, from));
                let grows = |mark: &super::Mark| {
                    self.open_read(&self.layout.segment(writer, segment))
                        .is_ok_and(|found| marks.contains(mark) && found.is_some_and(|(_, length)| length > mark.end))
                };
                state.is_odd |= at.is_some_and(|covered| !grows(&covered.mark));
            }
        }
        if seen != index.entries.covered.iter().filter(|covered| covered.private > 0).count() {
            return self.without_index();
        }
        Ok(PrivateIndexState { index: Some(index), ..state })
    }

    fn without_index(&self) -> Result<PrivateIndexState, LogError> {
        let private: u64 = self.private_lengths()?.iter().map(|(_, _, length)| length).sum();
        let beyond = self.since(&[])?.unwrap_or(0) + private;
        Ok(PrivateIndexState { index: None, beyond, private: Vec::new(), is_odd: false, doubt: Cell::default() })
    }

    /// All private segments and their lengths in bytes.
    fn private_lengths(&self) -> Result<Vec<(WriterName, SegmentName, u64)>, LogError> {
        let mut all = Vec::new();
        for writer in self.writers()? {
            for segment in self.segments_in(&self.layout.private_folder(writer))? {
                let path = self.layout.private_segment(writer, segment);
                let (inode, known, _) = self.stamp(&path).parts();
                let length = if inode > 0 { known } else { self.open_read(&path)?.map_or(0, |(_, length)| length) };
                all.push((writer, segment, length));
            }
        }
        Ok(all)
    }

    /// Calls `each` for the matching events that the index does not cover, and for those of the given segments; see [`Self::scan_apart`].
    /// `None` if a line is damaged.
    ///
    /// # Errors
    /// A segment cannot be read.
    pub fn scan_beyond<T>(
        &self,
        (state, segments): (&PrivateIndexState, &[(WriterName, SegmentName)]),
        sought: &[&Needle],
        each: &EachGrepHit<'_, T>,
    ) -> Result<Option<Vec<T>>, LogError> {
        let marks = state.index.as_ref().map(PrivateIndex::marks).unwrap_or_default();
        let (mut made, mut buffer) = (Vec::new(), Vec::new());
        for writer in self.writers()? {
            let mark = marks.iter().find(|mark| mark.writer == writer);
            let mut parts = vec![(self.limits(writer, mark)?, mark)];
            if segments.iter().any(|(of, _)| *of == writer) {
                let is_named = |(segment, _): &Limit| segments.contains(&(writer, *segment));
                parts.extend(self.limits(writer, None)?.into_iter().filter(is_named).map(|limit| (vec![limit], None)));
            }
            for (limits, mark) in parts {
                let seen = self.one_apart((writer, limits, mark), &mut buffer, (sought, each))?;
                if !seen.wrong.is_empty() {
                    return Ok(None);
                }
                made.extend(seen.made);
            }
        }
        Ok(Some(made))
    }
}
