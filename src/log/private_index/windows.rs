//! Windows: the pieces of a text that go into the index. A window is seven consecutive digits of a number, or seven characters around the
//! `@` of an address.
//!
//! Invariant: if a search term made of a word matches a text, the text has all windows of that word. So a look-up by windows finds at least
//! the lines that a scan finds, and checking these lines gives the same result.

use super::super::hash::{HEX_LEN, is_hex};
use super::super::line::Line;
use std::sync::atomic::{AtomicU64, Ordering};

/// The number of characters in a window.
pub(super) const LENGTH: usize = 7;

/// How many numbers of seven digits there are.
const NUMBERS: usize = 10_000_000;

/// Seven characters of a text: digits, or an `@` and lowercase letters, digits, dots and underscores around it.
pub type Window = [u8; LENGTH];

/// Ranges of characters that may separate two digits of one number.
pub const SEPARATORS: &[(char, char)] = &[
    (' ', ' '),
    ('(', ')'),
    ('-', '.'),
    ('\u{a0}', '\u{a0}'),
    ('·', '·'),
    ('\u{2010}', '\u{2015}'),
    ('\u{2212}', '\u{2212}'),
    ('\u{3000}', '\u{3000}'),
    ('（', '）'),
    ('－', '．'),
];

/// How many separators may stand between two digits.
pub const MOST_SEPARATORS: usize = 3;

/// The windows of a search word, given in its normalized, lowercase spelling.
#[must_use]
pub fn of_word(folded: &str) -> Vec<Window> {
    let bytes = folded.as_bytes();
    let mut found: Vec<Window> = bytes.windows(LENGTH).filter_map(|piece| piece.try_into().ok()).collect();
    // A word with separators is searched for as it is. Only runs of digits without separators are certain to be windows of the text.
    found.retain(|window| window.iter().all(u8::is_ascii_digit));
    memchr::memchr_iter(b'@', bytes).for_each(|at| around(bytes, at, 1, &mut found));
    found
}

/// Adds the windows of a text, given as the bytes of a line.
pub(crate) fn of_text(bytes: &[u8], found: &mut Vec<Window>) {
    let (mut number, mut at) = (Number::default(), 0);
    while at < bytes.len() {
        if number.digits == 0 {
            // Skip to the next digit, `@` or full-width character: most bytes are none of these.
            let Some(next) = bytes[at..].iter().position(|b| b.is_ascii_digit() || matches!(b, b'@' | 0xef)) else {
                return;
            };
            at += next;
        }
        let Some((c, length)) = character(&bytes[at..]) else {
            number.digits = 0;
            at += 1;
            continue;
        };
        match half(c) {
            digit @ '0'..='9' => found.extend(number.digit(digit)),
            '@' => {
                number.digits = 0;
                around(bytes, at, length, found);
            }
            _ if SEPARATORS.iter().any(|(from, to)| (*from..=*to).contains(&c)) => number.separator(),
            _ => number.digits = 0,
        }
        at += length;
    }
}

/// The state of reading a number.
#[derive(Default)]
struct Number {
    last: Window,
    digits: usize,
    separators: usize,
}

impl Number {
    fn digit(&mut self, digit: char) -> Option<Window> {
        self.last.copy_within(1.., 0);
        self.last[LENGTH - 1] = u8::try_from(digit).unwrap_or_default();
        (self.digits, self.separators) = ((self.digits + 1).min(LENGTH), 0);
        (self.digits == LENGTH).then_some(self.last)
    }

    fn separator(&mut self) {
        self.separators += 1;
        if self.separators > MOST_SEPARATORS {
            self.digits = 0;
        }
    }
}

/// The windows around an `@` that is `length` bytes long: one with three characters on each side, and one with the six before it.
fn around(bytes: &[u8], at: usize, length: usize, found: &mut Vec<Window>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let (mut start, mut end) = (at, at + length);
    while before.len() < LENGTH - 1
        && let Some((c, length)) = character_before(&bytes[..start])
        && let Some(c) = of_address(c)
    {
        before.insert(0, c);
        start -= length;
    }
    while after.len() < LENGTH / 2
        && let Some((c, length)) = character(&bytes[end..])
        && let Some(c) = of_address(c)
    {
        after.push(c);
        end += length;
    }
    let tail = |length: usize| before.len().checked_sub(length).map(|from| &before[from..]);
    let both = tail(LENGTH / 2).filter(|_| after.len() == LENGTH / 2);
    found.extend(both.and_then(|before| Window::try_from([before, b"@", &after].concat()).ok()));
    found.extend(tail(LENGTH - 1).and_then(|before| Window::try_from([before, b"@"].concat()).ok()));
}

/// A character of an address in lowercase and half width; `None` for characters with further spellings.
fn of_address(c: char) -> Option<u8> {
    let c = half(c).to_ascii_lowercase();
    u8::try_from(c).ok().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || b"._".contains(c))
}

/// A character in half width.
fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The first character of some bytes and its length in bytes; `None` if they do not begin with one.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let length = match bytes.first()? {
        first @ 0..=0x7f => return Some((char::from(*first), 1)),
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let text = std::str::from_utf8(bytes.get(..length)?).ok()?;
    text.chars().next().map(|c| (c, length))
}

