//! Runs of digits in a text with their separators, and the numbers that whole runs are.
//!
//! Invariant: a number is found only if it is a whole run, or is separated from its neighbours in the run by white
//! space, brackets, a list number or a date. A phone number inside a longer number is not a phone number.

use super::PersonalKind;
use super::digits::{DigitGroup, DigitRun, Separator};
use super::shape::{Groups, kind_of, kind_of_part};
use std::ops::Range;

/// A number that was found, with its range in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) bytes: Range<usize>,
    pub(super) kind: PersonalKind,
    /// The number itself, without separators, country code and extension; a fixed number with its 0, a mobile number
    /// without.
    pub(super) number: Vec<u8>,
}

/// The most separators between two digits of one number.
const LONGEST_SEPARATOR: usize = 3;
/// The most digits of a number, including country code and extension.
const LONGEST_NUMBER: usize = 24;

/// All numbers in the runs of a text.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
        let run = DigitRun::read(text, at + next);
        at = run.groups[run.groups.len() - 1].bytes.end;
        run.find(text, &mut found);
    }
    find_marked(text, &mut found);
    found
}

/// Marks that may stand between the groups of a number, each time the same one: `139_1111_2222`. Between two numbers they stand as well, so
/// only a run that is a number as a whole is one.
const MARKS: [char; 12] = ['_', '/', '|', ':', '*', '#', '~', '+', '=', ',', '、', '\\'];

/// Finds numbers whose groups are joined by one of the marks, where nothing was found yet.
fn find_marked(text: &str, found: &mut Vec<Hit>) {
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
        let (run, end) = DigitRun::read_marked(text, at + next);
        at = end;
        let mut hits = Vec::new();
        if let Some(run) = run
            && run.hit(0..run.groups.len(), false, &mut hits)
        {
            // Sums and counts stand side by side as well: a mobile number is grouped as people do.
            let lengths: Vec<usize> = run.groups.iter().map(|group| group.digits.len()).collect();
            hits.retain(|hit| hit.kind != PersonalKind::MobilePhone || lengths == [3, 4, 4]);
            hits.retain(|hit| {
                found.iter().all(|known| known.bytes.end <= hit.bytes.start || hit.bytes.end <= known.bytes.start)
            });
            found.append(&mut hits);
        }
    }
}

impl DigitRun {
    /// Reads the run whose first digit is at `start`.
    fn read(text: &str, start: usize) -> Self {
        let mut run = Self { begin: start, ..Self::default() };
        let (mut at, mut before) = (start, Separator::default());
        loop {
            let end = run.push(text, at, before);
            let (separator, next) = Separator::read(text, end);
            match text.as_bytes().get(next) {
                Some(b'0'..=b'9') => (at, before) = (next, separator),
                Some(b'x' | b'X') if is_check_x(text, next) => {
                    run.push_x(next, separator);
                    break;
                }
                _ => break,
            }
        }
        run.look_before(text, start);
        run
    }

    /// Reads groups joined by one of [`MARKS`] from the digit at `start`, and where they end; `None` if there is only one group, or if they
    /// are part of a code: `SX/0351/2026042`.
    fn read_marked(text: &str, start: usize) -> (Option<Self>, usize) {
        let dash = Separator { dash: true, ..Separator::default() };
        let mut run = Self { begin: start, ..Self::default() };
        let mut end = run.push(text, start, Separator::default());
        let mark = text[end..].chars().next().filter(|c| MARKS.contains(c));
        while let Some(next) = mark.and_then(|mark| text[end..].strip_prefix(mark)) {
            let at = text.len() - next.len();
            match next.as_bytes().first() {
                Some(b'0'..=b'9') => end = run.push(text, at, dash),
                Some(b'x' | b'X') if is_check_x(text, at) => {
                    run.push_x(at, dash);
                    end = at + 1;
                    break;
                }
                _ => break,
            }
        }
        if text.as_bytes().get(end).is_some_and(|b| matches!(b, b'x' | b'X')) && is_check_x(text, end) {
            run.push_x(end, Separator::default());
            end += 1;
        }
        let mut before = text[..start].chars().rev();
        let is_coded =
            before.next().is_some_and(|c| mark == Some(c)) && before.next().is_some_and(char::is_alphanumeric);
        let is_number = run.groups.len() > 1 && run.digits.len() <= LONGEST_NUMBER && !is_coded;
        (is_number.then_some(run), end)
    }

