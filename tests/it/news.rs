//! What is new in the log: cursors, and a look-up after an event.

use crate::desk::{Desk, Dice, Ran, rounds};
use serde_json::Value;

/// The events of an answer in JSON, and the cursor behind them.
fn answer(ran: Ran) -> (Vec<String>, String) {
    let value: Value = serde_json::from_str(&ran.ok()).expect("JSON");
    let events = value["data"].as_array().expect("records").iter();
    let events = events.map(|event| event["event"].as_str().expect("an event").to_string()).collect();
    (events, value["cursor"].as_str().expect("a cursor").to_string())
}

fn after(desk: &Desk, cursor: &str) -> (Vec<String>, String) {
    answer(desk.run(&["log", "--after", cursor, "--json"]))
}

fn at(desk: &mut Desk, now: &str, args: &[&str]) {
    desk.now = now.into();
    desk.run(args).ok();
}

/// A desk with case 1 and two notes, the second with an earlier clock.
fn noted() -> Desk {
    let mut desk = Desk::bank();
    at(&mut desk, "2026-11-03T10:00", &["intake", "--title", "A", "--category", "general", "--channel", "phone"]);
    at(&mut desk, "2026-11-04T10:00", &["note", "1", "one"]);
    at(&mut desk, "2026-11-02T10:00", &["note", "1", "dated earlier"]);
    desk
}

#[test]
fn after_an_event_the_log_goes_on_in_its_own_order() {
    let desk = noted();
    let all: Vec<String> =
        desk.run(&["log"]).ok().lines().map(|l| l.split('\t').next().expect("an event").into()).collect();
    for (place, event) in all.iter().enumerate() {
        let told = desk.run(&["log", "--after", event]).ok();
        assert_eq!(told.lines().map(|l| l.split('\t').next().expect("an event")).collect::<Vec<_>>(), all[place + 1..]);
    }
    // A case's history after an event of the desk.
    assert_eq!(desk.run(&["log", "1", "--after", &all[0]]).ok().lines().count(), all.len() - 1);
    assert!(desk.run(&["log", "--after", "HQ:999"]).fails(3).contains("HQ:999"));
    assert!(desk.run(&["log", "1", "--after", "HQ:999"]).fails(3).contains("HQ:999"));
    assert!(desk.run(&["log", "--after", "yesterday"]).fails(2).contains("HQ:17"));
    assert!(desk.run(&["log", "--after", "HQ:1", "--cursor", "c"]).fails(2).contains("--cursor"));
}

#[test]
fn a_cursor_gives_each_event_once_also_those_of_another_desk_with_an_earlier_clock() {
    let mut desk = noted();
    let (first, cursor) = after(&desk, "start");
    assert_eq!(first.len(), desk.run(&["log"]).ok().lines().count());
    assert_eq!(after(&desk, &cursor), (vec![], cursor.clone()), "nothing new, and the cursor stays");
    // The other desk has never seen this one: its numbers and its clock are lower.
    let other = desk.copied();
    other.run(&["desk", "new", "SX"]).ok();
    let mut other = other;
    at(&mut other, "2026-10-01T09:00", &["intake", "--title", "B", "--category", "general", "--channel", "phone"]);
    desk.receive(&other);
    let (more, cursor) = after(&desk, &cursor);
    assert!(!more.is_empty() && more.iter().all(|event| event.starts_with("SX:")), "{more:?}");
    at(&mut desk, "2026-11-05T10:00", &["note", "HQ-1", "three"]);
    assert_eq!(after(&desk, &cursor).0.len(), 1);
    // One case of it, and the same by kind: what is left out counts as read.
    let (none, end) = answer(desk.run(&["log", "HQ-1", "--after", &cursor, "--kind", "closed", "--json"]));
    assert_eq!((none.len(), after(&desk, &end).0.len()), (0, 0));
}

#[test]
fn a_cursor_is_told_in_every_format_and_a_limit_makes_pages() {
    let desk = noted();
    let (all, end) = after(&desk, "start");
    let told = desk.run(&["log", "--after", "start"]);
    assert!(told.err.contains(&format!("cursor: {end}")), "{}", told.err);
    let told = desk.run(&["log", "--after", "start", "--format", "jsonl"]);
    assert_eq!(serde_json::from_str::<Value>(&told.err).expect("an object")["cursor"], end.as_str());
    let (mut cursor, mut pages) = ("start".to_string(), Vec::new());
    loop {
        let (page, next) = answer(desk.run(&["log", "--after", &cursor, "--limit", "1", "--json"]));
        if page.is_empty() {
            break;
        }
        pages.extend(page);
        cursor = next;
    }
    assert_eq!((pages, cursor), (all, end));
    let zh = desk.run(&["log", "--after", "start", "--lang", "zh"]);
    assert!(zh.err.contains("游标："), "{}", zh.err);
}

