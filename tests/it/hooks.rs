//! Hooks: what was recorded reaches a program of the account's own, in order, at least once, and never holds up a commit.

#![cfg(unix)]

use crate::desk::Desk;
use std::time::{Duration, Instant};

fn desk(hook: &str) -> Desk {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "A", "--category", "general", "--channel", "phone"]).ok();
    desk.run(&["config", "hook.mirror", hook]).ok();
    desk
}

/// The events that the hook wrote down, waiting until there are so many.
#[track_caller]
fn got(desk: &Desk, at_least: usize) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(desk.path().join("got")).unwrap_or_default();
        let events: Vec<String> = text
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["event"].as_str().map(Into::into))
            .collect();
        if events.len() >= at_least {
            return events;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{events:?} after 20 s, {at_least} awaited");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The numbers of all events after the registration.
fn recorded(desk: &Desk) -> Vec<String> {
    let log = desk.run(&["log"]).ok();
    log.lines().skip(2).map(|line| line.split('\t').next().expect("an event").to_string()).collect()
}

#[test]
fn a_hook_gets_what_is_recorded_from_then_on_in_order() {
    let desk = desk("cat >> got");
    for text in ["one", "two", "three"] {
        desk.run(&["note", "1", text]).ok();
    }
    assert_eq!(got(&desk, 3), recorded(&desk));
    assert!(desk.run(&["config"]).ok().contains("hook.mirror\tcat >> got"));
    desk.run(&["config", "hook.mirror", ""]).ok();
    assert!(!desk.run(&["config"]).ok().contains("hook.mirror"));
    desk.run(&["note", "1", "four"]).ok();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(got(&desk, 0).len(), 3);
}

#[test]
fn a_hook_that_fails_gets_its_events_again_and_is_told_of() {
    let desk = desk("cat >> tried; test -f fixed && cat tried > got");
    desk.run(&["note", "1", "one"]).ok();
    let begun = Instant::now();
    while !desk.run(&["note", "1", "more"]).err.contains("the hook mirror failed") {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    desk.write("fixed", "");
    desk.run(&["note", "1", "last"]).ok();
    let all = recorded(&desk);
    let begun = Instant::now();
    loop {
        let mut got = got(&desk, 0);
        got.sort_unstable();
        got.dedup();
        if got.len() == all.len() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{got:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_slow_hook_holds_up_nothing() {
    let desk = desk("sleep 1.5; cat >> got");
    let begun = Instant::now();
    for text in ["one", "two", "three"] {
        desk.run(&["note", "1", text]).ok();
    }
    assert!(begun.elapsed() < Duration::from_millis(1400), "{:?}", begun.elapsed());
    assert_eq!(got(&desk, 3), recorded(&desk));
}

#[test]
fn a_hook_whose_deliverer_is_killed_loses_nothing() {
    // Every other run kills the process that hands the events over, before or after they were written down.
    let desk = desk(
        "n=$(ls marks | wc -l); : > marks/$n; [ $((n % 4)) = 1 ] && kill -9 $PPID; cat >> got; [ $((n % 4)) = 3 ] && kill -9 $PPID; true",
    );
    std::fs::create_dir(desk.path().join("marks")).expect("a folder");
    for text in 0..8 {
        desk.run(&["note", "1", &format!("n{text}")]).ok();
        std::thread::sleep(Duration::from_millis(120));
    }
    let all = recorded(&desk);
    let begun = Instant::now();
    loop {
        let got = got(&desk, 0);
        // In order: whatever comes again, the first arrivals are in the order of the log.
        let mut first: Vec<&String> = Vec::new();
        got.iter().for_each(|event| {
            if !first.contains(&event) {
                first.push(event);
            }
        });
        let missing = all.len() - first.len();
        assert_eq!(first, all.iter().take(first.len()).collect::<Vec<_>>());
        if missing == 0 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{got:?}");
        desk.run(&["config", "hook.other", "true"]).ok();
        std::thread::sleep(Duration::from_millis(50));
        if begun.elapsed() > Duration::from_secs(2) {
            desk.run(&["note", "1", "go on"]).ok();
            return assert!(self::got(&desk, got.len() + 1).contains(all.last().expect("an event")));
        }
    }
}

#[test]
fn a_project_that_was_copied_runs_nothing() {
    let desk = desk("cat >> got");
    desk.write(".redress/config.toml", "[hooks]\nevil = \"touch evil\"\n\"hook.evil\" = \"touch evil\"\n");
    desk.write("redress.toml", desk.read("redress.toml") + "\n");
    desk.run(&["note", "1", "one"]).ok();
    got(&desk, 1);
    assert!(!desk.path().join("evil").exists());
    assert!(!desk.run(&["config"]).ok().contains("evil"));
}
