//! Restored, copied and moved folders: acknowledged events are never forgotten, and no number is given out twice.

use crate::desk::{Desk, Ran, copy_folder};
use std::path::Path;

/// Registers a case; returns its id.
#[track_caller]
fn intake(desk: &Desk, title: &str) -> String {
    desk.run(&[
        "intake",
        "--title",
        title,
        "--name",
        &format!("Wang {title}"),
        "--statement",
        &format!("words {title}"),
    ])
    .ok()
    .trim()
    .to_string()
}

/// A desk with three cases, and a backup of it.
struct Kept {
    desk: Desk,
    backup: tempfile::TempDir,
}

impl Kept {
    /// The backup is made after the second of three cases.
    fn new() -> Self {
        let desk = Desk::bank();
        for title in ["one", "two"] {
            intake(&desk, title);
        }
        let backup = tempfile::tempdir().expect("a temporary folder");
        copy_folder(desk.path(), backup.path());
        assert_eq!(intake(&desk, "three"), "HQ-2026-0003");
        Self { desk, backup }
    }

    /// Restores these parts from the backup.
    fn restore(&self, parts: &[&str]) {
        for part in parts {
            let to = self.desk.path().join(part);
            for old in files(&to) {
                std::fs::remove_file(old).expect("removed");
            }
            copy_folder(&self.backup.path().join(part), &to);
        }
    }