    /// Adds the digits at `at` as a group; returns where they end.
    fn push(&mut self, text: &str, at: usize, before: Separator) -> usize {
        let from = self.digits.len();
        self.digits.extend(text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_digit()).map(|b| b - b'0'));
        let digits = from..self.digits.len();
        let end = at + digits.len();
        self.groups.push(DigitGroup { digits, bytes: at..end, before });
        end
    }

    /// Adds a check digit X at `at` to the last group, or as a group of its own.
    fn push_x(&mut self, at: usize, before: Separator) {
        let place = self.digits.len();
        self.digits.push(10);
        match self.groups.last_mut() {
            Some(last) if last.bytes.end == at => {
                last.digits.end += 1;
                last.bytes.end += 1;
            }
            _ => self.groups.push(DigitGroup { digits: place..place + 1, bytes: at..at + 1, before }),
        }
    }

    fn look_before(&mut self, text: &str, start: usize) {
        let bracketed = self.groups.iter().any(|g| g.before.bracket);
        let mut before = text[..start].chars().rev().peekable();
        self.begin -= usize::from(bracketed && before.next_if_eq(&'(').is_some());
        self.plus = before.next_if_eq(&'+').is_some();
        self.begin -= usize::from(self.plus);
        let open = bracketed && self.begin + 1 == start && before.next_if_eq(&'(').is_some();
        self.begin -= usize::from(open);
        self.coded =
            before.next_if(|c| is_dash(*c)).is_some() && before.next().is_some_and(|c| c.is_ascii_alphabetic());
    }

    fn find(&self, text: &str, found: &mut Vec<Hit>) {
        if self.is_in_hexadecimal(text) || self.is_fraction() {
            return;
        }
        let before = found.len();
        if self.digits.len() > LONGEST_NUMBER || !self.hit(0..self.groups.len(), true, found) {
            self.find_parts(found);
        }
        let end = self.groups[self.groups.len() - 1].bytes.end;
        if self.digits.last() == Some(&10) && found[before..].last().is_none_or(|hit| hit.bytes.end < end) {
            // The x is not a check digit but a letter, as in "13800138000 x".
            found.truncate(before);
            self.without_x().find(text, found);
        }
    }

    /// Finds numbers between the edges of a run that is not a number as a whole, the longest first.
    fn find_parts(&self, found: &mut Vec<Hit>) {
        let edges = self.edges();
        let mut i = 0;
        while i < self.groups.len() {
            let begin = self.groups[i].digits.start;
            let near = self.groups[i..].iter().take_while(|g| g.digits.end - begin <= LONGEST_NUMBER);
            let last = i + near.count();
            let part = (i + 1..=last).rev().find(|j| edges[i] && edges[*j] && self.hit(i..*j, false, found));
            i = part.unwrap_or(i + 1);
        }
    }

    /// Records the number that these groups are, if they are one.
    fn hit(&self, range: Range<usize>, whole: bool, found: &mut Vec<Hit>) -> bool {
        let groups = Groups { run: self, range: range.clone() };
        let kind = if whole { kind_of(&groups) } else { kind_of_part(&groups) };
        let Some((kind, number)) = kind else { return false };
        let begin = if range.start == 0 { self.begin } else { self.groups[range.start].bytes.start };
        found.push(Hit { bytes: begin..self.groups[range.end - 1].bytes.end, kind, number });
        true
    }

    /// Whether hexadecimal letters stand on both sides: part of a digest or an address, not a number.
    fn is_in_hexadecimal(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let group = &self.groups[0].bytes;
        let letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_hexdigit);
        self.groups.len() == 1 && group.start > 0 && letter(bytes.get(group.start - 1)) && letter(bytes.get(group.end))
    }

    /// Whether it is a number below one: `0.138`.
    fn is_fraction(&self) -> bool {
        let dot = Separator { dot: true, ..Separator::default() };
        matches!(&self.groups[..], [whole, part] if self.digits[whole.digits.clone()] == [0] && part.before == dot)
    }

    fn without_x(&self) -> Self {
        let mut run =
            Self { digits: self.digits[..self.digits.len() - 1].to_vec(), groups: self.groups.clone(), ..*self };
        if let Some(last) = run.groups.last_mut() {
            last.digits.end -= 1;
            last.bytes.end -= 1;
        }
        run.groups.retain(|g| !g.digits.is_empty());
        run
    }

    /// For each position between groups, including both ends, whether a number may begin or end there.
    fn edges(&self) -> Vec<bool> {
        let stamps = self.stamps();
        let mut edges = vec![true; self.groups.len() + 1];
        for i in 1..self.groups.len() {
            let (group, last) = (&self.groups[i], &self.groups[i - 1]);
            let set_apart = group.before.space || group.before.bracket || stamps[i] != stamps[i - 1];
            // "1.13800138000": a list number.
            let listed = edges[i - 1]
                && last.digits.len() <= 2
                && group.before == Separator { dot: true, ..Separator::default() };
            edges[i] = set_apart || listed;
        }
        edges
    }

    /// For each group, whether it belongs to a date or time, as in the file name of a recording:
    /// 20261123-093015-13800138000.
    fn stamps(&self) -> Vec<bool> {
        let mut stamps = vec![false; self.groups.len()];
        let mut i = 0;
        while i < self.groups.len() {
            let mut end = i + self.date_groups(i);
            if end > i && end < self.groups.len() && self.number(end, 6, 0..=235_959) {
                end += 1;
            }
            stamps[i..end].fill(true);
            i = end.max(i + 1);
        }
        stamps
    }

    /// How many groups from the `i`-th on form a date: 20261123, 20261123093015 or 2026-11-23.
    fn date_groups(&self, i: usize) -> usize {
        if self.number(i, 8, 19_000_101..=20_991_231) || self.number(i, 14, 19_000_101_000_000..=20_991_231_235_959) {
            return 1;
        }
        let three = i + 2 < self.groups.len()
            && self.number(i, 4, 1900..=2099)
            && self.number(i + 1, 2, 1..=12)
            && self.number(i + 2, 2, 1..=31);
        if three { 3 } else { 0 }
    }

    fn number(&self, i: usize, length: usize, within: std::ops::RangeInclusive<u64>) -> bool {
        let digits = &self.digits[self.groups[i].digits.clone()];
        digits.len() == length && within.contains(&digits.iter().fold(0, |n, d| n * 10 + u64::from(*d)))
    }
}

impl Separator {
    /// Reads the separators at `at`, and where they end; gives no separators if there are too many.
    fn read(text: &str, at: usize) -> (Self, usize) {
        let (mut separator, mut seen, mut end) = (Self::default(), 0_usize, at);
        for c in text[at..].chars() {
            match c {
                ' ' => separator.space = true,
                '.' | '·' | '•' | '‧' | '∙' | '⋅' | '・' => separator.dot = true,
                '(' | ')' => separator.bracket = true,
                c if is_dash(c) => separator.dash = true,
                c if is_invisible(c) => {}
                _ => break,
            }
            seen += usize::from(!is_invisible(c));
            end += c.len_utf8();
        }
        if seen > LONGEST_SEPARATOR { (Self::default(), at) } else { (separator, end) }
    }
}

/// Whether an X at `at` can be a check digit: no letter or digit follows it.
fn is_check_x(text: &str, at: usize) -> bool {
    !text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}')
}

/// Invisible characters that pasted text contains, and the frame of keycap digits.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}'
        | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}' | '\u{20e3}')
}
