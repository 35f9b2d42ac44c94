//! A text in Unicode NFKC that maps every part back to its place in the original. Fractions stay as they are, because
//! NFKC turns 3½ into 31⁄2.
//!
//! Invariant: `original` of any range of the normalised text is a range of whole characters of the original. A text
//! that NFKC does not change is borrowed, not copied.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// What one pass over a text tells about its contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// Whether a character is a digit or normalises to one.
    pub(super) digits: bool,
    /// Whether it contains an `@`, of any width.
    pub(super) at: bool,
    /// Whether a character may normalise to a common Han character, so that a name may occur in another form.
    pub(super) odd: bool,
    /// For an ASCII text, the characters that it contains, in lower case: one bit each.
    pub(super) ascii: Option<u128>,
}

impl Hints {
    pub(super) fn of(text: &str) -> Self {
        let mut hints = Self::default();
        if text.is_ascii() {
            let has = text.bytes().fold(0u128, |has, b| has | 1 << b.to_ascii_lowercase());
            let any = |c: RangeInclusive<u8>| c.into_iter().any(|b| has >> b & 1 == 1);
            return Self { digits: any(b'0'..=b'9'), at: any(b'@'..=b'@'), odd: false, ascii: Some(has) };
        }
        for c in text.chars() {
            match c {
                '0'..='9' => hints.digits = true,
                '@' => hints.at = true,
                // ASCII, common Han characters and their punctuation: nearly all characters.
                '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{301f}' => {}
                '\u{ff10}'..='\u{ff19}' => hints.digits = true,
                '\u{ff20}' | '\u{fe6b}' => hints.at = true,
                '\u{ff01}'..='\u{ff5e}' => {}
                _ => {
                    hints.odd = true;
                    // ², ₂, ①, ⒈, ㏠, 𝟏 and the like.
                    hints.digits |= matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{bc}'..='\u{be}'
                        | '\u{2070}'..='\u{218b}' | '\u{2460}'..='\u{249b}' | '\u{24ea}' | '\u{3200}'..='\u{33ff}'
                        | '\u{1ccf0}'..='\u{1ccf9}' | '\u{1d7ce}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f10a}' | '\u{1fbf0}'..='\u{1fbf9}');
                }
            }
        }
        hints
    }
}

/// The normalised text.
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// For each byte of `text`, and for its end, the start of its part in the original; `None` if both are the same.
    starts: Option<Vec<usize>>,
}

impl<'a> Plain<'a> {
    pub(super) fn of(original: &'a str) -> Self {
        if original.is_ascii() {
            return Self { text: Cow::Borrowed(original), starts: None };
        }
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::with_capacity(original.len() + 1);
        let mut at = 0;
        while let Some(first) = original[at..].chars().next() {
            let end = cluster_end(original, at, first);
            if end - at == first.len_utf8() && (stays(first) || is_fraction(first)) {
                text.push(first);
            } else {
                text.extend(original[at..end].nfkc());
            }
            starts.resize(text.len(), at);
            at = end;
        }
        starts.push(original.len());
        Self { text: Cow::Owned(text), starts: Some(starts) }
    }

    /// The range in the original of a range of the normalised text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let Some(starts) = &self.starts else { return range };
        let begin = starts[range.start];
        let last = starts[range.end.max(range.start + 1) - 1];
        // Several characters may come from one (⑩, ㎏): extend to the start of the next one.
        let end = starts[range.end..].iter().find(|s| **s > last).copied();
        begin..end.unwrap_or(starts[starts.len() - 1])
    }
}

/// Characters that NFKC does not change; used for speed only, and not complete.
pub(super) fn stays(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' | '\u{3001}' | '\u{3002}' | '\u{201c}' | '\u{201d}')
}

fn is_fraction(c: char) -> bool {
    matches!(c, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215f}' | '\u{2189}')
}

/// The end of the character at `at`, including all that NFKC may combine with it.
fn cluster_end(text: &str, at: usize, first: char) -> usize {
    let begin = at + first.len_utf8();
    // An ASCII character follows: nothing to combine.
    if text.as_bytes().get(begin).is_none_or(u8::is_ascii) {
        return begin;
    }
    let joins = |c: char| {
        let hangul = ('\u{1160}'..='\u{11ff}').contains(&c);
        hangul || matches!(c, '\u{ff9e}' | '\u{ff9f}') || (!stays(c) && canonical_combining_class(c) != 0)
    };
    text[begin..].char_indices().find(|(_, c)| !joins(*c)).map_or(text.len(), |(i, _)| begin + i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_map_back_to_the_original() {
        let original = "电话１３８．㎏e\u{301}⑩½x";
        let plain = Plain::of(original);
        assert_eq!(plain.text, "电话138.kgé10½x");
        let back = |part: &str| {
            let at = plain.text.find(part).expect("part of the text");
            &original[plain.original(at..at + part.len())]
        };
        assert_eq!(back("138"), "１３８");
        assert_eq!(back("k"), "㎏");
        assert_eq!(back("é1"), "e\u{301}⑩");
        assert_eq!(back("x"), "x");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_text_equals_nfkc(text in "[a-z1１ｶﾞé\u{301}\u{327}가\u{1100}\u{1161}①²張\u{f9fc}中。　]{0,12}") {
            let plain = Plain::of(&text);
            prop_assert_eq!(plain.text.to_string(), text.nfkc().collect::<String>());
            for (i, c) in plain.text.char_indices() {
                let range = plain.original(i..i + c.len_utf8());
                prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{:?}", range);
            }
        }

        #[test]
        fn hints_report_every_digit_and_at_sign(c in any::<char>()) {
            let text = c.to_string();
            let (plain, hints) = (Plain::of(&text), Hints::of(&text));
            prop_assert!(hints.digits || !plain.text.contains(|c: char| c.is_ascii_digit()));
            prop_assert!(hints.at || !plain.text.contains('@'));
        }
    }

    #[test]
    fn hints_are_right_for_every_character() {
        for c in '\0'..=char::MAX {
            let hints = Hints::of(c.encode_utf8(&mut [0; 4]));
            let normal: String = std::iter::once(c).nfkc().collect();
            assert!(hints.digits || !normal.contains(|c: char| c.is_ascii_digit()), "{c:?}");
            assert!(hints.at || !normal.contains('@'), "{c:?}");
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(hints.odd || han(c) || !normal.contains(han), "{c:?}");
            assert!(!stays(c) || normal == c.to_string(), "{c:?}");
        }
    }
}
