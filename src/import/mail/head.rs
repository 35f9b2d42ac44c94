//! Heads of messages that not every program writes as RFC 5322 and RFC 2047 want them.
//!
//! Invariant: the body is not changed, and a head that is as it should be is not copied.

use encoding_rs::GB18030;
use mail_parser::decoders::base64::base64_decode;
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A word in another encoding: charset, `B` or `Q`, and the encoded text.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=").ok());

/// The message with a head that can be read: without a byte order mark, with line feeds, and its encoded words joined.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&b'\r') && !bytes.contains(&b'\n') {
        // Line ends of old Macintosh programs.
        let lines: Vec<u8> = bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect();
        return Cow::Owned(readable(&lines).into_owned());
    }
    let find = |needle: &[u8]| memchr::memmem::find(bytes, needle);
    let end = [find(b"\r\n\r\n"), find(b"\n\n")].into_iter().flatten().min().unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(end);
    let head = match in_unicode(head) {
        Cow::Borrowed(head) => joined(head),
        Cow::Owned(head) => Cow::Owned(joined(&head).into_owned()),
    };
    match head {
        Cow::Borrowed(_) => Cow::Borrowed(bytes),
        Cow::Owned(head) => Cow::Owned([&head, body].concat()),
    }
}

/// Heads should be ASCII. Some programs write them in GB18030 all the same; any other encoding is not guessed.
fn in_unicode(head: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(head);
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(head) {
        Some(text) => Cow::Owned(text.into_owned().into_bytes()),
        None => Cow::Borrowed(head),
    }
}

/// Makes one word of encoded words of one charset that follow each other: many programs cut in the middle of a character.
fn joined(head: &[u8]) -> Cow<'_, [u8]> {
    let Some(word) = &*WORD else { return Cow::Borrowed(head) };
    let (mut out, mut copied) = (Vec::new(), 0);
    let mut words = word.captures_iter(head).peekable();
    while let Some(first) = words.next() {
        let part = |captures: &regex::bytes::Captures<'_>, at: usize| {
            captures.get(at).map_or((0..0, Vec::new()), |found| (found.range(), found.as_bytes().to_vec()))
        };
        let (range, _) = part(&first, 0);
        let (_, charset) = part(&first, 1);
        let decoded = |captures: &regex::bytes::Captures<'_>| decode(&part(captures, 2).1, &part(captures, 3).1);
        let Some(mut text) = decoded(&first) else { continue };
        let (mut end, mut several) = (range.end, false);
        while let Some(next) = words.peek() {
            let (of_next, _) = part(next, 0);
            let goes_on = head[end..of_next.start].iter().all(u8::is_ascii_whitespace)
                && part(next, 1).1.eq_ignore_ascii_case(&charset);
            let Some(more) = decoded(next).filter(|_| goes_on) else { break };
            text.extend(more);
            (end, several) = (of_next.end, true);
            words.next();
        }
        if several {
            out.extend(&head[copied..range.start]);
            out.extend([b"=?", &charset[..], b"?Q?"].concat());
            text.iter().for_each(|byte| out.extend(format!("={byte:02X}").as_bytes()));
            out.extend(b"?=");
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(head);
    }
    out.extend(&head[copied..]);
    Cow::Owned(out)
}

/// The bytes of an encoded text; `None` if it is not in that encoding.
fn decode(how: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    if how.eq_ignore_ascii_case(b"B") {
        return base64_decode(text);
    }
    let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
    while at < text.len() {
        match text[at] {
            b'=' => {
                out.push(u8::from_str_radix(std::str::from_utf8(text.get(at + 1..at + 3)?).ok()?, 16).ok()?);
                at += 3;
                continue;
            }
            b'_' => out.push(b' '),
            other => out.push(other),
        }
        at += 1;
    }
    Some(out)
}
