//! Errors in files that people write: named in plain words with a correct line; reading goes on, writing stops.

use crate::desk::{Desk, Ran};
use std::io::Write;

/// Words of parser errors, which a clerk should not have to read.
const TYPES: &[&str] =
    &["invalid type", "expected a", "sequence", "u32", "i64", "f64", "boolean", "struct", "variant", "untagged", "map"];

fn append(desk: &Desk, name: &str, text: &str) {
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(desk.path().join(name)).expect("a file");
    file.write_all(text.as_bytes()).expect("written");
}

/// Reading commands.
const READINGS: &[&[&str]] = &[
    &["list"],
    &["list", "is:overdue"],
    &["show", "1"],
    &["log"],
    &["search", "queue"],
    &["explain", "1"],
    &["status"],
    &["report", "overdue"],
    &["report", "stats"],
    &["report", "exceptions"],
    &["verify"],
    &["list", "--json"],
    &["calendar", "2026"],
];

/// Reading gives the same as before with a warning; every write is refused and nothing is written.
fn stops_writing_only(desk: &Desk, names: &[&str], what: &str) {
    let before = desk.bytes();
    for words in READINGS {
        let Ran { code, err, out } = desk.run(words);
        let err = err.replace("\\\"", "\"");
        assert_eq!(code, 0, "{what}: {words:?}: {err}");
        assert!(names.iter().all(|name| err.contains(name)), "{what}: {words:?}: {err}");
        assert!(!TYPES.iter().any(|word| err.contains(word)), "{what}: {words:?}: {err}");
        if matches!(words, ["list" | "show" | "log" | "search", rest @ ..] if rest != ["is:overdue"]) {
            assert!(out.contains("HQ-2026-0001"), "{what}: {words:?}: {out}");
        }
    }
    for words in [
        &["intake", "--title", "another"][..],
        &["note", "1", "heard"],
        &["accept", "1"],
        &["erase", "1", "--reason", "asked", "--yes"],
        &["escalate", "--due"],
        &["show", "1", "--private", "--purpose", "call back"],
        &["search", "--private", "--purpose", "call back", "13800001111"],
    ] {
        let err = desk.run(words).fails(1);
        assert!(names.iter().all(|name| err.contains(name)), "{what}: {words:?}: {err}");
    }
    desk.feed(&["batch", "-"], "{\"do\":\"note\",\"case\":\"1\",\"text\":\"heard\"}\n").fails(1);
    assert_eq!(desk.bytes(), before, "{what}");
    let err = desk.run(&["policy", "check"]).fails(1);
    assert!(names.iter().all(|name| err.contains(name)), "{what}: {err}");
}

fn desk() -> Desk {
    let desk = Desk::bank();
    append(&desk, "redress.toml", "\n[[channel]]\ncode = \"kiosk\"\nzh = \"自助终端\"\n");
    desk.run(&[
        "intake",
        "--title",
        "A long queue",
        "--channel",
        "kiosk",
        "--name",
        "Zhao Min",
        "--phone",
        "13800001111",
    ])
    .ok();
    desk
}

#[test]
fn with_a_wrong_redress_toml_the_policy_adopted_last_is_used() {
    for (text, names) in [
        ("\njunk-key = 1\n", &["redress.toml", "junk-key"][..]),
        (
            "\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"3 days\"\n",
            &["P7-A11-general", "within", "3 days", "3wd"],
        ),
        ("\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = 3\n", &["P7-A11-general", "within", "3wd"]),
        ("\n[[gate]]\ncode = \"x\"\non = \"reply\"\n", &["[[gate]] x", "on", "[\"…\"]"]),
        ("\n[[gate]]\ncode = \"x\"\nneeds = { field = [\"a\"] }\n", &["[[gate]] x", "needs.field"]),
        ("\n[[gate]]\ncode = \"x\"\nseverity = \"loud\"\n", &["[[gate]] x", "severity", "loud", "\"warn\""]),
        ("\n[limit]\ncode = \"x\"\n", &["redress.toml", "limit"]),
        ("\n[queries]\nmine = 3\n", &["queries", "mine"]),
        ("\n[desk]\nzone = \"Asia/Shangai\"\n", &["Asia/Shangai"]),
        ("\n[[channel]\n", &["redress.toml", "[[channel]"]),
        ("\nlang = \"fr\"\n", &["redress.toml"]),
    ] {
        let desk = desk();
        let mut file = desk.read("redress.toml");
        // A top-level key must come before the tables.
        match text.trim().starts_with('[') {
            true => file += text,
            false => file.insert_str(0, text),
        }
        desk.write("redress.toml", &file);
        stops_writing_only(&desk, names, text);
        // The project's own row still has its title.
        assert!(desk.run(&["show", "1", "--lang", "zh"]).ok().contains("自助终端"), "{text}");
    }
}

