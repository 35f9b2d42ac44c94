//! The order of acts, through the program: no act is dated before the act that it needs. What was missed stays visible after voids,
//! corrected receipts, revocations and returned replies. Times of day count where they are given.

use crate::desk::Desk;
use serde_json::Value;

const REPLY: &[&str] = &[
    "--responsibility",
    "none",
    "--findings",
    "f",
    "--explanation",
    "e",
    "--satisfaction",
    "satisfied",
    "--outcome",
    "explained",
    "--staff-action",
    "s",
    "--lessons",
    "l",
    "--phone",
    "0351-202",
];

/// A bank with a head office and a branch, and people in both.
fn bank() -> Desk {
    let desk = Desk::bank();
    desk.write(
        "directory.toml",
        "[[unit]]\ncode = \"ho\"\nlevel = \"head-office\"\n[[unit]]\ncode = \"taiyuan\"\nparent = \"ho\"\nlevel = \"branch-1\"\n\
         [[person]]\ncode = \"li.na\"\nunit = \"ho\"\nroles = [\"supervisor\"]\n\
         [[person]]\ncode = \"boss\"\nunit = \"ho\"\nroles = [\"leader\"]\n\
         [[person]]\ncode = \"zhang.wei\"\nunit = \"taiyuan\"\n",
    );
    desk
}

fn at(desk: &mut Desk, now: &str) {
    desk.now = now.into();
}

fn intake(desk: &Desk, words: &[&str]) -> String {
    let base = ["intake", "--title", "x", "--category", "attitude", "--channel", "book"];
    desk.run(&[&base[..], words].concat()).ok()
}

fn reply(desk: &Desk, words: &[&str]) {
    desk.run(&[&["reply", "1"], REPLY, words].concat()).ok();
}

fn count(desk: &Desk, words: &[&str]) -> usize {
    desk.run(words).ok().lines().count()
}

/// The first case of `list --json`.
fn case(desk: &Desk, words: &[&str]) -> Value {
    let json: Value = serde_json::from_str(&desk.run(&[&["list", "--json"], words].concat()).ok()).expect("JSON");
    json["data"][0].clone()
}

fn event(desk: &Desk, kind: &str) -> String {
    let log = desk.run(&["log", "1", "--kind", kind]).ok();
    log.lines().last().and_then(|line| line.split('\t').next()).expect("an event").to_string()
}

/// A case due on Thursday, 5 March; accepted on the 3rd, assigned on the 4th.
fn worked() -> Desk {
    let mut desk = bank();
    at(&mut desk, "2026-03-02T10:00");
    intake(&desk, &[]);
    at(&mut desk, "2026-03-03T10:00");
    desk.run(&["accept", "1"]).ok();
    desk.run(&["contact", "1", "--kind", "ack", "--via", "phone"]).ok();
    at(&mut desk, "2026-03-04T10:00");
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    desk
}

#[test]
fn an_act_cannot_be_dated_before_the_act_that_it_needs() {
    let mut desk = worked();
    at(&mut desk, "2026-03-05T10:00");
    let refused = |desk: &Desk, words: &[&str], needed: &str| {
        let before = desk.bytes();
        for lang in ["en", "zh"] {
            let err = desk.run(&[words, &["--lang", lang]].concat()).fails(5);
            assert!(err.contains(needed), "{words:?}: {err}");
        }
        assert_eq!(desk.bytes(), before, "{words:?}");
    };
    let words = [&["reply", "1"], REPLY, &["--on", "2026-03-03"]].concat();
    refused(&desk, &words, "--on 2026-03-04");
    refused(&desk, &["return", "1", "--reason", "r", "--on", "2026-03-03"], "--on 2026-03-04");
    desk.run(&["pause", "1", "--ground", "evidence"]).ok();
    refused(&desk, &["resume", "1", "--on", "2026-03-04"], "--on 2026-03-05");
    desk.run(&["resume", "1"]).ok();
    reply(&desk, &[]);
    at(&mut desk, "2026-03-06T10:00");
    refused(&desk, &["callback", "1", "--resolved", "yes", "--on", "2026-03-04"], "--on 2026-03-05");
    refused(&desk, &["rework", "1", "--reason", "r", "--on", "2026-03-04"], "--on 2026-03-05");
    refused(&desk, &["close", "1", "--on", "2026-03-04"], "--on 2026-03-05");
    let batch = "{\"do\":\"close\",\"case\":\"1\",\"on\":\"2026-03-04\"}\n";
    assert!(desk.feed(&["batch", "-"], batch).fails(5).contains("2026-03-05"));
    desk.run(&["close", "1"]).ok();
    at(&mut desk, "2026-03-09T10:00");
    refused(&desk, &["reopen", "1", "--reason", "r", "--on", "2026-03-05"], "--on 2026-03-06");
    refused(&desk, &["correct", "1", "--set", "received=2026-03-04", "--reason", "r"], "received=2026-03-03");
    desk.run(&["correct", "1", "--set", "received=2026-03-02T08:00", "--reason", "r"]).ok();
    assert_eq!(count(&desk, &["list", "is:out-of-order"]), 0);
}

