//! Pieces of `WordprocessingML`: escaped text, runs, paragraphs.
//!
//! Invariant: stored text is only ever the contents of `w:t` or of an attribute, escaped, without characters that XML 1.0 forbids.

use crate::document::span::Span;
use crate::text::sanitize::harmless_lines;

/// A text for contents and attributes: sanitized, escaped. Line ends stay.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in harmless_lines(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // No characters of XML (production 2 of the recommendation).
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// Runs of a text with these properties; `\n` is a line break.
pub(super) fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let line = |line: &str| format!("<w:t xml:space=\"preserve\">{line}</w:t>");
    let lines: Vec<String> = escaped(text).split('\n').map(line).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// A paragraph of a style (empty: the body's), with further properties in the order of the schema.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    format!("<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>\n")
}

/// The runs of a text with marks. A figure is a link where `has_target` says so.
pub(super) fn spans(text: &[Span], properties: &str, has_target: impl Fn(&str) -> bool) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) => run(text, properties),
        Span::Strong(text) => run(text, &format!("<w:b/><w:bCs/>{properties}")),
        Span::Figure { text, anchor } if has_target(anchor) => {
            format!("<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>", bookmark(anchor), run(text, properties))
        }
        Span::Figure { text, .. } => run(text, properties),
        // No-break spaces: ordinary ones are not underlined at the end of a line.
        Span::Blank(letters) => run(&"\u{a0}".repeat(letters.saturating_mul(2)), "<w:u w:val=\"single\"/>"),
    };
    text.iter().map(span).collect()
}

/// The name of a bookmark: a letter first, then letters, digits and `_`, at most 40.
pub(super) fn bookmark(name: &str) -> String {
    let safe = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    "to_".chars().chain(safe).take(40).collect()
}
