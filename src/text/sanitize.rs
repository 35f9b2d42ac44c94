//! Sanitizes stored text for all views: characters that could control a terminal or deceive the reader are shown as
//! escapes.
//!
//! Invariant: the result of [`harmless`] has no control character, no bidirectional override and nothing invisible that
//! can hide or move text. Source: Unicode Standard Annex 9 (directions) and the general categories Cc and Cf.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` on one line, with every character that could control a terminal or deceive the reader shown as an escape:
/// `\n`, `\x1b`, `\u{202e}`.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

/// The same for use within a sentence: line ends and tabs become spaces.
#[must_use]
pub fn sanitized(text: &str) -> String {
    harmless(&text.replace(['\n', '\r', '\t'], " ")).into_owned()
}

/// The same, but line ends are kept: for statements and notes that are printed as paragraphs.
#[must_use]
pub fn harmless_lines(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

fn escape(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let bad = |c: char| is_harmful(c) && !(keep_lines && c == '\n');
    if text.bytes().all(|b| matches!(b, 0x20..0x7f)) || !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if !bad(c) => safe.push(c),
            '\r' if keep_lines && chars.peek() == Some(&'\n') => {}
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            c if u32::from(c) < 0x100 => drop(write!(safe, "\\x{:02x}", u32::from(c))),
            c => drop(write!(safe, "\\u{{{:x}}}", u32::from(c))),
        }
    }
    Cow::Owned(safe)
}

/// Whether a character controls the terminal, reorders text, ends lines, or is invisible without shaping its
/// neighbours. The joiners U+200C and U+200D are allowed: scripts and emoji need them.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    match c {
        // Nearly all characters of ordinary text, including Han and kana.
        ' '..='~' | '\u{ae}'..='\u{61b}' | '\u{2070}'..='\u{fefe}' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// Whether a character changes the direction of the text after it, in any program (Unicode Annex 9, 2.1 to 2.4).
#[must_use]
pub fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\u{9b}c\x7f\t\n\r\0"), "a\\x1b[2Jb\\x9bc\\x7f\\t\\n\\r\\x00");
        assert_eq!(harmless("exe\u{202e}fdp\u{2066}\u{200b}"), "exe\\u{202e}fdp\\u{2066}\\u{200b}");
        assert_eq!(harmless_lines("一\r\n\t二\r"), "一\n\\t二\\r");
        assert!(matches!(harmless("柜台 👨\u{200d}👩"), Cow::Borrowed(_)));
    }
}
