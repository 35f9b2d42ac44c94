//! Looking at raw lines gives the same result as parsing them, for good and for broken lines, and decides ordinary lines alone.

use super::line_match::LineMatch;
use super::*;
use crate::domain::value::id::DeskCode;
use crate::log::hash::plain;
use crate::log::{Position, SegmentName, WriterName};
use proptest::prelude::*;

fn position() -> Position {
    let writer = WriterName::new("HQ", "00000000").expect("a writer");
    Position { writer, segment: SegmentName::parse("2026-11.0001").expect("a segment"), offset: 0, line: 2 }
}

fn search(text: &str, private: &[Digest]) -> Search {
    Search { sought: SearchWord::new(text), private: private.iter().copied().collect(), clashes: Arc::default() }
}

/// The result of looking at a line, and that of parsing it: case, said, private; `Err` if it is not an event.
type Told = Result<Option<(CaseId, bool, bool)>, ()>;

fn both(search: &Search, bytes: &[u8]) -> (Told, Told) {
    let line = LineRef { position: position(), n: 1, bytes };
    let first = search.sought.needle().find(bytes).map(|found| found.start);
    let sealed = memchr::memmem::find(bytes, b"\"sealed\"");
    let told = |hit: Hit| (hit.case, hit.said, hit.private);
    let looked = search.look(line, first, sealed).map(|hit| hit.map(told));
    let read = read_ahead::parse(bytes, position(), &Clashes::default()).map_err(drop);
    (looked, read.map(|event| search.judge(&event, first.is_some()).map(told)))
}

const BODIES: &[&str] = &[
    r#""opened":{"on":"2026-09-21","channel":"phone","category":"attitude","amount":61584,"tags":["refund","vip"],"fields":{"a":"refund","b":3,"c":true},"due":{"reply":{"at":"2026-10-12","rule":"P7-A11","from":"2026-09-21","within":"10wd"}}}"#,
    r#""opened":{"policy":"refund","channel":"web","amount":1234.5,"respondents":["zhang.wei"],"anonymous":true}"#,
    r#""assigned":{"unit":"taiyuan","person":"li.na","form":"transfer"}"#,
    r#""assigned":{"unit":["refund"],"person":"li.na"}"#,
    r#""assigned":{"unit":"refund","unit":"taiyuan"}"#,
    r#""assigned":{"later":"refund","unit":"退款"}"#,
    r#""assigned":{"unit":"a\"b","person":"c\\d"}"#,
    r#""replied":{"to":["complainant","desk"],"elements":["findings","lessons"],"partial":true}"#,
    r#""replied":{"to":["complainant",["refund"]]}"#,
    r#""delayed":{"expected":"2026-10-12T09:00:00+08:00"}"#,
    r#""linked":{"other":"HQ-2026-42","kind":"repeat"}"#,
    r#""revoked":{"event":"hq:17"}"#,
    r#""erased":{"events":["HQ:17"],"scope":"sealed"}"#,
    r#""danced":{"to":"refund","x":{"refund":"y"},"y":[1,"退款"]}"#,
    r#""danced":{"must":true,"to":"refund"}"#,
    r#""noted":{"must":true,"later":"refund"}"#,
    r#""noted":{}"#,
    r#""stepped":{"step":"none","fields":{"none":"refund"}}"#,
    r#""synced":{"to":"refund"}"#,
    r#""noted":{"done_by":"refund"},"refund":{"more":1}"#,
    r#""noted":"refund""#,
    r#""imported":{"file":"refund","cases":42,"events":-1}"#,
    r#""classified":{"category":null,"causes":["refund"],"fields":{"x":1.50}}"#,
];

const WORDS: &[&str] = &[
    "refund",
    "退款",
    "opened",
    "due",
    "reply",
    "unit",
    "phone",
    "42",
    "1",
    "ab",
    "HQ-2026-0042",
    "0042",
    "HQ:17",
    "n",
    "\"",
    "\\",
    "\n",
    "u",
    "li.na",
    "i.n",
    "taiyuan",
    "10wd",
    "none",
    "2026",
    "sealed",
    "salt",
    "hash",
    ",",
    ":",
    "}",
    "true",
    "61584",
    "1234.5",
    "Refund",
    ".000+08:00",
    "bench",
    "",
];

