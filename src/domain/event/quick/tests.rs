//! The fast parser agrees with `serde_json` on every line that it accepts, and accepts the lines that this program
//! writes.

use super::*;
use crate::domain::event::facts;
use crate::domain::policy::condition::Fact;
use crate::domain::value::id::DeskCode;
use crate::json::plain;
use proptest::prelude::*;

const HEAD: &str = r#""n":17,"at":"2026-11-23T09:31:07.214+08:00","by":"li.na","os":"anna@host","account":"anna","case":"HQ-2026-0042","seq":1"#;
const TAIL: &str = r#""said":"aa","sealed":"bb","more":12,"hash":"cc","text":{"salt":"00","title":"柜台\"服务\"态度","findings":"x\n","reason":"y"}"#;

const BODIES: &[&str] = &[
    r#""opened":{"on":"2026-06-05","policy":"ef7ef0c6e37d98c4dc430967f87c557313907c4cc3a3dd5c75482d4d5a77a114","channel":"web","source_due":"2026-12-01T09:00:00.000+08:00","respondents":["a.b","c.d"],"amount":81058.5,"causes":[],"fields":{"a":true,"b":"t","c":12.25,"d":3},"anonymous":true,"due":{"dispatch":null,"reply":{"at":"2026-06-10","rule":"P7","from":"2026-06-05","within":"3wd","until":"x","warn":"2026-06-09","provisional":true,"unclassified":true,"original":"2026-06-09"}}}"#,
    r#""accepted":{"on":"2026-06-05","unit":"HQ","told":"phone"}"#,
    r#""assigned":{"done_by":"me","unit":"xian","person":"clerk.39","assist":["u"],"form":"transfer"}"#,
    r#""replied":{"to":["complainant","desk"],"answers":["complainant","desk"],"via":"mail","partial":false,"compensation":0.05,"elements":["findings"]}"#,
    r#""closed":{"outcome":"resolved"}"#,
    r#""classified":{"category":"x","causes":["a"],"fields":{},"restricted":false}"#,
    r#""linked":{"other":"HQ-2026-0007","kind":"repeat"}"#,
    r#""revoked":{"event":"HQ:12"}"#,
    r#""extended":{"limit":"reply","until":"2026-06-30","days":15}"#,
    r#""erased":{"events":["HQ:1","HQ:2"],"scope":"all"}"#,
    r#""imported":{"cases":1,"events":123456789012345678,"rejected":0}"#,
    r#""directory_changed":{"digest":"d","accounts":{"li.na":"anna","b":""},"roles":{"li.na":"clerk,leader"}}"#,
    r#""noted":{}"#,
    r#""noted":{"must":true}"#,
    r#""danced":{"to":"x"}"#,
];

fn line(body: &str) -> String {
    format!("{{{HEAD},{body},\"request\":\"r\",\"import\":\"i:1\",{TAIL}}}")
}

/// Whether the fast parser accepts the line; asserts that it then gives the same event as serde.
fn same(line: &str) -> bool {
    let mut event = Event::blank();
    if Quick::new(line).event(&mut event, Reading::Whole).is_none() {
        return false;
    }
    let book = Event::read_by_the_book(line).unwrap_or_else(|e| panic!("{line}: {e}"));
    assert_eq!(event, book, "{line}");
    let mut lean = Event::blank();
    lean.read_again(line, DeskCode::default(), Reading::Fold).expect("it was read before");
    for name in Texts::FOLDED {
        assert_eq!(lean.text.get(name), book.text.get(name));
    }
    assert_eq!(lean.sealed.is_some(), book.sealed.is_some());
    assert_eq!(
        Event { text: Texts::default(), sealed: None, ..lean },
        Event { text: Texts::default(), sealed: None, ..book }
    );
    true
}

#[test]
fn lines_in_our_own_form_are_accepted() {
    for body in &BODIES[..BODIES.len() - 2] {
        assert!(same(&line(body)), "{body}");
        let event = Event::read_by_the_book(&line(body)).expect("a line");
        let mut members = Vec::new();
        event.write_members(&mut members);
        let members = String::from_utf8(members).expect("JSON");
        assert!(same(&format!("{{\"n\":17,{members},\"hash\":\"cc\"}}")), "{body}");
    }
    for body in &BODIES[BODIES.len() - 2..] {
        assert!(!same(&line(body)), "{body}");
    }
}

#[test]
fn the_body_writer_agrees_with_serde() {
    for body in BODIES {
        let event = Event::read_by_the_book(&line(body)).expect("a line");
        assert_eq!(event.body.json(), event.body.by_serde(), "{body}");
    }
}

#[test]
fn facts_equal_the_members_of_the_line() {
    let told = |facts: Vec<(Code, Fact)>| -> std::collections::BTreeMap<Code, String> {
        let set = facts.into_iter().filter(|(_, fact)| *fact != Fact::Unset);
        set.map(|(name, fact)| (name, format!("{fact:?}"))).collect()
    };
    for body in BODIES {
        let event = Event::read_by_the_book(&line(body)).expect("a line");
        assert_eq!(told(event.body.facts()), told(facts::of_json(&event.body.json())), "{body}");
    }
}

#[test]
fn read_again_leaves_nothing_of_the_previous_event() {
    let (mut used, plain) = (Event::blank(), "{\"n\":1,\"at\":\"2026-11-23\",\"by\":\"a\",\"noted\":{},\"hash\":\"\"}");
    for body in BODIES {
        used.read_again(&line(body), DeskCode::default(), Reading::Whole).expect("a line");
        used.read_again(plain, DeskCode::default(), Reading::Whole).expect("a line");
        assert_eq!(Ok(&used), Event::read_by_the_book(plain).as_ref().map_err(drop));
    }
}

#[test]
fn plain_finds_the_first_quote_backslash_or_control_byte() {
    let odd = |b: &u8| matches!(b, b'"' | b'\\' | 0..0x20);
    for byte in 0..=255u8 {
        for at in 0..19 {
            let mut bytes = [b'x', 0x80, 0xff].repeat(7);
            bytes[at] = byte;
            assert_eq!(plain(&bytes), bytes.iter().position(odd).unwrap_or(bytes.len()), "{byte} {at}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn accepted_lines_parse_as_serde_parses_them(
        body in 0..BODIES.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4u8, "[\"\\\\{}:,.0-9a-z \\[\\]\u{1}é-]{0,3}"), 0..3),
    ) {
        let mut chars: Vec<char> = line(BODIES[body]).chars().collect();
        for (at, cut, put) in edits {
            let at = at.index(chars.len());
            let end = (at + usize::from(cut)).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        same(&chars.into_iter().collect::<String>());
    }
}
