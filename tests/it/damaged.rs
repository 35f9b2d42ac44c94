//! Faults of a project's own folders: damage, old copies, copied and moved folders, full or read-only disks (design §2.3, §3).

use crate::desk::{BIN, Desk, copy_folder, files, skipped};
use crate::golden::Golden;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A desk with three cases, each with a private line.
fn three() -> Desk {
    let desk = Desk::bank();
    for title in ["first", "second", "third"] {
        desk.run(&["intake", "--title", title, "--category", "attitude", "--name", "Wang Xiaoming"]).ok();
    }
    desk
}

fn segment(desk: &Desk) -> PathBuf {
    desk.segments().pop().expect("a segment")
}

fn change(path: &PathBuf, how: impl Fn(Vec<u8>) -> Vec<u8>) {
    let bytes = std::fs::read(path).expect("readable");
    std::fs::write(path, how(bytes)).expect("writable");
}

/// The byte range of the n-th line, including its line break.
fn line(bytes: &[u8], n: usize) -> std::ops::Range<usize> {
    let mut start = 0;
    for _ in 0..n {
        start += bytes[start..].iter().position(|b| *b == b'\n').expect("a line") + 1;
    }
    start..start + bytes[start..].iter().position(|b| *b == b'\n').expect("a line") + 1
}

#[test]
fn a_damaged_log_is_told_and_never_written_to() {
    let mut golden = Golden::default();
    // A line in the middle cut short: the file is shorter than acknowledged.
    let desk = three();
    change(&segment(&desk), |mut bytes| {
        let at = line(&bytes, 2);
        bytes.drain(at.end - 40..at.end - 1);
        bytes
    });
    golden.tell(&desk, "a line cut short", &["verify"], 6);
    golden.tell(&desk, "a line cut short", &["intake", "--title", "x"], 6);
    golden.tell(&desk, "a line cut short", &["list", "--fields", "id,title"], 0);
    // The last acknowledged line overwritten at the same length.
    let desk = three();
    change(&segment(&desk), |mut bytes| {
        let at = line(&bytes, 4);
        bytes[at.start + 2..at.end - 1].fill(b'x');
        bytes
    });
    golden.tell(&desk, "a line overwritten", &["verify"], 6);
    golden.tell(&desk, "a line overwritten", &["intake", "--title", "x"], 6);
    golden.tell(&desk, "a line overwritten", &["list", "--fields", "id,title"], 0);
    // One byte of a text in the middle: only verify checks every byte.
    let desk = three();
    change(&segment(&desk), |mut bytes| {
        let at = bytes.windows(5).position(|w| w == b"first").expect("the title");
        bytes[at] ^= 1;
        bytes
    });
    golden.tell(&desk, "a byte of a text flipped", &["verify"], 6);
    desk.run(&["list"]).ok();
    // One byte that the hash chain covers.
    let desk = three();
    change(&segment(&desk), |bytes| {
        String::from_utf8(bytes).expect("UTF-8").replacen("\"opened\"", "\"openee\"", 1).into_bytes()
    });
    golden.tell(&desk, "a byte of a fact flipped", &["verify"], 6);
    golden.tell(&desk, "a byte of a fact flipped", &["verify", "--json"], 6);
    // The private side.
    let desk = three();
    let private = files(&desk.path().join("private")).pop().expect("a segment");
    change(&private, |bytes| String::from_utf8(bytes).expect("UTF-8").replacen("Wang", "Wong", 1).into_bytes());
    golden.tell(&desk, "private data changed", &["verify"], 6);
    std::fs::remove_file(&private).expect("there");
    golden.tell(&desk, "private data gone", &["verify"], 6);
    golden.tell(&desk, "private data gone", &["intake", "--title", "x"], 6);
    // A missing segment, and a file that does not belong there.
    let mut desk = three();
    desk.now = "2026-10-24T10:00".into();
    desk.run(&["intake", "--title", "october"]).ok();
    std::fs::remove_file(&desk.segments()[0]).expect("there");
    golden.tell(&desk, "a segment gone", &["verify"], 6);
    let desk = three();
    desk.write(&format!("log/{}/notes.txt", desk.writer()), "x");
    golden.tell(&desk, "a stray file", &["verify"], 0);
    golden.is("bad_log");
}

