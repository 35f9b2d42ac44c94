//! A fast parser for lines in the form that this program writes: members in a fixed order, no white space, strings
//! borrowed from the line.
//!
//! Invariant: what this parses, `serde_json` parses to the same event; for any other form it gives `None`, and
//! `serde_json` reads the line. So it has no errors, and accepts no escapes in codes, no unexpected members and never
//! the key `must`.

use super::{Event, Reading};
use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::{self, Moment};
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::texts::Texts;
use crate::domain::value::within::Within;
use crate::json::scan::JsonScan;
use chrono::NaiveDate;
use std::borrow::Cow;

/// The bytes of a line that are not read yet.
pub(super) struct Quick<'a>(JsonScan<'a>);

/// A value that can be read at the current position.
pub(super) trait Member: Sized {
    /// Reads the value; `None` if it is not in the form that this program writes.
    fn read(from: &mut Quick<'_>) -> Option<Self>;
}

/// Reads a member if its key comes next; `$sep` is the byte before the key.
macro_rules! member {
    ($from:ident, $sep:ident, $key:expr => $to:expr) => {
        if crate::domain::event::quick::found!($from, $sep, $key) {
            $to = crate::domain::event::quick::Member::read($from)?;
        }
    };
}

/// Whether a member with this key comes next; if so, skips the key with its quotes and colon.
macro_rules! found {
    ($from:ident, $sep:ident, $key:expr) => {{
        const KEY: &[u8] = concat!("\"", $key, "\":").as_bytes();
        // An array, because a comparison of known length compiles to a few instructions.
        const ARRAY: [u8; KEY.len()] = *KEY.first_chunk().expect("it has its own length");
        $from.key(&mut $sep, &ARRAY)
    }};
}
pub(super) use {found, member};

impl<'a> Quick<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(JsonScan::new(text))
    }

    /// Skips `key` if it comes next after `sep`, and sets `sep` to the comma that precedes the next member.
    #[inline]
    pub(super) fn key<const N: usize>(&mut self, sep: &mut u8, key: &[u8; N]) -> bool {
        let rest = self.0.rest();
        let found = rest.split_first().is_some_and(|(first, rest)| first == sep && rest.first_chunk() == Some(key));
        if found {
            self.0.skip(1 + N);
            *sep = b',';
        }
        found
    }

    /// Reads the start of a member whose key is not fixed; false if the object ends.
    fn any_key(&mut self, sep: &mut u8) -> bool {
        let found = self.0.rest().starts_with(&[*sep, b'"']);
        if found {
            self.0.skip(1);
            *sep = b',';
        }
        found
    }

    /// Reads the end of an object; `sep` is the byte that would precede the next member.
    #[inline]
    pub(super) fn end(&mut self, sep: u8) -> Option<()> {
        if sep == b'{' {
            self.byte(b'{')?;
        }
        self.byte(b'}')
    }

    #[inline]
    fn byte(&mut self, byte: u8) -> Option<()> {
        self.0.expect(&[byte])
    }

    /// Reads a string without escapes.
    #[inline]
    pub(super) fn string(&mut self) -> Option<&'a str> {
        let string = self.0.string()?;
        string.is_plain().then(|| self.0.inside(&string))
    }

    /// Reads a string that may contain escapes.
    fn free(&mut self) -> Option<Cow<'a, str>> {
        let string = self.0.string()?;
        if string.is_plain() {
            return Some(Cow::Borrowed(self.0.inside(&string)));
        }
        serde_json::from_str(self.0.quoted(&string)).ok().map(Cow::Owned)
    }

    /// Reads an integer that is not negative, of at most 18 digits, and not followed by another part of a number.
    fn number(&mut self) -> Option<u64> {
        let number = self.0.whole_number(18)?;
        let on = matches!(self.0.rest().first(), Some(b'.' | b'e' | b'E') | None);
        (!on).then_some(number)
    }

    /// Reads the texts of an event; with [`Reading::Fold`] only those that a fold needs.
    fn texts(&mut self, how: Reading) -> Option<Texts> {
        let (mut texts, mut sep) = (Texts::default(), b'{');
        while self.any_key(&mut sep) {
            let name = self.string()?;
            self.byte(b':')?;
            if name == "salt" {
                self.string()?;
                continue;
            }
            let text = self.free()?;
            if how == Reading::Whole || Texts::FOLDED.contains(&name) {
                texts.append(name, text);
            }
        }
        self.end(sep)?;
        Some(texts)
    }

    /// Reads an amount in hundredths: at most 12 digits, and at most two after the point, so that no rounding can
    /// occur.
    fn hundredths(&mut self) -> Option<i64> {
        let start = self.0;
        if let Some(whole) = self.number() {
            return i64::try_from(whole).ok()?.checked_mul(100);
        }
        self.0 = start;
        let whole = i64::try_from(self.0.whole_number(12)?).ok()?;
        self.byte(b'.')?;
        let part = self.0.digits(2)?;
        if matches!(self.0.rest().first(), Some(b'0'..=b'9' | b'.' | b'e' | b'E') | None) {
            return None;
        }
        let cents = part.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')) * if part.len() == 1 { 10 } else { 1 };
        Some(whole * 100 + cents)
    }

    /// Parses a whole line; `None` if `serde_json` must parse it, and then the contents of `event` are undefined.
    pub(super) fn event(mut self, event: &mut Event, how: Reading) -> Option<()> {
        let (from, mut sep) = (&mut self, b'{');
        let (mut n, mut at, mut by) = (None, None, None);
        member!(from, sep, "n" => n);
        member!(from, sep, "at" => at);
        member!(from, sep, "by" => by);
        (event.n, event.at, event.by) = (n?, at?, by?);
        (event.clock, event.os, event.account) = (None, Code::default(), Code::default());
        (event.case, event.seq) = (None, 0);
        member!(from, sep, "clock" => event.clock);
        member!(from, sep, "os" => event.os);
        member!(from, sep, "account" => event.account);
        member!(from, sep, "case" => event.case);
        member!(from, sep, "seq" => event.seq);
        from.byte(b',')?;
        let kind = from.string()?;
        from.byte(b':')?;
        event.body.read_quick(kind, from)?;
        (event.request, event.import, event.row) = (Code::default(), Code::default(), 0);
        member!(from, sep, "request" => event.request);
        member!(from, sep, "import" => event.import);
        member!(from, sep, "row" => event.row);
        if found!(from, sep, "said") {
            from.string()?;
        }
        event.sealed = None;
        if found!(from, sep, "sealed") {
            let digest = from.string()?;
            event.sealed = Some(if how == Reading::Whole { digest.into() } else { Box::default() });
        }
        if found!(from, sep, "more") {
            from.number()?;
        }
        if !found!(from, sep, "hash") {
            return None;
        }
        from.string()?;
        event.text = if found!(from, sep, "text") { from.texts(how)? } else { Texts::default() };
        from.end(sep)?;
        from.0.ends()
    }
}