    fn verify(&self) -> Ran {
        self.desk.run(&["verify"])
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    crate::desk::files(folder)
}

const ADOPT: &[&str] = &["desk", "adopt", "--yes"];

#[test]
fn desk_new_is_refused_on_a_log_that_has_gone_back() {
    for parts in [&["log"][..], &["log", "private"], &["private"]] {
        let kept = Kept::new();
        kept.restore(parts);
        kept.verify().fails(6);
        let before = kept.desk.bytes();
        let said = kept.desk.run(&["desk", "new", "SX"]).fails(6);
        assert!(said.contains("gone back"), "{parts:?}: {said}");
        assert_eq!(kept.desk.bytes(), before, "{parts:?}: nothing was written");
        kept.verify().fails(6);
    }
}

#[test]
fn adopting_a_log_that_has_gone_back_skips_its_numbers_and_warns() {
    for parts in [&["log"][..], &["log", "private"], &["log", "private", ".redress"]] {
        let kept = Kept::new();
        kept.restore(parts);
        let said = kept.desk.run(&["intake", "--title", "four"]).fails(6);
        assert!(said.contains("gone back") && said.contains("desk adopt"), "{parts:?}: {said}");
        assert!(kept.desk.run(&["list"]).err.contains("gone back"), "{parts:?}: a reader hears of it");
        let said = kept.desk.run(ADOPT);
        assert!(said.err.contains("HQ-2026-0003"), "{parts:?}: it says what is given up: {}", said.err);
        said.ok();
        assert_eq!(intake(&kept.desk, "four"), "HQ-2026-0004", "{parts:?}");
        for _ in 0..2 {
            let told = kept.verify();
            assert!(told.out.contains("gone back") && told.code == 6, "{parts:?}: {told:?}");
            assert!(kept.desk.run(&["status"]).err.contains("gone back"), "{parts:?}");
            // Adopting again, or becoming another desk, does not change that.
            kept.desk.run(ADOPT).ok();
        }
        kept.desk.run(&["desk", "new", "SX"]).ok();
        kept.verify().fails(6);
        assert_eq!(intake(&kept.desk, "five"), "SX-2026-0001");
    }
}

#[test]
fn a_full_restore_without_the_accounts_record_is_accepted() {
    let kept = Kept::new();
    kept.restore(&["log", "private", ".redress"]);
    std::fs::remove_dir_all(kept.desk.path().join(".local")).expect("removed");
    assert_eq!(intake(&kept.desk, "other"), "HQ-2026-0003");
    kept.verify().ok();
}

#[test]
fn an_unwritable_state_folder_is_not_an_error() {
    let desk = Desk::bank();
    let file = desk.write("in-the-way", "");
    for title in ["one", "two"] {
        let mut command = desk.command();
        command.env("XDG_STATE_HOME", &file).args(["intake", "--title", title]);
        assert!(command.output().expect("the program runs").status.success());
    }
    desk.run(&["verify"]).ok();
    // An invalid record is not an error either.
    intake(&desk, "three");
    for record in files(&desk.path().join(".local/state/redress")) {
        std::fs::write(record, "garbage").expect("written");
    }
    assert_eq!(intake(&desk, "four"), "HQ-2026-0004");
}

#[test]
fn a_deleted_or_broken_redress_folder_reuses_no_case_number() {
    for garbage in [None, Some(""), Some("garbage")] {
        let kept = Kept::new();
        match garbage {
            Some(bytes) => drop(kept.desk.write(".redress/head", bytes)),
            None => {
                std::fs::remove_dir_all(kept.desk.path().join(".redress")).expect("removed");
                kept.desk.run(&["intake", "--title", "x"]).fails(7);
                kept.desk.run(ADOPT).ok();
            }
        }
        assert_eq!(intake(&kept.desk, "four"), "HQ-2026-0004", "{garbage:?}");
        kept.verify().ok();
        // Older than acknowledged: head does not know that, but the account's record does.
        kept.restore(&["log", "private"]);
        kept.desk.write(".redress/head", garbage.unwrap_or("x"));
        kept.desk.run(&["intake", "--title", "x"]).fails(6);
        kept.verify().fails(6);
        kept.desk.run(ADOPT).ok();
        assert_eq!(intake(&kept.desk, "five"), "HQ-2026-0005", "{garbage:?}");
    }
}

#[test]
fn private_lines_without_an_event_are_kept_and_reported() {
    let kept = Kept::new();
    // In another folder, without a record of what was acknowledged: an older log with a newer private side.
    let clone = Desk::empty();
    for part in ["log", "redress.toml", "directory.toml", "policies"] {
        let (from, to) = (kept.backup.path().join(part), clone.path().join(part));
        match from.is_dir() {
            true => copy_folder(&from, &to),
            false => assert!(std::fs::copy(from, to).is_ok()),
        }
    }
    copy_folder(&kept.desk.path().join("private"), &clone.path().join("private"));
    clone.run(&["desk", "adopt", "HQ", "--yes"]).ok();
    let said = clone.run(&["intake", "--title", "new", "--name", "Zhou New"]);
    assert!(!said.err.contains("never been acknowledged"), "{}", said.err);
    said.ok();
    let all =
        || files(&clone.path().join("private")).into_iter().map(|f| std::fs::read_to_string(f).unwrap_or_default());
    let held = |words: &str| all().any(|text| text.contains(words));
    assert!(held("words three") && held("Zhou New"));
    clone.run(&["erase", "1", "--reason", "asked for", "--yes"]).ok();
    assert!(held("words three") && held("words two") && !held("words one"));
    let told = clone.run(&["verify"]);
    assert!(told.code == 6 && told.out.contains("private data that no event names"), "{told:?}");
    // When the newer log is back, the line belongs to its event again.
    clone.run(&["show", "2", "--private", "--purpose", "a look"]).ok();
}

#[test]
fn private_lines_newer_than_the_log_are_not_overwritten() {
    let mut desk = Desk::bank();
    intake(&desk, "one");
    let backup = tempfile::tempdir().expect("a temporary folder");
    copy_folder(desk.path(), backup.path());
    desk.now = "2026-10-09T10:00".into();
    intake(&desk, "two");
    for part in ["log", ".redress"] {
        std::fs::remove_dir_all(desk.path().join(part)).expect("removed");
    }
    copy_folder(&backup.path().join("log"), &desk.path().join("log"));
    std::fs::remove_dir_all(desk.path().join(".local")).expect("removed");
    desk.run(&["desk", "adopt", "HQ", "--yes"]).ok();
    for title in ["three", "four"] {
        intake(&desk, title);
    }
    let private: String =
        files(&desk.path().join("private")).into_iter().map(|f| std::fs::read_to_string(f).expect("text")).collect();
    for title in ["one", "two", "three", "four"] {
        assert!(private.contains(&format!("words {title}")), "{title}: {private}");
    }
    let told = desk.run(&["verify"]);
    assert!(told.code == 6 && !told.out.contains("damage:"), "{told:?}");
}

#[test]
fn copied_folders_are_detected_and_can_become_desks() {
    let desk = Desk::bank();
    intake(&desk, "one");
    let copy = desk.copied();
    let said = copy.run(&["intake", "--title", "x"]).fails(7);
    assert!(said.contains(&desk.path().display().to_string()), "{said}");
    // A copy becomes its own desk, whatever its original has written since.
    intake(&desk, "two");
    let state = desk.path().join(".local/state");
    let run = |args: &[&str]| {
        let mut command = copy.command();
        crate::desk::ran(command.env("XDG_STATE_HOME", &state).args(args).output().expect("the program runs"))
    };
    run(&["desk", "new", "SX"]).ok();
    run(&["intake", "--title", "x"]).ok();
    run(&["verify"]).ok();
    // Two folders of one account that write as the same desk: the second write is refused.
    let third = desk.copied();
    let run = |args: &[&str]| {
        let mut command = third.command();
        crate::desk::ran(command.env("XDG_STATE_HOME", &state).args(args).output().expect("the program runs"))
    };
    run(&["desk", "adopt", "--yes"]).ok();
    run(&["intake", "--title", "y"]).ok();
    desk.run(&["intake", "--title", "three"]).fails(6);
}

#[test]
fn the_last_number_of_a_large_import_is_remembered() {
    let desk = Desk::bank();
    let rows: String = (0..3000).map(|n| format!("{n},title {n},2026-09-01\n")).collect();
    desk.write("rows.csv", format!("id,title,received\n{rows}"));
    desk.write("map.toml", "name = 'old'\nkey = 'id'\n[case]\ntitle = 'title'\nreceived = 'received'\n");
    let backup = tempfile::tempdir().expect("a temporary folder");
    intake(&desk, "one");
    copy_folder(desk.path(), backup.path());
    desk.run(&["import", "rows.csv", "--map", "map.toml"]).ok();
    for part in ["log", "private", ".redress"] {
        std::fs::remove_dir_all(desk.path().join(part)).expect("removed");
        copy_folder(&backup.path().join(part), &desk.path().join(part));
    }
    // The file system may identify the new folder as a different one.
    assert!([6, 7].contains(&desk.run(&["intake", "--title", "x"]).code));
    desk.run(ADOPT).ok();
    assert_eq!(intake(&desk, "two"), "HQ-2026-3002");
}

/// Two clones that took the same code, the first with the logs of both; and the ids of the cases by title.
fn merged() -> (Desk, Desk, Vec<String>) {
    let hq = Desk::bank();
    intake(&hq, "at headquarters");
    let [first, second] = ["from the first", "from the second"].map(|title| {
        let clone = hq.copied();
        clone.run(&["desk", "new", "BJ"]).ok();
        assert_eq!(intake(&clone, title), "BJ-2026-0001");
        clone
    });
    intake(&second, "another from the second");
    // Build an index in which the number belongs to one case only.
    let mut list = first.command();
    list.env("REDRESS_INDEX", "0").arg("list");
    crate::desk::ran(list.output().expect("the program runs")).ok();
    first.receive(&second);
    let rows = first.run(&["list", "--fields", "id,title"]).ok();
    let id = |title: &str| {
        let row = rows.lines().find(|row| row.ends_with(&format!("\t{title}"))).unwrap_or_else(|| panic!("{rows}"));
        row.split('\t').next().expect("a column").to_string()
    };
    let ids = ["from the first", "from the second", "another from the second", "at headquarters"].map(id).to_vec();
    (first, second, ids)
}

#[test]
fn a_shared_number_is_two_cases_in_every_view() {
    for index in ["off", "0", "262144"] {
        let (desk, _, ids) = merged();
        let run = |args: &[&str]| {
            crate::desk::ran(desk.command().env("REDRESS_INDEX", index).args(args).output().expect("it runs"))
        };
        let digits = |id: &str| id.strip_prefix("BJ-2026-0001~").is_some_and(|digits| digits.len() == 4);
        assert!(digits(&ids[0]) && digits(&ids[1]) && ids[0] != ids[1], "{ids:?}");
        assert_eq!(&ids[2..], ["BJ-2026-0002", "HQ-2026-0001"], "what is one writer's alone stays");
        for round in 0..2 {
            let told = run(&["verify"]);
            assert!(told.code == 7 && told.out.contains("BJ") && told.out.contains(&ids[0]), "{told:?}");
            for args in [&["list"][..], &["status"], &["show", &ids[0]], &["report", "todo"]] {
                let told = run(args);
                assert!(told.err.contains("same code BJ"), "{index} {round} {args:?}: {}", told.err);
            }
            for (id, title, other) in
                [(0, "from the first", "from the second"), (1, "from the second", "from the first")]
            {
                let shown = run(&["show", &ids[id]]).ok();
                assert!(shown.contains(title) && !shown.contains(other), "{shown}");
                let log = run(&["log", &ids[id]]).ok();
                assert!(log.lines().count() == 1 && log.contains(&ids[id]), "{log}");
                let found: Vec<_> = run(&["search", title, "--fields", "id"]).ok().lines().map(String::from).collect();
                assert!(found.contains(&ids[id]), "{found:?}");
                let lower = ids[id].replace("BJ-2026-000", "bj-").to_uppercase().replace("BJ", "bj");
                assert!(run(&["explain", &lower]).ok().contains(&ids[id]), "{lower}");
                let all = run(&["export", "--format", "jsonl", "-o", "-"]).ok();
                assert!(all.contains(&format!("\"{}\"", ids[id])), "{all}");
            }
            let flags = run(&["list", "is:contested", "--fields", "id"]).ok();
            assert_eq!(
                flags.lines().collect::<Vec<_>>(),
                [&ids[0].clone().min(ids[1].clone()), &ids[0].clone().max(ids[1].clone())]
            );
            let total = run(&["report", "stats", "--format", "json"]).ok();
            assert!(total.contains("\"count\":4") || total.contains("\"count\": 4"), "{total}");
            let unclear = run(&["show", "BJ-2026-0001"]).fails(4);
            assert!(unclear.contains(&ids[0]) && unclear.contains(&ids[1]), "{unclear}");
            run(&["show", "BJ-1"]).fails(4);
            run(&["show", "BJ-2026-0001~zz"]).fails(3);
        }
    }
}

#[test]
fn writes_to_a_shared_number_are_refused() {
    let (desk, second, ids) = merged();
    let before = desk.lines();
    for name in [&ids[0][..], &ids[1], "BJ-2026-0001", "BJ-1"] {
        for args in [
            &["note", name, "x"][..],
            &["accept", name],
            &["assign", name, "--unit", "BJ"],
            &["void", name, "--kind", "test", "--reason", "x"],
            &["erase", name, "--reason", "x", "--yes"],
        ] {
            let run = desk.run(args);
            assert!(run.code == 7 || run.code == 4 && args[0] == "erase", "{args:?}: {run:?}");
        }
        let line = format!("{{\"do\":\"note\",\"case\":\"{name}\",\"text\":\"x\"}}\n");
        desk.feed(&["batch", "-"], &line).fails(7);
    }
    assert_eq!(desk.lines(), before);
    // Private data of either case can be revealed, to sort them out; that is recorded.
    let shown = desk.run(&["show", &ids[0], "--private", "--purpose", "which is which"]).ok();
    assert!(shown.contains("words from the first") && !shown.contains("words from the second"), "{shown}");
    assert!(desk.lines().iter().any(|line| line.contains(&format!("\"cases\":[\"{}\"]", ids[0]))));
    // Other cases can link to them; new cases get unused numbers.
    desk.run(&["link", "HQ-2026-0001", &ids[1], "--kind", "related"]).ok();
    assert!(desk.run(&["show", "HQ-2026-0001"]).ok().contains(&ids[1]));
    assert_eq!(intake(&desk, "new"), "BJ-2026-0003");
    desk.run(&["desk", "new", "TJ"]).ok();
    let again = desk.run(&["intake", "--title", "again", "--repeat-of", &ids[1]]).ok();
    assert_eq!(again.trim(), "TJ-2026-0001");
    desk.run(&["escalate", "--due"]).ok();
    // The other clone reads the same, in whatever order the logs arrived.
    for part in ["log", "policies"] {
        copy_folder(&desk.path().join(part), &second.path().join(part));
    }
    let list = |desk: &Desk| desk.run(&["list", "--fields", "id,title"]).ok();
    assert_eq!(list(&second), list(&desk));
    second.run(&["verify"]).fails(7);
    assert_eq!(intake(&second, "newer"), "BJ-2026-0004");
}
