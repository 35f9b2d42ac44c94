//! Tests of when writing is refused, and of what a write costs.

use super::*;

#[test]
fn a_commit_costs_two_syncs_with_private_data_and_one_without() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    let cost = |drafts: &[Draft]| {
        let before = disk.syncs();
        commit(&store, drafts, NOVEMBER).expect("written");
        disk.syncs() - before
    };
    assert_eq!(cost(&[draft("b", true, true), draft("c", true, true)]), 2);
    assert_eq!(cost(&[draft("d", true, false)]), 1);
}

#[test]
fn begin_costs_the_same_for_any_length_of_the_log() {
    let (disk, store) = created();
    let cost = |commits: usize| {
        for _ in 0..commits {
            commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
        }
        let before = disk.operations();
        drop(begin(&store));
        disk.operations() - before
    };
    assert_eq!(cost(2), cost(200));
}

#[test]
fn a_second_writer_waits_and_then_gets_busy() {
    let (_, store) = created();
    let tx = begin(&store);
    assert!(matches!(store.begin(Duration::from_millis(2)), Err(LogError::Busy { .. })));
    drop(tx);
    begin(&store);
}

#[test]
fn a_copied_folder_only_reads_until_it_is_rebound_or_adopted() {
    let (disk, store) = created();
    commit(&store, &[draft("a", false, false)], NOVEMBER).expect("written");
    let copy = Log::open_on(Arc::new(disk.clone()), &root(), None, "another machine");
    assert!(matches!(copy.begin(Duration::ZERO), Err(LogError::Copied { .. })));
    assert_eq!(keys(&copy, Scan::default()).expect("readable"), ["a"]);
    copy.rebind_new("8c1f", "HQ", "00000002").expect("bound");
    let acks = commit(&copy, &[draft("b", false, false)], NOVEMBER).expect("written");
    assert_eq!((acks[0].n, acks[0].position.writer.to_string().as_str()), (2, "HQ-00000002"));
    assert!(matches!(copy.rebind_new("8c1f", "HQ", "00000002"), Err(LogError::Exists { .. })));
    copy.adopt("8c1f", WriterName::parse("HQ-3fa9c2d1").expect("valid")).expect("bound");
    let acks = commit(&copy, &[draft("c", false, false)], NOVEMBER).expect("written");
    assert_eq!((acks[0].n, acks[0].position.line), (3, 3));
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::Copied { .. })));
}

#[test]
fn a_fresh_clone_has_no_writer_but_knows_its_project() {
    let (disk, store) = created();
    commit(&store, &[draft("a", false, false)], NOVEMBER).expect("written");
    disk.take(&store.layout.writer());
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::NoWriter)));
    assert_eq!(store.project().expect("readable").as_deref(), Some("8c1f"));
    assert!(matches!(store.create("8c1f", "HQ", "00000002"), Err(LogError::Exists { .. })));
    assert!(matches!(store.rebind_new("a\"b", "HQ", "00000002"), Err(LogError::BadProject { .. })));
    assert!(matches!(store.rebind_new("8c1f", "hq", "00000002"), Err(LogError::BadName { .. })));
}

#[test]
fn a_log_that_has_gone_back_is_not_reported_as_damage() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    let old = content(&disk);
    commit(&store, &[draft("b", true, true)], NOVEMBER).expect("written");
    let new = content(&disk);
    old.iter().for_each(|(path, bytes)| disk.put(path, bytes));
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::GoneBack { .. })));
    let worlds = |store: &Log| verify(store).findings.iter().map(|f| f.world).collect::<Vec<_>>();
    assert_eq!(worlds(&store), [World::GoneBack; 2]);
    // Only the log goes back: then private lines are left over, for the same reason.
    new.iter().filter(|(path, _)| path.starts_with("/project/private")).for_each(|(p, b)| disk.put(p, b));
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::GoneBack { .. })));
    assert_eq!(worlds(&store), [World::GoneBack; 2]);
    // Only the private side goes back.
    new.iter().for_each(|(path, bytes)| disk.put(path, bytes));
    old.iter().filter(|(path, _)| path.starts_with("/project/private")).for_each(|(p, b)| disk.put(p, b));
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::GoneBack { .. })));
    assert_eq!((worlds(&store), verify(&store).not_held), (vec![World::GoneBack], 1));
    // Another history of the same length.
    new.iter().for_each(|(path, bytes)| disk.put(path, bytes));
    let fork = disk.fork();
    old.iter().for_each(|(path, bytes)| fork.put(path, bytes));
    fork.take(&store.layout.head());
    commit(&on(&fork), &[draft("c", true, true)], NOVEMBER).expect("written");
    content(&fork).iter().for_each(|(path, bytes)| disk.put(path, bytes));
    assert!(matches!(store.begin(Duration::ZERO), Err(LogError::GoneBack { .. })));
    assert_eq!(worlds(&store), [World::GoneBack]);
}

