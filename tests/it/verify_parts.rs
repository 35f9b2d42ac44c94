//! `verify` of a part of a store: the parts together find what the whole does, and what was not looked at is said.

use crate::desk::Desk;
use serde_json::Value;
use std::collections::BTreeSet;

/// A desk with segments of several months, private data, an attached file, an erasing, and a stray.
fn desk() -> Desk {
    let mut desk = Desk::bank();
    for month in 1..=7 {
        desk.now = format!("2026-{month:02}-15T10:00");
        for n in 0..3 {
            let title = format!("case {month}.{n}");
            desk.run(&[
                "intake",
                "--title",
                &title,
                "--channel",
                "phone",
                "--name",
                "Wang Xiaoming",
                "--phone",
                "13800138000",
                "--statement",
                "He shouted.",
            ])
            .ok();
        }
        desk.run(&["note", "HQ-2026-0001", "seen"]).ok();
    }
    desk.write("photo.jpg", "picture");
    desk.run(&["attach", "HQ-2026-0002", "photo.jpg"]).ok();
    desk.now = "2026-08-15T10:00".into();
    desk.write("private/files/stray", "x");
    desk
}

fn verify(desk: &Desk, more: &[&str]) -> (i32, Value) {
    let ran = desk.run(&[&["verify", "--json"], more].concat());
    let all: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{more:?}: {} {}", ran.out, ran.err));
    (ran.code, all["data"][0].clone())
}

fn findings(record: &Value) -> BTreeSet<String> {
    record["findings"].as_array().expect("a list").iter().map(ToString::to_string).collect()
}

fn sums(records: &[Value]) -> (u64, u64, u64, u64) {
    let writers = |r: &Value, key: &str| {
        r["writers"].as_array().map_or(0, |all| all.iter().map(|w| w[key].as_u64().unwrap_or(0)).sum::<u64>())
    };
    let of = |key: &str| records.iter().map(|r| writers(r, key)).sum();
    (
        of("segments"),
        of("events"),
        of("bytes"),
        records.iter().map(|r| r["private"]["match"].as_u64().unwrap_or(0)).sum(),
    )
}

fn parts_equal_the_whole(desk: &Desk, what: &str) {
    let (whole_code, whole) = verify(desk, &[]);
    assert_eq!(whole["looked"]["not_looked_at"], serde_json::json!([]), "{what}");
    for of in [1, 2, 3, 7, 20] {
        let parts: Vec<(i32, Value)> = (1..=of).map(|k| verify(desk, &["--part", &format!("{k}/{of}")])).collect();
        let records: Vec<Value> = parts.iter().map(|(_, record)| record.clone()).collect();
        let found: BTreeSet<String> = records.iter().flat_map(findings).collect();
        assert_eq!(found, findings(&whole), "{what}: {of} parts");
        assert_eq!(sums(&records), sums(std::slice::from_ref(&whole)), "{what}: {of} parts");
        assert_eq!(parts.iter().map(|(code, _)| *code).max(), Some(whole_code), "{what}: {of} parts");
        let ends: BTreeSet<String> = records
            .iter()
            .flat_map(|r| r["writers"].as_array().cloned().unwrap_or_default())
            .filter_map(|w| w["end"].as_str().map(Into::into))
            .collect();
        assert!(ends.len() <= 1 && (whole_code != 0 || ends.len() == 1), "{what}: the end is told once: {ends:?}");
    }
}

