//! What other acts rest on is not taken away, and a clock that begins again runs again.

use crate::desk::Desk;

const POLICY: &str = r#"
[[category]]
code = "aa"
zh = "甲"
en = "Aa"
[[limit]]
code = "ra"
zh = "答复"
en = "Reply"
limit = "reply"
from = "received"
until = "replied"
within = "5wd"
[[limit]]
code = "rew"
zh = "重办"
en = "Rework"
limit = "rework"
from = "reworked"
until = "replied"
within = "2wd"
"#;

/// Two accepted cases of one category.
fn desk() -> Desk {
    let mut desk = Desk::empty();
    desk.now = "2026-03-02T10:00".into();
    desk.run(&["init", ".", "--profile", "base", "--desk", "HQ", "--simulated"]).ok();
    desk.write("redress.toml", desk.read("redress.toml") + POLICY);
    for title in ["M", "D"] {
        desk.run(&["intake", "--title", title, "--channel", "phone", "--category", "aa", "--accept"]).ok();
    }
    desk
}

fn reply(desk: &Desk, case: &str, now: &str) {
    let words = ["reply", case, "--responsibility", "none", "--findings", "f", "--outcome", "explained", "--now", now];
    desk.run(&words).ok();
}

/// The last event of a kind.
fn event(desk: &Desk, case: &str, kind: &str) -> String {
    let out = desk.run(&["log", case, "--kind", kind]).ok();
    out.lines().last().and_then(|line| line.split('\t').next()).expect("an event").to_string()
}

#[test]
fn a_link_under_a_closing_is_unlinked_and_not_revoked() {
    let desk = desk();
    desk.run(&["link", "2", "1", "--kind", "duplicate"]).ok();
    desk.run(&["close", "2", "--outcome", "duplicate"]).ok();
    let refused = desk.run(&["revoke", &event(&desk, "2", "linked"), "--reason", "x"]).fails(5);
    assert!(refused.contains(&event(&desk, "2", "closed")), "{refused}");
    desk.run(&["unlink", "2", "1", "--reason", "not the same"]).ok();
    assert!(desk.run(&["list", "--fields", "id,status"]).ok().contains("HQ-2026-0002\taccepted"));
    // Whose link was taken back may be revoked.
    let again = ["link", "2", "1", "--kind", "duplicate"];
    desk.run(&again).ok();
    desk.run(&["revoke", &event(&desk, "2", "linked"), "--reason", "x"]).ok();
}

#[test]
fn an_ending_under_a_later_round_stays() {
    let desk = desk();
    reply(&desk, "1", "2026-03-02T11:00");
    desk.run(&["close", "1", "--now", "2026-03-02T12:00"]).ok();
    let closed = event(&desk, "1", "closed");
    desk.run(&["reopen", "1", "--reason", "x", "--now", "2026-03-03T10:00"]).ok();
    desk.run(&["revoke", &closed, "--reason", "x", "--now", "2026-03-04T10:00"]).fails(5);
    let reopened = event(&desk, "1", "reopened");
    desk.run(&["revoke", &reopened, "--reason", "x", "--now", "2026-03-04T10:00"]).ok();
    desk.run(&["revoke", &closed, "--reason", "x", "--now", "2026-03-04T11:00"]).ok();
}

#[test]
fn a_second_rework_of_a_day_has_its_own_limit() {
    let desk = desk();
    for (replied, sent_back) in [("09:00", "10:00"), ("11:00", "12:00")] {
        reply(&desk, "1", &format!("2026-03-03T{replied}"));
        desk.run(&["rework", "1", "--reason", "x", "--now", &format!("2026-03-03T{sent_back}")]).ok();
    }
    let due = desk.run(&["list", "--fields", "id,next_limit,next_due", "--now", "2026-03-04T09:00"]).ok();
    assert!(due.contains("HQ-2026-0001\trework\t2026-03-05"), "{due}");
    assert!(desk.run(&["list", "is:overdue", "--now", "2026-03-06T09:00"]).ok().contains("HQ-2026-0001"));
    reply(&desk, "1", "2026-03-05T09:00");
    assert!(!desk.run(&["list", "is:late", "--now", "2026-04-06T09:00"]).ok().contains("HQ-2026-0001"));
    desk.run(&["verify"]).ok();
}

