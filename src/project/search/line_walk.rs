//! Walks through a line of the log, and tracks where a text is found.
//!
//! Invariant: what was passed is well-formed JSON in the form that we write; anything else ends the walk with `None`.

use crate::json::scan::{JsonScan, Quoted};
use crate::log::Needle;
use std::ops::Range;

/// Whether a text is found in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    No,
    /// It has escapes; only unescaping can tell.
    Perhaps,
    Yes,
}

/// A walk through a line.
pub(super) struct LineWalk<'l, 'f> {
    bytes: &'l [u8],
    scan: JsonScan<'l>,
    needle: &'f Needle,
    /// Where the text is found next, at or after the last position looked at; past the end if nowhere.
    next: Range<usize>,
    /// True if something was passed that may contain the text in another form.
    pub(super) unsure: bool,
}

/// A position past the end of every line.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// Maximum depth of nested values.
const DEEP: u8 = 8;

impl<'l, 'f> LineWalk<'l, 'f> {
    pub(super) fn new(line: &'l str, needle: &'f Needle, first: Option<usize>) -> Self {
        let mut walk = Self { bytes: line.as_bytes(), scan: JsonScan::new(line), needle, next: NOWHERE, unsure: false };
        walk.seek(first.unwrap_or(usize::MAX));
        walk
    }

    pub(super) fn is_at(&self, wanted: &[u8]) -> bool {
        self.scan.rest().starts_with(wanted)
    }

    pub(super) fn take(&mut self, wanted: &[u8]) -> bool {
        self.scan.take(wanted)
    }

    pub(super) fn expect(&mut self, wanted: &[u8]) -> Option<()> {
        self.scan.expect(wanted)
    }

    pub(super) fn ends(&self) -> Option<()> {
        self.scan.ends()
    }

    /// A whole number >= 0 of at most so many digits.
    pub(super) fn whole_number(&mut self, digits: usize) -> Option<()> {
        self.scan.whole_number(digits).map(drop)
    }

    /// A string without escapes; returns its content.
    pub(super) fn plain(&mut self) -> Option<&'l str> {
        let string = self.scan.string()?;
        self.whole(&string)
    }

    /// A key with its colon.
    pub(super) fn key(&mut self) -> Option<&'l str> {
        let key = self.plain()?;
        self.expect(b":")?;
        Some(key)
    }

    /// A string.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Quoted> {
        self.scan.string()
    }

    /// The content of a string, if it has no escapes.
    pub(super) fn whole(&mut self, string: &Quoted) -> Option<&'l str> {
        self.unsure |= !string.is_plain();
        string.is_plain().then(|| self.scan.inside(string))
    }

    /// Whether the text is found in a string. After an escape the match may be accidental, and with any escape the text may be there in
    /// other bytes.
    pub(super) fn holds(&mut self, string: &Quoted) -> Held {
        if self.next.start < string.start {
            self.seek(string.start);
        }
        // The match extends beyond the string; a shorter match inside it is possible. Only parsing can tell.
        self.unsure |= self.next.start < string.end && self.next.end > string.end;
        // A pattern match across an escape may misread it.
        let last = if self.needle.is_exact() { string.end } else { string.plain };
        if self.next.start <= string.plain && self.next.end <= last {
            return Held::Yes;
        }
        if !string.is_plain() {
            self.unsure = true;
            return Held::Perhaps;
        }
        Held::No
    }

    /// Finds the text at or after a place.
    fn seek(&mut self, from: usize) {
        let found = self.bytes.get(from..).and_then(|rest| self.needle.find(rest));
        self.next = found.map_or(NOWHERE, |found| from + found.start..from + found.end);
    }

    /// Any value: whether a string in it (keys excluded) contains the text.
    pub(super) fn value(&mut self, depth: u8) -> Option<Held> {
        match self.scan.rest().first()? {
            b'"' => {
                let string = self.string()?;
                Some(self.holds(&string))
            }
            open @ (b'{' | b'[') if depth < DEEP => self.values(*open, depth),
            b't' => self.expect(b"true").map(|()| Held::No),
            b'f' => self.expect(b"false").map(|()| Held::No),
            b'n' => self.expect(b"null").map(|()| Held::No),
            b'-' | b'0'..=b'9' => self.number().map(|()| Held::No),
            _ => None,
        }
    }

    /// The values of an object or an array.
    fn values(&mut self, open: u8, depth: u8) -> Option<Held> {
        let close: &[u8] = if open == b'{' { b"}" } else { b"]" };
        self.scan.skip(1);
        let mut held = Held::No;
        if self.take(close) {
            return Some(held);
        }
        loop {
            if open == b'{' {
                self.key()?;
            }
            held = held.max(self.value(depth + 1)?);
            if self.take(close) {
                return Some(held);
            }
            self.expect(b",")?;
        }
    }

    fn number(&mut self) -> Option<()> {
        self.take(b"-");
        self.whole_number(18)?;
        if self.take(b".") {
            self.scan.digits(18)?;
        }
        Some(())
    }
}
