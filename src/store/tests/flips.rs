//! `design.md` §6.6: every single-bit flip in a log or in `private/` is found, with file and line.

use super::*;

/// Two segments; texts and private lines, some of them erased.
fn small() -> (Faulty, Store) {
    let (disk, store) = created();
    let first = commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    commit(&store, &[draft("b", true, true), draft("c", false, true)], DECEMBER).expect("written");
    let target = EraseTarget { position: first[0].position, text: true, private: true };
    begin(&store).erase(&[target]).expect("erased");
    let report = verify(&store);
    assert_eq!((report.findings.len(), report.erased.len(), report.texts, report.private), (0, 2, 1, 2));
    (disk, store)
}

/// Flips every bit of log and private side, one at a time.
fn each_flip(disk: &Faulty, store: &Store, mut check: impl FnMut(&PathBuf, u32, &VerifyReport)) {
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
fn every_flip_is_damage_in_its_file_and_line() {
    let (disk, store) = small();
    each_flip(&disk, &store, |path, line, report| {
        let first = report.findings.iter().find(|finding| finding.file == *path);
        let found = first.map(|finding| (finding.world, finding.line));
        assert_eq!(found, Some((World::Damage, line)), "{}: {:?}", path.display(), report.findings);
    });
    assert_eq!(verify(&store).findings, Vec::new());
}

#[test]
fn every_flip_is_found_without_a_head_too() {
    let (disk, store) = small();
    disk.take(&store.layout.head());
    each_flip(&disk, &store, |path, line, report| {
        assert!(report.findings.iter().any(|f| f.file == *path && f.line == line), "{}:{line}", path.display());
    });
}

#[test]
fn a_checking_scan_names_the_line() {
    let (disk, store) = small();
    let (path, mut bytes) = content(&disk).into_iter().next().expect("a segment");
    let at = memchr::memmem::find(&bytes, b"li.na").expect("there");
    bytes[at] ^= 1;
    disk.put(&path, &bytes);
    match keys(&store, Scan { verify: true, ..Scan::default() }) {
        Err(StoreError::Damaged(found)) => assert_eq!((found.file, found.line), (path, 2)),
        other => panic!("{other:?}"),
    }
}
