//! The gate, the guard, revealing and erasing with every read failing in turn: each gives the right result or refuses.

use super::*;
use crate::domain::event::Revealed;
use crate::domain::gate::{Intake, Note};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::log::faulty::FailingReads;
use crate::project::{Actor, HistoryCut, Init, Session, init};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const NAME: &str = "Wang Xiaoming";

fn actor() -> Actor {
    let now: Moment = "2026-11-23T09:31:07.214+08:00".parse().expect("a moment");
    let none = crate::domain::Code::default;
    Actor {
        by: "li.na".into(),
        done_by: none(),
        now,
        clock: None,
        os: none(),
        account: none(),
        on: None,
        overriding: None,
        not_personal: Vec::new(),
        request: none(),
        content: String::new(),
        past: false,
    }
}

/// A project with two cases, the first with a complainant and two notes.
fn project(dir: &Path) -> CaseId {
    let order = Init {
        redress_toml: "profile = \"bank\"\nproject = \"p1\"\nsimulated = true\n".into(),
        directory_toml: String::new(),
        writer: "00000000".into(),
        machine: "m".into(),
        profile: "bank".into(),
        desk: "HQ".parse().expect("a desk"),
        name: String::new(),
        simulated: true,
        shared: false,
        project: "p1".into(),
    };
    init(dir, &order).expect("a fresh folder");
    let project = Project::open(dir, "m").expect("a project");
    let mut session = begin(&project).expect("begun");
    let private: Texts =
        [("name", NAME), ("phone", "13800138000")].iter().fold(Texts::default(), |mut all, (key, text)| {
            all.set(key, *text);
            all
        });
    let intake = Intake { title: "queue".into(), private, ..Intake::default() };
    let id = session.run(&[&intake], None, &actor()).expect("registered").case;
    let other = Intake { title: "other".into(), ..Intake::default() };
    session.run(&[&other], None, &actor()).expect("registered");
    for text in ["called back", "waits"] {
        session.run(&[&note(text)], Some(id), &actor()).expect("noted");
    }
    session.commit().expect("written");
    id
}

fn note(text: &str) -> Note {
    Note { text: text.into(), private: false, ..Note::default() }
}

fn begin(project: &Project) -> Result<Session<'_>, ProjectError> {
    let mut salt = 0u8;
    let salts = move || {
        salt = salt.wrapping_add(1);
        [salt.max(1); 16]
    };
    project.begin(Duration::from_secs(9), &actor(), Box::new(salts))
}

fn bytes(dir: &Path, folder: &str) -> Vec<u8> {
    let mut all = Vec::new();
    let mut left = vec![dir.join(folder)];
    while let Some(path) = left.pop() {
        match std::fs::read_dir(&path) {
            Ok(entries) => left.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) => all.extend(std::fs::read(&path).expect("a file")),
        }
    }
    all
}

fn holds(dir: &Path, folder: &str, text: &str) -> bool {
    memchr::memmem::find(&bytes(dir, folder), text.as_bytes()).is_some()
}

/// All files below a folder with their bytes.
fn kept(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut files, mut left) = (BTreeMap::new(), vec![dir.to_path_buf()]);
    while let Some(path) = left.pop() {
        match std::fs::read_dir(&path) {
            Ok(entries) => left.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) => drop(files.insert(path.clone(), std::fs::read(&path).expect("a file"))),
        }
    }
    files
}

/// Restores a folder to these files.
fn restore(dir: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    for (path, bytes) in kept(dir) {
        match files.get(&path) {
            None => std::fs::remove_file(&path).expect("there"),
            Some(was) if *was != bytes => std::fs::write(&path, was).expect("writable"),
            Some(_) => {}
        }
    }
}

