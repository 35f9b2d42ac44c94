//! Any number of threads and any batch size give the same events, damage and errors in the same order.

use super::*;
use crate::domain::case::Case;
use crate::domain::value::id::CaseId;
use crate::log::Drafts;
use crate::project::{HistoryCut, Init, init};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// A project with up to three desks; an act is (desk, case, kind, further lines of its commit).
fn project(dir: &Path, acts: &[(u8, u32, u8, u8)]) -> Project {
    let redress_toml = "profile = \"bank\"\nproject = \"p1\"\nsimulated = true\n".to_string();
    let (writer, machine, profile) = ("00000000".to_string(), "m".to_string(), "bank".to_string());
    let desk = "HQ".parse().expect("a desk");
    let name = String::new();
    let project = "p1".to_string();
    let directory_toml = String::new();
    let order = Init {
        redress_toml,
        directory_toml,
        writer,
        machine,
        profile,
        desk,
        name,
        simulated: true,
        shared: false,
        project,
    };
    init(dir, &order).expect("a fresh folder");
    let project = Project::open(dir, "m").expect("a project");
    let mut bound: u8 = 0;
    let mut seqs: BTreeMap<u32, u32> = BTreeMap::new();
    for (desk, case, kind, lines) in acts {
        if *desk != bound {
            let writer = crate::log::WriterName::new(&format!("D{desk}"), &format!("0000000{desk}")).expect("a name");
            match project.log.rebind_new("p1", writer.desk().as_str(), &writer.id()) {
                Ok(_) => {}
                Err(_) => project.log.adopt("p1", writer).expect("it was there before"),
            }
            bound = *desk;
        }
        let mut drafts = Drafts::default();
        for k in 0..=*lines {
            let parts = draft(*case, kind.wrapping_add(k), &mut seqs);
            drafts.add(|part, out| out.extend(parts[part].as_bytes()));
        }
        let mut tx = project.log.begin(Duration::ZERO).expect("nobody else");
        tx.commit(&drafts, (2026, 11), &mut || [7; 16], "").expect("written");
    }
    project
}

fn draft(case: u32, kind: u8, seqs: &mut BTreeMap<u32, u32>) -> [String; 3] {
    let seq = seqs.entry(case).or_default();
    *seq += 1;
    let body = match (*seq, kind % 6) {
        (1, _) | (_, 0) => {
            r#""opened":{"channel":"phone","due":{"reply":{"at":"2026-11-26","rule":"r","from":"2026-11-23","within":"3wd"}}}"#
        }
        (_, 1) => r#""assigned":{"unit":"taiyuan","person":"li.na"}"#,
        (_, 2) => r#""replied":{"responsibility":"ours"}"#,
        (_, 3) => r#""closed":{"outcome":"resolved"}"#,
        (_, 4) => r#""danced":{"must":true}"#,
        _ => r#""revoked":{"event":"D0:2"}"#,
    };
    let members = format!(
        r#""at":"2026-11-23T09:00:00.{:03}+08:00","by":"li.na","case":"HQ-2026-{case:04}","seq":{seq},{body}"#,
        *seq % 1000
    );
    [members, format!(r#""title":"Queue {case} {seq}""#), String::new()]
}

/// The result: events with their positions, then damage or the error.
fn outcome(project: &Project, threads: usize, batch: usize) -> (Vec<String>, Result<Vec<Finding>, String>) {
    let mut told = Vec::new();
    let done = project.read_by((threads, batch), Reading::Whole, (&[], !project.writing.get()), &mut |t| {
        told.push(format!("{:?} {:?} {}", t.position, t.event, String::from_utf8_lossy(t.line)));
        ControlFlow::Continue(())
    });
    (told, done.map(|(_, found)| found.into_iter().map(|flaw| flaw.finding).collect()).map_err(|e| format!("{e:?}")))
}

/// Cases from a plain fold of the events in order.
fn plain(project: &Project) -> BTreeMap<CaseId, Case> {
    let mut events: BTreeMap<CaseId, Vec<Event>> = BTreeMap::new();
    project
        .read_by((1, BATCH), Reading::Whole, (&[], true), &mut |t| {
            if let Some(id) = t.event.case {
                events.entry(id).or_default().push(t.take());
            }
            ControlFlow::Continue(())
        })
        .expect("reads");
    let folded = events.into_iter().map(|(id, events)| (id, crate::domain::case::apply::fold(&events)));
    folded.filter(|(_, case)| !case.unopened).collect()
}

/// Flips a bit anywhere in a segment.
fn damage(project: &Project, at: usize, bit: u8) {
    let writers = project.log.writers().expect("lists");
    let writer = writers[at % writers.len()];
    let segment = project.log.segments(writer).expect("lists")[0];
    let path = project.log.layout.segment(writer, segment);
    let mut bytes = std::fs::read(&path).expect("reads");
    let at = at % bytes.len();
    bytes[at] ^= 1 << (bit % 8);
    std::fs::write(&path, bytes).expect("writes");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn thread_count_and_batch_size_do_not_change_the_result(
        acts in prop::collection::vec((0..3u8, 1..6u32, any::<u8>(), 0..4u8), 1..25),
        flips in prop::collection::vec((any::<usize>(), any::<u8>()), 0..3),
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let project = project(dir.path(), &acts);
        prop_assert_eq!(project.cases(HistoryCut::default()).expect("reads"), plain(&project));
        prop_assert_eq!(project.damage(), []);
        for (at, bit) in flips {
            damage(&project, at, bit);
        }
        for writing in [false, true] {
            project.writing.set(writing);
            let alone = outcome(&project, 1, BATCH);
            for (threads, batch) in [(1, 1), (2, 1), (2, 700), (3, 2000), (4, BATCH)] {
                prop_assert_eq!(&outcome(&project, threads, batch), &alone, "{} threads, batches of {}", threads, batch);
            }
        }
    }
}

#[test]
fn a_changed_fact_is_reported_on_read_and_blocks_a_write() {
    let dir = tempfile::tempdir().expect("a folder");
    let project = project(dir.path(), &[(0, 1, 0, 0), (0, 1, 1, 0), (0, 1, 3, 0)]);
    let writer = project.log.writers().expect("lists")[0];
    let path = project.log.layout.segment(writer, project.log.segments(writer).expect("lists")[0]);
    let text = std::fs::read_to_string(&path).expect("reads").replace("taiyuan", "taiyuam");
    std::fs::write(&path, text).expect("writes");
    let cases = project.cases(HistoryCut::default()).expect("reads");
    assert_eq!(cases.values().map(|case| case.unit.as_str()).collect::<Vec<_>>(), ["taiyuam"]);
    // The following lines chain to the hash that this line states, so only this line is reported.
    let damage = project.damage();
    assert!(
        matches!(&damage[..], [Flaw { finding, .. }] if matches!(finding.kind, FindingKind::Hash { .. }) && finding.line == 3),
        "{damage:?}"
    );
    project.writing.set(true);
    assert!(project.cases(HistoryCut::default()).is_err());
}

#[test]
fn reading_stops_when_the_callback_breaks() {
    let dir = tempfile::tempdir().expect("a folder");
    let project = project(dir.path(), &[(0, 1, 0, 3), (0, 2, 0, 3), (0, 3, 0, 3)]);
    for (threads, batch) in [(1, BATCH), (2, 1), (2, BATCH)] {
        let mut count = 0;
        let read = project.read_by((threads, batch), Reading::Whole, (&[], !project.writing.get()), &mut |_| {
            count += 1;
            if count == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(read.is_ok());
        assert_eq!(count, 5);
    }
}