#[test]
fn a_log_that_has_gone_back_is_not_written_to() {
    let mut golden = Golden::default();
    let desk = three();
    let yesterday: Vec<(PathBuf, Vec<u8>)> = ["log", "private"]
        .iter()
        .flat_map(|f| files(&desk.path().join(f)))
        .map(|f| (f.clone(), std::fs::read(f).expect("readable")))
        .collect();
    desk.run(&["intake", "--title", "today", "--name", "Li Si"]).ok();
    let today: Vec<(PathBuf, Vec<u8>)> =
        yesterday.iter().map(|(f, _)| (f.clone(), std::fs::read(f).expect("readable"))).collect();
    yesterday.iter().for_each(|(f, bytes)| std::fs::write(f, bytes).expect("written"));
    golden.tell(&desk, "yesterday's log", &["verify"], 6);
    golden.tell(&desk, "yesterday's log", &["intake", "--title", "x"], 6);
    golden.tell(&desk, "yesterday's log", &["list", "--fields", "id,title"], 0);
    // The newer log is restored, and everything works.
    today.iter().for_each(|(f, bytes)| std::fs::write(f, bytes).expect("written"));
    desk.run(&["verify"]).ok();
    desk.run(&["intake", "--title", "x"]).ok();
    std::fs::remove_dir_all(desk.path().join("log")).expect("there");
    golden.tell(&desk, "no log at all", &["verify"], 6);
    golden.tell(&desk, "no log at all", &["intake", "--title", "x"], 6);
    golden.tell(&desk, "no log at all", &["list"], 0);
    golden.is("bad_gone_back");
}

/// A binding that is damaged stops writing only; adopting makes it anew, and numbers go on.
#[test]
fn a_damaged_binding_stops_writing_alone_until_it_is_adopted() {
    for broken in ["garbage\n", "", "{\"project\":\"other\"}\n"] {
        let desk = three();
        desk.write(".redress/writer", broken);
        for words in [&["list"][..], &["show", "1"], &["status"], &["report", "overdue"], &["desk"]] {
            desk.run(words).ok();
        }
        let told = desk.run(&["verify"]).fails(74);
        assert!(told.contains("not looked at") || told.is_empty(), "{told}");
        let log = desk.read_log();
        let told = desk.run(&["intake", "--title", "x"]).fails(7);
        assert!(told.contains("writer is damaged") && told.contains("redress desk adopt"), "{told}");
        assert_eq!(desk.read_log(), log, "{broken}");
        desk.run(&["desk", "adopt", "--yes"]).ok();
        assert_eq!(desk.run(&["intake", "--title", "x"]).ok(), "HQ-2026-0004\n");
        desk.run(&["verify"]).ok();
    }
}

