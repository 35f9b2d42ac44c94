//! The files that came with a message.

use super::one_line;
use encoding_rs::{Encoding, GB18030};
use mail_parser::{HeaderName, Message, MessagePart, MimeHeaders};

/// The files that came with a message, by their names.
pub(super) fn of(message: &Message<'_>) -> Vec<(String, Vec<u8>)> {
    let one = |(place, part): (usize, &mail_parser::MessagePart<'_>)| {
        let name = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
        let name = match name {
            Some(name) if name.contains('\u{fffd}') => raw_name(message, part).or(Some(name)),
            name => name,
        };
        let bytes = match part.message() {
            Some(inner) => inner.raw_message().to_vec(),
            None => part.contents().to_vec(),
        };
        (name.unwrap_or_else(|| format!("attachment-{}.{}", place + 1, ending(part))), bytes)
    };
    message.attachments().enumerate().map(one).collect()
}

/// The ending of a file without a name, by what it says that it is.
fn ending(part: &MessagePart<'_>) -> String {
    if part.is_message() {
        return "eml".into();
    }
    let subtype = part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default().to_lowercase();
    match subtype.as_str() {
        "plain" => "txt".into(),
        "jpeg" => "jpg".into(),
        "png" | "gif" | "pdf" | "html" | "xml" | "zip" | "mp4" | "csv" | "bmp" | "webp" => subtype,
        _ if part.is_text() => "txt".into(),
        _ => "bin".into(),
    }
}

/// A file's name that was cut inside a character (RFC 2231, section 3), or written in GB18030 without saying so.
fn raw_name(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let header = part.headers.iter().find(|header| header.name == HeaderName::ContentDisposition)?;
    let (start, end) = (header.offset_start as usize, header.offset_end as usize);
    let raw = message.raw_message().get(start..end)?;
    let mut bytes = Vec::new();
    let mut charset = None;
    for piece in raw.split(|byte| *byte == b';') {
        let Some(at) = piece.iter().position(|byte| *byte == b'=') else { continue };
        let (key, value) = (piece[..at].trim_ascii(), piece[at + 1..].trim_ascii());
        if !key.to_ascii_lowercase().starts_with(b"filename") {
            continue;
        }
        let mut value = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value);
        if key.ends_with(b"*") {
            // The first piece begins with the charset and the language: utf-8'zh'%E8...
            let mut parts = value.splitn(3, |byte| *byte == b'\'');
            if let (None, Some(name), Some(_), Some(rest)) = (charset, parts.next(), parts.next(), parts.next()) {
                charset = Encoding::for_label(name);
                value = rest;
            }
            bytes.extend(unescaped(value));
        } else {
            bytes.extend_from_slice(value);
        }
    }
    let name = charset.unwrap_or(GB18030).decode_without_bom_handling_and_without_replacement(&bytes)?;
    Some(one_line(&name)).filter(|name| !name.is_empty())
}

/// The bytes of `%E8%AF%81`.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
    while let Some(byte) = text.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let escaped = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::import::mail::Mail;
    use encoding_rs::GB18030;

    fn named(disposition: &[u8]) -> Vec<String> {
        let head = b"From: a@b.cn\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x\r\nContent-Type: image/png\r\nContent-Disposition: ";
        let bytes = [&head[..], disposition, b"\r\n\r\nx\r\n--x--\r\n"].concat();
        Mail::parse(&bytes).expect("a message").files.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_of_files_are_read_however_they_are_written() {
        assert_eq!(named(b"attachment; filename=\"a b.png\""), ["a b.png"]);
        assert_eq!(named(b"inline"), ["attachment-1.png"]);
        let split = b"attachment;\r\n filename*0*=utf-8''%E8%AF%81%E6%8D;\r\n filename*1*=%AE%E4%B8%80.pdf";
        assert_eq!(named(split), ["\u{8bc1}\u{636e}\u{4e00}.pdf"]);
        let (raw, ..) = GB18030.encode("证据一.pdf");
        assert_eq!(named(&[b"attachment; filename=\"", &*raw, b"\""].concat()), ["证据一.pdf"]);
    }
}