fn word() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "a", "退", "款", "\\", "\"", "\n", "\t", "u", "n", "refund", " ", "4", "é", "/", "\u{1}",
    ]);
    prop_oneof![
        3 => prop::sample::select(WORDS).prop_map(str::to_string),
        1 => prop::collection::vec(signs, 1..3).prop_map(|s| s.concat()),
    ]
}

/// A line as we write it, with all kinds of texts.
fn line() -> impl Strategy<Value = String> {
    let texts = prop::collection::vec(
        (prop::sample::select(vec!["title", "note", "salt", "refund"]), prop::collection::vec(word(), 0..4)),
        0..3,
    );
    let member = || (prop::option::of(word()), prop::option::of(word()));
    (word(), member(), prop::option::of(0..3usize), prop::sample::select(BODIES), texts, any::<[bool; 4]>()).prop_map(
        |(by, (request, import), case, body, texts, has)| {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            let mut line = format!(r#"{{"n":17,"at":"2026-11-23T09:31:07.214+08:00","by":{}"#, quoted(&by));
            if has[0] {
                line += r#","clock":"2026-11-23T09:31:07.214+08:00","os":"a@refund","account":"refund""#;
            }
            if let Some(case) = case {
                line += &format!(r#","case":"{}","seq":1"#, ["HQ-2026-0042", "HQ-2026-42", "SX-2026-1234"][case]);
            }
            line += &format!(",{body}");
            line += &request.map(|key| format!(r#","request":{}"#, quoted(&key))).unwrap_or_default();
            line += &import.map(|key| format!(r#","import":{}"#, quoted(&key))).unwrap_or_default();
            line += if has[2] { r#","row":42"# } else { "" };
            let hex = plain(by.as_bytes());
            let sealed = if has[1] { format!(r#","sealed":"{hex}""#) } else { String::new() };
            let more = if has[2] { r#","more":42"# } else { "" };
            line += &format!(r#"{sealed}{more},"hash":"{hex}""#);
            if has[3] {
                let texts: Vec<_> = texts.iter().map(|(k, t)| format!(r#","{k}":{}"#, quoted(&t.concat()))).collect();
                line += &format!(r#","text":{{"salt":"{}"{}}}"#, &hex.to_string()[..32], texts.concat());
            }
            line + "}"
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn looking_at_a_line_gives_the_same_result_as_parsing_it(line in line(), word in word(), own in any::<bool>(), from in 0usize..600, length in 1usize..12) {
        // Half of the time the word is a piece of the line itself.
        let piece: String = line.chars().cycle().skip(from).take(length).collect();
        let word = if own { piece } else { word };
        let known = [plain(b"refund"), plain("退款".as_bytes()), plain(b"li.na")];
        let search = search(&word, &known);
        let (looked, read) = both(&search, line.as_bytes());
        // Lines that hold nothing of the word are not looked at.
        if read.is_ok() || search.sought.needle().find(line.as_bytes()).is_some() {
            prop_assert_eq!(looked, read, "{:?} in {}", word, line);
        }
    }

    #[test]
    fn words_are_matched_correctly_in_texts_with_escapes(
        said in prop::collection::vec(prop::sample::select(vec!["n", "\n", "\\", "\"", "u", "t", "款"]), 1..6),
        sought in prop::collection::vec(prop::sample::select(vec!["n", "\n", "\\", "\"", "u", "款"]), 1..3),
    ) {
        let (said, sought) = (serde_json::Value::from(said.concat()), sought.concat());
        let start = r#"{"n":1,"at":"2026-11-23","by":"x","case":"HQ-2026-0042","seq":1"#;
        let hash = plain(b"");
        let text = format!(r#""text":{{"salt":"","note":{said}}}"#);
        let line = format!(r#"{start},"noted":{{}},"hash":"{hash}",{text}}}"#);
        let (looked, read) = both(&search(&sought, &[]), line.as_bytes());
        prop_assert_eq!(looked, read, "{:?} in {}", sought, line);
    }

    #[test]
    fn broken_lines_give_the_same_result_as_parsing_them(
        line in line(), word in prop::sample::select(WORDS), at in 0usize..600, byte in prop::sample::select(b"\"\\{}[],:0a u\x01\xff\n".to_vec()), how in 0u8..3
    ) {
        let mut bytes = line.into_bytes();
        let at = at % bytes.len();
        match how {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        let search = search(word, &[]);
        if search.sought.needle().find(&bytes).is_some() {
            let (looked, read) = both(&search, &bytes);
            prop_assert_eq!(looked, read, "{:?} in {}", word, String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn ordinary_lines_are_decided_without_parsing() {
    let text = r#""said":"HEX","sealed":"HEX","more":6645,"hash":"HEX","text":{"salt":"00000000000000000000000000000000","title":"A \"refund\" 退款","note":"二"}}"#;
    let body = r#""opened":{"on":"2026-09-21","channel":"phone","tags":["vip","late"],"due":{"reply":{"at":"2026-10-12","rule":"P7","from":"2026-09-21","within":"10wd"}}}"#;
    // Every member that a line may have beside its kind, written as events are.
    let start = r#"{"n":17,"at":"2026-11-23T09:31:07.214+08:00","by":"li.na","clock":"2026-11-23T09:31:07.215+08:00","os":"lina@desk","account":"1000","case":"HQ-2026-0042","seq":1"#;
    let given = format!(r#"{start},{body},"request":"r1","import":"bench:C7","row":42,"hash":""}}"#);
    let mut members = Vec::new();
    Event::parse(given.as_bytes(), DeskCode::default()).expect("an event").write_members(&mut members);
    let members = String::from_utf8(members).expect("UTF-8");
    for member in ["clock", "os", "account", "case", "seq", "request", "import", "row"] {
        assert!(members.contains(&format!("\"{member}\":")), "{member} in {members}");
    }
    let line = format!(r#"{{"n":17,{members},{text}"#);
    let line = line.replace("HEX", &plain(b"").to_string());
    let glance = |word: &str| {
        let sought = SearchWord::new(word);
        sought
            .glance(line.as_bytes(), sought.needle().find(line.as_bytes()).map(|found| found.start))
            .and_then(|glance: LineMatch| glance.says)
    };
    for said in ["二", "phone", "late", "bench", "0042", "li.na", "A "] {
        assert_eq!(glance(said), Some(true), "{said}");
    }
    // After an escape, or where parsing might rewrite a date: only parsing can tell.
    for unsure in ["退款", "10wd", "6645", "channel"] {
        assert_eq!(glance(unsure), None, "{unsure}");
    }
    let plain_line = line.replace("\\\"", "");
    let sought = SearchWord::new("channel");
    let first = sought.needle().find(plain_line.as_bytes()).map(|found| found.start);
    assert_eq!(sought.glance(plain_line.as_bytes(), first).and_then(|g| g.says), Some(false));
}

/// A text with numbers and addresses in all kinds of spellings, as it is written in a line of JSON.
fn spelled() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "0", "1", "2", "3", "８", "９", "1380013", "8000", " ", "-", "－", ".", "（", ")", "·", "\u{a0}", "\u{2013}",
        "\u{3000}", "   ", "x", "Ａ", "wang.li", "@", "＠", "ex.com", "_", "款", "é", "\\n", ",", "\u{2022}",
    ]);
    prop::collection::vec(signs, 0..24).prop_map(|signs| signs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_that_contains_a_word_has_all_windows_of_the_word(text in spelled(), word in spelled(), own in any::<bool>(), from in 0usize..60, length in 1usize..24) {
        let piece: String = text.chars().skip(from).take(length).collect();
        for word in spelling::words(if own { &piece } else { &word }) {
            let needle = spelling::needle(&word, spelling::In::Line);
            if needle.is_exact() || needle.find(text.as_bytes()).is_none() {
                continue;
            }
            let mut windows = Vec::new();
            crate::log::of_text(text.as_bytes(), &mut windows);
            for window in crate::log::of_word(&spelling::folded(&word)) {
                prop_assert!(windows.contains(&window), "{:?} in {:?}", word, text);
            }
        }
    }
}
