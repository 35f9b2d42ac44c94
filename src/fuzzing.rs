//! Readers of other people's bytes, each as a function that a fuzzer calls: whatever it is given, it returns.
//!
//! Invariant: a target fails by panicking only. The short form, mutated seeds on the stable compiler, runs with the tests
//! (`tests/it/fuzzing.rs`); the long form is `cargo +nightly fuzz run TARGET` (`fuzz/`).

use crate::domain::calendar::Calendar;
use crate::domain::event::{Event, Reading};
use crate::domain::value::id::DeskCode;
use crate::domain::value::title::Lang;
use crate::index::Index;
use crate::log::line::{self, Line, PrivateParts};
use std::ffi::OsString;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

/// Reads bytes; a file in the folder may be written for it.
pub type Target = fn(&[u8], &Path);

/// Each target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("log_line", |bytes, _| log_line(bytes)),
    ("private_line", |bytes, _| private_line(bytes)),
    ("policy", |bytes, _| policy(bytes)),
    ("calendar", |bytes, _| calendar(bytes)),
    ("map", |bytes, _| crate::import::read_map_text(&String::from_utf8_lossy(bytes))),
    ("index", index),
    ("arguments", |bytes, _| arguments(bytes)),
];

/// A line of the log: split, checked, read in both ways, written again. What reads back must be the same event.
fn log_line(bytes: &[u8]) {
    let _ = (line::number(bytes), line::is_header(bytes));
    if let Ok(parts) = Line::split(bytes) {
        let trailer = parts.trailer();
        let _ = (parts.body(), parts.text.zip(trailer.said).map(|(text, said)| (text.state(said), text.erasure())));
    }
    // Who reads a log looks at that first.
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let desk = DeskCode::default();
    let Ok(event) = Event::parse(bytes, desk) else { return };
    let mut again = Event::blank();
    again.read_again(text, desk, Reading::Whole).expect("what parses once parses again");
    assert_eq!(event, again, "the fast reader and the other disagree");
    let mut case = crate::domain::case::Case::default();
    case.apply(&event);
}

fn private_line(bytes: &[u8]) {
    if let Ok(parts) = PrivateParts::split(bytes) {
        let _ = (parts.salted.state(parts.sealed), parts.data(), parts.salted.erasure());
    }
}

/// `redress.toml` and `directory.toml`: read, laid over each profile, checked.
fn policy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (crate::profile::read_directory(&text), crate::profile::readable_project(&text));
    let Ok(project) = crate::profile::read_project(&text) else { return };
    for (profile, _) in crate::profile::PROFILES {
        if let Ok(resolved) = crate::profile::resolve(profile, &project.layer) {
            let _ = crate::profile::check(&resolved.policy);
        }
    }
}

fn calendar(bytes: &[u8]) {
    let mut calendar = Calendar::embedded();
    if calendar.add_year(&String::from_utf8_lossy(bytes)).is_ok() {
        let _ = (calendar.digest_text(), calendar.years().len());
    }
}

/// An index: opened, and each case read.
fn index(bytes: &[u8], scratch: &Path) {
    let path = scratch.join("fuzzed.index");
    File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("a scratch file");
    let Ok(index) = Index::read(&File::open(&path).expect("a scratch file")) else { return };
    for row in 0..index.len().min(1000) {
        let _ = index.record(row);
    }
}

/// A command line, in both languages: its words parted by line breaks.
fn arguments(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let args: Vec<OsString> = std::iter::once("redress".into()).chain(text.lines().map(OsString::from)).collect();
    for lang in [Lang::En, Lang::Zh] {
        let _ = crate::cli::parse::parse(&args, lang);
    }
}