#[test]
fn damage_at_head_refuses_writes_and_is_not_repaired() {
    let (disk, store) = created();
    commit(&store, &[draft("a", false, false)], NOVEMBER).expect("written");
    let (path, mut bytes) = content(&disk).into_iter().next().expect("a segment");
    let at = memchr::memmem::find(&bytes, b"li.na").expect("there");
    bytes[at] ^= 1;
    disk.put(&path, &bytes);
    for _ in 0..2 {
        match store.begin(Duration::ZERO).err() {
            Some(LogError::Damaged(found)) => assert_eq!((&found.file, found.line), (&path, 2)),
            other => panic!("{other:?}"),
        }
        assert_eq!(disk.bytes(&path).as_ref(), Some(&bytes));
        // Without a head the whole log is checked, and the same is found.
        disk.take(&store.layout.head());
    }
}

#[test]
fn two_bad_commits_beyond_head_are_not_a_torn_tail() {
    let (disk, store) = created();
    commit(&store, &[draft("a", false, false)], NOVEMBER).expect("written");
    let head = disk.bytes(&store.layout.head()).expect("there");
    for key in ["b", "c"] {
        commit(&store, &[draft(key, false, false)], NOVEMBER).expect("written");
    }
    disk.put(&store.layout.head(), &head);
    let (path, mut bytes) = content(&disk).into_iter().next().expect("a segment");
    let at = memchr::memmem::find(&bytes, b"\"key\":\"b\"").expect("there");
    bytes[at + 7] ^= 1;
    disk.put(&path, &bytes);
    match store.begin(Duration::ZERO).err() {
        Some(LogError::Damaged(found)) => assert_eq!((found.file, found.line), (path, 3)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bad_draft_or_a_zero_salt_writes_nothing() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, false)], NOVEMBER).expect("written");
    let before = content(&disk);
    let mut tx = begin(&store);
    let bad = Draft { members: "\"hash\":1,\"x\":".into(), ..Draft::default() };
    let refused = tx.commit(&all(&[draft("b", false, true), bad]), NOVEMBER, &mut salts(), "");
    assert!(matches!(refused, Err(LogError::Draft { index: 1, .. })));
    let refused = tx.commit(&all(&[draft("b", true, false)]), NOVEMBER, &mut || [0; 16], "");
    assert!(matches!(refused, Err(LogError::NoRandomness)));
    assert_eq!(content(&disk), before);
    tx.commit(&all(&[draft("b", true, false)]), NOVEMBER, &mut salts(), "").expect("still usable");
}

#[test]
fn private_data_is_returned_for_its_event_until_it_is_erased() {
    let (disk, store) = created();
    let acks = commit(&store, &[draft("a", true, true), draft("b", true, true)], NOVEMBER).expect("written");
    let data = |at: usize| store.private(acks[at].position).expect("sound").expect("held").data;
    assert_eq!(data(1), Some(draft("b", true, true).private));
    let target = EraseTarget { position: acks[1].position, text: false, private: true };
    for _ in 0..2 {
        let done = begin(&store).erase(&[target]).expect("erased");
        assert_eq!(done, Erasure { private: 1, ..Erasure::default() });
        assert_eq!((data(0), data(1)), (Some(draft("a", true, true).private), None));
    }
    let mut held = Vec::new();
    let all = store.scan_private(&mut |line| {
        held.push(line.data.is_some());
        ControlFlow::Continue(())
    });
    assert!(all.is_ok());
    assert_eq!(held, [true, false]);
    content(&disk).keys().filter(|path| path.starts_with("/project/private")).for_each(|path| disk.take(path));
    assert_eq!(store.private(acks[0].position).expect("sound"), None);
}

#[test]
fn find_private_searches_the_data_of_private_lines_only() {
    let (disk, store) = created();
    let acks = commit(&store, &[draft("a", true, true), draft("b", true, true)], NOVEMBER).expect("written");
    let find = |text: &str| store.find_private(&crate::log::Needle::bytes(text.as_bytes()));
    let count = |text: &str| find(text).map(|found| found.len()).expect("sound");
    let texts = ["张三", "13812345678-a", "13812345678-b", "张", "sealed", "salt", "\"data\"", "nobody"];
    assert_eq!(texts.map(count), [2, 1, 1, 2, 0, 0, 0, 0]);
    let target = EraseTarget { position: acks[1].position, text: false, private: true };
    begin(&store).erase(&[target]).expect("erased");
    assert_eq!(texts.map(count), [1, 1, 0, 1, 0, 0, 0, 0]);
    assert_eq!(count("erased"), 0);
    let path = store.layout.private_segment(acks[0].position.writer, acks[0].position.segment);
    let good = content(&disk)[&path].clone();
    let mut bad = good.clone();
    let at = memchr::memmem::find(&bad, b"345678-a").expect("held");
    bad[at] = b'4';
    disk.put(&path, &bad);
    assert!(matches!(find("45678-a"), Err(LogError::Damaged(_))), "what holds it is not what its digest says");
    bad[0] = b'[';
    disk.put(&path, &bad);
    assert!(matches!(find("nobody"), Err(LogError::Damaged(_))), "a line that is none");
}

