//! What scripts depend on: flags, exit codes, and which stream gets what.

use crate::desk::Desk;
use serde_json::Value;

fn with_case() -> Desk {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "Queue", "--category", "attitude", "--channel", "phone"]).ok();
    desk
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

#[test]
fn the_output_format_follows_the_file_ending_and_a_dash_is_stdout() {
    let desk = with_case();
    assert_eq!(desk.run(&["list", "--fields", "id", "-o", "-"]).ok(), "HQ-2026-0001\n");
    assert!(!desk.path().join("-").exists());
    let err = desk.run(&["list", "-o", "cases.pdf"]).fails(2);
    assert!(err.contains(".csv") && err.contains(".xlsx"), "{err}");
    desk.run(&["show", "1", "-o", "case.json"]).ok();
    let page: Value = serde_json::from_str(&desk.read("case.json")).expect("JSON");
    assert_eq!(page["data"][0]["id"], "HQ-2026-0001");
    desk.run(&["explain", "1", "-o", "why.txt"]).ok();
    assert!(desk.read("why.txt").contains("HQ-2026-0001"));
}

#[test]
fn reports_take_the_flags_of_their_kind() {
    let mut desk = with_case();
    desk.run(&["accept", "1"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "张伟"]).ok();
    desk.now = "2026-10-12T09:00".into();
    let count = |args: &[&str]| desk.run(&[&["report", "overdue"], args].concat()).ok().lines().count();
    assert_eq!(count(&[]), 1);
    assert_eq!((count(&["--unit", "hq"]), count(&["--unit", "taiyuan"])), (1, 1), "a unit and those below it");
    assert_eq!((count(&["--person", "zhang.wei"]), count(&["--person", "li.na"])), (1, 0));
    assert_eq!((count(&["--period", "2026-09"]), count(&["--period", "2026-10"])), (1, 0));
    let err = desk.run(&["report", "todo", "--period", "2026-10"]).fails(2);
    assert!(err.contains("--period") && err.contains("report overdue"), "{err}");
    for args in [&["report"][..], &["report", "nothing"]] {
        let err = desk.run(args).fails(2);
        assert!(err.contains("overdue") && err.contains("todo"), "{err}");
    }
}

#[test]
fn built_in_codes_are_accepted_by_their_titles() {
    let desk = with_case();
    desk.run(&["accept", "1"]).ok();
    // A call is sent with a transfer form (art. 10); after that it may go on with a supervision form.
    desk.run(&["assign", "1", "--unit", "总行", "--form", "转办单"]).ok();
    desk.run(&["assign", "1", "--unit", "太原分行", "--person", "张伟", "--form", "督办单"]).ok();
    desk.run(&["contact", "1", "--kind", "首次联系", "--via", "电话"]).ok();
    desk.run(&["intake", "--title", "Again"]).ok();
    desk.feed(&["batch", "-"], r#"{"do":"link","case":"2","other":"1","kind":"再次投诉"}"#).ok();
    desk.run(&["void", "2", "--kind", "误登记", "--reason", "twice"]).ok();
    let log = desk.read_log();
    for code in [
        r#""form":"transfer""#,
        r#""form":"supervision""#,
        r#""kind":"first""#,
        r#""kind":"repeat""#,
        r#""kind":"mistake""#,
    ] {
        assert!(log.contains(code), "{code}");
    }
    assert_eq!(desk.run(&["log", "--kind", "登记"]).ok().lines().count(), 2);
}

#[test]
fn a_name_that_is_nobodys_is_refused_by_the_log_and_one_who_left_is_found() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "a", "--channel", "phone", "--as", "li.na"]).ok();
    let error = desk.run(&["log", "--by", "li.nna"]).fails(2);
    assert!(error.contains("li.na"), "{error}");
    desk.write("directory.toml", desk.read("directory.toml").replace("\"li.na\"", "\"li.nan\""));
    assert!(!desk.run(&["log", "--by", "li.na"]).ok().is_empty(), "who left is known by what is on record");
}

