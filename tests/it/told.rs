//! What commands tell of what they did or found, and what they refuse because telling it would be wrong.

use crate::desk::Desk;

#[test]
fn a_stopped_clock_is_not_told_as_overdue_and_an_extension_loses_no_time_of_day() {
    let desk = Desk { now: "2026-09-01T10:00".into(), ..Desk::bank() };
    desk.run(&["intake", "--title", "a", "--channel", "phone", "--category", "attitude", "--accept"]).ok();
    for until in ["2026-09-07T09:00", "9月7日下午3点"] {
        let err = desk.run(&["extend", "1", "--until", until, "--reason", "x"]).fails(2);
        assert!(err.contains("--until"), "{err}");
    }
    let late = Desk { now: "2026-09-24T10:00".into(), ..desk };
    assert!(late.run(&["note", "1", "x"]).ok().contains("OVERDUE"));
    for work in [&["pause", "1", "--ground", "evidence"][..], &["note", "1", "y"]] {
        assert!(!late.run(work).ok().contains("OVERDUE"), "{work:?}");
    }
    assert_eq!(late.run(&["list", "is:overdue"]).ok(), "");
}

/// A value that a registration takes is taken by its correction.
#[test]
fn the_hour_of_a_sources_date_is_put_right() {
    let desk = Desk::bank();
    desk.write(
        "redress.toml",
        desk.read("redress.toml") + "\n[[source]]\ncode = \"bureau\"\nen = \"Bureau\"\nzh = \"局\"\n",
    );
    let intake = ["intake", "--title", "a", "--channel", "government", "--source", "bureau", "--source-due"];
    desk.run(&[&intake[..], &["2026-09-28T09:00"]].concat()).ok();
    for (given, due) in [("2026-09-29T10:30", "2026-09-29T10:30"), ("2026-09-30", "2026-09-30"), ("", "")] {
        desk.run(&["correct", "1", "--set", &format!("source_due={given}"), "--reason", "mistyped"]).ok();
        let shown = desk.run(&["list", "--fields", "source_due"]).ok();
        assert!(shown.starts_with(due) && (given.is_empty() == (shown == "\n")), "{given}: {shown}");
    }
}

#[test]
fn reading_on_from_an_event_gives_the_next_ones_and_no_files_are_none() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a"]).ok();
    (0..3).for_each(|n| drop(desk.run(&["note", "1", &format!("note {n}")]).ok()));
    let next = desk.run(&["log", "--after", "HQ:2", "--limit", "2"]).ok();
    assert!(next.starts_with("HQ:3\t") && next.contains("\nHQ:4\t") && next.lines().count() == 2, "{next}");
    assert!(desk.run(&["log", "--limit", "1"]).ok().contains("note 2"), "who looks sees the latest");
    assert_eq!(desk.run(&["attach", "1", "--get", "all", "-o", "files", "--purpose", "x"]).ok(), "None.\n");
}

#[test]
fn texts_about_another_case_do_not_name_its_complainant() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a", "--channel", "web"]).ok();
    desk.run(&["intake", "--title", "b", "--channel", "web", "--name", "Jim Later"]).ok();
    desk.run(&["link", "1", "2", "--kind", "related"]).ok();
    for act in [
        &["unlink", "1", "2", "--reason", "Jim Later"][..],
        &["duty", "done", "web", "--found", "2", "--unit", "HQ", "--note", "Jim Later wrote"],
    ] {
        let err = desk.run(act).fails(5);
        assert!(err.contains("Jim Later"), "{err}");
    }
    assert!(!desk.read_log().contains("Jim Later"));
}