#[test]
fn with_a_wrong_directory_codes_are_shown_and_nothing_more_is_seen() {
    for (text, names) in [
        ("[[unit]]\ncode = \"a\"\ncustomers = \"many\"\n", &["directory.toml", "[[unit]] a", "customers", "many"][..]),
        ("[[person]]\ncode = \"b\"\nroles = \"clerk\"\n", &["directory.toml", "[[person]] b", "roles", "[\"…\"]"]),
        ("[[person]]\ncode = \"b\"\nuntil = \"soon\"\n", &["[[person]] b", "until", "soon"]),
        ("[[person]]\ncode = \"b\"\nrole = [\"clerk\"]\n", &["[[person]] b", "role", "roles"]),
        ("[[unit]]\ncode = \"a\"\nparent = \"nowhere\"\n", &["directory.toml", "nowhere"]),
        ("[[unit]]\nzh = \"无代码\"\n", &["directory.toml", "无代码"]),
        ("[[units]]\ncode = \"a\"\n", &["directory.toml", "units", "unit"]),
        ("[[unit]\n", &["directory.toml", "[[unit]"]),
    ] {
        let desk = desk();
        append(&desk, "directory.toml", text);
        stops_writing_only(&desk, names, text);
    }
}

#[test]
fn a_restricted_case_stays_masked_with_a_wrong_directory() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "Teller takes a cut", "--restricted"]).ok();
    append(&desk, "directory.toml", "[[unit]\n");
    for words in [&["list"][..], &["show", "1"], &["log"], &["search", "Teller"], &["explain", "1"]] {
        assert!(!desk.run(words).out.contains("Teller"), "{words:?}");
    }
}

#[test]
fn with_a_wrong_calendar_the_years_adopted_last_are_used() {
    for (text, names) in [
        ("{\"year\": 2027, \"days\": [", &["calendars/cn-2027.json", "isOffDay"][..]),
        ("{\"year\": \"2027\", \"days\": []}", &["calendars/cn-2027.json", "isOffDay"]),
        (
            "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-13-01\", \"isOffDay\": true}]}",
            &["2027-13-01"],
        ),
    ] {
        let desk = desk();
        desk.write("calendars/cn-2027.json", text);
        stops_writing_only(&desk, names, text);
    }
}

#[test]
fn a_choice_may_be_a_list_of_codes() {
    let desk = Desk::bank();
    append(
        &desk,
        "redress.toml",
        "\n[[field]]\ncode = \"colour\"\nzh = \"颜色\"\nkind = \"choice\"\nchoices = [\"red\", \"blue\"]\n",
    );
    desk.run(&["policy", "check"]).ok();
    desk.run(&["intake", "--title", "A long queue", "--set", "colour=red"]).ok();
    assert!(desk.run(&["show", "1"]).ok().contains("red"));
    let err = desk.run(&["classify", "1", "--set", "colour=green"]).fails(2);
    assert!(err.contains("red") && err.contains("blue"), "{err}");
}

#[test]
fn local_calendar_days_adopted_last_stay_in_use() {
    for replace in ["", "\"replace\": true, "] {
        let desk = Desk::bank();
        let day = "{\"name\": \"店休\", \"date\": \"2026-09-28\", \"isOffDay\": true}";
        desk.write("calendars/own.json", format!("{{\"year\": 2026, {replace}\"days\": [{day}]}}"));
        desk.run(&["intake", "--title", "A long queue"]).ok();
        let due = || desk.run(&["calendar", "due", "2026-09-25", "+5wd"]).ok();
        let before = due();
        desk.write("redress.toml", format!("junk-key = 1\n{}", desk.read("redress.toml")));
        assert_eq!(due(), before, "{replace}");
    }
}

