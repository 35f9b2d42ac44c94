//! `design.md` §6.1 and §6.2: each operation in turn fails or crashes; acknowledged commits survive.

use super::super::faulty::{Fault, Loss};
use super::*;

/// A commit that was tried: its keys, and whether it was acknowledged.
struct Attempt {
    keys: Vec<String>,
    acknowledged: bool,
}

#[derive(Default)]
struct Run {
    attempts: Vec<Attempt>,
    /// The first acknowledged event, which is erased later.
    first: Option<(String, Position)>,
    erasing: bool,
    step: usize,
}

impl Run {
    fn commit(&mut self, tx: &mut Transaction, what: &[(bool, bool)], month: (i32, u32)) -> Result<(), LogError> {
        self.step += 1;
        let keys: Vec<_> = (0..what.len()).map(|i| format!("{}.{i}", self.step)).collect();
        let drafts: Vec<_> = keys.iter().zip(what).map(|(key, &(t, p))| draft(key, t, p)).collect();
        self.attempts.push(Attempt { keys, acknowledged: false });
        let acks = tx.commit(&all(&drafts), month, &mut salts(), "{}")?;
        self.first.get_or_insert((
            format!("{SECRET}-{}", self.attempts.last().expect("pushed above").keys[0]),
            acks[0].position,
        ));
        self.attempts.last_mut().expect("pushed above").acknowledged = true;
        Ok(())
    }

    /// One step of the script. Steps are independent: after a failure the next one can run.
    fn step(&mut self, store: &Log, step: usize) -> Result<(), LogError> {
        let tx = &mut store.begin(Duration::ZERO)?;
        match step {
            0 => self.commit(tx, &[(true, true)], NOVEMBER),
            1 => self.commit(tx, &[(true, false), (false, true), (true, true)], NOVEMBER),
            2 => {
                self.commit(tx, &[(false, false)], NOVEMBER)?;
                self.commit(tx, &[(true, false), (true, false)], NOVEMBER)
            }
            3 => self.commit(tx, &[(true, true), (false, false)], DECEMBER),
            4 => {
                self.commit(tx, &[(false, false)], DECEMBER)?;
                self.erasing = true;
                self.erase(tx)
            }
            _ => self.commit(tx, &[(false, true)], DECEMBER),
        }
    }

    fn erase(&self, tx: &mut Transaction) -> Result<(), LogError> {
        let target = |(_, position): &(_, Position)| EraseTarget { position: *position, text: true, private: true };
        let targets = self.first.as_ref().map(target);
        tx.erase(targets.as_slice()).map(|_| ())
    }

    fn play(&mut self, disk: &Faulty, store: &Log, fault: Fault) {
        for step in 0..6 {
            let done = self.step(store, step);
            if done.is_err() && fault == Fault::Crash {
                return;
            }
            assert!(done.is_ok() || disk.struck(), "step {step} failed by itself: {done:?}");
        }
    }

    /// Checks that each commit is there as a whole or not at all, in order, and that acknowledged ones are there. What is found now must
    /// stay.
    fn check(&mut self, found: &[String]) {
        let mut left = found;
        for attempt in &mut self.attempts {
            match left.strip_prefix(&attempt.keys[..]) {
                Some(rest) => (left, attempt.acknowledged) = (rest, true),
                None => assert!(!attempt.acknowledged, "{:?} is lost: {found:?}", attempt.keys),
            }
        }
        self.attempts.retain(|attempt| attempt.acknowledged);
        assert!(left.is_empty(), "nobody wrote {left:?}");
    }
}

/// One run with the fault at operation `k`. Returns whether the fault happened.
fn run(base: &Faulty, k: u64, fault: Fault, loss: Loss, again: bool) -> bool {
    let disk = base.fork();
    let store = on(&disk);
    let mut run = Run::default();
    disk.plan(k, fault);
    run.play(&disk, &store, fault);
    let struck = disk.struck();
    disk.heal();
    disk.restart(loss);
    if again {
        // The next write crashes too, during recovery.
        disk.plan(1 + k % 41, Fault::Crash);
        drop(store.begin(Duration::ZERO));
        disk.restart(loss);
    }
    // A reader comes first. It must see the commits that the next writer's recovery accepts.
    let read = keys(&store, Scan::default()).expect("a reader never fails");
    let tx = &mut store.begin(Duration::ZERO).expect("a crash is never damage");
    assert_eq!(keys(&store, Scan { verify: true, ..Scan::default() }).expect("sound"), read);
    run.check(&read);
    if run.erasing {
        run.erase(tx).expect("erasing is finished");
    }
    let report = verify(&store);
    assert_eq!((report.findings, report.not_held), (Vec::new(), 0));
    run.commit(tx, &[(true, true), (false, false)], DECEMBER).expect("everything works again");
    disk.restart(Loss::All);
    run.check(&keys(&store, Scan { verify: true, ..Scan::default() }).expect("sound"));
    begin(&store);
    assert_eq!(verify(&store).findings, Vec::new());
    if run.erasing {
        let canary = run.first.as_ref().map(|(canary, _)| canary.clone()).expect("something was erased");
        let found = disk.files().into_iter().find(|path| {
            let bytes = disk.bytes(path).expect("listed");
            memchr::memmem::find(&bytes, canary.as_bytes()).is_some()
        });
        assert_eq!(found, None);
    }
    struck
}

fn every_operation(fault: Fault, loss: Loss) {
    let (base, _) = created();
    let both = |k| [false, true].map(|again| run(&base, k, fault, loss, again));
    let last = (1..10_000).find(|&k| both(k) == [false; 2]).expect("a run comes to its end");
    assert!(last > 100, "the script has only {last} operations");
}