#[test]
fn copied_moved_and_fresh_folders() {
    let mut golden = Golden::default();
    let desk = three();
    let copy = desk.copied();
    golden.tell(&copy, "a copied folder", &["list", "--fields", "id,title"], 0);
    golden.tell(&copy, "a copied folder", &["verify", "--format", "csv"], 0);
    let told = copy.run(&["intake", "--title", "x"]).fails(7);
    assert!(told.contains("redress desk new CODE") && told.contains("redress desk adopt"), "{told}");
    assert!(copy.run(&["intake", "--title", "x", "--lang", "zh"]).fails(7).contains("本目录系复制或恢复所得"));
    copy.run(&["desk", "new", "SX"]).ok();
    assert_eq!(copy.run(&["intake", "--title", "x"]).ok(), "SX-2026-0001\n");
    copy.run(&["verify"]).ok();
    // A moved folder is detected too, and can adopt its own writer again.
    let moved = Desk::empty();
    std::fs::remove_dir(moved.path()).expect("empty");
    std::fs::rename(desk.path(), moved.path()).expect("moved");
    moved.run(&["intake", "--title", "x"]).fails(7);
    golden.tell(&moved, "without a word", &["desk", "adopt"], 1);
    moved.run(&["desk", "adopt", "--yes"]).ok();
    assert_eq!(moved.run(&["intake", "--title", "x"]).ok(), "HQ-2026-0004\n");
    moved.run(&["verify"]).ok();
    // A fresh clone has neither `.redress` nor `private`.
    let clone = Desk::empty();
    for folder in ["log", "policies"] {
        copy_folder(&moved.path().join(folder), &clone.path().join(folder));
    }
    copy_folder(&copy.path().join("log").join(copy.writer()), &clone.path().join("log").join(copy.writer()));
    for file in ["redress.toml", "directory.toml"] {
        std::fs::copy(moved.path().join(file), clone.path().join(file)).expect("copied");
    }
    golden.tell(&clone, "a fresh clone", &["list", "--fields", "id,title"], 0);
    golden.tell(&clone, "a fresh clone", &["intake", "--title", "x"], 7);
    golden.tell(&clone, "which of two", &["desk", "adopt", "--yes"], 2);
    golden.tell(&clone, "no such desk", &["desk", "adopt", "BJ", "--yes"], 2);
    clone.run(&["desk", "new", "TY"]).ok();
    assert_eq!(clone.run(&["intake", "--title", "x"]).ok(), "TY-2026-0001\n");
    clone.run(&["verify"]).ok();
    golden.is("bad_copies");
}

#[test]
fn without_the_redress_folder_reading_works_and_writing_hints_at_adopt() {
    let desk = three();
    let shown = desk.run(&["show", "1"]).ok();
    std::fs::remove_dir_all(desk.path().join(".redress")).expect("there");
    assert_eq!(desk.run(&["show", "1"]).ok(), shown);
    desk.run(&["verify"]).ok();
    let told = desk.run(&["intake", "--title", "x"]).fails(7);
    assert!(told.contains("redress desk adopt"), "{told}");
    desk.run(&["desk", "adopt", "--yes"]).ok();
    assert_eq!(desk.run(&["intake", "--title", "x"]).ok(), "HQ-2026-0004\n");
    desk.run(&["verify"]).ok();
    // Without head the whole log is checked once.
    std::fs::remove_file(desk.path().join(".redress/head")).expect("there");
    let ran = desk.run(&["intake", "--title", "x", "-v"]);
    assert!(ran.code == 0 && ran.err.contains(".redress/head"), "{}", ran.err);
    for broken in ["", "{}", "nonsense"] {
        desk.write(".redress/head", broken);
        desk.run(&["intake", "--title", "x"]).ok();
    }
    desk.run(&["verify"]).ok();
}

#[test]
fn a_missing_or_changed_snapshot_stops_decisions() {
    let mut golden = Golden::default();
    let desk = three();
    let old = files(&desk.path().join("policies"));
    desk.write(
        "redress.toml",
        desk.read("redress.toml") + "\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"2wd\"\nwarn = \"1wd\"\n",
    );
    desk.run(&["intake", "--title", "new", "--category", "attitude"]).ok();
    change(&old[0], |bytes| [&bytes[..], b" "].concat());
    golden.tell(&desk, "a snapshot that was changed", &["accept", "1"], 1);
    std::fs::remove_file(&old[0]).expect("there");
    golden.tell(&desk, "a snapshot that is gone", &["accept", "1"], 1);
    golden.tell(&desk, "a snapshot that is gone", &["explain", "1"], 1);
    golden.tell(&desk, "a snapshot that is gone", &["list", "--fields", "id,title"], 0);
    desk.run(&["accept", "4"]).ok();
    golden.is("bad_snapshot");
}

