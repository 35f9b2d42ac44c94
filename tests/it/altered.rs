//! Lines altered after they were written: nothing is decided on them, and what shows them says so (design §2.6). What `verify` checks
//! besides the log (§6.6). Each with an index of all cases and without.

use crate::desk::{Desk, Ran, files};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// A desk with three cases, each with a text, a fact and private data; the second is in the middle of the segment.
fn three() -> Desk {
    let desk = Desk::branch();
    for number in ["one", "two", "three"] {
        let (title, name) = (format!("title {number}"), format!("Wang {number}"));
        desk.run(&[
            "intake",
            "--title",
            &title,
            "--category",
            "product",
            "--channel",
            "phone",
            "--name",
            &name,
            "--accept",
        ])
        .ok();
    }
    for case in ["1", "2", "3"] {
        desk.run(&["assign", case, "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    }
    desk
}

fn run(desk: &Desk, index: &str, words: &[&str]) -> Ran {
    let output = desk.command().env("REDRESS_INDEX", index).args(words).output().expect("the program runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn segment(desk: &Desk) -> PathBuf {
    desk.segments().remove(0)
}

/// Changes the first line that contains all of `on`; returns its number, from 1.
#[track_caller]
fn change(path: &PathBuf, on: &[&str], how: &dyn Fn(&str, &str) -> String) -> usize {
    let text = std::fs::read_to_string(path).expect("readable");
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| on.iter().all(|part| line.contains(part))).expect("such a line");
    let before = if at == 0 { "" } else { lines[at - 1] };
    let changed = how(before, lines[at]);
    assert_ne!(changed, lines[at]);
    let mut all: Vec<String> = lines.iter().map(|line| (*line).to_string()).collect();
    all[at] = changed;
    std::fs::write(path, all.join("\n") + "\n").expect("writable");
    at + 1
}

fn hash_of(line: &str) -> &str {
    let at = line.find(",\"hash\":\"").expect("a hash") + 9;
    &line[at..at + 64]
}

/// The line with a hash that follows from the line before.
fn rehashed(before: &str, line: &str) -> String {
    let at = line.find(",\"hash\":\"").expect("a hash");
    let digest = Sha256::digest([hash_of(before).as_bytes(), &line.as_bytes()[..at]].concat());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    [&line[..at + 9], &hex, &line[at + 9 + 64..]].concat()
}

type How = fn(&str, &str) -> String;

/// The ways in which a registration is altered.
const WAYS: &[(&str, How)] = &[
    ("a fact", |_, line| line.replacen("\"channel\":\"phone\"", "\"channel\":\"email\"", 1)),
    ("a letter", |_, line| line.replacen("\"channel\":\"phone\"", "\"channel\":\"qhone\"", 1)),
    ("its text", |_, line| line.replacen("title t", "titel t", 1)),
    ("its hash", |_, line| {
        let hash = hash_of(line);
        let other = if hash.starts_with('0') { "1" } else { "0" };
        line.replacen(hash, &format!("{other}{}", &hash[1..]), 1)
    }),
    ("who is in private", |_, line| {
        let at = line.find("\"sealed\":\"").expect("a digest") + 10;
        let other = if line[at..].starts_with('0') { "1" } else { "0" };
        format!("{}{other}{}", &line[..at], &line[at + 1..])
    }),
    ("a fact, with a hash that fits", |before, line| {
        rehashed(before, &line.replacen("\"channel\":\"phone\"", "\"channel\":\"email\"", 1))
    }),
];

#[test]
fn altered_lines_block_writes_and_are_reported_on_read() {
    for (what, how) in WAYS {
        for index in ["off", "0"] {
            let desk = three();
            // The index was made before the change.
            run(&desk, index, &["list"]).ok();
            let path = segment(&desk);
            let line = change(&path, &["\"opened\"", "\"HQ-2026-0002\""], how);
            run(&desk, index, &["verify"]).fails(6);
            let before = desk.bytes();
            let place = format!("line {line}");
            for words in [
                &["note", "2", "called back"][..],
                &["assign", "2", "--unit", "datong"],
                &["pause", "2", "--ground", "evidence"],
                &["note", "2", "private", "--private"],
                &["link", "1", "--kind", "related", "--to", "2"],
                &["show", "2", "--private", "--purpose", "call back"],
            ] {
                let ran = run(&desk, index, words);
                // A link looks up the other case.
                if words[0] == "link" && ran.code == 2 {
                    continue;
                }
                assert_eq!(ran.code, 6, "{what}, {index}: {words:?}: {} {}", ran.out, ran.err);
                assert!(ran.err.contains(&place), "{what}, {index}: {words:?}: {}", ran.err);
            }
            let log = |all: &std::collections::BTreeMap<PathBuf, Vec<u8>>| {
                all.iter()
                    .filter(|(path, _)| path.to_string_lossy().contains("log/"))
                    .map(|(_, b)| b.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(log(&desk.bytes()), log(&before), "{what}, {index}");
            for words in [
                &["show", "2"][..],
                &["log", "2"],
                &["explain", "2"],
                &["show", "2", "--json"],
                &["log", "2", "--json"],
            ] {
                let ran = run(&desk, index, words);
                assert!(
                    ran.err.contains("HQ-2026-0002") && ran.err.contains(&place),
                    "{what}, {index}: {words:?}: {}",
                    ran.err
                );
            }
            // Other cases can be worked on.
            run(&desk, index, &["note", "3", "called back"]).ok();
        }
    }
}

#[test]
fn lists_reports_and_search_mark_altered_cases_with_and_without_index() {
    for (what, how) in WAYS {
        for index in ["off", "0"] {
            let desk = three();
            let line = change(&segment(&desk), &["\"opened\"", "\"HQ-2026-0002\""], how);
            // A fact forged together with its hash is reported at the following line.
            let place = if what.contains("fits") { format!("line {line}") } else { format!("line {line}:") };
            for round in 0..2 {
                for words in [
                    &["list"][..],
                    &["list", "--json"],
                    &["report", "stats", "--by", "channel"],
                    &["report", "todo"],
                    &["status"],
                    &["search", "title"],
                    &["export", "-o", "all.csv"],
                ] {
                    let ran = run(&desk, index, words);
                    let said = ran.err.contains("damage") && ran.err.contains(&place);
                    // Without an index a search reads lines without checking them.
                    assert!(
                        said || words[0] == "search" && index == "off",
                        "{what}, {index}, {round}: {words:?}: {}",
                        ran.err
                    );
                }
                if index == "0" {
                    let verbose = run(&desk, index, &["list", "-v"]);
                    assert!(!verbose.err.contains("was not used"), "{what}: a fold for each command: {}", verbose.err);
                }
            }
            let json: serde_json::Value =
                serde_json::from_str(&run(&desk, index, &["list", "--json"]).out).expect("JSON");
            assert_eq!(json["damage"][0]["world"], "damage", "{json}");
            assert!(json["total"] == 3 && json["damage"][0]["case"].is_string(), "{json}");
        }
    }
}

#[test]
fn last_lines_are_checked_against_head_and_the_next_header() {
    for index in ["off", "0"] {
        let desk = three();
        let how: How = |before, line| rehashed(before, &line.replacen("taiyuan", "tayuian", 1));
        change(&segment(&desk), &["\"assigned\"", "\"HQ-2026-0003\""], &how);
        // The write checks the end of the log before any case.
        run(&desk, index, &["note", "3", "x"]).fails(6);
        assert!(run(&desk, index, &["show", "3"]).err.contains("HQ-2026-0003"));
        let mut desk = three();
        desk.now = "2026-12-04T10:00".into();
        desk.run(&["note", "1", "in December"]).ok();
        run(&desk, index, &["list"]).ok();
        change(&segment(&desk), &["\"assigned\"", "\"HQ-2026-0003\""], &how);
        let told = run(&desk, index, &["note", "3", "x"]).fails(6);
        assert!(told.contains("does not follow"), "{told}");
        run(&desk, index, &["note", "1", "x"]).ok();
    }
}

#[test]
fn an_altered_line_of_another_desk_blocks_its_case_only() {
    for index in ["off", "0"] {
        let desk = three();
        let theirs = segment(&desk);
        desk.run(&["desk", "new", "SX"]).ok();
        desk.run(&["intake", "--title", "ours", "--category", "product"]).ok();
        run(&desk, index, &["list"]).ok();
        change(&theirs, &["\"opened\"", "\"HQ-2026-0002\""], &|_, line| line.replacen("phone", "qhone", 1));
        for words in [&["show", "HQ-2"][..], &["log", "HQ-2"], &["explain", "HQ-2"]] {
            let ran = run(&desk, index, words);
            assert!(ran.err.contains("HQ-2026-0002") && ran.err.contains("damage"), "{words:?}: {}", ran.err);
        }
        run(&desk, index, &["note", "HQ-2", "x"]).fails(6);
        run(&desk, index, &["note", "SX-1", "x"]).ok();
        run(&desk, index, &["note", "HQ-3", "x"]).ok();
    }
}

#[test]
fn altered_private_data_blocks_the_guard_revealing_and_erasing() {
    for at in 0..3 {
        let desk = three();
        let path = files(&desk.path().join("private").join(desk.writer())).remove(0);
        change(&path, &[["Wang one", "Wang two", "Wang three"][at]], &|_, line| line.replacen("Wang", "Wong", 1));
        let case = (at + 1).to_string();
        for words in [
            &["note", &case, "called back"][..],
            &["show", &case, "--private", "--purpose", "call back"],
            &["erase", &case, "--reason", "asked for", "--yes", "--override", "consent is filed"],
            &["verify"],
        ] {
            let ran = desk.run(words);
            assert_eq!(ran.code, 6, "{words:?}: {} {}", ran.out, ran.err);
            assert!(ran.out.contains("private") || ran.err.contains("private"), "{words:?}: {} {}", ran.out, ran.err);
        }
        assert!(!desk.read_log().contains("\"erased\""));
        // Other cases are not affected.
        desk.run(&["note", &((at + 1) % 3 + 1).to_string(), "called back"]).ok();
        desk.run(&["show", &case]).ok();
    }
}

#[test]
fn verify_reports_an_invalid_body_with_a_valid_hash() {
    let desk = three();
    let how: How = |before, line| rehashed(before, &line.replacen("\"assigned\":{", "\"assigned\":[", 1));
    change(&segment(&desk), &["\"assigned\"", "\"HQ-2026-0003\""], &how);
    let told = desk.run(&["verify", "--json"]);
    assert!(told.code == 6 && told.out.contains("\"kind\":\"body\""), "{}", told.out);
}

#[test]
fn verify_checks_policy_snapshots_and_reports_stray_files() {
    let world = |desk: &Desk, code: i32| {
        let ran = desk.run(&["verify", "--json"]);
        assert_eq!(ran.code, code, "{}", ran.out);
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let found = json["data"][0]["findings"].as_array().expect("findings").clone();
        found
            .iter()
            .map(|f| format!("{} {}", f["world"].as_str().expect("a world"), f["kind"].as_str().expect("a kind")))
            .collect::<Vec<_>>()
    };
    let desk = three();
    assert_eq!(world(&desk, 0), Vec::<String>::new());
    let policy = files(&desk.path().join("policies")).remove(0);
    let bytes = std::fs::read(&policy).expect("readable");
    std::fs::write(&policy, [&bytes[..], b" "].concat()).expect("writable");
    assert_eq!(world(&desk, 6), ["damage snapshot-differs"]);
    std::fs::remove_file(&policy).expect("there");
    assert_eq!(world(&desk, 6), ["damage snapshot-missing"]);
    std::fs::write(&policy, &bytes).expect("writable");
    for stray in
        ["policies/notes.txt", "private/notes.txt", "log/notes.txt", "private/files/0123456789abcdef0123456789abcdef"]
    {
        desk.write(stray, "x");
        // The file written here is also readable by others.
        let found = world(&desk, 0);
        assert!(
            found.contains(&"notice stray".to_string()) && found.iter().all(|f| f.starts_with("notice")),
            "{stray}: {found:?}"
        );
        std::fs::remove_file(desk.path().join(stray)).expect("there");
        // Remove the folder created for it; if it holds other files it stays.
        let _ = std::fs::remove_dir(desk.path().join("private/files"));
    }
    let other =
        format!("policies/{}.json", Sha256::digest(b"{}").iter().map(|b| format!("{b:02x}")).collect::<String>());
    desk.write(&other, "{}");
    assert_eq!(world(&desk, 0), ["notice stray"]);
    std::fs::remove_file(desk.path().join(other)).expect("there");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let set = |mode| {
            let closed = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(desk.path().join("private"), closed).expect("its owner may");
        };
        set(0o755);
        assert_eq!(world(&desk, 0), ["notice open"]);
        set(0o700);
    }
    assert_eq!(world(&desk, 0), Vec::<String>::new());
}

#[test]
fn verify_checks_the_private_side_of_a_former_writer() {
    let desk = three();
    let path = files(&desk.path().join("private").join(desk.writer())).remove(0);
    desk.run(&["desk", "new", "SX"]).ok();
    desk.run(&["intake", "--title", "x", "--name", "Li Other"]).ok();
    let bytes = std::fs::read(&path).expect("readable");
    desk.run(&["verify"]).ok();
    for at in [1, bytes.len() / 2, bytes.len() - 2, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        std::fs::write(&path, &changed).expect("writable");
        desk.run(&["verify"]).fails(6);
        std::fs::write(&path, &bytes[..at]).expect("writable");
        desk.run(&["verify"]).fails(6);
    }
    std::fs::write(&path, [&bytes[..bytes.len() / 2], &vec![0; bytes.len() - bytes.len() / 2]].concat())
        .expect("writable");
    desk.run(&["verify"]).fails(6);
}

#[test]
fn verify_reports_unfinished_erasings_and_shared_numbers() {
    let (desk, twin) = (Desk::bank(), Desk::bank());
    desk.run(&["intake", "--title", "a", "--category", "general", "--name", "Wang Xiaoming", "--phone", "13800138000"])
        .ok();
    twin.run(&["intake", "--title", "b", "--category", "general"]).ok();
    // Put the old private lines back: an erasing that was recorded but not carried out.
    let private = files(&desk.path().join("private").join(desk.writer())).remove(0);
    let before = std::fs::read(&private).expect("readable");
    desk.run(&["erase", "1", "--reason", "asked for", "--yes", "--override", "consent is filed"]).ok();
    desk.run(&["verify"]).ok();
    let after = std::fs::read(&private).expect("readable");
    std::fs::write(&private, [&before[..], &after[before.len()..]].concat()).expect("writable");
    let ran = desk.run(&["verify"]);
    assert!(ran.code == 7 && ran.out.contains("was to be erased"), "{} {}", ran.code, ran.out);
    // Half erased: neither the old bytes nor the blanked ones.
    let half = before.len() * 2 / 3;
    std::fs::write(&private, [&after[..half], &before[half..], &after[before.len()..]].concat()).expect("writable");
    let ran = desk.run(&["verify"]);
    assert!(ran.code == 7 && ran.out.contains("was to be erased"), "{} {}", ran.code, ran.out);
    std::fs::write(&private, &after).expect("writable");
    desk.run(&["verify"]).ok();
    let theirs = twin.segments().remove(0);
    let name = theirs.parent().and_then(|up| up.file_name()).expect("a folder").to_string_lossy().into_owned();
    desk.write(&format!("log/{name}/2026-11.0001.jsonl"), std::fs::read(&theirs).expect("readable"));
    let ran = desk.run(&["verify"]);
    let told = |text: &str| text.matches("HQ-2026-0001").count();
    assert!(told(&ran.out) > 0 && told(&ran.err) == 0, "{} {}", ran.out, ran.err);
}
