//! Corrections of a complainant's data: on the private side only, everywhere at once; and dropped parties.

use crate::desk::{Desk, files};

const WRONG: &str = "13900000000";
const RIGHT: &str = "13912345670";

fn shown(desk: &Desk, case: &str) -> String {
    desk.run(&["show", case, "--private", "--purpose", "to call back"]).ok()
}

fn anywhere(desk: &Desk, word: &str) -> usize {
    let holds =
        |path: &std::path::PathBuf| String::from_utf8_lossy(&std::fs::read(path).expect("a file")).contains(word);
    files(desk.path()).iter().filter(|path| holds(path)).count()
}

#[test]
fn a_correction_erases_the_wrong_value_and_keeps_the_rest() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a", "--name", "Liu Fang Hua", "--phone", WRONG, "--statement", "three hours"])
        .ok();
    let err = desk.run(&["correct", "1", "--set", &format!("phone={RIGHT}"), "--reason", "misheard"]).fails(2);
    assert!(err.contains("--party"), "{err}");
    desk.run(&["correct", "1", "--party", "complainant", "--set", &format!("phone={RIGHT}"), "--reason", "misheard"])
        .ok();
    assert_eq!((anywhere(&desk, WRONG), anywhere(&desk, RIGHT)), (0, 1), "in private/ alone");
    let page = shown(&desk, "1");
    assert!(page.contains(RIGHT) && page.contains("Liu Fang Hua") && page.contains("three hours"), "{page}");
    assert!(!page.contains("(erased)"), "{page}");
    // A second correction by event id, in Chinese; an empty value removes the fact.
    desk.run(&["更正", "1", "--party", "投诉人", "--set", "name=刘芳华", "--set", "phone=", "--reason", "听错"]).ok();
    assert_eq!((anywhere(&desk, RIGHT), anywhere(&desk, "Liu Fang Hua"), anywhere(&desk, "刘芳华")), (0, 0, 1));
    let page = shown(&desk, "1");
    assert!(page.contains("刘芳华") && page.contains("three hours") && !page.contains(RIGHT), "{page}");
    desk.run(&["verify"]).ok();
    let log = desk.run(&["log", "1", "--kind", "corrected", "--lang", "en"]).ok();
    assert!(log.contains("party HQ:2") && log.contains("phone"), "{log}");
    let event = log.split('\t').next().expect("an event").to_string();
    desk.run(&["revoke", &event, "--reason", "x"]).fails(5);
    desk.run(&["erase", "1", "--reason", "asked for", "--yes"]).ok();
    assert_eq!((anywhere(&desk, "刘芳华"), anywhere(&desk, "three hours")), (0, 0));
    desk.run(&["verify"]).ok();
}

#[test]
fn guard_and_search_use_the_corrected_name() {
    let desk = Desk::branch();
    let lines = "{\"do\":\"intake\",\"let\":\"a\",\"title\":\"x\",\"name\":\"Liu Fang Hua\",\"phone\":\"13900000000\",\"restricted\":true,\"respondent\":[\"zhang.wei\"]}\n\
        {\"do\":\"correct\",\"case\":\"@a\",\"party\":\"complainant\",\"set\":{\"name\":\"Zhao Ba Jin\"},\"reason\":\"misread\"}\n";
    desk.feed(&["batch", "-"], lines).ok();
    assert_eq!((anywhere(&desk, "Liu Fang Hua"), anywhere(&desk, "Zhao Ba Jin")), (0, 1));
    desk.run(&["intake", "--title", "y", "--name", "Liu Fang Hua"]).ok();
    desk.run(&["correct", "2", "--party", "HQ:2", "--set", "name=Sun Li Ping", "--reason", "misread"]).fails(5);
    desk.run(&["correct", "2", "--party", "complainant", "--set", "name=Sun Li Ping", "--reason", "misread"]).ok();
    assert!(desk.run(&["note", "2", "Sun Li Ping rang"]).fails(5).contains("Sun Li Ping"));
    desk.run(&["note", "2", "Liu Fang Hua rang"]).ok();
    let found = |name: &str| desk.run(&["search", name, "--private", "--purpose", "x", "--fields", "id"]).ok();
    assert_eq!((found("Sun Li Ping").as_str(), found("Zhao Ba").as_str()), ("HQ-2026-0002\n", "HQ-2026-0001\n"));
    // The respondent stays barred: he was named in the corrected registration.
    desk.run(&["accept", "1", "--as", "zhang.wei"]).fails(5);
    desk.run(&["verify"]).ok();
}

#[test]
fn an_ambiguous_party_is_refused_and_a_dropped_one_is_no_party() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "a", "--name", "Liu Fang Hua", "--phone", WRONG]).ok();
    desk.run(&["party", "add", "1", "--role", "complainant", "--name", "Zhao Ba Jin", "--phone", RIGHT]).ok();
    for words in [
        &["party", "drop", "1", "--role", "complainant", "--reason", "x"][..],
        &["correct", "1", "--party", "complainant", "--set", "phone=13912345679", "--reason", "x"],
    ] {
        let err = desk.run(words).fails(5);
        assert!(err.contains("HQ:2") && err.contains("HQ:3"), "{words:?}: {err}");
    }
    desk.run(&["party", "drop", "1", "--role", "complainant", "--party", "HQ:3", "--reason", "entered in error"]).ok();
    let page = shown(&desk, "1");
    let block = page.split("history").next().expect("a part").to_string();
    assert!(block.contains("Liu Fang Hua") && !block.contains("Zhao Ba Jin"), "{page}");
    let found = |name: &str| desk.run(&["search", name, "--private", "--purpose", "x", "--fields", "id"]).ok();
    assert_eq!(
        (found("Zhao Ba Jin").as_str(), found("Liu Fang Hua").as_str()),
        ("HQ-2026-0001\n", "HQ-2026-0001\n"),
        "what is held is found"
    );
    // What was entered in error stays on the private side, so that the guard still knows it.
    desk.run(&["note", "1", "Zhao Ba Jin rang"]).fails(5);
    desk.run(&["note", "1", "Liu Fang Hua rang"]).fails(5);
    // The complainant of the registration can be dropped like any other party.
    desk.run(&["party", "drop", "1", "--role", "complainant", "--reason", "entered in error"]).ok();
    let page = shown(&desk, "1");
    assert!(!page.split("history").next().expect("a part").contains("Liu Fang Hua"), "{page}");
    let json = desk.run(&["show", "1", "--json"]).ok();
    assert!(json.contains("\"complainants\":0"), "{json}");
    desk.run(&["party", "drop", "1", "--role", "complainant", "--reason", "x"]).fails(5);
    // Revoking the drop makes the party one again.
    let log = desk.run(&["log", "1", "--kind", "party_dropped"]).ok();
    let event = log.split('\t').next().expect("an event").to_string();
    desk.run(&["revoke", &event, "--reason", "it was right"]).ok();
    assert_eq!(found("Zhao Ba Jin"), "HQ-2026-0001\n");
}
