//! `since` with stamps gives the same result as `since` without, and its cost does not grow with the log.

use super::order::{WRITERS, commit_as};
use super::*;
use proptest::prelude::*;

/// Marks at the end of each log, without and with stamps.
fn marks(store: &Log) -> (Vec<Mark>, Vec<Mark>) {
    let plain = store.scan(Scan::default(), &mut |_| ControlFlow::Continue(())).expect("sound");
    let stamped = plain.iter().map(|mark| store.stamped(mark).expect("readable").expect("there")).collect();
    (plain, stamped)
}

/// Changes the log after marks were taken, in one of several ways.
fn change(disk: &Faulty, store: &Log, (what, seed): (u8, usize)) {
    let files: Vec<_> = content(disk).into_iter().filter(|(path, _)| path.starts_with("/project/log")).collect();
    let (path, mut bytes) = files[seed % files.len()].clone();
    match what {
        0 => commit_as(store, seed % WRITERS.len(), &[draft("new", true, true)], NOVEMBER),
        1 => commit_as(store, seed % WRITERS.len(), &[draft("new", true, false)], (2027, 3)),
        2 => {
            // Keeps the length: a change in the last line, or anywhere.
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
    fn since_gives_the_same_result_with_and_without_stamps(
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
        // Compared as bytes: a changed line may no longer be JSON.
        let told = |after: &[Mark]| {
            let mut lines = Vec::new();
            let end = store.scan(Scan { after, ..Scan::default() }, &mut |line| {
                lines.push(line.bytes.to_vec());
                ControlFlow::Continue(())
            });
            (lines, end.map(|_| ()).map_err(|e| format!("{e:?}")))
        };
        if store.since(&plain).expect("readable").is_some() {
            prop_assert_eq!(told(&stamped), told(&plain));
        }
    }
}

#[test]
fn since_and_begin_cost_the_same_for_any_number_of_segments() {
    let cost = |segments: usize| {
        let (disk, store) = created();
        let month = |month: usize| {
            (2020 + i32::try_from(month / 12).expect("small"), 1 + u32::try_from(month % 12).expect("small"))
        };
        // Two commits in each segment: the folder stamps taken after a new segment are stored with the next commit.
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
    // Three listings of the folder that holds the writers' folders (one per call), and one of the saved heads.
    assert_eq!((cost(1), cost(60)), (4, 4));
}
