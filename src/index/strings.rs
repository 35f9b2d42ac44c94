//! The string table: each code once, by number. Number 0 is the empty text.
//!
//! Invariant: a number, once assigned, means the same text in every index that is built from this one.

use crate::domain::Code;
use crate::index::fast_hash::Map;

/// The most texts in the table (numbers have two bytes, and one number is left for [`crate::index::columns::RARE`]), and the longest text
/// in bytes. Other texts are stored in the records.
const MOST: usize = (1 << 16) - 1;
const LONGEST: usize = 80;

/// Access to texts by number.
pub(super) trait Lookup {
    /// The text; `None` if there is no such number.
    fn text(&self, number: u32) -> Option<&str>;
}

/// The texts of an index, read once for many look-ups.
#[derive(Debug)]
pub struct IndexTexts<'p>(pub(super) Vec<&'p str>);

impl Lookup for IndexTexts<'_> {
    fn text(&self, number: u32) -> Option<&str> {
        self.0.get(number as usize).copied()
    }
}

/// A string table that grows.
#[derive(Debug)]
pub(super) struct Interner {
    texts: Vec<Code>,
    numbers: Map<Code, u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { texts: vec![Code::default()], numbers: Map::default() }
    }
}

impl Interner {
    /// The number of a text, which is added if needed; `None` if the table is full or the text too long.
    pub(super) fn number(&mut self, text: &str) -> Option<u32> {
        if text.is_empty() {
            // The most common case.
            return Some(0);
        }
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        if self.texts.len() >= MOST || text.len() > LONGEST {
            return None;
        }
        let number = u32::try_from(self.texts.len()).ok()?;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        Some(number)
    }

    /// All texts, in the order of their numbers.
    pub(super) fn texts(&self) -> &[Code] {
        &self.texts
    }
}

impl Lookup for Interner {
    fn text(&self, number: u32) -> Option<&str> {
        self.texts.get(number as usize).map(Code::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Case;
    use crate::index::columns::{RARE, Row, standing};

    #[test]
    fn texts_beyond_the_table_are_rare_and_make_the_row_odd() {
        let mut strings = Interner::default();
        for number in 1..u32::try_from(MOST).expect("a number") {
            assert_eq!(strings.number(&number.to_string()), Some(number));
        }
        let case = |channel: &str| {
            let mut case = Case::default();
            case.facts.channel = channel.into();
            case
        };
        let last = Row::of(&case("65534"), &mut strings);
        assert_eq!((last.channel, last.standing), (RARE - 1, standing::COUNTS));
        assert_eq!(strings.text(u32::from(RARE)), None);
        // The table is full, or the text is too long: only the record has it.
        for rare in ["one more", &"x".repeat(LONGEST + 1)] {
            assert_eq!(strings.number(rare), None);
            let row = Row::of(&case(rare), &mut strings);
            assert_eq!((row.channel, row.standing), (RARE, standing::ODD));
        }
        assert_eq!(strings.number("7"), Some(7));
    }
}