#[test]
fn policy_check_names_every_mistake_of_its_files_with_its_line() {
    let desk = Desk::bank();
    let rows = "[[limit]]\ncode = \"x\"\nwithn = \"3wd\"\nwarn = \"3 days\"\n[[gates]]\ncode = \"y\"\n[[limit]]\ncode = \"x\"\n";
    desk.write(
        "redress.toml",
        format!("profile = \"bank\"\nsimulated = true\nproject = \"b1a3333b49ac0e33feede2dfa63bbccb\"\n{rows}"),
    );
    desk.write(
        "directory.toml",
        "[[unit]]\ncode = \"hq\"\nlevel = \"head-office\"\n[[unit]]\ncode = \"north\"\nparent = \"hqq\"\n\
         [[person]]\ncode = \"li.na\"\nunit = \"hq\"\nen = \"Li Na\"\nroles = \"leader\"\n",
    );
    let told = desk.run(&["policy", "check"]);
    let wrong: Vec<&str> = told.out.lines().filter(|line| line.starts_with("wrong: ")).collect();
    for (place, what) in [
        ("redress.toml:6:", "withn"),
        ("redress.toml:7:", "3 days"),
        ("redress.toml:", "gates"),
        ("redress.toml:5:", "twice"),
        ("directory.toml:10:", "unknown key “en”"),
        ("directory.toml:11:", "roles"),
        ("directory.toml:5:", "hqq"),
    ] {
        let is_told = |line: &&str| line.contains(place) && line.contains(what);
        assert!(wrong.iter().any(is_told), "{place} {what}: {}", told.out);
    }
    let others = wrong.iter().filter(|line| !line.contains("(art. 20)"));
    assert_eq!(others.count(), 7, "nothing follows from what could not be read: {}", told.out);
    assert!(!told.out.contains("looks at the whole file"), "{}", told.out);
}

#[test]
fn a_file_that_holds_from_a_later_day_is_checked_before_it_does() {
    let desk = Desk::bank();
    std::fs::create_dir(desk.path().join("policies.d")).expect("made");
    let row = "[[gate]]\ncode = \"g\"\non = [\"reply\"]\nwhen = { channel = \"telex\" }\nneeds = { fields = [\"findings\"] }\n";
    desk.write("policies.d/2099.toml", format!("effective-from = 2099-01-01\n{row}"));
    let told = desk.run(&["policy", "check"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(told.out.contains("wrong: from 2099-01-01 on: policies.d/2099.toml:5: [[gate]] g"), "{}", told.out);
    desk.run(&["intake", "--title", "queue", "--channel", "phone"]).ok();
    // A draft with the same mistake is not simulated or adopted.
    std::fs::remove_file(desk.path().join("policies.d/2099.toml")).expect("removed");
    desk.write("draft.toml", row);
    for what in ["simulate", "adopt"] {
        let err = desk.run(&["policy", what, "draft.toml"]).fails(1);
        assert!(err.contains("draft.toml:4: [[gate]] g") && err.contains("telex"), "{what}: {err}");
    }
}

#[test]
fn a_file_that_is_no_toml_hides_no_other_mistake() {
    let desk = Desk::bank();
    std::fs::create_dir(desk.path().join("policies.d")).expect("made");
    desk.write("policies.d/2099.toml", "effective-from = 2099-01-01\n[[limit\n");
    desk.write("directory.toml", "[[unit]]\ncode = \"hq\"\nlevel = \"head-office\"\nparent = \"nowhere\"\n");
    let told = desk.run(&["policy", "check"]);
    assert_eq!(told.code, 1, "{}", told.err);
    for what in ["policies.d/2099.toml", "nowhere"] {
        assert!(told.out.contains(what), "{what}: {}", told.out);
    }
    // What a later file loosens is told as data too.
    desk.write(
        "policies.d/2099.toml",
        "effective-from = 2099-01-01\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"9wd\"\nloosens = true\n",
    );
    let answer: serde_json::Value = serde_json::from_str(&desk.run(&["policy", "check", "--json"]).out).expect("JSON");
    assert_eq!(answer["data"][0]["loosened"][0]["to"], "9wd", "{answer}");
}
