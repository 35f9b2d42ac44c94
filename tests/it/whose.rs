//! Whose round, answer and lateness it is, and what dates that were put right, or dated back, leave of a missed limit.

use crate::desk::Desk;

const POLICY: &str = r#"
[desk]
backdate = "400d"
[[limit]]
code = "rep"
zh = "五日答复"
en = "Five days"
limit = "reply"
from = "received"
until = "replied"
within = "5wd"
[[callback]]
code = "all"
zh = "回访"
en = "All"
from = "replied"
within = "5wd"
"#;

const UNITS: &str =
    "[[unit]]\ncode = \"hq\"\n[[unit]]\ncode = \"east\"\nparent = \"hq\"\n[[unit]]\ncode = \"west\"\nparent = \"hq\"\n";

/// A desk with a case that east has since 2 March 2026, a Monday; its reply is due on 9 March.
fn desk() -> Desk {
    let mut desk = Desk::empty();
    desk.now = "2026-03-02T09:00".into();
    desk.run(&["init", ".", "--profile", "base", "--desk", "HQ", "--simulated"]).ok();
    desk.write("redress.toml", desk.read("redress.toml") + POLICY);
    desk.write("directory.toml", UNITS);
    desk.run(&["intake", "--title", "one", "--channel", "letter", "--name", "诸葛孔明", "--accept", "--unit", "east"])
        .ok();
    desk
}

fn act(desk: &Desk, now: &str, words: &[&str]) {
    desk.run(&[words, &["--now", now]].concat()).ok();
}

fn reply(desk: &Desk, now: &str, more: &[&str]) {
    act(desk, now, &[&["reply", "1", "--responsibility", "ours", "--findings", "f"], more].concat());
}

/// The last event of a kind.
fn event(desk: &Desk, kind: &str) -> String {
    let out = desk.run(&["log", "1", "--kind", kind]).ok();
    out.lines().last().and_then(|line| line.split('\t').next()).expect("an event").to_string()
}

