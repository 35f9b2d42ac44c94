//! `kill -9` at random moments: acknowledged writes are there, and a batch is never there in part (design §6, item 1).
//!
//! Long form: `REDRESS_LONG=1`. The seed of the moments is printed.

use crate::desk::{Desk, Dice, rounds};
use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::time::Duration;

/// Number of cases in one batch.
const BATCH: usize = 40;

fn batch(round: usize) -> String {
    let lines = |i: usize| {
        format!(
            "{{\"do\":\"intake\",\"title\":\"round{round}x\",\"name\":\"Wang Xiaoming\",\"statement\":\"he shouted\",\"let\":\"c{i}\"}}\n\
             {{\"do\":\"accept\",\"case\":\"@c{i}\"}}\n"
        )
    };
    (0..BATCH).map(lines).collect()
}

fn start(desk: &Desk, words: &[&str], input: &str) -> Child {
    let mut command = desk.command();
    let mut child = command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child
}

/// Kills it after a while; returns its output until then.
fn kill(mut child: Child, after: Duration) -> String {
    std::thread::sleep(after);
    // It may have ended already.
    let _ = child.kill();
    let mut said = String::new();
    let _ = child.stdout.take().expect("a pipe").read_to_string(&mut said);
    child.wait().expect("it ends");
    said
}

#[test]
fn what_was_acknowledged_survives_and_half_a_batch_is_never_there() {
    let mut dice = Dice::new("what_was_acknowledged_survives_and_half_a_batch_is_never_there");
    let mut desk = Desk::bank();
    let mut acked: Vec<String> = Vec::new();
    let (mut whole, mut none) = (0, 0);
    // Moments from before the start to after the end. How long a batch takes changes with what else the machine does, so the span follows
    // what was met: longer after a batch that had not been recorded, shorter after one that had.
    let begun = std::time::Instant::now();
    desk.feed(&["batch", "-"], &batch(9999)).ok();
    let mut long = 2 * begun.elapsed().as_micros() as usize;
    for round in 0..rounds(60, 1500) {
        // New segments begin too.
        desk.now = format!("2026-{:02}-15T10:00", 1 + (round / 8) % 12);
        let micros = Duration::from_micros(dice.below(long) as u64);
        if round % 3 == 0 {
            let said = kill(start(&desk, &["intake", "--title", "single", "--phone", "13800138000"], ""), micros);
            acked.extend(said.lines().map(String::from));
        } else {
            let said = kill(start(&desk, &["batch", "-"], &batch(round)), micros);
            let there = desk.run(&["list", &format!("round{round}x"), "--fields", "id,status"]).ok();
            match there.lines().count() {
                0 => (none, long) = (none + 1, long * 5 / 4),
                BATCH => (whole, long) = (whole + 1, long * 4 / 5),
                n => panic!("{n} of {BATCH} of a batch are there"),
            }
            assert!(there.lines().all(|l| l.ends_with("accepted")), "{there}");
            assert!(said.is_empty() || !there.is_empty(), "it was acknowledged, and is not there");
        }
        // Readers never fail, and the log is sound whatever its end.
        let verified = desk.run(&["verify"]);
        assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
        if dice.below(3) == 0 {
            acked.push(desk.run(&["intake", "--title", "after"]).ok().trim().to_string());
        }
    }
    println!("{whole} batches whole, {none} not there, {} single cases acknowledged", acked.len());
    let list = desk.run(&["list", "--fields", "id", "--sort", "id"]).ok();
    let known: Vec<&str> = list.lines().collect();
    for number in &acked {
        assert!(known.contains(&number.as_str()), "{number} was acknowledged");
    }
    let mut unique = acked.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), acked.len(), "no number was given twice");
    assert!(whole > 0 && none > 0, "the moments are badly chosen: {whole} whole, {none} not there");
}

#[test]
fn a_torn_tail_is_set_aside_and_reported() {
    let mut dice = Dice::new("a_torn_tail_is_set_aside_and_reported");
    let desk = Desk::bank();
    desk.feed(&["batch", "-"], &batch(0)).ok();
    for round in 1..=rounds(6, 200) {
        // The state after a crash: head as before, private lines complete, the commit's lines partial.
        let segment = desk.segments().pop().expect("a segment");
        let head = desk.path().join(".redress/head");
        let (before, whole) = (std::fs::read(&head).expect("a head"), std::fs::read(&segment).expect("readable"));
        desk.feed(&["batch", "-"], &batch(round)).ok();
        let longer = std::fs::read(&segment).expect("readable");
        let cut = whole.len() + 1 + dice.below(longer.len() - whole.len() - 1);
        std::fs::write(&segment, &longer[..cut]).expect("written");
        std::fs::write(&head, before).expect("written");
        // The account's record does not know of unacknowledged events.
        let _ = std::fs::remove_dir_all(desk.path().join(".local"));
        // Readers see the acknowledged log; verify reports what it found.
        let expected = desk.run(&["list"]).ok().lines().count();
        assert_eq!(expected, BATCH + (round - 1));
        let verified = desk.run(&["verify"]).ok();
        assert!(verified.contains("not finished"), "{verified}");
        let first = desk.run(&["intake", "--title", "next"]);
        assert!(first.code == 0 && first.err.contains("set aside"), "{}", first.err);
        assert_eq!(first.out, format!("HQ-2026-{:04}\n", expected + 1), "its number is the next one");
        assert_eq!(std::fs::read_dir(desk.path().join(".redress/torn")).expect("there").count(), round);
        assert_eq!(desk.run(&["verify"]).ok().lines().filter(|l| l.starts_with("note")).count(), 0);
    }
    let quiet = desk.run(&["intake", "--title", "once more"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""), "it is reported once");
}
