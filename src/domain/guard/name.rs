//! A person's name in a normalised text.
//!
//! Invariant: letters count, not how they are set: capitals, spaces and the middle dots of names such as 买买提·艾力 are
//! passed over on both sides. A name in an alphabet must stand as whole words, a Chinese one need not.

use super::plain::{Hints, stays};
use memchr::memmem;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text without what is passed over, and for each of its bytes where it stood in the normalised text.
pub(super) struct Folded<'a> {
    plain: &'a str,
    text: String,
    places: Vec<usize>,
}

impl<'a> Folded<'a> {
    pub(super) fn of(plain: &'a str) -> Self {
        let (mut text, mut places) = (String::with_capacity(plain.len()), Vec::with_capacity(plain.len()));
        for (place, c) in plain.char_indices() {
            if c.is_ascii() {
                if !matches!(c, ' ' | '.') {
                    text.push(c.to_ascii_lowercase());
                }
            } else if is_han(c) {
                text.push(c);
            } else if !is_passed_over(c) {
                text.extend(c.to_lowercase());
            }
            places.resize(text.len(), place);
        }
        Self { plain, text, places }
    }

    #[cfg(test)]
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Where a name (folded by [`fold`]) stands in the normalised text.
    pub(super) fn find(&self, name: &str) -> Vec<Range<usize>> {
        let places = memmem::find_iter(self.text.as_bytes(), name).filter_map(|at| {
            let last = self.places[at + name.len() - 1];
            let end = last + self.plain[last..].chars().next().map_or(0, char::len_utf8);
            let range = self.places[at]..end;
            self.is_whole(&range).then_some(range)
        });
        places.collect()
    }

    /// Whether no word of an alphabet goes on at either end.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let goes_on = |a: Option<char>, b: Option<char>| a.is_some_and(is_of_a_word) && b.is_some_and(is_of_a_word);
        let inside = &self.plain[range.clone()];
        let (before, after) = (self.plain[..range.start].chars().next_back(), self.plain[range.end..].chars().next());
        !goes_on(before, inside.chars().next()) && !goes_on(inside.chars().next_back(), after)
    }
}

/// A name as it is looked for.
pub(super) fn fold(name: &str) -> String {
    if name.chars().all(stays) {
        // Nearly every name.
        return Folded::of(name.trim()).text;
    }
    let plain: String = name.nfkc().collect();
    Folded::of(plain.trim()).text
}

/// Whether `name` (folded) can be left out at a glance: a character of it is not in the text.
pub(super) fn is_absent(name: &str, original: &str, hints: Hints) -> bool {
    if let Some(has) = hints.ascii {
        return name.bytes().any(|b| !b.is_ascii() || has >> b & 1 == 0);
    }
    // What is odd may turn into anything.
    !hints.odd
        && name.chars().next().is_some_and(|first| {
            let mut bytes = [0; 4];
            is_han(first) && memmem::find(original.as_bytes(), first.encode_utf8(&mut bytes).as_bytes()).is_none()
        })
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A letter of a script that sets words apart by spaces; those from U+2E80 on do not.
fn is_of_a_word(c: char) -> bool {
    c < '\u{2e80}' && c.is_alphabetic()
}