#[test]
fn a_cursor_that_no_longer_fits_is_exit_6_and_a_strange_one_exit_2() {
    let desk = noted();
    let (_, cursor) = after(&desk, "start");
    let segment = desk.segments().pop().expect("a segment");
    let text = std::fs::read_to_string(&segment).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    std::fs::write(&segment, lines[..lines.len() - 1].join("\n") + "\n").expect("written");
    let told = desk.run(&["log", "--after", &cursor]).fails(6);
    assert!(told.contains("this cursor"), "{told}");
    std::fs::write(&segment, text.replace("\"hash\":\"", "\"hash\":\"0").replace("00", "0")).expect("written");
    desk.run(&["log", "--after", &cursor]).fails(6);
    std::fs::remove_file(&segment).expect("removed");
    desk.run(&["log", "--after", &cursor]).fails(6);
    std::fs::write(&segment, text).expect("written");
    assert_eq!(after(&desk, &cursor).0.len(), 0);
    desk.run(&["log", "--after", &cursor[..cursor.len() - 1]]).fails(2);
    assert!(Desk::bank().run(&["log", "--after", &cursor]).fails(2).contains("project"));
}

#[test]
fn a_cursor_file_moves_on_when_its_reader_has_all() {
    let mut desk = noted();
    let news = |desk: &Desk| desk.run(&["log", "--cursor", "seen", "--format", "jsonl"]).ok().lines().count();
    assert_eq!([news(&desk), news(&desk)], [desk.run(&["log"]).ok().lines().count(), 0]);
    at(&mut desk, "2026-11-01T10:00", &["note", "1", "four"]);
    // A file that cannot be written keeps the cursor where it was.
    desk.run(&["log", "--cursor", "seen", "-o", "no/such/folder.jsonl"]).fails(74);
    let kept = desk.read("seen");
    desk.run(&["log", "--cursor", "seen", "-o", "new.jsonl"]).ok();
    assert_eq!(desk.read("new.jsonl").lines().count(), 1);
    assert_ne!(desk.read("seen"), kept);
    assert_eq!(news(&desk), 0);
    desk.write("seen", "no cursor\n");
    desk.run(&["log", "--cursor", "seen"]).fails(2);
}

#[test]
fn random_desks_and_readers_lose_and_repeat_nothing() {
    let mut dice = Dice::new("cursors");
    for _ in 0..rounds(1, 20) {
        let desk = noted();
        let mut others: Vec<Desk> = Vec::new();
        for code in ["SX", "TJ"] {
            let other = desk.copied();
            other.run(&["desk", "new", code]).ok();
            others.push(other);
        }
        let (mut seen, mut cursor) = (Vec::new(), "start".to_string());
        for step in 0..12 {
            match dice.below(4) {
                0 => drop(desk.run(&["note", "HQ-1", &format!("n{step}")]).ok()),
                1 => {
                    let title = format!("T{step}");
                    let all = ["intake", "--title", &title, "--category", "general", "--channel", "phone", "-q"];
                    others[dice.below(2)].run(&all).ok();
                }
                2 => desk.receive(&others[dice.below(2)]),
                _ => {
                    let (more, next) = after(&desk, &cursor);
                    seen.extend(more);
                    cursor = next;
                }
            }
        }
        seen.extend(after(&desk, &cursor).0);
        let mut all: Vec<String> =
            desk.run(&["log"]).ok().lines().map(|l| l.split('\t').next().expect("an event").into()).collect();
        seen.sort_unstable();
        all.sort_unstable();
        assert_eq!(seen, all);
    }
}

/// A cursor passes no event that was left out by its time: it would never be given.
#[test]
fn a_cursor_and_an_until_exclude_each_other() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "one"]).ok();
    for cursor in [["--cursor", "seen"], ["--after", "start"]] {
        desk.run(&[&["log"][..], &cursor, &["--until", "yesterday"]].concat()).fails(2);
    }
    assert_eq!(desk.run(&["log", "--cursor", "seen", "--kind", "opened"]).ok().lines().count(), 1);
}
