//! Splitting a line of the log or of the private side into its parts.
//!
//! Invariant: `hash` covers everything before it. What follows it (`text`) has one exact form. So every byte of a line is covered by a
//! digest, part of a digest, or fixed. Source: `design.md` §2.1 and §2.2.

use super::hash::{self, HEX_LEN};
use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memmem::{Finder, FinderBuilder};
use std::ops::Range;
use std::sync::LazyLock;

/// The greatest number that an event can have, 2^53−1, which every JSON reader represents exactly.
pub const MAX_N: u64 = (1 << 53) - 1;

/// The number of hex digits in a salt.
pub const SALT_LEN: usize = 32;

pub(crate) const HASH_KEY: &[u8] = b",\"hash\":\"";
const TEXT_KEY: &[u8] = b"\",\"text\":{\"salt\":\"";
const SEALED_HEAD: &[u8] = b"{\"sealed\":\"";
const SALT_KEY: &[u8] = b"\",\"salt\":\"";
const DATA_KEY: &[u8] = b",\"data\":{";
const ERASED: &[u8] = b"\"erased\":1";

/// Why a line is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It does not begin with `{"n":` and a number, or, in the private side, `{"sealed":"`.
    Start,
    /// There is no `,"hash":"` with 64 lowercase hex digits.
    NoHash,
    /// What follows the hash is neither `"}` nor a `text`.
    AfterHash,
    /// A salt is not 32 lowercase hex digits, or what it salts does not end in `}}`.
    Salt,
}

impl Malformed {
    const CODES: [(Self, &'static str); 4] =
        [(Self::Start, "start"), (Self::NoHash, "no-hash"), (Self::AfterHash, "after-hash"), (Self::Salt, "salt")];

    /// The code of this reason, as the index stores it.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(how, _)| *how == self).map_or("", |(_, code)| code)
    }

    /// The reason for a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::CODES.iter().find(|(_, known)| *known == code).map(|(how, _)| *how)
    }
}

/// A salted payload in a line: `"salt":"…"` and the bytes after it.
#[derive(Clone, Copy, Debug)]
pub struct Salted<'a> {
    /// The salt's 32 hex digits; zeros when erased.
    pub salt: &'a [u8],
    /// From after the salt's closing quote (so a comma first) up to the line's last `}}`.
    pub rest: &'a [u8],
    /// The prefix of `rest` that erasing keeps (`,"data":{` on the private side).
    kept: &'static [u8],
    /// The offset of the salt in the line.
    at: usize,
    /// It is known that it matches its digest.
    matches: bool,
}

/// The state of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// It matches its digest.
    Matches,
    /// It has been erased.
    Erased,
    /// Neither: it is damaged, or erasing it was interrupted.
    Differs,
}

impl<'a> Salted<'a> {
    fn split(line: &'a [u8], at: usize, kept: &'static [u8]) -> Result<Self, Malformed> {
        let body = line.get(at..).and_then(|b| b.strip_suffix(b"}}")).ok_or(Malformed::Salt)?;
        let (salt, rest) = body.split_at_checked(SALT_LEN).ok_or(Malformed::Salt)?;
        let rest = rest.strip_prefix(b"\"").ok_or(Malformed::Salt)?;
        if !hash::is_hex(salt) || !rest.starts_with(kept) {
            return Err(Malformed::Salt);
        }
        Ok(Self { salt, rest, kept, at, matches: false })
    }

    /// The state of the payload, given the 64 hex digits of its digest.
    #[must_use]
    pub fn state(&self, digest: &[u8]) -> Payload {
        if self.matches {
            return Payload::Matches;
        }
        if self.is_blank() {
            return if self.rest == self.erased_rest() { Payload::Erased } else { Payload::Differs };
        }
        match self.payload() {
            Some(payload) if hash::salted(self.salt, payload).hex() == digest => Payload::Matches,
            _ => Payload::Differs,
        }
    }

    fn is_blank(&self) -> bool {
        self.salt.iter().all(|&b| b == b'0')
    }

