//! Many concurrent writers and readers, as processes (design §6, item 5). Long form: `REDRESS_LONG=1`.

use crate::desk::{Desk, rounds};
use std::collections::BTreeSet;

#[test]
fn concurrent_writers_and_readers_lose_nothing() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "first"]).ok();
    let each = rounds(4, 40);
    let reads: &[&[&str]] = &[&["list"], &["status"], &["show", "1"], &["report", "overdue"], &["verify"], &["log"]];
    let mut acked: Vec<String> = std::thread::scope(|scope| {
        let desk = &desk;
        let write = move |writer: usize| {
            let one = |round: usize| {
                desk.run(&["intake", "--title", &format!("w{writer} r{round}"), "--name", "Wang Xiaoming"]).ok()
            };
            (0..each).map(one).collect::<Vec<_>>()
        };
        let read = move |reader: usize| {
            for round in 0..each {
                let words = reads[(reader + round) % reads.len()];
                let ran = desk.run(words);
                assert_eq!(ran.code, 0, "{words:?}: {}{}", ran.out, ran.err);
            }
        };
        let writers: Vec<_> = (0..32).map(|w| scope.spawn(move || write(w))).collect();
        let readers: Vec<_> = (0..32).map(|r| scope.spawn(move || read(r))).collect();
        readers.into_iter().for_each(|r| r.join().expect("no reader fails"));
        writers.into_iter().flat_map(|w| w.join().expect("no writer fails")).collect()
    });
    acked.iter_mut().for_each(|line| *line = line.trim().to_string());
    let numbers: BTreeSet<String> = acked.iter().cloned().collect();
    let expected: BTreeSet<String> = (2..=32 * each + 1).map(|n| format!("HQ-2026-{n:04}")).collect();
    assert_eq!(numbers, expected, "every number once, and no gap");
    let opened = desk.lines().iter().filter(|l| l.contains("\"opened\":")).count();
    assert_eq!(opened, acked.len() + 1, "events = acknowledged writes");
    assert_eq!(desk.run(&["list"]).ok().lines().count(), acked.len() + 1);
    let verified = desk.run(&["verify", "--json"]).ok();
    let verified: serde_json::Value = serde_json::from_str(&verified).expect("JSON");
    assert_eq!(verified["data"][0]["findings"], serde_json::json!([]));
    assert_eq!(verified["data"][0]["private"]["match"], acked.len());
}

#[test]
fn concurrent_writes_to_the_same_cases_lose_nothing() {
    let desk = Desk::bank();
    for title in ["a", "b"] {
        desk.run(&["intake", "--title", title, "--accept"]).ok();
    }
    let each = rounds(3, 30);
    std::thread::scope(|scope| {
        for writer in 0..12 {
            let desk = &desk;
            scope.spawn(move || {
                for round in 0..each {
                    desk.run(&["note", &(1 + writer % 2).to_string(), &format!("w{writer} r{round}")]).ok();
                }
            });
        }
    });
    for case in ["1", "2"] {
        assert_eq!(desk.run(&["log", case, "--kind", "noted"]).ok().lines().count(), 6 * each);
        assert_eq!(desk.run(&["list", "is:contested"]).ok(), "", "under one lock everybody sees everything");
    }
    desk.run(&["verify"]).ok();
}