/// Value, part, whole and what stands beside, of a measure in March.
fn measure(desk: &Desk, code: &str, now: &str, more: &[&str]) -> Vec<String> {
    let words = ["report", "measures", "--measure", code, "--period", "2026-03", "--now", now];
    let out = desk.run(&[&words[..], more].concat()).ok();
    out.lines().map(|line| line.split('\t').filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")).collect()
}

const END: &str = "2026-03-31T10:00";

#[test]
fn a_mistaken_receipt_leaves_the_same_mark_however_it_is_put_right() {
    for back in ["revoke", "correct"] {
        let desk = desk();
        act(&desk, "2026-03-02T09:10", &["approve", "1", "received", "--as", "dan"]);
        act(&desk, "2026-03-02T09:20", &["correct", "1", "--set", "received=2026-02-02", "--reason", "wrong case"]);
        match back {
            "revoke" => {
                act(&desk, "2026-03-02T09:30", &["revoke", &event(&desk, "corrected"), "--reason", "wrong case"]);
            }
            _ => act(
                &desk,
                "2026-03-02T09:30",
                &["correct", "1", "--set", "received=2026-03-02T09:00", "--reason", "wrong case"],
            ),
        }
        reply(&desk, "2026-03-03T09:00", &[]);
        assert_eq!(measure(&desk, "on-time", END, &[]), ["on-time 0 0 exempted 1"], "{back}");
        assert_eq!(desk.run(&["list", "is:late", "--fields", "id", "--now", END]).ok(), "HQ-2026-0001\n", "{back}");
    }
}

#[test]
fn a_receipt_put_right_exempts_nothing_that_is_overdue_by_its_right_date_too() {
    let desk = desk();
    let words =
        ["intake", "--title", "two", "--channel", "letter", "--received", "2026-02-26", "--accept", "--unit", "east"];
    act(&desk, "2026-03-02T10:00", &words);
    act(&desk, "2026-03-20T09:00", &["approve", "2", "received", "--as", "dan"]);
    act(&desk, "2026-03-20T09:10", &["correct", "2", "--set", "received=2026-02-27", "--reason", "typing error"]);
    assert_eq!(measure(&desk, "on-time", "2026-03-20T10:00", &[]), ["on-time 0.0 0 2"]);
}

#[test]
fn an_ending_that_is_dated_back_hides_no_missed_limit() {
    let desk = desk();
    assert_eq!(measure(&desk, "on-time", "2026-03-12T08:00", &[]), ["on-time 0.0 0 1"]);
    let words = ["withdraw", "1", "--voluntary", "--checked-by", "dan", "--reason", "own", "--on", "2026-03-06"];
    act(&desk, "2026-03-12T09:00", &words);
    assert_eq!(measure(&desk, "on-time", "2026-03-12T10:00", &[]), ["on-time 0.0 0 1"]);
}

#[test]
fn an_assignment_is_not_dated_before_the_one_that_holds() {
    let desk = desk();
    act(&desk, "2026-03-05T09:00", &["assign", "1", "--unit", "west"]);
    let back = ["assign", "1", "--unit", "east", "--on", "2026-03-04", "--now", "2026-03-10T09:00"];
    assert!(desk.run(&back).fails(5).contains("2026-03-05"));
    act(&desk, "2026-03-10T09:00", &["assign", "1", "--unit", "east"]);
}

#[test]
fn a_round_belongs_to_those_who_had_it_until_it_ended() {
    let desk = desk();
    reply(&desk, "2026-03-03T09:00", &[]);
    act(&desk, "2026-03-03T10:00", &["close", "1", "--outcome", "explained"]);
    act(&desk, "2026-03-05T09:00", &["reopen", "1", "--reason", "r"]);
    act(&desk, "2026-03-05T09:10", &["assign", "1", "--unit", "west"]);
    let by_unit = measure(&desk, "on-time", "2026-03-10T10:00", &["--by", "unit"]);
    assert!(by_unit[0].starts_with("east on-time 100.0 1 1"), "{by_unit:?}");
}

#[test]
fn once_the_form_is_back_lateness_is_the_desks() {
    let desk = desk();
    reply(&desk, "2026-03-05T09:00", &["--to", "desk"]);
    let now = "2026-03-11T10:00";
    assert_eq!(measure(&desk, "on-time", now, &["--by", "unit"])[0], "HQ on-time 0.0 0 1");
    let todo = desk.run(&["report", "todo", "--now", now]).ok();
    assert!(todo.lines().all(|line| line.contains("\tHQ\t")), "{todo}");
}

#[test]
fn the_first_call_that_reached_somebody_counts_until_the_reply_is_done_again() {
    let desk = desk();
    reply(&desk, "2026-03-03T09:00", &[]);
    let call = |now: &str, says: &str| {
        act(&desk, now, &["callback", "1", "--resolved", says, "--satisfied", says, "--as", "dan"]);
    };
    call("2026-03-04T09:00", "no");
    call("2026-03-05T09:00", "yes");
    let standing = || {
        let out = desk.run(&["report", "callbacks", "--now", END]).ok();
        out.split('\t').nth(9).expect("a standing").to_string()
    };
    assert_eq!(
        (standing().as_str(), measure(&desk, "resolved", END, &[])[0].as_str()),
        ("failed", "resolved 0.0 0 1 later 1")
    );
    act(&desk, "2026-03-06T09:00", &["rework", "1", "--reason", "not solved"]);
    assert_eq!(standing(), "taken-up");
    reply(&desk, "2026-03-09T09:00", &[]);
    call("2026-03-10T09:00", "yes");
    assert_eq!(
        (standing().as_str(), measure(&desk, "resolved", END, &[])[0].as_str()),
        ("resolved", "resolved 100.0 1 1 later 2")
    );
}

#[test]
fn a_call_that_may_still_be_made_in_time_was_not_left_out() {
    let desk = desk();
    reply(&desk, "2026-03-03T09:00", &[]);
    assert_eq!(measure(&desk, "coverage", "2026-03-05T10:00", &[]), ["coverage 0 0"]);
    assert_eq!(measure(&desk, "coverage", "2026-03-12T10:00", &[]), ["coverage 0.0 0 1"]);
    desk.run(&["intake", "--title", "two", "--channel", "letter", "--anonymous", "--accept", "--unit", "east"]).ok();
    let words = ["reply", "2", "--responsibility", "ours", "--findings", "f"];
    act(&desk, "2026-03-03T09:00", &words);
    assert_eq!(measure(&desk, "coverage", "2026-03-12T10:00", &[]), ["coverage 0.0 0 1 anonymous 1"]);
}

#[test]
fn nothing_is_taken_back_on_which_something_rests() {
    let desk = desk();
    reply(&desk, "2026-03-03T09:00", &["--compensation", "50"]);
    act(&desk, "2026-03-03T10:00", &["callback", "1", "--resolved", "yes", "--satisfied", "yes", "--as", "dan"]);
    act(&desk, "2026-03-04T09:00", &["close", "1", "--outcome", "explained"]);
    let revoke = |event: &str| desk.run(&["revoke", event, "--reason", "wrong person", "--now", "2026-03-05T09:00"]);
    assert!(revoke(&event(&desk, "replied")).fails(5).contains(&event(&desk, "called_back")));
    assert!(revoke(&event(&desk, "accepted")).fails(5).contains(&event(&desk, "assigned")));
    // In order everything goes.
    for kind in ["closed", "called_back", "replied"] {
        revoke(&event(&desk, kind)).ok();
    }
    assert_eq!(desk.run(&["list", "--fields", "status,offered", "--now", "2026-03-05T10:00"]).ok(), "assigned\t\n");
}

#[test]
fn who_is_dropped_is_named_by_the_event_and_never_by_a_name() {
    let desk = desk();
    let words = ["party", "drop", "1", "--role", "complainant", "--name", "司马仲达", "--reason", "left"];
    desk.run(&words).fails(2);
    desk.run(&["party", "add", "1", "--role", "complainant", "--name", "司马仲达"]).ok();
    let refused = desk.run(&["party", "drop", "1", "--role", "complainant", "--reason", "left"]).fails(5);
    assert!(refused.contains("--party 'HQ:2|HQ:"), "which of them is left to the reader: {refused}");
}
