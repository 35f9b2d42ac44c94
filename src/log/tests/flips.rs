//! `design.md` §6.6: `verify` finds every single-bit flip in a log or in `private/`, with file and line.

#![allow(clippy::cast_possible_truncation, reason = "numbers of a test are small")]

use super::*;

/// A log of two segments with texts and private lines, some of them erased.
fn small() -> (Faulty, Log) {
    let (disk, store) = created();
    let first = commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    commit(&store, &[draft("b", true, true), draft("c", false, true)], DECEMBER).expect("written");
    let target = EraseTarget { position: first[0].position, text: true, private: true };
    begin(&store).erase(&[target]).expect("erased");
    let report = verify(&store);
    assert_eq!((report.findings.len(), report.erased.len(), report.texts, report.private), (0, 2, 1, 2));
    (disk, store)
}

/// Flips every bit of the log and the private side, one at a time.
fn each_flip(disk: &Faulty, store: &Log, mut check: impl FnMut(&PathBuf, u32, &VerifyReport)) {
    for (path, bytes) in content(disk) {
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            disk.put(&path, &flipped);
            let line = bytes[..bit / 8].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
            check(&path, line, &verify(store));
        }
        disk.put(&path, &bytes);
    }
}

#[test]
fn every_bit_flip_is_reported_as_damage_in_its_file_and_line() {
    let (disk, store) = small();
    each_flip(&disk, &store, |path, line, report| {
        let first = report.findings.iter().find(|finding| finding.file == *path);
        let found = first.map(|finding| (finding.world, finding.line));
        assert_eq!(found, Some((World::Damage, line)), "{}: {:?}", path.display(), report.findings);
    });
    assert_eq!(verify(&store).findings, Vec::new());
}

#[test]
fn every_bit_flip_is_found_without_a_head_too() {
    let (disk, store) = small();
    disk.take(&store.layout.head());
    each_flip(&disk, &store, |path, line, report| {
        assert!(report.findings.iter().any(|f| f.file == *path && f.line == line), "{}:{line}", path.display());
    });
}

