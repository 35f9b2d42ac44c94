//! Attached files and leftovers (`design.md` §6.1 and §6.7): after any fault or crash the next run finishes the erasure completely.

use super::super::faulty::{Fault, Loss};
use super::*;

/// A random name's bytes: the same byte 16 times.
fn random(n: u8) -> [u8; 16] {
    [n; 16]
}

/// A case with a private line and two attached files, a rejected row, a draft, and torn tails that were set aside.
fn filled() -> (Faulty, Position, Vec<String>) {
    let (disk, store) = created();
    let mut copying = store.begin_copying(random(1)).expect("begun");
    let names: Vec<String> =
        [2, 3].map(|n| copying.copy(&mut SECRET.as_bytes(), random(n)).expect("copied").name).into_iter().collect();
    let acks = commit(&store, &[draft("a", true, true), draft("b", false, true)], NOVEMBER).expect("written");
    copying.keep();
    for folder in ["private/rejects", "private/drafts", "private/torn", ".redress/torn"] {
        store.disk.make_folder(&root().join(folder), disk::Access::Private).expect("made");
    }
    let put = |path: &str, text: String| disk.put(&root().join(path), text.as_bytes());
    put("private/rejects/old-1.csv", format!("k,name,phone\n1,x,{PHONE}\n2,y,13900000000\n"));
    put("private/rejects/old-2.csv", format!("k,phone\n1,\"{SECRET}\n{PHONE}\"\n"));
    put("private/drafts/reply.HQ-2026-0001.li.na.txt", SECRET.into());
    put("private/drafts/reply.HQ-2026-0002.li.na.txt", "another's".into());
    put("private/torn/HQ.1", format!("{{\"sealed\":\"half of {SECRET}"));
    put(".redress/torn/HQ.2", format!("{{\"n\":9,\"case\":\"HQ-2026-0001\",\"text\":\"{SECRET}\""));
    (disk, acks[0].position, names)
}

const PHONE: &str = "13812345678";

fn whose() -> LeftoverFilter {
    LeftoverFilter { cases: vec!["HQ-2026-0001".into()], numbers: vec![PHONE.into()], ..LeftoverFilter::default() }
}

fn erase(store: &Log, position: Position, names: &[String]) -> Result<Leftovers, LogError> {
    let mut tx = store.begin(Duration::ZERO)?;
    let gone = tx.erase_leftovers(&whose())?;
    tx.remove_copies(names)?;
    let done = tx.erase(&[EraseTarget { position, text: true, private: true }])?;
    assert_eq!(done.damaged, None);
    Ok(gone)
}

/// The files that contain data to be erased. The data of the other event stays and is not counted.
fn left(disk: &Faulty) -> Vec<PathBuf> {
    let other = format!("{SECRET}-b");
    let holds = |path: &PathBuf| {
        let text = String::from_utf8_lossy(&disk.bytes(path).expect("listed")).replace(&other, "");
        text.contains(SECRET) || text.contains(PHONE)
    };
    disk.files().into_iter().filter(holds).collect()
}

#[test]
fn an_interrupted_erasure_is_finished_by_the_next_run() {
    let (base, position, names) = filled();
    assert_eq!(left(&base).len(), 8, "{:?}", left(&base));
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
            let done = erase(&on(&disk), position, &names).is_ok();
            let struck = disk.struck();
            disk.heal();
            disk.restart(loss);
            if done {
                disk.restart(Loss::All);
                assert_eq!(left(&disk), Vec::<PathBuf>::new(), "erased at {k} {fault:?}, and back after a power cut");
            }
            erase(&on(&disk), position, &names).expect("finished");
            disk.restart(Loss::All);
            assert_eq!(left(&disk), Vec::<PathBuf>::new(), "{k} {fault:?} {loss:?}");
            let kept = |path: &str| disk.bytes(&root().join(path)).map(|b| String::from_utf8_lossy(&b).into_owned());
            assert_eq!(kept("private/rejects/old-1.csv").as_deref(), Some("k,name,phone\n2,y,13900000000\n"));
            assert_eq!(kept("private/drafts/reply.HQ-2026-0002.li.na.txt").as_deref(), Some("another's"));
            assert_eq!(verify(&on(&disk)).findings, Vec::new());
            !struck
        });
        assert!(whole.is_some_and(|k| k > 30), "{whole:?}");
    }
}

