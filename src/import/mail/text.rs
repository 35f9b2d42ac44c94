//! The text of a message out of its parts.
//!
//! Invariant: where the text does not say all that the message does, that is told, so that the message is kept whole.

use super::html;
use encoding_rs::GB18030;
use mail_parser::{Message, MimeHeaders};
use std::borrow::Cow;

/// The text of a message, all its parts one after the other, and whether it says all that the message does.
pub(super) fn of(message: &Message<'_>) -> (String, bool) {
    let plain = |text: Cow<'_, str>| text.replace("\r\n", "\n").trim().to_string();
    let places: Vec<u32> = message.text_body.clone();
    let parts = places.iter().filter_map(|place| message.part(*place));
    let of_part = |part: &mail_parser::MessagePart<'_>| {
        in_its_bytes(message, part).or_else(|| part.text_contents().map(String::from))
    };
    let mut texts: Vec<String> = (0..places.len())
        .filter_map(|at| message.body_text(at))
        .zip(parts.filter(|part| part.is_text()))
        .map(|(read, part)| match part.is_text_html() {
            true => {
                let html = part.text_contents().unwrap_or_default();
                let html = if html.contains('\u{fffd}') { of_part(part) } else { Some(html.into()) };
                html::text(&html.unwrap_or_default())
            }
            false if read.contains('\u{fffd}') => of_part(part).map_or_else(|| plain(read), |text| plain(text.into())),
            false => plain(read),
        })
        .filter(|text| !text.is_empty())
        .collect();
    let mut is_whole = texts.len() <= 1;
    if texts.is_empty() {
        // Of two forms of one text the plain one may be blank.
        let html = (0..message.html_body_count()).filter_map(|at| message.body_html(at));
        texts = html.map(|html| html::text(&html)).filter(|text| !text.is_empty()).collect();
        is_whole = texts.is_empty();
    }
    is_whole &= !texts.iter().any(|text| text.contains('\u{fffd}'));
    is_whole &= !message.parts.iter().any(|part| part.is_encoding_problem);
    let text = texts.join("\n\n");
    if text.is_empty() {
        // Of a message that was cut off, the text passes for a file without a name.
        let nameless = |part: &&mail_parser::MessagePart<'_>| part.attachment_name().is_none();
        let part = message.attachments().filter(nameless).find_map(|part| part.text_contents());
        return (part.unwrap_or_default().replace("\r\n", "\n"), is_whole);
    }
    match other_form(message, &text) {
        None => (text, is_whole),
        Some(None) => (text, false),
        Some(Some(html)) => (format!("{text}\n\n{html}"), false),
    }
}

/// A part that names no encoding that is known, read as GB18030, if it is that.
fn in_its_bytes(message: &Message<'_>, part: &mail_parser::MessagePart<'_>) -> Option<String> {
    let plain =
        part.content_transfer_encoding().is_none_or(|how| matches!(&*how.to_lowercase(), "7bit" | "8bit" | "binary"));
    let start = usize::try_from(part.raw_body_offset()).ok()?;
    let end = usize::try_from(part.raw_end_offset()).ok()?;
    let bytes = message.raw_message().get(start..end).filter(|_| plain)?;
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// Compares a plain text with what the same message says in HTML. `None`: it says nothing more. Else the message must be kept, and what
/// it says in HTML is given where most of that is missing in the plain text, which then only says that there is more.
fn other_form(message: &Message<'_>, plain: &str) -> Option<Option<String>> {
    let is_plain = message.text_body.iter().filter_map(|place| message.part(*place)).all(|part| !part.is_text_html());
    let html = (0..message.html_body_count())
        .filter(|at| {
            message.html_part(u32::try_from(*at).unwrap_or(0)).is_some_and(mail_parser::MessagePart::is_text_html)
        })
        .filter_map(|at| message.body_html(at));
    let html = html.filter(|_| is_plain).map(Cow::into_owned).collect::<Vec<_>>();
    let whole = |text: fn(&str) -> String| html.iter().map(|html| text(html)).collect::<Vec<_>>().join("\n\n");
    let (words, linked) = (whole(html::words), whole(html::text));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let plain = letters(plain);
    let lines: Vec<String> = words.lines().map(letters).filter(|line| !line.is_empty()).collect();
    let size = |lines: &mut dyn Iterator<Item = &String>| lines.map(|line| line.chars().count()).sum::<usize>();
    let missing = size(&mut lines.iter().filter(|line| !plain.contains(line.as_str())));
    match missing {
        // The addresses of its links are all that it says more.
        0 if linked != words => Some(None),
        0 => None,
        _ if missing * 2 > size(&mut lines.iter()) => Some(Some(linked)),
        _ => Some(None),
    }
}
