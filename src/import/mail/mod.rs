//! An e-mail (RFC 5322, MIME) as what a desk registers of it.
//!
//! Invariant: nothing of a message is lost: what does not fit in a statement is kept as the message itself. A message is known again by its
//! `Message-ID`, or where it has none by its bytes.

mod files;
mod head;
mod html;
mod text;

use crate::log::hash::plain;
use mail_parser::{Addr, Address, DateTime, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};
use std::borrow::Cow;

/// A longer body, in bytes, is cut in the statement; the whole message is kept beside it.
const LONGEST: usize = 100_000;

/// What is read of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mail {
    /// The key by which it is known again: letters only.
    pub(crate) key: String,
    /// Of an automatic answer: the key that all of a loop have, whatever each says that it answers.
    pub(crate) loop_key: Option<String>,
    /// A program wrote it in answer to something, or it reports on another message.
    pub(crate) automatic: bool,
    /// It reports that another message did not arrive.
    pub(crate) undelivered: bool,
    /// The sender's name; empty if it has none.
    pub(crate) name: String,
    /// The sender's address.
    pub(crate) address: String,
    /// The subject, on one line.
    pub(crate) subject: String,
    /// The text; of a message in HTML only, what it says.
    pub(crate) text: String,
    /// When the desk's own server received it, in seconds since 1970.
    pub(crate) received: Option<i64>,
    /// When it was written, by the sender's own word.
    pub(crate) written: Option<i64>,
    /// The messages that it answers, the nearest first, by their identifiers without `<>`.
    pub(crate) answers: Vec<String>,
    /// The files that came with it: name and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Mail {
    /// Reads a message; `None` if it is none.
    #[must_use]
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = head::readable(bytes);
        let message = MessageParser::default().parse(&*bytes)?;
        let (name, address, is_alone) = sender(&message);
        let subject = one_line(message.subject().unwrap_or_default());
        if address.is_empty() && subject.is_empty() && message.message_id().is_none() && message.date().is_none() {
            return None;
        }
        let own = message.message_id().map(str::trim).filter(|id| !id.is_empty());
        let (mut text, is_whole) = text::of(&message);
        let mut files = files::of(&message);
        if text.len() > LONGEST || !is_whole || !is_alone {
            let mut end = LONGEST.min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            files.push(("message.eml".into(), bytes.to_vec()));
        }
        let mut mail = Self {
            key: own.map_or_else(|| key(&without_returns(&bytes)), |id| key(id.as_bytes())),
            loop_key: None,
            automatic: is_automatic(&message),
            undelivered: is_undelivered(&message),
            name,
            address,
            subject,
            text: text.trim().into(),
            // Each server writes its own line above those of the servers before it.
            received: message.received_all().next().and_then(|received| received.date).map(seconds),
            written: message.date().copied().map(seconds),
            answers: answers(&message),
            files,
        };
        if mail.automatic {
            // The answers of a machine to a machine differ in nothing but identifiers and numbers: they are one message.
            let words = |text: &str| text.chars().filter(|c| !c.is_numeric()).collect::<String>();
            let (subject, text) = (words(&bare(&mail.subject)), words(&mail.text));
            let keyed = |answered: Option<&String>| {
                key(format!("{}\n{subject}\n{answered:?}\n{text}", mail.address).as_bytes())
            };
            mail.key = keyed(mail.answers.first());
            // Reports of letters that did not arrive are each of another one.
            mail.loop_key = (!mail.undelivered).then(|| keyed(None));
        }
        Some(mail)
    }

    /// Whether these bytes are a mailbox of several messages: each begins with a line `From ADDRESS DATE` (RFC 4155).
    #[must_use]
    pub(crate) fn is_mailbox(bytes: &[u8]) -> bool {
        let is_start = |line: &[u8]| {
            line.starts_with(b"From ") && line.windows(4).any(|year| year.starts_with(b"20") && year.is_ascii())
        };
        let is_head = |line: &[u8]| {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            name.len() < line.len() && !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
        };
        let plain = without_returns(bytes);
        let mut lines = plain.split(|byte| *byte == b'\n');
        if !lines.next().is_some_and(is_start) {
            return false;
        }
        let (mut blank, mut lines) = (false, lines.peekable());
        while let Some(line) = lines.next() {
            if blank && is_start(line) && lines.peek().is_some_and(|next| is_head(next)) {
                return true;
            }
            blank = line.is_empty();
        }
        false
    }

    /// The key of a message by who wrote what, where its identifier is that of another one.
    #[must_use]
    pub(crate) fn key_of_words(&self) -> String {
        key(format!("{}\n{}\n{}\n{}", self.key, self.address, self.subject, self.text).as_bytes())
    }

    /// The key of a message by its identifier, with or without `<>`.
    #[must_use]
    pub(crate) fn key_of(id: &str) -> String {
        key(id.trim().trim_start_matches('<').trim_end_matches('>').as_bytes())
    }
}

