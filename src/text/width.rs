//! Measures, pads, cuts and wraps text by display columns. No other module measures text or breaks lines.
//!
//! Widths: Unicode Standard Annex 11, by the crate `unicode-width`. Text is never cut inside a grapheme cluster (Annex
//! 29).

use super::sanitize::sanitized;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The number of columns that `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, 0x20..0x7f)) { text.len() } else { UnicodeWidthStr::width(text) }
}

/// `text` padded with spaces to `columns`; on its left if `right` is set, so that it is right-aligned. Longer text is
/// returned unchanged.
#[must_use]
pub fn pad(text: &str, columns: usize, right: bool) -> String {
    let spaces = " ".repeat(columns.saturating_sub(width(text)));
    if right { spaces + text } else { text.to_string() + &spaces }
}

/// At most `columns` of `text`; if something is cut off, the last column is `…`.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let (end, _) = fitting(text, columns - 1);
    Cow::Owned(format!("{}…", &text[..end]))
}

/// The end (in bytes) and the width of the longest prefix of at most `columns`.
fn fitting(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let next = used + width(cluster);
        if next > columns {
            return (at, used);
        }
        used = next;
    }
    (text.len(), used)
}

/// Breaks one line of text into lines of at most `columns`: between words and between Chinese characters, and inside a
/// word only if it is longer than a line. After `most` lines the rest is cut off with `…`. A cluster wider than a line
/// becomes `…`.
#[must_use]
pub fn wrap(text: &str, columns: usize, most: usize) -> Vec<Cow<'_, str>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while width(rest) > columns {
        if lines.len() + 1 == most {
            lines.push(truncate(rest, columns));
            return lines;
        }
        let end = break_before(rest, columns);
        let line = rest[..end].trim_end_matches(' ');
        lines.push(Cow::Borrowed(if width(line) <= columns { line } else { "…" }));
        rest = rest[end..].trim_start_matches(' ');
    }
    if lines.is_empty() || !rest.is_empty() {
        lines.push(Cow::Borrowed(rest));
    }
    lines
}

/// A text of several paragraphs as sanitized lines of at most `columns` (at least 8).
#[must_use]
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let lines = |paragraph: &str| {
        let paragraph = sanitized(paragraph);
        wrap(&paragraph, columns.max(8), usize::MAX).into_iter().map(Cow::into_owned).collect::<Vec<_>>()
    };
    text.lines().flat_map(lines).collect()
}

/// The last break position (in bytes) at which the text before it fits; `text` is wider than `columns`.
fn break_before(text: &str, columns: usize) -> usize {
    let (mut used, mut best, mut last) = (0, 0, "");
    for (at, cluster) in text.grapheme_indices(true) {
        if at > 0 && may_break(last, cluster) {
            best = at;
        }
        used += width(cluster);
        if used > columns && cluster != " " {
            let first = if at == 0 { cluster.len() } else { at };
            return if best > 0 { best } else { first };
        }
        last = cluster;
    }
    text.len()
}

/// The width of the longest part of `text` that [`wrap`] does not break if it fits.
#[must_use]
pub fn longest_word(text: &str) -> usize {
    let (mut longest, mut word, mut last) = (0, 0, "");
    for cluster in text.graphemes(true) {
        if may_break(last, cluster) {
            word = 0;
        }
        word += if cluster == " " { 0 } else { width(cluster) };
        longest = longest.max(word);
        last = cluster;
    }
    longest
}

/// Whether a line may end between two clusters: after a space, and beside a wide character; but no line begins with
/// closing punctuation or ends with opening punctuation (GB/T 15834—2011).
fn may_break(before: &str, after: &str) -> bool {
    const NOT_FIRST: &str = "，。、；：？！）》〉」』】〕…—·～％,.;:?!)]}%”’/";
    const NOT_LAST: &str = "（《〈「『【〔([{“‘￥¥";
    if before.is_empty() || after == " " {
        return false;
    }
    before == " "
        || ((width(before) > 1 || width(after) > 1) && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::{harmless, is_harmful};
    use proptest::prelude::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("a柜台"), 5);
        assert_eq!(pad("柜台", 6, false) + "|", "柜台  |");
        assert_eq!(pad("7", 3, true), "  7");
        assert_eq!(truncate("柜台服务", 6), "柜台…");
        assert_eq!(truncate("柜台服务", 8), "柜台服务");
        assert_eq!(truncate("ab", 0), "");
    }

    #[test]
    fn wraps_as_each_script_does() {
        assert_eq!(wrap("the counter clerk", 11, 9), ["the counter", "clerk"]);
        assert_eq!(wrap("柜台人员说：“明天再来”，态度差。", 12, 9), ["柜台人员说：", "“明天再来”，", "态度差。"]);
        assert_eq!(wrap("HQ-2026-0042", 5, 9), ["HQ-20", "26-00", "42"]);
        assert_eq!(wrap("one two three", 5, 2), ["one", "two …"]);
        assert_eq!(wrap("", 5, 2), [""]);
        assert_eq!(longest_word("见 HQ-2026-0042，谢"), 14);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn lines_fit_and_lose_nothing(text in "[a-z ,.（，。服务态度é👍]{0,60}", columns in 2usize..30) {
            let lines = wrap(&text, columns, usize::MAX);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
            let bare = |s: &str| s.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }

        #[test]
        fn whatever_it_is_it_fits(text in any::<String>(), columns in 2usize..20, most in 1usize..5) {
            let safe = harmless(&text);
            let lines = wrap(&safe, columns, most);
            prop_assert!(lines.len() <= most);
            prop_assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
        }

        #[test]
        fn nothing_harmful_is_left(text in any::<String>(), columns in 0usize..20) {
            let safe = harmless(&text);
            prop_assert!(!safe.contains(is_harmful));
            prop_assert!(width(&truncate(&safe, columns)) <= columns);
        }
    }
}
