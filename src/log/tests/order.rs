//! `design.md` §6.3 at the level of lines: the same order, however the events are spread over writers and segments.

use super::*;
use proptest::prelude::*;

pub(super) const WRITERS: [&str; 3] = ["HQ-3fa9c2d1", "HQ-00000001", "TY-ffffffff"];

/// One commit of one of the writers.
pub(super) fn commit_as(store: &Log, writer: usize, drafts: &[Draft], month: (i32, u32)) {
    store.adopt("8c1f", WriterName::parse(WRITERS[writer]).expect("valid")).expect("bound");
    // If the log was tampered with, the commit is refused, which is fine too.
    let _ = commit(store, drafts, month);
}

/// Makes one commit per entry (writer, number of events, in December or not), all in one folder.
pub(super) fn write(commits: &[(usize, usize, bool)]) -> (Faulty, Log) {
    let (disk, store) = created();
    for (at, &(writer, events, later)) in commits.iter().enumerate() {
        store.adopt("8c1f", WriterName::parse(WRITERS[writer]).expect("valid")).expect("bound");
        let drafts: Vec<_> = (0..events).map(|i| draft(&format!("{at}.{i}"), i % 2 == 0, i % 3 == 0)).collect();
        let before = content(&disk);
        commit(&store, &drafts, if later { DECEMBER } else { NOVEMBER }).expect("written");
        for (path, bytes) in before {
            let after = disk.bytes(&path).expect("nothing is taken away");
            let own = path.to_string_lossy().contains(WRITERS[writer]);
            assert!(if own { after.starts_with(&bytes) } else { after == bytes }, "{} changed", path.display());
        }
    }
    (disk, store)
}

/// The order by its definition: the lines of all segments, sorted.
fn sorted(disk: &Faulty, seed: usize) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = content(disk).into_iter().filter(|(path, _)| path.starts_with("/project/log")).collect();
    let turn = seed % files.len().max(1);
    files.rotate_left(turn);
    let mut lines = Vec::new();
    for (path, bytes) in files {
        let writer = path.parent().and_then(|p| p.file_name()).expect("a folder").to_string_lossy().into_owned();
        for line in bytes.split(|&b| b == b'\n').filter(|l| !l.is_empty() && !line::is_header(l)) {
            let json: serde_json::Value = serde_json::from_slice(line).expect("JSON");
            let (desk, id) = writer.split_once('-').expect("a writer");
            lines.push((json["n"].as_u64().expect("n"), desk.to_string(), id.to_string(), line.to_vec()));
        }
    }
    lines.sort();
    lines.into_iter().map(|(.., line)| line).collect()
}

fn scanned(store: &Log, after: &[Mark], stop: usize) -> (Vec<Vec<u8>>, Vec<Mark>) {
    let mut lines = Vec::new();
    let marks = store.scan(Scan { verify: true, after, damage: None }, &mut |line| {
        assert_eq!(store.line_at(line.position).expect("there"), line.bytes);
        lines.push(line.bytes.to_vec());
        if lines.len() == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    (lines, marks.expect("sound"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn events_have_the_same_order_in_any_split_over_writers(
        commits in prop::collection::vec((0..3usize, 1..5usize, any::<bool>()), 1..12),
        seed in any::<usize>(),
    ) {
        let (disk, store) = write(&commits);
        let (all, marks) = scanned(&store, &[], usize::MAX);
        prop_assert_eq!(&all, &sorted(&disk, seed));
        prop_assert!(marks.iter().all(|mark| store.holds(mark).expect("readable")));
        prop_assert_eq!(verify(&store).findings, vec![]);
        // Stopping anywhere and continuing from the marks gives the same lines.
        let stop = 1 + seed % all.len();
        let (mut part, marks) = scanned(&store, &[], stop);
        part.extend(scanned(&store, &marks, usize::MAX).0);
        prop_assert_eq!(&part, &all);
    }
}

#[test]
fn the_next_event_number_is_above_those_of_all_writers() {
    let (_, store) = write(&[(0, 3, false), (1, 1, false)]);
    store.adopt("8c1f", WriterName::parse(WRITERS[2]).expect("valid")).expect("bound");
    assert_eq!(begin(&store).greatest(), 4);
    assert_eq!(commit(&store, &[draft("x", false, false)], NOVEMBER).expect("written")[0].n, 5);
}

#[test]
fn readers_ignore_an_unfinished_last_commit() {
    for own in [true, false] {
        let (disk, store) = write(&[(0, 1, false), (0, 4, false)]);
        if !own {
            store.adopt("8c1f", WriterName::parse(WRITERS[1]).expect("valid")).expect("bound");
        }
        let (path, bytes) = content(&disk).into_iter().next().expect("a segment");
        let ends: Vec<_> = memchr::memchr_iter(b'\n', &bytes).map(|at| at + 1).collect();
        let whole = |len: usize| {
            if len < ends[1] {
                0
            } else if len < bytes.len() {
                1
            } else {
                5
            }
        };
        disk.take(&store.layout.head());
        for len in 0..=bytes.len() {
            disk.put(&path, &bytes[..len]);
            let found = keys(&store, Scan::default()).expect("a reader never fails");
            assert_eq!(found.len(), whole(len), "cut to {len}, own: {own}");
        }
    }
}

#[test]
fn a_segment_over_8_mib_is_followed_by_a_new_one() {
    let (_, store) = created();
    let mut big = draft("big", false, false);
    big.text = format!(r#""note":"{}""#, "x".repeat(3 << 20));
    let mut tx = begin(&store);
    let mut segment = |month| {
        let acks = tx.commit(&all(std::slice::from_ref(&big)), month, &mut salts(), "").expect("written");
        acks[0].position.segment.to_string()
    };
    let months = [DECEMBER, NOVEMBER, NOVEMBER, NOVEMBER, (2027, 1)];
    let names = ["2026-12.0001", "2026-12.0001", "2026-12.0001", "2026-12.0002", "2027-01.0003"];
    assert_eq!(months.map(&mut segment), names);
    assert_eq!(keys(&store, Scan::default()).expect("sound").len(), 5);
    assert_eq!(verify(&store).findings, Vec::new());
}
