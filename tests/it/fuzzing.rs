//! The short form of the fuzzing: seeds that are read, then changed at random places, given to each target. Nothing may panic.

use crate::desk::{Desk, Dice};
use redress::fuzzing::TARGETS;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each target runs: `REDRESS_FUZZ_SECONDS`, or half a second.
fn seconds() -> f64 {
    std::env::var("REDRESS_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0.5)
}

/// What each target is known to read.
fn seeds(target: &str, desk: &Desk) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read(root.join(path)).expect("a file of the project");
    let lines = |text: String| text.lines().map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>();
    match target {
        "log_line" => desk.lines().into_iter().map(String::into_bytes).collect(),
        "private_line" => lines(desk.read_private()),
        "policy" => vec![desk.read("redress.toml").into_bytes(), desk.read("directory.toml").into_bytes()],
        "calendar" => vec![read("tests/data/form-1/desk/calendars/2027.json")],
        "map" => vec![read("src/import/maps/cfpb.toml"), read("src/import/maps/nyc311.toml")],
        "index" => vec![std::fs::read(desk.path().join(".redress/cache/cases.index")).expect("an index")],
        "arguments" => vec![b"intake\n--title\nA\n--channel\nphone\n-q".to_vec(), "转办\n1\n--unit\n太原".into()],
        other => panic!("{other} has no seeds"),
    }
}

/// One to four changes: a bit, a byte of another seed's, a piece doubled or left out.
fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(24)).min(bytes.len());
        match dice.below(5) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if !bytes.is_empty() => bytes[at] = u8::try_from(dice.below(256)).expect("a byte"),
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => {
                let piece = bytes[at.min(end)..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let piece = other[from..(from + 16).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_reader_panics_on_changed_bytes() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "Queue", "--channel", "phone", "--category", "general", "--name", "Liu Fang"]).ok();
    desk.run(&["accept", "1"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    desk.command().env("REDRESS_INDEX", "0").args(["list"]).output().expect("it runs");
    let scratch = tempfile::tempdir().expect("a folder");
    let mut dice = Dice::new("no_reader_panics_on_changed_bytes");
    for (name, target) in TARGETS {
        let seeds = seeds(name, &desk);
        seeds.iter().for_each(|bytes| target(bytes, scratch.path()));
        let (began, mut runs) = (Instant::now(), 0);
        while runs < 50 || began.elapsed() < Duration::from_secs_f64(seconds()) {
            let bytes = changed(&seeds, &mut dice);
            let kept = bytes.clone();
            let found = std::panic::catch_unwind(|| target(&bytes, scratch.path()));
            assert!(found.is_ok(), "{name} panicked at run {runs} on {:?}", String::from_utf8_lossy(&kept));
            runs += 1;
        }
        println!("{name}: {runs} runs");
    }
}