#[test]
fn a_verifying_scan_reports_the_damaged_line() {
    let (disk, store) = small();
    let (path, mut bytes) = content(&disk).into_iter().next().expect("a segment");
    let at = memchr::memmem::find(&bytes, b"li.na").expect("there");
    bytes[at] ^= 1;
    disk.put(&path, &bytes);
    match keys(&store, Scan { verify: true, ..Scan::default() }) {
        Err(LogError::Damaged(found)) => assert_eq!((found.file, found.line), (path, 2)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn check_lines_finds_every_bit_flip_in_a_single_line() {
    let (disk, store) = small();
    let mut places = Vec::new();
    let read = store.scan(Scan::default(), &mut |line| {
        places.push(line.position);
        ControlFlow::Continue(())
    });
    read.expect("readable");
    assert_eq!(store.check_lines(&places, &[]).expect("readable"), []);
    for (path, bytes) in content(&disk).into_iter().filter(|(path, _)| path.starts_with("/project/log")) {
        for bit in 0..bytes.len() * 8 {
            let line = bytes[..bit / 8].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
            // Skip headers, which are not checked here; and a flipped line break joins two lines.
            let Some(at) =
                places.iter().find(|at| store.layout.segment(at.writer, at.segment) == path && at.line == line)
            else {
                continue;
            };
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            disk.put(&path, &flipped);
            match store.check_lines(&[*at], &[]) {
                Ok(found) => assert!(matches!(&found[..], [(0, found)] if found.line == line), "{bit}: {found:?}"),
                Err(LogError::NoLine { .. }) => assert_eq!(bytes[bit / 8], b'\n'),
                Err(error) => panic!("{error:?}"),
            }
        }
        disk.put(&path, &bytes);
    }
}

/// Changes the author in a line and recomputes its hash.
fn forged(bytes: &[u8], line: usize) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let text = String::from_utf8(lines[line - 1].clone()).expect("UTF-8").replacen("li.na", "bo.na", 1);
    let (before, at) = (lines[line - 2].clone(), text.find(",\"hash\":\"").expect("a hash"));
    let previous = Line::split(before.trim_ascii_end()).expect("a line").hash;
    let hash = crate::log::hash::chain(previous, &text.as_bytes()[..at]).to_string();
    lines[line - 1] = [&text[..at + 9], &hash, &text[at + 9 + 64..]].concat().into_bytes();
    lines.concat()
}

#[test]
fn a_forged_line_is_found_by_the_next_line_or_by_head() {
    let (disk, store) = created();
    let drafts = [draft("a", true, true), draft("b", true, true), draft("c", false, true)];
    let acks = commit(&store, &drafts, NOVEMBER).expect("written");
    let (path, bytes) = content(&disk).into_iter().next().expect("a segment");
    for (line, kind) in [(2, "next"), (3, "next"), (4, "other")] {
        disk.put(&path, &forged(&bytes, line));
        let place = acks[line - 2].position;
        let found = store.check_lines(&[place], &[]).expect("readable");
        let as_said = |found: &FindingKind| match kind {
            "next" => *found == FindingKind::Next,
            _ => matches!(found, FindingKind::OtherAtHead { .. }),
        };
        assert!(matches!(&found[..], [(0, it)] if it.line == line as u32 && as_said(&it.kind)), "{line}: {found:?}");
        assert!(!verify(&store).is_sound(), "{line}");
    }
    disk.put(&path, &bytes);
    assert!(verify(&store).is_sound());
}

#[test]
fn a_changed_hash_is_reported_on_its_own_line_only() {
    let (disk, store) = created();
    let drafts = [draft("a", true, true), draft("b", true, true), draft("c", false, true)];
    let acks = commit(&store, &drafts, NOVEMBER).expect("written");
    let (path, bytes) = content(&disk).into_iter().next().expect("a segment");
    let all: Vec<Position> = acks.iter().map(|ack| ack.position).collect();
    let mut start = 0;
    for (number, line) in (1..).zip(bytes.split_inclusive(|b| *b == b'\n')) {
        let at = start + memchr::memmem::find(line, b",\"hash\":\"").expect("a hash") + 9;
        start += line.len();
        let mut changed = bytes.clone();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        disk.put(&path, &changed);
        let lines: Vec<u32> =
            verify(&store).findings.iter().filter(|f| f.world == World::Damage).map(|f| f.line).collect();
        let expected = if number == 4 { Vec::new() } else { vec![number] };
        // For the last line head reports that its hash is another.
        assert_eq!(lines.into_iter().filter(|line| *line != 4).collect::<Vec<_>>(), expected);
        let found = store.check_lines(&all, &[]).expect("readable");
        let found: Vec<u32> = found.iter().map(|(_, found)| found.line).collect();
        // A header is checked with the log, not with a case. The line before the changed one is reported too.
        assert!(number == 1 || found.contains(&number), "{number}: {found:?}");
        assert!(found.iter().all(|line| *line == number || *line + 1 == number || number == 1), "{number}: {found:?}");
    }
}

#[test]
fn a_million_empty_lines_give_one_finding() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    store.rebind_new("8c1f", "SX", "00000002").expect("bound");
    let (path, bytes) =
        content(&disk).into_iter().find(|(p, _)| p.starts_with("/project/log/HQ-3fa9c2d1")).expect("a segment");
    disk.put(&path, &[&bytes[..], &vec![b'\n'; 1_000_000]].concat());
    let found: Vec<_> = verify(&store).findings.into_iter().map(|f| (f.line, f.kind)).collect();
    assert!(matches!(found[..], [(3, FindingKind::NoLines { lines: 1_000_000, .. })]), "{found:?}");
    let damage = std::cell::RefCell::new(Vec::new());
    let read = keys(&store, Scan { damage: Some(&damage), ..Scan::default() }).expect("readable");
    let damage = damage.into_inner();
    assert_eq!((read, damage.len()), (vec!["a".to_string()], 1), "{damage:?}");
}
