//! Marks within a line: `**strong**`, `[92](#cases-3)`, `____`, `\n` for a line end, `\` before what is to stay text.
//!
//! Invariant: what [`escape`] returns is read as one plain text, the one that was given.

use crate::document::span::{Span, Spans};

/// `text` so that none of it is markup: for values that a template puts into its text. Line ends become `\n`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' => safe.push_str("\\n"),
            // Spaces count at the ends only, where they would be cut off.
            ' ' => safe.push(' '),
            c if c.is_ascii_punctuation() || c.is_whitespace() || c.is_control() => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    safe
}

/// The spans of a text in markup.
pub(super) fn spans(text: &str) -> Spans {
    let (mut all, mut plain, mut rest) = (Vec::new(), String::new(), text);
    while let Some(c) = rest.chars().next() {
        if let Some((span, after)) = marked(rest) {
            flush(&mut plain, &mut all);
            all.push(span);
            rest = after;
        } else if let Some((literal, after)) = escaped(rest) {
            plain.push(literal);
            rest = after;
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    flush(&mut plain, &mut all);
    all
}

fn flush(plain: &mut String, all: &mut Spans) {
    if !plain.is_empty() {
        all.push(Span::Plain(std::mem::take(plain)));
    }
}

/// The marked span that `text` begins with, and what follows it.
fn marked(text: &str) -> Option<(Span, &str)> {
    if let Some(inner) = text.strip_prefix("**") {
        let end = find(inner, "**").filter(|end| *end > 0 && !inner.starts_with(' '))?;
        return Some((Span::Strong(unescaped(&inner[..end])), &inner[end + 2..]));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (shown, rest) = inner.split_at(find(inner, "](#")?);
        let (anchor, rest) = rest[3..].split_once(')')?;
        return is_anchor(anchor).then(|| (Span::Figure { text: unescaped(shown), anchor: anchor.into() }, rest));
    }
    let letters = text.bytes().take_while(|b| *b == b'_').count();
    (letters >= 2).then(|| (Span::Blank(letters), &text[letters..]))
}

/// Whether a target can have this name.
pub(super) fn is_anchor(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The character that `text` begins with as an escape, and what follows it. Before a letter or digit other than `n` the backslash is text.
fn escaped(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix('\\')?;
    let c = rest.chars().next()?;
    let literal = if c == 'n' { '\n' } else { c };
    (c == 'n' || !c.is_alphanumeric()).then(|| (literal, &rest[c.len_utf8()..]))
}

fn unescaped(text: &str) -> String {
    let (mut all, mut rest) = (String::new(), text);
    while let Some(c) = rest.chars().next() {
        let (literal, after) = escaped(rest).unwrap_or((c, &rest[c.len_utf8()..]));
        all.push(literal);
        rest = after;
    }
    all
}

/// Where `mark` stands in `text` and is not escaped.
pub(super) fn find(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(mark) {
            return Some(at);
        }
        let next =
            escaped(rest).map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(_, r)| rest.len() - r.len());
        at += next;
    }
    None
}

/// The parts of `text` between marks that are not escaped.
pub(super) fn split<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(at) = find(rest, mark) {
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    parts.push(rest);
    parts
}

/// `text` without spaces at its ends, but for those that are escaped.
pub(super) fn trimmed(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.trim_end();
    // An escaped space at the end keeps its place.
    let slashes = end.bytes().rev().take_while(|b| *b == b'\\').count();
    let kept = text[end.len()..].chars().next().filter(|_| slashes % 2 == 1).map_or(0, char::len_utf8);
    &text[..end.len() + kept]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::span::plain;

    fn figure(text: &str, anchor: &str) -> Span {
        Span::Figure { text: text.into(), anchor: anchor.into() }
    }

    #[test]
    fn marks_become_spans() {
        let text = |text: &str| Span::Plain(text.into());
        for (markup, wanted) in [
            (
                "共 [92](#cases-1) 件，**上升** ____",
                vec![
                    text("共 "),
                    figure("92", "cases-1"),
                    text(" 件，"),
                    Span::Strong("上升".into()),
                    text(" "),
                    Span::Blank(4),
                ],
            ),
            ("a\\nb \\*\\*c\\*\\* \\q", plain("a\nb **c** \\q")),
            ("**a\\*\\*b**", vec![Span::Strong("a**b".into())]),
            ("[x](http://example.invalid) [y](#a b)", plain("[x](http://example.invalid) [y](#a b)")),
            ("** no end, a_b, ****", plain("** no end, a_b, ****")),
            ("", vec![]),
        ] {
            assert_eq!(spans(markup), wanted, "{markup}");
        }
    }
}