#[test]
fn every_operation_fails_in_turn() {
    every_operation(Fault::Fail, Loss::Nothing);
    every_operation(Fault::Fail, Loss::All);
}

#[test]
fn the_disk_is_full_from_each_operation_on() {
    every_operation(Fault::Full, Loss::Nothing);
    every_operation(Fault::Full, Loss::Half);
}

#[test]
fn every_operation_crashes_in_turn() {
    for loss in Loss::ALL {
        every_operation(Fault::Crash, loss);
    }
}

#[test]
fn a_torn_tail_is_set_aside_and_reported() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, true)], NOVEMBER).expect("written");
    let (path, before) = content(&disk).into_iter().next().expect("a segment");
    disk.put(&path, &[&before[..], b"{\"n\":2,\"at"].concat());
    assert_eq!(verify(&store).findings.len(), 1);
    assert!(verify(&store).is_sound());
    let tx = begin(&store);
    let torn = tx.recovered().torn.first().cloned().expect("reported");
    assert_eq!((torn.file, torn.offset, torn.bytes), (path.clone(), before.len() as u64, 10));
    assert!(torn.kept.starts_with("/project/.redress/torn"));
    assert_eq!(disk.bytes(&torn.kept).expect("kept"), b"{\"n\":2,\"at");
    assert_eq!(disk.bytes(&path).expect("there"), before);
    assert_eq!(tx.head_note(), Some(r#"{"2026":1}"#));
}

#[test]
fn an_interrupted_creation_can_be_repeated() {
    for loss in Loss::ALL {
        let whole = (1..100).find(|&k| {
            let disk = Faulty::new(&root());
            let create = || on(&disk).create("8c1f", "HQ", "3fa9c2d1");
            disk.plan(k, Fault::Crash);
            let done = create().is_ok();
            disk.restart(loss);
            assert!(!done || on(&disk).binding().expect("whole").is_some(), "it was lost");
            create().expect("as long as nothing is written it is done again");
            commit(&on(&disk), &[draft("a", true, true)], NOVEMBER).expect("written");
            assert!(matches!(create(), Err(LogError::Exists { .. })));
            assert_eq!(disk.bytes(&root().join(".gitignore")).expect("there"), b"/.redress/\n/private/\n");
            done
        });
        assert!(whole.is_some_and(|k| k > 20));
    }
}

#[test]
fn a_text_of_zero_bytes_makes_its_commit_torn() {
    let (disk, store) = created();
    commit(&store, &[draft("a", true, false)], NOVEMBER).expect("written");
    let (head, before) = (disk.bytes(&store.layout.head()).expect("there"), content(&disk));
    commit(&store, &[draft("b", true, false)], NOVEMBER).expect("written");
    let (path, mut bytes) = content(&disk).into_iter().next().expect("a segment");
    let at = memchr::memmem::find(&bytes, "柜台 b".as_bytes()).expect("there");
    bytes[at..at + 8].fill(0);
    disk.put(&path, &bytes);
    disk.put(&store.layout.head(), &head);
    assert_eq!(begin(&store).recovered().torn.len(), 1);
    assert_eq!(content(&disk), before);
}

#[test]
fn erasing_syncs_head_first() {
    let (disk, store) = created();
    let acks = commit(&store, &[draft("a", true, false)], NOVEMBER).expect("written");
    let target = EraseTarget { position: acks[0].position, text: true, private: false };
    begin(&store).erase(&[target]).expect("erased");
    let head = disk.bytes(&store.layout.head());
    disk.restart(Loss::All);
    assert_eq!(disk.bytes(&store.layout.head()), head);
}

#[test]
fn unnamed_private_lines_are_set_aside_on_the_private_side() {
    let (base, _) = created();
    commit(&on(&base), &[draft("a", true, true)], NOVEMBER).expect("written");
    let left_alone = (1..100).find_map(|k| {
        let disk = base.fork();
        disk.plan(k, Fault::Crash);
        assert!(commit(&on(&disk), &[draft("b", false, true)], NOVEMBER).is_err(), "no crash left one alone");
        disk.restart(Loss::Nothing);
        let report = verify(&on(&disk));
        let torn = begin(&on(&disk)).recovered().torn.first().cloned()?;
        Some((disk, torn, report))
            .filter(|(.., report)| report.findings.iter().any(|f| f.kind == FindingKind::PrivateOrphan))
    });
    let (disk, torn, report) = left_alone.expect("asserted above");
    assert!(report.is_sound() && torn.kept.starts_with("/project/private/torn"));
    assert!(disk.bytes(&torn.kept).expect("kept").ends_with(b"-b\"}}\n"));
    // It is unknown whose it is, so the next erasure deletes it.
    assert_eq!(begin(&on(&disk)).erase_leftovers(&LeftoverFilter::default()).expect("erased").torn, 1);
    assert_eq!(disk.bytes(&torn.kept), None);
}

#[test]
fn a_lost_head_is_rebuilt_from_the_whole_log() {
    let (disk, store) = created();
    for key in ["a", "b"] {
        commit(&store, &[draft(key, true, true)], NOVEMBER).expect("written");
    }
    let (head, tail) = (store.layout.head(), begin(&store).tail().clone());
    disk.put(&head, b"garbage");
    let tx = begin(&store);
    assert!(tx.recovered().head_rebuilt && tx.head_note().is_none());
    assert_eq!(*tx.tail(), tail);
    drop(tx);
    assert!(!begin(&store).recovered().head_rebuilt);
}