/// A digest in letters: digits in a row would look like a telephone number.
fn key(of: &[u8]) -> String {
    let hex = plain(of).to_string();
    let letter = |digit: u8| char::from(if digit.is_ascii_digit() { digit - b'0' + b'g' } else { digit });
    format!("mail-{}", hex.bytes().take(40).map(letter).collect::<String>())
}

/// The bytes as they are with plain line ends: mail programs change these.
fn without_returns(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != b'\r').collect()
}

/// The name and address to which answers go, and whether nobody else is named as its sender. A form on a web site sends in its own name
/// and names the person in `Reply-To`.
fn sender(message: &Message<'_>) -> (String, String, bool) {
    let text = |value: &Option<Cow<'_, str>>| value.as_deref().map(one_line).unwrap_or_default();
    let one = |Addr { name, address }: &Addr<'_>| {
        let (name, address) = (text(name), text(address));
        // Many programs repeat the address as the name.
        (if name.contains('@') { String::new() } else { name }, address)
    };
    let all = |name: HeaderName<'static>| {
        let values = message.header_values(name).filter_map(HeaderValue::as_address);
        values.flat_map(|list| list.iter().map(one)).collect::<Vec<_>>()
    };
    let mut from = all(HeaderName::From);
    if from.is_empty() {
        from = message.sender().and_then(Address::first).map(one).into_iter().collect();
    }
    let answered = all(HeaderName::ReplyTo).into_iter().next().filter(|(_, address)| address.contains('@'));
    let is_alone = from.len() <= 1;
    let (name, address) = from.into_iter().next().unwrap_or_default();
    match answered.filter(|(_, other)| !other.eq_ignore_ascii_case(&address)) {
        None => (name, address, is_alone),
        Some((named, other)) => (if named.is_empty() { name } else { named }, other, false),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A subject without the signs of an answer.
fn bare(subject: &str) -> String {
    let mut rest = subject.trim().to_lowercase();
    while let Some(next) =
        ["re:", "re：", "回复:", "回复：", "答复:", "答复：", "auto:", "自动回复:", "自动回复：", "fw:", "fwd:"]
            .iter()
            .find_map(|sign| rest.strip_prefix(sign))
    {
        rest = next.trim_start().to_string();
    }
    rest
}

/// Whether a program wrote it (RFC 3834), or reports that a message did not arrive (RFC 3464). What a form on a web site sends
/// (`auto-generated`) is a person's.
fn is_automatic(message: &Message<'_>) -> bool {
    let head = |name: &'static str| message.header_raw(name).map(|value| value.trim().to_lowercase());
    let auto = head("Auto-Submitted").is_some_and(|value| value.starts_with("auto-replied"));
    let bulk = head("Precedence").is_some_and(|value| matches!(&*value, "auto_reply" | "junk"));
    let marked = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"].iter().any(|name| head(name).is_some());
    let content = message.headers().iter().find(|header| header.name().eq_ignore_ascii_case("Content-Type"));
    let report = content.and_then(|header| header.value().as_content_type()).is_some_and(|content| {
        content.ctype().eq_ignore_ascii_case("multipart")
            && content.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
    });
    auto || bulk || marked || report
}

/// Whether it reports that a message did not arrive (RFC 3464).
fn is_undelivered(message: &Message<'_>) -> bool {
    let is_status = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| kind.subtype().is_some_and(|sub| sub.ends_with("delivery-status")))
    };
    let failed = |part: &mail_parser::MessagePart<'_>| {
        let text = String::from_utf8_lossy(part.contents()).to_lowercase();
        text.lines().any(|line| line.strip_prefix("action:").is_some_and(|action| action.trim() == "failed"))
    };
    message.parts.iter().filter(is_status).any(failed)
}

fn answers(message: &Message<'_>) -> Vec<String> {
    let all = |value: &HeaderValue<'_>| -> Vec<String> {
        match value {
            HeaderValue::Text(text) => vec![text.to_string()],
            HeaderValue::TextList(list) => list.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    };
    let mut found = all(message.in_reply_to());
    found.extend(all(message.references()).into_iter().rev());
    // A report that a message did not arrive holds that message.
    let inner = message.attachments().filter_map(|part| part.message()?.message_id());
    found.extend(inner.map(String::from));
    // Or its head only (RFC 3462).
    let is_head = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| kind.subtype().is_some_and(|sub| sub == "rfc822-headers"))
    };
    for part in message.parts.iter().filter(is_head) {
        let head = MessageParser::default().parse(part.contents());
        found.extend(head.and_then(|head| head.message_id().map(String::from)));
    }
    let mut known = std::collections::HashSet::new();
    found.retain(|id| known.insert(id.clone()));
    found
}

