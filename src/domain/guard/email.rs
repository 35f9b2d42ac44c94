//! E-mail addresses in a normalised text.
//!
//! Only addresses in ASCII: beside Chinese there is no space that would say where a Chinese address begins.

use std::ops::Range;

/// Where the addresses stand.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| address(text, at)).collect()
}

/// The address around the `@` at `at`: a local part, and a domain of two labels or more whose last one is no number.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let local = bytes[..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    let begin = at - local + bytes[at - local..at].iter().take_while(|b| b"._-+%".contains(b)).count();
    let domain = bytes[at + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']);
    let (labels, top) = domain.rsplit_once('.')?;
    let named = top.len() >= 2 && top.starts_with(|c: char| c.is_ascii_alphabetic());
    (begin < at && named && labels.split('.').all(|label| !label.is_empty())).then(|| begin..at + 1 + domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_addresses_only() {
        for (text, found) in [
            ("请发zhang.wei+1@mail.bank.com.cn。谢谢", vec!["zhang.wei+1@mail.bank.com.cn"]),
            ("<a@b.cn>,c_d@e-f.org.", vec!["a@b.cn", "c_d@e-f.org"]),
            ("_x@y.cn-", vec!["x@y.cn"]),
            ("@li.na 见 a@b, @c.cn, p@1.2.3, q@v1.2, r@.cn, s@t..cn, @", vec![]),
        ] {
            assert_eq!(addresses(text).into_iter().map(|r| &text[r]).collect::<Vec<_>>(), found);
        }
    }
}
