//! Bytes that a hash covers never change; logs fold to the same state in whatever order they arrive (design §6, items 2 and 3).
//!
//! Long form: `REDRESS_LONG=1`. Repeat a failing run with the `REDRESS_SEED` that it prints.

use crate::desk::{Desk, Dice, copy_folder, files, rounds, skipped};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A random command; half of them are refused, and none may break anything.
fn some_command(dice: &mut Dice, round: usize) -> Vec<String> {
    let case = (1 + dice.below(6)).to_string();
    let category = dice.pick(&["attitude", "violation", "product", "服务态度", "crime", "nonsense"]);
    let words: Vec<&str> = match dice.below(27) {
        0..=3 => vec![
            "intake",
            "--title",
            "Queue",
            "--category",
            category,
            "--name",
            "Wang Xiaoming",
            "--phone",
            "13800138000",
        ],
        4 => vec!["intake", "--title", "Secret", "--restricted", "--statement", "he shouted"],
        5 => vec!["classify", &case, "--category", category, "--set", "claimed=12.50"],
        6 | 7 => vec!["accept", &case],
        8 | 9 => vec![
            "assign",
            &case,
            "--unit",
            dice.pick(&["taiyuan", "hq", "yingze"]),
            "--person",
            dice.pick(&["zhang.wei", "li.na", "zhao.lei"]),
        ],
        10 => vec!["return", &case, "--reason", "not ours"],
        11 => vec!["note", &case, "called the branch"],
        12 => vec!["note", &case, "she cried", "--private"],
        13 => vec!["extend", &case, "--until", "+3wd", "--reason", "expert"],
        14 => vec!["approve", &case, "extension", "--as", "wang.fang"],
        15 => vec!["pause", &case, "--ground", "evidence"],
        16 => vec!["resume", &case],
        17 | 18 => vec![
            "reply",
            &case,
            "--responsibility",
            "ours",
            "--findings",
            "so it was",
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
        ],
        19 => vec!["close", &case],
        20 => vec!["reopen", &case, "--reason", "again"],
        21 => vec!["withdraw", &case, dice.pick(&["--requested", "--voluntary", "--coerced"]), "--reason", "paid"],
        22 => vec!["link", &case, dice.pick(&["1", "2", "3"]), "--kind", "related"],
        23 => vec!["correct", &case, "--set", "amount=70", "--reason", "typo"],
        24 => vec!["escalate", &case, "--to", dice.pick(&["branch-1", "head-office"]), "--reason", "press"],
        25 => vec!["show", &case, "--private", "--purpose", "call back"],
        _ => vec!["accept", "1", "2", "3", "4", "--keep-going"],
    };
    let mut words: Vec<String> = words.into_iter().map(String::from).collect();
    if round.is_multiple_of(7) {
        words.push("--dry-run".into());
    }
    words
}

/// The bytes of a file that must not change: in a log file every line up to the end of its hash, elsewhere all bytes.
fn covered(path: &Path, bytes: &[u8]) -> Vec<Vec<u8>> {
    if !path.components().any(|part| part.as_os_str() == "log") {
        return vec![bytes.to_vec()];
    }
    let line = |line: &[u8]| {
        let at = line.windows(9).position(|w| w == b",\"hash\":\"").expect("every line has a hash");
        line[..at + 9 + 64].to_vec()
    };
    bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(line).collect()
}

/// Files below `log/` and `private/`.
fn history(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    let read = |path: PathBuf| (path.clone(), std::fs::read(&path).expect("a file"));
    ["log", "private"].iter().flat_map(|f| files(&desk.path().join(f))).map(read).collect()
}