    /// The bytes that the digest is of, after the salt; `None` if they are erased or malformed.
    pub(crate) fn payload(&self) -> Option<&'a [u8]> {
        self.rest.strip_prefix(b",").filter(|_| !self.is_blank())
    }

    /// Marks that the payload matches its digest.
    pub(crate) fn vouch(&mut self) {
        self.matches = true;
    }

    /// The range of the line that erasing overwrites, and the new bytes, of the same length.
    #[must_use]
    pub fn erasure(&self) -> (Range<usize>, Vec<u8>) {
        let mut bytes = vec![b'0'; SALT_LEN];
        bytes.push(b'"');
        bytes.extend(self.erased_rest());
        (self.at..self.at + bytes.len(), bytes)
    }

    /// `,"erased":1` padded with spaces; only spaces if that does not fit.
    fn erased_rest(&self) -> Vec<u8> {
        let mut out = self.kept.to_vec();
        let mark: &[u8] = if self.kept.is_empty() { b",\"erased\":1" } else { ERASED };
        if self.kept.len() + mark.len() <= self.rest.len() {
            out.extend(mark);
        }
        out.resize(self.rest.len(), b' ');
        out
    }
}

/// The parts of a log line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The bytes that the hash covers, in addition to the previous line's hash.
    pub covered: &'a [u8],
    /// The hash's 64 hex digits.
    pub hash: &'a [u8],
    /// The free text, if there is one.
    pub text: Option<Salted<'a>>,
    /// It is known that its hash follows from the line before.
    pub(crate) follows: bool,
}

/// The keys that the log writes at the end of the covered bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trailer<'a> {
    /// The text's digest, 64 hex digits.
    pub said: Option<&'a [u8]>,
    /// The private line's digest, 64 hex digits.
    pub sealed: Option<&'a [u8]>,
    /// How many lines of this commit follow.
    pub more: Option<u32>,
}

impl<'a> Line<'a> {
    /// Splits a line (without its line break).
    ///
    /// # Errors
    /// Why the line is malformed.
    pub fn split(line: &'a [u8]) -> Result<Self, Malformed> {
        let at = find_hash(line).ok_or(Malformed::NoHash)?;
        let (covered, rest) = line.split_at(at);
        let rest = &rest[HASH_KEY.len()..];
        let (hash, after) = rest.split_at_checked(HEX_LEN).ok_or(Malformed::NoHash)?;
        if !hash::is_hex(hash) {
            return Err(Malformed::NoHash);
        }
        let text = match after {
            b"\"}" => None,
            _ if after.starts_with(TEXT_KEY) => {
                Some(Salted::split(line, at + HASH_KEY.len() + HEX_LEN + TEXT_KEY.len(), b"")?)
            }
            _ => return Err(Malformed::AfterHash),
        };
        Ok(Self { covered, hash, text, follows: false })
    }

    /// Marks that the hash follows from that of the line before.
    pub(crate) fn vouch(&mut self) {
        self.follows = true;
    }

    /// `said`, `sealed` and `more`, parsed from the end of the covered bytes.
    #[must_use]
    pub fn trailer(&self) -> Trailer<'a> {
        self.parted().1
    }

    /// The covered bytes before the trailer.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.parted().0
    }

    fn parted(&self) -> (&'a [u8], Trailer<'a>) {
        let mut left = self.covered;
        let digits = left.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let (before, number) = left.split_at(left.len() - digits);
        let more = before.strip_suffix(b",\"more\":").and_then(|before| {
            let more = std::str::from_utf8(number).ok()?.parse().ok()?;
            left = before;
            Some(more)
        });
        let sealed = strip_digest(&mut left, b",\"sealed\":\"");
        let said = strip_digest(&mut left, b",\"said\":\"");
        (left, Trailer { said, sealed, more })
    }
}

/// How common bytes are in log lines, for the substring search: the punctuation of JSON is everywhere, and hex digits have no letters
/// after `f`. So the search looks for `h` and `s` first and rarely stops at a wrong place.
struct InLines;

impl HeuristicFrequencyRank for InLines {
    fn rank(&self, byte: u8) -> u8 {
        if matches!(byte, b'g'..=b'z') { 0 } else { u8::MAX }
    }
}

fn find_hash(line: &[u8]) -> Option<usize> {
    static FINDER: LazyLock<Finder<'static>> =
        LazyLock::new(|| FinderBuilder::new().build_forward_with_ranker(InLines, HASH_KEY));
    FINDER.find(line)
}

fn strip_digest<'a>(left: &mut &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let body = left.strip_suffix(b"\"")?;
    let (before, digest) = body.split_at_checked(body.len().checked_sub(HEX_LEN)?)?;
    let before = before.strip_suffix(key)?;
    hash::is_hex(digest).then(|| *left = before)?;
    Some(digest)
}

/// The number of an event's line, which is its first member; `None` if the line does not begin with one.
#[must_use]
pub fn number(line: &[u8]) -> Option<u64> {
    let rest = line.strip_prefix(b"{\"n\":")?;
    let mut n: u64 = 0;
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            b'0'..=b'9' if at < 16 && !(at == 1 && n == 0) => n = n * 10 + u64::from(byte - b'0'),
            b',' if at > 0 && n <= MAX_N => return Some(n),
            _ => return None,
        }
    }
    None
}