fn seconds(date: DateTime) -> i64 {
    date.to_timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    fn mail(text: &str) -> Mail {
        Mail::parse(text.replace('\n', "\r\n").as_bytes()).expect("a message")
    }

    #[test]
    fn every_text_of_a_message_is_taken_and_what_cannot_be_read_is_kept_whole() {
        let head = "From: w@example.com\nSubject: s\nMessage-ID: <a@b>\nMIME-Version: 1.0\n";
        let part = |kind: &str, text: &str| format!("--x\nContent-Type: {kind}\n\n{text}\n");
        let multi = |kind: &str, parts: &[String]| {
            mail(&format!("{head}Content-Type: multipart/{kind}; boundary=x\n\n{}--x--\n", parts.concat()))
        };
        let names = |mail: &Mail| mail.files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let mixed = multi(
            "mixed",
            &[part("text/plain", "first words"), part("image/png; name=a.png", "x"), part("text/plain", "last words")],
        );
        assert_eq!(
            (mixed.text.as_str(), names(&mixed)),
            ("first words\n\nlast words", vec!["a.png".into(), "message.eml".into()])
        );
        let blank = multi("alternative", &[part("text/plain", " "), part("text/html", "<p>He shouted</p>")]);
        assert_eq!(blank.text, "He shouted");
        let hidden = multi(
            "alternative",
            &[part("text/plain", "This program shows no HTML"), part("text/html", "<p>He shouted</p><p>at me</p>")],
        );
        assert_eq!((hidden.text.as_str(), hidden.files.len()), ("This program shows no HTML\n\nHe shouted\nat me", 1));
        let both = multi(
            "alternative",
            &[part("text/plain", "He shouted\nat  me"), part("text/html", "<p>He shouted at me</p>")],
        );
        assert_eq!((both.text.as_str(), both.files.len()), ("He shouted\nat  me", 0));
        let raw = [
            format!("{head}Content-Type: text/plain; charset=unknown-8bit\nContent-Transfer-Encoding: 8bit\n\n")
                .into_bytes(),
            vec![0xc4, 0xe3, 0xba, 0xc3],
        ]
        .concat();
        assert_eq!(Mail::parse(&raw).expect("a message").text, "你好");
    }

    #[test]
    fn a_message_is_read_and_known_again_by_its_identifier() {
        let one = mail(
            "From: =?GB18030?B?zfXQocP3?= <w@example.com>\nSubject: Re: =?Big5?B?q8i2RA==?= x\nMessage-ID: <a@b>\nDate: Mon, 23 Nov 2026 09:30:00 +0800\nIn-Reply-To: <c@d>\nReferences: <e@f> <c@d>\n\nHello\n",
        );
        assert_eq!((one.name.as_str(), one.address.as_str()), ("王小明", "w@example.com"));
        assert!(one.subject.starts_with("Re: ") && !one.subject.contains('?'), "{}", one.subject);
        assert_eq!(one.answers, ["c@d", "e@f"]);
        assert_eq!((one.written, one.received), (Some(1_795_397_400), None));
        assert_eq!(one.key, Mail::key_of("<a@b>"));
        assert!(one.key.bytes().skip(5).all(|b| b.is_ascii_lowercase()), "{}", one.key);
        let other = mail(
            "From: w@example.com\nMessage-ID: <a@b>\nReceived: from x by y; Mon, 23 Nov 2026 10:00:00 +0800\n\nAnother way\n",
        );
        assert_eq!(one.key, other.key);
    }

    #[test]
    fn encoded_words_that_cut_a_character_are_read() {
        let split = |charset: &str, bytes: &[u8], at: usize| {
            let word = |part: &[u8]| {
                let hex: String = part.iter().map(|byte| format!("={byte:02X}")).collect();
                format!("=?{charset}?Q?{hex}?=")
            };
            format!("{}\n {}", word(&bytes[..at]), word(&bytes[at..]))
        };
        let subject = "投诉贵行大同支行柜员";
        let (gb, ..) = GB18030.encode(subject);
        for (charset, bytes, at) in [("utf-8", subject.as_bytes(), 20), ("gb2312", &*gb, 9)] {
            let name = split(charset, bytes, at);
            let one = mail(&format!("From: {name} <a@b.cn>\nSubject: {name} =?us-ascii?Q?x_y?= z\n\nHello\n"));
            assert_eq!((one.subject.as_str(), one.name.as_str()), (&*format!("{subject}x y z"), subject), "{charset}");
        }
        let base64 = "=?utf-8?B?5oqV6K+J6LS16KGM5aSn5ZCM5pQ=?=\n =?utf-8?B?r+ihjA==?=";
        assert_eq!(mail(&format!("From: a@b.cn\nSubject: {base64}\n\nx\n")).subject, "投诉贵行大同支行");
    }

    #[test]
    fn html_without_a_charset_is_read_without_its_tags() {
        let (body, ..) = GB18030.encode("<div>金额5000</div><div>13次</div>");
        let bytes = [b"From: a@b.cn\r\nSubject: s\r\nContent-Type: text/html\r\n\r\n", &*body].concat();
        assert_eq!(Mail::parse(&bytes).expect("a message").text, "金额5000\n13次");
    }

    #[test]
    fn the_receipt_is_that_of_the_nearest_server() {
        let servers = "Received: from a by desk; Mon, 30 Nov 2026 10:00:00 +0800\nReceived: from b by a; Fri, 27 Nov 2026 09:00:00 +0800\n";
        let one = mail(&format!("{servers}From: a@b.cn\nSubject: s\nDate: Thu, 26 Nov 2026 09:00:00 +0800\n\nx\n"));
        assert_eq!(one.received, Some(1_796_004_000));
    }

    #[test]
    fn the_person_whom_a_web_form_names_is_the_sender() {
        let form = mail("From: Site <noreply@bank.cn>\nReply-To: 王小明 <w@example.com>\nSubject: s\n\nx\n");
        assert_eq!((form.name.as_str(), form.address.as_str()), ("王小明", "w@example.com"));
        assert_eq!(form.files.len(), 1, "who sent it is kept");
        let same = mail("From: W <w@example.com>\nReply-To: W@example.com\nSubject: s\n\nx\n");
        assert_eq!((same.name.as_str(), same.files.len()), ("W", 0));
        let two = mail("From: a@b.cn, c@d.cn\nSubject: s\n\nx\n");
        assert_eq!((two.address.as_str(), two.files.len()), ("a@b.cn", 1));
    }

    #[test]
    fn a_mark_before_the_head_and_old_line_ends_are_read() {
        for bytes in ["\u{feff}From: a@b.cn\r\nSubject: s\r\n\r\ntext\r\n", "From: a@b.cn\rSubject: s\r\rtext\r"] {
            let one = Mail::parse(bytes.as_bytes()).expect("a message");
            assert_eq!((&*one.address, &*one.subject, &*one.text), ("a@b.cn", "s", "text"), "{bytes:?}");
        }
    }

    #[test]
    fn answers_of_machines_are_one_message() {
        let auto = |n: usize| {
            mail(&format!(
                "From: Out <o@example.com>\nSubject: {}Out of office\nMessage-ID: <{n}@x>\nAuto-Submitted: auto-replied\n\n{n}\n",
                "Re: ".repeat(n)
            ))
        };
        assert!(auto(0).automatic && auto(0).key == auto(3).key);
        let numbered = |n: usize| {
            mail(&format!("From: o@example.com\nSubject: Answer [#{n}]\nAuto-Submitted: auto-replied\n\nx\n")).key
        };
        assert_eq!(numbered(5000), numbered(5001));
        assert!(!mail("From: form@example.com\nSubject: New\nAuto-Submitted: auto-generated\n\nx\n").automatic);
        let bounce =
            "From: MAILER-DAEMON@x\nSubject: Failed\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--\n";
        assert!(mail(bounce).automatic && !mail(bounce).undelivered);
        let status = "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n";
        assert!(mail(&bounce.replace("--b--", &format!("{status}--b--"))).undelivered);
        let failed = |n: usize| {
            let status = format!(
                "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; {n}@x\nAction: failed\n"
            );
            mail(
                &bounce
                    .replace("Subject:", &format!("In-Reply-To: <{n}@x>\nSubject:"))
                    .replace("--b--", &format!("{status}--b--")),
            )
        };
        assert!(failed(1).loop_key.is_none() && failed(1).key != failed(2).key);
        let answered = |n: usize| {
            mail(&format!(
                "From: o@example.com\nSubject: Out\nIn-Reply-To: <{n}@x>\nAuto-Submitted: auto-replied\n\nx\n"
            ))
        };
        assert!(answered(1).key != answered(2).key && answered(1).loop_key == answered(2).loop_key);
    }

    #[test]
    fn a_head_in_gb18030_is_read_and_noise_is_no_message() {
        let (subject, ..) = GB18030.encode("柜台排队");
        let bytes = [b"From: a@b.cn\r\nSubject: ", &*subject, b"\r\n\r\ntext\r\n"].concat();
        assert_eq!(Mail::parse(&bytes).expect("a message").subject, "柜台排队");
        for noise in [&b""[..], b"hello", b"\x00\xff\xfe", b"{\"do\":\"intake\"}"] {
            assert_eq!(Mail::parse(noise), None, "{noise:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_kept_whole() {
        let long = mail(&format!("From: a@b.cn\nSubject: Long\n\n{}", "长篇大论\n".repeat(20_000)));
        assert!(long.text.len() <= LONGEST && long.files.len() == 1 && long.files[0].1.len() > LONGEST);
    }
}