impl Member for Code {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.string().map(Self::from)
    }
}

impl Member for bool {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        if from.0.take(b"true") {
            return Some(true);
        }
        from.0.take(b"false").then_some(false)
    }
}

impl Member for u64 {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.number()
    }
}

impl Member for u32 {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Member for Moment {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.string()?.parse().ok()
    }
}

impl Member for NaiveDate {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        moment::parse_date(from.string()?)
    }
}

impl Member for Within {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.string()?.parse().ok()
    }
}

impl Member for CaseId {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.string()?.parse().ok()
    }
}

impl Member for EventId {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.string()?.parse().ok()
    }
}

impl Member for Amount {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        from.hundredths().map(Self)
    }
}

impl Member for Value {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        match from.0.rest().first()? {
            b'"' => from.free().map(|text| Self::Text(text.into_owned())),
            b't' | b'f' => Member::read(from).map(Self::Flag),
            b'[' => Member::read(from).map(Self::Codes),
            _ => Member::read(from).map(Self::Number),
        }
    }
}

impl<T: Member> Member for Option<T> {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        if from.0.take(b"null") { Some(None) } else { T::read(from).map(Some) }
    }
}

impl<T: Member> Member for Vec<T> {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        let mut all = Self::new();
        from.byte(b'[')?;
        if from.byte(b']').is_some() {
            return Some(all);
        }
        loop {
            all.push(T::read(from)?);
            if from.byte(b']').is_some() {
                return Some(all);
            }
            from.byte(b',')?;
        }
    }
}

impl<V: Member> Member for SmallMap<Code, V> {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        let (mut all, mut sep) = (Self::default(), b'{');
        while from.any_key(&mut sep) {
            let key = Code::read(from)?;
            from.byte(b':')?;
            all.insert(key, V::read(from)?);
        }
        from.end(sep)?;
        Some(all)
    }
}

impl Member for Due {
    fn read(from: &mut Quick<'_>) -> Option<Self> {
        let (mut at, mut rule, mut since, mut within) = (None, None, None, None);
        let (mut until, mut warn, mut provisional, mut unclassified) = (Code::default(), None, false, false);
        let (mut original, mut spared, mut sep) = (None, None, b'{');
        member!(from, sep, "at" => at);
        member!(from, sep, "rule" => rule);
        member!(from, sep, "from" => since);
        member!(from, sep, "within" => within);
        member!(from, sep, "until" => until);
        member!(from, sep, "warn" => warn);
        member!(from, sep, "provisional" => provisional);
        member!(from, sep, "unclassified" => unclassified);
        member!(from, sep, "original" => original);
        member!(from, sep, "spared" => spared);
        from.end(sep)?;
        let (at, rule, from, within) = (at?, rule?, since?, within?);
        Some(Self { at, rule, from, within, until, warn, provisional, unclassified, original, spared })
    }
}

#[cfg(test)]
mod tests;