/// Runs `act` with each read failing in turn, once or permanently, with an index and without, until a run meets no failure. `act` returns
/// whether it refused.
fn each_read(act: impl Fn(&Project, CaseId, &Path) -> bool) {
    for (lasting, index) in [(false, None), (true, Some(0))] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let id = project(dir.path());
        let files = kept(dir.path());
        let (mut nth, mut refusals) = (1, 0);
        loop {
            restore(dir.path(), &files);
            let mut project = Project::open(dir.path(), "m").expect("a project");
            project.use_indexes(index);
            let disk = FailingReads::over(project.log.disk.clone(), nth, lasting);
            project.log.disk = Arc::new(disk.clone());
            refusals += u32::from(act(&project, id, dir.path()));
            if !disk.struck() {
                break;
            }
            nth += 1;
            assert!(nth < 2000, "it never succeeds");
        }
        assert!(refusals > 10 && nth > 20, "{refusals} refusals in {nth} readings");
    }
}

#[test]
fn the_guard_blocks_a_name_even_if_a_read_fails() {
    each_read(|project, id, dir| {
        let done = begin(project).and_then(|mut session| {
            session.run(&[&note("Wang Xiaoming called again")], Some(id), &actor())?;
            session.commit()
        });
        assert!(done.is_err() && !holds(dir, "log", NAME), "{done:?}");
        true
    });
}

#[test]
fn a_decision_is_complete_or_refused_if_a_read_fails() {
    each_read(|project, id, dir| {
        let before = bytes(dir, "log").len();
        let done = begin(project).and_then(|mut session| {
            session.run(&[&note("once more")], Some(id), &actor())?;
            session.commit()
        });
        let grown = bytes(dir, "log").len() > before;
        assert_eq!(done.is_ok(), grown, "{done:?}");
        let project = Project::open(dir, "m").expect("a project");
        let history = project.history(id, HistoryCut::default()).expect("readable").expect("there");
        let seqs: Vec<u32> = history.entries.iter().map(|entry| entry.event.seq).collect();
        assert_eq!(
            seqs,
            (1..=u32::try_from(seqs.len()).expect("few")).collect::<Vec<_>>(),
            "it saw all that came before"
        );
        assert_eq!(project.damage(), []);
        done.is_err()
    });
}

#[test]
fn revealing_gives_all_or_nothing_if_a_read_fails() {
    each_read(|project, id, dir| {
        let shown = project.history(id, HistoryCut::default()).and_then(|history| {
            let history = history.ok_or(ProjectError::NoCase { name: id.to_string() })?;
            begin(project)?.reveal(
                &[&history],
                "call back",
                Revealed { command: "show".into(), ..Revealed::default() },
                &actor(),
            )
        });
        if let Ok(shown) = &shown {
            assert_eq!(shown.iter().filter_map(|(_, texts)| texts.get("name")).collect::<Vec<_>>(), [NAME]);
            assert!(holds(dir, "log", "\"revealed\""));
        }
        shown.is_err()
    });
}

#[test]
fn interrupted_erasing_is_finished_by_the_next_write() {
    // Erasing works only once, so every round begins with a new project.
    let (mut nth, mut refusals) = (1, 0);
    loop {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let id = project(dir.path());
        let mut project = Project::open(dir.path(), "m").expect("a project");
        let disk = FailingReads::over(project.log.disk.clone(), nth, false);
        project.log.disk = Arc::new(disk.clone());
        let done = begin(&project).and_then(|mut session| {
            // A rule of the profile restricts erasing an open case; it is overridden, because it is not tested here.
            let actor = Actor { overriding: Some("consent is filed".into()), ..actor() };
            session.plan_erasing(id, (false, false), "asked for", Vec::new(), &actor)?;
            session.erase_planned()
        });
        let decided = holds(dir.path(), "log", "\"erased\":{\"events\"");
        match &done {
            Ok(_) => assert!(!holds(dir.path(), "private", NAME), "said to be erased"),
            Err(ProjectError::Refused(refusal)) => panic!("{refusal:?}"),
            Err(_) => refusals += 1,
        }
        if decided {
            let project = Project::open(dir.path(), "m").expect("a project");
            drop(begin(&project).expect("the next write"));
            assert!(!holds(dir.path(), "private", NAME), "not finished by the next write: {nth}");
        } else {
            assert!(holds(dir.path(), "private", NAME), "erased without an event: {nth}");
        }
        if !disk.struck() {
            break;
        }
        nth += 1;
    }
    assert!(refusals > 10, "{refusals} refusals in {nth} readings");
}
