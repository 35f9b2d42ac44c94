//! Walks through the bytes of a line of JSON without spaces, and tracks where a text is found.
//!
//! Invariant: what was passed is well-formed JSON in the form that we write; anything else ends the walk with `None`.

use crate::json::plain;
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

/// A string between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted {
    start: usize,
    end: usize,
    /// Where its first escape begins; equals `end` if it has none.
    plain: usize,
}

/// A walk through a line.
pub(super) struct LineWalk<'l, 'f> {
    line: &'l str,
    bytes: &'l [u8],
    at: usize,
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
        let mut walk = Self { line, bytes: line.as_bytes(), at: 0, needle, next: NOWHERE, unsure: false };
        walk.seek(first.unwrap_or(usize::MAX));
        walk
    }

    pub(super) fn is_at(&self, wanted: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(wanted))
    }

    pub(super) fn take(&mut self, wanted: &[u8]) -> bool {
        let is = self.is_at(wanted);
        self.at += if is { wanted.len() } else { 0 };
        is
    }

    pub(super) fn expect(&mut self, wanted: &[u8]) -> Option<()> {
        self.take(wanted).then_some(())
    }

    pub(super) fn ends(&self) -> Option<()> {
        (self.at == self.bytes.len()).then_some(())
    }

    /// A whole number >= 0 of at most so many digits.
    pub(super) fn whole_number(&mut self, digits: usize) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        let found = rest.iter().take(digits + 1).take_while(|b| b.is_ascii_digit()).count();
        self.at += found;
        (found > 0 && found <= digits && (found == 1 || rest[0] != b'0')).then_some(())
    }

    /// Exactly `length` bytes in quotes.
    pub(super) fn quoted(&mut self, length: usize) -> Option<&'l [u8]> {
        let (start, end) = (self.at + 1, self.at + 1 + length);
        let inside = self.bytes.get(start..end)?;
        let in_quotes = self.bytes[self.at] == b'"' && self.bytes.get(end) == Some(&b'"');
        self.at = end + 1;
        in_quotes.then_some(inside)
    }

    /// A string without escapes; returns its content.
    pub(super) fn plain(&mut self) -> Option<&'l str> {
        let string = self.string()?;
        self.whole(&string)
    }

    /// A key, from after its opening quote up to the colon.
    pub(super) fn key(&mut self) -> Option<&'l str> {
        self.at = self.at.checked_sub(1)?;
        let key = self.plain()?;
        self.expect(b":")?;
        Some(key)
    }

    /// A string.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Quoted> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let start = self.at + 1;
        let (mut at, mut escaped) = (start, None);
        loop {
            let found = at + plain(self.bytes.get(at..)?);
            match self.bytes.get(found)? {
                b'"' => {
                    self.at = found + 1;
                    return Some(Quoted { start, end: found, plain: escaped.unwrap_or(found) });
                }
                b'\\' if b"\"\\/bfnrt".contains(self.bytes.get(found + 1)?) => {}
                _ => return None,
            }
            escaped = escaped.or(Some(found));
            at = found + 2;
        }
    }

    /// The content of a string, if it has no escapes.
    pub(super) fn whole(&mut self, string: &Quoted) -> Option<&'l str> {
        self.unsure |= string.plain < string.end;
        (string.plain == string.end).then(|| &self.line[string.start..string.end])
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
        if string.plain < string.end {
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
        match self.bytes.get(self.at)? {
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
        self.at += 1;
        let mut held = Held::No;
        if self.take(close) {
            return Some(held);
        }
        loop {
            if open == b'{' {
                self.expect(b"\"")?;
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
            let rest = self.bytes.get(self.at..)?;
            let digits = rest.iter().take(19).take_while(|b| b.is_ascii_digit()).count();
            self.at += digits;
            (1..=18).contains(&digits).then_some(())?;
        }
        Some(())
    }
}
