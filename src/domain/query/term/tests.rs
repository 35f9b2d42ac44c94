//! Tests of terms on a few small cases.

use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::case::apply::fold;
use crate::domain::event::Event;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::moment::parse_date;
use std::collections::BTreeMap;

const POLICY: &str = r#"
profile = "test"
[[channel]]
code = "phone"
zh = "电话"
en = "Telephone"
[[channel]]
code = "web"
[[category]]
code = "service"
[[category]]
code = "attitude"
parent = "service"
[[responsibility]]
code = "none"
zh = "无责"
[[limit]]
code = "P7-A11"
limit = "reply"
within = "3wd"
[[field]]
code = "media"
kind = "flag"
[[field]]
code = "claim"
zh = "索赔金额"
kind = "money"
[[field]]
code = "injury"
kind = "choice"
choices = [{ code = "light", zh = "轻伤" }, { code = "grave" }]
"#;

const DIRECTORY: &str = r#"
[[unit]]
code = "shanxi"
zh = "山西分行"
[[unit]]
code = "taiyuan"
parent = "shanxi"
[[unit]]
code = "beijing"
[[person]]
code = "li.na"
name = "李娜"
"#;

/// A case from short lines: `opened`, `assigned` … with their bodies.
fn case(number: u32, lines: &[&str]) -> Case {
    let events: Vec<Event> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let n = i + 1;
            let json = format!(
                r#"{{"n":{n},"at":"2026-11-16T09:00:00.000+08:00","by":"li.na","case":"HQ-2026-{number:04}","seq":{n},{line}}}"#
            );
            Event::parse(json.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        })
        .collect();
    fold(&events)
}

fn cases() -> Vec<Case> {
    let due =
        |at: &str| format!(r#""due":{{"reply":{{"at":"{at}","rule":"P7-A11","from":"2026-11-16","within":"3wd"}}}}"#);
    vec![
        case(
            1,
            &[
                &format!(
                    r#""opened":{{"channel":"phone","category":"attitude","amount":50000,"fields":{{"claim":1000}},{}}},"text":{{"title":"Queue at Counter 3"}}"#,
                    due("2026-11-19")
                ),
                r#""assigned":{"unit":"taiyuan","person":"li.na"}"#,
            ],
        ),
        case(
            2,
            &[
                &format!(
                    r#""opened":{{"channel":"web","source_ref":"2549","tags":["vip"],"fields":{{"media":true,"injury":"light"}},{}}},"text":{{"title":"柜台排队太久"}}"#,
                    due("2026-11-26")
                ),
                r#""accepted":{}"#,
            ],
        ),
        case(
            3,
            &[
                &format!(
                    r#""opened":{{"channel":"phone","category":"service","on":"2026-10-30",{}}}"#,
                    due("2026-11-04")
                ),
                r#""replied":{"to":["complainant","desk"],"responsibility":"none","satisfaction":"basically","on":"2026-11-05"}"#,
                r#""linked":{"other":"HQ-2026-0001","kind":"repeat"}"#,
                r#""closed":{"outcome":"settled","on":"2026-11-06"}"#,
            ],
        ),
    ]
}

fn words(word: Word, given: &str) -> Option<&'static str> {
    match (word, given) {
        (Word::State, "已转办") => Some("assigned"),
        (Word::Key, "状态") => Some("status"),
        (Word::Key, "来件编号") => Some("ref"),
        _ => None,
    }
}

fn read(terms: &[&str]) -> Result<Filter, TermError> {
    let policy: Policy = toml::from_str(POLICY).expect("a policy");
    let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
    let calendar = Calendar::embedded();
    let saved = |terms: &[&str]| terms.iter().map(ToString::to_string).collect::<Vec<_>>();
    let queries = BTreeMap::from([
        ("mine".to_string(), saved(&["person:li.na", "status:open"])),
        ("other".to_string(), saved(&["not:@mine"])),
        ("loop".to_string(), saved(&["not:@knot"])),
        ("knot".to_string(), saved(&["@loop"])),
    ]);
    let today = parse_date("2026-11-23").expect("a date");
    let me = "li.na".into();
    let reader =
        TermReader { policy: &policy, directory: &directory, calendar: &calendar, today, queries: &queries, words, me };
    reader.filter(&saved(terms))
}

/// The numbers of the cases that match, as digits.
fn pass(terms: &[&str]) -> String {
    let filter = read(terms).unwrap_or_else(|e| panic!("{terms:?}: {e:?}"));
    let at = At { day: parse_date("2026-11-23").expect("a date"), now: None };
    cases().iter().filter(|c| filter.holds(c, &at)).map(|c| c.id.number.to_string()).collect()
}

