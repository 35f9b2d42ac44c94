//! Finds e-mail addresses in a normalised text.
//!
//! ASCII addresses only: in Chinese text no space marks where a non-ASCII address would begin.

use std::ops::Range;

/// The ranges of all addresses.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> =
        memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| address(text, at)).collect();
    if may_be_written_out(text) {
        all.extend(written_out(text));
    }
    all
}

/// Whether the `@` of an address may be written as a word in brackets: `(at)`.
pub(super) fn may_be_written_out(text: &str) -> bool {
    memchr::memchr3_iter(b')', b']', b'}', text.as_bytes()).any(|end| ends_with_at(&text.as_bytes()[..end]))
        || (!text.is_ascii() && text.contains(['）', '］', '｝']) && text.to_ascii_lowercase().contains("at"))
}

fn ends_with_at(bytes: &[u8]) -> bool {
    bytes.trim_ascii_end().last_chunk::<2>().is_some_and(|word| word.eq_ignore_ascii_case(b"at"))
}

/// Addresses with words in brackets for `@` and `.`; the text is searched with the signs in place of the words.
fn written_out(text: &str) -> Vec<Range<usize>> {
    let (mut plain, mut places, mut at) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()), 0);
    while at < text.len() {
        let (sign, end) = match bracketed(text, at) {
            Some(found) => found,
            None => {
                let c = text[at..].chars().next().unwrap_or(' ');
                (c, at + c.len_utf8())
            }
        };
        plain.push(sign);
        places.resize(plain.len(), (at, end));
        at = end;
    }
    let found = memchr::memchr_iter(b'@', plain.as_bytes()).filter_map(|at| address(&plain, at));
    let range = found.map(|r| places[r.start].0..places[r.end - 1].1);
    range.filter(|r| !text[r.clone()].contains('@')).collect()
}

/// The sign written as a bracketed word at `at`, surrounding spaces included, and where it ends.
fn bracketed(text: &str, at: usize) -> Option<(char, usize)> {
    let inside = text[at..].trim_start().strip_prefix(['(', '[', '{'])?;
    let word = &inside[..inside.find([')', ']', '}'])?];
    let sign = match word.trim() {
        w if w.eq_ignore_ascii_case("at") => '@',
        w if w.eq_ignore_ascii_case("dot") => '.',
        _ => return None,
    };
    let rest = inside[word.len() + 1..].trim_start();
    Some((sign, text.len() - rest.len()))
}

/// The address around the `@` at `at`: a local part, and a domain of two or more labels, the last of which is not a
/// number.
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
    fn only_complete_email_addresses_are_found() {
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
