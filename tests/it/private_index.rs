//! The keyed index of the private side (design §2.2): whatever happens to it, answers equal those of a scan, and erased data is not in it.
//!
//! `REDRESS_INDEX=0` builds one for the shortest log, `off` reads everything.

use crate::desk::{Desk, Dice, Ran, ran, rounds};
use std::path::PathBuf;

fn run(desk: &Desk, tail: &str, words: &[&str]) -> Ran {
    ran(desk.command().env("REDRESS_INDEX", tail).args(words).output().expect("the program runs"))
}

/// The result of a private search.
fn found(desk: &Desk, tail: &str, typed: &str) -> (i32, String) {
    let words = ["search", typed, "--private", "--purpose", "a caller asks", "--fields", "id"];
    let ran = run(desk, tail, &words);
    (ran.code, ran.out)
}

fn entries(desk: &Desk) -> PathBuf {
    desk.path().join("private/index/entries")
}

fn key(desk: &Desk) -> Vec<u8> {
    std::fs::read(desk.path().join("private/index/key")).expect("a key")
}

#[track_caller]
fn same(desk: &Desk, typed: &str, when: &str) -> String {
    let (by_index, by_scan) = (found(desk, "0", typed), found(desk, "off", typed));
    assert_eq!(by_index, by_scan, "{typed}: {when}");
    by_index.1
}

const SPELLINGS: &[&str] = &[
    "13800138000",
    "138 0013 8000",
    "+86-138-0013-8000",
    "１３８００１３８０００",
    "138.0013.8000",
    "138·0013（8000）",
];

fn intake(desk: &Desk, phone: &str, statement: &str) {
    let words = ["intake", "--title", "queue", "--category", "general", "--name", "Liu Fang", "--phone", phone];
    desk.run(&[&words[..], &["--statement", statement]].concat()).ok();
}