#[test]
fn a_case_named_twice_is_handled_once() {
    let desk = with_case();
    assert_eq!(desk.run(&["accept", "1", "HQ-2026-0001", "2026-1"]).ok().lines().count(), 1);
    assert!(desk.feed(&["show", "-"], "HQ-2026-0001\n").ok().contains("Queue"));
    desk.feed(&["extend", "-", "--until", "+2wd", "--reason", "expert"], "1\n").fails(5);
}

#[test]
fn a_refused_command_says_nothing_was_written_in_text_and_json() {
    let desk = with_case();
    desk.run(&["intake", "--title", "Second"]).ok();
    let err = desk.run(&["close", "1", "2"]).fails(5);
    assert!(err.contains("nothing was written"), "{err}");
    let ran = desk.run(&["close", "1", "2", "99", "--keep-going", "--json"]);
    assert_eq!(objects(&ran.err).len(), 4, "{}", ran.err);
    let bad = "{\"do\":\"accept\",\"case\":\"1\"}\n{\"do\":\"close\",\"case\":\"2\"}\n";
    let ran = desk.feed(&["batch", "-", "--json"], bad);
    assert_eq!((ran.code, objects(&ran.err)[0]["written"].as_u64()), (5, Some(0)));
    assert!(desk.feed(&["batch", "-"], bad).fails(5).contains("nothing was written"));
}

#[test]
fn a_batch_reports_what_a_line_lacks() {
    let desk = with_case();
    desk.feed(&["batch", "-"], "\u{feff}{\"do\":\"accept\",\"case\":\"1\"}\n").ok();
    assert!(desk.feed(&["batch", "-"], "{\"case\":\"1\"}\n").fails(2).contains("“do”"));
    assert!(desk.feed(&["batch", "-"], "{\"do\":\"list\"}\n").fails(2).contains("not work on a case"));
    let dated = "{\"do\":\"intake\",\"title\":\"x\",\"on\":\"2026-09-01\"}\n";
    assert!(desk.feed(&["batch", "-"], dated).fails(2).contains("“on”"));
    for args in [&["batch", "-", "--request", "r"], &["batch", "-", "--on", "today"]] {
        assert!(desk.feed(args, "").fails(2).contains(args[2]));
    }
    assert!(desk.run(&["intake", "--title", "x", "--on", "today"]).fails(2).contains("--on"));
}

#[test]
fn erasing_asks_for_confirmation_and_has_a_dry_run() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "Rude", "--name", "Wang Xiaoming"]).ok();
    let lines = desk.lines().len();
    assert!(desk.run(&["erase", "1", "--reason", "asked", "-n"]).ok().contains("1 event,"));
    desk.run(&["erase", "1", "--reason", "asked"]).fails(1);
    assert_eq!(desk.lines().len(), lines);
    assert!(desk.run(&["erase", "1", "--reason", "asked", "--yes"]).ok().contains("erased: 1 event,"));
    desk.run(&["intake", "--title", "No name"]).ok();
    let ran = desk.run(&["erase", "2", "--reason", "asked", "--yes"]);
    assert!(ran.code == 0 && ran.err.contains("--all"), "{ran:?}");
}

#[test]
fn revoking_names_the_event() {
    let mut desk = with_case();
    desk.run(&["accept", "1"]).ok();
    desk.lang = "zh".into();
    let event = desk.run(&["log", "1", "--kind", "accepted"]).ok().split('\t').next().expect("a column").to_string();
    let line = desk.run(&["revoke", &event, "--reason", "误操作"]).ok();
    assert!(line.starts_with(&format!("HQ-2026-0001 已撤销记录 {event}（受理）")), "{line}");
    let err = desk.run(&["revoke", "HQ:999", "--reason", "误操作"]).fails(3);
    assert!(err.contains("redress 日志") && !err.contains("redress 日志 HQ"), "{err}");
}