#[test]
fn what_a_hash_covers_never_changes() {
    let mut dice = Dice::new("what_a_hash_covers_never_changes");
    let mut desk = Desk::branch();
    let (mut before, mut done) = (history(&desk), 0);
    for round in 0..rounds(250, 4000) {
        desk.now = format!("2026-{:02}-{:02}T10:{:02}", 3 + (round / 100).min(9), 1 + (round / 4) % 25, round % 60);
        let command = some_command(&mut dice, round);
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let ran = desk.run(&words);
        assert!(matches!(ran.code, 0 | 2 | 3 | 5), "{words:?}: exit {}\n{}", ran.code, ran.err);
        done += usize::from(ran.code == 0);
        let after = history(&desk);
        for (path, old) in &before {
            let new = after.get(path).unwrap_or_else(|| panic!("{} is gone after {words:?}", path.display()));
            // Restricting a case moves its earlier texts to the private side; they lie after the hashes and are blanked at the same length.
            let same = match words[0] {
                "classify" if path.starts_with(desk.path().join("log")) => {
                    new.len() >= old.len() && covered(path, new).starts_with(&covered(path, old))
                }
                _ => new.starts_with(old),
            };
            assert!(same, "{} has changed after {words:?}", path.display());
        }
        before = after;
    }
    assert!(done > rounds(60, 1000), "too few of the commands were taken: {done}");
    // Erasing blanks only what lies after the hashes.
    desk.run(&["approve", "1", "erase", "--as", "wang.fang"]).ok();
    let before = history(&desk);
    desk.run(&["erase", "1", "--reason", "asked for", "--all", "--yes", "--override", "a court's order"]).ok();
    let after = history(&desk);
    for (path, old) in before.iter().filter(|(path, _)| path.starts_with(desk.path().join("log"))) {
        let (old, new) = (covered(path, old), covered(path, &after[path]));
        assert_eq!(new[..old.len()], old[..], "{}", path.display());
        assert!(after[path].len() >= before[path].len());
    }
    desk.run(&["verify"]).ok();
    by_shell(&desk);
}

/// The shell script from the documentation verifies every segment.
fn by_shell(desk: &Desk) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify.sh");
    let mut last: Option<String> = None;
    for segment in desk.segments() {
        let output = Command::new("sh").arg(&script).arg(&segment).args(&last).output();
        let Ok(output) = output else { return skipped("sh", "no shell") };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        last = said.split_whitespace().last().map(String::from);
    }
}