#[test]
fn numbers_are_found_in_every_spelling_and_by_parts() {
    let desk = Desk::bank();
    for phone in SPELLINGS {
        intake(&desk, phone, "rang from 010-88886666, wrote as Wang.Li@example.com");
    }
    let six: String = (1..=6).map(|number| format!("HQ-2026-{number:04}\n")).collect();
    for typed in SPELLINGS.iter().chain(&["0138000", "3800138", "8613800138000", "(010) 8888 6666", "88886666"]) {
        assert_eq!(same(&desk, typed, "made by the one before"), six, "{typed}");
    }
    for typed in
        ["wang.li@example.com", "LI@EXAMPLE", "ｗａｎｇ．ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "13800138000 Liu", "Fang"]
    {
        assert_eq!(same(&desk, typed, "made"), six, "{typed}");
    }
    for typed in
        ["13800138001", "wang.lu@example.com", "138001380000", "20260924", "2026-0003", "20260003", "13800138000 Li"]
    {
        same(&desk, typed, "made");
    }
    assert!(entries(&desk).exists() && key(&desk).len() == 32);
}

#[test]
fn numbers_in_the_log_and_in_new_lines_are_found() {
    let desk = Desk::bank();
    intake(&desk, "13800138000", "none");
    for note in ["the hotline is 400-800-1234", "rang 95588001", "order 20260924001"] {
        desk.run(&["note", "1", note, "--not-personal", "400-800-1234"]);
    }
    same(&desk, "13800138000", "made now");
    for typed in ["4008001234", "95588001", "20260924001", "2026092", "20260924", "20260001"] {
        assert_eq!(same(&desk, typed, "in the log"), "HQ-2026-0001\n", "{typed}");
    }
    intake(&desk, "13800138000", "again");
    // The first search reads the new lines, the second finds them in the index.
    for when in ["new", "taken in"] {
        assert_eq!(same(&desk, "13800138000", when), "HQ-2026-0001\nHQ-2026-0002\n");
    }
}

#[test]
fn a_missing_cut_flipped_stale_or_foreign_index_changes_no_answer() {
    let (desk, other) = (Desk::bank(), Desk::bank());
    for phone in ["13800138000", "13911112222"] {
        intake(&desk, phone, "x");
        intake(&other, phone, "y");
        intake(&other, phone, "z");
    }
    for desk in [&desk, &other] {
        same(desk, "13800138000", "made");
    }
    let (path, sound) = (entries(&desk), std::fs::read(entries(&desk)).expect("there"));
    let put = |bytes: &[u8]| std::fs::write(&path, bytes).expect("written");
    let wanted = "HQ-2026-0001\n";
    for cut in (0..sound.len()).step_by(rounds(997, 61)) {
        put(&sound[..cut]);
        assert_eq!(same(&desk, "13800138000", &format!("cut at {cut}")), wanted);
    }
    for at in (0..sound.len()).step_by(rounds(499, 29)) {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        put(&bytes);
        assert_eq!(same(&desk, "13800138000", &format!("flipped at {at}")), wanted);
    }
    let theirs = std::fs::read(entries(&other)).expect("there");
    put(&theirs);
    assert_eq!(same(&desk, "13800138000", "another's"), wanted);
    put(&theirs);
    std::fs::write(desk.path().join("private/index/key"), key(&other)).expect("written");
    assert_eq!(same(&desk, "13800138000", "another's with its key"), wanted);
    put(&sound);
    assert_eq!(same(&desk, "13800138000", "of another key"), wanted);
    let old = std::fs::read(&path).expect("made again");
    intake(&desk, "13800138000", "w");
    same(&desk, "13800138000", "longer");
    put(&old);
    assert_eq!(same(&desk, "13800138000", "stale"), "HQ-2026-0001\nHQ-2026-0003\n");
    for name in ["entries", "key"] {
        std::fs::remove_file(desk.path().join("private/index").join(name)).expect("removed");
        same(&desk, "13911112222", name);
    }
    assert_eq!(desk.run(&["verify"]).code, 0, "it is nothing strange");
}

/// The first eight bytes of the HMAC-SHA256 (RFC 2104) of every seven consecutive digits of a number.
fn tags(key: &[u8], number: &str) -> Vec<[u8; 8]> {
    use sha2::{Digest, Sha256};
    let pad = |with: u8| (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect::<Vec<u8>>();
    let tag = |window: &[u8]| {
        let inner = Sha256::digest([&pad(0x36)[..], window].concat());
        Sha256::digest([&pad(0x5c)[..], &inner].concat())[..8].try_into().expect("eight bytes")
    };
    number.as_bytes().windows(7).map(tag).collect()
}

fn has(desk: &Desk, number: &str) -> usize {
    let bytes = std::fs::read(entries(desk)).expect("an index");
    tags(&key(desk), number).iter().filter(|tag| bytes.windows(8).any(|piece| piece == *tag)).count()
}

#[test]
fn erasing_removes_a_number_from_the_keyed_index() {
    let desk = Desk::bank();
    for phone in ["13800138000", "13911112222"] {
        intake(&desk, phone, "x");
    }
    same(&desk, "13800138000", "made");
    assert_eq!((has(&desk, "13800138000"), has(&desk, "13911112222")), (5, 5));
    let before = key(&desk);
    desk.run(&["decline", "1", "--reason", "not ours", "--to", "elsewhere"]);
    let erased = desk.run(&["erase", "1", "--reason", "asked for it", "--yes"]);
    assert_eq!(erased.code, 0, "{}", erased.err);
    assert_eq!((has(&desk, "13800138000"), has(&desk, "13911112222")), (0, 5));
    assert_eq!(key(&desk), before);
    assert_eq!(same(&desk, "13800138000", "erased"), "");
    assert_eq!(same(&desk, "13911112222", "the other"), "HQ-2026-0002\n");
    assert_eq!(has(&desk, "13800138000"), 0);
}

#[test]
fn only_a_recorded_search_writes_the_keyed_index() {
    let desk = Desk::bank();
    intake(&desk, "13800138000", "x");
    for words in [&["search", "13800138000"][..], &["list"], &["search", "13800138000", "--private"]] {
        run(&desk, "0", words);
        assert!(!desk.path().join("private/index").exists(), "{words:?}");
    }
    // A short log gets no index.
    assert_eq!(found(&desk, "262144", "13800138000").1, "HQ-2026-0001\n");
    assert!(!desk.path().join("private/index").exists());
}

#[cfg(unix)]
#[test]
fn the_keyed_index_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::bank();
    intake(&desk, "13800138000", "x");
    same(&desk, "13800138000", "made");
    let mode = |name: &str| desk.path().join(name).metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(["private/index", "private/index/entries", "private/index/key"].map(mode), [0o700, 0o600, 0o600]);
    let names = std::fs::read_dir(desk.path().join("private/index")).expect("a folder").count();
    assert_eq!(names, 2, "no draft is left");
}

#[test]
fn keyed_index_and_scan_agree_for_three_desks() {
    let mut dice = Dice::new("private index");
    let mut desks = vec![Desk::branch()];
    for code in ["SX", "TY"] {
        let desk = desks[0].copied();
        desk.run(&["desk", "new", code]).ok();
        desks.push(desk);
    }
    let phones = ["13800138000", "138 0013 8001", "１３９１１１１２２２２", "010-88886666", "0351 1234567"];
    for round in 0..rounds(25, 600) {
        let (desk, other) = (dice.below(3), dice.below(3));
        match dice.below(6) {
            0 if desk != other => desks[desk].receive(&desks[other]),
            1 => drop(desks[desk].run(&["note", "1", &format!("see order {}", 1_000_000 + dice.below(9)), "-q"])),
            2 => drop(desks[desk].run(&["erase", "1", "--reason", "asked for it", "--yes"])),
            _ => intake(&desks[desk], dice.pick(&phones), "wrote as li.na@example.com"),
        }
        let typed = dice.pick(&[
            "13800138000",
            "138001",
            "3800138",
            "13911112222",
            "88886666",
            "1234567",
            "1000003",
            "20260924",
            "na@exam",
        ]);
        same(&desks[desk], typed, &format!("round {round}"));
    }
}

#[test]
fn the_data_of_a_dropped_party_is_found_as_long_as_it_is_held() {
    let desk = Desk::bank();
    intake(&desk, "13800138000", "x");
    desk.run(&["party", "add", "1", "--role", "代表人", "--name", "Wang Qiang", "--phone", "13911112222"]).ok();
    assert_eq!(same(&desk, "13911112222", "a party"), "HQ-2026-0001\n");
    desk.run(&["party", "drop", "1", "--role", "代表人", "--reason", "another's"]).ok();
    assert_eq!(same(&desk, "13911112222", "dropped"), "HQ-2026-0001\n");
}
