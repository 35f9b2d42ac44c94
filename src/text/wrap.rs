//! Text for a terminal: as wide as it looks, broken into harmless lines. Chinese characters are two columns wide.
//!
//! Source: Unicode UAX #11 (widths).

use super::sanitize::sanitized;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text, filled up with blanks to `columns`.
#[must_use]
pub fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Breaks a text into harmless lines of at most `columns` (at least 8): between words, and anywhere between Chinese characters
/// but before a closing mark.
#[must_use]
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = Vec::new();
    for paragraph in text.lines().map(sanitized) {
        let mut line = String::new();
        for piece in pieces(&paragraph) {
            let fits = width(&line) + width(piece.trim_end()) <= columns;
            if !fits && !line.is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_string());
            }
            put(piece, columns, &mut line, &mut lines);
        }
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// Adds a piece to a line; one that is wider than a line is cut.
fn put(piece: &str, columns: usize, line: &mut String, lines: &mut Vec<String>) {
    for c in piece.chars() {
        if width(line) + c.width().unwrap_or(0) > columns && c != ' ' {
            lines.push(std::mem::take(line).trim_end().to_string());
        }
        line.push(c);
    }
}

/// The pieces between which a line may be broken: words with the blanks behind them, single wide characters with the marks
/// that cling to them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (i, c) in text.char_indices() {
        if before.is_some_and(|b| may_break(b, c)) {
            pieces.push(&text[start..i]);
            start = i;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）】》」』”’%…—";
    const OPENING: &str = "（【《「『“‘";
    let wide = |c: char| c.width() == Some(2);
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_between_words_and_between_characters() {
        assert_eq!(wrapped("the teller was rude", 11), ["the teller", "was rude"]);
        assert_eq!(wrapped("柜台服务态度，差", 8), ["柜台服务", "态度，差"]);
        assert_eq!(wrapped("柜台服务，态度", 8), ["柜台服", "务，态度"]);
        assert_eq!(wrapped("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(wrapped("abcdefghijk", 8), ["abcdefgh", "ijk"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_line_is_too_wide_and_no_character_is_lost(text in "[a-z ，。（）“”柜台服务\u{1b}]{0,80}", columns in 8usize..40) {
            let lines = wrapped(&text, columns);
            prop_assert!(lines.iter().all(|l| width(l) <= columns), "{lines:?}");
            let bare = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&sanitized(&text)));
        }
    }
}
