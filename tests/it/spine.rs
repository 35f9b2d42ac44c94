//! A complaint from registration to archive, and the exit codes for cron.

use crate::desk::Desk;
use serde_json::Value;

const REPLY: &[&str] = &[
    "--responsibility",
    "ours",
    "--findings",
    "the teller was rude",
    "--staff-action",
    "talked to",
    "--lessons",
    "training",
    "--satisfaction",
    "satisfied",
    "--phone",
    "010-6885",
    "--outcome",
    "resolved",
];

#[test]
fn a_complaint_goes_from_intake_to_archive() {
    let mut desk = Desk::bank();
    assert_eq!(desk.run(&["intake", "--title", "Rude at the counter", "--channel", "电话"]).ok(), "HQ-2026-0001\n");
    // Not classified yet: the shortest limit, provisionally. 24 September is a Thursday; 25 to 27 are the Mid-Autumn holidays.
    assert_eq!(
        desk.run(&["list"]).ok(),
        "HQ-2026-0001\treceived\t2026-09-24T10:00:00.000+08:00\t2026-09-30\t\tphone\t\t\tRude at the counter\n"
    );
    desk.run(&["classify", "1", "--category", "服务态度"]).ok();
    desk.run(&["accept", "1"]).ok();
    desk.run(&["assign", "1", "--unit", "HQ", "--person", "zhang.wei"]).ok();
    let err = desk.run(&["close", "1"]).fails(5);
    assert!(err.contains("HQ-2026-0001 is assigned") && err.contains("no outcome"), "{err}");
    desk.now = "2026-10-08T09:00".into();
    assert_eq!(
        desk.run(&["report", "overdue", "--fail-if-any"]).fails(8),
        "",
        "cron hears the exit code, and nothing on standard error"
    );
    assert_eq!(
        desk.run(&["report", "overdue"]).ok(),
        "HQ-2026-0001\treply\t2026-09-30\t1\tHQ\tzhang.wei\tfalse\tRude at the counter\n"
    );
    let mut reply = vec!["reply", "1"];
    reply.extend(REPLY);
    // The bank is at fault: an apology comes first (art. 14).
    assert!(desk.run(&reply).fails(5).contains("P7-A14-fault"));
    desk.run(&["step", "1", "apology"]).ok();
    desk.run(&reply).ok();
    assert_eq!(desk.run(&["report", "overdue", "--fail-if-any"]).ok(), "");
    let line = desk.run(&["close", "1"]).ok();
    assert!(line.starts_with("HQ-2026-0001 archived"), "{line}");
    assert_eq!(desk.run(&["list", "is:late", "--fields", "id,status"]).ok(), "HQ-2026-0001\tclosed\n");
    // What was overdue then is overdue in a report as of then, whatever happened later.
    let then = desk.run(&["report", "overdue", "--as-of", "2026-10-01"]).ok();
    assert!(then.starts_with("HQ-2026-0001\treply\t2026-09-30\t0"), "{then}");
    assert!(desk.run(&["verify"]).ok().contains("unchanged"));
}

#[test]
fn json_is_one_document_with_english_keys() {
    let desk = Desk::bank();
    desk.run(&["登记", "--title", "排队", "--channel", "电话", "--lang", "zh"]).ok();
    let value: Value = serde_json::from_str(&desk.run(&["list", "--json", "--lang", "zh"]).ok()).expect("JSON");
    assert_eq!((value["schema"].as_str(), value["total"].as_u64()), (Some("redress.cases/1"), Some(1)));
    let case = &value["data"][0];
    assert_eq!(case["channel"], "phone");
    assert_eq!(case["limits"][0]["limit"], "reply");
    let error: Value = serde_json::from_str(&desk.run(&["close", "1", "--json"]).fails(5)).expect("JSON");
    assert!(error["message"].as_str().is_some_and(|m| m.contains("received")), "{error}");
}

