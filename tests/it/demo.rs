//! The demo through the program.

use crate::desk::{Desk, files};

#[test]
fn the_demo_suggests_commands_that_work() {
    for (lang, words) in [("en", "redress status"), ("zh", "redress 概况")] {
        let mut desk = Desk::empty();
        desk.lang = lang.into();
        desk.now = "2026-11-23T22:15".into();
        let ran = desk.run(&["demo", "try", "--cases", "80"]);
        assert!(ran.err.contains(words) && ran.err.contains("cd try"), "{}", ran.err);
        assert_eq!(ran.ok(), "", "talk is not data");
        let late = desk.run(&["-C", "try", "report", "overdue"]).ok();
        assert!(late.lines().count() >= 2, "{late}");
        for line in ["show 1", "log 1", "status", "verify", "list is:escalated", "report due"] {
            let args: Vec<&str> = ["-C", "try"].into_iter().chain(line.split(' ')).collect();
            assert!(!desk.run(&args).ok().is_empty(), "{line}");
        }
        // The demo can be worked on.
        let id = desk.run(&["-C", "try", "list", "status:received", "--fields", "id"]).ok();
        desk.run(&["-C", "try", "accept", id.lines().next().expect("one to accept")]).ok();
    }
}

#[test]
fn a_demo_is_independent_of_the_hour_and_overwrites_no_project() {
    let mut desk = Desk::empty();
    desk.run(&["demo", "a", "--cases", "25", "--seed", "1", "--json"]).ok();
    desk.now = "2026-09-24T23:59".into();
    desk.run(&["demo", "b", "--cases", "25", "--seed", "1", "-q"]).ok();
    let logs = |dir: &str| {
        let read = |p: std::path::PathBuf| {
            (p.file_name().map(|n| n.to_string_lossy().into_owned()), std::fs::read(&p).expect("a file"))
        };
        files(&desk.path().join(dir).join("log")).into_iter().map(read).collect::<Vec<(Option<String>, _)>>()
    };
    assert!(!logs("a").is_empty() && logs("a") == logs("b"));
    // Without a seed they are two desks, of which neither has gone back when the other goes on.
    for name in ["d", "e"] {
        desk.run(&["demo", name, "--cases", "25", "-q"]).ok();
    }
    desk.run(&["-C", "d", "note", "1", "hello"]).ok();
    desk.run(&["-C", "e", "verify"]).ok();
    let before = logs("a");
    desk.run(&["demo", "a", "--cases", "25"]).fails(1);
    assert!(before == logs("a"));
    desk.run(&["demo"]).fails(2);
    for (flag, value) in [("--profile", "base"), ("--cases", "0"), ("--cases", "many"), ("--seed", "-1x")] {
        desk.run(&["demo", "c", flag, value]).fails(2);
    }
    assert!(!desk.path().join("c").exists());
}

#[test]
fn a_demo_made_again_says_nothing_of_the_one_before() {
    let desk = Desk::empty();
    for folder in ["first", "second"] {
        desk.run(&["demo", folder, "--cases", "20", "--seed", "1"]).ok();
        assert!(!desk.run(&["-C", folder, "verify"]).ok().contains("acknowledged"));
        let listed = desk.run(&["-C", folder, "list", "--limit", "1"]);
        assert_eq!(listed.err, "", "{folder}");
        desk.run(&["-C", folder, "note", "1", "worked on"]);
        desk.run(&["-C", folder, "duty", "list"]).ok();
        desk.run(&["-C", folder, "intake", "--title", "one more", "--channel", "phone"]).ok();
    }
}