#[test]
fn each_key_of_a_term_matches_its_cases() {
    for (term, wanted) in [
        ("status:open", "12"),
        ("status:ended", "3"),
        ("status:assigned,closed", "13"),
        ("status:已转办", "1"),
        ("is:overdue", "1"),
        ("is:late", "13"),
        ("is:media,repeat", "23"),
        ("is:unclassified", "2"),
        ("overdue:reply", "1"),
        ("unit:shanxi", "1"),
        ("unit:山西分行", "1"),
        ("unit:beijing", ""),
        ("unit:none", "23"),
        ("person:李娜", "1"),
        ("channel:电话", "13"),
        ("channel:telephone,web", "123"),
        ("channel：phone，web", "123"),
        ("category:service", "13"),
        ("category:attitude", "1"),
        ("category:none", "2"),
        ("tag:vip", "2"),
        // A code named `none` takes precedence.
        ("responsibility:none", "3"),
        ("responsibility:unset", "12"),
        ("unit:未填", "23"),
        ("satisfaction:basically", "3"),
        ("received:2026-10", "3"),
        ("received:..2026-11-15", "3"),
        ("due:..2026-11-20", "1"),
        ("due:+3wd", "2"),
        ("due:2026-11-04", ""),
        ("closed:last-month,this-month", "3"),
        ("recorded:2026-11", "123"),
        ("amount:50000..", "1"),
        ("amount:..49999.99", ""),
        ("round:1", "123"),
        ("round:2..", ""),
        ("link:repeat", "3"),
        ("media:yes", "2"),
        ("media:否", "13"),
        ("claim:..1,5", ""),
        ("索赔金额:500..2000", "1"),
        ("claim:none", "23"),
        ("injury:轻伤,grave", "2"),
        ("not:channel:web", "13"),
        ("not:not:channel:web", "2"),
        ("counter", "1"),
        ("排队", "2"),
        ("@mine", "1"),
        ("person:me", "1"),
        ("person:我", "1"),
        ("ref:2549", "2"),
        ("ref:none", "13"),
        ("来件编号：2549", "2"),
        ("not:状态:已转办", "23"),
        ("@other", "23"),
    ] {
        assert_eq!(pass(&[term]), wanted, "{term}");
    }
    assert_eq!(pass(&[]), "123");
    assert_eq!(pass(&["channel:phone", "status:open"]), "1");
}

#[test]
fn errors_name_the_nearest_key_or_value() {
    let nearest_of = |term: &str| match read(&[term]) {
        Err(TermError::UnknownKey { nearest, .. } | TermError::UnknownValue { nearest, .. }) => {
            nearest.unwrap_or_default()
        }
        other => panic!("{term}: {other:?}"),
    };
    assert_eq!(nearest_of("staus:open"), "status");
    assert_eq!(nearest_of("clam:5"), "claim");
    assert_eq!(nearest_of("status:opn"), "open");
    assert_eq!(nearest_of("is:overdu"), "overdue");
    assert_eq!(nearest_of("unit:taiyan"), "taiyuan");
    assert_eq!(nearest_of("person:li.nan"), "li.na");
    assert_eq!(nearest_of("injury:轻伤害"), "轻伤");
    assert_eq!(nearest_of("not:channel:phon"), "phone");
    assert_eq!(nearest_of("@mien"), "mine");
    assert_eq!(nearest_of("overdue:replay"), "reply");
}

#[test]
fn values_of_the_wrong_kind_are_rejected() {
    let wanted_of = |term: &str| match read(&[term]) {
        Err(TermError::BadValue { wanted, .. }) => wanted,
        other => panic!("{term}: {other:?}"),
    };
    assert_eq!(wanted_of("received:someday"), Wanted::Period);
    assert_eq!(wanted_of("amount:lots"), Wanted::Amount);
    assert_eq!(wanted_of("amount:9..1"), Wanted::Amount);
    assert_eq!(wanted_of("round:1.5"), Wanted::Count);
    assert_eq!(wanted_of("media:perhaps"), Wanted::Flag);
    assert_eq!(wanted_of("unit:"), Wanted::Something);
    assert_eq!(wanted_of("unit:,"), Wanted::Something);
    assert_eq!(wanted_of("not:"), Wanted::Something);
}

#[test]
fn a_recursive_saved_query_is_rejected() {
    assert_eq!(read(&["@loop"]).err(), Some(TermError::Recursive { name: "loop".into() }));
}
