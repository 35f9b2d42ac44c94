//! `intake --mail`: messages of every kind become cases, or notes of the case that they belong to, and none is registered twice.

use crate::desk::Desk;
use encoding_rs::{BIG5, Encoding, GB18030};

/// Base64 as in RFC 2045.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0_u32, |n, byte| n << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sign = SIGNS[(n >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(sign) } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

fn quoted(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().chunks(24).map(|c| c.concat() + "=\n").collect()
}

fn word(charset: &str, encoding: &'static Encoding, text: &str) -> String {
    format!("=?{charset}?B?{}?=", base64(&encoding.encode(text).0))
}

/// A message from Wang Xiaoming.
fn message(n: usize, head: &str, body: &str) -> String {
    format!(
        "From: Wang Xiaoming <w{n}@example.com>\nMessage-ID: <m{n}@example.com>\nDate: Wed, 23 Sep 2026 09:30:00 +0800\n{head}\n\n{body}\n"
    )
}

fn take(desk: &Desk, text: &str) -> String {
    desk.feed(&["intake", "--mail", "-", "--category", "general"], text).ok().trim().to_string()
}

fn shown(desk: &Desk, case: &str) -> String {
    desk.run(&["show", case, "--private", "--purpose", "test"]).ok()
}

/// Fifty messages: how each is made, its title, and a piece of its text.
fn fifty() -> Vec<(String, &'static str, &'static str)> {
    let mut all = Vec::new();
    let plain = "MIME-Version: 1.0\nContent-Type: text/plain; charset=";
    let alternatives = |n: usize| {
        format!(
            "--b{n}\nContent-Type: text/plain; charset=utf-8\n\nplain words\n--b{n}\nContent-Type: text/html; charset=utf-8\n\n<p>html words</p>\n--b{n}--\n"
        )
    };
    for n in 0..50 {
        let head = |subject: &str, rest: &str| format!("Subject: {subject}\n{rest}");
        let (subject_gb, subject_big5) = (word("GB18030", GB18030, "柜台排队太久"), word("Big5", BIG5, "櫃台排隊太久"));
        let one = match n % 10 {
            0 => (message(n, &head("Queue at noon", ""), "I waited two hours."), "Queue at noon", "two hours"),
            1 => {
                let body = base64("等了两个小时".as_bytes());
                (
                    message(n, &head(&subject_gb, &format!("{plain}utf-8\nContent-Transfer-Encoding: base64")), &body),
                    "柜台排队太久",
                    "等了两个小时",
                )
            }
            2 => {
                let body = base64(&BIG5.encode("等了兩個小時").0);
                (
                    message(n, &head(&subject_big5, &format!("{plain}Big5\nContent-Transfer-Encoding: base64")), &body),
                    "櫃台排隊太久",
                    "等了兩個小時",
                )
            }
            3 => {
                let body = quoted(&GB18030.encode("等了三个小时").0);
                let rest = format!("{plain}GB18030\nContent-Transfer-Encoding: quoted-printable");
                (message(n, &head("=?utf-8?Q?Queue_=E6=8E=92=E9=98=9F?=", &rest), &body), "Queue 排队", "等了三个小时")
            }
            4 => (
                message(
                    n,
                    &head("Only HTML", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8"),
                    "<html><style>p{}</style><p>Two &amp; a half <b>hours</b></p><script>x()</script></html>",
                ),
                "Only HTML",
                "Two & a half hours",
            ),
            5 => (
                message(
                    n,
                    &head("Both", &format!("MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b{n}")),
                    &alternatives(n),
                ),
                "Both",
                "plain words",
            ),
            6 => {
                let parts: String = (1..=20)
                    .map(|k| format!("--b{n}\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"file{k}.bin\"\nContent-Transfer-Encoding: base64\n\n{}\n", base64(format!("bytes {k}").as_bytes())))
                    .collect();
                let rest = format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{n}");
                let body = format!("--b{n}\nContent-Type: text/plain\n\nsee the files\n{parts}--b{n}--\n");
                (message(n, &head("Twenty files", &rest), &body), "Twenty files", "see the files")
            }
            7 => (
                message(n, &head("Call me at 13800138000", ""), "Please."),
                "Complaint by e-mail",
                "Call me at 13800138000",
            ),
            8 => (
                message(
                    n,
                    &head("Cut off", &format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{n}")),
                    &format!("--b{n}\nContent-Type: text/plain\n\nthe end is missing"),
                ),
                "Cut off",
                "the end is missing",
            ),
            _ => (
                format!(
                    "From: w{n}@example.com\nSubject: \nX-Number: {n}\nDate: nonsense\n\nno subject, no identifier {n}\n"
                ),
                "Complaint by e-mail",
                "no subject",
            ),
        };
        all.push(one);
    }
    all
}

#[test]
fn fifty_messages_become_fifty_cases_and_none_twice() {
    let desk = Desk::bank();
    let all = fifty();
    for (n, (text, title, words)) in all.iter().enumerate() {
        let text = if n % 2 == 0 { text.clone() } else { text.replace('\n', "\r\n") };
        let case = take(&desk, &text);
        assert_eq!(case, format!("HQ-2026-{:04}", n + 1), "message {n}");
        if n < 10 {
            let page = shown(&desk, &case);
            assert!(
                page.contains(title) && page.contains(words) && page.contains(&format!("w{n}@example.com")),
                "message {n}: {page}"
            );
        }
    }
    for (n, (text, ..)) in all.iter().enumerate() {
        assert_eq!(take(&desk, text.replace('\n', "\r\n").as_str()), take(&desk, text), "message {n}");
    }
    let log = desk.read_log();
    assert_eq!(log.matches("\"opened\":").count(), 50 + 5 - 5);
    assert_eq!(log.matches("\"attached\":{\"count\":20}").count(), 5);
    for secret in ["example.com", "13800138000", "Wang", "两个小时", "file1.bin"] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
}

#[test]
fn a_message_belongs_to_the_case_that_it_names_or_answers() {
    let desk = Desk::bank();
    let case = take(&desk, &message(1, "Subject: Queue", "first"));
    for (n, head) in [
        (2, format!("Subject: Re: Queue [{case}]")),
        (3, "Subject: Something else\nIn-Reply-To: <m1@example.com>".to_string()),
        (4, "Subject: And more\nReferences: <unknown@x> <m3@example.com>".to_string()),
    ] {
        let told = desk.feed(&["intake", "--mail", "-"], &message(n, &head, &format!("answer {n}")));
        assert_eq!(told.ok().trim(), case, "message {n}");
        assert!(shown(&desk, &case).contains(&format!("answer {n}")));
    }
    assert_eq!(desk.run(&["list"]).ok().lines().count(), 1);
    // A number that is nobody's opens a case; an answer to a letter finds the letter's case.
    assert_ne!(take(&desk, &message(5, "Subject: [HQ-2025-0099]", "new")), case);
    desk.run(&["accept", &case]).ok();
    let number = desk.run(&["form", "acceptance", &case, "--issue", "-o", "a.txt"]).err;
    let number = number.trim().rsplit(' ').next().expect("a number").to_string();
    assert_eq!(
        take(&desk, &message(6, &format!("Subject: thanks\nIn-Reply-To: <{number}@bank.example>"), "got it")),
        case
    );
}

#[test]
fn a_loop_of_automatic_answers_makes_one_case_and_one_note() {
    let desk = Desk::bank();
    let case = take(&desk, &message(1, "Subject: Queue", "first"));
    let auto = |n: usize, rest: &str| {
        format!(
            "From: Out <out@example.com>\nMessage-ID: <auto{n}@x>\nSubject: {}Out of office\nAuto-Submitted: auto-replied\n{rest}\nDate: Wed, 23 Sep 2026 09:30:00 +0800\n\nI am away, {n}\n",
            "Re: ".repeat(n)
        )
    };
    let cases: Vec<String> = (0..8).map(|n| take(&desk, &auto(n, "X: y"))).collect();
    assert!(cases.iter().all(|other| *other == cases[0] && *other != case), "{cases:?}");
    let noted: Vec<String> = (10..14).map(|n| take(&desk, &auto(n, "In-Reply-To: <m1@example.com>"))).collect();
    assert!(noted.iter().all(|other| *other == case), "{noted:?}");
    assert_eq!(desk.read_log().matches("\"noted\":").count(), 1);
}

#[test]
fn what_is_no_message_or_too_much_is_refused_and_nothing_is_written() {
    let desk = Desk::bank();
    let before = desk.lines();
    for noise in ["", "hello", "{\"do\":\"intake\"}", "\u{0}\u{1}"] {
        assert!(desk.feed(&["intake", "--mail", "-"], noise).fails(1).contains("no e-mail"), "{noise:?}");
    }
    desk.run(&["intake", "--mail", "missing.eml"]).fails(74);
    desk.run(&["intake", "--mail", "x.eml", "--request", "a"]).fails(2);
    desk.feed(&["batch", "-"], "{\"do\":\"intake\",\"mail\":\"x.eml\"}");
    assert_eq!(desk.lines(), before);
    // A rehearsal keeps no copies.
    let with_file = fifty().swap_remove(6).0;
    desk.feed(&["intake", "--mail", "-", "--category", "general", "-n"], &with_file).ok();
    assert!(std::fs::read_dir(desk.path().join("private/files")).map_or(0, Iterator::count) == 0);
    // Flags stand above what the message says.
    let case = desk.feed(&["intake", "--mail", "-", "--title", "Mine", "--category", "attitude"], &fifty()[0].0).ok();
    assert!(desk.run(&["show", case.trim()]).ok().contains("Mine"));
}

#[test]
fn a_huge_message_is_kept_whole() {
    let desk = Desk::bank();
    let case = take(&desk, &message(1, "Subject: Long story", &"So it went on and on.\n".repeat(20_000)));
    desk.run(&["attach", &case, "--get", "message.eml", "-o", "whole.eml", "--purpose", "test"]).ok();
    assert!(desk.read("whole.eml").len() > 400_000);
}

/// Web forms give many messages one identifier: what says something else is another message, and the same again is the same.
#[test]
fn another_message_under_a_known_identifier_is_another_case() {
    let desk = Desk::bank();
    let form = |from: &str, words: &str| {
        format!("From: {from}@example.com\nSubject: Queue\nMessage-ID: <form@web>\n\n{words}\n")
    };
    let first = form("a", "I waited.");
    let second = form("b", "5000 yuan are missing from my account.");
    assert_eq!([take(&desk, &first), take(&desk, &second)], ["HQ-2026-0001", "HQ-2026-0002"]);
    // Each of them again, also with other line ends, is known.
    assert_eq!([take(&desk, &second), take(&desk, &first)], ["HQ-2026-0002", "HQ-2026-0001"]);
    assert_eq!(take(&desk, &first.replace('\n', "\r\n")), "HQ-2026-0001");
    assert!(shown(&desk, "2").contains("5000 yuan"));
    // With the clerk's own words in the place of the message's it is known all the same.
    let third = form("c", "The invoice is wrong.").replace("form@web", "third@web");
    let args =
        ["intake", "--mail", "-", "--category", "general", "--statement", "The complainant disputes the invoice."];
    assert_eq!(desk.feed(&args, &third).ok().trim(), "HQ-2026-0003");
    assert_eq!(desk.feed(&args, &third).ok().trim(), "HQ-2026-0003");
    desk.run(&["verify"]).ok();
}

#[test]
fn a_message_about_a_case_waits_until_somebody_acts() {
    let desk = Desk::bank();
    take(&desk, &message(1, "Subject: Queue", "An hour"));
    let todo = || desk.run(&["report", "todo"]).ok();
    assert!(!todo().contains("message"), "{}", todo());
    take(&desk, &message(2, "Subject: Re: HQ-2026-0001", "Still waiting"));
    assert!(todo().lines().any(|line| line.starts_with("message\tHQ-2026-0001")), "{}", todo());
    assert!(desk.run(&["show", "1"]).ok().contains("a message came in"));
    desk.run(&["contact", "1", "--kind", "explain", "--via", "phone"]).ok();
    assert!(!todo().contains("message"), "{}", todo());
    // Also where the case has ended, and for a letter that did not arrive; an answer by a machine waits for nobody.
    desk.run(&["decline", "1", "--reason", "in court", "--told", "phone"]).ok();
    take(&desk, &message(3, "Subject: Re: HQ-2026-0001\nAuto-Submitted: auto-replied", "Out of office"));
    assert!(!todo().contains("message"), "{}", todo());
    take(&desk, &message(4, "Subject: Re: HQ-2026-0001", "I do not agree"));
    assert!(todo().lines().any(|line| line.starts_with("message\tHQ-2026-0001")), "{}", todo());
    desk.run(&["note", "1", "called back"]).ok();
    assert!(!todo().contains("message"), "{}", todo());
}

#[test]
fn several_messages_in_one_file_are_refused() {
    let desk = Desk::bank();
    let one = |n: usize| format!("From w{n}@x Wed Sep 23 10:00:00 2026\n{}\n", message(n, "Subject: s", "body"));
    let before = desk.read_log();
    let refused = desk.feed(&["intake", "--mail", "-"], &(one(1) + &one(2))).fails(1);
    assert!(refused.contains("mbox"), "{refused}");
    assert_eq!(desk.read_log(), before);
    // One of them is a message, also where a line of it begins like a separator.
    take(&desk, &(one(1) + "\nFrom here on it went wrong\nin 2026\n"));
}

#[test]
fn a_report_with_the_head_of_a_letter_only_belongs_to_its_case() {
    let desk = Desk::bank();
    let first = message(1, "Subject: Queue", "An hour");
    take(&desk, &first);
    let report = "From: MAILER-DAEMON@x\nMessage-ID: <r@x>\nDate: Wed, 23 Sep 2026 09:40:00 +0800\nSubject: Undelivered\n\
        Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nfailed\n\
        --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n\
        --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <m1@example.com>\nSubject: Queue\n\n--b--\n";
    assert_eq!(take(&desk, report), "HQ-2026-0001");
    assert_eq!(desk.run(&["list", "--fields", "id"]).ok(), "HQ-2026-0001\n");
}
