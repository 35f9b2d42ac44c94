//! `--edit`: the typed text is never lost, whatever happens to the command.

#![cfg(unix)]

use crate::desk::{Desk, files};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// An editor script that writes a text below a heading unless it is there already, and exits with a code.
fn editor(desk: &Desk, heading: &str, text: &str, code: u8) -> String {
    let script = format!(
        "#!/bin/sh\ngrep -q '{text}' \"$1\" || sed -i 's/^\\[{heading}\\]$/[{heading}]\\n{text}/' \"$1\"\ncat \"$1\" > '{}'\nexit {code}\n",
        desk.path().join("seen").display()
    );
    let path = desk.write("editor", script);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("its owner may");
    path.display().to_string()
}

fn edit(desk: &Desk, editor: &str, words: &[&str]) -> (i32, String) {
    let ran = desk.command().args(words).env("EDITOR", editor).output().expect("the program runs");
    (ran.status.code().unwrap_or(-1), String::from_utf8_lossy(&ran.stderr).into_owned())
}

fn drafts(desk: &Desk) -> Vec<PathBuf> {
    files(&desk.path().join("private/drafts"))
}

const TYPED: &str = "Seven lines that took an hour";

fn assigned() -> Desk {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "a", "--category", "attitude", "--accept"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    desk
}

#[test]
fn a_refused_edit_keeps_a_draft_that_the_next_edit_offers() {
    let desk = assigned();
    let vi = editor(&desk, "findings", TYPED, 0);
    let (code, err) = edit(&desk, &vi, &["reply", "1", "--edit", "--responsibility", "ours"]);
    assert_eq!(code, 5, "{err}");
    let kept = drafts(&desk);
    assert_eq!(kept.len(), 1);
    assert!(err.contains(&kept[0].display().to_string()) && err.contains("redress reply HQ-2026-0001 --edit"), "{err}");
    assert_eq!(std::fs::metadata(&kept[0]).expect("there").permissions().mode() & 0o777, 0o600);
    // Another case or another command is not offered the draft.
    desk.run(&["intake", "--title", "b", "--category", "attitude", "--accept"]).ok();
    let idle = editor(&desk, "findings", "nothing", 1);
    edit(&desk, &idle, &["reply", "2", "--edit"]);
    assert!(!desk.read("seen").contains(TYPED));
    std::fs::remove_file(desk.path().join("private/drafts").join(drafts(&desk)[1].file_name().expect("a name")))
        .expect("there");
    // The same command is, together with the flags given now.
    let full = [
        "reply",
        "1",
        "--edit",
        "--responsibility",
        "none",
        "--explanation",
        "told",
        "--staff-action",
        "s",
        "--lessons",
        "l",
        "--satisfaction",
        "satisfied",
        "--outcome",
        "explained",
        "--phone",
        "010-6885",
    ];
    let still = editor(&desk, "lessons", "and more", 0);
    let (code, err) = edit(&desk, &still, &full);
    assert!(desk.read("seen").contains(TYPED), "offered again");
    assert_eq!(code, 0, "{err}");
    assert!(desk.read_log().contains(TYPED));
    assert_eq!(drafts(&desk), Vec::<PathBuf>::new(), "on record, and kept no more");
}

#[test]
fn a_failed_editor_a_dry_run_and_an_unwritable_folder_lose_no_text() {
    let desk = assigned();
    let (code, err) = edit(&desk, &editor(&desk, "findings", TYPED, 3), &["reply", "1", "--edit"]);
    assert!(code == 1 && err.contains("private/drafts"), "{code} {err}");
    let (_, err) =
        edit(&desk, &editor(&desk, "findings", TYPED, 0), &["intake", "--title", "x", "--edit", "--dry-run"]);
    assert!(drafts(&desk).len() == 1 || err.contains("drafts"), "{err}");
    // The folder is a file: no draft can be written there.
    std::fs::remove_dir_all(desk.path().join("private/drafts")).expect("removed");
    desk.write("private/drafts", "in the way");
    let (code, err) =
        edit(&desk, &editor(&desk, "findings", TYPED, 0), &["reply", "1", "--edit", "--responsibility", "ours"]);
    assert_eq!(code, 5, "{err}");
    let place =
        err.split("kept in ").nth(1).and_then(|rest| rest.split(", since").next()).expect("a place").to_string();
    assert!(std::fs::read_to_string(&place).expect("there").contains(TYPED), "{err}");
    std::fs::remove_file(place).expect("removed");
}

#[test]
fn an_unchanged_edit_leaves_no_draft() {
    let desk = assigned();
    let same = desk.write("same", "#!/bin/sh\nexit 0\n");
    std::fs::set_permissions(&same, PermissionsExt::from_mode(0o755)).expect("its owner may");
    edit(&desk, &same.display().to_string(), &["reply", "1", "--edit"]);
    assert_eq!(drafts(&desk), Vec::<PathBuf>::new());
}

#[test]
fn status_lists_drafts_older_than_a_month() {
    let desk = assigned();
    edit(&desk, &editor(&desk, "findings", TYPED, 0), &["reply", "1", "--edit", "--responsibility", "ours"]);
    assert!(!desk.run(&["status"]).err.contains("drafts"));
    let path = drafts(&desk).pop().expect("one");
    let file = std::fs::File::options().write(true).open(&path).expect("there");
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(744)).expect("set");
    assert!(desk.run(&["status"]).err.contains(&path.display().to_string()));
}

#[test]
fn a_retry_key_with_another_edited_text_is_refused() {
    let desk = assigned();
    let words = ["intake", "--title", "x", "--edit", "--request", "r1"];
    assert_eq!(edit(&desk, &editor(&desk, "statement", "first words", 0), &words).0, 0);
    assert_eq!(edit(&desk, &editor(&desk, "statement", "first words", 0), &words).0, 0);
    let (code, err) = edit(&desk, &editor(&desk, "statement", "other words", 0), &words);
    assert_eq!(code, 5, "{err}");
}
