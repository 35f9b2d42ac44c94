//! Tests on the real file system: many threads at once, the files for git, and checking a log with the shell script.

#![allow(clippy::disallowed_macros)] // tests print what they skip

use super::*;
use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

fn project() -> (tempfile::TempDir, Log) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let store = Log::open(dir.path(), None, "machine");
    store.create("8c1f", "HQ", "3fa9c2d1").expect("created");
    (dir, store)
}

#[test]
fn parallel_writers_lose_nothing_and_readers_never_fail() {
    let (_dir, store) = project();
    let stop = AtomicBool::new(false);
    let write = |thread: usize| {
        for at in 0..5 {
            let drafts = [draft(&format!("{thread}.{at}"), true, at == 0), draft("second", false, false)];
            let mut tx = store.begin(Duration::from_mins(1)).expect("its turn comes");
            tx.commit(&all(&drafts), NOVEMBER, &mut salts(), "").expect("written");
        }
    };
    let read = || {
        while !stop.load(Ordering::Relaxed) {
            let found = keys(&store, Scan { verify: true, ..Scan::default() }).expect("a reader never fails");
            assert_eq!(found.len() % 2, 0, "half a commit was seen");
            let report = verify(&store);
            assert!(report.is_sound(), "{:?}", report.findings);
        }
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        let writers: Vec<_> = (0..8).map(|thread| scope.spawn(move || write(thread))).collect();
        let ended: Vec<_> = writers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        stop.store(true, Ordering::Relaxed);
        assert!(ended.into_iter().all(|end| end.is_ok()));
        readers.into_iter().for_each(|reader| reader.join().expect("no reader fails"));
    });
    assert_eq!(keys(&store, Scan::default()).expect("sound").len(), 80);
    assert_eq!(verify(&store).findings, Vec::new());
}

#[test]
fn a_new_project_writes_gitignore_and_gitattributes() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join(".gitignore"), "target\n/private/").expect("written");
    let store = Log::open(dir.path(), Some(Path::new("secret/side")), "machine");
    fs::create_dir(dir.path().join("secret")).expect("made");
    store.create("8c1f", "HQ", "3fa9c2d1").expect("created");
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).expect("there");
    assert_eq!(read(".gitignore"), "target\n/private/\n/.redress/\n/secret/side/\n");
    assert_eq!(read(".gitattributes"), "log/** -text -merge\npolicies/** -text\ncalendars/** -text\n");
    assert!(store.binding().expect("readable").is_some());
}

#[test]
#[cfg(unix)]
fn a_copied_machine_folder_at_the_original_path_is_detected() {
    let (dir, store) = project();
    commit(&store, &[draft("a", false, true)], NOVEMBER).expect("written");
    let mode = |path: PathBuf| std::os::unix::fs::MetadataExt::mode(&fs::metadata(path).expect("there")) & 0o777;
    let writer = WriterName::parse("HQ-3fa9c2d1").expect("valid");
    let segment = SegmentName::parse("2026-11.0001").expect("valid");
    assert_eq!(mode(store.layout.private_folder(writer)), 0o700);
    assert_eq!(mode(store.layout.private_segment(writer, segment)), 0o600);
    let (original, machine) = (dir.path().join("original"), store.layout.machine());
    fs::rename(&machine, &original).expect("moved");
    fs::create_dir(&machine).expect("made");
    for name in ["writer", "lock", "head"] {
        fs::copy(original.join(name), machine.join(name)).expect("copied");
    }
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::Copied { .. })));
}

/// Whether `docs/verify.sh` accepts a segment that follows this hash.
fn shell(segment: &Path, previous: &str) -> bool {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verify.sh");
    let status = Command::new("sh").arg(script).arg(segment).arg(previous).output();
    status.expect("sh runs").status.success()
}

#[test]
fn the_shell_script_verifies_a_log() {
    if Command::new("sha256sum").arg("--version").output().is_err() {
        return crate::skipped::skipped("sha256sum", "no sha256sum");
    }
    let (_dir, store) = project();
    let odd = Draft { text: r#""note":"a\\b %s $(x) \"q\" ,}}"#.to_string() + "\"", ..draft("odd", false, false) };
    let first = commit(&store, &[draft("a", true, true), odd], NOVEMBER).expect("written");
    let second = commit(&store, &[draft("b", true, false), draft("c", false, false)], DECEMBER).expect("written");
    let erase = EraseTarget { position: first[0].position, text: true, private: true };
    begin(&store).erase(&[erase]).expect("erased");
    let path = |ack: &Ack| store.layout.segment(ack.position.writer, ack.position.segment);
    let (one, two) = (path(&first[0]), path(&second[0]));
    assert!(shell(&one, ""));
    assert!(shell(&two, &first[1].hash.to_string()));
    assert!(!shell(&two, &second[0].hash.to_string()));
    let good = fs::read_to_string(&one).expect("there");
    for (from, to) in [("li.na", "li.nb"), ("%s", "%d"), ("\"hash\":\"", "\"hash\":\"0"), ("\"}\n", "\"}")] {
        assert!(good.contains(from), "{from}");
        fs::write(&one, good.replacen(from, to, 1)).expect("written");
        assert!(!shell(&one, ""), "{from} → {to} was not noticed");
    }
    fs::write(&one, good.trim_end()).expect("written");
    assert!(!shell(&one, ""), "an unfinished line was not noticed");
}
