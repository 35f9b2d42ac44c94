//! The same complainant again: what registration tells, without a name, and what it does not.

use crate::desk::Desk;
use serde_json::Value;

fn intake(desk: &Desk, more: &[&str]) -> crate::desk::Ran {
    desk.run(&[&["intake", "--title", "queue", "--channel", "phone", "--category", "attitude"][..], more].concat())
}

#[test]
fn registration_tells_of_earlier_cases_and_names_nobody() {
    let desk = Desk::bank();
    let wang = ["--name", "Wang Xiaoming", "--phone", "13800138000", "--id-number", "11010519491231002X"];
    let first = intake(&desk, &wang);
    assert_eq!((first.code, first.err.as_str()), (0, ""), "nobody is known yet");
    for (more, known) in [
        // A family shares a phone.
        (&["--name", "Wang Daming", "--phone", "13800138000"][..], false),
        (&["--phone", "+86 138-0013-8000"], true),
        (&["--name", "WANG xiaoming", "--phone", "13800138000"], true),
        (&["--id-number", "11010519491231002x"], true),
        (&["--name", "Wang Xiaoming", "--phone", "13911112222", "--id-number", "11010519491231002X"], true),
        (&["--name", "Wang Xiaoming"], false),
        (&["--anonymous"], false),
    ] {
        let before = desk.read_log().matches("\"revealed\"").count();
        let told = intake(&desk, more);
        assert_eq!(told.code, 0, "{}", told.err);
        assert_eq!(told.err.contains("the same complainant"), known, "{more:?}: {}", told.err);
        assert!(!told.err.to_lowercase().contains("wang"), "{}", told.err);
        let shown = desk.read_log().matches("\"revealed\"").count() - before;
        assert_eq!(shown, usize::from(known), "it is on record once, and only where something was shown");
    }
    assert!(!desk.read_log().contains("13800138000"));
    let dry = intake(&desk, &[&wang[..], &["-n"]].concat());
    assert!(dry.code == 0 && !dry.err.contains("same complainant"), "{}", dry.err);
}

#[test]
fn what_is_told_counts_open_cases_and_offers_the_link() {
    let desk = Desk::bank();
    let wang = ["--name", "Wang Xiaoming", "--phone", "13800138000"];
    intake(&desk, &[&wang[..], &["--solved", "sorry"]].concat()).ok();
    intake(&desk, &wang).ok();
    let told = intake(&desk, &wang);
    assert!(
        told.err.contains("2 earlier, 1 open: HQ-2026-0002") && told.err.contains("--repeat-of HQ-2026-0002"),
        "{}",
        told.err
    );
    let json: Value = serde_json::from_str(&intake(&desk, &[&wang[..], &["--json"]].concat()).ok()).expect("JSON");
    assert_eq!(json["data"][0]["earlier"]["count"], 3);
    assert_eq!(json["data"][0]["earlier"]["open"].as_array().map(Vec::len), Some(2));
    // Who says it himself is told nothing.
    assert_eq!(intake(&desk, &[&wang[..], &["--repeat-of", "2"]].concat()).err, "");
    // A registration that is broken off told it all the same, and that is on record.
    let before = desk.read_log().matches("\"revealed\"").count();
    intake(&desk, &[&wang[..], &["--respondent", "no.such.person", "--received", "2027-01-01"]].concat()).fails(5);
    assert_eq!(desk.read_log().matches("\"revealed\"").count(), before + 1);
}

#[test]
fn a_restricted_case_is_never_told() {
    let desk = Desk::bank();
    let wang = ["--name", "Wang Xiaoming", "--phone", "13800138000"];
    intake(&desk, &[&wang[..], &["--restricted"]].concat()).ok();
    let told = intake(&desk, &wang);
    assert!(told.code == 0 && !told.err.contains("earlier"), "{}", told.err);
}

