//! The index of all cases: whatever happens to it, answers equal those from the log, and no command waits for it (design §2.4, §6).
//!
//! `REDRESS_INDEX=0` builds an index for the shortest log, `off` reads the log. Long form, with 32 writers and 32 readers:
//! `REDRESS_LONG=1`.

#![allow(clippy::cast_possible_truncation, reason = "numbers of a test are small")]

use crate::desk::{Desk, Dice, Ran, rounds};
use std::path::PathBuf;

fn run(desk: &Desk, tail: &str, words: &[&str]) -> Ran {
    let output = desk.command().env("REDRESS_INDEX", tail).args(words).output().expect("the program runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

const QUESTIONS: &[&[&str]] = &[
    &["list", "--header"],
    &["list", "--json"],
    &["list", "is:overdue", "--sort", "-due,title", "--limit", "3"],
    &["list", "not:is:late", "category:none,product", "--format", "csv"],
    &["show", "1"],
    &["show", "HQ-2026-0002", "--json"],
    &["show", "SX-3"],
    &["report", "overdue"],
    &["report", "exceptions"],
    &["report", "stats", "--by", "status,category,day"],
    &["report", "stats", "--by", "cause,unit", "--where", "not:is:late", "--json"],
    &["report", "todo", "--as-of", "2026-09-20"],
    &["improve", "list"],
    &["search", "queue"],
    &["search", "taiyuan", "--fields", "id,unit"],
    &["search", "queue", "--where", "is:overdue", "--sort", "-due", "--limit", "2"],
    &["status"],
    &["explain", "2"],
];

/// A desk's answers; `tail` is the value of `REDRESS_INDEX`.
fn answers(desk: &Desk, tail: &str) -> Vec<(i32, String, String)> {
    QUESTIONS.iter().map(|words| run(desk, tail, words)).map(|ran| (ran.code, ran.out, ran.err)).collect()
}

#[track_caller]
fn same(desk: &Desk, tail: &str, when: &str) {
    let (by_index, by_log) = (answers(desk, tail), answers(desk, "off"));
    for ((words, found), wanted) in QUESTIONS.iter().zip(by_index).zip(by_log) {
        assert_eq!(found, wanted, "{words:?} with a tail of {tail}: {when}");
    }
}

fn cases_index(desk: &Desk) -> PathBuf {
    desk.path().join(".redress/cache/cases.index")
}

/// A desk with some cases in every state.
fn busy() -> Desk {
    let desk = Desk::branch();
    for number in 1..=12 {
        let title = format!("queue {number}");
        desk.run(&["intake", "--title", &title, "--name", "Wang Xiaoming", "--category", "product", "--accept"]).ok();
        let id = number.to_string();
        let acts: &[&[&str]] = &[
            &["assign", &id, "--unit", "taiyuan", "--person", "zhang.wei"],
            &["note", &id, "called back"],
            &["pause", &id, "--ground", "evidence"],
            &["withdraw", &id, "--requested"],
        ];
        for act in &acts[..number % 5] {
            desk.run(act);
        }
    }
    desk.run(&["revoke", "HQ:9", "--reason", "wrong desk"]);
    desk
}

/// A random act of a desk on a random case; refused acts are ignored.
fn act(desk: &Desk, dice: &mut Dice, number: usize) {
    let case = format!("{}-{}", dice.pick(&["HQ", "SX", "TY"]), 1 + dice.below(4));
    let event = format!("{}:{}", dice.pick(&["HQ", "SX", "TY"]), 2 + dice.below(30));
    let title = format!("queue {number}");
    let acts: &[&[&str]] = &[
        &["intake", "--title", &title, "--category", "product"],
        &["intake", "--title", &title, "--name", "Wang Xiaoming", "--request", "same"],
        &["accept", &case],
        &["assign", &case, "--unit", "taiyuan", "--person", "zhang.wei"],
        &["note", &case, &title],
        &["classify", &case, "--category", "attitude"],
        &["reply", &case, "--findings", "as it was", "--responsibility", "full", "--explanation", "sorry"],
        &["reopen", &case, "--reason", "again"],
        &["withdraw", &case, "--voluntary", "--reason", "settled", "--checked-by", "li.na"],
        &["escalate", &case, "--to", "branch-1", "--reason", "grave"],
        &["revoke", &event, "--reason", "a slip"],
        &["improve", "add", &case, "--unit", "taiyuan", "--deadline", "2026-12-01", "--measure", "more counters"],
        &["delay", &case, "--reason", "evidence", "--told", "phone"],
    ];
    // Registrations are twice as frequent.
    let chosen = acts[dice.below(acts.len() + 2) % acts.len()];
    run(desk, dice.pick(&["0", "2000", "off"]), chosen);
}

#[test]
fn index_and_log_agree_for_three_desks_and_a_partial_reader() {
    let mut dice = Dice::new("three desks");
    let first = Desk::branch();
    let mut desks = vec![first];
    for code in ["SX", "TY"] {
        let mut desk = desks[0].copied();
        desk.run(&["desk", "new", code]).ok();
        desk.now = desks[0].now.clone();
        desks.push(desk);
    }
    let reader = desks[0].copied();
    for round in 0..rounds(50, 1500) {
        let day = 1 + round % 28;
        let desk = dice.below(3);
        desks[desk].now = format!("2026-09-{day:02}T10:{:02}", round % 60);
        act(&desks[desk], &mut dice, round);
        if dice.below(3) == 0 {
            let other = dice.below(3);
            if other != desk {
                desks[desk].receive(&desks[other]);
            }
        }
        if dice.below(2) == 0 {
            reader.receive(&desks[dice.below(3)]);
        }
        if round % 5 == 4 {
            same(&reader, dice.pick(&["0", "1500", "100000"]), &format!("round {round}"));
            same(&desks[desk], dice.pick(&["0", "1500"]), &format!("round {round}, a writer"));
        }
        if dice.below(20) == 0 {
            let _ = std::fs::remove_dir_all(reader.path().join(".redress/cache"));
        }
    }
}

#[test]
fn a_missing_cut_flipped_or_foreign_index_does_not_change_answers() {
    let desk = busy();
    let path = cases_index(&desk);
    same(&desk, "0", "made");
    let sound = std::fs::read(&path).expect("a index was made");
    let number = |at: usize| u64::from_le_bytes(sound[at..at + 8].try_into().expect("eight bytes")) as usize;
    // Magic, then seven numbers, then the position of each section.
    let sections: Vec<usize> = (0..36).map(|section| number(64 + 16 * section)).filter(|at| *at > 0).collect();
    let check = |bytes: &[u8], when: String| {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path.with_extension("new"), bytes).expect("written");
        std::fs::rename(path.with_extension("new"), &path).expect("renamed");
        for words in [&["list", "--header"][..], &["show", "5"], &["list", "is:overdue"]] {
            let (found, wanted) = (run(&desk, "0", words), run(&desk, "off", words));
            assert_eq!((found.code, found.out, found.err), (wanted.code, wanted.out, wanted.err), "{words:?}: {when}");
        }
    };
    for at in sections.iter().step_by(rounds(4, 1)) {
        check(&sound[..*at], format!("cut at {at}"));
    }
    check(&sound[..sound.len() - 1], "cut by a byte".into());
    check(b"", "empty".into());
    let mut dice = Dice::new("flips");
    for _ in 0..rounds(25, 2000) {
        // Mostly near the beginning of blocks, where data is.
        let within = dice.pick(&[200, 4096]);
        let at = dice.below(sound.len() / 4096) * 4096 + dice.below(within);
        let mut flipped = sound.clone();
        flipped[at] ^= 1 << dice.below(8);
        check(&flipped, format!("a bit of byte {at}"));
    }
    let mut future = sound.clone();
    future[8] += 1;
    check(&future, "from the future".into());
    let other = busy();
    run(&other, "0", &["list"]).ok();
    check(&std::fs::read(cases_index(&other)).expect("an index"), "of another project".into());
    check(&sound, "as it was".into());
    run(&desk, "0", &["note", "3", "layered"]).ok();
    run(&desk, "0", &["list"]).ok();
    let upper = std::fs::read(path.with_file_name("recent.index")).expect("an index of what changed");
    check(&upper, "of some of the cases".into());
    let said = {
        std::fs::write(&path, &sound[..5000]).expect("written");
        run(&desk, "0", &["list", "-v"]).err
    };
    assert!(
        said.contains("the index of the cases was not used") && said.contains("an index of 12 cases was made"),
        "{said}"
    );
}

#[test]
fn a_log_changed_after_indexing_is_read_again() {
    let desk = busy();
    run(&desk, "0", &["list"]).ok();
    assert!(cases_index(&desk).exists());
    // The last line, whose hash the index knows, is removed.
    let segment = desk.segments().pop().expect("a segment");
    let text = std::fs::read_to_string(&segment).expect("UTF-8");
    let cut = text.trim_end().rfind('\n').expect("several lines") + 1;
    std::fs::write(&segment, &text[..cut]).expect("written");
    same(&desk, "0", "the log is shorter");
    std::fs::write(&segment, &text).expect("written");
    same(&desk, "0", "the log is whole again");
}

#[test]
fn everything_works_if_no_index_can_be_written() {
    let desk = busy();
    desk.write(".redress/cache", "not a folder");
    same(&desk, "0", "no folder");
    run(&desk, "0", &["note", "3", "written all the same"]).ok();
    same(&desk, "0", "after a write");
}

#[test]
fn a_reader_does_not_wait_for_the_lock() {
    let desk = busy();
    let lock = std::fs::File::options().write(true).open(desk.path().join(".redress/lock")).expect("a lock file");
    lock.lock().expect("free");
    run(&desk, "0", &["list"]).ok();
    assert!(cases_index(&desk).exists(), "made while another holds the lock");
    same(&desk, "0", "under the lock");
}

#[test]
fn erased_text_is_in_no_index() {
    let desk = busy();
    run(&desk, "0", &["list"]).ok();
    let old = std::fs::read(cases_index(&desk)).expect("an index");
    let holds = |bytes: &[u8]| bytes.windows(7).any(|w| w == b"queue 4");
    assert!(holds(&old));
    run(&desk, "0", &["approve", "4", "erase", "--as", "wang.fang"]).ok();
    let erase = ["erase", "4", "--all", "--reason", "retention is over", "--yes", "--override", "a court's order"];
    run(&desk, "0", &erase).ok();
    same(&desk, "0", "erased");
    let cache = desk.path().join(".redress/cache");
    for entry in std::fs::read_dir(&cache).expect("a folder") {
        let path = entry.expect("an entry").path();
        assert!(!holds(&std::fs::read(&path).expect("a file")), "{}", path.display());
    }
    // An older index put back is not used either.
    std::fs::write(cases_index(&desk), &old).expect("written");
    same(&desk, "0", "an old index brought back");
    assert!(!holds(&std::fs::read(cases_index(&desk)).expect("an index")));
}

#[test]
fn concurrent_commands_work_while_the_index_is_damaged_or_missing() {
    let desk = busy();
    let (many, each) = (rounds(8, 32), rounds(4, 30));
    run(&desk, "0", &["list"]).ok();
    let sound = std::fs::read(cases_index(&desk)).expect("an index");
    std::thread::scope(|scope| {
        let (desk, sound) = (&desk, &sound);
        for writer in 0..many {
            scope.spawn(move || {
                for round in 0..each {
                    let title = format!("w{writer} r{round}");
                    run(desk, "1500", &["intake", "--title", &title]).ok();
                    run(desk, "1500", &["note", &(1 + writer % 12).to_string(), &title]).ok();
                }
            });
        }
        for reader in 0..many {
            scope.spawn(move || {
                let mut least = 0;
                for round in 0..each {
                    let listed = run(desk, "1500", &["list"]).ok().lines().count();
                    assert!(listed >= least.max(12), "what was there is there: {listed}, {least}");
                    least = listed;
                    run(desk, "1500", &["show", &(1 + (reader + round) % 12).to_string()]).ok();
                }
            });
        }
        scope.spawn(move || {
            let path = cases_index(desk);
            for round in 0..each {
                let mut bytes = sound.clone();
                let at = bytes.len() / each * round;
                bytes[at] ^= 4;
                let draft = path.with_extension("flipped");
                // The folder may be missing at this moment.
                if std::fs::write(&draft, bytes).is_ok() {
                    let _ = std::fs::rename(&draft, &path);
                }
                std::thread::sleep(std::time::Duration::from_millis(30));
                if round % 2 == 1 {
                    let _ = std::fs::remove_file(&path);
                }
            }
        });
    });
    same(&desk, "0", "afterwards");
    assert_eq!(run(&desk, "0", &["list"]).ok().lines().count(), 12 + many * each);
    let drafts = std::fs::read_dir(desk.path().join(".redress/cache")).expect("a folder");
    let left: Vec<_> =
        drafts.map(|e| e.expect("an entry").file_name()).filter(|n| n.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_batch_records_the_same_with_and_without_case_eviction() {
    // More cases than a session caches when it can read them again.
    const CASES: usize = 300;
    let desk = Desk::branch();
    let title = |n: usize| format!(r#"{{"do":"intake","title":"queue {n}","name":"Wang Xiaoming","accept":true}}"#);
    let old: Vec<String> = (0..CASES).map(title).collect();
    desk.feed(&["batch", "-"], &old.join("\n")).ok();
    let mut lines = Vec::new();
    for n in 0..CASES {
        lines.push(format!(r#"{{"do":"intake","let":"c{n}","title":"new {n}","name":"Li Dawei","accept":true}}"#));
        lines.push(format!(r#"{{"do":"note","case":"{}","text":"first {n}"}}"#, n + 1));
    }
    for n in 0..CASES {
        lines.push(format!(r#"{{"do":"note","case":["@c{n}","{}"],"text":"again {n}"}}"#, n + 1));
        lines.push(format!(r#"{{"do":"link","case":"{}","other":"@c{n}","kind":"related"}}"#, n + 1));
    }
    let told = |tail: &str| {
        let copy = desk.copied();
        copy.run(&["desk", "adopt", "--yes"]).ok();
        let file = copy.write("batch.jsonl", lines.join("\n"));
        let did = run(&copy, tail, &["batch", &file.display().to_string(), "--json"]).ok();
        let questions =
            [&["list", "--json"][..], &["log"], &["show", "7", "--json"], &["show", "HQ-2026-0333", "--json"]];
        (did, questions.map(|words| run(&copy, "off", words).ok()))
    };
    let (by_index, by_log) = (told("0"), told("off"));
    assert_eq!(by_index, by_log);
    assert!(by_log.1[2].contains("again 6"), "{}", by_log.1[2]);
    // The guard also knows the names of complainants registered in this batch.
    let named = r#"{"do":"intake","let":"a","title":"t","name":"Zhao Xiaohong"}"#.to_string();
    let noted = r#"{"do":"note","case":"@a","text":"Zhao Xiaohong called"}"#.to_string();
    let between = lines.iter().take(2 * CASES).cloned();
    let all: Vec<String> = std::iter::once(named).chain(between).chain(std::iter::once(noted)).collect();
    desk.feed(&["batch", "-"], &all.join("\n")).fails(5);
}

/// A random batch line about one of these cases, named fully or by number.
fn line(dice: &mut Dice, cases: usize, number: usize) -> String {
    let n = 1 + dice.below(cases);
    let case = if dice.below(4) > 0 { format!("HQ-2026-{n:04}") } else { n.to_string() };
    let other = format!("HQ-2026-{:04}", 1 + dice.below(cases));
    let lines = [
        format!(r#"{{"do":"accept","case":"{case}"}}"#),
        format!(r#"{{"do":"assign","case":"{case}","unit":"{}"}}"#, dice.pick(&["taiyuan", "datong", "hq", "nowhere"])),
        format!(r#"{{"do":"assign","case":["{case}","{other}"],"unit":"taiyuan","person":"zhang.wei"}}"#),
        format!(r#"{{"do":"classify","case":"{case}","category":"{}"}}"#, dice.pick(&["attitude", "product", "crime"])),
        format!(r#"{{"do":"contact","case":"{case}","kind":"chase","via":"phone"}}"#),
        format!(r#"{{"do":"note","case":"{case}","text":"number {number}, of Wang Xiaoming"}}"#),
        format!(r#"{{"do":"note","case":"{case}","text":"number {number}"}}"#),
        format!(
            r#"{{"do":"link","case":"{case}","other":"{other}","kind":"{}"}}"#,
            dice.pick(&["related", "duplicate"])
        ),
        format!(r#"{{"do":"withdraw","case":"{case}","coerced":true,"reason":"was told to"}}"#),
        format!(r#"{{"do":"close","case":"{case}","outcome":"resolved"}}"#),
        format!(r#"{{"do":"void","case":"{case}","kind":"test","reason":"a test"}}"#),
        format!(r#"{{"do":"assign","case":"{case}","unit":"taiyuan","request":"{}"}}"#, dice.below(20)),
        format!(r#"{{"do":"intake","let":"a","title":"of line {number}","accept":true}}"#),
        r#"{"do":"assign","case":"@a","unit":"datong"}"#.into(),
        format!(r#"{{"do":"assign","case":"{case}","uni":"taiyuan"}}"#),
    ];
    lines[dice.below(lines.len())].clone()
}

#[test]
fn decisions_made_ahead_equal_decisions_made_in_order() {
    const CASES: usize = 40;
    let mut dice = Dice::new("decided ahead");
    let desk = Desk::branch();
    let titles: Vec<String> =
        (0..CASES).map(|n| format!(r#"{{"do":"intake","title":"queue {n}","name":"Wang Xiaoming"}}"#)).collect();
    desk.feed(&["batch", "-"], &titles.join("\n")).ok();
    for round in 0..rounds(3, 60) {
        let lines: Vec<String> = (0..300).map(|number| line(&mut dice, CASES, number)).collect();
        let told = |tail: &str| {
            let copy = desk.copied();
            copy.run(&["desk", "adopt", "--yes"]).ok();
            // Some events lie after the index, in the tail.
            run(&copy, tail, &["list"]).ok();
            run(&copy, tail, &["accept", "HQ-2026-0001", "--json"]);
            let file = copy.write("batch.jsonl", lines.join("\n"));
            let (code, said, wrong) = {
                let did = run(&copy, tail, &["batch", &file.display().to_string(), "--keep-going", "--json"]);
                (did.code, did.out, did.err)
            };
            let questions = [&["list", "--json"][..], &["log"], &["show", "7", "--json"], &["verify"]];
            // Salts differ between copies, and so do hashes.
            let answers = questions[..3].iter().map(|words| run(&copy, "off", words).ok()).collect::<Vec<_>>();
            run(&copy, "off", questions[3]).ok();
            (code, said, wrong, answers)
        };
        let (ahead, in_turn) = (told("0"), told("off"));
        assert_eq!(ahead, in_turn, "round {round}:\n{}", lines.join("\n"));
        assert!(ahead.1.matches("\"did\"").count() > 50, "{}", ahead.1);
    }
}

#[test]
fn a_failed_line_keeps_the_files_and_requests_of_its_earlier_cases() {
    let desk = Desk::branch();
    for title in ["a", "b"] {
        desk.run(&["intake", "--title", title, "--name", "Wang Xiaoming"]).ok();
    }
    let file = desk.write("letter.txt", "a letter").display().to_string();
    let lines = [
        format!(r#"{{"do":"attach","case":["HQ-2026-0001","HQ-2026-9999"],"file":["{file}"]}}"#),
        r#"{"do":"accept","case":["HQ-2026-0001","HQ-2026-9999"],"request":"r1"}"#.into(),
        r#"{"do":"note","case":"HQ-2026-0001","text":"not again","request":"r1"}"#.into(),
    ];
    let did = desk.feed(&["batch", "-", "--keep-going"], &lines.join("\n"));
    assert_eq!(did.code, 3, "{}{}", did.out, did.err);
    let log = desk.run(&["log", "HQ-2026-0001"]).ok();
    assert!(log.contains("attached") && log.contains("accepted") && !log.contains("not again"), "{log}");
    // The attached bytes exist and match the event.
    desk.run(&["verify"]).ok();
}

#[test]
fn an_index_of_an_earlier_version_is_removed_when_one_is_made() {
    let desk = busy();
    let old = desk.write(".redress/cache/cases.picture", "titles");
    run(&desk, "0", &["list"]).ok();
    assert!(!old.exists());
}
