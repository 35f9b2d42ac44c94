//! Drafts of the policy: simulated over history, adopted from a day, held beside a pack.

use crate::desk::Desk;
use serde_json::Value;

/// A bank with one case answered on its third working day and one on its second.
fn answered() -> Desk {
    let mut desk = Desk::bank();
    for (title, day) in [("slow", "2026-09-30T10:00"), ("quick", "2026-09-29T10:00")] {
        desk.now = "2026-09-24T10:00".into();
        let taken = desk
            .run(&[
                "intake",
                "--title",
                title,
                "--channel",
                "phone",
                "--category",
                "attitude",
                "--name",
                "Li Fang",
                "--accept",
            ])
            .ok();
        let id = taken.trim().to_string();
        desk.run(&["step", &id, "transfer-form"]);
        desk.run(&["assign", &id, "--unit", "HQ"]).ok();
        desk.now = day.into();
        desk.run(&[
            "reply",
            &id,
            "--responsibility",
            "customer",
            "--findings",
            "f",
            "--explanation",
            "e",
            "--staff-action",
            "none",
            "--lessons",
            "none",
            "--satisfaction",
            "satisfied",
            "--phone",
            "010",
            "--via",
            "phone",
        ])
        .ok();
    }
    desk.now = "2026-10-12T10:00".into();
    desk
}

const DRAFT: &str = "[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"2wd\"\n[[gate]]\ncode = \"X-amount\"\nzh = \"须有金额\"\nen = \"A sum\"\n\
     cite = { zh = \"草案第一条\", en = \"draft, article 1\" }\non = [\"reply\"]\nneeds = { fields = [\"amount\"] }\n";

#[test]
fn a_draft_is_replayed_over_history_and_changes_nothing() {
    let desk = answered();
    desk.write("draft.toml", DRAFT);
    let before = desk.read_log();
    let told = desk.run(&["policy", "simulate", "draft.toml", "--json"]).ok();
    let json: Value = serde_json::from_str(&told).expect("JSON");
    let row = |what: &str| {
        let all = json["data"].as_array().expect("rows");
        all.iter().find(|row| row["what"] == what).unwrap_or_else(|| panic!("no {what}: {told}")).clone()
    };
    let late = row("late");
    assert_eq!((&late["article"], &late["before"], &late["after"]), (&"P7-A11-general".into(), &0.into(), &1.into()));
    assert_eq!(late["more_cases"], serde_json::json!(["HQ-2026-0001"]));
    let refused = row("refused");
    assert_eq!((&refused["article"], &refused["after"]), (&"X-amount".into(), &2.into()));
    assert_eq!(desk.read_log(), before);
    // The policy in force beside itself changes nothing.
    desk.write("same.toml", "");
    assert_eq!(desk.run(&["policy", "simulate", "same.toml"]).ok(), "");
    desk.write("wrong.toml", "[[gate]]\ncode = \"x\"\non = [\"acept\"]\n");
    assert!(desk.run(&["policy", "simulate", "wrong.toml"]).fails(1).contains("accept"));
    desk.run(&["policy", "simulate"]).fails(2);
}

#[test]
fn a_draft_is_in_force_from_its_day_on() {
    let mut desk = answered();
    desk.write("draft.toml", DRAFT);
    assert!(desk.run(&["policy", "adopt", "draft.toml", "--from", "2026-10-01"]).fails(1).contains("2026-10-12"));
    let told = desk.run(&["policy", "adopt", "draft.toml", "--from", "2026-11-02"]).ok();
    assert!(told.contains("2026-11-02"), "{told}");
    assert!(desk.read_log().contains("\"from\":\"2026-11-02\""), "it is an event");
    assert!(desk.read("policies.d/draft.toml").starts_with("effective-from = 2026-11-02\n"));
    let due = |desk: &Desk, title: &str| {
        let id = desk.run(&["intake", "--title", title, "--channel", "phone", "--category", "attitude"]).ok();
        desk.run(&["list", &format!("received:{}", &desk.now[..10]), "--fields", "id,due"])
            .ok()
            .lines()
            .find(|line| line.starts_with(id.trim()))
            .map(|line| line[13..].to_string())
    };
    assert_eq!(due(&desk, "before").as_deref(), Some("2026-10-15"), "three working days until then");
    desk.now = "2026-11-02T09:00".into();
    assert_eq!(due(&desk, "after").as_deref(), Some("2026-11-04"), "two from then on");
    desk.run(&["verify"]).ok();
}

#[test]
fn a_pack_is_adopted_with_its_calendar_and_compared() {
    let mut desk = Desk::empty();
    desk.now = "2026-11-02T10:00".into();
    desk.run(&["init", ".", "--profile", "base", "--desk", "UK", "--simulated"]).ok();
    let gaps = desk.run(&["policy", "check", "--against", "uk-disp"]).ok();
    assert!(gaps.contains("DISP 1.6.2R") && gaps.contains("missing"), "{gaps}");
    desk.run(&["policy", "adopt", "uk-disp"]).ok();
    let gaps = desk.run(&["policy", "check", "--against", "uk-disp"]).ok();
    assert!(!gaps.contains("missing") && !gaps.contains("longer"), "{gaps}");
    let id = desk.run(&["intake", "--title", "fees"]).ok();
    // Eight weeks end on a bank holiday, and stay there.
    assert_eq!(desk.run(&["list", "--fields", "id,due"]).ok(), format!("{}\t2026-12-28\n", id.trim()));
    assert!(desk.run(&["calendar", "due", "2026-12-23", "+3wd"]).ok().contains("2026-12-30"));
    let iso = desk.run(&["policy", "check", "--against", "iso-10002"]).ok();
    assert!(iso.lines().count() >= 20 && iso.contains("ISO 10002:2018, 7.4"), "{iso}");
    assert!(desk.run(&["policy", "check", "--against", "uk-dsip"]).fails(2).contains("uk-disp"));
    desk.run(&["policy", "check"]).ok();
}
