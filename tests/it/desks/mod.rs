//! A working day at each of the other desks, in Chinese, from the morning page to the evening's report, with what is refused.
//!
//! Units and people are those of the desk's demo.

use crate::bank::{done, refused, typed};
use crate::desk::Desk;
use std::path::Path;

mod always;
mod base;
mod detours;
mod group;
mod mediation;
mod named;
mod property;
mod regulator;
mod tourism;
mod utility;
mod wording;

/// A desk on a profile on a Monday morning, with the units and people of its demo; the clerk is Li Na.
fn desk(profile: &str) -> Desk {
    let mut desk = Desk::empty();
    desk.lang = "zh".into();
    desk.now = "2026-11-16T08:30".into();
    desk.run(&["init", ".", "--profile", profile, "--desk", "HQ", "--simulated"]).ok();
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo").join(profile).join("directory.toml");
    desk.write("directory.toml", std::fs::read(directory).expect("the demo's directory"));
    let told = done(&desk, "policy check");
    assert!(told.contains("制度无误"), "{told}");
    desk
}

/// Types a line, which must be done with a warning that names this rule and word.
#[track_caller]
fn warned(desk: &Desk, line: &str, rule: &str, word: &str) -> String {
    let ran = typed(desk, line);
    assert_eq!(ran.code, 0, "{line}\n{}{}", ran.out, ran.err);
    assert!(ran.err.contains(rule) && ran.err.contains(word), "{line}\n{}", ran.err);
    ran.out
}

/// The line of a TSV answer that begins with a word.
#[track_caller]
fn line_of(text: &str, first: &str) -> String {
    let found = text.lines().find(|line| line.split('\t').next() == Some(first));
    found.unwrap_or_else(|| panic!("no line {first}:\n{text}")).to_string()
}
