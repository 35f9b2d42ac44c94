//! Who erases, when, and what is kept no more.

use super::{accused, by, desk};
use crate::desk::Desk;

/// Case 1, answered and closed, by li.na of the head office.
fn closed() -> Desk {
    let desk = desk();
    let all = [
        "intake",
        "--title",
        "T",
        "--category",
        "attitude",
        "--channel",
        "book",
        "--name",
        "Wang Da Chui",
        "--solved",
        "said sorry",
    ];
    by(&desk, "li.na", &all).ok();
    desk
}

#[test]
fn erasing_needs_a_second_person_and_an_ended_case() {
    let desk = closed();
    let erase = |who: &str| by(&desk, who, &["erase", "1", "--reason", "he asked", "--yes"]);
    let err = erase("wu.clerk").fails(5);
    assert!(err.contains("rule: P7-A6b") && err.contains("somebody other than wu.clerk"), "{err}");
    // Neither one's own consent nor that of a person without the role counts.
    by(&desk, "li.na", &["approve", "1", "erase"]).ok();
    erase("li.na").fails(5);
    by(&desk, "li.na", &["erase", "1", "--reason", "he asked", "--yes", "--override", "x"]).fails(5);
    by(&desk, "li.na", &["erase", "1", "--reason", "he asked", "-n"]).fails(5);
    by(&desk, "wu.clerk", &["approve", "1", "erase"]).fails(5);
    by(&desk, "boss", &["approve", "1", "erase"]).ok();
    erase("li.na").ok();
    let erased = desk.lines().into_iter().rfind(|line| line.contains("\"erased\":{")).expect("an event");
    assert!(erased.contains("\"approver\":\"boss\"") && erased.contains("\"ground\":\"request\""), "{erased}");
    assert!(!by(&desk, "li.na", &["show", "1", "--private", "--purpose", "p"]).ok().contains("Wang Da Chui"));

    let desk = accused("taiyuan");
    for who in ["boss", "chief"] {
        by(&desk, "boss", &["approve", "1", "erase"]).ok();
        let err = by(&desk, who, &["erase", "1", "--reason", "r", "--yes"]).fails(5);
        assert!(err.contains("is pending") && err.contains("erase-open"), "{err}");
    }
    by(&desk, "li.na", &["erase", "1", "--reason", "r", "--yes"]).fails(5);
    by(&desk, "li.na", &["approve", "1", "erase"]).fails(5);
    // With a consent and a reason it is erased, and both are recorded.
    by(&desk, "chief", &["erase", "1", "--reason", "r", "--yes", "--override", "a court says so"]).ok();
    assert!(by(&desk, "boss", &["report", "exceptions", "--json"]).ok().contains("erase-open"));
}

#[test]
fn paused_legal_and_accountability_cases_are_not_erased() {
    let refused = |desk: &Desk, words: &str| {
        by(desk, "boss", &["approve", "1", "erase"]).ok();
        let err = by(desk, "chief", &["erase", "1", "--reason", "r", "--yes"]).fails(5);
        assert!(err.contains(words), "{err}");
    };
    let desk = accused("taiyuan");
    by(&desk, "boss", &["pause", "1", "--ground", "evidence"]).ok();
    refused(&desk, "on hold");
    let desk = closed();
    by(&desk, "li.na", &["correct", "1", "--set", "legal=yes", "--reason", "sued"]).ok();
    refused(&desk, "before a court");
    // Even after the accountability case was unlinked.
    let desk = closed();
    by(
        &desk,
        "boss",
        &["intake", "--title", "A", "--channel", "book", "--nature", "accountability", "--against", "taiyuan"],
    )
    .ok();
    by(&desk, "boss", &["link", "1", "2", "--kind", "accountability"]).ok();
    refused(&desk, "accountability");
    by(&desk, "boss", &["unlink", "1", "2", "--reason", "mistake"]).ok();
    refused(&desk, "accountability");
    by(&desk, "boss", &["approve", "2", "void"]).ok();
    by(&desk, "boss", &["void", "2", "--kind", "mistake", "--reason", "r"]).ok();
    by(&desk, "chief", &["erase", "1", "--reason", "r", "--yes"]).ok();
}

const ROWS: &str = r#"
[[retention]]
code = "attitude-cases"
zh = "态度类保存三年"
en = "Attitude: three years"
cite = { zh = "档案办法第三条", en = "records rules, art. 3" }
when = { category = "attitude" }
keep = "3y"
then = "erase"
[[retention]]
code = "others"
zh = "其他保存一年"
en = "Others: a year"
keep = "1y"
"#;