/// Whether a line is a segment's header.
#[must_use]
pub fn is_header(line: &[u8]) -> bool {
    line.starts_with(b"{\"redress\":")
}

/// The parts of a line of the private side.
#[derive(Clone, Copy, Debug)]
pub struct PrivateParts<'a> {
    /// The digest's 64 hex digits.
    pub sealed: &'a [u8],
    /// The salt and the data.
    pub salted: Salted<'a>,
}

impl<'a> PrivateParts<'a> {
    /// Splits a private line (without its line break).
    ///
    /// # Errors
    /// Why the line is malformed.
    pub fn split(line: &'a [u8]) -> Result<Self, Malformed> {
        let rest = line.strip_prefix(SEALED_HEAD).ok_or(Malformed::Start)?;
        let (sealed, rest) = rest.split_at_checked(HEX_LEN).ok_or(Malformed::Start)?;
        if !hash::is_hex(sealed) || !rest.starts_with(SALT_KEY) {
            return Err(Malformed::Start);
        }
        let salted = Salted::split(line, SEALED_HEAD.len() + HEX_LEN + SALT_KEY.len(), DATA_KEY)?;
        Ok(Self { sealed, salted })
    }

    /// The members of `data`, unparsed.
    #[must_use]
    pub fn data(&self) -> &'a [u8] {
        &self.salted.rest[DATA_KEY.len()..]
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::{draft, event, private_line};
    use super::*;

    #[test]
    fn splitting_a_line_returns_its_trailer_and_text() {
        let plain = event(&draft(""), None, 0).expect("a line");
        let line = Line::split(&plain).expect("well-formed");
        assert!(line.text.is_none());
        assert_eq!(line.trailer(), Trailer::default());
        let texted = event(&draft(r#""hash":"x","note":",\"hash\":\"""#), None, 2).expect("a line");
        let line = Line::split(&texted).expect("well-formed");
        let trailer = line.trailer();
        assert_eq!(trailer.more, Some(2));
        assert_eq!(line.text.map(|t| t.state(trailer.said.expect("said"))), Some(Payload::Matches));
    }

    #[test]
    fn erasing_a_text_keeps_length_and_json_and_is_recognised() {
        for text in [r#""a":1"#, r#""note":"x""#, r#""abcdef":1"#, r#""title":"一段很长的文字""#] {
            let mut line = event(&draft(text), None, 0).expect("a line");
            let (range, bytes) = Line::split(&line).expect("well-formed").text.expect("text").erasure();
            line[range].copy_from_slice(&bytes);
            let json: serde_json::Value = serde_json::from_slice(&line).expect("still JSON");
            assert_eq!(json["text"]["salt"], "0".repeat(32));
            assert!(!String::from_utf8(line.clone()).expect("UTF-8").contains(text));
            let split = Line::split(&line).expect("well-formed");
            let said = split.trailer().said.expect("said");
            assert_eq!(split.text.map(|t| t.state(said)), Some(Payload::Erased));
            let again = split.text.map(|t| t.erasure().1);
            assert_eq!(again, Some(bytes));
        }
    }

    #[test]
    fn erasing_a_private_line_keeps_length_and_json() {
        for private in [r#""a":1"#, r#""name":"张三","phone":"13800000000""#] {
            let (mut line, digest) = private_line(private, [9; 16]);
            line.pop();
            let parts = PrivateParts::split(&line).expect("well-formed");
            assert_eq!(parts.salted.state(&digest.hex()), Payload::Matches);
            assert_eq!(parts.data(), private.as_bytes());
            let (range, bytes) = parts.salted.erasure();
            line[range].copy_from_slice(&bytes);
            assert!(serde_json::from_slice::<serde_json::Value>(&line).is_ok());
            let state = PrivateParts::split(&line).expect("well-formed").salted.state(&digest.hex());
            assert_eq!(state, Payload::Erased);
        }
    }

    #[test]
    fn event_numbers_are_parsed_strictly() {
        assert_eq!(number(br#"{"n":9007199254740991,"#), Some(MAX_N));
        for bad in [r#"{"n":9007199254740992,"#, r#"{"n":01,"#, r#"{"n":,"#, r#"{"n":1"#, r#"{"n":-1,"#, r#"{"n": 1,"#]
        {
            assert_eq!(number(bad.as_bytes()), None, "{bad}");
        }
    }
}