/// Three desks that work independently on cases registered at HQ, for some months.
fn three_desks(dice: &mut Dice) -> Vec<Desk> {
    let mut hq = Desk::branch();
    for title in ["a", "b", "c", "d", "e", "f"] {
        hq.run(&["intake", "--title", title, "--category", "attitude", "--accept", "--name", "Wang Xiaoming"]).ok();
    }
    let mut desks = vec![hq.copied(), hq.copied()];
    for (desk, code) in desks.iter_mut().zip(["SX", "TY"]) {
        desk.run(&["desk", "new", code]).ok();
    }
    desks.insert(0, std::mem::replace(&mut hq, Desk::empty()));
    for month in ["10", "11", "12"] {
        for desk in &mut desks {
            // Each desk writes in each month, whatever the dice say.
            desk.now = format!("2026-{month}-01T08:00");
            desk.run(&["note", "HQ-2026-0001", "seen"]).ok();
        }
        for round in 0..rounds(12, 60) {
            let desk = &mut desks[dice.below(3)];
            desk.now = format!("2026-{month}-{:02}T09:{:02}", 1 + round % 28, dice.below(60));
            let command: Vec<String> = some_command(dice, 1)
                .into_iter()
                .map(|w| if w.parse::<u8>().is_ok() { format!("HQ-2026-000{w}") } else { w })
                .collect();
            desk.run(&command.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    desks
}

/// What a folder answers.
fn told(desk: &Desk) -> Vec<String> {
    let mut told = vec![
        desk.run(&["list", "--json"]).ok(),
        desk.run(&["log", "--json"]).ok(),
        desk.run(&["status", "--json"]).ok(),
    ];
    told.extend((1..=6).map(|n| desk.run(&["show", &format!("HQ-2026-000{n}"), "--json"]).ok()));
    told
}

/// A list in JSON; of restricted cases the id and the state only.
fn open_part(list: &str) -> serde_json::Value {
    let mut list: serde_json::Value = serde_json::from_str(list).expect("JSON");
    for case in list["data"].as_array_mut().expect("rows") {
        if case["flags"].as_array().is_some_and(|flags| flags.contains(&"restricted".into())) {
            *case = serde_json::json!([case["id"], case["status"]]);
        }
    }
    list
}

#[test]
fn logs_fold_to_the_same_state_in_any_order_and_in_any_pieces() {
    let mut dice = Dice::new("logs_fold_to_the_same_state_in_any_order_and_in_any_pieces");
    let desks = three_desks(&mut dice);
    // The segments of one writer in their order, those of all writers in any order.
    let mut pieces: Vec<Vec<(PathBuf, PathBuf)>> = Vec::new();
    for desk in &desks {
        let own = desk.writer();
        let folder = desk.path().join("log").join(&own);
        let named = |file: PathBuf| (Path::new("log").join(&own).join(file.file_name().expect("a name")), file);
        pieces.push(files(&folder).into_iter().map(named).collect());
    }
    assert!(pieces.iter().all(|p| p.len() >= 2), "each has several segments: {pieces:?}");
    let mut first: Option<Vec<String>> = None;
    for _ in 0..rounds(6, 60) {
        let mut here = Desk::empty();
        here.now = "2027-01-04T09:00".into();
        for name in ["redress.toml", "directory.toml"] {
            std::fs::copy(desks[0].path().join(name), here.path().join(name)).expect("copied");
        }
        desks.iter().for_each(|d| copy_folder(&d.path().join("policies"), &here.path().join("policies")));
        let mut order: Vec<usize> = pieces.iter().enumerate().flat_map(|(i, p)| vec![i; p.len()]).collect();
        dice.shuffle(&mut order);
        let mut next = [0; 3];
        for writer in order {
            let (to, from) = &pieces[writer][next[writer]];
            let (to, bytes) = (here.path().join(to), std::fs::read(from).expect("a segment"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            // In two pieces: a reader may come at any time, and what it caches must not be wrong later.
            std::fs::write(&to, &bytes[..dice.below(bytes.len())]).expect("written");
            here.run(&["list"]).ok();
            std::fs::write(&to, bytes).expect("written");
            here.run(&["list", "is:contested"]).ok();
            next[writer] += 1;
        }
        let told = told(&here);
        match &first {
            None => first = Some(told),
            Some(first) => assert_eq!(first, &told),
        }
        // A desk that restricts another desk's case leaves the texts in that log to its owner: they wait, and nothing is damaged.
        let verified = here.run(&["verify"]);
        let waits = verified.code == 7 && verified.out.contains("it was to be erased, and is still there");
        assert!(verified.code == 0 || waits, "exit {}\n{}{}", verified.code, verified.out, verified.err);
    }
    // Each desk with the folders of the others gives the same list. Of a restricted case a desk may know more: what it sealed itself tells
    // it who takes part.
    for desk in &desks {
        desks.iter().filter(|other| !std::ptr::eq(desk, *other)).for_each(|other| desk.receive(other));
        let list = desk.run(&["list", "--json", "--now", "2027-01-04T09:00"]).ok();
        assert_eq!(Some(open_part(&list)), first.as_ref().map(|f| open_part(&f[0])));
    }
}

#[test]
fn concurrent_assignments_are_contested() {
    let hq = Desk::branch();
    hq.run(&["intake", "--title", "a", "--category", "attitude", "--accept"]).ok();
    hq.run(&["intake", "--title", "b", "--category", "attitude", "--accept"]).ok();
    let sx = hq.copied();
    sx.run(&["desk", "new", "SX"]).ok();
    hq.run(&["assign", "HQ-2026-0001", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    hq.run(&["assign", "HQ-2026-0002", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    sx.run(&["assign", "HQ-2026-0001", "--unit", "hq", "--person", "li.na"]).ok();
    assert_eq!(hq.run(&["list", "is:contested"]).ok(), "");
    for (from, to) in [(&hq, &sx), (&sx, &hq)] {
        to.receive(from);
        assert_eq!(to.run(&["list", "is:contested", "--fields", "id"]).ok(), "HQ-2026-0001\n");
        assert!(to.run(&["show", "HQ-2026-0001"]).ok().contains("contested"));
        assert!(to.run(&["show", "HQ-2026-0001", "--lang", "zh"]).ok().contains("冲突"));
    }
    // A desk that has seen both resolves it.
    hq.run(&["assign", "HQ-2026-0001", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    assert_eq!(hq.run(&["list", "is:contested"]).ok(), "");
}