#[test]
fn a_retention_row_holds_in_any_order_of_commands() {
    let orders: &[&[&[&str]]] = &[
        &[],
        &[
            &["reopen", "1", "--reason", "r"],
            &["classify", "1", "--category", "general"],
            &["void", "1", "--kind", "mistake", "--reason", "r"],
        ],
        &[&["reopen", "1", "--reason", "r"], &["void", "1", "--kind", "test", "--reason", "r"]],
        &[
            &["reopen", "1", "--reason", "r"],
            &["classify", "1", "--category", "general"],
            &["withdraw", "1", "--voluntary", "--reason", "r"],
        ],
        &[&["correct", "1", "--set", "channel=phone", "--reason", "r"]],
        &[
            &["reopen", "1", "--reason", "r"],
            &["classify", "1", "--restricted"],
            &["void", "1", "--kind", "mistake", "--reason", "r"],
        ],
    ];
    for order in orders {
        let mut desk = closed();
        desk.write("redress.toml", desk.read("redress.toml") + ROWS);
        for act in *order {
            by(&desk, "boss", act).ok();
        }
        by(&desk, "boss", &["approve", "1", "erase"]).ok();
        for (now, kept) in [
            ("2026-09-25T10:00", true),
            ("2028-01-05T10:00", true),
            ("2029-09-23T10:00", true),
            ("2029-09-24T10:00", false),
        ] {
            desk.now = now.into();
            let ran = by(&desk, "li.na", &["erase", "2026-1", "--reason", "he asked", "-n"]);
            if kept {
                let err = ran.fails(5);
                assert!(
                    err.contains("is kept until 2029-09-24") && err.contains("records rules, art. 3"),
                    "{order:?} {err}"
                );
            } else {
                ran.ok();
            }
        }
        desk.now = "2028-01-05T10:00".into();
        assert_eq!(by(&desk, "li.na", &["erase", "--due", "-n"]).ok(), "", "{order:?}");
        // Only with a reason and a second person's consent.
        by(
            &desk,
            "li.na",
            &["erase", "2026-1", "--reason", "he asked", "--yes", "--override", "an order of the court"],
        )
        .ok();
        assert!(desk.read_log().contains("\"row\":\"attitude-cases\""));
    }
}

#[test]
fn cases_past_retention_are_listed_or_erased_as_their_row_says() {
    let mut desk = closed();
    desk.write("redress.toml", desk.read("redress.toml") + ROWS);
    let other = [
        "intake",
        "--title",
        "U",
        "--category",
        "general",
        "--channel",
        "book",
        "--name",
        "Zhao Liu",
        "--solved",
        "sorry",
    ];
    by(&desk, "li.na", &other).ok();
    by(&desk, "li.na", &["intake", "--title", "V", "--category", "general", "--channel", "book", "--name", "Qian San"])
        .ok();
    let due = |desk: &Desk, more: &[&str]| by(desk, "li.na", &[&["erase", "--due"][..], more].concat());
    desk.now = "2027-09-24T10:00".into();
    let listed = due(&desk, &["-n"]).ok();
    assert!(listed.starts_with("HQ-2026-0002") && listed.lines().count() == 1, "{listed}");
    // The row says `list`: nothing is erased.
    due(&desk, &["--yes"]).ok();
    assert!(by(&desk, "li.na", &["show", "2026-2", "--private", "--purpose", "p"]).ok().contains("Zhao Liu"));
    desk.now = "2029-09-24T10:00".into();
    assert_eq!(due(&desk, &["-n"]).ok().lines().count(), 2);
    // Without a word of consent it is a dry run, which says what holds a case back.
    let dry = due(&desk, &[]).ok();
    assert!(dry.contains("HQ-2026-0001 held back") && dry.contains("the approval “Erasing”"), "{dry}");
    due(&desk, &["--yes"]).fails(5);
    by(&desk, "boss", &["approve", "2026-1", "erase"]).ok();
    due(&desk, &["--yes"]).ok();
    assert!(!by(&desk, "li.na", &["show", "2026-1", "--private", "--purpose", "p"]).ok().contains("Wang Da Chui"));
    assert!(desk.read_log().contains("\"ground\":\"retention\""));
    let json = due(&desk, &["-n", "--json"]).ok();
    assert!(json.contains("\"id\":\"HQ-2026-0002\"") && !json.contains("HQ-2026-0001"), "{json}");
    assert!(desk.run(&["verify"]).ok().contains("unchanged"));
    due(&desk, &["1"]).fails(2);
}