#[test]
fn copies_that_no_event_names_are_collected_after_any_crash() {
    let (base, store) = created();
    commit(&store, &[draft("a", false, true)], NOVEMBER).expect("written");
    let copies = |disk: &Faulty| disk.files().into_iter().filter(|p| p.starts_with("/project/private/files")).count();
    for loss in Loss::ALL {
        let whole = (1..200).find(|&k| {
            let disk = base.fork();
            disk.plan(k, Fault::Crash);
            let store = on(&disk);
            let attach = || -> Option<String> {
                let mut copying = store.begin_copying(random(1)).ok()?;
                let name = copying.copy(&mut SECRET.as_bytes(), random(2)).ok()?.name;
                let named = Draft { private: format!("\"stored1\":\"{name}\""), ..draft("b", false, true) };
                commit(&store, &[named], NOVEMBER).ok()?;
                copying.keep();
                Some(name)
            };
            let done = attach().is_some();
            disk.restart(loss);
            let mut tx = begin(&on(&disk));
            tx.collect_copies().expect("collected");
            let named = keys(&on(&disk), Scan::default()).expect("read").len() == 2;
            assert_eq!(copies(&disk), usize::from(named), "{k} {loss:?}");
            assert!(named || !done, "acknowledged, and lost: {k} {loss:?}");
            assert_eq!(disk.files().iter().filter(|p| p.starts_with("/project/.redress/copying")).count(), 0, "{k}");
            !disk.struck() && done
        });
        assert!(whole.is_some_and(|k| k > 20), "{whole:?}");
    }
}

#[test]
fn copies_of_a_running_process_are_not_collected() {
    let (disk, store) = created();
    commit(&store, &[draft("a", false, false)], NOVEMBER).expect("written");
    let mut copying = store.begin_copying(random(1)).expect("begun");
    copying.copy(&mut SECRET.as_bytes(), random(2)).expect("copied");
    assert_eq!(begin(&store).collect_copies().expect("looked"), 0);
    assert_eq!(left(&disk).len(), 1);
    drop(copying);
    assert_eq!((left(&disk).len(), begin(&store).collect_copies().expect("looked")), (0, 0));
}

#[test]
fn torn_private_lines_that_another_case_names_are_kept() {
    let (disk, store) = created();
    let event = |case: &str, key: &str| Draft {
        members: format!(r#""at":"t","by":"li.na","case":"{case}","seq":1,"noted":{{"key":"{key}"}}"#),
        ..draft(key, false, true)
    };
    commit(&store, &[event("HQ-2026-0001", "a"), event("HQ-2026-0002", "b")], NOVEMBER).expect("written");
    let segment = disk.files().into_iter().find(|p| p.starts_with("/project/private")).expect("there");
    let bytes = disk.bytes(&segment).expect("there");
    store.disk.make_folder(&store.layout.private_torn(), disk::Access::Private).expect("made");
    disk.put(&store.layout.private_torn().join("x"), &bytes);
    assert_eq!(begin(&store).erase_leftovers(&whose()).expect("done").torn, 1);
    let kept = String::from_utf8(disk.bytes(&store.layout.private_torn().join("x")).expect("kept")).expect("UTF-8");
    assert!(kept.contains(&format!("{SECRET}-b")) && !kept.contains(&format!("{SECRET}-a")));
}

#[test]
fn damage_in_data_to_erase_is_reported_before_and_after_erasing() {
    let (disk, store) = created();
    let acks = commit(&store, &[draft("a", true, true), draft("b", false, true)], NOVEMBER).expect("written");
    let segment = disk.files().into_iter().find(|p| p.starts_with("/project/private")).expect("there");
    let whole = disk.bytes(&segment).expect("there");
    let target = EraseTarget { position: acks[0].position, text: true, private: true };
    store.check_erasable(&[target]).expect("all is well");
    let at = memchr::memmem::find(&whole, b"13812345678-a").expect("there");
    // Once in its data, and once in the digest by which it is found.
    for place in [at, 15] {
        let mut bytes = whole.clone();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        disk.put(&segment, &bytes);
        assert!(matches!(store.check_erasable(&[target]), Err(LogError::Damaged(_))), "{place}");
        let found = begin(&store).erase(&[target]).expect("the rest is erased").damaged;
        assert_eq!(found.is_some(), place == 15, "what is found by its digest is erased all the same");
    }
    // Damage in another event's line does not matter here.
    let mut bytes = whole.clone();
    let other = memchr::memmem::find(&whole, b"13812345678-b").expect("there");
    bytes[other] ^= 1;
    disk.put(&segment, &bytes);
    store.check_erasable(&[target]).expect("this one is whole");
}