#[test]
fn voiding_or_correcting_a_late_case_needs_approval_and_keeps_it_listed() {
    let mut desk = bank();
    at(&mut desk, "2026-03-02T10:00");
    for _ in 0..3 {
        intake(&desk, &[]);
    }
    desk.run(&["void", "3", "--kind", "test", "--reason", "r"]).ok();
    at(&mut desk, "2026-03-09T10:00");
    desk.run(&["accept", "1", "2"]).ok();
    desk.run(&["assign", "1", "2", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    let void = ["void", "1", "--kind", "mistake", "--reason", "registered twice"];
    assert!(desk.run(&void).fails(5).contains("approve"));
    assert!(desk.run(&["approve", "1", "void", "--as", "zhang.wei"]).fails(5).contains("zhang.wei"));
    desk.run(&["approve", "1", "void", "--as", "boss"]).ok();
    desk.run(&void).ok();
    let receipt = ["correct", "2", "--set", "received=2026-03-02T08:00", "--reason", "the stamp"];
    desk.run(&receipt).fails(5);
    desk.run(&["approve", "2", "received", "--as", "boss"]).ok();
    desk.run(&receipt).ok();
    assert_eq!(count(&desk, &["list", "is:late"]), 2, "a voided case is out of the rates, not out of sight");
    let rows = desk.run(&["report", "exceptions"]).ok();
    let late = rows.lines().filter(|row| row.starts_with("late-unexplained"));
    let late: Vec<&str> = late.map(|row| row.split('\t').nth(1).unwrap_or_default()).collect();
    assert_eq!(late, ["HQ-2026-0001", "HQ-2026-0002"], "{rows}");
    assert!(rows.lines().any(|row| row.starts_with("voided\tHQ-2026-0001")), "{rows}");
}

#[test]
fn a_breach_from_a_corrected_receipt_is_marked_and_stays_late() {
    let mut desk = bank();
    at(&mut desk, "2026-03-09T10:00");
    intake(&desk, &["--received", "2026-03-02"]);
    at(&mut desk, "2026-03-10T10:00");
    let receipt = ["correct", "1", "--set", "received=2026-03-09", "--reason", "a slip"];
    assert!(desk.run(&receipt).fails(5).contains("approve HQ-2026-0001 received"));
    desk.run(&["approve", "1", "received", "--as", "boss"]).ok();
    desk.run(&receipt).ok();
    let late = case(&desk, &["is:late"]);
    assert_eq!(late["missed"][0]["due"], "2026-03-05");
    assert_eq!(
        (&late["missed"][0]["corrected"], &late["overdue"], &late["due"]),
        (&true.into(), &false.into(), &"2026-03-12".into())
    );
    assert!(desk.run(&["explain", "1"]).ok().contains("since corrected"));
    assert!(desk.run(&["explain", "1", "--lang", "zh"]).ok().contains("更正前"));
}

#[test]
fn a_reply_in_time_recorded_late_is_not_late_but_is_reported() {
    let mut desk = worked();
    at(&mut desk, "2026-03-09T10:00");
    assert_eq!(count(&desk, &["list", "is:late"]), 1);
    reply(&desk, &["--on", "2026-03-05T15:00"]);
    assert_eq!(count(&desk, &["list", "is:late"]), 0);
    let rows = desk.run(&["report", "exceptions"]).ok();
    let kinds: Vec<&str> = rows.lines().filter_map(|row| row.split('\t').next()).collect();
    assert!(kinds.contains(&"recorded-late") && !kinds.contains(&"late-unexplained"), "{rows}");
    desk.run(&["revoke", &event(&desk, "replied"), "--reason", "r"]).ok();
    assert_eq!(count(&desk, &["list", "is:late"]), 1, "the act that met it is gone");
}

#[test]
fn acts_that_stop_a_limit_count_by_the_day_they_were_recorded() {
    for words in [
        &["pause", "1", "--ground", "evidence"][..],
        &["withdraw", "1", "--voluntary", "--reason", "r"],
        &["classify", "1", "--category", "product"],
        &["refer", "1", "--to", "the police", "--reason", "r", "--told", "phone"],
    ] {
        let mut desk = worked();
        at(&mut desk, "2026-03-06T10:00");
        let done = desk.run(&[words, &["--on", "2026-03-04T12:00", "--override", "r"]].concat());
        assert!(matches!(done.code, 0 | 5), "{words:?}: {}", done.err);
        assert_eq!(count(&desk, &["list", "is:late"]), 1, "{words:?}");
        at(&mut desk, "2026-03-20T10:00");
        assert_eq!(count(&desk, &["list", "is:late", "--as-of", "2026-03-06"]), 1, "{words:?}");
        assert_eq!(count(&desk, &["list", "is:late", "--as-of", "2026-03-05"]), 0, "{words:?}");
    }
}

#[test]
fn a_returned_reply_has_met_its_limit_and_a_rework_limit_starts() {
    let mut desk = bank();
    let own = "\n[[limit]]\ncode = \"again\"\nfrom = \"reworked\"\nuntil = \"replied\"\nwithin = \"2wd\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + own);
    at(&mut desk, "2026-03-02T10:00");
    intake(&desk, &["--accept"]);
    desk.run(&["contact", "1", "--kind", "ack", "--via", "phone"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    at(&mut desk, "2026-03-05T10:00");
    reply(&desk, &[]);
    let again = |desk: &Desk, day: &str| {
        let overdue = desk.run(&["report", "overdue", "--as-of", day]).ok();
        overdue.lines().map(|row| row.split('\t').take(3).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    for (sent_back, due, past) in
        [("2026-03-06", "2026-03-10", "2026-03-11"), ("2026-03-12", "2026-03-16", "2026-03-17")]
    {
        at(&mut desk, &format!("{sent_back}T10:00"));
        desk.run(&["rework", "1", "--reason", "r"]).ok();
        at(&mut desk, "2026-03-30T10:00");
        assert_eq!(again(&desk, due), Vec::<String>::new(), "{sent_back}");
        assert_eq!(again(&desk, past), [format!("HQ-2026-0001 again {due}")], "{sent_back}");
        at(&mut desk, &format!("{due}T10:00"));
        reply(&desk, &[]);
    }
    assert_eq!(count(&desk, &["list", "is:late"]), 0, "each was answered in time");
    let limits = case(&desk, &[])["limits"].clone();
    let reply = limits.as_array().expect("limits").iter().find(|l| l["limit"] == "reply").expect("the reply limit");
    assert_eq!((&reply["standing"], reply["met"].as_str().map(|m| &m[..10])), (&"met".into(), Some("2026-03-05")));
}

#[test]
fn correcting_the_receipt_of_a_round_leaves_earlier_rounds() {
    let mut desk = bank();
    at(&mut desk, "2026-03-02T10:00");
    intake(&desk, &[]);
    at(&mut desk, "2026-03-03T10:00");
    desk.run(&["decline", "1", "--reason", "r", "--told", "phone"]).ok();
    at(&mut desk, "2026-03-20T10:00");
    desk.run(&["reopen", "1", "--reason", "our error"]).ok();
    at(&mut desk, "2026-03-23T10:00");
    desk.run(&["correct", "1", "--set", "received=2026-03-19", "--reason", "r"]).ok();
    let received = |desk: &Desk, words: &[&str]| {
        let rounds = case(desk, words)["rounds"].clone();
        let all = rounds
            .as_array()
            .expect("rounds")
            .iter()
            .map(|r| r["received"].as_str().unwrap_or_default()[..10].to_string());
        all.collect::<Vec<_>>()
    };
    assert_eq!(received(&desk, &[]), ["2026-03-02", "2026-03-19"]);
    assert_eq!(received(&desk, &["--as-of", "2026-03-10"]), ["2026-03-02"]);
    assert_eq!(
        received(&desk, &["--as-of", "2026-03-19"]),
        ["2026-03-02", "2026-03-19"],
        "it had begun, as is known now"
    );
    desk.run(&["revoke", &event(&desk, "reopened"), "--reason", "another case"]).ok();
    assert_eq!(received(&desk, &[]), ["2026-03-02"]);
    assert_eq!(case(&desk, &[])["rounds"][0]["ended"]["on"].as_str().map(|on| &on[..10]), Some("2026-03-03"));
}

#[test]
fn as_of_known_and_at_take_a_time_of_day() {
    let mut desk = bank();
    at(&mut desk, "2026-11-03T09:00");
    intake(&desk, &[]);
    at(&mut desk, "2026-11-03T14:35");
    desk.run(&["decline", "1", "--reason", "r", "--told", "phone"]).ok();
    at(&mut desk, "2026-11-04T10:00");
    let status = |desk: &Desk, words: &[&str]| desk.run(&[&["list", "--fields", "status"], words].concat()).ok();
    assert_eq!(status(&desk, &["--as-of", "2026-11-03T10:00"]), "received\n");
    assert_eq!(status(&desk, &["--as-of", "2026-11-03T14:35"]), "declined\n");
    assert_eq!(status(&desk, &["--as-of", "2026-11-03"]), "declined\n");
    assert_eq!(status(&desk, &["--known", "2026-11-03T10:00"]), "received\n");
    assert!(desk.run(&["show", "1", "--at", "2026-11-03T10:00"]).ok().contains("received"));
    assert_eq!(count(&desk, &["report", "todo", "--as-of", "2026-11-03T10:00"]), 1);
    assert_eq!(count(&desk, &["report", "todo", "--as-of", "2026-11-03T15:00"]), 0);
}