#[test]
fn a_lock_that_another_holds() {
    let mut golden = Golden::default();
    let desk = three();
    desk.run(&["config", "patience", "0"]).ok();
    let before = desk.bytes();
    let lock = File::options().write(true).open(desk.path().join(".redress/lock")).expect("the lock");
    lock.lock().expect("free");
    golden.tell(&desk, "a lock", &["intake", "--title", "x"], 75);
    golden.tell(&desk, "a lock", &["batch", "/dev/null"], 75);
    golden.tell(&desk, "a lock", &["list", "--fields", "id,title"], 0);
    assert_eq!(desk.bytes(), before);
    drop(lock);
    desk.run(&["config", "patience", "20"]).ok();
    // It waits for a lock that is released in time.
    let lock = File::options().write(true).open(desk.path().join(".redress/lock")).expect("the lock");
    lock.lock().expect("free");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| desk.run(&["intake", "--title", "x"]).ok());
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(lock);
        assert_eq!(waiting.join().expect("no panic"), "HQ-2026-0004\n");
    });
    golden.is("bad_busy");
}

#[test]
fn a_full_disk_records_nothing_or_all() {
    let desk = three();
    // The file may grow only to so many blocks of 512 bytes.
    let size = std::fs::metadata(segment(&desk)).expect("there").len();
    let long = "word ".repeat(2000);
    let mut refused = 0;
    for blocks in [size / 512 + 1, size / 512 + 4, size / 512 + 9] {
        let before = history(&desk);
        let script = format!("trap '' XFSZ; ulimit -f {blocks} && exec '{BIN}' note 1 \"$0\" --lang en");
        let Ok(output) = desk.command_of("sh").args(["-c", &script, &long]).output() else {
            return skipped("sh", "no shell");
        };
        let err = String::from_utf8_lossy(&output.stderr);
        if output.status.code() == Some(74) {
            assert!(err.contains("larger than is allowed") && err.contains("nothing was recorded"), "{err}");
            assert_eq!(history(&desk), before);
            refused += 1;
        }
        desk.run(&["verify"]).ok();
    }
    assert!(refused > 0 || cfg!(not(target_os = "linux")), "the limit did not bite");
    desk.run(&["note", "1", "after"]).ok();
    desk.run(&["verify"]).ok();
}

fn history(desk: &Desk) -> Vec<Vec<u8>> {
    ["log", "private"]
        .iter()
        .flat_map(|f| files(&desk.path().join(f)))
        .map(|f| std::fs::read(f).expect("readable"))
        .collect()
}