#[test]
fn a_batch_links_no_restricted_case() {
    let desk = Desk::bank();
    let wang = ["--name", "Wang Xiaoming", "--phone", "13800138000"];
    intake(&desk, &wang).ok();
    let line = r#"{"do":"intake","title":"q","channel":"phone","category":"attitude","name":"Wang Xiaoming","phone":"13800138000""#;
    // Restricted by the flag, and by what the policy says of complaints against staff by name.
    desk.feed(
        &["batch", "-"],
        &format!("{line},\"restricted\":true}}\n{line},\"respondent\":\"zhang.wei\"}}\n{line}}}\n"),
    )
    .ok();
    let restricted = desk.run(&["list", "is:restricted", "--fields", "id"]).ok();
    assert!(restricted.contains("HQ-2026-0002"), "{restricted}");
    let linked = desk.run(&["list", "link:candidate", "--fields", "id,links"]).ok();
    let wanted: Vec<&str> =
        ["HQ-2026-0003", "HQ-2026-0004"].into_iter().filter(|id| !restricted.contains(id)).collect();
    assert_eq!(linked.lines().map(|line| line.split('\t').next().unwrap_or("")).collect::<Vec<_>>(), wanted);
    let log = desk.read_log();
    let of_second: Vec<&str> =
        log.lines().filter(|line| line.contains("HQ-2026-0002") && line.contains("linked")).collect();
    assert!(of_second.is_empty(), "{of_second:?}");
}

#[test]
fn a_batch_sets_candidates_that_a_person_confirms() {
    let desk = Desk::bank();
    intake(&desk, &["--name", "Wang Xiaoming", "--phone", "13800138000"]).ok();
    let line = |name: &str| {
        format!(
            "{{\"do\":\"intake\",\"title\":\"q\",\"channel\":\"phone\",\"category\":\"attitude\",\"name\":\"{name}\",\"phone\":\"13800138000\"}}\n"
        )
    };
    desk.feed(&["batch", "-"], &(line("Wang Xiaoming") + &line("Wang Daming"))).ok();
    assert_eq!(
        desk.run(&["list", "link:candidate", "--fields", "id,links"]).ok(),
        "HQ-2026-0002\tcandidate:HQ-2026-0001\n"
    );
    assert_eq!(desk.run(&["list", "is:repeat"]).ok(), "");
    desk.run(&["link", "2", "1", "--kind", "repeat"]).ok();
    assert_eq!(desk.run(&["list", "link:repeat", "--fields", "id,links"]).ok(), "HQ-2026-0002\trepeat:HQ-2026-0001\n");
}

#[test]
fn a_number_that_the_source_gave_before_is_told() {
    let desk = Desk::bank();
    let rows = "[[source]]\ncode = \"regulator\"\n[[source]]\ncode = \"union\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + rows);
    let from = |source: &str, number: &str, more: &[&str]| {
        intake(&desk, &[&["--source", source, "--source-ref", number][..], more].concat())
    };
    assert_eq!(from("regulator", "A-17", &[]).err, "");
    assert!(from("regulator", "A-17", &[]).err.contains("that of HQ-2026-0001 already"));
    assert_eq!(from("regulator", "A-18", &[]).err, "");
    assert_eq!(from("union", "A-17", &[]).err, "", "another source numbers for itself");
    let answer: Value = serde_json::from_str(&from("regulator", "A-18", &["--json"]).ok()).expect("JSON");
    assert_eq!(answer["data"][0]["same_number"], serde_json::json!(["HQ-2026-0003"]));
    // The number is compared as it stands, whatever the language of terms would make of it.
    assert_eq!(from("regulator", "none, or x", &["--restricted"]).err, "");
    assert_eq!(from("regulator", "none, or x", &[]).err, "", "a restricted case is not told of");
    assert!(from("regulator", "none, or x", &[]).err.contains("HQ-2026-0007"));
    desk.run(&["void", "7", "--kind", "mistake", "--reason", "typed twice"]).ok();
    assert!(!from("regulator", "none, or x", &[]).err.contains("HQ-2026-0007"));
}
