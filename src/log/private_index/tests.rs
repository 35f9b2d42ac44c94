//! The keyed index on the in-memory file system: look-ups give what is recorded after every fault, and erased data has no row.

use super::super::erase::EraseTarget;
use super::super::error::LogError;
use super::super::faulty::{Fault, Faulty, Loss};
use super::super::layout::Position;
use super::super::needle::Needle;
use super::super::{Ack, Drafts};
use super::*;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const KEY: [u8; 32] = [7; 32];
const PROJECT: &str = "8c1f";

fn store(disk: &Faulty) -> Log {
    Log::open_on(Arc::new(disk.clone()), Path::new("/project"), None, "machine")
}

/// A project with one event per number, which holds the number on the private side. Every other event has it in the log too.
fn told(numbers: &[&str]) -> (Faulty, Log, Vec<Ack>) {
    let disk = Faulty::new(Path::new("/project"));
    let store = store(&disk);
    store.create(PROJECT, "HQ", "3fa9c2d1").expect("created");
    let acks = tell(&store, numbers);
    (disk, store, acks)
}

fn tell(store: &Log, numbers: &[&str]) -> Vec<Ack> {
    let mut drafts = Drafts::default();
    for (place, number) in numbers.iter().enumerate() {
        let text = if place % 2 == 1 { format!(r#""note":"rang {number}""#) } else { String::new() };
        let members = r#""at":"2026-11-23","by":"li.na","case":"HQ-2026-000042","seq":1,"noted":{"on":"2026-11-20"}"#;
        let parts = [members.to_string(), text, format!(r#""phone":"{number}""#)];
        drafts.add(|part, out| out.extend(parts[part].as_bytes()));
    }
    let mut salt = 0u8;
    let mut salts = || {
        salt += 1;
        [salt; 16]
    };
    store.begin(Duration::ZERO).expect("begun").commit(&drafts, (2026, 11), &mut salts, "{}").expect("written")
}

fn keep(store: &Log) -> bool {
    store.keep_private_index(PROJECT, (KEY, false), &|| true).expect("kept")
}

/// How many private lines and events are found for a number, and whether these are all; `None` if the index cannot tell.
fn find(store: &Log, number: &str) -> Option<(usize, usize, bool)> {
    let state = store.private_index(PROJECT).expect("readable");
    let needle = Needle::bytes(number.as_bytes());
    let places = state.find(store, &needle, &of_word(number)).expect("readable")?;
    Some((places.sealed.len(), places.events.len(), places.is_all))
}

fn rows(store: &Log) -> Vec<Row> {
    Entries::open(store).and_then(|entries| entries.all()).expect("an index")
}

#[test]
fn numbers_are_found_on_both_sides_and_beyond_the_index() {
    let (_, store, _) = told(&["13800138000", "13911112222"]);
    assert_eq!(find(&store, "13800138000"), None, "there is no index yet");
    assert!(keep(&store));
    assert_eq!(find(&store, "13800138000"), Some((1, 1, true)));
    assert_eq!(find(&store, "3911112"), Some((1, 1, true)));
    assert_eq!(find(&store, "13700000000"), Some((0, 0, true)));
    tell(&store, &["13800138000"]);
    let state = store.private_index(PROJECT).expect("readable");
    assert!(state.is_there() && state.is_due(0) && !state.is_due(1 << 20));
    assert_eq!(find(&store, "13800138000"), Some((2, 1, true)), "the new line is found, its event is looked for");
    let before = rows(&store).len();
    assert!(keep(&store) && rows(&store).len() > before);
    assert_eq!(find(&store, "13800138000"), Some((2, 2, true)));
    assert!(!store.private_index(PROJECT).expect("readable").is_due(0));
}

#[test]
fn numbers_like_dates_or_case_names_are_left_to_the_log() {
    let (_, store, _) = told(&["20261120", "82026112099"]);
    assert!(keep(&store));
    for (number, is_all) in [("20261120", false), ("2026000042", false), ("82026112099", true), ("20261121", true)] {
        assert_eq!(find(&store, number).map(|found| found.2), Some(is_all), "{number}");
    }
}

#[test]
fn a_damaged_index_is_not_used_and_is_rebuilt() {
    let (disk, store, _) = told(&["13800138000", "13911112222", "13722223333"]);
    assert!(keep(&store));
    let (path, key) = (store.entries_path(), store.key_path());
    let sound = disk.bytes(&path).expect("an index");
    let (wanted, found) = (Some((1, 1, true)), || find(&store, "13800138000"));
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        disk.put(&path, &bytes);
        assert_eq!(found(), None, "byte {at}");
    }
    for bytes in
        [&sound[..sound.len() - 1], &sound[..BLOCK], &sound[..HEADER], &sound[..9], b"", &[&sound[..], b"x"].concat()]
    {
        disk.put(&path, bytes);
        assert_eq!(found(), None, "{} bytes", bytes.len());
    }
    assert!(keep(&store));
    assert_eq!(found(), wanted);
    for bytes in [&[0; 32][..], &[1; 32], b"short", b""] {
        disk.put(&key, bytes);
        assert_eq!(found(), None, "a key of {} bytes", bytes.len());
        assert!(keep(&store));
        assert_eq!(found(), wanted);
    }
    let other = store.private_index("another").expect("readable");
    assert!(!other.is_there());
}

#[test]
fn an_index_of_another_log_is_not_used() {
    let (disk, store, _) = told(&["13800138000"]);
    assert!(keep(&store));
    let (other_disk, other, _) = told(&["13911112222", "13722223333"]);
    for path in [store.entries_path(), store.key_path()] {
        other_disk.put(&path, &disk.bytes(&path).expect("there"));
    }
    assert_eq!(find(&other, "13911112222"), None);
    // A private side that is shorter, or missing.
    let private = disk.files().into_iter().find(|path| path.to_string_lossy().contains("/private/HQ-")).expect("there");
    disk.put(&private, b"");
    assert_eq!(find(&store, "13800138000"), None);
    disk.take(&private);
    assert_eq!(find(&store, "13800138000"), None);
}

#[test]
fn private_lines_added_to_a_covered_event_are_found() {
    let (disk, store, _) = told(&["13800138000", "13911112222"]);
    let private = disk.files().into_iter().find(|path| path.to_string_lossy().contains("/private/HQ-")).expect("there");
    let whole = disk.bytes(&private).expect("there");
    disk.put(&private, &whole[..=whole.iter().position(|b| *b == b'\n').expect("a line")]);
    assert!(keep(&store));
    disk.put(&private, &whole);
    let state = store.private_index(PROJECT).expect("readable");
    let number = Needle::bytes(b"13911112222");
    let places = state.find(&store, &number, &of_word("13911112222")).expect("readable").expect("an index");
    assert_eq!((places.sealed.len(), places.segments.len(), state.is_doubtful()), (1, 1, true));
    assert!(keep(&store));
    assert!(!store.private_index(PROJECT).expect("readable").is_due(0), "all of it is in the index");
}

#[test]
fn an_index_is_discarded_if_something_was_erased_meanwhile() {
    let (disk, store, _) = told(&["13800138000"]);
    assert!(!store.keep_private_index(PROJECT, (KEY, false), &|| false).expect("kept"));
    let names: Vec<_> = disk.files().into_iter().filter(|path| path.to_string_lossy().contains("/index/")).collect();
    assert_eq!(names, [store.key_path()]);
}

/// How many rows the windows of a number have, with the test's key.
fn rows_of(store: &Log, number: &str) -> usize {
    let key = Key::new(&KEY).expect("a key");
    let tags: Vec<[u8; 8]> = of_word(number).iter().map(|window| key.tag(window)).collect();
    let rows = Entries::open(store).and_then(|entries| entries.all()).unwrap_or_default();
    rows.iter().filter(|row| tags.iter().any(|tag| row.starts_with(tag))).count()
}

fn erase(store: &Log, position: Position, (text, private): (bool, bool)) -> Result<(), LogError> {
    let done = store.begin(Duration::ZERO)?.erase(&[EraseTarget { position, text, private }])?;
    assert_eq!(done.damaged, None);
    Ok(())
}

#[test]
fn erasing_removes_the_rows_of_erased_lines_only() {
    let (disk, store, acks) = told(&["13800138000", "13911112222", "13722223333"]);
    assert!(keep(&store));
    let draft = store.index_folder().join("entries.9.tmp");
    disk.put(&draft, b"of another process");
    assert_eq!(["13800138000", "13911112222"].map(|number| rows_of(&store, number)), [5, 10]);
    erase(&store, acks[0].position, (false, true)).expect("erased");
    erase(&store, acks[1].position, (true, false)).expect("erased");
    assert_eq!(["13800138000", "13911112222"].map(|number| rows_of(&store, number)), [0, 5]);
    assert_eq!((disk.bytes(&draft), disk.bytes(&store.key_path())), (None, Some(KEY.to_vec())));
    assert_eq!(find(&store, "13722223333"), Some((1, 1, true)), "the index is still of use");
    disk.put(&store.entries_path(), b"nobody knows what");
    erase(&store, acks[1].position, (true, true)).expect("erased");
    assert_eq!(disk.bytes(&store.entries_path()), None);
}

#[test]
fn an_interrupted_erasure_leaves_no_row_once_repeated() {
    let (base, first, acks) = told(&["13800138000", "13911112222"]);
    assert!(keep(&first));
    for (fault, loss) in [
        (Fault::Fail, Loss::Nothing),
        (Fault::Full, Loss::Half),
        (Fault::Crash, Loss::All),
        (Fault::Crash, Loss::Nothing),
        (Fault::Crash, Loss::Names),
    ] {
        let whole = (1..400).find(|&k| {
            let disk = base.fork();
            disk.plan(k, fault);
            let done = erase(&store(&disk), acks[1].position, (true, true)).is_ok();
            let struck = disk.struck();
            disk.heal();
            disk.restart(loss);
            if !done {
                erase(&store(&disk), acks[1].position, (true, true)).expect("finished");
            }
            disk.restart(Loss::All);
            let store = store(&disk);
            assert_eq!(rows_of(&store, "13911112222"), 0, "at {k} {fault:?} {loss:?}");
            // An index that could not be read was deleted.
            let there = disk.bytes(&store.entries_path()).is_some();
            let wanted = there.then_some((1, 1, true));
            assert_eq!(find(&store, "13800138000"), wanted, "at {k} {fault:?} {loss:?}");
            assert!(there || struck);
            !struck
        });
        assert!(whole.is_some_and(|k| k > 10), "{fault:?}");
    }
}

#[test]
fn building_the_index_survives_a_fault_at_every_operation() {
    let (base, _, _) = told(&["13800138000", "13911112222"]);
    for (fault, loss) in [
        (Fault::Fail, Loss::Nothing),
        (Fault::Full, Loss::Half),
        (Fault::Crash, Loss::All),
        (Fault::Crash, Loss::Names),
    ] {
        let whole = (1..400).find(|&k| {
            let disk = base.fork();
            disk.plan(k, fault);
            let _ = store(&disk).keep_private_index(PROJECT, (KEY, false), &|| true);
            let struck = disk.struck();
            disk.heal();
            disk.restart(loss);
            let store = store(&disk);
            let wanted = Some((1, 1, true));
            assert!([None, wanted].contains(&find(&store, "13800138000")), "at {k} {fault:?}");
            assert!(keep(&store));
            assert_eq!(find(&store, "13800138000"), wanted, "at {k} {fault:?}");
            !struck
        });
        assert!(whole.is_some_and(|k| k > 10), "{fault:?}");
    }
}