#[test]
fn output_that_cannot_be_written() {
    let mut golden = Golden::default();
    let desk = three();
    let Ok(full) = File::options().write(true).open("/dev/full") else { return skipped("dev-full", "no /dev/full") };
    let run = |words: &[&str]| {
        let full = full.try_clone().expect("a handle");
        let output: Output = desk
            .command()
            .args(words)
            .stdout(full)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .and_then(std::process::Child::wait_with_output)
            .expect("runs");
        crate::desk::Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::new(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    };
    for words in [&["list"][..], &["list", "--format", "xlsx"], &["show", "1"], &["verify"], &["help"]] {
        golden.tell_with(&desk, "a full disk", words, 74, run);
    }
    golden.tell(&desk, "a full disk", &["list", "-o", "/dev/full", "--format", "csv"], 74);
    golden.tell(&desk, "a full disk", &["show", "1", "-o", "/dev/full"], 74);
    golden.is("bad_output");
}

#[test]
fn a_full_file_system_is_reported_and_the_log_stays_sound() {
    let desk = Desk::empty();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(desk.path()).output();
    if !mounted.is_ok_and(|o| o.status.success()) {
        return skipped("mount", "no right to mount a small file system");
    }
    let result = std::panic::catch_unwind(|| {
        desk.run(&["init", ".", "--profile", "bank", "--desk", "HQ", "--simulated"]).ok();
        let long = "word ".repeat(3000);
        let mut acked = 0;
        let err = loop {
            let ran = desk.run(&["intake", "--title", &long, "--statement", &long]);
            match ran.code {
                0 => acked += 1,
                _ => break ran.fails(74),
            }
            assert!(acked < 100, "it never gets full");
        };
        assert!(err.contains("disk is full"), "{err}");
        assert_eq!(desk.run(&["list"]).ok().lines().count(), acked);
        desk.run(&["verify"]).ok();
        std::fs::write(desk.path().join("filler"), vec![0; 4096]).ok();
        std::fs::remove_file(desk.path().join("filler")).ok();
        // Whether there is room again or not, what is said is what is on record.
        let last = desk.run(&["intake", "--title", "x"]);
        assert!(matches!(last.code, 0 | 74), "{last:?}");
        assert_eq!(desk.run(&["list"]).ok().lines().count(), acked + usize::from(last.code == 0));
        desk.run(&["verify"]).ok();
    });
    let _ = Command::new("umount").arg(desk.path()).status();
    result.expect("as above");
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_can_be_read_and_refuses_writes() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let desk = three();
    let walk = |mode: fn(&std::fs::Metadata) -> u32| {
        let mut all = vec![desk.path().to_path_buf()];
        while let Some(path) = all.pop() {
            let meta = std::fs::metadata(&path).expect("there");
            if meta.is_dir() {
                all.extend(std::fs::read_dir(&path).expect("a folder").map(|e| e.expect("an entry").path()));
            }
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode(&meta))).expect("allowed");
        }
    };
    walk(|meta| if meta.is_dir() { 0o555 } else { 0o444 });
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
    let run = |words: &[&str]| {
        let mut command = desk.command();
        if root {
            // Root ignores permissions.
            command.uid(65534).gid(65534);
        }
        command.args(words).output()
    };
    if let Err(error) = run(&["list"]) {
        skipped("accounts", &format!("the program cannot be run as another user: {error}"));
    } else {
        let output = run(&["list"]).expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3);
        for words in [&["show", "1"][..], &["verify"], &["report", "overdue"], &["status"], &["log"]] {
            let output = run(words).expect("runs");
            assert_eq!(output.status.code(), Some(0), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let output = run(&["intake", "--title", "x"]).expect("runs");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(74), "{err}");
        assert!(err.contains("permission denied") && err.contains("nothing was recorded"), "{err}");
    }
    walk(|meta| if meta.is_dir() { 0o755 } else { 0o644 });
}

#[test]
fn a_private_folder_that_is_none() {
    let mut golden = Golden::default();
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "no private data"]).ok();
    std::fs::remove_dir_all(desk.path().join("private")).expect("there");
    desk.write("private", "");
    let before = history(&desk);
    golden.tell(&desk, "private is a file", &["intake", "--title", "x", "--name", "Wang Xiaoming"], 74);
    golden.tell(&desk, "private is a file", &["attach", "1", "redress.toml"], 74);
    golden.tell(&desk, "private is a file", &["list", "--fields", "id,title"], 0);
    assert_eq!(history(&desk), before);
    std::fs::remove_file(desk.path().join("private")).expect("there");
    desk.run(&["intake", "--title", "x", "--name", "Wang Xiaoming"]).ok();
    desk.run(&["verify"]).ok();
    golden.is("bad_private");
}

#[test]
fn verify_checks_attachments_and_their_digests_stay_private() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "letter"]).ok();
    let path = desk.write("outside/letter.txt", "what the customer wrote");
    desk.run(&["attach", "1", &path.display().to_string()]).ok();
    desk.run(&["verify"]).ok();
    let log: String =
        files(&desk.path().join("log")).iter().map(|f| std::fs::read_to_string(f).expect("a log")).collect();
    let digest = "cfae59f9f807dbba31d4dfba39ea1b3b78f5dfe62692cb85a4f54631094dfbbe";
    assert!(!log.contains("sha256") && !log.contains(digest), "who has the letter could tell it by its digest");
    let kept = files(&desk.path().join("private/files"));
    std::fs::write(&kept[0], "what somebody made of it").expect("a file");
    let found = || {
        let ran = desk.run(&["verify"]);
        assert_eq!(ran.code, 6, "{}", ran.err);
        ran.out
    };
    assert!(found().contains("is not the one that was attached"), "{}", found());
    std::fs::remove_file(&kept[0]).expect("there");
    assert!(found().contains("is not there"), "{}", found());
}
