//! Search folds spellings like the guard, says what it did not search, and is recorded.

use crate::desk::Desk;

#[test]
fn numbers_and_words_are_found_in_every_spelling() {
    let desk = Desk::bank();
    for (title, phone) in [
        ("ＡＴＭ吞卡", "138 0013 8000"),
        ("atm is broken", "１３８００１３８０００"),
        ("At the counter", "+86-138-0013-8000"),
        ("José", "13800138000"),
    ] {
        desk.run(&["intake", "--title", title, "--category", "general", "--phone", phone]).ok();
    }
    let found = |words: &[&str]| desk.run(&[&["search"], words, &["--fields", "id"]].concat()).ok().lines().count();
    for typed in ["13800138000", "138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"] {
        assert_eq!(found(&[typed, "--private", "--purpose", "a caller asks"]), 4, "{typed}");
        assert_eq!(found(&[typed]), 0, "{typed}");
    }
    for (typed, count) in [
        ("ATM", 2),
        ("ａｔｍ", 2),
        ("JOSÉ", 1),
        ("jose\u{301}", 1),
        ("counter the", 1),
        ("\"counter the\"", 0),
        ("\"the counter\"", 1),
    ] {
        assert_eq!(found(&[typed]), count, "{typed}");
    }
    // Words without quotes are several arguments.
    for (typed, count) in [(&["counter", "the"][..], 1), (&["atm", "broken"], 1), (&["atm", "counter"], 0)] {
        assert_eq!(found(typed), count, "{typed:?}");
    }
    assert_eq!(desk.run(&["list", "ＡＴＭ"]).ok().lines().count(), 2);
}

#[test]
fn search_says_what_it_skipped_and_private_searches_are_recorded() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "Refund", "--category", "general", "--name", "Liu Fang"]).ok();
    for word in ["Refund", "nothing"] {
        assert!(desk.run(&["search", word]).err.contains("were not searched"), "{word}");
    }
    let reveals = || desk.lines().iter().filter(|line| line.contains("\"revealed\":")).count();
    for (word, trace) in [("Liu Fang", 1), ("Nobody Known", 2)] {
        let ran = desk.run(&["search", word, "--private", "--purpose", "a caller asks"]);
        assert!(ran.code == 0 && !ran.err.contains("not searched"), "{}", ran.err);
        assert_eq!(reveals(), trace, "{word}");
    }
}