#[test]
fn parts_together_find_what_the_whole_finds() {
    let desk = desk();
    assert!(desk.segments().len() >= 7);
    parts_equal_the_whole(&desk, "sound");
    desk.run(&["erase", "HQ-2026-0003", "--reason", "asked for", "--override", "by the person", "-y"]).ok();
    parts_equal_the_whole(&desk, "erased");
    let sound = desk.bytes();
    // Damage in a line, in a header, at the end of a segment, on the private side; a segment that is gone; a stray file.
    let segments = desk.segments();
    let change = |path: &std::path::Path, at: usize| {
        let mut bytes = std::fs::read(path).expect("readable");
        let at = at.min(bytes.len() - 2);
        bytes[at] ^= 1;
        std::fs::write(path, bytes).expect("written");
    };
    for (what, file, at) in
        [("a header", 3, 40), ("a line", 2, 700), ("the last line", 4, usize::MAX), ("the first segment", 0, 500)]
    {
        change(&segments[file], at);
        parts_equal_the_whole(&desk, what);
        std::fs::write(&segments[file], &sound[&segments[file]]).expect("restored");
    }
    let private = crate::desk::files(&desk.path().join("private").join(desk.writer()));
    change(&private[1], 150);
    parts_equal_the_whole(&desk, "private");
    std::fs::write(&private[1], &sound[&private[1]]).expect("restored");
    std::fs::remove_file(&segments[2]).expect("removed");
    parts_equal_the_whole(&desk, "a segment is gone");
    std::fs::write(&segments[2], &sound[&segments[2]]).expect("restored");
    desk.write("log/stray.txt", "x");
    parts_equal_the_whole(&desk, "a stray");
}

#[test]
fn what_was_not_looked_at_is_said() {
    let desk = desk();
    let told = desk.run(&["verify", "--part", "2/3"]).ok();
    assert!(told.contains("not looked at: HQ-") && told.contains("what was looked at is unchanged"), "{told}");
    let told = desk.run(&["verify", "--max", "0s"]).ok();
    assert!(told.contains("looked at 1 of"), "one segment at least: {told}");
    assert!(!desk.run(&["verify", "--max", "10m"]).ok().contains("not looked at"));
    let writer = desk.writer();
    assert!(!desk.run(&["verify", "--writer", &writer[..5]]).ok().contains("not looked at"));
    for (flag, wrong) in [("--part", "3/2"), ("--part", "x"), ("--max", "soon"), ("--writer", "ZZ-1"), ("--since", "x")]
    {
        desk.run(&["verify", flag, wrong]).fails(2);
    }
}

#[test]
fn from_a_known_end_on_only_the_rest_is_looked_at() {
    let desk = desk();
    let (_, whole) = verify(&desk, &[]);
    let end = whole["writers"][0]["end"].as_str().expect("an end").to_string();
    let cursor = desk.run(&["log", "--after", "start", "--json"]).err;
    for known in ["HEAD", "head", &end, &end[..12]] {
        let (code, record) = verify(&desk, &["--since", known]);
        let left = record["looked"]["not_looked_at"].as_array().expect("a list").len();
        assert_eq!((code, left), (0, desk.segments().len() - 1), "{known}: {cursor}");
        assert_eq!(record["writers"][0]["end"], end.as_str());
    }
    let told = desk.run(&["verify", "--since", &"ab".repeat(32)]).fails(6);
    assert!(told.contains("gone back"), "{told}");
    // A log that has gone back behind what was acknowledged is not taken for a sound one.
    let last = desk.segments().last().expect("a segment").clone();
    let bytes = std::fs::read(&last).expect("readable");
    let newline = bytes[..bytes.len() - 1].iter().rposition(|b| *b == b'\n').expect("several lines");
    for cut in [Some(&bytes[..=newline]), None] {
        match cut {
            Some(rest) => std::fs::write(&last, rest).expect("cut"),
            None => std::fs::remove_file(&last).expect("removed"),
        }
        let (code, record) = verify(&desk, &["--since", "HEAD"]);
        assert!(code != 0 && !findings(&record).is_empty(), "{record:#}");
        std::fs::write(&last, &bytes).expect("restored");
    }
    // Without a head nobody knows the end.
    let head = crate::desk::files(&desk.path().join(".redress")).into_iter().find(|path| path.ends_with("head"));
    let head = head.expect("a head");
    let known = std::fs::read(&head).expect("readable");
    std::fs::remove_file(&head).expect("removed");
    assert!(desk.run(&["verify", "--since", "HEAD"]).fails(1).contains("--since HASH"));
    std::fs::write(&head, known).expect("restored");
    // The end that was told still stands after more was recorded.
    desk.run(&["note", "HQ-2026-0001", "later"]).ok();
    desk.run(&["verify", "--since", &end]).ok();
}
