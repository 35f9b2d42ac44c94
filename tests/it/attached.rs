//! Attached files: copied in and synced, written out for those who may see them, and recorded.

use crate::desk::{Desk, files};

fn with_letter() -> (Desk, String) {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a"]).ok();
    let path = desk.write("queue photo.jpg", "the queue's picture").display().to_string();
    desk.run(&["attach", "1", &path]).ok();
    (desk, path)
}

#[test]
fn an_attached_file_is_written_out_unchanged_and_recorded() {
    let (desk, path) = with_letter();
    std::fs::remove_file(&path).expect("there");
    let get = |words: &[&str]| {
        let words: Vec<&str> = ["attach", "1", "--get"].iter().chain(words).copied().collect();
        desk.run(&words)
    };
    get(&["queue photo.jpg", "-o", "out"]).fails(2);
    get(&["queue photo.jpg", "--purpose", "to look at it"]).fails(2);
    assert!(!desk.read_log().contains("\"revealed\""), "nothing was shown");
    let said = get(&["all", "-o", "out", "--purpose", "to look at it"]).ok();
    assert!(said.contains("queue photo.jpg"), "{said}");
    assert_eq!(desk.read("out/queue photo.jpg"), "the queue's picture");
    assert!(desk.read_log().contains("\"revealed\":{\"cases\":[\"HQ-2026-0001\"],\"command\":\"attach\"}"));
    // Neither a file in a named folder nor a named file is overwritten.
    desk.write("out/queue photo.jpg", "mine");
    for words in
        [["all", "-o", "out"], ["queue photo.jpg", "-o", "out"], ["queue photo.jpg", "-o", "out/queue photo.jpg"]]
    {
        get(&[words[0], words[1], words[2], "--purpose", "again"]).fails(74);
        assert_eq!(desk.read("out/queue photo.jpg"), "mine");
    }
    get(&["HQ:3.1", "-o", "one.pdf", "--purpose", "by its place"]).ok();
    assert_eq!(desk.read("one.pdf"), "the queue's picture");
    #[cfg(unix)]
    {
        let meta = std::fs::metadata(desk.path().join("one.pdf")).expect("there");
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o777, 0o600);
    }
    let err = get(&["no such file", "-o", "two", "--purpose", "x"]).fails(2);
    assert!(err.contains("HQ:3.1") && !desk.path().join("two").exists(), "{err}");
}

#[test]
fn attach_list_shows_names_only_with_a_purpose() {
    let (desk, _) = with_letter();
    for format in ["tsv", "json", "table"] {
        let ran = desk.run(&["attach", "1", "--list", "--format", format]);
        assert!(ran.code == 0 && ran.out.contains("HQ:3.1") && !ran.out.contains("queue"), "{}{}", ran.out, ran.err);
    }
    assert!(!desk.read_log().contains("\"revealed\""));
    let out = desk.run(&["attach", "1", "--list", "--purpose", "to send it on", "--json"]).ok();
    assert!(out.contains("queue photo.jpg") && out.contains("\"bytes\":19"), "{out}");
    assert!(desk.read_log().contains("\"revealed\""));
    let page = desk.run(&["show", "1", "--private", "--purpose", "x", "--lang", "zh"]).ok();
    assert!(page.contains("附件名") && page.contains("存放位置") && page.contains("校验值"), "{page}");
    assert!(page.contains("private/files/"), "{page}");
}

#[test]
fn a_changed_attachment_is_not_written_out() {
    let (desk, _) = with_letter();
    let stored = files(&desk.path().join("private/files")).pop().expect("one");
    std::fs::write(&stored, "another picture!!!!").expect("written");
    desk.run(&["attach", "1", "--get", "all", "-o", "out", "--purpose", "x"]).fails(6);
    assert!(files(&desk.path().join("out")).is_empty());
}

#[cfg(unix)]
#[test]
fn only_ordinary_files_can_be_attached() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a"]).ok();
    let pipe = desk.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    let mut all = vec!["/dev/zero".to_string(), desk.path().display().to_string()];
    all.extend(made.is_ok_and(|s| s.success()).then(|| pipe.display().to_string()));
    for path in &all {
        desk.run(&["attach", "1", path]).fails(74);
        desk.run(&["attach", "1", path, "--dry-run"]).fails(74);
        let line = format!("{{\"do\":\"attach\",\"case\":\"1\",\"file\":[\"{path}\"]}}\n");
        desk.feed(&["batch", "-"], &line).fails(74);
    }
    desk.run(&["intake", "--title", "x", "--statement", "@/dev/zero"]).fails(74);
    desk.run(&["intake", "--title", "x", "--from", "/dev/zero"]).fails(74);
    assert!(files(&desk.path().join("private/files")).is_empty());
    assert!(files(&desk.path().join(".redress/copying")).is_empty());
}

#[test]
fn the_next_write_removes_copies_that_no_event_names() {
    let (desk, _) = with_letter();
    let named = files(&desk.path().join("private/files"));
    let orphan = "0123456789abcdef0123456789abcdef";
    let own = named[0].file_name().expect("a name").to_string_lossy().into_owned();
    desk.write(&format!("private/files/{orphan}"), "canary letter");
    desk.write(".redress/copying/aa", format!("{orphan}\n{own}\n"));
    let ran = desk.run(&["note", "1", "a later write"]);
    assert!(ran.code == 0 && ran.err.contains("1 attached file"), "{}", ran.err);
    assert_eq!(files(&desk.path().join("private/files")), named, "what an event names stays");
    assert!(files(&desk.path().join(".redress/copying")).is_empty());
}
