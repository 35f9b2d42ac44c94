//! Messages about how a text is written.

use super::Talk;
use crate::say;
use crate::text::Two;
use crate::text::sanitize::sanitized;

pub(super) fn avoided(t: &Talk<'_>, field: &str, word: &str, instead: &str) -> String {
    let (field, word, instead) = (t.names.label(field, t.lang), sanitized(word), sanitized(instead));
    if instead.is_empty() {
        return say!(t.lang, "“{word}” in the {field}: leave it out", "{field}中有“{word}”，不必填写");
    }
    say!(t.lang, "“{word}” in the {field}; write: {instead}", "{field}中有“{word}”，应写：{instead}")
}

pub(super) fn vague(t: &Talk<'_>, field: &str, wants: &[String], instead: &str) -> String {
    let (field, instead) = (t.names.label(field, t.lang), sanitized(instead));
    if !instead.is_empty() {
        return say!(t.lang, "the {field} is not exact; write: {instead}", "{field}不够具体，应写：{instead}");
    }
    let wants: Vec<String> = wants.iter().map(|word| sanitized(word)).collect();
    let wants = wants.join(Two(", ", "、").get(t.lang));
    say!(t.lang, "the {field} is not exact: it has none of {wants}", "{field}不够具体，其中没有{wants}等字样")
}