/// The last character of some bytes, if it is ASCII or full-width.
fn character_before(bytes: &[u8]) -> Option<(char, usize)> {
    let last = *bytes.last()?;
    if last.is_ascii() {
        return Some((char::from(last), 1));
    }
    character(&bytes[bytes.len().checked_sub(3)?..]).filter(|(_, length)| *length == 3)
}

/// Numbers that occur everywhere in the log and do not distinguish lines: dates, names of cases, digests. Words that may be part of one of
/// them are searched for in the log itself.
pub(super) struct Common(Vec<AtomicU64>);

impl Common {
    pub(super) fn new() -> Self {
        Self((0..NUMBERS.div_ceil(64)).map(|_| AtomicU64::new(0)).collect())
    }

    fn add(&self, window: &Window) {
        let number = window.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + usize::from(b - b'0')));
        if let Some((bits, number)) = number.and_then(|number| Some((self.0.get(number / 64)?, number))) {
            bits.fetch_or(1 << (number % 64), Ordering::Relaxed);
        }
    }

    /// All common windows.
    pub(super) fn windows(&self) -> impl Iterator<Item = Window> + '_ {
        let bits = self.0.iter().enumerate().map(|(index, bits)| (index, bits.load(Ordering::Relaxed)));
        let numbers = bits.filter(|(_, bits)| *bits != 0).flat_map(|(index, bits)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| index * 64 + bit)
        });
        numbers.filter_map(|number| format!("{number:07}").into_bytes().try_into().ok())
    }
}

/// Adds the windows of an event's line: those of its strings and numbers from the author on, without the trailer that the log wrote, and
/// without common ones.
pub(super) fn of_event(line: &Line<'_>, common: &Common, found: &mut Vec<Window>) {
    let body = line.body();
    let start = memchr::memmem::find(body, b",\"by\":").unwrap_or(0);
    of_json(&body[start..], common, found);
    if let Some(text) = &line.text {
        of_json(text.rest, common, found);
    }
}

fn of_json(bytes: &[u8], common: &Common, found: &mut Vec<Window>) {
    let (mut at, mut strings) = (0, Vec::new());
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|open| at + open) {
        of_text(&bytes[at..open], found);
        let end = string_end(bytes, open + 1);
        let string = &bytes[open + 1..end];
        if string.len() >= LENGTH {
            strings.clear();
            of_text(string, &mut strings);
            if !strings.is_empty() && is_common(string) {
                strings.iter().for_each(|window| common.add(window));
            } else {
                found.extend_from_slice(&strings);
            }
        }
        at = (end + 1).min(bytes.len());
    }
    of_text(&bytes[at..], found);
}

/// The end of a string whose content begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// Whether a string is a digest, a date with or without its time, or a case's name.
fn is_common(string: &[u8]) -> bool {
    let is = |from: usize, shape: &[u8]| {
        let piece = string.get(from..from + shape.len());
        let fits = |(b, s): (&u8, &u8)| if *s == b'9' { b.is_ascii_digit() } else { b == s };
        piece.is_some_and(|piece| piece.iter().zip(shape).all(fits))
    };
    let date = is(0, b"9999-99-99") && string[10..].iter().all(|b| b.is_ascii_digit() || b"T:.+-Z".contains(b));
    let desk = string.iter().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count();
    let case =
        string[0].is_ascii_uppercase() && is(desk, b"-9999-") && string[desk + 6..].iter().all(u8::is_ascii_digit);
    (string.len() == HEX_LEN && is_hex(string)) || (date && string.len() <= 32) || case
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        of_text(text.as_bytes(), &mut found);
        found.iter().map(|window| String::from_utf8_lossy(window).into_owned()).collect()
    }

    #[test]
    fn a_number_has_the_same_windows_in_every_spelling() {
        for text in ["8001380", "800 13-80", "８００１３８０", "tel（800）·13.80x", "800---1380", "1 2345 x 8001380"]
        {
            assert_eq!(windows(text), ["8001380"], "{text}");
        }
        for text in ["800----1380", "800x1380", "800\u{2022}1380", "", "123456"] {
            assert_eq!(windows(text), [""; 0], "{text}");
        }
        assert_eq!(windows("12345678, 1"), ["1234567", "2345678"]);
    }

    #[test]
    fn addresses_have_windows_around_the_at_sign() {
        assert_eq!(windows("mail WANG.li@Ex.com!"), [".li@ex.", "ang.li@"]);
        assert_eq!(windows("ａｂｃ＠ｄｅｆ"), ["abc@def"]);
        assert_eq!(windows("ab@def"), [""; 0]);
        assert_eq!(of_word("wang.li@ex.com").len(), 2);
    }

    #[test]
    fn only_whole_dates_case_names_and_digests_are_common() {
        for common in ["2026-11-23", "2026-11-23T09:31:07.214+08:00", "HQ-2026-000042", &"5e".repeat(32)] {
            assert!(is_common(common.as_bytes()), "{common}");
        }
        for other in ["2026-11-23 138", "HQ-2026-0042 x", "138-0013-8000", "5e5e5e5e5e", "HQ:1234567"] {
            assert!(!is_common(other.as_bytes()), "{other}");
        }
    }
}
