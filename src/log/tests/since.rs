//! What is new since a mark is the same whether stamps tell it or everything is looked at; and stamps tell it at a price that does
//! not grow.

use super::order::{WRITERS, commit_as};
use super::*;
use proptest::prelude::*;

/// Marks at the end, plain and stamped.
fn marks(store: &Log) -> (Vec<Mark>, Vec<Mark>) {
    let plain = store.scan(Scan::default(), &mut |_| ControlFlow::Continue(())).expect("sound");
    let stamped = plain.iter().map(|mark| store.stamped(mark).expect("readable").expect("there")).collect();
    (plain, stamped)
}

/// What can happen to a log behind a mark's back.
fn change(disk: &Faulty, store: &Log, (what, seed): (u8, usize)) {
    let files: Vec<_> = content(disk).into_iter().filter(|(path, _)| path.starts_with("/project/log")).collect();
    let (path, mut bytes) = files[seed % files.len()].clone();
    match what {
        0 => commit_as(store, seed % WRITERS.len(), &[draft("new", true, true)], NOVEMBER),
        1 => commit_as(store, seed % WRITERS.len(), &[draft("new", true, false)], (2027, 3)),
        2 => {
            // As long as before: in its last line, or anywhere.
            let at = if seed % 2 == 0 { bytes.len() - 2 } else { seed % bytes.len() };
            bytes[at] ^= 1;
            disk.put(&path, &bytes);
        }
        3 => disk.take(&path),
        4 => disk.put(&path, &bytes[..seed % bytes.len()]),
        5 => disk.put(&path.with_file_name(format!("2027-04.{:04}.jsonl", 1 + seed % 6)), &bytes),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stamps_say_what_a_look_at_everything_says(
        commits in prop::collection::vec((0..3usize, 1..4usize, any::<bool>()), 1..10),
        changes in prop::collection::vec((0..7u8, any::<usize>()), 0..4),
    ) {
        let (disk, store) = order::write(&commits);
        let (plain, stamped) = marks(&store);
        for &one in &changes {
            if !content(&disk).keys().any(|path| path.starts_with("/project/log")) {
                break;
            }
            change(&disk, &store, one);
            prop_assert_eq!(store.since(&stamped).expect("readable"), store.since(&plain).expect("readable"), "{:?}", one);
        }
        // As bytes: a changed line need not be JSON any more.
        let told = |after: &[Mark]| {
            let mut lines = Vec::new();
            let end = store.scan(Scan { after, ..Scan::default() }, &mut |line| {
                lines.push(line.bytes.to_vec());
                ControlFlow::Continue(())
            });
            (lines, end.map(|_| ()).map_err(|e| e.to_string()))
        };
        if store.since(&plain).expect("readable").is_some() {
            prop_assert_eq!(told(&stamped), told(&plain));
        }
    }
}

#[test]
fn looking_and_beginning_cost_the_same_however_many_segments_there_are() {
    let cost = |segments: usize| {
        let (disk, store) = created();
        let month = |month: usize| {
            (2020 + i32::try_from(month / 12).expect("small"), 1 + u32::try_from(month % 12).expect("small"))
        };
        // Two in each: how the folders stand once there is a segment is kept with the commit after.
        for at in (0..segments).flat_map(|at| [at, at]) {
            commit(&store, &[draft("a", true, true)], month(at)).expect("written");
        }
        let (_, stamped) = marks(&store);
        disk.watch_listings();
        assert_eq!(store.since(&stamped).expect("readable"), Some(0));
        assert_eq!(keys(&store, Scan { after: &stamped, ..Scan::default() }).expect("sound"), Vec::<String>::new());
        drop(begin(&store));
        disk.listed()
    };
    // The one folder that holds the writers' folders, once for each of the three; and that of heads that were left.
    assert_eq!((cost(1), cost(60)), (4, 4));
}