#[test]
fn the_main_case_of_a_complaint_stays_a_complaint() {
    let desk = desk();
    desk.run(&["link", "2", "1", "--kind", "duplicate"]).ok();
    let refused = desk.run(&["classify", "1", "--nature", "enquiry"]).fails(5);
    assert!(refused.contains("HQ-2026-0002"), "{refused}");
    desk.run(&["unlink", "2", "1", "--reason", "x"]).ok();
    desk.run(&["classify", "1", "--nature", "enquiry"]).ok();
}

#[test]
fn a_link_is_not_removed_before_it_was_made() {
    let desk = desk();
    let on =
        |act: &'static [&'static str], day: &'static str| [act, &["--on", day, "--now", "2026-03-06T10:00"]].concat();
    desk.run(&on(&["link", "2", "1", "--kind", "duplicate"], "2026-03-05")).ok();
    desk.run(&on(&["unlink", "2", "1", "--reason", "x"], "2026-03-03")).fails(5);
    desk.run(&on(&["unlink", "2", "1", "--reason", "x"], "2026-03-05")).ok();
}

#[test]
fn empty_names_and_names_given_twice_are_refused() {
    let desk = desk();
    let before = desk.read_log();
    desk.run(&["intake", "--title", "T", "--set", "=5"]).fails(2);
    desk.run(&["intake", "--title", "T", "--request", ""]).fails(2);
    desk.feed(&["batch", "-"], "{\"do\":\"intake\",\"title\":\"T\",\"set\":{\"\":\"5\"}}\n").fails(2);
    desk.feed(&["batch", "-"], "{\"do\":\"intake\",\"title\":\"T\",\"request\":\"\"}\n").fails(2);
    let twice =
        "{\"do\":\"intake\",\"title\":\"L1\",\"let\":\"a\"}\n{\"do\":\"intake\",\"title\":\"L2\",\"let\":\"a\"}\n";
    desk.feed(&["batch", "-"], twice).fails(2);
    assert_eq!(desk.read_log(), before);
}

#[test]
fn what_opened_an_incident_stays_while_cases_are_linked_to_it() {
    let desk = desk();
    desk.run(&["incident", "open", "--title", "Flood", "--kind", "mass", "--notice", "wait"]).ok();
    let out = desk.run(&["log", "--kind", "incident_opened"]).ok();
    let opened = out.lines().last().and_then(|line| line.split('\t').next()).expect("an event");
    desk.run(&["incident", "link", opened, "1"]).ok();
    let revoke = ["revoke", opened, "--reason", "x"];
    let refused = desk.run(&revoke).fails(5);
    assert!(refused.contains(&event(&desk, "1", "incident_linked")), "{refused}");
    assert!(desk.run(&["list", "is:mass", "--fields", "id"]).ok().contains("HQ-2026-0001"));
    desk.run(&["incident", "unlink", opened, "1", "--reason", "x"]).ok();
    desk.run(&["incident", "close", opened, "--note", "over"]).ok();
    // Its end would be the end of nothing.
    desk.run(&revoke).fails(5);
    let out = desk.run(&["log", "--kind", "incident_closed"]).ok();
    let closed = out.lines().last().and_then(|line| line.split('\t').next()).expect("an event");
    desk.run(&["revoke", closed, "--reason", "x"]).ok();
    desk.run(&revoke).ok();
    assert_eq!(desk.run(&["incident", "list", "--all"]).ok(), "");
}

#[test]
fn an_improvement_that_was_made_and_its_check_go_back_in_order() {
    let desk = desk();
    let last = |kind: &str| {
        let out = desk.run(&["log", "--kind", kind]).ok();
        out.lines().last().and_then(|line| line.split('\t').next()).expect("an event").to_string()
    };
    desk.run(&["improve", "add", "--title", "one more counter", "--unit", "HQ", "--due", "2026-03-10"]).ok();
    let added = last("improvement_added");
    desk.run(&["improve", "done", &added, "--now", "2026-03-03T10:00"]).ok();
    let revoke = |event: &str| desk.run(&["revoke", event, "--reason", "x", "--now", "2026-03-04T10:00"]);
    let refused = revoke(&added).fails(5);
    assert!(refused.contains(&last("improvement_done")), "{refused}");
    revoke(&last("improvement_done")).ok();
    revoke(&added).ok();
}