fn with_state(disk: &Faulty, machine: &str) -> Log {
    let mut store = Log::open_on(Arc::new(disk.clone()), &root(), None, machine);
    store.remember_in(Some(PathBuf::from("/project/state")));
    store
}

fn hq() -> WriterName {
    WriterName::parse("HQ-3fa9c2d1").expect("valid")
}

#[test]
fn the_account_record_detects_that_the_whole_folder_has_gone_back() {
    let (disk, _) = created();
    let store = with_state(&disk, "machine");
    commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    let old = disk.fork();
    commit(&store, &[draft("b", true, true)], NOVEMBER).expect("written");
    let state = PathBuf::from("/project/state/8c1f.HQ-3fa9c2d1");
    let record = disk.bytes(&state).expect("kept");
    old.put(&state, &record);
    let restored = with_state(&old, "machine");
    assert!(matches!(restored.begin(Duration::ZERO), Err(LogError::GoneBack { account: true, .. })));
    assert!(matches!(restored.rebind_new("8c1f", "SX", "00000002"), Err(LogError::GoneBack { .. })));
    let missing = |store: &Log| verify(store).findings.into_iter().map(|f| f.kind).collect::<Vec<_>>();
    assert!(matches!(missing(&restored)[..], [FindingKind::Forgotten { n: 2, .. }]));
    // Adopting keeps the numbers above those that were lost, and the evidence.
    assert_eq!(restored.forgotten("8c1f", hq()).expect("readable").len(), 1);
    restored.adopt("8c1f", hq()).expect("adopted");
    let acks = commit(&restored, &[draft("c", true, true)], NOVEMBER).expect("written");
    assert_eq!(acks[0].n, 3);
    assert!(matches!(missing(&restored)[..], [FindingKind::Forgotten { n: 2, .. }]));
    // For a folder that has never acknowledged anything itself a person must decide.
    let (fresh, _) = created();
    fresh.put(&state, &record);
    let report = verify(&with_state(&fresh, "machine"));
    assert_eq!((report.is_sound(), report.waits()), (true, true));
    assert!(with_state(&fresh, "machine").begin(Duration::ZERO).is_err());
    // A damaged record is ignored.
    old.put(&state, b"garbage");
    commit(&restored, &[draft("d", true, true)], NOVEMBER).expect("written");
}

#[test]
fn adopting_keeps_private_lines_beyond_the_log() {
    for month in [NOVEMBER, DECEMBER] {
        let (disk, store) = created();
        commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
        let log = content(&disk);
        commit(&store, &[draft("b", true, true)], month).expect("written");
        // The log and head are lost and an older log is restored; the private side is unchanged.
        let lost = disk.files();
        lost.iter().filter(|p| p.starts_with("/project/log") || **p == store.layout.head()).for_each(|p| disk.take(p));
        log.iter().filter(|(path, _)| path.starts_with("/project/log")).for_each(|(path, bytes)| disk.put(path, bytes));
        store.adopt("8c1f", hq()).expect("adopted");
        for key in ["c", "d"] {
            let tx = &mut begin(&store);
            let found = tx.recovered().clone();
            assert_eq!((found.torn, found.unnamed > 0), (Vec::new(), key == "c"), "{key}");
            tx.commit(&all(&[draft(key, true, true)]), month, &mut salts(), "{}").expect("written");
        }
        let private: Vec<u8> = content(&disk)
            .into_iter()
            .filter(|(p, _)| p.starts_with("/project/private"))
            .flat_map(|(_, b)| b)
            .collect();
        let held = |key: &str| memchr::memmem::find(&private, format!("{SECRET}-{key}").as_bytes()).is_some();
        assert!(["a", "b", "c", "d"].iter().all(|key| held(key)), "{}", String::from_utf8_lossy(&private));
        let report = verify(&store);
        assert_eq!(report.not_held, 0);
        let kinds: Vec<_> = report.findings.into_iter().map(|f| (f.world, f.kind)).collect();
        assert_eq!(kinds, [(World::GoneBack, FindingKind::PrivateOrphan)]);
    }
}
