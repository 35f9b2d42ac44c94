//! Colour with plain ANSI sequences (ECMA-48, SGR): red, yellow, dim and bold only.
//!
//! Invariant: with `on` false the text is returned unchanged; with `on` true every sequence is closed.

use crate::document::table::Tone;
use std::borrow::Cow;

/// `text` in the colour of `tone`.
#[must_use]
pub fn paint(tone: Tone, text: &str, on: bool) -> Cow<'_, str> {
    match tone {
        Tone::Plain => Cow::Borrowed(text),
        Tone::Bad => wrap("31", text, on),
        Tone::Warn => wrap("33", text, on),
        Tone::Dim => wrap("2", text, on),
    }
}

/// `text` in bold.
#[must_use]
pub fn bold(text: &str, on: bool) -> Cow<'_, str> {
    wrap("1", text, on)
}

/// `text` dimmed.
#[must_use]
pub fn dim(text: &str, on: bool) -> Cow<'_, str> {
    wrap("2", text, on)
}

fn wrap<'a>(code: &str, text: &'a str, on: bool) -> Cow<'a, str> {
    if on && !text.is_empty() { Cow::Owned(format!("\x1b[{code}m{text}\x1b[0m")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_coloured_only_if_enabled() {
        assert_eq!(paint(Tone::Bad, "x", true), "\x1b[31mx\x1b[0m");
        assert_eq!(paint(Tone::Bad, "x", false), "x");
        assert_eq!(paint(Tone::Plain, "x", true), "x");
        assert_eq!(bold("", true), "");
    }
}