#[test]
fn several_cases_are_all_or_nothing() {
    let desk = Desk::bank();
    for title in ["a", "b", "c"] {
        desk.run(&["intake", "--title", title]).ok();
    }
    desk.run(&["accept", "2"]).ok();
    let before = desk.lines().len();
    desk.run(&["accept", "1", "2", "3"]).fails(5);
    assert_eq!(desk.lines().len(), before, "nothing was written on refusal");
    desk.run(&["accept", "1", "2", "3", "--keep-going"]).fails(5);
    assert_eq!(desk.run(&["list", "status:accepted", "--fields", "id"]).ok().lines().count(), 3);
}

#[test]
fn a_batch_is_one_commit_and_its_requests_are_idempotent() {
    let desk = Desk::bank();
    let batch = r#"{"do":"intake","title":"Queue","channel":"phone","let":"a","request":"r1"}
{"do":"accept","case":"@a","request":"r2"}
{"do":"assign","case":"@a","unit":"HQ","person":"zhang.wei","request":"r3"}
"#;
    desk.feed(&["batch", "-"], batch).ok();
    let lines = desk.lines().len();
    let bad = "{\"do\":\"note\",\"case\":\"1\",\"text\":\"x\"}\n{\"do\":\"close\",\"case\":\"1\"}\n";
    let err = desk.feed(&["batch", "-"], bad).fails(5);
    assert!(err.starts_with("line 2:"), "{err}");
    assert_eq!(desk.lines().len(), lines, "all or nothing");
    desk.feed(&["batch", "-"], batch).ok();
    assert_eq!(desk.lines().len(), lines, "a retry does nothing twice");
    desk.feed(&["batch", "-"], "{\"do\":\"intake\",\"title\":\"Queue\",\"request\":\"r1\"}\n").fails(5);
    assert_eq!(desk.lines().len(), lines, "other content is another request");
    let err = desk.feed(&["batch", "-"], "{\"do\":\"asign\",\"case\":\"1\"}\n").fails(2);
    assert!(err.contains("assign"), "{err}");
}

#[test]
fn the_guard_knows_complainants_whose_registration_is_not_on_record_yet() {
    let desk = Desk::bank();
    let batch = "{\"do\":\"intake\",\"title\":\"Queue\",\"name\":\"Wang Xiaoming\",\"let\":\"a\"}\n\
                 {\"do\":\"note\",\"case\":\"@a\",\"text\":\"called wang xiaoming\"}\n";
    let err = desk.feed(&["batch", "-"], batch).fails(5);
    assert!(err.starts_with("line 2:") && err.contains("--private"), "{err}");
    assert!(desk.lines().is_empty(), "all or nothing");
}

#[test]
fn a_revoked_reply_counts_as_absent_and_stays_visible() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a", "--category", "attitude", "--unit", "HQ", "--person", "zhang.wei"]).ok();
    desk.run(&["step", "1", "apology"]).ok();
    let mut reply = vec!["reply", "1"];
    reply.extend(REPLY);
    desk.run(&reply).ok();
    let log = desk.run(&["log", "1", "--kind", "replied"]).ok();
    let event = log.split('\t').next().expect("an event").to_string();
    let line = desk.run(&["revoke", &event, "--reason", "sent to the wrong customer"]).ok();
    assert!(line.contains("due 2026-09-30"), "the limit runs again: {line}");
    assert_eq!(desk.run(&["list", "--fields", "status"]).ok(), "assigned\n");
    assert_eq!(desk.run(&["log", "1", "--kind", "replied"]).ok(), log);
    desk.run(&["revoke", &event, "--reason", "again"]).fails(5);
}

#[test]
fn a_tightened_policy_applies_to_new_cases_only() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "old", "--category", "attitude"]).ok();
    let toml = desk.read("redress.toml") + "\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"1wd\"\nwarn = \"1wd\"\n";
    desk.write("redress.toml", toml);
    desk.run(&["intake", "--title", "new", "--category", "attitude"]).ok();
    assert_eq!(desk.run(&["list", "--fields", "due"]).ok(), "2026-09-30\n2026-09-28\n");
    // A later reclassification of the old case uses the policy of its own round.
    desk.run(&["classify", "1", "--category", "error"]).ok();
    assert_eq!(desk.run(&["list", "--fields", "due"]).ok(), "2026-09-30\n2026-09-28\n");
    assert_eq!(desk.run(&["log", "--kind", "policy"]).ok().lines().count(), 2);
    assert_eq!(std::fs::read_dir(desk.path().join("policies")).expect("snapshots").count(), 2);
}

#[test]
fn dates_in_an_unpublished_year_are_recomputed_once_it_is_published() {
    let mut desk = Desk::bank();
    desk.now = "2026-12-30T10:00".into();
    desk.run(&["intake", "--title", "a", "--category", "product"]).ok();
    let line = desk.run(&["accept", "1"]).ok();
    // Ten weekdays after Wednesday 30 December; the New Year holidays are not published yet.
    assert!(line.contains("due 2027-01-13") && line.contains("provisional"), "{line}");
    desk.write(
        "calendars/cn-2027.json",
        r#"{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true},{"name":"元旦","date":"2027-01-03","isOffDay":true}]}"#,
    );
    // The next write recomputes the due date, by an event.
    desk.run(&["intake", "--title", "b"]).ok();
    let log = desk.run(&["log", "1", "--kind", "recomputed"]).ok();
    assert_eq!(log.lines().count(), 1, "{log}");
    assert_eq!(
        desk.run(&["list", "not:is:unclassified", "--fields", "id,due,provisional"]).ok(),
        "HQ-2026-0001\t2027-01-14\tfalse\n"
    );
    assert!(desk.run(&["explain", "1"]).ok().contains("2027-01-14"));
}

#[test]
fn a_refusal_changes_no_file() {
    let desk = Desk::bank();
    // `.redress/` is excluded: head may be updated there.
    let kept = |p: &std::path::PathBuf| !p.starts_with(desk.path().join(".redress"));
    let names = || {
        let files = crate::desk::files(desk.path()).into_iter().filter(kept);
        files.map(|p| (p.clone(), std::fs::read(p).expect("bytes"))).collect::<Vec<_>>()
    };
    let before = names();
    desk.run(&["intake", "--title", "call 13800138000"]).fails(5);
    desk.run(&["intake", "--title", "a", "--channel", "fone"]).fails(2);
    desk.run(&["accept", "7"]).fails(3);
    desk.run(&["intake", "--title", "a", "--dry-run"]).ok();
    assert!(before == names());
}

#[test]
fn acts_done_at_registration_are_dated_now_not_at_receipt() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a", "--received", "2026-09-22", "--unit", "HQ"]).ok();
    let value: Value = serde_json::from_str(&desk.run(&["log", "1", "--json"]).ok()).expect("JSON");
    let on: Vec<&str> = value["data"].as_array().expect("rows").iter().filter_map(|e| e["on"].as_str()).collect();
    assert_eq!(on, ["2026-09-22", "2026-09-24T10:00:00.000+08:00", "2026-09-24T10:00:00.000+08:00"]);
}

#[test]
fn search_finds_texts_and_values_but_not_keys() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "Refund of fees", "--phone", "13800138000"]).ok();
    desk.run(&["intake", "--title", "Queue"]).ok();
    desk.run(&["note", "2", "asked for a refund"]).ok();
    let found = |args: &[&str]| desk.run(args).ok().lines().map(|l| l[..12].to_string()).collect::<Vec<_>>();
    assert_eq!(found(&["search", "efund"]), ["HQ-2026-0001", "HQ-2026-0002"]);
    assert_eq!(found(&["search", "opened"]), Vec::<String>::new(), "a key of the log is nothing that was said");
    assert_eq!(found(&["search", "13800138000"]), Vec::<String>::new());
    desk.run(&["search", "13800138000", "--private"]).fails(2);
    assert_eq!(found(&["search", "13800138000", "--private", "--purpose", "the caller asks"]), ["HQ-2026-0001"]);
    assert_eq!(desk.run(&["log", "--kind", "revealed"]).ok().lines().count(), 1);
}
